"""Japanese laws, treaties and judgments, which are cited without authors, and the dates and places after them."""

import re

from references.notes import dates, locators
from references.notes.dates import figures
from references.notes.source import SHAPED, SIGNED, Source

NUMBER = re.compile(
    r"(?P<number>(?:(?:明治|大正|昭和|平成|令和)(?:\d+|元)|\d{4})年(?:\d+月\d+日)?(?P<kind>法律|条約|政令|省令|[^第（）、]{0,12}省令|内閣府令|外務省告示)第?\d+号)"
)
LAW = re.compile(r"(?P<title>[^（(「」]+)[（(](?P<inner>[^（()）]*)[）)](?P<rest>.*)", re.DOTALL)
COMMA_LAW = re.compile(r"(?P<title>[^、（(「」]+)、(?P<number>[^、（(「」]+号)(?P<rest>.*)", re.DOTALL)
TREATY = re.compile(
    r"(?P<title>[^、（(「」]+(?:条約|協定|憲章|議定書)(?:[（(][A-Z]+[）)])?)(?P<rest>(?:(?:[、（(第]|\d+条|前文).*)?)",
    re.DOTALL,
)
STATUTE = re.compile(r"(?P<title>[^、（(「」『』第]+(?:法|憲法))(?P<rest>第?\d+条.*)", re.DOTALL)
COURT = (
    r"(?P<court>(?:最高(?:裁判所|裁)|最(?:大|[一二三]小)?|[一-鿿]{2,4}(?:高|地|簡|家))(?:裁判所|裁|判|決)?"
    r"(?:大法廷|第[一二三]小法廷)?(?:判(?!決)|決(?!定))?)(?:判決|決定)?"
)
DAY = (
    r"(?P<date>(?:(?:昭和|平成|令和|大正|明治)(?:\d+|元)年|\d{4}年)\d+月\d+日"
    r"|(?:昭和?|平成?|令和?|大正?|明治?)(?:\d+|元)[・.]\d+[・.]\d+)"
)
JUDGMENT = re.compile(
    COURT + r"[、（(]?" + DAY + r"[）)]?(?:大法廷|第[一二三]小法廷)?(?:判決|決定)?[、・]?(?P<rest>.*)",
    re.DOTALL,
)
# The usual name of a judgment before its citation in parentheses.
NAMED_JUDGMENT = re.compile(
    r"(?P<title>[^、（(「」]+)[（(](?P<cited>" + COURT + DAY + r"[^（()）]*)[）)](?P<rest>.*)", re.DOTALL
)
REPORTER = re.compile(
    r"(?P<reporter>[一-鿿ァ-ヺー]{1,10}?)(?:第?(?P<volume>\d+)巻)?(?:第?(?P<issue>\d+)号)?"
    r"(?:[、 ]?(?P<page>\d+)頁(?:以下)?|$)"
)
# A number in a database of judgments.
DATABASE = re.compile(
    r"[（(]?((?:LEX/DB|D1-Law|TKC|WLJ|ウエストロー)[^、（()）]*\d"
    r"|(?:昭和|平成|令和)(?:\d+|元)年[（(][^（()）]{1,4}[）)]第?\d+号)[）)]?"
)
# A reporter in parentheses: （判例時報1558号3頁）.
ENCLOSED = re.compile(
    r"[（(](?P<cited>[^（()）]*\d(?:頁|号)(?:以下)?)(?:[、。](?P<name>[^（()）]*))?[）)](?P<rest>.*)",
    re.DOTALL,
)
DONE = re.compile(r"(?<=日)(?:に)?(?:署名|採択|発効|公布|改正)?$")
ARTICLE = re.compile(rf"第?{locators.ARTICLE}")


def read(text: str) -> Source | None:
    """Return the source when the text has the shape of one of these, or None."""
    printed = figures(text).strip()
    for rule in (_judgment, _law, _treaty, _statute):
        if source := rule(printed):
            return source
    return None


def _law(text: str) -> Source | None:
    """A law or treaty with its number: 自衛隊法（昭和29年法律第165号）第76条."""
    bare = re.sub(r"^「([^「」]+)」(?=[（(、])", r"\1", text)
    if (named := COMMA_LAW.fullmatch(bare)) and NUMBER.fullmatch(named["number"]):
        bare = f"{named['title']}（{named['number']}）{named['rest']}"
    found = LAW.fullmatch(bare)
    number = found and NUMBER.search(found["inner"])
    if not found or not number:
        return None
    source = Source(signs={"treaty" if number["kind"] == "条約" else "law"})
    title, signed = _without_day(found["title"].strip())
    source.put({"title": title, "number": number["number"]}, SIGNED, found["title"], 0)
    _date(
        source,
        DONE.sub("", signed) or number["number"].split("年")[0] + "年",
    )
    places(source, found["inner"].replace(number["number"], ""))
    places(source, found["rest"])
    return source


def _without_day(title: str) -> tuple[str, str]:
    """Return the title and, apart, the day that may follow it: …安全保障条約、1960年1月19日署名."""
    before, _comma, day = title.rpartition("、")
    return (before, day) if before and DONE.search(day) else (title, "")


def _treaty(text: str) -> Source | None:
    found = TREATY.fullmatch(text)
    if not found or (not found["rest"] and len(found["title"]) > 40):
        return None
    source = Source(signs={"treaty"})
    source.put({"title": found["title"]}, SHAPED, found["title"], 0)
    places(source, found["rest"])
    return source if source.has("issued", "locator") else None


def _statute(text: str) -> Source | None:
    if not (found := STATUTE.fullmatch(text)):
        return None
    source = Source(signs={"law"})
    source.put({"title": found["title"]}, SHAPED, found["title"], 0)
    places(source, found["rest"])
    return source


def _judgment(text: str) -> Source | None:
    """A judgment: 最大判昭和34年12月16日刑集13巻13号3225頁（砂川事件）."""
    found = JUDGMENT.fullmatch(text)
    if not found:
        return _named_judgment(text)
    source = Source(signs={"case"})
    source.put({"authority": found["court"]}, SIGNED, found["court"], 0)
    _date(source, found["date"])
    rest = found["rest"].strip("、 ")
    if enclosed := ENCLOSED.fullmatch(rest):
        rest = enclosed["cited"] + (f"（{enclosed['name']}）" if enclosed["name"] else "") + enclosed["rest"]
    if reporter := REPORTER.match(rest):
        fields = {key: reporter[key] for key in ("volume", "issue", "page") if reporter[key]}
        source.put({"container-title": reporter["reporter"], **fields}, SIGNED, reporter[0], 0)
        rest = rest[reporter.end() :]
    if database := DATABASE.search(rest):
        source.put({"number": database[1]}, SIGNED, database[1], 0)
        rest = rest[: database.start()] + rest[database.end() :]
    if named := re.fullmatch(r"[、 ]?[（(「〔]([^（()）「」〔〕]+)[）)」〕](.*)", rest.strip()):
        source.put({"title": named[1]}, SHAPED, named[1], 0)
        rest = named[2]
    places(source, rest)
    return source


def _named_judgment(text: str) -> Source | None:
    """A judgment after its usual name: 砂川事件最高裁判決（最大判昭和34年12月16日刑集13巻13号3225頁）."""
    named = NAMED_JUDGMENT.fullmatch(text)
    source = _judgment(named["cited"]) if named else None
    if named and source:
        source.put({"title": named["title"]}, SHAPED, named["title"], 0)
        places(source, named["rest"])
    return source


def _date(source: Source, text: str) -> None:
    if read := dates.parse(text):
        source.put({"issued": read}, SHAPED, text, 0)


def places(source: Source, text: str) -> None:
    """Read dates, numbers and places in what follows; the rest stays unread."""
    if article := ARTICLE.search(text):
        # Its own parenthesis, 第2条1項(a), is no other part.
        source.put(locators.signed(article.group()) or {}, SIGNED, article.group(), 0)
        text = text[: article.start()] + text[article.end() :]
    for part in re.split(r"[、，,（()）〔〕]", text):
        printed = part.strip(" 。.")
        bare = re.sub(r"(?:に)?(?:署名|採択|発効|公布|判決)$", "", printed)
        if not printed:
            continue
        if number := NUMBER.fullmatch(printed):
            source.put({"number": number["number"]}, SIGNED, printed, 0)
        elif read := dates.parse(bare):
            source.put({"issued": read}, SIGNED, printed, 0)
        elif locator := locators.signed(printed):
            source.put(locator, SIGNED, printed, 0)
        elif printed.startswith(("http://", "https://")):
            source.put({"URL": printed}, SIGNED, printed, 0)
        else:
            source.unread.append((0, printed))
