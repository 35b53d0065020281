"""How much of one text stands in another, and which texts of two lists are the same."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from papers import markup

GRAM = 4  # characters; long enough that two texts in one language share few by chance
SMALL_GRAM = 2  # characters; enough where the place speaks for two texts already
BETWEEN = 0.3  # how alike two texts must be that stand alone between the same neighbours
HALF = 0.5  # a text is a part of another when half of it stands there

_COMMON = 6  # a piece that stands in more texts than this tells none of them apart
_SPACES = re.compile(r"\s+")


def said(block: etree._Element) -> str:
    """Return what a block says, pictures by their addresses, with width, case and spaces levelled."""
    pictures = (image.get("src") or "" for image in block.iter("img"))
    words = unicodedata.normalize("NFKC", "\n".join([markup.text(block), *pictures]))
    return _SPACES.sub(" ", words).strip().casefold()


class Source:
    """A text from which others may come: every piece of it can be taken once."""

    def __init__(self, text: str, held: Iterable[str] = ()) -> None:
        self.text = text
        self.held = list(held)
        self.free: dict[int, Counter[str]] = {}

    def share(self, text: str) -> float:
        """Return which share of a text stands here, and in none that took its pieces already."""
        size = min(GRAM, len(text)) or 1
        return self.common(text) / max(len(text) - size + 1, 1)

    def common(self, text: str) -> int:
        """Return how many pieces of a text stand here and are not taken."""
        size = min(GRAM, len(text)) or 1
        if size not in self.free:
            self.free[size] = _grams(self.text, size)
            for other in self.held:
                self.free[size].subtract(_grams(other, size))
        return _common(_grams(text, size), self.free[size])

    def take(self, text: str) -> None:
        """Let a text have its pieces: what comes after it must come from the rest."""
        self.held.append(text)
        for size, free in self.free.items():
            free.subtract(_grams(text, size))


def likeness(one: str, other: str, gram: int = GRAM) -> float:
    """Return how alike two texts are, from 0 to 1 (Dice's coefficient of their pieces)."""
    size = min(gram, len(one) or 1, len(other) or 1)
    grams, others = _grams(one, size), _grams(other, size)
    return 2 * _common(grams, others) / max(grams.total() + others.total(), 1)


def match(olds: Sequence[str], news: Sequence[str]) -> dict[int, int]:
    """Return place of a new text → place of the old text that it continues: equal ones first, then the most alike.

    Each is matched once at most; among equals the order decides. A pair left alone between the same neighbours needs
    less likeness.
    """
    matched = dict(_equal(olds, news))
    taken = set(matched.values())
    edges = sorted(
        (-like, abs(new - old), new, old)
        for new, old, like in _alike(
            {place: text for place, text in enumerate(olds) if place not in taken},
            {place: text for place, text in enumerate(news) if place not in matched},
        )
    )
    for _, _, new, old in edges:
        if new not in matched and old not in taken:
            matched[new] = old
            taken.add(old)
    return matched | dict(_between(olds, news, matched))


def _between(olds: Sequence[str], news: Sequence[str], matched: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs left alone between the same neighbours: there, a short text may have changed by more."""
    kept = {-1: -1, **matched, len(news): len(olds)}
    for new in range(len(news)):
        before, after = kept.get(new - 1), kept.get(new + 1)
        if new in kept or before is None or after != before + 2:
            continue
        if likeness(olds[before + 1], news[new], SMALL_GRAM) >= BETWEEN:
            yield new, before + 1


def _equal(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for old, text in reversed(list(enumerate(olds))):
        places[text].append(old)
    for new, text in enumerate(news):
        if text and places.get(text):
            yield new, places[text].pop()


def _alike(olds: dict[int, str], news: dict[int, str]) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of places that may be one text revised; each new text is compared with three at most."""
    index: dict[str, list[int]] = defaultdict(list)
    for old, text in olds.items():
        for gram in _grams(text, GRAM):
            index[gram].append(old)
    for new, text in news.items():
        votes = Counter(
            old
            for gram in _grams(text, GRAM)
            if len(index.get(gram, ())) <= _COMMON
            for old in index.get(gram, ())
        )
        for old, _ in votes.most_common(3):
            if (like := likeness(olds[old], text)) >= HALF:
                yield new, old, like


def _grams(text: str, size: int) -> Counter[str]:
    return Counter(text[at : at + size] for at in range(max(len(text) - size + 1, 0)))


def _common(grams: Counter[str], others: Counter[str]) -> int:
    return sum(min(count, others[gram]) for gram, count in grams.items() if others[gram] > 0)
