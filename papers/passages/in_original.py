"""The ids of the original through an edit: every block has one of its own, and lineage says where ids went."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from lxml import etree

from papers.passages.ids import NewIds, assign, digest, ids
from papers.passages.likeness import HALF, Source, match, said
from papers.passages.lineage import join
from papers.passages.merging import Ends, swallowed


def keep_in_original(
    before: etree._Element,
    after: etree._Element,
    lineage: Mapping[str, str],
    taken: Collection[str],
    former: Mapping[str, str],
) -> dict[str, str]:
    """Give every block of `after` its one id, and return the lineage that belongs to it."""
    edit = _Edit(before, after, former)
    edit.settle_claims()
    edit.find_again()
    edit.find_halves()
    edit.find_merged()
    return edit.write(dict(lineage), {*taken, *lineage, *lineage.values()})


class _Edit:
    """An edit of the original while it is understood; blocks of `after` are named by their places.

    held: the ids of `before` that stand at a place now, by merging more than one.
    origin: place → the passage that the block is, or is a half of; pieces: the same the other way round.
    """

    def __init__(self, before: etree._Element, after: etree._Element, former: Mapping[str, str]) -> None:
        self.blocks = list(after)
        self.texts = [said(block) for block in self.blocks]
        # An original has no id twice; should it, the first block counts.
        self.old: dict[str, str] = {}
        for block in before:
            for name in ids(block):
                self.old.setdefault(name, said(block))
        self.names = list(self.old)
        for block in after:
            for name in ids(block):
                if name in former and former[name] == digest(block):
                    self.old.setdefault(name, said(block))
        self.order = {name: place for place, name in enumerate(self.old)}
        self.carried = [[name for name in ids(block) if name in self.old] for block in self.blocks]
        self.held: list[list[str]] = [[] for _ in self.blocks]
        self.origin: dict[int, str] = {}
        self.pieces: dict[str, list[int]] = defaultdict(list)

    def settle_claims(self) -> None:
        """Decide who holds an id that several blocks carry: the first half of a split, or what was copied."""
        claims: dict[str, list[int]] = defaultdict(list)
        for place, names in enumerate(self.carried):
            for name in names:
                claims[name].append(place)
        for name, places in claims.items():
            pieces = places if len(places) == 1 else self._parts(name, places)
            self.held[pieces[0]].append(name)
            for place in pieces:
                self._belongs(place, name)

    def _parts(self, name: str, places: Sequence[int]) -> list[int]:
        """Return the blocks that make up the old text together, in reading order; a copy adds nothing to it."""
        source = Source(self.old[name])
        common = {place: source.common(self.texts[place]) for place in places}
        whole = max(places, key=lambda place: (common[place], self._at_home(place, name), -place))
        source.take(self.texts[whole])
        parts = [whole]
        for place in places:
            if place != whole and source.share(self.texts[place]) >= HALF:
                source.take(self.texts[place])
                parts.append(place)
        return sorted(parts)

    def _at_home(self, place: int, name: str) -> int:
        """Return beside how many of its old neighbours a block stands: of two equal ones, which is the copy?"""
        at = self.order[name]
        before, after = self.names[at - 1 : at], self.names[at + 1 : at + 2]
        left, right = self.carried[place - 1] if place else [], self.carried[place + 1 : place + 2]
        return (before == left[-1:]) + (after == [names[0] for names in right if names])

    def _belongs(self, place: int, name: str) -> None:
        if place not in self.origin:
            self.origin[place] = name
            self.pieces[name].append(place)

    def _loose(self) -> list[int]:
        return [place for place in range(len(self.blocks)) if place not in self.origin]

    def _gone(self) -> list[str]:
        stay = {name for names in self.held for name in names}
        return [name for name in self.names if name not in stay]

    def find_again(self) -> None:
        """Give blocks without an id that of a passage that is gone, when they continue its text."""
        loose, gone = self._loose(), self._gone()
        matched = match([self.old[name] for name in gone], [self.texts[place] for place in loose])
        for new, old in matched.items():
            self.held[loose[new]].append(gone[old])
            self._belongs(loose[new], gone[old])

    def find_halves(self) -> None:
        """Find the blocks without an id that were split from the passage beside them."""
        sources: dict[str, Source] = {}
        for place in self._loose():
            for beside in (place - 1, place + 1):
                name = self.origin.get(beside)
                if name is None:
                    continue
                held = (self.texts[piece] for piece in self.pieces[name])
                source = sources.get(name) or sources.setdefault(name, Source(self.old[name], held))
                if source.share(self.texts[place]) >= HALF:
                    source.take(self.texts[place])
                    self._split(place, beside, name)
                    break

    def _split(self, place: int, beside: int, name: str) -> None:
        self._belongs(place, name)
        if beside > place and name in self.held[beside]:
            # The first half keeps the id.
            self.held[beside].remove(name)
            self.held[place].append(name)

    def find_merged(self) -> None:
        """Find where the text of passages that are gone stands now: in one that stood beside them."""
        ends: dict[int, Ends] = {}
        found = swallowed(
            self.names,
            set(self._gone()),
            self.old.__getitem__,
            lambda name: self._ends(max(self.pieces[name]), ends),
            lambda name: self._ends(min(self.pieces[name]), ends),
        )
        for name, place in list(found):
            self.held[place].append(name)

    def _ends(self, place: int, ends: dict[int, Ends]) -> Ends:
        if place not in ends:
            own = {self.origin[place], *self.held[place]}
            ends[place] = Ends(place, self.texts[place], [self.old[name] for name in own])
        return ends[place]

    def write(self, lineage: dict[str, str], taken: set[str]) -> dict[str, str]:
        """Write the ids on the blocks; return the lineage with what was split and merged."""
        new = NewIds({*taken, *self.old, *(name for block in self.blocks for name in ids(block))})
        for place, block in enumerate(self.blocks):
            # What the editor left on the block stays; else the first of what it is made of.
            carried = self.carried[place]
            names = sorted(self.held[place], key=lambda name: (name not in carried, self.order[name]))
            if not names:
                names = [new.of(block)]
                if place in self.origin:
                    lineage[names[0]] = self.origin[place]
            join(lineage, names[1:], names[0])
            assign(block, names[:1])
        return lineage
