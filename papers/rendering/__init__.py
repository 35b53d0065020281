"""A document → reading HTML: anchors, numbered notes, contents; and two editions side by side."""

from papers.rendering.across import with_ways_across
from papers.rendering.cited import ALSO, CITED_MAKER, CitedPart, cited, note_numbers, sources
from papers.rendering.endnotes import cut
from papers.rendering.page import MAKER, Page, absolute, head, numbers, page, person
from papers.rendering.parallel import Pair, SharedNote, Side, parallel
from papers.rendering.picture import Picture, picture
from papers.rendering.picture import Row as PictureRow
from papers.rendering.words import Tongue, inline, interface_language, safe

__all__ = [
    "ALSO",
    "CITED_MAKER",
    "MAKER",
    "CitedPart",
    "Page",
    "Pair",
    "Picture",
    "PictureRow",
    "SharedNote",
    "Side",
    "Tongue",
    "absolute",
    "cited",
    "cut",
    "head",
    "inline",
    "interface_language",
    "note_numbers",
    "numbers",
    "page",
    "parallel",
    "person",
    "picture",
    "safe",
    "sources",
    "with_ways_across",
]
