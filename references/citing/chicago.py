"""Chicago's notes and bibliography in English (The Chicago Manual of Style, 17th ed., chapter 14)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from references.citing import dates, law, names, places
from references.citing.points import capital, commas, pointed, sentences
from references.citing.work import Work

# News services and broadcasters are not slanted, as papers and magazines are (CMOS 8.172, 14.206).
AGENCIES = re.compile(
    r"(?:.*\b(?:News Agency|Newswire|News|Press|Radio|TV|Television)|AP|AFP|UPI|CNN|BBC|NPR|CBS|NBC|ABC|PBS|NHK|Reuters|"
    r"Bloomberg|Yonhap|Xinhua|TASS|Kyodo|Jiji|Agence France-Presse|Voice of America|Deutsche Welle|Al Jazeera)"
)
# What is not published as a book is quoted: working papers, fact sheets, documents of the day (CMOS 14.218, 14.220).
UNPUBLISHED = re.compile(
    r"working paper|discussion|fact ?sheet|brief|memo|estimate|directive|resolution|statement", re.IGNORECASE
)
PAPER_SIZED = {"thesis", "paper-conference", "speech"}
ORDINALS = {1: "st", 2: "nd", 3: "rd"}


@dataclass
class Shape:
    """What is printed of a work after its authors.

    `parts` are parted by commas in a note and are sentences in a bibliography; `imprint` stands in parentheses in a
    note; pages follow a colon where it is a journal's; `after` is where the work is found.
    """

    parts: list[str]
    imprint: str = ""
    has_colon: bool = False
    after: list[str] = field(default_factory=list)


def note(work: Work, locator: str, label: str) -> str:
    """Return a full note (CMOS 14.20–22), with its full stop."""
    if law.is_law(work):
        return pointed(law.note(work, locator, label), ".")
    shape = SHAPES.get(work.kind, _other)(work, _by_note)
    said = commas([lead(work), *shape.parts])
    if shape.imprint:
        said = f"{said} ({shape.imprint})" if said else capital(shape.imprint)
    place = places.english(locator, label) or places.english(_pages(work))
    said = _placed(said, place, has_colon=shape.has_colon and label == "page")
    return pointed(commas([said, *shape.after]), ".")


def line(work: Work) -> str:
    """Return a line of a bibliography (CMOS 14.20–22, 14.61–71), with its full stop."""
    if law.is_law(work):
        return pointed(capital(law.note(work, "", "page")), ".")
    shape = SHAPES.get(work.kind, _other)(work, _by_line)
    parts = list(shape.parts)
    pages = places.english(_pages(work))
    if parts and pages and (shape.has_colon or work.kind == "chapter"):
        parts[-1] = _placed(parts[-1] + _in_parentheses(shape), pages, has_colon=shape.has_colon)
    elif shape.has_colon and parts:
        parts[-1] += _in_parentheses(shape)
    imprint = "" if shape.has_colon else shape.imprint
    return sentences([filed_lead(work), *parts, imprint, *shape.after])


def short(work: Work, locator: str, label: str) -> str:
    """Return a short note: family name, short title, place (CMOS 14.30–36)."""
    if law.is_law(work):
        return pointed(law.short(work, locator, label), ".")
    found, others = creators(work)[:2]
    title = _short_title(work)
    return pointed(commas([names.in_short(found, others=others), title, places.english(locator, label)]), ".")


def _in_parentheses(shape: Shape) -> str:
    return f" ({shape.imprint})" if shape.imprint else ""


def _placed(said: str, place: str, *, has_colon: bool) -> str:
    if not place:
        return said
    return f"{said}: {place}" if has_colon else commas([said, place])


def _pages(work: Work) -> str:
    """Return the pages of the whole piece, where the item has them: they stand where no place is cited (CMOS 14.152)."""
    return work.plain("page") if work.kind in ("article-journal", "chapter", "paper-conference") else ""


# ─── who ───


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


def _by_note(work: Work) -> list[str]:
    """Return "ed. A and B", "trans. C" of those who do not stand at the head (CMOS 14.104)."""
    return _hands(work, {"editor": "ed.", "translator": "trans."})


def _by_line(work: Work) -> list[str]:
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


# ─── what ───


def _book(work: Work, by: By) -> Shape:
    """CMOS 14.100–123: title, other hands, edition, volume, series, imprint."""
    parts = [work.italic("title"), *by(work), _edition(work), _volume(work), _series(work)]
    return Shape(parts, _imprint(work), after=[work.said("medium"), *_found_at(work)])


def _chapter(work: Work, by: By) -> Shape:
    """CMOS 14.106–12: the piece in quotation marks, in the book it stands in."""
    book = commas([f"in {work.italic('container-title')}" if work.has("container-title") else "", *by(work)])
    parts = [work.quoted("title"), commas([book, _edition(work), _volume(work), _series(work)])]
    return Shape(parts, _imprint(work), after=_found_at(work))


def _journal(work: Work, by: By) -> Shape:
    """CMOS 14.168–175: *World Politics* 30, no. 2 (January 1978): 186–87."""
    run = " ".join(filter(None, [work.italic("container-title"), work.said("volume")]))
    issue = f"no. {work.said('issue')}" if work.has("issue") else ""
    parts = [work.quoted("title"), *by(work), commas([run, issue])]
    return Shape(parts, dates.english(work.item.get("issued")), has_colon=True, after=_found_at(work))


def _periodical(work: Work, by: By) -> Shape:
    """CMOS 14.188–200: magazines and newspapers are dated to the day."""
    name = work.said if AGENCIES.fullmatch(work.plain("container-title")) else work.italic
    run = commas([name("container-title"), work.said("edition"), _issued(work)])
    return Shape([work.quoted("title"), work.said("genre"), *by(work), run], after=_found_at(work))


def _blog(work: Work, by: By) -> Shape:
    """CMOS 14.208: a blog is called one unless its name says so."""
    name = work.italic("container-title")
    if name and "blog" not in work.plain("container-title").lower():
        name += " (blog)"
    run = commas([name, work.said("publisher"), _issued(work)])
    return Shape([work.quoted("title"), *by(work), run], after=_found_at(work))


def _post(work: Work, by: By) -> Shape:
    """CMOS 14.209: the text of the post stands for its title."""
    return Shape(
        [work.quoted("title"), commas([work.said("container-title"), _issued(work)])], after=_found_at(work)
    )


def _page(work: Work, by: By) -> Shape:
    """CMOS 14.205–7: pages and news releases; the name of a site is not slanted."""
    run = commas([work.said("genre"), work.said("container-title"), work.said("publisher"), _issued(work)])
    return Shape([work.quoted("title"), *by(work), run], after=_found_at(work))


def _report(work: Work, by: By) -> Shape:
    """CMOS 14.218–220: like a book, with its number; working papers and documents are quoted."""
    genre = work.plain("genre")
    is_named = bool(genre) and work.plain("title").lower().startswith(genre.lower())
    is_quoted = bool(UNPUBLISHED.search(genre)) or not (work.has("publisher") or work.has("author", "editor"))
    title = work.said("title") if is_named else (work.quoted if is_quoted else work.italic)("title")
    kind = "" if is_named else genre
    body, _others, _did = creators(work)
    is_document = body == [{"literal": work.plain("publisher")}] and not work.has("author", "editor")
    named = [title, *by(work), _edition(work), _volume(work), work.said("authority")]
    number = _numbered(work, kind)
    # A document without an author goes by its number.
    parts = [*named, number] if body else [number, *named]
    if is_document or not work.has("publisher", "publisher-place"):
        parts.append(commas([_issued(work), work.said("archive")]))
        return Shape(parts, after=_found_at(work))
    return Shape(parts, _imprint(work), after=[work.said("archive"), *_found_at(work)])


def _thesis(work: Work, by: By) -> Shape:
    """CMOS 14.215."""
    imprint = commas([work.said("genre"), work.said("publisher"), _issued(work)])
    return Shape([work.quoted("title")], imprint, after=_found_at(work))


def _meeting(work: Work, by: By) -> Shape:
    """CMOS 14.217: papers read at meetings; printed ones are chapters of their proceedings."""
    if work.has("container-title"):
        return _chapter(work, by)
    event = work.said("event-title")
    the = "" if not event or work.plain("event-title").lower().startswith("the ") else "the "
    held = f"paper presented at {the}{event}" if event else "conference paper"
    return Shape(
        [work.quoted("title")], commas([held, work.said("event-place"), _issued(work)]), after=_found_at(work)
    )


def _speech(work: Work, by: By) -> Shape:
    """CMOS 14.217: what was held where and when, in parentheses after a title."""
    genre = work.said("genre") or "speech"
    event = work.said("event-title") or work.said("event")
    held = commas([genre, event, work.said("event-place"), _issued(work)])
    title = work.quoted("title")
    return Shape([title], held, after=_found_at(work)) if title else Shape([held], after=_found_at(work))


def _interview(work: Work, by: By) -> Shape:
    """CMOS 14.211–213."""
    asked, others = names.of(work, "interviewer")
    asking = (
        f"interview by {names.in_note(asked, others=others)}" if asked else work.said("genre") or "interview"
    )
    run = commas([work.italic("container-title"), work.said("publisher"), _issued(work)])
    return Shape([work.quoted("title"), asking, run], after=_found_at(work))


def _dataset(work: Work, by: By) -> Shape:
    """CMOS 14.257: a database goes by its name; a set within one is quoted."""
    title = work.quoted("title") if work.has("container-title") else work.said("title")
    run = commas([work.said("container-title"), work.said("version"), work.said("publisher"), _issued(work)])
    return Shape([title, run], after=_found_at(work))


def _broadcast(work: Work, by: By) -> Shape:
    """CMOS 14.265: the programme, the episode, when and where it was aired."""
    aired = _issued(work)
    station = f"on {work.said('publisher')}" if work.has("publisher") else ""
    run = commas([f"aired {aired}" if aired else "", station])
    title = work.quoted("title") if work.has("container-title") else work.italic("title")
    return Shape([work.italic("container-title"), title, run, work.said("medium")], after=_found_at(work))


def _letter(work: Work, by: By) -> Shape:
    """CMOS 14.214, 14.229: who wrote what to whom."""
    what = " ".join(filter(None, [work.said("genre"), work.said("note")])) if work.has("genre") else ""
    return Shape(
        [work.quoted("title"), commas([what, _issued(work), work.said("archive")])], after=_found_at(work)
    )


def _other(work: Work, by: By) -> Shape:
    """Whatever else: a work in a container is quoted, one by itself slanted."""
    title = (work.quoted if work.has("container-title") else work.italic)("title")
    run = commas([work.italic("container-title"), _numbered(work, work.plain("genre"))])
    if work.has("publisher", "publisher-place"):
        return Shape([title, *by(work), run], _imprint(work), after=_found_at(work))
    return Shape([title, *by(work), commas([run, _issued(work)])], after=_found_at(work))


SHAPES: dict[str, Callable[[Work, By], Shape]] = {
    "article": _report,
    "article-journal": _journal,
    "article-magazine": _periodical,
    "article-newspaper": _periodical,
    "book": _book,
    "broadcast": _broadcast,
    "chapter": _chapter,
    "collection": _book,
    "dataset": _dataset,
    "entry-dictionary": _chapter,
    "entry-encyclopedia": _chapter,
    "interview": _interview,
    "pamphlet": _book,
    "paper-conference": _meeting,
    "personal_communication": _letter,
    "post": _post,
    "post-weblog": _blog,
    "report": _report,
    "review": _journal,
    "review-book": _journal,
    "speech": _speech,
    "thesis": _thesis,
    "webpage": _page,
}


# ─── the pieces ───


def _issued(work: Work) -> str:
    return dates.english(work.item.get("issued"))


def _edition(work: Work) -> str:
    """Return "3rd ed.", "updated ed." (CMOS 14.113)."""
    edition = work.said("edition")
    if edition.isdecimal():
        number = int(edition)
        edition += "th" if number % 100 in (11, 12, 13) else ORDINALS.get(number % 10, "th")
    return f"{edition} ed." if edition and not re.search(r"\bed(?:\.|ition)", edition) else edition


def _volume(work: Work) -> str:
    """Return "vol. 2, *War and Diplomacy*" (CMOS 14.116–119)."""
    number = f"vol. {work.said('volume')}" if work.has("volume") else ""
    return commas([number, work.italic("volume-title")])


def _series(work: Work) -> str:
    """Return the series and the number in it; neither is slanted (CMOS 14.123)."""
    number = work.said("collection-number") or work.said("number")
    return " ".join(filter(None, [work.said("collection-title"), number]))


def _numbered(work: Work, kind: str) -> str:
    """Return "Adelphi Papers 8", "NBER Working Paper 21906"; the number goes with whichever counts it."""
    if work.has("collection-number"):
        series = f"{work.said('collection-title')} {work.said('collection-number')}"
        return commas([series, f"{work.marked(kind)} {work.said('number')}".strip()])
    return " ".join(filter(None, [work.said("collection-title"), work.marked(kind), work.said("number")]))


def _imprint(work: Work) -> str:
    """Return "Boston: Houghton Mifflin, 2017"; of a reprint the first year before it (CMOS 14.114, 14.127)."""
    house = ": ".join(filter(None, [work.said("publisher-place"), work.said("publisher")]))
    first = dates.year(work.item.get("original-date"))
    again = commas([house, _issued(work)])
    is_translation = work.has("original-title", "translator")
    return f"{first}; repr., {again}" if first and not is_translation else again


def _found_at(work: Work) -> list[str]:
    """Return when it was looked at and where it is: the DOI rather than the address (CMOS 14.8, 14.12)."""
    accessed = dates.english(work.item.get("accessed"))
    return [f"accessed {accessed}" if accessed else "", address(work)]


def address(work: Work) -> str:
    doi = work.plain("DOI")
    return work.marked(f"https://doi.org/{doi}") if doi else work.said("URL")


def _short_title(work: Work) -> str:
    """Return the main title; of more than four words without its article (CMOS 14.33)."""
    title = work.plain("title-short") or re.split(r":\s|――|：", work.plain("title"))[0]
    if len(title.split()) > 4:
        title = re.sub(r"^(?:The|An?)\s", "", title)
    cut = Work({**work.item, "title": title.rstrip(".")}, work.language)
    is_quoted = work.kind in QUOTED or (work.kind == "report" and UNPUBLISHED.search(work.plain("genre")))
    return (cut.quoted if is_quoted else cut.italic)("title")


QUOTED = PAPER_SIZED | {
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "chapter",
    "entry-dictionary",
    "entry-encyclopedia",
    "interview",
    "personal_communication",
    "post",
    "post-weblog",
    "review",
    "review-book",
    "webpage",
}
