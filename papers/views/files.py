"""The files that pages lead to: their addresses, types and names, as HTML.

A page of an edition lists seventeen; but for their addresses they are the same on every other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from markupsafe import escape

from papers.metadata import address
from papers.rendering import safe
from references.formats import FORMATS

SOURCES = "sources"
# What each whole file of an edition is called, with its content type for machines.
WHOLE = {
    "pdf": ("PDF", "application/pdf"),
    "epub": ("EPUB", "application/epub+zip"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xml": ("JATS", "application/xml"),
    "txt": (gettext_noop("Plain text"), "text/plain"),
}


@dataclass(frozen=True)
class Files:
    """Citations as a file in each format; the address of each is `place`, its ending, and the query.

    `said` tells them from those of the same formats beside them, `name` is under what a reader keeps them.
    """

    said: str
    place: str
    name: str
    query: str = ""

    @property
    def alternates(self) -> SafeString:
        """The links to them in the head of a page."""
        return self.filled(_alternates(self.said))

    def filled(self, shape: str) -> SafeString:
        """Return HTML of which only the addresses and names were missing."""
        known = {"place": self.place, "name": self.name, "query": self.query}
        return safe(shape % {name: escape(value) for name, value in known.items()})


def file_list(label: str, files: Files) -> SafeString:
    """Return the list of files that a page leads to, under its label, as HTML: every page with citations has one or two."""
    return files.filled(_list(label, files.said))


@lru_cache(maxsize=128)
def _list(label: str, said: str) -> str:
    items = "".join(
        f'\n<li><a href="%(place)s.{ending}%(query)s" type="{kind}" download="%(name)s.{ending}" '
        f'rel="nofollow" aria-label="{told}">{name}</a></li>'
        for ending, name, kind, told in _formats(said)
    )
    return f'<div class="files furniture"><p>{_literal(label)}</p>\n<ul role="list">{items}\n</ul></div>\n'


@lru_cache(maxsize=128)
def _alternates(said: str) -> str:
    return "".join(
        f'\n<link rel="alternate" type="{kind}" href="%(place)s.{ending}%(query)s" title="{told}">'
        for ending, _name, kind, told in _formats(said)
    )


def _formats(said: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield ending, name and type of each format, and what a file in it is said to be."""
    for ending, made in FORMATS.items():
        kind = made.media_type.partition(";")[0]
        yield ending, _literal(made.name), _literal(kind), _literal(said % {"format": made.name})


def _literal(text: str) -> str:
    """Return a text as HTML that stays as it is when the places in it are filled."""
    return str(escape(text)).replace("%", "%%")


def paper_files(language: str, slug: str, number: int | None = None) -> Files:
    """Return the files that say how to cite an edition, or one of its earlier versions."""
    place = _place(language, slug, number)
    return Files(_("%(format)s: how to cite this paper"), f"{place}{slug}", f"{slug}-{language}")


def source_files(language: str, slug: str, number: int | None = None) -> Files:
    """Return the files of what an edition cites."""
    place = _place(language, slug, number)
    said = _("%(format)s: the sources of this paper")
    return Files(said, f"{place}{SOURCES}", f"{slug}-{SOURCES}-{language}")


def _place(language: str, slug: str, number: int | None) -> str:
    return address("version", language, slug, number) if number else address("paper", language, slug)


def whole_files(language: str, slug: str, number: int | None = None) -> SafeString:
    """Return the items of a list of the whole files of an edition, or of one of its earlier versions."""
    place = escape(f"{_place(language, slug, number)}{slug}")
    return safe(_whole(get_language()) % {"place": place})


@lru_cache(maxsize=32)
def _whole(_language: str | None) -> str:
    """Return the items with the words of the language that is active."""
    return "".join(
        f'<li><a href="%(place)s.{ending}" type="{kind}">{_literal(_(name))}</a></li>\n'
        for ending, (name, kind) in WHOLE.items()
    )


def work_files(language: str, key: str) -> Files:
    """Return the files of one work of the library; it is the same in every language."""
    return Files(_("%(format)s: this source"), f"{address('reference', language, key)}{key}", key)


def list_files(language: str, query: str = "") -> Files:
    """Return the files that say how to cite the papers of a list; `query` is what narrows it, "?" included."""
    said = _("%(format)s: how to cite these papers")
    return Files(said, _bare("papers_file", language), f"papers-{language}", query)


def works_files(language: str, query: str = "") -> Files:
    """Return the files of the works of a list, narrowed and ordered by this query."""
    said = _("%(format)s: these sources")
    return Files(said, _bare("references_file", language), f"sources-{language}", query)


def _bare(view: str, language: str) -> str:
    """Return the address of a list's files without its ending."""
    ending = next(iter(FORMATS))
    return address(view, language, ending).removesuffix(f".{ending}")
