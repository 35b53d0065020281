"""JATS: valid against the archiving tag set, each edition once, notes and passages that can be found."""

from pathlib import Path

import pytest
from lxml import etree

from papers.document import Person, Picture, Text
from papers.exporting import jats
from papers.exporting.printing import Retraction
from papers.exporting.works import Source
from papers.models import Label
from tests.exporting.pieces import SERIES, call, frozen, made, note, printing

DTD = Path(__file__).parent.parent / "samples" / "jats" / "JATS-archivearticle1.dtd"
XML = "{http://www.w3.org/XML/1998/namespace}"
PICTURE = f"/media/{'a' * 64}.png"
EVERYTHING = (
    f'<h2 data-passage="a1">One{call("a")}</h2><p data-passage="a2 a3">Some <strong>bold <em>and italic</em></strong> '
    'H<sub>2</sub>O x<sup>2</sup>, <span lang="fr">mot juste</span>, '
    f'<a href="https://example.org/?a=b&amp;c">link</a>.<br>Line. <ruby>漢字<rt>かんじ</rt></ruby>{call("b")}{call("a")}</p>'
    '<blockquote data-passage="a4"><p>Quoted.</p><ul><li><p>In it</p></li></ul></blockquote>'
    '<ol start="3" data-passage="a5"><li><p>Third</p><ul><li><p>Inner</p></li></ul></li></ol>'
    '<table data-passage="a6"><caption>Table 1</caption><tbody><tr><th scope="col"><p>A</p></th>'
    '<th scope="col"><p>B</p></th></tr><tr><th scope="row" rowspan="2"><p>x</p></th><td><p>1</p>'
    "<p>2</p></td></tr><tr><td><ul><li><p>3</p></li></ul></td>"
    f'</tr></tbody></table><figure data-passage="a7"><img src="{PICTURE}" alt="A harbour">'
    "<figcaption>Figure 1<small>Photo: X</small></figcaption></figure>"
    '<h4 data-passage="a8">Deep</h4><p data-passage="a2">Again.</p><h3 data-passage="a9">Less deep</h3>'
)
FULL = {
    "subtitle": "Its Limits",
    "abstract": "<p>In <em>short</em>.</p>",
    "series": SERIES,
    "volume": "7",
    "licence": "CC-BY-4.0",
    "translators": (
        Person(2, Text("Hashiwatari", "en"), Text("Kotoha", "en"), Text("Kotoha Hashiwatari", "en")),
    ),
    "pictures": {PICTURE: Picture(800, 600)},
}


RECORDS = (
    {
        "type": "chapter",
        "language": "en",
        "title": "Ports",
        "container-title": "A Book",
        "collection-title": "A Series",
        "author": [
            {"family": "Kim", "given": "Ann"},
            {"literal": "Ministry of Ports"},
            {"literal": "others"},
        ],
        "editor": [{"family": "Lee", "given": "Bo"}],
        "issued": {"date-parts": [[2021, 5, 4]]},
        "publisher": "Press",
        "publisher-place": "Busan",
        "edition": 2,
        "page": "11–29",
        "ISBN": "978-0-00-000000-2",
        "URL": "https://example.org/?a=b&c",
    },
    {
        "type": "article-journal",
        "title": "T",
        "container-title": "J",
        "volume": "3",
        "issue": "1",
        "page": "7",
        "DOI": "10.1/x",
    },
    {"type": "report", "title": 3, "author": "nobody", "issued": {"raw": "2020"}},
    {"type": "treaty", "title": "<Pact> & more", "issued": {"date-parts": [["1994", "April"]]}},
    {},
)


def problems(xml):
    dtd = etree.DTD(str(DTD))
    return [] if dtd.validate(etree.fromstring(xml)) else [str(entry) for entry in dtd.error_log]


def english(**live):
    notes = (note("a"), note("b", "<p>備考。</p><p>続き。</p>", kind="translator", language="ja"))
    return printing(EVERYTHING, *notes, live=live, **FULL)


def japanese():
    document = frozen(
        f'<p data-passage="a2">本文{call("a")}。</p>',
        note("a", "<p>出典。</p>", language="ja"),
        language="ja",
        original_language="en",
        title="論考",
    )
    return made(document, version=2, url="https://papers.example/ja/papers/paper/")


def test_the_schema_refuses_what_is_no_article():
    assert problems(b"<article><front><article-meta/></front><body><p><sec/></p></body></article>")


@pytest.mark.parametrize(
    "editions",
    [
        (english(),),
        (english(keywords=("ports",), sources=(Source("Kim, <em>A Book</em>.", "ja"),)), japanese()),
        (
            english(sources=(Source("『題』", "ja"), *(Source("A line.", "en", item) for item in RECORDS))),
            japanese(),
        ),
        (japanese(),),
        (printing(""),),
        (printing("<p>x</p>", authors=(), printed_date=None, title=""),),
        (english(retraction=Retraction("July 1, 2025", Label("Wrong.", "en"))),),
    ],
)
def test_every_article_is_valid(editions):
    assert problems(jats.write(editions)) == []


@pytest.mark.parametrize("editions", [(english(), japanese()), (japanese(), english())])
def test_the_original_is_the_article_and_the_translation_its_sub_article(editions):
    root = etree.fromstring(jats.write(editions))

    assert (root.get(f"{XML}lang"), root.findtext("front//article-title")) == ("en", "The Paper")
    (other,) = root.findall("sub-article")
    assert (other.get("article-type"), other.get(f"{XML}lang")) == ("translation", "ja")
    assert other.findtext("front-stub//article-title") == "論考"
    assert root.findtext("front//trans-title-group/trans-title") == "論考"


def test_every_call_leads_to_its_note_and_no_id_stands_twice():
    root = etree.fromstring(jats.write((english(), japanese())))

    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    calls = [(link.get("rid"), link.findtext("sup")) for link in root.iter("xref")]
    assert calls == [("en-fn-a", "1"), ("en-fn-b", "2"), ("en-fn-a", "1"), ("ja-fn-a", "1")]
    assert {rid for rid, _number in calls} <= set(ids)


def test_passages_carry_the_ids_that_they_translate():
    root = etree.fromstring(jats.write((english(),)))

    named = [
        (element.tag, element.get("id"))
        for element in root.find("body").iter()
        if element.get("specific-use")
    ]
    assert named == [
        ("sec", "en-p-a1"),
        ("p", "en-p-a2"),
        ("disp-quote", "en-p-a4"),
        ("list", "en-p-a5"),
        ("table-wrap", "en-p-a6"),
        ("fig", "en-p-a7"),
        ("sec", "en-p-a8"),
        ("p", None),
        ("sec", "en-p-a9"),
    ]
    assert root.find(".//p[@id='en-p-a2']").get("specific-use") == "passage a2 a3"


def test_the_credit_and_the_words_of_a_picture_are_kept():
    figure = etree.fromstring(jats.write((english(),))).find(".//fig")

    assert figure.findtext("caption/p") == "Figure 1"
    assert figure.findtext("graphic/alt-text") == "A harbour"
    assert figure.findtext("attrib") == "Photo: X"


def test_a_confirmed_work_stands_as_it_is_printed_and_as_its_record():
    sources = (Source("Kim, “Ports.”", "en", RECORDS[0]), Source("『題』", "ja"))

    first, second = etree.fromstring(jats.write((english(sources=sources),))).iter("ref")

    (both,) = first
    assert both.tag == "citation-alternatives"
    assert ["".join(cited.itertext()) for cited in both.iter("mixed-citation")] == ["Kim, “Ports.”"]
    (record,) = both.iter("element-citation")
    assert (record.get("publication-type"), record.get(f"{XML}lang")) == ("book", "en")
    assert [(part.tag, part.text) for part in record.iter() if part.text] == [
        ("surname", "Kim"),
        ("given-names", "Ann"),
        ("collab", "Ministry of Ports"),
        ("surname", "Lee"),
        ("given-names", "Bo"),
        ("chapter-title", "Ports"),
        ("source", "A Book"),
        ("series", "A Series"),
        ("year", "2021"),
        ("month", "5"),
        ("day", "4"),
        ("edition", "2"),
        ("publisher-loc", "Busan"),
        ("publisher-name", "Press"),
        ("fpage", "11"),
        ("lpage", "29"),
        ("pub-id", "978-0-00-000000-2"),
        ("uri", "https://example.org/?a=b&c"),
    ]
    assert [child.tag for child in second] == ["mixed-citation"]
    assert second[0].get(f"{XML}lang") == "ja"


def test_the_figures_of_calls_side_by_side_are_parted():
    root = etree.fromstring(jats.write((english(),)))

    (paragraph,) = (each for each in root.iter("p") if each.get("id") == "en-p-a2")
    assert "".join(paragraph.itertext()).endswith("2,1")
