"""Makes the printings that files are made from, and reads PDFs by other people's programs."""

import re
import subprocess
from datetime import date

from papers.document import Document, Note, Person, SeriesHead, Text
from papers.exporting.printing import Printing

AUTHOR = Person(id=1, family=Text("Mihon", "en"), given=Text("Hanako", "en"), name=Text("Hanako Mihon", "en"))
SERIES = SeriesHead(
    id=1,
    name=Text("Allies and Partners", "en"),
    number=Text("Vol. 7", "en"),
    genre=Text("Policy Paper", "en"),
    publisher=Text("Sample Institute", "en"),
    notice_title=Text("About the series", "en"),
    notice=Text("<p>Each paper appears in two languages.</p>", "en"),
)


def call(key):
    return f'<sup data-note="{key}"></sup>'


def note(key, html=None, *, kind="author", language="en"):
    return Note(key=key, kind=kind, language=language, html=html or f"<p>Source {key}.</p>")


def frozen(body, *notes, language="en", **more):
    """Return a document with all that a paper needs; a note given by its key alone is one in English."""
    settled = {
        "language": language,
        "original_language": language,
        "title": "The Paper",
        "body": body,
        "notes": tuple(one if isinstance(one, Note) else note(one) for one in notes),
        "printed_date": date(2025, 6, 27),
        "authors": (AUTHOR,),
        **more,
    }
    return Document(**settled)


def printing(body="<p>Text.</p>", *notes, live=None, **more):
    """Return the printing of a document; `live` are the facts that are not frozen."""
    document = frozen(body, *notes, **more)
    return made(document, **(live or {}))


def made(document, version=1, **live):
    facts = {"number": 1, "slug": "paper", "url": "https://papers.example/en/papers/paper/", **live}
    return Printing(version=version, frozen=lambda: document, **facts)


# -- PDFs ------------------------------------------------------------------------------------


def program(*command, data=b""):
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def pages(pdf):
    """Return the text of each page, in reading order."""
    return program("pdftotext", "-", "-", data=pdf).split("\f")[:-1]


def text(pdf):
    """Return all text of a PDF without any space, which a line may end with or not."""
    return re.sub(r"\s", "", "".join(pages(pdf)))


def facts(pdf, tmp_path, *options):
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    lines = program("pdfinfo", *options, str(file))
    return dict(re.findall(r"(?m)^([^:\n]+):\s+(.*)$", lines)) if not options else lines


def fonts(pdf, tmp_path):
    """Return (name, embedded, has a way back to text) of each font."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    rows = program("pdffonts", str(file)).splitlines()[2:]
    return [(row.split()[0], row.split()[-5], row.split()[-3]) for row in rows]


def words(pdf, tmp_path, *, tops=False):
    """Return (page, word, left edge, height) of every word, or (page, word, left edge, top, bottom)."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    found, page = [], 0
    for line in program("pdftotext", "-bbox", str(file), "-").splitlines():
        page += line.strip().startswith("<page ")
        if box := re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)<', line):
            left, top, bottom = (float(box[place]) for place in (1, 2, 3))
            found.append((page, box[4], left, *((top, bottom) if tops else (bottom - top,))))
    return found
