"""The habit of writing notes by hand: [1] in the text and a numbered list at the end."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree

from papers import markup
from papers.importing import trees
from papers.importing.draft import Draft, excerpt

_BEFORE, _AFTER = r"[\s【\[（(〔■◆●◎▼＊*#]*", r"[\s】\]）)〕:：]*"
_NOTES = (
    r"脚\s*注|注\s*釈|注|註|注\s*記|後\s*注|原\s*注|訳\s*注|(?:foot|end)?notes?|각주|미주|역주|주|脚注|尾注"
)
_SOURCES = r"references?|参考文献|引用文献|注[・、]?\s*参考文献|参考文献[・、]?\s*注|notes and references"
LABEL = re.compile(f"{_BEFORE}(?:(?P<notes>{_NOTES})|(?P<sources>{_SOURCES})){_AFTER}", re.IGNORECASE)

# The keys of notes that are known by their typed number.
BY_HAND = "list-"

_TRANSLATORS = re.compile(r"訳\s*注|역주")

_DIGITS = r"[0-9０-９]{1,4}"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# How an entry begins. The first kinds are unmistakable, a bare number only where one is expected.
_ENTRY = re.compile(
    rf"\s*(?:[-–—・•*]\s*)?(?:注|註|脚注|note\s|n\.)?\s*"
    rf"(?:[\[［(（〔【^]\s*(?:注|註)?\s*(?P<closed>{_DIGITS})\s*[\]］)）〕】^]"
    rf"|(?P<dotted>{_DIGITS})\s*(?:[.．](?!\d)|[、)）:：])"
    rf"|(?P<raised>[⁰¹²³⁴-⁹]{{1,4}})"
    rf"|(?P<bare>{_DIGITS})(?=\s|[“”‘’「『〝]))\s*",
    re.IGNORECASE,
)
_RANGE = rf"\s*{_DIGITS}(?:\s*[,、，・]\s*{_DIGITS}|\s*[-–—〜～]\s*{_DIGITS})*\s*"
# How a call is written; one text keeps to one of these.
CALLS = {
    "bracket": re.compile(rf"[\[［〔](?:注|註|脚注)?({_RANGE})[\]］〕]"),
    "word": re.compile(rf"[(（]?(?:※|注|註|脚注)\s*({_DIGITS})[)）]|※({_DIGITS})"),
    "raised": re.compile(r"([⁰¹²³⁴-⁹]{1,3})"),
    "sup": re.compile(rf"[\[［(（]?({_RANGE})[\]］)）]?"),
    # Text has numbers in round brackets for many reasons: these count only where the list has the same marks.
    "round": re.compile(rf"[(（]\s*({_DIGITS})\s*[)）]"),
    "half": re.compile(rf"(?<![0-9０-９(（,、–-])({_DIGITS})[)）]"),
}
_SHAPES = {
    "round": re.compile(rf"\s*[(（]\s*{_DIGITS}\s*[)）]"),
    "half": re.compile(rf"\s*{_DIGITS}\s*[)）]"),
}
# Neither 5 km² nor 10⁶ calls a note.
_UNIT = re.compile(r"(?:(?<![A-Za-z])[kcdm]?m|(?<!\d)10|[㎞㎝㎜])$")
LONGEST_NUMBER = 999
WIDEST_RANGE = 20


@dataclass
class Entry:
    """One entry of a list at the end: its number as printed and its paragraphs."""

    number: int
    paragraphs: list[etree._Element]

    @property
    def html(self) -> str:
        return "".join(markup.outer(paragraph) for paragraph in self.paragraphs)


@dataclass
class Listing:
    """A list of notes found in a body: its entries and the blocks that it takes up."""

    entries: list[Entry] = field(default_factory=list)
    blocks: list[etree._Element] = field(default_factory=list)
    shapes: set[str] = field(default_factory=set)
    is_sources: bool = False
    is_translators: bool = False


def take(body: etree._Element, draft: Draft) -> None:
    """Turn notes written by hand into real ones; what does not match is named in the report."""
    _free_labels(body)
    listing = _labelled(body) or _unlabelled(body)
    if listing is None:
        _name_calls_without_list(body, draft)
        return
    numbers = {entry.number for entry in listing.entries}
    outside = [block for block in body if block not in listing.blocks]
    style = _style(outside, numbers) or _style_of_list(outside, listing)
    if style is None and (listing.is_sources or draft.notes):
        # A numbered bibliography, or a list beside real notes, that nothing in the text points at.
        return
    for block in listing.blocks:
        trees.drop(block)
    _store(listing.entries, draft)
    if listing.is_translators:
        draft.kinds.update((key_of(number), "translator") for number in numbers)
    _make_calls(body, style, numbers)
    _call_from_titles(draft, style, numbers)
    # A call without an entry is named by the number that stands in the file.
    called = {call.get(markup.CALL, "") for call in body.iter("sup")}
    for key in called - draft.printed.keys():
        if key.startswith(BY_HAND):
            draft.printed[key] = key.removeprefix(BY_HAND)


def _call_from_titles(draft: Draft, style: str | None, numbers: set[int]) -> None:
    """Make the calls of title, subtitle and authors, which stand outside the body."""

    def called(html: str) -> str:
        line = markup.parse(markup.clean(f"<p>{html}</p>"))
        _make_calls(line, style, numbers)
        return "".join(map(markup.outer, line)).removeprefix("<p>").removesuffix("</p>")

    draft.title, draft.subtitle = called(draft.title), called(draft.subtitle)
    draft.authors = list(map(called, draft.authors))


def _free_labels(body: etree._Element) -> None:
    """Give each line of a paragraph its own when one of them is the label of a list."""
    for block in list(body):
        if block.tag == "p" and block.find(".//br") is not None:
            lines = trees.lines(block)
            if any(LABEL.fullmatch(markup.text(line).strip()) for line in lines):
                for line in lines:
                    block.addprevious(line)
                body.remove(block)


def _store(entries: Iterable[Entry], draft: Draft) -> None:
    for entry in entries:
        key = key_of(entry.number)
        if key in draft.notes:
            sentence = _("The list has number %(number)d twice: “%(first)s” and “%(second)s”.")
            texts = {
                "first": excerpt(markup.text(draft.notes[key])),
                "second": excerpt(markup.text(entry.html)),
            }
            draft.report.mismatches.append(sentence % {"number": entry.number, **texts})
        else:
            if any(paragraph.find(f".//sup[@{markup.CALL}]") is not None for paragraph in entry.paragraphs):
                why = _("A note cannot be called from a note.")
                draft.report.lose(_("note inside a note"), markup.text(entry.html), why)
            draft.notes[key] = markup.clean_note(entry.html)
            draft.printed[key] = str(entry.number)


def key_of(number: int) -> str:
    """Return the key of a note that is known by its number."""
    return f"{BY_HAND}{number}"


# -- the list --------------------------------------------------------------------------------


def _labelled(body: etree._Element) -> Listing | None:
    """Return the list under the last label that has one."""
    blocks = list(body)
    for at in range(len(blocks) - 1, -1, -1):
        found = LABEL.fullmatch(markup.text(blocks[at]).strip()) if blocks[at].tag in _LINES else None
        if found:
            listing = _entries(blocks[at + 1 :])
            if listing.entries:
                listing.blocks.insert(0, blocks[at])
                listing.is_sources = found["sources"] is not None
                listing.is_translators = _TRANSLATORS.search(found[0]) is not None
                return listing
    return None


_LINES = ("p", "h2", "h3", "h4")


def _unlabelled(body: etree._Element) -> Listing | None:
    """Return a list 1, 2, 3 … that ends the body without a label, if calls point at all of it."""
    blocks = list(body)
    for at in range(len(blocks) - 1, 0, -1):
        if blocks[at].tag not in ("p", "ol", "ul"):
            return None
        if next((_number(number, line) for number, line in _lines_of(blocks[at])), None) != 1:
            continue
        listing = _entries(blocks[at:])
        numbers = [entry.number for entry in listing.entries]
        if listing.blocks == blocks[at:] and numbers == list(range(1, len(numbers) + 1)):
            found = _numbers(blocks[:at], CALLS["bracket"]) | _numbers_in_sup(blocks[:at])
            return listing if set(numbers) <= found else None
        return None
    return None


def _entries(blocks: list[etree._Element]) -> Listing:
    """Return the entries that stand at the head of these blocks.

    A paragraph without a number continues the entry above it when another number follows it.
    """
    listing = Listing()
    pending: list[tuple[etree._Element, etree._Element]] = []
    for block in blocks:
        if block.tag in ("h2", "h3", "h4", "figure", "table"):
            break
        for given, paragraph in _lines_of(block):
            expected = listing.entries[-1].number + 1 if listing.entries else None
            said = markup.text(paragraph)
            number = _number(given, paragraph, expected)
            if number:
                listing.shapes.add(next((name for name, form in _SHAPES.items() if form.match(said)), ""))
                _take_pending(listing, pending)
                listing.entries.append(Entry(number, [paragraph]))
                _own(listing, block)
            elif listing.entries and block in listing.blocks:
                listing.entries[-1].paragraphs.append(paragraph)
            else:
                pending.append((block, paragraph))
        if not listing.entries:
            break
    return listing


def _take_pending(listing: Listing, pending: list[tuple[etree._Element, etree._Element]]) -> None:
    for block, paragraph in pending if listing.entries else ():
        listing.entries[-1].paragraphs.append(paragraph)
        _own(listing, block)
    pending.clear()


def _own(listing: Listing, block: etree._Element) -> None:
    if block not in listing.blocks:
        listing.blocks.append(block)


def _lines_of(block: etree._Element) -> Iterator[tuple[int | None, etree._Element]]:
    """Yield the lines of a block as paragraphs, each with the number that its list gives it.

    None: the line itself may say a number. 0: it belongs to the line above.
    """
    if block.tag in _LINES:
        for line in trees.lines(block):
            yield None, line
    elif block.tag == "blockquote":
        for inner in block:
            yield from _lines_of(inner)
    elif block.tag in ("ul", "ol"):
        start = int(block.get("start", "1"))
        for at, item in enumerate(block):
            yield from _item(item, start + at if block.tag == "ol" else None)


def _item(item: etree._Element, number: int | None) -> Iterator[tuple[int | None, etree._Element]]:
    # Markdown reads "- 1. Text" as a list in a list.
    if len(item) == 1 and item[0].tag == "ol":
        yield from _lines_of(item[0])
        return
    for inner in item:
        for _given, line in _lines_of(inner):
            yield number, line
            number = 0


def _number(given: int | None, paragraph: etree._Element, expected: int | None = None) -> int | None:
    """Return the number of a line, cutting it off where the line itself says it; None for no number."""
    if given is not None:
        return given
    first = paragraph[0] if len(paragraph) and not (paragraph.text or "").strip() else None
    if first is not None and first.tag == "sup" and CALLS["sup"].fullmatch((first.text or "").strip()):
        number = int(re.sub(r"\D", "", first.text or "")[:4])
        trees.drop(first)
        return number
    found = _ENTRY.match("".join(getattr(holder, name) or "" for holder, name in trees.strings(paragraph)))
    if not found:
        return None
    digits = found["closed"] or found["dotted"] or found["raised"] or found["bare"]
    number = int(digits.translate(_RAISED))
    if found["bare"] and expected is not None and number not in range(expected - 1, expected + 3):
        return None
    trees.cut(paragraph, found.end())
    return number


# -- the calls -------------------------------------------------------------------------------


def _style(blocks: Iterable[etree._Element], numbers: set[int]) -> str | None:
    """Return the way of calling that reaches most of the entries, None when none reaches any."""
    blocks = list(blocks)
    reached = {name: len(_numbers(blocks, CALLS[name]) & numbers) for name in ("bracket", "word", "raised")}
    reached["sup"] = len(_numbers_in_sup(blocks) & numbers)
    best = max(reached, key=lambda name: reached[name])
    return best if reached[best] else None


def _style_of_list(blocks: Iterable[etree._Element], listing: Listing) -> str | None:
    """Return the round brackets of the list itself when the text has each of its numbers once, in order."""
    numbers = [entry.number for entry in listing.entries]
    blocks = list(blocks)
    for style in ("round", "half") if len(listing.shapes) == 1 else ():
        if style in listing.shapes and list(_in_order(blocks, CALLS[style])) == numbers:
            return style
    return None


def _in_order(blocks: Iterable[etree._Element], pattern: re.Pattern[str]) -> Iterator[int]:
    for block in blocks:
        for holder, name in trees.strings(block):
            for found in pattern.finditer(getattr(holder, name) or ""):
                yield from _several(found)


def _numbers(blocks: Iterable[etree._Element], pattern: re.Pattern[str]) -> set[int]:
    return set(_in_order(blocks, pattern))


def _numbers_in_sup(blocks: Iterable[etree._Element]) -> set[int]:
    return {number for block in blocks for raised in block.iter("sup") for number in _raised(raised)}


def _raised(raised: etree._Element) -> list[int]:
    """Return the numbers that a superscript calls, none when it is something else."""
    if raised.get(markup.CALL) is not None:
        return []
    found = CALLS["sup"].fullmatch(trees.letters(raised).strip())
    if not found or _UNIT.search(_before(raised)):
        return []
    return _several(found)


def _before(element: etree._Element) -> str:
    previous = element.getprevious()
    if previous is not None:
        return previous.tail or trees.letters(previous)
    parent = element.getparent()
    return (parent.text or "") if parent is not None else ""


def _several(found: re.Match[str]) -> list[int]:
    """Return the numbers in a call such as 3 or 3, 5 or 3–5; none when one of them is no note's."""
    digits = next(group for group in found.groups() if group is not None).translate(_RAISED)
    numbers: list[int] = []
    for part in re.split(r"[,、，・]", digits):
        ends = [int(number) for number in re.findall(_DIGITS, part)]
        if not ends or max(ends) > LONGEST_NUMBER or not 0 <= ends[-1] - ends[0] <= WIDEST_RANGE:
            return []
        numbers += range(ends[0], ends[-1] + 1)
    return [] if 0 in numbers else numbers


def _make_calls(body: etree._Element, style: str | None, numbers: set[int]) -> None:
    if style is None:
        return
    if style == "sup":
        for raised in list(body.iter("sup")):
            called = _raised(raised)
            if called and (set(called) & numbers or max(called) <= max(numbers) + 1):
                for child in list(raised):
                    trees.drop(child)
                raised.text = None
                for number in called:
                    raised.append(_call(number))
    else:
        trees.replace(body, lambda text: _split(text, CALLS[style]))


def _split(text: str, pattern: re.Pattern[str]) -> list[trees.Piece]:
    pieces: list[trees.Piece] = []
    done = 0
    for found in pattern.finditer(text):
        numbers = _several(found)
        if numbers:
            pieces += [text[done : found.start()], *map(_call, numbers)]
            done = found.end()
    return [*pieces, text[done:]]


def _call(number: int) -> etree._Element:
    return etree.Element("sup", {markup.CALL: key_of(number)})


def _name_calls_without_list(body: etree._Element, draft: Draft) -> None:
    """Without any list, [1] still says that notes were lost on the way; beside real notes it may not."""
    found = _numbers(body, CALLS["bracket"])
    if 1 not in found:
        return
    if draft.notes:
        draft.report.doubt(_("The text has marks such as [1], but no list of notes that they call."))
    else:
        _make_calls(body, "bracket", found)
        draft.printed.update((key_of(number), str(number)) for number in found)
