"""How like two items are: between 0 and 1, from their titles, then who, where and when."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from itertools import pairwise

from references.matching import facts, signs
from references.matching.facts import Item, said
from references.matching.words import is_telling, is_wide, main_title, words

# From here on two works are shown to an editor as perhaps one.
NEAR = 0.75
# Titles that are less like than this cannot be one title.
_UNLIKE = 0.5
# A newspaper's web site and its sheet, or two sides of the date line.
_DAYS = 2


def likeness(item: Item, other: Item) -> float:
    """Return how like the items are: 1 when all that both say agrees, and less for what only one of them says."""
    like = titles(said(item, "title"), said(other, "title"))
    telling = all(is_telling(said(each, "title")) for each in (item, other))
    for judged in (_makers, _years, _days, _sources, _names):
        # Looking further costs more than it can bring.
        if like < NEAR:
            break
        like *= judged(item, other, telling)
    return like


def titles(one: str, other: str) -> float:
    """Return how like two titles are; with and without its subtitle a title is nearly the same."""
    left, right = words(one), words(other)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    like = _pairs_shared("".join(left), "".join(right))
    if words(main_title(one)) in (right, words(main_title(other))) or words(main_title(other)) == left:
        like = max(like, 0.92)
    return like * _figures(left, right)


def cannot_be_one(one: str, other: str) -> bool:
    """Return whether two titles at one address are those of two works.

    A title in another script may be its translation, and says nothing against.
    """
    if not words(one) or not words(other) or is_wide(one) != is_wide(other):
        return False
    return titles(one, other) < _UNLIKE


def _pairs_shared(one: str, other: str) -> float:
    """Return how many pairs of neighbouring characters two texts share, of all they have (Dice)."""
    left, right = (Counter(pairwise(text)) for text in (one, other))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else float(one == other)


def _figures(left: Collection[str], right: Collection[str]) -> float:
    """Return less than 1 for titles with other figures: Defense of Japan 2023 is not that of 2024."""
    ours, theirs = ({word for word in each if any(map(str.isdigit, word))} for each in (left, right))
    if ours == theirs:
        return 1.0
    return 0.6 if ours and theirs else 0.85


def _makers(item: Item, other: Item, telling: bool) -> float:
    ours, theirs = (set(words(facts.maker(each))) for each in (item, other))
    if not ours or not theirs:
        return 1.0 if ours == theirs else 0.95
    if ours <= theirs or theirs <= ours:
        return 1.0
    return 0.8 if telling else 0.7


def _years(item: Item, other: Item, telling: bool) -> float:
    ours, theirs = facts.date(item)[:1], facts.date(other)[:1]
    if not ours or not theirs:
        return 1.0 if ours == theirs else 0.97
    apart = abs(ours[0] - theirs[0])
    return 1.0 if apart == 0 else 0.9 if apart == 1 else 0.7


def _days(item: Item, other: Item, telling: bool) -> float:
    """Of what appears on a day, two days are two works."""
    ours, theirs = _day(facts.date(item)), _day(facts.date(other))
    is_daily = said(item, "type") in signs.DAILY or said(other, "type") in signs.DAILY
    if not (is_daily and ours and theirs):
        return 1.0
    apart = abs((ours - theirs).days)
    return 1.0 if apart == 0 else 0.95 if apart <= _DAYS else 0.7


def _day(when: tuple[int, ...]) -> date | None:
    """Return the day; None for a month, a year, and what is no day of the calendar."""
    try:
        return date(*when) if len(when) == 3 else None
    except ValueError:
        return None


def _sources(item: Item, other: Item, telling: bool) -> float:
    ours, theirs = (set(words(facts.source(each))) for each in (item, other))
    if not ours or not theirs or ours & theirs:
        return 1.0
    return 0.9 if telling else 0.7


def _names(item: Item, other: Item, telling: bool) -> float:
    """Two DOIs are two works to those who gave them; so are two volumes of one title."""
    dois, volumes = ((signs.doi(item), signs.doi(other)), (said(item, "volume"), said(other, "volume")))
    if all(dois) and dois[0] != dois[1]:
        return 0.7
    return 0.8 if all(volumes) and volumes[0] != volumes[1] else 1.0
