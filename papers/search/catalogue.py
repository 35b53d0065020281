"""The catalogue: all public papers of one language's lists in their order, and what each is filed under.

Which papers a facet value names is one whole number, a bit for each place in the list; combining and counting facets
is then arithmetic, as quick for ten thousand papers as for a hundred. It is made once for each state of the public
record, which `stamp` names exactly.
"""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import CharField, DateField, Model, Value

from papers.models import TaggedPaper, Version, VersionAuthor, VersionPage

# A facet and one of its values: ("tag", 7), ("year", "2025"), ("lang", "ja"); rows go by their primary key.
Key = tuple[str, int | str]


@dataclass(frozen=True)
class Catalogue:
    """The shown version of each paper by place, newest first, and the places of each facet value as bits."""

    versions: Sequence[int]
    bits: Mapping[Key, int]
    # Language → the live version of the paper at each place, 0 where it has none.
    editions: Mapping[str, Sequence[int]]
    # Series → its places in the order of the volumes.
    volumes: Mapping[int, Sequence[int]]

    @property
    def all(self) -> int:
        """Every place."""
        return (1 << len(self.versions)) - 1

    def filed(self, facet: str) -> Iterator[tuple[int | str, int]]:
        """Yield each value of a facet with its places."""
        return ((value, bits) for (name, value), bits in self.bits.items() if name == facet)

    def narrowed(self, keys: Iterable[Key], within: int) -> int:
        """Return the places that are filed under every one of these."""
        for key in keys:
            within &= self.bits.get(key, 0)
        return within

    def holding(self, versions: set[int]) -> int:
        """Return the places of the papers that have one of these versions in any language."""
        rows = zip(*self.editions.values(), strict=True)
        return as_bits(place for place, row in enumerate(rows) if not versions.isdisjoint(row))

    def page(self, places: Iterable[int]) -> list[list[int]]:
        """Return for each place the version that is shown, then those in other languages."""
        return [list(self._versions_at(place)) for place in places]

    def _versions_at(self, place: int) -> Iterator[int]:
        yield (shown := self.versions[place])
        yield from (row[place] for row in self.editions.values() if row[place] not in (0, shown))


def places(bits: int, start: int, stop: int) -> list[int]:
    """Return the places from the start-th to before the stop-th."""
    digits = bin(bits)[:1:-1]
    found: list[int] = []
    place = digits.find("1")
    for count in range(stop):
        if place < 0:
            break
        if count >= start:
            found.append(place)
        place = digits.find("1", place + 1)
    return found


_made: dict[str, tuple[Hashable, Catalogue]] = {}


def catalogue(language: str, now: datetime, stamp: Hashable) -> Catalogue:
    """Return the catalogue of a language; `stamp` names the state of the public record at `now`, None says nothing of it."""
    made = _made.get(language)
    if stamp is None or made is None or made[0] != stamp:
        made = _made[language] = (stamp, build(language, now))
    return made[1]


class _Edition(NamedTuple):
    paper: int
    version: int
    language: str
    series: int | None
    original: str
    printed: date | None
    volume: str


Papers = dict[int, dict[str, _Edition]]


def build(language: str, now: datetime) -> Catalogue:
    """Read the public record: two queries, whatever its size."""
    pages, filed = _read()
    papers: Papers = defaultdict(dict)
    for paper, version, code in _live(now):
        papers[paper][code] = _Edition(paper, version, code, *pages[version])
    shown = sorted((_preferred(editions, language) for editions in papers.values()), key=_newest_first)
    place_of = {row.paper: place for place, row in enumerate(shown)}
    editions = _editions(papers, place_of)
    shelves = [_by_rows(papers, place_of, filed), _by_text(shown, editions)]
    return Catalogue(
        versions=array("q", (row.version for row in shown)),
        bits={key: as_bits(of_key) for shelf in shelves for key, of_key in shelf.items()},
        editions=editions,
        volumes=_volumes(papers, shown),
    )


def _newest_first(row: _Edition) -> tuple[int, int]:
    return (-row.printed.toordinal() if row.printed else 0, -row.version)


def _by_rows(
    papers: Papers, place_of: Mapping[int, int], pairs: Sequence[tuple[str, int, int]]
) -> Mapping[Key, Any]:
    """Return the places by tag, author and series.

    An author or series of any edition is the paper's: their pages stand in every language.
    """
    filed: dict[Key, Any] = defaultdict(lambda: array("L"))
    paper_of = {edition.version: edition.paper for edition in _every(papers)}
    for kind, owner, value in pairs:
        place = place_of.get(owner if kind == "tag" else paper_of.get(owner, 0))
        if place is not None:
            filed[kind, value].append(place)
    for edition in _every(papers):
        if edition.series is not None:
            filed["series", edition.series].append(place_of[edition.paper])
    return filed


def _by_text(shown: Sequence[_Edition], editions: Mapping[str, Sequence[int]]) -> Mapping[Key, Any]:
    """Return the places by the printed year of the shown edition, and by the languages there are."""
    filed: dict[Key, Any] = defaultdict(lambda: array("L"))
    for place, row in enumerate(shown):
        if row.printed is not None:
            filed["year", str(row.printed.year)].append(place)
    for code, versions in editions.items():
        filed["lang", code].extend(place for place, version in enumerate(versions) if version)
    return filed


def _every(papers: Papers) -> Iterator[_Edition]:
    return (edition for editions in papers.values() for edition in editions.values())


def _live(now: datetime) -> Iterator[tuple[int, int, str]]:
    """Yield paper, version and language of each live edition."""
    # An edition in a language that the site has given up has no address.
    codes = [code for code, _ in settings.LANGUAGES]
    live = Version.objects.live(now).filter(language__in=codes).order_by()
    return live.values_list("paper_id", "pk", "language").iterator()


def _read() -> tuple[dict[int, tuple[Any, ...]], list[tuple[str, int, int]]]:
    """Return what the pages are listed by, and what else is filed: ("tag", paper, tag) and ("author", version, author).

    The pages are read by themselves, from an index that has these columns; their rows hold whole texts.
    """
    nothing = (Value("", CharField()), Value(None, DateField()), Value("", CharField()))
    pages: dict[int, tuple[Any, ...]] = {}
    filed: list[tuple[str, int, int]] = []
    columns = ("original_language", "printed_date", "volume_key")
    rows = [
        _filed(VersionPage, "page", "version_id", "series_id", *columns),
        _filed(TaggedPaper, "tag", "content_object_id", "tag_id", *nothing),
        _filed(VersionAuthor, "author", "version_id", "author_id", *nothing),
    ]
    for kind, owner, value, *listed_by in rows[0].union(*rows[1:], all=True).iterator():
        if kind == "page":
            pages[owner] = (value, *listed_by)
        else:
            filed.append((kind, owner, value))
    return pages, filed


def _filed(model: type[Model], kind: str, *columns: Any) -> Any:
    return model._default_manager.order_by().values_list(Value(kind, CharField()), *columns)


def _preferred(editions: Mapping[str, _Edition], language: str) -> _Edition:
    """Return the edition a list shows: the one in its language, else the original, else the site's first."""
    if language in editions:
        return editions[language]
    # As everywhere, what was frozen last says which is the original.
    original = max(editions.values(), key=lambda row: row.version).original
    codes = (original, *(code for code, _ in settings.LANGUAGES))
    return next(editions[code] for code in codes if code in editions)


def _editions(papers: Papers, place_of: Mapping[int, int]) -> dict[str, Sequence[int]]:
    """Return, per language, the version of the paper at each place, 0 where it has none."""
    rows: dict[str, Any] = {code: array("q", [0]) * len(place_of) for code, _ in settings.LANGUAGES}
    for edition in _every(papers):
        rows[edition.language][place_of[edition.paper]] = edition.version
    return rows


def _volumes(papers: Papers, shown: Sequence[_Edition]) -> dict[int, Sequence[int]]:
    """Return the places of each series in the order of the volumes."""
    volumes: dict[int, Any] = defaultdict(lambda: array("L"))
    for place in sorted(range(len(shown)), key=lambda place: (shown[place].volume, shown[place].version)):
        of_paper = papers[shown[place].paper].values()
        for series in {edition.series for edition in of_paper if edition.series is not None}:
            volumes[series].append(place)
    return dict(volumes)


def as_bits(of_places: Iterable[int]) -> int:
    """Return the number that has these bits; through bytes, because setting them one by one copies it each time."""
    marks = bytearray()
    for place in of_places:
        if place // 8 >= len(marks):
            marks.extend(bytes(place // 8 + 1 - len(marks)))
        marks[place // 8] |= 1 << place % 8
    return int.from_bytes(marks, "little")
