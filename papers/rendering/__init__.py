"""A document → reading HTML: anchors, numbered notes, contents; and two editions side by side."""

from papers.rendering.page import MAKER, Page, absolute, head, numbers, page, person
from papers.rendering.parallel import Pair, SharedNote, Side, parallel
from papers.rendering.words import Tongue, interface_language, safe

__all__ = [
    "MAKER",
    "Page",
    "Pair",
    "SharedNote",
    "Side",
    "Tongue",
    "absolute",
    "head",
    "interface_language",
    "numbers",
    "page",
    "parallel",
    "person",
    "safe",
]
