"""Who wrote an edition, as machines know a person: one identity, the names in every language, the ORCID."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from papers.models import Author, Prepared, column, printed_name


@dataclass(frozen=True)
class Writer:
    """An author who has a page here: its address word, and the names by language."""

    slug: str
    orcid: str
    names: Mapping[str, str]
    is_body: bool

    @classmethod
    def of(cls, row: Author) -> "Writer":
        """Return the author of a row."""
        codes = [code for code, _name in settings.LANGUAGES]
        parts = [(row.own_label("family_name", code), row.own_label("given_name", code)) for code in codes]
        return writer(row.slug, row.orcid, row.name_order, zip(codes, parts, strict=True))

    def other_names(self, name: str) -> list[str]:
        """Return the names that are not this one, each once."""
        return [other for other in dict.fromkeys(self.names.values()) if other != name]


def writer(slug: str, orcid: str, order: str, parts: Iterable[tuple[str, tuple[str, str]]]) -> Writer:
    """Return a writer from the two parts of the name in each language; what has one name and no ORCID is a body."""
    known = {code: names for code, names in parts if names[0]}
    names = {code: printed_name(family, given, code, order) for code, (family, given) in known.items()}
    return Writer(slug, orcid, names, not orcid and not any(given for _family, given in known.values()))


def writers_of(version: int) -> dict[int, Writer]:
    """Return the authors of a version that have a page, by the key of their row."""
    codes = [code for code, _name in settings.LANGUAGES]
    found = {}
    for key, slug, orcid, order, *parts in author_names(version=version):
        families, givens = parts[: len(codes)], parts[len(codes) :]
        pairs = [(family or "", given or "") for family, given in zip(families, givens, strict=True)]
        found[key] = writer(slug, orcid, order, zip(codes, pairs, strict=True))
    return found


@Prepared
def author_names(version: int) -> Any:
    """Return of each author the key, slug, ORCID and order of the name, then family and given names by language."""
    codes = [code for code, _name in settings.LANGUAGES]
    columns = [column(name, code) for name in ("family_name", "given_name") for code in codes]
    rows = Author.objects.filter(version_authors__version=version)
    return rows.values_list("pk", "slug", "orcid", "name_order", *columns)
