"""How well blocks of two texts go together: their lengths, their kinds, and what they share."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
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
HOPELESS = -100.0

HEADINGS = ("h2", "h3", "h4")
UNLIKE = -6.0  # a picture beside a paragraph
MIXED = {
    frozenset({"p", "blockquote"}): -2.0,
    frozenset({"p", "ul"}): -2.5,
    frozenset({"p", "ol"}): -2.5,
    frozenset({"ul", "ol"}): -0.5,
    frozenset({"p", "table"}): -4.5,
    **{frozenset({"p", heading}): -5.0 for heading in HEADINGS},
    **{frozenset({one, other}): 0.0 for one in HEADINGS for other in HEADINGS if one < other},
}


class Scoring:
    """The score of any blocks of two texts; `rate` is what a letter of the right text's main script stands for."""

    def __init__(self, lefts: Sequence[Features], rights: Sequence[Features], evidence: Evidence) -> None:
        self.lefts, self.rights, self.evidence = lefts, rights, evidence
        letters = Counter[str]()
        for block in rights:
            letters.update(block.letters)
        self.main = max(LETTERS, key=lambda script: letters[script])
        self.kinds = _kinds(lefts, rights)
        self.looseness = 1.0
        known = sum(_letters(block) for block in lefts) - sum(
            _letters(block, but=self.main) for block in rights
        )
        self._measure(known / letters[self.main] if known > 0 < letters[self.main] else LETTERS[self.main])

    def learn(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Take the ratio of lengths, and how loosely this translator keeps to it, from blocks that go together."""
        pairs = list(pairs)
        rates = []
        for left, right in pairs:
            one, other = self.lefts[left], self.rights[right]
            if other.letters[self.main] >= 20:
                rates.append((_letters(one) - _letters(other, but=self.main)) / other.letters[self.main])
        if len(rates) >= 3 and (rate := median(rates)) > 0:
            self._measure(rate)
        apart = [abs(self.stretch(range(left, left + 1), range(right, right + 1))) for left, right in pairs]
        spread = 1.48 * median(apart) if apart else 1.0
        # A few pairs tell little: as if eight more had scattered as usual.
        self.looseness = min(math.sqrt((len(apart) * spread**2 + 8) / (len(apart) + 8)), 1.5)

    def _measure(self, rate: float) -> None:
        left = (_letters(block) for block in self.lefts)
        right = (_letters(block, but=self.main) + rate * block.letters[self.main] for block in self.rights)
        self.sums = (list(accumulate(left, initial=0.0)), list(accumulate(right, initial=0.0)))

    def __call__(self, left: int, left_stop: int, right: int, right_stop: int) -> float:
        """Return the logarithm of the odds that these blocks translate each other."""
        length = self._length(left, left_stop, right, right_stop)
        if length <= WORST_LENGTH and left_stop - left + right_stop - right > 2:
            # Several blocks of which the lengths tell nothing are never the best way.
            return HOPELESS
        return (
            length
            + self._kind(left, left_stop, right, right_stop)
            + self.evidence.weigh(left, left_stop, right, right_stop)
        )

    def stretch(self, lefts: range, rights: range) -> float:
        """Return how far the lengths are from the usual ratio, in usual deviations; positive: right is long."""
        apart, scatter = self._apart(lefts.start, lefts.stop, rights.start, rights.stop)
        return apart / scatter

    def _apart(self, left: int, left_stop: int, right: int, right_stop: int) -> tuple[float, float]:
        """Return the logarithm of the ratio of the lengths, and how much it usually scatters."""
        one = self.sums[0][left_stop] - self.sums[0][left] + FEW
        other = self.sums[1][right_stop] - self.sums[1][right] + FEW
        scatter = math.sqrt(SCATTER**2 + SCATTER_SHORT / ((one + other) / 2))
        return math.log(other / one), scatter * self.looseness

    def _length(self, left: int, left_stop: int, right: int, right_stop: int) -> float:
        apart, scatter = self._apart(left, left_stop, right, right_stop)
        odds = (apart / UNRELATED) ** 2 / 2 - (apart / scatter) ** 2 / 2 - math.log(scatter / UNRELATED)
        return max(odds, WORST_LENGTH)

    def _kind(self, left: int, left_stop: int, right: int, right_stop: int) -> float:
        if left_stop - left == 1 == right_stop - right:
            return self.kinds[self.lefts[left].kind, self.rights[right].kind]
        return min(
            [
                self.kinds[one.kind, other.kind]
                for one in self.lefts[left:left_stop]
                for other in self.rights[right:right_stop]
            ]
        )


def _letters(block: Features, but: str = "") -> float:
    """Return the length of a block in English letters, without those of one script."""
    return sum(LETTERS[script] * count for script, count in block.letters.items() if script != but)


def _kinds(lefts: Sequence[Features], rights: Sequence[Features]) -> dict[tuple[str, str], float]:
    """Return the score of every two kinds: the rarer a kind, the more it says that both are of it."""
    one, other = (Counter(block.kind for block in side) for side in (lefts, rights))
    scores = {}
    for left in one:
        for right in other:
            if left == right:
                common = (one[left] + other[left] + 1) / (one.total() + other.total() + 2)
                scores[left, right] = min(-math.log(common), 2.5)
            else:
                scores[left, right] = MIXED.get(frozenset({left, right}), UNLIKE)
    return scores
