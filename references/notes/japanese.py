"""The order of parts in a Japanese note: 著者「論文」『書名』（出版社、年）頁 (SIST 02), and the habits around it."""

import re
from collections.abc import Callable

from references.notes import dates, facts, japanese_names, outlets
from references.notes.dates import figures
from references.notes.japanese_facts import ISSUED_BY, MONTHLY, fact, named, parenthesis
from references.notes.pieces import Piece
from references.notes.source import PLACED, SHAPED, SIGNED, Fact, Source
from references.notes.vocabulary_ja import GENRES, OPENERS

OPENER = re.compile(f"(?:{facts.either(OPENERS)})、?")
# The topic of a sentence, right before a name.
TOPIC = re.compile(r".{2,200}(?:は|として|について|に関して|たとえば|例えば)、?(?=[^は]{2,30}$)", re.DOTALL)
ISSUE = re.compile(
    r"(?P<name>.*?)[ 　]?(?:第?(?P<volume>\d+)(?:巻|輯|集))?[ 　]?"
    r"(?:第?(?P<issue>[\d・=-]+)号|No\. ?(?P<no>\d+))?(?P<rest>(?:\d{4}年.*)?)",
    re.DOTALL,
)
TITLE_EDITION = re.compile(r"(?P<edition>(?:新訂|改訂|増補|新版|第)\S*版)[ 　](?P<title>.+)")
INTERVIEWER = re.compile(r"(?:聞き手|インタビュアー|構成)[・：:＝= ]?(?P<who>.+)")
SERIES = re.compile(r"(?P<name>.*?)[ 　]?(?:第?(?P<number>\d+)(?:巻|号)?)?")
UN = re.compile(r"(?P<title>(?P<organ>国連\S+?|国際連合\S+?)決議\S*)")
MOST_NAMES = 12
# Characters; a name may begin like a shorter one: なおみ.
SHORTEST_OPENER = 2
HANDLE = re.compile(r"@\w+")
PERSON = (3, 5)  # characters of a name in a list
PUBLISHER_ENDINGS = tuple("社店館房院閣堂会局所")
CONTENTS = re.compile(r"(?:所収|収録|収載|所載)$")


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
        return self._facts(self._head(first))

    def _untitled(self) -> Source:
        """A resolution, or a title without quotes, which is the first piece."""
        first = self.pieces[0]
        if found := UN.fullmatch(first.text):
            end = 2 if self._is_year_of_title() else 1
            title = self.text[first.start : self.pieces[end - 1].end]
            fields = {"title": title, "publisher": found["organ"], "genre": "決議"}
            self.source.put(fields, SHAPED, title, first.start)
            self.source.signs.add("un")
            return self._facts(end)
        self.source.put({"title": first.text}, PLACED, first.text, first.start)
        self.source.signs.add("plain")
        return self._facts(1)

    def _is_year_of_title(self) -> bool:
        """Tell whether a year in parentheses belongs to the resolution's name: 決議2375（2017）."""
        following = self.pieces[1] if len(self.pieces) > 2 else None
        return following is not None and following.kind == "round" and following.text.isdigit()

    def _facts(self, position: int) -> Source:
        while position < len(self.pieces):
            position += max(1, self._step(position))
        return self.source

    # ─── names and title ───

    def _head(self, first: int) -> int:
        start = self.pieces[0].start
        first = self._without_op_cit(first)
        start = self.pieces[0].start if "op_cit" in self.source.marks else start
        names_from = self._names_from(first)
        self._comment(self.text[start : self.pieces[names_from].start].strip().rstrip("、，,"), start)
        self._names(names_from, first)
        self._title(self.pieces[first])
        return first + 1

    def _title(self, piece: Piece) -> None:
        """Read the first title: a newspaper's alone, or a work's, with an edition before it perhaps."""
        self.source.signs.add("quoted" if piece.kind == "quote" else "italic")
        if piece.kind == "book" and outlets.is_news(piece.text) and not self.source.has("author", "editor"):
            self.source.signs.add("quoted")
            self.source.places.append((piece.text, piece.start))
            return
        found = TITLE_EDITION.fullmatch(figures(piece.text)) if piece.kind == "book" else None
        title = found["title"] if found else piece.text
        self.source.put({"title": title}, SIGNED, piece.text, piece.start)
        if found:
            self.source.put({"edition": found["edition"]}, SHAPED, found["edition"], piece.start)

    def _without_op_cit(self, first: int) -> int:
        """Take off 前掲 before the names or the title; return where the title then stands."""
        kept: list[Piece] = []
        for piece in self.pieces[:first]:
            text = piece.text.removeprefix("前掲").removesuffix("前掲")
            if piece.kind != "text" or text == piece.text:
                kept.append(piece)
                continue
            self.source.marks["op_cit"] = True
            if text := text.strip("、・ "):
                kept.append(piece._replace(text=text, start=piece.start + piece.text.index(text)))
        self.pieces[:first] = kept
        return len(kept)

    def _names_from(self, first: int) -> int:
        """Return where the names before the title begin; what stands before them is a comment."""
        position = first
        while position and self._is_name(position - 1, first):
            position -= 1
        return position

    def _is_name(self, position: int, first: int) -> bool:
        piece = self.pieces[position]
        if piece.kind == "round":
            return position == first - 1 and position > 0 and self._is_beside_name(position)
        if piece.kind != "text" or OPENER.fullmatch(piece.text):
            return False
        self._split_opener(position)
        return japanese_names.is_name(self.pieces[position].text)

    def _is_beside_name(self, position: int) -> bool:
        """Tell whether a parenthesis before the title belongs to the names: a role, a handle, a body's short name."""
        piece, before = self.pieces[position], self.pieces[position - 1].text
        is_role = bool(japanese_names.ROLE.search(piece.text) or INTERVIEWER.fullmatch(piece.text))
        return is_role or HANDLE.fullmatch(piece.text) is not None or japanese_names.is_body(before)

    def _split_opener(self, position: int) -> None:
        """Take an opener or a topic off a name that it is printed right before: なお佐藤…, この点は佐藤…."""
        piece = self.pieces[position]
        opener = OPENER.match(piece.text)
        found = opener or TOPIC.match(piece.text)
        is_one_name = japanese_names.is_name(piece.text) and not (opener and opener.end() > SHORTEST_OPENER)
        if found and not is_one_name and japanese_names.is_name(piece.text[found.end() :]):
            rest = piece.text[found.end() :]
            self.pieces[position] = piece._replace(text=rest, start=piece.start + found.end())

    def _names(self, start: int, end: int) -> None:
        """Read the names before a title: each run ends with its role, or with the title."""
        run: list[str] = []
        for piece in self.pieces[start:end]:
            if piece.kind == "round":
                run = self._beside_names(run, piece)
                continue
            for text in piece.text.split("／"):
                names, role = _asked(text)
                if role == "interviewer":
                    run = self._flush(run)
                run.append(names)
                if role != "author" or text != names:
                    self._put_names(run, role)
                    run = []
        self._flush(run)

    def _flush(self, run: list[str]) -> list[str]:
        """Put the names of a run that has no role; return an empty one."""
        if run:
            self._put_names(run, "author")
        return []

    def _beside_names(self, run: list[str], piece: Piece) -> list[str]:
        """Read a parenthesis among the names: a translator, a handle, a body's short name as it is printed."""
        names, role = _asked(piece.text)
        if HANDLE.fullmatch(piece.text):
            self.source.put({"note": piece.text}, SIGNED, piece.text, piece.start)
        elif role == "interviewer":
            run = self._flush(run)
            self._put_names([names], role)
        elif role != "author":
            run = self._flush(run)
            for each, found in japanese_names.by_role(piece.text).items():
                self.source.add(each, self.source.fields.get(each, []) + found, SHAPED)
        elif run:
            run[-1] += self.text[piece.start : piece.end]
        return run

    def _put_names(self, texts: list[str], role: str) -> None:
        texts = [self._without_genre(text) for text in texts]
        found = [each for text in texts for each in japanese_names.japanese_names(text)]
        if any(japanese_names.has_others(text) for text in texts):
            self.source.marks["others"] = True
        known = self.source.fields.get(role, [])
        self.source.add(role, known + found, SHAPED)

    def _without_genre(self, text: str) -> str:
        """Take what a body issued off its name: 外務省報道発表「…」."""
        found = ISSUED_BY.fullmatch(text)
        if not found or not japanese_names.is_body(found["body"]) or self.source.has("genre"):
            return text
        self.source.add("genre", found["genre"], SHAPED)
        self.source.signs.add(GENRES.get(found["genre"], "report"))
        return found["body"]

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
        if role == "author" or (role != "editor" and not self.pieces[end].glued):
            return 0
        self._names(position, end)
        self.source.signs.add("chapter")
        return end - position

    def _people(self, position: int, piece: Piece) -> int:
        """Translators after the title, 奥山真司訳, and who asked, 聞き手・橋本五郎."""
        if found := INTERVIEWER.fullmatch(piece.text):
            end = self._names_to(position + 1, is_person)
            texts = [found["who"], *(each.text for each in self.pieces[position + 1 : end])]
            self._put_names(texts, "interviewer")
            return end - position
        end = self._names_to(position, is_person)
        if end >= len(self.pieces) or self.pieces[end].kind != "text":
            return 0
        names, role = japanese_names.role(self.pieces[end].text)
        if role == "author" or not names or not japanese_names.is_name(names):
            return 0
        self._put_names([*(each.text for each in self.pieces[position:end]), names], role)
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
        text = CONTENTS.sub("", piece.text)
        if text != piece.text:
            self.source.signs.add("chapter")
        found = fact(text)
        return self._put(found, piece) if found else 0

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

    def _symbols_year(self, position: int, piece: Piece) -> int:
        """The year that belongs to a symbol of the United Nations: S/RES/2397 (2017)."""
        before = fact(self.pieces[position - 1].text) if position and piece.glued else None
        return self.source.dated_symbol(before, piece.text)

    def _parenthesis(self, position: int, piece: Piece) -> int:
        if piece.text.startswith("旧") and piece.glued and self.source.places:
            _name, at = self.source.places[-1]
            self.source.places[-1] = (self.text[at : piece.end], at)
            return 1
        if found := parenthesis(piece.text):
            if "quoted" in self.source.signs and _is_paper(found.fields.get("publisher", "")):
                self.source.places.append((found.fields.pop("publisher"), piece.start))
                found = found._replace(sign="date")
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
            # The sentence's own stop stays with its words.
            stop = self.text[piece.end : piece.end + 1]
            self._comment(piece.text + (stop if stop == "。" else ""), piece.start)
        elif piece.kind in ("round", "square", "angle"):
            self.source.unread.append((piece.start, printed))
        return 1

    def _comment(self, text: str, at: int) -> None:
        if text.strip():
            self.source.comments.append((at, text.strip()))


def _is_paper(text: str) -> bool:
    """Tell a newspaper, 朝日新聞デジタル, from a newspaper's house of books, 朝日新聞社."""
    return outlets.is_news(text) and not outlets.is_house(text)


def _asked(text: str) -> tuple[str, str]:
    """Return the names and their role, which may stand before them: 聞き手・橋本五郎."""
    found = INTERVIEWER.fullmatch(text)
    return (found["who"], "interviewer") if found else japanese_names.role(text)


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
