"""What the database itself refuses, on SQLite and PostgreSQL alike."""

import time
from datetime import timedelta
from importlib import import_module
from threading import Thread

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils.translation import override

from papers import checks
from papers.models import (
    Author,
    Footnote,
    Label,
    NoteText,
    Paper,
    Redirect,
    Series,
    SitePage,
    Stamp,
    Tag,
    Translation,
    Version,
    VersionPage,
    guards,
)
from papers.models.author import printed_name
from papers.models.paper import volume_key
from tests.factories import make_author, make_edition, make_paper, make_series, make_tag, make_translation

pytestmark = pytest.mark.django_db


def refused(action):
    """Return whether the database refuses the action, leaving the transaction usable."""
    try:
        with transaction.atomic():
            action()
    except DatabaseError:
        return True
    return False


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_paper_has_one_translation_per_language():
    paper = make_paper()
    make_translation(paper, "en")

    assert refused(lambda: Translation.objects.create(paper=paper, language="en"))


def test_a_paper_has_one_note_per_key_and_a_note_one_text_per_language():
    note = Footnote.objects.create(paper=make_paper(), key="n1")
    NoteText.objects.create(footnote=note, language="en", text="<p>A</p>")

    assert refused(lambda: Footnote.objects.create(paper=note.paper, key="n1"))
    assert refused(lambda: NoteText.objects.create(footnote=note, language="en", text="<p>B</p>"))


def test_a_series_has_one_paper_per_volume_but_many_without():
    series = make_series()
    make_paper(series=series, volume="7")
    make_paper(series=series)
    make_paper(series=series)

    assert refused(lambda: make_paper(series=series, volume="7"))


def test_a_volume_is_one_whatever_the_width_of_its_signs():
    series = make_series()
    paper = make_paper(series=series, volume="７‐２")

    assert Paper.objects.get(pk=paper.pk).volume == "7‐2"
    assert Paper.objects.get(volume="７‐２") == paper
    make_paper(series=series, volume="7")
    assert refused(lambda: make_paper(series=series, volume="７"))
    assert refused(lambda: Paper.objects.filter(pk=paper.pk).update(volume=" ７ "))


@pytest.mark.parametrize("code", ["", "english", "EN", "j", "ja_JP", "ja\n", "x'; --"])
def test_a_language_is_a_code(code):
    assert refused(lambda: Translation.objects.create(paper=make_paper(), language=code))


@pytest.mark.parametrize("slug", ["", "Big", "a b", "日本", "a--b", "-a"])
def test_an_address_is_plain(slug):
    assert refused(lambda: Paper.objects.create(slug=slug, original_language="en"))


def test_numbers_are_positive():
    version = make_edition()
    fields = {"paper": version.paper, "translation": version.translation, "language": "en", "schema": 1}

    assert refused(lambda: Version.objects.create(number=0, revision=1, document={}, **fields))
    assert refused(lambda: Version.objects.create(number=5, revision=0, document={}, **fields))


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "/\\evil.example", "papers/"])
def test_a_redirect_stays_on_this_site(path):
    assert refused(lambda: Redirect.objects.create(old_path="/old/", new_path=path))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE papers_version SET number = number + 1",
        "UPDATE papers_version SET document = '{}'",
        "UPDATE papers_version SET language = 'fr'",
        "UPDATE papers_version SET expunged_reason = ''",
        "UPDATE papers_version SET expunged_reason = 'court', number = 99",
        "UPDATE papers_version SET expunged_reason = 'court', id = 99999",
        "UPDATE papers_version SET expunged_reason = 'court', translation_id = translation_id + 1",
        "DELETE FROM papers_version",
    ],
)
def test_a_version_cannot_be_changed_or_deleted_even_by_sql(statement):
    version = make_edition()

    assert refused(lambda: execute(statement))
    version.refresh_from_db()
    assert (version.number, version.language, version.expunged_reason) == (1, "en", "")


def test_a_version_cannot_be_replaced_by_an_insert():
    if connection.vendor != "sqlite":
        return  # PostgreSQL has no INSERT OR REPLACE; its ON CONFLICT … UPDATE is an UPDATE
    version = make_edition()
    columns = "paper_id, translation_id, language, number, revision, schema, created_at, expunged_reason"
    statement = (
        f"INSERT OR REPLACE INTO papers_version (id, document, {columns}) "
        f"SELECT id, '{{}}', {columns} FROM papers_version WHERE id = {version.pk}"
    )

    assert refused(lambda: execute(statement))


def test_expunging_is_the_one_update_let_through_and_only_once():
    version = make_edition()
    fill = "UPDATE papers_version SET document = '{}', expunged_reason = '%s'"

    assert not refused(lambda: execute(fill % "court"))
    assert refused(lambda: execute(fill % "another court"))
    assert Version.objects.get(pk=version.pk).expunged_reason == "court"


@pytest.mark.parametrize("wrong", ["paper", "language"])
def test_a_version_is_of_the_paper_and_language_of_its_translation(wrong):
    version = make_edition()
    fields = {
        "paper": version.paper,
        "language": "en",
        wrong: {"paper": make_paper(), "language": "ja"}[wrong],
    }

    assert refused(
        lambda: Version.objects.create(
            translation=version.translation, number=2, revision=1, schema=1, document={}, **fields
        )
    )


def test_missing_guards_are_reported_by_name_and_migrate_makes_them_anew():
    guards.drop(connection)

    found = checks.public_record_is_guarded(None, databases=["default"])
    call_command("migrate", verbosity=0)

    assert [warning.id for warning in found] == ["papers.W001"] * 3
    assert [name for name in guards.NAMES if any(name in one.msg for one in found)] == list(guards.NAMES)
    assert checks.public_record_is_guarded(None, databases=["default"]) == []


def test_a_guard_that_is_switched_off_is_missing():
    if connection.vendor != "postgresql":
        return  # SQLite has no such switch
    execute("ALTER TABLE papers_version DISABLE TRIGGER papers_version_no_delete")

    assert guards.missing(connection) == ["papers_version_no_delete"]
    guards.make_all(connection)
    assert guards.missing(connection) == []


def test_a_label_without_its_column_is_reported_by_name():
    assert checks.labels_have_their_columns(None, databases=["default"]) == []

    execute("ALTER TABLE papers_tag RENAME COLUMN name_ja TO name_fr")

    (found,) = checks.labels_have_their_columns(None, databases=["default"])
    assert found.id == "papers.W002"
    assert "papers_tag.name_ja" in found.msg


def test_every_writer_passes_the_cleaner():
    dirty = '<p onclick="x()">Text<script>alert(1)</script></p>'
    translation = make_translation()

    Translation.objects.filter(pk=translation.pk).update(body=dirty, title="Two\n lines\x00")
    translation.refresh_from_db()
    assert (translation.body, translation.title) == ("<p>Text</p>", "Two lines")

    paper = make_paper()
    Translation.objects.bulk_create([Translation(paper=paper, language="ja", body=dirty)])
    assert paper.translations.get().body == "<p>Text</p>"

    series = make_series(notice_ja=dirty)
    assert series.notice_ja == "<p>Text</p>"
    assert Series.objects.get(pk=series.pk).notice_ja == "<p>Text</p>"


def test_a_label_falls_back_and_says_in_which_language_it_is():
    series = Series.objects.create(slug="s", name_ja="同盟")

    assert series.label("name", "ja") == ("同盟", "ja")
    assert series.label("name", "en") == ("同盟", "ja")
    assert series.own_label("name", "en") == ""


def test_an_empty_name_of_a_tag_is_none_so_that_two_subjects_may_lack_one():
    for slug in ("sea", "land"):
        tag = Tag(slug=slug)
        tag.set_label("name", "en", slug)
        tag.set_label("name", "ja", "")
        tag.save()

    assert [tag.own_label("name", "ja") for tag in Tag.objects.all()] == ["", ""]


@pytest.mark.parametrize("interface", ["en", "ja"])
def test_a_label_of_one_language_is_that_languages_alone_whoever_writes_it(interface):
    with override(interface):
        tag = Tag(slug="sea")
        tag.set_label("name", "en", "Sea")
        tag.save()
        series = Series.objects.create(
            slug="s", name_en="Allies", notice_en="<p>A notice.</p>", notice_title_ja="趣旨"
        )
        series.set_label("place", "ja", "東京")
        series.save()
    tag.refresh_from_db()
    series.refresh_from_db()

    assert [tag.own_label("name", code) for code in ("en", "ja")] == ["Sea", ""]
    held = {
        name: [series.own_label(name, code) for code in ("en", "ja")] for name in ("name", "notice", "place")
    }
    assert held == {"name": ["Allies", ""], "notice": ["<p>A notice.</p>", ""], "place": ["", "東京"]}
    assert [series.own_label("notice_title", code) for code in ("en", "ja")] == ["", "趣旨"]


def test_the_migration_of_the_record_names_originals_and_writes_volumes_in_one_width():
    version = make_edition(make_paper(volume="7", original_language="ja"), "en")
    VersionPage.objects.update(original_language="")
    execute("UPDATE papers_paper SET volume = '７'")

    record = import_module("papers.migrations.0003_record")
    record.write_volumes_anew(apps, None)
    record.name_originals(apps, None)

    assert VersionPage.objects.get().original_language == "ja"
    assert Paper.objects.values_list("volume", flat=True).get() == "7"
    assert version.page.volume == "7"


def test_a_volume_is_printed_in_each_language():
    series = make_series(number_label_en="Vol. {}", number_label_ja="第{}号")

    assert [series.numbered("7", code).text for code in ("en", "ja")] == ["Vol. 7", "第7号"]
    assert series.numbered("", "ja").text == ""


def test_a_series_without_a_number_label_takes_the_language_s_own():
    series = make_series(number_label_en="", number_label_ja="")

    assert [series.numbered("7", code) for code in ("en", "ja", "ko")] == [
        Label("Vol. 7", "en"),
        Label("第7号", "ja"),
        Label("Vol. 7", "en"),
    ]
    assert series.numbered("", "ja").text == ""


@pytest.mark.parametrize(
    ("family", "given", "language", "order", "printed"),
    [
        ("見本", "花子", "ja", "", "見本 花子"),
        ("Mihon", "Hanako", "en", "", "Hanako Mihon"),
        ("Mihon", "Hanako", "en", "family-first", "Mihon Hanako"),
        ("スミス", "ジョン", "ja", "", "ジョン・スミス"),
        ("Research Office", "", "en", "", "Research Office"),
        ("김", "민수", "ko", "", "김 민수"),
    ],
)
def test_a_name_is_printed_as_its_language_has_it(family, given, language, order, printed):
    assert printed_name(family, given, language, order) == printed


def test_volumes_sort_as_people_count():
    assert sorted(["10", "7-2", "7", "2"], key=volume_key) == ["2", "7", "7-2", "10"]


def test_an_author_of_a_published_paper_cannot_be_deleted():
    author = make_author()
    make_edition(make_paper(authors=[author]))

    assert refused(author.delete) or Author.objects.filter(pk=author.pk).exists()
    assert VersionPage.objects.count() == 1


def test_a_published_paper_cannot_be_deleted():
    version = make_edition()

    with pytest.raises(IntegrityError):
        version.paper.delete()


@pytest.mark.django_db(transaction=True)
def test_two_first_publications_at_once_are_both_counted():
    def touch():
        Stamp.touch()
        connection.close()

    other = Thread(target=touch)
    with transaction.atomic():
        Stamp.touch()
        other.start()
        # Long enough that the other one is at its waiting for this one.
        time.sleep(0.3)
    other.join()

    assert Stamp.objects.get().number == 2


def test_a_renamed_page_that_was_public_is_still_found_at_every_address_it_had(client):
    series, author, tag = make_series("run"), make_author("ann"), make_tag("sea")
    paper = make_paper("pact", series=series, volume="1", authors=[author], tags=[tag])
    for language in ("en", "ja"):
        make_edition(paper, language)
    site_page = SitePage.objects.create(slug="about", title_en="About", body_en="<p>About.</p>")
    rows = [
        (paper, "papers", "pact"),
        (series, "series", "run"),
        (author, "authors", "ann"),
        (tag, "tags", "sea"),
    ]
    rows.append((site_page, "pages", "about"))

    for row, _folder, slug in rows:
        row.rename(f"{slug}-renamed")

    for _row, folder, slug in rows:
        for language in ("en", "ja"):
            answer = client.get(f"/{language}/{folder}/{slug}/")
            assert (answer.status_code, answer.headers["Location"]) == (
                301,
                f"/{language}/{folder}/{slug}-renamed/",
            )
            assert client.get(answer.headers["Location"]).status_code == 200
    for path in ("/en/papers/pact/v1/", "/ja/papers/pact/parallel/en/", "/ja/series/run/feed.atom"):
        assert client.get(path, follow=True).status_code == 200


def test_a_page_renamed_twice_is_one_step_away_and_back_again_none(client):
    paper = make_edition(make_paper("pact")).paper
    paper.rename("treaty")
    paper.rename("accord")
    assert client.get("/en/papers/pact/").headers["Location"] == "/en/papers/accord/"

    paper.rename("pact")
    assert client.get("/en/papers/pact/").status_code == 200
    assert client.get("/en/papers/accord/").headers["Location"] == "/en/papers/pact/"


def test_what_was_never_public_leaves_no_trace_when_it_is_renamed(clock):
    series, author, tag = make_series("run"), make_author("ann"), make_tag("sea")
    paper = make_paper("pact", series=series, authors=[author], tags=[tag])
    make_edition(paper, at=clock() + timedelta(hours=1))

    for row in (paper, series, author, tag):
        row.rename("quiet")

    assert not Redirect.objects.exists()
    assert Paper.objects.get().slug == "quiet"


@pytest.mark.parametrize("slug", ["parallel", "Big", "", "taken"])
def test_a_page_is_not_renamed_to_what_is_no_address(slug):
    paper = make_edition(make_paper("pact")).paper
    make_paper("taken")

    with pytest.raises(ValidationError):
        paper.rename(slug)

    assert set(Paper.objects.values_list("slug", flat=True)) == {"pact", "taken"}
    assert not Redirect.objects.exists()
