"""No page costs more queries because there is more."""

import pytest

from papers import publishing, sources
from papers.models import VersionPage
from tests.factories import (
    make_author,
    make_edition,
    make_paper,
    make_series,
    make_tag,
    make_translation,
)
from tests.views.pages import LANGUAGES, call, figure, picture, publish_pair, read, said

pytestmark = pytest.mark.django_db


NOTES = {f"n{number}": f"<p>Source {number}.</p>" for number in range(300)}


@pytest.fixture
def large():
    """Fifty papers of one series, author and subject, and one of them long, in both languages."""
    series, author, tag = make_series("run"), make_author("ann"), make_tag("sea")
    rows = [
        make_translation(
            make_paper(f"n{volume}", series=series, volume=str(volume), authors=[author], tags=[tag])
        )
        for volume in range(50)
    ]
    calls = "".join(f'<p data-passage="p{number}">Text{call(f"n{number}")}.</p>' for number in range(300))
    long = make_paper("long", series=series, volume="25-2", authors=[author], tags=[tag])
    rows += [make_translation(long, language, body=calls, notes=NOTES) for language in LANGUAGES]
    publishing.publish(rows)


def test_a_short_paper_costs_six_queries_at_most(client, django_assert_max_num_queries):
    series, author, tag = make_series("run"), make_author("ann"), make_tag("sea")
    make_edition(
        make_paper("one", series=series, volume="1", authors=[author], tags=[tag]),
        body=f"<p>Text{call('a')}</p>",
        notes={"a": "<p>Source.</p>"},
    )

    settled(client, "/en/papers/one/")

    with django_assert_max_num_queries(6):
        assert client.get("/en/papers/one/").status_code == 200


def settled(client, path):
    """Store what pages say of cited works, and let the bonds of the public record be made, as for the first reader."""
    sources.keep(VersionPage.objects.values_list("pk", flat=True))
    client.get(path)


def test_no_page_costs_more_because_there_is_more(client, large, django_assert_max_num_queries):
    settled(client, "/en/papers/long/")
    for path, most in (
        ("/en/papers/long/", 7),
        ("/ja/papers/long/v1/", 8),
        ("/en/papers/long/parallel/ja/", 6),
        ("/en/", 8),
        ("/en/series/", 8),
        ("/en/series/run/", 8),
        ("/en/authors/", 8),
        ("/en/authors/ann/", 8),
        ("/en/tags/", 8),
        ("/en/tags/sea/", 8),
        ("/ja/papers/n1/", 8),
    ):
        with django_assert_max_num_queries(most, info=path):
            assert client.get(path).status_code in (200, 404)


def test_the_parallel_page_says_which_edition_is_retracted_in_the_language_of_the_page(client, clock):
    paper = make_paper("pact")
    publish_pair(paper, title={"en": "Pact", "ja": "協定"})
    publishing.retract(paper, ["ja"], {"ja": "資料の誤り。"})
    page = read(client, "/en/papers/pact/parallel/ja/")

    assert said(page, "//*[@role='note']/p") == [
        "This paper has been retracted. 日本語 July 1, 2025",
        "資料の誤り。",
    ]
    assert page.xpath("//*[@role='note']//@lang") == ["ja", "ja"]


def test_an_image_that_is_known_is_not_sent_again_while_it_is_public(client):
    image = picture()
    make_edition(paper := make_paper("pact"), body=figure(image))
    known = {"HTTP_IF_NONE_MATCH": f'"{image.digest}"'}
    answer = client.get(image.url, **known)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (304, "public, no-cache")
    publishing.withdraw(paper, ["en"], {"en": "Why."})
    assert client.get(image.url, **known).status_code == 404
