"""Lists of names as BibTeX has them: joined by "and", each as “von Family, Suffix, Given”, braces around what is one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from references.bibtex.latex import escaped, plain
from references.interchange import Name, of_words

MARK = re.compile(r"\\.|[{}]|,|[ \t\n\r~]+", re.DOTALL)
AND = {"and", "AND", "And"}
PARTICLE = re.compile(r"[a-z'’]+(?: [a-z'’]+)*")
EXTENDED = {
    "family": "family",
    "given": "given",
    "prefix": "non-dropping-particle",
    "suffix": "suffix",
}


def written(names: Iterable[Mapping[str, Any]]) -> str:
    """Return the list of names."""
    return " and ".join(filter(None, map(_written, names)))


def _written(name: Mapping[str, Any]) -> str:
    if name.get("literal"):
        return "{" + escaped(str(name["literal"])) + "}"
    particle, family = (str(name.get(part, "")) for part in ("non-dropping-particle", "family"))
    if particle and PARTICLE.fullmatch(particle):
        last = f"{particle} {_solid(family)}"
    else:
        last = _solid(" ".join(filter(None, (particle, family))))
    given = " ".join(str(name[part]) for part in ("given", "dropping-particle") if name.get(part))
    suffix = str(name.get("suffix", ""))
    rest = ([_solid(suffix)] if suffix else []) + ([_kept(given)] if given or suffix else [])
    return ", ".join([last, *rest])


def _solid(text: str) -> str:
    """Return a part that BibTeX shall not take apart: in braces where it would."""
    words = text.split()
    is_taken_apart = len(words) > 1 or any(word[:1].islower() for word in words)
    return "{" + escaped(text) + "}" if is_taken_apart else _kept(text)


def _kept(text: str) -> str:
    is_read_as_more = "," in text or not AND.isdisjoint(text.split())
    return "{" + escaped(text) + "}" if is_read_as_more else escaped(text)


def read(value: str) -> list[Name]:
    """Return the names of a list; "and others" names nobody."""
    found = (_name(part) for part in _parts(value))
    return [name for name in found if name]


def _parts(value: str) -> Iterator[list[list[str]]]:
    """Yield each name as its parts between commas, each part as its words; only outside braces does a sign divide."""
    parts: list[list[str]] = [[]]
    for word in _words(value):
        if word in AND:
            yield parts
            parts = [[]]
        elif word == ",":
            parts.append([])
        else:
            parts[-1].append(word)
    yield parts


def _words(value: str) -> Iterator[str]:
    """Yield words and commas, braces left on them."""
    depth, start = 0, 0
    for found in MARK.finditer(value):
        sign = found[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif depth <= 0 and (sign == "," or not sign.strip(" \t\n\r~")):
            if value[start : found.start()]:
                yield value[start : found.start()]
            if sign == ",":
                yield sign
            start = found.end()
    if value[start:]:
        yield value[start:]


def _name(parts: list[list[str]]) -> Name | None:
    if parts == [["others"]] or not any(parts):
        return None
    first, rest = parts[0], [part for part in parts[1:] if part]
    if EXTENDED.keys() & {part[0].partition("=")[0] for part in parts if part and "=" in part[0]}:
        return _extended(parts)
    if not rest:
        return _alone(first, is_person=len(parts) > 1)
    return _inverted(first, rest)


def _alone(words: list[str], *, is_person: bool) -> Name:
    if len(words) == 1 and words[0].startswith("{") and words[0].endswith("}") and not is_person:
        return {"literal": plain(words[0])}
    texts = [plain(word) for word in words]
    return {"family": " ".join(texts)} if is_person else of_words(texts)


def _inverted(last: list[str], rest: list[list[str]]) -> Name:
    """Return the name of “von Family, Given” or “von Family, Suffix, Given”."""
    small = [word[:1].islower() for word in last]
    count = small.index(False) if False in small else len(last) - 1
    said = {
        "non-dropping-particle": last[:count],
        "family": last[count:],
        "given": rest[-1],
        "suffix": rest[0] if len(rest) > 1 else [],
    }
    return {part: plain(" ".join(words)) for part, words in said.items() if words}


def _extended(parts: list[list[str]]) -> Name:
    """Return a name in biblatex's form “family=Berg, given=Jan, prefix=van den”."""
    said = {}
    for part in parts:
        name, _, value = " ".join(part).partition("=")
        if name.strip() in EXTENDED:
            said[EXTENDED[name.strip()]] = plain(value)
    return said
