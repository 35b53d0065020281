"""Small moves on a clean body: walking its text, cutting letters off, splitting at line breaks."""

from collections.abc import Callable, Iterator

from lxml import etree

from papers import markup

Piece = str | etree._Element


def strings(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield each piece of text as (element, "text" or "tail"), in reading order, readings of ruby apart."""
    yield element, "text"
    for child in element:
        if child.tag not in ("rt", "rp"):
            yield from strings(child)
        yield child, "tail"


def letters(element: etree._Element) -> str:
    """Return all text in an element, as it stands."""
    return "".join(map(str, element.itertext()))


def cut(element: etree._Element, count: int) -> None:
    """Take the first `count` letters of text out of an element."""
    for holder, name in strings(element):
        here = getattr(holder, name) or ""
        taken = here[:count]
        setattr(holder, name, here[len(taken) :])
        count -= len(taken)
        if not count:
            return


def cut_end(element: etree._Element, count: int) -> None:
    """Take the last `count` letters of text out of an element."""
    for holder, name in reversed(list(strings(element))):
        here = getattr(holder, name) or ""
        taken = min(count, len(here))
        setattr(holder, name, here[: len(here) - taken])
        count -= taken
        if not count:
            return


def replace(root: etree._Element, split: Callable[[str], list[Piece]]) -> None:
    """Put what `split` makes of each piece of text in its place; it gives back text and elements."""
    for holder, name in list(strings(root)):
        here = getattr(holder, name)
        pieces = split(here) if here else []
        if any(not isinstance(piece, str) for piece in pieces):
            _put(holder, name, pieces)


def _put(holder: etree._Element, name: str, pieces: list[Piece]) -> None:
    """Put the pieces in the place of a text: the elements first, each behind the one before, then what stands between."""
    if name == "tail" and holder.getparent() is None:
        return
    lead, made, tails = "", list[etree._Element](), list[str]()
    for piece in pieces:
        if not isinstance(piece, str):
            made.append(piece)
            tails.append("")
        elif made:
            tails[-1] += piece
        else:
            lead += piece
    # An element put behind another would come between it and its tail: no place has one meanwhile.
    setattr(holder, name, None)
    before = None
    for piece in made:
        if before is not None:
            before.addnext(piece)
        elif name == "text":
            holder.insert(0, piece)
        else:
            holder.addnext(piece)
        before = piece
    setattr(holder, name, lead)
    for piece, tail in zip(made, tails, strict=True):
        piece.tail = tail


def lines(paragraph: etree._Element) -> list[etree._Element]:
    """Return the lines of a paragraph, each as a paragraph of its own, marks carried over the break."""
    made: list[etree._Element] = []
    opened: list[etree._Element] = []

    def begin() -> None:
        inner = [_like(mark) for mark in opened[1:]]
        opened[:] = [etree.Element("p"), *inner]
        for outer, mark in zip(opened, inner, strict=False):
            outer.append(mark)
        made.append(opened[0])

    def copy(source: etree._Element) -> None:
        _add(opened[-1], source.text)
        for child in source:
            if child.tag == "br":
                begin()
            else:
                opened[-1].append(_like(child))
                opened.append(opened[-1][-1])
                copy(child)
                opened.pop()
            _add(opened[-1], child.tail)

    begin()
    copy(paragraph)
    return made


def _like(element: etree._Element) -> etree._Element:
    made = etree.Element(element.tag)
    for name, value in element.items():
        made.set(name, value)
    return made


def _add(element: etree._Element, text: str | None) -> None:
    """Add text behind everything that an element holds."""
    if text and len(element):
        element[-1].tail = (element[-1].tail or "") + text
    elif text:
        element.text = (element.text or "") + text


def drop(element: etree._Element) -> None:
    """Take an element out and leave the text behind it where it stood."""
    parent = element.getparent()
    if parent is None:
        return
    previous, tail = element.getprevious(), element.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def line(block: etree._Element) -> str:
    """Return the text of a block on one line, readings of ruby apart."""
    return " ".join(markup.text(block).split())


def joined(lines: list[etree._Element]) -> etree._Element:
    """Return lines as one paragraph with breaks between them."""
    made = lines[0]
    for following in lines[1:]:
        made.append(etree.Element("br"))
        made[-1].tail = following.text
        made.extend(list(following))
    return made
