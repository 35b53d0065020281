"""What stands beside the notes of a paper: links to the sources, who else cites them, short notes in full; and its kin."""

import pytest

from papers import publishing, sources
from papers.models import Stamp, Version, VersionCitation
from papers.search import MOST_COUNTED
from tests.factories import cite, make_edition, make_paper, make_reference, make_series
from tests.views.pages import call, links, read, said

pytestmark = pytest.mark.django_db
LEADS = "//li[@id='note-{}']/div[contains(@class, 'lead')]"


def noted(slug, count=1, **more):
    """Return a public edition with so many notes."""
    keys = [f"n{number}" for number in range(1, count + 1)]
    body = "".join(f'<p data-passage="a{key}">Text{call(key)}.</p>' for key in keys)
    notes = {key: f"<p>Note {key}.</p>" for key in keys}
    paper = make_paper(slug, **more.pop("paper", {}))
    version = make_edition(paper, body=body, notes=notes, **more)
    VersionCitation.objects.filter(version=version).delete()
    return version


def test_a_note_leads_to_its_source_and_says_who_else_cites_it(client, shelf):
    page = read(client, "/en/papers/pact/")

    assert links(page, LEADS.format("n1") + "//a") == [
        ("Source of note 1", "/en/references/doshi-2021/", None, None),
        ("A Port", "/en/papers/port/", "en", None),
    ]
    assert said(page, LEADS.format("n1") + "/p") == ["Source of note 1, also cited in A Port"]
    assert said(page, LEADS.format("n3")) == ["Source of note 3"]


def test_the_notes_of_the_parallel_page_lead_to_their_sources_as_well(client, shelf):
    page = read(client, "/en/papers/pact/parallel/ja/")

    assert links(page, LEADS.format("n1") + "//a") == [
        ("Source of note 1", "/en/references/doshi-2021/", None, None),
        ("A Port", "/en/papers/port/", "en", None),
    ]
    assert said(page, LEADS.format("n2") + "/*[contains(@class, 'in-full')]/a") == ["In full in note 1"]
    assert page.xpath("//li[@id='note-n1']//also") == []


def test_what_only_the_right_edition_says_of_a_note_stands_on_the_parallel_page(client, shelf):
    left = Version.objects.get(language="en", paper__slug="pact")
    VersionCitation.objects.filter(version=left).delete()
    sources.keep([left.pk])

    page = read(client, "/en/papers/pact/parallel/ja/")

    assert [text for text, *_rest in links(page, LEADS.format("n1") + "//a")] == ["出典 （注1）", "A Port"]


def test_the_words_beside_a_note_are_in_the_language_of_the_page(client, shelf):
    page = read(client, "/ja/papers/pact/")

    assert said(page, LEADS.format("n1") + "/p") == ["出典 （注1）（A Portでも引用）"]
    assert page.xpath(LEADS.format("n1") + "/@lang") == ["ja"]


def test_a_short_note_shows_its_source_as_the_paper_prints_it_in_full(client, shelf):
    page = read(client, "/en/papers/pact/")
    full = LEADS.format("n2") + "/*[contains(@class, 'in-full')]"

    assert said(page, full) == ["In full in note 1 Rush Doshi, The Long Game (2021), 47–67."]
    assert links(page, f"{full}/a") == [("In full in note 1", "#note-n1", None, None)]
    assert said(page, f"{full}//em") == ["The Long Game"]
    assert page.xpath("//*[contains(@class, 'in-full')]") == page.xpath(full)


def test_the_text_of_a_note_stays_as_it_was_printed(client, shelf):
    page = read(client, "/en/papers/pact/")

    assert said(page, "//li[@id='note-n2']/p") == ["Note 2. ↑"]
    assert page.xpath("//li[@id='note-n2']/p//a/@href") == ["#call-n2"]


def test_a_short_note_without_its_source_in_the_paper_shows_none(client, shelf):
    VersionCitation.objects.filter(note="n1").delete()

    assert read(client, "/en/papers/pact/").xpath("//*[contains(@class, 'in-full')]") == []


def test_several_sources_of_a_note_are_told_apart(client, shelf):
    version = noted("two")
    cite(version, "n1", shelf["nato"])
    cite(version, "n1", shelf["gaiko"], order=2)
    cite(version, "n1", shelf["nato"], order=3)

    assert [text for text, *_rest in links(read(client, "/en/papers/two/"), LEADS.format("n1") + "//a")][
        ::2
    ] == [
        "Source 1 of note 1",
        "Source 2 of note 1",
    ]


def test_other_papers_are_counted_up_to_some(client):
    work, rare = make_reference("often"), make_reference("rare")
    versions = [noted(f"p{number}") for number in range(MOST_COUNTED + 2)]
    for version in versions:
        cite(version, "n1", work)
    for version in versions[:3]:
        cite(version, "n1", rare, order=2)

    page = read(client, "/en/papers/p0/")

    assert [text for text, *_rest in links(page, LEADS.format("n1") + "//a")] == [
        "Source 1 of note 1, also cited in more than 9 other papers",
        "Source 2 of note 1, also cited in 2 other papers",
    ]


def test_an_edition_in_another_language_and_what_is_not_public_do_not_count(client, shelf, clock):
    hidden = shelf["hidden"]
    cite(noted("seen"), "n1", hidden)

    assert said(read(client, "/en/papers/seen/"), LEADS.format("n1")) == ["Source of note 1"]
    clock(days=2)
    assert said(read(client, "/en/papers/seen/"), LEADS.format("n1")) == [
        "Source of note 1, also cited in Later"
    ]


def test_papers_of_the_series_that_share_sources_are_listed(client, shelf):
    page = read(client, "/en/papers/pact/")
    kin = "//section[@class='sharing']"

    assert links(page, f"{kin}//a") == [("A Port", "/en/papers/port/", "en", None)]
    assert said(page, f"{kin}//li") == ["A Port 1 source in common"]
    # In Japanese there is no other paper of the series.
    assert read(client, "/ja/papers/pact/").xpath(kin) == []
    publishing.withdraw(
        VersionCitation.objects.get(reference=shelf["nato"]).version.paper, ["en"], {"en": "Why."}
    )
    assert read(client, "/en/papers/pact/").xpath(kin) == []


def test_those_that_share_most_come_first(client):
    series = make_series("run")
    works = [make_reference(f"w{number}") for number in range(4)]
    own = noted("own", 4, paper={"series": series, "volume": "1"})
    for number, work in enumerate(works, start=1):
        cite(own, f"n{number}", work)
    for place in range(7):
        other = noted(
            f"other{place}", 4, title=f"Other {place}", paper={"series": series, "volume": str(place + 2)}
        )
        for number in range(place % 4 + 1):
            cite(other, f"n{number + 1}", works[number])
    cite(noted("stranger"), "n1", works[0])

    assert said(read(client, "/en/papers/own/"), "//section[@class='sharing']//li") == [
        "Other 3 4 sources in common",
        "Other 2 3 sources in common",
        "Other 6 3 sources in common",
        "Other 1 2 sources in common",
        "Other 5 2 sources in common",
    ]


def test_all_sources_of_a_paper_are_one_link_away(client, shelf):
    page = read(client, "/en/papers/pact/")

    link = ("2 sources, by type and year", "/en/references/?paper=pact", None, None)
    assert link in links(page, "//dl[contains(@class, 'particulars')]//a")
    assert "paper=gone" not in read(client, "/en/").text_content()


def test_what_a_machine_read_is_not_printed_and_no_title_is_markup(client):
    nasty = '<img src=x onerror="alert(1)">'
    work = make_reference("read", title=f"Misread {nasty}")
    cite(noted("p"), "n1", work)
    cite(noted("q", title=nasty), "n1", work)

    page = read(client, "/en/papers/p/")
    for data in page.xpath("//script"):
        data.drop_tree()

    assert "Misread" not in page.text_content()
    assert page.xpath("//img") == []
    assert said(page, LEADS.format("n1") + "//a") == ["Source of note 1", nasty]


def test_any_number_of_sources_costs_two_queries(client, django_assert_max_num_queries):
    series = make_series("run")
    version = noted("many", 60, paper={"series": series, "volume": "1"})
    noted("before", paper={"series": series, "volume": "0"})
    works = [make_reference(f"w{number}") for number in range(60)]
    for number, work in enumerate(works, start=1):
        cite(version, f"n{number}", work)
    for place in range(3):
        other = noted(f"o{place}", 20, paper={"series": series, "volume": str(place + 2)})
        for number in range(20):
            cite(other, f"n{number + 1}", works[number * (place + 1)])

    Stamp.touch()
    sources.keep([version.pk])
    client.get("/en/papers/many/")
    with django_assert_max_num_queries(8):
        assert client.get("/en/papers/many/").status_code == 200
