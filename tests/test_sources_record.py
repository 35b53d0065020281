"""As which works published notes are read: like the working copy where they say the same, else by themselves."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from papers import footnotes, importing, publishing, sources
from papers.importing import Source, Wishes
from papers.models import (
    Citation,
    Footnote,
    NoteText,
    Paper,
    Stamp,
    Translation,
    Version,
    VersionCitation,
)
from references import csl
from references.models import Reference
from tests.factories import make_author, make_translation, save
from tests.test_sources_working import DOSHI, OKAFOR, SHORT, body, make

pytestmark = pytest.mark.django_db
JAPANESE = "ドーシ『長期戦略』（岩波書店、2021年）12頁。"


def publish(*editions, **options):
    return publishing.publish(list(editions), **options)


def cited(version):
    rows = version.citations.select_related("reference")
    return [(row.note, row.order, row.reference.title, row.locator) for row in rows]


def stored():
    return list(VersionCitation.objects.order_by("pk").values())


def test_a_published_note_cites_what_the_working_copy_cites():
    edition = make(f"{DOSHI.removesuffix('.')}; {OKAFOR}", SHORT)
    (version,) = publish(edition)

    assert cited(version) == [
        ("n1", 1, "The Long Game", "4"),
        ("n1", 2, "Rules of Origin", "45–47"),
        ("n2", 1, "The Long Game", "160"),
    ]
    short = version.citations.get(note="n2")
    assert (short.is_short, short.label, short.language) == (True, "page", "en")
    assert short.printed == f"<p>{SHORT}</p>"
    assert {row.reference_id for row in Citation.objects.all()} == {
        row.reference_id for row in version.citations.all()
    }


def test_the_sentence_around_the_first_call_and_its_passage_are_kept():
    text = (
        '<p data-passage="aa">Mr. Kim of the U.S. spoke.<sup data-note="n1"></sup> He left.</p>'
        '<p data-passage="bb">Again.<sup data-note="n1"></sup></p>'
    )
    edition = make_translation(body=text, notes={"n1": f"<p>{DOSHI}</p>"})
    (version,) = publish(edition)

    row = version.citations.get()
    assert (row.sentence, row.passage) == ("Mr. Kim of the U.S. spoke.", "p-aa")


def test_a_japanese_sentence_ends_with_its_closing_bracket():
    text = '<p data-passage="aa">前の文。「協力は続く。」<sup data-note="n1"></sup>後の文。</p>'
    edition = make_translation(language="ja", body=text, notes={"n1": f"<p>{DOSHI}</p>"})
    (version,) = publish(edition)

    assert version.citations.get().sentence == "「協力は続く。」"


def test_a_sentence_without_end_is_cut():
    edition = make_translation(
        body=f'<p data-passage="aa">{"word " * 400}<sup data-note="n1"></sup></p>',
        notes={"n1": f"<p>{DOSHI}</p>"},
    )
    (version,) = publish(edition)

    assert 500 < len(version.citations.get().sentence) <= 600


def test_a_call_in_a_block_that_goes_on_a_passage_leads_to_where_that_stands():
    english = make_translation(body='<p data-passage="aa">One.</p>')
    japanese = make_translation(
        english.paper,
        "ja",
        body='<p data-passage="aa">一。</p><p data-passage="aa">二<sup data-note="n1"></sup>。</p>',
        notes={"n1": f"<p>{DOSHI}</p>"},
    )

    assert publish(english, japanese)[1].citations.get().passage == "p-aa"


def test_both_editions_cite_the_same_works():
    english = make(DOSHI, SHORT)
    japanese = make_translation(english.paper, "ja", body=body("n2", "n1"))
    versions = publish(english, japanese)

    assert [sorted(cited(version)) for version in versions] == [
        [("n1", 1, "The Long Game", "4"), ("n2", 1, "The Long Game", "160")]
    ] * 2
    assert Reference.objects.count() == 1


def test_a_note_in_two_languages_cites_one_work_each_edition_in_its_words():
    english = make(DOSHI)
    NoteText.objects.create(footnote=Footnote.objects.get(), language="ja", text=f"<p>{JAPANESE}</p>")
    japanese = make_translation(english.paper, "ja", body=body("n1"))
    _english, version = publish(english, japanese)

    row = version.citations.get()
    assert (row.reference.title, row.locator, row.language) == ("The Long Game", "12", "ja")
    assert row.printed == f"<p>{JAPANESE}</p>"
    assert Reference.objects.count() == 1


def test_a_note_in_two_languages_that_names_other_works_is_read_by_itself():
    english = make(DOSHI)
    other = f"<p>{JAPANESE.removesuffix('。')}；山田太郎『日本の港』（岩波書店、2020年）3頁。</p>"
    NoteText.objects.create(footnote=Footnote.objects.get(), language="ja", text=other)
    japanese = make_translation(english.paper, "ja", body=body("n1"))
    _english, version = publish(english, japanese)

    assert [title for _note, _order, title, _locator in cited(version)] == ["長期戦略", "日本の港"]


def test_an_earlier_version_keeps_what_it_was_read_as():
    edition = make(DOSHI, SHORT)
    (first,) = publish(edition)
    # As an editor's word on a note that has since been changed.
    first.citations.filter(note="n2").update(locator="161")
    before = stored()
    save(edition, body=body("n1"), notes={"n1": f"<p>{OKAFOR}</p>"})
    edition.refresh_from_db()
    (second,) = publish(edition)
    sources.cite_all(edition.paper)

    assert cited(second) == [("n1", 1, "Rules of Origin", "45–47")]
    assert stored()[:2] == before
    assert cited(first) == [("n1", 1, "The Long Game", "4"), ("n2", 1, "The Long Game", "161")]


def test_a_version_from_before_there_was_a_library_is_read_by_itself():
    edition = make(DOSHI, SHORT, "Kagan, <em>Jungle</em>, 3.")
    (version,) = publish(edition)
    save(edition, body=body("n1"), notes={"n1": f"<p>{OKAFOR}</p>"})
    VersionCitation.objects.all().delete()
    Citation.objects.all().delete()
    Reference.objects.all().delete()

    assert sources.read_all(edition.paper).new == 2
    assert cited(version) == [("n1", 1, "The Long Game", "4"), ("n2", 1, "The Long Game", "160")]
    assert [row.printed for row in version.citations.all()] == [f"<p>{DOSHI}</p>", f"<p>{SHORT}</p>"]


def test_citing_again_changes_nothing_and_a_change_is_counted():
    edition = make(DOSHI, SHORT)
    (version,) = publish(edition)
    before, counted = stored(), Stamp.objects.get().number

    assert sources.cite(version) is False
    assert (stored(), Stamp.objects.get().number) == (before, counted)
    VersionCitation.objects.filter(note="n2").delete()
    assert sources.cite(version) is True
    assert Stamp.objects.get().number == counted + 1


def test_a_scheduled_version_has_its_own_rows_and_follows_when_it_is_moved(clock):
    edition = make(DOSHI)
    (version,) = publish(edition, at=clock() + timedelta(days=2))
    Citation.objects.update(locator="44", confirmed_at=timezone.now())

    assert cited(version) == [("n1", 1, "The Long Game", "4")]
    assert publish(edition, at=clock() + timedelta(days=3)) == [version]
    assert cited(version) == [("n1", 1, "The Long Game", "44")]


def test_an_expunged_version_cites_nothing_and_its_works_go():
    edition = make(DOSHI)
    (version,) = publish(edition)
    save(edition, body="<p>Text.</p>")
    sources.read(edition.paper)
    publishing.expunge(version, {"en": "By order."})

    assert not VersionCitation.objects.exists()
    assert not Reference.objects.exists()
    version.refresh_from_db()
    assert sources.cite(version) is False


def test_a_rebuild_keeps_every_citation():
    edition = make(DOSHI, SHORT)
    publish(edition)
    VersionCitation.objects.filter(note="n2").update(locator="7")
    before = stored()
    list(publishing.rebuild(Version.objects.all()))

    assert stored() == before


def test_a_refused_publication_reads_nothing():
    edition = make(DOSHI)
    Translation.objects.update(title="")

    with pytest.raises(publishing.NotPublishableError):
        publish(edition)
    assert not Reference.objects.exists()


# -- whole manuscripts ---------------------------------------------------------------------------


OWN = {code: settings.BASE_DIR / "tests" / "samples" / f"manuscript.{code}.txt" for code in ("en", "ja")}


def stored_paper(files, **wishes):
    """Import one file a language as one paper that can be published."""
    read = [
        Source(path.name, path.read_bytes(), importing.read(path.name, path.read_bytes(), code, ("en", "ja")))
        for code, path in files.items()
    ]
    importing.store(read, Wishes(slug="whole", **wishes))
    return Paper.objects.get(slug="whole")


def places(paper):
    """Return the number of each note with its sources: the work by the number of the note that has it first."""
    original = paper.translations.get(language=paper.original_language)
    numbers = footnotes.numbers(original.body)
    rows = Citation.objects.filter(footnote__paper=paper).select_related("footnote", "reference")
    found = sorted((numbers[row.footnote.key], row.order, row.reference_id, row.locator) for row in rows)
    first: dict[int, int] = {}
    for number, _order, work, _locator in found:
        first.setdefault(work, number)
    return [(number, order, first[work], locator) for number, order, work, locator in found]


def proves(paper, texts, located):
    """Check 22 notes that cite 20 works, notes 9 and 10 the work of note 6, and that no text was touched."""
    found = places(paper)
    assert [number for number, _order, _work, _locator in found] == list(range(1, 23))
    assert [work for _number, _order, work, _locator in found] == [*range(1, 9), 6, 6, *range(11, 23)]
    assert {number: locator for number, _order, _work, locator in found if locator} == located
    assert Reference.objects.count() == 20
    assert all(reference.item["type"] in csl.TYPES for reference in Reference.objects.all())
    assert dict(NoteText.objects.values_list("footnote__key", "text")) == texts


def printed_texts(path, language):
    notes = importing.read(path.name, path.read_bytes(), language, ("en", "ja")).notes
    return {f"n{place}": note.html for place, note in enumerate(notes, start=1)}


@pytest.mark.skipif(not settings.TAIYAKU_SAMPLE, reason="TAIYAKU_SAMPLE is not set")
def test_the_sample_has_22_notes_that_cite_20_works():
    sample = Path(settings.TAIYAKU_SAMPLE)
    paper = stored_paper({"ja": sample})

    proves(paper, printed_texts(sample, "ja"), {6: "108", 8: "21–23", 9: "24–25", 10: "32"})
    assert not paper.footnotes.filter(opencitations__isnull=False).exists()


def test_a_manuscript_in_two_languages_has_one_set_of_citations_and_both_editions_cite_the_same_works():
    paper = stored_paper(OWN)
    proves(paper, printed_texts(OWN["en"], "en"), {6: "45", 9: "55–56", 10: "56", 15: "18"})
    assert Citation.objects.get(locator="18").label == "paragraph"
    paper.authorships.create(author=make_author(), order=1)
    english, japanese = publish(*paper.translations.order_by("language"))

    def works(version):
        return [(row.note, row.order, row.reference_id, row.locator) for row in version.citations.all()]

    assert works(english) == works(japanese)
    assert len(works(english)) == 22
    assert Reference.objects.count() == 20
    sentences = {
        version.language: version.citations.get(note="n9").sentence for version in (english, japanese)
    }
    assert sentences["ja"].startswith("先に触れた研究は、")
    assert sentences["en"].startswith("The study cited above")
    assert all(row.passage.startswith("p-") for row in VersionCitation.objects.all())


def test_two_imports_of_one_text_share_its_works():
    stored_paper({"en": OWN["en"]})
    Paper.objects.update(slug="first", volume="")
    stored_paper({"en": OWN["en"]})

    assert (Paper.objects.count(), Reference.objects.count(), Citation.objects.count()) == (2, 20, 44)


def test_a_dry_run_reads_no_citations():
    path = OWN["en"]
    read = importing.read(path.name, path.read_bytes(), "en", ("en", "ja"))
    importing.store([Source(path.name, path.read_bytes(), read)], Wishes(slug="x"), dry_run=True)

    assert not Reference.objects.exists()
