"""How to cite an edition: a Version → its CSL item."""

from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from typing import Any

from django.utils import timezone

from papers import markup
from papers.metadata import absolute, address
from papers.models import Version, VersionPage
from references import citing

Item = dict[str, Any]

# Stands for the address in lines that were made when it could still change.
PLACE = "https://address.invalid/"


def item(version: Version, *, earlier: bool = False) -> Item:
    """Return the CSL item of an edition, in the words of its own language (conventions.md §6).

    `earlier` cites this very version, at its number. A Version fetched without `with_citation` is fetched again;
    who cites many fetches `paper__tags` with them.
    """
    row = version if hasattr(version, "original_title") else _fetched(version)
    told = printed_item(row, earlier=earlier) | _origin(row) | _abstract(row) | _subjects(row)
    return {**told, "custom": dict(_beside(row, earlier))}


def printed_item(version: Any, *, earlier: bool = False) -> Item:
    """Return what a printed citation says of the edition: the item without its abstract and its original."""
    found = {
        "id": _key(version, earlier),
        **words(version.page),
        "version": str(version.number) if earlier else "",
        "URL": absolute(_path(version, earlier)),
        "DOI": "" if earlier else version.doi,
    }
    return {name: value for name, value in found.items() if value}


def words(page: VersionPage) -> Item:
    """Return what was frozen of an edition and is cited: all but where it is found, which may still change."""
    found = {
        "type": "report",
        "title": whole_title(page.title, page.subtitle),
        "author": people(page.authors),
        "translator": people(page.head.get("translators") or ()),
        **dict(_series(page.head.get("series") or {})),
        "number": page.volume,
        "language": page.language,
        "issued": day(page.printed_date),
    }
    return {name: value for name, value in found.items() if value}


def place(version: Any, *, earlier: bool = False) -> str:
    """Return where a citation of the edition leads, as HTML: to its DOI when it has one; an earlier version to its page."""
    doi = "" if earlier else version.doi
    return escape(f"https://doi.org/{doi}" if doi else absolute(_path(version, earlier)), quote=False)


def own_forms(page: VersionPage, number: int | None = None) -> dict[str, str]:
    """Return how an edition is cited in our own styles, as HTML: "note", "line" where that is another, and "sist".

    For its address stands PLACE, because it may still change. With a number it is cited as that version.
    """
    version = {"version": str(number)} if number else {}
    cited, language = {**words(page), **version, "URL": PLACE}, page.language
    note, line = citing.note(cited, language=language), citing.bibliography(cited, language)
    found = {"note": note, "line": line, "sist": citing.sist02(cited, language)}
    return {name: html for name, html in found.items() if name != "line" or html != note}


def whole_title(title: str, subtitle: str) -> str:
    """Return title and subtitle as citations join them."""
    return f"{title}: {subtitle}" if title and subtitle else title


def people(printed: Any) -> list[dict[str, str]]:
    """Return persons as CSL names, as they are printed; a body, which has one name only, is literal."""
    return [_name(person["family"][0], person["given"][0]) for person in printed]


def day(printed: date | None) -> dict[str, Any] | None:
    """Return a CSL date."""
    return {"date-parts": [[printed.year, printed.month, printed.day]]} if printed else None


def _name(family: str, given: str) -> dict[str, str]:
    return {"family": family, "given": given} if given else {"literal": family}


def _series(series: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the head of the paper says of its series, under the names that CSL has for it."""
    names = {
        "name": "collection-title",
        "genre": "genre",
        "publisher": "publisher",
        "place": "publisher-place",
    }
    for ours, theirs in names.items():
        text, _language = series.get(ours) or ("", "")
        yield theirs, text
    yield "ISSN", series.get("issn") or ""


def _key(version: Version, earlier: bool) -> str:
    number = f"-v{version.number}" if earlier else ""
    return f"{version.paper.slug}-{version.language}{number}"


def _path(version: Version, earlier: bool) -> str:
    if earlier:
        return address("version", version.language, version.paper.slug, version.number)
    return address("paper", version.language, version.paper.slug)


def _origin(row: Any) -> Item:
    """Return title and date of the original, for a translation whose original can be read here."""
    if row.page.original_language == row.language or not row.original_title:
        return {}
    found = {
        "original-title": whole_title(row.original_title, row.original_subtitle),
        "original-date": day(row.original_date),
    }
    return {name: value for name, value in found.items() if value}


def _abstract(row: Version) -> Item:
    return {"abstract": markup.text(row.page.abstract)} if row.page.abstract else {}


def _subjects(row: Version) -> Item:
    """Return the paper's tags as they are today, in the language of the edition."""
    named = sorted(row.paper.tags.all(), key=lambda tag: tag.slug)
    texts = filter(None, (tag.label("name", row.language).text for tag in named))
    return {"keyword": ", ".join(texts)} if named else {}


def _beside(row: Any, earlier: bool) -> Iterator[tuple[str, str]]:
    """Yield what CSL has no variable for: where the PDF is, the number as printed, which entry is the original's."""
    slug = row.paper.slug
    place = ("numbered_file", row.language, slug, row.number) if earlier else ("file", row.language, slug)
    yield "pdf", absolute(address(*place, slug, "pdf"))
    series = row.page.head.get("series") or {}
    printed = [series[name][0] for name in ("genre", "number") if name in series]
    if row.page.volume and (number := " ".join(filter(None, printed))):
        yield "report-number", number
    if row.page.original_language != row.language and row.original_title:
        yield "translation-of", f"{slug}-{row.page.original_language}"


def _fetched(version: Version) -> Version:
    return Version.objects.with_citation(timezone.now()).get(pk=version.pk)
