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
from typing import NamedTuple

from django.conf import settings

from papers.models import Version, VersionCitation

# The volumes of a series that are looked through for shared sources: the newest ones.
MOST_VOLUMES = 60
# Beyond so many the reader is told that there are more.
MOST_COUNTED = 9
# Papers of the series that are listed because they share sources.
MOST_SHARING = 5


class Volume(NamedTuple):
    """A live edition of a paper of a series: its number as printed (text, language), the keys of the works that it cites."""

    version: int
    paper: int
    slug: str
    title: str
    number: Sequence[str] | None
    works: Sequence[int]


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
    # Series and language → the newest volumes.
    volumes: Mapping[tuple[int, str], Sequence[Volume]]
    # Series and language → volume key, version and paper of each volume, in their order.
    order: Mapping[tuple[int, str], Sequence[tuple[str, int, int]]]

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
        order = self.order.get((series, language), ())
        place = bisect_left(order, (volume, version, 0))
        before, after = reversed(order[max(place - 2, 0) : place]), order[place : place + 2]
        first, last = (next((key for _volume, key, of in side if of != paper), 0) for side in (before, after))
        return first, last

    def newest(self, series: int, language: str, versions: Set[int]) -> dict[int, Volume]:
        """Return those of the versions that are among the newest volumes, by their keys."""
        found = (volume for volume in self.volumes.get((series, language), ()) if volume.version in versions)
        return {volume.version: volume for volume in found}

    def sharing(self, series: int, language: str, paper: int, works: set[int]) -> list[tuple[Volume, int]]:
        """Return the other volumes in this language that share most of these works, each with how many."""
        volumes = (volume for volume in self.volumes.get((series, language), ()) if volume.paper != paper)
        kin = [(volume, shared) for volume in volumes if (shared := len(works.intersection(volume.works)))]
        return sorted(kin, key=lambda pair: (-pair[1], pair[0].slug))[:MOST_SHARING]


_made: list[tuple[Hashable, Bonds]] = []


def bonds(now: datetime, stamp: Hashable) -> Bonds:
    """Return who cites what; `stamp` names the state of the public record at `now`, None says nothing of it."""
    if stamp is None or not _made or _made[0][0] != stamp:
        _made[:] = [(stamp, build(now))]
    return _made[0][1]


class _Edition(NamedTuple):
    version: int
    paper: int
    slug: str
    language: str
    series: int | None
    volume: str
    title: str
    number: Sequence[str] | None


def build(now: datetime) -> Bonds:
    """Read the public record: two queries, whatever its size."""
    # An edition in a language that the site has given up has no address.
    codes = [code for code, _name in settings.LANGUAGES]
    live = Version.objects.live(now).filter(language__in=codes).order_by()
    of_edition = (
        "pk",
        "paper_id",
        "paper__slug",
        "language",
        "page__series_id",
        "page__volume_key",
        "page__title",
        "page__head__series__number",
    )
    editions = [_Edition(*row) for row in live.values_list(*of_edition).iterator()]
    shelves = _shelves(editions)
    newest = {place: shelf[: -MOST_VOLUMES - 1 : -1] for place, shelf in shelves.items()}
    works_of = {edition.version: array("q") for volumes in newest.values() for edition in volumes}
    rows = _counted({edition.version: edition.paper for edition in editions}, works_of)
    volumes = {
        place: [
            Volume(each.version, each.paper, each.slug, each.title, each.number, works_of[each.version])
            for each in editions
        ]
        for place, editions in newest.items()
    }
    order = {
        place: [(each.volume, each.version, each.paper) for each in shelf] for place, shelf in shelves.items()
    }
    columns = zip(*rows, strict=True) if rows else ((),) * 4
    works, papers, lowest, highest = (array("q", column) for column in columns)
    return Bonds(works, papers, lowest, highest, volumes, order)


def _shelves(editions: Iterable[_Edition]) -> dict[tuple[int, str], list[_Edition]]:
    """Return the volumes of each series in each language, in their order."""
    shelves: dict[tuple[int, str], list[_Edition]] = defaultdict(list)
    for edition in sorted(editions, key=lambda edition: (edition.volume, edition.version)):
        if edition.series is not None:
            shelves[edition.series, edition.language].append(edition)
    return dict(shelves)


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
