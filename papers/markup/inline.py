"""Text with its marks: a flat list of leaves → canonical inline HTML."""

from collections.abc import Iterable
from functools import reduce
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from papers.markup.characters import SPACES, visible
from papers.markup.declaration import CALL, HREF, HREF_LENGTH, LANG, LANG_LENGTH, MARKS, NAMES
from papers.markup.writing import escape, tag

ORDER = tuple(MARKS)

Marks = tuple[str | None, ...]  # one value for each of MARKS, None where the mark is not set
PLAIN: Marks = (None,) * len(ORDER)


class Leaf(NamedTuple):
    """What a line of text is made of: a stretch of text, a line break, a call, or a ruby."""

    kind: str
    value: str = ""
    marks: Marks = PLAIN
    reading: str = ""

    @property
    def is_blank(self) -> bool:
        return self.kind == "br" or (self.kind == "text" and self.value == " ")

    @property
    def is_seen(self) -> bool:
        return self.kind in ("call", "ruby") or (self.kind == "text" and visible(self.value))

    def html(self) -> str:
        if self.kind == "call":
            return tag("sup", "", {CALL: self.value})
        if self.kind == "ruby":
            return tag("ruby", escape(self.value) + tag("rt", escape(self.reading)))
        return tag("br") if self.kind == "br" else escape(self.value)


def marked(marks: Marks, element: etree._Element) -> Marks:
    """Return the marks of the text in an inline element; any of them may also say its language."""
    name = NAMES[str(element.tag)]
    here: dict[str, str | None] = {"span": language(element.get("lang", ""))}
    if name == "a":
        here["a"] = address(element.get("href", ""))
    elif name in MARKS and name != "span":
        here[name] = ""
    return tuple(
        old if here.get(mark) is None else here[mark] for mark, old in zip(ORDER, marks, strict=True)
    )


def spoken(marks: Marks, element: etree._Element) -> Marks:
    """Return the marks of the text in any element, which may say its language."""
    code = language(element.get("lang", ""))
    return (
        marks
        if code is None
        else tuple(code if mark == "span" else old for mark, old in zip(ORDER, marks, strict=True))
    )


def shared(several: Iterable[Marks]) -> Marks:
    """Return the marks that all of these have, none of none."""
    first, *others = [*several] or [PLAIN]
    return reduce(_shared, others, first)


def language(code: str) -> str | None:
    """Return a BCP 47 tag in its canonical case, None when it is not one."""
    first, *rest = code.strip().lower().split("-")
    private = rest.index("x") if "x" in rest else len(rest)
    cased = [
        part.title() if len(part) == 4 and part.isalpha() else part.upper() if len(part) == 2 else part
        for part in rest[:private]
    ]
    canonical = "-".join([first, *cased, *rest[private:]])
    return canonical if len(canonical) <= LANG_LENGTH and LANG.fullmatch(canonical) else None


def address(href: str) -> str | None:
    """Return a link's address as a browser reads it, None when no reader could follow it."""
    read = "".join(char for char in href.strip() if char not in "\t\r\n").replace(" ", "%20")
    return read if len(read) <= HREF_LENGTH and HREF.fullmatch(read) else None


def html(leaves: Iterable[Leaf]) -> str:
    """Return canonical inline HTML, empty when a reader would see nothing of it."""
    tidy = _level(_trim(_collapse(leaves)))
    return _nest(tidy, 0) if any(leaf.is_seen for leaf in tidy) else ""


def _collapse(leaves: Iterable[Leaf]) -> list[Leaf]:
    kept: list[Leaf] = []
    for leaf in leaves:
        if leaf.kind == "text":
            value = SPACES.sub(" ", leaf.value)
            if kept and (kept[-1].kind == "br" or (kept[-1].kind == "text" and kept[-1].value.endswith(" "))):
                value = value.removeprefix(" ")
            if not value:
                continue
            leaf = leaf._replace(value=value)
        elif leaf.kind == "br":
            _strip_end(kept, " ")
        kept.append(leaf)
    return kept


def _strip_end(leaves: list[Leaf], spaces: str | None = None) -> None:
    while leaves and leaves[-1].kind == "text":
        rest = leaves[-1].value.rstrip(spaces)
        if rest:
            leaves[-1] = leaves[-1]._replace(value=rest)
            return
        leaves.pop()


def _trim(leaves: list[Leaf]) -> list[Leaf]:
    """Return the leaves without white space of any kind, and without line breaks, at both ends."""
    first = next((n for n, leaf in enumerate(leaves) if leaf.kind != "br" and not leaf.value.isspace()), None)
    if first is None:
        return []
    kept = leaves[first:]
    if kept[0].kind == "text":
        kept[0] = kept[0]._replace(value=kept[0].value.lstrip())
    _strip_end(kept)
    while kept and kept[-1].kind == "br":
        kept.pop()
        _strip_end(kept)
    return kept


def _level(leaves: list[Leaf]) -> list[Leaf]:
    """Return the leaves with each blank one carrying only the marks that stand on both sides of it."""
    after: list[Marks] = []
    following = PLAIN
    for leaf in reversed(leaves):
        after.append(following)
        following = following if leaf.is_blank else leaf.marks
    levelled: list[Leaf] = []
    before = PLAIN
    for leaf, following in zip(leaves, reversed(after), strict=True):
        if leaf.is_blank:
            leaf = leaf._replace(marks=_shared(before, following))
        else:
            before = leaf.marks
        levelled.append(leaf)
    return levelled


def _shared(one: Marks, other: Marks) -> Marks:
    return tuple(left if left == right else None for left, right in zip(one, other, strict=True))


def _nest(leaves: Iterable[Leaf], level: int) -> str:
    if level == len(ORDER):
        return "".join(leaf.html() for leaf in leaves)
    parts = []
    for value, run in groupby(leaves, key=lambda leaf: leaf.marks[level]):
        inner = _nest(run, level + 1)
        name, attribute = ORDER[level], MARKS[ORDER[level]].attribute
        parts.append(inner if value is None else tag(name, inner, {attribute: value} if attribute else {}))
    return "".join(parts)
