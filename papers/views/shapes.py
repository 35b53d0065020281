"""What the pages of an edition say about it, as their templates read it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any
from unicodedata import east_asian_width
from urllib.parse import quote

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from papers import markup
from papers.metadata import (
    Day,
    Edition,
    absolute,
    address,
    language_name,
    licence_url,
    live_editions,
    original_language,
    own_name,
)
from papers.models import Label, Version, VersionPage, first_label
from papers.rendering import interface_language, safe, with_ways_across

# Letters from which on a title is set smaller, and smaller still.
LONG, LONGER = 41, 91
# Letters that have room in a line at the head of a printed page, and those of them that a long title always has.
LINE, OF_TITLE = 96, 36


@dataclass(frozen=True)
class Person:
    name: Label
    url: str
    affiliation: Label
    position: Label
    note: SafeString
    note_lang: str


@dataclass(frozen=True)
class Counterpart:
    """The paper in another language of the site.

    Without a url it cannot be read: it was withdrawn, is an original that is not published here, or is not translated.
    """

    code: str
    name: str
    language_name: str
    title: str
    url: str
    is_original: bool
    withdrawn_url: str

    @property
    def available(self) -> bool:
        return bool(self.url)

    @property
    def offer(self) -> str:
        """What a reader who prefers this language is told, in it."""
        return _offer(self.code)[0]

    @property
    def no_thanks(self) -> str:
        """What closes the offer, in the same language."""
        return _offer(self.code)[1]

    @property
    def missing(self) -> str:
        """Why it cannot be read, in a word; empty when it can."""
        if self.available:
            return ""
        if self.withdrawn_url:
            return _("(withdrawn)")
        return _("(not published)") if self.is_original else _("(not translated)")


@cache
def _offer(code: str) -> tuple[str, str]:
    with translation.override(interface_language(code)):
        return _("This paper can be read in %(name)s") % {"name": language_name(code)}, _("Close")


@dataclass(frozen=True)
class VersionLink:
    number: int
    day: Day | None
    url: str
    current: bool


@dataclass(frozen=True)
class Correction:
    """What was corrected when; `edition` is set when it was in the paper's other language.

    Without a url it is the page itself that was corrected.
    """

    day: Day | None
    note: Label
    number: int
    url: str
    edition: Mapping[str, str] | None


def label(pair: Sequence[str] | None) -> Label:
    """Return a text of a page's head as a label."""
    return Label(*pair) if pair else Label("", "")


def size_of(title: str) -> str:
    """Return the class of a title too long for the size of its place, empty for any other."""
    return "longer" if len(title) >= LONGER else "long" if len(title) >= LONG else ""


def reading(page: VersionPage, number: int, across: Mapping[str, str] | None = None) -> SimpleNamespace:
    """Return the text of a page; with ways `across` to the edition that it is read beside, when there is one."""
    return SimpleNamespace(
        lang=page.language,
        title=page.title,
        size=size_of(page.title),
        subtitle=page.subtitle,
        day=Day.of(page.printed_date, page.language),
        abstract=safe(page.abstract),
        body=with_ways(page.body, page.language, across) if across else safe(page.body),
        endnotes=bool(page.endnotes),
        contents=page.contents,
        # The notes themselves are not fetched; their list is.
        notes_count=page.endnotes.count('<li id="note-'),
        number=number,
    )


def with_ways(body: str, language: str, across: Mapping[str, str]) -> SafeString:
    """Return the body with a way from each passage to its counterpart on the parallel page."""
    words = interface_language(language)
    name = _("This passage in %(name)s") % {"name": across["language_name"]}
    return with_ways_across(body, across["url"], across["code"], name, words if words != language else "")


def series_head(page: VersionPage, language: str) -> SimpleNamespace | None:
    """Return what is printed of the series, with the address of its page."""
    printed, row = page.head.get("series"), page.series
    if not printed:
        return None
    shape: dict[str, Any] = {
        name: label(printed[name])
        for name in ("name", "number", "genre", "publisher", "place", "notice_title")
    }
    for name in ("partners", "notice", "disclaimer"):
        text, code = printed[name]
        shape |= {name: safe(text), f"{name}_lang": code}
    slug = row.slug if row else ""
    url = address("series", language, slug) if row else ""
    return SimpleNamespace(**shape, issn=printed["issn"], slug=slug, url=url)


def running_head(page: VersionPage, *more: str) -> dict[str, str]:
    """Return series and title as they stand beside each other at the head of a printed page: shortened to one line."""
    printed = page.head.get("series")
    names = [label(printed[name]) for name in ("name", "genre", "number")] if printed else []
    room = LINE - min(width(page.title), OF_TITLE)
    series = within(" ".join([*(name.text for name in names if name.text), *more]), room)
    return {"series": series, "title": within(page.title, LINE - width(series))}


def within(text: str, room: int) -> str:
    return text if width(text) <= room else markup.shortened(text, room * len(text) // width(text))


def width(text: str) -> int:
    """Return how many Latin letters a text is as wide as: a Japanese one is as wide as two."""
    return sum(2 if east_asian_width(letter) in "FWA" else 1 for letter in text)


def series_link(page: VersionPage, language: str) -> dict[str, Any] | None:
    """Return the line that names series and volume."""
    printed, row = page.head.get("series"), page.series
    if not printed:
        return None
    url = address("series", language, row.slug) if row else ""
    return {
        "name": label(printed["name"]),
        "number": label(printed["number"]),
        "slug": row.slug if row else "",
        "url": url,
    }


def people(printed: Iterable[Mapping[str, Any]], slugs: Mapping[int, str], language: str) -> list[Person]:
    """Return authors or translators as printed, linked to their pages by their present address."""
    return [
        Person(
            name=label(person["name"]),
            url=address("author", language, slugs[person["id"]]) if person["id"] in slugs else "",
            affiliation=label(person["affiliation"]),
            position=label(person["position"]),
            note=safe(person["note"][0]),
            note_lang=person["note"][1],
        )
        for person in printed
    ]


def counterparts(slug: str, language: str, editions: Sequence[Edition]) -> list[Counterpart]:
    """Return the paper in every other language: the public ones, and those of the site that do not exist yet."""
    live = {edition.language: edition for edition in live_editions(editions)}
    known = {edition.language for edition in editions}
    original = original_language(editions)
    codes = dict.fromkeys([*live, *(code for code, _name in settings.LANGUAGES)])
    return [
        Counterpart(
            code,
            own_name(code),
            language_name(code),
            title=live[code].title if code in live else "",
            url=address("paper", code, slug) if code in live else "",
            is_original=code == original,
            withdrawn_url=address("paper", code, slug) if code in known - live.keys() else "",
        )
        for code in codes
        if code != language
    ]


def versions(slug: str, language: str, editions: Iterable[Edition], shown: int) -> list[VersionLink]:
    """Return the versions of this edition, newest first; the live one has the edition's own address."""
    own = [edition for edition in editions if edition.language == language]
    return [
        VersionLink(
            edition.number,
            Day.of(edition.since, language),
            _version_url(slug, edition),
            edition.number == shown,
        )
        for edition in own
    ]


def _version_url(slug: str, edition: Edition) -> str:
    if edition.is_live:
        return address("paper", edition.language, slug)
    return address("version", edition.language, slug, edition.number)


def corrections(slug: str, language: str, editions: Sequence[Edition], shown: int) -> Iterator[Correction]:
    """Yield the corrections of this edition and those that other public editions tell of, newest first.

    What both were corrected in at once, with the same words for it, is told once.
    """
    live = {edition.language for edition in editions if edition.is_live}
    first: dict[str, int] = {}
    for edition in editions:
        first[edition.language] = min(edition.number, first.get(edition.language, edition.number))
    later = [
        row
        for row in editions
        if row.number > first[row.language] and row.language in live and not row.is_expunged
    ]
    own = {(row.since, first_label(row.correction, language)) for row in later if row.language == language}
    for row in sorted(later, key=lambda row: (row.since, row.number), reverse=True):
        is_own = row.language == language
        note = first_label(row.correction, language)
        if is_own or (note and (row.since, note) not in own):
            other = {"code": row.language, "language_name": language_name(row.language)}
            yield Correction(
                Day.of(row.since, language),
                note,
                row.number,
                "" if is_own and row.number == shown else _version_url(slug, row),
                None if is_own else other,
            )


def licence(code: str) -> dict[str, str] | None:
    return {"text": code, "url": licence_url(code)} if code else None


def report_url(version: Version, url: str) -> str:
    """Return the address by which a reader reports an error, empty when the site gives none."""
    if not settings.CONTACT_EMAIL:
        return ""
    subject = quote(_("An error in “%(title)s”") % {"title": version.page.title})
    body = quote(f"{absolute(url)} (v{version.number})\n\n")
    return f"mailto:{quote(settings.CONTACT_EMAIL, safe='@')}?subject={subject}&body={body}"


def neighbour(slug: str, title: str, number: Sequence[str] | None, language: str) -> dict[str, Any]:
    """Return a paper before or after this one in its series."""
    return {
        "title": title,
        "size": size_of(title),
        "lang": language,
        "number": label(number),
        "url": address("paper", language, slug),
    }
