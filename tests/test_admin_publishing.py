"""The desk's page for publishing: what is missing stands there, and each act is done whole or not at all."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import reverse

from papers.models import Release, Retraction, Version
from tests.factories import make_edition, make_paper, make_translation, save

pytestmark = pytest.mark.django_db
REASON = {"text_en": "A court ordered it.", "text_ja": "裁判所の命令による。"}


@pytest.fixture
def paper():
    paper = make_paper("pact")
    make_translation(paper, "en", title="A Pact")
    make_translation(paper, "ja", title="協定")
    return paper


def address(paper):
    return reverse("admin:papers_paper_publishing", args=[paper.pk])


def act(client, paper, name, **values):
    return client.post(
        address(paper), {"act": name} | {f"{name}-{key}": value for key, value in values.items()}
    )


def live():
    return sorted(Version.objects.live().values_list("language", "number"))


def test_the_pair_is_published_in_one_instant(admin_client, admin_user, paper):
    answer = act(admin_client, paper, "publish", languages=["en", "ja"], when="now")

    assert answer.status_code == 302
    assert live() == [("en", 1), ("ja", 1)]
    assert len(set(Release.objects.values_list("live_from", "by"))) == 1
    assert Release.objects.first().by == admin_user
    assert "version 1" in LogEntry.objects.first().get_change_message()


def test_one_edition_is_scheduled_and_the_schedule_cancelled(admin_client, paper):
    answer = act(admin_client, paper, "publish", languages=["ja"], when="at", at="2099-04-01T09:00")
    version = Version.objects.get()

    assert live() == []
    told = "Scheduled for April 1, 2099, 9 a.m.: 日本語, version 1."
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [told]
    assert LogEntry.objects.first().get_change_message() == told
    assert version.releases.get().live_from.isoformat() == "2099-04-01T00:00:00+00:00"
    page = admin_client.get(address(paper)).content.decode()
    assert "Cancel the schedule" in page
    act(admin_client, paper, "cancel", version=version.pk)
    assert version.releases.get().ended_by == Release.CANCELLED


def test_what_is_missing_stands_on_the_page_and_nothing_is_published(admin_client, paper):
    save(paper.translations.get(language="ja"), title="", printed_date=None)
    answer = act(admin_client, paper, "publish", languages=["en", "ja"], when="now")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "The title is missing." in page
    assert "The printed date is missing." in page
    assert live() == []


def test_an_instant_beside_now_is_refused_and_nothing_is_published(admin_client, paper):
    values = {"languages": ["en", "ja"], "when": "now", "at": "2099-04-01T09:00"}
    answer = act(admin_client, paper, "publish", **values)

    sentence = "“Now” is chosen and an instant is given: choose “at an instant”, or empty this field."
    assert answer.context["forms"]["publish"].errors == {"at": [sentence]}
    assert not Version.objects.exists()


def errors(answer, name):
    return {field: list(sentences) for field, sentences in answer.context["forms"][name].errors.items()}


def test_a_correction_needs_a_note_in_every_language_in_which_the_paper_is_public(admin_client, paper):
    act(admin_client, paper, "publish", languages=["en", "ja"], when="now")
    save(paper.translations.get(language="en"), title="A Better Pact")
    wanted = "A correction needs a note for its readers in %s."
    nothing = act(admin_client, paper, "publish", languages=["en"], when="now")
    english = act(admin_client, paper, "publish", languages=["en"], when="now", text_en="The title.")
    blank = act(admin_client, paper, "publish", languages=["en"], when="now", text_en="x", text_ja=" \u3000")

    assert errors(nothing, "publish") == {"text_en": [wanted % "English"], "text_ja": [wanted % "日本語"]}
    assert errors(english, "publish") == errors(blank, "publish") == {"text_ja": [wanted % "日本語"]}
    assert live() == [("en", 1), ("ja", 1)]
    act(admin_client, paper, "publish", languages=["en"], when="now", text_en="The title.", text_ja="題名。")
    assert live() == [("en", 2), ("ja", 1)]
    assert Version.objects.get(number=2).document["correction"] == {"en": "The title.", "ja": "題名。"}


def test_a_correction_needs_no_note_where_nobody_reads_the_paper(admin_client, paper):
    act(admin_client, paper, "publish", languages=["en"], when="now")
    save(paper.translations.get(language="en"), title="A Better Pact")
    act(admin_client, paper, "publish", languages=["en"], when="now", text_en="The title.")

    assert live() == [("en", 2)]


@pytest.mark.parametrize("name", ["withdraw", "retract"])
def test_a_reason_is_needed_in_every_language_in_which_the_paper_is_public(admin_client, paper, name):
    act(admin_client, paper, "publish", languages=["en", "ja"], when="now")
    answer = act(admin_client, paper, name, languages=["en"], text_en="A court ordered it.")

    sentence = "The paper is public in 日本語: its readers there need a reason, too."
    assert errors(answer, name) == {"text_ja": [sentence]}
    assert live() == [("en", 1), ("ja", 1)]
    assert not Retraction.objects.exists()


def test_what_one_language_lacks_stands_on_the_page_of_either_side(admin_client):
    paper = make_paper("walls")
    make_translation(paper, "en", body='<p data-passage="aa">Both.</p><p data-passage="bb">Alone.</p>')
    make_translation(
        paper,
        "ja",
        body='<p data-passage="aa">双方。</p><p data-passage="cc">' + "訳者が足した。" * 20 + "</p>",
    )
    (_original, japanese) = admin_client.get(address(paper)).context["editions"]

    assert list(map(str, japanese["advice"])) == [
        "A passage is not translated. (Alone.)",
        f"A passage has no counterpart in the original. ({'訳者が足した。' * 11}…)",
    ]


def test_an_edition_is_withdrawn_with_a_reason_and_reinstated(admin_client, client, paper):
    act(admin_client, paper, "publish", languages=["en", "ja"], when="now")

    assert act(admin_client, paper, "withdraw", languages=["en"]).status_code == 200
    assert live() == [("en", 1), ("ja", 1)]
    act(admin_client, paper, "withdraw", languages=["en"], **REASON)
    assert live() == [("ja", 1)]
    assert client.get("/en/papers/pact/").status_code == 410
    act(admin_client, paper, "reinstate", languages=["en"])
    assert live() == [("en", 1), ("ja", 1)]


def test_an_edition_is_retracted_and_the_retraction_lifted(admin_client, paper):
    act(admin_client, paper, "publish", languages=["en"], when="now")
    act(admin_client, paper, "retract", languages=["en"], **REASON)

    assert Retraction.objects.get(lifted_at=None).reason == {"en": REASON["text_en"], "ja": REASON["text_ja"]}
    act(admin_client, paper, "lift", languages=["en"])
    assert not Retraction.objects.filter(lifted_at=None).exists()


def test_a_version_is_expunged_for_good(admin_client, paper):
    act(admin_client, paper, "publish", languages=["en"], when="now")
    version = Version.objects.get()

    assert act(admin_client, paper, "expunge", version=version.pk).status_code == 200
    act(admin_client, paper, "expunge", version=version.pk, **REASON)
    version.refresh_from_db()
    assert version.is_expunged
    assert "A Pact" not in str(version.document)


def test_a_version_of_another_paper_is_not_expunged_from_here(admin_client, paper):
    other = make_edition(make_paper("other"), "en")
    answer = act(admin_client, paper, "expunge", version=other.pk, **REASON)

    assert answer.status_code == 200
    other.refresh_from_db()
    assert not other.is_expunged


def test_an_unknown_act_is_refused(admin_client, paper):
    assert act(admin_client, paper, "burn").status_code == 403


def test_the_list_of_papers_says_where_each_edition_stands(admin_client, paper):
    states = [make_paper(slug) for slug in ("live", "changed", "gone", "due", "bare")]
    make_edition(states[0], "en")
    save(make_edition(states[1], "en").translation, title="Changed")
    from papers import publishing  # the act is what is tested here

    make_edition(states[2], "en")
    publishing.withdraw(states[2], ["en"], {"en": "Why."})
    act(admin_client, paper, "publish", languages=["en"], when="at", at="2099-04-01T09:00")
    page = admin_client.get(reverse("admin:papers_paper_changelist")).content.decode()

    for word in ("live", "changed since publication", "withdrawn", "scheduled", "draft"):
        assert f'class="field-state_en">{word}<' in page or f'class="field-state_ja">{word}<' in page


def test_a_schedule_is_moved_without_a_note_and_stays_the_first_version(admin_client, paper):
    for instant in ("2099-04-01T09:00", "2099-05-01T09:00"):
        act(admin_client, paper, "publish", languages=["en"], when="at", at=instant)

    (version,) = Version.objects.all()
    assert (
        version.releases.exclude(ended_by=Release.CANCELLED)
        .get()
        .live_from.isoformat()
        .startswith("2099-05-01")
    )


def test_an_edit_after_scheduling_is_told_and_can_be_frozen_again(admin_client, paper):
    act(admin_client, paper, "publish", languages=["en"], when="at", at="2099-04-01T09:00")
    save(paper.translations.get(language="en"), title="A Better Pact")
    page = admin_client.get(address(paper)).content.decode()

    assert "scheduled, changed since" in page
    act(admin_client, paper, "publish", languages=["en"], when="at", at="2099-04-01T09:00")
    newest = Version.objects.get(releases__ended_at=None, releases__live_until__year=9999)
    assert newest.document["title"] == "A Better Pact"
    assert "correction" not in newest.document


def test_a_label_that_is_frozen_and_changed_makes_the_edition_changed(admin_client, paper):
    act(admin_client, paper, "publish", languages=["en"], when="now")
    paper.licence = "CC BY-SA 4.0"
    paper.save()

    assert "changed since publication" in admin_client.get(address(paper)).content.decode()


def test_a_retracted_edition_says_so_in_the_list(admin_client, paper):
    act(admin_client, paper, "publish", languages=["en"], when="now")
    act(admin_client, paper, "retract", languages=["en"], **REASON)

    assert "live · retracted" in admin_client.get(reverse("admin:papers_paper_changelist")).content.decode()
