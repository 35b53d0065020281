"""The order of parts in a Japanese note: 著者「論文」『書名』（出版社、年）頁 (SIST 02), and the habits around it."""

import re
from collections.abc import Callable

from references.notes import dates, facts, japanese_names, outlets, parentheses
from references.notes.dates import figures
from references.notes.pieces import Piece
from references.notes.source import PLACED, SHAPED, SIGNED, Fact, Source
from references.notes.vocabulary_ja import (
    GENRES,
    OPENERS,
    REFERRING,
    REPORTS,
    SERIES_ENDINGS,
    SPEECHES,
    THESES,
)

OPENER = re.compile(f"(?:{facts.either(OPENERS)})、?")
# The topic of a sentence, right before a name.
TOPIC = re.compile(r".{2,200}(?:は|として|について|に関して|たとえば|例えば)、?(?=[^は]{2,30}$)", re.DOTALL)
ISSUE = re.compile(
    r"(?P<name>.*?)[ 　]?(?:第?(?P<volume>\d+)(?:巻|輯|集))?[ 　]?"
    r"(?:第?(?P<issue>[\d・=-]+)号|No\. ?(?P<no>\d+))?(?P<rest>(?:\d{4}年.*)?)",
    re.DOTALL,
)
WESTERN_ISSUE = re.compile(r"(?:[Vv]ol\. ?(?P<volume>\d+))?[,、 ]*(?:[Nn]o\. ?(?P<issue>\d+))?")
MONTHLY = re.compile(
    r"(?P<name>.*?)(?P<date>\d{4}年(?:\d{1,2}(?:[・～~–-]\d{1,2})?月(?:合併)?|[春夏秋冬]季?)号)"
)
EDITION = re.compile(
    r"(?:東京|大阪|西部|名古屋)?(?:本社版)?(?:朝刊|夕刊|電子版|オンライン版|国際版|地方版)(?:[、 ]?\d+面)?"
    r"|第\d+版|新版|増補版|改訂版|増補新版|新装版|初版|新訂第?\d*版|改訂第\d+版|増補改訂版"
)
DATED_EDITION = re.compile(
    r"(?P<date>\S+?日)(?:付)?[ （(]?(?P<edition>朝刊|夕刊|電子版)[）)]?(?:、?(?P<page>\d+)面)?"
)
TITLE_EDITION = re.compile(r"(?P<edition>(?:新訂|改訂|増補|新版|第)\S*版)[ 　](?P<title>.+)")
REPORT = re.compile(
    rf"(?P<genre>\S*?(?:{facts.either(REPORTS)}))[ 　]?(?:No\.? ?|第|Vol\. ?)?(?P<number>\d[\d-]*)?号?"
)
SPEECH = re.compile(rf"(?P<event>.*?)(?:における|での|にて)?(?P<genre>{facts.either(SPEECHES)})")
AIRED = re.compile(r"(?P<date>.+?)放送")
INTERVIEWER = re.compile(r"(?:聞き手|インタビュアー|構成)[・：:＝= ]?(?P<who>.+)")
DECIDED = re.compile(
    r"(?P<date>.*?日)?(?P<genre>[^、]*(?:閣議決定|会議決定|本部決定|委員会決定|閣議了解|決定))"
)
SERIES = re.compile(r"(?P<name>.*?)[ 　]?(?:第?(?P<number>\d+)(?:巻|号)?)?")
BROADCAST = re.compile(r"放送|テレビ|ラジオ|スペシャル")
UN = re.compile(r"(?P<title>(?P<organ>国連\S+?|国際連合\S+?)決議\S*)")
NEWS_RELEASE = {
    "webpage": "release",
    "post-weblog": "blog",
    "interview": "interview",
    "speech": "speech",
    "": "",
}
MOST_NAMES = 12
PERSON = (3, 5)  # characters of a name in a list
PUBLISHER_ENDINGS = tuple("社店館房院閣堂会局所")
CONTENTS = re.compile(r"所収|収録|収載|所載")


class Japanese:
    """One Japanese source being read, piece by piece from the left."""

    def __init__(self, text: str, found: list[Piece]) -> None:
        self.text = text
        self.pieces = found
        self.source = Source()

    def read(self) -> Source:
        first = next((at for at, piece in enumerate(self.pieces) if piece.is_title), None)
        if first is None:
            return self._untitled()
        position = self._head(first)
        while position < len(self.pieces):
            position += max(1, self._step(position))
        return self.source

    def _untitled(self) -> Source:
        """A resolution, or a title without quotes, which is the first piece."""
        found = UN.fullmatch(self.pieces[0].text) if self.pieces else None
        if found:
            fields = {"title": found["title"], "publisher": found["organ"], "genre": "決議"}
            self.source.put(fields, SHAPED, found["title"], self.pieces[0].start)
            self.source.signs.add("un")
        elif self.pieces:
            self.source.put({"title": self.pieces[0].text}, PLACED, self.pieces[0].text, self.pieces[0].start)
            self.source.signs.add("plain")
        position = 1
        while position < len(self.pieces):
            position += max(1, self._step(position))
        return self.source

    # ─── names and title ───

    def _head(self, first: int) -> int:
        first = self._without_op_cit(first)
        start = self.pieces[0].start
        names_from = self._names_from(first)
        self._comment(self.text[start : self.pieces[names_from].start].strip().rstrip("、，,"), start)
        self._names(names_from, first)
        piece = self.pieces[first]
        edition = TITLE_EDITION.fullmatch(figures(piece.text)) if piece.kind == "book" else None
        is_outlet = (
            piece.kind == "book" and outlets.is_news(piece.text) and not self.source.has("author", "editor")
        )
        if is_outlet:
            self.source.places.append((piece.text, piece.start))
            self.source.signs.add("quoted")
            return first + 1
        self.source.put(
            {"title": edition["title"] if edition else piece.text}, SIGNED, piece.text, piece.start
        )
        if edition:
            self.source.put({"edition": edition["edition"]}, SHAPED, edition["edition"], piece.start)
        self.source.signs.add("quoted" if piece.kind == "quote" else "italic")
        return first + 1

    def _without_op_cit(self, first: int) -> int:
        """Take off 前掲 before a title; return where the title then stands."""
        before = self.pieces[first - 1] if first else None
        if before is None or before.kind != "text" or not before.text.endswith("前掲"):
            return first
        self.source.marks["op_cit"] = True
        bare = before.text.removesuffix("前掲").rstrip("、・ ")
        self.pieces[first - 1 : first] = (
            [before._replace(text=bare, end=before.start + len(bare))] if bare else []
        )
        return first if bare else first - 1

    def _names_from(self, first: int) -> int:
        """Return where the names before the title begin; what stands before them is a comment."""
        position = first
        while position and self._is_name(position - 1, first):
            position -= 1
        return position

    def _is_name(self, position: int, first: int) -> bool:
        piece = self.pieces[position]
        if piece.kind == "round":
            return position == first - 1 and bool(japanese_names.ROLE.search(piece.text))
        if piece.kind != "text" or OPENER.fullmatch(piece.text):
            return False
        self._split_opener(position)
        return japanese_names.is_name(self.pieces[position].text)

    def _split_opener(self, position: int) -> None:
        """Take an opener off a name that it is printed right before: なお佐藤…."""
        piece = self.pieces[position]
        found = OPENER.match(piece.text) or TOPIC.match(piece.text)
        if (
            found
            and not japanese_names.is_name(piece.text)
            and japanese_names.is_name(piece.text[found.end() :])
        ):
            self.pieces[position] = piece._replace(
                text=piece.text[found.end() :], start=piece.start + found.end()
            )

    def _names(self, start: int, end: int) -> None:
        """Read the names before a title: each run ends with its role, or with the title."""
        run: list[str] = []
        for piece in self.pieces[start:end]:
            if piece.kind == "round" and run:
                self._put_names(run, "author", piece)
                run = []
            texts = piece.text.split("／") if piece.kind == "text" else [piece.text]
            for text in texts:
                names, role = japanese_names.role(text)
                run.append(names)
                if role != "author" or text != names:
                    self._put_names(run, role, piece)
                    run = []
        if run:
            self._put_names(run, "author", self.pieces[start])

    def _put_names(self, texts: list[str], role: str, piece: Piece) -> None:
        found = [each for text in texts for each in japanese_names.japanese_names(text)]
        if any(japanese_names.has_others(text) for text in texts):
            self.source.marks["others"] = True
        known = self.source.fields.get(role, [])
        self.source.add(role, known + found, SHAPED)

    # ─── the facts after the title ───

    def _step(self, position: int) -> int:
        piece = self.pieces[position]
        rules: dict[str, list[Callable[[int, Piece], int]]] = {
            "text": [self._editors, self._people, self._fact, self._named, self._issue],
            "round": [self._symbols_year, self._parenthesis],
            "book": [self._container],
            "quote": [self._container],
            "italic": [self._container],
            "angle": [self._angle],
            "address": [self._address],
        }
        for rule in rules.get(piece.kind, []):
            if count := rule(position, piece):
                return count
        return self._rest(piece)

    def _put(self, found: Fact, piece: Piece) -> int:
        self.source.put(found.fields, found.sure, self.text[piece.start : piece.end], piece.start)
        self.source.signs.add(found.sign)
        return 1

    def _editors(self, position: int, piece: Piece) -> int:
        """Editors before the book that a chapter stands in: 村山裕三編著『…』."""
        end = self._names_to(position, lambda each: japanese_names.is_name(each.text))
        if end == position or end >= len(self.pieces) or self.pieces[end].kind != "book":
            return 0
        _names, role = japanese_names.role(self.pieces[end - 1].text)
        if role != "editor" and not self.pieces[end].glued:
            return 0
        if role == "author":
            return 0
        self._names(position, end)
        self.source.signs.add("chapter")
        return end - position

    def _people(self, position: int, piece: Piece) -> int:
        """Translators after the title, 奥山真司訳, and who asked, 聞き手・橋本五郎."""
        if found := INTERVIEWER.fullmatch(piece.text):
            end = self._names_to(position + 1, is_person)
            texts = [found["who"], *(each.text for each in self.pieces[position + 1 : end])]
            self._put_names(texts, "interviewer", piece)
            return end - position
        end = self._names_to(position, is_person)
        if end >= len(self.pieces) or self.pieces[end].kind != "text":
            return 0
        names, role = japanese_names.role(self.pieces[end].text)
        if role == "author" or not names or not japanese_names.is_name(names):
            return 0
        self._put_names([*(each.text for each in self.pieces[position:end]), names], role, piece)
        return end - position + 1

    def _names_to(self, start: int, is_name: Callable[[Piece], bool]) -> int:
        """Return where a list of names ends, after a dozen at most."""
        end = start
        while end < min(len(self.pieces), start + MOST_NAMES) and self.pieces[end].kind == "text":
            if not is_name(self.pieces[end]):
                break
            end += 1
        return end

    def _fact(self, position: int, piece: Piece) -> int:
        found = fact(piece.text)
        return self._put(found, piece) if found else 0

    def _issue(self, position: int, piece: Piece) -> int:
        """A journal with its numbers: 『国際政治』第115号, 国際問題648号, and a month's issue, 1963年1月号."""
        printed = figures(piece.text)
        if monthly := MONTHLY.fullmatch(printed):
            if monthly["name"]:
                self.source.places.append((monthly["name"], piece.start))
            self._put(Fact({"issued": dates.parse(monthly["date"])}, SIGNED, "monthly"), piece)
            return 1
        found = ISSUE.fullmatch(printed)
        if not found or not (found["volume"] or found["issue"] or found["no"]):
            return 0
        if found["name"] and not self.source.places:
            self.source.places.append((found["name"].strip(), piece.start))
        elif found["name"]:
            return 0
        fields = {"volume": found["volume"], "issue": found["issue"] or found["no"]}
        self._put(Fact({key: value for key, value in fields.items() if value}, SIGNED, "volume"), piece)
        if found["rest"]:
            read = fact(found["rest"])
            self._put(read or Fact({}), piece)
        return 1

    def _named(self, position: int, piece: Piece) -> int:
        """Names by their endings: a series, a report, a speech and where it was given, a resolution's organ."""
        text = piece.text
        if text.endswith(SERIES_ENDINGS) and len(text) < 20:
            return self._put(Fact({"collection-title": text}, SHAPED, "series"), piece)
        if (found := REPORT.fullmatch(figures(text))) and "quoted" in self.source.signs:
            number = {"number": found["number"]} if found["number"] else {}
            return self._put(Fact({"genre": found["genre"], **number}, SHAPED, "report"), piece)
        if found := SPEECH.fullmatch(text):
            event = {"event-title": found["event"].rstrip("、")} if found["event"] else {}
            return self._put(Fact({"genre": found["genre"], **event}, SHAPED, "speech"), piece)
        if found := DECIDED.fullmatch(text):
            return self._put(decided(found), piece)
        if found := AIRED.fullmatch(text):
            read = dates.parse(found["date"])
            return self._put(Fact({"issued": read}, SIGNED, "aired"), piece) if read else 0
        if CONTENTS.fullmatch(text):
            self.source.signs.add("chapter")
            return 1
        return 0

    def _symbols_year(self, position: int, piece: Piece) -> int:
        """The year that belongs to a symbol of the United Nations: S/RES/2397 (2017)."""
        before = fact(self.pieces[position - 1].text) if position and piece.glued else None
        if before and before.sign == "un" and piece.text.isdigit():
            self.source.fields["number"] += f" ({piece.text})"
            return 1
        return 0

    def _parenthesis(self, position: int, piece: Piece) -> int:
        if found := parenthesis(piece.text):
            if found.comment:
                self._comment(found.comment, piece.start)
            return self._put(found, piece)
        return 0

    def _container(self, position: int, piece: Piece) -> int:
        """The second title is the container's: a journal, a newspaper, a book with chapters, a programme."""
        if not self.source.has("title"):
            self.source.put({"title": piece.text}, SIGNED, piece.text, piece.start)
            return 1
        if "chapter" in self.source.signs and not self.source.has("container-title"):
            return self._put(Fact({"container-title": piece.text}, SIGNED, "chapter"), piece)
        self.source.places.append((piece.text, piece.start))
        return 1

    def _angle(self, position: int, piece: Piece) -> int:
        if piece.text.startswith(("http", "www")):
            return self._put(facts.address(piece.text), piece)
        found = SERIES.fullmatch(piece.text)
        if not found:
            return 0
        fields = {
            "collection-title": found["name"],
            **({"collection-number": found["number"]} if found["number"] else {}),
        }
        return self._put(Fact(fields, SIGNED, "series"), piece)

    def _address(self, position: int, piece: Piece) -> int:
        return self._put(facts.address(piece.text), piece)

    def _rest(self, piece: Piece) -> int:
        printed = self.text[piece.start : piece.end]
        if piece.kind == "text" and not re.search(r"\w", printed):
            self.source.unread.append((piece.start, printed))
        elif piece.kind == "text" and not re.search(
            r"(?:ある|する|した|いる|られる|いわゆる).*$", piece.text
        ):
            self.source.places.append((piece.text, piece.start))
        elif piece.kind == "text":
            self._comment(piece.text, piece.start)
        elif piece.kind in ("round", "square", "angle"):
            self.source.unread.append((piece.start, printed))
        return 1

    def _comment(self, text: str, at: int) -> None:
        if text.strip():
            self.source.comments.append((at, text.strip()))


def is_person(piece: Piece) -> bool:
    """Tell whether a piece is a further person in a list, without a role; a publisher's name may look so."""
    names, role = japanese_names.role(piece.text)
    return (
        role == "author"
        and PERSON[0] <= len(names) <= PERSON[1]
        and japanese_names.is_name(names)
        and not japanese_names.is_body(names)
        and not names.endswith(PUBLISHER_ENDINGS)
    )


def fact(text: str) -> Fact | None:
    """Return what a stretch says in figures: a date, a place, an edition; Western forms too, pp. 112-115."""
    printed = figures(text).strip()
    if printed.endswith("号") and (monthly := MONTHLY.fullmatch(printed)) and not monthly["name"]:
        return Fact({"issued": dates.parse(printed)}, SIGNED, "monthly")
    if EDITION.fullmatch(printed):
        return Fact({"edition": printed}, SHAPED, "edition")
    if dated := DATED_EDITION.fullmatch(printed):
        return Fact(
            {
                "issued": dates.parse(dated["date"]),
                "edition": dated["edition"],
                **({"locator": dated["page"]} if dated["page"] else {}),
            },
            SIGNED,
            "date",
        )
    found = WESTERN_ISSUE.fullmatch(printed)
    if found and printed:
        return Fact({key: found[key] for key in ("volume", "issue") if found[key]}, SIGNED, "volume")
    return facts.find(printed)


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
    if found := DECIDED.fullmatch(printed):
        return decided(found)
    parts = re.split(r"[、，,]\s?", printed)
    if any(word in parts[0] for word in THESES):
        return _thesis(parts)
    return parentheses.addressed(printed) or parentheses.imprint(printed)


def decided(found: re.Match[str]) -> Fact:
    """Return by whom and when a policy was decided: 令和4年12月16日閣議決定."""
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
