"""Note calls on the reading page: numbered links that stay on the line of the word they belong to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree

from papers.markup.declaration import CALL
from papers.rendering.words import Tongue

WORD_JOINER = "\u2060"
# JLREQ cl-02, cl-04, cl-06, cl-07 and their Latin fellows: marks that must not begin a line.
CLOSING = re.compile(r"[」』）】〕〉》］｝〙〟’”»)\]},.;:!?、。，．！？‼⁇⁈⁉・：；…‥ー]{1,4}")
# Marks that fill half of their square: the empty half stands before a call that follows them.
HALF_EMPTY = frozenset("」』】〕〉》］｝）〟。、，．")
# One character as a reader sees it: a letter with the marks that combine with it.
LAST_CHARACTER = re.compile(r"\S[\u0300-\u036f\u3099\u309a\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]*\Z")


@dataclass
class Calls:
    """The calls of one document: their numbers, and the DOM ids that they have got so far, per key."""

    numbers: Mapping[str, int]
    tongue: Tongue
    prefix: str = ""
    ids: dict[str, list[str]] = field(default_factory=dict)

    def mark(self, call: etree._Element) -> None:
        """Make a call the numbered link of the reading page; one without a note becomes a question mark."""
        key = call.get(CALL, "")
        del call.attrib[CALL]
        call.set("class", "note-call")
        if key not in self.numbers:
            call.text = "?"
            return
        call.set("id", self.prefix + self._next_id(key))
        link = etree.SubElement(call, "a", {"role": "doc-noteref", "href": f"#note-{key}"})
        if self.tongue.foreign:
            link.set("lang", self.tongue.words)
        link.set("aria-label", call_label(self.numbers[key]))
        link.text = str(self.numbers[key])

    def _next_id(self, key: str) -> str:
        """Return the id of the key's next call: call-a, call-a-2 …

        A key may end in "-2" itself; two hyphens never stand in a key.
        """
        taken = self.ids.setdefault(key, [])
        place = len(taken) + 1
        plain = f"{key}-{place}"
        suffix = key if place == 1 else f"{key}--{place}" if plain in self.numbers else plain
        taken.append(f"call-{suffix}")
        return taken[-1]


def call_label(number: int) -> str:
    """Return the name of a call, for those who hear it."""
    return _("Note %(number)s") % {"number": number}


def back_labels(number: int, calls: int) -> Iterator[str]:
    """Yield the name of each link from a note back to its calls."""
    for place in range(1, calls + 1):
        if calls == 1:
            yield _("Back to note %(number)s in the text") % {"number": number}
        else:
            yield _("Back to note %(number)s in the text, place %(place)s") % {
                "number": number,
                "place": place,
            }


def dress(block: etree._Element, calls: Calls) -> None:
    """Make every call in the block a link, and keep each on one line with what stands around it."""
    found = list(block.iterfind(f".//sup[@{CALL}]"))
    for call in found:
        calls.mark(call)
    for run in _runs(found):
        keep_together(run)


def _runs(found: list[etree._Element]) -> Iterator[list[etree._Element]]:
    """Yield the calls in groups that stand side by side with nothing between them."""
    run: list[etree._Element] = []
    for call in found:
        if run and not (run[-1].getnext() is call and not run[-1].tail):
            yield run
            run = []
        run.append(call)
    if run:
        yield run


def keep_together(run: list[etree._Element]) -> None:
    """Wrap the calls with the character before and the closing marks after (JLREQ: no break at either side).

    Text inside a neighbouring element stays there; a word joiner then holds the two together.
    """
    parent, previous = parent_of(run[0]), run[0].getprevious()
    before, after = _text_before(run[0]), run[-1].tail or ""
    last = LAST_CHARACTER.search(before)
    closing = CLOSING.match(after)
    holder = _holder(last[0] if last else "", is_open=not closing)
    if last:
        _set_text_before(run[0], before[: last.start()])
    elif not before and previous is not None and previous.tag != "br":
        _set_text_before(run[0], WORD_JOINER)
    parent.insert(parent.index(run[0]), holder)
    holder.extend(run)
    run[-1].tail = closing[0] if closing else ""
    holder.tail = after[closing.end() :] if closing else after
    _join_next(holder)


def _holder(last: str, *, is_open: bool) -> etree._Element:
    """Return the wrapping with the character before; where that is half empty, the space goes behind an open call."""
    if last not in HALF_EMPTY:
        holder = etree.Element("span", {"class": "nb"})
        holder.text = last
        return holder
    holder = etree.Element("span", {"class": "nb spaced" if is_open else "nb"})
    etree.SubElement(holder, "span", {"class": "half"}).text = last
    return holder


def _join_next(holder: etree._Element) -> None:
    """Hold on to a closing mark that begins the next element."""
    following = holder.getnext()
    if following is not None and not holder.tail and CLOSING.match(following.text or ""):
        holder.tail = WORD_JOINER


def parent_of(element: etree._Element) -> etree._Element:
    """Return the element this one stands in; raise ValueError for a root."""
    parent = element.getparent()
    if parent is None:
        raise ValueError(f"<{element.tag}> stands in nothing")
    return parent


def _text_before(element: etree._Element) -> str:
    previous = element.getprevious()
    return (parent_of(element).text if previous is None else previous.tail) or ""


def _set_text_before(element: etree._Element, text: str) -> None:
    previous = element.getprevious()
    if previous is None:
        parent_of(element).text = text
    else:
        previous.tail = text
