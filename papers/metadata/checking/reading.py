"""What machines read: an answer of the site → its page or its sitemap, taken apart."""

import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as markup_of

from papers.metadata.addresses import Alternate

ATOM = "application/atom+xml"
_SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@dataclass(frozen=True)
class Answer:
    """What the site sends for an address."""

    status: int
    kind: str
    content: bytes


# Takes a public address, which the site may answer at another one.
Fetch = Callable[[str], Answer]


@dataclass(frozen=True)
class Page:
    """What stands on a page for machines; of what there may be one only, there is a list."""

    address: str
    status: int
    language: str = ""
    titles: Sequence[str] = ()
    descriptions: Sequence[str] = ()
    headings: Sequence[str] = ()
    canonicals: Sequence[str] = ()
    robots: str = ""
    alternates: Sequence[Alternate] = ()
    feeds: Sequence[str] = ()
    tags: Sequence[tuple[str, str]] = ()
    # Blocks of JSON-LD; None for one that is not JSON.
    data: Sequence[Any] = field(default_factory=list)

    def tagged(self, name: str) -> list[str]:
        """Return the contents of the <meta> elements of this name, in their order."""
        return [content for tag, content in self.tags if tag == name]

    def things(self, kind: str) -> list[dict[str, Any]]:
        """Return the things of this schema.org type."""
        return [thing for thing in self.data if isinstance(thing, dict) and thing.get("@type") == kind]


def page(address: str, answer: Answer) -> Page:
    """Return the page; of an answer that is none, only its status."""
    tree = _tree(answer)
    if answer.status != 200 or tree is None:
        return Page(address, answer.status)
    metas = [(each.get("name") or each.get("property") or "", each) for each in tree.iter("meta")]
    tags = [(name, _squashed(each.get("content"))) for name, each in metas if name]
    return Page(
        address,
        answer.status,
        language=tree.get("lang", ""),
        titles=[_squashed(title.text) for title in tree.iterfind("head/title")],
        descriptions=[content for name, content in tags if name == "description"],
        headings=[_squashed("".join(heading.itertext())) for heading in tree.iter("h1")],
        canonicals=[link.get("href", "") for link in _links(tree, "canonical")],
        robots=" ".join(content for name, content in tags if name == "robots"),
        alternates=[
            alternate(link)
            for link in _links(tree, "alternate")
            if link.get("hreflang") and link.get("type") != ATOM
        ],
        feeds=[link.get("href", "") for link in _links(tree, "alternate") if link.get("type") == ATOM],
        tags=tags,
        data=[_json(block.text) for block in tree.iter("script") if "ld+json" in (block.get("type") or "")],
    )


def _tree(answer: Answer) -> Any:
    """Return the elements of an answer, None when it has none."""
    try:
        return markup_of.document_fromstring(answer.content.decode("utf-8", "replace"))
    except etree.ParserError:
        return None


def alternate(link: Any) -> Alternate:
    return Alternate(link.get("hreflang", ""), link.get("href", ""))


def _links(tree: Any, rel: str) -> Iterator[Any]:
    return (link for link in tree.iter("link") if rel in (link.get("rel") or "").split())


def _squashed(text: str | None) -> str:
    """Return a text with single spaces; fixed ones, which keep the words of a name together, stay."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "").strip(" ")


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "")
    except ValueError:
        return None


@dataclass(frozen=True)
class Sitemap:
    """A file of the sitemap: further files, or addresses with their alternates."""

    files: Sequence[str]
    addresses: Sequence[tuple[str, Sequence[Alternate]]]


def sitemap(answer: Answer) -> Sitemap | None:
    """Return what a file of the sitemap lists; None when it is none."""
    try:
        tree = etree.fromstring(answer.content)
    except etree.XMLSyntaxError:
        return None
    if answer.status != 200 or etree.QName(tree).localname not in ("urlset", "sitemapindex"):
        return None
    return Sitemap(
        [_loc(each) for each in tree.findall("s:sitemap", _SITEMAP)],
        [
            (
                _loc(url),
                [alternate(link) for link in url.findall("x:link", _SITEMAP)],
            )
            for url in tree.findall("s:url", _SITEMAP)
        ],
    )


def _loc(element: Any) -> str:
    return _squashed(element.findtext("s:loc", namespaces=_SITEMAP))


def several(value: Any) -> list[dict[str, Any]]:
    """Return one thing or several of JSON-LD as a list; what is no thing is left out."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def is_feed(answer: Answer) -> bool:
    """Return whether the answer is an Atom feed."""
    try:
        root = etree.fromstring(answer.content)
    except etree.XMLSyntaxError:
        return False
    return answer.status == 200 and answer.kind.startswith(ATOM) and etree.QName(root).localname == "feed"


def picture_size(answer: Answer) -> tuple[int, int] | None:
    """Return width and height of a picture, None when the answer is none."""
    from PIL import Image  # only this inspection opens pictures here

    if answer.status != 200 or not answer.kind.startswith("image/"):
        return None
    try:
        with Image.open(io.BytesIO(answer.content)) as image:
            return image.size
    except (OSError, ValueError):
        return None
