"""A reader who has the page is told so; the stamp of the public record differs whenever the lists do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils import timezone

from papers import caching, publishing
from papers.models import Stamp
from tests.factories import make_edition, make_paper, make_tag, make_translation, save


def answer_to(made, **headers):
    return caching.revalidated(lambda request: made)(RequestFactory().get("/", **headers))


def test_an_answer_carries_the_validator_of_its_content():
    answer = answer_to(HttpResponse("text"))

    assert answer.headers["ETag"] == caching.etag(b"text") == '"982d9e3eb996f559e633f4d194def376"'
    assert answer.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("known", "status"),
    [
        (caching.etag(b"text"), 304),
        (f'"other", {caching.etag(b"text")}', 304),
        (f"W/{caching.etag(b'text')}", 304),
        ("*", 304),
        (caching.etag(b"other"), 200),
        ("garbage", 200),
        ("", 200),
    ],
)
def test_a_reader_who_has_the_content_is_not_sent_it_again(known, status):
    answer = answer_to(HttpResponse("text"), HTTP_IF_NONE_MATCH=known)

    assert (answer.status_code, answer.content) == (status, b"text" if status == 200 else b"")
    assert answer.headers["ETag"] == caching.etag(b"text")
    assert answer.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("status", [301, 404, 405, 410, 500])
def test_only_a_page_has_a_validator(status):
    answer = answer_to(HttpResponse("text", status=status), HTTP_IF_NONE_MATCH="*")

    assert (answer.status_code, "ETag" in answer.headers) == (status, False)
    assert answer.headers["Cache-Control"] == "public, no-cache"


def test_what_is_streamed_is_left_alone():
    answer = answer_to(StreamingHttpResponse(iter([b"a", b"b"])))

    assert "ETag" not in answer.headers
    assert b"".join(answer.streaming_content) == b"ab"


def test_a_page_that_says_how_it_is_kept_is_kept_so():
    answer = answer_to(HttpResponse(headers={"Cache-Control": "no-store"}))

    assert answer.headers["Cache-Control"] == "no-store"


# The stamp


def stamp():
    return caching.stamp(timezone.now())


@pytest.mark.django_db
def test_nothing_was_ever_published():
    assert stamp() is None


@pytest.mark.django_db
def test_the_stamp_differs_after_every_change_of_the_public_record(clock):
    paper, tag = make_paper(), make_tag("sea")
    version = make_edition(paper)
    changes = [
        lambda: publishing.publish([make_translation(paper, "ja")]),
        lambda: paper.tags.add(tag),
        lambda: paper.tags.remove(tag),
        lambda: publishing.retract(paper, ["en"], {"en": "Reason."}),
        lambda: publishing.lift_retraction(paper, ["en"]),
        lambda: publishing.withdraw(paper, ["en"], {"en": "Reason."}),
        lambda: publishing.reinstate(version.translation),
        lambda: save(version.translation, title="Better") and publishing.publish([version.translation]),
        lambda: publishing.expunge(version, {"en": "Reason."}),
        lambda: list(publishing.rebuild([version])),
        lambda: paper.tags.set([tag]),
        lambda: paper.tags.clear(),
    ]

    found = [stamp()]
    for change in changes:
        clock(seconds=1)
        change()
        found.append(stamp())

    assert len(set(found)) == len(changes) + 1


@pytest.mark.django_db
def test_the_stamp_differs_when_the_clock_brings_or_takes_something(clock):
    version = make_edition()
    start = clock()
    save(version.translation, title="Later")
    publishing.publish([version.translation], at=start + timedelta(hours=1))

    before, eve, after = (caching.stamp(start + timedelta(seconds=seconds)) for seconds in (0, 3599, 3600))

    assert before == eve
    assert after != eve
    assert caching.stamp(start + timedelta(days=400)) == after


@pytest.mark.django_db
def test_saving_a_draft_changes_no_stamp():
    version = make_edition()
    before = stamp()

    save(version.translation, title="Draft")
    make_translation(make_paper("other"))

    assert stamp() == before


@pytest.mark.django_db
def test_a_restored_record_never_has_a_stamp_it_had_before():
    make_edition()
    before = stamp()
    number = Stamp.objects.get(pk=1).number

    Stamp.objects.filter(pk=1).update(number=number - 1)
    Stamp.touch()

    assert Stamp.objects.get(pk=1).number == number
    assert stamp() != before


@pytest.mark.django_db
def test_the_stamp_costs_one_query(django_assert_num_queries):
    make_edition()

    with django_assert_num_queries(1):
        caching.stamp(datetime(2030, 1, 1, tzinfo=UTC))
