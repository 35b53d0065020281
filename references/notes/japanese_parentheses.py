"""What a parenthesis in a Japanese note says: an imprint with its people, who decided it when, where it was held."""

import re
from collections.abc import Callable

from references.notes import dates, japanese_names, outlets, parentheses
from references.notes.dates import figures
from references.notes.japanese_facts import (
    BESIDE_DATES,
    LONGEST_SERIES,
    PAPERS,
    THESIS,
    decided,
    fact,
    kept,
    series,
)
from references.notes.source import SHAPED, SIGNED, Fact
from references.notes.vocabulary_ja import GENRES, SITE_ENDINGS, THESES

REVISED = re.compile(r".{4,16}[年月日](?:最終|一部)?(?:改正|改定|改訂)")
BRACKETED = re.compile(r"[〈《〔]([^〈《〔〕》〉]+)[〉》〕]")
# When and by whom a document was made: （平成26年6月防衛省）.
DATED_BODY = re.compile(r"(?P<date>[^、]+?[年月日])[ 　]?(?P<body>[^\d、年月日]+)")
HELD_IN = re.compile(r"於[・：: ]?")
COMMA = re.compile(r"[、，,]\s?")


def parenthesis(text: str) -> Fact | None:
    """Return what a parenthesis says: an imprint, a genre, a translator, an access date, who decided it."""
    printed = figures(text).strip()
    return next((found for rule in RULES if (found := rule(printed))), None)


def _genre(text: str) -> Fact | None:
    if text in GENRES:
        return Fact({"genre": text}, SIGNED, GENRES[text])
    return Fact({"genre": text}, SHAPED, "report") if PAPERS.fullmatch(text) else None


def _people(text: str) -> Fact | None:
    names, role = japanese_names.role(text)
    is_list = role != "author" and japanese_names.is_name(names)
    return Fact(dict(japanese_names.by_role(text)), SHAPED) if is_list else None


def _with_people(text: str) -> Fact | None:
    """Translators before the imprint: （漆嶋稔訳、日経BP社、2016年）."""
    parts = COMMA.split(text)
    count = max((at for at, part in enumerate(parts, start=1) if _has_role(part)), default=0)
    if not 0 < count < len(parts) or not all(map(japanese_names.is_name, parts[:count])):
        return None
    rest = parenthesis("、".join(parts[count:]))
    people = japanese_names.by_role("、".join(parts[:count]))
    return rest._replace(fields={**people, **rest.fields}) if rest else None


def _has_role(text: str) -> bool:
    names, role = japanese_names.role(text)
    return role != "author" and bool(names)


def _held(text: str) -> Fact | None:
    """When and where a talk was: （2023年10月3日、東京）."""
    parts = COMMA.split(text)
    read = dates.parse(parts[0])
    place = HELD_IN.sub("", parts[-1], count=1)
    if len(parts) != 2 or not read or not (outlets.is_place(place) or place != parts[1]):
        return None
    return Fact({"issued": read, "event-place": place}, SHAPED, "date")


def _by_body(text: str) -> Fact | None:
    found = DATED_BODY.fullmatch(text)
    read = dates.parse(found["date"]) if found else None
    if not found or not read or not japanese_names.is_body(found["body"]):
        return None
    return Fact({"issued": read, "author": japanese_names.japanese_names(found["body"])}, SHAPED, "date")


def _several(text: str) -> Fact | None:
    """Several facts that do not contradict one another: （A/RES/ES-11/1、2022年3月2日）."""
    parts = COMMA.split(text)
    found = [(at and _revised(part)) or _said(part) for at, part in enumerate(parts)]
    fields: dict[str, object] = {}
    for each in found:
        if each is None or each.comment or not fields.keys().isdisjoint(each.fields):
            return None
        fields.update(each.fields)
    signs = [each.sign for each in found if each]
    return Fact(fields, SIGNED, next((sign for sign in signs if sign not in BESIDE_DATES), signs[0]))


def _said(text: str) -> Fact | None:
    """Return what one of several parts says: a date or another fact, who decided it, a paper, the site it is on."""
    if text.endswith(SITE_ENDINGS) and len(text) < LONGEST_SERIES:
        return Fact({"container-title": text}, SHAPED)
    if PAPERS.fullmatch(text):
        return Fact({"genre": text}, SHAPED, "report")
    return fact(text) or decided(text)


def _revised(text: str) -> Fact | None:
    """The last revision, beside the first decision: （平成26年4月1日閣議決定、令和5年12月22日一部改正）."""
    return Fact({"edition": text}, SHAPED, "edition") if REVISED.fullmatch(text) else None


def _with_series(text: str) -> Fact | None:
    """An imprint with its series in brackets: （中央公論新社〈中公新書〉、2012年）."""
    bracketed = BRACKETED.search(text)
    found = series(bracketed[1]) if bracketed else None
    read = parentheses.imprint(BRACKETED.sub("", text, count=1)) if found else None
    return read._replace(fields={**read.fields, **found.fields}) if found and read else None


def _thesis(text: str) -> Fact | None:
    """A thesis with its university and year: （東京大学博士論文、2000年）."""
    parts = COMMA.split(text)
    if not any(word in parts[0] for word in THESES):
        return None
    found = THESIS.fullmatch(parts[0])
    named = {name: value for name, value in found.groupdict().items() if value} if found else {}
    fields: dict[str, object] = dict(named or {"genre": parts[0]})
    for part in parts[1:]:
        if read := dates.parse(part):
            fields["issued"] = read
        else:
            fields["publisher"] = part
    return Fact(fields, SIGNED, "thesis")


RULES: list[Callable[[str], Fact | None]] = [
    _genre, kept, fact, _people, decided, _with_people, _thesis, _held, _by_body, _several, series, _with_series,
    parentheses.addressed, parentheses.imprint,
]  # fmt: skip
