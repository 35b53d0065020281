"""How a title is set: between quotation marks, slanted, or as it is (CMOS 8.163–193, 14.86–99)."""

import re
from collections.abc import Callable

from references.citing.credits import creators
from references.citing.work import Work

# Parts of something larger, and what is not published as a book.
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
# Reports that are papers or documents of a day rather than books (CMOS 14.218, 14.220).
UNPUBLISHED = re.compile(
    r"working paper|discussion|fact ?sheet|brief|memo|estimate|directive|resolution|statement", re.IGNORECASE
)
# "Presidential Policy Directive 28" is no title but a name.
NAME = re.compile(r"(?:[A-Z]\w+ ){2,}\d[\w./-]*")
# A title is shortened when it has more words than this (CMOS 14.33).
FEW = 4


def title(work: Work) -> str:
    """Return the title as it is set for its type."""
    return _setting(work)("title")


def short(work: Work) -> str:
    """Return the main title; of more than four words without its article (CMOS 14.33)."""
    main = work.plain("title-short") or re.split(r":\s|――|：", work.plain("title"))[0]
    if len(main.split()) > FEW:
        main = re.sub(r"^(?:The|An?)\s", "", main)
    cut = Work({**work.item, "title": main.rstrip(".")}, work.language)
    return title(cut)


def is_named(work: Work) -> bool:
    """Tell whether a document is called by what it is, Resolution 1718: such a name is in plain letters."""
    genre = work.plain("genre").lower()
    if genre and work.plain("title").lower().startswith(genre):
        return True
    return not creators(work)[0] and NAME.fullmatch(work.plain("title")) is not None


def _setting(work: Work) -> Callable[[str], str]:
    if work.kind in ("report", "article"):
        return _of_report(work)
    if work.kind == "dataset":
        # A database goes by its name (CMOS 14.257); what somebody publishes on a site is quoted (CMOS 14.207).
        return work.quoted if work.has("container-title", "author") else work.said
    is_part = work.kind in QUOTED or (work.kind != "book" and work.has("container-title"))
    return work.quoted if is_part else work.italic


def _of_report(work: Work) -> Callable[[str], str]:
    if is_named(work):
        return work.said
    is_published = work.has("publisher", "author", "editor")
    return work.quoted if UNPUBLISHED.search(work.plain("genre")) or not is_published else work.italic
