"""Nothing that is stored or typed runs in a reader's browser: hostile text in every field of every row."""

from datetime import date
from html import escape

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DataError, IntegrityError, transaction
from lxml import html as markup_of

from papers import publishing
from papers.document import Note
from papers.models import (
    Author,
    Authorship,
    Footnote,
    Image,
    NoteText,
    Paper,
    Redirect,
    Series,
    SitePage,
    Translation,
    Translatorship,
)
from papers.models.fields import BodyField, LineField, NoteField
from tests.factories import make_author, make_paper, make_series, make_tag, make_translation, save
from tests.security.crawling import crawl, dangers, in_tree, words
from tests.security.hostile import DIGEST, body, line, marks, paragraph, shown

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]
LANGUAGES = ("en", "ja")


def texts(name, language):
    """Return the fields of a hostile text, its notes in its own language."""
    return {
        "title": line(f"{name}-title"),
        "subtitle": line(f"{name}-subtitle"),
        "abstract": paragraph(f"{name}-abstract"),
        "body": body(f"{name}-body"),
        "notes": {key: Note(key, kind, language, paragraph(f"{name}-{key}")) for key, kind in NOTES.items()},
        "printed_date": date(2025, 6, 27),
    }


NOTES = {"n1": "author", "n2": "translator"}


def fill(row):
    """Put hostile text in every label and every line of a row, in each language, and save it."""
    for field in row._meta.concrete_fields:
        name = f"{row._meta.model_name}-{field.name}".replace("_", "-")
        if isinstance(field, (NoteField, BodyField)):
            setattr(row, field.name, body(name) if isinstance(field, BodyField) else paragraph(name))
        elif isinstance(field, LineField) or field.name.startswith("name"):
            setattr(row, field.name, line(name, field.max_length))
    # The database itself refuses any other colour and order.
    for name, value in {"colour": "#8c1a2b", "name_order": ""}.items():
        if hasattr(row, name):
            setattr(row, name, value)
    row.save()
    return row


def publish_pair(paper, name, **more):
    rows = [
        make_translation(paper, language, **texts(f"{name}-{language}", language)) for language in LANGUAGES
    ]
    return publishing.publish(rows, **more)


def reasons(name):
    return {language: line(f"{name}-{language}") for language in LANGUAGES}


@pytest.fixture
def hostile():
    """A site with hostile text wherever text can be stored, and a paper in every public state."""
    image = Image.objects.create(digest=DIGEST, extension="png", width=1, height=1, size=3)
    default_storage.save(image.name, ContentFile(b"<script>alert(1)</script>"))
    series, author, tag = (
        fill(make_series("one")),
        fill(make_author("one", photo=image)),
        fill(make_tag("one")),
    )
    fill(SitePage(slug="about"))
    papers = {
        name: make_paper(
            name, authors=[author], tags=[tag], series=series, volume=str(number), licence=line("licence")
        )
        for number, name in enumerate(("before", "whole", "withdrawn", "expunged", "single"), start=1)
    }
    papers["whole"].volume = line("volume", 30)
    papers["whole"].save()
    for authorship in Authorship.objects.all():
        fill(authorship)
    versions = {}
    for name, paper in papers.items():
        if name != "single":
            versions[name] = publish_pair(paper, name)
    publishing.publish([make_translation(papers["single"], "en", **texts("single", "en"))])
    for version in versions["whole"]:
        Translatorship.objects.create(translation=version.translation, author=author)
        save(version.translation, **texts(f"better-{version.language}", version.language))
    publishing.publish([version.translation for version in versions["whole"]], notes=reasons("correction"))
    publishing.retract(papers["whole"], LANGUAGES, reasons("retraction"))
    publishing.withdraw(papers["withdrawn"], LANGUAGES, reasons("withdrawal"))
    publishing.expunge(versions["expunged"][0], reasons("expunging"))
    return papers


def addresses():
    """Return where to begin, and what no link leads to."""
    yield from ("/sitemap.xml", "/robots.txt", "/series.css", "/en/papers/single/parallel/ja/")
    for language in LANGUAGES:
        yield from (
            f"/{language}/",
            f"/{language}/nothing/",
            f"/{language}/papers/single/",
            f"/{language}/pages/about/",
        )
        for name in ("whole", "withdrawn", "expunged"):
            yield f"/{language}/papers/{name}/"
            yield f"/{language}/papers/{name}/v1/"


PRINTED = {
    *(
        f"better-{language}-{field}"
        for language in LANGUAGES
        for field in ("title", "subtitle", "abstract", "body")
    ),
    *(
        f"whole-{language}-{field}"
        for language in LANGUAGES
        for field in ("title", "subtitle", "abstract", "body")
    ),
    *(f"better-{language}-n1" for language in LANGUAGES),
    *(f"{what}-{language}" for what in ("correction", "retraction", "withdrawal") for language in LANGUAGES),
    *("expunging-en", "withdrawn-en-title", "licence"),
    *(f"sitepage-{field}-{language}" for field in ("title", "body") for language in LANGUAGES),
    *(
        f"authorship-{field}-{language}"
        for field in ("affiliation", "position", "note")
        for language in LANGUAGES
    ),
    *(
        f"author-{field}"
        for field in (
            "family-name-ja",
            "given-name-ja",
            "family-name-en",
            "given-name-en",
            "family-kana",
            "given-kana",
        )
    ),
    *(f"author-biography-{language}" for language in LANGUAGES),
    *(f"tag-name-{language}" for language in LANGUAGES),
    *(
        f"series-{field}-{language}"
        for field in (
            *("name", "description", "publisher", "place", "genre", "partners"),
            *("disclaimer", "notice-title", "notice"),
        )
        for language in LANGUAGES
    ),
}


def test_nothing_stored_runs_and_all_of_it_is_read_as_text(client, hostile):
    answers = crawl(client, addresses())

    assert {path: found for path, (answer, body) in answers.items() if (found := dangers(answer, body))} == {}
    assert {
        path: answer.status_code for path, (answer, _body) in answers.items() if answer.status_code >= 500
    } == {}
    read = "\n".join(words(answer, body) for answer, body in answers.values())
    assert {name for name in PRINTED if shown(name) not in read} == set()
    kinds = {path.split("/")[2] for path in answers if path.startswith("/en/")}
    assert kinds >= {"", "papers", "series", "authors", "tags", "pages", "feed.atom", "nothing"}
    assert {answer.status_code for answer, _body in answers.values()} >= {200, 404, 410}


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('<script type="module" src="/static/js/copying.js"></script>', []),
        ('<script type="module" src="/static/js/copying.0a1b2c.js"></script>', []),
        ('<script type="module" src="/static/js/copying.js">alert(1)</script>', ["<script>"]),
        ('<script type="module" src="/static/js/../../media/x.js"></script>', ["<script>"]),
        ('<script type="module" src="//static/js/copying.js"></script>', ["<script>"]),
        ('<script src="/static/js/copying.js"></script>', ["<script>"]),
    ],
)
def test_the_reader_knows_the_sites_own_modules(script, found):
    assert list(in_tree(markup_of.fromstring(f"<div>{script}</div>"))) == found


def test_the_reader_would_see_what_runs():
    class Answer:
        headers = {"Content-Type": "text/html"}
        streaming = False

    found = dangers(
        Answer,
        b"<script></script><p onclick=x style=y><a href=' java\tscript:x'>a</a><img src=data:x><meta http-equiv=refresh>",
    )

    assert found == [
        "<script>",
        "p onclick=x",
        "p style=y",
        "a href= java\tscript:x",
        "img src=data:x",
        "<meta>",
    ]


HOSTILE_QUERIES = [
    "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "q=javascript:alert(1)&tag=%22%20onclick=alert(1)%20x=%22",
    "series=%3Csvg/onload=alert(1)%3E&author=%3Cimg%20src=x%20onerror=alert(1)%3E",
    "year=%22%3E%3Cscript%3E&lang=%3Cscript%3E",
    "q=%00%0d%0aX:1&tag=%E2%80%AE%ED%A0%80&tag=%C0%AF",
    "page=%3Cscript%3E",
    "page=99999999999999999999",
    "q=" + "%3Cscript%3E" * 400,
]


@pytest.mark.parametrize("query", HOSTILE_QUERIES)
def test_what_is_typed_into_an_address_is_text(client, query):
    make_edition_of_one = make_translation(make_paper("one"))
    publishing.publish([make_edition_of_one])

    for path in (
        "/en/papers/",
        "/ja/authors/",
        "/en/",
        "/en/%3Cscript%3Ealert(1)%3C/script%3E/",
        "/<svg onload=alert(1)>",
    ):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code in (200, 404)
        assert dangers(answer, answer.content) == []


SLUGS = [
    '"><script>',
    "a b",
    "../x",
    "a/b",
    "A",
    "日本",
    "a--b",
    "-a",
    "a%2f",
    "a.b",
    "javascript:x",
    "a\n",
    "a\0",
]


@pytest.mark.parametrize("slug", SLUGS)
def test_an_address_word_that_is_not_plain_is_refused(slug):
    author = make_author("known")
    makers = [
        lambda: make_series(slug),
        lambda: make_author(slug),
        lambda: make_tag(slug),
        lambda: make_paper(slug, authors=[author]),
        lambda: SitePage.objects.create(slug=slug),
    ]

    for make in makers:
        # PostgreSQL's driver refuses a NUL by itself.
        with pytest.raises((IntegrityError, DataError, ValueError)), transaction.atomic():
            make()


def test_no_code_or_key_takes_markup():
    paper = make_paper("plain")
    evil = '"><script>'
    refused = [
        lambda: Translation.objects.create(paper=paper, language=evil),
        lambda: Paper.objects.create(slug="other", original_language=evil),
        lambda: Footnote.objects.create(paper=paper, key=evil),
        lambda: NoteText.objects.create(footnote=paper.footnotes.create(key="k"), language=evil),
        lambda: Image.objects.create(digest=evil, extension="png", width=1, height=1, size=1),
        lambda: Image.objects.create(digest="c" * 64, extension="svg", width=1, height=1, size=1),
        lambda: Series.objects.create(slug="s", name="n", colour='"><b>'),
        lambda: Redirect.objects.create(old_path=evil, new_path="/"),
        lambda: Redirect.objects.create(old_path="/a", new_path="javascript:alert(1)"),
    ]

    for write in refused:
        with pytest.raises((IntegrityError, DataError)), transaction.atomic():
            write()


def test_every_way_of_writing_a_label_passes_the_cleaner():
    raw = f"<p>{marks('raw')}</p>"
    row = make_author("saved", biography_en=raw)
    Author.objects.bulk_create([Author(slug="bulk", family_name_en="B", biography_en=raw)])
    updated = make_author("updated")
    Author.objects.filter(pk=updated.pk).update(biography_en=raw)
    together = make_author("together", biography_en="<p>x</p>")
    together.biography_en = raw
    Author.objects.bulk_update([together], ["biography_en"])
    Author.objects.get_or_create(slug="got", defaults={"family_name_en": "G", "biography_en": raw})
    row.save(update_fields=["biography_en"])

    stored = set(Author.objects.values_list("biography_en", flat=True))

    assert len(stored) == 1
    (clean,) = stored
    assert "alert(1)" not in clean
    assert "javascript" not in clean
    assert escape(shown("raw"), quote=False) in clean


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_runs_nothing(live_server, settings, chromium, hostile):
    settings.SITE_URL = live_server.url

    assert tried_to_run(live_server.url, chromium, bypass_csp=False) == []
    # With the policy switched off as well: the pages themselves hold nothing that could run.
    assert tried_to_run(live_server.url, chromium, bypass_csp=True) == []


# Neither a block of data runs (whether it could, `dangers` says) nor is a module of the site's own refused.
RUNS = 'script:not([type="application/ld+json"])'


def tried_to_run(site, chromium, *, bypass_csp):
    """Return all that the pages of the hostile paper did, or were kept from doing, in a browser."""
    page, done = watched(chromium, bypass_csp=bypass_csp)
    for path in (
        *("/en/papers/whole/", "/en/papers/whole/parallel/ja/", "/ja/authors/one/"),
        *("/en/papers/withdrawn/", "/en/papers/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"),
    ):
        page.goto(site + path)
        page.mouse.move(200, 300)
        done += page.evaluate(
            f"[...window.refused, ...[...document.querySelectorAll('{RUNS}')].filter((script) =>"
            " !script.src.startsWith(location.origin + '/static/js/') || script.text)].map(String)"
        )
    page.context.close()
    return done


def watched(chromium, *, bypass_csp):
    """Return a page of a browser, and the list in which it keeps all that runs or is refused."""
    page, done = chromium.new_context(bypass_csp=bypass_csp, locale="en").new_page(), []
    page.on("dialog", lambda dialog: (done.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: done.append(str(error)))
    page.add_init_script(
        "window.refused = [];"
        "addEventListener('securitypolicyviolation', event => refused.push(event.violatedDirective));"
    )
    return page, done


@pytest.mark.browser
def test_the_browser_would_tell_what_runs(chromium):
    page, done = watched(chromium, bypass_csp=True)

    page.goto("about:blank")
    page.set_content(f"<p>{marks('control')}</p>")

    assert "1" in done
    page.context.close()
