"""The commands: what they print, and with which exit they end."""

import json
import os
import socket
import subprocess
import sys
from collections import Counter
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command, load_command_class

from papers import document, footnotes, markup, passages, publishing
from papers.checks import pages_have_their_fonts
from papers.management.commands import demo, import_paper
from papers.models import (
    Citation,
    OpenCitation,
    Paper,
    Release,
    Retraction,
    Series,
    SitePage,
    Translation,
    Version,
    VersionAuthor,
    VersionCitation,
    VersionFile,
    VersionPage,
)
from references.models import Reference
from tests.factories import make_edition, make_paper, make_translation, save

pytestmark = pytest.mark.django_db
OWN = settings.BASE_DIR / "tests" / "samples"
DEMO = json.loads((settings.BASE_DIR / "papers" / "demo" / "demo.json").read_text(encoding="utf-8"))


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_an_import_prints_the_count_proof():
    report = run("import_paper", f"ja={OWN / 'manuscript.ja.txt'}", "--title", "ja=港の復旧")

    assert "calls 22 (22 notes called) = notes 22 = stored 22; paragraphs 13, headings 3" in report
    assert "date 2025-09-18, volume 4" in report
    assert "asked: author" in report


def test_json_is_one_object_a_file_with_every_promised_field():
    files = [str(OWN / f"manuscript.{code}.txt") for code in ("en", "ja")]
    lines = run("import_paper", *files, "--json", "--author", "Mihon, Hanako").splitlines()

    reports = [json.loads(line) for line in lines]
    assert [report["language"] for report in reports] == ["en", "ja"]
    promised = (
        "paper language calls distinct notes stored paragraphs headings tables images date volume titles "
        "changed conflicts not_kept asked"
    )
    assert all(set(promised.split()) <= set(report) for report in reports)
    assert [(report["calls"], report["stored"], report["date"]) for report in reports] == [
        (22, 22, "2025-09-18")
    ] * 2
    assert Paper.objects.get().footnotes.count() == 22


def test_a_dry_run_says_so_and_stores_nothing():
    report = run("import_paper", f"ja={OWN / 'manuscript.ja.txt'}", "--dry-run")

    assert "dry run: nothing is stored" in report
    assert Paper.objects.count() == 0


def test_a_failed_proof_ends_with_1_and_names_the_mismatch(tmp_path):
    path = tmp_path / "broken.ja.txt"
    path.write_text("一文目である。[1]二文目である。[7]\n\n次の段落である。\n\n脚注\n\n- 1 First.\n")

    with pytest.raises(CommandError) as failure:
        run("import_paper", str(path))

    assert failure.value.returncode == 1
    assert "7" in str(failure.value)
    assert "二文目である" in str(failure.value)
    assert Paper.objects.count() == 0


def test_a_conflict_ends_with_3_and_is_named(tmp_path):
    path = tmp_path / "paper.en.md"
    path.write_text("# Title\n\nA first paragraph here.\n\nA second paragraph there.\n")
    run("import_paper", str(path), "--slug", "harbours")
    row = Translation.objects.get()
    Translation.objects.filter(pk=row.pk).update(
        body=row.body.replace("second paragraph", "second, edited paragraph")
    )
    path.write_text("# Title\n\nA first paragraph here.\n\nA second paragraph elsewhere.\n")

    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("import_paper", str(path), "--slug", "harbours", stdout=out)

    assert failure.value.returncode == 3
    assert "conflict: " in out.getvalue()
    assert "second, edited paragraph" in Translation.objects.get().body


def test_a_failed_proof_is_json_as_well(tmp_path):
    broken, whole = tmp_path / "broken.ja.txt", tmp_path / "whole.en.txt"
    broken.write_text("一文目である。[1]二文目である。[7]\n\n次の段落である。\n\n脚注\n\n- 1 First.\n")
    whole.write_text("A first paragraph.\n\nA second one.\n")

    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("import_paper", str(broken), str(whole), "--json", stdout=out)

    reports = [json.loads(line) for line in out.getvalue().splitlines()]
    assert failure.value.returncode == 1
    assert [
        (each["paper"], each["language"], each["calls"], len(each["mismatches"])) for each in reports
    ] == [
        (None, "ja", 2, 1),
        (None, "en", 0, 0),
    ]


def test_a_report_says_what_was_recognised_and_that_the_paper_is_new():
    reports = [
        json.loads(run("import_paper", f"ja={OWN / 'manuscript.ja.txt'}", "--json")) for _turn in range(2)
    ]

    assert [report["new"] for report in reports] == [True, False]
    assert {"what": "date", "text": "(2025/09/18)"} in reports[0]["furniture"]
    assert "recognised: date – (2025/09/18)" in run("import_paper", f"ja={OWN / 'manuscript.ja.txt'}")


def test_an_import_speaks_the_operators_language(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    # A command run from the shell closes the connections, which here are the test's own.
    monkeypatch.setattr("django.core.management.base.connections.close_all", lambda: None)
    command = load_command_class("papers", "import_paper")

    with pytest.raises(SystemExit):
        command.run_from_argv(["manage.py", "import_paper", str(tmp_path / "paper.txt")])
    assert "言語を指定してください" in capsys.readouterr().err

    command.run_from_argv(["manage.py", "import_paper", f"ja={OWN / 'manuscript.ja.txt'}", "--dry-run"])
    assert "注 22 = 保存 22" in capsys.readouterr().out


def test_a_language_that_the_site_does_not_have_leaves_the_active_one(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    assert import_paper.operators_language() == "en"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["/nowhere/paper.ja.txt"], "/nowhere/paper.ja.txt: No such file"),
        ([str(OWN / "manuscript.ja.txt"), "--title", "xx=T"], "xx=T"),
        ([str(OWN / "manuscript.ja.txt"), "--series", "nowhere"], "nowhere"),
        ([str(OWN / "manuscript.ja.txt"), "--slug", "Big Slug"], "Big Slug"),
        ([str(OWN / "manuscript.ja.txt"), "--slug", "parallel"], "parallel"),
    ],
)
def test_a_wrong_word_is_named(arguments, message):
    with pytest.raises(CommandError, match=message):
        run("import_paper", *arguments)
    assert Paper.objects.count() == 0


def test_publish_takes_all_editions_with_a_text():
    paper = make_paper("harbours")
    make_translation(paper, "en")
    make_translation(paper, "ja")

    assert run("publish", "harbours") == (
        "en: version 1 of harbours, live now\nja: version 1 of harbours, live now\n"
    )


def test_publish_at_an_instant_means_the_sites_zone():
    make_translation(make_paper("harbours"))

    run("publish", "harbours", "--at", "2199-04-01T09:00")

    assert Release.objects.get().live_from.isoformat() == "2199-04-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "no paper “nowhere”"),
        (["harbours", "--language", "ja"], "no edition in: ja"),
        (["harbours"], "The title is missing"),
        (["harbours", "--at", "tomorrow"], "tomorrow"),
        (["harbours", "--note", "sorry"], "sorry"),
        (["harbours", "--cancel"], "Nothing is scheduled"),
    ],
)
def test_publish_says_why_not(arguments, message):
    make_translation(make_paper("harbours"), title="")

    with pytest.raises(CommandError, match=message):
        run("publish", *arguments)
    assert Version.objects.count() == 0


def test_publish_leaves_out_what_has_not_changed_and_says_so():
    paper = make_paper("harbours")
    for language in ("en", "ja"):
        make_edition(paper, language)
    save(paper.translations.get(language="ja"), title="改題")

    assert run("publish", "harbours") == (
        "en: left out. Nothing has changed in the English edition since version 1.\n"
        "ja: version 2 of harbours, live now\n"
        "  look at (ja): a correction without a note for its readers\n"
    )
    with pytest.raises(CommandError, match=r"(?s)English edition since version 1.*Japanese edition since"):
        run("publish", "harbours")
    with pytest.raises(CommandError, match="since version 1"):
        run("publish", "harbours", "--language", "en", "--language", "ja")


def test_publish_moves_and_cancels_what_is_scheduled():
    make_translation(make_paper("harbours"))
    run("publish", "harbours", "--at", "2199-04-01T09:00")

    assert "version 1 of harbours, live at 2199-04-02" in run(
        "publish", "harbours", "--at", "2199-04-02T09:00"
    )
    assert run("publish", "harbours", "--cancel") == "en: version 1 is no longer scheduled\n"
    assert {release.ended_by for release in Release.objects.all()} == {"cancelled"}
    with pytest.raises(CommandError, match="Nothing is scheduled"):
        run("publish", "harbours", "--cancel")


def test_rebuild_makes_pages_again_and_names_what_is_not_published():
    make_edition(make_paper("harbours"))
    VersionPage.objects.update(body="")

    assert "1 versions made again." in run("rebuild", "harbours")
    assert "Text in en." in VersionPage.objects.get().body
    with pytest.raises(CommandError, match="nowhere"):
        run("rebuild", "nowhere")


def test_the_demo_says_in_one_sentence_that_its_port_is_taken_and_writes_nothing(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "manage.py", "demo", "--port", str(port), "--folder", str(tmp_path)],
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
            # The demo passes over this, which leads nowhere.
            env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere"},
        )

    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (1, "", [])
    assert done.stderr == (
        f"CommandError: Port {port} cannot be used (Address already in use): "
        "choose another, such as `make demo PORT=8080`.\n"
    )


def test_the_demo_never_touches_the_database_or_the_files_of_a_real_site(monkeypatch, tmp_path):
    begun = []
    monkeypatch.setattr(demo.os, "execve", lambda program, command, environment: begun.append(environment))
    for name in ("DATABASE_URL", "MEDIA_ROOT", "STATIC_ROOT"):
        monkeypatch.setenv(name, "real")

    demo.keep_apart(tmp_path)

    (environment,) = begun
    assert environment["DATABASE_URL"] == f"sqlite:///{tmp_path}/taiyaku.sqlite3"
    assert [environment["MEDIA_ROOT"], environment["STATIC_ROOT"]] == [
        f"{tmp_path}/media",
        f"{tmp_path}/static",
    ]
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    demo.keep_apart(tmp_path)
    assert len(begun) == 1


def test_the_demo_fills_an_empty_site_through_importer_and_publisher_and_only_once():
    run("load_demo")
    before = Version.objects.count()
    papers = list(Paper.objects.order_by("slug"))
    states = {
        (paper.slug, language): standing.state.value
        for paper in papers
        for (pk, language), standing in publishing.standings(papers).items()
        if pk == paper.pk
    }

    assert len(papers) == 11
    assert Counter(states.values()) == {"live": 17, "scheduled": 2, "withdrawn": 1}
    assert Version.objects.filter(number=2).count() == 2
    assert Retraction.objects.filter(lifted_at=None).count() == 2
    assert Series.objects.count() == 3
    assert SitePage.objects.count() == 4
    assert all(bytes(row.manuscripts.first().content) for row in Translation.objects.all())
    run("load_demo")
    assert Version.objects.count() == before


@pytest.mark.one_database
def test_six_sample_papers_are_full_ones_in_both_languages():
    run("load_demo")
    full, tables, figures = 0, 0, 0
    for paper in Paper.objects.all():
        texts = {row.language: row.body for row in paper.translations.all()}
        if len(texts) < 2 or len(markup.text(texts["en"]).split()) < 900:
            continue
        full += 1
        calls = {code: footnotes.keys(body) for code, body in texts.items()}
        assert all(12 <= len(set(keys)) <= 25 for keys in calls.values()), paper
        tables += "<table" in texts["ja"]
        figures += "<figure" in texts["ja"]
        groups = passages.groups(
            texts[paper.original_language], texts["ja" if paper.original_language == "en" else "en"]
        )
        assert all(group.left and group.right for group in groups), paper

    assert (full, tables, figures) == (6, 3, 2)


def derived(version):
    """Return the reading page, passages and authors of a Version as they are stored."""
    page = VersionPage.objects.values().get(version=version)
    passages = list(version.passages.values_list("order", "ids", "html"))
    authors = list(VersionAuthor.objects.filter(version=version).values_list("author", "order", "name"))
    return page, passages, authors


def test_a_corpus_is_made_of_papers_like_any_other_and_grows_beside_what_is_there(client):
    run("load_corpus", "--papers", "3")
    run("load_corpus", "--papers", "2")
    slugs = list(Paper.objects.filter(slug__regex=r"^sample-[0-9]+$").values_list("slug", flat=True))

    assert sorted(slugs) == [f"sample-{number}" for number in range(1, 6)]
    for paper in Paper.objects.filter(slug__in=slugs):
        for row in paper.translations.all():
            version = row.versions.live().get()
            assert document.read(version.document) == publishing.freeze(row)
            assert publishing.missing(row) == []
            before = derived(version)
            publishing.derive(version)
            assert derived(version) == before
    assert client.get("/ja/papers/sample-5/parallel/en/").status_code == 200


@pytest.mark.one_database
def test_importing_the_sample_manuscripts_again_changes_nothing():
    run("load_demo")
    for path in sorted((settings.BASE_DIR / "papers" / "demo").glob("*.*.*")):
        stem, language = path.name.split(".")[:2]
        entry = (
            next(each for each in DEMO["papers"] if each["stem"] == stem) if path.suffix != ".png" else None
        )
        if entry:
            options = ("--slug", entry["slug"], "--json")
            report = json.loads(run("import_paper", f"{language}={path}", *options))
            assert (path.name, report["changed"], report["conflicts"]) == (path.name, [], [])


def test_a_corpus_cites_what_reading_it_would_find():
    run("load_corpus", "--papers", "8")
    rows = [list(model.objects.order_by("pk").values()) for model in (Reference, Citation, VersionCitation)]

    assert [len(each) for each in rows] == [57, 14 * 22, 28 * 22]
    assert not OpenCitation.objects.exists()
    run("read_citations")
    assert rows == [
        list(model.objects.order_by("pk").values()) for model in (Reference, Citation, VersionCitation)
    ]


def test_a_demo_from_before_there_was_a_library_gains_it(monkeypatch):
    make_edition(
        body='<p data-passage="aa">One.<sup data-note="n1"></sup></p>',
        notes={"n1": "<p>Ada Okafor, <em>Origin</em> (Lagos: Press, 2020), 7.</p>"},
    )
    for model in (VersionCitation, Citation, Reference):
        model.objects.all().delete()
    called = []
    monkeypatch.setattr(demo, "call_command", lambda name, **options: called.append(name))
    demo.fill()
    assert called == ["migrate", "load_demo", "read_citations"]

    run("read_citations")
    called.clear()
    demo.fill()
    assert called == ["migrate", "load_demo"]


def test_a_language_that_the_site_does_not_have_is_named(tmp_path):
    path = tmp_path / "paper.md"
    path.write_text("# T\n\nText.\n")

    with pytest.raises(CommandError, match=r"de is no language of this site \(en, ja\)"):
        run("import_paper", f"de={path}")


def test_a_correction_without_a_note_is_published_and_named():
    edition = make_edition(make_paper("harbours"))
    save(edition.translation, title="Better")

    assert "look at (en): a correction without a note for its readers" in run("publish", "harbours")


def test_rebuild_makes_the_files_of_what_is_live_and_leaves_those_that_are_there():
    paper = make_paper("harbours")
    make_edition(paper)
    make_edition(paper, "ja")
    make_translation(make_paper("draft"))

    said = run("rebuild", "--files")

    made = set(VersionFile.objects.values_list("version__language", "kind", "beside"))
    kinds = ("pdf", "epub", "docx", "xml", "txt", "png")
    assert made == {(code, kind, "") for code in ("en", "ja") for kind in kinds} | {
        ("en", "facing", "ja"),
        ("ja", "facing", "en"),
    }
    assert "14/14 harbours ja en facing" in said
    before = set(VersionFile.objects.values_list("pk", "made_at"))
    assert "14 files are there." in run("rebuild", "--files", "harbours")
    assert set(VersionFile.objects.values_list("pk", "made_at")) == before


def test_rebuild_names_the_files_that_cannot_be_made(settings, tmp_path):
    make_edition(make_paper("harbours"))
    settings.FONT_DIRS = [str(tmp_path)]

    with pytest.raises(CommandError, match="harbours en pdf: The fonts of the pages are missing"):
        run("rebuild", "--files")
    assert set(VersionFile.objects.filter(fault="").values_list("kind", flat=True)) == {"docx", "xml", "txt"}


def test_a_machine_without_the_fonts_of_the_pages_is_told(settings, tmp_path):
    assert pages_have_their_fonts(None) == []
    settings.FONT_DIRS = [str(tmp_path)]

    found = pages_have_their_fonts(None)

    assert {warning.id for warning in found} == {"papers.W003"}
    assert "NotoSerifCJK-Regular.ttc" in found[0].msg
