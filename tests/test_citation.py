"""How an edition is cited: its CSL item, in its own language, at its own address, whatever of it is public."""

import json
from datetime import date

import pytest
from django.utils import timezone

from papers import citation, publishing
from papers.models import Translation, Translatorship, Version
from tests.factories import (
    make_author,
    make_edition,
    make_paper,
    make_series,
    make_tag,
    make_translation,
    save,
)

pytestmark = pytest.mark.django_db
SITE = "https://papers.example.org"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def pact():
    """A paper of a series in both languages: a Japanese original, and its English translation."""
    series = make_series(
        "allies",
        publisher_en="Sample Foundation",
        publisher_ja="見本財団",
        place_en="Tokyo",
        place_ja="東京",
        genre_ja="ポリシーペーパー",
        issn="1234-5678",
    )
    paper = make_paper("pact", series=series, volume="7", original_language="ja")
    rows = {
        "ja": make_translation(paper, "ja", title="協定", subtitle="その限界", abstract="<p>要するに。</p>"),
        "en": make_translation(paper, "en", title="A Pact", printed_date=date(2025, 7, 8)),
    }
    translator = make_author("yaku", family_name_en="Yaku", given_name_en="Jun")
    Translatorship.objects.create(translation=rows["en"], author=translator, order=1)
    return rows


def test_an_original_is_cited_in_its_own_words(pact):
    (version,) = publishing.publish([pact["ja"]])

    assert citation.item(version) == {
        "id": "pact-ja",
        "type": "report",
        "title": "協定: その限界",
        "author": [{"family": "見本", "given": "花子"}],
        "genre": "ポリシーペーパー",
        "number": "7",
        "collection-title": "同盟国とパートナー",
        "publisher": "見本財団",
        "publisher-place": "東京",
        "ISSN": "1234-5678",
        "language": "ja",
        "issued": {"date-parts": [[2025, 6, 27]]},
        "abstract": "要するに。",
        "URL": f"{SITE}/ja/papers/pact/",
        "custom": {
            "pdf": f"{SITE}/ja/papers/pact/pact.pdf",
            "report-number": "ポリシーペーパー 第7号",
        },
    }


def test_a_translation_names_its_translator_and_its_public_original(pact):
    versions = {version.language: version for version in publishing.publish([pact["ja"], pact["en"]])}
    item = citation.item(versions["en"])

    assert item == {
        "id": "pact-en",
        "type": "report",
        "title": "A Pact",
        "author": [{"family": "Mihon", "given": "Hanako"}],
        "translator": [{"family": "Yaku", "given": "Jun"}],
        "genre": "Policy Paper",
        "number": "7",
        "collection-title": "Allies and Partners",
        "publisher": "Sample Foundation",
        "publisher-place": "Tokyo",
        "ISSN": "1234-5678",
        "language": "en",
        "issued": {"date-parts": [[2025, 7, 8]]},
        "original-title": "協定: その限界",
        "original-date": {"date-parts": [[2025, 6, 27]]},
        "URL": f"{SITE}/en/papers/pact/",
        "custom": {
            "pdf": f"{SITE}/en/papers/pact/pact.pdf",
            "report-number": "Policy Paper Vol. 7",
            "translation-of": "pact-ja",
        },
    }
    assert "original-title" not in citation.item(versions["ja"])


def test_an_original_that_is_not_public_is_not_named(pact):
    (english,) = publishing.publish([pact["en"]])
    assert "original-title" not in citation.item(english)

    publishing.publish([pact["ja"]])
    assert citation.item(english)["original-title"] == "協定: その限界"

    publishing.withdraw(pact["ja"].paper, ["ja"], {"en": "Why."})
    assert not citation.item(english).keys() & {"original-title", "original-date"}
    assert "translation-of" not in citation.item(english)["custom"]


def test_its_subjects_are_the_tags_of_today_in_its_language(pact):
    versions = {version.language: version for version in publishing.publish([pact["ja"], pact["en"]])}
    assert "keyword" not in citation.item(versions["en"])

    pact["ja"].paper.tags.add(make_tag("security"), make_tag("nato", name_en="NATO", name_ja=None))
    assert citation.item(versions["en"])["keyword"] == "NATO, Security"
    assert citation.item(versions["ja"])["keyword"] == "NATO, security（主題）"


def test_what_is_saved_but_not_published_is_not_cited(pact):
    versions = publishing.publish([pact["ja"], pact["en"]])
    save(pact["ja"], title="草稿")
    save(pact["en"], title="Draft")

    said = json.dumps([citation.item(version) for version in versions], ensure_ascii=False)
    assert "草稿" not in said
    assert "Draft" not in said


def test_the_identifier_is_the_editions_own_and_read_at_once(pact):
    versions = {version.language: version for version in publishing.publish([pact["ja"], pact["en"]])}
    Translation.objects.filter(pk=pact["en"].pk).update(doi="10.1234/pact.en")

    assert citation.item(versions["en"])["DOI"] == "10.1234/pact.en"
    assert "DOI" not in citation.item(versions["ja"])


def test_an_earlier_version_is_cited_at_its_number(pact):
    Translation.objects.filter(pk=pact["en"].pk).update(doi="10.1234/pact.en")
    (first,) = publishing.publish([pact["en"]])
    save(pact["en"], title="A Better Pact", printed_date=date(2025, 8, 9))
    (second,) = publishing.publish([pact["en"]])
    item = citation.item(first, earlier=True)

    assert {name: item[name] for name in ("id", "title", "version", "issued", "URL", "custom")} == {
        "id": "pact-en-v1",
        "title": "A Pact",
        "version": "1",
        "issued": {"date-parts": [[2025, 7, 8]]},
        "URL": f"{SITE}/en/papers/pact/v1/",
        "custom": {
            "pdf": f"{SITE}/en/papers/pact/v1/pact.pdf",
            "report-number": "Policy Paper Vol. 7",
        },
    }
    # It leads to the newest text, which says something else.
    assert "DOI" not in item
    assert citation.item(second)["title"] == "A Better Pact"


def test_a_paper_without_series_or_given_name_says_what_it_can():
    author = make_author(family_name_en="Study Group", given_name_en="")
    version = make_edition(make_paper("lone", authors=[author]))

    assert citation.item(version) == {
        "id": "lone-en",
        "type": "report",
        "title": "Title in en",
        "author": [{"literal": "Study Group"}],
        "language": "en",
        "issued": {"date-parts": [[2025, 6, 27]]},
        "URL": f"{SITE}/en/papers/lone/",
        "custom": {"pdf": f"{SITE}/en/papers/lone/lone.pdf"},
    }


def test_many_editions_cost_one_query_and_their_tags_one_more(django_assert_num_queries, pact):
    publishing.publish([pact["ja"], pact["en"]])
    for number in range(3):
        make_edition(make_paper(f"n{number}"))

    with django_assert_num_queries(2):
        rows = Version.objects.live().with_citation(timezone.now()).prefetch_related("paper__tags")
        rows = rows.order_by("pk")
        items = [citation.item(row) for row in rows]

    assert [item["id"] for item in items] == ["pact-ja", "pact-en", "n0-en", "n1-en", "n2-en"]
    assert items == [citation.item(row) for row in Version.objects.order_by("pk")]
