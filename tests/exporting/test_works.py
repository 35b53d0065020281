"""The sources of an edition are the same list in every file: that of its page, in its order and its words."""

import io
import re
import zipfile

import pytest
from django.utils import timezone
from lxml import etree, html

from papers import exporting
from papers.exporting import works
from papers.exporting.works import Source
from tests.exporting.pieces import call, program
from tests.factories import cite, make_edition, make_paper, make_reference

pytestmark = pytest.mark.django_db
XHTML = "{http://www.w3.org/1999/xhtml}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTES = {
    "n1": "Rush Doshi, <em>The Long Game</em> (Oxford University Press, 2021), 44.",
    "n2": "防衛省『防衛白書』2024年、12頁。",
    "n3": "Kim Author, “A Report on Ports,” https://example.org/ports.",
    "n4": "Doshi, <em>Long Game</em>, 50.",
}


@pytest.fixture
def version():
    """An edition that cites a confirmed book twice, a Japanese work and a report that nobody has confirmed."""
    body = "<p>Text" + "".join(map(call, NOTES)) + ".</p>"
    notes = {key: f"<p>{text}</p>" for key, text in NOTES.items()}
    row = make_edition(make_paper("pact"), body=body, notes=notes)
    row.citations.all().delete()
    doshi = make_reference(
        "doshi",
        title="The Long Game: China’s Grand Strategy",
        author=[{"family": "Doshi", "given": "Rush"}],
        publisher="Oxford University Press",
        publisher_place="New York",
        issued={"date-parts": [[2021]]},
        DOI="10.1093/oso/9780197527917.001.0001",
    )
    doshi.confirmed_at = timezone.now()
    doshi.save()
    ports, paper = (
        make_reference("ports", title="A Report on Ports"),
        make_reference("bouei", title="防衛白書"),
    )
    cite(row, "n1", doshi, printed=NOTES["n1"])
    cite(row, "n2", paper, printed=NOTES["n2"], language="ja")
    cite(row, "n3", ports, printed=NOTES["n3"])
    cite(row, "n4", doshi, printed=NOTES["n4"], is_short=True)
    return row


def printing(version):
    row = exporting.readable(type(version).objects.filter(pk=version.pk)).get()
    return exporting.printing_of(row, exporting.own_address(row, is_live=True), timezone.now())


def squash(text):
    return re.sub(r"\s+", "", text)


def on_page(client):
    page = html.fromstring(client.get("/en/papers/pact/").content)
    return [squash(line.text_content()) for line in page.iterfind(".//span[@class='source']")]


def made(version, kind):
    return exporting.KINDS[kind].make((printing(version),))


def in_epub(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        root = etree.fromstring(book.read("EPUB/text.xhtml"))
    section = next(part for part in root.iter(f"{XHTML}section") if part.get("id") == "references")
    return [squash("".join(line.itertext())) for line in section.iter(f"{XHTML}p")]


def in_docx(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        root = etree.fromstring(file.read("word/document.xml"))
    lines = ["".join(paragraph.itertext()) for paragraph in root.iter(f"{W}p")]
    start = lines.index("References") + 1
    return [squash(line) for line in lines[start : lines.index("", start)]]


def in_jats(data):
    return [squash("".join(line.itertext())) for line in etree.fromstring(data).iter("mixed-citation")]


def in_text(data):
    listed = data.decode().split("References\n----------\n\n")[1].split("\n\n----")[0]
    return [squash(line) for line in re.split(r"(?m)^- ", listed)[1:]]


def in_pdf(data):
    return squash(program("pdftotext", "-", "-", data=data)).split("References")[1]


def test_every_file_lists_the_sources_as_the_page_does(client, version):
    expected = on_page(client)

    assert len(expected) == 3
    for kind, read in (("epub", in_epub), ("docx", in_docx), ("xml", in_jats), ("txt", in_text)):
        assert (kind, read(made(version, kind))) == (kind, expected)
    assert in_pdf(made(version, "pdf")).startswith("".join(expected))


def test_a_confirmed_work_is_listed_from_its_record_and_any_other_as_its_note_prints_it(client, version):
    expected = on_page(client)

    assert any(line.startswith("Doshi,Rush.TheLongGame") for line in expected)
    assert squash("防衛省『防衛白書』2024年、12頁。") in expected
    assert squash("Kim Author, “A Report on Ports,” https://example.org/ports.") in expected


def test_what_a_file_says_of_a_work_follows_the_library(version):
    before = exporting.order("pdf", printing(version)).made_from
    item = {"type": "book", "title": "Another Title"}
    type(version.citations.first().reference).objects.filter(key="doshi").update(item=item)

    assert exporting.order("pdf", printing(version)).made_from != before
    assert "AnotherTitle" in squash(" ".join(source.html for source in printing(version).sources))


def test_a_work_that_is_cited_by_a_note_that_is_not_printed_is_not_listed(version):
    cite(version, "n9", make_reference("lost", title="Lost"), printed="Lost, <em>Work</em>.")

    assert "Lost" not in " ".join(source.html for source in printing(version).sources)


def test_an_edition_that_cites_nothing_has_no_sources():
    assert printing(make_edition(make_paper("bare"))).sources == ()


@pytest.mark.parametrize(
    ("html", "language", "line"),
    [
        (
            "See https://example.org/a?b=1&amp;c.",
            "en",
            'See <a href="https://example.org/a?b=1&amp;c">https://example.org/a?b=1&amp;c</a>.',
        ),
        ('A <em lang="fr">Titre</em>, 2', "en", 'A <span lang="fr"><em>Titre</em></span>, 2'),
        ("『題』 <em>Title</em>", "ja", '『題』 <em class="latin">Title</em>'),
        ("&lt;b&gt; “x”", "en", "&lt;b&gt; “x”"),
    ],
)
def test_a_line_of_a_file_has_links_and_languages_as_bodies_have_them(html, language, line):
    assert works.line(html, language) == line


def test_facts_tell_lines_languages_and_records():
    assert Source("a", "en", {"title": "T"}).facts() == ["a", "en", {"title": "T"}]
