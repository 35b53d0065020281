"""What one stretch of a Japanese note says: a date, an edition, an issue, and what stands in its parentheses."""

import re

from references.notes import dates, facts, japanese_names, parentheses
from references.notes.dates import figures
from references.notes.source import SHAPED, SIGNED, Fact
from references.notes.vocabulary_ja import GENRES, REFERRING, THESES

WESTERN_ISSUE = re.compile(r"(?:[Vv]ol\. ?(?P<volume>\d+))?[,、 ]*(?:[Nn]o\. ?(?P<issue>\d+))?")
MONTHLY = re.compile(
    r"(?P<name>.*?)(?P<date>\d{4}年(?:\d{1,2}(?:[・～~–-]\d{1,2})?月(?:合併)?|[春夏秋冬]季?)号)"
)
EDITION = re.compile(
    r"(?:東京|大阪|西部|名古屋)?(?:本社版)?(?:朝刊|夕刊|電子版|オンライン版|国際版|地方版)(?:[、 ]?\d+面)?"
    r"|第\d+版|新版|増補版|改訂版|増補新版|新装版|初版|新訂第?\d*版|改訂第\d+版|増補改訂版"
)
DECIDED = re.compile(
    r"(?P<date>.*?日)?(?P<genre>[^、]*(?:閣議決定|会議決定|本部決定|委員会決定|閣議了解|決定))"
)
DATED_EDITION = re.compile(
    r"(?P<date>\S+?日)(?:付)?[ （(]?(?P<edition>(?:東京|大阪|西部|名古屋)?(?:朝刊|夕刊)|電子版)[）)]?(?:、?(?P<page>\d+)面)?"
)


def fact(text: str) -> Fact | None:
    """Return what a stretch says in figures: a date, a place, an edition; Western forms too, pp. 112-115."""
    printed = figures(text).strip()
    if not printed:
        return None
    return _monthly(printed) or _edition(printed) or _issue(printed) or facts.find(printed)


def _monthly(text: str) -> Fact | None:
    """A month's issue is a magazine's: 1963年1月号."""
    found = MONTHLY.fullmatch(text)
    read = dates.parse(found["date"]) if found and not found["name"] else None
    return Fact({"issued": read}, SIGNED, "monthly") if read else None


def _edition(text: str) -> Fact | None:
    if EDITION.fullmatch(text):
        return Fact({"edition": text}, SHAPED, "edition")
    found = DATED_EDITION.fullmatch(text)
    read = dates.parse(found["date"]) if found else None
    if not found or not read:
        return None
    page = {"locator": found["page"]} if found["page"] else {}
    return Fact({"issued": read, "edition": found["edition"], **page}, SIGNED, "date")


def _issue(text: str) -> Fact | None:
    found = WESTERN_ISSUE.fullmatch(text)
    numbers = {key: value for key, value in found.groupdict().items() if value} if found else {}
    return Fact(numbers, SIGNED, "volume") if numbers else None


def parenthesis(text: str) -> Fact | None:
    """Return what a parenthesis says: an imprint, a genre, a translator, an access date, who decided it."""
    printed = figures(text).strip()
    if printed in GENRES:
        return Fact({"genre": printed}, SIGNED, GENRES[printed])
    if read := fact(printed):
        return read
    names, role = japanese_names.role(printed)
    if role != "author" and japanese_names.is_name(names):
        return Fact({role: japanese_names.japanese_names(names)}, SHAPED)
    if read := decided(printed):
        return read
    parts = re.split(r"[、，,]\s?", printed)
    if any(word in parts[0] for word in THESES):
        return _thesis(parts)
    return parentheses.addressed(printed) or parentheses.imprint(printed)


def decided(text: str) -> Fact | None:
    """Return by whom and when a policy was decided: 令和4年12月16日閣議決定."""
    found = DECIDED.fullmatch(text)
    if not found:
        return None
    read = dates.parse(found["date"] or "")
    return Fact({"genre": found["genre"], **({"issued": read} if read else {})}, SIGNED, "report")


def _thesis(parts: list[str]) -> Fact:
    fields: dict[str, object] = {"genre": parts[0]}
    for part in parts[1:]:
        if read := dates.parse(part):
            fields["issued"] = read
        else:
            fields["publisher"] = part
    return Fact(fields, SIGNED, "thesis")


def referring(text: str) -> str:
    """Return the words at the end that refer to what stands before them: を参照."""
    bare = text.rstrip(" 。．.")
    return next((word for word in REFERRING if bare.endswith(word)), "")
