"""Every type of page, in both languages, light and dark, wide and narrow, passes axe with no violation."""

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.utils import timezone

from papers import publishing
from papers.document import Note
from papers.models import Authorship, Image, SitePage, Translatorship, Version, VersionCitation
from papers.views import lists
from references.models import Reference
from tests import factories
from tests.factories import (
    make_author,
    make_edition,
    make_paper,
    make_reference,
    make_series,
    make_tag,
    make_translation,
    save,
)

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "ja")
DIGEST = "9a" * 32
# One transparent pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
WHY = {"en": "A figure was wrong.", "ja": "数値に誤りがあった。"}
WORDS = {
    "en": (
        "Harbours, Tides and the Making of Timetables: A Title That Runs over More than One Line",
        "A sentence.",
    ),
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
    "sources": "/{here}/references/",
    "sources, narrowed": "/{here}/references/?series=run&all=source&sort=year",
    "sources, none": "/{here}/references/?q=zzz",
    "source": "/{here}/references/harbours/",
    "source in Japanese": "/{here}/references/minato/",
    "site page": "/{here}/pages/about/",
    "withdrawn": "/{here}/papers/withdrawn/",
    "expunged": "/{here}/papers/expunged/v1/",
    "not found": "/{here}/nothing/",
    "not in this language": "/{here}/papers/plain-{there}/",
}
# What axe leaves out unless it is asked: a name holds what is seen, a target is large enough.
STRICTER = {name: {"enabled": True} for name in ("label-content-name-mismatch", "target-size")}
# Both schemes and both widths for each page, crosswise in the other language.
LOOKS = {"en": [("light", 1280), ("dark", 390)], "ja": [("dark", 1280), ("light", 390)]}
# Letters of the other script; of Latin ones two words, because names of things are Latin in Japanese too.
FOREIGN = {"en": r"[\u3040-\u30ff\u4e00-\u9fff]", "ja": r"[A-Za-z]{3,}[ ,]+[A-Za-z]{3,}"}
# The texts of a page that stand in an element of the page's own language.
OWN_TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), own = [];
  while (walker.nextNode()) {
    const lang = walker.currentNode.parentElement.closest('[lang]').lang;
    if (lang === document.documentElement.lang) own.push(walker.currentNode.textContent.trim());
  }
  return own;
}"""


def body(language):
    """Return a body with every kind of element that a body may have."""
    other = "ja" if language == "en" else "en"
    _title, sentence = WORDS[language]
    cell = f"<p>{sentence}</p>"
    return (
        f'<p data-passage="a1">{sentence} <a href="https://example.org/">{sentence}</a><sup data-note="n1"></sup> '
        f'<strong>{sentence}</strong> <em>{sentence}</em> H<sub>2</sub>O<br><span lang="{other}">{WORDS[other][1]}</span>'
        '<span lang="ja"><ruby>港<rt>みなと</rt></ruby></span><sup data-note="n2"></sup><sup data-note="n1"></sup></p>'
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


def cite(versions):
    """Let each of them cite a work in either language from its record, and one as a note has it printed."""
    for number, (title, confirmed) in enumerate(
        [("The Long Game", timezone.now()), ("長い勝負", timezone.now()), ("Unread", None)], start=1
    ):
        work = {"type": "book", "title": title, "issued": {"date-parts": [[2021]]}}
        row = Reference.objects.create(key=f"work-{number}", item=work, confirmed_at=confirmed)
        VersionCitation.objects.bulk_create(
            VersionCitation(
                version=version,
                reference=row,
                note=note,
                order=number,
                printed="A <em>source</em>, 1–2",
                language="en",
            )
            for version in versions
            for note in ("n1", "n2")
        )


def library(whole, before):
    """Let both papers cite works of several types and years, one of them in short form too."""
    works = [
        make_reference(
            "harbours",
            title=WORDS["en"][0],
            author=[{"family": "Doshi", "given": "Rush"}],
            issued={"date-parts": [[2021, 5]]},
            DOI="10.1000/1",
            URL="https://example.org/",
        ),
        make_reference("minato", type="report", title=WORDS["ja"][0], publisher="外務省", language="ja"),
        *(
            make_reference(f"y{year}", type="speech", issued={"date-parts": [[year]]})
            for year in range(1990, 2006)
        ),
    ]
    for version in Version.objects.filter(paper__in=[whole, before]):
        told = {"sentence": WORDS[version.language][1], "language": "en"}
        in_full = {"locator": "24", "printed": "<p>Doshi, <em>Harbours</em>, 24.</p>", **told}
        factories.cite(version, "n1", works[0], order=4, **in_full)
        factories.cite(version, "n2", works[1], order=4, locator="3", label="chapter", **told)
        factories.cite(version, "n2", works[0], order=5, is_short=True, **told)
        for order, work in enumerate(works[2:] if version.paper == whole else (), start=6):
            factories.cite(version, "n2", work, order=order)


@pytest.fixture
def site(live_server, settings):
    """The address of a site that has a page of every type, with all that can stand on it."""
    settings.SITE_URL = live_server.url
    image = Image.objects.create(digest=DIGEST, extension="png", width=1, height=1, size=len(PNG))
    default_storage.save(image.name, ContentFile(PNG))
    html = {
        key: text
        for name in ("description", "partners", "disclaimer", "notice")
        for key, text in html_in_both(name).items()
    }
    lines = {
        key: text
        for name in ("notice_title", "cover_alt", "cover_credit")
        for key, text in lines_in_both(name).items()
    }
    run = make_series("run", colour="#8c1a2b", issn="1234-5678", cover=image, **html, **lines)
    ann = make_author(
        "ann", photo=image, orcid="0000-0002-1825-0097", family_kana="みほん", **html_in_both("biography")
    )
    common = {
        "series": run,
        "authors": [ann, make_author("bob", given_name_ja="")],
        "tags": [make_tag("sea")],
    }
    papers = {
        slug: make_paper(slug, volume=str(volume), licence="CC-BY-4.0", **common)
        for volume, slug in enumerate(("before", "whole", "after", "withdrawn", "expunged"), start=1)
    }
    Authorship.objects.update(**lines_in_both("position"), **html_in_both("note"))
    first = {}
    for slug, paper in papers.items():
        first[slug] = publishing.publish(
            [make_translation(paper, language, **texts(language)) for language in LANGUAGES]
        )
    for version in first["whole"]:
        Translatorship.objects.create(translation=version.translation, author=ann)
        save(version.translation, **texts(version.language, "!"))
    first["whole"] += publishing.publish([version.translation for version in first["whole"]], notes=WHY)
    VersionCitation.objects.all().delete()
    cite(first["whole"])
    library(papers["whole"], papers["before"])
    publishing.retract(papers["whole"], LANGUAGES, WHY)
    publishing.withdraw(papers["withdrawn"], LANGUAGES, WHY)
    for version in first["expunged"]:
        publishing.expunge(version, WHY)
    for language in LANGUAGES:
        # Without series, abstract, notes, subtitle; more of them than one page of a list holds.
        make_edition(make_paper(f"plain-{language}", original_language=language), language)
    for number in range(20):
        make_edition(make_paper(f"more-{number}", original_language="ja"), "ja", title=f"第{number}の論文")
    SitePage.objects.create(
        slug="about", title_en="About", title_ja="概要", body_en=body("en"), body_ja=body("ja")
    )
    return live_server.url


def violations(page):
    # What is folded is judged too.
    page.evaluate("document.querySelector('#references')?.setAttribute('open', '')")
    options = {"resultTypes": ["violations"], "preload": False, "rules": STRICTER}
    found = Axe().run(page, options=options).response["violations"]
    return [
        (rule["id"], node["html"][:160], node["failureSummary"][:300])
        for rule in found
        for node in rule["nodes"]
    ]


def looked_at(page, language):
    """Return what is wrong with the page as it stands, in both its looks."""
    problems = []
    for scheme, width in LOOKS[language]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        problems += [(scheme, width, *problem) for problem in violations(page)]
    page.set_viewport_size({"width": 320, "height": 900})
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > 320:
        problems.append(("scrolls sideways", wide))
    return problems + [
        ("lang", text) for text in page.evaluate(OWN_TEXTS) if re.search(FOREIGN[language], text)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_passes(site, page, monkeypatch, language):
    there = {"en": "ja", "ja": "en"}[language]
    problems = {}
    for name, path in PAGES.items():
        page.goto(site + path.format(here=language, there=there))
        problems[name] = looked_at(page, language)

    def broken(*arguments):
        raise DatabaseError

    monkeypatch.setattr(lists, "catalogue", broken)
    assert page.goto(f"{site}/{language}/papers/").status == 500
    problems["broken"] = looked_at(page, language)

    assert {where: found for where, found in problems.items() if found} == {}


def test_the_keyboard_reaches_the_text_first_and_what_scrolls_in_it(site, page):
    page.goto(f"{site}/en/papers/whole/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#main"
    assert page.locator(":focus").bounding_box()["y"] >= 0

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main").locator(":focus").count() == 1

    frames = page.locator(".table")
    assert [frame.get_attribute("tabindex") for frame in frames.all()] == ["0", "0"]
    assert all(frame.get_attribute("aria-label") for frame in frames.all())
