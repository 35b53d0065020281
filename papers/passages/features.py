"""What of a block survives translation: its kind, its length, its notes, pictures, numbers and names."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from papers import markup
from papers.passages.figures import figures
from papers.passages.ids import digest
from papers.passages.spelling import katakana_sounds, latin_sounds
from papers.passages.terms import terms

# Letters of one script say about as much each; the scripts are counted apart.
_SCRIPTS = {
    "han": re.compile(
        r"[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    ),
    "hangul": re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]"),
}
_LETTER = re.compile(r"\w")
_NAME = re.compile(r"(?<![a-z0-9])[a-z0-9]*[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# NATO, K9, iOS, but not the US or the XIIth: what stays in Latin letters where it is translated.
_LASTING = re.compile(
    r"(?<![A-Za-z0-9])(?![IVXLC]+(?![A-Za-z0-9]))(?=[A-Za-z0-9-]*[A-Z])(?=[A-Za-z0-9-]*\d|[a-z]*[A-Z]{3})[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
)


@dataclass(frozen=True)
class Features:
    """A block as the aligner sees it: how many letters of each script, and tokens that a translation may share."""

    kind: str
    letters: Mapping[str, int]
    digest: str
    # Each is its sort, a space, and what it says: "note n1", "number 2024", "name nato".
    tokens: frozenset[str]
    strong: frozenset[str]  # those of them that a translation hardly ever leaves out


def features(block: etree._Element, notes: Mapping[str, str]) -> Features:
    """Return the features of a block; `notes` renames note keys."""
    written = unicodedata.normalize("NFKC", markup.text(block))
    text = written.lower()
    letters = _letters(text)
    tokens = _signs(block, notes) | _words(text)
    is_latin = letters["other"] > 4 * (letters["han"] + letters["hangul"])
    lasting = _lasting(written) if is_latin else _names(text)
    return Features(
        kind=str(block.tag),
        letters=letters,
        digest=digest(block),
        tokens=frozenset(tokens),
        strong=frozenset(_strong(tokens)) | lasting,
    )


def _strong(tokens: Collection[str]) -> Iterator[str]:
    """Yield the notes, the pictures and the numbers of several digits.

    Ten is a single sign in East Asian writing, which is not read, and a month may be a word elsewhere.
    """
    for token in tokens:
        sort, _, what = token.partition(" ")
        is_number = sort == "number" and len(what) > 1 and what != "10" and f"month {what}" not in tokens
        if is_number or sort in ("note", "picture"):
            yield token


def _lasting(text: str) -> set[str]:
    """Return the names in a Latin text that are the same in any script; none of a text in capitals."""
    return set() if text.isupper() else {f"name {name.lower()}" for name in _LASTING.findall(text)}


def _names(text: str) -> set[str]:
    return {f"name {name}" for name in _NAME.findall(text) if len(name) > 1}


def _letters(text: str) -> dict[str, int]:
    counts = {script: len(pattern.findall(text)) for script, pattern in _SCRIPTS.items()}
    return {**counts, "other": len(_LETTER.findall(text)) - sum(counts.values())}


def _signs(block: etree._Element, notes: Mapping[str, str]) -> set[str]:
    """Return the notes, pictures and shape of a block."""
    calls = (call.get(markup.CALL) or "" for call in block.iter("sup") if call.get(markup.CALL))
    signs = {f"note {notes.get(key, key)}" for key in calls}
    signs |= {f"picture {image.get('src')}" for image in block.iter("img")}
    signs.add(f"text {digest(block)}")
    if block.tag == "table":
        signs.add("shape " + " ".join(str(len(row)) for row in block.iter("tr")))
    elif block.tag in ("ul", "ol"):
        signs.add(f"shape {block.tag} {len(block)}")
    return signs


def _words(text: str) -> set[str]:
    """Return the numbers and terms, the Latin words, the sounds of katakana and those that Latin words may have."""
    return (
        terms(text)
        | {f"number {figure}" for figure in figures(text)}
        | _names(text)
        | {f"sound {sounds}" for sounds in katakana_sounds(text)}
        | {f"heard {sounds}" for heard in latin_sounds(text).values() for sounds in heard}
    )
