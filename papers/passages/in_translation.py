"""The ids of a translation through an edit: its blocks carry lists, which splits, merges and copies keep."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from lxml import etree

from papers.passages.ids import NewIds, assign, ids
from papers.passages.likeness import HALF, Source, match, said
from papers.passages.merging import Ends, swallowed

List = tuple[str, ...]


def keep_in_translation(before: etree._Element, after: etree._Element, taken: Collection[str]) -> None:
    """Give every block of `after` its list of ids."""
    edit = _Edit(before, after, taken)
    edit.find_again()
    edit.find_halves()
    edit.find_copies()
    edit.find_merged()
    edit.write(taken)


class _Edit:
    """An edit of a translation while it is understood; blocks of `after` are named by their places."""

    def __init__(self, before: etree._Element, after: etree._Element, taken: Collection[str]) -> None:
        self.olds = [(tuple(ids(block)), said(block)) for block in before]
        self.blocks = list(after)
        self.texts = [said(block) for block in self.blocks]
        # Ids of another paper, brought along by pasting, mean nothing here.
        known = {*taken, *(name for listed, _ in self.olds for name in listed)}
        self.lists: list[List] = [
            tuple(name for name in ids(block) if name in known) for block in self.blocks
        ]
        self.order: dict[str, int] = {}
        self.before: dict[List, list[str]] = defaultdict(list)  # what the old blocks with each list said
        for listed, text in self.olds:
            self.before[listed].append(text)
            for name in listed:
                self.order.setdefault(name, len(self.order))

    def _loose(self) -> list[int]:
        return [place for place, listed in enumerate(self.lists) if not listed]

    def _lost(self) -> list[int]:
        """Return the old blocks whose list stands on fewer blocks now, and whose text on none of these."""
        before, now = Counter(listed for listed, _ in self.olds), Counter(self.lists)
        fewer = {listed for listed in before if listed and now[listed] < before[listed]}
        # An editor may have given a text other ids on purpose.
        kept = Counter(text for text, listed in zip(self.texts, self.lists, strict=True) if listed)
        kept.subtract(text for listed, text in self.olds if listed not in fewer)
        sources = self._sources(fewer)
        lost = []
        for place, (listed, text) in enumerate(self.olds):
            if listed not in fewer:
                continue
            if kept[text] > 0:
                kept[text] -= 1
            elif sources[listed].share(text) < HALF:
                lost.append(place)
            else:
                sources[listed].take(text)
        return lost

    def _sources(self, lists: Collection[List]) -> dict[List, Source]:
        """Return for each list the texts that carry it now, as one."""
        texts: dict[List, list[str]] = {listed: [] for listed in lists}
        for text, listed in zip(self.texts, self.lists, strict=True):
            if listed in texts:
                texts[listed].append(text)
        return {listed: Source("\n".join(found)) for listed, found in texts.items()}

    def find_again(self) -> None:
        """Give blocks without ids the list of a block that is gone and goes on here."""
        loose, lost = self._loose(), self._lost()
        matched = match([self.olds[old][1] for old in lost], [self.texts[place] for place in loose])
        for new, old in matched.items():
            self.lists[loose[new]] = self.olds[lost[old]][0]

    def find_halves(self) -> None:
        """Give blocks without ids that were split from the block beside them the list of that block."""
        held: dict[List, list[str]] = defaultdict(list)
        for listed, text in zip(self.lists, self.texts, strict=True):
            held[listed].append(text)
        sources: dict[List, Source] = {}
        for place in self._loose():
            for beside in (place - 1, place + 1):
                listed = self.lists[beside] if 0 <= beside < len(self.lists) else ()
                if not listed or listed not in self.before:
                    continue
                if listed not in sources:
                    sources[listed] = Source("\n".join(self.before[listed]), held[listed])
                if sources[listed].share(self.texts[place]) >= HALF:
                    sources[listed].take(self.texts[place])
                    self.lists[place] = listed
                    break

    def find_copies(self) -> None:
        """Give blocks without ids the list of a block that they copy."""
        copied = {text: listed for listed, text in reversed(self.olds) if text}
        for place in self._loose():
            self.lists[place] = copied.get(self.texts[place], ())

    def find_merged(self) -> None:
        """Unite the lists of a block and of those beside it whose text it has taken in."""
        last = {name: place for place, listed in enumerate(self.lists) for name in listed}
        first = {name: place for place, listed in reversed([*enumerate(self.lists)]) for name in listed}
        ends: dict[int, Ends] = {}
        # What was deleted altogether takes nothing in.
        lost = set(self._lost())
        stay = [old for old, (listed, _) in enumerate(self.olds) if old in lost or first.keys() & listed]
        found = swallowed(
            stay,
            lost,
            lambda old: self.olds[old][1],
            lambda old: self._ends(max(last[name] for name in self.olds[old][0] if name in last), ends),
            lambda old: self._ends(min(first[name] for name in self.olds[old][0] if name in first), ends),
        )
        self._unite(list(found))

    def _ends(self, place: int, ends: dict[int, Ends]) -> Ends:
        if place not in ends:
            ends[place] = Ends(place, self.texts[place], self.before.get(self.lists[place], ()))
        return ends[place]

    def _unite(self, found: Iterable[tuple[int, int]]) -> None:
        """Add the lists of old blocks to those of the places that took them in."""
        added: dict[int, list[str]] = defaultdict(list)
        for old, place in found:
            added[place] += self.olds[old][0]
        for place, names in added.items():
            united = dict.fromkeys([*self.lists[place], *names])
            self.lists[place] = tuple(sorted(united, key=lambda name: self.order.get(name, len(self.order))))

    def write(self, taken: Collection[str]) -> None:
        """Write the lists on the blocks; what was typed new gets an id of its own."""
        listed = {name for names in (*(old for old, _ in self.olds), *self.lists) for name in names}
        new = NewIds({*taken, *listed})
        for block, names in zip(self.blocks, self.lists, strict=True):
            assign(block, names or [new.of(block)])
