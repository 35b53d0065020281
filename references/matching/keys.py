"""Keys of References: okafor-2024-rules-of-origin, made once and never changed."""

import hashlib
import json
import re
import secrets
import unicodedata
from collections.abc import Iterator

from django.utils.text import slugify

from references import csl
from references.matching import facts
from references.matching.facts import Item, said
from references.matching.words import ACRONYM, ARTICLES, main_title
from references.models import FormerKey, Reference

# Words that addresses below /references/ may need one day.
RESERVED = re.compile(r"sources|references|feed|new|parallel|page|papers|types|v\d+")
AUTHOR, TITLE = 30, 36
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "þ": "th"})
# A key does not end with them.
_JOINTS = frozenset(
    ["a", "an", "the", "and", "or", "of", "in", "on", "at", "for", "to", "from", "by", "with"]
)


def free(item: Item) -> str:
    """Return a key that no work has or had; raise nothing for any item."""
    return next(key for key in _offers(item) if not _is_taken(key))


def _offers(item: Item) -> Iterator[str]:
    base, digest = plain(item), _digest(item)
    if base and not RESERVED.fullmatch(base):
        yield base
    yield f"{base}-{digest[:6]}".lstrip("-")
    while True:
        yield f"{base}-{secrets.token_hex(4)}".lstrip("-")


def _is_taken(key: str) -> bool:
    return Reference.objects.filter(key=key).exists() or FormerKey.objects.filter(key=key).exists()


def plain(item: Item) -> str:
    """Return author, year and the first words of the title, as far as they are in Latin letters.

    Kana and Chinese characters are never guessed: for such a title a short digest stands.
    """
    author = _cut(_latin(csl.credit({"author": item.get("author") or item.get("editor")})), AUTHOR)
    issued = facts.date(item)
    year = str(issued[0]) if issued and issued[0] > 0 else ""
    title = _cut(_title(said(item, "title")), TITLE) or _digest(item)[:8]
    return "-".join(filter(None, [author, year, title]))


def _title(text: str) -> str:
    words = _latin(main_title(text)).split("-")
    return "-".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def _latin(text: str) -> str:
    """Return the text in small ASCII letters and hyphens; empty when any of its letters is not Latin."""
    letters = [char for char in unicodedata.normalize("NFKC", text) if char.isalpha()]
    if not letters or not all(unicodedata.name(char, "").startswith("LATIN") for char in letters):
        return ""
    whole = ACRONYM.sub(lambda found: found[0].replace(".", ""), re.sub("['’‘]", "", text))
    told = whole.casefold().translate(_LETTERS)
    return slugify(re.sub(r"[\W_]+", "-", told)).strip("-")


def _cut(slug: str, most: int) -> str:
    """Return the beginning of a slug, cut between words and not after a joint."""
    if len(slug) <= most:
        return slug
    words = (slug[: most + 1].rpartition("-")[0] or slug[:most]).split("-")
    while len(words) > 1 and words[-1] in _JOINTS:
        words.pop()
    return "-".join(words)


def _digest(item: Item) -> str:
    return hashlib.sha256(
        json.dumps(item, sort_keys=True, ensure_ascii=False, default=str).encode()
    ).hexdigest()
