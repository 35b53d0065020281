"""SIST 02-2007, the Japanese standard of references: parts between full stops, the series in brackets.

Written here rather than taken from sist02.csl, which leaves out the series, the translator and what the number counts,
puts Japanese reports into no order of the standard (its 5.3) and prefixes a number to every line.
"""

from collections.abc import Iterable
from html import escape

from references.citing import dates, names
from references.citing.work import Work, base, script

ENDS = (".", "?", "!")


def line(work: Work) -> str:
    """Return the reference of a report or book: 著者. 標題. 版. 訳者. 出版地, 出版者, 年, (シリーズ, 番号). 入手先."""
    authors, others = names.of(work, "author")
    parts = [
        _people(authors, others=others),
        work.said("title"),
        _version(work),
        _translators(work),
        _imprint(work),
        escape(f"https://doi.org/{work.plain('DOI')}", quote=False) if work.has("DOI") else work.said("URL"),
    ]
    return " ".join(part if part.endswith(ENDS) else f"{part}." for part in parts if part)


def _people(found: Iterable[names.Name], *, others: bool = False) -> str:
    """Return names with the family name first; a comma inside one asks for a semicolon between them."""
    said = [_filed(name) for name in found]
    mark = "; " if any(", " in name for name in said) else ", "
    return names.escaped(mark.join(said)) + ("ほか" if others and said else "")


def _filed(name: names.Name) -> str:
    if name.get("literal") or not name.get("given") or script(names.family(name)):
        return names.japanese(name)
    return f"{names.family(name)}, {name['given']}"


def _translators(work: Work) -> str:
    found, others = names.of(work, "translator")
    if not found:
        return ""
    people = _people(found, others=others)
    return f"{people}訳" if script(people) else f"{people}, trans."


def _version(work: Work) -> str:
    if not work.has("version"):
        return ""
    version = work.said("version")
    return f"第{version}版" if base(work.language) == "ja" else f"Version {version}"


def _imprint(work: Work) -> str:
    series = ", ".join(filter(None, [work.said("collection-title"), _numbered(work)]))
    made = [work.said("publisher-place"), work.said("publisher"), dates.year(work.item.get("issued"))]
    return ", ".join(filter(None, [*made, f"({series})" if series else ""]))


def _numbered(work: Work) -> str:
    """Return the number with what it counts: ポリシーペーパー 7."""
    return " ".join(filter(None, [work.said("genre"), work.said("number")]))
