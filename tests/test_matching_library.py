"""The library: finding a work, adding it once, learning of it, near matches, and merging what it is known by."""

from copy import deepcopy

import pytest

from references import matching
from references.models import FormerKey, MatchKey, NearMatch, Reference, Trait
from tests.test_matching_signs import item

pytestmark = pytest.mark.django_db
SURE = {"title": 0.85, "author": 0.85, "issued": 0.95, "type": 0.6, "locator": 0.9}


def add(known, confidence=None):
    return matching.find_or_add(known, confidence)[0]


def pairs():
    return [(pair.first.key, pair.second.key, pair.kept_apart) for pair in NearMatch.objects.all()]


def test_a_work_that_a_machine_read_waits_for_an_editor():
    reference, is_new = matching.find_or_add(item(), SURE)

    assert is_new
    assert reference.confirmed_at is None
    assert reference.confidence == {"title": 0.85, "author": 0.85, "issued": 0.95, "type": 0.6}
    assert (reference.key, reference.title, reference.author, reference.year) == (
        "okafor-2024-rules-of-origin",
        "Rules of Origin",
        "Okafor",
        2024,
    )


def test_a_work_that_a_person_brought_is_confirmed():
    reference = add(item(id="zotero", locator="7", label="page"))

    assert reference.is_confirmed
    assert reference.item == item()
    assert reference.confidence == {}


def test_a_known_work_is_found_and_not_added_again():
    first = add(item(DOI="10.1000/1"))

    assert matching.find(item(title="Other", DOI="10.1000/1")) == first
    assert matching.find_or_add(item()) == (first, False)
    assert matching.find(item(title="Other")) is None
    assert Reference.objects.count() == 1


def test_a_known_work_is_known_by_every_sign_that_it_came_with():
    first = add(item())
    add(item(DOI="10.1000/1"))
    add(item(title="Origin and Its Rules", DOI="10.1000/1", URL="https://example.org/paper"))

    assert (
        matching.find({"type": "webpage", "title": "Another Page", "URL": "http://example.org/paper/"})
        is None
    )
    assert matching.find(item(title="Origin and its rules", URL="http://example.org/paper/")) == first
    assert Reference.objects.count() == 1


def test_a_waiting_work_takes_what_it_does_not_say_and_nothing_else():
    first = add(item(publisher="Press"), SURE)
    add(item(author="Okafor", publisher="Other", volume="", ISBN="1", id="x"), {"ISBN": 0.5, "title": 0.1})

    first.refresh_from_db()
    assert first.item == item(publisher="Press", ISBN="1")
    assert first.confidence == {"title": 0.85, "author": 0.85, "issued": 0.95, "type": 0.6, "ISBN": 0.5}


def test_an_item_of_another_type_lends_only_its_names():
    first = add(item(), SURE)
    add(item("report", publisher="Press", DOI="10.1000/1", URL="https://example.org/x"), SURE)

    first.refresh_from_db()
    assert first.item == item(DOI="10.1000/1", URL="https://example.org/x")


def test_a_confirmed_work_takes_nothing():
    first = add(item())
    add(item(publisher="Press", DOI="10.1000/1"), SURE)

    first.refresh_from_db()
    assert first.item == item()
    assert matching.find(item(title="Other", DOI="10.1000/1")) == first


def test_finding_changes_no_item_that_is_given():
    given = item(DOI="10.1000/1", id="x")
    before = deepcopy(given)
    add(given, SURE)

    assert given == before


def test_two_titles_at_one_address_are_two_works_each_found_again():
    one = item("webpage", "Arms Transfers Tracker", None, None, URL="https://example.org/page")
    other = item("webpage", "Ministerial Meeting, May 2024", None, None, URL="https://example.org/page")
    first, second = add(one), add(other)

    assert first != second
    assert [matching.find(one), matching.find(other)] == [first, second]
    assert [add(one), add(other)] == [first, second]
    assert Reference.objects.count() == 2


def test_a_title_in_another_script_at_one_address_is_the_same_work():
    first = add(item("webpage", "Defense of Japan", None, None, URL="https://example.org/paper"))

    assert add(item("webpage", "日本の防衛", None, None, URL="https://example.org/paper")) == first
    assert matching.find(item("webpage", "日本の防衛", None, None, URL="https://example.org/paper")) == first


def test_two_dois_are_two_works_though_title_author_and_year_agree():
    first, second = add(item(DOI="10.1000/1")), add(item(DOI="10.1000/2"))

    assert first != second
    assert matching.find(item(DOI="10.1000/2")) == second
    assert matching.find(item()) == first


def test_works_that_one_item_leads_to_are_proposed_and_not_merged():
    first = add(item(title="Origin", author="Kim", DOI="10.1000/1"))
    second = add(item())

    assert add(item(DOI="10.1000/1")) == first
    assert pairs() == [(first.key, second.key, False)]


def test_a_new_work_like_a_known_one_is_proposed_with_its_likeness():
    first = add(item())
    second = add(item(title="Rules of Origin: A Guide"))
    add(item(title="Something Else"))

    pair = NearMatch.objects.get()
    assert (pair.first, pair.second, pair.score) == (first, second, 0.92)
    assert matching.near(item(title="Rules of Origin: A Guide"), besides=second) == [(first, 0.92)]
    assert matching.near(item(title="Rules of Origin: A Guide")) == [(second, 1.0), (first, 0.92)]


def test_a_pair_kept_apart_is_not_proposed_again():
    first, second = add(item()), add(item(title="Rules of Origin: A Guide"))
    matching.keep_apart(second, first)
    matching.remember(second)
    matching.note_near(first)

    assert pairs() == [(first.key, second.key, True)]


def test_any_two_works_can_be_kept_apart():
    first, second = add(item()), add(item(title="Something Else"))
    matching.keep_apart(second, first)

    assert pairs() == [(first.key, second.key, True)]


def test_a_corrected_work_is_found_by_what_it_was_and_what_it_is():
    first = add(item(title="Ruels of Origin"), SURE)
    first.item = item()
    first.save()
    matching.remember(first)

    assert matching.find(item()) == first
    assert matching.find(item(title="Ruels of Origin")) == first


def test_what_is_absorbed_is_found_by_its_signs_and_its_key():
    keep, gone = add(item()), add(item(title="Rules of Origin: A Guide", DOI="10.1000/1"))
    older = gone.former_keys.create(key="older")
    matching.absorb(keep, gone)

    assert matching.find(item(title="Rules of Origin: A Guide")) == keep
    assert matching.find(item(title="X", DOI="10.1000/1")) == keep
    assert set(FormerKey.objects.values_list("key", "reference")) == {
        (older.key, keep.pk),
        ("okafor-2024-rules-of-origin-" + gone.key[-6:], keep.pk),
    }
    assert Reference.objects.get() == keep
    assert not NearMatch.objects.exists()
    assert set(Trait.objects.values_list("reference", flat=True)) == {keep.pk}


def test_what_was_kept_apart_from_the_absorbed_stays_apart():
    keep, gone, third, fourth = (add(item(title=f"{word} of Origin")) for word in ("A1", "B1", "C1", "D1"))
    matching.keep_apart(gone, third)
    matching.keep_apart(gone, fourth)
    NearMatch.objects.create(first=keep, second=third, score=0.99)
    matching.absorb(keep, gone)

    found = {(pair.first_id, pair.second_id): pair for pair in NearMatch.objects.all()}
    assert set(found) == {(keep.pk, third.pk), (keep.pk, fourth.pk)}
    assert all(pair.kept_apart for pair in found.values())
    assert found[keep.pk, third.pk].score == 0.99


def test_a_work_without_signs_is_added_each_time_and_proposed():
    one, other = add(item(year=None)), add(item(year=None))

    assert one != other
    assert pairs() == [(one.key, other.key, False)]
    assert MatchKey.objects.count() == 0


def test_many_items_are_asked_for_at_once(django_assert_num_queries):
    items = [item(title=f"Title {n}", author=f"Author{chr(97 + n)}") for n in range(20)]
    for known in items:
        add(known)

    with django_assert_num_queries(1):
        known = matching.Known(items)
        found = [known.find_or_add(each, SURE) for each in items]
    assert [is_new for _reference, is_new in found] == [False] * 20


def test_an_item_twice_in_one_batch_is_one_work():
    known = matching.Known([item(), item()])

    assert known.find_or_add(item())[0] == known.find_or_add(item(DOI="10.1000/1"))[0]
    assert known.find(item(title="Z", DOI="10.1000/1"))
    assert Reference.objects.count() == 1


@pytest.mark.parametrize("year", [99999, -44, "0999"])
def test_a_year_of_any_size_is_stored(year):
    assert add(item(year=None, issued={"date-parts": [[year]]})).pk
