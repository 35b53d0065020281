"""The sources of a note marked in its text, each with its number."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from lxml import etree

from papers import markup
from papers.markup.writing import tag


class Span(NamedTuple):
    """A stretch of a text, and the number of the source that stands there."""

    start: int
    end: int
    number: int


def marked(html: str, printed: Sequence[tuple[int, str]]) -> SafeString:
    """Return the text of a note with each source marked that stands in it; `printed` are their numbers and their HTML."""
    note = markup.parse(html)
    spans = list(_spans(_words(note), printed))
    written, _end = _inner(note, 0, spans)
    return mark_safe(written)  # noqa: S308  # every text in it was escaped, every tag is one that the cleaner left


def _spans(text: str, printed: Sequence[tuple[int, str]]) -> Iterator[Span]:
    """Yield where the sources stand, one behind the other; what is not found is not marked."""
    end = 0
    for number, html in printed:
        words = _words(markup.parse(html)).strip()
        start = text.find(words, end) if words else -1
        if start >= 0:
            end = start + len(words)
            yield Span(start, end, number)


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _inner(element: etree._Element, at: int, spans: Sequence[Span]) -> tuple[str, int]:
    """Return what stands in an element, marked, and where in the whole text it ends."""
    parts = [_text(element.text or "", at, spans)]
    at += len(element.text or "")
    for child in element:
        inner, at = _inner(child, at, spans)
        parts.append(tag(str(child.tag), inner, {str(k): str(v) for k, v in child.attrib.items()}))
        parts.append(_text(child.tail or "", at, spans))
        at += len(child.tail or "")
    return "".join(parts), at


def _text(text: str, at: int, spans: Sequence[Span]) -> str:
    """Return a stretch of plain text as HTML, the part of it that belongs to a source in a mark."""
    parts, done = [], 0
    for span in spans:
        start, end = max(span.start - at, done), min(span.end - at, len(text))
        if start < end:
            parts.append(markup.escape(text[done:start]))
            inner = markup.escape(text[start:end])
            # Its number stands where it begins, and not again behind each italic.
            is_first = span.start - at >= 0
            parts.append(tag("mark", inner, {"data-source": str(span.number)} if is_first else {}))
            done = end
    return "".join([*parts, markup.escape(text[done:])])
