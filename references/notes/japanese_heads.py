"""Names and title at the head of a Japanese source, and the words that lead to them."""

import re

from references.notes import dates, facts, japanese_names, japanese_titles, outlets
from references.notes.japanese_credits import HANDLE, INTERVIEWER
from references.notes.japanese_untitled import Untitled
from references.notes.judging import is_spoken
from references.notes.pieces import Piece
from references.notes.source import SHAPED, SIGNED
from references.notes.vocabulary_ja import GENRES, OPENERS

OPENER = re.compile(f"(?:{facts.either(OPENERS)})、?")
TOPIC = re.compile(r".{2,200}(?:は|として|について|に関して|たとえば|例えば)、?(?=[^は]{2,30}$)", re.DOTALL)
# What a word in quotes is followed by in the midst of a sentence.
PARTICLE = re.compile(r"(?:は|が|の|に|と|で|を|も|へ|から|という|として|など)(?!参照)")
# Characters; a name may begin like a shorter one: なおみ.
SHORTEST_OPENER = 2


class Head(Untitled):
    """The beginning of one Japanese source, up to the title."""

    def read_head(self) -> int:
        """Read names and title; return where the facts begin."""
        self._take_genre()
        titles = [at for at, piece in enumerate(self.pieces) if piece.is_title]
        if not titles:
            return self.read_untitled()
        return self._head(next((at for at in titles[:-1] if not self._is_word(at)), titles[-1]))

    def _take_genre(self) -> None:
        """Take off what the source is called before anything else: （社説）「…」, 社説「…」."""
        first = self.pieces[0]
        if len(self.pieces) > 1 and first.text in GENRES and self.pieces[1].is_title:
            self.source.put({"genre": first.text}, SIGNED, first.text, first.start)
            self.source.signs.add(GENRES[first.text])
            self.pieces = self.pieces[1:]

    def _is_word(self, position: int) -> bool:
        """Tell a word in quotes in the sentence that leads to the source: 「核の傘」については, 「核密約」を報じた『…』."""
        following = self.pieces[position + 1]
        is_sentence = PARTICLE.match(following.text) or is_spoken(following.text)
        return following.kind == "text" and following.glued and bool(is_sentence)

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
        """Read the first title: a newspaper's or a magazine's alone, or a work's, with an edition before it perhaps."""
        self.source.signs.add("quoted" if piece.kind == "quote" else "italic")
        is_paper = outlets.is_news(piece.text) or outlets.is_japanese_magazine(piece.text)
        if piece.kind == "book" and is_paper and not self.source.has("author", "editor"):
            self.source.signs.add("quoted")
            self.source.places.append((piece.text, piece.start))
            return
        if piece.kind == "book":
            self.source.signs.add("bound")
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
