"""How well blocks of two texts go together: their lengths, their kinds, and what they share."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from statistics import median

from papers.passages.evidence import Evidence
from papers.passages.features import Features

# English letters that a letter of the script stands for, until the texts themselves tell.
LETTERS = {"han": 2.3, "hangul": 2.2, "other": 1.0}
# Gale and Church (1993): lengths of translations scatter around a ratio. Here in logarithms: what scatters at any
# length, and what scatters more the shorter a text is.
SCATTER, SCATTER_SHORT = 0.15, 3.4
UNRELATED = 1.0  # scatter of the lengths of two blocks that are not each other's translation
FEW = 8  # letters added to every length: a block without words has one too
WORST_LENGTH = -6.0

HEADINGS = ("h2", "h3", "h4")
MIXED = {
    frozenset({"p", "blockquote"}): -2.0,
    frozenset({"p", "ul"}): -2.5,
    frozenset({"p", "ol"}): -2.5,
    frozenset({"ul", "ol"}): -0.5,
    frozenset({"blockquote", "ul"}): -3.5,
    frozenset({"p", "table"}): -4.5,
    frozenset({"ul", "table"}): -4.0,
    frozenset({"ol", "table"}): -4.0,
}
UNLIKE = -6.0


@dataclass
class Scoring:
    """The score of any blocks of two texts; `rate` is what a letter of the right text's main script stands for."""

    lefts: Sequence[Features]
    rights: Sequence[Features]
    evidence: Evidence
    rate: float = 0.0
    sums: tuple[list[float], list[float]] = field(init=False, default=([], []))
    kinds: dict[tuple[str, str], float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.main = _main_script(self.rights)
        self.shares = len(self.main) > 0 and self.main == _main_script(self.lefts)
        self.kinds = _kinds(self.lefts, self.rights)
        self.set_rate(self.rate or self._learned(zip(self.lefts, self.rights, strict=False), whole=True))

    def set_rate(self, rate: float) -> None:
        """Measure both texts anew with this rate."""
        self.rate = rate
        left = (_plain(block) for block in self.lefts)
        right = (self._fixed(block) + rate * self._free(block) for block in self.rights)
        self.sums = (list(accumulate(left, initial=0.0)), list(accumulate(right, initial=0.0)))

    def learn(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Take the rate from pairs of blocks that are known to go together, when they are enough."""
        blocks = [(self.lefts[left], self.rights[right]) for left, right in pairs]
        rates = [
            (_plain(left) - self._fixed(right)) / self._free(right) for left, right in blocks if self._free(right) >= 20
        ]
        if len(rates) >= 3 and (rate := median(rates)) > 0:
            self.set_rate(rate)
