"""Every type of page, in both languages, light and dark, wide and narrow, passes axe with no violation."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError

from papers import publishing
from papers.document import Note
from papers.models import Authorship, Image, SitePage, Translatorship
from papers.views import lists
from tests.factories import make_author, make_edition, make_paper, make_series, make_tag, make_translation, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "ja")
DIGEST = "9a" * 32
# One transparent pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
WHY = {"en": "A figure was wrong.", "ja": "数値に誤りがあった。"}
WORDS = {
    "en": ("Harbours, Tides and the Making of Timetables: A Title That Runs over More than One Line", "A sentence."),
    "ja": ("港と潮と時刻表のつくり方：一行には収まらない長い題名をもつ論文のための見本", "一つの文。"),
}
PAGES = {
    "home": "/{here}/",
    "papers": "/{here}/papers/",
    "papers, narrowed": "/{here}/papers/?series=run&tag=sea&year=2024",
    "papers, none": "/{here}/papers/?q=zzz",
    "series list": "/{here}/series/",
    "series": "/{here}/series/run/",
    "authors": "/{here}/authors/",
    "author": "/{here}/authors/ann/",
    "tags": "/{here}/tags/",
    "tag": "/{here}/tags/sea/",
    "paper": "/{here}/papers/whole/",
    "earlier version": "/{here}/papers/whole/v1/",
    "parallel": "/{here}/papers/whole/parallel/{there}/",
    "plain paper": "/{here}/papers/plain-{here}/",
    "site page": "/{here}/pages/about/",
    "withdrawn": "/{here}/papers/withdrawn/",
    "expunged": "/{here}/papers/expunged/v1/",
    "not found": "/{here}/nothing/",
    "not in this language": "/{here}/papers/plain-{there}/",
}
# Both schemes and both widths for each page; all four together where the page is the product itself.
LOOKS = [("light", 1280), ("dark", 390)]
MORE_LOOKS = [("dark", 1280), ("light", 390)]
THOROUGHLY = {"paper", "parallel", "papers, narrowed"}


def body(language):
    """Return a body with every kind of element that a body may have."""
    other = "ja" if language == "en" else "en"
    _title, sentence = WORDS[language]
    cell = f"<p>{sentence}</p>"
    return (
        f'<p data-passage="a1">{sentence} <a href="https://example.org/">{sentence}</a><sup data-note="n1"></sup> '
        f'<strong>{sentence}</strong> <em>{sentence}</em> H<sub>2</sub>O<br><span lang="{other}">{WORDS[other][1]}</span>'
        '<ruby>港<rt>みなと</rt></ruby><sup data-note="n2"></sup><sup data-note="n1"></sup></p>'
        f'<h2 data-passage="b1">{sentence}</h2><h3 data-passage="b2">{sentence}</h3><h4 data-passage="b3">{sentence}</h4>'
        f'<blockquote data-passage="c1">{cell}</blockquote><ul data-passage="d1"><li>{cell}</li></ul>'
        f'<ol data-passage="d2" start="3"><li>{cell}</li></ol>'
        f'<table data-passage="e1"><caption>{sentence}</caption><tbody><tr><th scope="col">{cell}</th>'
        f'<th scope="col">{cell}</th></tr><tr><th scope="row">{cell}</th><td>{cell}</td></tr></tbody></table>'
        f'<table data-passage="e2"><tbody><tr>{f"<td>{cell}</td>" * 9}</tr></tbody></table>'
        f'<figure data-passage="f1"><img src="/media/{DIGEST}.png" alt="{sentence}">'
        f"<figcaption>{sentence}<small>{sentence}</small></figcaption></figure>"
    )


def texts(language, edition=""):
    title, sentence = WORDS[language]
    notes = {"n1": Note("n1", "author", "en", "<p>A source, 1–2.</p>")}
    notes["n2"] = Note("n2", "translator", "ja", "<p>訳者による注。</p>")
    return {
        "title": title + edition,
        "subtitle": sentence,
        "abstract": f"<p>{sentence}</p>",
        "body": body(language),
        "notes": notes,
        "printed_date": date(2024, 5, 1),
    }


def html_in_both(name):
    return {f"{name}_{language}": f"<p>{WORDS[language][1]}</p>" for language in LANGUAGES}


def lines_in_both(name):
    return {f"{name}_{language}": WORDS[language][1] for language in LANGUAGES}


@pytest.fixture
def site(live_server, settings):
    """The address of a site that has a page of every type, with all that can stand on it."""
    settings.SITE_URL = live_server.url
    image = Image.objects.create(digest=DIGEST, extension="png", width=1, height=1, size=len(PNG))
    default_storage.save(image.name, ContentFile(PNG))
    html = {key: text for name in ("description", "partners", "disclaimer", "notice") for key, text in html_in_both(name).items()}
    run = make_series("run", colour="#8c1a2b", issn="1234-5678", **html, **lines_in_both("notice_title"))
    ann = make_author("ann", photo=image, orcid="0000-0002-1825-0097", family_kana="みほん", **html_in_both("biography"))
    common = {"series": run, "authors": [ann, make_author("bob", given_name_ja="")], "tags": [make_tag("sea")]}
    papers = {
        slug: make_paper(slug, volume=str(volume), licence="CC-BY-4.0", **common)
        for volume, slug in enumerate(("before", "whole", "after", "withdrawn", "expunged"), start=1)
    }
    Authorship.objects.update(**lines_in_both("position"), **html_in_both("note"))
    first = {}
    for slug, paper in papers.items():
        first[slug] = publishing.publish([make_translation(paper, language, **texts(language)) for language in LANGUAGES])
    for version in first["whole"]:
        Translatorship.objects.create(translation=version.translation, author=ann)
        save(version.translation, **texts(version.language, "!"))
    publishing.publish([version.translation for version in first["whole"]], notes=WHY)
    publishing.retract(papers["whole"], LANGUAGES, WHY)
    publishing.withdraw(papers["withdrawn"], LANGUAGES, WHY)
    for version in first["expunged"]:
        publishing.expunge(version, WHY)
    for language in LANGUAGES:
        # Without series, abstract, notes, subtitle; more of them than one page of a list holds.
        make_edition(make_paper(f"plain-{language}", original_language=language), language)
    for number in range(24):
        make_edition(make_paper(f"more-{number}", original_language="ja"), "ja", title=f"第{number}の論文")
    SitePage.objects.create(slug="about", title_en="About", title_ja="概要", body_en=body("en"), body_ja=body("ja"))
    return live_server.url


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(rule["id"], node["html"][:160], node["failureSummary"][:300]) for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_passes(site, page, monkeypatch, language):
    there = {"en": "ja", "ja": "en"}[language]
    problems = {}
    for name, path in PAGES.items():
        page.goto(site + path.format(here=language, there=there))
        for scheme, width in LOOKS + (MORE_LOOKS if name in THOROUGHLY else []):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            problems[name, scheme, width] = violations(page)

    def broken(*arguments):
        raise DatabaseError

    monkeypatch.setattr(lists, "catalogue", broken)
    assert page.goto(f"{site}/{language}/papers/").status == 500
    problems["broken"] = violations(page)

    assert {where: found for where, found in problems.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_scrolls_sideways_and_the_keyboard_reaches_what_does(site, page, language):
    """A table too wide for its page scrolls in a frame of its own, which takes the focus."""
    page.set_viewport_size({"width": 320, "height": 640})
    for path in PAGES.values():
        page.goto(site + path.format(here=language, there={"en": "ja", "ja": "en"}[language]))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.goto(f"{site}/{language}/papers/whole/")
    frames = page.locator(".table")
    assert [frame.get_attribute("tabindex") for frame in frames.all()] == ["0", "0"]
    assert all(frame.get_attribute("aria-label") for frame in frames.all())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_stop_of_the_keyboard_skips_to_the_text(site, page, language):
    page.goto(f"{site}/{language}/papers/whole/")
    page.keyboard.press("Tab")

    assert page.locator(":focus").get_attribute("href") == "#main"
    assert page.locator(":focus").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main").locator(":focus").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_in_a_language_that_is_named(site, page, language):
    """Letters of the other script stand in an element of their own language; names of languages and numbers aside."""
    foreign = {"en": r"[\u3040-\u30ff\u4e00-\u9fff]", "ja": r"[A-Za-z]{3}.*[A-Za-z]{3}"}[language]
    find = """(pattern) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
      while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim();
        const lang = walker.currentNode.parentElement.closest('[lang]').lang;
        if (new RegExp(pattern).test(text) && lang === document.documentElement.lang) found.push(text);
      }
      return found;
    }"""
    there = {"en": "ja", "ja": "en"}[language]
    known = {"ORCID", "ISSN", "CC-BY-4.0", "1234-5678"}
    for name, path in PAGES.items():
        page.goto(site + path.format(here=language, there=there))
        found = [text for text in page.evaluate(find, foreign) if not any(word in text for word in known)]
        assert (name, found) == (name, [])
