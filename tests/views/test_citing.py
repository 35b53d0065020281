"""How a paper says it is cited, and the list of what it cites."""

import re
from datetime import date

import pytest
from django.utils import timezone

from papers import publishing, sources
from papers.document import Note
from papers.models import Translation, VersionCitation, VersionPage
from papers.publishing import citing
from references.models import Reference
from tests.factories import make_edition, make_paper, make_translation, save
from tests.views.pages import call, links, read, said

pytestmark = pytest.mark.django_db
SITE = "https://papers.example.org"
FORMS = "//section[contains(@class, 'cite')]/dl/div"
LINES = "//*[@id='references']/ul/li"


def forms(tree):
    """Return how the page says it is cited, by the name of the style."""
    rows = tree.xpath(FORMS)
    return {said(row, "dt")[0]: said(row, "dd/p")[0] for row in rows}


def styled():
    citing.keep(VersionPage.objects.values_list("pk", flat=True))


# ─── how to cite ───


def test_an_english_edition_is_cited_in_five_forms(client, whole):
    styled()
    tree = read(client, "/en/papers/pact/")
    url = f"{SITE}/en/papers/pact/"

    assert forms(tree) == {
        "Chicago 17, note": "Hanako Mihon, A Pact: Its Limits, Allies and Partners Policy Paper 7 "
        f"(Tokyo: Sample Foundation, June 27, 2025), {url}.",
        "Chicago 17, bibliography": "Mihon, Hanako. A Pact: Its Limits. Allies and Partners Policy Paper 7. "
        f"Tokyo: Sample Foundation, June 27, 2025. {url}.",
        "APA 7": "Mihon, H. (2025). A Pact: Its Limits (Policy Paper No. 7; Allies and Partners). "
        f"Sample Foundation. {url}",
        "MLA 9": "Mihon, Hanako. A Pact: Its Limits. Policy Paper no. 7, Sample Foundation, 27 June 2025, "
        f"{url}. Allies and Partners.",
        "SIST 02": "Mihon, Hanako. A Pact: Its Limits. Tokyo, Sample Foundation, 2025, "
        f"(Allies and Partners, Policy Paper 7). {url}.",
    }
    assert said(tree, "//section[contains(@class, 'cite')]/h2") == ["How to cite this paper"]
    assert said(tree, f"{FORMS}//em") == ["A Pact: Its Limits"] * 4


def test_a_japanese_edition_is_cited_in_its_own_form_and_names_its_translator(client, whole):
    styled()
    url = f"{SITE}/ja/papers/pact/"

    assert list(forms(read(client, "/ja/papers/pact/")).values()) == [
        "見本花子「協定: その限界」訳順訳、同盟国とパートナー ポリシーペーパー No.7、見本財団、2025年6月27日、"
        f"{url}。",
        f"見本花子. (2025). 協定: その限界 (訳順, Trans.; ポリシーペーパー No. 7; 同盟国とパートナー). 見本財団. {url}",
        f"見本花子. 協定: その限界. Translated by 訳順, ポリシーペーパー no. 7, 見本財団, 27 June 2025, {url}. "
        "同盟国とパートナー.",
        f"見本花子. 協定: その限界. 訳順訳. 東京, 見本財団, 2025, (同盟国とパートナー, ポリシーペーパー 7). {url}.",
    ]


def test_forms_that_were_not_made_are_left_out(client, whole):
    assert list(forms(read(client, "/en/papers/pact/"))) == [
        "Chicago 17, note",
        "Chicago 17, bibliography",
        "SIST 02",
    ]


def test_a_doi_stands_for_the_address_in_every_form_as_soon_as_it_is_there(client, whole):
    styled()
    Translation.objects.filter(paper=whole, language="en").update(doi="10.1234/pact<en")
    said_of_it = forms(read(client, "/en/papers/pact/")).values()

    assert all("https://doi.org/10.1234/pact<en" in form for form in said_of_it)
    assert not any("/en/papers/pact/" in form for form in said_of_it)
    assert all(f"{SITE}/ja/papers/pact/" in form for form in forms(read(client, "/ja/papers/pact/")).values())


def test_an_earlier_version_is_cited_at_its_number_as_it_was(client, whole, clock):
    styled()
    clock(days=40)
    row = whole.translations.get(language="en")
    Translation.objects.filter(pk=row.pk).update(doi="10.1234/pact")
    save(row, title="A Better Pact", printed_date=date(2025, 8, 9))
    publishing.publish([row])
    styled()
    earlier, newest = read(client, "/en/papers/pact/v1/"), read(client, "/en/papers/pact/")

    assert all(f"{SITE}/en/papers/pact/v1/" in form for form in forms(earlier).values())
    assert all("A Pact: Its Limits" in form and "2025" in form for form in forms(earlier).values())
    own = [forms(earlier)[name] for name in ("Chicago 17, note", "Chicago 17, bibliography", "SIST 02")]
    assert [("version 1," in form, "Version 1." in form) for form in own] == [
        (True, False),
        (False, True),
        (False, True),
    ]
    assert not any("ersion" in form for form in forms(newest).values())
    assert said(earlier, "//*[@id='cite-heading']") == ["How to cite this version"]
    assert all("A Better Pact" in form and "10.1234/pact" in form for form in forms(newest).values())
    assert forms(read(client, "/en/papers/pact/v2/")) == forms(newest)


def test_each_form_has_its_button_for_those_with_scripts(client, whole):
    tree = read(client, "/en/papers/pact/")
    buttons = tree.xpath(f"{FORMS}//button")

    assert [(button.get("data-copies"), button.get("aria-label")) for button in buttons] == [
        ("cite-note", "Copy Chicago 17, note"),
        ("cite-line", "Copy Chicago 17, bibliography"),
        ("cite-sist", "Copy SIST 02"),
    ]
    assert all("hidden" in button.attrib for button in buttons)
    assert said(tree, "//section[contains(@class, 'cite')]/*[@role='status']") == [""]


# ─── what it cites ───

DOSHI = {
    "type": "book",
    "title": "The Long Game",
    "author": [{"family": "Doshi", "given": "Rush"}],
    "publisher": "Oxford University Press",
    "issued": {"date-parts": [[2021]]},
}
ALLISON = {"type": "book", "title": "Destined for War", "author": [{"family": "Allison", "given": "Graham"}]}
SAKAMOTO = {
    "type": "book",
    "title": "日米同盟の絆",
    "author": [{"family": "坂元", "given": "一哉"}],
    "publisher": "有斐閣",
    "issued": {"date-parts": [[2000]]},
}


def work(key, item, *, confirmed):
    return Reference.objects.create(key=key, item=item, confirmed_at=timezone.now() if confirmed else None)


@pytest.fixture
def cited():
    """A Japanese edition with four notes: a confirmed work twice, one that nobody confirmed, a Japanese one."""
    texts = {
        "a": Note("a", "author", "en", "<p>Rush Doshi, <em>Long Game</em> (OUP, 2021), 5.</p>"),
        "b": Note("b", "author", "en", '<p>Graham Alison, <a href="https://x.org">War</a>, 29.</p>'),
        "c": Note("c", "author", "ja", "<p>坂元『絆』。</p>"),
        "d": Note("d", "author", "en", "<p>Doshi, Game, 7.</p>"),
    }
    body = f"<p>文{call('a')}{call('b')}{call('c')}{call('d')}</p>"
    version = make_edition(make_paper("pact", original_language="ja"), "ja", body=body, notes=texts)
    VersionCitation.objects.all().delete()
    doshi = work("doshi-2021", DOSHI, confirmed=True)
    rows = [
        (doshi, "a", "Rush Doshi, <em>Long Game</em> (OUP, 2021)", "en", False),
        (
            work("allison", ALLISON, confirmed=False),
            "b",
            'Graham Alison, <a href="https://x.org">War</a>',
            "en",
            False,
        ),
        (work("sakamoto", SAKAMOTO, confirmed=True), "c", "坂元『絆』", "ja", False),
        (doshi, "d", "Doshi, Game", "en", True),
    ]
    for reference, note, printed, language, is_short in rows:
        VersionCitation.objects.create(
            version=version,
            reference=reference,
            note=note,
            printed=printed,
            language=language,
            is_short=is_short,
        )
    return version


def test_each_work_is_listed_once_with_its_notes_and_only_confirmed_ones_from_their_record(client, cited):
    tree = read(client, "/ja/papers/pact/")

    assert said(tree, f"{LINES}/span[1]") == [
        "坂元一哉『日米同盟の絆』有斐閣、2000年。",
        "Graham Alison, War",
        "Doshi, Rush. The Long Game. Oxford University Press, 2021.",
    ]
    assert [links(line, ".//a[starts-with(@href, '#')]") for line in tree.xpath(LINES)] == [
        [("3", "#note-c", None, None)],
        [("2", "#note-b", None, None)],
        [("1", "#note-a", None, None), ("4", "#note-d", None, None)],
    ]
    assert tree.xpath(f"{LINES}//a[starts-with(@href, '#')]/@aria-label") == ["注3", "注2", "注1", "注4"]
    assert said(tree, "//*[@id='references']/summary/*[@class='count']") == ["3"]


def test_lines_in_another_language_than_the_page_say_so(client, cited):
    tree = read(client, "/ja/papers/pact/")

    # The printed one by its own language; the one from the record by its form.
    assert tree.xpath(f"{LINES}/span[1]/@lang") == ["en"]
    assert tree.xpath(f"{LINES}/span[1]/a/span/@lang") == ["en"]
    assert said(tree, f"{LINES}//em") == ["The Long Game"]


def shown(client):
    """Return what a reader sees of the page; its data for machines may say more."""
    page = client.get("/ja/papers/pact/").content.decode()
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_nothing_that_only_a_machine_read_is_printed(client, cited):
    Reference.objects.filter(key="allison").update(item={**ALLISON, "title": "Misread"})

    assert "Misread" not in shown(client)
    Reference.objects.filter(key="allison").update(confirmed_at=timezone.now())
    assert "Misread" in shown(client)


def test_a_correction_of_a_confirmed_work_shows_at_once_and_its_note_stays(client, cited):
    Reference.objects.filter(key="doshi-2021").update(item={**DOSHI, "title": "The Longer Game"})
    tree = read(client, "/ja/papers/pact/")

    assert "The Longer Game" in said(tree, f"{LINES}/span[1]")[2]
    assert "Long Game (OUP, 2021)" in said(tree, "//*[@id='note-a']")[0]


def test_a_line_is_one_link_to_the_page_of_the_work(client, cited):
    tree = read(client, "/ja/papers/pact/")

    assert tree.xpath(f"{LINES}/span[1]/a/@href") == [
        "/ja/references/sakamoto/",
        "/ja/references/allison/",
        "/ja/references/doshi-2021/",
    ]
    # A link holds no other, whatever was printed.
    assert not tree.xpath(f"{LINES}//a//a")
    assert "https://x.org" not in tree.xpath(f"{LINES}//a/@href")


def test_what_a_version_does_not_show_is_not_listed(client, cited):
    """A citation of a note that is not in this version, and a work that nothing printed and nobody confirmed."""
    bare = work("bare", {"type": "book", "title": "Bare"}, confirmed=False)
    gone = work("gone", {"type": "book", "title": "Gone"}, confirmed=True)
    VersionCitation.objects.create(version=cited, reference=bare, note="a", order=2)
    VersionCitation.objects.create(version=cited, reference=gone, note="zz")
    text = shown(client)

    assert len(read(client, "/ja/papers/pact/").xpath(LINES)) == 3
    assert "Bare" not in text
    assert "Gone" not in text


def test_each_version_lists_its_own_sources(client, cited):
    save(cited.translation, title="改訂", body="<p>文</p>")
    (second,) = publishing.publish([cited.translation])

    assert not read(client, "/ja/papers/pact/").xpath("//*[@id='references']")
    assert len(read(client, "/ja/papers/pact/v1/").xpath(LINES)) == 3
    assert second.number == 2


def test_the_contents_lead_to_the_sources(client, cited):
    tree = read(client, "/ja/papers/pact/")

    assert tree.xpath("//nav[@aria-label]//a[@href='#references']")
    assert tree.xpath("//details[@id='references'][not(@open)]/summary/h2")


def test_a_paper_without_sources_has_no_list(client):
    make_translation(paper := make_paper("bare"))
    publishing.publish(list(paper.translations.all()))

    assert not read(client, "/en/papers/bare/").xpath("//*[@href='#references' or @id='references']")


def test_a_hundred_sources_cost_no_more_queries_than_one(client, cited, django_assert_max_num_queries):
    rows = [
        Reference(key=f"w{number}", item={**DOSHI, "title": f"W {number}"}, confirmed_at=timezone.now())
        for number in range(100)
    ]
    Reference.objects.bulk_create(rows)
    VersionCitation.objects.bulk_create(
        VersionCitation(version=cited, reference=row, note="a", order=number)
        for number, row in enumerate(rows, start=2)
    )

    sources.keep([cited.pk])
    client.get("/ja/papers/pact/")
    with django_assert_max_num_queries(7):
        assert len(read(client, "/ja/papers/pact/").xpath(LINES)) == 103
