"""Which characters a text may contain, and how its white space is written."""

import re
import unicodedata

# HTML's own white space; the ideographic space and the no-break space are typed on purpose.
SPACES = re.compile(r"[ \t\n\r\f]+")
# Word's and InDesign's line ends inside a paragraph.
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# Controls, half surrogates, noncharacters, byte order marks, and the marks that turn the direction of
# all that follows (Trojan Source). What may not stand in XML is among them.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
# NFC would replace these by the common form of the character: a name would lose the form its bearer uses.
_COMPATIBILITY = "\uf900-\ufaff\U0002f800-\U0002fa1f"
_COMPOSABLE = re.compile(f"[^{_COMPATIBILITY}]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_WRAPPED = re.compile(f"(?<=[{_WIDE}]){SPACES.pattern}(?=[{_WIDE}])")


def legal(text: str) -> str:
    """Return the text without characters that no body may contain; rare line ends become spaces."""
    return _ILLEGAL.sub("", _LINE_ENDS.sub(" ", text))


def line(text: str) -> str:
    """Return one line of plain text: composed (NFC), white space collapsed and trimmed.

    CJK compatibility ideographs stay as they were typed.
    """
    composed = _COMPOSABLE.sub(lambda run: unicodedata.normalize("NFC", run[0]), legal(text))
    return SPACES.sub(" ", composed).strip()


def unwrap(text: str) -> str:
    """Return the text without its line breaks: between two wide characters nothing is left, else a space."""
    return _WRAPPED.sub(lambda gap: "" if "\n" in gap[0] else " ", text)


def visible(text: str) -> bool:
    """Return whether a reader sees anything of the text: spaces and format characters are not seen."""
    return any(not (char.isspace() or unicodedata.category(char) == "Cf") for char in text)
