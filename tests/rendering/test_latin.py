"""What is Latin within a Japanese text."""

import pytest

from tests.rendering.pieces import call, note, noteref, rendered, xpath


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "（https://a.example/b-c.pdf、2024年）",
            '（<span class="url">https://a.example/b-c.pdf</span>、2024年）',
        ),
        ("See http://a.example/b.", 'See <span class="url">http://a.example/b</span>.'),
        (
            "https://a.example/x、https://b.example/y。",
            '<span class="url">https://a.example/x</span>、<span class="url">https://b.example/y</span>。',
        ),
        (
            '<a href="https://a.example/">https://a.example/</a>と<em>https://b.example/</em> https://c.example/',
            '<a href="https://a.example/"><span class="url">https://a.example/</span></a>と'
            '<em class="latin"><span class="url">https://b.example/</span></em> '
            '<span class="url">https://c.example/</span>',
        ),
        ("https:// と http", "https:// と http"),
    ],
)
def test_an_address_is_marked_wherever_text_is_read(text, shown):
    given = note("a", f"<p>{text}</p>", language="ja")

    page = rendered(f"<p>{text} 注{call('a')}</p>", given, abstract=f"<p>{text}</p>")

    assert page.abstract == f"<p>{shown}</p>"
    assert page.notes[0]["html"] == f"<p>{shown}</p>"
    assert shown in page.body
    assert shown in page.endnotes
    assert [html for _ids, html in page.passages] == [page.body.replace('id="call', 'id="ja-call')]


def test_an_address_and_its_call_stay_together():
    shown = rendered(f"<p>見よ https://a.example/{call('a')}。</p>", "a")

    assert shown.body == (
        '<p>見よ <span class="url">https://a.example/</span>\u2060'
        f'<span class="nb">{noteref("a", 1)}。</span></p>'
    )


@pytest.mark.parametrize(
    ("language", "text", "is_latin"),
    [
        ("ja", "<em>The Art of War</em>", True),
        ("ja", "<em>孫子</em>", False),
        ("ja", "<em>NATOの拡大</em>", False),
        ("ja", "<em>100</em>", False),
        ("ja", '<em lang="en">War</em>', False),
        ("ja", '<span lang="en"><em>War</em></span>', False),
        ("ko", "<em>War</em>", True),
        ("ko", "<em>전쟁</em>", False),
        ("en", "<em>War</em>", False),
        ("en", '<span lang="ja"><em>War</em></span>', True),
    ],
)
def test_a_stressed_latin_title_is_marked_where_the_language_has_no_italics(language, text, is_latin):
    page = rendered(
        f"<p>{text}{call('a')}</p>", note("a", f"<p>{text}</p>", language=language), language=language
    )

    for html in (page.body, page.endnotes, page.notes[0]["html"]):
        assert [em.get("class") for em in xpath(html, ".//em")] == ["latin" if is_latin else None]
