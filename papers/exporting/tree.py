"""A clean body → a tree of plain values, which the typesetter reads as data and never as code."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

from lxml import etree

from papers import markup
from papers.rendering import columns, latin
from papers.rendering.calls import CLOSING, HALF_EMPTY

Node = dict[str, Any]
Inline = str | Node

# Longer than any word of a language: what holds so many letters together would run out of its column.
LONGEST_WORD = 40
BREAK = "\N{ZERO WIDTH SPACE}"
_WORD = re.compile(rf"[!-~\u00a1-\u1fff]{{{LONGEST_WORD + 1},}}")
_PIECE = re.compile(rf".{{{LONGEST_WORD}}}", re.DOTALL)
# An address may break after these; the typesetter knows that by itself where one is a word of its own.
_ADDRESS = re.compile(r"https?://")
# The last kanji or kana of a text with the marks that close it.
_LAST_WIDE = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff][」』）】〕〉》］｝〟”’、。，．！？…]{0,4}\Z"
)
_MARKS = {"em", "strong", "sub", "sup"}
# What a table may hold to be kept on one page.
SMALL_ROWS, SMALL_TEXT = 14, 1200


def blocks(html: str | etree._Element, language: str, *, narrow: bool = False) -> list[Node]:
    """Return the blocks of a clean body in `language`; `narrow` breaks every word anywhere."""
    body = markup.parse(html) if isinstance(html, str) else html
    for block in body:
        latin.mark(block, language)
    return [_block(block, narrow) for block in body]


def line(html: str, language: str) -> list[Inline]:
    """Return the inline text of one line of clean HTML."""
    holder = markup.parse(html)
    latin.mark(holder, language)
    return list(_inline(holder, narrow=False))


def _block(block: etree._Element, narrow: bool) -> Node:
    match block.tag:
        case "ul" | "ol":
            items = [[_block(child, narrow) for child in item] for item in block]
            return {"k": block.tag, "start": int(block.get("start", "1")), "items": items}
        case "blockquote":
            return {"k": "quote", "c": [_block(child, narrow) for child in block]}
        case "table":
            return _table(block)
        case "figure":
            return _figure(block)
    return {"k": block.tag, "c": list(_inline(block, narrow))}


def _figure(figure: etree._Element) -> Node:
    image, caption = figure.find("img"), figure.find("figcaption")
    small = caption.find("small") if caption is not None else None
    if small is not None and caption is not None:
        _detach(small)
    return {
        "k": "figure",
        "src": (image.get("src") or "") if image is not None else "",
        "alt": _alternative(image, caption),
        "caption": list(_inline(caption, narrow=False)) if caption is not None else [],
        "credit": list(_inline(small, narrow=False)) if small is not None else [],
    }


def _alternative(image: etree._Element | None, caption: etree._Element | None) -> str:
    """Return the words for a picture; one without an alternative text is told by its caption."""
    alt = image.get("alt", "") if image is not None else ""
    return alt or (markup.line(markup.text(caption)) if caption is not None else "")


def _detach(small: etree._Element) -> None:
    """Take the credit out of its caption, the text behind it left in place."""
    parent, tail = small.getparent(), small.tail or ""
    if parent is None:
        return
    before = small.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    small.tail = None
    parent.remove(small)


def _table(table: etree._Element) -> Node:
    """Return a table: its rows of cells, how many columns it has and how many rows head it."""
    columns.mark(table)
    caption = table.find("caption")
    rows = table.findall("tbody/tr")
    count = width(rows)
    cells = [[_cell(cell, narrow=count > WIDE) for cell in row] for row in rows]
    return {
        "k": "table",
        "columns": count,
        "head": heads(rows),
        "caption": list(_inline(caption, narrow=False)) if caption is not None else [],
        "rows": cells,
    }


# Columns from which on a table is set smaller, and from which on it takes the page across.
NARROW, WIDE = 6, 11


def width(rows: Sequence[etree._Element]) -> int:
    """Return how many columns the rows take up, cells that reach down from above included."""
    taken: dict[int, int] = {}
    widest = 0
    for row in rows:
        place, begun = 0, dict[int, int]()
        for cell in row:
            while taken.get(place):
                place += 1
            across, down = spans(cell)
            begun.update(dict.fromkeys(range(place, place + across), down))
            place += across
        widest = max(widest, place, *(column + 1 for column in taken), 0)
        taken = {column: left - 1 for column, left in (taken | begun).items() if left > 1}
    return widest


def spans(cell: etree._Element) -> tuple[int, int]:
    """Return how many columns and rows a cell takes."""
    return int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))


def heads(rows: Sequence[etree._Element]) -> int:
    """Return how many rows at the top are headers, 0 when a cell reaches from them into the rows below."""
    count = next((n for n, row in enumerate(rows) if not all(map(_heads_column, row))), len(rows))
    reach = max((n + spans(cell)[1] for n in range(count) for cell in rows[n]), default=0)
    return count if 0 < count < len(rows) and reach <= count else 0


def _heads_column(cell: etree._Element) -> bool:
    return cell.tag == "th" and cell.get("scope") == "col"


def _cell(cell: etree._Element, *, narrow: bool) -> Node:
    across, down = spans(cell)
    return {
        "th": cell.tag == "th",
        "scope": cell.get("scope", ""),
        "colspan": across,
        "rowspan": down,
        "figures": cell.get("class") == "figures",
        "c": [_block(child, narrow) for child in cell],
    }


def _inline(element: etree._Element, narrow: bool) -> Iterator[Inline]:
    return _held(list(_pieces(element, narrow)))


def _pieces(element: etree._Element, narrow: bool) -> Iterator[Inline]:
    yield from _words(element.text, narrow)
    for child in element:
        yield from _node(child, narrow)
        yield from _words(child.tail, narrow)


def _held(pieces: list[Inline]) -> Iterator[Inline]:
    """Yield the pieces; a call stays on the line of the kanji or kana before it, with whatever closes the words.

    A mark such as 。 gives up the empty half of its square, which stands behind the calls where words follow.
    """
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        calls = _calls_at(pieces, place + 1)
        held = _LAST_WIDE.search(piece) if isinstance(piece, str) and calls else None
        if held is None or not isinstance(piece, str):
            yield piece
            place += 1
            continue
        place += 1 + len(calls)
        following = pieces[place] if place < len(pieces) else ""
        yield piece[: held.start()]
        yield _holder(held[0], calls, following)


def _holder(words: str, calls: list[Inline], following: Inline) -> Node:
    halved = words[-1] in HALF_EMPTY
    before: list[Inline] = [words[:-1], {"k": "half", "c": words[-1]}] if halved else [words]
    ends = not following or (isinstance(following, str) and CLOSING.match(following) is not None)
    return {"k": "held", "c": [*before, *calls], "gap": halved and not ends}


def _calls_at(pieces: list[Inline], place: int) -> list[Inline]:
    """Return the calls that stand side by side from here."""
    rest = pieces[place:]
    return list(takewhile(lambda piece: isinstance(piece, dict) and piece.get("k") == "note", rest))


def _node(child: etree._Element, narrow: bool) -> Iterator[Inline]:
    key = child.get(markup.CALL)
    if key is not None:
        yield {"k": "note", "key": key, "beside": beside_another(child)}
    elif child.tag == "br":
        yield {"k": "br"}
    elif child.tag == "ruby":
        yield {"k": "ruby", "base": ruby_base(child), "rt": "".join(rt.text or "" for rt in child.iter("rt"))}
    elif child.tag == "a":
        yield {"k": "a", "href": child.get("href", ""), "c": list(_inline(child, narrow))}
    elif child.tag in _MARKS:
        kind = "latin" if child.get("class") == "latin" else child.tag
        yield {"k": kind, "c": list(_inline(child, narrow))}
    elif child.get("lang"):
        yield {"k": "lang", "lang": child.get("lang"), "c": list(_inline(child, narrow))}
    else:
        yield from _inline(child, narrow)


def beside_another(call: etree._Element) -> bool:
    """Return whether a call follows another one with nothing between them, so that their figures have to be parted."""
    before = call.getprevious()
    return before is not None and before.get(markup.CALL) is not None and not before.tail


def ruby_base(ruby: etree._Element) -> str:
    """Return the words that a reading stands over."""
    return (ruby.text or "") + "".join(rt.tail or "" for rt in ruby.iter("rt"))


def _words(text: str | None, narrow: bool) -> Iterator[str]:
    if text:
        yield BREAK.join(text) if narrow else breakable(text)


def breakable(text: str) -> str:
    """Return the text with places to break in words that are longer than a line."""
    return _WORD.sub(_divided, text)


def _divided(word: re.Match[str]) -> str:
    return word[0] if _ADDRESS.match(word[0]) else _PIECE.sub(lambda piece: piece[0] + BREAK, word[0])


# -- titles ----------------------------------------------------------------------------------

# A phrase of Japanese ends with its kana, before the next kanji, katakana, Latin word or opening bracket.
_PHRASE = re.compile(
    r"[「『（〈《【]*[^ぁ-ゖ、。：―—・「『（〈《【\s]*[ぁ-ゖ]*[、。：―—・」』）〉》】!?！？\s]*"
)
LONGEST_PHRASE = 16


_UNSPACED = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")


def is_spaced(title: str) -> bool:
    """Return whether the words of a title are parted by spaces, as in English and Korean."""
    return not _UNSPACED.search(title)


def phrases(title: str) -> list[str]:
    """Return a title in pieces between which it may break: the phrases of Japanese, the words of what has spaces."""
    if is_spaced(title):
        return title.split() or [""]
    return [piece for piece in _PHRASE.findall(title) if piece]


# -- settling --------------------------------------------------------------------------------


def walk(value: Any) -> Iterator[Node]:
    """Yield every node below a value in reading order: a caption before its rows, a cell before the next."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def lay_out(table: Node) -> None:
    """Give every cell of a table its column and row, within what is free, and say whether its head calls a note.

    A cell that would reach over another one, or below the last row, is cut: nothing may stop the page.
    """
    rows = table["rows"]
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        for cell in row:
            x = next(x for x in range(len(taken) + 1) if (x, y) not in taken)
            down = min(cell["rowspan"], len(rows) - y)
            free = (n for n in range(cell["colspan"]) if (x + n, y) in taken)
            across = next(free, cell["colspan"])
            cell.update(x=x, y=y, colspan=across, rowspan=down)
            taken |= {(x + n, y + m) for n in range(across) for m in range(down)}
    table["columns"] = max((x + 1 for x, _ in taken), default=1)
    table["calls"] = any(node.get("k") == "note" for node in walk(rows[: table["head"]]))
    table["whole"] = len(rows) <= SMALL_ROWS and len(json.dumps(rows, ensure_ascii=False)) <= SMALL_TEXT * 8
