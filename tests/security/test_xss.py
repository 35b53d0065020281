"""Nothing that is stored runs in a reader's browser: hostile text in every field and every kind of manuscript."""

from datetime import date
from html import escape

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DataError, IntegrityError, transaction
from lxml import html as lxml_html

from papers import importing, publishing
from papers.document import Note
from papers.importing import Source, Wishes
from papers.models import (
    Author,
    Authorship,
    Footnote,
    Image,
    Manuscript,
    NoteText,
    Paper,
    Redirect,
    Series,
    SitePage,
    Translation,
    Translatorship,
)
from papers.models.fields import BodyField, LineField, NoteField
from tests import word
from tests.factories import make_author, make_paper, make_series, make_tag, make_translation, save
from tests.security.crawling import crawl, dangers, words

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ja")
DIGEST = "ab" * 32


def line(name, length=500):
    """Return one line that runs when it is ever taken for HTML; short columns get as much of it as they hold."""
    whole = f"\"'><script>{name}</script><img src=x onerror=alert(1)>"
    short = f'">{name}<b onx=1>'
    return next((text for text in (whole, short) if len(text) <= length), "<b onx=1>"[:length])


def shown(name):
    """Return the part of a hostile text that a reader must see as it was typed."""
    return f"<script>{name}</script>"


def marks(name):
    """Return inline HTML that runs in a dozen ways; between them stands the name, escaped, as text."""
    return (
        f"{escape(shown(name))}<script>alert(1)</script><img src=x onerror=alert(2)>"
        '<a href="javascript:alert(3)" onclick="alert(4)">a</a><a href=" jAvA&#9;sCrIpT&colon;alert(5)">b</a>'
        '<a href="data:text/html,<script>alert(6)</script>">c</a><a href="vbscript:alert(7)">d</a>'
        "<a href='https://example.org/\"onmouseover=\"alert(8)'>e</a>"
        '<span style="position:fixed" lang="en&quot; onclick=&quot;alert(9)">f</span>'
        "<svg onload=alert(10)><script>alert(11)</script><a xlink:href=javascript:alert(12)>g</a></svg>"
        "<iframe srcdoc='<script>alert(14)</script>'></iframe><object data=javascript:alert(15)></object>"
        "<form action=javascript:alert(16)><button formaction=javascript:alert(17)>h</button></form>"
        "<style>*{background:url(javascript:alert(18))}</style><base href=javascript:alert(19)>"
        "<!--><img src=x onerror=alert(20)>--><noscript><p title='</noscript><img src=x onerror=alert(21)>'>i"
        "<ruby onclick=alert(22)>漢<rt onclick=alert(23)>か</rt></ruby><details ontoggle=alert(24) open>j</details>"
    )


# Read once it is harmless; written out and read again, as by a careless cleaner, it is not.
CHANGELING = '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(13)&gt;"></math>'


def paragraph(name):
    return f"<p onclick=alert(1)>{marks(name)}{CHANGELING}</p>"


def body(name):
    """Return a body that is hostile in each of its elements, and calls two notes."""
    return (
        f'<h2 onclick=alert(1) data-passage="&quot;onclick=alert(2)&quot;">{marks(name)}</h2>{paragraph(name)}'
        '<p data-passage="n1">Called<sup data-note="n1" onclick="alert(1)"></sup>'
        '<sup data-note="n2"></sup><sup data-note="&quot;&gt;&lt;script&gt;"></sup></p>'
        f"<blockquote onclick=alert(1)>{paragraph(name)}</blockquote>"
        f"<ol start='1 onclick=alert(1)'><li onclick=alert(2)>{marks(name)}</li></ol>"
        f"<table onclick=alert(1)><caption>{marks(name)}</caption><tr><th scope='col onclick=alert(2)' colspan='2\"'>"
        f"{marks(name)}</th></tr><tr><td rowspan='javascript:alert(3)'>{marks(name)}</td></tr></table>"
        f"<figure onclick=alert(1)><img src='/media/{DIGEST}.png' onload=alert(2) alt='{escape(shown(name))}'>"
        f"<figcaption>{marks(name)}<small>{marks(name)}</small></figcaption></figure>"
    )


def texts(name):
    """Return the fields of a hostile text."""
    return {
        "title": line(f"{name}-title"),
        "subtitle": line(f"{name}-subtitle"),
        "abstract": paragraph(f"{name}-abstract"),
        "body": body(f"{name}-body"),
        "notes": {key: Note(key, kind, "en", paragraph(f"{name}-{key}")) for key, kind in NOTES.items()},
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
    rows = [make_translation(paper, language, **texts(f"{name}-{language}")) for language in LANGUAGES]
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
    publishing.publish([make_translation(papers["single"], "en", **texts("single"))])
    for version in versions["whole"]:
        Translatorship.objects.create(translation=version.translation, author=author)
        save(version.translation, **texts(f"better-{version.language}"))
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


# -- manuscripts ---------------------------------------------------------------------------------

LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(2)",
    "data:text/html,<script>alert(3)</script>",
    "vbscript:alert(4)",
    "file:///etc/passwd",
    'https://example.org/"onclick="alert(5)',
    "https://example.org/good",
]


def plain_text():
    return (
        f"A Title\n\nA beginning: {line('in-body')}\n\n"
        'A first sentence.[1] <a href="javascript:alert(1)" onclick=alert(2)>link</a> '
        "[md](javascript:alert(3)) <javascript:alert(4)>\n\nA second one.[2]\n\nNotes\n"
        f"- 1 {line('in-note')} javascript:alert(5)\n- 2 <svg onload=alert(6)>\n"
    ).encode()


def markdown():
    links = " ".join(f"[link]({address})" for address in LINKS if " " not in address and "<" not in address)
    return (
        f"---\ntitle: '<script>in-title</script>'\n---\n\n# A title\n\n## \\<script\\>in-heading\\</script\\>\n\n"
        f"A sentence \\<script\\>in-body\\</script\\>[^1] {marks('raw-inline')} {links}\n\n"
        "<div onclick=alert(1) style='x'>\n\ninside\n\n</div>\n\n![<img src=x onerror=alert(1)>](javascript:alert(2))\n\n"
        "[span]{onclick=alert(1) style=x .c}\n\n``` {=html}\n<script>alert(1)</script>\n```\n\n"
        "<javascript:alert(1)> and `<b onclick=alert(1)>`{=html}.\n\n"
        f"[^1]: \\<script\\>in-note\\</script\\> {marks('raw-note')} [x](javascript:alert(9))\n"
    ).encode()


def web_page():
    return (
        "<!doctype html><html onload=alert(1)><head><title>&lt;script&gt;in-title&lt;/script&gt;</title>"
        "<script>alert(1)</script><base href='javascript:alert(2)'></head><body onload=alert(3)>"
        f"<h1>{escape(shown('in-title'))}</h1><h2>{marks('in-heading')}</h2><p onclick=alert(1)>{marks('in-body')}</p>"
        "<p>Called<sup><a id=r1 href='#f1' onclick=alert(1)>1</a></sup>.</p>"
        f"<ol><li id=f1>{marks('in-note')} <a href='#r1'>↩</a></li></ol>{CHANGELING}</body></html>"
    ).encode()


def word_document():
    links = {f"rId9{number}": address for number, address in enumerate(LINKS) if '"' not in address}
    return word.document(
        word.p(word.r(shown("in-title")), style="a3"),
        word.p(word.r(shown("in-heading")), style="1"),
        word.p(
            word.r(line("in-body")),
            word.call(1),
            *(word.field(f'HYPERLINK "{address}"', word.r("link")) for address in LINKS),
        ),
        word.p(word.r("<img src=x onerror=alert(1)>"), word.r("&lt;script&gt;")),
        footnotes={
            1: word.note(
                word.r(line("in-note")),
                *(f'<w:hyperlink r:id="{name}">{word.r("link")}</w:hyperlink>' for name in links),
            )
        },
        note_links=links,
    )


def open_document():
    """Return an .odt whose text, links and note are hostile."""
    anchors = "".join(
        f'<text:a xlink:type="simple" xlink:href="{escape(address)}">link</text:a>' for address in LINKS
    )
    note = (
        '<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body><text:p>{escape(line('in-note'))}</text:p></text:note-body></text:note>"
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "style")
    )
    xml = (
        f'<?xml version="1.0"?><office:document-content{spaces} xmlns:xlink="http://www.w3.org/1999/xlink" '
        'office:version="1.2"><office:body><office:text>'
        f'<text:h text:outline-level="1">A title</text:h>'
        f'<text:h text:outline-level="2">{escape(shown("in-heading"))}</text:h>'
        f"<text:p>{escape(line('in-body'))}{note}{anchors}</text:p><text:p>A last one.</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    styles = (
        f'<?xml version="1.0"?><office:document-styles{spaces} office:version="1.2"><office:styles/>'
        "</office:document-styles>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return word.archive(
        {
            "mimetype": kind.encode(),
            "content.xml": xml.encode(),
            "styles.xml": styles.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


MANUSCRIPTS = {
    "txt": (plain_text, {"in-body", "in-note"}),
    "md": (markdown, {"in-heading", "in-body", "in-note"}),
    "html": (web_page, {"in-heading", "in-body", "in-note"}),
    "docx": (word_document, {"in-heading", "in-body", "in-note"}),
    "odt": (open_document, {"in-heading", "in-body", "in-note"}),
}


@pytest.mark.parametrize("suffix", MANUSCRIPTS)
def test_a_hostile_manuscript_is_read_as_text(client, suffix):
    make, expected = MANUSCRIPTS[suffix]
    name = f'"><img src=x onerror=alert(1)>.{suffix}'
    data = make()
    source = Source(name, data, importing.read(name, data, "en", LANGUAGES))
    wishes = Wishes(slug="hostile", titles={"en": line("in-wish")}, authors=[f"{shown('in-family')}, Given"])
    importing.store([source], wishes)
    translation = Translation.objects.get()
    Translation.objects.update(printed_date=date(2025, 6, 27))
    translation.refresh_from_db()
    save_as_is(translation)
    publishing.publish([translation])

    answers = crawl(client, ["/en/", "/en/papers/hostile/", "/ja/papers/hostile/"])

    assert {path: found for path, (answer, body) in answers.items() if (found := dangers(answer, body))} == {}
    read = words(*answers["/en/papers/hostile/"])
    assert {name for name in {*expected, "in-wish", "in-family"} if shown(name) not in read} == set()
    page = lxml_html.document_fromstring(answers["/en/papers/hostile/"][1])
    links = {a.get("href") for a in page.iter("a") if a.text == "link"}
    assert {link.split(":")[0] for link in links} <= {"https"}
    assert Manuscript.objects.get().name == name


def save_as_is(translation):
    """Save the working copy again, as its form would after the date was typed."""
    from papers import revisions

    revisions.save(translation, revisions.working_copy(translation), origin="form")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_runs_nothing(live_server, settings, chromium, hostile):
    settings.SITE_URL = live_server.url

    assert tried_to_run(live_server.url, chromium, bypass_csp=False) == []
    # With the policy switched off as well: the pages themselves hold nothing that could run.
    assert tried_to_run(live_server.url, chromium, bypass_csp=True) == []


def tried_to_run(site, chromium, *, bypass_csp):
    """Return all that the pages of the hostile paper did, or were kept from doing, in a browser."""
    page, done = watched(chromium, bypass_csp=bypass_csp)
    for path in (
        *("/en/papers/whole/", "/en/papers/whole/parallel/ja/", "/ja/authors/one/"),
        *("/en/papers/withdrawn/", "/en/papers/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"),
    ):
        page.goto(site + path)
        page.mouse.move(200, 300)
        done += page.evaluate("[...window.refused, ...document.scripts].map(String)")
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
