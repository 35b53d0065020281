"""What a manuscript says of itself before its text: titles, authors, series; what nobody uses is reported."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from papers import markup
from papers.importing import nodes
from papers.importing.draft import Draft
from papers.importing.nodes import Node

# Each stands under the draft's own name; the others are read below or mean nothing here.
PARTS = ("title", "subtitle", "date", "abstract")
_READ = {*PARTS, "author", "authors", "series", "volume", "number", "lang", "language"}
_AFFILIATIONS = ("affiliation", "affiliations", "institute")


def read(meta: Node, draft: Draft, write: Callable[[Node | None], str]) -> None:
    """Give the draft what the metadata says, written as HTML by `write`; what the text said already stays."""
    for part in PARTS:
        setattr(draft, part, getattr(draft, part) or write(meta.get(part)))
    draft.series = markup.line(nodes.plain(meta.get("series")))
    draft.volume = markup.line(nodes.plain(meta.get("volume") or meta.get("number")))
    for author in nodes.several(meta.get("author") or meta.get("authors")):
        if name := write(author):
            draft.authors.append(name)
            _affiliate(author, draft)
    for key in sorted(meta.keys() - _READ):
        _lose(key, meta[key], draft)


def _affiliate(author: Node, draft: Draft) -> None:
    """Keep where an author works; report what else is said of them."""
    said = author["c"] if author["t"] == "MetaMap" else {}
    for key, value in said.items():
        if key in _AFFILIATIONS:
            name = markup.line(nodes.plain(said.get("name")))
            draft.affiliations[name] = "、".join(map(nodes.plain, nodes.several(value)))
        elif key != "name":
            _lose(f"author.{key}", value, draft)


def _lose(key: str, value: Node, draft: Draft) -> None:
    what = _("metadata (%(key)s)") % {"key": key}
    draft.report.lose(what, nodes.plain(value), _("The importer does not use it."))
