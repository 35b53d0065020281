"""The names of a Japanese source with their roles, and what is printed beside them: offices, handles, genres."""

import re

from references.notes import dates, japanese_names
from references.notes.japanese_facts import ISSUED_BY, decided, kept
from references.notes.japanese_pieces import prepared
from references.notes.pieces import Piece
from references.notes.source import SHAPED, SIGNED, Fact, Source
from references.notes.vocabulary_ja import GENRES, SPEECHES

INTERVIEWER = re.compile(r"(?:聞き手|インタビュアー|構成)[・：:＝= ]?(?P<who>.+)")
HANDLE = re.compile(r"@\w+")


class Credits:
    """One Japanese source whose names are read."""

    def __init__(self, text: str, found: list[Piece]) -> None:
        self.text = text
        self.pieces = prepared(found, text)
        self.source = Source()

    def read_names(self, start: int, end: int) -> None:
        """Read the names before a title: each run ends with its role, or with the title."""
        run: list[str] = []
        for piece in self.pieces[start:end]:
            if piece.kind == "round" or dates.parse(piece.text):
                run = self._beside_names(run, piece)
                continue
            if self._is_no_name(piece):
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

    def _is_no_name(self, piece: Piece) -> bool:
        """Read what stands among names and is none: プレスリリース, 閣議決定, 外交史料館所蔵."""
        found = decided(piece.text) or kept(piece.text)
        if piece.text in GENRES and not self.source.has("genre"):
            found = Fact({"genre": piece.text}, SHAPED, GENRES[piece.text])
        if found:
            self.source.put(found.fields, SHAPED, piece.text, piece.start)
            self.source.signs.add(found.sign)
        return found is not None

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
        is_spoken = found["genre"] in SPEECHES or GENRES.get(found["genre"]) == "speech"
        is_speech = is_spoken and japanese_names.is_office(found["body"])
        if not is_speech and not japanese_names.is_body(found["body"]):
            return text
        self.source.add("genre", found["genre"], SHAPED)
        self.source.signs.add("speech" if is_speech else GENRES.get(found["genre"], "report"))
        return found["body"]

    def comment(self, text: str, at: int) -> None:
        if text.strip():
            self.source.comments.append((at, text.strip()))


def asked(text: str) -> tuple[str, str]:
    """Return the names and their role, which may stand before them: 聞き手・橋本五郎."""
    found = INTERVIEWER.fullmatch(text)
    return (found["who"], "interviewer") if found else japanese_names.role(text)
