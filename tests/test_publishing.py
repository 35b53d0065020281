"""Publishing: the gate, one live Version at a time, pairs, corrections, withdrawal, expunging."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from papers import document, publishing
from papers.models import (
    Image,
    Release,
    Retraction,
    Stamp,
    Version,
    VersionAuthor,
    VersionCitation,
    VersionPage,
    VersionPassage,
)
from papers.publishing import NotPublishableError
from papers.publishing.releasing import live_end
from references.models import Reference
from tests.factories import make_author, make_edition, make_paper, make_series, make_translation, save

pytestmark = pytest.mark.django_db
WHY = {"en": "A court decided so.", "ja": "裁判所の決定による。"}


def now():
    return timezone.now()


def live_numbers(paper, language="en"):
    return list(Version.objects.live().of_paper(paper).in_language(language).values_list("number", flat=True))


def test_a_published_edition_is_live_with_all_that_is_derived_from_it():
    series = make_series(notice_en="<p>About the series.</p>")
    paper = make_paper(series=series, volume="7")
    version = make_edition(
        paper,
        title="Harbours",
        body='<p data-passage="a1">One.<sup data-note="n1"></sup></p><p data-passage="b2">Two.</p>',
        notes={"n1": "<p>A source.</p>"},
    )

    assert live_numbers(paper) == [1]
    page = VersionPage.objects.get(version=version)
    assert (page.title, page.volume, page.series, page.printed_date) == (
        "Harbours",
        "7",
        series,
        date(2025, 6, 27),
    )
    assert [passage.ids for passage in VersionPassage.objects.filter(version=version)] == [["a1"], ["b2"]]
    assert [author.name for author in VersionAuthor.objects.filter(version=version)] == ["Hanako Mihon"]
    frozen = document.read(version.document)
    assert frozen.series.notice.text == "<p>About the series.</p>"
    assert [note.html for note in frozen.notes] == ["<p>A source.</p>"]


def test_the_gate_names_everything_that_is_missing_and_nothing_is_written():
    paper = make_paper(authors=[])
    draft = make_translation(
        paper,
        title="",
        printed_date=None,
        body='<p data-passage="a1">A sentence.<sup data-note="gone"></sup></p>'
        f'<figure data-passage="b1"><img src="/media/{"0" * 64}.png" alt=""></figure>',
    )

    with pytest.raises(NotPublishableError) as refusal:
        publishing.publish([draft])

    assert refusal.value.reasons == (
        "English: The title is missing.",
        "English: The printed date is missing.",
        "English: No author is named.",
        "English: Note 1 is called but has no text. (A sentence.)",
        f"English: An image has no alternative text. (/media/{'0' * 64}.png)",
        f"English: An image is not stored here. (/media/{'0' * 64}.png)",
    )
    assert Version.objects.count() == Release.objects.count() == Stamp.objects.count() == 0


def test_a_note_that_one_language_lacks_is_named_by_its_printed_number():
    paper = make_paper()
    notes = {"n15": "<p>One.</p>", "xrrx48i4": "<p>Two.</p>", "k7": "<p>Three.</p>"}
    make_translation(
        paper,
        "en",
        body='<p data-passage="a">A<sup data-note="k7"></sup> B<sup data-note="n15"></sup></p>',
        notes=notes,
    )
    japanese = make_translation(
        paper,
        "ja",
        body='<p data-passage="a">甲<sup data-note="k7"></sup>乙<sup data-note="xrrx48i4"></sup></p>',
    )

    assert [str(found) for found in publishing.advice(japanese)] == [
        "Note 2 of the English edition is not called here.",
        "Note 2 of this edition is not called in the English one.",
    ]


def test_an_author_without_a_name_and_a_language_without_pages_stop_a_publication():
    nobody = make_author("nobody", family_name_en="", given_name_en="", family_name_ja="", given_name_ja="")
    paper = make_paper(authors=[make_author(), nobody])

    with pytest.raises(NotPublishableError) as refusal:
        publishing.publish([make_translation(paper, "fr")])

    assert refusal.value.reasons == (
        "French: This site has no pages in this language.",
        "French: An author has no name in any language. (nobody)",
    )


def test_an_image_that_is_stored_opens_the_gate():
    Image.objects.create(digest="0" * 64, extension="png", width=1, height=1, size=1)
    figure = f'<figure><img src="/media/{"0" * 64}.png" alt="A map."></figure>'

    assert publishing.missing(make_translation(body=figure)) == []


def test_a_pair_goes_live_at_one_instant_or_not_at_all():
    paper = make_paper()
    english, japanese = make_translation(paper, "en"), make_translation(paper, "ja", title="")

    with pytest.raises(NotPublishableError):
        publishing.publish([english, japanese])
    assert Version.objects.count() == 0

    save(japanese, title="題名")
    versions = publishing.publish([english, japanese])
    assert len({version.releases.get().live_from for version in versions}) == 1


def test_a_label_changed_after_publication_does_not_change_the_printed_page():
    series = make_series(name_en="Old name")
    version = make_edition(make_paper(series=series))

    series.name_en = "New name"
    series.save()

    assert document.read(Version.objects.get(pk=version.pk).document).series.name.text == "Old name"


def test_a_correction_takes_over_and_its_note_stands_in_each_language(clock):
    paper = make_paper()
    first = make_edition(paper)
    clock(days=1)
    save(first.translation, body='<p data-passage="a1">Better.</p>')

    (second,) = publishing.publish([first.translation], notes={"en": "A figure was wrong."})

    assert (second.number, live_numbers(paper)) == (2, [2])
    assert document.read(second.document).correction == {"en": "A figure was wrong."}
    assert list(Version.objects.released().of_paper(paper).order_by("number")) == [first, second]


def test_publishing_the_same_text_again_is_refused():
    version = make_edition()

    with pytest.raises(
        NotPublishableError, match="Nothing has changed in the English edition since version 1"
    ):
        publishing.publish([version.translation])


def test_an_instant_in_the_past_is_refused():
    with pytest.raises(NotPublishableError, match="is in the past"):
        publishing.publish([make_translation()], at=now() - timedelta(seconds=1))


def test_a_scheduled_edition_is_live_from_its_instant_on(clock):
    start = clock() + timedelta(hours=1)
    version = make_edition(at=start)

    assert not Version.objects.live(start - timedelta(microseconds=1)).exists()
    assert list(Version.objects.live(start)) == [version]


def test_a_scheduled_correction_leaves_the_old_version_live_until_then(clock):
    paper = make_paper()
    first = make_edition(paper)
    at = clock(hours=1) + timedelta(days=1)
    save(first.translation, title="Corrected")
    publishing.publish([first.translation], at=at)

    assert live_numbers(paper) == [1]
    clock(days=1)
    assert live_numbers(paper) == [2]


def test_a_cancelled_release_never_takes_over(clock):
    paper = make_paper()
    first = make_edition(paper)
    save(first.translation, title="Corrected")
    (second,) = publishing.publish([first.translation], at=clock(hours=1) + timedelta(days=1))

    publishing.cancel(second)
    clock(days=2)

    assert live_numbers(paper) == [1]
    with pytest.raises(NotPublishableError):
        publishing.cancel(second)


def test_withdrawing_ends_scheduled_releases_too_and_needs_a_reason(clock):
    paper = make_paper()
    first = make_edition(paper)
    save(first.translation, title="Corrected")
    publishing.publish([first.translation], at=clock(hours=1) + timedelta(days=1))

    with pytest.raises(NotPublishableError, match="reason"):
        publishing.withdraw(paper, ["en"], {"en": "  "})
    publishing.withdraw(paper, ["en"], WHY)

    assert live_numbers(paper) == []
    clock(days=2)
    assert live_numbers(paper) == []
    assert list(Release.objects.order_by("pk").values_list("ended_by", flat=True)) == [
        "withdrawn",
        "cancelled",
    ]
    with pytest.raises(NotPublishableError):
        publishing.withdraw(paper, ["en"], WHY)


def test_an_older_version_never_returns_by_itself_but_by_reinstating(clock):
    paper = make_paper()
    first = make_edition(paper)
    clock(days=1)
    save(first.translation, title="Corrected")
    publishing.publish([first.translation])
    clock(days=1)
    publishing.withdraw(paper, ["en"], WHY)
    clock(days=1)
    assert live_numbers(paper) == []

    publishing.reinstate(first.translation)

    assert live_numbers(paper) == [2]
    with pytest.raises(NotPublishableError):
        publishing.reinstate(first.translation)


def test_when_the_newest_is_expunged_reinstating_brings_the_one_before(clock):
    paper = make_paper()
    first = make_edition(paper)
    clock(days=1)
    save(first.translation, title="Corrected")
    (second,) = publishing.publish([first.translation])
    clock(days=1)
    publishing.expunge(second, WHY)
    assert live_numbers(paper) == []
    clock(days=1)

    publishing.reinstate(first.translation)

    assert live_numbers(paper) == [1]


def test_a_retraction_keeps_the_text_and_can_be_lifted():
    paper = make_paper()
    make_edition(paper)

    publishing.retract(paper, ["en"], WHY)

    assert live_numbers(paper) == [1]
    assert Retraction.objects.get(lifted_at=None).reason == WHY
    with pytest.raises(NotPublishableError):
        publishing.retract(paper, ["en"], WHY)
    publishing.lift_retraction(paper, ["en"])
    assert not Retraction.objects.filter(lifted_at=None).exists()
    with pytest.raises(NotPublishableError):
        publishing.lift_retraction(paper, ["en"])


def test_expunging_removes_every_word_and_keeps_number_dates_and_reason():
    version = make_edition(title="Secret", body='<p data-passage="a1">Unsayable.</p>')

    publishing.expunge(version, WHY)

    version = Version.objects.get(pk=version.pk)
    assert version.expunged_because() == WHY
    assert version.number == 1
    kept = f"{version.document} {VersionPage.objects.filter(version=version).values()}"
    assert "Secret" not in kept
    assert "Unsayable" not in kept
    assert VersionAuthor.objects.filter(version=version).count() == 0
    assert VersionPassage.objects.filter(version=version).count() == 0
    assert live_numbers(version.paper) == []
    with pytest.raises(NotPublishableError):
        publishing.expunge(version, WHY)


def test_a_schedule_is_moved_by_publishing_the_same_text_at_another_instant(clock):
    version = make_edition(at=clock() + timedelta(days=3))
    row = version.translation

    later = publishing.publish([row], at=clock() + timedelta(days=5))
    clock(days=4)
    assert (later, live_numbers(version.paper)) == ([version], [])

    earlier = publishing.publish([row], at=clock() + timedelta(hours=1))
    clock(hours=1)
    assert (earlier, live_numbers(version.paper)) == ([version], [1])
    assert [release.ended_by for release in Release.objects.order_by("pk")] == ["cancelled", "cancelled", ""]


def test_a_scheduled_edition_is_brought_forward_to_now(clock):
    version = make_edition(at=clock() + timedelta(days=3))

    assert publishing.publish([version.translation]) == [version]

    assert live_numbers(version.paper) == [1]
    clock(days=3)
    assert live_numbers(version.paper) == [1]


def test_the_instant_at_which_an_edition_is_scheduled_already_is_named(clock):
    at = datetime(2025, 7, 3, 0, 0, tzinfo=UTC)
    version = make_edition(at=at)

    with pytest.raises(
        NotPublishableError,
        match="Version 1 of the English edition is already scheduled for July 3, 2025, 9 a",
    ):
        publishing.publish([version.translation], at=at)
    assert Release.objects.get().ended_by == ""


def test_moving_a_correction_with_another_note_freezes_it_again(clock):
    first = make_edition()
    row, at = first.translation, clock(days=1) + timedelta(days=3)
    save(row, title="Corrected")
    (second,) = publishing.publish([row], at=at, notes={"en": "Wrong."})

    assert publishing.publish([row], at=at + timedelta(days=1), notes={"en": "Wrong."}) == [second]
    (third,) = publishing.publish([row], notes={"en": "A figure was wrong."})

    assert document.read(third.document).correction == {"en": "A figure was wrong."}
    clock(days=9)
    assert live_numbers(first.paper) == [3]


def test_notes_of_a_correction_are_lines_of_text_in_languages_of_this_site():
    first = make_edition()
    save(first.translation, title="Corrected")

    with pytest.raises(NotPublishableError, match="a language that this site does not have: xx"):
        publishing.publish([first.translation], notes={"xx": "Wrong."})
    (second,) = publishing.publish(
        [first.translation], notes={"en": " A figure\n was\x00 wrong. ", "ja": " "}
    )

    assert document.read(second.document).correction == {"en": "A figure was wrong."}


def test_a_first_publication_has_no_note_of_a_correction():
    with pytest.raises(NotPublishableError, match="A first publication corrects nothing"):
        publishing.publish([make_translation()], notes={"en": "Wrong."})
    assert Version.objects.count() == 0


ACTS = {
    "withdraw": lambda paper, languages: publishing.withdraw(paper, languages, WHY),
    "retract": lambda paper, languages: publishing.retract(paper, languages, WHY),
    "lift_retraction": publishing.lift_retraction,
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("languages", "message"),
    [
        ([], "No edition is named."),
        (["fr"], "There is no French edition."),
        (["en", "xx"], "There is no xx edition."),
        (["en", "ja"], "The Japanese edition is not "),
    ],
)
def test_an_edition_that_is_not_there_is_named_and_nothing_is_written(act, languages, message):
    paper = make_paper()
    make_edition(paper, "en")
    make_translation(paper, "ja")
    if act == "lift_retraction":
        publishing.retract(paper, ["en"], WHY)
    before = (*Release.objects.values(), *Retraction.objects.values(), *Stamp.objects.values())

    with pytest.raises(NotPublishableError, match=message):
        ACTS[act](paper, languages)

    assert (*Release.objects.values(), *Retraction.objects.values(), *Stamp.objects.values()) == before


def test_an_older_scheduled_version_does_not_come_up_when_a_newer_one_is_expunged(clock):
    row = make_edition(at=clock() + timedelta(days=2)).translation
    save(row, title="Newer")
    (second,) = publishing.publish([row])
    publishing.expunge(second, WHY)

    clock(days=3)

    assert live_numbers(row.paper) == []
    assert [release.ended_by for release in Release.objects.order_by("pk")] == ["cancelled", "expunged"]


def test_expunging_takes_the_citations_of_its_notes_along():
    version = make_edition(body='<p>One.<sup data-note="n1"></sup></p>', notes={"n1": "<p>Secret.</p>"})
    VersionCitation.objects.create(
        version=version, note="n1", locator="24", reference=Reference.objects.create(key="k", item={})
    )

    publishing.expunge(version, WHY)

    assert not VersionCitation.objects.exists()


def test_an_expunged_document_is_of_the_schema_its_row_says(monkeypatch):
    version = make_edition()
    monkeypatch.setattr(document, "SCHEMA", 2)
    monkeypatch.setattr(document, "UPGRADES", {1: dict})

    publishing.expunge(version, WHY)

    version.refresh_from_db()
    assert version.schema == version.document["schema"] == 2


def test_a_rebuild_is_counted_once_a_batch():
    make_edition()
    make_edition()

    assert len(list(publishing.rebuild(Version.objects.all()))) == 2
    assert Stamp.objects.get().number == 3


def test_rebuilding_makes_the_same_rows_again(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        version = make_edition()
    before = list(VersionPage.objects.values())
    VersionPage.objects.update(body="", text="", styled={}, own_forms={}, works_data="[]")

    assert list(publishing.rebuild(Version.objects.all())) == [version]
    assert list(VersionPage.objects.values()) == before


def test_every_change_of_the_public_record_is_counted():
    version = make_edition()
    publishing.withdraw(version.paper, ["en"], WHY)
    publishing.reinstate(version.translation)

    assert Stamp.objects.get().number == 3


DAY = datetime(2025, 1, 1, tzinfo=UTC)
HOURS = st.integers(0, 12).map(lambda hour: DAY + timedelta(hours=hour))


@given(st.lists(st.tuples(HOURS, st.one_of(st.none(), HOURS)), max_size=6))
def test_at_most_one_version_is_live_at_any_instant(releases):
    """Each release is (start, own end) of the next number; whatever they are, the live ranges never overlap."""
    ranges = []
    for start, end in reversed(releases):
        until = live_end(start, max(end, start) if end else DAY + timedelta(days=99), ranges)
        ranges.append((start, until))

    for hour in range(14):
        at = DAY + timedelta(hours=hour)
        assert sum(start <= at < until for start, until in ranges) <= 1
