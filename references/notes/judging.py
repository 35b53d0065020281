"""Whether what was read cites anything, and whether in short form."""

import re

from references.notes import japanese_names, kinds, names, placing
from references.notes.source import PLACED, SHAPED, Source
from references.notes.vocabulary import VERBS, words

JAPANESE = re.compile(r"[぀-ヿ一-鿿々]")
# Evidence that something is cited, and not only spoken of.
FACTS = words(
    """
    date imprint accessed address volume case law treaty bill hearing thesis conference release speech mail aired un
    report decided archive post gazette chapter interviewer interview congress ruling monthly blog section series directive
    """
)
# What a title without marks and without names must be followed by.
FIRM = words("imprint address case law treaty bill hearing un gazette congress ruling volume directive")
# A Japanese sentence ends with a verb, a citation does not.
SPOKEN = re.compile(r"(?:[うくすつむぶるただ]|ない|しい|である)$")
# What a short cite may say (CMOS 14.30); of a ministry, of which country it is.
OF_SHORT = words("author editor title jurisdiction locator label")
LONGEST_TITLE = 60  # characters of a Japanese title without quotes


def judged(source: Source) -> Source | None:
    """Return the source with its type, or without one in short form; None when it cites nothing."""
    if not _cites(source):
        return None
    if _is_short(source):
        _name_families(source)
        source.unread.extend((at, place) for place, at in source.places)
    else:
        placing.settle(source)
    return source


def is_spoken(text: str) -> bool:
    return SPOKEN.search(text.rstrip("。 ")) is not None


def _cites(source: Source) -> bool:
    if not _has_work(source) or ("sentence" in source.signs and not source.signs & FIRM):
        return False
    if source.signs & FACTS or (source.has("locator") and _is_named_work(source)):
        return _is_firm(source) or _is_named_work(source)
    return _is_short(source) or _is_contained(source)


def _is_contained(source: Source) -> bool:
    """Someone's title in quotes and the name of what it stands in are a source, whatever else is not understood."""
    return (
        source.has("author")
        and {"quoted"} <= source.signs
        and bool(source.places)
        and "sentence" not in source.signs
    )


def _has_work(source: Source) -> bool:
    """Tell whether there is something to cite, and not the beginning of a sentence instead of a title."""
    if "plain" in source.signs and _is_sentence(str(source.fields.get("title", ""))):
        return False
    has_symbol = "un" in source.signs and source.has("number")
    has_form = source.has("author") and (source.has("genre") or bool(source.signs & {"mail", "interview"}))
    return source.has("title", "URL") or bool(source.places) or has_symbol or has_form or _is_codified(source)


def _is_codified(source: Source) -> bool:
    """A section of a code is cited by its numbers alone: "10 U.S.C. § 8680(a)" (CMOS 14.281)."""
    return "law" in source.signs and source.has("container-title") and source.has("section", "page")


def _is_firm(source: Source) -> bool:
    has_names = source.has("author", "editor", "translator")
    return "plain" not in source.signs or has_names or bool(source.signs & FIRM)


def _is_named_work(source: Source) -> bool:
    """A treaty, a law, a policy, a database may stand without an author and with a date alone."""
    return any(holds(source) for holds in kinds.NAMED)


def _is_sentence(text: str) -> bool:
    if JAPANESE.search(text):
        return is_spoken(text) or len(text) > LONGEST_TITLE
    return not VERBS.isdisjoint(text.split())


def _is_short(source: Source) -> bool:
    """Names, a title and perhaps a cited place, and nothing of an imprint, a date or an address (CMOS 14.29–36).

    Without a cited place the title must be marked, or every name a single word, as family names are.
    """
    has_names = source.has("author", "editor")
    if "op_cit" in source.marks or "short" in source.signs:
        return True
    if source.places or source.signs & FACTS - {"section"} or (not has_names and _is_named_work(source)):
        return False
    has_place = source.has("locator") and (has_names or "plain" not in source.signs)
    is_bare = has_names and (_are_single(source) or _is_marked_alone(source))
    return source.has("title") and (has_place or is_bare)


def _are_single(source: Source) -> bool:
    """Tell whether every name is a single word, as family names are."""
    return all(" " not in name.get("literal", " ") for name in source.fields.get("author", []))


def _is_marked_alone(source: Source) -> bool:
    """Tell names and a title in italics or quotes with nothing else.

    Figures that were not understood are an imprint's, and words of a sentence before a quotation are no names.
    """
    further = [text for _at, text in (*source.comments, *source.unread)]
    return (
        "plain" not in source.signs
        and "sentence" not in source.signs
        and source.fields.keys() <= OF_SHORT
        and source.sure.get("author", SHAPED) > PLACED
        and not any(char.isdigit() for text in further for char in text)
    )


def _name_families(source: Source) -> None:
    """A single name in a short cite is a family name, unless an acronym or a body's."""
    for name in source.fields.get("author", []):
        if _is_family(name.get("literal", "")):
            name["family"] = name.pop("literal")


def _is_family(text: str) -> bool:
    return not japanese_names.is_body(text) if JAPANESE.search(text) else names.is_person(text)
