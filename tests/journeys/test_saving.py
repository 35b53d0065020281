"""Nothing typed is lost in a real browser: a session that ended, a form refused, two people in one text."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.urls import reverse

from papers.models import NoteText, Paper
from tests.factories import make_author, make_paper, make_series, make_tag, make_translation, save
from tests.journeys.desk import Desk, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-password-of-words"
FIRST, SECOND, THIRD = (
    '<p data-passage="aa">The first passage speaks of ports.</p>',
    '<p data-passage="bb">The second has a call<sup data-note="n1"></sup> in it.</p>',
    '<p data-passage="cc">The third ends the text.</p>',
)
BODY = FIRST + SECOND + THIRD
NOTES = {"n1": "<p>Kim, 12.</p>"}
DRAFTS = "Object.keys(localStorage).filter((name) => name.startsWith('taiyaku-draft ')).length"


@pytest.fixture
def ann():
    return get_user_model().objects.create_superuser("ann", "", PASSWORD)


@pytest.fixture
def edition():
    return make_translation(make_paper("pact"), "en", title="A Pact", body=BODY, notes=NOTES)


@pytest.fixture
def context(chromium, live_server, ann):
    made = chromium.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB")
    made.set_default_timeout(10_000)
    log_in(made, live_server.url, ann)
    yield made
    made.close()


@pytest.fixture
def desk(context, live_server, edition):
    return Desk(context.new_page(), live_server.url, edition).open()


def log_in_by_form(page, name="ann"):
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("#login-form [type=submit]").click()


def address(edition):
    return reverse("admin:papers_translation_change", args=[edition.pk])


def press_save(desk):
    with desk.page.expect_navigation():
        desk.page.locator("[name='_continue']").click()


def ready(desk):
    desk.page.locator(".body-editor[data-ready]").wait_for()


def wait_for_draft(desk):
    """Wait until the browser keeps what was typed; the page's policy lets no function wait in it."""
    for _ in range(100):
        if desk.page.evaluate(DRAFTS):
            return
        desk.page.wait_for_timeout(50)
    raise AssertionError("nothing was kept")


def take_over(desk):
    ready(desk)
    desk.page.get_by_role("button", name="Take it over").click()


def text(desk):
    return desk.page.locator(".body-editor .ProseMirror").inner_text()


# -- what was typed is kept in the browser -------------------------------------------------------


def test_what_was_typed_when_the_session_ended_is_offered_after_the_login_and_can_be_saved(desk, ann):
    author = make_author("sato", family_name_en="Sato", given_name_en="Yui")
    page = desk.page
    desk.put("speaks")
    desk.type("still ")
    page.locator("[name=title]").fill("A New Pact")
    page.locator(".note[data-key='n1'] .ProseMirror").click()
    desk.press("End")
    desk.type(" Added.")
    page.locator("#translatorships-group .add-row a").click()
    page.locator("#translatorships-0 .select2-selection").click()
    page.locator(".select2-search__field").fill("Sato")
    page.locator(".select2-results__option", has_text="Sato").click()
    Session.objects.all().delete()
    press_save(desk)
    assert (
        "What you typed into a form before is kept in this browser" in page.locator("#content").inner_text()
    )
    log_in_by_form(page)
    ready(desk)

    assert page.locator("[name=title]").input_value() == "A Pact"
    assert "Text that was not saved, of" in page.locator(".draft").inner_text()
    take_over(desk)
    assert page.locator(".draft-status").inner_text() == "Taken over into the form; it is not saved yet."
    assert desk.save() == BODY.replace("speaks", "still speaks")
    assert desk.translation.title == "A New Pact"
    assert NoteText.objects.get().text == "<p>Kim, 12. Added.</p>"
    assert [each.author for each in desk.translation.translatorships.all()] == [author]
    assert page.locator(".draft").count() == 0
    assert page.evaluate(DRAFTS) == 0


def test_a_refused_form_says_so_and_the_text_is_offered_again(desk):
    page = desk.page
    desk.put("speaks")
    desk.type("still ")
    page.evaluate(
        "document.querySelector('#translation_form [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)"
    )
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    press_save(desk)

    assert page.get_by_role("heading", level=1).inner_text() == "This form was not accepted"
    assert [said for said in complaints if "403" not in said] == []
    page.get_by_role("link", name="Open the page again").click()
    take_over(desk)
    assert desk.save() == BODY.replace("speaks", "still speaks")
    assert page.evaluate(DRAFTS) == 0


def test_the_draft_of_a_saved_text_goes_on_whatever_page_comes_next(desk):
    desk.put("speaks")
    desk.type("still ")
    wait_for_draft(desk)
    with desk.page.expect_navigation():
        desk.page.locator("[name='_save']").click()

    assert desk.page.locator(".success").count() == 1
    assert desk.page.evaluate(DRAFTS) == 0


def test_a_draft_is_never_applied_by_itself_and_can_be_discarded(desk):
    desk.put("speaks")
    desk.type("still ")
    wait_for_draft(desk)
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.open()

    assert "still speaks" not in text(desk)
    desk.page.get_by_role("button", name="Discard").click()
    assert desk.page.locator(".drafts").is_hidden()
    assert desk.page.evaluate(DRAFTS) == 0


def test_a_draft_of_an_older_revision_leads_to_the_comparison(desk, edition):
    desk.put("speaks")
    desk.type("still ")
    wait_for_draft(desk)
    desk.page.on("dialog", lambda dialog: dialog.accept())
    save(edition, title="A Pact", body=BODY.replace("ends", "closes"), notes=NOTES)
    desk.open()

    assert "It began from revision 1" in desk.page.locator(".draft-moved").inner_text()
    take_over(desk)
    press_save(desk)
    states = desk.page.locator(".change").evaluate_all("(rows) => rows.map((row) => row.dataset.state)")
    assert states == ["mine", "theirs"]
    edition.refresh_from_db()
    assert edition.body == BODY.replace("ends", "closes")


def test_what_stands_in_the_form_when_a_draft_is_taken_over_becomes_a_draft_itself(desk):
    desk.put("speaks")
    desk.type("still ")
    wait_for_draft(desk)
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.open()
    desk.page.locator("[name=title]").fill("Typed Since")
    take_over(desk)

    assert "still speaks" in text(desk)
    assert desk.page.locator("[name=title]").input_value() == "A Pact"
    take_over(desk)
    assert desk.page.locator("[name=title]").input_value() == "Typed Since"


def test_drafts_of_others_are_not_offered_old_ones_go_and_nonsense_is_no_draft(desk, edition, ann):
    typed = "{ values: { title: 'Old' }, words: {} }"
    desk.page.evaluate(
        f"""([user, page]) => {{
        const put = (name, draft) => localStorage.setItem(`taiyaku-draft ${{name}}`, JSON.stringify(draft))
        const draft = {{ user, page, revision: "1", at: Date.now(), typed: {typed} }}
        put("another", {{ ...draft, user: "999999" }})
        put("old", {{ ...draft, at: Date.now() - 31 * 86400000 }})
        localStorage.setItem("taiyaku-draft broken", "{{")
        put("empty", null)
        put("unreadable", {{ ...draft, typed: {{ values: {{ notes: "{{" }}, words: {{}} }} }})
        }}""",
        [str(ann.pk), address(edition)],
    )
    desk.open()

    assert desk.page.locator(".draft").count() == 0
    assert desk.page.evaluate("Object.keys(localStorage)").count("taiyaku-draft another") == 1
    assert desk.page.evaluate(DRAFTS) == 1


def test_hostile_html_in_a_draft_runs_nothing(desk, edition, ann):
    body = "<p onclick='x'>Words<script>window.harmed = 1</script></p><img src=x onerror='window.harmed = 1'>"
    desk.page.evaluate(
        """([user, page, body]) => localStorage.setItem("taiyaku-draft hostile", JSON.stringify({
        user, page, revision: "1", seen: "", at: Date.now(),
        typed: { values: { body, title: "<b>T</b>" }, words: {} } }))""",
        [str(ann.pk), address(edition), body],
    )
    desk.open()
    take_over(desk)

    assert desk.save().count("<p") == 1
    assert desk.page.evaluate("window.harmed") is None


def test_a_browser_that_stores_nothing_is_said_once_and_saving_works(context, live_server, edition):
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    desk = Desk(context.new_page(), live_server.url, edition).open()
    desk.put("speaks")
    desk.type("still ")
    said = desk.page.locator(".draft-status", has_text="This browser keeps no copy of what you type")
    said.wait_for()

    assert desk.save() == BODY.replace("speaks", "still speaks")


def test_a_form_without_a_text_keeps_what_was_typed_too(context, live_server):
    make_series("run", name_en="Run of Papers")
    author = make_author("sato", family_name_en="Sato", given_name_en="Yui")
    make_tag("air", name_en="Air")
    sea = make_tag("sea", name_en="Sea")
    page = context.new_page()
    page.goto(live_server.url + reverse("admin:papers_paper_add"))
    page.locator("[name=slug]").fill("pact")
    page.get_by_label("Sea").check()
    choose(page, ".field-series", "Run of Papers")
    page.locator(".add-row a").click()
    choose(page, "#authorships-0 .field-author", "Sato")
    Session.objects.all().delete()
    page.locator("[name=_save]").click()
    assert "What you typed into a form before is kept" in page.locator("#content").inner_text()
    log_in_by_form(page)
    page.get_by_role("button", name="Take it over").click()
    page.locator("[name=_save]").click()
    page.locator(".success").wait_for()

    paper = Paper.objects.get(slug="pact")
    assert (paper.series.slug, list(paper.tags.all())) == ("run", [sea])
    assert [credit.author for credit in paper.authorships.all()] == [author]
    assert page.evaluate(DRAFTS) == 0


def choose(page, place, words):
    page.locator(f"{place} .select2-selection").click()
    page.locator(".select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=words).click()


def test_a_draft_of_a_paper_replaces_what_came_since_only_knowingly(context, live_server, edition):
    page = context.new_page()
    paper = edition.paper
    page.goto(live_server.url + reverse("admin:papers_paper_change", args=[paper.pk]))
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[name=volume]").fill("9")
    wait_for_draft(Desk(page, live_server.url, edition))
    Paper.objects.filter(pk=paper.pk).update(volume="8")
    page.reload()

    assert "What is stored was changed since." in page.locator(".draft-moved").inner_text()
    page.get_by_role("button", name="Take it over").click()
    page.locator("[name=_continue]").click()
    assert "Someone changed this after you opened it." in page.locator(".error-summary").inner_text()
    page.locator("[name=_continue]").click()
    page.locator(".success").wait_for()
    paper.refresh_from_db()
    assert paper.volume == "9"


# -- two people in one text -----------------------------------------------------------------------


def test_changes_of_different_passages_are_both_stored(desk, edition):
    page = desk.page
    desk.put("speaks")
    desk.type("still ")
    theirs = BODY.replace("ends", "closes") + '<p data-passage="dd">A fourth is theirs.</p>'
    save(edition, title="Their Pact", body=theirs, notes={"n1": "<p>Kim, 13.</p>"})
    press_save(desk)
    ready(desk)

    rows = page.locator(".change").evaluate_all(
        "(rows) => rows.map((row) => [row.dataset.target, row.dataset.state])"
    )
    assert rows == [
        ["title", "theirs"],
        ["body", "mine"],
        ["body", "theirs"],
        ["body", "theirs"],
        ["notes", "theirs"],
    ]
    page.get_by_role("button", name="Take all that only the other side changed").click()
    assert page.locator(".take-all [role=status]").inner_text() == "Taken into the form: 3"
    page.locator("[name=over]").check()
    assert desk.save() == theirs.replace("speaks", "still speaks")
    assert desk.translation.title == "Their Pact"
    assert NoteText.objects.get().text == "<p>Kim, 13.</p>"


def test_a_passage_that_both_changed_is_taken_and_put_back_and_saved_knowingly(desk, edition):
    page = desk.page
    desk.put("speaks")
    desk.type("still ")
    save(edition, title="A Pact", body=BODY.replace("speaks", "tells"), notes=NOTES)
    press_save(desk)
    ready(desk)
    row = page.locator(".change")

    assert row.get_attribute("data-state") == "both"
    assert [each.inner_text() for each in row.locator("ins").all()] == ["tells", " still"]
    row.get_by_role("button", name="Take theirs into the form").click()
    assert "passage tells of" in text(desk)
    row.get_by_role("button", name="Put my text back").click()
    assert "still speaks" in text(desk)
    press_save(desk)
    ready(desk)
    assert page.locator(".errornote").count() == 1
    assert "still speaks" in text(desk)
    page.locator("[name=over]").check()
    assert desk.save() == BODY.replace("speaks", "still speaks")


def test_a_passage_that_they_deleted_goes_when_theirs_is_taken_and_comes_back(desk, edition):
    desk.put("first")
    desk.type("very ")
    save(edition, title="A Pact", body=FIRST + SECOND, notes=NOTES)
    press_save(desk)
    ready(desk)
    row = desk.page.locator(".change[data-state=theirs]")

    row.get_by_role("button", name="Take theirs into the form").click()
    assert "The third ends" not in text(desk)
    row.get_by_role("button", name="Put my text back").click()
    assert "The third ends" in text(desk)


def test_a_note_that_both_changed_is_taken(desk, edition):
    page = desk.page
    page.locator(".note[data-key='n1'] .ProseMirror").click()
    desk.press("End")
    desk.type(" Mine.")
    save(edition, title="A Pact", body=BODY, notes={"n1": "<p>Kim, 12. Theirs.</p>"})
    press_save(desk)
    ready(desk)
    page.get_by_role("button", name="Take theirs into the form").click()

    assert page.locator(".note[data-key='n1'] .ProseMirror").inner_text() == "Kim, 12. Theirs."
    page.locator("[name=over]").check()
    desk.save()
    assert NoteText.objects.get().text == "<p>Kim, 12. Theirs.</p>"
