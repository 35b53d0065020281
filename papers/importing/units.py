"""Which blocks of the last import, of the working copy and of a file are one piece, to be decided as one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from papers import markup, passages


@dataclass(frozen=True)
class Block:
    """A top-level block without its passage ids, and those ids."""

    html: str
    ids: tuple[str, ...]


@dataclass
class Unit:
    """One piece of the text under the name that --take-file knows it by: its blocks' places in each body."""

    name: str
    base: list[int] = field(default_factory=list)
    ours: list[int] = field(default_factory=list)
    theirs: list[int] = field(default_factory=list)


def blocks(body: str) -> list[Block]:
    """Return the top-level blocks of a body."""
    found = []
    for element in markup.parse(body):
        ids = tuple(passages.ids(element))
        element.attrib.pop(markup.PASSAGE, "")
        found.append(Block(markup.outer(element), ids))
    return found


def find(
    base: Sequence[Block],
    ours: Sequence[Block],
    theirs: Sequence[Block],
    follows: Mapping[int, int],
    lineage: Mapping[str, str],
) -> list[Unit]:
    """Return every block in exactly one unit, those of the last import in its order first.

    `follows` says which block of the last import a block of the file continues. What an editor split or merged is
    one unit; halves that stand as they were imported are one each.
    """
    found = [Unit("", list(left), list(right)) for left, right in _pairs(base, ours, lineage)]
    _join_equal(found, base, ours)
    home = {place: unit for unit in found for place in unit.base}
    added = {ours[unit.ours[0]].html: unit for unit in found if unit.ours and not unit.base}
    for place, block in enumerate(theirs):
        unit = home.get(follows.get(place, -1)) or added.pop(block.html, None)
        if unit is None:
            found.append(unit := Unit(""))
        unit.theirs.append(place)
    _name(found, base)
    return found


def _pairs(
    base: Sequence[Block], ours: Sequence[Block], lineage: Mapping[str, str]
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Yield the places that belong together; several on both sides, equal in number, go one to one."""
    for left, right in passages.groups([each.ids for each in base], [each.ids for each in ours], lineage):
        if len(left) == len(right):
            yield from (([one], [other]) for one, other in zip(left, right, strict=True))
        else:
            yield left, right


def _join_equal(found: list[Unit], base: Sequence[Block], ours: Sequence[Block]) -> None:
    """Join what only seems gone: a block that an editor gave other ids reads as it did."""
    added = {ours[unit.ours[0]].html: unit for unit in found if unit.ours and not unit.base}
    for unit in [each for each in found if len(each.base) == 1 and not each.ours]:
        same = added.pop(base[unit.base[0]].html, None)
        if same is not None:
            unit.ours = same.ours
            found.remove(same)


def _name(found: Sequence[Unit], base: Sequence[Block]) -> None:
    """Name each unit by the first id that its first block lists, by its turn too where several list the same."""
    names: list[str] = []
    turns: dict[str, int] = defaultdict(int)
    for place, block in enumerate(base):
        first = block.ids[0] if block.ids else f"at-{place + 1}"
        turns[first] += 1
        names.append(first if turns[first] == 1 else f"{first}.{turns[first]}")
    for place, unit in enumerate(found):
        unit.name = names[unit.base[0]] if unit.base else f"new-{place}"


def follow(base: Sequence[Block], theirs: Sequence[Block]) -> dict[int, int]:
    """Return place of a block of the file → place of the block of the last import that it continues."""
    numbered = "".join(with_ids(block.html, [f"b{place}"]) for place, block in enumerate(base))
    carried = passages.every(passages.carry(numbered, "".join(block.html for block in theirs)))
    found = {place: int(ids[0][1:]) for place, ids in enumerate(carried) if ids}
    return found | dict(_headings_between(base, theirs, found))


def _headings_between(
    base: Sequence[Block], theirs: Sequence[Block], found: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the headings left alone between the same neighbours: one may be worded wholly anew."""
    near = {-1: -1, **found, len(theirs): len(base)}
    for place, block in enumerate(theirs):
        before, after = near.get(place - 1), near.get(place + 1)
        if place in found or before is None or after != before + 2:
            continue
        if block.html.startswith("<h") and base[before + 1].html[:3] == block.html[:3]:
            yield place, before + 1


def with_ids(html: str, ids: Sequence[str]) -> str:
    """Return the one block with this list of passage ids, or with none."""
    body = markup.parse(html)
    for element in body:
        if ids:
            element.set(markup.PASSAGE, " ".join(ids))
        else:
            element.attrib.pop(markup.PASSAGE, "")
    return markup.serialise(body)
