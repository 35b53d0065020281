"""Calls and their notes: numbers, names, ways back, and interface words in a language that the site lacks."""

import pytest
from django.utils import translation

from papers.document import Note
from papers.rendering import interface_language
from tests.rendering.pieces import PICTURE, call, ids_in, note, noteref, rendered, xpath


def test_a_call_is_a_numbered_link_that_stays_with_the_character_before_it():
    shown = rendered(f"<p>同盟{call('a')}は続く</p>", "a")

    assert shown.body == f'<p>同<span class="nb">盟{noteref("a", 1)}</span>は続く</p>'


def test_calls_are_numbered_by_reading_order_and_not_by_the_order_of_the_notes():
    shown = rendered(f"<p>一{call('z')}、二{call('m')}、三{call('a')}</p>", "a", "m", "z")

    assert xpath(shown.body, ".//a/@aria-label") == ["注1", "注2", "注3"]
    assert xpath(shown.body, ".//a/@href") == ["#note-z", "#note-m", "#note-a"]
    assert [(row["key"], row["number"]) for row in shown.notes] == [("z", 1), ("m", 2), ("a", 3)]


@pytest.mark.parametrize(("language", "label"), [("ja", "注9"), ("en", "Note 9")])
@pytest.mark.parametrize("active", ["ja", "en", "de"])
def test_the_words_are_in_the_document_s_language_whatever_language_is_active(language, label, active):
    text = "".join(f"<p>x{call(f'k{number}')}</p>" for number in range(1, 10))

    with translation.override(active):
        shown = rendered(text, *(f"k{number}" for number in range(1, 10)), language=language)
        assert translation.get_language() == active

    assert xpath(shown.body, ".//a/@aria-label")[8] == label
    assert "lang=" not in shown.body


def test_the_same_note_called_again_has_the_same_number_and_an_id_of_its_own():
    shown = rendered(f"<p>一{call('a')}二{call('b')}三{call('a')}四{call('a')}</p>", "a", "b")

    assert xpath(shown.body, ".//a/text()") == ["1", "2", "1", "1"]
    assert xpath(shown.body, ".//sup/@id") == ["call-a", "call-b", "call-a-2", "call-a-3"]
    assert [row["calls"] for row in shown.notes] == [["call-a", "call-a-2", "call-a-3"], ["call-b"]]


def test_a_key_that_looks_like_a_second_call_never_shares_an_id():
    text = f"<p>一{call('a')}二{call('a')}三{call('a-2')}四{call('a-2')}五{call('a')}</p>"

    found = xpath(rendered(text, "a", "a-2").body, ".//sup/@id")

    assert found == ["call-a", "call-a--2", "call-a-2", "call-a-2-2", "call-a-3"]


def test_adjacent_calls_stand_in_one_line_with_the_character_and_the_full_stop():
    shown = rendered(f"<p>続く{call('a')}{call('b')}。次</p>", "a", "b")

    assert shown.body == (f'<p>続<span class="nb">く{noteref("a", 1)}{noteref("b", 2)}。</span>次</p>')


@pytest.mark.parametrize(
    ("before", "after", "held"),
    [
        ("続く", "。次", "く|。"),
        ("続く", "、次", "く|、"),
        ("同盟」", "。」次", "」|。」"),
        ("同盟", "」と", "盟|」"),
        ("text", ". Next", "t|."),
        ("text”", ", next", "”|,"),
        ("か\u3099", "。次", "か\u3099|。"),  # a mark that combines is no character of its own
        ("text ", "next", "|"),  # a space before the call was written so
    ],
)
def test_a_call_holds_on_to_the_character_before_and_the_marks_after(before, after, held):
    shown = rendered(f"<p>{before}{call('a')}{after}</p>", "a")

    (holder,) = xpath(shown.body, ".//span[@class='nb']")
    assert f"{holder.xpath('string(./text()[1] | ./span)')}|{holder.find('sup').tail or ''}" == held
    assert xpath(shown.body, "string()") == f"{before}1{after}"


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("続く。{}次", '<span class="nb spaced"><span class="half">。</span>{}</span>'),
        ("「続く」{}次", '<span class="nb spaced"><span class="half">」</span>{}</span>'),
        ("「続く」{}、次", '<span class="nb"><span class="half">」</span>{}、</span>'),
        ("続く{}。次", '<span class="nb">く{}。</span>'),
    ],
)
def test_the_empty_half_of_a_mark_before_a_call_goes_behind_the_call(text, holder):
    shown = rendered(f"<p>{text.format(call('a'))}</p>", "a")

    assert holder.format(noteref("a", 1)) in shown.body


def test_inline_elements_around_a_call_keep_their_text_and_are_joined_to_it():
    shown = rendered(f"<p><strong>同盟</strong>{call('a')}<em>。次</em></p>", "a")

    assert shown.body == (
        f'<p><strong>同盟</strong>\u2060<span class="nb">{noteref("a", 1)}</span>\u2060<em>。次</em></p>'
    )


def test_a_call_at_the_beginning_of_a_paragraph_or_line_holds_on_to_nothing():
    shown = rendered(f"<p>{call('a')}文。<br>{call('b')}文</p>", "a", "b")

    assert shown.body == (
        f'<p><span class="nb">{noteref("a", 1)}</span>文。<br><span class="nb">{noteref("b", 2)}</span>文</p>'
    )


def test_a_call_without_a_note_is_a_question_mark_that_leads_nowhere():
    shown = rendered(f"<p>文{call('gone')}。次{call('a')}</p>", "a")

    assert shown.body == (
        '<p><span class="nb">文<sup class="note-call">?</sup>。</span>'
        f'<span class="nb">次{noteref("a", 1)}</span></p>'
    )
    assert [row["key"] for row in shown.notes] == ["a"]


def test_calls_in_headings_lists_tables_and_captions_are_links_too():
    body = (
        f"<h2>題{call('a')}</h2><ul><li><p>項{call('b')}</p></li></ul>"
        f"<table><caption>表{call('c')}</caption><tbody><tr><td><p>値{call('d')}</p></td></tr></tbody></table>"
        f'<figure><img src="{PICTURE}" alt="図"><figcaption>図{call("e")}<small>撮影{call("f")}</small>'
        "</figcaption></figure>"
    )

    shown = rendered(body, *"abcdef")

    assert xpath(shown.body, ".//a/text()") == ["1", "2", "3", "4", "5", "6"]
    assert len(set(ids_in(shown.body))) == len(ids_in(shown.body))


# Notes


def test_notes_are_a_section_with_links_back_named_by_their_number():
    shown = rendered(
        f"<p>一{call('a')}</p>", note("a", "<p>出典。</p>", language="ja"), original_language="en"
    )

    assert shown.endnotes == (
        '<section class="endnotes content" role="doc-endnotes" aria-labelledby="notes-heading">'
        '<h2 id="notes-heading">脚注</h2><ol><li id="note-a"><p>出典。 '
        '<a role="doc-backlink" class="backlink" href="#call-a" aria-label="本文の注1に戻る">↑</a>'
        "</p></li></ol></section>"
    )


def test_english_notes_on_an_english_page_carry_no_language():
    shown = rendered(f"<p>One{call('a')}</p>", "a", language="en")

    assert shown.endnotes == (
        '<section class="endnotes content" role="doc-endnotes" aria-labelledby="notes-heading">'
        '<h2 id="notes-heading">Notes</h2><ol><li id="note-a"><p>Source a. '
        '<a role="doc-backlink" class="backlink" href="#call-a" aria-label="Back to note 1 in the text">'
        "↑</a></p></li></ol></section>"
    )


def test_a_note_in_another_language_says_so_and_its_way_back_is_in_the_page_s():
    (item,) = xpath(rendered(f"<p>一{call('a')}</p>", "a").endnotes, ".//li")

    assert item.get("lang") == "en"
    assert [(link.get("lang"), link.get("aria-label")) for link in item.iter("a")] == [
        ("ja", "本文の注1に戻る")
    ]


def test_each_call_of_a_note_has_its_own_way_back():
    shown = rendered(f"<p>一{call('b')}二{call('a')}三{call('a')}</p>", "a", "b")

    links = xpath(shown.endnotes, ".//li[@id='note-a']//a")
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [
        ("#call-a", "本文にある注2の1か所目に戻る"),
        ("#call-a-2", "本文にある注2の2か所目に戻る"),
    ]
    assert [link.text_content() for link in links] == ["↑1", "↑2"]
    assert {link.get("href")[1:] for link in links} <= set(ids_in(shown.body))


def test_the_way_back_stands_at_the_end_of_the_last_paragraph_of_a_note():
    long = note("a", "<p>一。</p><p>二<em>三</em></p>", language="ja")

    shown = rendered(f"<p>文{call('a')}</p>", long)

    first, last = xpath(shown.endnotes, ".//li/p")
    assert (first.text_content(), last.text_content()) == ("一。", "二三 ↑")


@pytest.mark.parametrize(
    ("kind", "language", "label"),
    [
        ("translator", "ja", "訳注"),
        ("editor", "ja", "編注"),
        ("translator", "en", "Translator’s note"),
        ("editor", "en", "Editor’s note"),
    ],
)
def test_a_note_that_is_not_the_author_s_begins_with_whose_it_is(kind, language, label):
    given = note("a", "<p>Text <em>here</em>.</p>", kind=kind, language=language)

    (paragraph,) = xpath(rendered(f"<p>x{call('a')}</p>", given, language=language).endnotes, ".//li/p")

    assert paragraph.text_content() == f"{label} Text here. ↑"
    assert [(mark.text, mark.get("lang")) for mark in paragraph.find_class("note-kind")] == [(label, None)]


def test_the_kind_of_a_foreign_note_is_in_the_page_s_language():
    (mark,) = xpath(
        rendered(f"<p>x{call('a')}</p>", note("a", kind="translator")).endnotes, ".//*[@class='note-kind']"
    )

    assert (mark.text, mark.get("lang")) == ("訳注", "ja")


def test_a_note_that_nothing_calls_comes_last_and_leads_nowhere():
    shown = rendered(f"<p>文{call('b')}</p>", "a", "b", "c")

    assert [(row["key"], row["number"], row["calls"]) for row in shown.notes] == [
        ("b", 1, ["call-b"]),
        ("a", 2, []),
        ("c", 3, []),
    ]
    assert xpath(shown.endnotes, ".//li/@id") == ["note-b", "note-a", "note-c"]
    assert xpath(shown.endnotes, ".//a/@href") == ["#call-b"]


def test_a_text_without_notes_has_no_section_of_notes():
    shown = rendered("<p>文。</p>")

    assert (shown.endnotes, shown.notes) == ("", [])


def test_a_note_without_any_text_still_stands_and_leads_back():
    shown = rendered(f"<p>文{call('a')}</p>", Note(key="a", kind="author", language="ja", html=""))

    assert xpath(shown.endnotes, "string(.//li)") == " ↑"


def test_three_hundred_notes_are_numbered_and_linked_both_ways():
    keys = [f"n{number}" for number in range(300)]

    shown = rendered("".join(f"<p>文{call(key)}。</p>" for key in keys), *reversed(keys))

    assert xpath(shown.body, ".//a/@aria-label") == [f"注{number}" for number in range(1, 301)]
    assert xpath(shown.endnotes, ".//li/@id") == [f"note-{key}" for key in keys]
    assert [f"#{name}" for name in xpath(shown.body, ".//sup/@id")] == xpath(shown.endnotes, ".//a/@href")


# A language whose interface texts the site does not have


def test_interface_words_are_english_and_say_so_where_the_site_has_none_in_the_language():
    shown = rendered(
        f"<h2>항만</h2><p>항만{call('a')}.</p><table><tbody><tr><td><p>값</p></td></tr></tbody></table>",
        note("a", "<p>출처.</p>", kind="translator", language="ko"),
        language="ko",
    )

    assert interface_language("ko") == "en"
    assert shown.body == (
        '<h2 id="section-1">항만</h2>\n'
        '<p>항<span class="nb">만<sup class="note-call" id="call-a"><a role="doc-noteref" href="#note-a" '
        'lang="en" aria-label="Note 1">1</a></sup>.</span></p>\n'
        '<div class="table" role="region" tabindex="0" aria-label="Table 1" lang="en">'
        '<table lang="ko"><tbody><tr><td><p>값</p></td></tr></tbody></table></div>'
    )
    assert shown.endnotes == (
        '<section class="endnotes content" role="doc-endnotes" aria-labelledby="notes-heading">'
        '<h2 id="notes-heading" lang="en">Notes</h2><ol><li id="note-a"><p>'
        '<span class="note-kind" lang="en">Translator’s note</span> 출처. '
        '<a role="doc-backlink" class="backlink" lang="en" href="#call-a" '
        'aria-label="Back to note 1 in the text">↑</a></p></li></ol></section>'
    )


def test_an_english_note_there_needs_no_language_for_its_english_words():
    (item,) = xpath(rendered(f"<p>항만{call('a')}</p>", note("a"), language="ko").endnotes, ".//li")

    assert item.get("lang") == "en"
    assert [link.get("lang") for link in item.iter("a")] == [None]
