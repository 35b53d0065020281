"""Note calls in a body: reading them, numbering them, comparing languages."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from papers import markup

_LINES = ("p", "h2", "h3", "h4", "caption", "figcaption")
_CLOSERS = r"[」』）】〉》)\]”’\"']*+"
# A full stop ends a sentence only before a space and not after an initial (U.S., J. Kim); 。 always does.
_ENDS = re.compile(rf"[。！？!?．]++{_CLOSERS}|(?<!\.)(?<![.\s][A-Z])\.++{_CLOSERS}(?=\s|\Z)|\n")
# … nor after one of these; the last three only before a number, for they are words and letters too.
_ABBREVIATION = re.compile(
    r"\b(?:(?:Dr|Mr|Mrs|Ms|Prof|Gen|St|Jr|Inc|Ltd|vs|cf|pp|et al|e\.g|i\.e)\."
    r"|Vol\.(?=\s+[\dIVXLC])|(?:No|p)\.(?=\s+\d))\s",
    re.IGNORECASE,
)
_RAISED = re.compile(r"[\d+−-]+")
_SIGNS = str.maketrans(
    {**dict.fromkeys("‘’‚‛′＇", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)


@dataclass(frozen=True)
class Parity:
    """The keys that a translated body calls less often than the original, and those that it calls more often."""

    missing: list[str]
    extra: list[str]


def keys(body: str) -> list[str]:
    """Return the note keys in reading order; a note called twice is listed twice."""
    return [_key(call) for call in _calls(markup.parse(body))]


def numbers(body: str) -> dict[str, int]:
    """Return the printed number of each note: first call, first number."""
    return {key: n for n, key in enumerate(dict.fromkeys(keys(body)), start=1)}


def dangling(body: str, known: Iterable[str]) -> list[str]:
    """Return the keys that are called but not known, in reading order, each once."""
    notes = frozenset(known)
    return [key for key in dict.fromkeys(keys(body)) if key not in notes]


def uncalled(body: str, known: Iterable[str]) -> list[str]:
    """Return the known keys that are never called, in the order in which they are given."""
    called = frozenset(keys(body))
    return [key for key in dict.fromkeys(known) if key not in called]


def compare(original: str, translated: str, apart: Collection[str] = ()) -> Parity:
    """Return what the translated body lost and what it added; `apart` are notes of one edition only."""
    before, after = (
        Counter(key for key in keys(body) if key not in apart) for body in (original, translated)
    )
    return Parity(missing=sorted(before - after), extra=sorted(after - before))


def context(body: str, key: str) -> list[str]:
    """Return the sentence around each call of a note as plain text, in reading order.

    A call right after the end of a sentence belongs to that sentence.
    """
    return [sentence for called, sentence in _told(body) if called == key]


def sentences(body: str) -> dict[str, str]:
    """Return for every note that is called the sentence around its first call, as `context` has it."""
    found: dict[str, str] = {}
    for key, sentence in _told(body):
        found.setdefault(key, sentence)
    return found


def rename(body: str, names: Mapping[str, str]) -> str:
    """Return the body with the calls of the old keys made calls of the new ones, all at once.

    Raises ValueError for a new key that no body may contain.
    """
    tree = markup.parse(body)
    for call in _calls(tree):
        new = names.get(_key(call), _key(call))
        if not markup.KEY.fullmatch(new):
            raise ValueError(f"not a note key: {new!r}")
        call.set(markup.CALL, new)
    return markup.serialise(tree)


def match_texts(original: Mapping[str, str], translated: Mapping[str, str]) -> dict[str, str]:
    """Return translated key → original key of the notes that say the same.

    Spacing, case, the form of quotation marks and the last full stop make no difference; links that lead elsewhere and
    raised figures do. Equal texts ("Ibid.") are matched in order, when there are as many of them on both sides;
    otherwise not at all.
    """
    said, meant = ({key: _said(html) for key, html in notes.items()} for notes in (original, translated))
    matched = _matched(said, meant)
    ours = set(matched.values())
    # The files of one of the languages may have no links at all.
    rest = (
        {key: (text, ()) for key, (text, _) in said.items() if key not in ours},
        {key: (text, ()) for key, (text, _) in meant.items() if key not in matched},
    )
    plain = {
        theirs: ours for theirs, ours in _matched(*rest).items() if not (said[ours][1] and meant[theirs][1])
    }
    return matched | plain


Said = tuple[str, tuple[str, ...]]  # the words of a note, and where its links lead


def _matched(original: Mapping[str, Said], translated: Mapping[str, Said]) -> dict[str, str]:
    before, after = _by_text(original), _by_text(translated)
    return {
        theirs: ours
        for said, found in after.items()
        if len(found) == len(before.get(said, ()))
        for theirs, ours in zip(found, before[said], strict=True)
    }


def _by_text(notes: Mapping[str, Said]) -> dict[Said, list[str]]:
    found: defaultdict[Said, list[str]] = defaultdict(list)
    for key, said in notes.items():
        if said[0]:
            found[said].append(key)
    return found


def _said(html: str) -> Said:
    note = markup.parse(html)
    for raised in note.iter("sup", "sub"):
        if not len(raised) and _RAISED.fullmatch(raised.text or ""):
            raised.text = f"{'^' if raised.tag == 'sup' else '_'}{raised.text}"
    return _normal(markup.text(note)), tuple(link.get("href", "") for link in note.iter("a"))


def _normal(text: str) -> str:
    signed = "".join(_lowered(sign) for sign in text)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", signed).casefold())
    return " ".join(folded.translate(_SIGNS).split()).rstrip(" .,;:。、")


def _lowered(sign: str) -> str:
    """Return ² as ^2, as a raised figure is written."""
    form = unicodedata.decomposition(sign)
    return f"^{sign}" if sign.isdigit() and form.startswith("<super>") else sign


def _calls(body: etree._Element) -> Iterator[etree._Element]:
    return body.iterfind(f".//sup[@{markup.CALL}]")


def _key(call: etree._Element) -> str:
    return call.get(markup.CALL, "")


def _pieces(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the text of a line in pieces, each with the key that is called after it."""
    yield element.text or "", ""
    for child in element:
        if child.tag == "sup" and child.get(markup.CALL):
            yield "", _key(child)
        elif child.tag == "br":
            yield "\n", ""
        elif child.tag != "rt":
            yield from _pieces(child)
        yield child.tail or "", ""


def _told(body: str) -> Iterator[tuple[str, str]]:
    """Yield the key of each call with the sentence around it, in reading order."""
    for line in markup.parse(body).iter(*_LINES):
        yield from _sentences(list(_pieces(line)))


def _sentences(pieces: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    if not any(called for _, called in pieces):
        return
    line = "".join(text for text, _ in pieces)
    ends = [0, *_ends(line), len(line)]
    sentences: dict[int, str] = {}
    place = 0
    for text, called in pieces:
        place += len(text)
        if called:
            last = max(1, bisect_left(ends, _without_spaces(line, place)))
            if last not in sentences:
                sentences[last] = markup.line(line[ends[last - 1] : ends[last]])
            yield called, sentences[last]


def _ends(line: str) -> Iterator[int]:
    """Yield where a sentence of a line ends."""
    short = {found.end() - 1 for found in _ABBREVIATION.finditer(line)}
    yield from (end.end() for end in _ENDS.finditer(line) if end.end() not in short)


def _without_spaces(line: str, place: int) -> int:
    while place and line[place - 1] in " \xa0\u3000":
        place -= 1
    return place
