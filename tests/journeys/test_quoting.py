"""Quoting in a real browser: the marked words without their calls, with source, paragraph and an address that stays."""

import pytest

from papers import publishing
from papers.models import Translation
from tests.factories import make_author, make_edition, make_paper, make_series, save

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
PAGE = "/en/papers/harbours/"
BODY = (
    '<h2 data-passage="h">Ways in</h2>'
    '<p data-passage="a">Ships wait.<sup data-note="n"></sup> Harbours <em>do not</em>.</p>'
    '<p data-passage="b">Cranes turn.</p>'
    '<p data-passage="b">They “never” stop.</p>'
)
MARK = """ids => {
  const [first, last] = ids.map(id => document.getElementById(id))
  getSelection().setBaseAndExtent(first, 0, last, last.childNodes.length)
}"""


@pytest.fixture
def site(live_server, settings):
    settings.SITE_URL = live_server.url
    paper = make_paper("harbours", series=make_series("ports"), volume="1", authors=[make_author("ann")])
    make_edition(paper, "en", title="Harbours", body=BODY, notes={"n": "<p>A source.</p>"})
    make_edition(paper, "ja", title="港", body=BODY.replace("Ships wait.", "船は待つ。"), notes={})
    return live_server.url


@pytest.fixture
def reader(chromium, site):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page = context.new_page()
    page.goto(site + PAGE)
    yield page
    context.close()


def quoted(page, *ids):
    """Mark these passages, ask for a quotation, and return it."""
    page.evaluate(MARK, list(ids))
    page.get_by_role("button", name="Quote").click()
    return page.get_by_role("dialog", name="Quote").get_by_role("textbox").input_value()


def test_a_quotation_has_its_words_its_paragraph_and_an_address_that_names_the_version(site, reader):
    first, *_cited, source, address = quoted(reader, "p-a", "p-a").strip().split("\n")

    assert first == "“Ships wait. Harbours do not.”"
    assert source.endswith(", para. 1.")
    assert address == f"{site}{PAGE}v1/#p-a"


def test_paragraphs_that_follow_one_another_are_named_from_the_first_to_the_last(reader):
    text = quoted(reader, "p-a", "p-b")

    assert text.startswith("“Ships wait. Harbours do not.\n\nCranes turn.”\n")
    assert ", paras. 1–2.\n" in text


def test_a_quotation_names_one_address_and_its_own_quotation_marks_are_single(site, reader):
    text = quoted(reader, "p-b", "p-b")
    assert [word for word in text.split() if word.startswith("http")] == [f"{site}{PAGE}v1/#p-b"]

    reader.keyboard.press("Escape")
    second = reader.locator(".body > p").nth(2)
    second.evaluate("block => getSelection().selectAllChildren(block)")
    reader.get_by_role("button", name="Quote").click()
    dialog = reader.get_by_role("dialog", name="Quote")
    text = dialog.get_by_role("textbox").input_value()

    assert text.startswith("“They ‘never’ stop.”\n")
    # It is the second paragraph of one passage, which its first one names.
    assert text.strip().endswith(f"{PAGE}v1/#p-b")
    assert dialog.get_by_role("link").get_attribute("href").endswith("/parallel/ja/#p-b")


def test_the_quotation_is_left_by_keys_to_where_it_was_marked(reader):
    quoted(reader, "p-b", "p-b")
    dialog = reader.get_by_role("dialog", name="Quote")
    dialog.get_by_role("link").focus()
    reader.keyboard.press("Tab")

    assert not dialog.is_visible()
    assert reader.evaluate("document.activeElement.closest('.body') !== null")


def test_a_passage_and_a_heading_have_addresses_that_are_copied(site, reader):
    passage = reader.locator("#p-b > .address")
    assert (passage.get_attribute("href"), passage.get_attribute("tabindex")) == ("#p-b", "-1")
    reader.locator("#p-b").hover()
    passage.click()

    reader.get_by_text("Copied: para. 2").wait_for(state="attached")
    assert reader.evaluate("navigator.clipboard.readText()") == f"{site}{PAGE}#p-b"
    assert reader.url == f"{site}{PAGE}#p-b"


def test_an_earlier_version_offers_the_passage_of_the_other_edition_and_says_that_it_was_replaced(
    site, reader
):
    make_edition_again()
    reader.goto(f"{site}{PAGE}v1/#p-b")
    banner = reader.get_by_text("This is version 1, which has been replaced.")
    assert banner.bounding_box()["y"] >= 0

    quoted(reader, "p-b", "p-b")
    other = reader.get_by_role("dialog", name="Quote").get_by_role("link", name="This passage in Japanese")
    other.wait_for()
    assert other.get_attribute("href") == f"{PAGE}parallel/ja/#p-b"


def test_a_quotation_is_copied_and_its_address_leads_back_and_to_the_other_edition(site, reader):
    text = quoted(reader, "p-b", "p-b")
    dialog = reader.get_by_role("dialog", name="Quote")
    dialog.get_by_role("button", name="Copy").click()
    dialog.get_by_text("Copied.").wait_for()
    assert reader.evaluate("navigator.clipboard.readText()") == text
    other = dialog.get_by_role("link", name="This passage in Japanese")
    assert other.get_attribute("href") == f"{site}{PAGE}parallel/ja/#p-b"

    reader.goto(text.strip().split("\n")[-1])
    assert reader.locator(":target").inner_text() == "Cranes turn."


def test_the_address_of_a_quotation_says_later_that_a_newer_version_exists(site, reader):
    address = quoted(reader, "p-b", "p-b").strip().split("\n")[-1]
    edition = make_edition_again()

    reader.goto(address)
    assert edition.number == 2
    assert reader.get_by_text("This is version 1, which has been replaced.").is_visible()
    assert reader.locator(":target").inner_text() == "Cranes turn."


def make_edition_again():
    row = Translation.objects.get(language="en")
    save(row, body=BODY.replace("turn", "turn slowly"), notes={"n": "<p>A source.</p>"})
    return publishing.publish([row], notes={"en": "Slower."})[0]


def test_nothing_marked_or_marked_elsewhere_offers_nothing(reader):
    button = reader.locator(".quote")
    assert not button.is_visible()
    reader.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    reader.wait_for_timeout(100)
    assert not button.is_visible()


def test_a_heading_has_an_address(reader):
    link = reader.get_by_role("link", name="Address of “Ways in”")
    link.focus()
    assert link.get_attribute("href") == "#p-h"
