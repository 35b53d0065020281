"""What pandoc's document is made of: questions about its nodes."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from papers.importing import marks

Node = dict[str, Any]
Attributes = list[Any]


def escaped(content: str) -> str:
    """Return text as HTML."""
    return escape(content, quote=False)


def text(nodes: Iterable[Any]) -> str:
    """Return the plain text of inline or block nodes, notes apart."""
    return "".join(map(_text, nodes))


def _text(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_text, node))
    if not isinstance(node, dict):
        return ""
    match node.get("t"):
        case "Str":
            return str(node["c"])
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Note":
            return ""
        case "Code" | "CodeBlock" | "Math" | "RawInline" | "RawBlock":
            return str(node["c"][1])
    return _text(node.get("c"))


def several(value: Node | None) -> list[Node]:
    """Return the values of a list of metadata, or the one value that is no list."""
    if not value:
        return []
    return list(value["c"]) if value["t"] == "MetaList" else [value]


def plain(value: Node | None) -> str:
    """Return what a value of metadata says as plain text; of a named thing, its name or its whole."""
    if not value:
        return ""
    if value["t"] == "MetaMap":
        named = value["c"].get("name")
        return plain(named) if named else ", ".join(map(plain, value["c"].values()))
    if value["t"] == "MetaList":
        return ", ".join(map(plain, value["c"]))
    return str(value["c"]) if value["t"] in ("MetaString", "MetaBool") else text(value["c"])


def headers(blocks: list[Node]) -> Iterator[tuple[Node, int]]:
    """Yield every heading outside quotations, lists and tables, with its top-level place."""
    for place, block in enumerate(blocks):
        for inner in unwrapped(block):
            if inner["t"] == "Header":
                yield inner, place


def unwrapped(block: Node) -> Iterator[Node]:
    """Yield a block, or the blocks in its divisions."""
    if block["t"] == "Div":
        for inner in block["c"][1]:
            yield from unwrapped(inner)
    else:
        yield block


def without(blocks: list[Node], header: Node) -> list[Node]:
    """Return the blocks without one heading, which may stand in divisions."""
    kept: list[Node] = []
    for block in blocks:
        if block["t"] == "Div":
            attributes, inner = block["c"]
            kept.append({"t": "Div", "c": [attributes, without(inner, header)]})
        elif block is not header:
            kept.append(block)
    return kept


def style(attributes: Attributes) -> str:
    """Return the name of the style that a document gave a block, or the empty string."""
    return str(dict(attributes[2]).get("custom-style", ""))


def is_styled(block: Node, name: str) -> bool:
    """Return whether a block is a division in the style of this name."""
    return block["t"] == "Div" and style(block["c"][0]) == name


def items(block: Node) -> list[list[Node]] | None:
    """Return the items of a list, None for any other block."""
    match block["t"]:
        case "BulletList":
            found: list[list[Node]] = block["c"]
            return found
        case "OrderedList":
            numbered: list[list[Node]] = block["c"][1]
            return numbered
    return None


def goes_on(above: Node, block: Node) -> bool:
    """Return whether a list has the next number, or the sign, of the list above and no passage of its own."""
    if block["t"] != above["t"] or marks.PASSAGE in text([block]):
        return False
    return block["t"] == "BulletList" or block["c"][0][0] == above["c"][0][0] + len(above["c"][1])


def unquoted(blocks: list[Node]) -> list[Node]:
    """Return the blocks without the quotation that their indent was taken for."""
    return [inner for block in blocks for inner in (block["c"] if block["t"] == "BlockQuote" else [block])]


def cells(table: Node) -> list[Node]:
    """Return the blocks in all cells of a table, tables in it opened too."""
    _attributes, _caption, _columns, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    blocks = [block for row in rows for cell in row[1] for block in cell[4]]
    return [each for block in blocks for each in (cells(block) if block["t"] == "Table" else [block])]
