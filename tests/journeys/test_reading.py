"""A reader's whole way in a real browser: a manuscript goes in, two editions come out, and are read, with their notes."""

from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command

from papers.models import Paper
from tests.factories import make_author, make_edition, make_paper, make_series, make_tag

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAMPLES = Path(__file__).parent.parent / "samples"
SLUG = "keeping-ports-moving-logistics-resilience-as-a-shared-task-for-japan-and-europe"
TITLES = {
    "ja": "港を止めない、止まっても動かす：日欧が分かち合う物流の強靱性",
    "en": "Keeping Ports Moving: Logistics Resilience as a Shared Task for Japan and Europe",
}
NOTES = 22
CALLS, WAYS_BACK = "[role=doc-noteref]", "[role=doc-backlink]"


@pytest.fixture
def site(live_server, settings):
    """The address of a site with the two manuscripts, imported and published by the commands, among other papers."""
    settings.SITE_URL = live_server.url
    ports, other = (
        make_series("ports", colour="#8c1a2b"),
        make_series("other", name_en="Other", name_ja="別の叢書"),
    )
    tags = [make_tag("ports", name_ja="港湾"), make_tag("security", name_ja="安全保障")]
    call_command(
        "import_paper",
        *(f"{language}={SAMPLES / f'manuscript.{language}.txt'}" for language in ("ja", "en")),
        "--series=ports",
        "--author=Mihon, Hanako",
    )
    Paper.objects.get(slug=SLUG).tags.add(*tags)
    call_command("publish", SLUG)
    ann = make_author("ann")
    make_edition(make_paper(series=ports, volume="2", authors=[ann], tags=tags[:1]), "ja", title="別の号")
    make_edition(make_paper(series=other, authors=[ann], tags=tags), "ja", title="別の叢書の論文")
    return live_server.url


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request, chromium):
    """A page of a reader who prefers Japanese, with or without JavaScript."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale="ja-JP", java_script_enabled=request.param
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.errors = []
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    assert page.errors == []
    context.close()


def in_sight(page, element):
    """Return whether the beginning of the element lies within the window, as soon as the page has come to rest."""
    for _attempt in range(40):
        box = element.bounding_box()
        if box and 0 <= round(box["y"]) <= page.viewport_size["height"] - min(box["height"], 20):
            return True
        page.wait_for_timeout(50)
    return False


def fragment(page):
    return page.url.partition("#")[2]


def target(page):
    """Return the element that the address points to."""
    return page.locator(f"[id='{fragment(page)}']")


def page_of(browser_page):
    """Return the address without its place in the page, which the switch of languages keeps."""
    return browser_page.url.partition("#")[0]


def follow(page, call):
    """Follow a call by keys to its note in the list: at once, or through the note that opens in place."""
    call.press("Enter")
    whole = page.locator(".popover:popover-open .whole")
    if whole.count():
        whole.press("Enter")


def test_the_whole_way_of_a_reader(site, reader, chromium):
    reader.goto(site)
    reader.get_by_role("link", name=TITLES["ja"]).first.click()

    assert reader.url == f"{site}/ja/papers/{SLUG}/"
    assert reader.locator("html").get_attribute("lang") == "ja"
    assert reader.locator("h1").inner_text() == TITLES["ja"]
    assert reader.locator("time[datetime='2025-09-18']").first.inner_text() == "2025年9月18日"
    follow_note_9_and_return(reader)

    reader.get_by_role("banner").get_by_role("link", name="English").click()
    assert page_of(reader) == f"{site}/en/papers/{SLUG}/"
    assert reader.locator("html").get_attribute("lang") == "en"
    assert reader.locator("h1").inner_text() == TITLES["en"]
    assert reader.locator(CALLS).count() == NOTES

    reader.get_by_role("link", name="Read side by side with Japanese").click()
    assert page_of(reader) == f"{site}/en/papers/{SLUG}/parallel/ja/"
    assert_every_pair_is_beside_each_other(reader)
    reader.get_by_role("link", name="Swap sides").click()
    assert page_of(reader) == f"{site}/ja/papers/{SLUG}/parallel/en/"
    follow_note_9_of_both_editions(reader)

    reader.locator("nav a[href='/ja/papers/']").click()
    assert reader.url == f"{site}/ja/papers/"
    narrow_the_list_and_share_it(reader, chromium)


def follow_note_9_and_return(reader):
    call = reader.locator(f".body {CALLS}[aria-label='注9']")
    sentence = call.locator("xpath=ancestor::p[1]").inner_text()

    follow(reader, call)
    note = target(reader)
    assert fragment(reader).startswith("note-")
    assert in_sight(reader, note)
    assert "Farrell and Newman, “Weaponized Interdependence,” 55–56." in note.inner_text()
    assert note.get_attribute("lang") == "en"

    note.locator(WAYS_BACK).click()
    back = target(reader)
    assert fragment(reader).startswith("call-")
    assert back.inner_text() == "9"
    assert in_sight(reader, back)
    assert back.locator("xpath=ancestor::p[1]").inner_text() == sentence
    # The keyboard goes on from there, not from the top of the page.
    reader.keyboard.press("Tab")
    assert reader.locator(":focus").get_attribute("aria-label") == "注9"


def assert_every_pair_is_beside_each_other(page):
    pairs = [pair.locator(":scope > *").all() for pair in page.locator(".pair").all()]
    languages = [[side.get_attribute("lang") for side in sides] for sides in pairs]
    boxes = [[side.bounding_box() for side in sides] for sides in pairs]
    texts = [[side.inner_text() for side in sides] for sides in pairs]

    assert len(pairs) >= 13
    assert languages.count(["en", "ja"]) == len(pairs)
    assert all(left["y"] == right["y"] and left["x"] + left["width"] <= right["x"] for left, right in boxes)
    assert all(left and right for left, right in texts)
    # A sentence of the manuscript stands beside its translation.
    ours = next(right for left, right in texts if left.startswith("Japan and Europe have a foundation"))
    assert ours.startswith("日欧には、対話を始めるための土台がある。")


def follow_note_9_of_both_editions(page):
    """The ninth call on either side leads to the same note, which leads back to both."""
    follow(page, page.locator(f".pairs [lang=en] {CALLS}").get_by_text("9", exact=True))
    note, name = target(page), fragment(page)
    assert in_sight(page, note)

    assert note.locator(WAYS_BACK).count() == 2
    note.locator(WAYS_BACK).first.click()
    assert fragment(page).startswith("ja-call-")
    assert in_sight(page, target(page))
    follow(page, target(page).get_by_role("link"))
    assert fragment(page) == name


def narrow_the_list_and_share_it(reader, chromium):
    for option in ("同盟国とパートナー", "安全保障", "2025"):
        narrow(reader, option)
        reader.locator(".chosen-list").get_by_text(option).wait_for()

    shared = reader.url
    assert set(shared.partition("?")[2].split("&")) == {"series=ports", "tag=security", "year=2025"}
    assert titles(reader) == [TITLES["ja"]]

    friend = chromium.new_context(locale="en").new_page()
    friend.goto(shared)
    assert titles(friend) == [TITLES["ja"]]
    friend.get_by_role("banner").get_by_role("link", name="English").click()
    assert titles(friend) == [TITLES["en"]]
    friend.context.close()

    reader.locator(".chosen-list").get_by_role("link", name="安全保障").click()
    assert sorted(titles(reader)) == sorted([TITLES["ja"], "別の号"])
    reader.get_by_role("searchbox").fill("ＮＡＴＯ加盟国")
    reader.get_by_role("searchbox").press("Enter")
    reader.wait_for_url("**q=*")
    assert titles(reader) == [TITLES["ja"]]
    assert "series=ports" in reader.url


def narrow(page, option):
    """Choose an option of a facet, unfolding the facets where they are folded."""
    link = page.locator(".facet").get_by_role("link", name=option, include_hidden=True)
    link.wait_for(state="attached")
    page.wait_for_load_state()  # until its sheet is there everything folded is out of sight
    if not link.is_visible():
        page.locator("details.facets summary").click()
    link.click()


def titles(page):
    page.wait_for_load_state()
    return [title.inner_text() for title in page.locator(".cards .title a").all()]


def test_every_note_is_reached_and_left_again(site, page):
    page.goto(f"{site}/ja/papers/{SLUG}/")

    assert follow_every_note(page) == [str(number) for number in range(1, NOTES + 1)]


def follow_every_note(page):
    """Follow each call to its note and back; return the numbers of the calls arrived at."""
    reached = []
    for call in page.locator(CALLS).all():
        number = call.inner_text()
        follow(page, call)
        note = target(page)
        assert in_sight(page, note), number
        note.locator(WAYS_BACK).click()
        back = target(page)
        assert in_sight(page, back), number
        assert back.inner_text() == number
        reached.append(back.inner_text())
    return reached


def test_the_real_page_works_as_well(live_server, settings, page):
    if not site_settings.TAIYAKU_SAMPLE:
        pytest.skip("TAIYAKU_SAMPLE names no file")
    settings.SITE_URL = live_server.url
    call_command(
        "import_paper",
        f"ja={site_settings.TAIYAKU_SAMPLE}",
        "--slug=sample",
        "--author=Sample, Author",
        "--title=ja=見本",
    )
    call_command("publish", "sample")

    page.goto(f"{live_server.url}/ja/papers/sample/")

    assert follow_every_note(page) == [str(number) for number in range(1, NOTES + 1)]
    assert page.locator("time[datetime='2025-06-27']").first.inner_text() == "2025年6月27日"
    assert page.locator(".body > p").count() == 13
    assert page.locator(".body > h2").count() == 3
    assert page.locator(".endnotes li[lang=en]").count() == NOTES
    assert page.locator("a[hreflang=en][rel=alternate]").count() == 0


def test_a_narrow_window_never_scrolls_sideways(site, chromium):
    context = chromium.new_context(viewport={"width": 320, "height": 640}, locale="ja-JP")
    page = context.new_page()
    for path in (
        *(
            "/ja/",
            "/ja/papers/",
            "/ja/papers/?series=ports&tag=ports&year=2025",
            "/ja/series/",
            "/ja/series/ports/",
        ),
        *(f"/ja/papers/{SLUG}/", f"/en/papers/{SLUG}/", f"/ja/papers/{SLUG}/parallel/en/"),
        *("/ja/authors/", "/en/authors/ann/", "/en/tags/", "/ja/tags/ports/", "/ja/nothing/"),
    ):
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.goto(f"{site}/ja/papers/{SLUG}/parallel/en/")
    left, right = (
        page.locator(".pair").nth(1).locator(":scope > *").nth(place).bounding_box() for place in (0, 1)
    )
    assert left["y"] + left["height"] <= right["y"]
    context.close()
