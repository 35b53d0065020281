"""A paper printed from the browser: notes at the foot of their pages, everything once, the window as it was before."""

import re
import subprocess
from collections.abc import Iterable
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command

from papers import publishing
from papers.document import Note
from papers.models import Translation, Version
from tests.factories import cite, make_edition, make_paper, make_reference, make_series, save

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": "The harbour keeps the promises of quieter years. ",
    "ja": "港は静かな年の約束を守り続けている。",
}
CALL = '<sup data-note="n{}"></sup>'
TITLE = "Promises of the Harbour"
PRINT = {"prefer_css_page_size": True, "display_header_footer": False}


def called(language: str, count: int, per_passage: int = 3) -> str:
    """Return passages whose every call n stands behind the sign “Cn.”, under a heading now and then."""
    blocks = []
    for first in range(1, count + 1, per_passage):
        calls = range(first, min(first + per_passage, count + 1))
        texts = "".join(f"{WORDS[language] * (1 + n % 4)} C{n}.{CALL.format(n)} " for n in calls)
        if first % 4 == 1:
            blocks.append(f'<h2 data-passage="h{first}">H{first}.</h2>')
        blocks.append(f'<p data-passage="x{first}">{texts}{WORDS[language]}</p>')
    return "".join(blocks)


def notes(language: str, count: int, long: Iterable[int] = ()) -> dict[str, Note]:
    """Return notes that begin with the sign “Nn.” and end with “En.”; the long ones have five paragraphs more."""
    more = dict.fromkeys(long, f"<p>{WORDS[language] * 25}</p>" * 5)
    return {
        f"n{n}": Note(
            f"n{n}", "author", language, f"<p>N{n}. {WORDS[language]}</p>{more.get(n, '')}<p>E{n}.</p>"
        )
        for n in range(1, count + 1)
    }


@pytest.fixture
def publish(live_server, settings):
    """Return a function that publishes a body with its notes and answers with the address of its page."""
    settings.SITE_URL = live_server.url

    def at(body: str, texts: dict[str, Note], language: str = "en") -> str:
        paper = make_paper("harbours", series=make_series("ports"), volume="7", original_language=language)
        make_edition(paper, language, title=TITLE, body=body, notes=texts)
        return f"{live_server.url}/{language}/papers/harbours/"

    return at


def printed(page: Any, **options: Any) -> list[str]:
    """Return the text of each page that comes out of the printer."""
    command = ["pdftotext", "-layout", "-", "-"]
    said = subprocess.run(command, input=page.pdf(**{**PRINT, **options}), stdout=subprocess.PIPE, check=True)
    return said.stdout.decode().split("\f")[:-1]


def where(sheets: list[str], sign: str) -> list[int]:
    """Return the page of each place where the sign is printed."""
    found = re.compile(rf"(?<![A-Za-z0-9]){re.escape(sign)}")
    return [number for number, sheet in enumerate(sheets, start=1) for _ in found.findall(sheet)]


def feet(sheets: list[str], count: int) -> dict[int, tuple[list[int], ...]]:
    """Return the pages of each note's call, beginning and end."""
    return {n: tuple(where(sheets, f"{part}{n}.") for part in "CNE") for n in range(1, count + 1)}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_of_a_hundred_notes_stands_once_on_the_page_of_its_call(publish, page, language):
    page.goto(publish(called(language, 100), notes(language, 100), language))

    sheets = printed(page)

    pages = feet(sheets, 100)
    assert [n for n, (call, begin, _end) in pages.items() if not (call == begin and len(call) == 1)] == []
    assert [n for n, (_call, _begin, end) in pages.items() if len(end) != 1] == []
    assert [n for n, (call, _begin, end) in pages.items() if end[0] - call[0] > 1] == []
    # The notes are at the foot: no word of the text comes after the first of them.
    signs = ["".join(re.findall(r"\b([CN])\d+\.", sheet)) for sheet in sheets]
    assert [each for each in signs if "NC" in each] == []
    assert len(sheets) > 8


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_whole_text_is_printed_once_and_in_its_order(publish, page, language):
    page.goto(publish(called(language, 40), notes(language, 40), language))
    signs = page.locator(".paper > .body").evaluate("body => body.textContent.match(/[CH]\\d+(?=\\.)/g)")

    said = " ".join(printed(page))

    assert re.findall(r"(?<![A-Za-z])[CH]\d+(?=\.)", said) == signs
    # Each sentence, whatever page it ends on: in the margins and in the notes none of these words is.
    word = {"en": "promises", "ja": "約束"}[language]
    times = page.locator(".paper > .body, .endnotes").evaluate_all(
        "(parts, word) => parts.map(part => part.textContent.split(word).length - 1)", word
    )
    assert re.sub(r"\s", "", said).count(word) == sum(times)


BEGINNINGS = """addEventListener("beforeprint", () => {
  const starts = [...document.querySelectorAll(".paper:not(.sheet *) > .body > p")].map(p => p.textContent.slice(0, 30))
  window.beginnings = [...document.querySelectorAll(".sheet .body > p:first-child")].map(p => [
    p.matches(".continued"), !starts.some(start => p.textContent.startsWith(start)), getComputedStyle(p).textIndent])
})"""


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_goes_on_from_the_page_before_has_no_indent(publish, page, language):
    mixed = called(language, 60, per_passage=5).replace(" C", " <em>stressed</em> C")
    numbers = iter(range(999))
    page.goto(
        publish(re.sub("</em>", lambda _: f"{next(numbers)}</em>", mixed), notes(language, 60), language)
    )
    page.evaluate(BEGINNINGS)
    page.emulate_media(media="print")
    printed(page)

    beginnings = page.evaluate("beginnings")
    assert [each for each in beginnings if each[0] != each[1]] == []
    assert {indent for goes_on, _, indent in beginnings if goes_on} == {"0px"}


def test_a_long_note_begins_below_its_call_and_goes_on_at_the_next_foot(publish, page):
    page.goto(publish(called("en", 9), notes("en", 9, long=[2, 3, 8])))

    pages = feet(printed(page), 9)

    assert [n for n, (call, begin, _end) in pages.items() if not (call == begin and len(call) == 1)] == []
    assert all(len(end) == 1 for _call, _begin, end in pages.values())
    assert pages[2][2] > pages[2][1]


def test_a_note_called_twice_stands_on_its_first_page(publish, page):
    body = called("en", 30) + f'<p data-passage="last">Again.{CALL.format(1)}</p>'
    page.goto(publish(body, notes("en", 30)))

    sheets = printed(page)

    assert (where(sheets, "N1."), where(sheets, "Again.")) == ([1], [len(sheets) - 1])


def test_a_table_goes_on_under_its_head_and_no_row_is_lost(publish, page):
    head = "".join(f'<th scope="col"><p>Head{n}</p></th>' for n in range(9))
    rows = "".join(
        f"<tr>{''.join(f'<td><p>R{row}.{column}</p></td>' for column in range(9))}</tr>" for row in range(90)
    )
    table = f'<table data-passage="t"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    page.goto(
        publish(
            called("en", 4) + table + called("en", 4).replace('"x', '"y').replace('"h', '"i'), notes("en", 4)
        )
    )

    sheets = printed(page)

    signs = [f"R{row}.{column}" for row in range(90) for column in range(9)]
    assert re.findall(r"R\d+\.\d", " ".join(sheets)) == signs
    with_rows = {number for sign in signs for number in where(sheets, sign)}
    assert set(where(sheets, "Head8")) == with_rows
    assert len(with_rows) > 1


def test_headings_stay_with_their_text_and_quotations_in_one_piece(publish, page):
    quotation = f'<blockquote data-passage="q{{0}}"><p>Q{{0}}. {WORDS["en"] * 6} Z{{0}}.</p></blockquote>'
    parts = [
        f'<h2 data-passage="h{n}">H{n}.</h2>'
        f'<p data-passage="p{n}">P{n}. {WORDS["en"] * (n % 7 + 3)}C{n}.{CALL.format(n)}</p>'
        + quotation.format(n)
        for n in range(1, 31)
    ]
    page.goto(publish("".join(parts), notes("en", 30)))

    sheets = printed(page)

    assert [n for n in range(1, 31) if where(sheets, f"H{n}.") != where(sheets, f"P{n}.")] == []
    assert [n for n in range(1, 31) if where(sheets, f"Q{n}.") != where(sheets, f"Z{n}.")] == []


def test_the_margins_name_the_paper_its_address_and_the_day(publish, page):
    address = publish(called("en", 20), notes("en", 20))
    page.goto(address)
    today = page.evaluate("new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date())")

    first, second, *rest = printed(page)

    top, bottom = ([line for line in second.splitlines() if line.strip()][place] for place in (0, -1))
    assert re.fullmatch(rf"Allies and Partners Policy Paper Vol. 7\s+{TITLE}", top.strip())
    assert re.sub(r"\s", "", bottom) == re.sub(r"\s", "", f"{address} Printed {today} 2/{2 + len(rest)}")
    assert first.count(TITLE) >= 1
    assert TITLE not in first.strip().splitlines()[0]


LONG_TITLES = {
    "en": "Promises of the Harbour: What Two Coasts Owe Each Other When the Season of Storms Is Over and Past",
    "ja": "港の約束――嵐の季節が過ぎたあとで二つの海岸が互いに果たすべきことを、もう一度はじめから考える",
}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("sides", ["", "parallel/{}/"])
def test_the_head_of_a_page_is_one_line_however_long_the_title(live_server, settings, page, language, sides):
    settings.SITE_URL = live_server.url
    other = {"en": "ja", "ja": "en"}[language]
    paper = make_paper("harbours", series=make_series("ports"), volume="7")
    for code in LONG_TITLES:
        make_edition(paper, code, title=LONG_TITLES[code], body=called(code, 20), notes=notes("en", 20))
    page.goto(f"{live_server.url}/{language}/papers/harbours/{sides.format(other)}")

    second = printed(page)[1]

    top, then = (line.strip() for line in second.splitlines()[:2])
    series, title = re.split(r" {4,}", top)
    assert series.split()[-1] in ("7", "第7号", "side", "対訳")
    assert title[-1] == "…"
    assert re.sub(r"\s", "", LONG_TITLES[language]).startswith(re.sub(r"\s", "", title[:-1]))
    assert len(title) > len(LONG_TITLES[language]) / 4
    assert then == ""


def test_a_note_says_on_paper_which_other_paper_cites_its_source(publish, page):
    address = publish(called("en", 6), notes("en", 6))
    work = make_reference("doshi-2021")
    quays = make_edition(make_paper("quays"), body=called("en", 6), notes=notes("en", 6))
    for version in (quays, Version.objects.get(paper__slug="harbours")):
        cite(version, "n3", work)
    page.goto(address)
    assert page.locator("#note-n3 .lead").inner_text() != ""

    said = " ".join(printed(page))

    assert (said.count("E3."), said.count("also cited in")) == (1, 1)


def test_afterwards_the_window_is_as_it_was(publish, page):
    page.goto(publish(called("en", 30), notes("en", 30)))
    page.evaluate("scrollTo(0, 900)")
    page.locator(".note-call a").nth(4).evaluate("call => call.focus({ preventScroll: true })")
    page.wait_for_timeout(300)
    state = """() => [document.documentElement.outerHTML, scrollY, document.activeElement.hash,
      [...document.querySelectorAll('.beside')].map(note => note.getBoundingClientRect().top)]"""
    before = page.evaluate(state)

    assert len(where(printed(page), "N30.")) == 1

    assert page.evaluate(state) == before
    page.get_by_label("Note 5", exact=True).click()
    assert page.locator(".shown").get_attribute("id") == "note-n5"


def is_list(sheets: list[str]) -> bool:
    """True when the notes are printed below the text, all of them and once."""
    pages = [where(sheets, f"N{n}.") for n in range(1, 13)]
    return all(len(each) == 1 for each in pages) and pages[0] >= where(sheets, "C12.")


def test_without_scripts_the_notes_are_a_list_at_the_end(publish, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(publish(called("en", 12), notes("en", 12)))

    assert is_list(printed(page))
    context.close()


def test_what_fits_on_no_page_is_printed_with_a_list_and_nothing_is_lost(publish, page):
    cell = f"<td><p>Row. {WORDS['en'] * 300} End.</p></td>"
    table = f'<table data-passage="t"><tbody><tr>{cell}{cell}</tr></tbody></table>'
    page.goto(publish(table + called("en", 12), notes("en", 12)))

    sheets = printed(page)

    assert is_list(sheets)
    assert (len(where(sheets, "Row.")), len(where(sheets, "End."))) == (2, 2)


def test_an_engine_without_margin_boxes_prints_the_list(publish, page):
    page.add_init_script("delete window.CSSMarginRule")
    page.goto(publish(called("en", 12), notes("en", 12)))

    assert is_list(printed(page))


def test_on_other_paper_the_pages_are_the_same(publish, page):
    page.goto(publish(called("en", 30), notes("en", 30)))
    pages = [
        feet(printed(page, **paper), 30)
        for paper in (PRINT, {"prefer_css_page_size": False, "format": "Letter"})
    ]

    assert pages[0] == pages[1]


def test_a_telephone_prints_the_same_pages(publish, page, chromium):
    address = publish(called("ja", 30), notes("ja", 30), "ja")
    page.goto(address)
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True
    )
    telephone = context.new_page()
    telephone.goto(address)

    assert feet(printed(telephone), 30) == feet(printed(page), 30)
    context.close()


def test_side_by_side_everything_is_printed_once_and_passages_begin_level(live_server, settings, page):
    settings.SITE_URL = live_server.url
    paper = make_paper("harbours", series=make_series("ports"), volume="7")
    for language in ("en", "ja"):
        make_edition(paper, language, title=TITLE, body=called(language, 30), notes=notes("en", 30))
    page.goto(f"{live_server.url}/en/papers/harbours/parallel/ja/")

    sheets = printed(page)

    assert [n for n in range(1, 31) if len(where(sheets, f"C{n}.")) != 2] == []
    assert [n for n in range(1, 31) if len(where(sheets, f"N{n}.")) != 1] == []
    assert [n for n in (1, 13, 25) if not re.search(rf"H{n}\. +H{n}\.", " ".join(sheets))] == []


def test_the_real_paper_has_its_notes_at_the_foot(live_server, settings, page):
    if not site_settings.TAIYAKU_SAMPLE:
        pytest.skip("TAIYAKU_SAMPLE names no file")
    settings.SITE_URL = live_server.url
    names = (
        f"ja={site_settings.TAIYAKU_SAMPLE}",
        "--slug=sample",
        "--author=Sample, Author",
        "--title=ja=見本",
    )
    call_command("import_paper", *names)
    call_command("publish", "sample")
    page.goto(f"{live_server.url}/ja/papers/sample/")
    page.evaluate(
        "addEventListener('beforeprint', () => { window.sheets = document.querySelectorAll('.sheet').length })"
    )

    sheets = printed(page)

    assert page.evaluate("sheets") == len(sheets)
    assert page.evaluate("document.querySelectorAll('.sheets').length") == 0


def test_an_earlier_version_says_on_paper_that_it_was_replaced(publish, page):
    address = publish(called("en", 6), notes("en", 6), "en")
    row = Translation.objects.get(language="en")
    save(row, title="Another")
    publishing.publish([row], notes={"en": "Renamed."})
    page.goto(f"{address}v1/")

    sheets = printed(page)

    assert not is_list(sheets)
    assert [sheet.count("This is version 1, which has been replaced.") for sheet in sheets] == [
        1,
        *[0] * (len(sheets) - 1),
    ]
