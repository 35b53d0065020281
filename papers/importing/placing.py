"""Where an imported manuscript belongs: which paper and series it means, made when they are new."""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from papers import markup
from papers.importing import matching
from papers.importing.crediting import script_of
from papers.importing.manuscript import Furniture, Manuscript, NotKept, Refused
from papers.importing.slugs import free, plain
from papers.models import Manuscript as KeptFile
from papers.models import Paper, Series, Translation


@dataclass(frozen=True)
class Wishes:
    """What the person importing has said beside the files."""

    slug: str = ""
    # A paper of its own, whatever the files seem to continue.
    new: bool = False
    series: str = ""
    volume: str = ""
    original: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    authors: Sequence[str] = ()


@dataclass(frozen=True)
class Allowed:
    """What the person importing may do to series, beside putting a paper into one that is there."""

    new_series: bool = True
    notice: bool = True


@dataclass(frozen=True)
class Source:
    """One file and what it was read as."""

    name: str
    data: bytes
    manuscript: Manuscript

    @property
    def language(self) -> str:
        return self.manuscript.language

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


# -- the series --------------------------------------------------------------------------------


def find_series(wishes: Wishes, manuscripts: Sequence[Manuscript]) -> Series | None:
    """Return the series named by its slug or by a manuscript's series line, if it is there.

    Raises Refused when --series names no series.
    """
    if wishes.series:
        series = Series.objects.filter(slug=wishes.series).first()
        if series is None:
            raise Refused(_("There is no series “%s”.") % wishes.series)
        return series
    named = (m.furniture.series_name for m in manuscripts if m.furniture.series_name)
    return next(filter(None, map(series_called, named)), None)


def unknown_series(manuscripts: Sequence[Manuscript]) -> str:
    """Return the name of the series that the files name and that is not there; empty when there is none."""
    named = [m.furniture.series_name for m in manuscripts if m.furniture.series_name]
    return named[0] if named and not any(map(series_called, named)) else ""


def new_series(manuscripts: Sequence[Manuscript]) -> Series | None:
    """Make the series that a manuscript's series line names; None when no line does."""
    named = [(m.furniture.series_name, m.language) for m in manuscripts if m.furniture.series_name]
    if not named:
        return None
    name, language = named[0]
    series = Series(slug=free(Series, plain(name) or "series"))
    series.set_label("name", script_of(name, language), name)
    series.save()
    return series


def series_called(name: str) -> Series | None:
    """Return the series with this name in any language; case and width do not matter."""
    wanted = _folded(name)
    for series in Series.objects.order_by("pk"):
        names = (series.own_label("name", code) for code, _name in settings.LANGUAGES)
        if any(_folded(known) == wanted for known in names if known):
            return series
    return None


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


# -- the paper ---------------------------------------------------------------------------------


def find_paper(wishes: Wishes, sources: Sequence[Source], series: Series | None) -> Paper | None:
    """Return the paper the files continue: by slug, by series and volume, by a file imported before, by its title.

    A paper of another series or volume than the files' is never meant; none is when a new one is wished for.
    """
    if wishes.new:
        return None
    if wishes.slug:
        return Paper.objects.filter(slug=wishes.slug).first()
    volume = find_volume(wishes, [source.manuscript for source in sources])
    if series and volume and (paper := Paper.objects.filter(series=series, volume=volume).first()):
        return paper
    candidates = (paper for search in (_by_file, _by_title) for paper in search(wishes, sources))
    return next((paper for paper in candidates if _may_be(paper, series, volume)), None)


def _may_be(paper: Paper, series: Series | None, volume: str) -> bool:
    return paper.volume in ("", volume or paper.volume) and (series is None or paper.series in (None, series))


def _by_file(_wishes: Wishes, sources: Sequence[Source]) -> Iterator[Paper]:
    """Yield the papers into which one of these very files was imported."""
    for source in sources:
        kept = KeptFile.objects.filter(digest=source.digest, translation__language=source.language)
        yield from Paper.objects.filter(pk__in=kept.values("translation__paper"))


def _by_title(wishes: Wishes, sources: Sequence[Source]) -> Iterator[Paper]:
    """Yield the papers of the same title: at the address that it gives, or with a text like the file's."""
    manuscripts = [source.manuscript for source in sources]
    slug = plain(titles(wishes, manuscripts).get("en", ""))
    yield from Paper.objects.filter(slug=slug, volume=find_volume(wishes, manuscripts)) if slug else ()
    for manuscript in manuscripts:
        title = wishes.titles.get(manuscript.language, "") or manuscript.title
        same = Translation.objects.filter(language=manuscript.language, title=title).exclude(title="")
        yield from (row.paper for row in same.select_related("paper") if _reads_alike(row, manuscript))


def _reads_alike(row: Translation, manuscript: Manuscript) -> bool:
    """Return whether at least half of a file is an edition's text: a revision of it, not another paper."""
    shared, blocks = matching.continued(row.body, manuscript.body)
    return bool(blocks) and shared * 2 >= blocks


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


def new_paper(
    wishes: Wishes, manuscripts: Sequence[Manuscript], series: Series | None, allowed: Allowed
) -> Paper:
    """Make the paper; its slug is the one wished, else the English title's, else series and volume."""
    volume = find_volume(wishes, manuscripts)
    _refuse_taken(series, volume)
    if series is None and allowed.new_series:
        series = new_series(manuscripts)
    base = plain(titles(wishes, manuscripts).get("en", ""))
    numbered = plain(f"{series.slug}-{volume}") if series and volume else ""
    slug = wishes.slug or free(Paper, base or numbered or "paper")
    if Paper.objects.filter(slug=slug).exists():
        raise Refused(_("Another paper has the address “%s” already.") % slug)
    if slug != plain(slug):
        raise Refused(_("“%s” cannot be an address: small Latin letters, figures and hyphens only.") % slug)
    return Paper.objects.create(
        slug=slug, series=series, volume=volume, original_language=wishes.original or manuscripts[0].language
    )


def _refuse_taken(series: Series | None, volume: str) -> None:
    taken = Paper.objects.filter(series=series, volume=volume).first() if series and volume else None
    if taken:
        sentence = _("This volume is another paper already: %s.")
        raise Refused(sentence % taken.described(get_language() or ""))


def name_other_editions(paper: Paper, named: Mapping[str, str]) -> None:
    """Make an empty Translation for each language of which only the title is known."""
    for language, title in named.items():
        Translation.objects.get_or_create(paper=paper, language=language, defaults={"title": title})


# -- a paper that is there ---------------------------------------------------------------------


def apply(wishes: Wishes, paper: Paper, imported: Sequence[str]) -> list[str]:
    """Put on an existing paper what was wished and is safe; return why the rest is not."""
    return [
        *_apply_place(wishes, paper),
        *_apply_original(wishes, paper),
        *(
            each
            for code in wishes.titles
            if code not in imported
            for each in _apply_title(wishes, paper, code)
        ),
    ]


def _apply_place(wishes: Wishes, paper: Paper) -> Iterator[str]:
    """Give a paper without series or volume the wished ones; those it has stay."""
    series = Series.objects.filter(slug=wishes.series).first() if wishes.series else None
    if series and paper.series and paper.series != series:
        yield _("The paper is in the series %(series)s; --series is not applied.") % {"series": paper.series}
    if wishes.volume and paper.volume not in ("", wishes.volume):
        yield _("The paper has volume %(volume)s; --volume is not applied.") % {"volume": paper.volume}
    wished = (paper.series or series, str(paper.volume or wishes.volume))
    if wished != (paper.series, paper.volume):
        _refuse_taken(*wished)
        Paper.objects.filter(pk=paper.pk).update(series=wished[0], volume=wished[1])
        paper.refresh_from_db()


def _apply_original(wishes: Wishes, paper: Paper) -> Iterator[str]:
    if wishes.original and wishes.original != paper.original_language:
        sentence = _("The original of the paper is in %(language)s; --original is not applied.")
        yield sentence % {"language": paper.original_language}


def _apply_title(wishes: Wishes, paper: Paper, code: str) -> Iterator[str]:
    """Give an edition that has only a title the wished one; an edition with a text keeps its own."""
    title = wishes.titles[code]
    row = paper.translations.filter(language=code).first()
    if row is None or row.title == title:
        return
    if row.body:
        yield _("The %(language)s edition has a text; its title is not changed to “%(title)s”.") % {
            "language": code,
            "title": title,
        }
    else:
        Translation.objects.filter(pk=row.pk).update(title=title)


# -- the notice --------------------------------------------------------------------------------


def place_notice(
    series: Series | None, furniture: Furniture, language: str, *, may_fill: bool
) -> tuple[list[str], list[NotKept]]:
    """Put the series notice where it belongs when that place is empty; return what differs, and what has no place."""
    if not furniture.notice_html:
        return [], []
    said = markup.text(furniture.notice_html)
    if series is None:
        why = _("The paper is in no series that could take it.")
        return [], [NotKept(_("series notice"), f"{furniture.notice_title} {said}", why)]
    stands = series.own_label("notice", language)
    if not stands and not may_fill:
        why = _("The series has no notice in this language, and your account may not write one.")
        return [], [NotKept(_("series notice"), f"{furniture.notice_title} {said}", why)]
    if not stands:
        series.set_label("notice", language, furniture.notice_html)
        series.set_label("notice_title", language, furniture.notice_title)
        series.save()
    elif markup.text(stands) != said:
        return [_("The series notice of the file differs from the series’ own, which stays: %s") % said], []
    return [], []
