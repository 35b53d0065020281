"""CSL-JSON: the one shape in which a citation crosses the wall."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

# The item types of CSL 1.0.2, the vocabulary of every Reference (citation-style-language/schema, csl-data.json).
TYPES = frozenset(
    [
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "bill",
        "book",
        "broadcast",
        "chapter",
        "classic",
        "collection",
        "dataset",
        "document",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "event",
        "figure",
        "graphic",
        "hearing",
        "interview",
        "legal_case",
        "legislation",
        "manuscript",
        "map",
        "motion_picture",
        "musical_score",
        "pamphlet",
        "paper-conference",
        "patent",
        "performance",
        "periodical",
        "personal_communication",
        "post",
        "post-weblog",
        "regulation",
        "report",
        "review",
        "review-book",
        "software",
        "song",
        "speech",
        "standard",
        "thesis",
        "treaty",
        "webpage",
    ]
)


def problems(item: Mapping[str, object]) -> list[str]:
    """Return what keeps the item from being a CSL item, one name of a variable each; none when it is one."""
    found = []
    if item.get("type") not in TYPES:
        found.append("type")
    if not isinstance(item.get("title"), str) or not str(item["title"]).strip():
        found.append("title")
    return found


def credit(item: Mapping[str, Any]) -> str:
    """Return the first author and the year, which tell works of one title apart; what the item does not say is left out."""
    match item.get("author"):
        case [{"family": str(name)} | {"literal": str(name)}, *_]:
            pass
        case _:
            name = ""
    match item.get("issued"):
        case {"date-parts": [[int() | str() as year, *_], *_]}:
            pass
        case _:
            year = ""
    return f"{name} {year}".strip()


def year(item: Mapping[str, Any]) -> int | None:
    """Return the year of issue; None when the item has none in figures."""
    match item.get("issued"):
        case {"date-parts": [[int() | str() as first, *_], *_]} if str(first).lstrip("-").isdecimal():
            return int(first)
        case _:
            return None


def facts(item: Mapping[str, Any]) -> dict[str, str | int | None]:
    """Return what lists of works ask: kind, title, first author, year, container or publisher, language, search words."""

    def said(name: str, most: int) -> str:
        return str(item.get(name) or "")[:most]

    return {
        "kind": said("type", 40),
        "title": said("title", 500),
        "author": credit({"author": item.get("author")})[:300],
        "year": year(item),
        "source": said("container-title", 300) or said("publisher", 300),
        "language": said("language", 20),
        "words": words(item),
    }


# Who made a work, in any part: whoever looks for a work by a name means one of these.
MAKERS = ("author", "editor", "translator", "container-author", "collection-editor", "interviewer")
# What a work is called, and what it stands in.
NAMES = ("title", "title-short", "original-title", "container-title", "publisher")
WORDS_LENGTH = 2000
# Soft hyphens, zero-width spaces and joiners: nobody types them into a search.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def words(item: Mapping[str, Any]) -> str:
    """Return what a work is looked for by, one line each: titles and names; NFKC, casefolded, in single spaces."""
    lines = dict.fromkeys(" ".join(folded(line).split()) for line in _lines(item))
    return "\n".join(filter(None, lines))[:WORDS_LENGTH]


def folded(text: str) -> str:
    """Return a text as it is compared: without full width, capitals and what nobody sees."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_UNSEEN)


def _lines(item: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(item[name]) for name in NAMES if isinstance(item.get(name), str))
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
