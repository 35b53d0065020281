"""A note into its segments: sources apart from one another, and sentences apart from sources."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from references.notes import facts, japanese_names, locators, names, outlets, parentheses
from references.notes.judging import JAPANESE, is_spoken
from references.notes.line import is_imprint
from references.notes.marks import Token, scan
from references.notes.pieces import Piece, pieces
from references.notes.vocabulary_ja import CONTAINERS, JOINTS

OP_CIT = "前掲"
DATED = re.compile(r"\b(?:1[89]|20)\d\d\b|\d年|[\d０-９]\s?(?:頁|ページ)|https?://")


JAPANESE_TITLE = re.compile(r"[『「]")
JOINT = re.compile(rf"^(?:{facts.either(JOINTS)})、?")


class Segment(NamedTuple):
    """A stretch of a note that is one source or a sentence; its end includes the stop."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    mark: str = ""


def segments(text: str) -> list[Segment]:
    """Return the segments in order; semicolons and the ends of sentences part them (CMOS 14.57)."""
    found: list[Segment] = []
    for tokens, end in _sentences(scan(text)):
        segment = Segment(tuple(tokens), tokens[0].start, end, text[end - 1 : end])
        if found and _belongs(found[-1], segment):
            stop = Token("stop", "", found[-1].end, found[-1].end)
            found[-1] = Segment((*found[-1].tokens, stop, *segment.tokens), found[-1].start, end)
        else:
            found.append(segment)
    return [part for segment in found for each in _enclosed(segment) for part in _sources(each)]


def _enclosed(segment: Segment) -> Iterator[Segment]:
    """Part a sentence, or a source, from those in parentheses at its end: …と論じている（佐道明広『…』2003年）。"""
    last, before = segment.tokens[-1], segment.tokens[:-1]
    is_source = (
        last.kind in ("round", "square") and JAPANESE_TITLE.search(last.text) and DATED.search(last.text)
    )
    if not is_source or not before or not (_is_spoken(before) or _is_dated(before)):
        yield segment
        return
    yield Segment(before, segment.start, before[-1].end)
    at = last.start + 1
    inner = [token._replace(start=token.start + at, end=token.end + at) for token in scan(last.text)]
    for tokens, end in _sentences(inner):
        yield Segment(tuple(tokens), tokens[0].start, end)


def _is_spoken(tokens: Sequence[Token]) -> bool:
    return tokens[-1].kind == "text" and is_spoken(tokens[-1].text)


def _is_dated(tokens: Sequence[Token]) -> bool:
    """Tell a source that is complete: the parenthesis after it holds another, as a translation of it."""
    return any(DATED.search(token.text) for token in tokens if not token.is_title)


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], int]]:
    current: list[Token] = []
    for token in tokens:
        if token.kind == "semicolon" or token.kind == "stop":
            if current:
                yield current, token.end if token.kind == "stop" else current[-1].end
            current = []
        else:
            current.append(token)
    if current:
        yield current, current[-1].end


def _belongs(before: Segment, segment: Segment) -> bool:
    """Tell whether a stop only parts what a bibliography parts: names. Title. Place: Publisher, year. Access."""
    if len(before.tokens) > MANY:
        return False
    if segment.tokens[0].is_title and len(before.tokens) == 1 and names.has_head(before.tokens[0].text):
        return names.is_body(before.tokens[0].text)
    return (
        _is_names(before)
        or _is_body(before)
        or _is_published(before, segment)
        or all(_is_fact(piece) for piece in pieces(segment.tokens))
    )


def _is_body(before: Segment) -> bool:
    """Tell the body that has published what follows a plain stop, as SIST 02 prints it: 日本学術会議. …に関する声明."""
    text = before.tokens[0].text
    is_alone = len(before.tokens) == 1 and before.tokens[0].kind == "text" and before.mark == "."
    return (
        is_alone
        and bool(JAPANESE.search(text))
        and japanese_names.is_body(text)
        and japanese_names.is_name(text)
    )


def _is_published(before: Segment, segment: Segment) -> bool:
    """Tell names and a title, a stop, and who published it when: "Seth G. Jones, Empty Bins. CSIS, January 2023"."""
    texts = [piece.text for piece in pieces(before.tokens) if piece.kind == "text"]
    found = pieces(segment.tokens)[:2]
    if (
        len(texts) != len(pieces(before.tokens))
        or len(texts) < 2
        or len(found) < 2
        or found[0].kind != "text"
    ):
        return False
    read = facts.find(found[1].text)
    publishes = outlets.is_house(found[0].text) or outlets.is_institution(found[0].text)
    return names.begins_with_person(texts[0]) and publishes and read is not None and read.sign == "date"


MANY = 60  # tokens of one source


def _is_names(segment: Segment) -> bool:
    found = pieces(segment.tokens)
    if not found or any(piece.kind != "text" for piece in found) or len(found) > 6:
        return False
    texts = [piece.text for piece in found]
    if len(found) == 2 and names.inverted(texts[0], texts[1]):
        return True
    return (
        names.listed(texts) == len(texts)
        and all(len(text.split()) > 1 for text in texts)
        and all(map(_is_person, texts))
    )


def _is_person(text: str) -> bool:
    return all(names.is_person(part) for part in names.AND.split(names.OTHERS.sub("", text)) if part)


def _is_fact(piece: Piece) -> bool:
    if piece.kind == "text":
        found = facts.find(piece.text)
        return (
            bool(found and found.sign in ("date", "accessed", "locator", "volume"))
            or bool(locators.bare(piece.text))
            or is_imprint(piece.text)
        )
    if piece.kind == "round":
        found = parentheses.find(piece.text)
        return bool(found) and found is not None and found.sign in ("date", "accessed", "imprint")
    is_address = piece.kind == "address" or (piece.kind == "angle" and piece.text.startswith("http"))
    return is_address or (piece.kind == "square" and parentheses.bracketed(piece.text) is not None)


def _sources(segment: Segment) -> Iterator[Segment]:
    """Part sources that follow one another by a comma: after a year or a page, a name and a title begin the next."""
    start, chunks = 0, list(_chunks(segment.tokens))
    has_title = is_dated = was_short = False
    for chunk, (first, last) in enumerate(chunks):
        part = segment.tokens[first:last]
        titled = any(token.is_title for token in part)
        is_short = part[0].kind == "text" and OP_CIT in part[0].text
        if (titled and has_title and is_dated and _begins(part)) or (is_short and (is_dated or was_short)):
            cut = max(start, chunks[_back_over_names(segment.tokens, chunks, chunk)][0])
            if cut > start:
                yield _cut(segment, start, cut)
            start, is_dated = cut, False
        was_short = was_short or is_short
        has_title = has_title or titled
        is_dated = is_dated or _is_dated(part)
    yield _cut(segment, start, len(segment.tokens))


def _begins(part: Sequence[Token]) -> bool:
    """Tell whether a source begins: a Japanese name before Japanese quotes, a newspaper, or "and" before a title."""
    text = part[0].text
    if part[0].kind == "book":
        return outlets.is_news(text)
    if part[0].kind != "text":
        return False
    if JAPANESE.search(text):
        return japanese_names.is_name(JOINT.sub("", text)) and text not in CONTAINERS
    return part[1].is_title and (text == "and" or (text.startswith("and ") and names.listed([text]) > 0))


def _cut(segment: Segment, start: int, end: int) -> Segment:
    tokens = segment.tokens[start:end]
    last = segment.end if end == len(segment.tokens) else tokens[-1].end
    return Segment(tokens, tokens[0].start, last)


def _chunks(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield first and last index of what stands between commas."""
    first = 0
    for at, token in enumerate(tokens):
        if token.kind == "comma":
            if at > first:
                yield first, at
            first = at + 1
    if first < len(tokens):
        yield first, len(tokens)


def _back_over_names(tokens: Sequence[Token], chunks: Sequence[tuple[int, int]], chunk: int) -> int:
    """Return where the list of names begins that ends in the chunk."""
    while chunk > 1:
        first, last = chunks[chunk - 1]
        text = tokens[first].text
        if (
            last - first > 1
            or tokens[first].kind != "text"
            or DATED.search(text)
            or any(char.isdigit() for char in text)
        ):
            break
        if OP_CIT in text or not japanese_names.is_name(text):
            break
        chunk -= 1
    return chunk
