"""The works that an edition cites, as files list them: the lines of its reading page, in that order, with their links."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from papers import markup, rendering
from papers.models import Version
from papers.rendering import latin
from papers.search import cited_in


@dataclass(frozen=True)
class Source:
    """A work: its line as inline HTML, the language of that, and the record of one that an editor has confirmed."""

    html: str
    language: str
    record: Mapping[str, Any] | None = None

    def facts(self) -> list[Any]:
        return [self.html, self.language, self.record]


def sources_of(version: Version) -> Iterator[Source]:
    """Yield what the page of a version lists of the works that it cites."""
    rows = cited_in(version.pk)
    if rows:
        numbers = rendering.note_numbers(version.page.endnotes)
        for source in rendering.sources(rows, numbers, version.language):
            language = source.lang or version.language
            yield Source(line(source.html, language), language, source.record)


# Asked for at every request of a file, because what it lists decides whether it is still true.
@lru_cache(maxsize=8192)
def line(html: str, language: str) -> str:
    """Return a line as files have it: an address is a link, a language never stands on a title's own mark."""
    holder = markup.parse(html)
    latin.mark(holder, language)
    for address in holder.iterfind(".//span[@class='url']"):
        address.tag, address.attrib["href"] = "a", address.text or ""
        del address.attrib["class"]
    for title in list(holder.iterfind(".//em[@lang]")):
        _set_apart(title)
    return markup.serialise(holder)


def _set_apart(title: etree._Element) -> None:
    """Give the language of a title in italics to a mark of its own around it, as bodies have it."""
    parent = title.getparent()
    if parent is None:
        return
    around = etree.Element("span", {"lang": title.get("lang", "")})
    del title.attrib["lang"]
    around.tail, title.tail = title.tail, None
    parent.replace(title, around)
    around.append(title)
