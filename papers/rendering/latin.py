"""What is Latin in a text: web addresses, which may break anywhere, and stressed titles, which take italics."""

import re

from lxml import etree

from papers import markup
from papers.rendering.calls import parent_of

ADDRESS = re.compile(r"https?://[!-~]+")
# What closes the sentence or the bracket around an address is no part of it.
CLOSING = ".,;:!?'\")]}>"
# Languages that stress their own words otherwise than by italics, and the letters of those words.
UPRIGHT = {"ja", "zh", "ko"}
THEIR_LETTERS = re.compile(
    r"[\u1100-\u11ff\u3005-\u3007\u3040-\u318f\u31a0-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
ANY_LETTER = re.compile(r"[^\W\d_]")


def marked(html: str, language: str) -> str:
    """Return clean HTML of a text in `language` with what is Latin in it marked."""
    if "://" not in html and "<em" not in html:
        return html
    body = markup.parse(html)
    mark(body, language)
    return markup.serialise(body)


def mark(block: etree._Element, language: str) -> None:
    """Mark in a block whose language is `language` the addresses (url) and the stressed Latin words (latin)."""
    for element in list(block.iter()):
        _mark_text(element)
        if element is not block:
            _mark_tail(element)
        if element.tag == "em" and _language(element, language) in UPRIGHT and is_latin(markup.text(element)):
            element.set("class", "latin")


def is_latin(words: str) -> bool:
    """Tell whether words have letters, and none that Japanese, Chinese or Korean have of their own."""
    return bool(ANY_LETTER.search(words)) and not THEIR_LETTERS.search(words)


def _language(element: etree._Element, language: str) -> str:
    """Return the language around an element, without its region."""
    said = (node.get("lang") for node in (element, *element.iterancestors()))
    return next(filter(None, said), language).split("-")[0]


def _mark_text(element: etree._Element) -> None:
    before, spans = _split(element.text or "")
    if spans:
        element.text = before
    for place, span in enumerate(spans):
        element.insert(place, span)


def _mark_tail(element: etree._Element) -> None:
    before, spans = _split(element.tail or "")
    if spans:
        element.tail = before
        parent = parent_of(element)
        for place, span in enumerate(spans, start=parent.index(element) + 1):
            parent.insert(place, span)


def _split(text: str) -> tuple[str, list[etree._Element]]:
    """Return the text before the first address, and a span for each, what follows it as its tail."""
    found = list(ADDRESS.finditer(text))
    spans = []
    for address, following in zip(found, [*found[1:], None], strict=False):
        span = etree.Element("span", {"class": "url"})
        span.text = address[0].rstrip(CLOSING)
        span.tail = text[address.start() + len(span.text) : following.start() if following else None]
        spans.append(span)
    return text[: found[0].start()] if found else text, spans
