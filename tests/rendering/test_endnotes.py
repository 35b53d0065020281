"""The stored list of notes, cut where something may stand beside each."""

import pytest

from papers.document import Document, Note
from papers.rendering import cut, page


def endnotes(*notes):
    body = "".join(f'<p>x<sup data-note="{note.key}"></sup></p>' for note in notes)
    return page(Document(language="en", original_language="en", body=body, notes=tuple(notes))).endnotes


def test_each_piece_ends_behind_the_text_of_its_note():
    section = endnotes(
        Note("a", "author", "en", "<p>One.</p>"), Note("b-2", "author", "ja", "<p>二。</p><p>三。</p>")
    )

    pieces = cut(section)

    assert [key for key, _html in pieces] == ["a", "b-2", ""]
    assert pieces[0][1].startswith('<section class="endnotes content"')
    assert pieces[0][1].endswith("</p>")
    assert pieces[1][1].startswith("</li>")
    assert "三。" in pieces[1][1]
    assert pieces[2][1] == "</li></ol></section>"
    assert "".join(html for _key, html in pieces) == section


@pytest.mark.parametrize(
    "text",
    [
        '<p>&lt;li id="note-a"&gt; and &lt;/li&gt; as words.</p>',
        "<p>“</li>”</p>",
        "<ul><li><p>listed</p></li></ul>",
        "",
    ],
)
def test_no_text_of_a_note_cuts_the_list(text):
    section = endnotes(Note("a", "author", "en", text), Note("b", "author", "en", "<p>Two.</p>"))

    pieces = cut(section)

    assert [key for key, _html in pieces] == ["a", "b", ""]
    assert "".join(html for _key, html in pieces) == section


def test_without_notes_there_is_nothing_to_cut():
    assert cut("") == [("", "")]
