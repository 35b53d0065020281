"""How APA and MLA cite an edition: made by pandoc after publication, kept as derived, made again by rebuild."""

from datetime import date

import pytest

from papers import citation, publishing
from papers.importing import pandoc
from papers.management import corpus
from papers.models import Translatorship, Version, VersionPage
from papers.publishing import citing
from tests.factories import make_author, make_edition, make_paper, make_series, make_translation

PLACE = citation.PLACE
PACT = {
    "type": "report",
    "title": "A Pact: Its Limits",
    "author": [{"family": "Mihon", "given": "Hanako"}, {"family": "Kim", "given": "Jun"}],
    "translator": [{"family": "Yaku", "given": "Jun"}],
    "genre": "Policy Paper",
    "number": "7",
    "collection-title": "Allies and Partners",
    "publisher": "Sample Foundation",
    "publisher-place": "Tokyo",
    "language": "en",
    "issued": {"date-parts": [[2025, 7, 8]]},
}
KYOTEI = {
    **PACT,
    "title": "協定――その限界",
    "author": [{"family": "見本", "given": "花子"}, {"family": "Smith", "given": "John"}],
    "translator": [{"family": "訳", "given": "順"}],
    "genre": "ポリシーペーパー",
    "collection-title": "同盟国",
    "publisher": "見本財団",
    "language": "ja",
}


def test_a_report_in_apa_and_mla():
    assert citing.styled({1: PACT}) == {
        1: {
            "apa": "Mihon, H., &amp; Kim, J. (2025). <em>A Pact: Its Limits</em> (J. Yaku, Trans.; Policy Paper No. 7; "
            f"Allies and Partners). Sample Foundation. {PLACE}",
            "mla": "Mihon, Hanako, and Jun Kim. <em>A Pact: Its Limits</em>. Translated by Jun Yaku, Policy Paper no. 7, "
            f"Sample Foundation, 8 July 2025, {PLACE}. Allies and Partners.",
        }
    }


def test_japanese_names_are_neither_parted_nor_shortened_and_titles_not_slanted():
    assert citing.styled({1: KYOTEI})[1] == {
        "apa": "見本花子, &amp; Smith, J. (2025). 協定――その限界 (訳順, Trans.; ポリシーペーパー No. 7; 同盟国). "
        f"見本財団. {PLACE}",
        "mla": '見本花子, <span lang="en">and John Smith</span>. 協定――その限界. Translated by 訳順, '
        "ポリシーペーパー no. 7, 見本財団, "
        f"8 July 2025, {PLACE}. 同盟国.",
    }


def test_an_item_is_cited_as_if_it_were_alone():
    """Nothing of a list: no 2025a, no dashes for the same author, no first names to tell two people apart."""
    others = {
        2: {**PACT, "title": "B Pact"},
        3: {**PACT, "author": [{"family": "Mihon", "given": "Ichiro"}]},
        4: KYOTEI,
    }
    together = citing.styled({1: PACT, **others})

    assert together[1] == citing.styled({1: PACT})[1]
    assert list(together) == [1, 2, 3, 4]
    assert together[2]["mla"].startswith("Mihon, Hanako, and Jun Kim. <em>B Pact</em>")
    assert together[3]["apa"].startswith("Mihon, I. (2025).")


def test_markup_in_a_title_is_text():
    html = citing.styled({1: {**PACT, "title": "<i>No</i> <script>x</script> & “A” $5 *b*"}})[1]["apa"]

    assert "<em>&lt;i&gt;No&lt;/i&gt; &lt;script&gt;x&lt;/script&gt; &amp; “A” $5 *b*</em>" in html
    assert citing.JOINER not in html


def test_nothing_to_cite_runs_nothing(monkeypatch):
    monkeypatch.setattr(pandoc, "run", None)

    assert citing.styled({}) == {}


@pytest.mark.django_db
def test_publishing_keeps_them_for_both_editions_in_one_run(django_capture_on_commit_callbacks, monkeypatch):
    runs, run = [], pandoc.run
    monkeypatch.setattr(pandoc, "run", lambda *given: runs.append(given) or run(*given))
    paper = make_paper("pact", series=make_series(publisher_en="Sample Foundation"), volume="7")
    rows = [make_translation(paper, language, title=f"T {language}") for language in ("en", "ja")]
    Translatorship.objects.create(translation=rows[1], author=make_author("yaku"), order=1)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(rows)

    kept = dict(VersionPage.objects.values_list("language", "styled"))
    assert len(runs) == 1
    assert kept["en"]["apa"] == (
        f"Mihon, H. (2025). <em>T en</em> (Policy Paper No. 7; Allies and Partners). Sample Foundation. {PLACE}"
    )
    assert sorted(kept["ja"]) == ["apa", "mla"]
    assert kept["ja"]["mla"].startswith("見本花子. <em>T ja</em>. Translated by 見本花子,")


@pytest.mark.django_db
def test_a_publication_stands_when_pandoc_fails(django_capture_on_commit_callbacks, monkeypatch, caplog):
    monkeypatch.setattr(pandoc, "run", lambda *given: (b"", 1, False))
    with django_capture_on_commit_callbacks(execute=True):
        version = make_edition()

    assert Version.objects.live().get() == version
    assert VersionPage.objects.get().styled == {}
    assert "StylesError" in caplog.text


@pytest.mark.django_db
def test_rebuilding_makes_them_for_what_was_published_before():
    versions = [make_edition(make_paper(f"p{number}"), title=f"T {number}") for number in range(3)]
    assert not any(VersionPage.objects.values_list("styled", flat=True))

    assert list(publishing.rebuild(Version.objects.order_by("pk"))) == versions
    kept = [styled["apa"] for styled in VersionPage.objects.order_by("pk").values_list("styled", flat=True)]
    assert kept == [f"Mihon, H. (2025). <em>T {number}</em>. {PLACE}" for number in range(3)]


@pytest.mark.django_db
def test_of_an_expunged_version_nothing_is_kept():
    version = make_edition(title="Secret")
    citing.keep([version.pk])
    assert "Secret" in VersionPage.objects.get().styled["apa"]

    publishing.expunge(version, {"en": "A court."})
    assert VersionPage.objects.get().styled == {}
    list(publishing.rebuild(Version.objects.all()))
    assert VersionPage.objects.get().styled == {}


@pytest.mark.django_db
def test_a_corpus_is_cited_in_few_runs(monkeypatch):
    runs, run = [], pandoc.run
    monkeypatch.setattr(pandoc, "run", lambda *given: runs.append(given) or run(*given))
    list(corpus.fill(8))

    copies = Version.objects.filter(paper__slug__startswith="sample-").exclude(paper__slug__contains="model")
    kept = dict(copies.values_list("paper__slug", "page__styled"))
    assert len(runs) == 1
    assert len(kept) == 8
    assert all(set(forms) == {"apa", "mla"} for forms in kept.values())
    assert date(2010, 1, 1).year == int(kept["sample-1"]["apa"].split("(")[1][:4])
