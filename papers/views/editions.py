"""The pages of one edition: the live one, its earlier versions, and what stands there when it is gone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from papers import caching, metadata, rendering, search
from papers.metadata import Day, Edition, address, language_name
from papers.models import Label, Paper, Prepared, Release, Series, Tag, Version, column, first_label
from papers.search import Bonds
from papers.views import citing, files, frame, shapes
from papers.views.leads import leads, library, part


@frame.public
def paper(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    now = timezone.now()
    found = live_edition(language=language, slug=slug, now=now)
    if not found:
        return gone(request, language, slug, now)
    (version,) = found
    return edition_page(version, metadata.released(version.paper_id, now), now)


@frame.public
def version(request: HttpRequest, language: str, slug: str, number: int) -> HttpResponse:
    """Show an earlier version: readable once it was released, as long as the edition is public."""
    now = timezone.now()
    row = printed(Version.objects.released(now), language, slug, now).filter(number=number).first()
    if row is None:
        return gone(request, language, slug, now)
    editions = metadata.released(row.paper_id, now)
    live = next((edition for edition in editions if edition.language == language and edition.is_live), None)
    if live is None or row.is_expunged:
        return withdrawn(row, editions, language)
    return edition_page(row, editions, now, newest=live)


def printed(versions: Any, language: str, slug: str, now: datetime) -> Any:
    """Return the versions of one edition with all that its page prints, in no order."""
    edition = versions.in_language(language).at_slug(slug).order_by()
    return edition.with_page().with_retraction(now).defer(*unread())


@Prepared
def live_edition(language: str, slug: str, now: datetime) -> Any:
    """Return the one live Version of the edition, if there is one."""
    return printed(Version.objects.live(now), language, slug, now)[:1]


def unread() -> list[str]:
    """Return the columns that the page does not print: it prints what was frozen, not what the paper is like now."""
    series = {field.name for field in Series._meta.fields} - {"id", "slug"}
    paper = {field.name for field in Paper._meta.fields} - {"id", "slug"}
    own = ["revision", "schema", "created_at", "page__maker", "page__correction", "page__original_language"]
    return [*own, *(f"page__series__{name}" for name in series), *(f"paper__{name}" for name in paper)]


@Prepared
def tags_of(paper: int) -> Any:
    """Return the tags' slugs and their names, in the order of the site's languages."""
    names = (column("name", code) for code in metadata.site_languages())
    return Tag.objects.filter(tagged__content_object=paper).values_list("slug", *names)


def edition_page(
    row: Version, editions: Sequence[Edition], now: datetime, newest: Edition | None = None
) -> HttpResponse:
    """Return the reading page; `newest` is the live version when the row may be an earlier one."""
    language, slug = row.language, row.paper.slug
    url = address("paper", language, slug)
    tags = list(named_tags(row.paper_id, language))
    writers = metadata.writers_of(newest.version if newest else row.pk)
    others = shapes.counterparts(slug, language, editions)
    is_live = newest is None or newest.number == row.number
    bonds, cited = search.bonds(now, caching.stamp(now)), part(row)
    context = {
        **printed_parts(row, {key: writer.slug for key, writer in writers.items()}, tags),
        **text_and_counterparts(row, others, editions, is_live=is_live),
        **record_of(row, editions, newest, url),
        **sources_of_page(row, cited, bonds, now, is_live=is_live),
        **dict(zip(("previous", "next"), neighbours(row, bonds, now), strict=True)),
    }
    if newest:
        head = metadata.numbered_head(row, is_live=is_live)
    else:
        head = metadata.head(row, editions, [name for _slug, name in tags], writers, cited.works_data)
    languages = {other.code: other.url for other in others} | {language: url}
    missing = {other.code: other.missing for other in others}
    return frame.page("papers/paper.html", language, head, context, languages=languages, missing=missing)


def printed_parts(
    row: Version, slugs: Mapping[int, str], tags: Sequence[tuple[str, Label]]
) -> dict[str, Any]:
    """Return what is printed around the text, with the pages that its people and subjects have now."""
    page, language = row.page, row.language
    return {
        "series": shapes.series_head(page, language),
        "authors": shapes.people(page.authors, slugs, language),
        "translators": shapes.people(page.head["translators"], slugs, language),
        "translated_from": translated_from(page.head["translated_from"]),
        "tags": [{"name": name, "url": address("tag", language, slug)} for slug, name in tags],
        "licence": shapes.licence(page.head["licence"]),
    }


def text_and_counterparts(
    row: Version,
    others: Sequence[shapes.Counterpart],
    editions: Sequence[Edition],
    *,
    is_live: bool,
) -> dict[str, Any]:
    """Return the text, and the paper in other languages; passages of the live text lead to the first of them."""
    language = row.language
    parallels = [parallel_link(other, language, row.paper.slug) for other in others if other.available]
    across = parallels[0] if parallels and is_live else None
    return {
        "page": shapes.reading(row.page, row.number, across),
        "running": shapes.running_head(row.page),
        "original": original(language, editions, others),
        "editions": others,
        "parallels": parallels,
    }


def record_of(row: Version, editions: Sequence[Edition], newest: Edition | None, url: str) -> dict[str, Any]:
    """Return what the public record says of the text: its versions, corrections, retraction, and its own addresses."""
    language, slug = row.language, row.paper.slug
    return {
        "versions": shapes.versions(slug, language, editions, row.number),
        "corrections": list(shapes.corrections(slug, language, editions, row.number)),
        "retraction": retraction(row, language),
        "earlier": earlier(row, newest, url),
        "report_url": shapes.report_url(row, url),
        "address": metadata.absolute(own_url(row, newest, url)),
        "version_url": address("version", language, slug, row.number),
    }


def sources_of_page(
    row: Version, cited: Any, bonds: Bonds, now: datetime, *, is_live: bool
) -> dict[str, Any]:
    """Return the notes with their sources, how the edition is cited, and all files of it."""
    language, slug = row.language, row.paper.slug
    number = None if is_live else row.number
    led = leads(row, cited.leads, bonds, now, is_live=is_live)
    return {
        "notes": led.notes,
        "sharing": led.sharing,
        "library": library(led.works, slug, language),
        "source_lines": rendering.safe(cited.source_lines),
        "sources": cited.source_lines.count("<li>"),
        "forms": citing.forms(row, earlier=not is_live),
        "files": files.paper_files(language, slug, number),
        "source_files": files.source_files(language, slug, number),
        "whole_files": files.whole_files(language, slug, number),
    }


def named_tags(paper: int, language: str) -> Iterator[tuple[str, Label]]:
    """Yield the slugs and names of the paper's tags."""
    codes = metadata.site_languages()
    for slug, *names in tags_of(paper=paper):
        yield slug, first_label(dict(zip(codes, names, strict=True)), language)


def own_url(row: Version, newest: Edition | None, url: str) -> str:
    """Return where this very text stands: an earlier version at its number."""
    if newest is None or newest.number == row.number:
        return url
    return address("version", row.language, row.paper.slug, row.number)


def neighbours(
    row: Version, bonds: Bonds, now: datetime
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the papers before and after this one in its series, in the order of the volumes, in its language."""
    page = row.page
    before, after = bonds.neighbours(
        page.series_id or 0, page.language, page.volume_key, row.pk, row.paper_id
    )
    wanted = {before, after} - {0}
    known = bonds.newest(page.series_id or 0, page.language, wanted)
    rows = [(key, volume.slug, volume.title, volume.number) for key, volume in known.items()]
    if wanted - known.keys():
        # Of older volumes only the order is kept.
        rows = volumes(before=before, after=after, now=now)
    found = {
        version: shapes.neighbour(slug, title, number, page.language) for version, slug, title, number in rows
    }
    return found.get(before), found.get(after)


@Prepared
def volumes(now: datetime, before: int, after: int) -> Any:
    """Return of two live Versions the key, the paper's slug, the title, and the number as printed (text and language)."""
    rows = Version.objects.live(now).filter(pk__in=[before, after]).order_by()
    return rows.values_list("pk", "paper__slug", "page__title", "page__head__series__number")


def original(
    language: str, editions: Sequence[Edition], others: Sequence[shapes.Counterpart]
) -> dict[str, Any]:
    """Return which edition is the original, seen from the one in this language, and where it is when it is public."""
    code = metadata.original_language(editions)
    url = next((other.url for other in others if other.code == code), "")
    return {
        "is_original": code == language,
        "language": {"code": code, "name": language_name(code)},
        "url": url,
    }


def translated_from(code: str) -> dict[str, str] | None:
    return {"code": code, "name": language_name(code)} if code else None


def parallel_link(other: shapes.Counterpart, language: str, slug: str) -> dict[str, str]:
    url = address("parallel", language, slug, other.code)
    return {"code": other.code, "name": other.name, "language_name": other.language_name, "url": url}


def retraction(row: Any, language: str) -> dict[str, Any] | None:
    """Return the retraction that stands on the edition, for a page in this language: since when, and why."""
    if row.retracted is None:
        return None
    return {
        "day": Day.of(row.retracted, language),
        "reason": first_label(row.retracted_because, language),
    }


def earlier(row: Version, newest: Edition | None, url: str) -> dict[str, Any] | None:
    """Return what an earlier version says of the newer one; None on the live one."""
    if newest is None or newest.number == row.number:
        return None
    day = Day.of(newest.since, row.language)
    return {"number": row.number, "newest_url": url, "newest_number": newest.number, "day": day}


def gone(request: HttpRequest, language: str, slug: str, now: datetime) -> HttpResponse:
    """Answer where no edition can be read: withdrawn (410), in other languages only, or never there (404)."""
    paper = get_object_or_404(Paper, slug=slug)
    editions = metadata.released(paper.pk, now)
    own = [edition for edition in editions if edition.language == language]
    if own and not any(edition.is_live for edition in own):
        row = Version.objects.with_page().get(pk=latest(own).version)
        return withdrawn(row, editions, frame.language_of(request))
    others = shapes.counterparts(slug, language, editions)
    return frame.not_found(request, None, [] if own else [other for other in others if other.available])


def withdrawn(row: Version, editions: Sequence[Edition], language: str) -> HttpResponse:
    """Answer 410 for a withdrawn edition or an expunged version: what it was, when and why it went.

    The page is in `language`, which may be another one than the text's: a parallel page needs both.
    """
    own, slug = row.language, row.paper.slug
    live = next((other for other in editions if other.language == own and other.is_live), None)
    others = shapes.counterparts(slug, own, editions)
    end = ending(row, [edition for edition in editions if edition.language == own])
    context = {
        "state": end.state,
        "sentence": end.sentence,
        "title": row.page.title,
        "size": shapes.size_of(row.page.title),
        "lang": own,
        "authors": [shapes.label(author["name"]) for author in row.page.authors],
        "series": shapes.series_link(row.page, language),
        "day": Day.of(end.at, language),
        "reason": first_label(end.reason, language),
        "number": row.number,
        "editions": [other for other in others if other.available],
        "newest": {"title": live.title, "url": address("paper", own, slug)} if live else None,
    }
    title = f"{row.page.title} ({end.state})" if row.page.title else end.state
    head = metadata.plain_head(title, language, robots=metadata.NOINDEX, data=remains(row))
    languages = {other.code: other.url for other in others}
    missing = {other.code: other.missing for other in others}
    return frame.page(
        "papers/withdrawn.html", language, head, context, languages=languages, missing=missing, status=410
    )


def remains(row: Version) -> list[SafeString]:
    """Return what machines are told of a text that is gone; nothing of one whose title is gone as well."""
    if not row.page.title:
        return []
    url = metadata.absolute(address("paper", row.language, row.paper.slug))
    return [metadata.block(metadata.withdrawn_report(row.page, url))]


@dataclass(frozen=True)
class Ending:
    """How a text went, in a word and in a sentence; when, where that is known, and the public reason."""

    state: str
    sentence: str
    at: datetime | None
    reason: Mapping[str, str]


def ending(row: Version, own: Sequence[Edition]) -> Ending:
    """Return how the text went: an expunged one by itself, any other with the last of its edition."""
    if row.is_expunged:
        itself = next(edition for edition in own if edition.version == row.pk)
        at = itself.ended_at if itself.ended_by == Release.EXPUNGED else None
        return Ending(
            _("Removed"), _("The text of this version has been removed."), at, row.expunged_because()
        )
    last = latest(own)
    if last.ended_by == Release.EXPUNGED:
        sentence = _("This paper is no longer public, because its latest version has been removed.")
        return Ending(_("No longer public"), sentence, last.until, last.reason)
    return Ending(_("Withdrawn"), _("This paper has been withdrawn."), last.until, last.reason)


def latest(own: Sequence[Edition]) -> Edition:
    """Return the version of an edition that was the last to be live."""
    return max(own, key=lambda edition: (edition.until, edition.number))
