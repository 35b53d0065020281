"""Names in one line: “Family, Given, Suffix” as BibTeX, RIS and sheets write them, ⇄ CSL names."""

import re
from collections.abc import Mapping
from typing import Any

from references.interchange.texts import one_line

Name = dict[str, Any]

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々ー・]+")
COMMA = re.compile(r"[,，]\s*")


def in_line(name: Mapping[str, Any]) -> str:
    """Return “Family, Given, Suffix” with any particle before the family name; a body has only its name."""
    if name.get("literal"):
        return str(name["literal"])
    family = " ".join(str(name[part]) for part in ("non-dropping-particle", "family") if name.get(part))
    given = " ".join(str(name[part]) for part in ("given", "dropping-particle") if name.get(part))
    if not given and not name.get("suffix"):
        # The comma says that it is a person, of whom one name is known.
        return f"{family},"
    return ", ".join(filter(None, (family, given, name.get("suffix"))))


def of_line(text: str) -> Name | None:
    """Return the name of “Family, Given”; without a comma it is a body's, or one that nobody can take apart."""
    parts = [part.strip() for part in COMMA.split(one_line(text)) if part.strip()]
    if not parts:
        return None
    if len(parts) == 1:
        return {"family": parts[0]} if COMMA.search(text.strip()) else _solid(parts[0])
    if len(parts) > 3:
        # No person has so many; a ministry of this, that and the other has.
        return {"literal": one_line(text)}
    return dict(zip(("family", "given", "suffix"), parts, strict=False))


def _solid(text: str) -> Name:
    """Return a name without a comma; 山田 太郎 shows its parts by the space."""
    words = text.split()
    if len(words) == 2 and all(CJK.fullmatch(word) for word in words):
        return {"family": words[0], "given": words[1]}
    return {"literal": text}


def of_words(words: list[str]) -> Name:
    """Return the name of “Given von Family”, as BibTeX takes it apart: particles are the words in small letters."""
    if len(words) < 2:
        return {"family": " ".join(words)}
    if all(CJK.fullmatch(word) for word in words):
        return {"family": words[0], "given": " ".join(words[1:])}
    small = [place for place, word in enumerate(words[:-1]) if word[:1].islower()]
    start = small[0] if small else len(words) - 1
    end = small[-1] + 1 if small else start
    parts = {"given": words[:start], "non-dropping-particle": words[start:end], "family": words[end:]}
    return {part: " ".join(said) for part, said in parts.items() if said}
