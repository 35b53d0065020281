"""The sample pairs of texts with their known alignment, and how right an alignment is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from papers.passages import Pair

FOLDER = Path(__file__).parent / "samples" / "alignment"

_SECTION = re.compile(r"^# (about|notes|original \(([a-z-]+)\)|translation \(([a-z-]+)\))$", re.MULTILINE)
_BLOCK = re.compile(r"^\[([^]]*)\] (<.+>)$", re.MULTILINE)
_CALL = re.compile(r"\[\^([a-z0-9-]+)\]")
_SET_CALL = re.compile(r'<sup data-note="[^"]*"></sup>')
_SHARED = re.compile(r"(?<![A-Za-z0-9])(?:(?:19|20)\d\d|[A-Z][A-Z0-9-]{2,})(?![A-Za-z0-9-])")
_SENTENCE = re.compile(r"(?:[。？！]|[.?!](?= |<))(?:<sup[^>]*></sup>)*")

Truth = frozenset[tuple[frozenset[int], frozenset[int]]]


@dataclass(frozen=True)
class Sample:
    """Two texts, block by block, and which blocks of the second translate which of the first."""

    name: str
    original: tuple[str, ...]
    translation: tuple[str, ...]
    lists: tuple[frozenset[int], ...]  # for each block of the translation the places of its originals
    notes: dict[str, str]
    languages: tuple[str, str]

    def links(self) -> set[tuple[int, int]]:
        return {(left, right) for right, lefts in enumerate(self.lists) for left in lefts}

    def without_notes(self) -> "Sample":
        """Return the same texts without their calls."""
        original, translation = (
            tuple(_SET_CALL.sub("", html) for html in side) for side in (self.original, self.translation)
        )
        return replace(self, original=original, translation=translation)

    def turned(self) -> "Sample":
        """Return the translation as the original."""
        lists = tuple(
            frozenset(right for right, lefts in enumerate(self.lists) if left in lefts)
            for left in range(len(self.original))
        )
        names = {known: key for key, known in self.notes.items()}
        return Sample(self.name, self.translation, self.original, lists, names, self.languages[::-1])


@cache
def samples() -> list[Sample]:
    """Return every sample of the folder."""
    return [read(path) for path in sorted(FOLDER.glob("*.txt"))]


def read(path: Path) -> Sample:
    """Return the sample in a file: `[a] <p>…</p>` a line for each block, `[^n1]` for a call, `[-]` for no original."""
    text = path.read_text(encoding="utf-8")
    heads = list(_SECTION.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    parts = {head[1].split()[0]: text[head.end() : end] for head, end in zip(heads, ends, strict=True)}
    left, right = (_BLOCK.findall(parts[name]) for name in ("original", "translation"))
    places = {label: place for place, (label, _) in enumerate(left)}
    assert len(places) == len(left), f"{path.name}: a label stands twice"
    return Sample(
        name=path.stem,
        original=tuple(_called(html) for _, html in left),
        translation=tuple(_called(html) for _, html in right),
        lists=tuple(frozenset(places[one] for one in label.split() if one != "-") for label, _ in right),
        notes=dict(line.split() for line in parts.get("notes", "").strip().splitlines()),
        languages=tuple(next(filter(None, head.groups()[1:])) for head in heads if head[1].endswith(")")),
    )


def _called(html: str) -> str:
    return _CALL.sub(r'<sup data-note="\1"></sup>', html)


def linked(pairs: Iterable[Pair]) -> set[tuple[int, int]]:
    """Return the single links that the pairs make."""
    return {(left, right) for pair in pairs for left in pair.left for right in pair.right}


def truth(sample: Sample) -> Truth:
    """Return the groups of blocks that belong together, without lone ones."""
    groups: list[tuple[set[int], set[int]]] = []
    for left, right in sorted(sample.links()):
        merged = ({left}, {right})
        for group in [group for group in groups if left in group[0] or right in group[1]]:
            groups.remove(group)
            merged = (merged[0] | group[0], merged[1] | group[1])
        groups.append(merged)
    return frozenset((frozenset(lefts), frozenset(rights)) for lefts, rights in groups)


def wrong(pairs: Sequence[Pair], sample: Sample) -> list[Pair]:
    """Return the sure pairs that are not exactly a group of the truth."""
    groups = truth(sample)
    return [
        pair for pair in pairs if pair.sure and (frozenset(pair.left), frozenset(pair.right)) not in groups
    ]


def misled(pairs: Sequence[Pair], sample: Sample) -> list[Pair]:
    """Return the sure pairs that join what does not belong together."""
    links = sample.links()
    return [pair for pair in pairs if pair.sure and not linked([pair]) <= links]


def disturbed(sample: Sample, dice: Random, times: int) -> Sample:
    """Return the pair with blocks dropped, split, merged, moved and replaced at random, and its truth kept."""
    original = [(html, frozenset([place])) for place, html in enumerate(sample.original)]
    translation = list(zip(sample.translation, sample.lists, strict=True))
    for _ in range(times):
        side, language = dice.choice(list(zip((original, translation), sample.languages, strict=True)))
        change = dice.choice((_drop, _drop, _merge, _split, _split, _move, _replace))
        if change is _replace:
            _replace(side, dice, _strangers(sample.name, language))
        else:
            change(side, dice)
    return _renumbered(sample, original, translation)


@cache
def _strangers(name: str, language: str) -> list[str]:
    """Return the blocks of the other samples in a language, without calls."""
    return [
        _SET_CALL.sub("", html)
        for sample in samples()
        for side, code in zip((sample.original, sample.translation), sample.languages, strict=True)
        if code == language and sample.name != name
        for html in side
    ]


Side = list[tuple[str, frozenset[int]]]


def _drop(side: Side, dice: Random) -> None:
    if len(side) > 3:
        side.pop(dice.randrange(len(side)))


def _merge(side: Side, dice: Random) -> None:
    places = [
        n for n in range(len(side) - 1) if side[n][0].startswith("<p>") and side[n + 1][0].startswith("<p>")
    ]
    if places:
        place = dice.choice(places)
        (one, ones), (other, others) = side[place : place + 2]
        side[place : place + 2] = [
            (one.removesuffix("</p>") + " " + other.removeprefix("<p>"), ones | others)
        ]


def _split(side: Side, dice: Random) -> None:
    cuts = [
        (place, cut.end())
        for place, (html, _) in enumerate(side)
        if html.startswith("<p>")
        for cut in _SENTENCE.finditer(html)
        if cut.end() < len(html) - len("</p>")
    ]
    if cuts:
        place, at = dice.choice(cuts)
        html, places = side[place]
        side[place : place + 1] = [
            (html[:at].rstrip() + "</p>", places),
            ("<p>" + html[at:].lstrip(), places),
        ]


def _move(side: Side, dice: Random) -> None:
    block = side.pop(dice.randrange(len(side)))
    side.insert(dice.randrange(len(side) + 1), block)


def _replace(side: Side, dice: Random, strangers: Sequence[str]) -> None:
    """Put a block of another text in the place of one, with a year or a name that the lost one has."""
    place = dice.randrange(len(side))
    html, _ = side[place]
    start = html[: html.index(">") + 1]
    if alike := [other for other in strangers if other.startswith(start)]:
        shared = _SHARED.findall(_SET_CALL.sub("", html))
        added = f"{dice.choice(shared)}: " if shared and start in ("<p>", "<h2>", "<h3>") else ""
        side[place] = (start + added + dice.choice(alike).removeprefix(start), frozenset())


def _renumbered(sample: Sample, original: Side, translation: Side) -> Sample:
    lists = tuple(
        frozenset(n for n, (_, lefts) in enumerate(original) if lefts & rights) for _, rights in translation
    )
    texts = ([html for html, _ in side] for side in (original, translation))
    return Sample(sample.name, *map(tuple, texts), lists, sample.notes, sample.languages)
