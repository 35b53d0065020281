"""A hostile manuscript, of every kind that can be imported, is read as text."""

from datetime import date
from html import escape

import pytest
from lxml import html

from papers import importing, publishing, revisions
from papers.importing import Source, Wishes
from papers.models import Manuscript, Translation
from tests import word
from tests.security.crawling import crawl, dangers, words
from tests.security.hostile import CHANGELING, line, marks, shown

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ja")
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
    page = html.document_fromstring(answers["/en/papers/hostile/"][1])
    links = {a.get("href") for a in page.iter("a") if a.text == "link"}
    assert {link.split(":")[0] for link in links} <= {"https"}
    assert Manuscript.objects.get().name == name


def save_as_is(translation):
    """Save the working copy again, as its form would after the date was typed."""
    revisions.save(translation, revisions.working_copy(translation), origin="form")
