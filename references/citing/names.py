"""Names of authors, editors and translators, as English and Japanese lines print them."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from references.citing.work import Work, script

Name = Mapping[str, Any]

KATAKANA = re.compile(r"[\u30a1-\u30fa]")
# What a list of names says that was cut short where it was read: the sign that BibTeX has for it.
OTHERS = "others"
# More names than these are cut short (CMOS 14.76): in a note all but the first, in a bibliography all but seven.
MOST_IN_NOTE, MOST_IN_LINE, KEPT_IN_LINE = 3, 10, 7


def of(work: Work, role: str) -> tuple[list[Name], bool]:
    """Return the names in a role, and whether there are others that are not named."""
    given = work.item.get(role)
    listed_ones = given if isinstance(given, list) else []
    found = [name for name in listed_ones if isinstance(name, Mapping) and _whole(name)]
    named = [name for name in found if name.get("literal") != OTHERS]
    return named, len(named) < len(found)


def in_note(names: Sequence[Name], *, others: bool = False) -> str:
    """Return names as a note has them: as they are spoken, "A, B, and C", "A et al." of four or more (CMOS 14.76).

    A list that is stored with its own "et al." keeps the names that it has: nobody knows how many were left out.
    """
    if len(names) > MOST_IN_NOTE:
        names, others = names[:1], True
    return listed([spoken(name) for name in names], others=others)


def in_line(names: Sequence[Name], *, others: bool = False) -> str:
    """Return names as a bibliography has them: the first with its family name in front (CMOS 14.76)."""
    if len(names) > MOST_IN_LINE:
        names, others = names[:KEPT_IN_LINE], True
    return listed(
        [inverted(name) if not at else spoken(name) for at, name in enumerate(names)],
        others=others,
        serial=True,
    )


def in_short(names: Sequence[Name], *, others: bool = False) -> str:
    """Return family names, as a short note has them (CMOS 14.30); whatever is cut short is so after the first."""
    if len(names) > MOST_IN_NOTE or others:
        names, others = names[:1], True
    return listed([in_tongue(family(name)) for name in names], others=others)


def listed(names: Sequence[str], *, others: bool = False, serial: bool = False) -> str:
    """Return names in a row; `serial` takes a comma between two of them as well, as after "Farrell, Henry"."""
    if others and names:
        return ", ".join(names) + (", et al." if serial and len(names) > 1 else " et al.")
    if len(names) < 2:
        return "".join(names)
    comma = "," if serial or len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


def spoken(name: Name) -> str:
    """Return a name in its own order: family names first where the item says so (CSL's static-ordering) or the script."""
    family_name, given = family(name), str(name.get("given") or "")
    if script(family_name) and script(given or family_name):
        return in_tongue(japanese(name))
    order = [family_name, given] if name.get("static-ordering") else [given, family_name]
    return escaped(" ".join([*filter(None, order), *_suffix(name)]))


def inverted(name: Name) -> str:
    """Return a name as it is filed, "Farrell, Henry"; one that begins with the family name stays (CMOS 16.76–87)."""
    given = str(name.get("given") or "")
    if not given or name.get("static-ordering") or script(family(name)):
        return spoken(name)
    return escaped(", ".join([family(name), given, *_suffix(name)]))


def family(name: Name) -> str:
    """Return the family name with its particle, a body's name whole."""
    if literal := name.get("literal"):
        return str(literal)
    given = "" if name.get("family") else name.get("given")
    particle = name.get("non-dropping-particle") or ""
    return " ".join(str(part) for part in (particle, name.get("family"), given) if part)


def japanese(name: Name) -> str:
    """Return a name as a Japanese line has it: 坂元一哉, ケネス・ウォルツ, Henry Farrell."""
    family_name, given = family(name), str(name.get("given") or "")
    if not given or name.get("literal") or not name.get("family"):
        return family_name
    if KATAKANA.match(family_name) or KATAKANA.match(given):
        return "・".join([given, family_name, *_suffix(name)])
    if script(family_name):
        return family_name + given
    return " ".join([given, family_name, *_suffix(name)])


def joined_in_japanese(names: Sequence[Name], *, others: bool = False) -> str:
    """Return names with ・ between them, with 、 where a name has that point itself; of four or more the first and ほか."""
    if len(names) > MOST_IN_NOTE:
        names, others = names[:1], True
    said = [japanese(name) for name in names]
    mark = "、" if any("・" in name or " " in name for name in said) else "・"
    return escaped(mark.join(said)) + ("ほか" if others and said else "")


def whole(name: Name) -> dict[str, Any]:
    """Return a name whose letters are not Latin as one that cannot be parted."""
    return {"literal": japanese(name)} if script(family(name)) else dict(name)


def same(one: Sequence[Name], other: Sequence[Name]) -> bool:
    return [dict(name) for name in one] == [dict(name) for name in other]


def _whole(name: Name) -> bool:
    return bool(name.get("literal") or name.get("family") or name.get("given"))


def _suffix(name: Name) -> list[str]:
    """Return "Jr." as the last word of a name."""
    suffix = str(name.get("suffix") or "")
    return [suffix] if suffix else []


def in_tongue(name: str) -> str:
    """Return a name for an English line; in letters of another language it says which."""
    lang = script(name)
    return f'<span lang="{lang}">{escaped(name)}</span>' if lang else escaped(name)


def escaped(text: str) -> str:
    return escape(text, quote=False)
