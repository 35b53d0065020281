"""Marks in the paragraphs of a paper, by which the press sees where a page has torn them and can mend it.

The typesetter keeps two lines of a paragraph together at the top and at the foot of a page, but forgets to count the
notes that the second one calls: where they do not fit, a single line is left behind.
"""

from collections.abc import Iterator
from itertools import accumulate

from papers.exporting.tree import Inline, Node

# Columns between two marks, a kanji two; and how far from either end of a paragraph they stand: over two lines there.
STEP, REACH = 20, 190
# A shorter paragraph has two lines, which are never parted.
SHORTEST = 120
# Signs from here on are kanji, kana and their like.
WIDE = "\u2e80"


def mark(blocks: list[Node]) -> None:
    """Put marks into every paragraph of the body itself that has several lines and calls a note."""
    for number, paragraph in enumerate(blocks):
        columns = sum(map(width, paragraph["c"])) if paragraph["k"] == "p" else 0
        if columns < SHORTEST or not any(map(_calls, paragraph["c"])):
            continue
        offsets = [at for at in range(STEP, columns, STEP) if at < REACH or columns - at < REACH]
        content = list(_with_marks(paragraph["c"], offsets, number))
        paragraph["c"] = [_mark(number), *content, _mark(number)]


def _mark(paragraph: int) -> Node:
    return {"k": "at", "paragraph": paragraph}


def width(piece: Inline) -> int:
    """Return how many columns a piece takes."""
    if isinstance(piece, str):
        return sum(2 if sign > WIDE else 1 for sign in piece)
    if piece["k"] == "ruby":
        return width(piece["base"])
    inner = piece.get("c", "")
    return width(inner) if isinstance(inner, str) else sum(map(width, inner))


def _calls(piece: Inline) -> bool:
    if isinstance(piece, str):
        return False
    inner = piece.get("c", ())
    return piece["k"] == "note" or (not isinstance(inner, str) and any(map(_calls, inner)))


def _with_marks(content: list[Inline], offsets: list[int], number: int) -> Iterator[Inline]:
    """Yield the content with a mark before what stands at each offset, in a text at the beginning of a word."""
    passed = 0
    for piece in content:
        inside = [at - passed for at in offsets if passed <= at < passed + width(piece)]
        passed += width(piece)
        if isinstance(piece, str):
            yield from _parted(piece, inside, number)
        else:
            yield from (_mark(number) for _at in inside[:1])
            yield piece


def _parted(text: str, offsets: list[int], number: int) -> Iterator[Inline]:
    done = 0
    for place in sorted({_beginning(text, at) for at in offsets}):
        yield text[done:place]
        yield _mark(number)
        done = place
    yield text[done:]


def _beginning(text: str, columns: int) -> int:
    """Return where the word begins that stands at this column: after a space, or anywhere beside kanji and kana."""
    passed = accumulate(map(width, text), initial=0)
    place = next((at for at, taken in enumerate(passed) if taken >= columns), len(text))
    while 0 < place < len(text) and not (text[place - 1] == " " or max(text[place - 1 : place + 1]) > WIDE):
        place -= 1
    return place
