"""Chicago's notes and bibliography in English (The Chicago Manual of Style, 17th ed., chapter 14)."""

import re

from references.citing import law, names, places, shapes
from references.citing.credits import by_line, by_note, creators, filed_lead, lead
from references.citing.points import capital, commas, pointed, sentences
from references.citing.work import Work

# Types whose titles stand between quotation marks when they stand alone.
QUOTED = {
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "chapter",
    "entry-dictionary",
    "entry-encyclopedia",
    "interview",
    "paper-conference",
    "personal_communication",
    "post",
    "post-weblog",
    "review",
    "review-book",
    "speech",
    "thesis",
    "webpage",
}


def note(work: Work, locator: str, label: str) -> str:
    """Return a full note (CMOS 14.20–22), with its full stop."""
    if law.is_law(work):
        return pointed(law.note(work, locator, label), ".")
    shape = shapes.of(work, by_note)
    said = commas([lead(work), *shape.parts])
    if shape.imprint:
        said = f"{said} ({shape.imprint})" if said else shape.imprint
    place = places.english(locator, label) or places.english(_pages(work))
    said = _placed(said, place, has_colon=shape.has_colon and label == "page")
    return pointed(capital(commas([said, *shape.after])), ".")


def line(work: Work) -> str:
    """Return a line of a bibliography (CMOS 14.20–22, 14.61–71), with its full stop."""
    if law.is_law(work):
        return pointed(capital(law.note(work, "", "page")), ".")
    shape = shapes.of(work, by_line)
    parts = list(shape.parts)
    pages = places.english(_pages(work))
    dated = f" ({shape.imprint})" if shape.has_colon and shape.imprint else ""
    if parts and pages and (shape.has_colon or work.kind == "chapter"):
        parts[-1] = _placed(parts[-1] + dated, pages, has_colon=shape.has_colon)
    elif parts:
        parts[-1] += dated
    imprint = "" if shape.has_colon else shape.imprint
    return sentences([filed_lead(work), *parts, imprint, *shape.after])


def short(work: Work, locator: str, label: str) -> str:
    """Return a short note: family name, short title, place (CMOS 14.30–36)."""
    if law.is_law(work):
        return pointed(law.short(work, locator, label), ".")
    found, others = creators(work)[:2]
    title = _short_title(work)
    return pointed(commas([names.in_short(found, others=others), title, places.english(locator, label)]), ".")


def _placed(said: str, place: str, *, has_colon: bool) -> str:
    if not place:
        return said
    return f"{said}: {place}" if has_colon else commas([said, place])


def _pages(work: Work) -> str:
    """Return the pages of the whole piece, where the item has them: they stand where no place is cited (CMOS 14.152)."""
    return work.plain("page") if work.kind in ("article-journal", "chapter", "paper-conference") else ""


def _short_title(work: Work) -> str:
    """Return the main title; of more than four words without its article (CMOS 14.33)."""
    title = work.plain("title-short") or re.split(r":\s|――|：", work.plain("title"))[0]
    if len(title.split()) > 4:
        title = re.sub(r"^(?:The|An?)\s", "", title)
    cut = Work({**work.item, "title": title.rstrip(".")}, work.language)
    is_quoted = work.kind in QUOTED or (
        work.kind == "report" and shapes.UNPUBLISHED.search(work.plain("genre"))
    )
    return (cut.quoted if is_quoted else cut.italic)("title")
