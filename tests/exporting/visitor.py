"""A reader in a process of its own: asks for a file of a version when the signal comes; run by test_storing_apart.

Each making writes a line to `made` in the folder and takes its time, so that others come meanwhile.
"""

import json
import os
import sys
import time
from pathlib import Path

import django
from django.conf import settings


def main(folder: Path, version: int, database: dict[str, str], *, is_killed: bool) -> None:
    """Ask for the file; print what came of it."""
    settings.DATABASES["default"].update(database)
    django.setup()

    from papers.exporting import BusyError, storing  # apps first
    from papers.exporting.storing import Order
    from tests.exporting.pieces import frozen, made

    def make(_editions: object) -> bytes:
        with Path(folder, "made").open("a") as lines:
            lines.write(f"{os.getpid()}\n")
        if is_killed:
            os._exit(9)
        time.sleep(0.5)
        return b"bytes"

    order = Order("pdf", (made(frozen("<p>Text.</p>"), version=version),), make)
    Path(folder, f"ready-{os.getpid()}").touch()
    while not Path(folder, "go").exists():
        time.sleep(0.005)
    try:
        row = storing.for_reader(order)
    except BusyError:
        print("busy")
    else:
        print(row.pk, row.digest)


if __name__ == "__main__":
    place, number, known, killed = sys.argv[1:]
    settings.MEDIA_ROOT = str(Path(place, "media"))
    main(Path(place), int(number), json.loads(known), is_killed=killed == "killed")
