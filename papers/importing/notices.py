"""The series' notice at the head of a paper: a line in brackets and the paragraphs that belong to it."""

import re
from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

from papers import markup
from papers.importing import trees

# Other lines may come before it.
HEAD = 4
LONGEST = 250
BRACKETED = re.compile(r"[【\[［〔](?P<inside>[^【】]+)[】\]］〕]")
# What else stands in brackets at the head is the credit of a photograph, or a heading about the subject.
_ANNOUNCES = re.compile(
    r"お知らせ|(?:の|を)?ご?案内$|(?:掲載|公開|刊行|発刊|創刊|連載)(?:に(?:あ|当)たって|について|開始|の?お知らせ)"
    r"|(?:シリーズ|プロジェクト|企画)(?:に(?:ついて|あたって)|の(?:ご?案内|ご?紹介|趣旨))"
    r"|\b(?:notice|announc\w+|policy papers|(?:about|on) (?:this|the) (?:series|project))\b|알림|안내",
    re.IGNORECASE,
)
# Japanese announces in the polite form and argues in the plain one.
_POLITE = re.compile(
    r"(?:ます|です|ました|でした|ません|ください|下さい|幸い|幸甚)(?:ね|よ)?[。．]?[)）」』]*$"
)
_SPEAKS_OF_ITSELF = re.compile(
    r"\b(?:this|the) series\b|\bpolicy papers\b|\bthis (?:web)?site\b|\bwe (?:are pleased|hope that readers)\b",
    re.IGNORECASE,
)
MOST_POLITE = 0.3


def find(body: etree._Element) -> list[etree._Element]:
    """Return the heading and the paragraphs of a notice at the head of a body; empty when there is none."""
    for heading in list(body)[:HEAD]:
        if is_heading(heading):
            return [heading, *_paragraphs(heading)]
        if heading.tag == "p" and len(markup.text(heading)) > LONGEST:
            break
    return []


def is_heading(block: etree._Element) -> bool:
    """Return whether a line in brackets announces something."""
    found = BRACKETED.fullmatch(trees.line(block)) if block.tag in ("p", "h2", "h3", "h4") else None
    return found is not None and len(found[0]) <= LONGEST and _ANNOUNCES.search(found["inside"]) is not None


def _paragraphs(heading: etree._Element) -> Iterator[etree._Element]:
    """Yield the first paragraph below the heading, and those after it that announce as well."""
    below = list(takewhile(lambda block: block.tag == "p", heading.itersiblings()))
    yield from below[:1]
    said = [markup.text(block) for block in below[1:]]
    announcing = list(takewhile(_POLITE.search, said))
    argued = said[len(announcing) :]
    is_polite = sum(map(bool, map(_POLITE.search, argued))) > len(argued) * MOST_POLITE
    for place, block in enumerate(below[1:]):
        belongs = _SPEAKS_OF_ITSELF.search(said[place]) or (place < len(announcing) and not is_polite)
        if not belongs or place + 1 == len(said):
            return
        yield block
