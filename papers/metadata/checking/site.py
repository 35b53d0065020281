"""The whole site: its sitemap, every page that this lists, and what pages say of each other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from papers.metadata.addresses import Alternate, absolute, address
from papers.metadata.checking import reading, rules
from papers.metadata.checking.problem import Problem
from papers.metadata.checking.reading import Answer, Fetch, Page, several


class Inspection:
    """Looks at every page of a site, one after the other, and keeps the problems that it finds."""

    def __init__(self, fetch: Fetch) -> None:
        self.fetch = fetch
        self.problems: list[Problem] = []
        self.pages: dict[str, Page] = {}
        self.listed: dict[str, Sequence[Alternate]] = {}
        self._read_sitemap()

    def look(self) -> Iterator[str]:
        """Look at the pages that the sitemap lists, and yield each address once it is read; then at all of them together."""
        for url in self.listed:
            page = reading.page(url, self.fetch(url))
            self.pages[url] = page
            self.problems += rules.problems(page)
            yield url
        self.problems += between(self.pages, self.listed)
        self.problems += self._files()

    def _read_sitemap(self) -> None:
        start = absolute(address("sitemap"))
        robots = self.fetch(absolute(address("robots")))
        if f"Sitemap: {start}" not in robots.content.decode("utf-8", "replace").splitlines():
            self._problem(absolute(address("robots")), "sitemap", f"does not name {start}")
        waiting = [start]
        while waiting:
            url = waiting.pop(0)
            file = reading.sitemap(self.fetch(url))
            if file is None:
                self._problem(url, "sitemap", "is no sitemap")
                continue
            waiting += file.files
            for listed, alternates in file.addresses:
                if listed in self.listed:
                    self._problem(listed, "sitemap", "is listed twice")
                self.listed[listed] = alternates

    def _problem(self, url: str, rule: str, what: str) -> None:
        self.problems.append(Problem(url, rule, what))

    def _files(self) -> Iterator[Problem]:
        """Yield what is wrong with the feeds, PDFs and pictures that pages announce, each with the first page that does."""
        announced = {feed: page for page in reversed(self.pages.values()) for feed in page.feeds}
        for url, page in announced.items():
            if not reading.is_feed(self.fetch(url)):
                yield Problem(page.address, "feed", f"announces {url}, which is no feed")
        for page in self.pages.values():
            for url in page.tagged("citation_pdf_url"):
                answer = self.fetch(url)
                # 503: it is made when first asked for, and the site was busy making others.
                if answer.status != 503 and not is_pdf(answer):
                    yield Problem(page.address, "pdf", f"announces {url}, which is no PDF")
        # Most pages share one, which is looked at for the first that names it.
        pictures = {url: page for page in reversed(self.pages.values()) for url in page.tagged("og:image")}
        for url, page in pictures.items():
            if rules.is_whole(url):
                yield from (Problem(page.address, "preview", what) for what in self._picture(url, page))

    def _picture(self, url: str, page: Page) -> Iterator[str]:
        """Yield what is wrong with the picture that shows beside a link to the page."""
        answer = self.fetch(url)
        # 503: as with the PDFs.
        if answer.status == 503:
            return
        size = tuple("".join(page.tagged(f"og:image:{side}")[:1]) for side in ("width", "height"))
        found = reading.picture_size(answer)
        if found is None:
            yield f"announces {url}, which is no picture"
        elif tuple(map(str, found)) != size:
            yield f"{url} is {found[0]} × {found[1]}, not {' × '.join(size)}"


def is_pdf(answer: Answer) -> bool:
    return answer.status == 200 and answer.content.startswith(b"%PDF-")


def between(pages: Mapping[str, Page], listed: Mapping[str, Sequence[Alternate]]) -> Iterator[Problem]:
    """Yield what is wrong with what the pages of a site say of each other."""
    for page in pages.values():
        if page.status == 200:
            if set(listed[page.address]) != set(page.alternates):
                yield Problem(
                    page.address, "sitemap-alternates", "the sitemap names other alternates than the page"
                )
            yield from (Problem(page.address, "reciprocal", what) for what in reciprocal(page, pages))
            yield from (Problem(page.address, "translation-of", what) for what in bonds(page, pages))


def reciprocal(page: Page, pages: Mapping[str, Page]) -> Iterator[str]:
    """Yield the alternates that do not answer: not listed, in another language, or naming other alternates."""
    for link in page.alternates:
        other = pages.get(link.href)
        if other is None:
            yield f"{link.href} is not in the sitemap"
        elif other.status == 200 and link.hreflang not in ("x-default", other.language):
            yield f"{link.href} is in “{other.language}”, not “{link.hreflang}”"
        elif other.status == 200 and set(other.alternates) != set(page.alternates):
            yield f"{link.href} does not name the same alternates"


def bonds(page: Page, pages: Mapping[str, Page]) -> Iterator[str]:
    """Yield where original and translation do not name each other, or both claim to be a translation."""
    for report in page.things("Report"):
        for original in several(report.get("translationOfWork")):
            if not answered(report, original, "workTranslation", pages):
                yield f"the original {original.get('@id')} does not name this translation"
            if any(known.get("translationOfWork") for known in reports(original, pages)):
                yield f"{original.get('@id')} claims to be a translation itself"
        for translated in several(report.get("workTranslation")):
            if not answered(report, translated, "translationOfWork", pages):
                yield f"the translation {translated.get('@id')} does not name this original"


def answered(
    report: Mapping[str, Any], other: Mapping[str, Any], bond: str, pages: Mapping[str, Page]
) -> bool:
    """Return whether the other edition names this one by the bond; of one that cannot be read nothing is asked."""
    page = pages.get(_url(other))
    if page and page.status != 200:
        return True
    return any(
        each.get("@id") == report.get("@id")
        for known in reports(other, pages)
        for each in several(known.get(bond))
    )


def reports(reference: Mapping[str, Any], pages: Mapping[str, Page]) -> list[dict[str, Any]]:
    """Return the Reports of the page that a reference leads to."""
    page = pages.get(_url(reference))
    return page.things("Report") if page else []


def _url(reference: Mapping[str, Any]) -> str:
    return str(reference.get("@id")).partition("#")[0]
