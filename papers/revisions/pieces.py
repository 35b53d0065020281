"""Two readings of a text cut into what stayed, went and came: its words, and the form that they have."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from papers import markup

SAME, GONE, NEW = "same", "gone", "new"
# A word of a script with spaces, a run of spaces, or any other sign by itself: 漢字 and かな are compared sign by sign.
_TOKEN = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\s+|.", re.DOTALL)
_LINES = frozenset({"p", "h2", "h3", "h4", "li", "tr", "caption", "figcaption", "small"})
_KINDS = {
    "p": gettext_lazy("Text"),
    "h2": gettext_lazy("Heading"),
    "h3": gettext_lazy("Subheading"),
    "h4": gettext_lazy("Minor heading"),
    "blockquote": gettext_lazy("Quotation"),
    "ul": gettext_lazy("List"),
    "ol": gettext_lazy("Numbered list"),
    "table": gettext_lazy("Table"),
    "th": gettext_lazy("Header cell"),
    "figure": gettext_lazy("Figure"),
    "small": gettext_lazy("Picture credit"),
}
_FACTS = {
    "start": gettext_lazy("from %s"),
    "colspan": gettext_lazy("%s columns wide"),
    "rowspan": gettext_lazy("%s rows high"),
}
# What says the form by itself: the kind of a block, where a link leads, the language of some words, a reading.
SAID = (("small", ""),)
# How each form is shown; a line break shows itself.
_SHOWN = {
    **{name: f"<{name}>{{0}}</{name}>" for name in ("strong", "em", "sub", "sup")},
    "a": '<span class="compared-link">{0}</span>',
    "span": '<span lang="{1}">{0}</span>',
    "ruby": '<span class="compared-ruby">{0}</span>',
    "small": '<small class="compared-form">{0}</small>',
}

# The marks that some words stand in, outer to inner, each with its attribute.
Form = tuple[tuple[str, str], ...]


class Piece(NamedTuple):
    """A stretch of text in one form that stayed (same), went (gone) or came (new)."""

    kind: str
    text: str
    form: Form = ()

    @property
    def html(self) -> SafeString:
        """Return the text as it is shown: in its marks, and marked where it went or came."""
        shown = conditional_escape(self.text)
        for name, value in reversed(self.form):
            shown = format_html(_SHOWN.get(name, "{0}"), shown, value)
        tag = {GONE: "<del>{}</del>", NEW: "<ins>{}</ins>"}.get(self.kind, "{}")
        return format_html(tag, shown)


@dataclass(frozen=True)
class Token:
    """What is compared: a word, what is shown of it and in which form; `says_form` when it is no word at all.

    A call is the same note under any number, a link the same words wherever it leads.
    """

    word: str
    shown: str
    form: Form = ()
    says_form: bool = False

    @property
    def sign(self) -> tuple[str, ...]:
        return self.word, *self.names

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _value in self.form)


class Blocks(NamedTuple):
    """Some blocks of a text, and the printed numbers of the notes that its calls call."""

    blocks: Sequence[etree._Element]
    numbers: Mapping[str, int]


def compared(before: Blocks, after: Blocks) -> tuple[list[Token], list[Token]]:
    """Return what an editor reads of the blocks on either side; their kinds are told where they differ."""
    kinds = [
        [kind for block in side.blocks for kind in map(_kind, block.iter()) if kind]
        for side in (before, after)
    ]
    is_told = kinds[0] != kinds[1] and {*kinds[0], *kinds[1]} != {str(_KINDS["p"])}
    return _read(before, is_told), _read(after, is_told)


def plain(text: str, form: Form = ()) -> list[Token]:
    return [Token(word, word, form) for word in _TOKEN.findall(text)]


def words(tokens: Iterable[Token]) -> list[str]:
    """Return the words without the form that they have."""
    return [token.word for token in tokens if not token.says_form]


def pieces(before: list[Token], after: list[Token]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both sides in pieces, neighbouring ones of a kind and a form joined."""
    matcher = SequenceMatcher(None, [t.sign for t in before], [t.sign for t in after], autojunk=False)
    left: list[Piece] = []
    right: list[Piece] = []
    for what, start, end, begin, until in matcher.get_opcodes():
        is_same = what == "equal"
        left += _joined(SAME if is_same else GONE, before[start:end])
        right += _joined(SAME if is_same else NEW, after[begin:until])
    return tuple(left), tuple(right)


def _joined(kind: str, tokens: list[Token]) -> Iterator[Piece]:
    # By the names alone: what is the same is cut alike on both sides.
    for _names, run in groupby(tokens, key=lambda token: token.names):
        together = list(run)
        yield Piece(kind, "".join(token.shown for token in together), together[0].form)


def _read(text: Blocks, is_told: bool) -> list[Token]:
    tokens = [token for block in text.blocks for token in _tokens(block, text.numbers, is_told)]
    while tokens and tokens[-1].word == "\n":
        tokens.pop()
    return tokens


def _tokens(
    element: etree._Element, numbers: Mapping[str, int], is_told: bool, form: Form = ()
) -> Iterator[Token]:
    if key := element.get(markup.CALL):
        yield Token(f"\0{key}", f"[{numbers.get(key, key)}]")
    elif element.tag == "rt":
        yield Token(f"\0rt {element.text}", f"⟨{element.text or ''}⟩", SAID)
    else:
        yield from _begin(element, is_told)
        inside = (*form, *_mark(element))
        yield from plain(element.text or "", inside)
        for child in element:
            yield from _tokens(child, numbers, is_told, inside)
            yield from plain(child.tail or "", inside)
        yield from _end(element)


def _mark(element: etree._Element) -> Form:
    name = str(element.tag)
    if name in markup.MARKS:
        attribute = markup.MARKS[name].attribute
        return ((name, element.get(attribute, "") if attribute else ""),)
    return ((name, ""),) if name == "ruby" else ()


def _begin(element: etree._Element, is_told: bool) -> Iterator[Token]:
    """Yield what stands before the words of an element: its kind, a picture and its words."""
    if is_told and (kind := _kind(element)):
        yield Token(f"\0{kind}", f"⟨{kind}⟩", SAID, says_form=True)
    if element.tag == "img":
        yield Token(f"\0{element.get('src')}", "▧ ")
        yield from plain(element.get("alt", ""))


def _end(element: etree._Element) -> Iterator[Token]:
    """Yield what stands behind the words of an element: where a link leads, a language, the end of a line or cell."""
    if element.tag in ("a", "span"):
        ((_name, value),) = _mark(element)
        yield Token(f"\0{value}", f"⟨{value}⟩", SAID, says_form=True)
    elif element.tag == "br":
        yield Token("\n", "↵\n", (("br", ""),))
    elif element.tag in _LINES and not _ends_with(element):
        yield Token("\n", "\n")
    elif element.tag in ("td", "th"):
        yield Token("\t", " | ")


def _ends_with(element: etree._Element) -> bool:
    """Return whether an item, a cell or a caption ends with the element, and says so itself."""
    parent = element.getparent()
    return element.getnext() is None and parent is not None and parent.tag in ("li", "td", "th", "figcaption")


def _kind(element: etree._Element) -> str:
    """Return what a block or cell is called, with what it has beside its words; empty where its place says it."""
    parent = element.getparent()
    facts = [str(told) % element.get(name) for name, told in _FACTS.items() if element.get(name)]
    is_inner = element.tag == "p" and parent is not None and parent.tag != "body"
    name = "" if is_inner else str(_KINDS.get(str(element.tag), ""))
    if element.tag == "td" and facts:
        name = _("Cell")
    if element.get("scope") == "row":
        name = _("Header cell of its row")
    return ", ".join([name, *facts]) if name else ""
