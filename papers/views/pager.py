"""Lists on several pages: which one is asked for, and the links from one to another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404

PER_PAGE = 20
NEIGHBOURS = 2


@dataclass(frozen=True)
class PageLink:
    """A page of a list; without a number it is the gap between two."""

    number: int | None
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pager:
    number: int
    pages: int
    previous: str
    next: str
    links: Sequence[PageLink]


def page_number(text: str | None, total: int, per_page: int = PER_PAGE) -> int:
    """Return which page an address asks for; raise Http404 for one that is not there, or is no number."""
    if text is None:
        return 1
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
    if not 1 <= number <= max(pages_of(total, per_page), 1):
        raise Http404
    return number


def pages_of(total: int, per_page: int) -> int:
    return -(-total // per_page)


def pager(number: int, total: int, url: Callable[[int], str], per_page: int = PER_PAGE) -> Pager | None:
    """Return the links from page to page, None when there is one page only."""
    pages = pages_of(total, per_page)
    if pages <= 1:
        return None
    return Pager(
        number,
        pages,
        previous=url(number - 1) if number > 1 else "",
        next=url(number + 1) if number < pages else "",
        links=list(_links(number, pages, url)),
    )


def _links(number: int, pages: int, url: Callable[[int], str]) -> Iterator[PageLink]:
    """Yield the first page, the last and those around this one, with a gap where some are left out."""
    near = range(number - NEIGHBOURS, number + NEIGHBOURS + 1)
    named = sorted({1, pages, *(page for page in near if 1 <= page <= pages)})
    for before, page in zip([0, *named], named, strict=False):
        if page > before + 1:
            yield PageLink(None)
        yield PageLink(page, url(page), page == number)
