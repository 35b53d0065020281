"""The order of parts in a Western note: names, title, facts (CMOS 14.23), marked by quotes and italics or not at all."""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from references.notes import dates, heads, leads, locators, names, parentheses
from references.notes.heads import EDITORS, IN, put_names
from references.notes.line import COLON, PLACE_AND_PUBLISHER, ROLE_STARTS, VOLUME_AND_ISSUE, Line
from references.notes.marks import title as bare_title
from references.notes.pieces import Piece, after, with_reporters
from references.notes.source import SHAPED, SIGNED, Fact, Fields, Source

NUMBERED = re.compile(r"(?P<name>.*\D),? (?P<volume>\d{1,4}|[IVXLC]{1,6})")
VOLUME_AFTER = re.compile(r"(?P<name>.*?)(?:,? ?[Vv]ol(?:ume)?\.? ?)(?P<volume>\d{1,4})")
BARE_VOLUME = re.compile(r"(?:[Vv]ol\.? ?)?(?P<volume>\d{1,4})(?:(?:[.:/]|\()(?P<issue>\d{1,3})\)?)?")
SERIES = re.compile(r"(?P<name>.*?),?(?: (?:no\. |vol\. )?(?P<number>\d+))?")
SEITE = re.compile(r"(?:S|s|str|pp?)\. ?(?P<page>\d+(?:[-–]\d+)?(?P<following> (?:ff?|i nast|et suiv)\.?)?)")
DATED = re.compile(
    rf"(?P<name>[A-Z].*?),? (?P<date>(?:\d{{1,2}} )?(?:{dates.MONTH} )?(?:\d{{1,2}},? )?\d{{4}})",
    re.IGNORECASE,
)
# Where in an archive: "box 1033".
KEPT = re.compile(r"(?:box|folder|file|reel|entry|series|carton) [\w-]+$", re.IGNORECASE)
# A periodical's year in the place of a volume: "Polski Przegląd Dyplomatyczny 2019, nr 2".
YEAR = re.compile(r"(?:19|20)\d\d")
OWN = re.compile(r"(?:the )?authors?")
RENAMED = ("旧", "formerly")
# A further chapter, article or section.
LISTED = re.compile(
    r"(?:and |& )?(?P<place>[IVXLC]+|[ivxlc]+|[A-Z]|\d[\w.–-]*(?:\(\w{1,3}\))*(?: bis| ter)?)"
)
MOST_NAMES = 12
MOST_EDITORS = 6


class Western:
    """One Western source being read, piece by piece from the left."""

    def __init__(self, text: str, found: Sequence[Piece]) -> None:
        rest, comments = leads.without_lead(text, list(found))
        self.line = Line(text, with_reporters(rest))
        self.source = Source(comments=comments)
        # Where the list of cited places would go on.
        self.list_at = -1
        # Each rule returns how many pieces it took; the first that takes any wins.
        self.rules: list[Callable[[int, Piece], int]] = [
            self._listed, self._colon, self._symbols_year, self._seite, self._journal, self._volume, self._chapter,
            self._presented, self._people, self._episode, self._series, self._imprint, self._fact, self._page, self._place,
        ]  # fmt: skip

    @property
    def start(self) -> int:
        """Where the source itself begins, after the words that lead to it."""
        return self.line.pieces[0].start if self.line.pieces else len(self.line.text)

    def read(self) -> Source:
        if not len(self.line):
            return self.source
        position = heads.read(self.line, self.source)
        while position < len(self.line):
            piece = self.line.pieces[position]
            taken = next((count for rule in self.rules if (count := rule(position, piece))), 0)
            if not taken:
                self._remark(position, piece)
            position += taken or 1
        return self.source

    def _put(self, found: Fact, piece: Piece) -> int:
        """Keep a fact; a further place joins the first, a session its congress."""
        if found.comment:
            self.source.comments.append((piece.start, found.comment))
        elif "locator" in found.fields and self.source.has("locator"):
            self.source.add("locator", f"{self.source.fields['locator']}, {piece.text}", SHAPED)
        elif self._is_printed_later(found):
            # What is printed in a later book or gazette keeps its own date beside that one's.
            self.source.move("issued", "original-date")
            self.source.put(found.fields, found.sure, piece.text, piece.start)
        elif "session" in found.fields:
            parts = [self.source.fields.get("authority", ""), found.fields["session"]]
            self.source.add("authority", ", ".join(filter(None, parts)), SHAPED)
        else:
            self.source.put(found.fields, found.sure, self.line.text[piece.start : piece.end], piece.start)
        self.source.signs.add(found.sign)
        return 1

    def _is_printed_later(self, found: Fact) -> bool:
        """Tell the date of a book that holds an older text, or of the register that prints an order of a former day."""
        of_book = found.sign == "imprint" and "chapter" in self.source.signs
        of_register = (
            found.sign == "date" and "law" in self.source.signs and self.source.has("container-title")
        )
        return (of_book or of_register) and self.source.has("issued") and not self.source.has("original-date")

    def _fact(self, position: int, piece: Piece) -> int:
        found = self.line.fact(position)
        if not found:
            return 0
        if "section" in found.fields or found.sign == "locator":
            self.list_at = position + 1
        return self._put(found, piece)

    def _listed(self, position: int, piece: Piece) -> int:
        """The rest of a list of cited places: "chaps. V, VI", "arts. 2, 13(f)", "§§ 8680, 8690"."""
        is_next = position == self.list_at and piece.kind == "text" and not self.line.is_date(position)
        found = LISTED.fullmatch(piece.text) if is_next else None
        if not found:
            return 0
        name = "locator" if self.source.has("locator") else "section"
        self.source.add(name, f"{self.source.fields[name]}, {found['place']}", SHAPED)
        self.list_at = position + 1
        return 1

    def _colon(self, position: int, piece: Piece) -> int:
        """The cited page after a journal's colon: "(Summer 2019): 42–79" (CMOS 14.174)."""
        colon = COLON.match(piece.text) if piece.kind == "text" else None
        if not colon:
            return 0
        rest = piece.text[colon.end() :]
        found = locators.bare(rest) or locators.signed(rest)
        return self._put(Fact(found, SIGNED, "page"), piece._replace(text=rest)) if found else 0

    def _symbols_year(self, position: int, piece: Piece) -> int:
        """The year that belongs to a symbol of the United Nations: "S/RES/2397 (2017)"."""
        return self.source.dated_symbol(self.line.fact(position - 1), piece.text) if piece.glued else 0

    def _seite(self, position: int, piece: Piece) -> int:
        """A German page, "S. 14", looks like a bill of the Senate, but stands after the date; "f." follows a page."""
        found = SEITE.fullmatch(piece.text) if piece.kind == "text" and self.source.has("issued") else None
        if not found:
            return 0
        # The stop of "51 f." is the note's too.
        stop = "." if found["following"] and self.line.text.startswith(".", piece.end) else ""
        return self._put(Fact({"locator": found["page"] + stop}, SHAPED, "page"), piece)

    def _journal(self, position: int, piece: Piece) -> int:
        """A journal's name with its volume: "World Politics 30, no. 2" (CMOS 14.171)."""
        source = self.source
        if piece.kind != "text" or source.places or self.line.is_role(position) or self._is_law(position):
            return 0
        found = VOLUME_AND_ISSUE.fullmatch(piece.text)
        if not found and "quoted" in source.signs and self._is_issue(position + 1):
            found = VOLUME_AFTER.fullmatch(piece.text) or NUMBERED.fullmatch(piece.text)
        if not found or not found["name"].strip():
            return 0
        source.places.append((found["name"].strip(" ,"), piece.start))
        source.signs.add("journal")
        named: Fields = {key: value for key, value in found.groupdict().items() if key != "name"}
        if YEAR.fullmatch(named["volume"]) and not source.has("issued"):
            named["issued"] = dates.parse(named.pop("volume"))
        return self._put(Fact(named, SHAPED, "volume"), piece)

    def _is_law(self, position: int) -> bool:
        """Tell a collection of laws, treaties or cases, which counts volumes as a journal does."""
        found = self.line.fact(position)
        return found is not None and found.sign in ("law", "treaty", "case")

    def _volume(self, position: int, piece: Piece) -> int:
        """A volume right after a name in italics, an issue in parentheses after a volume."""
        source = self.source
        if piece.kind == "round" and piece.text.isdigit() and len(piece.text) < 4 and source.has("volume"):
            return (
                0 if source.has("issue") else self._put(Fact({"issue": piece.text}, SHAPED, "volume"), piece)
            )
        is_beside = piece.glued or self._is_issue(position + 1)
        if piece.kind != "text" or not is_beside or not source.places or "quoted" not in source.signs:
            return 0
        found = BARE_VOLUME.fullmatch(piece.text)
        numbers = {key: value for key, value in found.groupdict().items() if value} if found else {}
        return self._put(Fact(numbers, SHAPED, "volume"), piece) if numbers else 0

    def _is_issue(self, position: int) -> bool:
        """Tell whether an issue, its date in parentheses, or a colon follows."""
        if position >= len(self.line):
            return False
        found, piece = self.line.fact(position), self.line.pieces[position]
        is_issue = found is not None and found.sign == "volume"
        return (
            is_issue
            or (piece.kind == "round" and self.line.is_date(position))
            or bool(COLON.match(piece.text))
        )

    def _chapter(self, position: int, piece: Piece) -> int:
        """The book that a chapter stands in: "in *Title*, ed. Names", "in Names, ed., Title" (CMOS 14.106)."""
        found = IN.fullmatch(piece.text) if piece.kind == "text" else None
        if not found or self.source.has("container-title"):
            return 0
        rest = after(self.line.pieces[position:], piece.start + found.start("rest")) if found["rest"] else []
        rest = rest or self.line.pieces[position + 1 :]
        if not rest:
            return 0
        self.source.signs.add("chapter")
        if found["chapter"]:
            self.source.add("chapter-number", found["chapter"], SIGNED)
        rest = self._editors(rest)
        first = len(self.line) - len(rest)
        return first - position + self._container(rest, first)

    def _editors(self, rest: list[Piece]) -> list[Piece]:
        """Take editors off the front, "Steven K. Vogel, ed.,", and return what follows them."""
        end = next((at for at, each in enumerate(rest[:MOST_EDITORS]) if EDITORS.fullmatch(each.text)), 0)
        texts = [each.text for each in rest[:end]]
        if not end or names.listed(texts) != end:
            return rest
        put_names(self.source, texts, ["editor"], rest[0].start)
        return rest[end + 1 :]

    def _container(self, rest: list[Piece], first: int) -> int:
        """Read the container's title, which ends as any title does; return how many pieces it has."""
        if not rest:
            return 0
        ends = (at for at in range(1, len(rest)) if rest[0].is_title or self.line.ends_title(first + at))
        last = next(ends, len(rest)) - 1
        printed = (
            rest[0].text if rest[0].is_title else bare_title(self.line.text[rest[0].start : rest[last].end])
        )
        self.source.put({"container-title": printed}, SHAPED, printed, rest[0].start)
        return last + 1

    def _presented(self, position: int, piece: Piece) -> int:
        """Where a paper was given, without parentheses: "paper presented at the annual meeting of …"."""
        is_paper = piece.kind == "text" and piece.text[0].islower() and "quoted" in self.source.signs
        found = parentheses.conference(piece.text) if is_paper else None
        return self._put(found, piece) if found else 0

    def _people(self, position: int, piece: Piece) -> int:
        """Names after their role: "ed. and trans. Michael Howard and Peter Paret", "interview by …" (CMOS 14.104)."""
        for roles, shape in ROLE_STARTS if piece.kind == "text" else []:
            if found := shape.fullmatch(piece.text):
                following = self.line.pieces[position + 1 : position + MOST_NAMES]
                further = takewhile(lambda each: each.kind == "text", following)
                texts = [found["rest"], *(each.text for each in further)]
                count = names.listed(texts) or 1
                is_asked = not position and "interviewer" in roles and not OWN.fullmatch(texts[0])
                put_names(self.source, texts[:count], ["author"] if is_asked else roles, piece.start)
                self.source.signs.update(roles)
                return count
        return 0

    def _series(self, position: int, piece: Piece) -> int:
        """A series, right before the imprint: "Adelphi Series (…", "MERICS Papers on China 8 (…" (CMOS 14.123)."""
        stands = piece.kind == "text" and position + 1 == self.line.imprint_at and self.source.has("title")
        found = SERIES.fullmatch(piece.text) if stands and not self.line.fact(position) else None
        if not found or self._is_volumes_title(position):
            return 0
        number = {"collection-number": found["number"]} if found["number"] else {}
        return self._put(Fact({"collection-title": found["name"], **number}, SHAPED, "series"), piece)

    def _imprint(self, position: int, piece: Piece) -> int:
        """Place and publisher without parentheses: "Canberra: Australian Strategic Policy Institute, 2023"."""
        if self.line.is_town(position):
            return self._put(Fact({"publisher-place": piece.text}, SHAPED, "imprint"), piece)
        if house := self.line.house_and_year(position):
            return self._put(Fact(house, SHAPED, "imprint"), piece)
        found = PLACE_AND_PUBLISHER.fullmatch(piece.text) if piece.kind == "text" else None
        if not found or not self.line.is_open_imprint(position):
            return 0
        publisher, dated = parentheses.dated(found["publisher"])
        fields = {"publisher-place": found["place"].strip(), "publisher": publisher, **dated}
        return self._put(Fact(fields, SHAPED, "imprint"), piece)

    def _page(self, position: int, piece: Piece) -> int:
        """Figures alone: the cited page, or the first page in a gazette or in reports."""
        has_work = self.source.has("title", "author") or bool(self.source.places)
        found = locators.bare(piece.text) if piece.kind == "text" and has_work else None
        if not found:
            return 0
        is_first = bool(self.source.signs & {"gazette", "case"}) and not self.source.has("page")
        return self._put(Fact({"page": found["locator"]} if is_first else found, SHAPED, "page"), piece)

    def _place(self, position: int, piece: Piece) -> int:
        """A name whose meaning the type decides: a journal, a site, a publisher, where a speech was given."""
        places = self.source.places
        if self._is_volumes_title(position):
            return self._put(Fact({"volume-title": piece.text}, SHAPED, "volume title"), piece)
        if piece.kind == "round" and piece.glued and places and piece.text.startswith(RENAMED):
            _name, at = places[-1]
            places[-1] = (self.line.text[at : piece.end], at)
            return 1
        if piece.kind == "text" and (dated := self._dated(piece)):
            return dated
        is_name = KEPT.match(piece.text) or (
            piece.kind == "text" and (piece.text[0].isupper() or piece.text[0].isdigit())
        )
        if not is_name and piece.kind not in ("italic", "book"):
            return 0
        if piece.kind == "italic" and not places:
            self.source.signs.add("italic place")
        places.append((piece.text, piece.start))
        return 1

    def _dated(self, piece: Piece) -> int:
        """A name with its day but no comma between them: "SCMP 22 Dec. 2023"."""
        found = DATED.fullmatch(piece.text)
        read = dates.parse(found["date"]) if found and "quoted" in self.source.signs else None
        if not found or not read or self.source.has("issued"):
            return 0
        self.source.places.append((found["name"], piece.start))
        return self._put(Fact({"issued": read}, SHAPED, "date"), piece)

    def _episode(self, position: int, piece: Piece) -> int:
        """What a programme's name in italics is followed by is the episode (CMOS 14.265)."""
        source = self.source
        if piece.kind != "quote" or "italic" not in source.signs or source.has("author", "editor"):
            return 0
        source.places.insert(0, (source.fields.pop("title"), self.line.pieces[0].start))
        source.signs.add("quoted")
        return self._put(Fact({"title": piece.text}), piece)

    def _is_volumes_title(self, position: int) -> bool:
        """The title of one volume of several: "vol. 2, *War and Diplomacy*" (CMOS 14.118)."""
        before = self.line.fact(position - 1)
        is_volume = before is not None and set(before.fields) == {"volume"}
        is_book = bool(self.source.signs & {"italic", "plain", "chapter"})
        return is_volume and is_book and position < self.line.imprint_at and self.line.fact(position) is None

    def _remark(self, position: int, piece: Piece) -> None:
        """Words that no rule knows are a comment, signs and what stands in quotes or brackets stay unread."""
        printed = self.line.text[piece.start : piece.end]
        is_words = piece.kind in ("text", "round") and any(char.isalnum() for char in printed)
        if not is_words:
            self.source.unread.append((piece.start, printed))
        elif piece.kind == "round":
            self.source.comments.append((piece.start, piece.text))
        else:
            # The sentence's own stop stays with its words.
            stop = self.line.text[piece.end : piece.end + 1] if position == len(self.line) - 1 else ""
            self.source.comments.append((piece.start, piece.text + stop.strip(" ,")))
