"""Two printings → a PDF of facing pages: a sheet holds a left and a right one, and passages of one group start level."""

from collections.abc import Iterator
from itertools import zip_longest
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
        # By foot of a passage, those above it on its sheet: the press sees which these are.
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
    """Yield the passages that stand beside each other, in the order of the left edition, each below its headings."""
    ours, theirs = _blocks(left), _blocks(right)
    lineage = {**right.document.lineage, **left.document.lineage}
    rows: list[dict[str, Any]] = []
    pairs = passages.groups([ids for ids, _ in ours], [ids for ids, _ in theirs], lineage)
    for place, pair in enumerate(pairs, start=1):
        here = [ours[at][1] for at in pair.left]
        there = [theirs[at][1] for at in pair.right]
        rows.append({"left": here, "right": there, "heading": (here or there)[-1]["k"] in HEADINGS})
        if not rows[-1]["heading"] or place == len(pairs):
            yield _group(place, rows)
            rows = []


def _group(number: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what stays together on a sheet: the rows of a passage and of the headings above it, with all notes."""
    here, there = ([node for row in rows for node in row[side]] for side in ("left", "right"))
    is_long = max(_length(here), _length(there)) > LONG
    return {
        "number": number,
        "rows": rows,
        "long": is_long,
        "torn": is_long,
        # Points left free at the foot of the sheet on which it begins.
        "room": 0,
        "feet": _feet(number, _first_calls(here), _first_calls(there)),
    }


def _first_calls(nodes: list[tree.Node]) -> list[tree.Node]:
    """Return the calls that are the first of their note in its edition; each page has the note of its own call."""
    return [node for node in tree.walk(nodes) if node.get("first")]


def _feet(number: int, here: list[tree.Node], there: list[tree.Node]) -> dict[str, Any]:
    """Return what a passage has at the foot of its sheet, by name, and mark the calls that bring it.

    All its notes are in one, which is never parted from the passage; should that be torn, those of each row are by
    themselves, a row being the notes that come next on either page.
    """
    if not here and not there:
        return {}
    (here or there)[0]["all"] = str(number)
    feet = {str(number): _foot(here, there)}
    for place, (ours, theirs) in enumerate(zip_longest(here, there)):
        name = f"{number}.{place}"
        (ours or theirs)["row"] = name
        feet[name] = _foot([ours] if ours else [], [theirs] if theirs else [])
    return feet


def _foot(here: list[tree.Node], there: list[tree.Node]) -> dict[str, list[str]]:
    return {"left": [node["key"] for node in here], "right": [node["key"] for node in there]}


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
            note.key: {
                **pdf.printed_note(note),
                "number": edition.numbers[note.key],
                "long": plain.wide(markup.text(note.html)) > LONG,
            }
            for note in edition.document.notes
        }
