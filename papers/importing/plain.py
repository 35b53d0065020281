"""A .txt file → a draft: lines and blank lines are all that it says."""

import re
from html import escape
from itertools import groupby

from papers.importing import encoding, guard, marks, scripts
from papers.importing.draft import Draft

_BULLET = re.compile(r"\s*(?:[・•●‣◦]\s*|[-*–]\s+)(?=\S)")
# A file wrapped by hand has lines of about one length, the last of each paragraph apart.
WRAPPED = range(20, 121)


def read(name: str, data: bytes) -> Draft:
    """Return the draft of a plain text; raise Refused when it is not text."""
    draft = Draft(has_styles=False)
    text = marks.strip(encoding.decode(name, data, draft.report))
    guard.bound(name, text, guard.lines(text))
    draft.html = "".join(_blocks(_lines(text)))
    return draft


def _lines(text: str) -> list[str]:
    """Return one line for each paragraph, joining what was wrapped by hand."""
    groups = [group.splitlines() for group in re.split(r"\n\s*\n", text)]
    if not _is_wrapped(groups):
        return [line for group in groups for line in group]
    return [line for group in groups for line in _joined(group)]


def _is_wrapped(groups: list[list[str]]) -> bool:
    """Return whether most lines inside the groups break at one width and not at a sentence's end."""
    inner = [line for group in groups for line in group[:-1] if line.strip()]
    if len(inner) < 3:
        return False
    widest = max(scripts.columns(line.rstrip()) for line in inner)
    full = [line for line in inner if scripts.columns(line.rstrip()) > widest * 0.7]
    return widest in WRAPPED and len(full) >= len(inner) * 0.7


def _joined(group: list[str]) -> list[str]:
    lines: list[str] = []
    for line in group:
        begins = not lines or bool(re.match(r"\s*(?:[・•●※]|[-*]\s|[\[（(]?\d{1,3}[\])）.]?\s)", line))
        if begins:
            lines.append(line.strip())
        else:
            lines[-1] = join(lines[-1], line.strip())
    return lines


def join(above: str, below: str) -> str:
    """Return two lines as one: a space stands between them unless both sides are set solid."""
    solid = bool(above and below) and scripts.is_wide(above[-1]) and scripts.is_wide(below[0])
    return above + ("" if solid else " ") + below


def _blocks(lines: list[str]) -> list[str]:
    blocks: list[str] = []
    for is_list, group in groupby(filter(str.strip, lines), key=lambda line: bool(_BULLET.match(line))):
        run = list(group)
        # One line behind an asterisk is a remark on the title, not a list.
        if is_list and (len(run) > 1 or not run[0].lstrip().startswith("*")):
            items = "".join(f"<li>{_paragraph(_BULLET.sub('', line, count=1))}</li>" for line in run)
            blocks.append(f"<ul>{items}</ul>")
        else:
            blocks += map(_paragraph, run)
    return blocks


def _paragraph(line: str) -> str:
    return f"<p>{escape(line.strip(), quote=False)}</p>"
