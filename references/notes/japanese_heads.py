"""Names and title at the head of a Japanese source, and the words that lead to them."""

import re
from collections.abc import Iterable, Iterator

from references.notes import dates, facts, japanese_names, japanese_titles, outlets
from references.notes.japanese_facts import ISSUED_BY, decided, kept
from references.notes.judging import is_spoken
from references.notes.pieces import Piece, unfolded
from references.notes.source import PLACED, SHAPED, SIGNED, Source
from references.notes.vocabulary_ja import (
    ANSWERS,
    DOCUMENTS,
    GENRES,
    NAMED_BODIES,
    OPENERS,
    REPORT_TITLES,
    SPEECHES,
)

OPENER = re.compile(f"(?:{facts.either(OPENERS)})、?")
# The topic of a sentence, right before a name.
LEADS = re.compile(
    f"(?:{facts.either(OPENERS)})|.{{2,100}}(?:については|に関しては|として|につき)", re.DOTALL
)
TOPIC = re.compile(r".{2,200}(?:は|として|について|に関して|たとえば|例えば)、?(?=[^は]{2,30}$)", re.DOTALL)
INTERVIEWER = re.compile(r"(?:聞き手|インタビュアー|構成)[・：:＝= ]?(?P<who>.+)")
UN = re.compile(r"(?P<title>(?P<organ>国連\S+?|国際連合\S+?|安保理|安全保障理事会)決議\S*)")
SAID_BY = re.compile(
    rf"(?P<who>.+?)(?:による|の)?(?P<genre>(?:定例|臨時)?(?:記者)?会見|{facts.either(SPEECHES)})"
)
DATED = re.compile(
    r"(?P<name>[^\d０-９（）]{2,20}?)(?P<edition>(?:東京|大阪|西部|名古屋)?[朝夕]刊)?[ 　]?(?P<date>(?:[\d０-９]{4}|昭和|平成|令和).+)"
)
HANDLE = re.compile(r"@\w+")
POSTED = re.compile(r"の?(?P<platform>.+?)(?:への|における|での|の)?(?P<genre>投稿|ポスト|ツイート)")
# What a word in quotes is followed by in the midst of a sentence.
PARTICLE = re.compile(r"(?:は|が|の|に|と|で|を|も|へ|から|という|として|など)(?!参照)")
# Characters; a name may begin like a shorter one: なおみ.
SHORTEST_OPENER = 2
# The year of a resolution, or its session: 決議377（V）.
YEAR = re.compile(r"\d+|[IVXL]+")
INTERVIEW = re.compile(
    r"(?:筆者(?:ら)?(?:による|の)?)?(?P<who>.*?)(?P<to>への?|に対する|との?|)"
    r"(?:電話|オンライン|書面)?(?:インタビュー|聞き取り|ヒアリング)(?:調査)?"
)


class Head:
    """The beginning of one Japanese source, up to the title."""

    def __init__(self, text: str, found: list[Piece]) -> None:
        self.text = text
        self.pieces = list(_dated_apart(_with_bodies(unfolded(found), text)))
        self.source = Source()

    def read_head(self) -> int:
        """Read names and title; return where the facts begin."""
        self._take_genre()
        titles = [at for at, piece in enumerate(self.pieces) if piece.is_title]
        if not titles:
            return self._untitled()
        return self._head(next((at for at in titles[:-1] if not self._is_word(at)), titles[-1]))

    def _take_genre(self) -> None:
        """Take off what the source is called before anything else: （社説）「…」, 社説「…」."""
        first = self.pieces[0]
        if len(self.pieces) > 1 and first.text in GENRES and self.pieces[1].is_title:
            self.source.put({"genre": first.text}, SIGNED, first.text, first.start)
            self.source.signs.add(GENRES[first.text])
            self.pieces = self.pieces[1:]

    def _is_word(self, position: int) -> bool:
        """Tell a word in quotes in the sentence that leads to the source: 「核の傘」については、…, 「核密約」を報じた『…』."""
        following = self.pieces[position + 1]
        is_sentence = PARTICLE.match(following.text) or is_spoken(following.text)
        return following.kind == "text" and following.glued and bool(is_sentence)

    def _untitled(self) -> int:
        """A resolution, or a title without quotes, which is the first piece."""
        while len(self.pieces) > 2 and LEADS.fullmatch(self.pieces[0].text):
            lead, self.pieces = self.pieces[0], self.pieces[1:]
            self.comment(lead.text, lead.start)
        first = self.pieces[0]
        if first.kind == "address":
            return 0
        if found := UN.fullmatch(first.text):
            end = 2 if self._is_year_of_title() else 1
            title = self.text[first.start : self.pieces[end - 1].end]
            fields = {"title": title, "publisher": found["organ"], "genre": "決議"}
            self.source.put(fields, SHAPED, title, first.start)
            self.source.signs.add("un")
            return end
        if spoken := self._spoken(first):
            return spoken
        if self._is_bodys_document():
            self.read_names(0, 1)
            first = self.pieces[1]
        self.source.put({"title": first.text}, PLACED, first.text, first.start)
        self.source.signs.add("plain")
        return self.pieces.index(first) + 1

    def _is_bodys_document(self) -> bool:
        """Tell a body and, without quotes, what it published, known by its last word: 防衛省、令和5年版防衛白書."""
        if len(self.pieces) < 3 or any(piece.kind != "text" for piece in self.pieces[:2]):
            return False
        body, title = (piece.text for piece in self.pieces[:2])
        is_document = title.endswith((*DOCUMENTS, *REPORT_TITLES, *ANSWERS))
        return is_document and japanese_names.is_body(body) and japanese_names.is_name(body)

    def _spoken(self, first: Piece) -> int:
        """Read whose words they are, without a title: 防衛省関係者へのインタビュー, 河野太郎（@konotarogomame）."""
        if asked := self._interviewed(first):
            return asked
        if said := SAID_BY.fullmatch(first.text):
            # 菅義偉内閣官房長官記者会見
            if who := japanese_names.office_holder(said["who"]):
                self.source.put({"author": [who], "genre": said["genre"]}, SHAPED, first.text, first.start)
                self.source.signs.add("speech")
                return 1
        if outlets.is_news(first.text) and not outlets.is_house(first.text) and len(self.pieces) > 1:
            # A newspaper's day, without quotes.
            self.source.places.append((first.text, first.start))
            self.source.signs.add("quoted")
            return 1
        handle = self.pieces[1] if len(self.pieces) > 1 else None
        if not handle or not HANDLE.fullmatch(handle.text) or not japanese_names.is_name(first.text):
            return 0
        self.read_names(0, 2)
        return self._posted(2)

    def _posted(self, position: int) -> int:
        """Read where a post without words stands: …（@ModJapan_jp）のX（旧Twitter）への投稿."""
        rest = next(
            (at for at in range(position, len(self.pieces)) if not self.pieces[at].glued), len(self.pieces)
        )
        found = POSTED.fullmatch(self.text[self.pieces[1].end : self.pieces[rest - 1].end].strip())
        if not found:
            return position
        fields = {"container-title": found["platform"], "genre": found["genre"]}
        self.source.put(fields, SHAPED, found.group(), self.pieces[1].end)
        self.source.signs.add("post")
        return rest

    def _interviewed(self, first: Piece) -> int:
        """Read who was asked: 防衛省関係者へのインタビュー, 石井正文（元駐インドネシア大使）インタビュー."""
        end = next((at for at in range(1, len(self.pieces)) if not self._is_glued_to_name(at)), len(self.pieces))
        found = INTERVIEW.fullmatch(self.text[first.start : self.pieces[end - 1].end])
        if not found or not found["who"]:
            return 0
        who, _open, office = found["who"].rstrip("）)").replace("(", "（").partition("（")
        if not found["to"] and not japanese_names.is_name(who):
            return 0
        name = japanese_names.name(who) if office else {"literal": who}
        self.source.put({"author": [name]}, SHAPED, found["who"], first.start)
        self.comment(office, first.start)
        self.source.signs.add("interview")
        return end

    def _is_glued_to_name(self, position: int) -> bool:
        """Tell an office in parentheses, and the words after it."""
        piece = self.pieces[position]
        is_office = piece.kind == "round" and japanese_names.is_affiliation(piece.text)
        return piece.glued and (is_office or (piece.kind == "text" and position > 1))

    def _is_year_of_title(self) -> bool:
        """Tell whether a year in parentheses belongs to the resolution's name: 決議2375（2017）."""
        following = self.pieces[1] if len(self.pieces) > 2 else None
        return (
            following is not None and following.kind == "round" and YEAR.fullmatch(following.text) is not None
        )

    def _head(self, first: int) -> int:
        start = self.pieces[0].start
        first = self._without_op_cit(first)
        start = self.pieces[0].start if "op_cit" in self.source.marks else start
        names_from = self._names_from(first)
        self.comment(self.text[start : self.pieces[names_from].start].strip().rstrip("、，,"), start)
        self.read_names(names_from, first)
        self._title(self.pieces[first])
        return first + 1

    def _title(self, piece: Piece) -> None:
        """Read the first title: a newspaper's alone, or a work's, with an edition before it perhaps."""
        self.source.signs.add("quoted" if piece.kind == "quote" else "italic")
        if piece.kind == "book":
            self.source.signs.add("bound")
        if piece.kind == "book" and outlets.is_news(piece.text) and not self.source.has("author", "editor"):
            self.source.signs.add("quoted")
            self.source.places.append((piece.text, piece.start))
            return
        fields = self.titled(piece)
        self.source.put({"title": fields.pop("title")}, SIGNED, piece.text, piece.start)
        self.source.put(fields, SHAPED, piece.text, piece.start)

    def titled(self, piece: Piece) -> dict[str, str]:
        """Return the title in a piece; a book's edition and part stand inside its brackets."""
        fields = japanese_titles.read(piece.text) if piece.kind == "book" else {"title": piece.text}
        if "volume" in fields:
            self.source.signs.add("part")
        return fields

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
        if 0 < position == first - 1 and dates.parse(piece.text):
            return True
        if piece.kind != "text" or OPENER.fullmatch(piece.text):
            return False
        self._split_opener(position)
        text = self.pieces[position].text
        is_beside = (
            position == first - 1 and self.pieces[first].glued and japanese_names.is_beside_title(text)
        )
        return is_beside or japanese_names.is_name(text)

    def _is_beside_name(self, position: int) -> bool:
        """Tell whether a parenthesis before the title belongs to the names: a role, a handle, a body's short name."""
        piece, before = self.pieces[position], self.pieces[position - 1].text
        if japanese_names.is_affiliation(piece.text) and japanese_names.is_name(before):
            return True
        is_year = dates.parse(piece.text) is not None
        is_role = is_year or bool(japanese_names.ROLE.search(piece.text) or INTERVIEWER.fullmatch(piece.text))
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

    def read_names(self, start: int, end: int) -> None:
        """Read the names before a title: each run ends with its role, or with the title."""
        run: list[str] = []
        for piece in self.pieces[start:end]:
            if piece.kind == "round" or dates.parse(piece.text):
                run = self._beside_names(run, piece)
                continue
            if piece.text in GENRES and not self.source.has("genre"):
                # 株式会社IHI、プレスリリース「…」
                self.source.put({"genre": piece.text}, SHAPED, piece.text, piece.start)
                self.source.signs.add(GENRES[piece.text])
                continue
            if by := decided(piece.text) or kept(piece.text):
                # 国家安全保障会議決定・閣議決定「国家防衛戦略について」, 外交史料館所蔵「…」
                self.source.put(by.fields, SHAPED, piece.text, piece.start)
                self.source.signs.add(by.sign)
                continue
            for text in japanese_names.runs(piece.text):
                names, role = asked(text)
                if role == "interviewer":
                    run = self._flush(run)
                run.append(names)
                if role != "author" or text != names:
                    run = self._without_authors(run) if role == "translator" else run
                    self.put_names(run, role)
                    run = []
        self._flush(run)

    def _without_authors(self, run: list[str]) -> list[str]:
        """Put the names in katakana before Japanese translators: they are the authors."""
        count = next((at for at, name in enumerate(run) if not japanese_names.FOREIGN.fullmatch(name)), 0)
        self._flush(run[:count])
        return run[count:]

    def _flush(self, run: list[str]) -> list[str]:
        """Put the names of a run that has no role; return an empty one."""
        if run:
            self.put_names(run, "author")
        return []

    def _beside_names(self, run: list[str], piece: Piece) -> list[str]:
        """Read a parenthesis among the names: a translator, a handle, a body's short name as it is printed."""
        names, role = asked(piece.text)
        if read := dates.parse(piece.text):
            # 佐橋亮（2021）『…』
            self.source.put({"issued": read}, SHAPED, piece.text, piece.start)
            self.source.signs.add("date")
        elif HANDLE.fullmatch(piece.text):
            self.source.put({"note": piece.text}, SIGNED, piece.text, piece.start)
        elif role == "interviewer":
            run = self._flush(run)
            self.put_names([names], role)
        elif role != "author":
            run = self._flush(run)
            for each, found in japanese_names.by_role(piece.text).items():
                self.source.add(each, self.source.fields.get(each, []) + found, SHAPED)
        elif run and japanese_names.is_affiliation(piece.text) and not japanese_names.is_body(run[-1]):
            self.comment(piece.text, piece.start)
        elif run:
            run[-1] += self.text[piece.start : piece.end]
        return run

    def put_names(self, texts: list[str], role: str) -> None:
        texts = [self._without_genre(text) for text in texts]
        found = [each for text in texts for each in japanese_names.japanese_names(text)]
        if any(japanese_names.has_others(text) for text in texts):
            self.source.marks["others"] = True
        known = self.source.fields.get(role, [])
        self.source.add(role, known + found, SHAPED)

    def _without_genre(self, text: str) -> str:
        """Take what a body issued off its name: 外務省報道発表「…」."""
        found = ISSUED_BY.fullmatch(text)
        if not found or self.source.has("genre"):
            return text
        is_speech = found["genre"] in SPEECHES and japanese_names.is_name(found["body"])
        if not is_speech and not japanese_names.is_body(found["body"]):
            return text
        self.source.add("genre", found["genre"], SHAPED)
        self.source.signs.add("speech" if is_speech else GENRES.get(found["genre"], "report"))
        return found["body"]

    def comment(self, text: str, at: int) -> None:
        if text.strip():
            self.source.comments.append((at, text.strip()))


def _dated_apart(found: Iterable[Piece]) -> Iterator[Piece]:
    """Part a newspaper from its day, which no comma parts: 読売新聞2022年7月9日, 朝日新聞朝刊2015年7月16日付."""
    for piece in found:
        dated = DATED.fullmatch(piece.text) if piece.kind == "text" else None
        if dated and outlets.is_news(dated["name"]) and dates.HAS_YEAR.search(dated["date"]):
            for name in ("name", "edition", "date"):
                if dated[name]:
                    start = piece.start + dated.start(name)
                    glued = piece.glued and name == "name"
                    yield Piece("text", dated[name], start, start + len(dated[name]), glued)
        else:
            yield piece


def _with_bodies(found: list[Piece], text: str) -> list[Piece]:
    """Join a body's name that has its subject in quotes: 防衛大学校「戦争・戦略の変遷」研究会訳."""
    joined: list[Piece] = []
    for piece in found:
        is_named = (
            piece.kind == "text" and piece.glued and japanese_names.role(piece.text)[0].endswith(NAMED_BODIES)
        )
        if is_named and joined and joined[-1].kind == "quote":
            first = joined.pop()
            if joined and first.glued and joined[-1].kind == "text":
                first = joined.pop()
            piece = Piece("text", text[first.start : piece.end], first.start, piece.end, first.glued)
        joined.append(piece)
    return joined


def asked(text: str) -> tuple[str, str]:
    """Return the names and their role, which may stand before them: 聞き手・橋本五郎."""
    found = INTERVIEWER.fullmatch(text)
    return (found["who"], "interviewer") if found else japanese_names.role(text)
