"""Which language a short text is in, told by its script; which letters are set without spaces."""

import re
from collections.abc import Collection

_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_HAN = re.compile(r"[㐀-䶿一-鿿々〆]")
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")

WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
SPACELESS = ("ja", "zh")

# A kanji says as much as about three letters: a note in Japanese may cite long English titles.
_WEIGHT = 3
_NOT_LATIN = ("ja", "zh", "ko", "ru", "uk", "ar", "he", "th", "el", "hi", "fa", "bg")


def guess(text: str, languages: Collection[str], default: str) -> str:
    """Return the one of `languages` that the script of a text speaks for; `default` when none does."""
    latin = len(_LATIN.findall(text))
    kana, han, hangul = (len(letters.findall(text)) * _WEIGHT for letters in (_KANA, _HAN, _HANGUL))
    shares = {"ko": hangul, "ja": kana + han if kana else 0, "zh": 0 if kana else han, "latin": latin}
    script = max(shares, key=lambda name: shares[name])
    if not shares[script]:
        return default
    return _spoken(script, languages, default)


def _spoken(script: str, languages: Collection[str], default: str) -> str:
    """Return the language of a script, the default first when it is written so."""
    for language in (default, *languages):
        base = language.split("-")[0]
        if base == script or (script == "latin" and base not in _NOT_LATIN):
            return language
        # Kanji alone may be either language.
        if script == "zh" and base == "ja" and not any(code.startswith("zh") for code in languages):
            return language
    return default


def columns(text: str) -> int:
    """Return how wide a text is set, a wide letter taking two columns."""
    return len(text) + len(WIDE.findall(text))


def is_wide(letter: str) -> bool:
    """Return whether a letter is set solid, without spaces around it."""
    return bool(WIDE.match(letter))
