"""Manuscripts for the tests of importing: reading them in English, and one text in every format."""

import re
import subprocess
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pypandoc
from django.utils import translation

from papers import importing
from papers.importing import Manuscript
from tests.word import document

SAMPLES = Path(__file__).parent / "samples"
TAIL = re.compile(r"^- (\d+) (.*)$")


def read(
    name: str, content: str | bytes, language: str = "ja", languages: Collection[str] = ("en", "ja")
) -> Manuscript:
    """Return what a file says; messages are in English."""
    data = content.encode() if isinstance(content, str) else content
    with translation.override("en"):
        return importing.read(name, data, language, languages)


def word(*body: str, language: str = "ja", **parts: Any) -> Manuscript:
    """Return what a Word document with this body becomes."""
    return read("paper.docx", document(*body, **parts), language)


def not_kept(manuscript: Manuscript) -> list[tuple[str, str]]:
    """Return what was not kept and where it stood."""
    return [(entry.what, entry.where) for entry in manuscript.not_kept]


def texts(manuscript: Manuscript) -> list[str]:
    """Return the HTML of every note in order."""
    return [note.html for note in manuscript.notes]


def in_every_format(text: str, headings: Collection[str], label: str) -> dict[str, bytes]:
    """Return a plain manuscript as .docx, .odt, .html and .md, with literal calls and with real notes."""
    literal, real = _as_markdown(text, headings, label)
    files = {"literal.md": literal.encode(), "real.md": real.encode()}
    # In Markdown a bracket is a link to pandoc's eyes only when it is not escaped.
    escaped = re.sub(r"\[(\d+)\]", r"\\[\1\\]", literal)
    for name, source in (("literal", escaped), ("real", real)):
        for form in ("docx", "odt", "html"):
            files[f"{name}.{form}"] = _written(source, form)
    return files


def _as_markdown(text: str, headings: Collection[str], label: str) -> tuple[str, str]:
    body, tail = text.split(f"\n{label}\n")
    lines = [
        f"## {line}" if line in headings else re.sub(r"^\*", r"\\*", line)
        for line in body.splitlines()
        if line
    ]
    notes = [found.groups() for line in tail.splitlines() if (found := TAIL.match(line))]
    blocks = "\n\n".join(lines)
    listed = "\n".join(f"- {number} {note}" for number, note in notes)
    defined = "\n\n".join(f"[^{number}]: {note}" for number, note in notes)
    return f"{blocks}\n\n## {label}\n\n{listed}\n", re.sub(
        r"\[(\d+)\]", r"[^\1]", blocks
    ) + f"\n\n{defined}\n"


def _written(markdown: str, form: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), "--from", "markdown-smart", "--to", form, "--output", "-"]
    return subprocess.run(command, input=markdown.encode(), capture_output=True, check=True).stdout
