"""Pandoc's document → a draft: HTML with calls, notes by key, and everything that was not kept."""

import re
from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from papers.importing import captions, front, headings, marks, nodes, styles
from papers.importing.draft import Draft
from papers.importing.nodes import Node

# Gives the address of the stored image, or None (and reports why) when it is not kept.
PictureOf = Callable[[str, str], str | None]

_CAPTION = re.compile(r"caption|図表番号|図題", re.IGNORECASE)
_TAG = re.compile(r"</?(ruby|rb|rt|rp|sup|sub|em|strong|i|b|cite|br|u|a|span)\b[^<>]*>", re.IGNORECASE)
_STYLE_PARTS = {name: part for part, name in styles.PARTS.items()}


def draft(document: Node, picture: PictureOf, into: Draft) -> Draft:
    """Return `into`, filled with what pandoc's document says."""
    writer = _Writer(into, picture)
    front.read(document.get("meta", {}), into, writer.meta)
    writer.body(document.get("blocks", []))
    return into


class _Writer:
    """Writes one document; what it meets on the way goes into the draft."""

    def __init__(self, draft: Draft, picture: PictureOf) -> None:
        self.draft = draft
        self.lose = draft.report.lose
        self.picture = picture
        self.ranks: dict[int, int] = {}
        self.figures: list[str] = []
        self.inside_note = False
        self.note_kind = self.note_language = ""

    # -- the whole ---------------------------------------------------------------------------

    def meta(self, value: Node | None) -> str:
        if not value:
            return ""
        match value["t"]:
            case "MetaInlines":
                return self.inlines(value["c"])
            case "MetaBlocks":
                return self.blocks(value["c"])
            case "MetaString":
                return nodes.escaped(value["c"])
            case "MetaMap":
                return self.meta(value["c"].get("name"))
            case "MetaList":
                return "".join(f"<p>{self.meta(each)}</p>" for each in value["c"])
        return ""

    def body(self, blocks: list[Node]) -> None:
        found = list(nodes.headers(blocks))
        levels = [header["c"][0] for header, _place in found]
        titled = self.draft.title or any(
            nodes.is_styled(block, styles.PARTS["title"]) or marks.part_of(nodes.text([block])) == "title"
            for block in blocks
        )
        if not titled and found and headings.is_title(levels, found[0][1]):
            header = found[0][0]
            self.draft.title = self.inlines(header["c"][2])
            blocks, levels = nodes.without(blocks, header), levels[1:]
        self.ranks = headings.ranks(levels)
        self.draft.html += self.blocks(blocks, top=True)

    # -- blocks ------------------------------------------------------------------------------

    def blocks(self, blocks: list[Node], *, top: bool = False) -> str:
        pieces: list[tuple[str, str]] = []
        for block in _continued(blocks):
            written = self.block(block)
            if top:
                written += [("figure", figure) for figure in self.figures]
                self.figures = []
                written = _with_passages(written)
            pieces = _quoted_on(pieces, written)
        return "".join(html for _kind, html in captions.settle(pieces))

    def block(self, block: Node) -> list[tuple[str, str]]:
        write = getattr(self, f"block_{block['t'].lower()}", None)
        if write is None:
            self.lose(
                block["t"], nodes.text([block]), _("This kind of block is not known; its text is not kept.")
            )
            return []
        written: list[tuple[str, str]] = write(block.get("c"))
        return written

    def block_para(self, inlines: list[Node]) -> list[tuple[str, str]]:
        html = self.inlines(inlines)
        part = marks.part_of(html)
        return self.take_part(part, html) if part else [("p", f"<p>{html}</p>")]

    block_plain = block_para

    def block_header(self, content: list[Any]) -> list[tuple[str, str]]:
        level, _attributes, inlines = content
        # A heading that is bold throughout is a heading, not an emphasis.
        while len(inlines) == 1 and inlines[0]["t"] == "Strong":
            inlines = inlines[0]["c"]
        rank = self.ranks.get(level, headings.DEEPEST)
        return [("h", f"<h{rank}>{self.inlines(inlines)}</h{rank}>")]

    def block_blockquote(self, blocks: list[Node]) -> list[tuple[str, str]]:
        return [("quote", f"<blockquote>{self.blocks(blocks)}</blockquote>")]

    def block_bulletlist(self, items: list[list[Node]]) -> list[tuple[str, str]]:
        return [("list", f"<ul>{self.items(items)}</ul>")]

    def block_orderedlist(self, content: list[Any]) -> list[tuple[str, str]]:
        (start, style, _delimiter), items = content
        if style["t"] not in ("DefaultStyle", "Decimal"):
            why = _("Lists are numbered 1, 2, 3 here; the letters or Roman numerals are not kept.")
            self.lose(_("numbering of a list"), nodes.text(items[0]), why)
        first = f' start="{start}"' if start != 1 else ""
        return [("list", f"<ol{first}>{self.items(items)}</ol>")]

    def items(self, items: list[list[Node]]) -> str:
        return "".join(f"<li>{self.blocks(item)}</li>" for item in items)

    def block_definitionlist(self, content: list[Any]) -> list[tuple[str, str]]:
        pieces = []
        for term, definitions in content:
            self.lose(_("list of terms"), nodes.text(term), _("It is kept as paragraphs, the term in bold."))
            pieces.append(("p", f"<p><strong>{self.inlines(term)}</strong></p>"))
            pieces += [piece for blocks in definitions for block in blocks for piece in self.block(block)]
        return pieces

    def block_lineblock(self, lines: list[list[Node]]) -> list[tuple[str, str]]:
        return [("p", f"<p>{'<br>'.join(map(self.inlines, lines))}</p>")]

    def block_codeblock(self, content: list[Any]) -> list[tuple[str, str]]:
        code = content[1]
        self.lose(_("program code"), code, _("It is kept as an ordinary paragraph."))
        return [("p", f"<p>{'<br>'.join(map(escape, code.splitlines()))}</p>")]

    def block_rawblock(self, content: list[Any]) -> list[tuple[str, str]]:
        form, raw = content
        if form == "html" and not re.match(r"\s*<(script|style|iframe|object|embed|!--)", raw, re.IGNORECASE):
            return [("raw", raw)]
        self.lose_raw(raw)
        return []

    def block_horizontalrule(self, _content: None) -> list[tuple[str, str]]:
        self.lose(_("rule"), "", _("A body has no rules between paragraphs."))
        return []

    def block_null(self, _content: None) -> list[tuple[str, str]]:
        return []

    def block_div(self, content: list[Any]) -> list[tuple[str, str]]:
        attributes, blocks = content
        style = nodes.style(attributes)
        if style in styles.RECORD:
            if said := nodes.text(blocks):
                why = _("The site prints it around the text by itself.")
                self.lose(_("line of an exported file"), said, why)
            return []
        part = _STYLE_PARTS.get(style)
        if part and not self.inside_note:
            return [piece for block in blocks for piece in self.take_block(part, block)]
        pieces = [piece for block in blocks for piece in self.block(block)]
        if _CAPTION.search(style):
            return [("caption", html) for _kind, html in pieces]
        return pieces

    def take_block(self, part: str, block: Node) -> list[tuple[str, str]]:
        if block["t"] in ("Para", "Plain"):
            return self.take_part(part, self.inlines(block["c"]))
        return self.block(block)

    def take_part(self, part: str, html: str) -> list[tuple[str, str]]:
        """Give a paragraph in the style of a title or an author to the record; a second title is the subtitle."""
        if part == "title" and self.draft.title:
            part = "subtitle"
        if part == "abstract":
            self.draft.abstract += f"<p>{html}</p>"
        elif part == "author":
            self.draft.authors.append(html)
        elif getattr(self.draft, part):
            return [("p", f"<p>{html}</p>")]
        else:
            setattr(self.draft, part, html)
        return []

    def block_figure(self, content: list[Any]) -> list[tuple[str, str]]:
        _attributes, (_short, caption), blocks = content
        html = self.blocks(blocks)
        return self.figure_of(html, self.blocks(caption))

    def figure_of(self, html: str, caption: str) -> list[tuple[str, str]]:
        figures, self.figures = self.figures, []
        if len(figures) == 1 and caption:
            figures = [captions.on_figure(figures[0], caption)]
            caption = ""
        rest = [("raw", html)] if marks.strip(re.sub(r"<[^>]*>", "", html)).strip() else []
        below = [("caption", caption)] if caption else []
        return [*rest, *(("figure", figure) for figure in figures), *below]

    # -- tables ------------------------------------------------------------------------------

    def block_table(self, content: list[Any]) -> list[tuple[str, str]]:
        attributes, (_short, caption), _columns, head, bodies, foot = content
        if nodes.style(attributes) == "FigureTable":
            cells = [block for body in bodies for row in body[3] for cell in row[1] for block in cell[4]]
            return self.figure_of(self.blocks(cells), self.blocks(caption))
        rows = [self.row(row, len(row[1]), "col") for row in head[1]]
        for _attr, row_heads, body_heads, body_rows in bodies:
            rows += [self.row(row, len(row[1]), "col") for row in body_heads]
            rows += [self.row(row, row_heads, "row") for row in body_rows]
        rows += [self.row(row, 0, "") for row in foot[1]]
        above = f"<caption>{captions.inline(self.blocks(caption))}</caption>" if caption else ""
        return [("table", f"<table>{above}<tbody>{''.join(rows)}</tbody></table>")]

    def row(self, row: list[Any], heads: int, scope: str) -> str:
        return (
            "<tr>"
            + "".join(self.cell(cell, scope if at < heads else "") for at, cell in enumerate(row[1]))
            + "</tr>"
        )

    def cell(self, cell: list[Any], scope: str) -> str:
        _attributes, _alignment, row_span, column_span, blocks = cell
        if not scope and blocks and all(nodes.is_styled(block, styles.ROW_HEAD) for block in blocks):
            scope = "row"
        name = "th" if scope else "td"
        spans = f' rowspan="{row_span}"' * (row_span > 1) + f' colspan="{column_span}"' * (column_span > 1)
        scoped = f' scope="{scope}"' if scope else ""
        nested = [block for block in blocks if block["t"] == "Table"]
        for table in nested:
            self.lose(_("table inside a table"), nodes.text([table]), _("Its cells are kept as paragraphs."))
        flat = [
            each for block in blocks for each in (nodes.cells(block) if block["t"] == "Table" else [block])
        ]
        return f"<{name}{scoped}{spans}>{self.blocks(flat)}</{name}>"

    # -- inlines -----------------------------------------------------------------------------

    def inlines(self, inlines: list[Node]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Node) -> str:
        write = getattr(self, f"inline_{inline['t'].lower()}", None)
        if write is None:
            self.lose(
                inline["t"],
                nodes.text([inline]),
                _("This kind of text is not known; it is kept as it reads."),
            )
            return escape(nodes.text([inline]))
        written: str = write(inline.get("c"))
        return written

    def inline_str(self, content: str) -> str:
        return nodes.escaped(content)

    def inline_space(self, _content: None) -> str:
        return " "

    inline_softbreak = inline_space

    def inline_linebreak(self, _content: None) -> str:
        return "<br>"

    def inline_emph(self, inlines: list[Node]) -> str:
        return f"<em>{self.inlines(inlines)}</em>"

    def inline_strong(self, inlines: list[Node]) -> str:
        return f"<strong>{self.inlines(inlines)}</strong>"

    def inline_superscript(self, inlines: list[Node]) -> str:
        return f"<sup>{self.inlines(inlines)}</sup>"

    def inline_subscript(self, inlines: list[Node]) -> str:
        return f"<sub>{self.inlines(inlines)}</sub>"

    def inline_underline(self, inlines: list[Node]) -> str:
        self.lose(
            _("underline"), nodes.text(inlines), _("The text is kept; a body knows emphasis and bold only.")
        )
        return self.inlines(inlines)

    def inline_strikeout(self, inlines: list[Node]) -> str:
        self.lose(_("strike-through"), nodes.text(inlines), _("The text is kept without its line."))
        return self.inlines(inlines)

    def inline_smallcaps(self, inlines: list[Node]) -> str:
        self.lose(_("small capitals"), nodes.text(inlines), _("The text is kept in ordinary letters."))
        return self.inlines(inlines)

    def inline_quoted(self, content: list[Any]) -> str:
        kind, inlines = content
        left, right = "‘’" if kind["t"] == "SingleQuote" else "“”"
        return left + self.inlines(inlines) + right

    def inline_cite(self, content: list[Any]) -> str:
        return self.inlines(content[1])

    def inline_code(self, content: list[Any]) -> str:
        return nodes.escaped(content[1])

    def inline_math(self, content: list[Any]) -> str:
        self.lose(_("formula"), content[1], _("It is kept as its TeX source."))
        return nodes.escaped(content[1])

    def inline_rawinline(self, content: list[Any]) -> str:
        form, raw = content
        if form == "html" and _TAG.fullmatch(raw):
            return str(raw)
        self.lose_raw(raw)
        return ""

    def lose_raw(self, raw: str) -> None:
        if raw.lstrip().startswith("<!--"):
            said = raw.strip().removeprefix("<!--").removesuffix("-->").strip()
            self.lose(_("comment"), said, _("Comments are not part of the text."))
        else:
            self.lose(_("raw code"), raw, _("A body holds text only."))

    def inline_span(self, content: list[Any]) -> str:
        (_id, classes, pairs), inlines = content
        html = self.inlines(inlines)
        style = str(dict(pairs).get("custom-style", ""))
        if style in styles.NOTE_KINDS and self.inside_note:
            self.note_kind = styles.NOTE_KINDS[style]
            return ""
        if style == styles.BETWEEN_CALLS:
            return ""
        if style == styles.CREDIT:
            return f"<small>{html}</small>"
        if "mark" in classes:
            self.lose(_("highlighting"), nodes.text(inlines), _("The text is kept without its colour."))
        spoken = styles.LANGUAGE.fullmatch(style)
        if spoken and self.inside_note and not html.strip():
            self.note_language = self.note_language or spoken[1]
            return html
        language = spoken[1] if spoken else dict(pairs).get("lang")
        return f'<span lang="{escape(language)}">{html}</span>' if language and html else html

    def inline_link(self, content: list[Any]) -> str:
        _attributes, inlines, (target, _title) = content
        html = self.inlines(inlines)
        if target.startswith("#") or not html:
            return html
        try:
            scheme = urlsplit(target).scheme
        except ValueError:
            scheme = "?"
        if scheme in ("http", "https", "mailto"):
            return f'<a href="{escape(target)}">{html}</a>'
        self.lose(
            _("link"), f"{nodes.text(inlines)} ({target})", _("It does not lead to a web page or an address.")
        )
        return html

    def inline_image(self, content: list[Any]) -> str:
        _attributes, alternative, (source, _title) = content
        said = " ".join(nodes.text(alternative).split())
        address = self.picture(source, said)
        if address:
            self.figures.append(f'<figure><img src="{address}" alt="{escape(said)}"></figure>')
        return ""

    def inline_note(self, blocks: list[Node]) -> str:
        if self.inside_note:
            self.lose(_("note inside a note"), nodes.text(blocks), _("A note cannot be called from a note."))
            return ""
        self.inside_note, self.note_kind, self.note_language = True, "", ""
        kept, self.figures = self.figures, []
        html = self.blocks(blocks)
        if self.figures:
            self.lose(_("image in a note"), nodes.text(blocks), _("A note holds text only."))
        self.figures, self.inside_note = kept, False
        key = marks.key_of(html) or f"note-{len(self.draft.notes) + 1}"
        self.draft.notes.setdefault(key, html)
        if self.note_kind:
            self.draft.kinds[key] = self.note_kind
        if self.note_language:
            self.draft.languages[key] = self.note_language
        return marks.call(key)


def _continued(blocks: list[Node]) -> list[Node]:
    """Return the blocks, a further paragraph of an item within the item, and the list going on behind it."""
    done: list[Node] = []
    is_open = False
    for block in map(_quoted_list, blocks):
        above = nodes.items(done[-1]) if done else None
        if above and nodes.is_styled(block, styles.CONTINUED):
            above[-1].extend(nodes.unquoted(block["c"][1]))
            is_open = True
        elif above and is_open and nodes.goes_on(done[-1], block):
            above.extend(nodes.items(block) or [])
        else:
            done.append(block)
            is_open = False
    return done


def _quoted_list(block: Node) -> Node:
    """Return a list that stood in a quotation within one, any other block as it is."""
    first = next(iter(nodes.items(block) or []), [])
    if not first or not nodes.is_styled(first[0], styles.QUOTED_LIST):
        return block
    # What said so goes, so that the list is not taken for one once more.
    first[:1] = first[0]["c"][1]
    return {"t": "BlockQuote", "c": [block]}


def _quoted_on(pieces: list[tuple[str, str]], more: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return both; a quotation that has no passage of its own behind one that has is its next paragraph."""
    above = pieces[-1] if pieces else ("", "")
    follows = more[:1] and more[0][0] == "quote" and more[0][1].startswith("<blockquote>")
    if not (follows and above[1].startswith("<blockquote data-passage")):
        return pieces + more
    joined = above[1].removesuffix("</blockquote>") + more[0][1].removeprefix("<blockquote>")
    return [*pieces[:-1], ("quote", joined), *more[1:]]


def _with_passages(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pieces of one block, the passages that begin in it named on the first that says something."""
    found = [(kind, *marks.take_passages(html)) for kind, html in pieces]
    names = " ".join(name for _kind, _html, passages in found for name in passages)
    if not names:
        return pieces
    said = [(kind, html) for kind, html, _passages in found if html != "<p></p>"]
    if said:
        kind, html = said[0]
        said[0] = (kind, re.sub(r"^<([a-z0-9]+)", rf'<\1 data-passage="{names}"', html, count=1))
    return said
