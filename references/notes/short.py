"""Short forms: ibid. and 同上, op. cit. and 前掲, supra note and 前掲注, as sources of their own."""

import re

from references.notes import locators, names
from references.notes.dates import figures
from references.notes.japanese_names import japanese_names, role
from references.notes.source import SHAPED, SIGNED, Source

IBID = re.compile(
    r"\*?\b[Ii](?:bid|dem|d)\b\.?\*?\.?(?P<rest>.*)|(?:同上(?:書|論文|注)?|同書|同論文|同前|前掲書|同(?:法|条約|協定|憲章)(?=第?\d+条)|同(?=、))(?P<ja>.*)",
    re.DOTALL,
)
OP_CIT = re.compile(
    r"(?P<who>[^,]{1,80}(?:,[^,]{1,40}){0,3}), \*?(?:op\. ?cit|loc\. ?cit)\b\.?\*?,?(?P<rest>.*)", re.DOTALL
)
# "Op. cit., Jervis, 170".
OP_CIT_FIRST = re.compile(
    r"\*?[Oo]p\. ?cit\b\.?\*?,? (?P<who>[^,\d]{1,80}(?:, (?:and )?[A-Z][^,\d]{1,40}){0,3})(?:,(?P<rest>.*))?",
    re.DOTALL,
)
SUPRA = re.compile(
    r"(?P<who>[^“”*]{1,120}?),? \*?supra\*? (?:note|n\.) ?(?P<number>\d{1,4}),?(?P<rest>.*)", re.DOTALL
)
NOTE_JA = re.compile(
    r"(?P<who>[^「『]{0,40}?)[、・,\s]?[（(]?前掲[（(]?(?:注|註)?\s?[（(]?(?P<number>\d{1,4})[）)]*(?P<rest>.*)",
    re.DOTALL,
)
TITLED_JA = re.compile(r"[、・ 　]?(?:「(?P<article>[^「」]+)」|『(?P<title>[^『』]+)』)")
# What the sentence speaks of, before the names.
TOPIC = re.compile(
    r"(?P<topic>.{2,}(?:は|として|では|には|について|に関して|たとえば|例えば))、(?=[^、]+$)", re.DOTALL
)
REMARK = re.compile(r"[（(]([^（()）]*[^\W\d_]{2}[^（()）]*)[)）]\W*$")
CITED_JA = re.compile(r"(?P<who>[^「『]{1,40}?)[、・,]?\s?前掲(?:書|論文|論考|稿)(?P<rest>.*)", re.DOTALL)


# "注3前掲書" and "前掲注5・神保論文".
NUMBERED_JA = re.compile(
    r"(?:(?:注|註)[（(]?(?P<first>\d{1,4})[）)]?前掲(?:書|論文)?|前掲(?:注|註)[（(]?(?P<number>\d{1,4})[）)]?[・、](?P<who>[^、\d]{1,20}?)(?:論文|書))"
    r"(?P<rest>.*)",
    re.DOTALL,
)


# "神谷・前掲論文（注5）".
CITED_NOTE = re.compile(
    r"(?P<who>[^「『]{0,40}?)[、・,]?\s?前掲(?:書|論文|論考|稿)[（(](?:注|註)\s?(?P<number>\d{1,4})[）)](?P<rest>.*)",
    re.DOTALL,
)
# "注3に同じ" and "注12の文献".
SAME_NOTE = re.compile(
    r"(?P<who>)(?:前出)?(?:注|註)[（(]?(?P<number>\d{1,4})[）)]?(?:に同じ|と同じ|の文献)(?P<rest>.*)",
    re.DOTALL,
)


def read(text: str) -> Source | None:
    """Return the source of a short form without a title, or None."""
    printed = figures(text)
    if found := CITED_NOTE.fullmatch(printed) or SAME_NOTE.fullmatch(printed):
        return _made({"op_cit": True, "note_number": int(found["number"])}, found["who"], found["rest"])
    if found := IBID.match(printed):
        return _made({"ibid": True}, "", found["rest"] or found["ja"] or "")
    if found := NUMBERED_JA.fullmatch(printed):
        number = int(found["first"] or found["number"])
        return _made({"op_cit": True, "note_number": number}, found["who"] or "", found["rest"])
    if found := NOTE_JA.fullmatch(printed):
        return _made({"op_cit": True, "note_number": int(found["number"])}, found["who"], found["rest"])
    if found := CITED_JA.fullmatch(printed):
        return _made({"op_cit": True}, found["who"], found["rest"])
    if found := SUPRA.fullmatch(printed):
        return _made({"note_number": int(found["number"])}, found["who"], found["rest"])
    if found := OP_CIT.fullmatch(printed):
        return _made({"op_cit": True}, found["who"], found["rest"])
    found = OP_CIT_FIRST.fullmatch(printed.rstrip("."))
    if found and names.listed(found["who"].split(", ")):
        return _made({"op_cit": True}, found["who"], found["rest"] or "")
    return None


def _made(marks: dict[str, object], who: str, rest: str) -> Source:
    source = Source(marks=dict(marks), signs={"short"})
    _credit(source, who)
    _place(source, _without_remark(source, _without_title(source, rest)))
    return source


def _credit(source: Source, who: str) -> None:
    """Read the names, after what the sentence speaks of."""
    if lead := TOPIC.match(who):
        source.comments.append((0, lead["topic"]))
        who = who[lead.end() :]
    if bare := who.strip(" 、・,"):
        source.put({"author": authors(bare)}, SHAPED, who, 0)


def _without_title(source: Source, rest: str) -> str:
    """Take off a title after the earlier note: 前掲注（11）『…』."""
    if found := TITLED_JA.match(rest):
        title = found["title"] or found["article"]
        source.put({"title": title}, SIGNED, title, 0)
    return rest[found.end() :] if found else rest


def _without_remark(source: Source, rest: str) -> str:
    if found := REMARK.search(rest):
        source.comments.append((0, found[1]))
    return rest[: found.start()] if found else rest


def _place(source: Source, rest: str) -> None:
    """Read the cited place; what is none stays as a comment, and a single sign unread."""
    place = rest.strip(" ,、，・。.()（）")
    if not place:
        return
    if locator := locators.bare(place) or locators.signed(place) or _series(place):
        source.put(locator, SIGNED, place, 0)
    else:
        is_sign = place.isalnum() and len(place) < 2
        (source.unread if is_sign else source.comments).append((0, place))


def _series(text: str) -> dict[str, str] | None:
    """Several places, "66, 71–73"."""
    parts = [locators.bare(part) for part in re.split(r"[,、]\s?", text)]
    if not all(parts):
        return None
    return {"locator": ", ".join(part["locator"] for part in parts if part)}


def authors(text: str) -> list[names.Name]:
    if re.search(r"[぀-ヿ一-鿿]", text):
        return japanese_names(role(text)[0], short=True)
    return names.names(text.split(", "), short=True)
