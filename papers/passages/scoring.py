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

    def __call__(self, lefts: range, rights: range) -> float:
        """Return the logarithm of the odds that these blocks translate each other; of a lone block, nothing."""
        if not lefts or not rights:
            return 0.0
        return self._kind(lefts, rights) + self._length(lefts, rights) + self.evidence.weigh(lefts, rights)

    def stretch(self, lefts: range, rights: range) -> float:
        """Return how far the lengths are from the usual ratio, in standard deviations; positive: right is long."""
        one = self.sums[0][lefts.stop] - self.sums[0][lefts.start]
        other = self.sums[1][rights.stop] - self.sums[1][rights.start]
        return math.log((other + FEW) / (one + FEW)) / (_scatter(one + other) * self.looseness)

    def _length(self, lefts: range, rights: range) -> float:
        one = self.sums[0][lefts.stop] - self.sums[0][lefts.start]
        other = self.sums[1][rights.stop] - self.sums[1][rights.start]
        apart, scatter = math.log((other + FEW) / (one + FEW)), _scatter(one + other) * self.looseness
        related = -math.log(scatter) - (apart / scatter) ** 2 / 2
        unrelated = -math.log(UNRELATED) - (apart / UNRELATED) ** 2 / 2
        return max(related - unrelated, WORST_LENGTH)

    def _kind(self, lefts: range, rights: range) -> float:
        return min(
            self.kinds[self.lefts[left].kind, self.rights[right].kind] for left in lefts for right in rights
        )


def _scatter(letters: float) -> float:
    return math.sqrt(SCATTER**2 + SCATTER_SHORT / (letters / 2 + FEW))


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
