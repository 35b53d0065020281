"""Which blocks of a translation translate which blocks of the original, and which of that is sure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from papers import markup
from papers.passages.evidence import Evidence, gather
from papers.passages.features import Features, features
from papers.passages.grouping import Group, in_order
from papers.passages.ids import NewIds, assign, give, ids
from papers.passages.judging import Pair, Reason, judged
from papers.passages.moving import moved
from papers.passages.path import Bead, band, best
from papers.passages.scoring import Scoring

MANY = 40  # anchors


class Alignment(NamedTuple):
    """The translated body with its passages, and the pairs in the order of the original."""

    body: str
    pairs: list[Pair]


def align(
    original: str, translated: str, *, notes: Mapping[str, str] | None = None, taken: Collection[str] = ()
) -> Alignment:
    """Return which blocks of the translation translate which of the original, and the translation with their ids.

    `notes` leads from a key of the translation to the key of the same note in the original; other keys mean the
    same note where they are the same. A block of the translation without a counterpart gets an id of its own, none of
    `taken`, which are the ids that the paper ever gave; ids that it carried are replaced. An original without ids is
    taken as `give` would number it.
    """
    lefts, rights = markup.parse(give(original)), markup.parse(translated)
    pairs = pair(
        [features(block, {}) for block in lefts],
        [features(block, notes or {}) for block in rights],
    )
    _number(lefts, rights, pairs, taken)
    return Alignment(markup.serialise(rights), pairs)


def pair(lefts: Sequence[Features], rights: Sequence[Features]) -> list[Pair]:
    """Return the pairs of two texts; every block is in exactly one."""
    head = _equal(lefts, rights)
    tail = _equal(lefts[head:][::-1], rights[head:][::-1])
    ends = (len(lefts) - tail, len(rights) - tail)
    inner = _inner(lefts[head : ends[0]], rights[head : ends[1]])
    return _ordered(
        [
            *_same(lefts, rights, ((place, place) for place in range(head))),
            *(found.shifted(head) for found in inner),
            *_same(lefts, rights, ((ends[0] + n, ends[1] + n) for n in range(tail))),
        ]
    )


def _ordered(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs in the order of the original, those without one after the block before them."""
    by_group = {Group(pair.left, pair.right): pair for pair in pairs}
    return [by_group[group] for group in in_order(by_group)]


def _equal(lefts: Sequence[Features], rights: Sequence[Features]) -> int:
    """Return how many blocks at the beginning say exactly the same."""
    count = 0
    for left, right in zip(lefts, rights, strict=False):
        if left.digest != right.digest:
            break
        count += 1
    return count


def _same(
    lefts: Sequence[Features], rights: Sequence[Features], places: Iterable[tuple[int, int]]
) -> list[Pair]:
    """Return pairs of equal blocks; unsure where one text says it more often than the other."""
    counts = [Counter(block.digest for block in side) for side in (lefts, rights)]
    return [
        Pair((left,), (right,), counts[0][lefts[left].digest] == counts[1][lefts[left].digest], Reason.TEXT)
        for left, right in places
    ]


def _inner(lefts: Sequence[Features], rights: Sequence[Features]) -> list[Pair]:
    if not lefts or not rights:
        return [Pair((n,), (), False, Reason.ALONE) for n in range(len(lefts))] + [
            Pair((), (n,), False, Reason.ALONE) for n in range(len(rights))
        ]
    evidence = gather(lefts, rights)
    scoring = Scoring(lefts, rights, evidence)
    chain = _anchors(evidence)
    rows = band(len(lefts), len(rights), chain)
    # A few anchors may be chance; many tell the lengths as well as a first way through both texts.
    scoring.learn(chain if len(chain) >= MANY else _singles(best(rows, scoring)))
    return judged(*moved(best(rows, scoring), scoring), scoring)


def _singles(beads: Iterable[Bead]) -> list[tuple[int, int]]:
    return [(bead.lefts[0], bead.rights[0]) for bead in beads if len(bead.lefts) == 1 == len(bead.rights)]


def _anchors(evidence: Evidence) -> list[tuple[int, int]]:
    """Return the longest row of pairs, rising on both sides, of blocks that alone share a token."""
    points = sorted(
        {
            (lefts[0], evidence.rights[token][0])
            for token, lefts in evidence.lefts.items()
            if len(lefts) == 1 == len(evidence.rights[token])
        }
    )
    ends: list[int] = []
    chains: list[int] = []  # the index of the last point of the best chain of each length
    before: list[int] = []
    for place, (_, right) in enumerate(points):
        length = bisect_left(ends, right)
        before.append(chains[length - 1] if length else -1)
        ends[length : length + 1] = [right]
        chains[length : length + 1] = [place]
    chain = []
    at = chains[-1] if chains else -1
    while at >= 0:
        chain.append(points[at])
        at = before[at]
    return chain[::-1]


def _number(
    lefts: etree._Element, rights: etree._Element, pairs: Sequence[Pair], taken: Collection[str]
) -> None:
    """Write on the blocks of the translation the ids of their originals, or new ones."""
    new = NewIds({*taken, *(name for block in lefts for name in ids(block))})
    for found in pairs:
        listed = [name for place in found.left for name in ids(lefts[place])]
        for place in found.right:
            assign(rights[place], listed or [new.of(rights[place])])
