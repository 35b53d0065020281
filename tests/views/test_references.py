"""The list of works that the public record cites: narrowed, searched, ordered, counted, and nothing private in it."""

import pytest

from papers import publishing
from papers.models import Stamp, VersionCitation
from references.models import Reference
from tests.factories import cite, make_edition, make_paper, make_reference, make_series
from tests.views.listing import chosen, facets, line, option, total
from tests.views.pages import head_links, links, read, said

pytestmark = pytest.mark.django_db
WORKS = "//ol[@class='works']/li"


def titles(page):
    return said(page, f"{WORKS}/p[@class='title']")


def test_each_work_says_what_it_is_and_how_often_it_is_cited(client, shelf):
    page = read(client, "/en/references/")

    assert links(page, f"{WORKS}/p[1]/a") == [
        ("The Long Game", "/en/references/doshi-2021/", None, None),
        ("An Industrial Pledge", "/en/references/nato-2024/", None, None),
        ("外交青書", "/en/references/2023-a1b2/", None, None),
    ]
    assert page.xpath(f"{WORKS}/p[1]/@lang") == ["en", "en", "ja"]
    assert said(page, f"{WORKS}/p[2]") == [
        "Rush DoshiOxford University Press2021Book cited 3 times in 2 papers",
        "NATO2024Web page cited once in 1 paper",
        "外務省2023Report cited once in 1 paper",
    ]
    assert total(page) == "3 sources"


def test_every_facet_counts_the_works_it_would_leave(client, shelf):
    page = read(client, "/en/references/")

    assert facets(page) == {
        "Type": [("Book", 1), ("Report", 1), ("Web page", 1)],
        "Year": [("2024", 1), ("2023", 1), ("2021", 1)],
        "Published in or by": [("NATO", 1), ("Oxford University Press", 1), ("外務省", 1)],
        "Language of the source": [("English", 2), ("Japanese", 1)],
        "Cited in the series": [("Allies and Partners", 3)],
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=book", ["The Long Game"]),
        ("year=2024", ["An Industrial Pledge"]),
        ("year=2024&type=book", []),
        ("source=NATO", ["An Industrial Pledge"]),
        ("source=外務省", ["外交青書"]),
        ("source=nobody", []),
        ("lang=ja", ["外交青書"]),
        ("series=allies&lang=en", ["The Long Game", "An Industrial Pledge"]),
        ("series=nothing", []),
        ("paper=pact", ["The Long Game", "外交青書"]),
        ("paper=port", ["The Long Game", "An Industrial Pledge"]),
        ("paper=gone", []),
        ("paper=later", []),
        ("q=long game", ["The Long Game"]),
        ("q=ＬＯＮＧ　ｇａｍｅ", ["The Long Game"]),
        ("q=doshi", ["The Long Game"]),
        ("q=Doshi Rush", ["The Long Game"]),
        ("q=rush doshi", ["The Long Game"]),
        ("q=game doshi", ["The Long Game"]),
        ("q=dōshi", ["The Long Game"]),
        ("q=外交", ["外交青書"]),
        ("q=外務省", ["外交青書"]),
        ("q=industrial&year=2024", ["An Industrial Pledge"]),
        ("q=%25", []),
        ("q=_", []),
        ("q=hidden", []),
    ],
)
def test_a_filter_leaves_the_works_that_have_it(client, shelf, query, expected):
    page = read(client, f"/en/references/?{query}")

    assert titles(page) == expected
    words = {0: "No sources match", 1: "1 source"}
    assert total(page) == words.get(len(expected), f"{len(expected)} sources")


def test_every_option_leads_to_as_many_works_as_it_counts(client, shelf):
    for start in ("/en/references/", "/ja/references/?series=allies", "/en/references/?paper=pact&sort=year"):
        page = read(client, start)
        for link in page.xpath("//section[contains(@class, 'facet')]//a"):
            count = int(link.find_class("count")[0].text)
            if link.get("aria-current") is None:
                assert len(titles(read(client, link.get("href")))) == count


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("cited", ["The Long Game", "An Industrial Pledge", "外交青書"]),
        ("year", ["An Industrial Pledge", "外交青書", "The Long Game"]),
        ("title", ["An Industrial Pledge", "The Long Game", "外交青書"]),
        ("author", ["The Long Game", "外交青書", "An Industrial Pledge"]),
        ("nonsense", ["The Long Game", "An Industrial Pledge", "外交青書"]),
    ],
)
def test_the_list_has_four_orders(client, shelf, sort, expected):
    assert titles(read(client, f"/en/references/?sort={sort}")) == expected


def test_the_order_stays_while_the_list_is_narrowed_and_searched(client, shelf):
    page = read(client, "/en/references/?sort=year&lang=en")

    assert option(page, "Type", "Book") == "/en/references/?type=book&lang=en&sort=year"
    assert [
        (field.get("name"), field.get("value")) for field in page.xpath("//form//input[@type='hidden']")
    ] == [
        ("lang", "en"),
        ("sort", "year"),
    ]
    assert links(page, "//nav[@class='orders']//a") == [
        ("times cited", "/en/references/?lang=en", None, None),
        ("year", "/en/references/?lang=en&sort=year", None, None),
        ("title", "/en/references/?lang=en&sort=title", None, None),
        ("author", "/en/references/?lang=en&sort=author", None, None),
    ]
    assert page.xpath("//nav[@class='orders']//a[@aria-current]/text()") == ["year"]


def test_a_choice_is_named_and_takes_itself_off(client, shelf):
    page = read(client, "/ja/references/?paper=pact&type=book&q=Game")

    assert [address for _text, address in chosen(page)] == [
        "/ja/references/?type=book&paper=pact",
        "/ja/references/?q=Game&paper=pact",
        "/ja/references/?q=Game&type=book",
    ]
    assert [
        text.endswith(name) for (text, _url), name in zip(chosen(page), ("Game", "", "協定"), strict=True)
    ] == [True] * 3


def test_what_no_public_paper_cites_is_nowhere(client, shelf):
    page = read(client, "/en/references/")

    assert "Hidden" not in page.text_content()
    read(client, "/en/references/hidden-work/", status=404)
    read(client, "/en/references/hidden-work/hidden-work.bib", status=404)
    answer = b"".join(client.get("/en/references.json").streaming_content).decode()
    assert "Hidden" not in answer


def test_a_work_comes_and_goes_with_the_papers_that_cite_it(client, shelf, clock):
    clock(days=2)
    assert "Hidden work" in titles(read(client, "/en/references/"))
    assert said(read(client, "/en/references/hidden-work/"), "//h1") == ["Hidden work"]

    publishing.withdraw(
        VersionCitation.objects.get(reference=shelf["nato"]).version.paper, ["en"], {"en": "Why."}
    )

    assert titles(read(client, "/en/references/")) == ["The Long Game", "Hidden work", "外交青書"]
    read(client, "/en/references/nato-2024/", status=404)


def test_a_corrected_work_is_shown_corrected_at_once(client, shelf):
    read(client, "/en/references/")
    shelf["nato"].item = {**shelf["nato"].item, "title": "The Pledge", "type": "article-newspaper"}
    shelf["nato"].save()
    Stamp.touch()

    page = read(client, "/en/references/?q=the pledge")

    assert titles(page) == ["The Pledge"]
    assert facets(page)["Type"] == [("Newspaper article", 1)]


def test_the_menu_names_the_list_while_there_is_one(client, shelf):
    menu = "//nav[contains(@class, 'menu')]//a"
    assert links(read(client, "/en/"), menu)[-1] == ("Sources", "/en/references/", None, None)
    assert read(client, "/en/references/").xpath(f"{menu}[@aria-current]/text()") == ["Sources"]

    VersionCitation.objects.all().delete()
    Stamp.touch()

    assert [text for text, *_rest in links(read(client, "/en/"), menu)] == [
        "Papers",
        "Series",
        "Authors",
        "Subjects",
    ]
    assert total(read(client, "/en/references/")) == "No sources match"


def test_only_the_plain_list_is_indexed(client, shelf):
    for query in ("?type=book", "?sort=year", "?q=x", "?paper=pact"):
        page = read(client, f"/en/references/{query}")
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
        assert head_links(page, "canonical") == []
    page = read(client, "/en/references/")
    assert head_links(page, "canonical") == [(None, "https://papers.example.org/en/references/")]
    assert head_links(page, "alternate") == [
        ("en", "https://papers.example.org/en/references/"),
        ("ja", "https://papers.example.org/ja/references/"),
        ("x-default", "https://papers.example.org/en/references/"),
    ]


def test_a_facet_with_many_values_unfolds(client):
    version = make_edition(make_paper(series=make_series("run")))
    for number in range(15):
        work = make_reference(f"w{number}", publisher=f"House {number:02}")
        cite(version, "n1", work, order=number + 1)
    Stamp.touch()

    page = read(client, "/en/references/")
    options = "//section[h2='Published in or by']//li"
    assert len(page.xpath(options)) == 12
    rest = page.xpath("//p[@class='rest']/a")
    assert [(line(link), link.get("href")) for link in rest] == [
        ("and 3 more", "/en/references/?all=source#facet-source")
    ]
    assert len(read(client, "/en/references/?all=source").xpath(options)) == 15


def test_the_list_has_pages_of_fifty(client):
    version = make_edition(make_paper())
    for number in range(51):
        cite(version, "n1", make_reference(f"w{number}"), order=number + 1)
    Stamp.touch()

    assert len(titles(read(client, "/en/references/"))) == 50
    assert len(titles(read(client, "/en/references/?page=2"))) == 1
    read(client, "/en/references/?page=3", status=404)
    read(client, "/en/references/?page=x", status=404)


def test_a_narrowed_list_leaves_as_files_in_its_order(client, shelf):
    page = read(client, "/en/references/?lang=en&sort=year")
    assert [link.get("href") for link in page.xpath("//div[contains(@class, 'files')]//a")] == [
        f"/en/references.{ending}?lang=en&sort=year" for ending in ("bib", "ris", "json", "csv")
    ]

    answer = client.get("/en/references.ris?lang=en&sort=year")
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert [text for text in lines if text.startswith("TI")] == [
        "TI  - An Industrial Pledge",
        "TI  - The Long Game",
    ]
    assert 'filename="sources-en.ris"' in answer.headers["Content-Disposition"]


def test_hostile_words_of_a_work_are_text(client):
    nasty = "<script>alert(1)</script>"
    work = make_reference(
        "nasty", title=nasty, publisher=nasty, author=[{"literal": nasty}], URL="javascript:alert(1)"
    )
    cite(make_edition(make_paper()), "n1", work, sentence=nasty)
    Stamp.touch()

    for path in ("/en/references/", f"/en/references/?source={nasty}", "/ja/references/nasty/"):
        page = read(client, path)
        assert page.xpath("//main//script") == []
        assert nasty in page.text_content()
        assert page.xpath("//a[starts-with(@href, 'javascript')]") == []


@pytest.mark.parametrize("works", [3, 120])
def test_the_list_costs_nine_queries_at_most(client, django_assert_max_num_queries, works):
    series = make_series("run")
    versions = [make_edition(make_paper(series=series, volume=str(number))) for number in range(3)]
    for number in range(works):
        cite(versions[number % 3], "n1", make_reference(f"w{number}"), order=number + 1)
    Stamp.touch()

    for query in ("", "?type=book&q=title&series=run&lang=en&sort=title", "?page=1"):
        with django_assert_max_num_queries(9):
            assert client.get(f"/en/references/{query}").status_code == 200
    assert Reference.objects.filter(key__startswith="w").count() == works
