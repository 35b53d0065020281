"""The words that lead to a Western source, "For a fuller account, see", taken off as a comment (CMOS 14.37)."""

import re

from references.notes import names
from references.notes.pieces import Piece, after
from references.notes.source import Comment
from references.notes.vocabulary import AFTER_OPENERS, OPENERS

OPENER = "|".join(re.escape(word) for word in sorted(OPENERS, key=len, reverse=True))
MORE = "|".join(re.escape(word) for word in sorted(AFTER_OPENERS, key=len, reverse=True))
LEAD = re.compile(rf"(?:(?<=\s)|(?<=,)|^)(?:{OPENER})(?:,? ?(?:{MORE}))*,?:?\s+(?=[“\"‘*«\w])")
FIRST_LEAD = re.compile(
    rf"(?:(?:But|And|Also|Please),? )?(?:{OPENER})(?:,? ?(?:{MORE}))*,?:?\s+", re.IGNORECASE
)
AND = re.compile(r"(?:and|und|et)(?:\s+|$)")
# A sentence that ends in a name: "The classic statement is Norman Angell".
SAID = re.compile(
    r"(.{1,200}\b(?:is|are|was|were|remains|by|in|from|of|to|on|with|include|includes)) (\S.*)", re.DOTALL
)
# What a further source is for: "and, for a critique, …".
PURPOSE = re.compile(
    r"(?:and|but|or)?,? ?(?P<said>(?:for (?:an?|another|other|more|further|the|similar|different|contrary|opposing)\b|on )"
    r"[^“”\"*,;()]{1,80}[,:]) (?=[A-Z“\"*])"
)
# A title in quotes in a sentence, before the source: 'On the idea of a “developmental state,” see Chalmers Johnson'.
QUOTED_IN_LEAD = re.compile(
    rf"[^“”\"‘*()]{{0,200}}[“\"‘][^“”\"*()]{{1,120}}[”\"’]"
    rf"[^“”\"*();]{{0,120}}?[\s,](?:{OPENER})(?:,? ?(?:{MORE}))*,?:?\s+(?=[“\"*A-Z])"
)
LONGEST = 400  # characters before a source


def without_lead(text: str, found: list[Piece]) -> tuple[list[Piece], list[Comment]]:
    """Return the pieces of the source itself, and the comment that stood before them."""
    start = found[0].start
    if purpose := PURPOSE.match(text, start):
        return after(found, purpose.end()), [(purpose.start("said"), purpose["said"])]
    first = FIRST_LEAD.match(text, start) or _sentence_with_quotes(text, found)
    position = first.end() if first else start
    for lead in LEAD.finditer(text, position, _surely_begun(found)):
        position = lead.end()
    if not start < position < found[-1].end:
        return _without_sentence(_without_and(found))
    rest, comments = _without_sentence(_without_and(after(found, position)))
    return rest, [(start, text[start:position].strip()), *comments]


def _sentence_with_quotes(text: str, found: list[Piece]) -> re.Match[str] | None:
    """Match the sentence before a source that has words in quotes itself, which no names stand before."""
    is_named = found[0].kind == "text" and names.listed([found[0].text]) > 0 and " " in found[0].text
    return None if is_named else QUOTED_IN_LEAD.match(text, found[0].start)


def _surely_begun(found: list[Piece]) -> int:
    """Return where the source has begun at the latest: at its title or its parenthesis."""
    starts = (piece.start for piece in found[1:] if piece.kind not in ("text", "angle"))
    return min(next(starts, found[-1].end) + 1, found[0].start + LONGEST)


def _without_and(found: list[Piece]) -> list[Piece]:
    """Take off the "and" before the last source of several."""
    joined = AND.match(found[0].text) if found and found[0].kind == "text" else None
    return after(found, found[0].start + joined.end()) if joined and len(found) > 1 else found


def _without_sentence(found: list[Piece]) -> tuple[list[Piece], list[Comment]]:
    if not found or found[0].kind != "text" or not any(piece.is_title for piece in found[1:]):
        return found, []
    said = SAID.fullmatch(found[0].text)
    is_source = names.is_name(found[0].text) or names.correspondents(found[0].text)
    if not said or is_source or not names.begins_with_person(said[2]):
        return found, []
    return after(found, found[0].start + said.start(2)), [(found[0].start, said[1])]
