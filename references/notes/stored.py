"""Notes as they are stored, in HTML: their italics and links are evidence too."""

from dataclasses import replace
from html.parser import HTMLParser

from references.notes.items import Item, Note
from references.notes.reading import read

ITALIC = {"em", "i", "cite"}
BLOCKS = {"p", "div", "li", "br"}


class Plain(HTMLParser):
    """The text of a stored note: italics as *marks*, and where in it each link leads to."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.links: list[tuple[int, int, str]] = []
        self._open: list[tuple[int, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ITALIC:
            self.text += "*"
        elif tag == "a":
            self._open.append((len(self.text), dict(attrs).get("href") or ""))
        elif tag in BLOCKS and self.text:
            self.text += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in ITALIC:
            self.text += "*"
        elif tag == "a" and self._open:
            start, address = self._open.pop()
            self.links.append((start, len(self.text), address))

    def handle_data(self, data: str) -> None:
        self.text += data


def read_stored(html: str, language: str | None = None) -> Note:
    """Return the reading of a stored note; a link is the address of the source it stands in, if none is printed there."""
    plain = Plain(html)
    lead = len(plain.text) - len(plain.text.lstrip())
    note = read(plain.text, language)
    return replace(note, items=tuple(_linked(item, plain, lead) for item in note.items))


def _linked(item: Item, plain: Plain, lead: int) -> Item:
    start, end = item.span[0] + lead, item.span[1] + lead
    addresses = [address for at, to, address in plain.links if start <= at and to <= end and _is_web(address)]
    if not addresses or item.item.keys() & {"URL", "DOI"}:
        return item
    found = {"URL": addresses[-1]}
    return replace(item, item={**item.item, **found}, confidence={**item.confidence, "URL": 1.0})


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))
