"""What one stretch of a Japanese note says: a date, an edition, an issue, a series, who decided it, who keeps it."""

import re

from references.notes import dates, facts, japanese_titles, outlets
from references.notes.dates import figures
from references.notes.source import SHAPED, SIGNED, Fact
from references.notes.vocabulary_ja import (
    GENRES,
    HANDED,
    REFERRING,
    REPORTS,
    SERIES_ENDINGS,
    SPEECHES,
    THESES,
)

WESTERN_ISSUE = re.compile(r"(?:[Vv]ol\. ?(?P<volume>\d+))?[,、 ]*(?:[Nn]o\. ?(?P<issue>\d+))?")
MONTHLY = re.compile(
    r"(?P<name>.*?)(?P<date>(?:\d{4}|(?:昭和|平成|令和)(?:\d{1,2}|元))年(?:\d{1,2}(?:[・～~–-]\d{1,2})?月(?:\d{1,2}日)?|[春夏秋冬]季?))"
    r"(?:(?:合併|臨時増刊|増刊|特大|特別|新年|創刊|別冊)号?|号)"
)
EDITION = re.compile(
    r"(?:東京|大阪|西部|名古屋)?(?:本社版)?(?:朝刊|夕刊|国際版|地方版)(?:[、 ]?\d+面)?"
    r"|(?:東京|大阪|西部|名古屋)本社版|(?:電子|電子書籍|デジタル|オンライン|Kindle)版(?:[、 ]?\d+面)?"
)
DECIDED = re.compile(
    r"(?P<date>[^、]*?\d日)?[、 　]?(?P<genre>[^、]*(?:決定|閣議了解|会議?了承|[会省庁]承認))"
)
DATED_EDITION = re.compile(
    r"(?P<date>\S+?日)(?:付)?[ （(]?(?P<edition>(?:東京|大阪|西部|名古屋)?(?:朝刊|夕刊)|電子版)[）)]?(?:、?(?P<page>\d+)面)?"
)
REPORT = re.compile(
    rf"(?P<genre>\S*?(?:{facts.either(REPORTS)}))[ 　]?(?:No\.? ?|第|Vol\. ?|-)?(?P<number>\d[\d-]*)?号?"
)
SPEECH = re.compile(rf"(?P<event>.*?)(?:における|での|にて)?(?P<genre>{facts.either(SPEECHES)})")
CONFERENCE = re.compile(r"(?P<event>.*(?:大会|学会|シンポジウム|研究会|会議))(?:における|での)?(?:報告|発表)")
KEPT = re.compile(r"(?P<archive>.{2,30}?)[に]?所蔵")
PAPERS = re.compile(rf"[^、]{{0,40}}(?:{facts.either(HANDED)})")
AIRED = re.compile(r"(?P<date>.+?)放送")
SERIES = re.compile(
    rf"(?P<name>\S*(?:{facts.either(SERIES_ENDINGS)}))[ 　]?(?:第|No\.? ?)?(?P<number>\d{{1,5}})?[巻号]?"
)
# The programme that a report was made under: 平成28年度外務省外交・安全保障調査研究事業.
PROGRAMME = re.compile(r".{4,40}(?:事業|プロジェクト|科学研究費補助金|科研費)")
# A number that goes on through all volumes, （通巻770号）, or an answer of the Cabinet to the Diet, 内閣衆質94第32号.
THROUGH = re.compile(r"通巻第?(?P<number>\d+)号")
ANSWER = re.compile(r"内閣[衆参]質\d+第\d+号")
THESIS = re.compile(rf"(?P<publisher>[^、（）]*?大学\S*?)?・?(?:提出)?(?P<genre>{facts.either(THESES)})")
# What a body issued, printed after its name.
ISSUED_BY = re.compile(
    rf"(?P<body>.+?)(?P<genre>{facts.either({*GENRES, *REPORTS, *SPEECHES, *HANDED} - {'白書', '青書'})})"
)
# A particle after figures, and the end of what a sentence says of a source.
PARTICLE = re.compile(
    r"^(?=[もがはにをでと等]|など)|(?<=[年月日号頁章節項条）\d])(?=[もがはにをでと等]|など)"
)
SAID = re.compile(r"[うくすつむるいただ]$|である$")
END_OF_DATE = re.compile(r"年度?|月号?|日付?|号")
MOST_ENDS = 4
# What says less of the type than what stands beside it.
BESIDE_DATES = {"", "date", "edition", "locator"}
LONGEST_FACT = 60  # characters before a particle
LONGEST_SERIES = 20  # characters


def fact(text: str) -> Fact | None:
    """Return what a stretch says in figures: a date, a place, an edition; Western forms too, pp. 112-115."""
    printed = figures(text).strip()
    if not printed:
        return None
    if part := japanese_titles.part(printed):
        return Fact({"volume": part}, SHAPED, "part")
    return _alone(printed) or _beside(printed)


def _alone(text: str) -> Fact | None:
    return _monthly(text) or _edition(text) or _issue(text) or _number(text) or facts.find(text)


def _beside(text: str) -> Fact | None:
    """Return two facts that no comma parts: 2007年度No. 2, 令和5年8月12頁."""
    for end in list(END_OF_DATE.finditer(text))[:MOST_ENDS]:
        date, rest = dates.parse(text[: end.end()]), _alone(text[end.end() :].strip())
        if date and rest and "issued" not in rest.fields:
            return Fact({"issued": date, **rest.fields}, SHAPED, rest.sign)
    return None


def _monthly(text: str) -> Fact | None:
    """A month's issue is a magazine's: 1963年1月号."""
    found = MONTHLY.fullmatch(text)
    read = dates.parse(found["date"]) if found and not found["name"] else None
    return Fact({"issued": read}, SIGNED, "monthly") if read else None


def _number(text: str) -> Fact | None:
    if found := THROUGH.fullmatch(text):
        return Fact({"number": found["number"]}, SHAPED)
    return Fact({"number": text}, SIGNED, "report") if ANSWER.fullmatch(text) else None


def _edition(text: str) -> Fact | None:
    if any(shape.fullmatch(text) for shape in (EDITION, japanese_titles.EDITION, japanese_titles.YEARLY)):
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


def series(text: str) -> Fact | None:
    """A series in parentheses or brackets: （中公新書2500）."""
    found = SERIES.fullmatch(text)
    if not found or not outlets.is_series(found["name"]):
        return None
    number = {"collection-number": found["number"]} if found["number"] else {}
    return Fact({"collection-title": found["name"], **number}, SHAPED, "series")


def named(text: str, *, is_quoted: bool) -> Fact | None:
    """Return what a stretch says by its ending: a series, a report, a thesis, a speech and where it was given."""
    if len(text) < LONGEST_SERIES and (in_series := series(figures(text))):
        return in_series
    if PROGRAMME.fullmatch(text):
        return Fact({"collection-title": text}, SHAPED, "report")
    if text in GENRES:
        return Fact({"genre": text}, SHAPED, GENRES[text])
    if found := THESIS.fullmatch(text):
        return Fact({name: value for name, value in found.groupdict().items() if value}, SIGNED, "thesis")
    if (found := REPORT.fullmatch(figures(text))) and (is_quoted or found["number"]):
        number = {"number": found["number"]} if found["number"] else {}
        return Fact({"genre": found["genre"], **number}, SHAPED, "report")
    if found := PAPERS.fullmatch(text):
        return Fact({"genre": text}, SHAPED, "report")
    return _event(text) or decided(text) or kept(text) or _aired(text)


def kept(text: str) -> Fact | None:
    """Return the archive that keeps a document: 外交史料館所蔵."""
    found = KEPT.fullmatch(text)
    return Fact({"archive": found["archive"]}, SIGNED, "archive") if found else None


def _event(text: str) -> Fact | None:
    if found := SPEECH.fullmatch(text):
        event = {"event-title": found["event"].rstrip("、")} if found["event"] else {}
        return Fact({"genre": found["genre"], **event}, SHAPED, "speech")
    found = CONFERENCE.fullmatch(text)
    return Fact({"event-title": found["event"]}, SHAPED, "conference") if found else None


def _aired(text: str) -> Fact | None:
    found = AIRED.fullmatch(text)
    read = dates.parse(found["date"]) if found else None
    return Fact({"issued": read}, SIGNED, "aired") if read else None


def decided(text: str) -> Fact | None:
    """Return by whom and when a policy was decided: 令和4年12月16日閣議決定."""
    found = DECIDED.fullmatch(text)
    if not found:
        return None
    read = dates.parse(found["date"] or "")
    return Fact({"genre": found["genre"].strip(), **({"issued": read} if read else {})}, SIGNED, "decided")


def referring(text: str) -> str:
    """Return the words at the end that refer to what stands before them: を参照, or are its sentence's: が詳しい."""
    bare = text.rstrip(" 。．.")
    if words := next((word for word in REFERRING if bare.endswith(word)), ""):
        return words
    for found in PARTICLE.finditer(bare):
        if found.start() > LONGEST_FACT:
            break
        before, said = bare[: found.start()], bare[found.start() :]
        if len(said) > 1 and (fact(before) if before else SAID.search(said)):
            return said
    return ""
