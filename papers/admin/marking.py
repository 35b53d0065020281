"""The sources of a note marked in its text, each with its number."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from lxml import etree

from papers import markup
from papers.markup.writing import tag


class Span(NamedTuple):
    """A stretch of a text, the number of the source that stands there, and whether that begins with it."""

    start: int
    end: int
    number: int
    is_first: bool = True


def marked(html: str, printed: Sequence[tuple[int, str]]) -> SafeString:
    """Return the text of a note with each source marked that stands in it; `printed` are their numbers and their HTML."""
    note = markup.parse(html)
    spans = _spans(_words(note), printed)
    written, _end = _inner(note, 0, spans)
    return mark_safe(written)  # noqa: S308  # every text in it was escaped, every tag is one that the cleaner left


def _spans(text: str, printed: Sequence[tuple[int, str]]) -> list[Span]:
    """Return where the sources stand, in the order of the text; what is not found is not marked."""
    found: list[Span] = []
    end = 0
    for number, html in printed:
        words = _words(markup.parse(html)).strip()
        # One behind the other; words that were not understood stand within the source that they belong to.
        start = next((at for at in (text.find(words, end), text.find(words)) if words and at >= 0), -1)
        if start >= 0:
            end = start + len(words)
            found = [*_outside(found, start, end), Span(start, end, number)]
    return sorted(found)


def _outside(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """Yield what is left of the spans beside a stretch that belongs to another source."""
    for span in spans:
        if span.start < min(span.end, start):
            yield span._replace(end=min(span.end, start))
        if max(span.start, end) < span.end:
            yield span._replace(start=max(span.start, end), is_first=span.start >= end and span.is_first)


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
            is_first = span.is_first and span.start >= at
            parts.append(tag("mark", inner, {"data-source": str(span.number)} if is_first else {}))
            done = end
    return "".join([*parts, markup.escape(text[done:])])
