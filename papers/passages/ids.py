"""Passage ids: reading them, giving new ones, and the digest of what a passage says."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from lxml import etree

from papers import markup

LENGTH = 5  # 36⁵ ids: two papers' texts rarely meet, and an address stays short
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

# What a translator sees: not where a link leads, not what is stressed (a save that changes no text makes nothing
# stale), but a raised or lowered figure, a reading, a picture.
_UNSEEN = frozenset({"a", "span", "strong", "em"})
_SEEN = (markup.CALL, "src", "alt")


def ids(block: etree._Element) -> list[str]:
    """Return the passage ids of a top-level block, each once, in the order listed."""
    return list(dict.fromkeys((block.get(markup.PASSAGE) or "").split()))


def every(body: str) -> list[list[str]]:
    """Return the passage ids of each top-level block of a body."""
    return [ids(block) for block in markup.parse(body)]


def assign(block: etree._Element, listed: Iterable[str]) -> None:
    """Write the list of ids on a block; an empty list leaves it without."""
    if joined := " ".join(listed):
        block.set(markup.PASSAGE, joined)
    elif block.get(markup.PASSAGE) is not None:
        del block.attrib[markup.PASSAGE]


def give(body: str, taken: Collection[str] = ()) -> str:
    """Return the body with an id on every block that has none.

    The ids follow from the texts alone, so that giving twice gives the same; none is in `taken` or stands in the
    body already.
    """
    blocks = markup.parse(body)
    new = NewIds({*taken, *(name for block in blocks for name in ids(block))})
    for block in blocks:
        if not ids(block):
            assign(block, [new.of(block)])
    return markup.serialise(blocks)


def relist(body: str, lists: Sequence[Iterable[str]]) -> str:
    """Return the body with each block carrying its own of these lists; raise ValueError when there are not as many."""
    blocks = markup.parse(body)
    for block, listed in zip(blocks, lists, strict=True):
        assign(block, listed)
    return markup.serialise(blocks)


class NewIds:
    """Ids for blocks, none given twice and none of the taken ones."""

    def __init__(self, taken: Collection[str]) -> None:
        self.taken = set(taken)
        self.turns: Counter[str] = Counter()

    def of(self, block: etree._Element) -> str:
        """Return a new id that follows from what the block says, and of equal blocks from their order."""
        seed = digest(block)
        while True:
            name = _short(f"{seed} {self.turns[seed]}")
            self.turns[seed] += 1
            if name not in self.taken:
                self.taken.add(name)
                return name


def digest(block: str | etree._Element) -> str:
    """Return a digest of what a translator sees of a block: its text, notes, pictures and structure.

    Passage ids, link addresses and emphasis do not change it.
    """
    element = markup.parse(block) if isinstance(block, str) else block
    seen = "".join(_seen(element if element.tag != "body" else list(element)))
    return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()


def _seen(elements: Iterable[etree._Element] | etree._Element) -> Iterator[str]:
    """Yield the signs and texts of the elements in reading order; \\0 and \\1 never stand in a clean body."""
    for element in [elements] if isinstance(elements, etree._Element) else elements:
        shown = element.tag not in _UNSEEN
        if shown:
            values = (f"{name}={element.get(name)}" for name in _SEEN if element.get(name) is not None)
            yield f"\0{element.tag} {' '.join(values)}\0"
        yield element.text or ""
        for child in element:
            yield from _seen(child)
            yield child.tail or ""
        if shown:
            yield "\1"


def _short(seed: str) -> str:
    number = int(hashlib.sha256(seed.encode()).hexdigest(), 16)
    return "".join(_DIGITS[number // 36**place % 36] for place in range(LENGTH))
