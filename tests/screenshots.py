"""Takes pictures of each page type, in both languages, light and dark, wide and narrow, into var/screenshots.

usage: python -m tests.screenshots [PAGE …]    (home, papers, paper …; all of them when none is named)
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "var" / "screenshots"
LANGUAGES = {"ja": "en", "en": "ja"}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (1280, 390)
PATIENCE = 180  # seconds until the site must answer


def pages() -> Mapping[str, str]:
    """Return the address of one page of each type, without its language.

    {other} is the other language, {source} the key of a work.
    """
    demo = json.loads((ROOT / "papers" / "demo" / "demo.json").read_text(encoding="utf-8"))
    first = {name: demo[name][0]["slug"] for name in ("papers", "series", "authors", "tags", "pages")}
    corrected = next(paper["slug"] for paper in demo["papers"] if "corrected" in paper)
    return {
        "home": "",
        "papers": "papers/",
        "papers-narrowed": f"papers/?series={first['series']}&lang=ja",
        "papers-none": "papers/?q=zzzz",
        "paper": f"papers/{first['papers']}/",
        "paper-figure": "papers/the-quiet-half/",
        "parallel": f"papers/{first['papers']}/parallel/{{other}}/",
        "version": f"papers/{corrected}/v1/",
        "series-list": "series/",
        "series": f"series/{first['series']}/",
        "authors": "authors/",
        "author": f"authors/{first['authors']}/",
        "tags": "tags/",
        "tag": f"tags/{first['tags']}/",
        "sources": "references/",
        "sources-narrowed": f"references/?series={first['series']}&sort=year",
        "source": "references/{source}/",
        "site-page": f"pages/{first['pages']}/",
        "not-found": "papers/no-such-paper/",
        "specimen": "specimen/",
    }


@contextmanager
def site() -> Iterator[tuple[str, dict[str, str]]]:
    """Serve the sample papers from a database of their own; yield the site's address and the login of its staff."""
    with socket.socket() as free, tempfile.TemporaryDirectory(prefix="taiyaku-screenshots-") as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, str(ROOT / "manage.py"), "demo", "--port", str(port), "--folder", folder]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/healthz", server)
            yield address, json.loads((Path(folder) / "demo.json").read_text(encoding="utf-8"))
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


def take(browser: Browser, address: str, login: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """Write one whole-page picture for each page, language, scheme and width."""
    session = signed_in(browser, address, login)
    for scheme in SCHEMES:
        for width in WIDTHS:
            for language in LANGUAGES:
                # Whose browser asks for the page's language: they are offered no other.
                context = browser.new_context(
                    viewport={"width": width, "height": 900},
                    color_scheme=scheme,
                    locale=language,
                    storage_state=session,
                )
                take_each(context, address, language, wanted, f"{language}-{width}-{scheme}")
                context.close()
            print(f"{scheme} {width}: {len(LANGUAGES) * len(wanted)} pictures")


def signed_in(browser: Browser, address: str, login: Mapping[str, str]) -> Any:
    """Return the session of staff, who alone see the specimen."""
    context = browser.new_context()
    view = context.new_page()
    view.goto(f"{address}/admin/")
    view.fill("[name=username]", login["user"])
    view.fill("[name=password]", login["password"])
    view.click("[type=submit]")
    session = context.storage_state()
    context.close()
    return session


def take_each(
    context: BrowserContext, address: str, language: str, wanted: Mapping[str, str], kind: str
) -> None:
    """Write the pictures of one language, scheme and width."""
    view = context.new_page()
    for name, path in wanted.items():
        view.goto(f"{address}/{language}/{path.format(other=LANGUAGES[language], source=a_source(address))}")
        # What waits to be scrolled to is on the picture, too.
        view.eval_on_selector_all("img[loading]", "pictures => pictures.map(each => each.loading = 'eager')")
        view.wait_for_load_state("networkidle")
        view.screenshot(path=FOLDER / f"{name}-{kind}.png", full_page=True)


@cache
def a_source(address: str) -> str:
    """Return the key of the work that the list of sources shows first."""
    with urllib.request.urlopen(f"{address}/en/references/") as answer:
        page = answer.read().decode()
    return re.findall(r'href="/en/references/([a-z0-9-]+)/"', page)[0]


def main(names: list[str]) -> int:
    """Take the pictures; 2 when a name is none of the pages."""
    every = pages()
    if unknown := [name for name in names if name not in every]:
        print(f"No such page: {', '.join(unknown)}. There are: {', '.join(every)}.", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with site() as (address, login), sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        take(browser, address, login, {name: every[name] for name in names or every})
        browser.close()
    print(f"They are in {FOLDER.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
