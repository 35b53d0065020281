"""Names and title at the head of a Western source, with the title's marks or by the order of parts alone."""

import re
from collections.abc import Sequence

from references.notes import kinds, names, outlets
from references.notes.law import HEARING
from references.notes.line import YEARS, Line
from references.notes.marks import title as bare_title
from references.notes.pieces import Piece
from references.notes.source import PLACED, SHAPED, SIGNED, Source
from references.notes.vocabulary import SUFFIXES, TOWNS, VERBS

EDITORS = re.compile(r"(?:eds?|hrsg|dir)\.?|editors?", re.IGNORECASE)
TRANSLATORS = re.compile(r"trans\.?|translators?", re.IGNORECASE)
IN = re.compile(r"(?:chap(?:\.|ter) (?P<chapter>\w+) )?[Ii]n:?(?:\s+(?P<rest>.*))?", re.DOTALL)
# "M. Kofman" is a person, whatever stands beside it.
INITIALED = re.compile(r"(?:[A-Z]\.[ -]?)+ ?[^\W\d_a-z]\w+(?:-\w+)?")
SENT = re.compile(r"(?P<genre>(?i:e-?mail|letter))(?: message)? from (?P<who>.+)")
# A given name with an initial, or a single one.
GIVEN = re.compile(r"[^\W\d_][^\W\d_]+(?: [A-Z]\.)*|(?:[A-Z]\. ?)+")
# Before these no title in quotes or italics has begun: it is the title of something else.
PAST_TITLE = {"imprint", "date", "volume", "address", "locator"}


def read(line: Line, source: Source) -> int:
    """Read names and title into the source; return where the facts begin."""
    if _letter(line, source):
        return 1
    marked = next((at for at, piece in enumerate(line.pieces) if piece.is_title), None)
    if marked is None or any(_is_past_title(line, at) for at in range(marked)):
        return _unmarked(line, source)
    _names(line, source, 0, marked)
    return _marked(line, source, marked)


def _letter(line: Line, source: Source) -> bool:
    """Read "Joseph Grew to Cordell Hull", before the letter's date (CMOS 14.229)."""
    piece = line.pieces[0]
    sent = SENT.fullmatch(piece.text)
    found = names.correspondents(sent["who"] if sent else piece.text) if line.is_date(1) else None
    if not found:
        return False
    writer, reader = found
    genre = {"genre": sent["genre"]} if sent else {}
    fields = {"author": [names.name(writer)], "note": f"to {reader}", **genre}
    source.put(fields, SHAPED, piece.text, piece.start)
    source.signs.add("mail")
    return True


def _is_past_title(line: Line, position: int) -> bool:
    found = line.fact(position)
    is_interview = line.is_role(position) and "interview" in line.pieces[position].text.lower()
    return is_interview or (found is not None and found.sign in PAST_TITLE)


def _marked(line: Line, source: Source, position: int) -> int:
    """Read a title in quotes or italics, and its translation in brackets: *Pingha* [The glacier]."""
    piece, end = line.pieces[position], position + 1
    while end < len(line) and _is_translation(line.pieces[end]):
        end += 1
    printed = (
        piece.text if end == position + 1 else piece.text + line.text[piece.end : line.pieces[end - 1].end]
    )
    if piece.kind == "italic" and _is_paper_alone(line, source, printed, end):
        return end
    _title(source, printed, SIGNED, piece.start)
    source.signs.add("italic" if piece.kind == "italic" else "quoted")
    if line.is_glued_text(end) and line.pieces[end].text[0].islower() and not _is_known(line, end):
        source.signs.add("sentence")
    return end


def _is_paper_alone(line: Line, source: Source, printed: str, end: int) -> bool:
    """Take a newspaper's name and its day alone for the place of an article whose title is not given (CMOS 14.198)."""
    is_alone = not source.has("author", "editor") and line.is_date(end) and outlets.is_news(printed)
    is_alone = is_alone and not kinds.TREATY.search(printed)
    if is_alone:
        source.places.append((printed, line.pieces[end - 1].start))
        source.signs.add("quoted")
    return is_alone


def _is_translation(piece: Piece) -> bool:
    return piece.kind == "square" and piece.glued and not piece.text.startswith("[")


def _is_known(line: Line, position: int) -> bool:
    return (
        line.fact(position) is not None
        or line.is_role(position)
        or IN.fullmatch(line.pieces[position].text) is not None
    )


def _unmarked(line: Line, source: Source) -> int:
    """Read what stands before the first fact: names that leave something over, which is the title."""
    end = next((at for at in range(len(line)) if line.ends_title(at)), len(line))
    if end == 0:
        return _numbered(line, source)
    if signed := _signed_at(line, end):
        _treaty(line, source, signed, end)
        return end
    if not any(piece.kind == "text" for piece in line.pieces[1:end]):
        return _alone(line, source, end)
    count = _count_names(line, end)
    _names(line, source, 0, count)
    _take_title(line, source, count, end)
    return end


def _signed_at(line: Line, end: int) -> int:
    """Return where the place of signing begins between a treaty's name and its day: "…, Vientiane, July 26, 2005"."""
    if not line.is_day(end) or not kinds.TREATY.search(line.pieces[0].text):
        return 0
    at = end
    while at > 1 and _is_signing_place(line.pieces[at - 1], is_last=at == end):
        at -= 1
    return at if at < end else 0


def _is_signing_place(piece: Piece, *, is_last: bool) -> bool:
    """Tell a town; before the last one only those that are known: "Washington, London and Moscow"."""
    towns = names.AND.split(piece.text)
    is_known = all(town in TOWNS for town in towns)
    return piece.kind == "text" and (is_known or (is_last and all(map(outlets.is_place, towns))))


def _treaty(line: Line, source: Source, signed: int, end: int) -> None:
    """Read a treaty's name, which names bodies without being theirs, and where it was signed."""
    _title(source, bare_title(line.printed(0, signed)), SHAPED, line.pieces[0].start)
    source.put({"event-place": line.printed(signed, end)}, SHAPED, "", line.pieces[signed].start)
    source.signs.add("plain")


def _numbered(line: Line, source: Source) -> int:
    """A directive or memorandum cited by its number alone: "Presidential Policy Directive 28"."""
    piece, found = line.pieces[0], line.fact(0)
    if not found or "genre" not in found.fields or len(line) < 2 or line.fact(1) is None:
        return 0
    dated = {"issued": found.fields["issued"]} if "issued" in found.fields else {}
    printed = piece.text.partition(" of ")[0] if dated else piece.text
    _title(source, printed, SHAPED, piece.start)
    source.put(dated, SHAPED, piece.text, piece.start)
    source.signs.update(("plain", "directive", found.sign))
    return 1


def _count_names(line: Line, end: int) -> int:
    """Return how many pieces are names and their role; one at least is left for the title."""
    texts = [piece.text for piece in line.pieces[:end]]
    whole = next((at for at in range(1, end) if line.pieces[at].glued), end)
    if _is_inverted(line, end):
        return 2
    if end == 2 and YEARS.fullmatch(texts[1]):
        return 0
    count = names.listed(texts[:whole])
    if count >= end:
        count = 1
    if whole <= count < end:
        return 0
    while 0 < count < end - 1 and _goes_with_names(texts[count - 1], texts[count]):
        count += 1
    return count


def _is_inverted(line: Line, end: int) -> bool:
    """Tell a bibliography's "Kissinger, Henry. On China.", where a stop ends the name, or "Waltz, Kenneth N., Theory"."""
    first = [piece.text for piece in line.pieces[:2]]
    if (
        end <= 2
        or names.inverted(*first) is None
        or names.listed([piece.text for piece in line.pieces[:end]]) > 1
    ):
        return False
    has_initial = GIVEN.fullmatch(first[1]) is not None and line.pieces[2].kind == "text"
    return line.pieces[2].fresh or (has_initial and " " not in first[0])


def _goes_with_names(before: str, text: str) -> bool:
    """Tell whether a piece after names is a role, a suffix, or the further part of a body's name."""
    if EDITORS.fullmatch(text) or text in SUFFIXES or INITIALED.fullmatch(text):
        return True
    return names.has_head(before) and names.has_head(text) and names.is_body(text)


def _alone(line: Line, source: Source, end: int) -> int:
    """One piece before the facts is the title, or the author of what has only a genre (a speech, a letter)."""
    following, text = line.fact(end), line.pieces[0].text
    has_imprint = line.imprint_at > end or (end + 1 < len(line) and line.is_open_imprint(end + 1))
    if following and following.sign == "report" and has_imprint and names.is_body(text):
        # A body's "Annual Report 2022" is its title.
        _names(line, source, 0, 1)
        _take_title(line, source, end, end + 1)
        return end + 1
    has_genre = following is not None and following.sign in ("speech", "mail") and names.listed([text]) > 0
    if has_genre or line.is_role(end):
        _names(line, source, 0, end)
    else:
        _take_title(line, source, 0, end)
    return end


def _take_title(line: Line, source: Source, start: int, end: int) -> None:
    printed = bare_title(line.printed(start, end))
    if not _is_paper_alone(line, source, printed, end):
        _title(source, printed, SHAPED, line.pieces[start].start)
        source.signs.add("plain")


def _title(source: Source, printed: str, sure: float, at: int) -> None:
    """Put the title; that of a hearing names the committee (CMOS 14.294)."""
    if hearing := HEARING.fullmatch(printed):
        committee = hearing["body"].removeprefix("the ")
        source.put({"title": hearing["title"].rstrip(":,"), "section": committee}, sure, printed, at)
        source.signs.add("hearing")
    else:
        source.put({"title": printed}, sure, printed, at)


def _names(line: Line, source: Source, start: int, end: int) -> None:
    """Read names, and what is printed after them: a role, a genre, a handle."""
    texts = [piece.text for piece in line.pieces[start:end]]
    plain = next((at for at in range(start, end) if line.pieces[at].kind != "text"), end) - start
    count = min(names.listed(texts[:plain]), plain)
    if plain > 1 and all(map(names.begins_with_person, texts[:plain])):
        count = plain  # a list without "and"
    first = line.fact(start)
    if count == 1 and first and "number" in first.fields:
        count = 0  # NSC 68, and other numbers that stand before the title
    if end - start == 2 and _is_inverted(line, len(line)):
        count = 0
        source.add("author", [names.inverted(*texts)], SHAPED)
        return
    if count:
        role = _role(texts[count] if count < len(texts) else "")
        put_names(source, texts[:count], [role], line.pieces[start].start)
    for at in range(start + count, end):
        _beside_names(line, source, at, has_names=count > 0)


def _role(following: str) -> str:
    if EDITORS.fullmatch(following):
        return "editor"
    return "translator" if TRANSLATORS.fullmatch(following) else "author"


def put_names(source: Source, texts: Sequence[str], roles: Sequence[str], at: int) -> None:
    found = names.names(texts)
    for role in roles if found else ():
        source.put({role: found}, SHAPED, ", ".join(texts), at)
    if names.has_others(texts):
        source.marks["others"] = True


def _beside_names(line: Line, source: Source, position: int, *, has_names: bool) -> None:
    """Read what stands between names and title: a fact, the further part of a body's name, or words of comment."""
    piece, found = line.pieces[position], line.fact(position)
    authors = source.fields.get("author", [])
    if EDITORS.fullmatch(piece.text) or TRANSLATORS.fullmatch(piece.text):
        return
    if found and not found.comment:
        source.put(found.fields, found.sure, piece.text, piece.start)
        source.signs.add(found.sign)
    elif (
        not authors and not has_names and piece.kind == "text" and not set(piece.text.lower().split()) & VERBS
    ):
        source.put({"author": [{"literal": piece.text}]}, PLACED, piece.text, piece.start)
    elif authors and "literal" in authors[-1] and names.is_body(piece.text):
        authors[-1]["literal"] += f", {piece.text}"
    elif position == 1 and (inverted := names.inverted(line.pieces[0].text, piece.text)):
        source.add("author", [inverted], SHAPED)
    else:
        source.comments.append((piece.start, line.printed(position, position + 1)))
