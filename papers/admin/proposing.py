"""Works that a source of a note may well be: of the same paper, or near to what was read."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from papers.forms import Source
from papers.models import Citation, searchable
from references import matching
from references.models import NearMatch, Reference

MOST = 8  # works to choose from; any other is found by typing
_WORD = re.compile(r"[぀-ヿ一-鿿々]|[^\W_぀-ヿ一-鿿々]{2,}")
_SMALL = {"the", "of", "and", "in", "on", "to", "for", "an", "の", "と", "に", "を", "は"}


def works(source: Source) -> list[Reference]:
    """Return the works that the source may be, the most likely first; none of them is its own."""
    if isinstance(source, Citation):
        return _near_to(source.reference)
    of_paper = _alike(source.item, _of_paper(source))
    known = {work.pk for work in of_paper}
    near = (
        [work for work, _score in matching.near(source.item) if work.pk not in known] if source.item else []
    )
    return [*of_paper, *near][:MOST]


def _near_to(work: Reference) -> list[Reference]:
    pairs = NearMatch.objects.filter(Q(first=work) | Q(second=work), kept_apart=False)
    rows = pairs.select_related("first", "second").order_by("-score")[:MOST]
    return [row.second if row.first_id == work.pk else row.first for row in rows]


def _of_paper(source: Source) -> list[Reference]:
    """Return the works that the paper cites in full, each once."""
    full = Citation.objects.filter(footnote__paper=source.footnote.paper_id, is_short=False)
    rows = full.exclude(footnote=source.footnote_id).select_related("reference").order_by("footnote", "order")
    return list(dict.fromkeys(row.reference for row in rows))


def _alike(item: Mapping[str, Any], known: Iterable[Reference]) -> list[Reference]:
    """Return the works that share words of title or names with the item, those with most of them first."""
    wanted = _words(item)
    shared = [(len(wanted & _words(work.item)), work) for work in known]
    return [work for count, work in sorted(shared, key=lambda each: -each[0]) if count]


def _words(item: Mapping[str, Any]) -> set[str]:
    names = [part for name in _names(item) for part in name.values() if isinstance(part, str)]
    text = searchable(" ".join([str(item.get("title", "")), *names]))
    return set(_WORD.findall(text)) - _SMALL


def _names(item: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    for variable in ("author", "editor"):
        listed = item.get(variable)
        yield from (name for name in listed if isinstance(name, Mapping)) if isinstance(listed, list) else ()
