"""A printing → plain text: lines of a width for reading, headings that show, notes numbered at the end."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree

from papers import markup
from papers.exporting import pdf, tree
from papers.exporting.printing import Printing
from papers.rendering.calls import CLOSING
from papers.rendering.endnotes import kind_label

# Columns of a line; a kanji takes two. Wide lines break anywhere but before a mark that closes.
WIDTH = 76
OPENING = frozenset("「『（〔［｛〈《【“‘([")
# Small kana and what repeats or lengthens a sign belong to the one before.
SMALL = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶー々ゝゞヽヾ")
_TOKEN = re.compile(r"\s+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff]+|.", re.DOTALL)


def write(edition: Printing) -> bytes:
    """Return the edition as text in UTF-8, its lines ended as on every system that reads them: by a line feed."""
    with translation.override(edition.tongue.words):
        parts = [part for part in _parts(edition) if part.strip()]
    return ("\n\n".join(parts) + "\n").encode()


def _parts(edition: Printing) -> Iterator[str]:
    frozen = edition.document
    yield from _head(edition)
    if frozen.abstract:
        yield headed(_("Abstract"), "-")
        yield from Writer({}).blocks(frozen.abstract)
    yield from Writer(edition.numbers).blocks(frozen.body)
    if frozen.notes:
        yield headed(_("Notes"), "-")
        notes = {note.key: note for note in frozen.notes}
        for key, number in sorted(edition.numbers.items(), key=lambda pair: pair[1]):
            kind, html = kind_label(notes[key].kind), notes[key].html
            says_so = kind and markup.text(html).casefold().startswith(kind.casefold())
            text = said(markup.parse(html), {})
            yield hung(f"[{number}] ", f"{kind} {text}" if kind and not says_so else text)
    if edition.sources:
        yield headed(_("References"), "-")
        yield from (hung("- ", said(markup.parse(source.html), {})) for source in edition.sources)
    yield "\n".join(["-" * WIDTH, *_record(edition)])


def _head(edition: Printing) -> Iterator[str]:
    frozen, series = edition.document, edition.document.series
    if series:
        yield wrapped("  ".join(said.text for said in (series.name, series.genre, series.number) if said))
    if edition.retraction:
        mark = _("This paper was retracted on %(day)s.") % {"day": edition.retraction.day}
        yield wrapped(f"*** {mark} {edition.retraction.reason.text}".strip())
    yield headed(frozen.title, "=")
    yield wrapped(frozen.subtitle)
    for person in frozen.authors:
        about = _(", ").join(said.text for said in (person.affiliation, person.position) if said)
        yield wrapped(person.name.text) + (f"\n{wrapped(about)}" if about else "")
    yield "\n".join(fact["text"] for fact in pdf.facts(edition))
    if series and series.notice:
        title = f"{series.notice_title.text}\n" if series.notice_title else ""
        yield "\n".join(
            f"| {line}" for line in (title + wrapped(markup.text(series.notice.text), WIDTH - 2)).split("\n")
        )


def _record(edition: Printing) -> Iterator[str]:
    for pair in pdf.particulars(edition):
        text = markup.line(markup.text(pair["html"])) if "html" in pair else pair["text"]
        yield hung("", f"{pair['label']}: {text}", indent=2)


@dataclass(frozen=True)
class Writer:
    """Writes the blocks of a body as text; `numbers` are those of its notes."""

    numbers: Mapping[str, int]
    width: int = WIDTH

    def blocks(self, body: str | etree._Element) -> Iterator[str]:
        for block in markup.parse(body) if isinstance(body, str) else body:
            yield self.block(block)

    def block(self, block: etree._Element) -> str:
        match block.tag:
            case "h2":
                return headed(said(block, self.numbers), "-")
            case "h3" | "h4":
                mark = "##" if block.tag == "h3" else "###"
                return wrapped(f"{mark} {said(block, self.numbers)}", self.width)
            case "blockquote":
                return self.indented(block, "    ", "    ")
            case "ul" | "ol":
                return self.items(block)
            case "table":
                return self.table(block)
            case "figure":
                return self.figure(block)
        return wrapped(said(block, self.numbers), self.width)

    def indented(self, block: etree._Element, first: str, rest: str) -> str:
        inner = Writer(self.numbers, self.width - wide(rest))
        lines = "\n\n".join(inner.blocks(block)).split("\n")
        return "\n".join(f"{rest if place else first}{line}".rstrip() for place, line in enumerate(lines))

    def items(self, block: etree._Element) -> str:
        first = int(block.get("start", "1"))
        marks = (f"{n}. " if block.tag == "ol" else "- " for n in range(first, first + len(block)))
        written = (
            self.indented(item, mark, " " * len(mark)) for item, mark in zip(block, marks, strict=True)
        )
        return "\n".join(written)

    def table(self, block: etree._Element) -> str:
        """Return a table with a line for each row, its cells parted by a bar; the heads are parted by a rule."""
        caption, rows = block.find("caption"), block.findall("tbody/tr")
        lines = [" | ".join(self.cell(cell) for cell in row) for row in rows]
        if heads := tree.heads(rows):
            lines.insert(heads, "-" * min(self.width, max(map(wide, lines))))
        title = [wrapped(said(caption, self.numbers), self.width)] if caption is not None else []
        return "\n".join([*title, *lines])

    def cell(self, cell: etree._Element) -> str:
        return markup.line(" ".join(said(block, self.numbers) for block in cell))

    def figure(self, block: etree._Element) -> str:
        image, caption = block.find("img"), block.find("figcaption")
        alt = image.get("alt", "") if image is not None else ""
        words = [f"[{_('Picture')}: {alt}]"] if alt else []
        words += [said(caption, self.numbers)] if caption is not None else []
        return "\n".join(wrapped(line, self.width) for line in words)


def said(element: etree._Element, numbers: Mapping[str, int]) -> str:
    """Return the words of an element: calls as [1], readings in brackets, the address of a link behind its words."""
    parts = [element.text or ""]
    for child in element:
        key = child.get(markup.CALL)
        if key is not None:
            parts.append(f"[{numbers.get(key, '?')}]")
        elif child.tag == "br":
            parts.append("\n")
        elif child.tag == "rt":
            parts.append(f"（{child.text or ''}）")
        else:
            parts.append(said(child, numbers))
            parts.append(_address(child))
        parts.append(child.tail or "")
        if child.tag == "p" and child.getnext() is not None:
            parts.append("\n")
    return "".join(parts)


def _address(link: etree._Element) -> str:
    """Return where a link leads when its words do not say so."""
    href = link.get("href", "").removeprefix("mailto:") if link.tag == "a" else ""
    return f" <{href}>" if href and href not in markup.text(link) else ""


def headed(text: str, rule: str) -> str:
    lines = wrapped(text).split("\n")
    return "\n".join([*lines, rule * min(WIDTH, max(map(wide, lines)))])


def hung(mark: str, text: str, indent: int | None = None) -> str:
    """Return a text behind its mark, its further lines below its first word."""
    rest = " " * (len(mark) if indent is None else indent)
    lines = wrapped(text, WIDTH - len(rest)).split("\n")
    return "\n".join(f"{rest if place else mark}{line}".rstrip() for place, line in enumerate(lines))


def wide(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def wrapped(text: str, width: int = WIDTH) -> str:
    """Return the text in lines; a word that is longer than a line has one of its own."""
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph, width))


def _lines(text: str, width: int) -> Iterator[str]:
    line, length = "", 0
    for token in _tokens(text):
        columns = wide(token)
        if length and length + columns > width and not token.isspace():
            yield line.rstrip()
            line, length = "", 0
        if line or not token.isspace():
            line, length = line + token, length + columns
    yield line.rstrip()


def _tokens(text: str) -> Iterator[str]:
    """Yield what no line may part: words, and signs with what opens before them and closes behind."""
    held = ""
    for token in _TOKEN.findall(text):
        closes = CLOSING.match(token) is not None or token in SMALL or token.startswith("[")
        if held and (closes or held[-1] in OPENING) and not held.isspace():
            held += token
            continue
        if held:
            yield held
        held = token
    if held:
        yield held
