"""Treaties, laws, bills, cases and hearings: notes of them have no author and keep the law's own order (CMOS 14.269–305)."""

from collections.abc import Callable

from references.citing import dates, names, places
from references.citing.points import commas
from references.citing.work import Work

# Collections that count their documents by section rather than by page.
CODES = {"U.S.C.", "U.S.C.A.", "C.F.R.", "USC", "CFR"}
STATUTES = {"Stat.", "Stat"}


def is_law(work: Work) -> bool:
    return work.kind in FORMS


def note(work: Work, locator: str, label: str) -> str:
    """Return the note without its full stop."""
    place = places.english(locator, label)
    return commas([FORMS[work.kind](work, place), _found_at(work)])


def short(work: Work, locator: str, label: str) -> str:
    """Return the name and the place (CMOS 14.275): *Hamdan*, 548 U.S. at 635."""
    title = work.plain("title-short") or work.plain("title")
    place = places.english(locator, label)
    if work.kind != "legal_case":
        return commas([work.marked(title), place])
    party = Work({**work.item, "title": title.split(" v. ")[0]}, work.language).italic("title")
    report = " ".join(filter(None, [work.said("volume"), work.said("container-title")]))
    return commas([party, f"{report} at {place}" if report and place else report or place])


def _treaty(work: Work, place: str) -> str:
    """CMOS 14.290: name, where and when it was signed, where it is printed."""
    return commas(
        [
            work.said("title"),
            work.said("event-place"),
            _issued(work),
            work.said("number"),
            _reported(work),
            place,
        ]
    )


def _act(work: Work, place: str) -> str:
    """CMOS 14.281–84: public laws, codes, numbered acts, regulations in a gazette."""
    if work.plain("container-title") in CODES:
        code = " ".join([work.said("volume"), work.said("container-title"), _section(work)])
        return _in_year(
            commas([work.said("title"), code if work.has("section") else _reported(work), place]), work
        )
    if work.plain("container-title") in STATUTES or not work.has("container-title"):
        section = _section(work) if work.has("section") else ""
        return _in_year(commas([work.said("title"), _number(work), section, _reported(work), place]), work)
    if work.plain("volume").isdecimal():
        # The Federal Register is cited as statutes are, to the day: 63 Fed. Reg. 43890 (August 17, 1998).
        day = f" ({_issued(work)})" if work.has("issued") else ""
        return commas([work.said("title"), work.said("number"), _reported(work) + day, place])
    gazette = " ".join(filter(None, [work.said("container-title"), work.said("volume")]))
    return commas([work.said("title"), gazette, work.said("number"), _issued(work), work.said("page"), place])


def _section(work: Work) -> str:
    return f"{'§§' if ',' in work.plain('section') else '§'} {work.said('section')}"


def _number(work: Work) -> str:
    """Return "Pub. L. No. 96-8", "Act No. 43 of 2022"."""
    number = work.said("number")
    if not number.replace("-", "").isdecimal():
        return number
    if work.has("jurisdiction"):
        return f"Act No. {number} of {dates.year(work.item.get('issued'))}".removesuffix(" of ")
    return f"Pub. L. No. {number}"


def _in_year(said: str, work: Work) -> str:
    """Return an act with its year, or its country, in parentheses; one of a day has it after a comma."""
    if work.has("jurisdiction"):
        return f"{said} ({work.said('jurisdiction')})"
    issued = dates.parts(work.item.get("issued"))
    if issued and len(issued[0]) > 1:
        return commas([said, _issued(work)])
    return f"{said} ({dates.year(work.item['issued'])})" if issued else said


def _bill(work: Work, place: str) -> str:
    """CMOS 14.283: number, Congress, section, year."""
    house = work.said("authority") + (f" § {work.said('section')}" if work.has("section") else "")
    year = dates.year(work.item.get("issued"))
    said = commas([work.said("title"), work.said("number"), house])
    return commas([f"{said} ({year})" if year else said, place])


def _case(work: Work, place: str) -> str:
    """CMOS 14.276–80: 548 U.S. 557, 613 (2006); before a tribunal by its number."""
    if not work.has("container-title"):
        number = " ".join(filter(None, [work.said("authority"), f"Case No. {work.said('number')}"]))
        known = number if work.has("number") else work.said("authority")
        return commas([work.italic("title"), known, work.said("genre"), _issued(work), place])
    court = " ".join(filter(None, [work.said("authority"), dates.year(work.item.get("issued"))]))
    said = commas([work.italic("title"), _reported(work), place])
    return f"{said} ({court})" if court else said


def _hearing(work: Work, place: str) -> str:
    """CMOS 14.288: what was heard before whom, in which Congress, and who spoke."""
    committee = work.plain("section")
    whole = work.plain("title") + (f": Hearing Before the {committee}" if committee else "")
    part = f"pt. {work.said('volume')}" if work.has("volume") else ""
    title = Work({**work.item, "title": whole}, work.language).italic("title")
    said = commas([title, work.said("number"), work.said("authority"), part])
    day = _issued(work)
    said = f"{said} ({day})" if day else said
    spoke, others = names.of(work, "author")
    statement = f" (statement of {names.in_note(spoke, others=others)})" if spoke else ""
    return commas([said, place]) + statement


def _reported(work: Work) -> str:
    """Return volume, reporter and page: 93 Stat. 14."""
    return " ".join(filter(None, (work.said(name) for name in ("volume", "container-title", "page"))))


def _issued(work: Work) -> str:
    return dates.english(work.item.get("issued"))


def _found_at(work: Work) -> str:
    accessed = dates.english(work.item.get("accessed"))
    return commas([f"accessed {accessed}" if accessed else "", work.said("URL")])


FORMS: dict[str, Callable[[Work, str], str]] = {
    "bill": _bill,
    "hearing": _hearing,
    "legal_case": _case,
    "legislation": _act,
    "regulation": _act,
    "treaty": _treaty,
}
