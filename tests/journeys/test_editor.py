"""The editor keeps everything: what is opened and saved is the same, and each edit changes what it touches alone."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from papers import markup, media
from papers.models import NoteText
from tests.factories import make_paper, make_translation
from tests.journeys.desk import BODY, EDITOR, FIRST, NOTES, SECOND, THIRD, blocks, open_desk
from tests.word import png

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(editor_page):
    return editor_page


def open_translation(page, live_server, body):
    """Open the Japanese edition, with this body, of a paper whose English original has BODY and NOTES."""
    paper = make_paper()
    make_translation(paper, "en", body=BODY, notes=NOTES)
    return open_desk(page, live_server, body=body, notes={}, language="ja", paper=paper)


# -- untouched, and one character ------------------------------------------------------------


@pytest.fixture
def everything():
    """A body with every construct that the declaration allows."""
    image = media.keep(media.read(png(4, 3)))
    pieces = [
        "<h2>Heading <em>of</em> a section</h2>",
        "<h3>Lower</h3>",
        "<h4>Lowest</h4>",
        '<p>Text with <a href="https://example.org/a?b=1&amp;c=2">a <strong>strong</strong> link</a>, '
        '<span lang="ja">日本語<ruby>防衛<rt>ぼうえい</rt></ruby></span>, H<sub>2</sub>O, 10<sup>2</sup>, '
        "a line<br>break, &nbsp;a hard space, &lt;b&gt; &amp; “quotes”.</p>",
        '<p>Calls:<sup data-note="n1"></sup> twice<sup data-note="n1"></sup><sup data-note="n2"></sup>.</p>',
        "<blockquote><p>Quoted.</p><ul><li><p>In a list</p></li></ul></blockquote>",
        "<ul><li><p>One</p><ol><li><p>Inner</p></li></ol></li><li><blockquote><p>Q</p></blockquote></li></ul>",
        '<ol start="4"><li><p>Four</p></li><li><ul><li><p>Bare list</p></li></ul></li></ol>',
        '<table><caption>Table 1. <em>Yards</em><sup data-note="n2"></sup></caption><tbody><tr><th scope="col"><p>Year</p>'
        '</th><th scope="col" colspan="2"><p>Yards</p></th></tr><tr><th scope="row" rowspan="2"><p>2024</p></th>'
        "<td><p>12</p></td><td><p></p></td></tr><tr><td><p>A</p><p>B</p></td><td><ul><li><p>C</p></li></ul></td></tr>"
        "</tbody></table>",
        f'<figure><img src="{image.url}" alt="Two “yards” &amp; a crane"><figcaption>Figure 1. <em>Yards</em>'
        "<small>Drawing: <strong>authors</strong></small></figcaption></figure>",
        f'<figure><img src="{image.url}" alt="Bare"></figure>',
    ]
    named = (
        re.sub(r"^<(\w+)", rf'<\1 data-passage="p{number}"', piece) for number, piece in enumerate(pieces)
    )
    body = "".join(named)
    assert markup.clean(body) == body
    return body


def test_every_construct_opened_and_saved_untouched_is_the_same(page, live_server, everything):
    desk = open_desk(page, live_server, body=everything)

    assert desk.save() == everything


def test_every_construct_comes_out_of_the_editor_as_it_went_in(page, live_server, everything):
    open_desk(page, live_server, body=everything)

    assert markup.clean(page.evaluate(f"{EDITOR}.getHTML()")) == everything


def test_after_one_typed_character_one_passage_differs(page, live_server, everything):
    desk = open_desk(page, live_server, body=everything)
    desk.put("Text with")
    desk.type("X")
    before, after = blocks(everything), blocks(desk.save())

    assert [new for old, new in zip(before, after, strict=True) if old != new] == [("p3", "X" + before[3][1])]
    html = [markup.outer(block) for block in markup.parse(desk.translation.body)]
    assert [
        old for old, new in zip(map(markup.outer, markup.parse(everything)), html, strict=True) if old != new
    ] == [markup.outer(markup.parse(everything)[3])]


def test_a_list_of_passage_ids_survives_in_a_translation(page, live_server):
    merged = '<p data-passage="aa bb">一つの段落<sup data-note="n1"></sup>にまとめた。</p>'
    desk = open_translation(page, live_server, merged)
    desk.put("一つ")
    desk.type("、")

    assert blocks(desk.save()) == [("aa bb", "、一つの段落にまとめた。")]


# -- Enter, Backspace, cut, paste, drag, undo --------------------------------------------------


def test_enter_in_the_middle_leaves_the_id_on_the_first_half(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("speaks of", 10)
    desk.press("Enter")
    (first, words), (second, rest), *others = blocks(desk.save())

    assert (first, words, rest) == ("aa", "The first passage speaks of", "ports and cables.")
    assert second not in ("", "aa", "bb", "cc")
    assert desk.translation.lineage == {second: "aa"}
    assert [name for name, _text in others] == ["bb", "cc"]


def test_enter_in_the_middle_of_a_translation_leaves_the_list_on_both_halves(page, live_server):
    desk = open_translation(
        page,
        live_server,
        '<p data-passage="aa bb">前半の文章。後半の文章。</p>',
    )
    desk.put("後半")
    desk.press("Enter")

    assert blocks(desk.save()) == [("aa bb", "前半の文章。"), ("aa bb", "後半の文章。")]


def test_enter_at_the_end_begins_a_passage_of_its_own(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("ports and cables.", 17)
    desk.press("Enter")
    desk.type("Something entirely new.")
    (first, _), (new, words), *others = blocks(desk.save())

    assert (first, words) == ("aa", "Something entirely new.")
    assert new not in ("", "aa", "bb", "cc")
    assert desk.translation.lineage == {}
    assert [name for name, _text in others] == ["bb", "cc"]


def test_backspace_across_a_border_keeps_the_first_id_and_says_where_the_other_went(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("The second")
    desk.press("Backspace")
    body = desk.save()

    assert blocks(body)[0] == (
        "aa",
        "The first passage speaks of ports and cables.The second passage has a call in its midst.",
    )
    assert [name for name, _text in blocks(body)] == ["aa", "cc"]
    assert desk.translation.lineage == {"bb": "aa"}


def test_backspace_across_a_border_of_a_translation_unites_the_lists(page, live_server):
    desk = open_translation(
        page,
        live_server,
        '<p data-passage="aa">港湾についての段落である。</p>'
        '<p data-passage="bb">海底ケーブルについての段落である。</p>',
    )
    desk.put("海底")
    desk.press("Backspace")

    assert blocks(desk.save()) == [("aa bb", "港湾についての段落である。海底ケーブルについての段落である。")]


def select_block(desk, number):
    """Select a whole block as a node."""
    desk.page.evaluate(
        """(number) => { let position = 0; const { editor } = document.querySelector('.body-editor')
        for (let n = 0; n < number; n++) position += editor.state.doc.child(n).nodeSize
        editor.view.focus(); editor.commands.setNodeSelection(position) }""",
        number,
    )


def put_behind_block(desk, number):
    """Put the cursor at the end of a block."""
    desk.page.evaluate(
        """(number) => { let end = -1; const { editor } = document.querySelector('.body-editor')
        for (let n = 0; n <= number; n++) end += editor.state.doc.child(n).nodeSize
        editor.view.focus(); editor.commands.setTextSelection(end) }""",
        number,
    )


def test_a_block_cut_and_pasted_elsewhere_keeps_its_id(page, live_server):
    desk = open_desk(page, live_server)
    select_block(desk, 0)
    desk.cut()
    put_behind_block(desk, 1)
    desk.press("Control+v")

    assert sorted(blocks(desk.save())) == sorted(blocks(BODY))
    assert blocks(desk.translation.body)[0][0] == "bb"
    assert desk.translation.lineage == {}


def test_a_copied_block_is_a_new_passage_and_calls_the_same_note(page, live_server):
    desk = open_desk(page, live_server)
    select_block(desk, 1)
    desk.copy()
    put_behind_block(desk, 2)
    desk.press("Control+v")
    names = [name for name, _text in blocks(desk.save())]

    assert names[:3] == ["aa", "bb", "cc"]
    assert names[3] not in ("", "aa", "bb", "cc")
    assert desk.translation.body.count('<sup data-note="n1"></sup>') == 2
    assert NoteText.objects.count() == 2


def test_a_block_pasted_from_another_paper_brings_a_copy_of_its_note(page, live_server):
    other = open_desk(page, live_server, notes={"n1": "<p>Theirs, <em>Far</em>.</p>", "n2": "<p>x</p>"})
    select_block(other, 1)
    other.copy()
    desk = open_desk(page, live_server)
    put_behind_block(desk, 2)
    desk.press("Control+v")

    assert desk.said() == "Notes that came along as new notes: 1."
    desk.shows_numbers("1", "2", "3")
    name, _text = blocks(desk.save())[3]
    assert name not in ("", "aa", "bb", "cc")
    key = re.findall(r'data-note="([^"]+)"', desk.translation.body)[2]
    assert key not in NOTES
    texts = NoteText.objects.filter(footnote__paper=desk.translation.paper)
    assert dict(texts.values_list("footnote__key", "text")) == {**NOTES, key: "<p>Theirs, <em>Far</em>.</p>"}


def test_a_call_whose_note_is_not_on_the_clipboard_is_left_out_and_the_paste_says_so(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("ports")
    desk.paste('<p>pasted<sup data-note="zz"></sup> words </p>')

    assert desk.said() == "Calls left out, because their notes were not on the clipboard: 1."
    assert 'data-note="zz"' not in desk.save()


def test_a_dragged_block_keeps_its_id(page, live_server):
    desk = open_desk(page, live_server)
    select_block(desk, 2)
    last, first = (page.locator(".body-editor .ProseMirror > p").nth(place) for place in (2, 0))
    source, target = last.bounding_box(), first.bounding_box()
    page.mouse.move(source["x"] + 60, source["y"] + source["height"] / 2)
    page.mouse.down()
    page.mouse.move(target["x"] + 40, target["y"] + 6, steps=8)
    page.mouse.move(target["x"] + 4, target["y"] + 1, steps=4)
    page.mouse.up()

    assert [name for name, _text in blocks(desk.save())] == ["cc", "aa", "bb"]
    desk.shows_numbers("1", "2")


def test_undo_and_redo_bring_back_calls_and_ids(page, live_server):
    desk = open_desk(page, live_server)
    page.evaluate(f"{EDITOR}.chain().focus().selectAll().run()")
    desk.press("Delete")
    desk.press("Control+z")

    assert page.evaluate(f"{EDITOR}.getHTML()") == BODY
    desk.press("Control+Shift+z", "Control+z")
    assert desk.save() == BODY


# -- notes ------------------------------------------------------------------------------------


def test_numbers_are_right_while_typing(page, live_server):
    desk = open_desk(page, live_server)
    desk.shows_numbers("1", "2")
    desk.put("speaks")
    desk.do("note")
    page.locator(".note .ProseMirror:focus").wait_for()
    desk.type("A new note.")

    desk.shows_numbers("1", "2", "3")
    listed = page.locator(".notes-called .note-number").all_inner_texts()
    assert listed == ["1", "2", "3"]
    body = desk.save()
    key = re.findall(r'data-note="([^"]+)"', body)[0]
    assert NoteText.objects.get(footnote__key=key).text == "<p>A new note.</p>"


def test_an_existing_note_is_called_again_with_its_number(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("ends the")
    desk.do("call")
    desk.answer("call", key="n1")

    desk.shows_numbers("1", "1", "2")
    assert desk.save().count('data-note="n1"') == 2


def test_the_text_of_a_note_is_edited_in_place(page, live_server):
    desk = open_desk(page, live_server)
    page.locator(".note[data-key='n2'] .ProseMirror").click()
    desk.press("End")
    desk.type(" Added.")
    desk.save()

    assert NoteText.objects.get(footnote__key="n2").text == "<p>Lee, “Cables,” 3. Added.</p>"
    assert desk.translation.body == BODY


def test_a_call_is_deleted_as_a_whole_and_its_note_stays(page, live_server):
    desk = open_desk(page, live_server)
    desk.put(" in its midst")
    desk.press("Backspace")

    desk.shows_numbers("1")
    assert page.locator(".notes-uncalled .note").count() == 1
    assert 'data-note="n1"' not in desk.save()
    assert NoteText.objects.filter(footnote__key="n1").exists()


def test_enter_on_a_call_goes_to_its_note_and_escape_back(page, live_server):
    desk = open_desk(page, live_server)
    desk.put(" in its midst")
    desk.press("ArrowLeft", "Enter")

    page.locator(".note[data-key=n1] .ProseMirror:focus").wait_for()
    desk.press("Escape")
    page.locator(".body-editor .ProseMirror:focus").wait_for()
    assert page.evaluate(f"{EDITOR}.state.selection.node?.attrs.key") == "n1"


def test_a_new_note_that_is_taken_back_is_not_stored(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("speaks")
    desk.do("note")
    page.locator(".note .ProseMirror:focus").wait_for()
    desk.type("Words.")
    page.locator(".note:focus-within .note-remove-call").click()
    desk.shows_numbers("1", "2")
    page.locator(".body-editor .ProseMirror:focus").wait_for()

    assert page.locator(".notes-uncalled .note").count() == 0
    desk.save()
    assert NoteText.objects.count() == len(NOTES)


# -- tables, figures, links, languages, ruby ----------------------------------------------------


def test_a_table_is_made_with_header_cells_and_a_caption(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("ports and cables.", 17)
    desk.press("Enter")
    desk.do("table")
    desk.answer("table", rows="2", columns="2", header=True)
    page.locator(".body-editor caption").click()
    desk.type("Yards")
    desk.press("Tab")
    page.locator(".body-editor th").first.click()
    for words in ("Year", "Number", "2024", "12"):
        desk.type(words)
        desk.press("Tab")
    page.locator(".body-editor td").last.click()
    desk.do("deleteRow")
    table = next(block for block in markup.parse(desk.save()) if block.tag == "table")
    table.attrib.pop("data-passage")

    assert markup.outer(table) == (
        '<table><caption>Yards</caption><tbody><tr><th scope="col"><p>Year</p></th>'
        '<th scope="col"><p>Number</p></th></tr><tr><td><p>2024</p></td><td><p>12</p></td></tr></tbody></table>'
    )


def test_a_table_goes_behind_the_paragraph_and_the_cursor_into_its_first_cell(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("speaks")
    desk.do("table")
    desk.answer("table", rows="1", columns="2", header=False)
    desk.type("Year")
    first, table, *others = markup.parse(desk.save())
    table.attrib.pop("data-passage")

    assert [markup.outer(block) for block in (first, *others)] == [FIRST, SECOND, THIRD]
    assert markup.outer(table) == (
        "<table><tbody><tr><td><p>Year</p></td><td><p></p></td></tr></tbody></table>"
    )


def test_a_figure_goes_behind_the_paragraph_and_is_found_by_name_or_further_down(page, live_server):
    images = [media.keep(media.read(png(width, 1)), f"{width}.png") for width in range(1, 27)]
    desk = open_desk(page, live_server)
    desk.put("speaks")
    desk.do("figure")
    dialog = page.locator("dialog[data-ask='figure']")
    offered = dialog.locator(".pictures img")
    expect(offered).to_have_count(24)
    dialog.get_by_role("button", name="More images").press("Enter")
    expect(offered).to_have_count(26)
    assert page.evaluate("document.activeElement.value") == images[1].url
    page.keyboard.press("Space")
    dialog.get_by_role("searchbox").fill("26.p")
    desk.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("Images found: 1.")
    expect(offered).to_have_count(2)
    assert dialog.locator(":checked").get_attribute("value") == images[1].url
    desk.answer("figure", alt="A crane")
    first, figure, *others = markup.parse(desk.save())

    assert [markup.outer(block) for block in (first, *others)] == [FIRST, SECOND, THIRD]
    assert figure[0].attrib == {"src": images[1].url, "alt": "A crane"}


def test_the_words_of_a_figure_are_changed_though_its_picture_is_not_among_those_shown(page, live_server):
    image = media.keep(media.read(png(30, 1)))
    for width in range(1, 25):
        media.keep(media.read(png(width, 1)))
    desk = open_desk(
        page, live_server, body=f'<figure data-passage="f"><img src="{image.url}" alt="A"></figure>'
    )
    page.evaluate(f"{EDITOR}.chain().focus().setNodeSelection(0).run()")
    desk.do("figure")
    desk.answer("figure", alt="B")

    assert desk.save() == f'<figure data-passage="f"><img src="{image.url}" alt="B"></figure>'


def test_a_figure_is_uploaded_with_its_words(page, live_server, tmp_path):
    path = tmp_path / "crane.png"
    path.write_bytes(png(6, 4))
    desk = open_desk(page, live_server)
    desk.put("ports and cables.", 17)
    desk.press("Enter")
    desk.do("figure")
    desk.answer("figure", file=path, alt="A crane")
    page.locator(".body-editor figcaption .figure-text").click()
    desk.type("A crane at work.")
    page.locator(".body-editor figcaption small").click()
    desk.type("Photo: A.")
    figure = next(block for block in markup.parse(desk.save()) if block.tag == "figure")
    figure.attrib.pop("data-passage")

    assert re.sub(r"[0-9a-f]{64}", "DIGEST", markup.outer(figure)) == (
        '<figure><img src="/media/DIGEST.png" alt="A crane"><figcaption>A crane at work.<small>Photo: A.</small>'
        "</figcaption></figure>"
    )


def test_a_figure_that_cannot_be_sent_is_said_to_be_unsent(page, live_server, tmp_path):
    path = tmp_path / "crane.png"
    path.write_bytes(png(6, 4))
    desk = open_desk(page, live_server)
    desk.put("ports and cables.", 17)
    Session.objects.all().delete()
    desk.do("figure")
    desk.answer("figure", file=path, alt="A crane")

    expect(page.locator(".body-editor [role=status]")).to_contain_text("The image was not stored")
    assert page.locator(".body-editor figure").count() == 0


@pytest.mark.parametrize(
    ("keys", "dialog", "answers", "html"),
    [
        ("Control+k", "link", {"href": "https://example.org/"}, '<a href="https://example.org/">ports</a>'),
        ("Control+Alt+l", "language", {"lang": "nl"}, '<span lang="nl">ports</span>'),
        ("Control+Alt+r", "ruby", {"reading": "pōts"}, "<ruby>ports<rt>pōts</rt></ruby>"),
        ("Control+b", None, {}, "<strong>ports</strong>"),
        ("Control+i", None, {}, "<em>ports</em>"),
    ],
)
def test_marks_are_set_from_the_keyboard(page, live_server, keys, dialog, answers, html):
    desk = open_desk(page, live_server)
    desk.put("ports", 0, 5)
    desk.press(keys)
    if dialog:
        desk.answer(dialog, **answers)

    assert FIRST.replace("ports", html) in desk.save()


def test_escape_goes_from_the_toolbar_back_to_where_one_wrote(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("ports")
    desk.press("Alt+F10", "ArrowRight", "Escape")
    desk.type("old ")

    assert FIRST.replace("ports", "old ports") in desk.save()


def test_the_toolbar_is_one_stop_and_its_arrows_walk(page, live_server):
    desk = open_desk(page, live_server)
    desk.put("ports", 0, 5)
    desk.press("Alt+F10")
    assert page.evaluate("document.activeElement.dataset.do") == "paragraph"
    desk.press("ArrowRight", "Enter")

    assert '<h2 data-passage="aa">' in desk.save()
