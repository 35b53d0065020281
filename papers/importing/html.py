"""An HTML page → a draft: the text without the page around it, notes linked or listed."""

import base64
import binascii
import re
from html import unescape
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from papers.importing import (
    backlinks,
    encoding,
    guard,
    headings,
    marks,
    nodes,
    pages,
    pictures,
    sheets,
    trees,
)
from papers.importing.draft import Draft

_CHARSET = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding=["']([\w.:-]+)""", re.IGNORECASE
)
_META = re.compile(r"<meta\b([^>]*)>", re.IGNORECASE)
_META_PART = re.compile(r"""\b(name|property|content)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CHROME = {
    "nav": gettext_lazy("navigation"),
    "header": gettext_lazy("page header"),
    "footer": gettext_lazy("page footer"),
    "form": gettext_lazy("form"),
}
_CHROME_ROLES = {"navigation": "nav", "banner": "header", "contentinfo": "footer", "search": "form"}
_PARTS = {
    "title": re.compile(r"^(?:title|MsoTitle|entry-title)$"),
    "subtitle": re.compile(r"^(?:subtitle|MsoSubtitle)$"),
    "author": re.compile(r"^(?:author|byline|MsoAuthor)$"),
    "date": re.compile(r"^date$"),
    "abstract": re.compile(r"^abstract$"),
}
_WORD = re.compile(r"class=[\"']?Mso")
_DATA = re.compile(r"\bdata:[\w/+.-]+;base64,[^\"'<>]*")
_BLOCK = re.compile(r"<(?:p|div|li|td|th|h[1-6]|br|pre|blockquote|dt|dd|a)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"""(?<=\s)(?:xml:)?lang=["']?[\w-]+["']?""", re.IGNORECASE)
_COMMENT, _COMMENT_CALL = re.compile(r"cmnt\d+"), re.compile(r"cmnt_ref\d+")
_COUNTED = re.compile(r"https?://(?:www\.)?google\.[a-z.]+/url\?(.*)", re.IGNORECASE)
_MEDIA = ("iframe", "video", "audio", "object", "embed", "canvas", "x-svg")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WRAPPED = re.compile(
    r"(?<=[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60])[ \t]*\n\s*(?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60])"
)


def read(name: str, data: bytes) -> Draft:
    """Return the draft of an HTML page; raise Refused when it is not text."""
    draft = Draft()
    found = _CHARSET.search(data[:4096])
    declared = (found[1] or found[2]).decode() if found else ""
    text = marks.strip_written(encoding.decode(name, data, draft.report, declared))
    guard.bound(name, _DATA.sub("", text), len(_BLOCK.findall(text)))
    if _WORD.search(text):
        # Word marks every Latin letter of a Japanese page as English.
        text = _LANGUAGE.sub("", text)
    page = _Page(pages.parse(_WRAPPED.sub("", text)), draft)
    sheets.apply(page.body, sheets.read(text))
    page.read()
    _read_head(text, draft)
    return draft


def embedded(source: str) -> bytes | None:
    """Return the bytes of an image that stands in the text itself as a data: address, else None."""
    head, comma, body = source.partition(",")
    if not head.lower().startswith("data:") or not comma:
        return None
    try:
        data = unquote_to_bytes(body)
        return base64.b64decode(data, validate=False) if head.lower().endswith(";base64") else data
    except (binascii.Error, ValueError):
        return None


class _Page:
    """One page while everything that is not its text is taken off."""

    def __init__(self, body: etree._Element, draft: Draft) -> None:
        self.body, self.draft = body, draft
        self.lose = draft.report.lose

    def read(self) -> None:
        self._drop_unseen()
        self._drop_comments()
        self._unwrap_links()
        self._take_parts()
        backlinks.take(self.body, self.draft)
        self._keep_main()
        self._drop_chrome()
        self._report_forms()
        self._break_lines()
        self._settle_images()
        self._settle_headings()
        self.draft.html = pages.write(self.body)

    # -- off the page ------------------------------------------------------------------------

    def _drop_unseen(self) -> None:
        for element in list(self.body.iter()):
            style, comment = element.get("style", ""), "mso-element:comment" in element.get("style", "")
            hidden = _HIDDEN.search(style) or element.get("hidden") is not None or comment
            if hidden and element is not self.body and element.getparent() is not None:
                if pages.text(element):
                    what = _("comment") if comment else _("hidden text")
                    self.lose(what, pages.text(element), _("A reader of the page does not see it."))
                trees.drop(element)
        for name in ("input", "select", "textarea", "button"):
            for control in list(self.body.iter(name)):
                if pages.text(control):
                    self.lose(
                        str(_CHROME["form"]),
                        pages.text(control),
                        _("It belongs to the page, not to the paper."),
                    )
                trees.drop(control)

    def _drop_comments(self) -> None:
        """Take out the comments that a text editor on the web writes below the page, and the calls of them."""
        for link in list(self.body.iter("a")):
            if _COMMENT_CALL.fullmatch(link.get("id", "")):
                raised = link.getparent()
                trees.drop(
                    raised if raised is not None and raised.tag == "sup" and len(raised) == 1 else link
                )
            elif _COMMENT.fullmatch(link.get("id", "")):
                block = next(link.iterancestors("div", "p", "li"), link)
                said = pages.text(block).removeprefix(pages.text(link)).strip()
                self.lose(_("comment"), said, _("Comments are not part of the text."))
                outer = block.getparent()
                trees.drop(outer if outer is not None and outer.tag == "div" and len(outer) == 1 else block)

    def _unwrap_links(self) -> None:
        """Put the address itself in the place of one that only counts who follows it."""
        for link in self.body.iter("a"):
            found = _COUNTED.match(link.get("href", ""))
            if found:
                link.set("href", parse_qs(found[1]).get("q", [link.get("href", "")])[0])

    def _take_parts(self) -> None:
        """Take what a page says about itself by class: title, author, date, abstract."""
        for element in list(self.body.iter("h1", "p", "div", "span", "a", "time")):
            for part, pattern in _PARTS.items():
                if element.getparent() is not None and self._has_class(element, pattern):
                    self._take_part(part, element)
                    break

    def _has_class(self, element: etree._Element, pattern: re.Pattern[str]) -> bool:
        return any(pattern.match(name) for name in element.get("class", "").split())

    def _take_part(self, part: str, element: etree._Element) -> None:
        if part == "author":
            self.draft.authors.append(pages.write(element))
        elif getattr(self.draft, part):
            return
        elif part == "abstract":
            for label in [each for each in element if self._has_class(each, re.compile("abstract-title"))]:
                trees.drop(label)
            self.draft.abstract = pages.write(element)
        else:
            setattr(self.draft, part, pages.write(element))
        trees.drop(element)

    def _keep_main(self) -> None:
        """Keep the one main element or article of a page; report what stood beside it."""
        mains = [each for each in self.body.iter() if each.tag == "main" or each.get("role") == "main"]
        articles = list(self.body.iter("article"))
        chosen = mains[0] if len(mains) == 1 else articles[0] if len(articles) == 1 else None
        if chosen is None:
            return
        beside = [each for above in (chosen, *chosen.iterancestors()) for each in _siblings(above, self.body)]
        for element in beside:
            what = str(_CHROME.get(_role(element), _("text beside the article")))
            if pages.text(element) and not _is_title_block(element):
                self.lose(what, pages.text(element), _("It belongs to the page, not to the paper."))
                trees.drop(element)

    def _drop_chrome(self) -> None:
        for element in list(self.body.iter()):
            role = _role(element)
            inside = any(
                above.tag in ("article", "main", "section", "figure", "blockquote")
                for above in element.iterancestors()
            )
            chrome = role in ("nav", "form") or (role in _CHROME and not inside)
            if chrome and element is not self.body and not _is_title_block(element):
                if pages.text(element):
                    self.lose(
                        str(_CHROME[role]),
                        pages.text(element),
                        _("It belongs to the page, not to the paper."),
                    )
                trees.drop(element)

    # -- in the text -------------------------------------------------------------------------

    def _report_forms(self) -> None:
        """Report what a body cannot show: media, and forms of letters that it does not know."""
        for element in list(self.body.iter(*_MEDIA)):
            self.lose(
                _("embedded media"),
                pages.text(element) or element.tag.removeprefix("x-"),
                _("A body holds text and images only."),
            )
            trees.drop(element)
        for element in list(self.body.iter("x-math")):
            element.tag = "span"
            self.lose(_("formula"), pages.text(element), _("Its letters are kept as plain text."))
        for element in self.body.iter("u"):
            self.lose(
                _("underline"),
                pages.text(element),
                _("The text is kept; a body knows emphasis and bold only."),
            )
        for element in self.body.iter("s", "strike", "del"):
            self.lose(_("strike-through"), pages.text(element), _("The text is kept without its line."))
        for element in self.body.iter("mark"):
            self.lose(_("highlighting"), pages.text(element), _("The text is kept without its colour."))
        for link in self.body.iter("a"):
            href = link.get("href", "")
            if href and not href.startswith("#") and urlsplit_scheme(href) not in ("http", "https", "mailto"):
                where = f"{pages.text(link)} ({href})"
                self.lose(_("link"), where, _("It does not lead to a web page or an address."))

    def _break_lines(self) -> None:
        """Keep the lines of preformatted text, in which a line end is one."""
        for element in list(self.body.iter("pre")):
            self.lose(_("program code"), pages.text(element), _("It is kept as an ordinary paragraph."))
            trees.replace(element, _lines)

    def _settle_images(self) -> None:
        """Store the images of the page; one inside a paragraph moves behind it as a figure."""
        gallery = pictures.Gallery(self.draft, embedded)
        for image in list(self.body.iter("img")):
            address = gallery.address(image.get("src", ""), image.get("alt", ""))
            if address is None:
                trees.drop(image)
                continue
            image.attrib["src"] = address
            if not any(above.tag == "figure" for above in image.iterancestors()):
                self._move_out(image)

    def _move_out(self, image: etree._Element) -> None:
        block = next(
            (
                above
                for above in image.iterancestors()
                if above.tag in ("p", "table", "ul", "ol", "blockquote")
            ),
            None,
        )
        outermost = [
            above for above in image.iterancestors() if above.tag in ("table", "ul", "ol", "blockquote")
        ]
        block = outermost[-1] if outermost else block
        if block is not None:
            trees.drop(image)
            figure = etree.Element("figure")
            figure.append(image)
            block.addnext(figure)
            figure.tail, block.tail = block.tail, None

    def _settle_headings(self) -> None:
        found = list(self.body.iter(*_HEADINGS))
        levels = [int(heading.tag[1]) for heading in found]
        if found and not self.draft.title and headings.is_title(levels, self._place(found[0])):
            self.draft.title = pages.write(found[0])
            trees.drop(found[0])
            found, levels = found[1:], levels[1:]
        ranks = headings.ranks(levels)
        for heading, level in zip(found, levels, strict=True):
            heading.tag = f"h{ranks[level]}"

    def _place(self, heading: etree._Element) -> int:
        """Return how many blocks of text stand before a heading."""
        place = 0
        for element in self.body.iter("p", "li", "td", "pre", *_HEADINGS):
            if element is heading:
                break
            place += bool(pages.text(element))
        return place


def _lines(text: str) -> list[trees.Piece]:
    first, *others = text.strip("\n").split("\n")
    return [first, *(piece for line in others for piece in (etree.Element("br"), line))]


def _siblings(element: etree._Element, body: etree._Element) -> list[etree._Element]:
    return [] if element is body else [*element.itersiblings(), *element.itersiblings(preceding=True)]


def _role(element: etree._Element) -> str:
    return _CHROME_ROLES.get(element.get("role", ""), element.tag)


def _is_title_block(element: etree._Element) -> bool:
    return element.tag == "header" and (
        element.find(".//h1") is not None or element.get("id") == "title-block-header"
    )


def urlsplit_scheme(href: str) -> str:
    """Return the scheme of an address, a question mark for one that cannot be read."""
    try:
        return urlsplit(href).scheme
    except ValueError:
        return "?"


def _read_head(text: str, draft: Draft) -> None:
    """Read author and date from the page's head where its text names none."""
    said: dict[str, list[str]] = {}
    for tag in _META.finditer(text[: text.lower().find("<body") if "<body" in text.lower() else 4096]):
        parts = {part[0].lower(): unescape(part[1] or part[2]) for part in _META_PART.findall(tag[1])}
        said.setdefault(parts.get("name", parts.get("property", "")).lower(), []).append(
            parts.get("content", "")
        )
    authors = said.get("citation_author") or said.get("dc.creator") or said.get("author") or []
    if not draft.authors:
        draft.authors = [nodes.escaped(author) for author in authors if author.strip()]
    dates = (
        said.get("citation_publication_date")
        or said.get("dc.date")
        or said.get("article:published_time")
        or [""]
    )
    draft.date = draft.date or nodes.escaped(dates[0][:10])
