"""What a Japanese note cites without a title in quotes: a resolution, an interview, a post, a body's report."""

import re

from references.notes import facts, japanese_names, outlets
from references.notes.japanese_credits import HANDLE, Credits
from references.notes.pieces import Piece
from references.notes.source import PLACED, SHAPED
from references.notes.vocabulary_ja import ANSWERS, DOCUMENTS, OPENERS, REPORT_TITLES, SPEECHES

# The topic of a sentence, right before a name.
LEADS = re.compile(
    f"(?:{facts.either(OPENERS)})|.{{2,100}}(?:については|に関しては|として|につき)", re.DOTALL
)
UN = re.compile(r"(?P<title>(?P<organ>国連\S+?|国際連合\S+?|安保理|安全保障理事会)決議\S*)")
SAID_BY = re.compile(
    rf"(?P<who>.+?)(?:による|の)?(?P<genre>(?:定例|臨時)?(?:記者)?会見|{facts.either(SPEECHES)})"
)
POSTED = re.compile(r"の?(?P<platform>.+?)(?:への|における|での|の)?(?P<genre>投稿|ポスト|ツイート)")
# The year of a resolution, or its session: 決議377（V）.
YEAR = re.compile(r"\d+|[IVXL]+")
INTERVIEW = re.compile(
    r"(?:筆者(?:ら)?(?:による|の)?)?(?P<who>.*?)(?P<to>への?|に対する|との?|)"
    r"(?:電話|オンライン|書面)?(?:インタビュー|聞き取り|ヒアリング)(?:調査)?"
)


class Untitled(Credits):
    """One Japanese source that is known by its first words."""

    def read_untitled(self) -> int:
        """A resolution, or a title without quotes, which is the first piece."""
        lead = self.pieces[0]
        if len(self.pieces) > 2 and LEADS.fullmatch(lead.text):
            self.comment(lead.text, lead.start)
            self.pieces = self.pieces[1:]
        first = self.pieces[0]
        if first.kind == "address":
            return 0
        if end := self._resolution(first) or self._spoken(first):
            return end
        if self._is_bodys_document():
            self.read_names(0, 1)
            first = self.pieces[1]
        self.source.put({"title": first.text}, PLACED, first.text, first.start)
        self.source.signs.add("plain")
        return self.pieces.index(first) + 1

    def _resolution(self, first: Piece) -> int:
        found = UN.fullmatch(first.text)
        if not found:
            return 0
        end = 2 if self._is_year_of_title() else 1
        title = self.text[first.start : self.pieces[end - 1].end]
        fields = {"title": title, "publisher": found["organ"], "genre": "決議"}
        self.source.put(fields, SHAPED, title, first.start)
        self.source.signs.add("un")
        return end

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
        said = SAID_BY.fullmatch(first.text)
        if said and (who := japanese_names.office_holder(said["who"])):
            # 菅義偉内閣官房長官記者会見
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
        end = next(
            (at for at in range(1, len(self.pieces)) if not self._is_glued_to_name(at)), len(self.pieces)
        )
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
