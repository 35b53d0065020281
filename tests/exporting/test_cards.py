"""The pictures of series and of the site: made once, made again for other words, and never two at a time."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from papers import exporting
from papers.exporting import cards, preview
from papers.metadata import PREVIEW_SIZE
from papers.models import Lease
from tests.factories import make_series

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawings(monkeypatch):
    """What was drawn, in order, instead of drawing it."""
    made = []

    def draw(card):
        made.append(card.title.text)
        return f"PNG of {card.title.text}".encode()

    monkeypatch.setattr(preview, "draw", draw)
    return made


def series_card(language="en", **labels):
    return cards.of_series(make_series("allies", colour="#0f5a54", **labels), language)


def test_a_card_is_drawn_once_for_each_language(drawings):
    english = series_card()

    first, again = (exporting.drawn(english) for _ in range(2))

    assert first == again == b"PNG of Allies and Partners"
    assert drawings == ["Allies and Partners"]
    assert Lease.objects.count() == 0


def test_other_words_are_another_picture_and_the_old_one_goes(drawings):
    card = series_card()
    exporting.drawn(card)
    series = cards.Series.objects.get()
    series.set_label("name", "en", "Allies")
    series.save()

    assert exporting.drawn(cards.of_series(series, "en")) == b"PNG of Allies"
    assert len(default_storage.listdir(f"{cards.FOLDER}/{card.key}-en")[1]) == 1


def test_while_one_is_drawn_nobody_draws_another(drawings):
    Lease.take(cards.LEASE, cards.LENGTH)

    with pytest.raises(exporting.BusyError):
        exporting.drawn(series_card())
    assert drawings == []


def test_a_machine_without_fonts_draws_none_and_gives_the_lease_back(settings, tmp_path):
    settings.FONT_DIRS = [str(tmp_path)]

    with pytest.raises(exporting.UnmakeableError, match=r"NotoSerifCJK-Regular\.ttc"):
        exporting.drawn(series_card())
    assert Lease.objects.count() == 0


def test_a_card_says_names_in_their_own_languages():
    said = preview.said(series_card("ja", name_ja="", genre_ja=""))

    # Without a Japanese name the page shows the English one, and so does its picture.
    assert (said["lang"], said["tongue"], said["words"]) == ("en", "日本語", {"lang": "ja"})
    assert said["kicker"] == [{"text": "Policy Paper", "lang": "en"}]
    both = preview.said(cards.of_series(make_series(), "ja"))
    assert (both["lang"], both["subtitle"]) == ("ja", {"text": "Allies and Partners", "lang": "en"})


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_pictures_are_as_large_as_pages_say_and_of_the_colour_of_the_series(language):
    of_series = Image.open(io.BytesIO(exporting.drawn(series_card(language))))
    of_site = Image.open(io.BytesIO(exporting.drawn(cards.of_site(language, "Policy papers"))))

    assert of_series.size == of_site.size == PREVIEW_SIZE
    assert of_series.convert("RGB").getpixel((2, 2)) == pytest.approx((0x0F, 0x5A, 0x54), abs=2)
