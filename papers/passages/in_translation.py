"""The ids of a translation through an edit: its blocks carry lists, which splits, merges and copies keep."""

from collections import Counter
from collections.abc import Collection, Iterator

from lxml import etree

from papers.passages.ids import NewIds, assign, ids
from papers.passages.likeness import HALF, Source, match, said

List = tuple[str, ...]


def keep_in_translation(before: etree._Element, after: etree._Element, taken: Collection[str]) -> None:
    """Give every block of `after` its list of ids."""
    edit = _Edit(before, after, taken)
    edit.find_again()
    edit.find_halves()
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
        for listed, _ in self.olds:
            for name in listed:
                self.order.setdefault(name, len(self.order))

    def _loose(self) -> list[int]:
        return [place for place, listed in enumerate(self.lists) if not listed]

    def _lost(self) -> list[int]:
        """Return the old blocks whose list stands on fewer blocks now, and whose text on none of these."""
        before, now = Counter(listed for listed, _ in self.olds), Counter(self.lists)
        fewer = {listed for listed in before if listed and now[listed] < before[listed]}
        # An editor may have given a text other ids on purpose.
        kept = {text for text, listed in zip(self.texts, self.lists, strict=True) if listed}
        sources = self._sources(fewer)
        lost = []
        for place, (listed, text) in enumerate(self.olds):
            if listed not in fewer or text in kept:
                continue
            if sources[listed].share(text) < HALF:
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
        """Give blocks without ids the list of a block that is gone and goes on here, or that they copy."""
        loose, lost = self._loose(), self._lost()
        matched = match([self.olds[old][1] for old in lost], [self.texts[place] for place in loose])
        for new, old in matched.items():
            self.lists[loose[new]] = self.olds[lost[old]][0]
        copied = {text: listed for listed, text in reversed(self.olds) if text}
        for place in self._loose():
            self.lists[place] = copied.get(self.texts[place], ())

    def find_halves(self) -> None:
        """Give blocks without ids that were split from the block beside them the list of that block."""
        texts: dict[List, list[str]] = {}
        for listed, text in self.olds:
            texts.setdefault(listed, []).append(text)
        sources: dict[List, Source] = {}
        for place in self._loose():
            for beside in (place - 1, place + 1):
                listed = self.lists[beside] if 0 <= beside < len(self.lists) else ()
                if not listed or listed not in texts:
                    continue
                source = sources.setdefault(listed, Source("\n".join(texts[listed])))
                if source.share(self.texts[place]) >= HALF:
                    self.lists[place] = listed
                    break

    def find_merged(self) -> None:
        """Unite the lists of a block and of those beside it whose text it has taken in."""
        sources: dict[int, Source] = {}
        for step in (-1, 1):
            lost = self._lost() if step < 0 else self._lost()[::-1]
            for old in lost:
                listed, text = self.olds[old]
                for place in self._beside(old + step):
                    source = sources.setdefault(place, self._beyond(place))
                    if source.share(text) >= HALF:
                        source.take(text)
                        self._unite(place, listed)
                        break

    def _beside(self, old: int) -> Iterator[int]:
        """Yield the places that carry an id of this old block now."""
        names = set(self.olds[old][0]) if 0 <= old < len(self.olds) else set()
        yield from (place for place, listed in enumerate(self.lists) if names.intersection(listed))

    def _beyond(self, place: int) -> Source:
        """Return the text of a block, without what the old blocks with its list said."""
        return Source(self.texts[place], (text for listed, text in self.olds if listed == self.lists[place]))

    def _unite(self, place: int, listed: List) -> None:
        names = dict.fromkeys([*self.lists[place], *listed])
        self.lists[place] = tuple(sorted(names, key=lambda name: self.order.get(name, len(self.order))))

    def write(self, taken: Collection[str]) -> None:
        """Write the lists on the blocks; what was typed new gets an id of its own."""
        listed = {name for names in (*(old for old, _ in self.olds), *self.lists) for name in names}
        new = NewIds({*taken, *listed})
        for block, names in zip(self.blocks, self.lists, strict=True):
            assign(block, names or [new.of(block)])
