"""How a text is set, measured in a real browser: lines, calls, tables, two languages in one column, paper."""

import pytest

from papers import publishing
from tests.factories import cite, make_edition, make_paper, make_reference, make_series, make_translation

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
ADDRESS = "https://www.example.org/a/very/long/address/that/does/not/fit/into/the/rest/of/any/line.html"
WORD = "Zusammenarbeitsvereinbarung"
CELLS = [WORD, "12,345,678,901", "2024年12月に指針を改正", *["Department of Defence"] * 5]
CALL = '<sup data-note="a"></sup>'
BODIES = {
    "ja": f'<h2 data-passage="h1">制度の現状</h2><p data-passage="k1">「長いアドレスがある。」{CALL}次に、{ADDRESS}という'
    f"例を挙げる。『<em>The Art of War</em>』と<em>強調</em>。</p>",
    "en": f'<h2 data-passage="h1">The institutions as they are</h2><p data-passage="k1">An address.{CALL} {ADDRESS}</p>',
}
HEADS = '<th scope="col"><p>項目</p></th>' * len(CELLS)
ROW = "".join(f"<td><p>{text}</p></td>" for text in CELLS)
TABLE = f'<table data-passage="t1"><tbody><tr>{HEADS}</tr><tr>{ROW}</tr></tbody></table>'
# The number of lines that the first element found here, or a text within it, takes.
LINES = """([selector, text]) => {
  const range = document.createRange(), holder = document.querySelector(selector);
  const node = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT).nextNode();
  range.selectNodeContents(text ? node : holder);
  return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
}"""


@pytest.fixture
def site(live_server, settings):
    """The address of a site with one paper in both languages, whose notes and table ask much of the line."""
    settings.SITE_URL, settings.CONTACT_EMAIL = live_server.url, "desk@example.org"
    series = make_series("run")
    for volume, slug in enumerate(("before", "set", "after"), start=1):
        paper = make_paper(slug, series=series, volume=str(volume), original_language="ja")
        publishing.publish(
            [
                make_translation(
                    paper, language, body=BODIES[language] + TABLE, notes={"a": f"<p>See {ADDRESS}.</p>"}
                )
                for language in ("ja", "en")
            ]
        )
    return live_server.url


def style(page, selector, name):
    return page.locator(selector).first.evaluate(f"element => getComputedStyle(element).{name}")


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def test_an_address_fills_the_line_it_begins_in_and_goes_on_in_the_next(site, page):
    page.goto(f"{site}/ja/papers/set/")

    for holder in (".body p", ".endnotes li p"):
        first_line, letters = box(page, holder)["y"], box(page, f"{holder} .url")
        assert letters["y"] - first_line < 20
        assert page.evaluate(LINES, [f"{holder} .url", True]) > 1


def test_a_call_follows_a_closing_mark_without_a_gap_and_has_one_behind_it(site, page):
    page.goto(f"{site}/ja/papers/set/")

    em = float(style(page, ".body p", "fontSize").removesuffix("px"))
    assert box(page, ".body .half")["width"] < 0.6 * em
    assert float(style(page, ".body .note-call", "marginInlineEnd").removesuffix("px")) > 0


def test_a_stressed_latin_title_is_italic_and_japanese_words_take_marks(site, page):
    page.goto(f"{site}/ja/papers/set/")

    looks = [
        [style(page, selector, name) for name in ("fontStyle", "textEmphasisStyle")]
        for selector in (".body em.latin", ".body em:not(.latin)")
    ]
    assert looks == [["italic", "none"], ["normal", "sesame"]]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/ja/papers/set/", "/ja/papers/set/parallel/en/"])
def test_no_word_and_no_number_is_broken_in_a_cell(site, page, width, path):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + path)

    lines = [page.evaluate(LINES, [f".table td:nth-child({place}) p", True]) for place in (1, 2)]
    assert lines == [1, 1]
    assert style(page, ".table td:nth-child(2)", "textAlign") == "end"
    assert style(page, ".table td:nth-child(1)", "textAlign") == "start"


def test_every_column_of_a_table_is_on_the_paper(site, page):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 643, "height": 900})  # A4 without its margins
    for path in ("/ja/papers/set/", "/ja/papers/set/parallel/en/"):
        page.goto(site + path)
        for table in page.locator("table").all():
            right = table.bounding_box()["x"] + table.bounding_box()["width"]
            assert right <= 644, path


def test_in_one_column_the_second_language_is_named_and_follows_its_passage_at_once(site, page):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{site}/ja/papers/set/parallel/en/")

    names = page.locator(".headings a")
    assert [(name.inner_text(), name.is_visible()) for name in names.all()] == [
        ("日本語", True),
        ("English", True),
    ]
    first, second = (box(page, f".pair:has(h2) > :nth-child({place}) h2") for place in (1, 2))
    assert second["y"] - (first["y"] + first["height"]) < 40
    # Its name is set back as its passages are.
    inset = style(page, ".pair:has(h2) > :last-child", "paddingInlineStart")
    assert style(page, ".headings > :last-child", "paddingInlineStart") == inset


def test_the_way_to_report_an_error_stands_clear_of_the_rule_below_it(site, page):
    page.goto(f"{site}/ja/papers/set/")

    link, rule = box(page, ".report a"), box(page, ".neighbours")
    assert rule["y"] - (link["y"] + link["height"]) >= 16


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_total_of_the_figures_is_broken_on_a_telephone(chromium, live_server, language):
    version = make_edition(make_paper("many"), language)
    for number in range(24):
        kind = ["article-journal", "article-newspaper", "webpage", "report", "book", "chapter"][number % 6]
        work = make_reference(f"work-{number}", type=kind, issued={"date-parts": [[2000 + number // 12]]})
        cite(version, "a", work, order=number + 1)
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{live_server.url}/{language}/references/?paper=many")
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")

    totals = [".figures-of tbody tr:nth-child(1) td:last-child", ".figures-of tfoot td:last-child"]
    assert [page.locator(total).inner_text() for total in totals] == ["12", "24"]
    assert [page.evaluate(LINES, [total, True]) for total in totals] == [1, 1]
    context.close()


@pytest.mark.parametrize(("language", "width"), [("ja", 390), ("en", 390), ("ja", 320), ("en", 320)])
def test_the_hint_of_the_search_field_is_read_in_full(site, page, language, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/{language}/papers/")

    room = page.locator("[name=q]").evaluate(
        """field => {
          const style = getComputedStyle(field), pen = document.createElement('canvas').getContext('2d');
          pen.font = style.font;
          return field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
            - pen.measureText(field.placeholder).width;
        }"""
    )
    assert room >= 0
