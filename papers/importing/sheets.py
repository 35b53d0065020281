"""What a page's style sheet says by class: which spans are italic, bold, raised or lowered."""

import re
from collections import defaultdict
from collections.abc import Mapping

from lxml import etree

# Which element says the same; in the order from the outside in.
ELEMENTS = ("strong", "em", "sup", "sub")
_SHEET = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"(?:span|a|i|em|b|p)?\.([\w-]+)")
_MEANING = {
    "em": re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE),
    "strong": re.compile(r"font-weight\s*:\s*(?:bold(?:er)?|[6-9]00)\b", re.IGNORECASE),
    "sup": re.compile(r"vertical-align\s*:\s*(?:super|text-top)", re.IGNORECASE),
    "sub": re.compile(r"vertical-align\s*:\s*(?:sub|text-bottom)\b", re.IGNORECASE),
}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read(page: str) -> dict[str, set[str]]:
    """Return class → the elements that its simple rules stand for."""
    found: dict[str, set[str]] = defaultdict(set)
    for sheet in _SHEET.findall(page):
        for selectors, declarations in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
            for selector in selectors.rpartition(";")[2].split(","):
                named = _CLASS.fullmatch(selector.strip())
                if named:
                    found[named[1]] |= _meaning(declarations)
    return found


def _meaning(declarations: str) -> set[str]:
    return {name for name, said in _MEANING.items() if said.search(declarations)}


def apply(body: etree._Element, sheet: Mapping[str, set[str]]) -> None:
    """Make elements of the spans whose class or style says italic, bold, raised or lowered."""
    for span in list(body.iter("span")):
        meant = _meaning(span.get("style", "")).union(
            *(sheet.get(name, set()) for name in span.get("class", "").split())
        )
        if any(above.tag in _HEADINGS for above in span.iterancestors()):
            # A heading is bold by nature; it is no emphasis.
            meant.discard("strong")
        if (span.text or "").strip() or len(span):
            _wrap(span, [name for name in ELEMENTS if name in meant])


def _wrap(span: etree._Element, names: list[str]) -> None:
    """Put the content of a span into elements, one inside the other."""
    for name in names:
        inner = etree.Element(name)
        inner.text, span.text = span.text, None
        inner.extend(list(span))
        span.append(inner)
        span = inner
