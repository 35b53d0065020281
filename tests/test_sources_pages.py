"""What pages say of the works that they cite is stored, and after every act it is what would be made of them now."""

import pytest
from django.contrib import admin

from papers import publishing, sources
from papers.models import Citation, OpenCitation, VersionCitation, VersionPage
from papers.rendering import CITED_MAKER
from papers.sources import pages
from references.models import Reference
from tests.factories import make_edition, make_paper, save
from tests.test_admin_accessions import decide, send
from tests.test_sources_deciding import ITEM
from tests.test_sources_working import DOSHI, OKAFOR, SHORT, body, make
from tests.views.pages import call, read, said

pytestmark = pytest.mark.django_db
# The same work as DOSHI, whose publisher is not said.
BARE = "Rush Doshi, <em>The Long Game</em> (2021), 4."


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """Return a context whose transaction is as good as committed at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def shown(after_commit):
    """Two public papers that cite The Long Game, one of them in short as well."""
    with after_commit():
        first, second = make(DOSHI, SHORT, OKAFOR), make(BARE)
        return publishing.publish([first]) + publishing.publish([second])


def stored():
    """Return what is stored of every page; all of it is what the present maker makes."""
    found = {}
    for page in VersionPage.objects.order_by("pk"):
        found[page.pk] = {name: getattr(page, name) for name in pages.CITED_COLUMNS}
        assert page.cited_maker == CITED_MAKER
        assert found[page.pk] == pages.columns(page.pk, page.endnotes, page.language)
    return found


def test_a_publication_stores_what_its_page_says_of_cited_works(shown):
    first, second = stored().values()

    assert list(first["leads"]) == ["n1", "n2", "n3"]
    assert "In full in note 1" in first["leads"]["n2"]
    assert first["source_lines"].count("<li>") == 2
    assert first["works_data"].count('"@type": "Book"') == 1
    assert list(second["leads"]) == ["n1"]


def test_a_page_is_the_same_whether_that_is_stored_or_made_for_its_reader(client, shown):
    paths = [f"/en/papers/{version.paper.slug}/" for version in shown]
    kept = [client.get(path).content for path in paths]
    VersionPage.objects.update(cited_maker=0, leads={}, source_lines="", works_data="")

    assert [client.get(path).content for path in paths] == kept
    assert all(b"/en/references/" in page for page in kept)


def confirm():
    sources.confirm(Citation.objects.get(footnote__key="n2"), ITEM, "161", "section")


def point():
    other = Reference.objects.get(title="Rules of Origin")
    sources.point(Citation.objects.get(footnote__key="n2"), other)


def settle():
    sources.settle(Citation.objects.get(footnote__key="n3"))


def merge():
    doshi, okafor = (
        Reference.objects.get(title="The Long Game"),
        Reference.objects.get(title="Rules of Origin"),
    )
    sources.merge(doshi, okafor)


def save_at_the_desk():
    work = Reference.objects.get(title="The Long Game")
    work.key, work.item = "other-key", {**work.item, "title": "Another Game"}
    desk, form = admin.site._registry[Reference], type("Form", (), {"changed_data": [], "initial": {}})
    desk.save_model(None, work, form, change=True)


def fill_by_another_note():
    """A draft says of the work what no published note says of it."""
    work = Reference.objects.get(title="The Long Game")
    work.item.pop("publisher")
    work.save()
    sources.follow_works([work.pk])
    sources.read(make(DOSHI).paper)
    assert Reference.objects.get(pk=work.pk).item["publisher"] == "Oxford University Press"


def let_a_note_go():
    """The next version says less; the one before it stays as it was."""
    edition = Citation.objects.get(footnote__key="n3").footnote.paper.translations.get()
    save(edition, title="Shorter", body=body("n1"), notes={"n1": f"<p>{OKAFOR}</p>"})
    publishing.publish([edition])


def expunge():
    publishing.expunge(VersionCitation.objects.get(note="n3").version, {"en": "Why."})


@pytest.mark.parametrize(
    "act",
    [confirm, point, settle, merge, save_at_the_desk, let_a_note_go, expunge],
    ids=lambda act: act.__name__,
)
def test_after_an_act_the_pages_say_what_is_so_now(act, shown, after_commit):
    before = stored()
    with after_commit():
        act()

    assert stored() != before


def test_a_work_that_says_more_is_followed_wherever_it_is_cited(shown, after_commit):
    with after_commit():
        fill_by_another_note()

    assert all("Oxford University Press" in page["works_data"] for page in stored().values())


def test_a_work_filled_while_a_version_is_read_by_itself_is_followed_too(shown, after_commit):
    """A note that the working copy says no more is read from the version alone, and says more than others did."""
    work = Reference.objects.get(title="The Long Game")
    work.item.pop("publisher")
    work.save()
    with after_commit():
        sources.follow_works([work.pk])
        version = shown[0]
        save(version.translation, title="Other", body="<p>Text.</p>", notes={})
        sources.read(version.paper)
        VersionCitation.objects.filter(version=version).delete()
        sources.cite(version)

    assert Reference.objects.get(pk=work.pk).item["publisher"] == "Oxford University Press"
    assert all("Oxford University Press" in page["works_data"] for page in stored().values())


def test_nothing_outdated_is_shown_before_it_is_stored_again(client, shown):
    slug = shown[1].paper.slug
    confirm()

    assert VersionPage.objects.get(version=shown[1]).cited_maker == 0
    assert b"The Longest Game" in client.get(f"/en/papers/{slug}/").content


def test_of_what_everybody_cites_some_pages_wait_for_the_next_rebuild(
    client, shown, after_commit, monkeypatch
):
    monkeypatch.setattr(pages, "MOST_AT_ONCE", 1)
    with after_commit():
        save_at_the_desk()
    makers = list(VersionPage.objects.order_by("pk").values_list("cited_maker", flat=True))

    assert makers == [0, CITED_MAKER]
    assert b"Another Game" in client.get(f"/en/papers/{shown[0].paper.slug}/").content
    with after_commit():
        list(publishing.rebuild(shown))
    assert len(stored()) == 2


def test_of_an_expunged_version_nothing_is_left(shown, after_commit):
    expunged = VersionCitation.objects.get(note="n3").version
    publishing.expunge(expunged, {"en": "Why."})
    page = VersionPage.objects.get(version=expunged)

    assert (page.leads, page.source_lines, page.works_data) == ({}, "", "")
    assert (page.own_forms, page.styled) == ({}, {})


def test_a_hostile_print_is_text_in_what_is_stored(client, after_commit):
    nasty = '<also 1></also> &lt;also 1&gt; <img src="x" onerror="alert(1)">'
    with after_commit():
        notes = {
            "a": f"<p>Ann Sample, <em>Sea {nasty}</em> (Tokyo: Press, 2020), 4.</p>",
            "b": "<p>Sample, Sea, 5.</p>",
        }
        version = make_edition(make_paper("p"), body=f"<p>Text{call('a')}{call('b')}</p>", notes=notes)
    (page,) = stored().values()
    work = version.citations.get(note="a").reference_id

    assert all(lead.count("<also ") == 1 and f"<also {work}>" in lead for lead in page["leads"].values())
    tree = read(client, "/en/papers/p/")
    assert tree.xpath("//also | //img") == []
    assert said(tree, "//li[@id='note-b']//*[contains(@class, 'ways')]") == ["Source of note 2"]


def test_a_work_that_says_more_by_a_file_is_followed(shown, after_commit, admin_client):
    work = Reference.objects.get(title="The Long Game")
    work.item.pop("publisher")
    work.save()
    sources.follow_works([work.pk])
    fields = "title = {The Long Game}, author = {Doshi, Rush}, year = 2021, publisher = {Sample Press}"
    with after_commit():
        send(admin_client, f"@book{{doshi, {fields}}}".encode())
        decide(admin_client)

    assert all("Sample Press" in page["works_data"] for page in stored().values())


def test_an_open_place_becomes_a_source(shown, after_commit):
    with after_commit():
        sources.settle(Citation.objects.get(footnote__key="n3"))
    before = stored()
    with after_commit():
        sources.point(OpenCitation.objects.get(), Reference.objects.get(title="The Long Game"))

    assert stored() != before
