"""Titles and names as they are compared: their words, without case, accents, punctuation and articles."""

import re
import unicodedata
from collections.abc import Iterable

ARTICLES = frozenset({"the", "a", "an"})
# Kana and Chinese characters, of which each stands for itself: Japanese has no spaces between words.
WIDE = "ぁ-ゖゝ-ゟァ-ヺー-ヿ㐀-䶿一-鿿豈-﫿々〆"
_WORD = re.compile(rf"[{WIDE}]|[^\W_{WIDE}]+")
_WIDE = re.compile(rf"[{WIDE}]")
_BETWEEN = re.compile(rf"(?<=[{WIDE}]) (?=[{WIDE}])")
_ACCENT = re.compile("[\u0300-\u036f]")
ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_APOSTROPHE = re.compile("['’‘ʼ＇`´]")
_SUBTITLE = re.compile(r"\s*(?::\s|：|――|——|—|\s[-–]\s|〜|～).*", re.DOTALL)
# A title of so many words, or characters of Japanese, tells a work.
TELLING, TELLING_WIDE = 3, 6
# Further than this no two titles are compared.
LONGEST = 400


def words(text: str) -> list[str]:
    """Return the words in order, each kana or Chinese character a word; of a text of articles alone all of them."""
    found = _WORD.findall(_folded(text[:LONGEST]))
    return [word for word in found if word not in ARTICLES] or found


def joined(found: Iterable[str]) -> str:
    """Return words as one text, Japanese without spaces."""
    return _BETWEEN.sub("", " ".join(found))


def main_title(text: str) -> str:
    """Return the title without its subtitle; one that begins with the sign of a subtitle stays whole."""
    return _SUBTITLE.sub("", text[:LONGEST]).strip() or text


def is_telling(text: str) -> bool:
    """Return whether a title is hardly given twice by chance: Press Conference is, and 社説."""
    found = words(text)
    return len(found) >= (TELLING_WIDE if is_wide(text) else TELLING)


def is_wide(text: str) -> bool:
    """Return whether any of it is written in kana or Chinese characters."""
    return _WIDE.search(text) is not None


def _folded(text: str) -> str:
    """Return the text as it is compared: U.S. is US, & is and, Müller is muller; が stays what it is."""
    plain = unicodedata.normalize("NFKC", _APOSTROPHE.sub("", text)).casefold()
    plain = ACRONYM.sub(lambda found: found[0].replace(".", ""), plain.replace("&", " and "))
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", plain)))
