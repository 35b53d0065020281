"""The <meta> elements of an edition: citation tags as Scholar and Zotero read them, OpenGraph tags."""

import pytest

from papers import metadata, publishing
from papers.metadata import Tag
from papers.models import Label, Translation, Version
from tests.factories import make_author, make_edition, make_paper, make_series, make_tag, save
from tests.metadata import SITE, contents, head_of, named, publish_pair, site, whole_paper
from tests.views.pages import picture

pytestmark = pytest.mark.usefixtures("site")
__all__ = ["site", "whole_paper"]

# Citation tags


def test_the_english_edition_is_cited_as_a_numbered_report(whole_paper):
    found = named(head_of(whole_paper[0], [Label("NATO", "en"), Label("Korea; South", "en")]), "citation_")

    assert found == [
        ("citation_title", "A Pact: Its Limits"),
        ("citation_author", "Mihon, Hanako"),
        ("citation_author", "Ihon, Hanako"),
        ("citation_publication_date", "2025/06/27"),
        ("citation_technical_report_institution", "Sample Foundation"),
        ("citation_technical_report_number", "Policy Paper Vol. 7"),
        ("citation_series_title", "Allies and Partners"),
        ("citation_language", "en"),
        ("citation_abstract", "First line.\nSecond."),
        ("citation_keywords", "NATO"),
        ("citation_keywords", "Korea; South"),
        ("citation_public_url", f"{SITE}/en/papers/pact/"),
        ("citation_abstract_html_url", f"{SITE}/en/papers/pact/"),
        ("citation_fulltext_html_url", f"{SITE}/en/papers/pact/"),
        ("citation_pdf_url", f"{SITE}/en/papers/pact/pact.pdf"),
    ]


def test_the_japanese_edition_is_cited_in_japanese_with_a_comma_in_its_names(whole_paper):
    assert named(head_of(whole_paper[1]), "citation_") == [
        ("citation_title", "協定"),
        ("citation_author", "見本, 花子"),
        ("citation_author", "異本, 花子"),
        ("citation_publication_date", "2025/06/27"),
        ("citation_technical_report_institution", "見本財団"),
        ("citation_technical_report_number", "Policy Paper 第7号"),
        ("citation_series_title", "同盟国とパートナー"),
        ("citation_language", "ja"),
        ("citation_public_url", f"{SITE}/ja/papers/pact/"),
        ("citation_abstract_html_url", f"{SITE}/ja/papers/pact/"),
        ("citation_fulltext_html_url", f"{SITE}/ja/papers/pact/"),
        ("citation_pdf_url", f"{SITE}/ja/papers/pact/pact.pdf"),
    ]


@pytest.mark.django_db
def test_a_numbered_paper_of_a_series_without_genre_and_number_label_is_cited_by_its_volume():
    series = make_series(number_label_en="", number_label_ja="", genre_en="")
    paper = make_paper("pact", series=series, volume="7")

    cited = [
        contents(head_of(make_edition(paper, language)), "citation_technical_report_number")
        for language in ("en", "ja")
    ]

    assert cited == [["Vol. 7"], ["第7号"]]


@pytest.mark.django_db
def test_a_paper_outside_any_series_claims_none_and_is_a_report_of_the_site():
    assert named(head_of(make_edition(make_paper("pact"))), "citation_") == [
        ("citation_title", "Title in en"),
        ("citation_author", "Mihon, Hanako"),
        ("citation_publication_date", "2025/06/27"),
        ("citation_technical_report_institution", "Taiyaku"),
        ("citation_language", "en"),
        ("citation_public_url", f"{SITE}/en/papers/pact/"),
        ("citation_abstract_html_url", f"{SITE}/en/papers/pact/"),
        ("citation_fulltext_html_url", f"{SITE}/en/papers/pact/"),
        ("citation_pdf_url", f"{SITE}/en/papers/pact/pact.pdf"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("names", "cited"),
    [
        ({"family_name_en": "Mihon", "given_name_en": "Hanako Jane"}, "Mihon, Hanako Jane"),
        ({"family_name_en": "van der Berg", "given_name_en": "Jan"}, "van der Berg, Jan"),
        # Zotero takes two words on both sides of a comma for two people; other spaces it leaves alone.
        (
            {"family_name_en": "van der Berg", "given_name_en": "Jan Willem"},
            "van\u00a0der\u00a0Berg, Jan Willem",
        ),
        (
            {"family_name_en": "Institute for Sample Studies", "given_name_en": ""},
            "Institute for Sample Studies",
        ),
        ({"family_name_en": "Cher", "given_name_en": ""}, "Cher"),
        # Without a name in this language, the one there is.
        ({"family_name_en": "", "given_name_en": ""}, "見本, 花子"),
    ],
)
def test_a_single_author_is_one_author(names, cited):
    version = make_edition(make_paper(authors=[make_author(**names)]))

    assert contents(head_of(version), "citation_author") == [cited]


def test_no_tag_makes_zotero_take_the_paper_for_something_else(whole_paper):
    names = {tag.name for version in whole_paper for tag in head_of(version).meta}

    assert {
        name for name in names if any(word in name for word in ("journal", "conference", "book"))
    } == set()
    assert names & {"citation_date", "citation_cover_date", "generator"} == set()


def test_a_name_as_it_is_spoken_stands_beside_the_one_to_sort_by(whole_paper):
    assert [contents(head_of(version), "author") for version in whole_paper] == [
        ["Hanako Mihon", "Hanako Ihon"],
        ["見本 花子", "異本 花子"],
    ]


# OpenGraph


def test_opengraph_says_which_edition_this_is_and_which_others_there_are(whole_paper):
    english, japanese = (head_of(version) for version in whole_paper)

    assert [tag for tag in english.meta if tag.attribute == "property"] == [
        Tag("property", "og:type", "article"),
        Tag("property", "og:title", "A Pact"),
        Tag("property", "og:description", "First line. Second."),
        Tag("property", "og:url", f"{SITE}/en/papers/pact/"),
        Tag("property", "og:site_name", "Taiyaku"),
        Tag("property", "og:image", f"{SITE}/en/papers/pact/pact.png"),
        Tag("property", "og:image:width", "1200"),
        Tag("property", "og:image:height", "630"),
        Tag(
            "property",
            "og:image:alt",
            "Allies and Partners Vol. 7 – A Pact: Its Limits – Hanako Mihon, Hanako Ihon",
        ),
        Tag("property", "og:locale", "en_US"),
        Tag("property", "og:locale:alternate", "ja_JP"),
        Tag("property", "article:published_time", "2025-06-27"),
        Tag("property", "article:modified_time", "2025-07-01T00:00:00+00:00"),
        Tag("property", "article:section", "Allies and Partners"),
    ]
    assert contents(japanese, "og:locale") == ["ja_JP"]
    assert contents(japanese, "og:locale:alternate") == ["en_US"]
    assert contents(japanese, "og:site_name") == ["対訳 Taiyaku"]
    assert english.title == "A Pact | Taiyaku"
    assert japanese.title == "協定 | 対訳 Taiyaku"


def test_opengraph_names_subjects_and_the_pages_of_the_authors_one_each(whole_paper):
    japanese = whole_paper[1]
    subjects = [Label("北大西洋条約機構", "ja"), Label("Korea; South", "en")]
    head = head_of(japanese, subjects, metadata.writers_of(japanese.pk))

    slugs = [author.author.slug for author in japanese.authors.all()]
    assert contents(head, "article:author") == [f"{SITE}/ja/authors/{slug}/" for slug in slugs]
    assert contents(head, "article:tag") == ["北大西洋条約機構", "Korea; South"]


def test_the_picture_of_a_link_is_that_of_the_edition_whatever_pictures_its_text_has(whole_paper):
    body = '<figure data-passage="f1"><img src="{}" alt="A harbour"></figure>'
    shown = make_edition(make_paper("shown"), body=body.format(picture().url))

    assert contents(head_of(shown), "og:image") == [f"{SITE}/en/papers/shown/shown.png"]
    assert contents(head_of(shown), "og:image:alt") == ["Title in en – Hanako Mihon"]
    japanese = head_of(whole_paper[1])
    assert contents(japanese, "og:image") == [f"{SITE}/ja/papers/pact/pact.png"]
    assert contents(japanese, "og:image:alt") == ["同盟国とパートナー 第7号 – 協定 – 見本 花子, 異本 花子"]
    assert contents(japanese, "twitter:card") == ["summary_large_image"]


def test_the_picture_of_a_corrected_edition_has_an_address_of_its_own_that_leads_to_it(whole_paper, client):
    english = whole_paper[0]
    save(english.translation, title="Better")
    (better,) = publishing.publish([english.translation])

    (address,) = contents(head_of(better), "og:image")
    assert address == f"{SITE}/en/papers/pact/pact.png?v=2"
    assert client.get(address.removeprefix(SITE))["Content-Type"] == "image/png"


def test_a_paper_was_modified_when_its_text_last_went_live_or_was_retracted(whole_paper, clock):
    english, japanese = whole_paper
    save(english.translation, title="Better")
    clock(days=1)
    publishing.publish([english.translation])
    clock(days=1)
    publishing.retract(japanese.paper, ["ja"], {"ja": "理由。"})
    better = Version.objects.live().get(language="en")

    assert contents(head_of(better), "article:modified_time") == ["2025-07-02T00:00:00+00:00"]
    assert contents(head_of(japanese), "article:modified_time") == ["2025-07-03T00:00:00+00:00"]


@pytest.mark.django_db
def test_the_doi_of_an_edition_is_its_own():
    english, japanese = publish_pair(make_paper("pact"))
    Translation.objects.filter(pk=japanese.translation_id).update(doi="10.1234/pact.ja")

    assert contents(head_of(english), "citation_doi") == []
    assert contents(head_of(japanese), "citation_doi") == ["10.1234/pact.ja"]


@pytest.mark.django_db
def test_keywords_are_in_the_language_they_are_given_in():
    tag = make_tag("nato", name_en="NATO", name_ja="北大西洋条約機構")
    version = make_edition(make_paper("pact", tags=[tag]))

    assert contents(head_of(version, [tag.label("name", "ja")]), "citation_keywords") == ["北大西洋条約機構"]
