"""Which blocks of a translation translate which blocks of the original, and which of that is sure."""

from collections.abc import Mapping
from typing import NamedTuple

from papers import markup
from papers.passages.ids import assign, give, ids


class Pair(NamedTuple):
    """Blocks that translate each other, by their places; one side may be empty."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    sure: bool
    reason: str


class Alignment(NamedTuple):
    """The translated body with its passages, and the pairs in the order of the original."""

    body: str
    pairs: list[Pair]


def align(original: str, translated: str, *, notes: Mapping[str, str] | None = None) -> Alignment:
    lefts, rights = markup.parse(give(original)), markup.parse(translated)
    for left, right in zip(lefts, rights, strict=False):
        assign(right, ids(left))
    pairs = [Pair((n,), (n,), sure=True, reason="") for n in range(min(len(lefts), len(rights)))]
    return Alignment(give(markup.serialise(rights)), pairs)
