"""EPUB: every part is named, every link leads somewhere, notes open in place, languages are marked."""

import io
import zipfile
from pathlib import PurePosixPath

import pytest
from lxml import etree

from papers.document import Person, Picture, Text
from papers.exporting import epub
from papers.exporting.printing import Retraction
from papers.exporting.works import Source
from papers.models import Label
from tests.exporting.pieces import SERIES, call, note, printing

X = {
    "x": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
    "o": "http://www.idpf.org/2007/opf",
}
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PICTURE = f"/media/{'a' * 64}.png"
BODY = (
    f'<h2 data-passage="a1">One</h2><p data-passage="a2">Text{call("a")}, <span lang="fr">mot</span>{call("b")}'
    f"{call('a')}.</p>"
    f'<h3 data-passage="a3">Below</h3><figure data-passage="a4"><img src="{PICTURE}" alt="A harbour"></figure>'
    '<h2 data-passage="a5">Two</h2><table data-passage="a6"><tbody><tr><td><p>Cell</p></td></tr></tbody></table>'
)
NOTES = (note("a"), note("b", "<p>備考。</p>", kind="translator", language="ja"))


@pytest.fixture
def picture(monkeypatch):
    monkeypatch.setattr("papers.exporting.printing.picture", lambda src: b"PNG")


def whole(**live):
    return printing(
        BODY,
        *NOTES,
        series=SERIES,
        volume="7",
        abstract="<p>In short.</p>",
        licence="CC-BY-4.0",
        translators=(Person(2, Text("橋渡", "ja"), Text("ことは", "ja"), Text("橋渡ことは", "ja")),),
        pictures={PICTURE: Picture(8, 6)},
        live={"sources": (Source("Kim, <em>A Book</em>.", "en"),), **live},
    )


def opened(edition):
    with zipfile.ZipFile(io.BytesIO(epub.write(edition))) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def test_the_first_member_says_what_it_is():
    with zipfile.ZipFile(io.BytesIO(epub.write(printing()))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"


@pytest.mark.usefixtures("picture")
def test_every_part_is_in_the_manifest_and_every_link_leads_somewhere():
    files = opened(whole())

    package = etree.fromstring(files["EPUB/package.opf"])
    named = {f"EPUB/{item.get('href')}" for item in package.iterfind(".//o:item", X)}
    assert named | {"mimetype", "META-INF/container.xml", "EPUB/package.opf"} == set(files)
    ids = set(etree.fromstring(files["EPUB/text.xhtml"]).xpath("//@id"))
    for name in ("nav", "text", "cover"):
        for target in etree.fromstring(files[f"EPUB/{name}.xhtml"]).xpath("//@href | //@src"):
            path, _, anchor = str(target).partition("#")
            assert path.startswith("http") or not path or str(PurePosixPath("EPUB", path)) in files
            assert not anchor or anchor in ids or path.startswith("http")


def test_a_call_opens_its_note_and_the_note_leads_back_to_its_first_call():
    text = etree.fromstring(opened(whole())["EPUB/text.xhtml"])

    calls = text.xpath("//x:a[@e:type='noteref']", namespaces=X)
    assert [(link.get("href"), link.text) for link in calls] == [
        ("#note-a", "1"),
        ("#note-b", "2"),
        ("#note-a", "1"),
    ]
    notes = text.xpath("//x:aside[@e:type='footnote']", namespaces=X)
    assert [(each.get("id"), each.get("role"), each.get(LANG)) for each in notes] == [
        ("note-a", "doc-footnote", None),
        ("note-b", "doc-footnote", "ja"),
    ]
    assert ["".join(each.itertext()).strip() for each in notes] == [
        "1 Source a.",
        "2 Translator’s note 備考。",
    ]
    assert [each.xpath("string(.//@href)") for each in notes] == ["#call-a", "#call-b"]


@pytest.mark.usefixtures("picture")
def test_it_says_what_it_is_and_what_it_offers():
    package = etree.fromstring(opened(whole(keywords=("ports",)))["EPUB/package.opf"])

    assert (package.get("version"), package.get(LANG)) == ("3.0", "en")
    core = {
        name: [each.text for each in package.iter(f"{DC}{name}")]
        for name in (
            "title",
            "creator",
            "contributor",
            "language",
            "publisher",
            "date",
            "subject",
            "rights",
            "source",
        )
    }
    assert core == {
        "title": ["The Paper"],
        "creator": ["Hanako Mihon"],
        "contributor": ["橋渡ことは"],
        "language": ["en"],
        "publisher": ["Sample Institute"],
        "date": ["2025-06-27"],
        "subject": ["ports"],
        "rights": ["CC-BY-4.0"],
        "source": ["https://papers.example/en/papers/paper/"],
    }
    said = [(each.get("property"), each.text) for each in package.iterfind(".//o:meta", X)]
    assert [
        text
        for name, text in said
        if name in ("schema:accessMode", "schema:accessModeSufficient", "schema:accessibilityHazard")
    ] == ["textual", "visual", "textual", "none"]
    assert ("file-as", "Mihon, Hanako") in said
    assert ("belongs-to-collection", "Allies and Partners") in said
    assert ("group-position", "7") in said


def test_the_contents_list_has_the_headings_in_their_levels():
    nav = etree.fromstring(opened(whole())["EPUB/nav.xhtml"])

    outer = nav.xpath("//x:nav[@e:type='toc']/x:ol/x:li", namespaces=X)
    assert [item.xpath("string(x:a)", namespaces=X) for item in outer] == [
        "The Paper",
        "Abstract",
        "One",
        "Two",
        "Notes",
        "References",
    ]
    assert outer[2].xpath("string(x:ol/x:li/x:a)", namespaces=X) == "Below"


def test_a_picture_that_is_gone_is_replaced_by_its_words():
    text = etree.fromstring(opened(whole())["EPUB/text.xhtml"])

    assert text.xpath("string(//x:figure)", namespaces=X) == "A harbour"
    assert not text.xpath("//x:img", namespaces=X)


def test_languages_are_said_in_both_ways():
    text = etree.fromstring(opened(whole())["EPUB/text.xhtml"])

    assert (text.get("lang"), text.get(LANG)) == ("en", "en")
    marked = text.xpath("//x:span[@lang='fr']", namespaces=X)
    assert [each.get(LANG) for each in marked] == ["fr"]


def test_a_retraction_stands_above_the_title():
    edition = whole(retraction=Retraction("July 1, 2025", Label("Wrong.", "en")))

    said = etree.fromstring(opened(edition)["EPUB/text.xhtml"]).xpath("string(//x:header)", namespaces=X)

    assert said.index("This paper was retracted on July 1, 2025.") < said.index("The Paper")


def test_the_cover_is_a_picture_in_upright_format():
    cover = opened(whole())["EPUB/cover.png"]

    assert cover.startswith(b"\x89PNG")
    width, height = (int.from_bytes(cover[place : place + 4], "big") for place in (16, 20))
    assert height > width > 800


@pytest.mark.usefixtures("picture")
def test_the_same_text_is_the_same_file():
    assert epub.write(whole()) == epub.write(whole())


def test_a_picture_in_a_book_is_the_one_that_is_in_the_book(picture):
    edition = printing(BODY, *NOTES, pictures={PICTURE: Picture(2000, 1500)})

    (image,) = etree.fromstring(opened(edition)["EPUB/text.xhtml"]).iter("{*}img")
    assert dict(image.attrib) == {
        "src": f"images/{'a' * 64}.png",
        "alt": "A harbour",
        "width": "2000",
        "height": "1500",
    }
