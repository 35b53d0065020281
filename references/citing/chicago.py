"""Chicago's notes and bibliography in English (The Chicago Manual of Style, 17th ed., chapter 14)."""

from references.citing import law, names, places, shapes, titles
from references.citing.credits import by_line, by_note, creators, filed_lead, lead
from references.citing.points import capital, commas, pointed, sentences
from references.citing.work import Work


def note(work: Work, locator: str, label: str) -> str:
    """Return a full note (CMOS 14.20–22), with its full stop."""
    if law.is_law(work):
        return pointed(law.note(work, locator, label), ".")
    shape = shapes.of(work, by_note)
    head = lead(work)
    said = commas([head, *shape.parts])
    imprint = f"{shape.first}; repr., {shape.imprint}" if shape.first else shape.imprint
    if imprint:
        said = f"{said} ({imprint})" if said else imprint
    place = places.english(locator, label) or places.english(_pages(work))
    said = _placed(said, place, has_colon=shape.has_colon and label == "page")
    said = commas([said, *shape.after])
    return pointed(said if head else capital(said), ".")


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
    again = f"reprint, {imprint}" if shape.first else imprint
    rest = sentences([*parts, shape.first, again, *shape.after])
    return " ".join(filter(None, [pointed(filed_lead(work), "."), rest]))


def short(work: Work, locator: str, label: str) -> str:
    """Return a short note: family name, short title, place (CMOS 14.30–36)."""
    if law.is_law(work):
        return pointed(law.short(work, locator, label), ".")
    found, others = creators(work)[:2]
    said = [names.in_short(found, others=others), titles.short(work), places.english(locator, label)]
    return pointed(commas(said), ".")


def _placed(said: str, place: str, *, has_colon: bool) -> str:
    if not place:
        return said
    return f"{said}: {place}" if has_colon else commas([said, place])


def _pages(work: Work) -> str:
    """Return the pages of the whole piece, where the item has them: they stand where no place is cited (CMOS 14.152)."""
    return work.plain("page") if work.kind in ("article-journal", "chapter", "paper-conference") else ""
