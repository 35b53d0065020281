"""The catalogue of public papers: order, places, narrowing; and the filters of an address."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from papers import caching, publishing, search
from papers.models import Stamp, Version
from papers.search import Filters
from papers.search.catalogue import as_bits, build
from tests.factories import make_author, make_edition, make_paper, make_series, make_tag, make_translation

HOSTILE = ["a\x00b", "%", "_", "\\", "'", "日" * 500, "😀", "' OR 1=1 --", "{{ q }}"]


def test_places_are_the_bits_that_are_set_in_order():
    bits = as_bits([70, 3, 0, 9])

    assert bits == (1 << 70) + (1 << 9) + (1 << 3) + 1
    assert search.places(bits, 0, 10) == [0, 3, 9, 70]
    assert search.places(bits, 1, 3) == [3, 9]
    assert search.places(bits, 4, 8) == []
    assert search.places(0, 0, 20) == []


def test_filters_are_read_in_one_order_and_written_back():
    filters = Filters.read(QueryDict("tag=sea&q=%20NATO%20&series=run&tag=land&tag=sea&page=3&what=ever"))

    assert filters == Filters(q="NATO", chosen=(("series", "run"), ("tag", "sea"), ("tag", "land")))
    assert filters.query() == "?q=NATO&series=run&tag=sea&tag=land"
    assert filters.query(page=2) == "?q=NATO&series=run&tag=sea&tag=land&page=2"
    assert Filters().query() == ""
    assert not Filters()


def test_a_value_is_added_and_taken_off_without_touching_the_others():
    filters = Filters(q="x", chosen=(("tag", "sea"),))

    assert filters.with_value("series", "run").chosen == (("series", "run"), ("tag", "sea"))
    assert filters.with_value("tag", "sea") == filters
    assert filters.without("tag", "sea") == Filters(q="x")
    assert filters.without("tag", "land") == filters
    assert filters.without_words() == Filters(chosen=(("tag", "sea"),))


def test_long_and_many_values_are_cut():
    query = QueryDict(mutable=True)
    query["q"] = "語" * 999
    query.setlist("tag", [f"tag-{number}" for number in range(99)] + ["x" * 999])
    filters = Filters.read(query)

    assert (len(filters.q), len(filters.chosen)) == (200, 20)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.django_db
def test_a_hostile_value_finds_nothing_and_breaks_nothing(value):
    make_edition(title="Plain")
    query = QueryDict(mutable=True)
    query.setlist("q", [value])
    for facet in search.FACETS:
        query.setlist(facet, [value])
    now, filters = timezone.now(), Filters.read(query)
    listed = build("en", now)

    assert search.found(listed, filters, search.names("en", filters), now) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("韓国とＮＡＴＯ", "nato"),
        ("韓国とNATO", "国とＮａｔ"),
        ("Straße", "STRASSE"),
        ("100% of it", "0% o"),
        ("snake_case", "e_c"),
        ("back\\slash", "k\\s"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("two  words", "two words"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
@pytest.mark.django_db
def test_words_are_found_whatever_their_width_and_case(text, words):
    now = timezone.now()
    here = make_edition(title=text)
    make_edition(title="Something else: 100 of its snakes")
    listed = build("en", timezone.now())
    filters = Filters(q=words)
    bits = search.found(listed, filters, search.names("en", filters), timezone.now())

    assert now <= timezone.now()
    assert listed.page(search.places(bits, 0, 9)) == [[here.pk]]


@pytest.mark.django_db
def test_authors_and_notes_are_found():
    author = make_author(family_name_en="Havsund", given_name_en="Elin")
    paper = make_paper(authors=[author])
    here = make_edition(
        paper,
        body='<p data-passage="a1">x<sup data-note="a"></sup></p>',
        notes={"a": "<p>Kim, <em>Seas</em></p>"},
    )
    make_edition()

    now = timezone.now()
    assert search.matching("elin havsund", now) == ({here.pk}, {author.pk})
    assert search.matching("kim, seas", now) == ({here.pk}, set())


@pytest.mark.django_db
def test_what_an_author_is_called_now_finds_what_was_printed_before():
    author = make_author(family_name_ja="旧姓", given_name_ja="花子")
    here = make_edition(make_paper(authors=[author], original_language="ja"), "ja")
    author.family_name_ja = "新姓"
    author.save()

    now = timezone.now()
    assert search.matching("旧姓花子", now) == ({here.pk}, set())
    assert search.matching("新姓花子", now) == (set(), {author.pk})


@pytest.mark.django_db
def test_newest_printed_date_first_then_the_newer_version_then_those_without_a_date():
    old = make_edition(printed_date=date(2020, 1, 1))
    first = make_edition(printed_date=date(2024, 5, 1))
    second = make_edition(printed_date=date(2024, 5, 1))

    assert list(build("en", timezone.now()).versions) == [second.pk, first.pk, old.pk]


@pytest.mark.django_db
def test_a_paper_is_listed_once_in_the_language_of_the_list_else_in_its_original():
    both = make_paper()
    english, japanese = make_edition(both, "en"), make_edition(both, "ja")
    only = make_edition(make_paper(original_language="ja"), "ja", printed_date=date(2020, 1, 1))
    now = timezone.now()

    assert build("en", now).page([0, 1]) == [[english.pk, japanese.pk], [only.pk]]
    assert build("ja", now).page([0, 1]) == [[japanese.pk, english.pk], [only.pk]]
    assert dict(build("en", now).filed("lang")) == {"en": 0b01, "ja": 0b11}


@pytest.mark.django_db
def test_every_value_narrows_further():
    sea, land = make_tag("sea"), make_tag("land")
    run = make_series("run")
    both = make_edition(make_paper(series=run, volume="1", tags=[sea, land]), printed_date=date(2025, 1, 1))
    one = make_edition(make_paper(tags=[sea]), printed_date=date(2024, 1, 1))
    now = timezone.now()
    listed = build("en", now)

    def narrowed(*chosen):
        filters = Filters(chosen=chosen)
        bits = search.found(listed, filters, search.names("en", filters), now)
        return [row[0] for row in listed.page(search.places(bits, 0, 9))]

    assert narrowed(("tag", "sea")) == [both.pk, one.pk]
    assert narrowed(("tag", "sea"), ("tag", "land")) == [both.pk]
    assert narrowed(("series", "run"), ("year", "2025")) == [both.pk]
    assert narrowed(("series", "run"), ("year", "2024")) == []
    assert narrowed(("tag", "unknown")) == []


@pytest.mark.django_db
def test_an_author_of_one_edition_is_an_author_of_the_paper():
    ann, bob = make_author("ann"), make_author("bob")
    paper = make_paper(authors=[ann])
    make_edition(paper, "ja")
    paper.authorships.all().delete()
    paper.authorships.create(author=bob, order=1)
    make_edition(paper, "en")
    now = timezone.now()

    assert dict(build("ja", now).filed("author")) == {ann.pk: 1, bob.pk: 1}


@pytest.mark.django_db
def test_volumes_stand_in_their_order_and_those_without_one_by_date():
    run = make_series("run")
    made = {
        volume: make_edition(make_paper(series=run, volume=volume), title=volume)
        for volume in ("10", "7-2", "7")
    }
    late = make_edition(make_paper(series=run), printed_date=date(2026, 1, 1))
    early = make_edition(make_paper(series=run), printed_date=date(2020, 1, 1))
    listed = build("en", timezone.now())
    order = [listed.versions[place] for place in listed.volumes[run.pk]]

    assert order == [made["7"].pk, made["7-2"].pk, made["10"].pk, early.pk, late.pk]


@pytest.mark.django_db
def test_the_catalogue_is_made_once_for_each_state_of_the_public_record(django_assert_num_queries):
    make_edition()
    now = timezone.now()
    stamp = caching.stamp(now)
    first = search.catalogue("en", now, stamp)

    with django_assert_num_queries(0):
        assert search.catalogue("en", now, stamp) is first
    Stamp.touch()
    assert search.catalogue("en", now, caching.stamp(now)) is not first


@pytest.mark.django_db
def test_making_the_catalogue_takes_two_queries_whatever_its_size(django_assert_num_queries):
    for _ in range(3):
        paper = make_paper(tags=[make_tag(f"tag-{Version.objects.count()}")])
        make_edition(paper, "en")
        make_edition(paper, "ja")

    with django_assert_num_queries(2):
        build("ja", timezone.now())


@pytest.mark.django_db
def test_the_stamp_changes_at_each_instant_and_only_then(clock):
    start = clock()
    translation = make_translation()
    publishing.publish([translation])
    stamp = caching.stamp(clock(minutes=1))

    assert caching.stamp(clock(hours=1)) == stamp
    publishing.publish([make_translation()], at=clock() + timedelta(hours=1))
    scheduled = caching.stamp(clock())
    assert scheduled != stamp
    assert caching.stamp(clock(minutes=59)) == scheduled
    assert caching.stamp(clock(minutes=1)) != scheduled
    publishing.withdraw(translation.paper, ["en"], {"en": "Why."})
    assert caching.stamp(clock()) != caching.stamp(start)


@pytest.mark.django_db
def test_there_is_no_stamp_before_anything_was_published():
    assert caching.stamp(timezone.now()) is None
