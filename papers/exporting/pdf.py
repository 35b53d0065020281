"""A printing → a PDF: the values that the sheet prints, and the press that sets them."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from datetime import time as hour
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from papers import footnotes, markup
from papers.document import Document, Note, Person, Text
from papers.exporting import lines, printing, tree
from papers.exporting.printing import Printing
from papers.metadata import language_name
from papers.rendering.endnotes import kind_label

SHEETS = Path(__file__).parent / "sheets"
PRESS = Path(__file__).parent / "press.py"
# Seconds that a text may take in all; the press also ends itself after 20 of work.
TIMEOUT = 40
# Points of the title, by the letters up to which it is set so; a Japanese letter counts twice.
TITLE_SIZES = ((44, 25.0), (90, 21.5), (160, 18.5), (10_000, 15.5))
SHORT_TITLE = 90
# Points: the height of a page (A4), and its margin at the foot.
HEIGHT, BELOW = 842.0, 88.0
# Latin letters are in the typesetter itself; these draw everything else.
FONTS = (
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifCJK-Bold.ttc",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Bold.ttc",
)
# Of an inch of a picture.
DOTS = 220
# Standards to keep, and whether every font of the machine is looked through.
WAYS: Sequence[tuple[list[str], bool]] = ((["ua-1"], False), (["ua-1"], True), ([], True))


class UnprintableError(RuntimeError):
    """The press could not set the text; the message is what it said."""


def write(edition: Printing) -> bytes:
    """Return the edition as a PDF: tagged, PDF/UA-1, its notes at the foot of the page of their call."""
    with translation.override(edition.tongue.words):
        return run("paper.typ", values(edition), edition.document.printed_date, torn="lines")


def cover(edition: Printing) -> bytes:
    """Return a cover as a picture (PNG), 120 by 160 millimetres."""
    with translation.override(edition.tongue.words):
        return run("cover.typ", frame(edition), edition.document.printed_date, form="png")


# -- the values ------------------------------------------------------------------------------


def values(edition: Printing) -> dict[str, Any]:
    """Return all that the sheet prints, as JSON values."""
    frozen = edition.document
    first = Firsts()
    body = settled(tree.blocks(frozen.body, frozen.language), frozen, first)
    lines.mark(body)
    return {
        **frame(edition),
        **opening(edition),
        "notice-title": text(frozen.series.notice_title if frozen.series else Text()),
        "notice": passage(frozen.series.notice if frozen.series else Text()),
        "body": body,
        "notes": {note.key: printed_note(note) for note in frozen.notes},
        "uncalled": footnotes.uncalled(frozen.body, [note.key for note in frozen.notes]),
        "sources": sources(edition),
        "particulars": list(map(printed, particulars(edition))),
        "below": BELOW,
        "bottom": HEIGHT - BELOW,
    }


def opening(edition: Printing) -> dict[str, Any]:
    """Return what stands above the text: title, subtitle, the line of dates, the abstract; and the title for the heads."""
    frozen = edition.document
    return {
        "heading": frozen.title,
        "subtitle": tree.line(markup.escape(frozen.subtitle), frozen.language),
        "short": markup.shortened(frozen.title, SHORT_TITLE // (2 if is_wide(frozen.title) else 1)),
        "facts": list(facts(edition)),
        "abstract": tree.blocks(frozen.abstract, frozen.language),
    }


def sources(edition: Printing) -> list[dict[str, Any]]:
    """Return the lines of the works cited, each in its language."""
    return [
        {"lang": each.language, "c": tree.blocks(f"<p>{each.html}</p>", each.language)}
        for each in edition.sources
    ]


def frame(edition: Printing) -> dict[str, Any]:
    """Return what every sheet asks: language, colour, names, the words of the interface, the record of the file."""
    frozen, day = edition.document, edition.document.printed_date
    series = frozen.series
    names = ("name", "genre", "number")
    return {
        "lang": frozen.language,
        "facing": False,
        "title": edition.title,
        "title-size": title_size(frozen.title),
        "phrases": tree.phrases(frozen.title),
        "spaced": tree.is_spaced(frozen.title),
        "longest-phrase": tree.LONGEST_PHRASE,
        "authors": [person(each) for each in frozen.authors],
        "keywords": list(edition.keywords),
        "description": markup.line(markup.text(frozen.abstract)),
        "date": [day.year, day.month, day.day] if day else None,
        "colour": edition.colour,
        "series": {name: text(getattr(series, name) if series else Text()) for name in names},
        "retraction": _retraction(edition),
        "narrow": tree.NARROW,
        "wide": tree.WIDE,
        "words": {"lang": edition.tongue.words, **words()},
    }


def words() -> dict[str, str]:
    """Return the interface's own words on a sheet."""
    return {
        "abstract": _("Abstract"),
        "notes": _("Notes"),
        "references": _("References"),
        "retracted": _("Retracted"),
        "picture": _("Picture"),
    }


def title_size(title: str) -> float:
    length = sum(2 if ord(sign) > 0x2E80 else 1 for sign in title)
    return next((points for most, points in TITLE_SIZES if length <= most), TITLE_SIZES[-1][1])


def is_wide(title: str) -> bool:
    return any(ord(sign) > 0x2E80 for sign in title)


def text(said: Text) -> dict[str, str]:
    return {"text": said.text, "lang": said.language}


def passage(said: Text) -> dict[str, Any]:
    return {"lang": said.language, "c": tree.blocks(said.text, said.language) if said else []}


def person(printed: Person) -> dict[str, Any]:
    names = ("name", "affiliation", "position")
    return {**{name: text(getattr(printed, name)) for name in names}, "note": passage(printed.note)}


def printed_note(note: Note) -> dict[str, Any]:
    """Return a note with what it is headed by, unless its own words say so."""
    label = kind_label(note.kind)
    says_so = label and markup.text(note.html).casefold().startswith(label.casefold())
    blocks = tree.blocks(note.html, note.language) or [{"k": "p", "c": []}]
    return {"lang": note.language, "kind": "" if says_so else label, "c": blocks}


class Firsts:
    """Tells the first call of each note from the later ones."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def take(self, key: str) -> bool:
        new = key not in self.seen
        self.seen.add(key)
        return new


def settled(blocks: list[tree.Node], frozen: Document, firsts: Firsts) -> list[tree.Node]:
    """Return the blocks with the first call of each note marked, tables laid out, and pictures by their file."""
    known = {note.key for note in frozen.notes}
    for node in tree.walk(blocks):
        if node.get("k") == "note":
            node["first"] = node["key"] in known and firsts.take(node["key"])
        elif node.get("k") == "table":
            tree.lay_out(node)
        elif node.get("k") == "figure":
            size = frozen.pictures.get(node["src"])
            node["width"] = size.width if size else 1000
            node["file"] = f"images/{PurePosixPath(node['src']).name}" if node["src"] else None
    return blocks


def _retraction(edition: Printing) -> dict[str, Any] | None:
    if edition.retraction is None:
        return None
    reason = edition.retraction.reason
    return {
        "title": _("This paper was retracted on %(day)s.") % {"day": edition.retraction.day},
        "reason": {"text": reason.text, "lang": reason.language},
    }


def facts(edition: Printing) -> Iterator[dict[str, Any]]:
    """Yield the lines below the authors in files of every kind: date, translators, version; `ours` are not the paper's."""
    frozen, ours = edition.document, edition.tongue.words
    if edition.day:
        yield {"text": edition.day.text, "lang": frozen.language, "ours": False}
    if not frozen.is_original and frozen.translated_from:
        name = language_name(frozen.translated_from)
        yield {"text": _("Translated from %(name)s") % {"name": name}, "lang": ours, "ours": True}
    if frozen.translators:
        names = _(", ").join(each.name.text for each in frozen.translators)
        yield {"text": f"{_('Translated by')} {names}", "lang": ours, "ours": True}
    # The first one, too: a file that is kept does not know of those that follow.
    yield {"text": _("Version %(number)s") % {"number": edition.number}, "lang": ours, "ours": True}


def particulars(edition: Printing) -> Iterator[dict[str, str]]:
    """Yield the record at the end: publisher, partners, licence, disclaimer, address.

    Each has a label, a language, and a text or the clean HTML of one; an address also where it leads.
    """
    frozen, series = edition.document, edition.document.series
    ours = edition.tongue.words
    if series and series.publisher:
        parts = (series.publisher.text, series.place.text, f"ISSN {series.issn}" if series.issn else "")
        line = "  ".join(filter(None, parts))
        yield {"label": _("Publisher"), "text": line, "lang": series.publisher.language}
    if series and series.partners:
        yield {"label": _("Partners"), "html": series.partners.text, "lang": series.partners.language}
    if frozen.licence:
        yield {"label": _("Licence"), "text": frozen.licence, "lang": ours}
    if correction := frozen.correction.get(frozen.language):
        yield {"label": _("Correction"), "text": correction, "lang": frozen.language}
    if series and series.disclaimer:
        yield {"label": _("Disclaimer"), "html": series.disclaimer.text, "lang": series.disclaimer.language}
    yield {"label": _("Address"), "text": edition.url, "lang": "en", "href": edition.url}


def printed(pair: dict[str, str]) -> dict[str, Any]:
    return pair | {"c": tree.blocks(pair["html"], pair["lang"])} if "html" in pair else dict(pair)


# -- the press -------------------------------------------------------------------------------


def run(
    sheet: str,
    paper: Mapping[str, Any],
    day: date | None,
    form: str = "pdf",
    *,
    dots: int = DOTS,
    torn: str = "",
) -> bytes:
    """Return what the press makes of a sheet and its values; raise UnprintableError when it cannot.

    `dots` is how many of them an inch of a picture has, `torn` names what pages may tear badly, which the press then mends.

    The strictest way first. A sign that no font of the page has is then looked for in every font of the machine; where
    none has it either, it is an empty box in a file that is tagged, too, but no PDF/UA.
    """
    if absent := missing_fonts():
        # Never a page of empty boxes.
        raise UnprintableError(f"The fonts of the pages are missing: {', '.join(absent)}.")
    deadline = time.monotonic() + TIMEOUT
    with tempfile.TemporaryDirectory(prefix="taiyaku-") as folder:
        prepare(Path(folder), sheet, paper)
        said = ""
        settled = {"form": form, "dots": dots, "fonts": fonts(), "made": _noon(day), "torn": torn}
        for standards, all_fonts in WAYS if form == "pdf" else [([], False)]:
            order = {**settled, "standards": standards, "all_fonts": all_fonts}
            Path(folder, "order.json").write_text(json.dumps(order), encoding="utf-8")
            said = _press(folder, deadline - time.monotonic())
            if not said:
                return Path(folder, f"paper.{form}").read_bytes()
    raise UnprintableError(said)


def prepare(folder: Path, sheet: str, paper: Mapping[str, Any]) -> None:
    """Put everything that the press may read into a folder: the sheets, the values, the pictures."""
    (folder / "paper.typ").write_bytes((SHEETS / sheet).read_bytes())
    (folder / "common.typ").write_bytes((SHEETS / "common.typ").read_bytes())
    (folder / "images").mkdir()
    for node in tree.walk([paper]):
        if node.get("k") == "figure" and node.get("file"):
            data = printing.picture(node["src"])
            if data is None:
                node["file"] = None
            else:
                (folder / node["file"]).write_bytes(data)
    (folder / "paper.json").write_text(json.dumps(paper, ensure_ascii=False), encoding="utf-8")


def fonts() -> list[str]:
    """Return the folders whose fonts a page is set in."""
    return [str(folder) for folder in settings.FONT_DIRS if Path(folder).is_dir()]


def missing_fonts() -> list[str]:
    """Return the files of the fonts of a page that are in none of the folders."""
    return [name for name in FONTS if not any(Path(folder, name).is_file() for folder in fonts())]


def _noon(day: date | None) -> str:
    """Return the instant that the file says it was made at: the printed day, so that the same text is the same file."""
    return datetime.combine(day or date(2000, 1, 1), hour(12), tzinfo=UTC).isoformat()


def _press(folder: str, seconds: float) -> str:
    """Run the press; return what it complains of, nothing when it is done."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PRESS), folder],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={"HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8"},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise UnprintableError("The press took too long.") from late
    if done.returncode == 0:
        return ""
    return done.stderr.decode(errors="replace")[-2000:] or f"The press ended with {done.returncode}."
