"""Runs pandoc, shut in: no network, no files but its own, bounded memory and time."""

import json
import subprocess
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from papers.importing.manuscript import Refused

TIMEOUT = 30
MEMORY = "512M"
HEAP_FULL = 251  # how a Haskell program ends when it needs more than -M allows
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
        Path(folder, "manuscript").write_bytes(data)
        answer, code, late = run(["--from", FORMATS[kind], "--to", "json"], folder)
    if late:
        raise Refused(
            _("“%(name)s” took longer than %(seconds)d seconds to read.") % {"name": name, "seconds": TIMEOUT}
        )
    if len(answer) > OUTPUT_LIMIT or code == HEAP_FULL:
        raise Refused(_("“%(name)s” unpacks to far more than a manuscript holds.") % {"name": name})
    if code:
        raise Refused(_("“%(name)s” is damaged and cannot be read.") % {"name": name})
    return _parse(name, answer)


def run(arguments: list[str], folder: str) -> tuple[bytes, int, bool]:
    """Return what pandoc wrote, its exit status, and whether it was stopped for being late.

    It reads the file "manuscript" in the folder, and no other but what stands there too.
    """
    shut_in = ["+RTS", f"-M{MEMORY}", "-RTS", "--sandbox"]
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    with (
        Path(folder, "manuscript").open("rb") as manuscript,
        subprocess.Popen(
            [_program(), *shut_in, *arguments],
            stdin=manuscript,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"HOME": folder, "XDG_DATA_HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8"},
        ) as process,
    ):
        clock = threading.Timer(TIMEOUT, stop)
        clock.start()
        try:
            # A file of a few kilobytes can make gigabytes: no more is taken than is allowed.
            answer = process.stdout.read(OUTPUT_LIMIT + 1) if process.stdout else b""
        finally:
            clock.cancel()
            if process.stdout:
                process.stdout.close()
        return answer, process.wait(), late.is_set()


@cache
def _program() -> str:
    import pypandoc  # only whoever imports pays for it

    return str(pypandoc.get_pandoc_path())


def _parse(name: str, answer: bytes) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(answer)
    except (ValueError, RecursionError) as deep:
        raise Refused(_("“%(name)s” is nested too deeply to be read.") % {"name": name}) from deep
    return document
