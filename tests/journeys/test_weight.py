"""What a paper page of 22 notes weighs, what its first paint waits for, and that nothing on it jumps."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from lxml import html

from config.static import SITE, served

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
SAMPLES = Path(__file__).parent.parent / "samples"
NOTES = 22
WHOLE, SCRIPTS = 45_000, 12_000  # bytes, compressed
# Every shift that no reader asked for, and what moved (web.dev, "Cumulative Layout Shift").
SHIFTS = """() => new Promise(resolve => {
  const moved = [];
  new PerformanceObserver(list => {
    for (const shift of list.getEntries())
      if (!shift.hadRecentInput) moved.push(shift.value, ...shift.sources.map(each => each.node?.nodeName));
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(moved), 500);
})"""


@pytest.fixture
def site(live_server, settings):
    settings.SITE_URL = live_server.url
    manuscripts = [f"{language}={SAMPLES}/manuscript.{language}.txt" for language in ("en", "ja")]
    call_command("import_paper", *manuscripts, "--slug=whole", "--author=Sample, Author")
    call_command("publish", "whole")
    return live_server.url


def compressed(content):
    return len(gzip.compress(content, 9))


def as_served(name):
    """Return the public stylesheet or a script as readers are sent it."""
    found = {path: (storage, path) for finder in finders.get_finders() for path, storage in finder.list([])}
    return served(found, name).encode()


def code_of(names):
    """Return the scripts of a page as served, with those that they import."""
    code = {name: as_served(name) for name in names}
    for name, text in list(code.items()):
        for other in re.findall(r'from "\./([\w.]+)"', text.decode()):
            path = f"{name.rpartition('/')[0]}/{other}"
            code[path] = as_served(path)
    return code.values()


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("path", ["papers/whole/", "papers/whole/parallel/{other}/"])
def test_a_page_of_22_notes_weighs_little(site, client, language, path):
    other = {"en": "ja", "ja": "en"}[language]
    content = client.get(f"/{language}/{path.format(other=other)}").content
    page = html.fromstring(content)
    assert len(page.xpath("//section[@role='doc-endnotes']/ol/li")) == NOTES

    scripts = sum(
        map(compressed, code_of(source.removeprefix("/static/") for source in page.xpath("//script/@src")))
    )

    assert scripts <= SCRIPTS
    assert compressed(content) + compressed(as_served(SITE)) + scripts <= WHOLE


def test_the_first_paint_waits_for_one_stylesheet_and_no_script(site, client):
    page = html.fromstring(client.get("/ja/papers/whole/").content)

    assert page.xpath("//head/link[@rel='stylesheet']/@href") == ["/static/css/site.css"]
    assert page.xpath("//script[@src and not(@type='module' or @defer)]") == []
    # The colours of the series are asked for at once, but stand behind what is painted first.
    assert page.xpath("//header[1]/following-sibling::link[@rel='stylesheet']/@href") == ["/series.css"]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "path", ["/ja/", "/ja/papers/", "/ja/papers/whole/", "/en/papers/whole/parallel/ja/"]
)
def test_nothing_on_a_page_jumps(site, chromium, path, width):
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale="ja-JP")
    page = context.new_page()
    page.goto(site + path)

    assert page.evaluate(SHIFTS) == []
    context.close()


def test_every_request_of_a_page_goes_to_the_site(site, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{site}/ja/papers/whole/")
    page.wait_for_load_state("networkidle")

    assert [url for url in asked if not re.match(re.escape(site), url)] == []
