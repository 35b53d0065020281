"""What is pasted becomes ours: Word's marks and lists, notes of other pages; what cannot come along is said."""

import re

import pytest
from lxml import html
from playwright.sync_api import expect

from papers import markup
from papers.models import Image, NoteText
from tests.factories import make_edition
from tests.journeys.desk import NOTES, blocks, open_desk
from tests.word import png

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]

FOOTNOTE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=EN-US>
<!--StartFragment--><p class=MsoNormal>As Kim shows,<a style='mso-footnote-id:ftn1' href="#_ftn1"
name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>[1]</span></span></a>
yards <b>matter</b> and <span style='font-style:italic'>last</span>.<o:p></o:p></p>
<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1"
name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Kim, <i>Shipyards</i> (Seoul, 2020), 5.<o:p></o:p></p>
</div></div>
<!--EndFragment--></body></html>"""


@pytest.fixture
def page(editor_page):
    return editor_page


def pasted(desk, source):
    """Paste behind the first passage and save; return the blocks that came, without their ids."""
    desk.put("ports and cables.", 17)
    desk.press("Enter")
    desk.paste(source)
    came = list(markup.parse(desk.save()))[1:-2]
    for block in came:
        block.attrib.pop("data-passage")
    return [markup.outer(block) for block in came]


def test_footnotes_pasted_from_word_become_notes(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("ports and cables.", 17)
    desk.press("Enter")
    desk.paste(FOOTNOTE)
    body = desk.save()
    _, (_, words), *rest = blocks(body)

    assert words == "As Kim shows, yards matter and last."
    assert [name for name, _text in rest] == ["bb", "cc"]
    key = re.findall(r'data-note="([^"]+)"', body)[0]
    assert NoteText.objects.get(footnote__key=key).text == "<p>Kim, <em>Shipyards</em> (Seoul, 2020), 5.</p>"
    assert "<strong>matter</strong> and <em>last</em>" in body


WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0mm; font-weight:bold;}} @list l0:level1 {{mso-level-text:l;}} --></style></head>
<body lang=JA style='tab-interval:42.0pt'><!--StartFragment-->{}<!--EndFragment--></body></html>"""


MARKS = {
    "<b style='mso-bidi-font-weight:normal'>bold</b>": "<strong>bold</strong>",
    "<b style='mso-bidi-font-weight:\nnormal'><i style='mso-bidi-font-style:normal'>both</i></b>": (
        "<strong><em>both</em></strong>"
    ),
    "<span style='font-weight:bold;mso-bidi-font-weight:normal'>bold</span>": "<strong>bold</strong>",
    "<span style='mso-bidi-font-weight:bold'>upright</span>": "upright",
    "<span style='mso-bidi-font-style:italic'>upright</span>": "upright",
    "<span style='mso-ansi-font-style:italic;font-style:italic'>slanted</span>": "<em>slanted</em>",
    "<b style='font-weight:normal'>Google’s</b>": "Google’s",
    "<i style='font-style:normal'>upright</i>": "upright",
}


def test_marks_of_word_are_those_that_word_shows(page, live_server):
    source = "".join(f"<p class=MsoNormal>Before {word} after.<o:p></o:p></p>" for word in MARKS)

    expected = [f"<p>Before {ours} after.</p>" for ours in MARKS.values()]
    assert pasted(open_desk(page, live_server), WORD.format(source)) == expected


def word_item(words, sign, *, place="l0 level1 lfo1", font="", part="Middle"):
    """Return an item of a list as Word writes it."""
    space = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp; </span>"
    return (
        f"<p class=MsoListParagraphCxSp{part} style='margin-left:22.0pt;mso-para-margin-left:0gd;text-indent:-22.0pt;\n"
        f"mso-list:{place}'><![if !supportLists]><span lang=EN-US style='font-family:{font or 'Century'};"
        f"mso-fareast-font-family:{font or 'Century'}'><span style='mso-list:Ignore'>{sign}{space}</span></span>"
        f"<![endif]>{words}<span lang=EN-US><o:p></o:p></span></p>\n\n"
    )


def listed(*items):
    return "".join(f"<li><p>{item}</p></li>" for item in items)


# What sign each item shows, and how far its list is moved.
SIGNS = """[...document.querySelectorAll(".body-editor li")].map((item) =>
  [getComputedStyle(item).listStyleType, getComputedStyle(item.parentElement).marginInlineStart])"""


def test_lists_of_word_are_lists_without_their_signs(page, live_server):
    source = (
        word_item("項目一", "l", font="Wingdings", part="First")
        + word_item(
            "内の<b style='mso-bidi-font-weight:normal'>一</b>",
            "o",
            place="l0 level2 lfo1",
            font='"Courier New"',
        )
        + word_item("内の二", "n", place="l0 level2 lfo1", font="Wingdings")
        + word_item("項目二", "・", part="Last")
        + "<p class=MsoNormal>間の段落<o:p></o:p></p>"
        + word_item("二つ目の三", "3.", place="l1 level1 lfo2", part="First")
        + word_item("二つ目の四", "4.", place="l1 level1 lfo2", part="Last")
        + word_item("別の一", "(1)", place="l2 level1 lfo3")
    )
    inner = listed("内の<strong>一</strong>", "内の二")

    assert pasted(open_desk(page, live_server), WORD.format(source)) == [
        f"<ul><li><p>項目一</p><ul>{inner}</ul></li>{listed('項目二')}</ul>",
        "<p>間の段落</p>",
        f'<ol start="3">{listed("二つ目の三", "二つ目の四")}</ol>',
        f"<ol>{listed('別の一')}</ol>",
    ]
    assert page.evaluate(SIGNS) == [["disc", "0px"]] * 4 + [["decimal", "0px"]] * 3


def test_a_list_of_word_that_begins_deep_or_skips_a_level_loses_no_item(page, live_server):
    source = (
        word_item("deep", "a)", place="l0 level3 lfo1")
        + word_item("top", "1.")
        + word_item("third", "i.", place="l0 level3 lfo1")
        + word_item("second", "a.", place="l0 level2 lfo1")
        + "<p class=MsoNormal>1. typed by hand</p>"
    )

    assert pasted(open_desk(page, live_server), WORD.format(source)) == [
        f"<ol>{listed('deep')}</ol>",
        f"<ol><li><p>top</p><ol>{listed('third')}</ol><ol>{listed('second')}</ol></li></ol>",
        "<p>1. typed by hand</p>",
    ]


# -- notes and images of elsewhere ---------------------------------------------------------------


def public_page(client):
    """Return a passage of a public page and its list of notes, as a browser copies them."""
    source = make_edition(
        body='<p data-passage="q">2 ports<sup data-note="pub"></sup> and again<sup data-note="pub"></sup>.</p>',
        notes={"pub": "<p>1984, <em>Orwell</em>.</p>"},
    )
    page = html.fromstring(client.get(f"/en/papers/{source.paper.slug}/").content.decode())
    (passage,) = [p for p in page.iter("p") if p.text_content().startswith("2 ports")]
    (notes,) = page.find_class("endnotes")
    passage.tail = None
    return html.tostring(passage, encoding="unicode"), html.tostring(
        notes, encoding="unicode", with_tail=False
    )


def test_a_passage_of_a_public_page_brings_its_note_when_that_was_copied_too(page, live_server, client):
    passage, notes = public_page(client)
    desk = open_desk(page, live_server)
    (block,) = pasted(desk, passage + notes)
    (key, again) = re.findall(r'data-note="([^"]+)"', block)

    assert key == again
    assert block == f'<p>2 ports<sup data-note="{key}"></sup> and again<sup data-note="{key}"></sup>.</p>'
    texts = NoteText.objects.filter(footnote__paper=desk.translation.paper, footnote__key=key)
    assert texts.get().text == "<p>1984, <em>Orwell</em>.</p>"


def test_a_passage_of_a_public_page_without_its_note_says_that_the_calls_are_left_out(
    page, live_server, client
):
    passage, _notes = public_page(client)
    desk = open_desk(page, live_server)
    desk.put("ports and cables.", 17)
    desk.press("Enter")
    desk.paste(passage)

    assert desk.said() == "Calls left out, because their notes were not on the clipboard: 2."
    assert blocks(desk.save())[1][1] == "2 ports and again."


def test_an_undone_paste_leaves_no_note_and_redo_brings_it_back(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("ports and cables.", 17)
    desk.paste(FOOTNOTE)
    desk.shows_numbers("1", "2", "3")
    desk.press("Control+z")
    desk.shows_numbers("1", "2")
    assert page.locator("li.note").count() == len(NOTES)
    desk.save()
    assert NoteText.objects.count() == len(NOTES)

    desk.put("ports and cables.", 17)
    desk.paste(FOOTNOTE)
    desk.press("Control+z", "Control+Shift+z")
    desk.shows_numbers("1", "2", "3")
    desk.save()
    assert NoteText.objects.filter(text="<p>Kim, <em>Shipyards</em> (Seoul, 2020), 5.</p>").count() == 1


PASTE_FILES = """([place, files, html]) => {
  const data = new DataTransfer()
  for (const [name, type, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name, { type }))
  if (html) data.setData("text/html", html)
  document.querySelector(place).dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""


def test_a_picture_on_the_clipboard_is_uploaded_by_the_dialog_of_figures(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("speaks")
    file = ["crane.png", "image/png", list(png(6, 4))]
    copied = '<meta charset="utf-8"><img src="https://example.org/crane.png">'
    page.evaluate(PASTE_FILES, [".body-editor .ProseMirror", [file, file], copied])
    assert desk.said() == "Images left out: 1. Insert them with “Figure”."
    desk.answer("figure", alt="A crane")
    page.locator(".body-editor figure").wait_for()
    _first, figure, *_others = markup.parse(desk.save())

    assert figure[0].attrib == {"src": Image.objects.get().url, "alt": "A crane"}


def test_a_pasted_picture_that_is_none_is_refused_with_its_reason(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("speaks")
    page.evaluate(PASTE_FILES, [".body-editor .ProseMirror", [["a.png", "image/png", [37, 80, 68, 70]]], ""])
    desk.answer("figure", alt="A crane")

    expect(page.locator(".body-editor [role=status]")).to_have_text(
        "Its content is not a PNG, JPEG, GIF or WebP image."
    )
    assert page.locator(".body-editor figure").count() == 0


def test_an_abstract_says_what_it_cannot_take(page, live_server, client):
    passage, _notes = public_page(client)
    desk = open_desk(page, live_server)
    place = ".paragraph-editor .ProseMirror"
    status = page.locator(".paragraph-editor [role=status]")
    page.locator(place).click()
    words = '<p>Words<sup data-note="n1"></sup>.</p><p><img src="https://example.org/a.png"></p>'
    page.evaluate(PASTE_FILES, [place, [], words + passage])

    assert status.inner_text() == (
        "Numbers of notes left out: 3. This text takes no notes. Images left out: 1. This text takes none."
    )
    page.evaluate(PASTE_FILES, [place, [["a.png", "image/png", list(png())]], ""])
    assert status.inner_text() == "Images left out: 1. This text takes none."
    desk.save()
    assert desk.translation.abstract == "<p>Words.</p><p>2 ports and again.</p>"
