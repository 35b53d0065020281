"""Where the notes of a text are called: the sentence around the first call, and the anchor of its passage."""

from typing import NamedTuple

from papers import footnotes, markup, passages
from papers.document import Document
from papers.passages.grouping import ANCHOR

LONGEST = 600


class Call(NamedTuple):
    """The sentence around a note's first call, as plain text, and the DOM id at which a reader finds it."""

    sentence: str = ""
    anchor: str = ""


def calls(document: Document) -> dict[str, Call]:
    """Return where each note of the document is called first; a note that nothing calls is not in it."""
    sentences, anchors = footnotes.sentences(document.body), _anchors(document)
    return {
        key: Call(markup.shortened(sentences.get(key, ""), LONGEST), anchor)
        for key, anchor in anchors.items()
    }


def _anchors(document: Document) -> dict[str, str]:
    """Return for each note the anchor at the block of its first call, else that of the passage that the block goes on."""
    found: dict[str, str] = {}
    blocks = markup.parse(document.body)
    for block, own in zip(blocks, passages.anchors(document.body, document.lineage), strict=True):
        anchor = next(iter([*own, *(ANCHOR + name for name in passages.ids(block))]), "")
        for call in block.iterfind(f".//sup[@{markup.CALL}]"):
            found.setdefault(call.get(markup.CALL, ""), anchor)
    return found
