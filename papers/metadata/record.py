"""The record of one edition: all that its citation tags, its JSON-LD and its links say, gathered once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import cached_property

from papers import markup
from papers.metadata.addresses import absolute, address
from papers.metadata.editions import Edition, live_editions, original_language
from papers.metadata.naming import site_name
from papers.metadata.pictures import Picture, first_picture
from papers.metadata.writers import Writer
from papers.models import Label, VersionPage


@dataclass(frozen=True)
class Record:
    """A live Version with its page and retraction, beside what other rows say of it today.

    `tags` are its subjects, `writers` its authors by the key of their row.
    """

    version: Any
    editions: Sequence[Edition]
    tags: Sequence[Label] = ()
    writers: Mapping[int, Writer] = field(default_factory=dict)

    @property
    def page(self) -> VersionPage:
        return self.version.page

    @property
    def language(self) -> str:
        return self.version.language

    @cached_property
    def url(self) -> str:
        return self.url_in(self.language)

    @property
    def pdf_url(self) -> str:
        """Where its PDF is: below the folder of its page, as Google Scholar wants it."""
        slug = self.version.paper.slug
        return absolute(address("file", self.language, slug, slug, "pdf"))

    @property
    def preview_url(self) -> str:
        """Where the picture is that shows beside a link to it; sites that show links ask again only for a new address."""
        slug, number = self.version.paper.slug, self.version.number
        return absolute(address("file", self.language, slug, slug, "png")) + (
            f"?v={number}" if number > 1 else ""
        )

    def url_in(self, language: str) -> str:
        """Return the address of the edition in a language."""
        return absolute(address("paper", language, self.version.paper.slug))

    @cached_property
    def languages(self) -> list[str]:
        """The languages in which the paper can be read, the original first."""
        return [edition.language for edition in live_editions(self.editions)]

    @cached_property
    def original(self) -> str:
        """The language of the original, public or not."""
        return original_language(self.editions)

    @cached_property
    def changed(self) -> datetime:
        """When what the page says last changed: its text, or that it is retracted."""
        since = next(edition.since for edition in self.editions if edition.version == self.version.pk)
        return last_change(since, self.version.retracted)

    @cached_property
    def picture(self) -> Picture | None:
        return first_picture(self.page.body)

    @property
    def title(self) -> str:
        """The title with its subtitle, as citations have it."""
        return f"{self.page.title}: {self.page.subtitle}" if self.page.subtitle else self.page.title

    @cached_property
    def abstract(self) -> str:
        """The abstract as plain text."""
        return markup.text(self.page.abstract) if self.page.abstract else ""

    @property
    def report_number(self) -> str:
        """What kind of paper it is and its number in the series: "Policy Paper Vol. 7"."""
        return " ".join(filter(None, (self.of_series("genre"), self.of_series("number"))))

    @property
    def series_line(self) -> str:
        """The series and the number in it: "Allied Industry Vol. 7"."""
        return " ".join(filter(None, (self.of_series("name"), self.of_series("number"))))

    @property
    def publisher(self) -> str:
        """Who publishes the paper; this site itself, when no series says who.

        Without an institution Zotero takes a report for a web page, and Google Scholar for a magazine's.
        """
        return self.of_series("publisher") or site_name(self.language).text

    def of_series(self, name: str) -> str:
        """Return what is printed of the series under this name, empty without one."""
        series = self.page.head.get("series") or {}
        return series[name][0] if name in series else ""

    def writer_url(self, key: int) -> str:
        """Return where the author's page in this language is, empty for a person without one."""
        writer = self.writers.get(key)
        return absolute(address("author", self.language, writer.slug)) if writer else ""


def last_change(*instants: datetime | None) -> datetime:
    """Return the latest of the instants that there are; one at least is."""
    return max(filter(None, instants))
