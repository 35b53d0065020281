"""An editor at the queue in a real browser: one key after the other, a choice, a name more, a merge, no script at all."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import expect

from papers import sources
from papers.models import Citation, OpenCitation
from references.models import NearMatch, Reference
from tests.journeys.desk import log_in
from tests.journeys.test_desk_accessibility import violations
from tests.queueing import address, make_waiting, note

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
ACCEPT = "button[value=accept]"


@pytest.fixture
def paper(transactional_db):
    return make_waiting()


def confirmed():
    rows = Citation.objects.filter(confirmed_at__isnull=False).order_by("pk")
    return list(rows.values_list("footnote__key", flat=True))


def open_note(page, live_server, paper, key, query="?order=printed"):
    page.goto(live_server.url + address(note(paper, key), query))


def test_one_key_accepts_and_the_next_note_follows(paper, editor_page, live_server):
    open_note(editor_page, live_server, paper, "n1")
    expect(editor_page.locator(ACCEPT)).to_be_focused()
    for key in ("n2", "n3"):
        with editor_page.expect_navigation():
            editor_page.keyboard.press("Enter")
        assert editor_page.url.endswith(address(note(paper, key), "?order=printed"))
        expect(editor_page.locator(ACCEPT)).to_be_focused()
    assert editor_page.locator(".queue-left").inner_text() == "4 notes wait"

    assert confirmed() == ["n1", "n2"]


def test_a_key_that_is_held_down_accepts_one_note(paper, editor_page, live_server):
    open_note(editor_page, live_server, paper, "n1")
    with editor_page.expect_navigation():
        editor_page.keyboard.down("Enter")
    editor_page.locator(ACCEPT).wait_for()
    editor_page.keyboard.down("Enter")
    editor_page.keyboard.up("Enter")
    editor_page.wait_for_timeout(300)

    assert confirmed() == ["n1"]


def test_enter_in_a_line_accepts_and_in_a_text_it_needs_control(paper, editor_page, live_server):
    open_note(editor_page, live_server, paper, "n1")
    editor_page.get_by_label("Title", exact=True).fill("Ports, Corrected")
    editor_page.keyboard.press("Enter")
    assert confirmed() == []
    with editor_page.expect_navigation():
        editor_page.keyboard.press("Control+Enter")
    editor_page.get_by_label("Cited place", exact=True).fill("41")
    with editor_page.expect_navigation():
        editor_page.keyboard.press("Enter")

    assert confirmed() == ["n1", "n2"]
    assert Reference.objects.filter(title="Ports, Corrected").exists()
    assert Citation.objects.get(footnote__key="n2").locator == "41"


def test_an_ambiguous_source_is_chosen_with_the_keyboard(paper, editor_page, live_server):
    editor_page.goto(live_server.url + reverse("admin:papers_footnote_queue"))
    assert editor_page.locator("h2#queue-name").inner_text() == "Note 4"
    expect(editor_page.locator(".is-open input[type=radio]").first).to_be_focused()
    with editor_page.expect_navigation():
        editor_page.keyboard.press("Enter")
    expect(editor_page.locator(".error-summary")).to_contain_text("Say what this source is.")
    editor_page.get_by_label("Ports of Asia (Kim 2022)").check()
    with editor_page.expect_navigation():
        editor_page.keyboard.press("Enter")

    assert Citation.objects.get(footnote__key="n4").reference.title == "Ports of Asia"


def test_a_work_is_found_by_typing_and_chosen_with_it(paper, editor_page, live_server):
    Reference.objects.create(key="park", item={"type": "book", "title": "Lost Harbours of Korea"})
    open_note(editor_page, live_server, paper, "n5")
    editor_page.get_by_label("another work of the library").check()
    editor_page.locator(".queue-found .select2-selection").click()
    editor_page.keyboard.type("korea")
    editor_page.locator(".select2-results__option", has_text="Lost Harbours of Korea").click()
    with editor_page.expect_navigation():
        editor_page.locator(ACCEPT).click()

    assert Citation.objects.get(footnote__key="n5").reference.key == "park"


def test_a_new_work_is_typed_and_rows_for_names_never_run_out(paper, editor_page, live_server):
    open_note(editor_page, live_server, paper, "n5")
    expect(editor_page.get_by_label("Title", exact=True)).to_be_hidden()
    editor_page.get_by_label("a new work, with the fields below").check()
    editor_page.get_by_label("Type", exact=True).select_option("book")
    for number, name in ((2, "Lee"), (3, "Wu"), (4, "Ito")):
        editor_page.locator(f"[name=o1-author-{number - 1}-family]").fill(name)
    with editor_page.expect_navigation():
        editor_page.locator(ACCEPT).click()

    work = Citation.objects.get(footnote__key="n5").reference
    assert [name["family"] for name in work.item["author"]] == ["Park", "Lee", "Wu", "Ito"]


def test_fields_that_are_corrected_are_what_is_meant(paper, editor_page, live_server):
    open_note(editor_page, live_server, paper, "n1")
    editor_page.locator("summary", has_text="Another work, or none").click()
    editor_page.get_by_label("no source").check()
    editor_page.get_by_label("Title", exact=True).fill("Ports, Corrected")

    expect(editor_page.get_by_label("a work with the fields below")).to_be_checked()


def test_skipped_and_settled_notes_lead_on(paper, editor_page, live_server):
    open_note(editor_page, live_server, paper, "n1")
    editor_page.get_by_role("link", name="Skip", exact=True).click()
    editor_page.wait_for_url("**" + address(note(paper, "n2"), "?order=printed"))
    with editor_page.expect_navigation():
        editor_page.get_by_role("button", name="Not a source").click()

    assert OpenCitation.objects.get(footnote__key="n2").is_settled
    assert confirmed() == []


def test_what_was_typed_survives_a_page_that_was_left(paper, editor_page, live_server):
    open_note(editor_page, live_server, paper, "n1")
    editor_page.get_by_label("Title", exact=True).fill("Typed and left")
    editor_page.on("dialog", lambda dialog: dialog.accept())
    open_note(editor_page, live_server, paper, "n2")
    assert editor_page.locator(".draft").count() == 0
    open_note(editor_page, live_server, paper, "n1")
    editor_page.locator(".draft-take").click()

    expect(editor_page.get_by_label("Title", exact=True)).to_have_value("Typed and left")


def test_two_works_are_merged_from_the_form_of_one(paper, editor_page, live_server):
    left, right = Reference.objects.get(title="Ports and Seas"), Reference.objects.get(title="Ports of Asia")
    editor_page.goto(live_server.url + reverse("admin:references_reference_change", args=[left.pk]))
    editor_page.get_by_role("link", name="Merge with another work").click()
    editor_page.locator(".select2-selection").click()
    editor_page.keyboard.type("asia")
    editor_page.locator(".select2-results__option", has_text="Ports of Asia").click()
    editor_page.get_by_role("button", name="Compare").click()
    editor_page.get_by_role("button", name="Keep the right one").click()
    editor_page.wait_for_url("**" + reverse("admin:references_reference_change", args=[right.pk]))

    expect(editor_page.locator(".messagelist")).to_contain_text("was merged into this work")
    assert not Reference.objects.filter(pk=left.pk).exists()
    assert Citation.objects.filter(reference=right).count() == 3


def test_the_queue_works_without_a_script(paper, chromium, live_server):
    context = chromium.new_context(locale="ja-JP", java_script_enabled=False)
    log_in(context, live_server.url, get_user_model().objects.create_superuser("ann", "", "x"))
    page = context.new_page()
    page.goto(live_server.url + reverse("admin:papers_footnote_queue"))
    page.locator(".queue-source input[type=radio]").first.check()
    page.locator(ACCEPT).click()
    page.locator("input[name=o1-choice][value=none]").check()
    page.locator(ACCEPT).press("Enter")
    page.locator(ACCEPT).wait_for()
    page.locator(ACCEPT).press("Enter")
    page.get_by_text("保存しました").first.wait_for()
    context.close()

    assert OpenCitation.objects.get(footnote__key="n5").is_settled
    assert len(confirmed()) == 2


def states(paper):
    """Return the pages that are looked at."""
    works = Reference.objects.order_by("pk")
    NearMatch.objects.update_or_create(first=works[0], second=works[1], defaults={"score": 0.8})
    citation = Citation.objects.get(footnote__key="n3")
    sources.confirm(citation, citation.reference.item, "14")
    work = reverse("admin:references_reference_change", args=[works[0].pk])
    return {
        "open": address(note(paper, "n4")),
        "read": address(note(paper, "n1")),
        "several": address(note(paper, "n6")),
        "settled": address(note(paper, "n3")),
        "narrowed": address(note(paper, "n1"), "?order=printed"),
        "nothing": reverse("admin:papers_footnote_queue") + "?reason=unread",
        "work": work,
        "new work": reverse("admin:references_reference_add"),
        "works": reverse("admin:references_reference_changelist"),
        "near": reverse("admin:references_reference_near"),
        "merge": reverse("admin:references_reference_merge", args=[works[0].pk]),
        "beside": reverse("admin:references_reference_merge", args=[works[0].pk]) + f"?other={works[1].pk}",
        "index": reverse("admin:index"),
        "paper": reverse("admin:papers_paper_change", args=[paper.pk]),
    }


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("ja", "light", 1280), ("en", "dark", 1280), ("ja", "dark", 390)]
)
def test_no_page_of_the_library_has_a_violation(paper, chromium, live_server, language, scheme, width):
    locale = {"ja": "ja-JP", "en": "en-GB"}[language]
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, locale=locale, color_scheme=scheme
    )
    log_in(context, live_server.url, get_user_model().objects.create_superuser("ann", "", "x"))
    page = context.new_page()
    found, wide = {}, {}
    for name, path in states(paper).items():
        page.goto(live_server.url + path)
        page.evaluate("for (const each of document.querySelectorAll('#content details')) each.open = true")
        found[name] = violations(page)
        wide[name] = page.evaluate("document.documentElement.scrollWidth") > width
    page.goto(live_server.url + address(note(paper, "n4")))
    page.locator(ACCEPT).click()
    page.locator(".error-summary").wait_for()
    found["refused"] = violations(page)
    page.locator("input[value=found]").check()
    page.locator(".queue-found .select2-selection").click()
    page.locator(".select2-results__option").first.wait_for()
    found["typing"] = violations(page)
    context.close()

    seen = [f"{name}: {rule} {nodes}" for name, rules in found.items() for rule, nodes in rules]
    assert not seen, "\n".join(seen)
    assert [name for name, is_wide in wide.items() if is_wide and name not in ("works", "paper")] == []
