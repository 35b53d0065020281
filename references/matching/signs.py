"""The signs of a work, by which it is known again: its DOI, its address, and its title with author and year.

Two items with one sign are one work, so a sign errs on the side of two works: what only may be one is a near match.

- A DOI is a sign by itself. That chapters are cited by the DOI of their volume is rare, and an editor's to mend.
- An address is one, but for the first page of a site. It may stand for several works all the same (a page that changes,
  a page of a series), so that two items with one address and titles that cannot be one title are two works: beside the
  address alone stands the address with the title, which each of the two has to itself.
- Title, first author and year are one. Where nobody is named, who brought the work out answers for it, and then the
  date counts as fully as it is printed: a newspaper prints many leaders under one title. So it does for what appears on
  a day (news, web pages, speeches, broadcasts …): "Press Conference" is given every week. A book that one list dates by
  its day and another by its year remains one.
- A title without anybody's name or without a date is none. A web page without a date has that of the visit: the same
  note read again finds the same work, and another visit makes a near match. A law cited by its name alone is the law of
  that name, and a near match of the one that is cited with its year.
"""

import hashlib

from references.matching import addresses, facts
from references.matching.facts import Item, said
from references.matching.words import is_telling

LENGTH = 300

# What appears on a day.
DAILY = frozenset(
    [
        "article-magazine",
        "article-newspaper",
        "broadcast",
        "event",
        "hearing",
        "interview",
        "performance",
        "personal_communication",
        "post",
        "post-weblog",
        "speech",
        "webpage",
    ]
)
# What bears its name by law: nobody needs to be named, and the day of signature or of promulgation is printed for it.
NAMED = frozenset(["bill", "legal_case", "legislation", "patent", "regulation", "standard", "treaty"])
# What comes in volumes of one title; of an article, the volume is the journal's.
IN_VOLUMES = frozenset(
    ["book", "collection", "dataset", "document", "hearing", "manuscript", "report", "thesis"]
)
# What still tells works without a title apart: letters, interviews, issues of a newspaper.
_ELSE = ("genre", "note", "event-title", "edition", "volume", "issue", "number", "page", "archive")


def signs(item: Item) -> list[str]:
    """Return the signs of the item, the surest first; none when nothing tells it from other works."""
    found = [_doi(item), *_at_address(item), _work(item)]
    return list(dict.fromkeys(fitted(sign) for sign in found if sign))


def fitted(sign: str) -> str:
    """Return the sign, a long one cut and told apart by its digest."""
    if len(sign) <= LENGTH:
        return sign
    return f"{sign[: LENGTH - 41]} {hashlib.sha256(sign.encode()).hexdigest()[:40]}"


def address(item: Item) -> str:
    """Return the address of the item as it is compared; empty when it has none, or one that leads to its DOI."""
    printed = said(item, "URL")
    return "" if addresses.doi(printed) else addresses.url(printed)


def doi(item: Item) -> str:
    """Return the DOI of the item, printed as such or as its address."""
    return addresses.doi(said(item, "DOI")) or addresses.doi(said(item, "URL"))


def _doi(item: Item) -> str:
    found = doi(item)
    return f"doi:{found}" if found else ""


def _at_address(item: Item) -> list[str]:
    """Return the address with the title, then the address alone."""
    found = address(item)
    if not found:
        return []
    titled = f"url:{found} {facts.title(item)}" if facts.title(item) else ""
    return [titled, f"url:{found}"]


def _work(item: Item) -> str:
    title, when = facts.title(item), _when(item)
    if not title:
        return _untitled(item)
    kind = said(item, "type")
    who = "" if kind in NAMED else facts.maker(item) or facts.source(item)
    if not when or not (who or kind in NAMED):
        return ""
    volume = said(item, "volume") if kind in IN_VOLUMES else ""
    return "|".join(filter(None, [f"work:{title}", who, when, volume and f"volume {volume}"]))


def _when(item: Item) -> str:
    """Return the date that tells the work from others of its title; empty when it has none."""
    issued, kind = facts.date(item), said(item, "type")
    if kind in NAMED and not issued:
        return "undated" if is_telling(said(item, "title")) else ""
    if issued:
        is_by_day = kind not in NAMED and (kind in DAILY or not facts.maker(item))
        return "-".join(map(str, issued if is_by_day else issued[:1]))
    visited = facts.date(item, "accessed")
    # What has an address is known by that.
    if kind not in ("webpage", "dataset") or not visited or address(item) or doi(item):
        return ""
    return "visited " + "-".join(map(str, visited))


def _codified(item: Item) -> str:
    """Return the sign of a section of a code, or a page of a register: 10 U.S.C. § 8680 is 10 USC § 8680."""
    numbers = [said(item, "volume"), said(item, "section") or said(item, "page")]
    if said(item, "type") not in ("legislation", "regulation") or not all(numbers):
        return ""
    collection = said(item, "container-title").replace(".", "").casefold()
    return f"work:|{numbers[0]} {collection} {numbers[1]}" if collection else ""


def _untitled(item: Item) -> str:
    """Return the sign of a work without a title: all else that is said of it, when somebody and a day are."""
    if codified := _codified(item):
        return codified
    who, issued = [facts.maker(item), facts.source(item)], facts.date(item)
    if not any(who) or not issued:
        return ""
    interviewers = facts.maker({"author": item.get("interviewer")})
    rest = [" ".join(said(item, name).casefold().split()) for name in _ELSE]
    told = "|".join([said(item, "type"), *who, "-".join(map(str, issued)), interviewers, *rest])
    return f"work:|{hashlib.sha256(told.encode()).hexdigest()[:40]}"
