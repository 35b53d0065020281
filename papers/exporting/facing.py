"""Two printings → a PDF of facing pages: a sheet holds a left and a right one, and passages of one group start level."""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils import translation

from papers import markup, passages
from papers.exporting import pdf, plain, tree
from papers.exporting.printing import Printing

HEADINGS = {"h2", "h3", "h4"}
# Points: the height of a sheet (A4 across), and its margin at the foot.
HEIGHT, BELOW = 595.0, 51.0
# A passage that takes more columns of letters than this, a kanji two, would fill most of a page: it may be torn.
LONG = 2600


def write(editions: tuple[Printing, ...]) -> bytes:
    """Return the two editions as facing pages, the first on the left; the words around them are in its language."""
    left, right = editions
    with translation.override(left.tongue.words):
        return pdf.run("facing.typ", values(left, right), left.document.printed_date, torn="sheets")


def values(left: Printing, right: Printing) -> dict[str, Any]:
    """Return all that the sheet prints, as JSON values."""
    return {
        **pdf.frame(left),
        "facing": True,
        "title": f"{left.title} / {right.title}",
        "left": _side(left),
        "right": _side(right),
        "groups": list(_groups(left, right)),
        "notes": _notes(left, right),
        # By note, those above it on its sheet: the press sees which these are.
        "above": {},
        "below": BELOW,
        "bottom": HEIGHT - BELOW,
    }


def _side(edition: Printing) -> dict[str, Any]:
    """Return what stands at the head of one side and above its pages."""
    with translation.override(edition.tongue.words):
        return {
            **pdf.frame(edition),
            **pdf.opening(edition),
            "sources": pdf.sources(edition),
            "particulars": list(map(pdf.printed, pdf.particulars(edition))),
        }


def _groups(left: Printing, right: Printing) -> Iterator[dict[str, Any]]:
    """Yield the passages that stand beside each other, in the order of the left edition."""
    ours, theirs = _blocks(left), _blocks(right)
    lineage = {**right.document.lineage, **left.document.lineage}
    firsts = pdf.Firsts()
    for number, group in enumerate(
        passages.groups([ids for ids, _ in ours], [ids for ids, _ in theirs], lineage)
    ):
        here = [ours[place][1] for place in group.left]
        there = [theirs[place][1] for place in group.right]
        opened = {*_open(here, left, firsts), *_open(there, right, firsts)}
        for nodes in (here, there):
            _meet(nodes, opened)
        ends = (here or there)[-1]
        length = max(sum(map(_length, here)), sum(map(_length, there)))
        yield {
            "left": here,
            "right": there,
            "heading": ends["k"] in HEADINGS,
            "long": length > LONG,
            "torn": length > LONG,
            "number": number,
        }


def _length(node: Any) -> int:
    """Return how many columns the text of a node takes, a picture those of the lines in its place."""
    if isinstance(node, str):
        return plain.wide(node)
    if isinstance(node, list):
        return sum(map(_length, node))
    if not isinstance(node, dict):
        return 0
    inner = (node.get(name, ()) for name in ("c", "items", "rows", "caption"))
    return sum(map(_length, inner)) + (800 if node.get("k") == "figure" else 0)


def _open(nodes: list[tree.Node], edition: Printing, firsts: pdf.Firsts) -> Iterator[str]:
    """Mark the calls that print their note, on a sheet the first of either page; yield the notes."""
    for node in tree.walk(nodes):
        if node.get("k") == "note":
            node["opens"] = node["key"] in edition.numbers and firsts.take(node["key"])
            if node["opens"]:
                yield node["key"]


def _meet(nodes: list[tree.Node], opened: Collection[str]) -> None:
    """Mark the calls that have to be on the sheet of their note: the first ones in the group that prints it."""
    firsts = pdf.Firsts()
    for node in tree.walk(nodes):
        if node.get("k") == "note":
            node["meets"] = firsts.take(node["key"]) and node["key"] in opened


def _blocks(edition: Printing) -> list[tuple[list[str], tree.Node]]:
    body = markup.parse(edition.document.body)
    names = [passages.ids(block) for block in body]
    nodes = tree.blocks(body, edition.language)
    settled = pdf.settled(nodes, edition.document, pdf.Firsts())
    return list(zip(names, settled, strict=True))


def _notes(left: Printing, right: Printing) -> dict[str, Any]:
    """Return every note by its key: its number and text on each side that has it."""
    sides = {"left": _own_notes(left), "right": _own_notes(right)}
    keys = dict.fromkeys([*sides["left"], *sides["right"]])
    return {key: {name: notes.get(key) for name, notes in sides.items()} for key in keys}


def _own_notes(edition: Printing) -> dict[str, Any]:
    with translation.override(edition.tongue.words):
        return {
            note.key: {**pdf.printed_note(note), "number": edition.numbers[note.key]}
            for note in edition.document.notes
        }
