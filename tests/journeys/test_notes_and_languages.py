"""Notes where one reads, two languages at one place, light and dark as chosen: in a real browser."""

import re
from itertools import pairwise

import pytest

from papers import publishing
from papers.document import Note
from papers.models import Translation
from tests.factories import make_edition, make_paper, make_series, save

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
CALL = '<sup data-note="n{}"></sup>'
PAGE, OTHER = "/en/papers/harbours/", "/ja/papers/harbours/"


def body(language, count=12):
    """Return a text of so many passages with a call in each; the sixth one is called twice."""
    words = {"en": "A harbour is a promise kept every day. ", "ja": "港は毎日守られる約束である。"}[language]
    calls = [CALL.format(n) for n in range(1, count + 1)]
    calls[5] += " again" + calls[5]
    texts = (f'<p data-passage="x{n}">{n} {words * 6}{call}</p>' for n, call in enumerate(calls, start=1))
    return '<h2 data-passage="h">H</h2>' + "".join(texts)


@pytest.fixture
def site(live_server, settings):
    settings.SITE_URL = live_server.url
    paper = make_paper("harbours", series=make_series("ports"), volume="1")
    notes = {
        f"n{n}": Note(
            f"n{n}",
            "author",
            "en",
            f"<p>Source {n} " + "of a long line, " * (90 if n == 2 else 3) + "</p>",
        )
        for n in range(1, 13)
    }
    for language in ("en", "ja"):
        make_edition(paper, language, body=body(language), notes=notes)
    return live_server.url


def boxes(page, selector):
    return [element.bounding_box() for element in page.locator(selector).all()]


def wait_for_place(page, identity):
    """Wait until the passage is at the top of the window."""
    page.wait_for_function(
        "id => Math.abs(document.getElementById(id)?.getBoundingClientRect().top ?? 999) < 90", arg=identity
    )


def press(page, selector):
    """Click with the pointer where the element is seen, and scroll to nothing for it."""
    box = page.locator(selector).first.bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"]
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_notes_stand_beside_their_lines_in_order_and_never_touch(site, page):
    page.goto(site + PAGE)

    notes = boxes(page, ".beside")
    calls = boxes(page, ".body .note-call")
    assert len(notes) == 12
    assert all(one["y"] + one["height"] < other["y"] for one, other in pairwise(notes))
    assert abs(notes[0]["y"] - calls[0]["y"]) < 12
    assert all(note["x"] > call["x"] + call["width"] for note, call in zip(notes, calls, strict=False))
    # The long one is cut, and those after it are not pushed out of sight of their lines.
    assert page.locator(".beside.cut").evaluate_all("notes => notes.map(note => note.id)") == ["note-n2"]


def test_a_cut_note_is_whole_when_one_goes_to_it(site, page):
    page.goto(site + PAGE)
    note = page.locator("#note-n2")
    before = note.bounding_box()["height"]
    call = page.get_by_label("Note 2", exact=True)
    # With the call low in the window its note would open in place.
    call.evaluate("call => call.parentElement.scrollIntoView()")
    call.press("Enter")

    assert page.url == f"{site}{PAGE}#note-n2"
    assert note.bounding_box()["height"] > before + 100


def test_on_paper_the_notes_are_a_list_below_the_text(site, page):
    page.goto(site + PAGE)
    page.emulate_media(media="print")

    bottom = page.locator(".paper > .body").bounding_box()
    notes = boxes(page, ".endnotes > ol > li")
    assert page.get_by_role("heading", name="Notes", exact=True).is_visible()
    assert len(notes) == 12
    assert all(note["y"] > bottom["y"] + bottom["height"] for note in notes)


def test_a_click_beside_the_margin_shows_the_note_there_and_stays(site, page):
    page.goto(site + PAGE)
    page.get_by_label("Note 5", exact=True).click()

    assert page.locator(".shown").evaluate_all("notes => notes.map(note => note.id)") == ["note-n5"]
    assert page.url == site + PAGE


@pytest.fixture
def narrow(chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB")
    yield context.new_page()
    context.close()


def test_a_call_opens_its_note_in_place_and_escape_returns_to_it(site, narrow):
    narrow.goto(site + PAGE)
    call = narrow.get_by_label("Note 3", exact=True)
    call.scroll_into_view_if_needed()
    before = narrow.evaluate("scrollY")
    call.tap()

    popover = narrow.get_by_role("dialog", name="Note 3")
    assert popover.locator(".text").inner_text().startswith("Source 3 of a long line")
    assert narrow.evaluate("scrollY") == before
    assert popover.bounding_box()["x"] >= 0
    assert popover.bounding_box()["x"] + popover.bounding_box()["width"] <= 390
    narrow.keyboard.press("Escape")
    assert popover.count() == 0
    assert narrow.locator(":focus").get_attribute("aria-label") == "Note 3"


@pytest.mark.parametrize(("key", "name"), [("Tab", "Note 4"), ("Shift+Tab", "Note 3")])
def test_a_step_out_of_a_note_in_place_goes_on_from_its_call(site, narrow, key, name):
    narrow.goto(site + PAGE)
    narrow.get_by_label("Note 3", exact=True).press("Enter")
    popover = narrow.get_by_role("dialog", name="Note 3")
    popover.get_by_role("link").last.focus()
    if key == "Shift+Tab":
        popover.get_by_role("link").first.focus()
    narrow.keyboard.press(key)
    # Between two calls stands the way across of the second passage.
    if narrow.locator(":focus").get_attribute("aria-label") == "This passage in Japanese":
        narrow.keyboard.press(key)

    assert narrow.locator(":focus").get_attribute("aria-label") == name
    assert popover.count() == 0


def test_the_way_to_the_notes_leads_to_the_first_one_in_the_margin(site, page):
    page.goto(site + PAGE)
    page.get_by_role("link", name="Skip to the notes").press("Enter")

    assert page.locator(":focus").get_attribute("id") == "note-n1"


def test_in_a_window_that_becomes_narrow_the_notes_are_the_list_again(site, page):
    page.goto(site + PAGE)
    assert page.locator(".beside").first.evaluate("note => note.style.insetBlockStart") != ""
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(200)

    tops = [box["y"] for box in boxes(page, ".endnotes > ol > li")]
    assert tops == sorted(tops)
    body = page.locator(".paper > .body").bounding_box()
    assert tops[0] > body["y"] + body["height"]
    assert (
        page.locator(".beside").evaluate_all("notes => notes.map(note => note.style.insetBlockStart)")
        == [""] * 12
    )


def test_one_note_is_lit_at_a_time(site, page):
    page.goto(site + PAGE)
    page.get_by_label("Note 3", exact=True).click()
    page.get_by_label("Note 4", exact=True).press("Enter")
    page.wait_for_url("**#note-n4")
    assert page.locator(".shown").count() == 0
    page.get_by_label("Note 5", exact=True).click()

    grounds = page.locator(".beside").evaluate_all(
        "notes => notes.filter(note => getComputedStyle(note).boxShadow !== 'none').map(note => note.id)"
    )
    assert grounds == ["note-n5"]


def test_the_note_in_place_leads_to_the_list(site, narrow):
    narrow.goto(site + PAGE)
    narrow.get_by_label("Note 4", exact=True).press("Enter")
    narrow.locator(".popover .whole").press("Enter")

    assert narrow.url == f"{site}{PAGE}#note-n4"
    assert narrow.locator(".popover:popover-open").count() == 0


def test_a_pointer_that_rests_on_a_call_opens_it_and_may_go_into_it(site, page):
    page.goto(f"{site}{PAGE}parallel/ja/")
    page.get_by_label("Note 1", exact=True).first.hover()
    popover = page.get_by_role("dialog", name="Note 1")
    popover.wait_for()

    popover.hover()
    page.wait_for_timeout(500)
    assert popover.is_visible()
    page.locator("h1").hover()
    popover.wait_for(state="hidden")


def test_the_switch_keeps_the_place(site, page):
    page.goto(site + PAGE)
    page.locator("#p-x8").evaluate("block => block.scrollIntoView()")
    press(page, ".switch a[hreflang=ja]")

    page.wait_for_url(f"{site}{OTHER}#p-x8")
    wait_for_place(page, "p-x8")


@pytest.mark.parametrize("width", [1280, 800, 390, 320])
def test_the_switch_is_in_sight_wherever_one_reads_and_takes_no_place_when_it_takes_the_focus(
    site, page, width
):
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(site + OTHER)
    page.locator("#p-x8").evaluate("block => block.scrollIntoView()")
    before = page.evaluate("scrollY")
    link = page.locator(".switch nav a").first
    link.focus()

    assert page.evaluate("scrollY") == before
    assert 0 <= link.bounding_box()["y"] < 80
    # The passage one arrived at stands clear of it, or beside it.
    bar, passage = page.locator(".switch").bounding_box(), page.locator("#p-x8").bounding_box()
    assert bar["y"] + bar["height"] <= passage["y"] or bar["x"] + bar["width"] <= passage["x"]


def test_letters_that_would_fill_the_window_take_the_switch_along(site, page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + PAGE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.locator("#p-x8").evaluate("block => block.scrollIntoView()")

    assert page.locator(".switch").bounding_box()["y"] < -100


def test_the_names_of_the_columns_keep_the_place(site, page):
    page.goto(f"{site}{PAGE}parallel/ja/#p-x8")
    press(page, ".headings a[hreflang=ja]")

    page.wait_for_url(f"{site}{OTHER}#p-x8")
    wait_for_place(page, "p-x8")


@pytest.mark.parametrize("way", [".banner p a", ".banner .switch a[hreflang=ja]"])
def test_the_ways_out_of_an_earlier_version_keep_the_place(site, page, way):
    row = Translation.objects.get(language="en")
    save(row, body=row.body.replace("every day", "each day"), notes={})
    publishing.publish([row], notes={"en": "Shorter."})
    page.goto(f"{site}{PAGE}v1/#p-x8")
    press(page, way)

    page.wait_for_url(re.compile(f"{site}({PAGE}|{OTHER})#p-x8"))
    wait_for_place(page, "p-x8")


def test_without_a_counterpart_the_switch_leads_to_the_nearest_passage_before(site, page):
    page.goto(site + PAGE)
    page.locator("#p-x8").evaluate("block => { block.id = 'p-alone'; block.scrollIntoView() }")
    press(page, ".switch a[hreflang=ja]")

    page.wait_for_url(f"{site}{OTHER}#p-x7")


def test_from_the_top_the_switch_leads_to_the_top(site, page):
    page.goto(site + PAGE)
    page.locator("nav.languages a[hreflang=ja]").click()

    page.wait_for_url(site + OTHER)
    assert page.evaluate("scrollY") == 0


def test_swapped_sides_keep_the_place(site, page):
    page.goto(f"{site}{PAGE}parallel/ja/#p-x9")
    # By hand one would scroll to the link first.
    page.get_by_role("link", name="Swap sides").evaluate("link => link.click()")

    page.wait_for_url(f"{site}{OTHER}parallel/en/#p-x*")
    assert page.evaluate("scrollY") > 400


def test_a_passage_shows_its_counterpart_in_place_and_hides_it_again(site, page):
    page.goto(site + PAGE)
    way = page.locator("#p-x2 .way-across")
    way.click()

    text = page.locator("#p-x2 + .across > [lang=ja]")
    assert re.sub(r"\s", "", text.inner_text()).startswith("2港は毎日守られる約束である。")
    assert (way.get_attribute("aria-expanded"), page.url) == ("true", site + PAGE)
    assert page.locator(".across [id]").count() == 0
    way.press("Enter")
    assert (text.count(), way.get_attribute("aria-expanded")) == (0, "false")


def test_without_scripts_each_passage_leads_to_its_counterpart(site, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PAGE)
    page.get_by_label("This passage in Japanese").nth(1).click()

    assert page.url == f"{site}{PAGE}parallel/ja/#p-x2"
    assert page.locator(".appearance").is_hidden()
    context.close()


def test_a_chosen_appearance_is_remembered_on_every_page(site, page):
    page.goto(site + PAGE)
    page.get_by_label("Appearance").select_option("dark")
    page.goto(f"{site}/ja/")

    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert page.locator(".appearance select").input_value() == "dark"
    page.locator(".appearance select").select_option("")
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light dark"


def test_either_side_of_the_parallel_page_is_hidden_and_shown_again(site, page):
    page.goto(f"{site}{PAGE}parallel/ja/")
    left, right = (page.locator(f"#p-x2 > :nth-child({place})") for place in (1, 2))

    page.get_by_role("button", name="Hide Japanese").click()
    assert (left.is_visible(), right.is_visible()) == (True, False)
    page.get_by_role("button", name="Hide English").click()
    assert (left.is_visible(), right.is_visible()) == (False, True)
    page.get_by_role("button", name="Hide English").click()
    assert (left.is_visible(), right.is_visible()) == (True, True)


READ = """() => {
  const line = document.querySelector(".headings").getBoundingClientRect().bottom + 1
  const row = [...document.querySelectorAll(".pair")].find(each => each.getBoundingClientRect().bottom > line)
  return [row.id, Math.round(scrollY)]
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("far", [700, 1600, 2000])
def test_a_side_that_is_hidden_and_shown_again_leaves_the_passage_where_it_was(site, page, width, far):
    page.set_viewport_size({"width": width, "height": 500})
    page.goto(f"{site}{PAGE}parallel/ja/")
    page.mouse.wheel(0, far)
    page.wait_for_function("() => scrollY > 600")
    before = page.evaluate(READ)
    for _time in range(3):
        press(page, ".hide-side")
        assert page.locator("[data-hidden=left]").count() == 1
        assert page.evaluate(READ)[0] == before[0]
        press(page, ".hide-side")
        assert page.evaluate(READ) == before


def test_the_contents_mark_the_heading_one_reads_under(site, page):
    page.goto(f"{site}{PAGE}#p-x12")
    current = page.locator(".contents [aria-current=location]")
    current.wait_for()
    assert current.inner_text() == "H"

    page.locator("#p-h").evaluate("block => scrollBy(0, block.getBoundingClientRect().top - 300)")
    current.wait_for(state="detached")


def test_a_touch_on_a_passage_offers_its_address(site, narrow):
    narrow.goto(site + PAGE)
    address = narrow.locator("#p-x3 .address")
    assert not address.is_visible()
    narrow.locator("#p-x3").tap()
    assert address.is_visible()
    assert address.get_attribute("tabindex") is None
    narrow.locator("#p-x4").tap()
    assert not address.is_visible()


def test_whoever_opens_a_counterpart_by_keys_steps_on_to_the_address(site, page):
    page.goto(site + PAGE)
    page.locator("#p-x2 .way-across").press("Enter")
    page.locator("#p-x2 .note-call a").focus()
    page.keyboard.press("Tab")

    assert page.locator(":focus").get_attribute("href") == "#p-x2"


@pytest.mark.parametrize("width", [1280, 390])
def test_an_offer_stands_in_the_place_of_the_switch_and_on_no_text(site, page, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(site + PAGE)
    page.locator("#p-x5").evaluate("block => block.scrollIntoView()")
    offer = page.get_by_role("complementary", name="日本語")

    assert offer.is_visible()
    assert not page.locator(".switch nav").is_visible()
    passage, room = page.locator("#p-x5").bounding_box(), page.locator(".switch").bounding_box()
    assert room["y"] + room["height"] <= passage["y"] or room["x"] + room["width"] <= passage["x"]
    press(page, ".offer button")
    assert page.locator(".switch nav").is_visible()
    assert page.locator(".switch").bounding_box() == room


def test_whoever_prefers_the_other_language_is_offered_it_once(site, page):
    page.goto(site + PAGE)
    offer = page.get_by_role("complementary", name="日本語")

    assert offer.get_by_role("link").get_attribute("href") == OTHER
    offer.get_by_role("button").click()
    page.reload()
    assert not offer.is_visible()
    page.goto(site + OTHER)
    assert page.locator(".offer:visible").count() == 0


def test_whoever_went_to_another_language_is_not_offered_the_one_that_was_left(site, page):
    page.goto(site + OTHER)
    page.locator("nav.languages a[hreflang=en]").click()
    page.wait_for_url(site + PAGE)

    assert page.locator(".offer").count() == 1
    assert page.locator(".offer:visible").count() == 0
