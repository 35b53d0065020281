"""The picture of an edition that a shared link shows: its size, its colour, and that every title fits."""

import io
from itertools import pairwise

import pytest
from PIL import Image

from papers.document import Person, SeriesHead, Text
from papers.exporting import preview
from papers.exporting.printing import Retraction
from papers.metadata import PREVIEW_SIZE
from papers.models import Label
from tests.exporting.pieces import SERIES, printing

ENGLISH = (
    "Navigating the Opportunities, Responsibilities and Long-Term Challenges "
    "in NATO–South Korea Defense-Industrial Cooperation"
)
JAPANESE = (
    "北大西洋条約機構と大韓民国の防衛産業協力における機会と課題を読み解く――標準化、適格性の確認、共同生産、"
    "そして長期にわたる維持整備の負担をだれがどのように分かち合うのかという問いに同盟国はこれからどう答えるべきか、二〇二六年の改革"
)
HOSTILE = {
    "one sign": ("海", "ja"),
    "none": ("", "en"),
    "120 letters": (ENGLISH.ljust(120, "n"), "en"),
    "120 kanji": (JAPANESE[:120], "ja"),
    "all that a title may have": ((JAPANESE * 5)[:500], "ja"),
    "one word without end": ("W" * 300, "en"),
    "a long word in Japanese": ("NATOと" + "W" * 39 + "の協力", "ja"),
    "code": ('#panic() $x$ <b>& "quotes" \\ `raw` @label', "en"),
}


def drawn(**more):
    """Return the picture of a paper, and the box of what is not its ground."""
    live = more.pop("live", None)
    image = Image.open(io.BytesIO(preview.write(printing(live=live, **more)))).convert("RGB")
    return image, image.getpixel((2, 2))


def inked(image, ground):
    """Return the box around everything that differs from the ground."""
    from PIL import ImageChops

    return ImageChops.difference(image, Image.new("RGB", image.size, ground)).getbbox()


def contrast(one, other):
    def light(colour):
        parts = [part / 255 for part in colour]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    darker, lighter = sorted(map(light, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("title", "language"), HOSTILE.values(), ids=HOSTILE)
def test_every_title_stands_within_the_margins(title, language):
    image, ground = drawn(title=title, language=language, series=SERIES)

    left, top, right, bottom = inked(image, ground)
    assert image.size == PREVIEW_SIZE
    # Letters may reach a few dots beyond the line that they are set to.
    assert (left >= 70, top >= 55, right <= 1200 - 66, bottom <= 630 - 45) == (True, True, True, True)


def test_title_and_authors_do_not_touch_however_many_there_are():
    many = tuple(
        Person(id=n, family=Text(), given=Text(), name=Text(f"Maximilian von Schwarzenberger {n}", "en"))
        for n in range(9)
    )
    values = preview.values(printing(title=ENGLISH, series=SERIES, authors=many))

    assert [each["text"] for each in values["people"]] == [
        *(f"Maximilian von Schwarzenberger {n}" for n in range(4)),
        "and 5 more",
    ]
    image, ground = drawn(title=ENGLISH, series=SERIES, authors=many)
    rows = [inked(image.crop((0, y, 1200, y + 1)), ground) is not None for y in range(630)]
    # The line above the name of the site is the lowest that is thin; above it stand two lines of names.
    bands = sum(not before and now for before, now in pairwise(rows))
    assert bands >= 7


@pytest.mark.parametrize("colour", ["#0f5a54", "#ffff00", "#ffffff", "#000000", "#ff0000"])
def test_the_ground_is_the_colour_of_the_series_dark_enough_to_be_read_on(colour):
    _image, ground = drawn(live={"colour": colour})

    assert contrast(ground, (0xFB, 0xFA, 0xF7)) >= 4.5
    if colour == "#0f5a54":
        assert all(abs(a - b) <= 2 for a, b in zip(ground, (0x0F, 0x5A, 0x54), strict=True))


def test_a_title_breaks_between_words_and_phrases_only():
    assert [(each["text"], each["whole"]) for each in preview.pieces("Defense-Industrial Cooperation")] == [
        ("Defense-Industrial", True),
        ("Cooperation", True),
    ]
    assert [each["text"] for each in preview.pieces("静かな半分――防衛産業協力における標準")] == [
        "静かな",
        "半分――",
        "防衛産業協力における",
        "標準",
    ]
    (endless,) = preview.pieces("W" * 50)
    assert (endless["whole"], endless["text"]) == (False, "\u200b".join("W" * 50))


def test_no_line_of_a_title_that_breaks_at_its_pause_holds_one_word_only():
    title = "町の港に外国の艦船が来る日――自治体が知っておくべきこと"

    image, ground = drawn(title=title, language="ja", original_language="ja", series=None, authors=())

    first, second, last = [
        inked(image.crop((0, top, 1200, bottom)), ground)[2] for top, bottom in title_lines(image, ground)
    ]
    # The first two are one part, and of one length; the last one is the other.
    assert 0.6 < second / first < 1.6
    assert last > second


def title_lines(image, ground):
    """Return (top, bottom) of every line of large letters on a picture."""
    dark = [inked(image.crop((0, y, 1200, y + 1)), ground) is not None for y in range(image.height)]
    edges = [y for y in range(1, image.height) if dark[y] != dark[y - 1]]
    return [(top, bottom) for top, bottom in pairwise(edges) if dark[top] and bottom - top > 45]


def test_it_says_the_series_the_language_and_the_site_in_their_own_languages():
    series = SeriesHead(
        id=1, name=Text("同盟国", "ja"), number=Text("Vol. 7", "en"), genre=Text("論考", "ja")
    )
    values = preview.values(
        printing(language="ja", title="協定", series=series, live={"site": Label("対訳 Taiyaku", "ja")})
    )

    assert values["kicker"] == [{"text": "同盟国", "lang": "ja"}, {"text": "Vol. 7", "lang": "en"}]
    assert values["genre"] == [{"text": "論考", "lang": "ja"}]
    assert (values["tongue"], values["site"]) == ("日本語", {"text": "対訳 Taiyaku", "lang": "ja"})


def test_a_subtitle_stands_below_a_short_title_only():
    said = [
        preview.values(printing(title=title, subtitle="What a warehouse says"))["subtitle"]["text"]
        for title in ("Spare Parts", ENGLISH)
    ]

    assert said == ["What a warehouse says", ""]


def test_a_retraction_is_on_the_picture():
    retraction = {"retraction": Retraction("2026", Label("Wrong figures.", "en"))}

    assert preview.values(printing(live=retraction))["mark"] == "Retracted"
    assert drawn(live=retraction)[0].tobytes() != drawn()[0].tobytes()


def test_the_same_text_is_the_same_picture_of_few_bytes():
    first, second = (preview.write(printing(title=ENGLISH, series=SERIES)) for _ in range(2))

    assert first == second
    assert len(first) < 80_000
