"""The page of one work: its fields in words, how notes print it, and every place that cites it."""

import pytest

from papers.models import Stamp, Version, VersionCitation, cited_works
from papers.views.reference import bare_doi, is_web
from references.models import FormerKey
from tests.factories import cite, make_edition, make_paper, make_reference
from tests.views.pages import head_links, links, read, said

pytestmark = pytest.mark.django_db
PAPERS = "//ol[@class='citing']/li/article"


def fields(page):
    rows = page.xpath("//dl[contains(@class, 'fields')]/div")
    return {said(row, "dt")[0]: (said(row, "dd")[0], row.find("dd").get("lang")) for row in rows}


def test_the_work_is_told_in_full_in_the_words_of_the_page(client, shelf):
    english, japanese = read(client, "/en/references/nato-2024/"), read(client, "/ja/references/2023-a1b2/")

    assert fields(english) == {
        "Published in": ("NATO", "en"),
        "Date": ("July 10, 2024", None),
        "Language": ("English", None),
        "Address": ("https://www.nato.int/pledge?a=1&b=2", None),
    }
    assert said(english, "//h1") == ["An Industrial Pledge"]
    assert links(english, "//dl//a") == [
        ("https://www.nato.int/pledge?a=1&b=2", "https://www.nato.int/pledge?a=1&b=2", None, None)
    ]
    assert english.xpath("//dl//a/@rel") == ["external"]
    assert said(japanese, "//p[contains(@class, 'other-names')]/span") == ["外務省"]
    assert [text for text, _lang in fields(japanese).values()][-2:] == ["2023年4月", "日本語"]


def test_a_doi_leads_to_its_resolver_and_only_the_web_is_a_link(client):
    version = make_edition(make_paper())
    cite(version, "n1", make_reference("a", DOI="https://doi.org/10.1000/x y<z>", URL="ftp://example.org/"))

    page = read(client, "/en/references/a/")

    assert links(page, "//dl//a") == [("10.1000/x y<z>", "https://doi.org/10.1000/x%20y%3Cz%3E", None, None)]
    assert fields(page)["Address"] == ("ftp://example.org/", None)


def test_a_section_of_a_code_has_no_title_and_is_called_and_found_by_its_place(client):
    code = {
        "type": "legislation",
        "container-title": "U.S.C.",
        "volume": "10",
        "section": "2342",
        "title": None,
    }
    reference = make_reference("a", **code)
    cite(make_edition(make_paper()), "n1", reference)

    page, found = read(client, "/en/references/a/"), read(client, "/en/references/?q=2342")

    assert said(page, "//h1") == ["10 U.S.C. § 2342"]
    assert links(found, "//ol[@class='works']//a") == [("10 U.S.C. § 2342", "/en/references/a/", None, None)]
    assert str(reference) == "10 U.S.C. § 2342"


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org/", False),
        ("https://", False),
        ("http://[", False),
        ("www.example.org", False),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(url, is_one):
    assert is_web(url) is is_one


@pytest.mark.parametrize("doi", ["10.1/x", "doi:10.1/x", "https://dx.doi.org/10.1/x"])
def test_a_doi_stands_without_its_resolver(doi):
    assert bare_doi(doi) == "10.1/x"


def test_what_a_machine_read_says_so_until_an_editor_confirms_it(client, shelf, clock):
    quiet = "//p[contains(@class, 'unconfirmed')]"
    assert said(read(client, "/en/references/nato-2024/"), quiet) == [
        "Read from the notes by machine; not yet confirmed by an editor."
    ]

    shelf["nato"].confirmed_at = clock(days=0)
    shelf["nato"].save()

    assert said(read(client, "/en/references/nato-2024/"), quiet) == []


def test_every_wording_in_full_is_printed_once(client, shelf):
    page = read(client, "/en/references/doshi-2021/")

    assert said(page, "//ul[@class='printed']/li") == [
        "Rush Doshi, The Long Game (2021), 47–67.",
        "Doshi 2021, 300.",
    ]
    assert said(page, "//ul[@class='printed']//em") == ["The Long Game"]
    assert page.xpath("//ul[@class='printed']//p") == []


def test_every_note_that_cites_it_is_led_to_paper_by_paper(client, shelf):
    page = read(client, "/en/references/doshi-2021/")

    assert said(page, "//section[@id='papers']/h2") == ["Cited 3 times in 2 papers"]
    assert links(page, f"{PAPERS}/h3/a") == [
        ("A Pact", "/en/papers/pact/", None, None),
        ("A Port", "/en/papers/port/", None, None),
    ]
    assert links(page, f"{PAPERS}/p[@class='counterpart']/a") == [("協定", "/ja/papers/pact/", None, "ja")]
    first = page.xpath(f"({PAPERS})[1]//ul[@class='citing-notes']/li")
    assert [links(note, ".//p[contains(@class, 'where')]/a") for note in first] == [
        [
            ("Note 1", "/en/papers/pact/#call-n1", None, None),
            ("Note 1", "/ja/papers/pact/#call-n1", None, "ja"),
        ],
        [
            ("Note 2", "/en/papers/pact/#call-n2", None, None),
            ("Note 2", "/ja/papers/pact/#call-n2", None, "ja"),
        ],
    ]
    assert [(quote.get("lang"), quote.text) for quote in first[0].iter("blockquote")] == [
        ("en", "Pacts hold."),
        ("ja", "協定は続く。"),
    ]
    assert said(first[0], ".//p[contains(@class, 'where')]")[0] == "Note 1 English pp. 47–67"
    assert said(first[1], ".//p[contains(@class, 'where')]")[0] == "Note 2 English p. 12 in short form"
    assert links(first[0], ".//a[contains(@href, 'parallel')]") == [
        ("This passage side by side", "/en/papers/pact/parallel/ja/#p-a1", None, None)
    ]


def test_the_links_arrive(client, shelf):
    page = read(client, "/en/references/doshi-2021/")
    targets = page.xpath("//ul[@class='citing-notes']//a/@href")

    assert len(targets) == 7
    for target in targets:
        path, _sign, anchor = target.partition("#")
        assert read(client, path).xpath(f"//*[@id='{anchor}']"), target


def test_the_japanese_page_begins_with_the_japanese_edition(client, shelf):
    page = read(client, "/ja/references/2023-a1b2/")

    assert links(page, f"{PAPERS}/h3/a") == [("協定", "/ja/papers/pact/", None, None)]
    assert said(page, "//p[contains(@class, 'where')]") == ["注3 日本語 第3章", "注3 English"]


def two_wordings():
    """Let both editions of a paper cite one work, each with the place as its own note words it."""
    paper = make_paper("pact")
    work = make_reference("doshi-2021", page="76–136")
    for language, places in (("en", ["24", "30"]), ("ja", ["24、30", ""])):
        version = make_edition(paper, language)
        for order, place in enumerate(places, start=1):
            cite(version, "n1", work, locator=place, order=order, language=language)


@pytest.mark.parametrize(("language", "place"), [("en", "p. 24, p. 30"), ("ja", "24、30頁")])
def test_a_place_is_told_once_as_the_edition_of_the_pages_language_words_it(client, language, place):
    two_wordings()
    page = read(client, f"/{language}/references/doshi-2021/")

    first, second = said(page, "//p[contains(@class, 'where')]")
    assert first.endswith(f" {place}")
    assert second.endswith((" English", " 日本語"))


def test_the_range_of_pages_has_a_name_of_its_own(client):
    two_wordings()

    assert "Page range" in fields(read(client, "/en/references/doshi-2021/"))
    assert "ページ範囲" in fields(read(client, "/ja/references/doshi-2021/"))


def test_a_note_that_nothing_calls_is_reached_itself(client):
    version = make_edition(make_paper("plain"), notes={"x": "<p>Alone.</p>"})
    cite(version, "x", make_reference("alone"), passage="")

    page = read(client, "/en/references/alone/")

    assert page.xpath("//p[contains(@class, 'where')]/a/@href") == ["/en/papers/plain/#note-x"]


def test_a_key_that_was_merged_away_leads_to_what_stays(client, shelf):
    FormerKey.objects.create(key="doshi-old", reference=shelf["doshi"])
    FormerKey.objects.create(key="hidden-old", reference=shelf["hidden"])

    for path, target in (
        ("/ja/references/doshi-old/", "/ja/references/doshi-2021/"),
        ("/en/references/doshi-old/doshi-old.ris", "/en/references/doshi-2021/doshi-2021.ris"),
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, target)
        assert answer.headers["Cache-Control"] == "public, no-cache"
    read(client, "/en/references/hidden-old/", status=404)
    read(client, "/en/references/nothing/", status=404)


def test_the_page_says_where_it_stands(client, shelf):
    page = read(client, "/ja/references/doshi-2021/")

    here = "https://papers.example.org/{}/references/doshi-2021/"
    assert head_links(page, "canonical") == [(None, here.format("ja"))]
    assert head_links(page, "alternate") == [
        ("en", here.format("en")),
        ("ja", here.format("ja")),
        ("x-default", here.format("en")),
    ]
    assert page.xpath("//meta[@name='description']/@content") == [
        "Rush Doshi · The Long Game · 2021年 · 論考2本で3回引用"
    ]


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("bib", "@book{doshi-2021,"), ("ris", "TY  - BOOK"), ("json", "["), ("csv", "\ufeff")],
)
def test_a_work_leaves_as_a_file(client, shelf, ending, begins):
    page = read(client, "/en/references/doshi-2021/")
    path = f"/en/references/doshi-2021/doshi-2021.{ending}"
    assert path in page.xpath("//div[contains(@class, 'files')]//a/@href")

    answer = client.get(path)

    assert answer.content.decode().lstrip("\n").startswith(begins)
    assert "The Long Game" in answer.content.decode()
    assert f'filename="doshi-2021.{ending}"' in answer.headers["Content-Disposition"]
    assert answer.headers["Link"] == '<https://papers.example.org/en/references/doshi-2021/>; rel="canonical"'
    read(client, f"/en/references/doshi-2021/other.{ending}", status=404)


def test_the_cited_works_are_those_that_have_a_page(client, shelf, clock):
    assert set(cited_works(clock(days=0)).values_list("key", flat=True)) == {
        "doshi-2021",
        "2023-a1b2",
        "nato-2024",
    }


def test_a_work_that_many_papers_cite_has_pages_at_the_same_cost(client, django_assert_max_num_queries):
    work = make_reference("often")
    for number in range(21):
        version = make_edition(
            make_paper(f"p{number}"),
            body='<p data-passage="a1">x<sup data-note="n"></sup></p>',
            notes={"n": "<p>N.</p>"},
        )
        cite(version, "n", work, sentence="x.")

    with django_assert_max_num_queries(6):
        page = read(client, "/en/references/often/")
    assert len(page.xpath(PAPERS)) == 20
    assert said(page, "//section[@id='papers']/h2") == ["Cited 21 times in 21 papers"]
    assert len(read(client, "/en/references/often/?page=2").xpath(PAPERS)) == 1
    read(client, "/en/references/often/?page=3", status=404)


def test_an_expunged_text_cites_nothing(client, shelf):
    VersionCitation.objects.filter(version=Version.objects.get(paper__slug="port")).delete()
    Stamp.touch()

    read(client, "/en/references/nato-2024/", status=404)
    assert said(read(client, "/en/references/doshi-2021/"), "//section[@id='papers']/h2") == [
        "Cited 2 times in 1 paper"
    ]
