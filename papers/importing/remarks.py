"""The * notes: what a title or an author calls belongs to the record, not to the text."""

from collections.abc import Iterable, Iterator

from lxml import etree

from papers import footnotes, markup
from papers.importing import trees
from papers.importing.draft import Draft
from papers.importing.manuscript import Remark
from papers.importing.names import SIGN


def by_call(body: etree._Element, draft: Draft) -> list[Remark]:
    """Take the notes that only the title or an author calls out of the draft, and return them."""
    called = set(footnotes.keys(markup.serialise(body)))
    found = []
    for owner, part in _parts(draft):
        for key in footnotes.keys(markup.clean(f"<p>{part}</p>")):
            if key in draft.notes and key not in called:
                found.append(Remark(markup.clean_note(draft.notes.pop(key)), owner))
    return found


def by_sign(body: etree._Element, blocks: Iterable[etree._Element], draft: Draft) -> list[Remark]:
    """Take the paragraphs that open with the sign of the title or of an author out of the body."""
    owners: dict[str, int | None] = {}
    for owner, part in _parts(draft):
        if sign := _sign_at_end(part):
            owners.setdefault(sign, owner)
    found = []
    for block in blocks if owners else ():
        sign, opening = _opening(block)
        if sign in owners:
            trees.cut(block, opening)
            # Markdown reads a line behind an asterisk as a list of one.
            html = "".join(map(markup.outer, block[0])) if block.tag == "ul" else markup.outer(block)
            found.append(Remark(markup.clean_note(html), owners[sign]))
            body.remove(block)
    if found:
        draft.title = SIGN.sub("", draft.title)
    draft.authors = [SIGN.sub("", author) for author in draft.authors]
    return found


def _parts(draft: Draft) -> Iterator[tuple[int | None, str]]:
    """Yield title, subtitle and authors, each with the place of its author in the line."""
    yield from ((None, part) for part in (draft.title, draft.subtitle))
    yield from enumerate(draft.authors)


def _sign_at_end(html: str) -> str:
    said = markup.text(markup.clean(f"<p>{html}</p>"))
    found = SIGN.search(said.rstrip()[-3:])
    return _levelled(found[0]) if found else ""


def _opening(block: etree._Element) -> tuple[str, int]:
    """Return the sign that a paragraph opens with, and how many letters it takes."""
    if block.tag == "ul" and len(block) == 1:
        return "*", 0
    if block.tag != "p":
        return "", 0
    said = trees.letters(block)
    found = SIGN.match(said)
    if not found:
        return "", 0
    return _levelled(found[0]), len(said) - len(said[found.end() :].lstrip())


def _levelled(sign: str) -> str:
    return sign.replace("＊", "*")
