"""Who stands at the head of an English line, and whose hands are named after the title (CMOS 14.72–84, 14.103–5)."""

from collections.abc import Callable

from references.citing import names
from references.citing.points import commas
from references.citing.work import Work


def creators(work: Work) -> tuple[list[names.Name], bool, str]:
    """Return the names that a line begins with, whether there are others, and what they did ("ed.", "trans.")."""
    for role, did in (("author", ""), ("editor", "ed"), ("translator", "trans")):
        found, others = names.of(work, role)
        if found:
            several = did == "ed" and (len(found) > 1 or others)
            return found, others, f"{did}{'s' if several else ''}." if did else ""
    if work.kind == "report" and work.has("publisher") and work.has("number", "genre"):
        # The body that issued a document stands for its author (CMOS 14.84).
        return [{"literal": work.plain("publisher")}], False, ""
    return [], False, ""


def lead(work: Work) -> str:
    """Return the names at the head of a note (CMOS 14.76, 14.103)."""
    found, others, did = creators(work)
    said = names.in_note(found, others=others)
    if work.kind == "post" and work.plain("note").startswith("@"):
        return f"{said} ({work.said('note')})"
    if work.kind == "personal_communication" and not work.has("genre") and work.has("note"):
        return f"{said} {work.said('note')}"
    return commas([said, did])


def filed_lead(work: Work) -> str:
    """Return the names at the head of a bibliography's line."""
    found, others, did = creators(work)
    said = commas([names.in_line(found, others=others), did])
    return (
        f"{said} ({work.said('note')})"
        if work.kind == "post" and work.plain("note").startswith("@")
        else said
    )


def by_note(work: Work) -> list[str]:
    """Return "ed. A and B", "trans. C" of those who do not stand at the head (CMOS 14.104)."""
    return _hands(work, {"editor": "ed.", "translator": "trans."})


def by_line(work: Work) -> list[str]:
    return _hands(work, {"editor": "edited by", "translator": "translated by"})


By = Callable[[Work], list[str]]


def _hands(work: Work, words: dict[str, str]) -> list[str]:
    head, _others, _did = creators(work)
    roles = {role: names.of(work, role) for role in words}
    editors, translators = (roles[role][0] for role in ("editor", "translator"))
    if editors and names.same(editors, translators):
        roles = {"editor": roles["editor"]}
        words = {"editor": words["editor"].removesuffix(" by") + " and " + words["translator"]}
    return [
        f"{words[role]} {names.in_note(found, others=others)}"
        for role, (found, others) in roles.items()
        # Of a chapter, those at the head wrote the piece; the hands are the book's.
        if found and (work.kind == "chapter" or not names.same(found, head))
    ]
