"""The HTML of any page as a tree: parsed as browsers do, of bounded depth, with what tells notes apart."""

import re
from html import unescape

import nh3
from lxml import etree

from papers.importing import marks, trees

DEPTH = 100
DEEPEST = 2 * DEPTH

_SILENT = {"script", "style", "template", "title", "noembed", "noframes", "noscript", "datalist", "rp"}
_LOST = {"iframe", "video", "audio", "object", "embed", "canvas", "x-svg", "x-math"}
_TEXT = "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd mark q rb rt rtc ruby s samp small"
_TEXT += " span strike strong sub sup time tt u var"
_BLOCKS = (
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer"
)
_BLOCKS += (
    " form h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table tbody td tfoot th"
)
_BLOCKS += " thead tr ul button select textarea input label option"
_ATTRIBUTES = {
    "id",
    "name",
    "class",
    "role",
    "lang",
    "style",
    "hidden",
    "aria-hidden",
    "epub:type",
    "rel",
    "data-fn",
}

# Foreign elements have rules of their own, and the sanitiser drops their text; as unknown elements they have none.
_MATH = "math|semantics|m(?:i|n|o|s|text|row|frac|sqrt|root|sub|sup|subsup|under|over|underover|table|tr|td|style|space)"
_FOREIGN = re.compile(rf"(</?)(?=(?:svg|text|tspan|textPath|desc|{_MATH})[\s/>])", re.IGNORECASE)
# Those that may be left open are not counted; they close each other.
_NESTING = re.compile(
    r"<(/?)(?:address|article|aside|blockquote|caption|center|details|div|dl|fieldset|figure|footer|form|header|hgroup|"
    r"main|nav|ol|section|summary|table|ul|a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|mark|q|ruby|s|samp|small|"
    r"span|strike|strong|sub|sup|tt|u|x-[a-z-]+)(?=[\s/>])[^>]*>",
    re.IGNORECASE,
)
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9-]*)((?:\s+[a-z:-]+(?:="[^"]*")?)*)\s*/?>|([^<]+|<)')
_ATTRIBUTE = re.compile(r'([a-z:-]+)(?:="([^"]*)")?')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_VOID = {"br", "hr", "img", "input", "embed"}

_sanitiser = nh3.Cleaner(
    tags={*_TEXT.split(), *_BLOCKS.split(), *_LOST},
    clean_content_tags=_SILENT,
    attributes={
        "*": _ATTRIBUTES,
        "a": {"href", "name"},
        "img": {"src", "alt"},
        "ol": {"start", "type"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    },
    generic_attribute_prefixes=set(),
    url_schemes={"http", "https", "mailto", "data", "ftp", "file"},
    link_rel=None,
)


def parse(html: str) -> etree._Element:
    """Return the <body> of a page or a fragment; what is nested deeper than 100 loses its element, not its text."""
    builder = etree.TreeBuilder()
    builder.start("body", {})
    opened: list[tuple[str, bool]] = []
    depth = 0
    for slash, name, attributes, text in _TOKEN.findall(_sanitised(html)):
        if not name:
            builder.data(marks.strip(unescape(text)))
        elif slash:
            if opened and opened[-1][0] == name:
                _name, stands = opened.pop()
                depth -= stands
                if stands:
                    builder.end(name)
        else:
            stands = depth < DEPTH
            if name not in _VOID:
                opened.append((name, stands))
                depth += stands
            if stands or name in _VOID:
                builder.start(name, _values(attributes))
            if name in _VOID:
                builder.end(name)
    for name, stands in reversed(opened):
        if stands:
            builder.end(name)
    builder.end("body")
    return builder.close()


def _sanitised(html: str) -> str:
    return _NOT_XML.sub("", _sanitiser.clean(_FOREIGN.sub(r"\1x-", _flat(html))))


def _values(attributes: str) -> dict[str | bytes, str | bytes]:
    found = _ATTRIBUTE.findall(attributes)
    return {name.replace(":", "-"): marks.strip(unescape(value)) for name, value in found}


def _flat(html: str) -> str:
    """Return a page without the tags that no page nests so deep: the sanitiser's time grows with depth squared."""
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        step = -1 if tag[1] else 1
        depth = max(depth + step, 0)
        return tag[0] if depth + (step < 0) <= DEEPEST else ""

    return _NESTING.sub(keep, html)


def write(element: etree._Element) -> str:
    """Return the inner HTML of an element, for the cleaner."""
    start = _escaped(element.text or "")
    return start + "".join(_write(child) + _escaped(child.tail or "") for child in element)


def _write(element: etree._Element) -> str:
    attributes = "".join(f' {name!s}="{_escaped(str(value))}"' for name, value in element.attrib.items())
    if element.tag in _VOID:
        return f"<{element.tag}{attributes}>"
    return f"<{element.tag}{attributes}>{write(element)}</{element.tag}>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def says(element: etree._Element, pattern: re.Pattern[str]) -> bool:
    """Return whether an element's id, class, role or type matches."""
    names = ("id", "class", "role", "epub-type", "rel", "name")
    return any(pattern.search(element.get(name, "")) for name in names)


def text(element: etree._Element) -> str:
    """Return the text of an element on one line."""
    return " ".join(trees.letters(element).split())
