"""Names in two scripts: what katakana and Latin spelling of one name have in common, its consonants."""

import re
import unicodedata
from itertools import product

# What katakana writes with one row of its table is one sound here: ラ is l and r, ヴ is v and b.
_ROWS = {
    "k": "カキクケコ",
    "g": "ガギグゲゴジヂ",
    "s": "サシスセソザズゼゾヅ",
    "t": "タツテト",
    "c": "チ",
    "d": "ダデド",
    "n": "ナニヌネノンマミムメモ",
    "h": "ハヒヘホ",
    "f": "フ",
    "b": "バビブベボヴ",
    "p": "パピプペポ",
    "r": "ラリルレロ",
}
_KANA = {sign: sound for sound, row in _ROWS.items() for sign in row}

# Tried from the left; what is not here is a vowel or as good as none.
_LETTERS = (
    ("sch", "s"), ("tch", "c"), ("tio", "s"), ("sh", "s"), ("ch", "c"), ("ph", "f"), ("ck", "k"), ("qu", "k"),
    ("th", "s"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("ge", "g"), ("x", "ks"), ("b", "b"), ("c", "k"), ("d", "d"),
    ("f", "f"), ("g", "g"), ("h", "h"), ("j", "g"), ("k", "k"), ("l", "r"), ("m", "n"), ("n", "n"), ("p", "p"),
    ("q", "k"), ("r", "r"), ("s", "s"), ("t", "t"), ("v", "b"), ("z", "s"),
)  # fmt: skip
_SOUNDS = dict(_LETTERS)
_LETTER = re.compile("|".join(letters for letters, _ in _LETTERS) + "|.")
_DOUBLE = re.compile(r"(.)\1+")
# English r before a consonant or at the end is a long vowel in katakana, or ル: both are tried.
_SILENT_R = re.compile(r"r(?![aeiouyr])")
_KATAKANA = re.compile(r"[ァ-ヴー]{3,}")
_LATIN = re.compile(r"[a-z]{4,}")

LEAST = 3  # sounds; with fewer, chance agrees too often


def katakana_sounds(text: str) -> set[str]:
    """Return the consonants of the katakana words in a levelled text."""
    words = (_single("".join(_KANA.get(sign, "") for sign in word)) for word in _KATAKANA.findall(text))
    return {sounds for sounds in words if len(sounds) >= LEAST}


def latin_sounds(text: str) -> dict[str, set[str]]:
    """Return each Latin word of a levelled text with the ways in which katakana may sound it."""
    bare = unicodedata.normalize("NFD", text)
    words = set(_LATIN.findall("".join(sign for sign in bare if not unicodedata.combining(sign))))
    return {word: heard for word in words if (heard := _heard(word))}


def _heard(word: str) -> set[str]:
    ends = {word, word.removesuffix("s")}
    forms = {_SILENT_R.sub("", end) if silent else end for end, silent in product(ends, (False, True))}
    sounds = {
        _single("".join(_SOUNDS.get(letters, "") for letters in _LETTER.findall(form))) for form in forms
    }
    return {sound for sound in sounds if len(sound) >= LEAST}


def _single(sounds: str) -> str:
    return _DOUBLE.sub(r"\1", sounds)
