"""Whatever a file holds, no word of it is lost unsaid: it is in the manuscript, or in the report."""

import itertools
import re
from collections.abc import Callable, Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from papers import footnotes, markup
from papers.importing import Manuscript
from tests.manuscripts import read
from tests.word import (
    b,
    bookmark,
    call,
    cell,
    deleted,
    document,
    field,
    inserted,
    note,
    p,
    r,
    row,
    ruby,
    table,
    text_box,
)

MARKDOWN = """%|%。|# %|## %|- %↵- %|1. %↵2. %|> %|%[^1]|[^1]: %↵↵    %|[^9]: %|*%* **%** ~~%~~|![%](x.png)
[%](x.pdf)|```↵%↵```|%↵:   %|<div>%</div>|<u>%</u>|<!-- % -->|^[%]|A. %|【%】|要旨|## 脚注|[1] %|%[1]|`%`|$%$"""
HTML = """<p>%</p>|<p>%。</p>|<h1>%</h1>|<h2>%</h2>|<div>%</div>|%|<ul><li>%<li>%</ul>|<blockquote>%<p>%</blockquote>
<table><caption>%</caption><tr><td>%<th>%</table>|<figure><img src=x><figcaption>%</figcaption></figure>
<header>%</header>|<footer>%</footer>|<nav>%</nav>|<aside>%</aside>|<form>%</form>|<button>%</button>|<u>%</u>
<dl><dt>%<dd>%</dl>|<pre>%↵%</pre>|<details><summary>%</summary>%</details>|<p>%<a href='#fn1'>1</a>
<ol class=footnotes><li id=fn1>%</ol>|<p class=author>%</p>|<p class=date>%</p>|<p class=title>%</p>
<div class=abstract>%</div>|<svg><text>%</text></svg>|<math><mi>%</mi></math>|<textarea>%</textarea>
<ruby>%<rt>%</ruby>|<p hidden>%</p>|<a href='x.pdf'>%</a>|<p>1. %</p>|<p>注</p>|<p>【%】</p>|<p>[1] %</p>
<section role=doc-endnotes><p id=fn2>%</p></section>|<sup>%</sup>|<p>%<br>%</p>"""
PLAIN = """%|%。|・%|- %|1. %|[1] %|%。[1]|注|要旨|【%】|* %||%、%|山田 太郎|「%」|(2025/06/27)"""


def pieces(text: str) -> list[str]:
    return [piece.replace("↵", "\n") for line in text.splitlines() for piece in line.split("|")]


def words() -> Iterator[str]:
    return (f"語{number}番" for number in itertools.count(1000))


def filled(chosen: list[str], between: str) -> str:
    supply = words()
    return re.sub("%", lambda _: next(supply), between.join(chosen))


def said(manuscript: Manuscript) -> str:
    """Return everything that reading gives back, in the manuscript or in its report."""
    around = manuscript.furniture
    parts = [manuscript.title, manuscript.subtitle, *manuscript.authors, manuscript.abstract, manuscript.body]
    parts += [found.html for found in manuscript.notes]
    parts += [around.notice_title, around.notice_html, around.series_name, *around.other_titles.values()]
    parts += [
        *manuscript.affiliations.values(),
        *(remark.html for remark in manuscript.starred),
        *(entry.where for entry in manuscript.not_kept),
    ]
    return re.sub(r"<[^>]*>", "", "\n".join(parts))


def check(manuscript: Manuscript, source: str) -> None:
    assert markup.clean(manuscript.body) == manuscript.body
    # A file whose proof fails is not stored: there, every mismatch is named, not every word.
    if manuscript.proof.holds:
        assert set(footnotes.keys(manuscript.body)) == {found.key for found in manuscript.notes}
        assert [word for word in re.findall(r"語\d+番", source) if word not in said(manuscript)] == []


def some(text: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(pieces(text)), min_size=1, max_size=12)


@settings(deadline=None, max_examples=150)
@given(some(PLAIN))
def test_no_word_of_a_plain_text_is_lost(chosen):
    source = filled([*chosen, "%。"], "\n")

    check(read("a.txt", source), source)


@settings(deadline=None, max_examples=150)
@given(some(HTML))
def test_no_word_of_a_page_is_lost(chosen):
    source = filled([*chosen, "<p>%。"], "\n")

    check(read("a.html", source), source)


@settings(deadline=None, max_examples=25)
@given(some(MARKDOWN))
def test_no_word_of_a_markdown_file_is_lost(chosen):
    source = filled([*chosen, "%。"], "\n\n")

    check(read("a.md", source), source)


PARTS: list[Callable[[Iterator[str]], str]] = [
    lambda w: p(r(next(w) + "である。")),
    lambda w: p(r(next(w)), style="1"),
    lambda w: p(r(next(w)), style="a3"),
    lambda w: p(r(next(w)), style="ab"),
    lambda w: p(b(next(w))),
    lambda w: p(r(next(w)), call(1)),
    lambda w: p(r(next(w)), bookmark("_Ref1", call(1)), field("NOTEREF _Ref1", r("1"))),
    lambda w: p(r(next(w)), field("ADDIN ZOTERO_ITEM", r(next(w)))),
    lambda w: p(r(next(w)), field("TOC", r(next(w)))),
    lambda w: p(field('HYPERLINK "https://e.org"', r(next(w)))),
    lambda w: p(text_box(p(r(next(w))), p(r(next(w)))), r(next(w))),
    lambda w: table(row(cell(next(w)), cell(next(w))), row(cell(next(w)), cell(next(w)))),
    lambda w: table(row(f"<w:tc>{table(row(cell(next(w))))}{p(r(next(w)))}</w:tc>")),
    lambda w: p(inserted(r(next(w))), deleted(next(w))),
    lambda w: p(ruby(next(w), next(w))),
    lambda w: p(r(next(w), "<w:vanish/>"), r(next(w), "<w:smallCaps/>")),
    lambda w: f"<w:sdt><w:sdtContent>{p(r(next(w)))}</w:sdtContent></w:sdt>",
    lambda w: f"<w:customXml>{p('<w:smartTag>', r(next(w)), '</w:smartTag>')}</w:customXml>",
    lambda w: p(r(next(w)), properties='<w:ind w:left="840"/>'),
    lambda w: p(r(next(w)), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    lambda w: p(r(f"【{next(w)}】")),
]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=12))
def test_no_word_of_a_word_document_is_lost(chosen):
    supply = words()
    body = [make(supply) for make in chosen]
    noted = next(supply)
    data = document(*body, footnotes={1: note(r(noted))})

    check(read("a.docx", data), "".join(body) + noted)
