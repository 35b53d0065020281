"""What stands at the head of a printed page: series and title beside each other, in one line."""

import pytest

from papers.models import Version
from papers.views.shapes import LINE, running_head, width
from tests.factories import make_edition, make_paper, make_series

pytestmark = pytest.mark.django_db


def head(title, language="en", series=None, *more):
    version = make_edition(make_paper(series=series, volume="2" if series else ""), language, title=title)
    return running_head(Version.objects.select_related("page").get(pk=version.pk).page, *more)


def test_what_is_short_stands_whole():
    assert head("A Pact", "en", make_series("ports"), "Side by side") == {
        "series": "Allies and Partners Policy Paper Vol. 2 Side by side",
        "title": "A Pact",
    }


def test_without_a_series_the_title_has_the_whole_line():
    title = "Counting Exercises: Which List Is Longer, and Which Is More Open"

    assert head(title) == {"series": "", "title": title}


@pytest.mark.parametrize(
    ("title", "language", "shortened"),
    [
        (
            "Two Theaters, One Exercise: Making Training between Europe and the Indo-Pacific Count",
            "en",
            "Two Theaters, One Exercise: Making Training between…",
        ),
        (
            "二つの戦域、一つの演習――欧州とインド太平洋の訓練を実りあるものにするために",
            "ja",
            "二つの戦域、一つの演習――欧州とインド太平洋の訓練を実り…",
        ),
        ("港" * 200, "ja", "港" * 28 + "…"),
    ],
)
def test_a_long_title_is_shortened_to_what_the_series_leaves(title, language, shortened):
    said = head(title, language, make_series("ports"))

    assert said["title"] == shortened
    assert width(said["series"]) + width(said["title"]) <= LINE


def test_a_long_series_leaves_room_for_the_title():
    series = make_series("long", name_en="Allies and Partners of the Long Coast " * 5)

    said = head("A Pact of Two Ports", "en", series)

    assert said["title"] == "A Pact of Two Ports"
    assert said["series"].endswith("…")
    assert width(said["series"]) + width(said["title"]) <= LINE
