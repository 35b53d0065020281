"""What binds public papers: who else cites a work, volumes that share sources, and what stands beside a volume."""

import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from papers import caching, publishing, search
from papers.search import Bonds, Volume, bonds
from papers.search.bonds import Shelf
from tests.factories import cite, make_edition, make_paper, make_reference, make_series, save
from tests.views.pages import links, read

NEWEST = [
    Volume(13, 4, "d", "D", None),
    Volume(22, 3, "c", "C", None),
    Volume(12, 2, "b", "B", ["2", "en"]),
]
# D cites 7 and 8, C 8 and 9, B 7 and 9.
SHELF = Shelf(NEWEST, [7, 8, 9], [0b011, 0b110, 0b101], ["1", "2", "2", "3"], [11, 12, 22, 13], [1, 2, 3, 4])
MADE = Bonds([7, 8, 9], [1, 2, 4], [2, 3, 1], [2, 4, 6], {(1, "en"): SHELF})


@pytest.mark.parametrize(
    ("work", "own", "found"),
    [
        (7, {7}, (0, 0)),  # this paper alone
        (7, set(), (1, 2)),  # another one, and not this
        (8, {8}, (1, 3)),
        (9, {9}, (3, 0)),  # of several none is named
        (6, set(), (0, 0)),  # nobody
        (99, {99}, (0, 0)),
    ],
)
def test_others_are_counted_and_one_is_known(work, own, found):
    assert MADE.others(work, 4, own) == found


@pytest.mark.parametrize(
    ("volume", "version", "paper", "found"),
    [
        ("1", 11, 1, (0, 12)),
        ("2", 12, 2, (11, 22)),
        ("2", 22, 3, (12, 13)),
        ("3", 13, 4, (22, 0)),
        # Earlier versions of a paper whose live one stands beside them.
        ("2", 2, 2, (11, 22)),
        ("2", 15, 2, (11, 22)),
        ("9", 1, 4, (22, 0)),
        ("0", 1, 1, (0, 12)),
    ],
)
def test_neighbours_are_those_of_other_papers(volume, version, paper, found):
    assert MADE.neighbours(1, "en", volume, version, paper) == found


def test_the_newest_volumes_are_known_by_name():
    b, _c, d = NEWEST[::-1]

    assert MADE.newest(1, "en", {12, 13, 11}) == {13: d, 12: b}
    assert MADE.newest(1, "ja", {12}) == {}


def test_a_series_that_is_not_there_has_neither():
    assert MADE.neighbours(2, "en", "1", 11, 1) == (0, 0)
    assert MADE.sharing(1, "ja", 1, {7}) == []


def test_those_that_share_most_come_first_and_never_the_paper_itself():
    b, c, d = NEWEST[::-1]

    assert MADE.sharing(1, "en", 9, {7, 9}) == [(b, 2), (c, 1), (d, 1)]
    assert MADE.sharing(1, "en", 2, {7}) == [(d, 1)]


@pytest.mark.django_db
def test_they_are_made_again_when_the_public_record_changes(clock):
    series, work = make_series("run"), make_reference("w")
    rows = [make_edition(make_paper(f"p{n}", series=series, volume=str(n)), title=f"P {n}") for n in (1, 2)]
    late = make_edition(
        make_paper("p3", series=series, volume="3"), title="P 3", at=clock(days=0) + timedelta(days=1)
    )
    for row in (*rows, late):
        cite(row, "n", work)
    papers = [row.paper_id for row in (*rows, late)]

    def seen():
        now = timezone.now()
        made = bonds(now, caching.stamp(now))
        shared = [volume.title for volume, _count in made.sharing(series.pk, "en", papers[0], {work.pk})]
        return made.others(work.pk, papers[0], {work.pk}), shared

    assert seen() == ((1, papers[1]), ["P 2"])
    clock(days=2)
    assert seen() == ((2, 0), ["P 2", "P 3"])
    publishing.withdraw(late.paper, ["en"], {"en": "Why."})
    assert seen() == ((1, papers[1]), ["P 2"])
    late.paper.refresh_from_db()
    save(rows[1].translation, title="Other")
    publishing.publish([rows[1].translation])
    assert seen() == ((0, 0), [])


@pytest.mark.django_db
def test_a_site_without_a_publication_has_none():
    assert search.bonds(timezone.now(), None).others(1, 1, set()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("most", [1, 60])
def test_a_page_names_its_neighbours_however_old_they_are(client, monkeypatch, most):
    # The function of the same name hides the module.
    monkeypatch.setattr(sys.modules["papers.search.bonds"], "MOST_VOLUMES", most)
    series = make_series("run")
    for n in range(1, 5):
        make_edition(make_paper(f"p{n}", series=series, volume=str(n)), title=f"P {n}")
    page = read(client, "/en/papers/p2/")

    assert [(text, url) for text, url, *_rest in links(page, "//nav[@class='neighbours']/a")] == [
        ("Previous paper Vol. 1 P 1", "/en/papers/p1/"),
        ("Next paper Vol. 3 P 3", "/en/papers/p3/"),
    ]
