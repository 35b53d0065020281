"""Bylines: the names on a line that holds nothing but names, with what stands beside them."""

import re
from dataclasses import dataclass
from html import escape

from papers.importing import marks

LONGEST = 60
LONGEST_LINE = 240

LABEL = re.compile(
    r"^(?:by|authors?|written by|著者?|執筆者?|筆者|文)\s*[:：]?\s+|^(?:著者|執筆者|執筆|筆者)\s*[:：]\s*",
    re.IGNORECASE,
)
SIGN = re.compile(r"[*＊†‡✝]+")
_LATIN = re.compile(
    r"[A-ZÀ-Þ][\w'’.\-]*(?:\s+(?:(?:de|van|von|der|den|la|le|da|bin|al|el)\s+)*[A-ZÀ-Þ][\w'’.\-]*){1,4}"
)
# Without a space between family and given name, any short word would be a name.
_JAPANESE = re.compile(
    r"[一-鿿々ヶ]{1,4}[\s　]+[一-鿿々ぁ-んァ-ヺー]{1,5}|[ァ-ヺー]{2,12}(?:[・=＝][ァ-ヺー]{1,12}){1,3}|[가-힣]{2,5}"
)
_SOLID = re.compile(r"[一-鿿々ヶ]{2,6}")
# Where a person works, and as what.
OFFICE = re.compile(
    r"大学|大学院|学院|学部|研究|センター|教授|講師|助教|博士|主任|所長|理事|顧問|代表|記者|大使|財団|機構|協会"
    r"|\b(?:professors?|university|institut\w*|cent(?:er|re)|fellow|research\w*|director|ministry|school|college"
    r"|foundation|council|lecturer|analyst|ambassador|adviser|advisor|chair|president|department)\b|교수|대학|연구",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?P<name>[^（）()]+?)\s*[（(](?P<office>[^（）()]{2,120})[)）]")
_BEFORE = re.compile(r"(?P<office>\S.{1,80}?)[\s　]+(?P<name>[^\s　]+[\s　]+[^\s　]+)")
_BETWEEN = re.compile(r"\s*(?:,|、|，|;|・(?=[一-鿿])|\band\b|&|／|/)\s*(?![^（(]*[)）])")
# Two capitalised words are a name or a heading; these are no name.
_TOPIC = re.compile(
    r"^(?:an?|the|on|in|of|for|from|to|why|how|what|when|whither)\b|\b(?:introduction|background|context|overview|summary|conclusions?|findings|abstract|analysis|implications|"
    r"recommendations?|polic(?:y|ies)|strateg\w*|challenges?|opportunit\w*|perspectives?|outlook|security|"
    r"executive|key|keywords?|figure|table|part|section|chapter|notes?|references|acknowledge?ments?|strategic)\b|^(?:서론|결론|서문|머리말|요약|배경|개요|초록|목차|분석|제언)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Byline:
    """One author as a line names them; `html` is the name with the calls behind it, `sign` the * behind it."""

    html: str
    affiliation: str = ""
    sign: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether something beside the name says that it is an author's."""
        return bool(self.affiliation or self.sign or "<sup" in self.html)


def read(line: str) -> list[Byline]:
    """Return the authors on a line that holds nothing but authors, else an empty list.

    The line is plain text in which calls are marks (`marks.call`).
    """
    parts = [part for part in _BETWEEN.split(LABEL.sub("", line).strip()) if part]
    found = [byline for part in parts if (byline := _byline(part))]
    return found if len(found) == len(parts) else []


def is_labelled(line: str) -> bool:
    """Return whether a line says itself that it names the authors."""
    return LABEL.search(line) is not None


def may_be_heading(line: str) -> bool:
    """Return whether a heading would look like a line's names: in every script but family and given name in kanji."""
    return not re.search(r"[一-鿿]", line)


def _byline(part: str) -> Byline | None:
    calls = "".join(mark[0] for mark in marks.CALLED.finditer(part))
    sign = SIGN.search(part)
    bare = SIGN.sub("", marks.bare(part)).strip()
    for form in (_BESIDE, _BEFORE):
        found = form.fullmatch(bare)
        if found and OFFICE.search(found["office"]) and _is_name(found["name"], solid=form is _BESIDE):
            return _made(found["name"], calls, found["office"], sign)
    return _made(bare, calls, "", sign) if _is_name(bare) else None


def _made(name: str, calls: str, office: str, sign: re.Match[str] | None) -> Byline:
    return Byline(
        marks.resolve(escape(name, quote=False) + calls),
        office.strip(),
        sign[0].replace("＊", "*") if sign else "",
    )


def _is_name(bare: str, *, solid: bool = False) -> bool:
    if len(bare) > LONGEST or _TOPIC.search(bare):
        return False
    forms = (_LATIN, _JAPANESE, *((_SOLID,) if solid else ()))
    return any(form.fullmatch(bare) for form in forms)
