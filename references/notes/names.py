"""Names of persons and bodies: what is one, where a list of them ends, and which part is the family name."""

import re
from collections.abc import Sequence
from typing import Any

from references.notes.vocabulary import (
    BODY_HEADS,
    BODY_WORDS,
    DROPPED_PARTICLES,
    FAMILY_FIRST,
    HONORIFICS,
    LINKS,
    PARTICLES,
    PLAIN_WORDS,
    SUFFIXES,
    WORKS,
)

Name = dict[str, Any]

AND = re.compile(r"\s*(?:,\s*)?\b(?:and|und|et|y)\s+(?!al\b)|\s*,?\s*&\s+")
LEADING_AND = re.compile(r"(?:and|und|et|y|&)\s+(?!al\b)")
OTHERS = re.compile(r",?\s+(?:et al\.?|and others|u\. ?a\.)$")
# A syllable of romanised Korean or Chinese, as in Boram, Jinping, Jong-un.
SYLLABLES = re.compile(
    r"(?:(?:[bcdfghjklmnpqrstwxyz]|tz|ch|sh|zh|kk|tt|pp|ss|jj)?[wy]?[aeiouŏŭü]{1,3}(?:ng|[nmklrpt])?)+",
    re.IGNORECASE,
)
# A Korean given name: Yoon-seung.
HYPHENATED = re.compile(r"[A-Z][a-z]+-[a-z]+")
INITIAL = re.compile(r"(?:\w\.-?)+")
PERSON_WORDS = 5
BODY_LIMIT = 16  # words
LONGEST = 300  # characters of names that "and" may join


def is_person(text: str) -> bool:
    """Tell whether the text has the shape of a personal name: capitals, initials, particles, and no word of a body."""
    words = text.replace(",", "").split()
    return (
        0 < len(words) <= PERSON_WORDS
        and words[-1] not in WORKS
        and all(_is_name_word(word) for word in words)
        and not any(_is_body_word(word) or word.lower() in PLAIN_WORDS for word in words)
        and words[0].lower() not in LINKS - PARTICLES
        and words[-1].lower() not in PARTICLES
    )


def _is_name_word(word: str) -> bool:
    if word.lower() in PARTICLES | DROPPED_PARTICLES or word in SUFFIXES or INITIAL.fullmatch(word):
        return True
    if any(len(part) > 1 and part.isupper() for part in word.split("-")[:-1]):
        return False  # US-China
    letters = word.replace("-", "").replace("’", "").replace("'", "").replace("ʻ", "").rstrip(".")
    return letters.isalpha() and letters[0].isupper() and not (letters.isupper() and len(letters) > 1)


def _is_body_word(word: str) -> bool:
    return word.lower().rstrip(".,") in BODY_WORDS


def is_body(text: str) -> bool:
    """Tell whether the text has the shape of a body's name: one of its words or an acronym."""
    words = text.replace(",", " ").split()
    if not 0 < len(words) <= BODY_LIMIT or ":" in text or any(char.isdigit() for char in text):
        return False
    if not all(word.lower() in LINKS or word[:1].isupper() or word.startswith("(") for word in words):
        return text.lower() == text and len(words) <= 4 and any(map(_is_body_word, words))
    return any(map(_is_body_word, words)) or any(_is_acronym(word) for word in words)


def _is_acronym(word: str) -> bool:
    letters = word.strip("().,").replace("/", "").replace("-", "").replace(".", "")
    return len(letters) > 1 and letters.isupper() and not INITIAL.fullmatch(word)


def is_name(text: str) -> bool:
    return is_person(text) or is_body(text)


def name(text: str, *, short: bool = False) -> Name:
    """Return a CSL name: family and given name of a person, else the printed name as it is.

    A single word is the family name in a short cite, where persons are printed so, and else the name of a body.
    """
    words = text.replace(",", "").split()
    suffix = {"suffix": words.pop()} if len(words) > 1 and words[-1] in SUFFIXES else {}
    if not is_person(text) or words[-1] in HONORIFICS or (len(words) == 1 and not short):
        return {"literal": " ".join(text.split())}
    if len(words) == 1:
        return {"family": words[0]}
    family, given = _split(words)
    # CSL's own word for a name that is printed with the family name first: nothing else tells Kim Boram from Boram Kim.
    order = {"static-ordering": True} if family == words[: len(family)] else {}
    return {"family": " ".join(family), "given": " ".join(given), **order, **suffix}


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    if words[0] in FAMILY_FIRST and _is_east_asian(words):
        return words[:1], words[1:]
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES:
        at -= 1
    if at < len(words) - 1 and at > 1 and words[at - 1].lower() in DROPPED_PARTICLES:
        at -= 1  # von der Leyen
    return words[at:], words[:at]


def _is_east_asian(words: list[str]) -> bool:
    """Tell "Kim Boram", "Choe Sang-Hun", "Kim Jong Un" from "Jung Pak" and "Lee Drutman"."""
    given = words[1:]
    if len(given) == 1 and HYPHENATED.fullmatch(given[0]):
        return True
    return (
        len(given) <= 2
        and (len(given) == 2 or given[0] not in FAMILY_FIRST)
        and all(SYLLABLES.fullmatch(part) for word in given for part in word.replace("’", "").split("-"))
        and given[-1] not in FAMILY_FIRST - {"Un", "Il", "Eun"}
    )


def listed(texts: Sequence[str]) -> int:
    """Return how many of the texts between commas are a list of names; it ends with "and", "&" or "et al."."""
    if not texts or (texts[0] and not _opens(texts[0])):
        return 0
    if _closes(texts[0]):
        return 1
    for count, text in enumerate(texts[1:], start=2):
        if _closes(text) or OTHERS.fullmatch(f" {text}"):
            return count
        if not is_name(text):
            break
    return 1


def _opens(text: str) -> bool:
    return all(is_name(part) for part in _parts(text))


def _closes(text: str) -> bool:
    """Tell whether a text ends a list of names: "and Sam Nunn", "A and B", "A et al."."""
    text = text.strip()
    last = LEADING_AND.match(text)
    rest = text[last.end() :] if last else text
    ends = bool(last) or bool(OTHERS.search(rest)) or len(_parts(rest)) > 1
    return ends and all(is_name(part) for part in _parts(rest))


def _parts(text: str) -> list[str]:
    """Return the names that "and" joins; a body's own "and" does not (Bureau of Industry and Security)."""
    bare = OTHERS.sub("", text.strip())
    bare = bare[found.end() :] if (found := LEADING_AND.match(bare)) else bare
    parts = [part.strip() for part in AND.split(bare) if part.strip()]
    if len(parts) < 2 or all(is_person(part) for part in parts):
        return parts or [bare]
    return _bodies(bare) if len(bare) <= LONGEST else [bare]


def _bodies(text: str) -> list[str]:
    """Return the names in a text where "and" may stand inside a body's name: only what begins a name is parted."""
    parts, start = [], 0
    joints = list(AND.finditer(text))
    for at, joint in enumerate(joints):
        until = joints[at + 1].start() if at + 1 < len(joints) else len(text)
        if begins_name(text[start : joint.start()]) and begins_name(text[joint.end() : until]):
            parts.append(text[start : joint.start()])
            start = joint.end()
    return [*parts, text[start:]]


def begins_name(text: str) -> bool:
    """Tell whether the text is a name by itself: a person's of two words, an acronym, a body's with its head."""
    return (len(text.split()) > 1 and (is_person(text) or has_head(text))) or _is_acronym(text)


def has_head(text: str) -> bool:
    """Tell whether a body's name is headed by a word of its own: an office, a bank, a republic."""
    return any(word.lower().strip(".,") in BODY_HEADS for word in text.split())


def _is_bodys_own(texts: Sequence[str]) -> bool:
    """Tell whether the commas are the body's own: "Ministry of Economy, Trade and Industry"."""
    parts = [part for text in texts[1:] for part in AND.split(text) if part]
    return (
        len(texts) > 1
        and not is_person(texts[0])
        and has_head(texts[0])
        and not {"of", "for"}.isdisjoint(texts[0].split())
        and not any(has_head(part) or _is_acronym(part) for part in parts)
    )


def names(texts: Sequence[str], *, short: bool = False) -> list[Name]:
    """Return the names in a list of texts between commas."""
    if _is_bodys_own(texts):
        return [{"literal": ", ".join(texts)}]
    named = [text for text in texts if not OTHERS.fullmatch(f" {text}")]
    return [name(part, short=short) for text in named for part in _parts(text)]


def begins_with_person(text: str) -> bool:
    """Tell whether a list of names begins with a person's, of two words at least."""
    first = AND.split(OTHERS.sub("", text))[0]
    return listed([text]) > 0 and is_person(first) and " " in first.strip()


def correspondents(text: str) -> tuple[str, str] | None:
    """Return who wrote to whom: "Joseph Grew to Cordell Hull"."""
    writer, to, reader = text.partition(" to ")
    is_own = reader in ("author", "the author", "authors", "the authors")
    are_persons = is_person(writer) and " " in writer and (is_own or (is_person(reader) and " " in reader))
    return (writer, reader) if to and are_persons else None


def has_others(texts: Sequence[str]) -> bool:
    return any(OTHERS.search(f" {text.strip()}") for text in texts)


def inverted(family: str, given: str) -> Name | None:
    """Return the name of a bibliography's line, "Snyder, Scott", or None when it is none."""
    first, _comma, last = given.rpartition(", ")
    suffix = {"suffix": last} if last in SUFFIXES else {}
    given = first if suffix else given
    if is_person(family) and is_person(given) and len(family.split()) <= 2 and len(given.split()) <= 3:
        return {"family": family, "given": given, **suffix}
    return None
