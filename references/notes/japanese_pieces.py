"""The pieces of a Japanese source: a body's name with quotes in one, a newspaper apart from its day."""

import re
from collections.abc import Iterable, Iterator

from references.notes import dates, japanese_names, outlets
from references.notes.pieces import Piece, unfolded
from references.notes.vocabulary_ja import NAMED_BODIES

DATED = re.compile(
    r"(?P<name>[^\d０-９（）]{2,20}?)(?P<edition>(?:東京|大阪|西部|名古屋)?[朝夕]刊)?[ 　]?"
    r"(?P<date>(?:[\d０-９]{4}|昭和|平成|令和).+)"
)


def prepared(found: list[Piece], text: str) -> list[Piece]:
    """Return the pieces as they are read: what belongs together in one, what does not apart."""
    return list(_dated_apart(_with_bodies(unfolded(found), text)))


def _dated_apart(found: Iterable[Piece]) -> Iterator[Piece]:
    """Part a newspaper from its day, which no comma parts: 読売新聞2022年7月9日, 朝日新聞朝刊2015年7月16日付."""
    for piece in found:
        dated = DATED.fullmatch(piece.text) if piece.kind == "text" else None
        if dated and outlets.is_news(dated["name"]) and dates.HAS_YEAR.search(dated["date"]):
            for name in ("name", "edition", "date"):
                if dated[name]:
                    start = piece.start + dated.start(name)
                    glued = piece.glued and name == "name"
                    yield Piece("text", dated[name], start, start + len(dated[name]), glued)
        else:
            yield piece


def _with_bodies(found: list[Piece], text: str) -> list[Piece]:
    """Join a body's name that has its subject in quotes: 防衛大学校「戦争・戦略の変遷」研究会訳."""
    joined: list[Piece] = []
    for piece in found:
        is_tail = piece.kind == "text" and piece.glued
        is_named = is_tail and japanese_names.role(piece.text)[0] in NAMED_BODIES
        if is_named and joined and joined[-1].kind == "quote":
            first = joined.pop()
            if joined and first.glued and joined[-1].kind == "text":
                first = joined.pop()
            piece = Piece("text", text[first.start : piece.end], first.start, piece.end, first.glued)
        joined.append(piece)
    return joined
