"""The files of citations that pages lead to: their addresses, types and names."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markupsafe import escape

from papers.metadata import address
from papers.rendering import safe
from references.formats import FORMATS

SOURCES = "sources"


@dataclass(frozen=True)
class FileLink:
    """A file of citations that a page leads to; `label` tells it from those of the same format beside it."""

    name: str
    label: str
    url: str
    media_type: str
    file_name: str


def file_list(label: str, files: Iterable[FileLink]) -> SafeString:
    """Return the list of files that a page leads to, under its label, as HTML: every page with citations has one or two."""
    items = "".join(
        f'\n<li><a href="{escape(file.url)}" type="{escape(file.media_type)}" download="{escape(file.file_name)}" '
        f'rel="nofollow" aria-label="{escape(file.label)}">{escape(file.name)}</a></li>'
        for file in files
    )
    return safe(
        f'<div class="files furniture"><p>{escape(label)}</p>\n<ul role="list">{items}\n</ul></div>\n'
    )


def paper_files(language: str, slug: str, number: int | None = None) -> list[FileLink]:
    """Return the files that say how to cite an edition, or one of its earlier versions."""
    label = _("%(format)s: how to cite this paper")
    return _links(label, slug, language, _place(language, slug, number), slug)


def source_files(language: str, slug: str, number: int | None = None) -> list[FileLink]:
    """Return the files of what an edition cites."""
    label = _("%(format)s: the sources of this paper")
    return _links(label, f"{slug}-{SOURCES}", language, _place(language, slug, number), SOURCES)


def _place(language: str, slug: str, number: int | None) -> str:
    return address("version", language, slug, number) if number else address("paper", language, slug)


@lru_cache(maxsize=4096)
def _links(label: str, file_name: str, language: str, place: str, name: str) -> list[FileLink]:
    """Return the links of one page; remembered, because its every reader asks for them."""
    return [
        FileLink(
            name=made.name,
            label=label % {"format": made.name},
            url=f"{place}{name}.{ending}",
            media_type=made.media_type.partition(";")[0],
            # A work is the same in every language.
            file_name=f"{file_name}-{language}.{ending}" if language else f"{file_name}.{ending}",
        )
        for ending, made in FORMATS.items()
    ]


def work_files(language: str, key: str) -> list[FileLink]:
    """Return the files of one work of the library."""
    return list(_links(_("%(format)s: this source"), key, "", address("reference", language, key), key))


def list_files(language: str, query: str = "") -> list[FileLink]:
    """Return the files that say how to cite the papers of a list; `query` is what narrows it, "?" included."""
    return _of_list(_("%(format)s: how to cite these papers"), "papers", "papers_file", language, query)


def works_files(language: str, query: str = "") -> list[FileLink]:
    """Return the files of the works of a list, narrowed and ordered by this query."""
    return _of_list(_("%(format)s: these sources"), "sources", "references_file", language, query)


def _of_list(label: str, file_name: str, view: str, language: str, query: str) -> list[FileLink]:
    return [
        FileLink(
            name=made.name,
            label=label % {"format": made.name},
            url=address(view, language, ending) + query,
            media_type=made.media_type.partition(";")[0],
            file_name=f"{file_name}-{language}.{ending}",
        )
        for ending, made in FORMATS.items()
    ]
