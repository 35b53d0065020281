"""What shows that a note cites something, though no source could be read in it."""

import re

from references.notes.judging import is_spoken
from references.notes.vocabulary import LINKS, VERBS

# An address and a section are cited, whatever is said around them.
FIRM = re.compile(r"https?://|\bdoi\.org/|§\s?\d")
PARENTHESIS = re.compile(r"[(（][^()（）]*[)）]")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b|\d年")
# A title in italics or quotes, a document's number.
WEAK = [
    re.compile(r"\*[A-Z][^*]*\*|『[^』]+』|[“\"][A-Z][^“”\"\s]*\s[^“”\"]*[”\"]"),
    re.compile(
        r"\b(?=\S{0,40}\d)[A-Z]+(?:[/-][A-Z\d.]+){2,}|\b[A-Z]{2,}-\d{3,}|\b(?:19|20)\d\d/\d{2,5}\b|\b(?:[Nn]os?\.|L) ?\d"
    ),
]
TITLE = re.compile(r"\*[^*]*\*|“[^”]*”|\"[^\"]*\"|『[^』]*』|「[^」]*」")
MOST_SMALL = 3  # words of running text side by side in a citation


def are_in(text: str) -> bool:
    """Tell whether the text has signs of a source: a firm one, two weak ones, or one where no sentence stands."""
    found = _has_year(text) + sum(sign.search(text) is not None for sign in WEAK)
    return FIRM.search(text) is not None or found > 1 or (found == 1 and not _is_sentence(text))


def _has_year(text: str) -> bool:
    return any(YEAR.search(found.group()) for found in PARENTHESIS.finditer(text))


def _is_sentence(text: str) -> bool:
    """Tell running text by its verb, or by small words side by side; what a title says does not count."""
    outside = TITLE.sub(" ", text)
    words = outside.split()
    if is_spoken(outside) or not VERBS.isdisjoint(words):
        return True
    small = 0
    for word in words:
        small = small + 1 if word.isalpha() and word.islower() and word not in LINKS else 0
        if small > MOST_SMALL:
            return True
    return False
