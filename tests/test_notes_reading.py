"""Reading a printed note: nothing fails, nothing is lost, and what is read is CSL."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from references import csl, notes
from tests import notes_rates
from tests.test_notes_pairs import PAIRS

SAMPLE = Path(settings.TAIYAKU_SAMPLE) if settings.TAIYAKU_SAMPLE else None
SCHEMA = SAMPLE.parent.parent / "schemas/csl-data.json" if SAMPLE else None
HAS_SAMPLE = SAMPLE is not None and SAMPLE.is_file()
HAS_SCHEMA = SCHEMA is not None and SCHEMA.is_file()

# Words of no language, and what gives a note its shape around them.
WORDS = ["Quolm", "Brintz", "Vosk", "zibble", "fnarr", "Wexley", "錣霰", "蘂黴", "ヌクチョ"]
SHAPES = [
    ", ", ". ", "; ", ": ", " (", ") ", "“", ",” ", "「", "」", "『", "』", "*", " and ", " ed. ", "(ed.), ", "in ",
    " et al., ", "（", "）、", "、", "。", "・", "編", "訳", "2019", "June 3, 2020", "12–15", "pp. 3", "34頁", "no. 2",
    " 44", "https://x.org/a", " (New York: ", "第3号", "see ", "Cf. ", "ibid., ", "前掲注3", "・前掲書、", "については、",
    "（上）", "〔新版〕", "著　", "二〇〇八年", "、および", "新書", "第1回国会衆議院", "閣議決定", "研究会", "所蔵",
    "を参照", "[", "]", "'", '"',
    " v. ", " U.S. ", "S/RES/1", "interview by ", "speech", "新聞", "Times",
]  # fmt: skip


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    note = notes.read(text)

    for item in note.items:
        assert item.short or item.item["type"] in csl.TYPES
        assert all(0 <= sure <= 1 for sure in item.confidence.values())
        assert set(item.item) <= set(item.confidence)
        assert all(item.item.values())


@given(st.lists(st.sampled_from(WORDS + SHAPES), max_size=24).map("".join))
def test_no_word_of_a_note_is_lost(text):
    note = notes.read(text)

    assert nonsense(text) - nonsense(said(note)) == set()


def nonsense(text: str) -> set[str]:
    """Return the words of no language in the text; what is printed twice the same may be one field."""
    return set(re.findall("|".join(WORDS), text))


def said(note: notes.Note) -> str:
    """Return all that was read; a family and a given name are also one word."""
    listed = [value for item in note.items for value in item.item.values() if isinstance(value, list)]
    return "\n".join(
        [
            note.comment,
            note.unread,
            *("".join(name.values()) for names in listed for name in names),
            *(json.dumps(item.item, ensure_ascii=False) + item.locator for item in note.items),
        ]
    )


@pytest.mark.parametrize(
    "text", ["", "   ", ".", "…", "“”", "「」", "*", "()", ";;;", "* *", "((((", "”“", "』『"]
)
def test_signs_alone_cite_nothing(text):
    note = notes.read(text)

    assert (note.items, note.comment, note.is_short) == ((), "", False)


def test_a_sentence_is_a_comment_and_no_source():
    text = "Figures for 2023 are estimates. See the annex for the method."

    assert notes.read(text) == notes.Note(comment=text)


def test_what_is_printed_with_a_sign_is_surer_than_what_only_stands_in_its_place():
    [item] = notes.read("“First Delivery,” Hanwha Aerospace, April 25, 2024.").items

    assert item.confidence["title"] > item.confidence["container-title"]
    assert item.confidence["issued"] > item.confidence["type"]


def test_a_source_says_where_it_stands_in_the_note():
    text = "See Doshi, Long Game, 3; Smith, Japan Rearmed, 5."

    assert [text[slice(*item.span)] for item in notes.read(text).items] == [
        "See Doshi, Long Game, 3",
        "Smith, Japan Rearmed, 5.",
    ]


def test_a_japanese_source_among_western_ones_is_read_by_its_own_order():
    note = notes.read("Snyder, “Security Dilemma,” 467; 坂元、前掲『日米同盟の絆』、183頁。")

    assert [notes_rates.plain(item) for item in note.items] == [
        {"author": [["Snyder"]], "title": "Security Dilemma", "locator": "467"},
        {"author": [["坂元"]], "title": "日米同盟の絆", "op_cit": True, "locator": "183"},
    ]


def test_the_same_author_is_taken_from_the_source_before():
    note = notes.read(
        "木村幹『韓国現代史』（中公新書、2008年）210頁、同『日韓歴史認識問題とは何か』（ミネルヴァ書房、2014年）33頁。"
    )

    assert [item.item["author"] for item in note.items] == [[{"family": "木村", "given": "幹"}]] * 2


# ─── forms that one work may be printed in ───


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "第201回国会衆議院安全保障委員会第5号（2020年5月12日）河野太郎防衛大臣答弁。",
            {"title": "第201回国会衆議院安全保障委員会", "number": "5", "author": [["河野", "太郎"]]},
        ),
        (
            "衆議院安全保障委員会議録、第211回国会第8号。",
            {
                "title": "衆議院安全保障委員会議録、第211回国会",
                "number": "8",
                "authority": "衆議院安全保障委員会",
            },
        ),
        (
            "参議院予算委員会（第198回国会）会議録第5号。",
            {
                "title": "参議院予算委員会（第198回国会）会議録",
                "number": "5",
                "authority": "参議院予算委員会",
            },
        ),
        (
            "外務省報道発表「日米首脳会談」2024年4月10日。",
            {"type": "webpage", "author": [["外務省"]], "genre": "報道発表"},
        ),
        ("東京高判平成25年5月8日（LEX/DB25500000）。", {"authority": "東京高判", "number": "LEX/DB25500000"}),
        (
            "筆者による防衛省関係者へのインタビュー、2023年5月10日、東京。",
            {"type": "interview", "author": [["防衛省関係者"]], "event-place": "東京"},
        ),
        ("佐橋亮（2021）『米中対立』中公新書。", {"author": [["佐橋", "亮"]], "issued": "2021"}),
        (
            "細谷雄一『国際秩序』（中央公論新社〈中公新書〉、2012年）、第4章。",
            {"publisher": "中央公論新社", "collection-title": "中公新書", "issued": "2012"},
        ),
        (
            "佐竹知彦「日豪の安全保障協力」『防衛研究所紀要』第12巻第2・3合併号、2010年。",
            {"type": "article-journal", "volume": "12", "issue": "2・3"},
        ),
        (
            "Email from Joseph Nye to author, May 1, 2003.",
            {"author": [["Nye", "Joseph"]], "note": "to author"},
        ),
        ("Interview with Ministry of Defense official, Seoul, June 2022.", {"event-place": "Seoul"}),
        (
            "Justyna Zając, Polityka bezpieczeństwa Polski, Warszawa 2016, s. 45.",
            {"publisher-place": "Warszawa"},
        ),
    ],
)
def test_a_source_is_known_by_its_form(text, fields):
    [item], _own = notes_rates.read({"text": text})

    assert {name: item.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        (
            "昭和堂、2011年、および川上高司『米軍の前方展開と日米同盟』同文舘出版、2004年などがある。",
            "などがある。",
        ),
        (
            "なお、信田智人『冷戦後の日本外交』ミネルヴァ書房、2006年も同様の視角をとる。",
            "も同様の視角をとる。",
        ),
        (
            "Walt, *Alliances*, 3; and, for a different view, Schweller, *Threats*, 5.",
            "for a different view,",
        ),
    ],
)
def test_what_a_sentence_says_of_a_source_is_a_comment(text, comment):
    assert comment in notes.read(text).comment


@pytest.mark.parametrize("mark", ["[PDF]", "{TODO}", "【要確認】"])
def test_a_mark_in_brackets_after_a_source_stays_unread(mark):
    note = notes.read(f"Rush Doshi, *The Long Game* (New York: Oxford University Press, 2021), 47. {mark}")

    assert (note.items[0].locator, note.unread) == ("47", mark)


@pytest.mark.parametrize(
    "part", ["および", "2004年が", "Rand Accessed ", "（2021）", "注3に同じ", "on “x,” see "]
)
def test_a_form_without_end_is_read_in_time(part):
    """Each costs less than a second; a rule that is not linear would need minutes."""
    notes.read(part * 3_000, "ja")


# ─── stored notes ───


def test_italics_of_a_stored_note_mark_the_title():
    html = "<p>Rush Doshi, <em>The Long Game</em> (New York: Oxford University Press, 2021), 47.</p>"

    assert notes.read_stored(html).items[0].item == {
        "type": "book",
        "title": "The Long Game",
        "author": [{"family": "Doshi", "given": "Rush"}],
        "publisher": "Oxford University Press",
        "publisher-place": "New York",
        "issued": {"date-parts": [[2021]]},
    }


def test_a_link_is_the_address_of_the_source_it_stands_in():
    html = (
        '<p>Doshi, <i lang="en">Long Game</i>, 3; “<a href="https://nato.int/a">Pledge</a>,” NATO, July 10, 2024; '
        '“<a href="javascript:x()">Tracker</a>,” Janes, May 1, 2024.</p>'
    )

    assert [item.item.get("URL") for item in notes.read_stored(html).items] == [
        None,
        "https://nato.int/a",
        None,
    ]


def test_a_printed_address_wins_over_a_link():
    html = (
        '<p>“Pledge,” NATO, July 10, 2024, <a href="https://nato.int/long?utm=1">https://nato.int/a</a>.</p>'
    )

    assert notes.read_stored(html).items[0].item["URL"] == "https://nato.int/a"


@given(st.text(alphabet="<>/apem \"'=ih“”", max_size=60))
def test_any_markup_is_read(html):
    notes.read_stored(html)


# ─── CSL ───


@pytest.mark.skipif(not HAS_SCHEMA, reason="the CSL schema is not beside the sample")
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["text"][:60])
def test_items_are_what_the_schema_of_csl_asks(pair):
    assert SCHEMA is not None
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))

    for item in notes.read(pair["text"], pair.get("language")).items:
        if not item.short:
            assert faults({"id": "x", **item.item, "locator": item.locator}, schema["items"], schema) == []


def faults(value: Any, rule: dict[str, Any], root: dict[str, Any], at: str = "") -> list[str]:
    """Return what in the value breaks the rule: as much of JSON Schema as the schema of CSL uses."""
    if "$ref" in rule:
        return faults(value, root["definitions"][rule["$ref"].rpartition("/")[2]], root, at)
    if "anyOf" in rule:
        tried = [faults(value, each, root, at) for each in rule["anyOf"]]
        return min(tried, key=len)
    kinds = {"object": dict, "array": list, "string": str, "number": (int, float), "boolean": bool}
    allowed = [rule["type"]] if isinstance(rule.get("type"), str) else rule.get("type", [])
    found = (
        []
        if not allowed or isinstance(value, tuple(kinds[name] for name in allowed))
        else [f"{at}: {value!r}"]
    )  # type: ignore[arg-type]
    if "enum" in rule and value not in rule["enum"]:
        found.append(f"{at}: {value!r}")
    if isinstance(value, dict):
        known = rule.get("properties", {})
        found += [f"{at}.{name} is missing" for name in rule.get("required", []) if name not in value]
        found += [
            f"{at}.{name} is unknown"
            for name in value
            if name not in known and rule.get("additionalProperties") is False
        ]
        found += [
            fault
            for name in value.keys() & known.keys()
            for fault in faults(value[name], known[name], root, f"{at}.{name}")
        ]
    if isinstance(value, list):
        found += [fault for each in value for fault in faults(each, rule.get("items", {}), root, f"{at}[]")]
        found += (
            [f"{at}: {len(value)}"]
            if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value))
            else []
        )
    return found


# ─── the sample ───

SHORT = ""
# Type, locator and date of each of its notes, by number.
EXPECTED = {
    1: ("webpage", "", [[2024, 7, 10]]),
    2: ("report", "", [[2024]]),
    3: ("webpage", "", None),
    4: ("article-newspaper", "", [[2024, 7, 11]]),
    5: ("article-magazine", "", [[2024, 10, 2]]),
    6: ("report", "108", [[2022]]),
    7: ("article-newspaper", "", [[2024, 4, 17]]),
    8: ("article-journal", "21–23", [[2023]]),
    9: (SHORT, "24–25", None),
    10: (SHORT, "32", None),
    11: ("webpage", "", [[2024, 7, 15]]),
    12: ("article-newspaper", "", [[2024, 5, 10]]),
    13: ("article-newspaper", "", [[2022, 12, 6]]),
    14: ("article-newspaper", "", [[2023, 12, 4]]),
    15: ("article-magazine", "", [[2024, 11, 25]]),
    16: ("report", "", [[2023]]),
    17: ("article-newspaper", "", [[2024, 3, 25]]),
    18: ("webpage", "", [[2024, 4, 25]]),
    19: ("article-newspaper", "", [[2024, 10, 27]]),
    20: ("speech", "", [[2024, 4, 26]]),
    21: ("article-newspaper", "", [[2024, 5, 7]]),
    22: ("webpage", "", [[2024, 10, 10]]),
}


@pytest.fixture(scope="module")
def sample() -> list[notes.Note]:
    if not HAS_SAMPLE or SAMPLE is None:
        pytest.skip("TAIYAKU_SAMPLE names no file")
    lines = re.findall(r"^- \d+ (.+)$", SAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    return [notes.read(line) for line in lines]


def test_the_sample_is_read_whole(sample):
    found = {
        number: (item.item.get("type", SHORT), item.locator, item.item.get("issued", {}).get("date-parts"))
        for number, note in enumerate(sample, start=1)
        for item in note.items
    }

    assert [len(note.items) for note in sample] == [1] * 22
    assert found == EXPECTED
    assert [note.unread for note in sample] == [""] * 22
    assert sample[21].items[0].item["genre"] == "news release"


def test_the_samples_short_cites_find_their_source(sample):
    assert notes.resolve(sample) == {
        notes.Place(8, 0): notes.Place(5, 0),
        notes.Place(9, 0): notes.Place(5, 0),
    }
