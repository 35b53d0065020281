"""Which headings a manuscript has: the levels they come to, and the lines that only look like one."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from lxml import etree

from papers import markup
from papers.importing import lines, scripts
from papers.importing.draft import Report

DEEPEST = 4
# A title stands at the head; a notice and a series line may come before it.
HEAD = 5
# In columns, a wide letter taking two.
LONGEST = 90
SURE, FULL = 60, 120

_ENDS_SENTENCE = re.compile(r"[。．.:：;；,、][)）\]］”’\"」』]*$")
_DEPTH = re.compile(r"\d+((?:[.．]\d+)*)[.．]?\s")


def ranks(levels: Sequence[int]) -> dict[int, int]:
    """Return the level in a body (2 to 4) of every level used: the highest used comes to 2."""
    used = sorted(set(levels))
    return {level: min(rank, DEEPEST) for rank, level in enumerate(used, start=2)}


def is_title(levels: Sequence[int], place: int) -> bool:
    """Return whether the first heading, standing at block `place`, is the paper's title.

    It is when it is the only one of the first level and stands at the head.
    """
    alone = bool(levels) and levels[0] == 1 and levels.count(1) == 1
    return alone and place < (HEAD if len(levels) > 1 else 1)


def by_shape(body: etree._Element, report: Report, *, has_styles: bool) -> None:
    """Make headings of the paragraphs that look like one; name those that only may be one.

    Bold lines always count; other short lines only where nobody could say which is a heading.
    """
    blocks = list(body)
    bold = [block for block in blocks if _is_bold(block) and _is_short(block) and block.getnext() is not None]
    level = 2
    for block in blocks:
        if block.tag in ("h2", "h3", "h4"):
            level = min(int(block.tag[1]) + 1, DEEPEST)
        elif block in bold:
            _unbold(block)
            _make(block, level, report, sure=False)
    if any(block.tag in ("h2", "h3", "h4") for block in blocks):
        return
    for block in [each for each in blocks if _is_plain_heading(each)]:
        if not has_styles:
            _make(block, 2 + _depth(block), report, sure=_stands_between(block))
        elif _stands_between(block):
            sentence = _("“%(line)s” may be a heading; the file has none, so it stays a paragraph.")
            report.doubt(sentence % {"line": markup.text(block)})


def _make(block: etree._Element, level: int, report: Report, *, sure: bool) -> None:
    block.tag = f"h{min(level, DEEPEST)}"
    if not sure:
        report.doubt(_("“%(line)s” is taken for a heading by its shape.") % {"line": markup.text(block)})


def _is_bold(block: etree._Element) -> bool:
    strong = block.find("strong")
    if block.tag != "p" or strong is None or (block.text or "").strip():
        return False
    rest = [child for child in block if child.tag != "strong" and child.get(markup.CALL) is None]
    return not rest and not any((child.tail or "").strip() for child in block)


def _unbold(block: etree._Element) -> None:
    etree.strip_tags(block, "strong")


def _is_short(block: etree._Element) -> bool:
    line = markup.text(block) if block.tag == "p" else ""
    fits = (
        0 < len(line) <= LONGEST
        and 0 < scripts.columns(line) <= LONGEST
        and "\n" not in line
        and block.find("br") is None
    )
    return fits and not _ENDS_SENTENCE.search(line) and not lines.is_label(line)


def _is_plain_heading(block: etree._Element) -> bool:
    has_call = block.find(f".//sup[@{markup.CALL}]") is not None
    return _is_short(block) and _has_text_below(block) and not has_call


def _has_text_below(block: etree._Element) -> bool:
    following = block.getnext()
    if following is None or following.tag not in ("p", "ul", "ol", "blockquote"):
        return False
    return not _is_short(following) or _is_bold(following)


def _stands_between(block: etree._Element) -> bool:
    beside = (block.getprevious(), block.getnext())
    full = [each for each in beside if each is not None and scripts.columns(markup.text(each)[:FULL]) >= FULL]
    return scripts.columns(markup.text(block)) <= SURE and len(full) == 2


def _depth(block: etree._Element) -> int:
    """Return how deep a number such as 2.1 puts a heading."""
    found = _DEPTH.match(markup.text(block))
    return len(re.findall(r"[.．]", found[1])) if found else 0
