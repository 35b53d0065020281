"""A printed note into its items, its comment and what stays unread."""

import re
from collections.abc import Iterable
from itertools import pairwise

from references.notes import japanese_diet, japanese_law, placing, short, traces
from references.notes.facts import either
from references.notes.items import Item, Note, item
from references.notes.japanese import Japanese
from references.notes.japanese_facts import referring
from references.notes.japanese_heads import OPENER, PARTICLE
from references.notes.judging import JAPANESE, is_spoken, judged
from references.notes.pieces import Piece, after, pieces
from references.notes.source import Comment, Source
from references.notes.splitting import OP_CIT, Segment, segments
from references.notes.vocabulary_ja import JOINTS, OPENERS, REFERRING
from references.notes.western import Western

LATIN = re.compile(r"[A-Za-z]")
STOPS = " 　;；。"
# Signs that are not seen: marks of direction and order, and what no database keeps. A space is as long.
UNSEEN = dict.fromkeys(
    [0, 0xFEFF, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], " "
)
# What word processors and editors leave behind, and signs alone.
GARBAGE = re.compile(
    r"Error! .*|\[\[.*\]\].*|\W*(?:[\[［{【][^\s\[\]［］{}【】]{1,20}[\]］}】])?\W*", re.DOTALL
)
JOINT = re.compile(f"(?:{either(JOINTS)})、?")
# Japanese words before a source in Latin letters.
LATIN_LEAD = re.compile(
    rf"(?:(?:{either(OPENERS)})|[^A-Za-z「『“\"*]{{2,200}}?(?:は|として|について|に関して|では|につき))[、，]?\s*(?=[A-Z“*\"])"
)
CITED = re.compile(r"[\d〇一二三四五六七八九]年|頁|https?://|\b(?:1[89]|20)\d\d\b")


def read(text: str, language: str | None = None) -> Note:
    """Return the reading of a printed note, in Chicago's notes style (CMOS 14.19–305) or the Japanese one (SIST 02).

    `language` decides only where the note itself shows no script: which order of parts to expect. Titles in italics
    may be marked *so*; text without marks is read by the order of its parts. A text that cites nothing is a comment; one
    that shows signs of a source is unread when nothing at all was read in the note.
    """
    printed = text.strip().translate(UNSEEN)
    items: list[Item] = []
    comments: list[Comment] = []
    unread: list[Comment] = []
    for segment in segments(printed):
        source = _source(printed, segment, language)
        if source:
            _same_author(source, items)
            items.append(item(source, (segment.start, segment.end)))
            comments.extend(source.comments)
            unread.extend(source.unread)
        else:
            words = unread if _is_garbage(printed, segment) else comments
            words.append((segment.start, printed[segment.start : segment.end]))
    if not items:
        unread.extend(said for said in comments if traces.are_in(said[1]))
        comments = [said for said in comments if said not in unread]
    return Note(tuple(items), _joined(printed, comments), " … ".join(text for _at, text in sorted(unread)))


def _is_garbage(printed: str, segment: Segment) -> bool:
    return GARBAGE.fullmatch(printed, segment.start, segment.end) is not None


def _same_author(source: Source, before: list[Item]) -> None:
    """同『…』 is by the author of the source before it."""
    if before and source.fields.get("author") == [{"literal": "同"}] and "author" in before[-1].item:
        source.fields["author"] = before[-1].item["author"]


def _joined(printed: str, comments: Iterable[Comment]) -> str:
    """Join comments in the order of the note; what stood side by side, or a stop apart, stays so."""
    joined, end = "", 0
    for at, text in sorted(comments):
        beside = joined and not printed[end:at].strip(STOPS)
        joined += (printed[end:at] if beside else " … " if joined else "") + text
        end = at + len(text)
    return joined.strip()


def _source(printed: str, segment: Segment, language: str | None) -> Source | None:
    """Return the source that the segment is, or None when it is a sentence or garbage."""
    if _is_garbage(printed, segment):
        return None
    found, said = _without_referring(printed, pieces(segment.tokens))
    found, lead = _without_lead(printed, found)
    if not found:
        return None
    read_as = _japanese if is_japanese(printed, found, language) else _western
    source = read_as(printed, found)
    if source:
        source.comments.extend([*lead, *said])
    return source


def _without_referring(printed: str, found: list[Piece]) -> tuple[list[Piece], list[Comment]]:
    """Take を参照 and が詳しい。 off the end: they speak of the source before them."""
    words = referring(found[-1].text) if found and found[-1].kind == "text" else ""
    if not words:
        return found, []
    last = found[-1]
    text = last.text.rstrip(" 。．.").removesuffix(words).rstrip()
    kept = [last._replace(text=text, end=last.start + len(text))] if text else []
    # The sentence's own stop stays with its words.
    stop = "。" if words not in REFERRING and printed.startswith("。", last.end) else ""
    return [*found[:-1], *kept], [(last.start + len(text), words + stop)]


def _without_lead(printed: str, found: list[Piece]) -> tuple[list[Piece], list[Comment]]:
    """Take off および, which joins a source to the one before it, and Japanese words that lead to a Western one."""
    if not found:
        return found, []
    has_title = any(piece.is_title or OP_CIT in piece.text for piece in found)
    joint = JOINT.match(printed, found[0].start) if has_title else None
    found = after(found, joint.end()) if joint else found
    lead = LATIN_LEAD.match(printed, found[0].start) if found else None
    rest = after(found, lead.end()) if lead else []
    if not lead or not rest or is_japanese(printed, rest):
        return found, []
    return rest, [(lead.start(), lead.group().strip("、， 　"))]


def is_japanese(printed: str, found: list[Piece], language: str | None = None) -> bool:
    """Tell by the names before the first title, by the title's own script and quotes, or by the first words."""
    first = next((at for at, piece in enumerate(found) if piece.is_title), 0)
    before = "".join(piece.text for piece in found[:first]) if first else found[0].text
    if JAPANESE.search(before) or (found[first].is_title and printed[found[first].start] in "「『"):
        return True
    return language == "ja" and not first and not LATIN.search(before)


def _western(printed: str, found: list[Piece]) -> Source | None:
    western = Western(printed, found)
    if formed := short.read(printed[western.start : found[-1].end]):
        return _moved(formed, western.start, western.source.comments)
    return judged(western.read())


def _japanese(printed: str, found: list[Piece]) -> Source | None:
    start, end = found[0].start, found[-1].end
    opener = OPENER.match(printed, start, end)
    for begin, comments in [(start, []), *_opened(start, opener), *_after_topic(printed, start, end)]:
        text = printed[begin:end]
        formed = short.read(text) or japanese_diet.read(text) or japanese_law.read(text)
        if formed:
            return None if is_spoken(text) else _moved(formed, begin, comments)
    if _has_quoted_word(found) and not CITED.search(printed[start:end]):
        return None
    return judged(Japanese(printed, found).read())


def _has_quoted_word(found: list[Piece]) -> bool:
    """Tell quotes in the midst of a sentence, before a particle."""
    followed = pairwise(found)
    return any(
        piece.is_title and following.glued and following.kind == "text" and PARTICLE.match(following.text)
        for piece, following in followed
    )


def _opened(start: int, opener: re.Match[str] | None) -> list[tuple[int, list[Comment]]]:
    """Return where the source begins after an opener, たとえば, and the opener as a comment."""
    return [(opener.end(), [(start, opener.group().rstrip("、"))])] if opener else []


def _after_topic(printed: str, start: int, end: int) -> list[tuple[int, list[Comment]]]:
    """Return where the source begins after the topic of the sentence, …については、, and the topic as a comment."""
    at = printed.rfind("は、", start, end)
    return [(at + 2, [(start, printed[start : at + 1])])] if at > start else []


def _moved(formed: Source, start: int, lead: list[Comment]) -> Source:
    """Return a source that was read from its own text, with its words where they stand in the note."""
    if "short" not in formed.signs:
        placing.settle(formed)
    formed.comments = [*lead, *((start + at, text) for at, text in formed.comments)]
    formed.unread = [(start + at, text) for at, text in formed.unread]
    return formed
