"""What binds public papers to each other: the works that they cite, and the order of the volumes of their series.

As the catalogues of the lists, it is made once for each state of the public record, because a paper's page asks it of
every work that the paper cites.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import NamedTuple

from django.conf import settings

from papers.models import Version, VersionCitation

# The volumes of a series that are looked through for shared sources: the newest ones.
MOST_VOLUMES = 60
CHUNK = 500  # keys in one query
# Beyond so many the reader is told that there are more.
MOST_COUNTED = 9
# Papers of the series that are listed because they share sources.
MOST_SHARING = 5


class Volume(NamedTuple):
    """A live edition of a paper of a series; its number is as printed (text, language)."""

    version: int
    paper: int
    slug: str
    title: str
    number: Sequence[str] | None


@dataclass(frozen=True)
class Shelf:
    """The volumes of a series in one language: the newest by name, newest first, and the order of all.

    The keys of the works that the newest cite, in order; of each of the newest which it cites, a bit for each of these.
    The volume keys of all in order; beside each its version and its paper.
    """

    newest: Sequence[Volume]
    cited: Sequence[int]
    citing: Sequence[int]
    keys: Sequence[str]
    versions: Sequence[int]
    papers: Sequence[int]

    def place(self, volume: str, version: int) -> int:
        """Return how many volumes come before this one."""
        places = range(len(self.keys))
        return bisect_left(places, (volume, version), key=lambda at: (self.keys[at], self.versions[at]))

    def beside(self, places: Iterable[int], paper: int) -> int:
        """Return the first version at these places that is of another paper, 0 for none."""
        return next((self.versions[at] for at in places if self.papers[at] != paper), 0)

    def bits(self, works: Iterable[int]) -> int:
        """Return a bit for each of these works that the newest cite."""
        places = ((bisect_left(self.cited, work), work) for work in works)
        return sum(1 << at for at, work in places if at < len(self.cited) and self.cited[at] == work)


_EMPTY = Shelf((), (), (), (), (), ())


@dataclass(frozen=True)
class Bonds:
    """The bonds of the public papers.

    The keys of the cited works in order; beside each how many papers cite it, and the lowest and highest key of these.

    Of two papers it is then known which they are; more are only ever counted.
    """

    works: Sequence[int]
    papers: Sequence[int]
    lowest: Sequence[int]
    highest: Sequence[int]
    # By series and language.
    shelves: Mapping[tuple[int, str], Shelf]

    def others(self, work: int, paper: int, own: Set[int]) -> tuple[int, int]:
        """Return how many papers beside this one cite a work, and which when it is one, else 0.

        `own` are the works that this paper itself cites in public.
        """
        place = bisect_left(self.works, work)
        if place == len(self.works) or self.works[place] != work:
            return 0, 0
        count = self.papers[place] - (work in own)
        if count != 1:
            return count, 0
        lowest, highest = self.lowest[place], self.highest[place]
        return count, highest if lowest == paper else lowest

    def neighbours(
        self, series: int, language: str, volume: str, version: int, paper: int
    ) -> tuple[int, int]:
        """Return the versions right before and right after this place in the order of a series, 0 for none.

        The paper's own live version may stand beside an earlier one's place.
        """
        shelf = self.shelves.get((series, language), _EMPTY)
        place = shelf.place(volume, version)
        before, after = (
            range(place - 1, max(place - 3, -1), -1),
            range(place, min(place + 2, len(shelf.keys))),
        )
        return shelf.beside(before, paper), shelf.beside(after, paper)

    def newest(self, series: int, language: str, versions: Set[int]) -> dict[int, Volume]:
        """Return those of the versions that are among the newest volumes, by their keys."""
        shelf = self.shelves.get((series, language), _EMPTY)
        return {volume.version: volume for volume in shelf.newest if volume.version in versions}

    def sharing(self, series: int, language: str, paper: int, works: set[int]) -> list[tuple[Volume, int]]:
        """Return the other volumes in this language that share most of these works, each with how many."""
        shelf = self.shelves.get((series, language), _EMPTY)
        wanted = shelf.bits(works)
        beside = zip(shelf.newest, shelf.citing, strict=True)
        kin = [(volume, (bits & wanted).bit_count()) for volume, bits in beside if volume.paper != paper]
        found = [pair for pair in kin if pair[1]]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].slug))[:MOST_SHARING]


_made: list[tuple[Hashable, Bonds]] = []


def bonds(now: datetime, stamp: Hashable) -> Bonds:
    """Return who cites what; `stamp` names the state of the public record at `now`, None says nothing of it."""
    if stamp is None or not _made or _made[0][0] != stamp:
        _made[:] = [(stamp, build(now))]
    return _made[0][1]


def build(now: datetime) -> Bonds:
    """Read the public record: the order of all editions, what they cite, and the names of the newest volumes."""
    # An edition in a language that the site has given up has no address.
    codes = [code for code, _name in settings.LANGUAGES]
    live = Version.objects.live(now).filter(language__in=codes).order_by()
    order: dict[tuple[int, str], list[tuple[str, int, int]]] = defaultdict(list)
    paper_of: dict[int, int] = {}
    columns = ("pk", "paper_id", "language", "page__series_id", "page__volume_key")
    for version, paper, language, series, volume in live.values_list(*columns).iterator():
        paper_of[version] = paper
        if series is not None:
            # The editions of a paper have the same one, and there are many papers.
            order[series, language].append((intern(volume), version, paper))
    newest = {place: _newest(volumes) for place, volumes in order.items()}
    works_of = {version: array("q") for versions in newest.values() for version in versions}
    rows = _counted(paper_of, works_of)
    named = _named(list(works_of))
    shelves = {
        place: _shelf(volumes, [named[version] for version in newest[place] if version in named], works_of)
        for place, volumes in order.items()
    }
    columns_of = zip(*rows, strict=True) if rows else ((),) * 4
    works, papers, lowest, highest = (array("q", column) for column in columns_of)
    return Bonds(works, papers, lowest, highest, shelves)


def _newest(volumes: list[tuple[str, int, int]]) -> list[int]:
    """Put the volumes of a series in their order; return the versions of the newest, newest first."""
    volumes.sort()
    return [version for _volume, version, _paper in volumes[: -MOST_VOLUMES - 1 : -1]]


def _named(versions: Sequence[int]) -> dict[int, Volume]:
    """Return these volumes with what they are called; a query for so many at a time."""
    columns = ("pk", "paper_id", "paper__slug", "page__title", "page__head__series__number")
    return {
        row[0]: Volume(*row)
        for start in range(0, len(versions), CHUNK)
        for row in Version.objects.filter(pk__in=versions[start : start + CHUNK])
        .order_by()
        .values_list(*columns)
    }


def _shelf(
    volumes: Sequence[tuple[str, int, int]], newest: Sequence[Volume], works_of: Mapping[int, Iterable[int]]
) -> Shelf:
    keys, versions, papers = zip(*volumes, strict=True)
    cited = sorted({work for volume in newest for work in works_of[volume.version]})
    bit = {work: 1 << at for at, work in enumerate(cited)}
    citing = [sum(bit[work] for work in works_of[volume.version]) for volume in newest]
    return Shelf(newest, array("q", cited), citing, keys, array("q", versions), array("q", papers))


def _counted(
    paper_of: Mapping[int, int], works_of: Mapping[int, "array[int]"]
) -> list[tuple[int, int, int, int]]:
    """Return each cited work with how many papers cite it, the lowest key and the highest; fill in the works of volumes."""
    found = []
    # These two columns are read from one index, in its order.
    rows = VersionCitation.objects.order_by("reference_id", "version_id", "note")
    for work, group in groupby(rows.values_list("reference_id", "version_id").iterator(), itemgetter(0)):
        versions = {version for _work, version in group if version in paper_of}
        for version in versions & works_of.keys():
            works_of[version].append(work)
        if papers := {paper_of[version] for version in versions}:
            found.append((work, len(papers), min(papers), max(papers)))
    return found
