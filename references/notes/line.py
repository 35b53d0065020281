"""The pieces of a Western source with what each says by itself, and where a title without marks ends."""

import re
from functools import cached_property

from references.notes import facts, locators, outlets, parentheses
from references.notes.law import HEARING
from references.notes.pieces import Piece
from references.notes.source import Fact
from references.notes.vocabulary import TOWNS

ROLES = {
    ("editor",): r"(?:eds?\.|edited by|hrsg\. von|dir\.)",
    ("translator",): r"(?:trans\.|transl\.|translated by)",
    ("editor", "translator"): (
        r"(?:eds?\. and trans\.|edited and translated by|trans\. and ed\.|translated and edited by)"
    ),
    ("contributor",): r"(?:rev\.(?! edn?\b)|revised by)",
    ("interviewer",): (
        r"(?:authors?[’']s? )?(?:(?:confidential|anonymous|author|telephone|phone|video|online|email|written|personal) )?"
        r"interview(?:ed)? (?:by|with)"
    ),
}
ROLE_STARTS = [
    (roles, re.compile(shape + r"\s+(?P<rest>\S.*)", re.IGNORECASE))
    for roles, shape in reversed(ROLES.items())
]
PLACE_AND_PUBLISHER = re.compile(
    r"(?P<place>[A-Z][\w’. ]{1,30}(?:, [A-Z.]{2,5})?)\s?: (?P<publisher>[A-Z].*)"
)
VOLUME_AND_ISSUE = re.compile(
    r"(?P<name>[A-Z]\D*) (?P<volume>\d{1,4})(?:\(|:|,? [Nn]os?\. ?)(?P<issue>\d{1,3})\)?"
)
COLON = re.compile(r"\s*[:：]\s*")
YEARS = re.compile(r"(?:1[5-9]|20)\d\d[-–](?:1[5-9]|20)?\d\d")
LONG_NAME = 10  # words


class Line:
    """A source's text and pieces; what a piece says is asked often, so it is remembered."""

    def __init__(self, text: str, pieces: list[Piece]) -> None:
        self.text = text
        self.pieces = pieces
        self._facts: dict[int, Fact | None] = {}

    def __len__(self) -> int:
        return len(self.pieces)

    def printed(self, start: int, end: int) -> str:
        """Return the text from one piece to before another, as it is printed."""
        return self.text[self.pieces[start].start : self.pieces[end - 1].end]

    def fact(self, position: int) -> Fact | None:
        """Return what the piece says by itself."""
        if not 0 <= position < len(self.pieces):
            return None
        if position not in self._facts:
            self._facts[position] = _fact(self.pieces[position])
        return self._facts[position]

    def is_date(self, position: int) -> bool:
        found = self.fact(position)
        return found is not None and found.sign == "date"

    def is_day(self, position: int) -> bool:
        """Tell a date to the day."""
        found = self.fact(position)
        issued = found.fields.get("issued", {}) if found else {}
        return len(issued.get("date-parts", [[]])[0]) > 2

    def is_role(self, position: int) -> bool:
        """Tell whether the piece begins with a role and names: "ed. Peter Paret"."""
        if not 0 <= position < len(self.pieces) or self.pieces[position].kind != "text":
            return False
        return any(shape.fullmatch(self.pieces[position].text) for _roles, shape in ROLE_STARTS)

    def is_glued_text(self, position: int) -> bool:
        """Tell whether text follows without a comma, and is no colon's page."""
        if position >= len(self.pieces):
            return False
        piece = self.pieces[position]
        return piece.glued and piece.kind == "text" and not COLON.match(piece.text)

    @cached_property
    def imprint_at(self) -> int:
        """Where the parenthesis with the imprint stands, or before everything."""
        return next((at for at in range(len(self)) if self._is_imprint(at)), -1)

    def _is_imprint(self, position: int) -> bool:
        found = self.fact(position)
        return (
            self.pieces[position].kind == "round"
            and found is not None
            and found.sign in ("imprint", "thesis")
        )

    def ends_title(self, position: int) -> bool:
        """Tell whether a title without marks ends before the piece."""
        piece = self.pieces[position]
        if self.is_role(position) or piece.is_title or piece.kind == "address":
            return True
        if position and self.is_town(position):
            return True
        if position and self.house_and_year(position):
            return True
        if position and (self._is_house(position) or (piece.fresh and self.is_date(position + 1))):
            return True
        if (
            position
            and piece.kind == "text"
            and (self.is_open_imprint(position) or VOLUME_AND_ISSUE.fullmatch(piece.text))
        ):
            return True
        if piece.kind == "round":
            return self._ends_at_parenthesis(position)
        return self._ends_at_text(position)

    def is_open_imprint(self, position: int) -> bool:
        """Tell a place and a publisher without parentheses; a title has a colon too: "Missile Defense: Army Issues (…"."""
        return self.imprint_at < position and is_imprint(self.pieces[position].text)

    def is_town(self, position: int) -> bool:
        """Tell a town before its publisher: "New Haven, Yale University Press, 1966"."""
        is_before = position + 1 < len(self) and self._is_house(position + 1)
        return is_before and self.pieces[position].text in TOWNS

    def _is_house(self, position: int) -> bool:
        """Tell a publisher or a newspaper between commas, before the date: "Yale University Press, 1966"."""
        piece = self.pieces[position]
        is_short = piece.kind == "text" and len(piece.text.split()) <= LONG_NAME and ":" not in piece.text
        is_outlet = outlets.is_house(piece.text) or (position > 1 and outlets.is_news(piece.text))
        return is_short and is_outlet and self.is_date(position + 1) and self.imprint_at < 0

    def house_and_year(self, position: int) -> dict[str, object]:
        """Return a publisher and its year without a comma between them: "Oxford University Press 2022"."""
        piece = self.pieces[position]
        publisher, dated = parentheses.dated(piece.text) if piece.kind == "text" else ("", {})
        is_alone = "," not in piece.text and len(publisher.split()) <= LONG_NAME and self.imprint_at < 0
        return {"publisher": publisher, **dated} if dated and is_alone and outlets.is_house(publisher) else {}

    def _ends_at_parenthesis(self, position: int) -> bool:
        """A parenthesis inside a title belongs to it: "Regulation (EU) 2023/1781", "Resolution 1718 (2006)"."""
        found = self.fact(position)
        if found is None or (found.sign != "imprint" and self.is_glued_text(position + 1)):
            return False
        is_inner_year = found.sign == "date" and self.pieces[position].glued
        return not is_inner_year or not any(map(self.is_date, range(position + 1, len(self))))

    def _ends_at_text(self, position: int) -> bool:
        """Bare figures right before an imprint end the title itself: "…, 1996–2017 (Santa Monica"."""
        piece, found = self.pieces[position], self.fact(position)
        if found is None:
            is_page = piece.kind == "text" and locators.bare(piece.text) is not None
            return is_page and position >= self.imprint_at and not self._is_years(position)
        return found.sign != "date" or position != self.imprint_at - 1

    def _is_years(self, position: int) -> bool:
        """Tell the years of a title, before its volume: "Foreign Relations of the United States, 1964–1968, vol. 29"."""
        following = self.fact(position + 1)
        is_years = YEARS.fullmatch(self.pieces[position].text) is not None
        return is_years and following is not None and "volume" in following.fields


def _fact(piece: Piece) -> Fact | None:
    if piece.kind == "text":
        return facts.find(piece.text)
    if piece.kind == "round":
        return parentheses.find(piece.text)
    if piece.kind == "square":
        return parentheses.bracketed(piece.text)
    if piece.kind == "address" or (piece.kind == "angle" and piece.text.startswith(("http", "www"))):
        return facts.address(piece.text)
    return None


def is_imprint(text: str) -> bool:
    """Tell whether the text is a place and a publisher; a title with a colon has no publisher's word after it."""
    found = PLACE_AND_PUBLISHER.fullmatch(text)
    if not found or HEARING.fullmatch(text) or len(found["publisher"].split()) > LONG_NAME:
        return False
    publisher = found["publisher"]
    return found["place"].strip() in TOWNS or outlets.is_house(publisher) or outlets.is_institution(publisher)
