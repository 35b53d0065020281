"""Legal citations: reporters, statutes, bills, committees, collections of treaties (CMOS 14.269–305)."""

import re
from collections.abc import Callable

from references.notes import dates
from references.notes.source import SHAPED, Fact
from references.notes.vocabulary import CODES, GAZETTES, TREATY_SERIES

# Volume, an abbreviation with a stop or figure in it, first page; "at" leads to a cited page instead.
REPORTER = re.compile(
    r"(?P<volume>\d{1,4}) (?P<reporter>[A-Z][\w.’]*(?: [A-Z][\w.’]*|\.? ?\dd)*(?: \(\d{1,2} [A-Z][\w.]*\))?)"
    r" (?P<at>at )?(?P<page>\d{1,5})"
)
CODE = re.compile(
    r"(?P<volume>\d{1,3}) (?P<code>[A-Z][A-Za-z.]+)(?: (?:§§?|[Ss]ecs?\.|pt\.) ?(?P<section>[\w.()–-]+(?: et seq\.?)?))?"
)
SECTION = re.compile(r"(?:§§?|[Ss]ec\.) ?(?P<section>\d[\w.()–-]*)")
PUBLIC_LAW = re.compile(r"(?:Pub(?:lic|\.) L(?:aw|\.)|P\.L\.)(?: No\.)? (?P<number>\d+[-–]\d+)")
ACT = re.compile(
    r"(?:Act|Law|Decree|Ordinance|Cabinet Order) (?:No\.|no\.|Number) ?(?P<number>\d+)(?: of (?P<year>\d{4}))?"
)
ORDER = re.compile(
    r"(?P<genre>Executive Order|Exec\. Order|Proclamation)(?: No\.)? (?P<number>\d+)(?: of (?P<date>.+))?"
)
DOCUMENT = re.compile(r"(?:H\.|S\.|House|Senate)(?: ?R\.)? (?:Rep|Rept|Report|Doc)\.? (?:No\. ?)?\d+[-–]\d+")
BILL = re.compile(r"(?P<number>(?:H\. ?R\.|[HS]\. ?(?:(?:Con\.|J\.) ?)?Res\.|S\.) ?\d+)")
CONGRESS = re.compile(
    r"(?P<authority>\d{1,3}(?:st|nd|rd|th) (?:Cong\.?|Congress))(?: §§? ?(?P<section>[\w.–-]+)| (?P<locator>\d+))?"
)
SESSION = re.compile(r"(?P<session>\d(?:st|nd) [Ss]ess\.?)")
PART = re.compile(r"pt\. (?P<part>\d+)")
GAZETTE = re.compile(
    rf"(?P<gazette>{'|'.join(re.escape(name) for name in GAZETTES)})"
    rf"(?: (?P<year>\d{{4}})| (?P<volume>[LC](?: ?\d+(?:/\d+)?)?|I+|\d+))?"
)
# Since October 2023 the Official Journal has no issues; each act has its number: OJ L, 2024/779.
OFFICIAL = re.compile(r"(?:19|20)\d\d/\d{3,5}")
ITEM = re.compile(r"(?:poz\.|item|Nr\.) ?(?P<number>\d+)")
CASE = re.compile(
    r"(?:(?P<authority>[A-Z][\w.’]*(?: [A-Z][\w.]*){0,3}) )?Case (?:No\.|no\.)? ?(?P<number>[\w/.-]*\d[\w/.-]*)"
)
DOCKET = re.compile(r"(?P<number>No\. \d{2,4}-\d{3,})")
RULING = re.compile(
    r"(?P<genre>(?:Final |Partial |Interim )?(?:Award|Judge?ment|Advisory Opinion|Order|Decision))(?: of (?P<date>.+))?",
    re.IGNORECASE,
)
REPORTS = re.compile(
    r"(?P<reporter>I\.?C\.?J\.? (?:Reports|Rep\.)|ECR|E\.C\.R\.)(?: (?P<year>\d{4}))?(?:,? ?p\. (?P<page>\d+))?"
)
NEUTRAL = re.compile(r"(?P<number>ECLI:\S+|\[\d{4}\] [A-Z]+ \d+|[CT][-‑–]\d+/\d+)")
HEARING = re.compile(
    r"(?P<title>.+?):? (?:Hearings?|Joint Hearing) (?:[Bb]efore|[Oo]f) (?:the )?(?P<body>.+)", re.DOTALL
)
STATEMENT = re.compile(
    r"(?:statement|testimony|prepared statement|remarks) (?:of|by) (?P<who>.+)", re.IGNORECASE
)
COURT = re.compile(
    r"(?:(?P<court>U\.S\.|(?:[A-Z0-9][\w.’ ]* )?"
    r"(?:\w*Cir\.|Ct\.(?: [A-Z]\w*\.)?|App\.|[A-Z.]+D\.[A-Z.]*(?: [A-Z]\w*\.)?|Court[\w ]*)),? )?(?P<date>.+)"
)


def _fields(found: re.Match[str], *names: str) -> dict[str, str]:
    return {name: found[name] for name in names if found[name]}


def _reporter(text: str) -> Fact | None:
    found = REPORTER.fullmatch(text)
    if not found or (
        not re.search(r"[.\d]", found["reporter"]) and found["reporter"] not in TREATY_SERIES | CODES
    ):
        return None
    series = found["reporter"]
    sign = "treaty" if series in TREATY_SERIES else "law" if series in CODES else "case"
    fields = {
        "container-title": series,
        "volume": found["volume"],
        "locator" if found["at"] else "page": found["page"],
    }
    return Fact(fields, sign="short" if found["at"] else sign)


def _code(text: str) -> Fact | None:
    found = CODE.fullmatch(text)
    if not found or found["code"] not in CODES:
        return None
    return Fact(
        {"volume": found["volume"], "container-title": found["code"], **_fields(found, "section")}, sign="law"
    )


def _section(text: str) -> Fact | None:
    found = SECTION.fullmatch(text)
    return Fact(_fields(found, "section"), SHAPED, sign="section") if found else None


def _public_law(text: str) -> Fact | None:
    found = PUBLIC_LAW.fullmatch(text)
    return Fact(_fields(found, "number"), sign="law") if found else None


def _act(text: str) -> Fact | None:
    if found := ACT.fullmatch(text):
        year = {"issued": dates.date([int(found["year"])])} if found["year"] else {}
        return Fact({"number": found["number"], **year}, sign="law")
    if found := ORDER.fullmatch(text):
        read = dates.parse(found["date"]) if found["date"] else None
        return Fact({**_fields(found, "genre", "number"), **({"issued": read} if read else {})}, sign="law")
    if DOCUMENT.fullmatch(text):
        return Fact({"number": text}, sign="report")
    found = ITEM.fullmatch(text)
    return Fact(_fields(found, "number"), SHAPED, sign="law") if found else None


def _gazette(text: str) -> Fact | None:
    if not (found := GAZETTE.fullmatch(text)):
        return Fact({"number": text}, SHAPED, sign="gazette") if OFFICIAL.fullmatch(text) else None
    year = {"issued": dates.date([int(found["year"])])} if found["year"] else {}
    return Fact({"container-title": found["gazette"], **_fields(found, "volume"), **year}, sign="gazette")


def _bill(text: str) -> Fact | None:
    found = BILL.fullmatch(text)
    return Fact(_fields(found, "number"), sign="bill") if found else None


def _congress(text: str) -> Fact | None:
    if found := CONGRESS.fullmatch(text):
        return Fact(_fields(found, "authority", "section", "locator"), sign="congress")
    if found := SESSION.fullmatch(text):
        return Fact({"session": found["session"]}, sign="congress")
    found = PART.fullmatch(text)
    return Fact({"volume": found["part"]}, SHAPED, sign="part") if found else None


def _case(text: str) -> Fact | None:
    if found := CASE.fullmatch(text):
        return Fact(_fields(found, "authority", "number"), sign="case")
    if found := DOCKET.fullmatch(text) or NEUTRAL.fullmatch(text):
        return Fact(_fields(found, "number"), SHAPED, sign="case")
    if found := REPORTS.fullmatch(text):
        year = {"issued": dates.date([int(found["year"])])} if found["year"] else {}
        return Fact({"container-title": found["reporter"], **_fields(found, "page"), **year}, sign="case")
    return None


def _ruling(text: str) -> Fact | None:
    if not (found := RULING.fullmatch(text)):
        return None
    read = dates.parse(found["date"]) if found["date"] else None
    return Fact({"genre": found["genre"], **({"issued": read} if read else {})}, SHAPED, sign="ruling")


RULES: list[Callable[[str], Fact | None]] = [
    _reporter, _code, _section, _public_law, _act, _gazette, _bill, _congress, _case, _ruling,
]  # fmt: skip
