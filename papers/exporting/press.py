"""Sets a prepared folder as a PDF: run as a program of its own, which knows typst and nothing of the site."""

import json
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

# A page of Japanese takes 60 MB; a process that asks for far more is setting something it never will finish.
MEMORY = 2 * 2**30
SECONDS = 20
# Of the longer side of a picture: 300 dots to the inch over the width of the text.
PIXELS = 1800
# Of a picture of type: letters on a ground, and the steps between them.
COLOURS = 64

Mark = dict[str, Any]
# The page of a sheet, left or right, and the key of a note.
Note = tuple[str, str]


@dataclass
class Line:
    """A line of a paragraph: its page, and its height there."""

    page: int
    y: float

    def holds(self, mark: Mark) -> bool:
        return self.page == mark["page"] and abs(self.y - mark["y"]) < ONE_LINE


def settle_pictures(folder: Path) -> None:
    """Make pictures as large as paper shows them; one that cannot be read is left to its words."""
    files = list((folder / "images").iterdir())
    broken = {f"images/{file.name}" for file in files if not is_settled(file)}
    if broken:
        record = folder / "paper.json"
        paper = json.loads(record.read_text(encoding="utf-8"))
        leave_out(paper, broken)
        record.write_text(json.dumps(paper, ensure_ascii=False), encoding="utf-8")


def is_settled(file: Path) -> bool:
    """Return whether the picture can be read; one of too many pixels is made smaller."""
    from PIL import Image  # only a paper with pictures pays for it

    try:
        with Image.open(file) as picture:
            form = picture.format
            picture.load()
            if max(picture.size) > PIXELS:
                picture.thumbnail((PIXELS, PIXELS))
                picture.save(file, form)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def thin_out(file: Path) -> None:
    """Keep of a picture of type as many colours as its letters need: a third of the bytes."""
    from PIL import Image

    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)


def leave_out(value: Any, broken: set[str]) -> None:
    """Take the files of these pictures out of the values of a paper."""
    if isinstance(value, dict):
        if isinstance(value.get("file"), str) and value["file"] in broken:
            value["file"] = None
        for inner in value.values():
            leave_out(inner, broken)
    elif isinstance(value, list):
        for inner in value:
            leave_out(inner, broken)


def main(name: str) -> int:
    """Set `paper.typ` of the folder as `paper.pdf` (or a picture of it); what goes wrong is said on standard error."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    folder = Path(name)
    order = json.loads(Path(folder, "order.json").read_text(encoding="utf-8"))
    settle_pictures(folder)
    import typst  # after the limits, which are for what it does

    fonts = typst.Fonts(include_system_fonts=order["all_fonts"], font_paths=order["fonts"])
    press = typst.Compiler(
        Path(folder, "paper.typ"),
        root=folder,
        font_paths=fonts,
        # A template that named a package would find none, instead of asking the net for it.
        package_path=Path(folder, "none"),
        package_cache_path=Path(folder, "none"),
    )
    try:
        mend_pages(press, folder, order["torn"])
        press.compile(
            output=Path(folder, f"paper.{order['form']}"),
            format=order["form"],
            ppi=order["dots"],
            pdf_standards=order["standards"],
            timestamp=datetime.fromisoformat(order["made"]),
        )
    except typst.TypstError as fault:
        sys.stderr.write(f"{fault.message}\n{fault.diagnostic}\n")
        return 1
    if order["form"] == "png":
        thin_out(Path(folder, "paper.png"))
    return 0


# -- pages that are torn badly ---------------------------------------------------------------

# How often a text is laid out again at most; what a page has torn then stays so.
ATTEMPTS = {"lines": 9, "sheets": 15}
# Processor seconds after which it is not laid out again.
ENOUGH = 6.0
# Marks that differ by less than this many points in height stand in one line.
ONE_LINE = 4.0
# From the last line of a page to the first of its notes there are as many points, and something that makes a line go.
ABOVE_NOTES, MORE = 24.0, 7.0


def mend_pages(press: Any, folder: Path, kind: str) -> None:
    """Look how the pages have torn the text, and lay it out again with what mends that; `kind` says what can be torn."""
    mend = {"lines": mend_lines, "sheets": mend_sheets}.get(kind)
    record = folder / "paper.json"
    for attempt in reversed(range(ATTEMPTS.get(kind, 0))):
        left = attempt if time.process_time() < ENOUGH else 0
        paper = json.loads(record.read_text(encoding="utf-8"))
        marks = json.loads(press.query("<report>", field="value", one=True))
        if mend is None or not mend(paper, marks, left):
            return
        record.write_text(json.dumps(paper, ensure_ascii=False), encoding="utf-8")
        if not left:
            return


def mend_lines(paper: Any, marks: list[Mark], _left: int) -> bool:
    """Move the first single line that is left at the foot or at the top of a page; return whether there is any.

    One at a time: all that follows moves with it.
    """
    for place, paragraph in enumerate(paper["body"]):
        number = paragraph["c"][0].get("paragraph") if is_marked(paragraph) else None
        lines = in_lines([mark for mark in marks if number is not None and mark.get("paragraph") == number])
        if len(lines) > 2 and keep_lines(paper, place, lines, marks):
            return True
    return False


def keep_lines(paper: Any, place: int, lines: list[Line], marks: list[Mark]) -> bool:
    """Move the line of a paragraph that is parted from all others; return whether that was not tried in vain."""
    first, second, before_last, last = *lines[:2], *lines[-2:]
    if second.page > first.page:
        return begin_page(paper["body"], place)
    if last.page > before_last.page == first.page:
        return give_room(paper["body"], place, left_below(before_last, marks, paper["bottom"]))
    return False


def is_marked(block: Any) -> bool:
    content = block.get("c")
    return bool(block["k"] == "p" and content and isinstance(content[0], dict) and content[0]["k"] == "at")


def in_lines(marks: list[Mark]) -> list[Line]:
    """Return the lines of a paragraph that have marks: at either end all of them."""
    lines: list[Line] = []
    for mark in marks:
        if not lines or not lines[-1].holds(mark):
            lines.append(Line(mark["page"], mark["y"]))
    return lines


def begin_page(body: list[Any], place: int) -> bool:
    """Let a paragraph begin on the next page, with the headings above it; return whether it did not already."""
    while place and body[place - 1]["k"] in ("h2", "h3", "h4"):
        place -= 1
    if not place or body[place - 1]["k"] in ("break", "room"):
        return False
    body.insert(place, {"k": "break"})
    return True


def give_room(body: list[Any], place: int, points: float) -> bool:
    """Leave room at the foot of the page on which a paragraph begins, so that one more line of it goes to the next."""
    before: dict[str, Any] = body[place - 1] if place else {"k": ""}
    if before["k"] != "room":
        body.insert(place, {"k": "room", "points": points, "tries": 1})
        return True
    before.update(points=before["points"] + 2 * MORE, tries=before["tries"] + 1)
    return bool(before["tries"] < 4)


def left_below(line: Line, marks: list[Mark], bottom: float) -> float:
    """Return how many points there are below a line, and a few more: above the notes of its page, or its margin."""
    notes = [mark["y"] - ABOVE_NOTES for mark in marks if "note" in mark and mark["page"] == line.page]
    return min([*notes, bottom]) - line.y + MORE


# Points of a sheet that may be left empty before the next passage is torn.
EMPTY = 130.0
# Points by which it is then torn earlier, so that its notes are on the sheet of their calls; and how many at most.
LINE, ROOM = 14.0, 42.0
# What stands above the first passage.
HEADS = {"number": 0}


def mend_sheets(paper: Any, marks: list[Mark], left: int) -> bool:
    """Mend what the sheets have torn, then close up their notes; return whether there was anything to do.

    With no further attempt left, notes that would have to be looked at again stay as far apart as both languages ask.
    """
    torn = mend_torn(paper, marks, left)
    if torn and left:
        return True
    above = {} if torn else standing_above(paper, marks)
    if above == paper["above"]:
        return torn
    paper["above"] = above if left else {}
    return True


def standing_above(paper: Any, marks: list[Mark]) -> dict[str, list[str]]:
    """Return, by foot of a passage, those that stand above it on its sheet; one that goes on to the next is in no row."""
    ends = {named(mark, "closes"): mark["page"] for mark in marks if "closes" in mark}
    pages = {named(mark, "note"): mark["page"] for mark in marks if "note" in mark}
    foot_of = {note: name for group in paper["groups"] for name, notes in feet_of(group) for note in notes}
    split = {foot_of[note] for note, page in pages.items() if page != ends[note]}
    above: dict[str, list[str]] = {}
    for _page, notes in groupby(pages, key=lambda note: pages[note]):
        names = list(dict.fromkeys(foot_of[note] for note in notes))
        names = [name for name in names if name not in split]
        above |= {name: names[:place] for place, name in enumerate(names) if place}
    return above


def named(mark: Mark, what: str) -> Note:
    """Return the note that a mark is about: its side and its key."""
    return mark["side"], mark[what]


def feet_of(group: Any) -> list[tuple[str, list[Note]]]:
    """Return what a passage has at the foot of its sheet: one piece, or several when it may be torn."""
    return [
        (name, [(side, key) for side in ("left", "right") for key in foot[side]])
        for name, foot in group["feet"].items()
        if ("." in name) == group["torn"]
    ]


def mend_torn(paper: Any, marks: list[Mark], left: int) -> bool:
    """Tear the passages before which much of a sheet is empty, not those whose notes go astray; return whether any is.

    One at a time: all that follows moves. With no further attempt left, nothing stays torn unless it is longer than a
    sheet, rather than a note astray.
    """
    strayed = astray(marks, paper["bottom"])
    wrong = [group for group in paper["groups"] if strayed & set(notes_of(group))]
    torn = [group for group in wrong if group["torn"] and not group["long"]]
    if torn and not left:
        for group in paper["groups"]:
            group["torn"] = group["long"]
    elif torn:
        move_tear(torn[0])
    return bool(torn) or (left > 0 and (tear_taller(paper, wrong) or tear(paper, marks)))


def move_tear(group: Any) -> None:
    """Tear a passage one line earlier, so that the notes which that line calls go to the next sheet, too; or no more."""
    if group["room"] < ROOM:
        group["room"] += LINE
    else:
        group.update(torn=False, room=0, tried=True)


def tear_taller(paper: Any, wrong: list[Any]) -> bool:
    """Tear the first passage that is whole and yet parted from its notes: with them it takes more than a sheet."""
    for before, group in pairwise([HEADS, *paper["groups"]]):
        if group in wrong and not group["torn"] and before not in wrong:
            group.update(torn=True, long=True)
            return True
    return False


def tear(paper: Any, marks: list[Mark]) -> bool:
    """Tear the first passage before which much of a sheet is empty."""
    for before, group in pairwise([HEADS, *paper["groups"]]):
        if not (group["torn"] or group.get("tried")) and is_empty_between(
            before, group, marks, paper["bottom"]
        ):
            group["torn"] = True
            return True
    return False


def astray(marks: list[Mark], bottom: float) -> set[Note]:
    """Return the notes that do not stand on the page of their calls, or reach below it."""
    notes = {named(mark, "note"): mark["page"] for mark in marks if "note" in mark}
    calls = {named(mark, "call"): mark["page"] for mark in marks if "call" in mark}
    cut = {named(mark, "closes") for mark in marks if "closes" in mark and mark["y"] > bottom + ONE_LINE}
    return cut | {note for note, page in calls.items() if notes.get(note) != page}


def notes_of(group: Any) -> Iterator[Note]:
    for _name, notes in feet_of(group):
        yield from notes


def is_empty_between(before: Any, group: Any, marks: list[Mark], bottom: float) -> bool:
    """Return whether a passage begins a sheet although much of the one before it is empty."""
    starts = [mark for mark in marks if mark.get("group") == group["number"] and mark["edge"] == "start"]
    ends = [mark for mark in marks if mark.get("group") == before["number"] and mark["edge"] == "end"]
    if not starts or not ends or starts[0]["page"] == ends[0]["page"]:
        return False
    last = max(ends, key=lambda mark: (mark["page"], mark["y"]))
    return left_below(Line(last["page"], last["y"]), marks, bottom) > EMPTY


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
