"""Where an imported manuscript belongs: which paper, series and authors it means, made when they are new."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from papers import markup
from papers.importing.manuscript import Furniture, Manuscript, Refused
from papers.models import Author, Authorship, Paper, Series, column
from papers.models.paper import RESERVED

SLUG_LENGTH = 80


@dataclass(frozen=True)
class Wishes:
    """What the person importing has said beside the files."""

    slug: str = ""
    series: str = ""
    volume: str = ""
    original: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    authors: Sequence[str] = ()


def plain_slug(text: str) -> str:
    """Return an ASCII slug of at most 80 characters, cut between words; empty for a text without Latin letters."""
    slug = slugify(text.replace("–", "-").replace("—", "-"))
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return "" if RESERVED.fullmatch(slug) else slug


def script_of(text: str, fallback: str) -> str:
    """Return the site's language a text is written in, as far as its letters tell; else the fallback."""
    codes = [code for code, _name in settings.LANGUAGES]
    signs = {"ja": r"[\u3040-\u30ff\u4e00-\u9fff]", "ko": r"[\uac00-\ud7af]"}
    for code, pattern in signs.items():
        if re.search(pattern, text):
            return code if code in codes else fallback
    return "en" if "en" in codes and re.search(r"[A-Za-z]", text) and fallback in signs else fallback


def find_series(wishes: Wishes, manuscripts: Sequence[Manuscript]) -> Series | None:
    """Return the series named by its slug or by a manuscript's series line; a new one when only the line knows it.

    Raises Refused when --series names no series.
    """
    if wishes.series:
        series = Series.objects.filter(slug=wishes.series).first()
        if series is None:
            raise Refused(_("There is no series “%s”.") % wishes.series)
        return series
    named = [(m.furniture.series_name, m.language) for m in manuscripts if m.furniture.series_name]
    if not named:
        return None
    return next(filter(None, (series_called(name) for name, _code in named)), None) or _new_series(*named[0])


def series_called(name: str) -> Series | None:
    """Return the series with this name in any language; case and width do not matter."""
    wanted = _folded(name)
    for series in Series.objects.order_by("pk"):
        names = (series.own_label("name", code) for code, _name in settings.LANGUAGES)
        if any(_folded(known) == wanted for known in names if known):
            return series
    return None


def _new_series(name: str, language: str) -> Series:
    language = script_of(name, language)
    base = plain_slug(name) or "series"
    series = Series(slug=_free(Series, base))
    series.set_label("name", language, name)
    series.save()
    return series


def find_paper(wishes: Wishes, manuscripts: Sequence[Manuscript], series: Series | None) -> Paper | None:
    """Return the paper the files continue: by slug, else by series and volume, else by the slug they would get."""
    if wishes.slug:
        return Paper.objects.filter(slug=wishes.slug).first()
    volume = find_volume(wishes, manuscripts)
    if series and volume:
        return Paper.objects.filter(series=series, volume=volume).first()
    slug = plain_slug(titles(wishes, manuscripts).get("en", ""))
    return Paper.objects.filter(slug=slug, volume="").first() if slug else None


def find_volume(wishes: Wishes, manuscripts: Sequence[Manuscript]) -> str:
    return wishes.volume or next((m.furniture.volume for m in manuscripts if m.furniture.volume), "")


def titles(wishes: Wishes, manuscripts: Sequence[Manuscript]) -> dict[str, str]:
    """Return the title in each language: as wished, else as the edition's own file has it, else as another's names it."""
    found: dict[str, str] = {}
    for manuscript in manuscripts:
        for language, title in manuscript.furniture.other_titles.items():
            found.setdefault(language, title)
    found |= {m.language: m.title for m in manuscripts if m.title}
    return found | dict(wishes.titles)


def new_paper(wishes: Wishes, manuscripts: Sequence[Manuscript], series: Series | None) -> Paper:
    """Make the paper; its slug is the one wished, else the English title's, else series and volume."""
    volume = find_volume(wishes, manuscripts)
    base = plain_slug(titles(wishes, manuscripts).get("en", ""))
    numbered = plain_slug(f"{series.slug}-{volume}") if series and volume else ""
    slug = wishes.slug or _free(Paper, base or numbered or "paper")
    if slug != plain_slug(slug):
        raise Refused(_("“%s” cannot be an address: small Latin letters, figures and hyphens only.") % slug)
    return Paper.objects.create(
        slug=slug, series=series, volume=volume, original_language=wishes.original or manuscripts[0].language
    )


def place_notice(series: Series | None, furniture: Furniture, language: str) -> str:
    """Put the series notice where it belongs when that place is empty; return what differs otherwise."""
    if series is None or not furniture.notice_html:
        return ""
    stands = series.own_label("notice", language)
    if not stands:
        series.set_label("notice", language, furniture.notice_html)
        series.set_label("notice_title", language, furniture.notice_title)
        series.save()
        return ""
    if markup.text(stands) == markup.text(furniture.notice_html):
        return ""
    return _("The series notice of the file differs from the series’ own, which stays: %s") % markup.text(
        furniture.notice_html
    )


def place_authors(paper: Paper, names: Sequence[str], language: str) -> None:
    """Give the paper its authors, in order; those it has already stay where they are."""
    for name in names:
        author = author_called(name) or new_author(name, language)
        if not paper.authorships.filter(author=author).exists():
            Authorship.objects.create(paper=paper, author=author, order=paper.authorships.count() + 1)


def place_starred(paper: Paper, texts: Sequence[str], language: str) -> bool:
    """Put the * notes of title and author on the first authorship; return whether there was one to take them."""
    authorship = paper.authorships.order_by("order").first()
    if authorship is None:
        return not texts
    if texts and not authorship.own_label("note", language):
        authorship.set_label("note", language, "".join(map(markup.paragraphs, texts)))
        authorship.save()
    return True


def split_name(name: str) -> tuple[str, str]:
    """Return family and given name of "Family, Given", "Given Family" or 山田 太郎; a body has no given name."""
    if "," in name:
        family, _comma, given = name.partition(",")
        return family.strip(), given.strip()
    words = name.replace("\u3000", " ").replace("・", " ").split()
    if len(words) != 2:
        return name.strip(), ""
    family_first = bool(re.search(r"[\u3040-\u309f\u4e00-\u9fff\uac00-\ud7af]", name))
    return (words[0], words[1]) if family_first else (words[1], words[0])


def author_called(name: str) -> Author | None:
    """Return the author with this name in any language."""
    family, given = split_name(name)
    match = Q()
    for code, _name in settings.LANGUAGES:
        own = Q(**{column("family_name", code): family})
        match |= own & (
            Q(**{column("given_name", code): given}) if given else _empty(column("given_name", code))
        )
    return Author.objects.filter(match).order_by("pk").first()


def _empty(name: str) -> Q:
    return Q(**{name: ""}) | Q(**{f"{name}__isnull": True})


def new_author(name: str, language: str) -> Author:
    family, given = split_name(name)
    code = script_of(name, language)
    author = Author(slug=_free(Author, plain_slug(f"{given} {family}") or "author"))
    author.set_label("family_name", code, family)
    author.set_label("given_name", code, given)
    author.save()
    return author


def _free(model: type[Paper | Series | Author], base: str) -> str:
    """Return the slug, numbered when it is taken already."""
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken or RESERVED.fullmatch(slug):
        slug, number = f"{base}-{number}", number + 1
    return slug


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
