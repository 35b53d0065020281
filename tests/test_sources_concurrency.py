"""Many at once, on both databases: one work becomes one Reference, and nobody waits in a ring."""

import pytest
from django.db import transaction

from papers import importing, publishing, sources
from papers.importing import Source, Wishes
from papers.models import Citation, OpenCitation, Paper, VersionCitation
from references import matching
from references.models import MatchKey, Reference
from tests.factories import make_author
from tests.test_concurrency import at_once
from tests.test_importing_storing import ENGLISH
from tests.test_matching_signs import item
from tests.test_sources_working import DOSHI, OKAFOR, SHORT, make

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def adding(*items):
    def act():
        with transaction.atomic():
            return [matching.find_or_add(each)[0].pk for each in items]

    return act


def importing_as(slug):
    data = ENGLISH.encode()
    source = Source("paper.en.md", data, importing.read("paper.en.md", data, "en", ("en", "ja")))
    return lambda: importing.store([source], Wishes(slug=slug))


def test_a_work_that_many_add_at_once_is_one():
    found = at_once([adding(item(DOI="10.1000/1"))] * MANY)

    assert len({pk for (pk,) in found}) == 1
    assert (Reference.objects.count(), MatchKey.objects.count()) == (1, 2)


def test_works_that_are_added_in_another_order_are_added_once():
    works = [item(title=f"Title {n}") for n in range(6)]
    found = at_once([adding(*works), adding(*reversed(works))] * (MANY // 2))

    assert all(sorted(pks) == sorted(found[0]) for pks in found)
    assert Reference.objects.count() == 6


def test_imports_at_once_share_their_works():
    at_once(importing_as(f"paper-{n}") for n in range(MANY))

    assert (Paper.objects.count(), Reference.objects.count()) == (MANY, 2)
    assert Citation.objects.count() == 2 * MANY


def test_one_paper_read_and_published_at_once_is_whole():
    edition = make(DOSHI, OKAFOR, SHORT)
    edition.paper.authorships.create(author=make_author(), order=2)
    readers = [lambda: sources.read_all(edition.paper)] * (MANY - 1)
    at_once([*readers, lambda: publishing.publish([edition])])

    assert (Reference.objects.count(), Citation.objects.count(), OpenCitation.objects.count()) == (2, 3, 0)
    assert VersionCitation.objects.count() == 3


def test_a_work_is_merged_while_others_cite_it():
    papers = [make(DOSHI).paper for _ in range(MANY - 1)]
    sources.read(make(DOSHI, OKAFOR).paper)
    gone, keep = Reference.objects.get(title="The Long Game"), Reference.objects.get(title="Rules of Origin")
    readers = [lambda paper=paper: sources.read(paper) for paper in papers]
    at_once([*readers, lambda: sources.merge(keep, gone)])

    assert list(Reference.objects.all()) == [keep]
    assert Citation.objects.filter(reference=keep).count() == MANY + 1


def test_a_work_that_one_paper_lets_go_of_and_another_cites_stays():
    first, *others = [make(DOSHI) for _ in range(MANY)]
    sources.read(first.paper)
    first.body = "<p>Text.</p>"
    first.save()
    at_once(lambda paper=edition.paper: sources.read(paper) for edition in [first, *others])

    assert Citation.objects.filter(reference=Reference.objects.get()).count() == MANY - 1
