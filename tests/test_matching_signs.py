"""Signs of works: what makes two items one work, and what must not."""

import pytest

from references.matching import addresses, keys, signs
from references.matching.facts import date, maker
from references.matching.likeness import NEAR, likeness
from references.matching.words import main_title, words
from references.models import Reference


def item(kind="book", title="Rules of Origin", author="Okafor", year=2024, **more):
    """Return an item; `author` is a family name, `year` a number or a date's parts, and None leaves either out."""
    parts = [year] if isinstance(year, int) else year
    said = {
        "type": kind,
        "title": title,
        "author": [{"family": author, "given": "Ada"}] if author else None,
        "issued": {"date-parts": [parts]} if parts else None,
        **more,
    }
    return {name: value for name, value in said.items() if value is not None}


def share(one, other):
    return bool(set(signs(one)) & set(signs(other)))


NEWS = {"kind": "article-newspaper", "author": None, "year": [2024, 5, 3]}
PAGE = {"kind": "webpage", "author": None, "year": None, "container-title": "NATO"}
VISIT = {"accessed": {"date-parts": [[2025, 1, 31]]}}
LAW = {"kind": "legislation", "author": None}
LETTER = {"kind": "personal_communication", "title": None, "year": [1951, 12, 24], "genre": "letter"}
CODE = {"kind": "legislation", "title": None, "author": None, "year": None, "volume": "10"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (item(DOI="10.1162/isec_a_00351"), item(title="X", DOI="https://doi.org/10.1162/ISEC_A_00351.")),
        (item(title="X", URL="https://dx.doi.org/10.1000/a"), item(title="Y", DOI="doi:10.1000/A")),
        (
            item(URL="http://www.Example.org/a/"),
            item(title="B", URL="https://example.org/a?utm_source=x#top"),
        ),
        (item(title="Rules of Origin"), item(title="RULES OF ORIGIN.")),
        (item(title="The Rules of an Origin"), item(title="Rules of Origin")),
        (item(title="“Rules” of Origin: A View"), item(title="Rules of Origin — a view")),
        (item(title="R&D of the U.S."), item(title="R and D of the US")),
        (item(title="Müller’s Plan"), item(title="Muller's plan")),
        (item(title="ＮＡＴＯと日本"), item(title="NATOと日本")),
        (item(title="日本 の 防衛"), item(title="日本の防衛")),
        (item(author="Okafor"), {**item(), "author": [{"family": "OKAFOR", "given": "A."}]}),
        (
            {**item(title="日本"), "author": [{"family": "山田", "given": "太郎"}]},
            {**item(title="日本"), "author": [{"literal": "山田 太郎"}]},
        ),
        (item(year=2024), item(year=[2024, 7, 8])),
        ({**item(author=None), "editor": [{"family": "Okafor"}]}, item()),
        (item(**NEWS, **{"container-title": "Times"}), item(**NEWS, **{"container-title": "The Times"})),
        (item(**PAGE, **VISIT), item(**PAGE, **VISIT)),
        (
            item(**LAW, title="外国為替及び外国貿易法", year=None),
            item(**LAW, title="外国為替及び外国貿易法", year=None),
        ),
        (item(**LAW, year=[2024, 1, 2]), item(**LAW, year=2024, number="7")),
        (item(**LETTER), item(**LETTER)),
    ],
)
def test_these_are_one_work(one, other):
    assert share(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (item(title="A Book"), item(title="B Book")),
        (item(author="Okafor"), item(author="Kim")),
        (item(year=2024), item(year=2023)),
        (item(year=None), item(year=None)),
        (item(author=None), item(author=None)),
        (item(title="Part", volume="1"), item(title="Part", volume="2")),
        (item(title="X", URL="https://www.nato.int/"), item(title="Y", URL="https://nato.int/index.html")),
        (item(title="X", URL="https://www.mofa.go.jp/en/"), item(title="Y", URL="https://www.mofa.go.jp/en")),
        (
            item(title="X", URL="https://example.org/a?id=1"),
            item(title="Y", URL="https://example.org/a?id=2"),
        ),
        (item(title="X", URL="https://example.org/#/a"), item(title="Y", URL="https://example.org/#/b")),
        (item(title="X", URL="not an address"), item(title="Y", URL="not an address")),
        (
            item(**{**NEWS, "title": "社説", "container-title": "朝日新聞"}),
            item(**{**NEWS, "title": "社説", "container-title": "読売新聞"}),
        ),
        (
            item(**{**NEWS, "title": "社説", "container-title": "朝日新聞"}),
            item(**{**NEWS, "title": "社説", "container-title": "朝日新聞", "year": [2024, 5, 4]}),
        ),
        (
            item("speech", "Press Conference", year=[2024, 1, 2]),
            item("speech", "Press Conference", year=[2024, 1, 9]),
        ),
        (item(**PAGE, **VISIT), item(**PAGE, accessed={"date-parts": [[2025, 2, 1]]})),
        (item(**PAGE), item(**PAGE)),
        (item(**LAW, title="Civil Code", year=None), item(**LAW, title="Civil Code", year=None)),
        (item(**LETTER), item(**{**LETTER, "year": [1951, 12, 25]})),
        (item(**LETTER), item(**{**LETTER, "note": "to Dulles"})),
        ({}, {}),
    ],
)
def test_these_are_two_works(one, other):
    assert not share(one, other)


def test_the_surest_sign_comes_first():
    whole = item(DOI="10.1000/X", URL="https://example.org/a")

    assert signs(whole) == [
        "doi:10.1000/x",
        "url:example.org/a rules of origin",
        "url:example.org/a",
        "work:rules of origin|okafor|2024",
    ]


def test_a_long_sign_is_cut_and_told_apart_by_its_digest():
    one, other = (signs(item(title="word " * 79 + last)) for last in ("x", "y"))

    assert [len(sign) for sign in one + other] == [300, 300]
    assert one != other
    assert one[0][:200] == other[0][:200]


@pytest.mark.parametrize(
    "hostile",
    [
        {"type": "book", "title": ["x"], "author": "Kim", "issued": "2024"},
        {"type": 7, "title": None, "author": [None], "issued": {"date-parts": [[]]}},
        {"title": "T", "author": [{"family": ["x"]}], "issued": {"date-parts": [["20x4"]]}},
        {"title": "T", "author": [], "issued": {"date-parts": "2024"}, "URL": 5, "DOI": {}},
        {"title": "\x00", "URL": "http://[::1", "DOI": "10."},
        {"title": "…", "author": [{"literal": "—"}], "issued": {"date-parts": [[99999999999]]}},
    ],
)
def test_an_item_of_any_shape_has_signs_or_none(hostile):
    assert signs(hostile) == []
    assert keys.plain(hostile)
    assert likeness(hostile, hostile) in (0.0, 1.0)


@pytest.mark.parametrize(
    ("printed", "compared"),
    [
        ("10.1016/S0140-6736(20)30183-5", "10.1016/s0140-6736(20)30183-5"),
        ("(10.1000/1).", ""),
        ("https://doi.org/10.1000/a%2Fb", "10.1000/a/b"),
        ("doi: 10.1000/182)", "10.1000/182"),
        ("１０.1000/182", "10.1000/182"),
        ("10.1000/", ""),
        ("10.12/x", ""),
    ],
)
def test_a_doi_is_compared_without_what_surrounds_it(printed, compared):
    assert addresses.doi(printed) == compared


@pytest.mark.parametrize(
    ("printed", "compared"),
    [
        ("HTTP://WWW.Example.ORG:80/A/b/", "example.org/A/b"),
        ("https://example.org/a/index.html?b=2&a=1&fbclid=x", "example.org/a?a=1&b=2"),
        ("https://example.org/%e3%81%82", "example.org/%E3%81%82"),
        ("https://example.org/あ", "example.org/%E3%81%82"),
        ("https://日本.jp/x", "xn--wgv71a.jp/x"),
        ("www.example.org/x", "example.org/x"),
        ("https://web.archive.org/web/20200102030405/https://www.example.org/x?y=1", "example.org/x?y=1"),
        ("https://example.org:8443/x", "example.org:8443/x"),
        ("https://user:pass@example.org/x", "example.org/x"),
        ("https://example.org:99999/x", ""),
        ("ftp://example.org/x", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://example.org/?p=12", "example.org?p=12"),
        ("https://www.mofa.go.jp/j/index.html", ""),
    ],
)
def test_an_address_is_compared_by_what_leads_to_the_page(printed, compared):
    assert addresses.url(printed) == compared


def test_words_are_compared_without_case_accents_and_articles():
    assert words("The “Été” of an A.B.C. & D’s ガス・カ") == [
        "ete",
        "of",
        "abc",
        "and",
        "ds",
        "ガ",
        "ス",
        "カ",
    ]
    assert words("The A") == ["the", "a"]


def test_a_subtitle_is_told_from_its_title():
    titles = ["Japan Rearmed: Power", "日本の防衛――政策", "A re-reading", ": x", "Ties – Now"]

    assert list(map(main_title, titles)) == ["Japan Rearmed", "日本の防衛", "A re-reading", ": x", "Ties"]


def test_who_answers_for_a_work_is_its_author_else_its_editor():
    assert maker({"author": [], "editor": [{"family": "Kim"}]}) == "kim"
    assert maker({"author": [{"non-dropping-particle": "von der", "family": "Leyen"}]}) == "von der leyen"
    assert date({"issued": {"date-parts": [["2024", 5], [2025]]}}) == (2024, 5)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (item(title="Japan Rearmed"), item(title="Japan Rearmed: The Politics of Military Power")),
        (item(title="Technology Level Assessment"), item(title="Technology Levle Assessment")),
        (item(year=2023), item(year=2024)),
        (item(author=None), item()),
        (item(), item(year=None)),
        (
            item(title="Defense Technology Level Assessment", author="Cheon"),
            item(title="Defense Technology Level Assessment", author="Jin-yong"),
        ),
        (item(**PAGE, **VISIT), item(**PAGE, accessed={"date-parts": [[2025, 2, 1]]})),
        (item(title="日本同盟の絆――模索"), item(title="日本同盟の絆")),
        (item(**LAW, title="自衛隊法", year=None), item(**LAW, title="自衛隊法", year=1954)),
    ],
)
def test_these_may_be_one_work(one, other):
    assert not share(one, other)
    assert NEAR <= likeness(one, other) == likeness(other, one) <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (item(title="Japan Rearmed"), item(title="Japan Disarmed in Theory")),
        (item(title="Defense of Japan 2023", year=2023), item(title="Defense of Japan 2024", year=2024)),
        (item(title="Overview", author="Kim"), item(title="Overview", author="Lee")),
        (item(year=2010), item(year=2024)),
        (item(DOI="10.1000/1"), item(DOI="10.1000/2")),
        (
            item("speech", "Press Conference", year=[2024, 1, 2]),
            item("speech", "Press Conference", year=[2024, 1, 9]),
        ),
        ({}, item()),
    ],
)
def test_these_are_not_proposed(one, other):
    assert likeness(one, other) < NEAR


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("known", "key"),
    [
        (item(), "okafor-2024-rules-of-origin"),
        (
            item(title="The Myth of the Nuclear Revolution and the Atom"),
            "okafor-2024-myth-of-the-nuclear-revolution",
        ),
        (item(author="Øster", title="Łódź Today"), "oster-2024-lodz-today"),
        (item(author=None), "2024-rules-of-origin"),
        (item(year=None), "okafor-rules-of-origin"),
        (item(title="U.S. Relations: A View"), "okafor-2024-us-relations"),
        ({**item(author=None), "editor": [{"family": "Kim"}]}, "kim-2024-rules-of-origin"),
    ],
)
def test_a_key_is_author_year_and_title(known, key):
    assert keys.free(known) == key


@pytest.mark.django_db
def test_kana_and_kanji_are_never_guessed():
    japanese = {**item(title="日本の防衛"), "author": [{"family": "山田"}]}
    mixed = keys.free(item(title="NATOと日本"))

    assert keys.free(japanese).startswith("2024-")
    assert len(keys.free(japanese)) == len("2024-") + 8
    assert mixed.startswith("okafor-2024-")
    assert "nato" not in mixed


@pytest.mark.django_db
def test_a_key_that_is_taken_or_reserved_gets_a_digest():
    first = Reference.objects.create(key=keys.free(item()), item=item())
    first.former_keys.create(key="okafor-2024-other")

    assert keys.free(item(volume="2")).startswith("okafor-2024-rules-of-origin-")
    assert keys.free(item(title="Other")).startswith("okafor-2024-other-")
    assert keys.free(item(title="Sources", author=None, year=None)).startswith("sources-")


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["x" * 400, "word " * 80, "字" * 400, "-", "​", "a" * 36 + " b"])
def test_every_title_makes_a_key_that_the_database_takes(title):
    row = Reference.objects.create(key=keys.free(item(title=title, author="N" * 90)), item=item(title=title))

    assert Reference.objects.get(key=row.key) == row


def test_a_section_of_a_code_is_known_by_its_numbers_however_the_code_is_shortened():
    section = item(**CODE, **{"container-title": "U.S.C.", "section": "8680(a)"})
    same = item(**CODE, **{"container-title": "USC", "section": "8680(a)"})
    other = item(**CODE, **{"container-title": "U.S.C.", "section": "8690"})
    register = item(**CODE, **{"container-title": "Fed. Reg.", "page": "9359"})

    assert [signs(each) for each in (section, same)] == [["work:|10 usc 8680(a)"]] * 2
    assert signs(other) == ["work:|10 usc 8690"]
    assert signs(register) == ["work:|10 fed reg 9359"]
    assert signs(item(**CODE)) == []
