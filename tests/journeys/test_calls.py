"""Calls under a pointer and a finger, in the text and in its counterpart shown in place; what stands in the margin."""

import pytest

from papers.document import Note
from papers.models import Version
from tests.factories import cite, make_edition, make_paper, make_reference

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
CALL = '<sup data-note="n{}"></sup>'
WORDS = {"en": "A harbour is a promise kept every day. ", "ja": "港は毎日守られる約束である。"}
PAGE = "/en/papers/harbours/"
OPEN = ".popover:popover-open"
DELAY = 400  # milliseconds: more than a pointer has to rest, or a note to close


@pytest.fixture
def publish(live_server, settings):
    """Return a function that publishes texts and notes by language, and answers with the address of the English page."""
    settings.SITE_URL = live_server.url

    def at(bodies, notes):
        paper = make_paper("harbours")
        for language, body in bodies.items():
            make_edition(paper, language, body=body, notes=notes.get(language) or notes["en"])
        return live_server.url + PAGE

    return at


def text(language, count=8):
    """Return so many passages, each with a call and as many words as fill some lines."""
    return "".join(
        f'<p data-passage="x{n}">{n} {WORDS[language] * 6}{CALL.format(n)}</p>' for n in range(1, count + 1)
    )


def notes(count=8, words="a line"):
    return {
        f"n{n}": Note(f"n{n}", "author", "en", f"<p>Source {n} of {words}.</p>") for n in range(1, count + 1)
    }


def own(key, said):
    return {key: Note(key, "author", "ja", f"<p>{said}</p>")}


@pytest.fixture
def phone(chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB")
    yield context.new_page()
    context.close()


def middle(element):
    element.scroll_into_view_if_needed()
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def press(page):
    """Click where the pointer is, as slowly as a hand does; return whether a note is open then, and has the focus."""
    page.mouse.down()
    page.wait_for_timeout(60)
    page.mouse.up()
    page.wait_for_timeout(DELAY)
    return page.locator(OPEN).count() == 1, page.locator(f"{OPEN}:focus").count() == 1


def test_a_click_keeps_what_the_pointer_opened_and_the_next_one_closes_it(publish, page):
    page.goto(publish({"en": text("en"), "ja": text("ja")}, {"en": notes()}) + "parallel/ja/")
    call = page.get_by_label("Note 3", exact=True).first
    page.mouse.move(*middle(call), steps=3)
    page.locator(OPEN).wait_for()

    assert [press(page) for _ in range(3)] == [(True, True), (False, False), (True, True)]
    page.mouse.move(2, 2)
    page.wait_for_timeout(2 * DELAY)
    assert page.locator(f"{OPEN}:focus").count() == 1


def test_a_click_closes_a_note_at_once_where_the_pointer_had_only_just_come(publish, page):
    page.goto(publish({"en": text("en"), "ja": text("ja")}, {"en": notes()}) + "parallel/ja/")
    place = middle(page.get_by_label("Note 3", exact=True).first)
    page.mouse.move(*place)
    assert press(page) == (True, True)
    page.mouse.move(2, 2)
    page.mouse.move(*place)

    assert press(page) == (False, False)
    assert page.locator(":focus").get_attribute("aria-label") == "Note 3"


def test_a_second_tap_closes_a_note_and_a_third_opens_it(publish, phone):
    phone.goto(publish({"en": text("en")}, {"en": notes()}))
    call = phone.get_by_role("link", name="Note 3", exact=True)

    shown = []
    for _ in range(3):
        call.tap()
        phone.wait_for_timeout(DELAY)
        shown.append(phone.locator(OPEN).count())
    assert shown == [1, 0, 1]


def across(page, number):
    """Show the counterpart of a passage, and return the call in it."""
    page.locator(f"#p-x{number} .way-across").click()
    call = page.locator(f"#p-x{number} + .across .note-call > a")
    call.scroll_into_view_if_needed()
    return call


def test_a_call_in_the_counterpart_opens_the_note_in_place(publish, phone):
    address = publish({"en": text("en"), "ja": text("ja")}, {"en": notes()})
    phone.goto(address)
    call = across(phone, 3)
    before = phone.evaluate("scrollY")
    call.tap()

    assert phone.locator(f"{OPEN} .text").inner_text().startswith("Source 3 of a line")
    assert (phone.evaluate("scrollY"), phone.url) == (before, address)
    phone.keyboard.press("Escape")
    assert call.evaluate("call => call === document.activeElement")


def test_beside_the_margin_a_call_in_the_counterpart_lights_the_note_and_nothing_moves(publish, page):
    address = publish({"en": text("en"), "ja": text("ja")}, {"en": notes()})
    page.goto(address)
    call = across(page, 3)
    before = page.evaluate("scrollY")
    page.mouse.move(*middle(call))
    press(page)

    assert page.locator(".shown").evaluate_all("notes => notes.map(note => note.id)") == ["note-n3"]
    assert (page.evaluate("scrollY"), page.url) == (before, address)


@pytest.mark.parametrize("where", ["its own text", "there alone"])
def test_a_note_that_the_counterpart_alone_has_is_shown_on_its_own_page(publish, phone, where):
    japanese = notes() | own("n3", "訳者による注。")
    english = notes()
    body = text("en")
    if where == "there alone":
        english.pop("n3")
        body = body.replace(CALL.format(3), "")
    address = publish({"en": body, "ja": text("ja")}, {"en": english, "ja": japanese})
    phone.goto(address)
    across(phone, 3).tap()

    phone.wait_for_url("**/ja/papers/harbours/#note-n3")
    assert phone.locator("#note-n3").inner_text().startswith("訳者による注。")


LIST = '<ol data-passage="x{}"><li><p>{}</p></li><li><p>{}</p></li></ol>'


def listed(language):
    items = LIST.format(4, WORDS[language] * 4, WORDS[language] * 4)
    return text(language, 3) + items + text(language).replace('"x', '"y')


def test_the_mark_of_a_list_stands_beyond_its_numbers(publish, page):
    page.goto(publish({"en": listed("en"), "ja": listed("ja")}, {"en": notes()}))
    mark = page.locator("#p-x4 .way-across").bounding_box()
    beside_text = page.locator("#p-x3 .way-across").bounding_box()

    assert mark["x"] == beside_text["x"]
    assert mark["x"] + mark["width"] <= page.locator("#p-x4").bounding_box()["x"]


@pytest.mark.parametrize("height", [900, 345])
def test_a_counterpart_comes_into_the_window_and_its_passage_stays_in_it(publish, page, height):
    page.goto(publish({"en": listed("en"), "ja": listed("ja")}, {"en": notes()}))
    page.set_viewport_size({"width": 1280, "height": height})
    way = page.locator("#p-x4 .way-across")
    # The list as low in the window as its mark can be seen.
    way.evaluate("(way, height) => scrollBy(0, way.getBoundingClientRect().bottom - height + 20)", height)
    way.click()

    counterpart = page.locator("#p-x4 + .across")
    counterpart.wait_for()
    assert page.locator("#p-x4").bounding_box()["y"] >= 0
    assert counterpart.bounding_box()["y"] <= height - 100


def test_a_note_that_was_pushed_out_of_the_window_opens_in_place(publish, page):
    crowd = f'<p data-passage="x1">{" and ".join(f"this{CALL.format(n)}" for n in range(1, 13))}.</p>'
    address = publish(
        {"en": crowd + text("en", 1).replace("x1", "x2")}, {"en": notes(12, "a long line " * 20)}
    )
    page.goto(address)
    call = page.get_by_label("Note 12", exact=True)
    page.mouse.move(*middle(call))
    before = page.evaluate("scrollY")
    assert page.locator("#note-n12").bounding_box()["y"] > page.viewport_size["height"]

    assert press(page) == (True, True)
    assert page.locator(f"{OPEN} .text").inner_text().startswith("Source 12 of a long line")
    assert (page.evaluate("scrollY"), page.locator(".shown").count()) == (before, 0)


def test_where_a_note_leads_to_takes_no_room_in_the_margin_until_one_goes_to_it(publish, page):
    address = publish({"en": text("en")}, {"en": notes()})
    paper = make_paper("quays")
    other = make_edition(paper, "en", title="Quays and Piers of a Long Coast", body=text("en"), notes=notes())
    work = make_reference("doshi-2021")
    for version in (other, Version.objects.get(paper__slug="harbours")):
        cite(version, "n3", work)
    page.goto(address)
    note = page.locator("#note-n3")
    height = page.locator("#note-n2").bounding_box()["height"]

    assert note.bounding_box()["height"] == height
    note.hover()
    assert note.bounding_box()["height"] > height
    note.get_by_role("link", name="Quays and Piers of a Long Coast").click()
    page.wait_for_url("**/en/papers/quays/")
