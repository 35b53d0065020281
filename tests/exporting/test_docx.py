"""Word documents: read back by our own importing, they are the same text."""

import io
import zipfile

import pytest
from lxml import etree

from papers import markup
from papers.document import Text
from papers.exporting import docx
from papers.exporting.printing import Retraction
from papers.exporting.works import Source
from papers.importing import reading
from papers.models import Label
from tests.exporting.pieces import SERIES, call, note, printing

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EVERYTHING = (
    f'<h2 data-passage="a1">One{call("n1")}</h2><p data-passage="a2 a3">Some <strong>bold <em>and italic</em></strong> '
    'H<sub>2</sub>O x<sup>2</sup>, <span lang="fr">mot juste</span>, a '
    '<a href="https://example.org/?a=b&amp;c">link</a>.<br>Line. <ruby>漢字<rt>かんじ</rt></ruby>'
    f"{call('n2')} and again{call('n1')}.</p>"
    '<blockquote data-passage="a4"><p>Quoted one.</p><p>Quoted two.</p></blockquote>'
    '<blockquote data-passage="b4"><p>Another.</p><ul><li><p>In it</p></li><li><p>Too</p></li></ul><p>On.</p></blockquote>'
    '<blockquote data-passage="c4"><ol><li><p>A list alone</p></li></ol></blockquote>'
    '<ul data-passage="a5"><li><p>First</p><ol start="3"><li><p>Inner</p></li><li><p>Other</p></li></ol></li>'
    "<li><p>Second</p><p>More of it</p></li><li><p>Last</p></li></ul>"
    '<ol data-passage="b5"><li><p>Counted</p><p>More</p></li><li><p>On</p></li></ol>'
    '<ol data-passage="c5"><li><p>Anew</p></li></ol>'
    f'<table data-passage="a6"><caption>Table 1. A caption{call("n3")}</caption><tbody><tr><th scope="col"><p>A</p></th>'
    '<th scope="col"><p>B</p></th><th scope="col"><p>C</p></th></tr><tr><th scope="row"><p>x</p></th>'
    '<td colspan="2"><p>wide</p></td></tr><tr><th scope="row" rowspan="2"><p>y</p></th><td><p>1</p></td><td><p>2</p></td>'
    "</tr><tr><td><p>3</p></td><td><p>4</p></td></tr></tbody></table>"
    '<h3 data-passage="a7">Two</h3><h4 data-passage="a8">Three</h4><p data-passage="a9">End.</p>'
)
NOTES = (
    note("n1", "<p>First <em>note</em>, <a href='https://example.org/n'>there</a>.</p>".replace("'", '"')),
    note("n2", "<p>Said by somebody.</p><p>Twice.</p>", kind="translator"),
    note("n3", "<p>『防衛白書』二〇二四年版を見よ。</p>", language="ja"),
)


def whole(**more):
    settled = {
        "title": "The Paper: A Trial",
        "subtitle": "Its Limits",
        "abstract": "<p>In short.</p><p>At <em>length</em>.</p>",
        "series": SERIES,
        "licence": "CC-BY-4.0",
        **more,
    }
    live = {
        "sources": (Source("Kim, <em>A Book</em>.", "en"),),
        "retraction": Retraction("July 1, 2025", Label("Wrong.", "en")),
    }
    return printing(EVERYTHING, *NOTES, live=live, **settled)


def test_the_sample_is_a_body_as_every_writer_leaves_it():
    assert markup.clean(EVERYTHING) == EVERYTHING


def test_read_back_it_is_the_same_paper():
    edition = whole()

    back = reading.read("paper.docx", docx.write(edition), "en")

    frozen = edition.document
    assert back.body == EVERYTHING
    assert [(n.key, n.kind, n.language, n.html) for n in back.notes] == [
        (n.key, n.kind, n.language, n.html) for n in NOTES
    ]
    assert (back.title, back.subtitle, back.abstract) == (frozen.title, frozen.subtitle, frozen.abstract)
    assert back.authors == ("Hanako Mihon",)
    assert back.furniture.printed_date == frozen.printed_date
    assert (back.proof.mismatches, back.unsure) == ((), ())


def test_what_is_printed_around_the_text_is_named_as_left_out():
    back = reading.read("paper.docx", docx.write(whole()), "en")

    assert {entry.what for entry in back.not_kept} == {"line of an exported file"}
    assert "Allies and Partners Policy Paper Vol. 7" in {entry.where for entry in back.not_kept}


def test_a_japanese_paper_comes_back_as_it_was():
    body = (
        f'<h2 data-passage="k1">はじめに</h2><p data-passage="k2">「協力」を示した。{call("n1")}次に、<em>強調</em>と'
        f"<strong>太字</strong>がある{call('n2')}、と述べる。{call('n1')}</p>"
    )
    notes = (note("n1"), note("n2", "<p>防衛省『防衛白書』2024年。</p>", language="ja"))
    edition = printing(
        body, *notes, language="ja", title="静かな半分――標準と確認", abstract="<p>要旨の文。</p>"
    )

    back = reading.read("paper.docx", docx.write(edition), "ja")

    assert back.body == body
    assert [(n.language, n.html) for n in back.notes] == [(n.language, n.html) for n in notes]
    assert (back.title, back.abstract) == ("静かな半分――標準と確認", "<p>要旨の文。</p>")


def again(body, *notes, language="en"):
    return reading.read("paper.docx", docx.write(printing(body, *notes, language=language)), language)


def test_calls_side_by_side_are_parted_for_the_eye_only():
    body = f'<p data-passage="a1">One{call("a")}{call("b")} and two{call("c")}.</p>'

    edition = printing(body, "a", "b", "c")

    document = etree.fromstring(parts(edition)["word/document.xml"])
    styled = [style.get(f"{W}val") for style in document.iter(f"{W}rStyle")]
    assert styled.count("TaiyakuBetweenCalls") == 1
    assert again(body, "a", "b", "c").body == body


def test_notes_keep_their_keys_and_a_new_one_gets_the_next_that_is_free():
    body = f'<p data-passage="a1">One{call("n2")}, two{call("n1")}, three{call("old-key")}.</p>'
    data = docx.write(printing(body, "n2", "n1", "old-key"))

    back = reading.read("paper.docx", without_bookmark(data, "_note_n1"), "en")

    assert [note.key for note in again(body, "n2", "n1", "old-key").notes] == ["n2", "n1", "old-key"]
    assert [note.key for note in back.notes] == ["n2", "n1", "old-key"]
    back = reading.read("paper.docx", without_bookmark(data, "_note_old_key"), "en")
    assert [note.key for note in back.notes] == ["n2", "n1", "n3"]


def without_bookmark(data, name):
    """Return the file as if that note had been typed anew."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.namelist():
            new.writestr(member, old.read(member).replace(f'"{name}"'.encode(), b'"_other"'))
    return made.getvalue()


def test_a_note_keeps_its_language_whatever_its_letters_look_like():
    mixed = "<p>Defense Agency, “A Long English Title of a Memorandum,” 2023; 防衛省『白書』。</p>"
    body = f'<p data-passage="k1">本文{call("n1")}。</p>'

    back = again(body, note("n1", mixed, language="ja"), language="ja")

    assert [(n.language, n.html) for n in back.notes] == [("ja", mixed)]


# -- what Word asks for ----------------------------------------------------------------------


def parts(edition):
    with zipfile.ZipFile(io.BytesIO(docx.write(edition))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_note_called_twice_is_one_footnote_and_a_reference_to_it():
    files = parts(whole())

    document = etree.fromstring(files["word/document.xml"])
    references = [element.get(f"{W}id") for element in document.iter(f"{W}footnoteReference")]
    footnotes = etree.fromstring(files["word/footnotes.xml"])
    assert references == ["1", "2", "3"]
    assert [element.get(f"{W}id") for element in footnotes] == ["-1", "0", "1", "2", "3"]
    bookmarks = {element.get(f"{W}name") for element in document.iter(f"{W}bookmarkStart")}
    assert [element.text.split()[1] for element in document.iter(f"{W}instrText")] == ["_note_n1"]
    assert "_note_n1" in bookmarks


def test_every_style_and_every_relation_that_is_named_is_there():
    files = parts(whole())

    styles = {
        style.get(f"{W}styleId") for style in etree.fromstring(files["word/styles.xml"]).iter(f"{W}style")
    }
    used = set()
    for name in ("word/document.xml", "word/footnotes.xml"):
        root = etree.fromstring(files[name])
        used |= {
            element.get(f"{W}val")
            for tag in ("pStyle", "rStyle", "tblStyle")
            for element in root.iter(f"{W}{tag}")
        }
        relations = etree.fromstring(files[name.replace("word/", "word/_rels/") + ".rels"])
        known = {relation.get("Id") for relation in relations}
        ids = {
            value
            for element in root.iter()
            for key, value in element.attrib.items()
            if key.endswith("}id") and value.startswith("rId")
        }
        assert ids <= known
    assert used <= styles


@pytest.mark.parametrize(
    ("language", "marked"),
    [("ja", {"val": "en-US", "eastAsia": "ja-JP"}), ("en", {"val": "en-US", "eastAsia": "ja-JP"})],
)
def test_the_language_and_its_east_asian_font_are_the_default(language, marked):
    styles = etree.fromstring(parts(printing(language=language))["word/styles.xml"])

    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert {name: default.find(f"{W}lang").get(f"{W}{name}") for name in marked} == marked
    assert default.find(f"{W}rFonts").get(f"{W}eastAsia") == "游明朝"


def test_the_language_of_a_note_is_marked_on_its_words():
    footnotes = etree.fromstring(parts(whole())["word/footnotes.xml"])

    marked = [element.get(f"{W}eastAsia") for element in footnotes[4].iter(f"{W}lang")]
    assert marked == ["ja-JP"]


def test_hostile_words_are_text():
    hostile = '</w:t><w:altChunk r:id="rId1"/>&<>"'
    shown = hostile.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    files = parts(printing(f"<p>{shown}</p>", title=hostile, authors=(), subtitle=Text(hostile).text))

    document = etree.fromstring(files["word/document.xml"])
    assert not list(document.iter(f"{W}altChunk"))
    assert hostile in ["".join(paragraph.itertext()) for paragraph in document.iter(f"{W}p")]
