"""Takes pictures of each page type, in both languages, light and dark, wide and narrow, into var/screenshots.

usage: python -m tests.screenshots [PAGE …]    (home, papers, paper …; all of them when none is named)
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "var" / "screenshots"
LANGUAGES = {"ja": "en", "en": "ja"}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (1280, 390)
PATIENCE = 60  # seconds until the site must answer


def pages() -> Mapping[str, str]:
    """Return the address of one page of each type, without its language; {other} is the other language."""
    demo = json.loads((ROOT / "papers" / "demo" / "demo.json").read_text(encoding="utf-8"))
    first = {name: demo[name][0]["slug"] for name in ("papers", "series", "authors", "tags", "pages")}
    return {
        "home": "",
        "papers": "papers/",
        "papers-narrowed": f"papers/?series={first['series']}&lang=ja",
        "papers-none": "papers/?q=zzzz",
        "paper": f"papers/{first['papers']}/",
        "paper-figure": "papers/the-quiet-half/",
        "parallel": f"papers/{first['papers']}/parallel/{{other}}/",
        "series-list": "series/",
        "series": f"series/{first['series']}/",
        "authors": "authors/",
        "author": f"authors/{first['authors']}/",
        "tags": "tags/",
        "tag": f"tags/{first['tags']}/",
        "sources": "references/",
        "sources-narrowed": f"references/?series={first['series']}&sort=year",
        "site-page": f"pages/{first['pages']}/",
        "not-found": "papers/no-such-paper/",
    }


@contextmanager
def site() -> Iterator[str]:
    """Serve the sample papers from a database of their own; yield the address of the site."""
    with socket.socket() as free, tempfile.TemporaryDirectory(prefix="taiyaku-screenshots-") as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, str(ROOT / "manage.py"), "demo", "--port", str(port), "--folder", folder]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/healthz", server)
            yield address
        finally:
            server.terminate()
            server.wait()


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Return once the address answers; raise RuntimeError when the server ends or stays silent."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"The site did not answer at {url}.")


def take(browser: Browser, address: str, wanted: Mapping[str, str]) -> None:
    """Write one whole-page picture for each page, language, scheme and width."""
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            view = context.new_page()
            for language, other in LANGUAGES.items():
                for name, path in wanted.items():
                    view.goto(f"{address}/{language}/{path.format(other=other)}")
                    view.screenshot(path=FOLDER / f"{name}-{language}-{width}-{scheme}.png", full_page=True)
            context.close()
            print(f"{scheme} {width}: {len(LANGUAGES) * len(wanted)} pictures")


def main(names: list[str]) -> int:
    """Take the pictures; 2 when a name is none of the pages."""
    every = pages()
    if unknown := [name for name in names if name not in every]:
        print(f"No such page: {', '.join(unknown)}. There are: {', '.join(every)}.", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with site() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        take(browser, address, {name: every[name] for name in names or every})
        browser.close()
    print(f"They are in {FOLDER.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
