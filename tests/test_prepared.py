"""A prepared query gives what its QuerySet gives, whatever the values, on either database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from papers.models import Tag, Version
from papers.models.prepared import Prepared
from tests.factories import make_edition, make_paper, make_series, save

pytestmark = pytest.mark.django_db


def build(slug, number, now):
    return Version.objects.live(now).at_slug(slug).filter(number__gte=number).with_page().order_by("number")


def test_it_gives_what_its_queryset_gives_for_other_values_too():
    first, second = make_edition(make_paper("one")), make_edition(make_paper("two"))
    prepared, now = Prepared(build), timezone.now()

    for values in (
        {"slug": "one", "number": 1, "now": now},
        {"slug": "two", "number": 1, "now": now},
        {"slug": "two", "number": 2, "now": now},
        {"slug": "one' OR 1=1 --", "number": 1, "now": now},
        {"slug": "one", "number": 1, "now": now - timedelta(days=1)},
    ):
        assert prepared(**values) == list(build(**values))
    assert prepared(slug="one", number=1, now=now)[0].page == first.page
    assert prepared(slug="two", number=1, now=now) == [second]


def test_it_asks_the_database_each_time(django_assert_num_queries):
    version = make_edition(make_paper("one"))
    prepared = Prepared(build)
    assert len(prepared(slug="one", number=1, now=timezone.now())) == 1

    save(version.translation, title="Other")
    with django_assert_num_queries(1):
        (row,) = prepared(slug="one", number=1, now=timezone.now())
        assert row.page.title == version.page.title


def build_narrow(slug):
    return Version.objects.at_slug(slug).with_page().defer("revision", "page__title").order_by("number")


def test_its_models_are_stored_ones_with_their_relations(django_assert_num_queries):
    version = make_edition(make_paper("one", series=make_series("run")))
    make_edition(make_paper("two"))
    prepared = Prepared(build_narrow)
    (row,), (alone,) = prepared(slug="one"), prepared(slug="two")

    with django_assert_num_queries(0):
        assert (row._state.adding, row._state.db) == (False, "default")
        assert (row.page.version, row.page.series.slug, row.paper.slug, row.doi) == (row, "run", "one", "")
        assert alone.page.series is None
    with django_assert_num_queries(2):
        assert (row.revision, row.page.title) == (version.revision, version.page.title)


def build_tuples(slug):
    rows = Version.objects.at_slug(slug).order_by("number")
    return rows.values_list("page__title", "pk", "page__head__series__number", "created_at", "page__authors")


def build_labels(slug):
    """The manager of labels changes the order in which columns are selected."""
    return Tag.objects.filter(slug=slug).values_list("slug", "name_ja", "pk", "name_en")


def test_tuples_have_their_columns_in_the_order_asked_for_and_their_values_as_python_has_them():
    version = make_edition(make_paper("one"))
    tag = Tag.objects.create(slug="sea", name_ja="海", name_en="Sea")

    assert Prepared(build_tuples)(slug="one") == list(build_tuples("one"))
    assert Prepared(build_tuples)(slug="one")[0][1] == version.pk
    assert Prepared(build_labels)(slug="sea") == [("sea", "海", tag.pk, "Sea")]
    assert Prepared(build_labels)(slug="land") == []
