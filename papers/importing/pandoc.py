"""Runs pandoc, shut in: no network, no files but its own, bounded memory and time."""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pypandoc
from django.utils.translation import gettext as _

from papers.importing.manuscript import Refused

TIMEOUT = 30
MEMORY = "512M"
OUTPUT_LIMIT = 96 * 2**20

# Text as typed: no clever quotes, no formulas between dollar signs, no citations by key.
FORMATS = {
    "docx": "docx+styles",
    "odt": "odt",
    "markdown": "markdown-smart-citations-tex_math_dollars-raw_tex-latex_macros-example_lists"
    "-implicit_figures+east_asian_line_breaks+strikeout-blank_before_header-blank_before_blockquote",
}


def read(name: str, data: bytes, kind: str) -> dict[str, Any]:
    """Return pandoc's document of a file; raise Refused when pandoc gives up, in one sentence."""
    with tempfile.TemporaryDirectory(prefix="taiyaku-") as folder:
        answer = Path(folder, "answer.json")
        try:
            _run(data, FORMATS[kind], folder, answer)
        except subprocess.TimeoutExpired as slow:
            raise Refused(
                _("“%(name)s” took longer than %(seconds)d seconds to read.")
                % {"name": name, "seconds": TIMEOUT}
            ) from slow
        except subprocess.CalledProcessError as failed:
            raise Refused(_("“%(name)s” is damaged and cannot be read.") % {"name": name}) from failed
        if answer.stat().st_size > OUTPUT_LIMIT:
            raise Refused(_("“%(name)s” unpacks to far more than a manuscript holds.") % {"name": name})
        return _parse(name, answer.read_bytes())


def _run(data: bytes, source: str, folder: str, answer: Path) -> None:
    program = pypandoc.get_pandoc_path()
    arguments = ["+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", "--from", source, "--to", "json"]
    with answer.open("wb") as output:
        subprocess.run(
            [program, *arguments],
            input=data,
            stdout=output,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"HOME": folder, "XDG_DATA_HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8"},
            timeout=TIMEOUT,
            check=True,
        )


def _parse(name: str, answer: bytes) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(answer)
    except (ValueError, RecursionError) as deep:
        raise Refused(_("“%(name)s” is nested too deeply to be read.") % {"name": name}) from deep
    return document
