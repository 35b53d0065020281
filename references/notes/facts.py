"""What one stretch of a note between commas says: a date, a place in the work, a volume, a genre, a number."""

import re
from collections.abc import Callable, Iterable

from references.notes import dates, law, locators
from references.notes.source import SHAPED, Fact
from references.notes.vocabulary import (
    MAIL_WORDS,
    MEDIUM_WORDS,
    NUMBERED_WORDS,
    RELEASE_WORDS,
    REPORT_WORDS,
    SPEECH_WORDS,
    TOWNS,
)


def either(words: Iterable[str]) -> str:
    """Return the expression of one of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


LONGEST = 160  # characters in which a word of these grammars may stand
ACCESS = r"(?:last |最終)?(?:accessed|retrieved|visited|viewed|consulté|abgerufen|閲覧日?|アクセス日?|参照日?|確認日?|取得)"
ACCESSED = re.compile(
    rf"(?:{ACCESS}(?: on| le| am|日)?\s?[:：]?\s?(?P<a>.+))|(?:(?P<b>.+?)\s?(?:に)?{ACCESS}(?:済)?)",
    re.IGNORECASE,
)
VOLUME = re.compile(
    r"(?:vol(?:ume)?s?\.? ?|Bd\. ?|t\. ?)(\d{1,4}|[IVXLC]+)(?:[,:/]? ?(?:no\. ?)(\d+))?", re.IGNORECASE
)
ISSUE = re.compile(r"(?:no|nos|nr|issue|n°|#|iss)\.? ?(\d{1,5}(?:[–/-]\d{1,5})?)", re.IGNORECASE)
EDITION = re.compile(
    r"((?:\d{1,2}(?:st|nd|rd|th|e|\.)|rev\.|revised|updated|expanded|enlarged|new|first|second|third|fourth|fifth"
    r"|paperback|student|morning|evening|late|weekend|international|online|anniversary)"
    r"(?:,? (?:and |& )?(?:rev\.|revised|updated|expanded|enlarged|anniversary))?) (?:edn?\.?|edition|éd\.?|Aufl\.?)",
    re.IGNORECASE,
)
RELEASE = re.compile(rf"(?:{either(RELEASE_WORDS)})(?: (?:no\. ?)?(?P<number>[\d/-]+))?", re.IGNORECASE)
SPEECH = re.compile(
    rf"(?P<genre>(?:\w+ )?(?:{either(SPEECH_WORDS)}))"
    r"(?: (?:delivered |given )?(?:at|to|before|in) (?P<event>(?:the )?\S.*))?",
    re.IGNORECASE,
)
MAIL = re.compile(rf"(?P<genre>{either(MAIL_WORDS)}) (?P<to>to .+)", re.IGNORECASE)
MEDIUM = re.compile(rf"(?P<medium>{either(MEDIUM_WORDS)})(?: ed(?:ition|\.))?(?: recording)?", re.IGNORECASE)
AIRED = re.compile(
    r"(?:aired|broadcast|first broadcast|originally aired)(?: on)? (?P<date>.+)", re.IGNORECASE
)
SIGNED = re.compile(
    r"(?:done|signed|concluded|adopted|opened for signature|entered into force|released|published|posted)"
    r"(?: on)? (?P<date>.+)",
    re.IGNORECASE,
)
UPDATED = re.compile(r"(?:last )?(?:modified|updated|revised)(?: on)? (?P<date>.+)", re.IGNORECASE)
NETWORK = re.compile(r"on (?P<publisher>[A-Z].*)")
NUMBER = r"(?:,? (?:No\. ?|no\. ?|# ?|Nr\. ?)?(?P<number>(?:[A-Z]{1,6} )?\S*\d\S*(?: \d+)?))"
REPORT = re.compile(rf"(?P<genre>(?:[A-Z][^\s:]* ){{0,6}}(?:\S+-)?(?i:{either(REPORT_WORDS)})){NUMBER}?")
NUMBERED = re.compile(rf"(?P<genre>(?:[A-Z][^\s:]* ){{0,6}}(?:\S+-)?(?:{either(NUMBERED_WORDS)})){NUMBER}")
PREFIXED_NUMBER = re.compile(
    r"(?:Report|Document|Paper|Publication|Rept\.) (?:No|no)\. ?(?P<number>\S*\d\S*)"
)
UN_SYMBOL = re.compile(
    r"(?:(?:UN|U\.N\.) [Dd]oc(?:ument)?\.? |国連文書[ 　]?)?"
    r"(?P<number>[AES](?:/[A-Z0-9.-]+)+(?:\([IVX]+\))?)(?: ?\(\d{4}\))?"
)
# A number is capitals, figures and hyphens in one word, or a body's sign before one: GAO-21-270, JOIN(2023) 20 final.
SYMBOL = re.compile(
    r"[A-Z][A-Z0-9.]*(?:[-/][A-Z0-9.()]+)*(?:\(\d{4}\))?(?: (?=\S*\d)[A-Z0-9][A-Z0-9/.-]*)?(?: final| def)?"
)
SHORTEST_SYMBOL = 3
RESOLUTION = re.compile(r"(?:resolution|Resolution)")
STATUS = re.compile(r"forthcoming|in press|n\.d\.|unpublished manuscript|working draft", re.IGNORECASE)
# A town and a year alone are an imprint: "Warszawa 2016".
TOWN = re.compile(rf"(?P<town>{either(TOWNS)})(?: (?P<year>\d{{4}}))")
DATASET = re.compile(r"database|dataset|data set|online database")
ORIGINAL = re.compile(r"(?:originally published|first published)(?: in)? (?P<date>\d{4})", re.IGNORECASE)
DOI = re.compile(r"(?:doi\.org/|doi:\s?)(10\.\S+)", re.IGNORECASE)
BLOG = re.compile(r"blog|weblog")


def find(text: str) -> Fact | None:
    """Return what the text says as a whole, or None when it is a name, a title or a sentence."""
    printed = " ".join(text.split()).strip(",;:")
    if not printed or len(printed) > LONGEST:
        return None
    for rule in RULES:
        if found := rule(printed):
            return found
    return None


def accessed(text: str) -> Fact | None:
    found = ACCESSED.fullmatch(text.strip(" .。"))
    read = found and dates.parse(found["a"] or found["b"])
    return Fact({"accessed": read}, sign="accessed") if read else None


def issued(text: str) -> Fact | None:
    read = dates.parse(text)
    return Fact({"issued": read}, sign="date") if read else None


def address(text: str) -> Fact:
    """Return the DOI or URL."""
    found = DOI.search(text)
    return Fact({"DOI": found[1]} if found else {"URL": text}, sign="address")


def _locator(text: str) -> Fact | None:
    read = locators.signed(text)
    return Fact(read, sign="locator") if read else None


def _volume(text: str) -> Fact | None:
    if found := VOLUME.fullmatch(text):
        return Fact({"volume": found[1], **({"issue": found[2]} if found[2] else {})}, sign="volume")
    found = ISSUE.fullmatch(text)
    return Fact({"issue": found[1]}, sign="volume") if found else None


def _edition(text: str) -> Fact | None:
    found = EDITION.fullmatch(text)
    return Fact({"edition": found[1]}) if found else None


def _release(text: str) -> Fact | None:
    if not (found := RELEASE.fullmatch(text)):
        return None
    genre = text[: found.start("number")].removesuffix("no. ").strip() if found["number"] else text
    return Fact({"genre": genre, **({"number": found["number"]} if found["number"] else {})}, sign="release")


def _speech(text: str) -> Fact | None:
    found = SPEECH.fullmatch(text)
    if not found or (text[0].isupper() and found["event"] and len(text.split()) > 12):
        return None
    event = found["event"]
    return Fact(
        {"genre": found["genre"], **({"event-title": event.removeprefix("the ")} if event else {})},
        sign="speech",
    )


def _mail(text: str) -> Fact | None:
    found = MAIL.fullmatch(text)
    return Fact({"genre": found["genre"], "note": found["to"]}, sign="mail") if found else None


def _medium(text: str) -> Fact | None:
    if not (found := MEDIUM.fullmatch(text)):
        return None
    sign = "recording" if found["medium"].lower().split()[0] in ("video", "audio", "podcast") else ""
    return Fact({"medium": found["medium"]}, sign=sign)


def _aired(text: str) -> Fact | None:
    if found := AIRED.fullmatch(text):
        read = dates.parse(found["date"])
        return Fact({"issued": read}, sign="aired") if read else None
    found = NETWORK.fullmatch(text)
    return Fact({"publisher": found["publisher"]}, SHAPED, "aired") if found else None


def _updated(text: str) -> Fact | None:
    """A page's own date is that of its last change (CMOS 14.207), a treaty's that of its signing (14.290)."""
    found = UPDATED.fullmatch(text) or SIGNED.fullmatch(text)
    read = dates.parse(found["date"]) if found else None
    return Fact({"issued": read}, sign="date") if read else None


def _symbol(text: str) -> Fact | None:
    if found := UN_SYMBOL.fullmatch(text):
        return Fact({"number": found["number"] + text[found.end("number") :]}, sign="un")
    has_figures = any(char.isdigit() for char in text) and not text[1:].isdigit()
    # RG is an archive's record group.
    if has_figures and len(text) > SHORTEST_SYMBOL and SYMBOL.fullmatch(text) and not text.startswith("RG "):
        return Fact({"number": text}, SHAPED, "report")
    return None


def _report(text: str) -> Fact | None:
    if found := PREFIXED_NUMBER.fullmatch(text):
        return Fact({"number": found["number"]}, sign="report")
    found = REPORT.fullmatch(text) or NUMBERED.fullmatch(text)
    if not found or (not found["number"] and len(text.split()) > 6):
        return None
    return Fact(
        {"genre": found["genre"], **({"number": found["number"]} if found["number"] else {})},
        SHAPED,
        "report",
    )


def _resolution(text: str) -> Fact | None:
    return Fact({"genre": text}, sign="un") if RESOLUTION.fullmatch(text) else None


def _status(text: str) -> Fact | None:
    if found := ORIGINAL.fullmatch(text):
        return Fact({"original-date": dates.parse(found["date"])})
    if DATASET.fullmatch(text):
        return Fact({"genre": text}, sign="dataset")
    return Fact({"status": text}) if STATUS.fullmatch(text) else None


def _town(text: str) -> Fact | None:
    found = TOWN.fullmatch(text)
    read = dates.parse(found["year"]) if found else None
    return (
        Fact({"publisher-place": found["town"], "issued": read}, SHAPED, "imprint")
        if found and read
        else None
    )


def _blog(text: str) -> Fact | None:
    return Fact({}, sign="blog") if BLOG.fullmatch(text) else None


RULES: list[Callable[[str], Fact | None]] = [
    accessed, issued, *law.RULES, _volume, _edition, _release, _mail, _medium, _aired, _updated, _resolution,
    _locator, _symbol, _report, _speech, _status, _town, _blog,
]  # fmt: skip
