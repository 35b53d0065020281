"""Proceedings of the Diet, which are cited by session, house and number, or by house and day, with who spoke."""

import re

from references.notes.dates import figures
from references.notes.japanese_law import places
from references.notes.japanese_names import name
from references.notes.source import SHAPED, SIGNED, Source

DAY = r"(?:(?:昭和|平成|令和)(?:\d+|元)年|\d{4}年)\d+月\d+日"
RECORD = r"(?:会議録|議録|議事録|議事速記録|(?<=委員会|本会議|調査会|審査会)(?=[、 　』」（(第]|$))"
DIET = re.compile(
    r"[『「]?(?P<title>第?\d+回(?:帝国議会|国会)[ 　・、]?"
    rf"(?P<house>(?:(?:衆議院|参議院|貴族院|両院)[ 　・]?)?)(?P<body>[^第、『』（(]*?){RECORD})"
    r"[』」]?[、 　]?(?:第(?P<number>\d+)号[』」]?)?(?P<rest>.*)",
    re.DOTALL,
)
# The house before the session: 衆議院安全保障委員会議録、第211回国会第8号.
DIET_BY_HOUSE = re.compile(
    r"[『「]?(?P<title>(?P<house>衆議院|参議院)(?P<body>[^第、『』（(]*?)"
    rf"{RECORD}(?:[』」]?[、 　（(]?第?\d+回国会(?:[）)]?(?:会議録|議録|議事録))?)?)[』」]?[）)]?[、 　]?"
    r"第(?P<number>\d+)号(?P<rest>.*)",
    re.DOTALL,
)
# Known by its day alone: 参議院外交防衛委員会、2023年6月6日.
DIET_BY_DAY = re.compile(
    r"(?P<title>(?P<house>衆議院|参議院)[ 　]?(?P<body>[^第、『』「」（(\d]{0,30}?(?:委員会|本会議|調査会|審査会)))[、 　]?"
    rf"(?P<rest>[^「」『』]{{0,60}}{DAY}[^「」『』]*)",
    re.DOTALL,
)
# Who spoke, before the record: 内閣法制局長官答弁、第71回国会….
SAID_BEFORE = re.compile(
    r"(?P<who>[^、「」『』\d]{2,20}?)の?(?:答弁|発言|質疑|質問)、(?=[『「]?第?\d|衆議院|参議院)"
)
# The day before the house: 昭和35年3月31日、参議院予算委員会における….
DAY_BEFORE = re.compile(rf"(?P<day>{DAY})[、の](?=衆議院|参議院|第?\d+回国会)")
SPEAKER = re.compile(
    r"(?:^|[（(〔、）)])(?:における|での)?(?P<who>[^（()）〔〕、]+?)(?:の?(?:答弁|発言|質問|質疑|(?:施政方針|所信表明)?演説))(?:[）)〕]|(?=[、。]|$))"
)


def read(text: str) -> Source | None:
    """Return the hearing, or None: 第55回国会衆議院決算委員会議録第5号、昭和42年4月21日、10頁."""
    text = figures(text).strip()
    if day := DAY_BEFORE.match(text):
        text = f"{text[day.end() :]}、{day['day']}"
    said = SAID_BEFORE.match(text)
    text = text[said.end() :] if said else text
    found = DIET.match(text) or DIET_BY_HOUSE.match(text) or DIET_BY_DAY.fullmatch(text)
    if not found:
        return None
    source = _record(found)
    rest = _without_speaker(source, found["rest"], said)
    places(source, rest)
    return source


def _record(found: re.Match[str]) -> Source:
    """Return the record: its title, the house with the committee, its number."""
    source = Source(signs={"hearing"})
    source.put({"title": found["title"].strip("『』")}, SIGNED, found["title"], 0)
    body = found["body"].strip()
    body = f"{body}会" if body.endswith("委員") else f"{body}会議" if body.endswith("本") else body
    if found["house"]:
        source.put({"authority": f"{found['house']}{body}".strip()}, SIGNED, body, 0)
    if number := found.groupdict().get("number"):
        source.put({"number": number}, SIGNED, number, 0)
    return source


def _without_speaker(source: Source, rest: str, before: re.Match[str] | None) -> str:
    """Take who spoke off what follows the record, unless it was said before."""
    speaker = before or SPEAKER.search(rest)
    if speaker:
        source.put({"author": [name(speaker["who"])]}, SHAPED, speaker["who"], 0)
    return rest if before or not speaker else rest[: speaker.start()] + rest[speaker.end() :]
