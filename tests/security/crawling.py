"""A reader who follows every link, and what an answer would do in a browser."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree, html

LINK = re.compile(r'(?:href|src|action)="([^"#]+)|<(?:loc|id|uri)>([^<#]+)')
TEXT = re.compile(r"text/|application/(?:[\w.-]+\+)?xml\b")
ATOM_TEXT = "{http://www.w3.org/2005/Atom}"
# Elements that no page of this site has a use for; each runs something, loads something or changes the page.
FORBIDDEN = {
    "script",
    "style",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "svg",
    "math",
    "base",
    "template",
}
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "srcset",
    "xlink:href",
    "content",
}
OWN_SCRIPT = re.compile(r"/static/js/(?:reading/)?[a-z]+(?:\.[0-9a-f]+)?\.js")
ELSEWHERE = ("/static/", "/admin/", "//")
# Browsers drop tabs and line ends inside an address, and spaces and controls before it.
UNSEEN = re.compile(r"[\x00-\x20]+")


def content(answer: Any) -> bytes:
    """Return the bytes of an answer, of a file too: what is packed in it unpacked, of a PDF its text and its record."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    if data.startswith(b"%PDF-"):
        return b"".join(_said_by(program, data) for program in (["pdftotext", "-", "-"], ["pdfinfo", "-"]))
    return data


def _said_by(command: list[str], data: bytes) -> bytes:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def is_text(answer: Any) -> bool:
    return TEXT.match(answer.headers.get("Content-Type", "")) is not None


def crawl(client: Any, start: Iterable[str]) -> dict[str, tuple[Any, bytes]]:
    """Return every address reached from these, each with its answer and the answer's bytes."""
    found: dict[str, tuple[Any, bytes]] = {}
    waiting = list(dict.fromkeys(start))
    while waiting:
        path = re.sub(
            r"^https?://(127\.0\.0\.1:8000|localhost(:\d+)?)", "", waiting.pop().replace("&amp;", "&")
        )
        # Lists can be narrowed in ever more ways; one filter at a time shows all that more would.
        if path in found or not path.startswith("/") or "&" in path or path.startswith(ELSEWHERE):
            continue
        answer = client.get(path)
        found[path] = (answer, content(answer))
        waiting.append(answer.headers.get("Location", ""))
        if is_text(answer):
            groups = LINK.findall(found[path][1].decode())
            waiting += [link for group in groups for link in group if link]
    return found


def everything_said(answer: Any, body: bytes) -> bytes:
    """Return the body of an answer and its headers."""
    return repr(sorted(answer.headers.items())).encode() + body


def dangers(answer: Any, body: bytes) -> list[str]:
    """Return what in an answer could run: in its HTML, and in the HTML inside a feed."""
    if not is_text(answer):
        return []
    return [danger for tree in trees(answer, body) for danger in in_tree(tree)]


def trees(answer: Any, body: bytes) -> Iterator[Any]:
    kind = answer.headers["Content-Type"]
    if "html" in kind:
        yield html.document_fromstring(body)
    elif is_text(answer) and "xml" in kind:
        feed = etree.fromstring(body)
        yield feed
        for element in feed.iter(f"{ATOM_TEXT}content", f"{ATOM_TEXT}summary", f"{ATOM_TEXT}title"):
            if element.get("type") == "html":
                yield html.fragment_fromstring(element.text or "", create_parent="div")


def is_ours(element: Any) -> bool:
    """Tell whether it is one of the site's own modules or templates, and nothing else; what is in these is looked at."""
    attributes = dict(element.attrib)
    if element.tag == "template":
        return attributes in ({"id": "note-popover"}, {"id": "quote"})
    is_own = OWN_SCRIPT.fullmatch(attributes.pop("src", "")) is not None
    return element.tag == "script" and is_own and attributes == {"type": "module"} and not element.text


def in_tree(tree: Any) -> Iterator[str]:
    for element in tree.iter(etree.Element):
        if is_ours(element) or is_data(element):
            continue
        if element.tag in FORBIDDEN or (element.tag == "meta" and "http-equiv" in element.attrib):
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                yield f"{element.tag} {name}={value}"
            address = UNSEEN.sub("", value).lower()
            if name in ADDRESSES and address.startswith(("javascript:", "data:", "vbscript:")):
                yield f"{element.tag} {name}={value}"


def is_data(element: Any) -> bool:
    """Return whether it is a data block, which no browser runs: JSON, without a sign that could end or open an element."""
    if element.tag != "script" or dict(element.attrib) != {"type": "application/ld+json"}:
        return False
    text = element.text or ""
    return not set(text) & set("<>&\u2028\u2029") and isinstance(json.loads(text), dict)


def words(answer: Any, body: bytes) -> str:
    """Return what a reader of the answer sees or hears: its text, and the attributes that are text."""
    said = []
    for tree in trees(answer, body):
        said.append("".join(tree.itertext()))
        said += [value for element in tree.iter(etree.Element) for value in element.attrib.values()]
    return "\n".join(said)
