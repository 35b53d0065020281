"""What a work is looked for by: its titles and the names of who made it, as they are compared."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

# Who made a work, in any part: whoever looks for a work by a name means one of these.
MAKERS = ("author", "editor", "translator", "container-author", "collection-editor", "interviewer")
# What a work is called, and what it stands in.
CALLED = ("title", "title-short", "original-title", "container-title", "publisher")
WORDS_LENGTH = 2000
# Soft hyphens, zero-width spaces and joiners: nobody types them into a search.
# Not the marks of kana: か and が are two letters.
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def words(item: Mapping[str, Any]) -> str:
    """Return what a work is looked for by, one line each: titles and names; NFKC, casefolded, in single spaces."""
    lines = dict.fromkeys(" ".join(folded(line).split()) for line in _lines(item))
    return "\n".join(filter(None, lines))[:WORDS_LENGTH]


def folded(text: str) -> str:
    """Return a text as it is compared: without full width, capitals, accents of Latin letters and what nobody sees."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_UNSEEN)
    if plain.isascii():
        return plain
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", plain)))


def _lines(item: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(item[name]) for name in CALLED if isinstance(item.get(name), str))
    for role in MAKERS:
        people = item.get(role)
        for name in people if isinstance(people, list) else ():
            if isinstance(name, dict):
                yield from _forms(name)


def _forms(name: Mapping[str, Any]) -> Iterator[str]:
    """Yield a name in each order in which it is typed, with its space and without."""
    parts = ("dropping-particle", "non-dropping-particle", "family")
    family = " ".join(str(name[part]) for part in parts if name.get(part))
    given, literal = str(name.get("given") or ""), str(name.get("literal") or "")
    if literal:
        yield literal
    if family and given:
        yield from (f"{given} {family}", f"{family} {given}", f"{family}{given}")
    elif family or given:
        yield family or given
