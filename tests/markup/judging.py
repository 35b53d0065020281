"""What every cleaned body must be, seen by another parser than ours."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import nh3

from papers import markup
from papers.markup import declaration
from papers.markup.characters import legal, visible

SAMPLES = Path(__file__).parent.parent / "samples" / "markup"
OURS = f"/media/{'0123456789abcdef' * 4}.png"
EMPTY = frozenset({"br", "img"})


class Seen(HTMLParser):
    """What another parser than ours finds in a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.odd: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.odd.append(data)

    handle_decl = unknown_decl = handle_pi = handle_comment


def allowed(tag, attribute):
    if attribute == markup.PASSAGE:
        return tag in markup.BLOCKS
    if attribute == markup.CALL:
        return tag == "sup"
    if tag in markup.MARKS:
        return attribute == markup.MARKS[tag].attribute
    return attribute in markup.ELEMENTS[tag].attributes


def assert_harmless(html):
    """Nothing but declared elements with declared attributes, addresses that only lead to pages or mail."""
    seen = Seen(html)
    assert seen.odd == []
    for tag, attributes in seen.tags:
        assert tag in markup.ELEMENTS or tag in markup.MARKS
        assert all(allowed(tag, attribute) for attribute in attributes)
        assert re.match(r"https?://|mailto:", attributes.get("href", "http://"), re.IGNORECASE)
        assert markup.SRC.fullmatch(attributes.get("src", OURS))


def as_a_browser_reads(html):
    """The same HTML after a parser of the HTML Standard has read it."""
    tags = {*markup.ELEMENTS, *markup.MARKS}
    names = {
        "href",
        "lang",
        "start",
        "scope",
        "colspan",
        "rowspan",
        "src",
        "alt",
        markup.PASSAGE,
        markup.CALL,
    }
    return nh3.clean(
        html, tags=tags, attributes={"*": names}, link_rel=None, url_schemes={"http", "https", "mailto"}
    )


def stands(parent, child):
    """Whether the declaration lets the child stand in the parent, in its place."""
    name = str(child.tag)
    if name == "sup" and child.get(markup.CALL):
        return "call" in parent.holds and not len(child) and not child.text
    return name in parent.holds


def assert_canonical(html):
    """Every element stands where the declaration lets it, marks nest in order, nothing is empty or doubled."""
    body = markup.parse(html)
    assert_holds(body, markup.ELEMENTS["body"])
    for element in body.iter():
        if element.tag in (
            "p",
            "h2",
            "h3",
            "h4",
            "caption",
            "figcaption",
        ) and element.getparent().tag not in ("td", "th"):
            assert markup.outer(element) != f"<{element.tag}></{element.tag}>"
    for block in body.iterfind(".//*[@data-passage]"):
        assert block.getparent() is body


def assert_holds(element, declared):
    mark_order = list(markup.MARKS)
    assert "text" in declared.holds or not (element.text or "").strip(), markup.outer(element)
    for child in element:
        assert "text" in declared.holds or not (child.tail or "").strip()
        assert stands(declared, child), (element.tag, child.tag)
        if child.tag in markup.ELEMENTS:
            assert_holds(child, markup.ELEMENTS[child.tag])
        elif not child.get(markup.CALL):
            inner = (*mark_order[mark_order.index(child.tag) + 1 :], "text", "br", "ruby")
            assert len(child) or child.text
            assert_holds(child, declaration.Element(inner))


def assert_clean(found):
    """Cleaning gives canonical, harmless HTML that every parser reads alike and that stays as it is."""
    clean = markup.clean(found)
    assert_harmless(clean)
    assert_canonical(clean)
    assert markup.clean(clean) == clean
    assert markup.serialise(markup.parse(clean)) == clean
    assert as_a_browser_reads(clean) == clean
    note = markup.clean_note(found)
    assert markup.clean_note(note) == note
    assert markup.clean(note) == note
    return clean


def seen(text):
    """What is visible of a text, whatever its order."""
    return Counter(char for char in legal(text) if visible(char))
