"""The rules of one page, by their names; each yields what is wrong (conventions.md §§1–3, 7)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from papers.metadata.checking.problem import Problem
from papers.metadata.checking.reading import Page, several

Rule = Callable[[Page], Iterator[str]]
# Zotero lets the last tag that names a kind of publication win, and these make something else of a report.
OTHER_KINDS = re.compile(r"citation_(journal|conference|inbook|book|dissertation)_")
DAY = re.compile(r"\d{4}/\d{2}/\d{2}")


def problems(page: Page) -> Iterator[Problem]:
    """Yield the rules that a page breaks; of one that cannot be read, only that."""
    if page.status != 200:
        yield Problem(page.address, "status", f"answers {page.status}")
        return
    rules = {**EVERYWHERE, **(OF_PAPERS if is_paper(page) else {})}
    for name, rule in rules.items():
        yield from (Problem(page.address, name, what) for what in rule(page))


def is_paper(page: Page) -> bool:
    """Return whether the page is one of an edition: by its address, or because it says so itself."""
    try:
        is_edition = resolve(urlsplit(page.address).path).view_name == "paper"
    except Resolver404:
        is_edition = False
    return is_edition or any(name.startswith("citation_") for name, _content in page.tags)


def only(found: Iterable[str], what: str) -> Iterator[str]:
    """Yield what is wrong when there is not exactly one that says something."""
    values = list(found)
    if len(values) != 1:
        yield f"{len(values)} {what}, not one"
    elif not values[0]:
        yield f"the {what} is empty"


def language(page: Page) -> Iterator[str]:
    """The page says its language, and it is that of its address."""
    code = urlsplit(page.address).path.split("/")[1]
    if page.language != code:
        yield f"lang is “{page.language}”, the address says “{code}”"


def canonical(page: Page) -> Iterator[str]:
    """The page is its own canonical address, never another edition's."""
    yield from only(page.canonicals, "canonical address")
    for href in page.canonicals:
        if href and href != page.address:
            yield f"canonical is {href}"


def noindex(page: Page) -> Iterator[str]:
    """What the sitemap lists may be indexed."""
    if "noindex" in page.robots or "none" in page.robots.split():
        yield "stands in the sitemap, but says noindex"


def alternates(page: Page) -> Iterator[str]:
    """All editions are named, the page itself and a default among them, each once and by a whole address."""
    codes = [link.hreflang for link in page.alternates]
    if doubled := sorted({code for code in codes if codes.count(code) > 1}):
        yield f"named more than once: {', '.join(doubled)}"
    if (page.language, page.address) not in [(link.hreflang, link.href) for link in page.alternates]:
        yield f"the page itself is not named as “{page.language}”"
    if "x-default" not in codes:
        yield "x-default is missing"
    elif not any(link.href == default(page) for link in page.alternates if link.hreflang != "x-default"):
        yield f"x-default is none of the editions: {default(page)}"
    yield from (f"no whole address: {link.href}" for link in page.alternates if not is_whole(link.href))


def default(page: Page) -> str:
    return next(link.href for link in page.alternates if link.hreflang == "x-default")


def is_whole(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def json_ld(page: Page) -> Iterator[str]:
    """Every block of data is JSON of schema.org."""
    for block in page.data:
        if not isinstance(block, dict):
            yield "a block is not a JSON object"
        elif block.get("@context") != "https://schema.org" or not block.get("@type"):
            yield "a block has no type of schema.org"


def date(page: Page) -> Iterator[str]:
    found = page.tagged("citation_publication_date")
    yield from only(found, "citation_publication_date")
    yield from (f"“{day}” is not written YYYY/MM/DD" for day in found if day and not DAY.fullmatch(day))


def citation_language(page: Page) -> Iterator[str]:
    found = page.tagged("citation_language")
    yield from only(found, "citation_language")
    yield from (
        f"“{code}” on a page in “{page.language}”" for code in found if code and code != page.language
    )


def report_type(page: Page) -> Iterator[str]:
    """The tags make a report of the paper, nothing else."""
    for name, _content in page.tags:
        if OTHER_KINDS.match(name):
            yield f"{name} makes something else of a report"
    if not any(page.tagged("citation_technical_report_institution")):
        yield "no citation_technical_report_institution: the series names no publisher"


def author_names(page: Page) -> Iterator[str]:
    """Family and given name stand apart by a comma, one author in each tag, as JSON-LD has them."""
    found = page.tagged("citation_author")
    if not found:
        yield "no citation_author"
    for name, (family, given) in zip(found, names(page), strict=False):
        written = f"{family}, {given}" if given else family
        if name.replace("\N{NO-BREAK SPACE}", " ") != written:
            yield f"“{name}” instead of “{written}”"
    if len(found) == 1 and re.fullmatch(r"[^,]* [^,]*, [^,]* [^,]*", found[0]):
        yield f"“{found[0]}” would be read as two authors: join the words of the family name by fixed spaces"


def names(page: Page) -> Iterator[tuple[str, str]]:
    """Yield family and given name of the authors in JSON-LD; of a body, its name and nothing."""
    for report in page.things("Report")[:1]:
        for author in several(report.get("author")):
            yield author.get("familyName") or author.get("name", ""), author.get("givenName", "")


def agreement(page: Page) -> Iterator[str]:
    """JSON-LD tells the same as the tags."""
    reports = page.things("Report")
    if len(reports) != 1:
        yield f"{len(reports)} Reports in JSON-LD, not one"
        return
    tags = {
        "name": page.tagged("citation_title"),
        "datePublished": [day.replace("/", "-") for day in page.tagged("citation_publication_date")],
        "inLanguage": page.tagged("citation_language"),
        "url": page.tagged("citation_public_url"),
    }
    for name, contents in tags.items():
        said = reports[0].get(name)
        if [said] != contents:
            yield f"{name} is “{said}”, the tags say {contents}"
    authors = len(several(reports[0].get("author")))
    if authors != len(page.tagged("citation_author")):
        yield f"{authors} authors, but {len(page.tagged('citation_author'))} citation_author"


def opengraph(page: Page) -> Iterator[str]:
    """A shared link leads to the page, under its title."""
    for name in ("og:title", "og:type", "og:url"):
        yield from only(page.tagged(name), name)
    if page.tagged("og:type") not in ([], ["article" if is_paper(page) else "website"]):
        yield f"og:type is {page.tagged('og:type')}"
    if any(url != page.address for url in page.tagged("og:url")):
        yield f"og:url is {page.tagged('og:url')}"


def preview(page: Page) -> Iterator[str]:
    """A shared link shows one picture, whose words and size are told, and says its language."""
    for name in ("og:image", "og:image:alt", "og:locale"):
        yield from only(page.tagged(name), name)
    for name in ("og:image:width", "og:image:height"):
        if not all(size.isascii() and size.isdigit() for size in page.tagged(name)[:1] or [""]):
            yield f"{name} is {page.tagged(name)}"
    yield from (f"no whole address: {url}" for url in page.tagged("og:image") if url and not is_whole(url))
    if page.tagged("twitter:card") != ["summary_large_image"]:
        yield f"twitter:card is {page.tagged('twitter:card')}"


def pdf_place(page: Page) -> Iterator[str]:
    """Google Scholar takes a PDF only from below the folder of its page."""
    for address in page.tagged("citation_pdf_url"):
        if not (address.startswith(page.address) and address.endswith(".pdf")):
            yield f"the PDF is not below the page: {address}"


EVERYWHERE: Mapping[str, Rule] = {
    "language": language,
    "title": lambda page: only(page.titles, "title"),
    "description": lambda page: only(page.descriptions, "description"),
    "heading": lambda page: only(page.headings, "h1"),
    "canonical": canonical,
    "noindex": noindex,
    "alternates": alternates,
    "json-ld": json_ld,
    "opengraph": opengraph,
    "preview": preview,
}
OF_PAPERS: Mapping[str, Rule] = {
    "citation-title": lambda page: only(page.tagged("citation_title"), "citation_title"),
    "citation-date": date,
    "citation-language": citation_language,
    "report-type": report_type,
    "author-names": author_names,
    "json-ld-agrees": agreement,
    "pdf-place": pdf_place,
}
