"""What is printed of each type of work after its authors (CMOS 14.100–268)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from references.citing import dates, names
from references.citing.credits import By, creators
from references.citing.points import commas
from references.citing.titles import is_named, title
from references.citing.work import Work

# News services and broadcasters are not slanted, as papers and magazines are (CMOS 8.172, 14.206).
AGENCIES = re.compile(
    r"(?:.*\b(?:News Agency|Newswire|News|Press|Radio|TV|Television)|AP|AFP|UPI|CNN|BBC|NPR|CBS|NBC|ABC|PBS|NHK|Reuters|"
    r"Bloomberg|Yonhap|Xinhua|TASS|Kyodo|Jiji|Agence France-Presse|Voice of America|Deutsche Welle|Al Jazeera)"
)
ORDINALS = {1: "st", 2: "nd", 3: "rd"}


@dataclass
class Shape:
    """What is printed of a work after its authors.

    `parts` are parted by commas in a note and are sentences in a bibliography; `imprint` stands in parentheses in a
    note, and before it the year of what it reprints; pages follow a colon where it is a journal's; `after` is where
    the work is found.
    """

    parts: list[str]
    imprint: str = ""
    first: str = ""
    has_colon: bool = False
    after: list[str] = field(default_factory=list)


def of(work: Work, by: By) -> Shape:
    """Return the shape of a work, with its other hands as `by` words them."""
    return SHAPES.get(work.kind, _other)(work, by)


def _book(work: Work, by: By) -> Shape:
    """CMOS 14.100–123: title, other hands, edition, volume, series, imprint."""
    parts = [title(work), *by(work), _edition(work), _volume(work), _series(work)]
    return Shape(parts, _imprint(work), _first(work), after=[work.said("medium"), *_found_at(work)])


def _chapter(work: Work, by: By) -> Shape:
    """CMOS 14.106–12: the piece in quotation marks, in the book it stands in."""
    book = commas([f"in {work.italic('container-title')}" if work.has("container-title") else "", *by(work)])
    parts = [title(work), commas([book, _edition(work), _volume(work), _series(work)])]
    return Shape(parts, _imprint(work), _first(work), after=_found_at(work))


def _journal(work: Work, by: By) -> Shape:
    """CMOS 14.168–175: *World Politics* 30, no. 2 (January 1978): 186–87."""
    run = " ".join(filter(None, [work.italic("container-title"), work.said("volume")]))
    issue = f"no. {work.said('issue')}" if work.has("issue") else ""
    parts = [title(work), *by(work), commas([run, issue])]
    return Shape(parts, dates.english(work.item.get("issued")), has_colon=True, after=_found_at(work))


def _periodical(work: Work, by: By) -> Shape:
    """CMOS 14.188–200: magazines and newspapers are dated to the day."""
    name = work.said if AGENCIES.fullmatch(work.plain("container-title")) else work.italic
    run = commas([name("container-title"), work.said("edition"), _issued(work)])
    return Shape([title(work), work.said("genre"), *by(work), run], after=_found_at(work))


def _blog(work: Work, by: By) -> Shape:
    """CMOS 14.208: a blog is called one unless its name says so."""
    name = work.italic("container-title")
    if name and "blog" not in work.plain("container-title").lower():
        name += " (blog)"
    run = commas([name, work.said("publisher"), _issued(work)])
    return Shape([title(work), *by(work), run], after=_found_at(work))


def _post(work: Work, by: By) -> Shape:
    """CMOS 14.209: the text of the post stands for its title."""
    return Shape([title(work), commas([work.said("container-title"), _issued(work)])], after=_found_at(work))


def _page(work: Work, by: By) -> Shape:
    """CMOS 14.205–7: pages and news releases; the name of a site is not slanted."""
    run = commas([work.said("genre"), work.said("container-title"), work.said("publisher"), _issued(work)])
    return Shape([title(work), *by(work), run], after=_found_at(work))


def _report(work: Work, by: By) -> Shape:
    """CMOS 14.218–220: like a book, with its number; working papers and documents are quoted."""
    kind = "" if is_named(work) else work.plain("genre")
    body, _others, _did = creators(work)
    is_document = body == [{"literal": work.plain("publisher")}] and not work.has("author", "editor")
    named = [title(work), *by(work), _edition(work), _volume(work), work.said("authority")]
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
    return Shape([title(work)], imprint, after=_found_at(work))


def _meeting(work: Work, by: By) -> Shape:
    """CMOS 14.217: papers read at meetings; printed ones are chapters of their proceedings."""
    if work.has("container-title"):
        return _chapter(work, by)
    event = work.said("event-title")
    the = "" if not event or work.plain("event-title").lower().startswith("the ") else "the "
    held = f"paper presented at {the}{event}" if event else "conference paper"
    return Shape(
        [title(work)], commas([held, work.said("event-place"), _issued(work)]), after=_found_at(work)
    )


def _speech(work: Work, by: By) -> Shape:
    """CMOS 14.217: what was held where and when, in parentheses after a title."""
    genre = work.said("genre") or "speech"
    event = work.said("event-title") or work.said("event")
    held = commas([genre, event, work.said("event-place"), _issued(work)])
    if not work.has("title"):
        return Shape([held], after=_found_at(work))
    return Shape([title(work)], held, after=_found_at(work))


def _interview(work: Work, by: By) -> Shape:
    """CMOS 14.211–213."""
    asked, others = names.of(work, "interviewer")
    asking = (
        f"interview by {names.in_note(asked, others=others)}" if asked else work.said("genre") or "interview"
    )
    run = commas([work.italic("container-title"), work.said("publisher"), _issued(work)])
    return Shape([title(work), asking, run], after=_found_at(work))


def _dataset(work: Work, by: By) -> Shape:
    """CMOS 14.257, 14.207: a database, or a set of data within one."""
    run = commas([work.said("container-title"), work.said("version"), work.said("publisher"), _issued(work)])
    return Shape([title(work), run], after=_found_at(work))


def _broadcast(work: Work, by: By) -> Shape:
    """CMOS 14.265: the programme, the episode, when and where it was aired."""
    aired = _issued(work)
    station = f"on {work.said('publisher')}" if work.has("publisher") else ""
    run = commas([f"aired {aired}" if aired else "", station])
    return Shape(
        [work.italic("container-title"), title(work), run, work.said("medium")], after=_found_at(work)
    )


def _letter(work: Work, by: By) -> Shape:
    """CMOS 14.214, 14.229: who wrote what to whom."""
    what = " ".join(filter(None, [work.said("genre"), work.said("note")])) if work.has("genre") else ""
    return Shape([title(work), commas([what, _issued(work), work.said("archive")])], after=_found_at(work))


def _other(work: Work, by: By) -> Shape:
    """Whatever else: a work in a container is quoted, one by itself slanted."""
    run = commas([work.italic("container-title"), _numbered(work, work.plain("genre"))])
    if work.has("publisher", "publisher-place"):
        return Shape([title(work), *by(work), run], _imprint(work), after=_found_at(work))
    return Shape([title(work), *by(work), commas([run, _issued(work)])], after=_found_at(work))


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
    """Return "3rd ed.", "updated ed." (CMOS 14.113), "version 2"."""
    edition = work.said("edition")
    if not edition and work.has("version"):
        return f"version {work.said('version')}"
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
    """Return "Boston: Houghton Mifflin, 2017" (CMOS 14.127)."""
    house = ": ".join(filter(None, [work.said("publisher-place"), work.said("publisher")]))
    return commas([house, _issued(work)])


def _first(work: Work) -> str:
    """Return the year of what is reprinted (CMOS 14.114); a translation's original is another work."""
    is_translation = work.has("original-title", "translator")
    return "" if is_translation else dates.year(work.item.get("original-date"))


def _found_at(work: Work) -> list[str]:
    """Return when it was looked at and where it is: the DOI rather than the address (CMOS 14.8, 14.12)."""
    accessed = dates.english(work.item.get("accessed"))
    return [f"accessed {accessed}" if accessed else "", address(work)]


def address(work: Work) -> str:
    doi = work.plain("DOI")
    return escape(f"https://doi.org/{doi}", quote=False) if doi else work.said("URL")
