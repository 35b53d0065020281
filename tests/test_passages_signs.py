"""The signs that two languages share: numbers, months, places, the sound of names."""

import pytest

from papers import markup
from papers.passages.features import features
from papers.passages.figures import figures
from papers.passages.spelling import katakana_sounds, latin_sounds
from papers.passages.terms import terms


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("36 million tonnes", "3,600万トン"),
        ("4.8 million people", "480万人"),
        ("11,000 satellites", "1万1,000機"),
        ("four trillion yen", "4兆円"),
        ("400 billion won", "4,000億ウォン"),
        ("one hundred and eighty carriers", "百八十隻"),
        ("194 days", "百九十四日"),
        ("in 2022", "二〇二二年"),
        ("in 2022", "2022年"),
        ("forty-eight hours", "四十八時間"),
        ("fifteen cargoes", "十五隻分"),
        ("1.0 m", "1.0 m"),
        ("95%", "95%"),
        ("five hundred thousand", "五十万"),
        ("the 38th parallel", "38度線"),
        ("in the 1990s", "1990年代"),
        ("four proposals", "四つの提案"),
        ("k9", "k9"),
    ],
)
def test_a_number_is_the_same_in_either_writing(english, japanese):
    assert figures(english) == figures(japanese)
    assert english == "k9" or len(figures(english)) == 1


def test_what_a_translation_hardly_ever_leaves_out():
    english, japanese = (
        features(block, {})
        for block in markup.parse(
            "<p>NATO sold the US 12 K9s, XVI or ten, in May 2022.<sup data-note='n1'></sup></p>".replace(
                "'", '"'
            )
            + "<p>NATOは2022年12月に21隻のAegis艦を売った。</p>"
        )
    )

    assert english.strong == {"name nato", "name k9s", "number 12", "number 2022", "note n1"}
    assert japanese.strong == {"name nato", "name aegis", "number 2022", "number 21"}


@pytest.mark.parametrize("text", ["no one knows", "一方、一部の", "十分", "hundreds of", "covid", "千"])
def test_what_is_no_number_is_not_read_as_one(text):
    assert figures(text) == set()


def test_thousands_and_decimals_are_told_apart():
    assert figures("1,234 and 1.234 and 1,5 and 1.5 and 36 000") == {"1234", "1.5", "36000"}


@pytest.mark.parametrize(
    ("katakana", "latin"),
    [
        ("ポーランド", "poland"),
        ("フィンランド", "finland"),
        ("トゥールーズ", "toulouse"),
        ("スターリンク", "starlink"),
        ("プリバンキング", "prebunking"),
        ("オーストラリア", "australia"),
        ("ドローン", "drones"),
        ("パートナー", "partner"),
    ],
)
def test_a_name_sounds_alike_in_both_scripts(katakana, latin):
    assert katakana_sounds(katakana) & latin_sounds(latin)[latin]


def test_short_words_have_no_sound_of_their_own():
    assert katakana_sounds("アイオワとキロ") == set()
    assert latin_sounds("the ohio audio") == {}


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("in july 2023", "2023年7月"),
        ("in july 2023", "二〇二三年七月"),
        ("12 may", "五月"),
        ("the third is", "第三に"),
        ("the 2 lists", "2週間"),
        ("south korea and japan", "日本と韓国"),
        ("north korea", "北朝鮮"),
        ("the second time in taiwan", "台湾では2度目"),
    ],
)
def test_months_ordinals_and_places_have_one_name(english, japanese):
    assert terms(english) == terms(japanese)


def test_a_span_of_months_is_no_month_and_may_is_a_verb():
    assert terms("14か月、6月間") == set()
    assert terms("it may be") == set()
