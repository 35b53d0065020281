"""The order of parts in a Japanese note: 著者「論文」『書名』（出版社、年）頁 (SIST 02), and the habits around it."""

import re
from collections.abc import Callable

from references.notes import dates, facts, japanese_names, japanese_titles, outlets
from references.notes.dates import figures
from references.notes.japanese_credits import INTERVIEWER
from references.notes.japanese_facts import MONTHLY, fact, named
from references.notes.japanese_heads import Head
from references.notes.japanese_parentheses import parenthesis
from references.notes.pieces import Piece
from references.notes.source import SHAPED, SIGNED, Fact, Source
from references.notes.vocabulary_ja import BETWEEN, CONTAINERS, PAPER_SERIES

ISSUE = re.compile(
    r"(?P<name>.*?)[ 　]?(?:第?(?P<volume>\d+)(?:巻|輯|集))?[ 　]?"
    r"(?:第?(?P<issue>[\d・=＝-]+)(?:合併)?号|No\. ?(?P<no>\d+))?(?P<rest>(?:\d{4}年.*|[\d–～~-]+頁.*)?)",
    re.DOTALL,
)
IMPRINT = re.compile(r"(?P<place>[^:：]{2,8})[:：]\s?(?P<publisher>.+)")
SERIES = re.compile(r"(?P<name>.*?)[ 　]?(?:第?(?P<number>\d+)(?:巻|号)?)?")
# The earlier note, after an earlier title: 前掲『日米同盟の絆』（注3）.
NOTE = re.compile(r"[注註]\s?[（(]?(\d{1,4})[）)]?")
NUMBERED = re.compile(r"(?:第|No\. ?)(\d+)号?")
REMARK = re.compile(r"[぀-鿿]{2}")
SENTENCE = re.compile(r"ある|する|した|いる|られる|いわゆる")
TIMED = re.compile(r"(?P<date>.+日)[ 　]?(?P<time>(?:午[前後])?\d{1,2}[:：時]\d{1,2}分?|午[前後])")
MOST_NAMES = 12
PERSON = (3, 5)  # characters of a name in a list
PUBLISHER_ENDINGS = tuple("社店館房院閣堂会局所")
CONTENTS = re.compile(r"、?(?:所収|収録|収載|所載)$")


class Japanese(Head):
    """One Japanese source being read, piece by piece from the left."""

    def read(self) -> Source:
        return self._facts(self.read_head())

    def _facts(self, position: int) -> Source:
        while position < len(self.pieces):
            position += max(1, self._step(position))
        self._year_of_edition()
        return self.source

    def _year_of_edition(self) -> None:
        """A yearbook that has no other date is of its edition's year: 防衛白書、令和5年版."""
        edition = str(self.source.fields.get("edition", ""))
        read = dates.parse(edition) if japanese_titles.YEARLY.fullmatch(edition) else None
        if read and not self.source.has("issued"):
            self.source.put({"issued": read}, SHAPED, edition, 0)
            self.source.signs.add("date")

    def _step(self, position: int) -> int:
        piece = self.pieces[position]
        rules: dict[str, list[Callable[[int, Piece], int]]] = {
            "text": [
                self._editors,
                self._published_by,
                self._fact,
                self._people,
                self._named,
                self._issue,
                self._imprint,
                self._kept_in,
            ],
            "round": [self._symbols_year, self._number, self._parenthesis],
            "book": [self._container],
            "quote": [self._chapters_title, self._container],
            "italic": [self._container],
            "angle": [self._angle],
            "square": [self._parenthesis],
            "address": [self._address],
        }
        for rule in rules.get(piece.kind, []):
            if count := rule(position, piece):
                return count
        return self._rest(piece)

    def _put(self, found: Fact, piece: Piece) -> int:
        printed = self.text[piece.start : piece.end]
        if "locator" in found.fields and self.source.has("locator"):
            self.source.add("locator", f"{self.source.fields['locator']}, {piece.text}", SHAPED)
        elif found.sign == "decided" and self.source.has("genre"):
            # Several bodies decided it, one after another: 国家安全保障会議決定、閣議決定.
            self.source.add("genre", f"{self.source.fields['genre']}、{found.fields['genre']}", SHAPED)
        else:
            self.source.put(found.fields, found.sure, printed, piece.start)
        self.source.signs.add(found.sign)
        return 1

    def _editors(self, position: int, piece: Piece) -> int:
        """Editors before the book that a chapter stands in: 村山裕三編著『…』."""
        end = self._names_to(position, lambda each: japanese_names.is_name(each.text))
        if end == position or end >= len(self.pieces) or self.pieces[end].kind != "book":
            return 0
        _names, role = japanese_names.role(self.pieces[end - 1].text)
        if role == "author" or (role != "editor" and not self.pieces[end].glued):
            return 0
        self.read_names(position, end)
        self.source.signs.add("chapter")
        return end - position

    def _published_by(self, position: int, piece: Piece) -> int:
        """A body before the journal that it publishes: 日本国際問題研究所『国際問題』."""
        following = self.pieces[position + 1] if position + 1 < len(self.pieces) else None
        is_before = following is not None and following.kind == "book" and following.glued
        if not is_before or not outlets.is_institution(piece.text) or outlets.is_news(piece.text):
            return 0
        return self._put(Fact({"publisher": piece.text}, SHAPED), piece)

    def _people(self, position: int, piece: Piece) -> int:
        """Translators after the title, 奥山真司訳, and who asked, 聞き手・橋本五郎."""
        if found := INTERVIEWER.fullmatch(piece.text):
            end = self._names_to(position + 1, is_person)
            texts = [found["who"], *(each.text for each in self.pieces[position + 1 : end])]
            self.put_names(texts, "interviewer")
            return end - position
        end = self._names_to(position, is_person)
        if end >= len(self.pieces) or self.pieces[end].kind != "text":
            return 0
        names, role = japanese_names.role(self.pieces[end].text)
        if role == "author" or not names or not japanese_names.is_name(names):
            return 0
        self.put_names([*(each.text for each in self.pieces[position:end]), names], role)
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
        text = self._without_contents(piece.text)
        if timed := TIMED.fullmatch(text):
            # No field holds the hour of a post.
            self.source.unread.append((piece.start + timed.start("time"), timed["time"]))
            text = timed["date"]
        found = fact(text)
        return self._put(found, piece) if found else 0

    def _without_contents(self, text: str) -> str:
        """Take 所収 off: what is cited is a part of what is named."""
        rest = CONTENTS.sub("", text)
        if rest != text:
            self.source.signs.add("chapter")
        return rest

    def _issue(self, position: int, piece: Piece) -> int:
        """A journal with its numbers: 『国際政治』第115号, 国際問題648号, and a month's issue, 1963年1月号."""
        printed = figures(piece.text)
        if monthly := MONTHLY.fullmatch(printed):
            return self._monthly(monthly, piece)
        found = ISSUE.fullmatch(printed)
        rest = fact(found["rest"]) if found and found["rest"] else None
        if not found or (found["rest"] and not rest) or (found["name"] and self.source.places):
            return 0
        numbers = {"volume": found["volume"], "issue": found["issue"] or found["no"]}
        named = {name: number for name, number in numbers.items() if number}
        if not named:
            return 0
        if found["name"]:
            self.source.places.append((found["name"].strip(), piece.start))
        if rest:
            self._put(rest, piece)
        return self._put(Fact(named, SIGNED, "volume"), piece)

    def _monthly(self, found: re.Match[str], piece: Piece) -> int:
        """A magazine's name with the month of its issue: 世界1959年8月号."""
        read = dates.parse(found["date"])
        if not read:
            return 0
        if found["name"]:
            self.source.places.append((found["name"], piece.start))
        return self._put(Fact({"issued": read}, SIGNED, "monthly"), piece)

    def _named(self, position: int, piece: Piece) -> int:
        if found := named(piece.text, is_quoted="quoted" in self.source.signs):
            return self._put(found, piece)
        if CONTENTS.match(piece.text):
            self.source.signs.add("chapter")
            return 1
        return 0

    def _imprint(self, position: int, piece: Piece) -> int:
        """Place and publisher without parentheses: 東京：東信堂."""
        found = IMPRINT.fullmatch(piece.text)
        if not found or not outlets.is_place(found["place"]):
            return 0
        fields = {"publisher-place": found["place"], "publisher": found["publisher"]}
        return self._put(Fact(fields, SHAPED, "imprint"), piece)

    def _kept_in(self, position: int, piece: Piece) -> int:
        """Where a text is kept, said before its name in quotes: データベース「世界と日本」."""
        following = self.pieces[position + 1] if position + 1 < len(self.pieces) else None
        if piece.text not in CONTAINERS or following is None or not following.is_title:
            return 0
        self.source.put({"container-title": following.text}, SIGNED, following.text, following.start)
        return 2

    def _symbols_year(self, position: int, piece: Piece) -> int:
        """The year that belongs to a symbol of the United Nations: S/RES/2397 (2017)."""
        before = fact(self.pieces[position - 1].text) if position and piece.glued else None
        return self.source.dated_symbol(before, piece.text)

    def _parenthesis(self, position: int, piece: Piece) -> int:
        if self._is_beside_place(piece):
            # 聯合ニュース（日本語版） and X（旧Twitter） are names.
            _name, at = self.source.places[-1]
            self.source.places[-1] = (self.text[at : piece.end], at)
            return 1
        if found := parenthesis(self._without_contents(piece.text)):
            if "quoted" in self.source.signs and _is_paper(found.fields.get("publisher", "")):
                self.source.places.append((found.fields.pop("publisher"), piece.start))
                found = found._replace(sign="date")
            if found.comment:
                self.comment(found.comment, piece.start)
            return self._put(found, piece)
        return 0

    def _number(self, position: int, piece: Piece) -> int:
        """The earlier note, （注3）, the issue of a journal, or the number of a report: 『外交青書』（第66号）."""
        printed = figures(piece.text)
        if "op_cit" in self.source.marks and (note := NOTE.fullmatch(printed)):
            self.source.marks["note_number"] = int(note[1])
            return 1
        found = NUMBERED.fullmatch(printed)
        name, sign = ("issue", "volume") if self.source.places else ("number", "")
        return self._put(Fact({name: found[1]}, SHAPED, sign), piece) if found else 0

    def _is_beside_place(self, piece: Piece) -> bool:
        name, at = self.source.places[-1] if self.source.places else ("", 0)
        is_near = bool(name) and piece.start - at <= len(name) + 1
        is_beside = is_near and self.text[at : piece.start].strip() == name
        return is_beside and (piece.text.startswith("旧") or parenthesis(piece.text) is None)

    def _container(self, position: int, piece: Piece) -> int:
        """The second title is the container's: a journal, a newspaper, a book with chapters, a programme."""
        fields = self.titled(piece)
        name = fields.pop("title")
        if not self.source.has("title"):
            self.source.put({"title": name, **fields}, SIGNED, piece.text, piece.start)
            return 1
        self.source.put(fields, SHAPED, piece.text, piece.start)
        if name.endswith(PAPER_SERIES) and "quoted" in self.source.signs:
            return self._put(Fact({"genre": name}, SHAPED, "report"), piece)
        if "chapter" in self.source.signs and not self.source.has("container-title"):
            return self._put(Fact({"container-title": name}, SIGNED, "chapter"), piece)
        self.source.places.append((name, piece.start))
        return 1

    def _chapters_title(self, position: int, piece: Piece) -> int:
        """The title of the cited chapter, which no field takes: 第2章「池田・ロバートソン会談」."""
        before = fact(self.pieces[position - 1].text) if position and piece.glued else None
        if before is None or "locator" not in before.fields:
            return 0
        self.comment(self.text[piece.start : piece.end], piece.start)
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
        elif piece.text in BETWEEN:
            self.comment(piece.text, piece.start)
        elif piece.kind == "text" and not SENTENCE.search(piece.text):
            self.source.places.append((piece.text, piece.start))
        elif piece.kind == "text":
            # The sentence's own stop stays with its words.
            stop = self.text[piece.end : piece.end + 1]
            self.comment(piece.text + (stop if stop == "。" else ""), piece.start)
        elif piece.kind == "round" and REMARK.search(piece.text):
            # （濵本執筆）
            self.comment(piece.text, piece.start)
        elif piece.kind in ("round", "square", "angle"):
            self.source.unread.append((piece.start, printed))
        return 1


def _is_paper(text: str) -> bool:
    """Tell a newspaper, 朝日新聞デジタル, from a newspaper's house of books, 朝日新聞社."""
    return outlets.is_news(text) and not outlets.is_house(text)


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
