"""The Japanese form of notes and lists, and SIST 02: brackets, the order of names, 頁 and 年月日."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup_of

from references import citing, csl
from tests.test_citing_english import LONG_GAME, on, people

BOND = {
    "type": "book",
    "title": "日米同盟の絆――安保条約と相互性の模索",
    "author": people(("坂元", "一哉")),
    "publisher": "有斐閣",
    "issued": on(2000),
}
TRAGEDY = {
    "type": "book",
    "title": "大国政治の悲劇",
    "author": people(("ミアシャイマー", "ジョン・J")),
    "translator": people(("奥山", "真司")),
    "publisher": "五月書房",
    "issued": on(2007),
}
CRISIS = {
    "type": "book",
    "title": "危機の二十年――理想と現実",
    "author": people(("カー", "E・H")),
    "translator": people(("原", "彬久")),
    "collection-title": "岩波文庫",
    "publisher": "岩波書店",
    "issued": on(2011),
}
WHY = {
    "type": "chapter",
    "title": "なぜいま日本の安全保障なのか",
    "author": people(("遠藤", "誠治"), ("遠藤", "乾")),
    "container-title": "安全保障とは何か",
    "editor": people(("遠藤", "誠治"), ("遠藤", "乾")),
    "publisher": "岩波書店",
    "issued": on(2014),
    "page": "1–33",
}
ASIA = {
    "type": "article-journal",
    "title": "蔣経国の総統期における国防建設――「台湾防衛」型の軍隊への改編",
    "author": people(("五十嵐", "隆幸")),
    "container-title": "アジア経済",
    "volume": "62",
    "issue": "1",
    "issued": on(2021, 3),
    "page": "2–33",
}
EDITORIAL = {
    "type": "article-newspaper",
    "title": "歯止めは国民がかける",
    "container-title": "毎日新聞",
    "genre": "社説",
    "issued": on(2014, 7, 2),
    "edition": "朝刊",
}
STRATEGY = {
    "type": "report",
    "title": "国家安全保障戦略について",
    "author": [{"literal": "内閣官房"}],
    "issued": on(2022, 12, 16),
    "accessed": on(2024, 2, 3),
    "URL": "https://www.cas.go.jp/nss-j.pdf",
}
FORCES = {"type": "legislation", "title": "自衛隊法", "number": "昭和29年法律第165号", "issued": on(1954)}
SUNAGAWA = {
    "type": "legal_case",
    "title": "砂川事件",
    "authority": "最大判",
    "container-title": "刑集",
    "volume": "13",
    "issue": "13",
    "page": "3225",
    "issued": on(1959, 12, 16),
}
AGGRESSION = {
    "type": "report",
    "title": "ウクライナに対する侵略",
    "publisher": "国連総会",
    "genre": "決議",
    "number": "A/RES/ES-11/1",
    "issued": on(2022, 3, 2),
}
SCREEN = {
    "type": "broadcast",
    "title": "密使 若泉敬 沖縄返還の代償",
    "container-title": "NHKスペシャル",
    "publisher": "NHK",
    "issued": on(2010, 6, 19),
}


@pytest.mark.parametrize(
    ("item", "place", "note", "short"),
    [
        (
            BOND,
            ("264–268", "page"),
            "坂元一哉『日米同盟の絆――安保条約と相互性の模索』有斐閣、2000年、264–268頁。",
            "坂元、前掲『日米同盟の絆』、264–268頁。",
        ),
        (
            TRAGEDY,
            ("2", "chapter"),
            "ジョン・J・ミアシャイマー『大国政治の悲劇』奥山真司訳、五月書房、2007年、第2章。",
            "ミアシャイマー、前掲『大国政治の悲劇』、第2章。",
        ),
        (
            CRISIS,
            ("", "page"),
            "E・H・カー『危機の二十年――理想と現実』原彬久訳、岩波書店〔岩波文庫〕、2011年。",
            "カー、前掲『危機の二十年』。",
        ),
        (
            WHY,
            ("5", "page"),
            "遠藤誠治・遠藤乾「なぜいま日本の安全保障なのか」遠藤誠治・遠藤乾編『安全保障とは何か』岩波書店、2014年、5頁。",
            "遠藤・遠藤、前掲「なぜいま日本の安全保障なのか」、5頁。",
        ),
        (
            ASIA,
            ("", "page"),
            "五十嵐隆幸「蔣経国の総統期における国防建設――『台湾防衛』型の軍隊への改編」『アジア経済』"
            "第62巻第1号（2021年3月）、2–33頁。",
            "五十嵐、前掲「蔣経国の総統期における国防建設」。",
        ),
        (
            EDITORIAL,
            ("2", "page"),
            "「歯止めは国民がかける」（社説）『毎日新聞』2014年7月2日、朝刊、2面。",
            "前掲「歯止めは国民がかける」、2面。",
        ),
        (
            STRATEGY,
            ("", "page"),
            "内閣官房「国家安全保障戦略について」2022年12月16日、https://www.cas.go.jp/nss-j.pdf（2024年2月3日閲覧）。",
            "内閣官房、前掲「国家安全保障戦略について」。",
        ),
        (
            FORCES,
            ("76条第1項", "article"),
            "自衛隊法（昭和29年法律第165号）第76条第1項。",
            "前掲「自衛隊法」、第76条第1項。",
        ),
        (
            SUNAGAWA,
            ("", "page"),
            "最大判昭和34年12月16日刑集13巻13号3225頁（砂川事件）。",
            "前掲「砂川事件」。",
        ),
        (
            AGGRESSION,
            ("", "page"),
            "国連総会「ウクライナに対する侵略」決議、A/RES/ES-11/1、2022年3月2日。",
            "前掲「ウクライナに対する侵略」。",
        ),
        (
            SCREEN,
            ("", "page"),
            "「密使 若泉敬 沖縄返還の代償」『NHKスペシャル』NHK、2010年6月19日放送。",
            "前掲「密使 若泉敬 沖縄返還の代償」。",
        ),
    ],
    ids=lambda value: value["title"][:8] if isinstance(value, dict) else "",
)
def test_a_japanese_work_is_printed_in_the_japanese_form(item, place, note, short):
    assert citing.note(item, *place, language="ja") == note
    assert citing.short_note(item, *place, language="ja") == short


def test_a_list_has_the_whole_pages_where_a_note_has_the_cited_one():
    assert citing.bibliography(WHY, "ja") == citing.note(WHY, language="ja")
    assert citing.bibliography(WHY, "ja").endswith("2014年、1–33頁。")


def test_four_authors_are_cut_and_points_in_a_name_ask_for_another_between_names():
    four = {**BOND, "author": people(*[("甲", str(number)) for number in range(4)])}
    mixed = {**BOND, "author": people(("坂元", "一哉"), ("ウォルツ", "ケネス"))}

    assert citing.note(four, language="ja").startswith("甲0ほか『")
    assert citing.note(mixed, language="ja").startswith("坂元一哉、ケネス・ウォルツ『")


def test_a_title_within_a_title_changes_its_brackets():
    book = {"type": "book", "title": "『核の忘却』の終わり", "issued": on(2019)}
    piece = {"type": "webpage", "title": "「核の忘却」の終わり"}

    assert citing.note(book, language="ja") == "『「核の忘却」の終わり』2019年。"
    assert citing.note(piece, language="ja") == "「『核の忘却』の終わり」。"


def test_a_japanese_book_with_a_latin_title_has_the_japanese_form():
    item = {
        "type": "book",
        "title": "China 2049",
        "translator": people(("野中", "香方子")),
        "publisher": "日経BP社",
    }

    assert citing.note(item, language="ja") == "野中香方子訳『China 2049』日経BP社。"


def test_what_the_item_says_of_its_language_decides():
    assert citing.note({**BOND, "language": "en"}, language="ja").startswith('<span lang="en">')
    assert citing.note({**BOND, "language": "ja-JP"}, language="ja").startswith("坂元一哉『")


def test_english_phrases_in_a_japanese_line_say_so():
    item = {
        **BOND,
        "publisher": "Sample Foundation",
        "collection-title": "NATO 叢書",
        "author": people(("Smith", "John"), ("坂元", "一哉")),
        "URL": "https://example.org/a-b",
    }

    assert citing.note(item, language="ja") == (
        '<span lang="en">John Smith</span>、坂元一哉『日米同盟の絆――安保条約と相互性の模索』'
        '<span lang="en">Sample Foundation</span>〔NATO 叢書〕、2000年、https://example.org/a-b。'
    )
    assert citing.with_english('A <span lang="fr">deux mots</span> two words', "ja") == (
        'A <span lang="fr">deux mots</span> <span lang="en">two words</span>'
    )
    assert citing.with_english("two words", "fr") == "two words"


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        (on(2019), "2019年"),
        (on(2019, 6), "2019年6月"),
        ({"date-parts": [[2005, 8, 25], [2005, 8, 27]]}, "2005年8月25日～27日"),
        ({"date-parts": [[2020, 12], [2021, 1]]}, "2020年12月～2021年1月"),
        ({"date-parts": [[2019]], "season": "2"}, "2019年夏"),
        ({"literal": "近刊"}, "近刊"),
    ],
)
def test_dates_have_their_signs(date, printed):
    assert (
        citing.note({"type": "webpage", "title": "題", "issued": date}, language="ja") == f"「題」{printed}。"
    )


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        ((2019, 5, 1), "令和元年5月1日"),
        ((2019, 4, 30), "平成31年4月30日"),
        ((1989, 1, 7), "昭和64年1月7日"),
        ((1926, 12, 24), "大正15年12月24日"),
        ((1905, 5, 27), "1905年5月27日"),
    ],
)
def test_courts_date_by_the_era_to_the_day(day, printed):
    item = {"type": "legal_case", "authority": "最判", "title": "題", "issued": on(*day)}

    assert citing.note(item, language="ja") == f"最判{printed}（題）。"


# ─── SIST 02 ───

PAPER = {
    "type": "report",
    "title": "協定: その限界",
    "author": people(("見本", "花子"), ("標本", "太郎")),
    "translator": people(("訳", "順")),
    "genre": "ポリシーペーパー",
    "number": "7",
    "collection-title": "同盟国とパートナー",
    "publisher": "見本財団",
    "publisher-place": "東京",
    "issued": on(2025, 7, 8),
    "URL": "https://papers.example.org/ja/papers/pact/",
}


def test_a_report_by_the_japanese_standard():
    assert citing.sist02(PAPER, "ja") == (
        "見本花子, 標本太郎. 協定: その限界. 訳順訳. 東京, 見本財団, 2025, "
        "(同盟国とパートナー, ポリシーペーパー 7). https://papers.example.org/ja/papers/pact/."
    )


def test_a_version_is_named_where_one_is_cited():
    item = {**PAPER, "version": "2"}

    assert "No.7、第2版、見本財団" in citing.note(item, language="ja")
    assert "その限界. 第2版. 訳順訳. 東京" in citing.sist02(item, "ja")
    assert "Its Limits. Version 2. " in citing.sist02({**item, "title": "Its Limits"}, "en")


def test_western_names_are_turned_and_parted_by_semicolons_and_a_doi_goes_before_the_address():
    item = {
        **LONG_GAME,
        "author": people(("Doshi", "Rush"), ("Roe", "Ann")),
        "DOI": "10.1/x",
        "URL": "https://x.org",
    }

    assert citing.sist02(item, "en") == (
        "Doshi, Rush; Roe, Ann. The Long Game: China’s Grand Strategy to Displace American Order. "
        "New York, Oxford University Press, 2021. https://doi.org/10.1/x."
    )


# ─── order ───


def test_lists_are_in_order_of_script_author_title_and_year():
    def item(family, title, year):
        return {"type": "book", "title": title, "author": people((family, "A")), "issued": on(year)}

    items = [
        item("Zed", "The Apple", 2001),
        item("Örsted", "B", 2001),
        item("坂元", "題", 2000),
        item("Zed", "Apple", 2000),
        {"type": "webpage", "title": "“A Note” on Order"},
        item("ミアシャイマー", "題", 2000),
    ]

    def heads(language):
        found = sorted(items, key=lambda each: citing.sort_key(each, language))
        return [each.get("author", [{}])[0].get("family", "—") + str(csl.year(each)) for each in found]

    assert heads("en") == ["—None", "Örsted2001", "Zed2000", "Zed2001", "ミアシャイマー2000", "坂元2000"]
    assert heads("ja") == ["ミアシャイマー2000", "坂元2000", "—None", "Örsted2001", "Zed2000", "Zed2001"]


# ─── any item ───

WORDS = st.sampled_from(
    ["", "A", "題", "<b>", "&", '"', "“x”", "’", "『題』", "Is it?", "…", "\u200b", "x" * 300]
)
VALUES = st.one_of(WORDS, st.integers(), st.none(), st.lists(WORDS, max_size=2))
NAMES = st.lists(
    st.one_of(
        WORDS,
        st.dictionaries(
            st.sampled_from(["family", "given", "literal", "suffix"]), st.one_of(WORDS, st.none()), max_size=4
        ),
    ),
    max_size=12,
)
DATES = st.one_of(
    WORDS,
    st.none(),
    st.fixed_dictionaries({"date-parts": st.lists(st.lists(st.integers(-1, 2030), max_size=4), max_size=3)}),
    st.fixed_dictionaries({"date-parts": WORDS, "season": VALUES}),
)
FIELDS = {
    **dict.fromkeys(
        ["title", "container-title", "publisher", "number", "genre", "volume", "page", "URL"], VALUES
    ),
    **dict.fromkeys(
        ["note", "section", "authority", "event-title", "language", "archive", "edition"], VALUES
    ),
    **dict.fromkeys(["author", "editor", "translator", "interviewer"], st.one_of(NAMES, VALUES)),
    **dict.fromkeys(["issued", "accessed", "original-date"], DATES),
}


@given(
    kind=st.sampled_from([*sorted(csl.TYPES), "", "nonsense"]),
    item=st.fixed_dictionaries({}, optional=FIELDS),
    locator=WORDS,
    label=st.sampled_from(["page", "chapter", "article", "sub-verbo", "<b>"]),
    language=st.sampled_from(["en", "ja", "fr", "zh-hant"]),
)
def test_any_item_makes_whole_html_that_says_its_title(kind, item, locator, label, language):
    item = {**item, "type": kind}
    for said in (
        citing.note(item, locator, label, language=language),
        citing.short_note(item, locator, label, language=language),
        citing.bibliography(item, language),
        citing.sist02(item, language),
    ):
        tree = markup_of.fragment_fromstring(said, create_parent="p")
        assert {node.tag for node in tree.iter()} <= {"p", "em", "span"}
        assert all(set(node.attrib) <= {"lang"} for node in tree.iter())
        assert not said.endswith(("..", "。。", ",.", "、。"))
    citing.sort_key(item, language)
