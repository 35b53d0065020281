"""Keys of entries: plain, telling, and different within one file."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from references import csl

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+/-]*")
LONGEST = 80
SMALL_WORDS = {"a", "an", "the", "on", "of", "in", "and", "der", "die", "das", "le", "la", "les"}


def keyed(items: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each item with its key: its own id where that can be one, else author, year and first word of the title."""
    given: dict[str, int] = {}
    for item in items:
        key = _key(item)
        # BibTeX takes keys that differ in case for one.
        count = given[key.lower()] = given.get(key.lower(), 0) + 1
        while count > 1 and f"{key}-{count}".lower() in given:
            count += 1
        if count > 1:
            given[key.lower()] = count
            key = f"{key}-{count}"
            given[key.lower()] = 1
        yield key, item


def _key(item: Mapping[str, Any]) -> str:
    own = str(item.get("id", ""))
    if len(own) <= LONGEST and PLAIN.fullmatch(own):
        return own
    words = [word for word in _latin(str(item.get("title", ""))).split() if word not in SMALL_WORDS]
    author = _latin(csl.credit({"author": item.get("author")}))
    year = csl.year(item)
    parts = [author.replace(" ", "-"), str(year) if year else "", words[0] if words else ""]
    return "-".join(filter(None, parts))[:LONGEST] or "entry"


def _latin(text: str) -> str:
    """Return the words in plain Latin letters; those of other scripts are never guessed."""
    letters = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", letters))
