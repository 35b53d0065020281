"""What stands in parentheses: the imprint of a book, the date of an issue, a genre with its facts, an access date."""

import re
from collections.abc import Callable

from references.notes import dates, facts, law, names, outlets
from references.notes.source import SHAPED, Fact, Fields
from references.notes.vocabulary import REPORT_WORDS, SPEECH_WORDS, THESIS_WORDS, TOWNS

REPRINT = re.compile(r"(?P<first>\d{4}); (?:(?:repr(?:int(?:ed)?)?|new ed)\.?,? )?")
REPRINTED = re.compile(r"(?:repr(?:int(?:ed)?)?\.?,? )")
PLACE = re.compile(r"(?P<place>[^:：]{1,60}?)\s?[:：]\s?(?P<rest>.+)", re.DOTALL)
THESIS = re.compile(rf"(?P<genre>[^,]*(?:{facts.either(THESIS_WORDS)}))(?:, (?P<school>.+))?", re.IGNORECASE)
PAPER = re.compile(rf"(?P<genre>(?i:{facts.either(REPORT_WORDS)})), (?P<rest>.+)")
CONFERENCE = re.compile(
    r"(?P<genre>(?:conference |unpublished )?(?:paper|presentation|panel|working paper))"
    r"(?: presented| delivered| prepared)? (?:at|for) (?:the )?(?P<event>.+)",
    re.IGNORECASE,
)
SPEECH = re.compile(
    rf"(?P<genre>(?:\w+ )?(?:{facts.either(SPEECH_WORDS)}))"
    r"(?:,| (?:at|to|before|delivered at|given at) (?:the )?) ?(?P<event>.+)",
    re.IGNORECASE,
)
HANDLE = re.compile(r"@\w+")
JURISDICTION = re.compile(
    r"Japan|EU|US|U\.S\.|UK|U\.K\.|S\. Kor\.|Korea|Republic of Korea|Germany|France|Poland|China|Taiwan|Australia|Can\."
)
ADDRESSED = re.compile(r"(?P<address>(?:https?://|www\.|doi:)[^\s、，,]+)(?:[,、，]?\s?(?P<rest>[^/]+))?")
LOWER = re.compile(r"[a-z]")
# Law reviews part an imprint with a dot: （有斐閣・2020年）.
COMMA = re.compile(r"[,、，・]")
# A German imprint has no comma: "München: Beck 2005".
BARE_YEAR = re.compile(r"(?P<before>[^\d,]*[^\s,]) (?P<year>(?:19|20)\d\d)")
LONGEST_DATE = 60
LONGEST = 300  # characters of what is read in a parenthesis


def find(text: str) -> Fact | None:
    """Return what the parenthesis says, or None when it is part of what stands around it."""
    inner = " ".join(text.split())
    if len(inner) > LONGEST:
        return _comment(inner)
    for rule in RULES:
        if found := rule(inner):
            return found
    return None


def bracketed(text: str) -> Fact | None:
    """What Harvard's style has in brackets: "[Online]", "[Accessed: 3 March 2022]"."""
    found = facts.find(text)
    is_read = found and ("accessed" in found.fields or text.lower() == "online")
    return found if is_read else None


def addressed(text: str) -> Fact | None:
    """An address, with an access date after it perhaps."""
    found = ADDRESSED.fullmatch(text)
    if not found:
        return None
    read = facts.accessed(found["rest"]) if found["rest"] else None
    if found["rest"] and not read:
        return None
    return Fact({**facts.address(found["address"]).fields, **(read.fields if read else {})}, sign="address")


def _plain(text: str) -> Fact | None:
    """A date, an access date, a genre: what may also stand without parentheses."""
    found = facts.accessed(text) or facts.issued(text)
    if found:
        return found
    if HANDLE.fullmatch(text):
        return Fact({"note": text}, sign="handle")
    if JURISDICTION.fullmatch(text):
        return Fact({"jurisdiction": text}, SHAPED, "jurisdiction")
    return facts.find(text)


def _statement(text: str) -> Fact | None:
    found = law.STATEMENT.fullmatch(text)
    if not found:
        return None
    who = re.split(r",", found["who"])[0]
    return Fact({"author": [names.name(who)]}, sign="statement")


def _thesis(text: str) -> Fact | None:
    if not (found := THESIS.fullmatch(text)):
        return None
    school, date = dated(found["school"] or "")
    return Fact({"genre": found["genre"], **({"publisher": school} if school else {}), **date}, sign="thesis")


def _paper(text: str) -> Fact | None:
    """A paper that was not published: its genre, its institution and the institution's place (CMOS 14.218)."""
    found = PAPER.fullmatch(text)
    rest, date = dated(found["rest"]) if found else ("", {})
    if not found or not date:
        return None
    publisher, _comma, place = rest.partition(", ")
    where = {"publisher-place": place} if place else {}
    return Fact({"genre": found["genre"], "publisher": publisher, **where, **date}, sign="report")


def conference(text: str) -> Fact | None:
    found = CONFERENCE.fullmatch(text)
    return Fact(_event(found["event"]), sign="conference") if found else None


def _speech(text: str) -> Fact | None:
    found = SPEECH.fullmatch(text)
    return Fact({"genre": found["genre"], **_event(found["event"])}, sign="speech") if found else None


def _event(text: str) -> dict[str, object]:
    """Return title, place and date of an event: the title is what stands before the first comma."""
    rest, date = dated(text)
    if outlets.is_place(rest):
        return {"event-place": rest, **date}
    title, _comma, place = rest.partition(", ")
    return {"event-title": title.removeprefix("the "), **({"event-place": place} if place else {}), **date}


def _court(text: str) -> Fact | None:
    found = law.COURT.fullmatch(text)
    read = found and found["court"] and dates.parse(found["date"])
    return Fact({"authority": found["court"], "issued": read}, sign="case") if found and read else None


def imprint(text: str) -> Fact | None:
    """Place: publisher, date (CMOS 14.127), after the year of a first edition (14.114); the place may be missing."""
    first = REPRINT.match(text)
    fields: Fields = {"original-date": dates.parse(first["first"])} if first else {}
    body = text[first.end() :] if first else text
    body = REPRINTED.sub("", body, count=1) if REPRINTED.match(body) else body
    rest, date = dated(body)
    found = PLACE.fullmatch(rest)
    if not date and not (found and _is_publisher(found["rest"])):
        return None
    if found:
        fields["publisher-place"] = found["place"].strip()
    publisher = (found["rest"] if found else rest).strip(" ,")
    if not found and facts.STATUS.fullmatch(publisher):
        return Fact({**fields, "status": publisher, **date}, sign="date")
    if not found and publisher in TOWNS:
        return Fact({**fields, "publisher-place": publisher, **date}, sign="imprint")
    return Fact({**fields, **({"publisher": publisher} if publisher else {}), **date}, sign="imprint")


def _is_publisher(text: str) -> bool:
    return text[:1].isupper() and (outlets.is_house(text) or outlets.is_institution(text))


def dated(text: str) -> tuple[str, dict[str, object]]:
    """Return what stands before the date at the end, and that date: "Columbia University, 2015"."""
    for comma in COMMA.finditer(text, max(0, len(text) - LONGEST_DATE)):
        if read := facts.issued(text[comma.end() :]) or _status(text[comma.end() :]):
            return text[: comma.start()].rstrip(" ,"), read.fields
    if bare := BARE_YEAR.fullmatch(text):
        return bare["before"], {"issued": dates.parse(bare["year"])}
    return text, {}


def _status(text: str) -> Fact | None:
    found = facts.STATUS.fullmatch(text.strip())
    return Fact({"status": text.strip()}) if found else None


def _comment(text: str) -> Fact | None:
    return Fact({}, sign="comment", comment=text) if LOWER.match(text) and " " in text else None


RULES: list[Callable[[str], Fact | None]] = [
    addressed, _statement, _thesis, _paper, conference, _plain, _speech, _court, imprint, _comment,
]  # fmt: skip
