"""Which language a file is in, as its name and its text propose it; who imports it decides."""

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePath

from django.utils import translation

from papers import markup
from papers.importing import scripts
from papers.importing.manuscript import Manuscript
from papers.metadata import language_name, own_name, site_languages

# A code inside a word says nothing: "ja" in "Jakarta". Languages without spaces between words need no border.
BORDERED = "(?<![a-z0-9à-ɏ]){}(?![a-z0-9à-ɏ])"


def words(code: str) -> list[str]:
    """Return the words by which a file's name says a language: its code, its names in the site's languages."""
    found = [code, own_name(code)]
    for language in site_languages():
        with translation.override(language):
            found.append(language_name(code))
    return list(dict.fromkeys(map(_folded, found)))


def in_name(name: str, codes: Collection[str]) -> str:
    """Return the language that a file's name says last: paper.ja.docx, paper_en.md, 原稿（日本語）.docx; empty for none."""
    stem = _folded(PurePath(name).stem)
    found = [
        (match.end(), len(word), code)
        for code in codes
        for word in words(code)
        for match in re.finditer(_pattern(word), stem)
    ]
    return max(found, default=(0, 0, ""))[2]


def in_text(manuscript: Manuscript, codes: Collection[str]) -> str:
    """Return the language that the script of a text speaks for; its notes may well be in another."""
    text = f"{manuscript.title} {markup.text(manuscript.abstract)} {markup.text(manuscript.body)}"
    return scripts.guess(text, codes, manuscript.language)


def _pattern(word: str) -> str:
    return BORDERED.format(re.escape(word)) if word.isascii() else re.escape(word)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("_", "-")
