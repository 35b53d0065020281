"""JSON-LD of the pages that are no papers: the site, a series, an author, the way to each."""

import json

import pytest
from lxml import html as markup_of

from papers import metadata
from papers.metadata.pictures import Picture, first_picture
from tests.factories import make_author, make_edition, make_paper, make_series, make_tag
from tests.metadata import SITE, site
from tests.views.pages import picture

pytestmark = [pytest.mark.one_database, pytest.mark.django_db, pytest.mark.usefixtures("site")]
__all__ = ["site"]


@pytest.fixture
def library():
    series = make_series(
        "allies", publisher_ja="見本財団", issn="1234-567X", description_en="<p>On <em>allies</em>.</p>"
    )
    author = make_author(
        "mihon", orcid="0000-0002-1825-0097", photo=picture(), biography_ja="<p>研究員。</p>"
    )
    make_edition(make_paper("pact", series=series, authors=[author], tags=[make_tag("sea")]))


def head(client, path):
    return markup_of.fromstring(client.get(path).content.decode()).find("head")


def blocks(client, path):
    """Return what the data blocks of a page say, by type."""
    found = [
        json.loads(block.text) for block in head(client, path).xpath("script[@type='application/ld+json']")
    ]
    return {block.pop("@type"): block for block in found if block.pop("@context") == "https://schema.org"}


def described(client, path):
    return head(client, path).xpath("meta[@name='description']/@content")


def test_the_home_page_says_what_the_site_is_called_and_how_it_is_searched(client):
    assert blocks(client, "/ja/") == {
        "WebSite": {
            "@id": f"{SITE}/#site",
            "name": "対訳 Taiyaku",
            "alternateName": ["Taiyaku"],
            "url": f"{SITE}/ja/",
            "inLanguage": "ja",
            "publisher": {"@type": "Organization", "@id": f"{SITE}/#organization", "name": "対訳 Taiyaku"},
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": f"{SITE}/ja/papers/?q={{query}}"},
                "query-input": "required name=query",
            },
        }
    }


def test_a_series_is_one_in_every_language(client, library):
    english, japanese = (
        blocks(client, f"/{code}/series/allies/")["CreativeWorkSeries"] for code in ("en", "ja")
    )

    assert english == {
        "@id": f"{SITE}/en/series/allies/#series",
        "name": "Allies and Partners",
        "alternateName": ["同盟国とパートナー"],
        "url": f"{SITE}/en/series/allies/",
        "description": "On allies.",
        "issn": "1234-567X",
        "publisher": {"@type": "Organization", "name": "見本財団"},
    }
    assert (japanese["@id"], japanese["name"]) == (english["@id"], "同盟国とパートナー")
    assert japanese["description"] == described(client, "/ja/series/allies/")[0]


def test_an_author_is_one_person_in_every_language(client, library):
    english, japanese = (blocks(client, f"/{code}/authors/mihon/")["Person"] for code in ("en", "ja"))

    assert japanese == {
        "@id": f"{SITE}/en/authors/mihon/#person",
        "name": "見本 花子",
        "familyName": "見本",
        "givenName": "花子",
        "description": "研究員。",
        "image": f"{SITE}/media/{'a' * 64}.png",
        "alternateName": ["Hanako Mihon"],
        "url": f"{SITE}/ja/authors/mihon/",
        "sameAs": "https://orcid.org/0000-0002-1825-0097",
    }
    assert (english["@id"], english["name"]) == (japanese["@id"], "Hanako Mihon")


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("/en/series/allies/", [("Series", "/en/series/"), ("Allies and Partners", "/en/series/allies/")]),
        ("/ja/authors/mihon/", [("著者", "/ja/authors/"), ("見本 花子", "/ja/authors/mihon/")]),
        ("/en/tags/sea/", [("Subjects", "/en/tags/"), ("Sea", "/en/tags/sea/")]),
    ],
)
def test_the_way_to_a_page_is_that_of_the_menu(client, library, path, steps):
    found = blocks(client, path)["BreadcrumbList"]["itemListElement"]

    assert [(step["name"], step["item"].removeprefix(SITE)) for step in found][1:] == steps
    assert [step["position"] for step in found] == [1, 2, 3]


@pytest.mark.parametrize(
    ("path", "description"),
    [
        ("/en/series/allies/", "On allies."),
        ("/en/authors/mihon/", "The papers of Hanako Mihon."),
        ("/ja/authors/mihon/", "研究員。"),
        ("/en/tags/sea/", "The papers on the subject “Sea”."),
        ("/en/papers/", "All papers on Taiyaku, by series, subject, author and year."),
        ("/en/series/", "The series of papers on Taiyaku."),
        ("/en/authors/", "The authors of the papers on Taiyaku."),
        ("/en/tags/", "The subjects of the papers on Taiyaku."),
    ],
)
def test_every_page_describes_itself_once(client, library, path, description):
    assert described(client, path) == [description]


def test_a_description_is_the_beginning_of_the_text():
    assert metadata.introduction("") == ""
    assert metadata.introduction("<p>One<br>two.</p><ul><li><p>three</p></li></ul>") == "One two. three"
    assert len(metadata.introduction(f"<p>{'word ' * 200}</p>")) <= 200


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>None.</p>", None),
        ('<p>&lt;img src="/media/x.png"&gt;</p>', None),
        ('<img alt="" src="https://elsewhere.example/x.png">', None),
        (
            '<img alt="elsewhere" src="//x/y.png"><img loading="lazy" src="/media/b.png" width="3" alt="B">',
            Picture("/media/b.png", "B", "3", ""),
        ),
    ],
)
def test_the_first_picture_is_one_that_is_stored_here(html, found):
    assert first_picture(html) == found
