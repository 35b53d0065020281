"""A reader takes along how a paper is cited, and looks up what it cites."""

import pytest
from django.utils import timezone

from papers.models import VersionPage
from papers.publishing import citing
from references.models import Reference
from tests.factories import cite, make_edition, make_paper, make_series
from tests.views.pages import call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
APA = "Mihon, H. (2025). A Pact (Policy Paper No. 7; Allies and Partners). Sample Foundation. "
WORK = {
    "type": "book",
    "title": "The Long Game",
    "author": [{"family": "Doshi", "given": "Rush"}],
    "publisher": "Oxford University Press",
}


@pytest.fixture
def address(live_server, settings):
    """The address of a paper with one source."""
    settings.SITE_URL = live_server.url
    series = make_series(publisher_en="Sample Foundation")
    body = f"<p>Text{call('a')}.</p>"
    notes = {"a": "<p>Rush Doshi, <em>The Long Game</em>, 5.</p>"}
    version = make_edition(
        make_paper("pact", series=series, volume="7"), title="A Pact", body=body, notes=notes
    )
    reference = Reference.objects.create(key="doshi", item=WORK, confirmed_at=timezone.now())
    cite(version, "a", reference)
    assert VersionPage.objects.get().styled, "published as in production, so pandoc has run"
    return f"{live_server.url}/en/papers/pact/"


@pytest.fixture
def context(chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def reader(context):
    """A page; anything the browser complains about fails the test."""
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    assert complaints == []


def test_one_press_copies_a_form_with_its_italics_and_says_so(address, context, reader):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(address)
    button = reader.get_by_role("button", name="Copy APA 7")
    button.focus()
    reader.keyboard.press("Enter")
    reader.get_by_role("status").get_by_text("Copied: APA 7").wait_for()

    assert reader.evaluate("navigator.clipboard.readText()") == APA + address
    html = reader.evaluate(
        "navigator.clipboard.read().then(([it]) => it.getType('text/html')).then((blob) => blob.text())"
    )
    assert "<em>A Pact</em>" in html
    assert reader.evaluate("document.activeElement.textContent") == "Copy"


def test_without_a_clipboard_the_text_is_marked_to_be_copied(address, context, reader):
    context.add_init_script("delete Clipboard.prototype.write")
    reader.goto(address)
    reader.get_by_role("button", name="Copy APA 7").click()
    reader.get_by_role("status").get_by_text("Marked for copying: APA 7").wait_for()

    assert reader.evaluate("getSelection().toString().trim()") == APA + address


def test_without_scripts_there_is_text_and_no_button(address, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    assert page.locator("#cite-apa").inner_text() == APA + address
    assert page.locator(".cite button:visible").count() == 0
    context.close()


def test_sources_unfold_from_the_contents_and_lead_back_to_their_notes(address, reader):
    reader.goto(address)
    line = reader.get_by_text("Doshi, Rush.")
    assert not line.is_visible()

    reader.locator("#references > summary").focus()
    reader.keyboard.press("Enter")
    assert line.is_visible()
    reader.locator("#references").get_by_role("link", name="Note 1").click()
    assert reader.evaluate("location.hash") == "#note-a"
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_styles_are_there_as_soon_as_the_commit_is(address):
    kept = VersionPage.objects.get().styled
    citing.keep([VersionPage.objects.get().pk])

    assert VersionPage.objects.get().styled == kept
