"""A work that is cited, and the pieces of it that a line prints: escaped, in italics or quotation marks, in its language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

KANA = re.compile(r"[\u3041-\u30ff]")
HAN = re.compile(r"[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]")
HANGUL = re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
SPACES = re.compile(r"[ \t\r\n]+")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
PHRASE = re.compile(r"[A-Za-z]{3,}(?:[ ,]+[A-Za-z]{3,})+")
TAG = re.compile(r"(<[^>]*>)")
# Languages whose titles are neither slanted nor put between Western quotation marks (CMOS 11.110).
UPRIGHT = {"ja", "zh", "ko"}
# Variables that are printed in the words of the work itself.
OWN_WORDS = {
    "title",
    "container-title",
    "collection-title",
    "volume-title",
    "publisher",
    "event-title",
    "archive",
    "authority",
}
TURNED = {"“": "‘", "”": "’", "‘": "“"}


def script(text: str) -> str:
    """Return the language that the letters of a text show; empty for Latin ones, which are of many."""
    if KANA.search(text):
        return "ja"
    if HANGUL.search(text):
        return "ko"
    # Signs alone are of three languages; the papers here are Japanese.
    return "ja" if HAN.search(text) else ""


@dataclass(frozen=True)
class Work:
    """A CSL item, and the language of the line that it is printed in."""

    item: Mapping[str, Any]
    language: str

    @property
    def kind(self) -> str:
        return str(self.item.get("type", ""))

    def has(self, *names: str) -> bool:
        return any(self.item.get(name) for name in names)

    def plain(self, name: str) -> str:
        """Return a variable as it is stored, as text."""
        # A wide space is part of a Japanese title.
        return SPACES.sub(" ", str(self.item.get(name) or "")).strip()

    def said(self, name: str) -> str:
        """Return a variable as HTML, marked where it is in another language than the line.

        Figures, words of a catalogue (edition, genre) and addresses are not in the language of the work.
        """
        text = self.plain(name)
        return self.marked(text) if name in OWN_WORDS or script(text) else escape(text, quote=False)

    def italic(self, name: str) -> str:
        """Return a title set in italics; in letters that are not slanted, as it is."""
        text, lang = self.plain(name), self.tongue(self.plain(name))
        if not text:
            return ""
        if script(text) in UPRIGHT:
            return self.marked(text)
        attribute = f' lang="{escape(lang)}"' if lang else ""
        return f"<em{attribute}>{escape(text, quote=False)}</em>"

    def quoted(self, name: str) -> str:
        """Return a title between quotation marks, those inside it as single ones (CMOS 13.30, 14.94)."""
        text = self.plain(name)
        return f"“{self.marked(_inner(text))}”" if text else ""

    def marked(self, text: str) -> str:
        lang = self.tongue(text)
        html = escape(text, quote=False)
        return f'<span lang="{escape(lang)}">{html}</span>' if lang else html

    def tongue(self, text: str) -> str:
        """Return the language of a text of the work where it is another than the line's; else nothing.

        What the item says of its language holds for words in the letters of that language.
        """
        own, shown = base(self.plain("language")), script(text)
        is_own = own in UPRIGHT if shown else own not in UPRIGHT and bool(LATIN.search(text))
        found = own if is_own else shown
        return found if found != base(self.language) else ""


def with_english(html: str, language: str) -> str:
    """Return a line in a language of other letters with its English phrases marked: two words and more in Latin letters.

    They are names of series and words of a style; what says its language already stays.
    """
    if base(language) not in UPRIGHT:
        return html
    marked, depth = "", 0
    for piece in TAG.split(html):
        is_tag = piece.startswith("<")
        if is_tag and "span" in piece:
            depth += -1 if piece.startswith("</") else 1
        marked += piece if is_tag or depth else PHRASE.sub(r'<span lang="en">\g<0></span>', piece)
    return marked


def base(language: str) -> str:
    """Return a language without its region or script."""
    return language.partition("-")[0].lower()


def is_japanese(item: Mapping[str, Any]) -> bool:
    """Tell whether a work is printed in the Japanese form: by its language, else by the letters of what is said of it."""
    if own := base(str(item.get("language") or "")):
        return own == "ja"
    names = ("title", "container-title", "publisher", "authority", "collection-title")
    # A Japanese book may be titled in Latin letters.
    return any(script(str(item.get(name) or "")) == "ja" for name in names)


def _inner(text: str) -> str:
    """Return a text as it stands between double quotation marks: its own double marks become single, single ones double.

    An apostrophe closes nothing and stays.
    """
    if "“" not in text:
        return re.sub(r'"([^"]*)"', r"‘\1’", text)
    turned, depth = "", 0
    for sign in text:
        closes = sign == "’" and depth > 0
        depth += (sign == "‘") - closes
        turned += "”" if closes else TURNED.get(sign, sign)
    return turned
