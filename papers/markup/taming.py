"""HTML as it is found → HTML that a browser's parser reads alike, without loss and in linear time.

The tree builder of HTML Standard §13.2.6 looks up and down its open elements at almost every tag, and
repeats formatting that was left open in every paragraph: nesting a hundred thousand deep takes it minutes.
Here its open elements are followed well enough to leave out what stands too deep. Ordinary HTML comes
out as it was; the text always does.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter

OPEN = 250  # elements that may be open at once
FORMATS = 30  # of them, formatting that is repeated where it was not closed
ATTRIBUTES = 100  # on one tag
FOSTERED = 1_000  # pieces that stand in a table but in no cell
_LONG = 5_000  # a tag shorter than this cannot have too many attributes to matter

_TOKEN = re.compile(
    r"""
    <!--(?:-?>|.*?(?:--!?>|\Z))                 # a comment
    | <[!?/](?![a-zA-Z])[^>]*+(?:>|\Z)          # what is read as one
    | <(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)
      (?P<attributes>(?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=(?!\s*+["']))*+)
      (?P<close>>?)
    """,
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""[^\s/=]+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'][^\s]*+))?""")


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_VOID = _names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr"
)
_RAW = _names("script style textarea title xmp iframe noembed noframes noscript plaintext")
_IGNORED = _names("html head body frameset")  # inside a fragment
_FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
_BLOCKS = _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup listing main menu nav ol p pre search section summary ul"
)
_HEADINGS = _names("h1 h2 h3 h4 h5 h6")
_BARRIERS = _names("applet caption marquee object select table td template th")
_ROWS = _names("table tbody thead tfoot tr colgroup")
_TABLE = {
    **dict.fromkeys(("caption", "colgroup", "tbody", "thead", "tfoot"), _names("table template")),
    "tr": _names("table tbody thead tfoot template"),
    **dict.fromkeys(("td", "th"), _names("tr table tbody thead tfoot template")),
}
# What else HTML knows. Names that it does not know are prefixed: nh3 drops the text of foreign elements
# (MathML, SVG), whose rules are also where most attacks on cleaners live.
_KNOWN = (
    _VOID | _RAW | _IGNORED | _FORMATTING | _BLOCKS | _BARRIERS | _TABLE.keys()
    | _names(
        "abbr acronym audio bdi bdo blink button canvas cite data datalist dd del dfn dt ins kbd label"
        " legend li map mark menuitem meter optgroup option output picture progress q rb rp rt rtc ruby samp"
        " slot span sub summary sup time var video"
    )
)  # fmt: skip
_SPECIAL = _BLOCKS | _BARRIERS | _TABLE.keys() | _names("button dd dt li")


def tame(html: str) -> str:
    """Return the HTML with what is too deep taken out, foreign names made unknown ones, and no tag cut off.

    A tag that never ends is text.
    """
    nesting = _Nesting()
    return "".join(piece for token in _tokens(html) for piece in nesting.write(token))


def _tokens(html: str) -> Iterator[str | re.Match[str]]:
    """Yield text and comments as strings, tags as matches; what stands in a script is text."""
    at = 0
    while token := _TOKEN.search(html, at):
        yield html[at : token.start()]
        at = token.end()
        yield token if token["name"] and token["close"] else _as_text(token)
        name = (token["name"] or "").lower()
        if token["close"] and not token["slash"] and name in _RAW:
            end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, at)
            stop = end.start() if end and name != "plaintext" else len(html)
            yield html[at:stop]
            at = stop
    yield html[at:]


def _as_text(token: re.Match[str]) -> str:
    return token[0].replace("<", "&lt;") if token["name"] else token[0]


class _Nesting:
    """The open elements of a tree builder, as far as their number goes."""

    def __init__(self) -> None:
        # Name, whether it was written, and for a cell the formatting that is open outside it.
        self.opened: list[tuple[str, bool, tuple[Counter[str], Counter[str]] | None]] = []
        self.places: dict[str, list[int]] = {}
        self.special = [-1]  # places of what ends the search for an unknown element
        self.parts = [-1]  # … for a list item
        self.barriers = [-1]  # … for a block
        self.written: list[str] = []
        self.fostered = 0
        self.formats: Counter[str] = Counter()
        self.unwritten: Counter[str] = Counter()

    def write(self, token: str | re.Match[str]) -> Iterator[str]:
        """Yield the pieces to write for one token."""
        if isinstance(token, str):
            if token.strip() and not token.startswith("<!"):
                yield from self.foster()
            yield token
            return
        name = token["name"].lower()
        if not token["slash"] and name not in _TABLE:
            yield from self.foster()
        if self.follow(name, is_end=bool(token["slash"])):
            known = "" if name in _KNOWN else "x-"
            yield from ("<", token["slash"], known, token["name"], _bounded(token["attributes"]), ">")
        elif name in _SPECIAL:
            yield from self.foster()
            yield "<hr>"

    def follow(self, name: str, *, is_end: bool) -> bool:
        """Open or close an element, and return whether its tag is to be written."""
        if name in _VOID | _RAW | _IGNORED:
            return True
        if name in _FORMATTING:
            return self.end_format(name) if is_end else self.start_format(name)
        return self.end(name) if is_end else self.start(name)

    def foster(self) -> Iterator[str]:
        """Yield the end of a table in which too much stands outside its cells.

        A tree builder moves that before the table, and looks through all that stands there for the place.
        """
        if self.written and self.written[-1] in _ROWS:
            self.fostered += 1
            if self.fostered > FOSTERED:
                self.close_to(self.place("table"))
                yield "</table>"

    def start_format(self, name: str) -> bool:
        if self.formats.total() >= FORMATS:
            self.unwritten[name] += 1
            return False
        self.formats[name] = 1 if name == "a" else self.formats[name] + 1
        return True

    def end_format(self, name: str) -> bool:
        if self.unwritten[name]:
            self.unwritten[name] -= 1
            return False
        self.formats[name] = max(0, self.formats[name] - 1)
        return True

    def start(self, name: str) -> bool:
        """Open an element, and close what it ends without an end tag."""
        if name in _TABLE and not self.places.get("table"):
            return True
        for place in self.ended_by(name):
            self.close_to(place)
        written = len(self.written) < OPEN
        for places in self.lists(name):
            places.append(len(self.opened))
        outside = (self.formats.copy(), self.unwritten.copy()) if name in ("td", "th", "caption") else None
        self.opened.append((name, written, outside))
        if written:
            self.written.append(name)
        return written

    def ended_by(self, name: str) -> Iterator[int]:
        """Yield the places of the open elements that the start of this one ends."""
        top = self.opened[-1][0] if self.opened else ""
        if name in _BLOCKS and self.place("p") > self.barriers[-1]:
            yield self.place("p")
        elif name in _TABLE:
            yield max(self.place(context) for context in _TABLE[name]) + 1
        elif name in ("li", "dd", "dt"):
            alike = {"li"} if name == "li" else {"dd", "dt"}
            if self.parts[-1] >= 0 and self.opened[self.parts[-1]][0] in alike:
                yield self.parts[-1]
        elif top == name == "option" or (
            top in ("rb", "rt", "rp", "rtc") and name in ("rb", "rt", "rp", "rtc")
        ):
            yield len(self.opened) - 1
        elif name == "button" and self.place(name) > self.barriers[-1]:
            yield self.place(name)

    def end(self, name: str) -> bool:
        """Close an element and all in it, unless something stands between that keeps it open."""
        if name in _TABLE:
            keeper = self.place("table")
        elif name in _BARRIERS:
            keeper = -1
        else:
            keeper = (self.barriers if name in _SPECIAL else self.special)[-1]
        place = max(map(self.place, _HEADINGS)) if name in _HEADINGS else self.place(name)
        if place <= keeper:
            return True
        written = self.opened[place][1]
        self.close_to(place)
        return written

    def close_to(self, place: int) -> None:
        while len(self.opened) > place:
            name, written, outside = self.opened.pop()
            if outside:
                self.formats, self.unwritten = outside
            if written:
                self.written.pop()
            for places in self.lists(name):
                places.pop()

    def place(self, name: str) -> int:
        """Return where the last open element of this name stands, -1 when there is none."""
        places = self.places.get(name)
        return places[-1] if places else -1

    def lists(self, name: str) -> Iterator[list[int]]:
        """Yield the lists in which the place of an open element is kept."""
        yield self.places.setdefault(name, [])
        if name in _SPECIAL:
            yield self.special
            if name not in ("address", "div", "p"):
                yield self.parts
        if name in _BARRIERS:
            yield self.barriers


def _bounded(attributes: str) -> str:
    if len(attributes) < _LONG:
        return attributes
    return "".join(
        f" {attribute}"
        for attribute in islice(map(itemgetter(0), _ATTRIBUTE.finditer(attributes)), ATTRIBUTES)
    )
