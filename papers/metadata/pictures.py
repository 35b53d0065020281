"""The picture that stands for a text where only one can: its first; and how large the one is that links show."""

import re
from dataclasses import dataclass
from html import unescape

# Width and height that every social site shows uncut.
PREVIEW_SIZE = (1200, 630)

# Our writing escapes < and > everywhere, so nothing before ">" is another element's.
_PICTURE = re.compile(r"<img [^<>]*>")
_ATTRIBUTE = re.compile(r' (src|alt|width|height)="([^"]*)"')


@dataclass(frozen=True)
class LinkPicture:
    """The picture that shows beside a link to a page: its public address, its pixels, what it shows."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Picture:
    """A picture of the reading page: its path, what it shows, its pixels."""

    src: str
    alt: str
    width: str
    height: str


def first_picture(html: str) -> Picture | None:
    """Return the first picture of reading HTML that is stored here, None without one."""
    for found in _PICTURE.finditer(html):
        said = {name: unescape(value) for name, value in _ATTRIBUTE.findall(found[0])}
        if re.match(r"/(?!/)", said.get("src", "")):
            return Picture(said["src"], *(said.get(name, "") for name in ("alt", "width", "height")))
    return None
