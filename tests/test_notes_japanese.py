"""Japanese notes: the forms that one work may be printed in, and text that is hostile to a reader."""

import pytest

from references import notes
from tests import notes_rates


def read(text: str) -> dict[str, object]:
    [item], own = notes_rates.read({"text": text, "language": "ja"})
    return item | {name: own[name] for name in ("comment", "unread") if own[name]}


def test_edition_and_part_are_no_words_of_the_title():
    printed = [
        "『憲法〔第7版〕』",
        "『憲法 第7版』",
        "『憲法　第7版』",
        "『憲法（第７版）』",
        "『第7版 憲法』",
    ]

    read_as = [read(f"芦部信喜{title}岩波書店、2019年。") for title in printed]

    assert {(item["title"], item["edition"]) for item in read_as} == {("憲法", "第7版")}
    assert read("佐藤栄作『日記 第三巻』朝日新聞社、1998年。")["volume"] == "3"
    assert read("外務省『外交青書 2023』2023年。")["title"] == "外交青書 2023"


def test_a_year_in_kanji_is_the_year_in_figures():
    days = ["二〇〇八年三月五日", "平成二十年三月五日", "２００８年３月５日", "平成20・3・5"]

    assert {read(f"外務省「談話」{day}。")["issued"] for day in days} == {"2008-03-05"}


@pytest.mark.parametrize(
    "text",
    [
        "ポール・ケネディ著　鈴木主税訳『大国の興亡』草思社、1988年。",
        "ポール・ケネディ著／鈴木主税訳『大国の興亡』草思社、1988年。",
        "ポール・ケネディ（鈴木主税訳）『大国の興亡』草思社、1988年。",
        "ポール・ケネディ、鈴木主税訳『大国の興亡』草思社、1988年。",
        "ポール・ケネディ『大国の興亡』（鈴木主税訳、草思社、1988年）。",
        "ポール・ケネディ『大国の興亡』鈴木主税訳、草思社、1988年。",
        "ポール・ケネディ『大国の興亡』鈴木主税訳（草思社・1988年）。",
    ],
)
def test_a_translation_is_one_work_however_its_translator_is_printed(text):
    assert read(text) == {
        "type": "book",
        "title": "大国の興亡",
        "author": [["ケネディ", "ポール"]],
        "translator": [["鈴木", "主税"]],
        "publisher": "草思社",
        "issued": "1988",
    }


@pytest.mark.parametrize(
    "text",
    [
        "長谷部恭男「平和主義と立憲主義」『ジュリスト』1260号（2004年）56頁。",
        "長谷部恭男「平和主義と立憲主義」『ジュリスト』第1260号、2004年、56頁。",
        "長谷部恭男「平和主義と立憲主義」（『ジュリスト』1260号、2004年）56頁。",
        "長谷部恭男「平和主義と立憲主義」ジュリスト1260号（2004年）56頁。",
        "長谷部恭男「平和主義と立憲主義」ジュリスト1260号56頁（2004年）。",
        "長谷部恭男「平和主義と立憲主義」ジュリストNo.1260，2004年，56ページ",
    ],
)
def test_an_article_is_one_work_however_its_journal_is_printed(text):
    assert read(text) == {
        "type": "article-journal",
        "title": "平和主義と立憲主義",
        "author": [["長谷部", "恭男"]],
        "container-title": "ジュリスト",
        "issue": "1260",
        "issued": "2004",
        "locator": "56",
    }


@pytest.mark.parametrize(
    "text",
    [
        "『朝日新聞』2015年7月16日付朝刊、1面。",
        "『朝日新聞』（2015年7月16日、朝刊、1面）。",
        "朝日新聞2015年7月16日朝刊1面",
        "朝日新聞朝刊2015年7月16日付、1面。",
        "『朝日新聞』朝刊、2015年7月16日、1面。",
    ],
)
def test_a_newspaper_is_read_with_its_day_however_they_are_parted(text):
    assert read(text) == {
        "type": "article-newspaper",
        "container-title": "朝日新聞",
        "issued": "2015-07-16",
        "edition": "朝刊",
        "locator": "1",
    }


@pytest.mark.parametrize(
    "text",
    [
        "「防衛力整備計画について」（令和4年12月16日国家安全保障会議決定・閣議決定）。",
        "「防衛力整備計画について」令和4年12月16日、国家安全保障会議決定・閣議決定。",
        "「防衛力整備計画について」（2022年12月16日 国家安全保障会議決定・閣議決定）。",
        "国家安全保障会議決定・閣議決定「防衛力整備計画について」2022年12月16日。",
    ],
)
def test_a_decision_is_known_by_who_decided_it_and_when(text):
    assert read(text) == {
        "type": "report",
        "title": "防衛力整備計画について",
        "genre": "国家安全保障会議決定・閣議決定",
        "issued": "2022-12-16",
    }


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "朝日新聞「新聞と戦争」取材班『新聞と戦争』朝日新聞出版、2008年。",
            {"author": [["朝日新聞「新聞と戦争」取材班"]], "type": "book"},
        ),
        (
            "秋山昌廣（東京財団理事長）「海」『外交』第13号。",
            {"author": [["秋山", "昌廣"]], "comment": "東京財団理事長"},
        ),
        ("阪田雅裕=川口創『矜持』大月書店、2014年。", {"author": [["阪田", "雅裕"], ["川口", "創"]]}),
        ("久保田ゆかり「調達」『国際安全保障』38巻2号。", {"author": [["久保田", "ゆかり"]]}),
        (
            "菅義偉内閣官房長官記者会見、2014年4月1日。",
            {"type": "speech", "author": [["菅", "義偉"]], "genre": "記者会見"},
        ),
        (
            "石井正文（元駐インドネシア大使）インタビュー、2021年5月。",
            {"type": "interview", "author": [["石井", "正文"]], "comment": "元駐インドネシア大使"},
        ),
        (
            "参議院外交防衛委員会、2023年6月6日、吉田宣弘議員の質問。",
            {"type": "hearing", "author": [["吉田", "宣弘"]], "issued": "2023-06-06"},
        ),
        (
            "内閣法制局長官答弁、第71回国会衆議院内閣委員会議録第31号、昭和48年6月21日。",
            {"author": [["内閣法制局長官"]], "number": "31"},
        ),
        ("防衛白書（平成30年版）、212頁。", {"type": "report", "edition": "平成30年版", "issued": "2018"}),
        ("『外交青書』第1号、1957年。", {"type": "report", "number": "1"}),
        ("核兵器禁止条約前文。", {"type": "treaty", "locator": "前文", "label": "section"}),
        ("防衛省、令和5年版防衛白書、2023年、78頁。", {"type": "report", "author": [["防衛省"]]}),
        (
            "「海洋」（外務省外交史料館所蔵）1951年。",
            {"type": "report", "archive": "外務省外交史料館"},
        ),
        (
            "最高裁判所大法廷判決昭和45年6月24日（民集24巻6号625頁、八幡製鉄事件）。",
            {"title": "八幡製鉄事件", "page": "625", "volume": "24"},
        ),
        ("https://www.mod.go.jp/a（2023年4月1日閲覧）", {"type": "webpage", "accessed": "2023-04-01"}),
        (
            "『週刊東洋経済』2021年6月26日号、20頁。",
            {"type": "article-magazine", "container-title": "週刊東洋経済", "issued": "2021-06-26"},
        ),
        (
            "兵頭慎治「核戦略」『NIDSコメンタリー』第211号、防衛研究所、2022年2月。",
            {"type": "report", "genre": "NIDSコメンタリー", "number": "211", "publisher": "防衛研究所"},
        ),
        (
            "神谷万丈「パワー」日本国際問題研究所『国際問題』No.586、2009年。",
            {"publisher": "日本国際問題研究所", "container-title": "国際問題", "issue": "586"},
        ),
        ("木村幹「判決」（木村幹のブログ）2018年11月1日。", {"type": "post-weblog"}),
        ("防衛大臣談話「策定に当たって」2022年12月16日。", {"type": "speech", "author": [["防衛大臣"]]}),
        ("坂元・前掲『日米同盟の絆』（注3）55頁。", {"op_cit": True, "note_number": 3, "locator": "55"}),
        ("前掲注5「平和論」12頁。", {"note_number": 5, "title": "平和論", "locator": "12"}),
    ],
)
def test_a_japanese_source_is_known_by_its_form(text, fields):
    item = read(text)

    assert {name: item.get(name) for name in fields} == fields


def test_a_word_in_quotes_before_the_source_is_no_title():
    item = read("「核の傘」については、黒崎輝『核兵器と日米関係』有志舎、2006年を参照。")

    assert (item["title"], item["comment"]) == ("核兵器と日米関係", "「核の傘」については … を参照")


def test_a_translation_in_parentheses_is_a_source_of_its_own():
    note = notes.read(
        "Waltz, *Man, the State and War*, 1959, p. 5（渡邉昭夫訳『人間・国家・戦争』勁草書房、2013年）。"
    )

    assert [item.item["title"] for item in note.items] == ["Man, the State and War", "人間・国家・戦争"]


def test_short_cites_that_follow_one_another_are_apart():
    note = notes.read("整理として、添谷・前掲書第1章、中西・前掲論文、および黒崎・前掲注4、12頁を参照。")

    assert [(item.item["author"][0]["family"], item.locator) for item in note.items] == [
        ("添谷", "1"),
        ("中西", ""),
        ("黒崎", "12"),
    ]
    assert note.comment == "整理として … を参照"


@pytest.mark.parametrize("sign", ["\0", "\ufeff", "\u200e", "\u202e", "\u2067", "\u200b"])
def test_signs_that_are_not_seen_belong_to_no_field(sign):
    note = notes.read(f"{sign}山田太郎{sign}『本{sign}』{sign}岩波書店{sign}、2000年。", "ja")

    assert [notes_rates.plain(item) for item in note.items] == [
        {
            "type": "book",
            "title": "本",
            "author": [["山田", "太郎"]],
            "publisher": "岩波書店",
            "issued": "2000",
        }
    ]


@pytest.mark.parametrize(
    "part",
    [
        "山田・前掲書、",
        "「核の傘」については、",
        "本〔新版〕",
        "😀",
        "&lt;",
        "第1回国会衆議院",
        "、。・「」『』",
        "二〇〇八年",
    ],
)
def test_a_japanese_form_without_end_is_read_in_time(part):
    """Each costs less than a second; a rule that is not linear would need minutes."""
    notes.read(part * (20_000 // len(part)), "ja")
