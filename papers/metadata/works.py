"""The works that an edition cites, as schema.org has them: CSL item → CreativeWork."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from papers.metadata.writing import json_ld
from papers.models import printed_name

Thing = dict[str, Any]

# The data block of a page names no more works than this; its sources have pages and files of their own.
MOST_CITED = 100

# What schema.org calls a CSL type; whatever is missing here is a CreativeWork.
KINDS = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "broadcast": "Episode",
    "chapter": "Chapter",
    "classic": "Book",
    "collection": "Collection",
    "dataset": "Dataset",
    "entry": "Article",
    "entry-dictionary": "Article",
    "entry-encyclopedia": "Article",
    "figure": "ImageObject",
    "graphic": "ImageObject",
    "legislation": "Legislation",
    "map": "Map",
    "motion_picture": "Movie",
    "musical_score": "SheetMusic",
    "paper-conference": "ScholarlyArticle",
    "periodical": "Periodical",
    "personal_communication": "Message",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "regulation": "Legislation",
    "report": "Report",
    "review": "Review",
    "review-book": "Review",
    "software": "SoftwareApplication",
    "song": "MusicRecording",
    "standard": "TechArticle",
    "thesis": "Thesis",
    "treaty": "Legislation",
    "webpage": "WebPage",
}
# What the work stands in, by the type of the work.
CONTAINERS = {
    "article-journal": "Periodical",
    "article-magazine": "Periodical",
    "article-newspaper": "Newspaper",
    "chapter": "Book",
    "entry-dictionary": "Book",
    "entry-encyclopedia": "Book",
    "paper-conference": "Book",
    "post-weblog": "Blog",
    "webpage": "WebSite",
}


def works_data(items: Mapping[str, Mapping[str, Any]]) -> str:
    """Return CSL items by their keys as a list of JSON-LD in the order of the keys, the first MOST_CITED; empty for none."""
    first = [items[key] for key in sorted(items)[:MOST_CITED]]
    return f"[{', '.join(json_ld(work(item)) for item in first)}]" if first else ""


def work(item: Mapping[str, Any]) -> Thing:
    """Return the work as schema.org has it, with what the item says in a shape that CSL allows."""
    language = _line(item.get("language"))
    said: Thing = {
        "@type": KINDS.get(_line(item.get("type")), "CreativeWork"),
        "name": _line(item.get("title")),
        "author": list(people(item.get("author"), language)),
        "datePublished": day(item.get("issued")),
        "inLanguage": language,
        "isPartOf": _container(item),
        "publisher": _body(_line(item.get("publisher"))),
        **dict(_places(item)),
    }
    return {name: value for name, value in said.items() if value}


def people(names: object, language: str) -> Iterator[Thing]:
    """Yield the persons and bodies of a CSL list of names; what is no name is passed over."""
    for name in names if isinstance(names, list) else ():
        match name:
            case {"family": str(family), **rest} if family:
                yield _person(family, rest, language)
            case {"literal": str(literal)} if literal:
                yield {"@type": "Organization", "name": literal}


def _person(family: str, rest: Mapping[Any, Any], language: str) -> Thing:
    given = " ".join(filter(None, (_line(rest.get("given")), _line(rest.get("dropping-particle")))))
    family = " ".join(filter(None, (_line(rest.get("non-dropping-particle")), family)))
    # A European author of a Japanese book keeps the order of the name; 山田 太郎 in an English one does, too.
    code = "ja" if _is_han(family) else "en" if family.isascii() else language
    said = {"name": printed_name(family, given, code), "familyName": family, "givenName": given}
    return {"@type": "Person"} | {name: value for name, value in said.items() if value}


def _is_han(text: str) -> bool:
    return all("\u3040" <= sign <= "\u9fff" for sign in text)


def day(issued: object) -> str:
    """Return a CSL date as far as it is given: 2025, 2025-06, 2025-06-27; empty for what is no date."""
    match issued:
        case {"date-parts": [[*parts], *_]}:
            return _written(parts[:3]) or _written(parts[:1])
        case _:
            return ""


def _written(parts: Sequence[Any]) -> str:
    """Return year, month and day with dashes; empty when they are no day of the calendar, as months that are seasons."""
    try:
        whole = date(*[*(int(part) for part in parts), 1, 1][:3])
    except (TypeError, ValueError, OverflowError):
        return ""
    return whole.isoformat()[: 3 * len(parts) + 1]


def _container(item: Mapping[str, Any]) -> Thing | None:
    name = _line(item.get("container-title"))
    kind = CONTAINERS.get(_line(item.get("type")), "CreativeWork")
    return {"@type": kind, "name": name} if name else None


def _body(name: str) -> Thing | None:
    return {"@type": "Organization", "name": name} if name else None


def _places(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield where the work is: its address, else that of its DOI, which is named in any case."""
    doi, url = _line(item.get("DOI")), _line(item.get("URL"))
    known = f"https://doi.org/{doi}" if doi else ""
    yield "url", url if url.startswith(("https://", "http://")) else known
    yield "sameAs", known


def _line(value: object) -> str:
    """Return a text of an item in one line, empty for anything else."""
    return " ".join(value.split()) if isinstance(value, str) else ""
