"""What a file prints of an edition: its frozen document, and the few facts that are live."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import default_storage

from papers import document, metadata, rendering
from papers.document import Document
from papers.exporting.works import Source, sources_of
from papers.metadata import Day, address
from papers.models import Label, Tag, Version, first_label
from papers.rendering import Tongue

# A paper without a series is printed in the site's own blue.
COLOUR = "#27496d"


@dataclass(frozen=True)
class Retraction:
    """That the text is retracted: the day as its language writes it, and the public reason."""

    day: str
    reason: Label


@dataclass(frozen=True)
class Printing:
    """One edition ready to be made into a file.

    `live` are the facts that are not frozen with the Version; `others` the live editions of the paper in other languages.
    """

    version: int
    number: int
    slug: str
    url: str
    colour: str = COLOUR
    keywords: tuple[str, ...] = ()
    retraction: Retraction | None = None
    sources: tuple[Source, ...] = ()
    # What the site is called.
    site: Label = field(default_factory=lambda: Label("", ""))
    frozen: Callable[[], Document] = field(default=lambda: Document("en", "en"), compare=False, repr=False)

    @cached_property
    def document(self) -> Document:
        return self.frozen()

    @property
    def language(self) -> str:
        return self.document.language

    @property
    def title(self) -> str:
        """Title and subtitle as one, as catalogues have it."""
        parts = (self.document.title, self.document.subtitle)
        return ": ".join(filter(None, parts))

    @cached_property
    def tongue(self) -> Tongue:
        return Tongue.of(self.language)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        return rendering.numbers(self.document)

    @cached_property
    def day(self) -> Day | None:
        return Day.of(self.document.printed_date, self.language)

    def facts(self) -> list[Any]:
        """Return all that decides what the file says, as JSON values; the document itself never changes."""
        retraction = self.retraction and [self.retraction.day, *self.retraction.reason]
        sources = [source.facts() for source in self.sources]
        return [
            self.version,
            self.url,
            self.colour,
            list(self.keywords),
            retraction,
            sources,
            list(self.site),
        ]


def digest(*facts: Any) -> str:
    """Return a short name for these facts: other facts, another name."""
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:32]


def printing_of(version: Version, url: str, now: datetime) -> Printing:
    """Return the edition as it is printed now, under its own address; the frozen text is read when it is needed."""
    language = version.language
    return Printing(
        version=version.pk,
        number=version.number,
        slug=version.paper.slug,
        url=metadata.absolute(url),
        colour=_colour(version),
        keywords=tuple(_keywords(version.paper_id, language)),
        retraction=_retraction(version, language, now),
        sources=tuple(sources_of(version)),
        site=metadata.site_name(language),
        frozen=lambda: document.read(Version.objects.values_list("document", flat=True).get(pk=version.pk)),
    )


def own_address(version: Version, *, is_live: bool) -> str:
    """Return the path where this very text is read."""
    if is_live:
        return address("paper", version.language, version.paper.slug)
    return address("version", version.language, version.paper.slug, version.number)


def _colour(version: Version) -> str:
    series = version.page.series
    return (series.colour if series else "") or COLOUR


def _keywords(paper: int, language: str) -> Iterable[str]:
    """Yield the names of the paper's tags in its language."""
    for tag in Tag.objects.filter(tagged__content_object=paper).order_by("slug"):
        yield tag.label("name", language).text


def _retraction(version: Version, language: str, now: datetime) -> Retraction | None:
    row = version.paper.retractions.filter(language=language, lifted_at=None, since__lte=now).first()
    if row is None:
        return None
    day = Day.of(row.since, language)
    return Retraction(day.text if day else "", first_label(row.reason, language))


def picture(src: str) -> bytes | None:
    """Return the bytes of a picture of the text, None when its file is gone."""
    try:
        with default_storage.open(PurePosixPath(src).name) as file:
            return bytes(file.read())
    except OSError:
        return None
