"""Storing manuscripts: aligned, three-way, counted, one transaction or nothing."""

import base64
from datetime import date
from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from papers import footnotes, importing, markup, passages
from papers.importing import Source, Wishes
from papers.models import Author, Footnote, Image, Manuscript, NoteText, Paper, Revision, Series, Translation
from tests.factories import make_author, make_series, save

pytestmark = pytest.mark.django_db
CODES = ("en", "ja")

ENGLISH = """# A Plan for Harbours

Harbours need a plan.[^1] It should name who decides in 2024.

## Reasons

Ships wait when nobody decides.[^2] The cost is NATO's and Japan's.

A second reason is trust.

[^1]: Farrell, “Harbours,” *Journal* 4 (2020): 12.
[^2]: “Ports Report,” OECD, July 10, 2024.
"""
JAPANESE = """# 港の計画

港には計画が要る。[^1]2024年に誰が決めるのかを示さなければならない。

## 理由

誰も決めなければ船は待つ。[^2]その負担はNATOと日本に及ぶ。

第二の理由は信頼である。

[^1]: Farrell, “Harbours,” *Journal* 4 (2020): 12.
[^2]: “Ports Report,” OECD, July 10, 2024.
"""


def source(text, language, name=""):
    data = text.encode() if isinstance(text, str) else text
    name = name or f"paper.{language}.md"
    return Source(name, data, importing.read(name, data, language, CODES))


def store(*sources, slug="harbours", **options):
    return importing.store(sources, Wishes(slug=slug, **options.pop("wishes", {})), **options)


def bodies(slug="harbours"):
    return {row.language: row.body for row in Translation.objects.filter(paper__slug=slug)}


def texts(body):
    return [markup.text(block) for block in markup.parse(body)]


def test_a_manuscript_becomes_a_working_copy_with_a_revision_and_its_file():
    (outcome,) = store(source(ENGLISH, "en"))

    row = Translation.objects.get()
    assert (row.title, row.revision, row.is_original) == ("A Plan for Harbours", 1, True)
    assert (outcome.proof.calls, outcome.proof.notes, outcome.proof.stored) == (2, 2, 2)
    assert all(passages.every(row.body))
    assert Revision.objects.get().origin == "import"
    assert bytes(Manuscript.objects.get().content) == ENGLISH.encode()
    assert outcome.asked == ["printed_date", "author"]


def test_the_second_language_is_aligned_and_shares_its_notes():
    store(source(ENGLISH, "en"), source(JAPANESE, "ja"))

    stored = bodies()
    assert passages.every(stored["ja"]) == passages.every(stored["en"])
    assert footnotes.keys(stored["ja"]) == footnotes.keys(stored["en"])
    assert Footnote.objects.count() == 2
    assert NoteText.objects.count() == 2


def test_a_language_imported_later_is_aligned_as_well():
    store(source(ENGLISH, "en"))
    store(source(JAPANESE, "ja"))

    stored = bodies()
    assert passages.every(stored["ja"]) == passages.every(stored["en"])
    assert Footnote.objects.count() == 2


def test_a_translation_imported_before_its_original_is_aligned_when_that_comes():
    store(source(JAPANESE, "ja"), wishes={"original": "en"})
    store(source(ENGLISH, "en"))

    stored = bodies()
    assert passages.every(stored["ja"]) == passages.every(stored["en"])
    assert footnotes.keys(stored["ja"]) == footnotes.keys(stored["en"])


def test_notes_in_two_languages_at_one_place_are_one_note():
    translated = JAPANESE.replace(
        "“Ports Report,” OECD, July 10, 2024.", "経済協力開発機構「港湾報告」2024年7月10日。"
    )
    store(source(ENGLISH, "en"), source(translated, "ja"))

    assert Footnote.objects.count() == 2
    assert sorted(NoteText.objects.values_list("language", flat=True)) == ["en", "en", "ja"]


@pytest.mark.parametrize("imports", ["together", "later", "revised"])
def test_notes_equal_in_number_only_are_told_with_both_texts_and_never_merged(imports):
    other = JAPANESE.replace(
        "“Ports Report,” OECD, July 10, 2024.", "Someone Else, *Quite Another Work* (Oslo, 1999)."
    )
    if imports == "revised":
        store(source(ENGLISH, "en"), source(JAPANESE.replace("[^2]", "", 1).partition("\n[^2]")[0], "ja"))
    elif imports == "later":
        store(source(ENGLISH, "en"))
    before = [source(ENGLISH, "en")] if imports == "together" else []
    *_first, outcome = store(*before, source(other, "ja"))

    assert Footnote.objects.count() == 3
    assert [finding for finding in outcome.findings if "note" in finding.lower()] == [
        "Note 2 here and note 2 of the original do not read alike; they stay two notes: "
        "“Someone Else, Quite Another Work (Oslo, 1999).” – ““Ports Report,” OECD, July 10, 2024.”"
    ]


def test_notes_at_one_place_with_other_numbers_are_told_with_both_texts():
    text, _notes, _rest = JAPANESE.replace("[^1]", "").replace("[^2]", "[^1]").partition("\n: Farrell")
    other = f"{text}\n[^1]: Someone Else, *Quite Another Work* (Oslo, 1999).\n"
    _english, outcome = store(source(ENGLISH, "en"), source(other, "ja"))

    apart = "of the original do not read alike; they stay two notes: “Someone Else, Quite Another Work (Oslo, 1999).” –"
    assert outcome.findings == [
        f"Note 1 here and note 2 {apart} ““Ports Report,” OECD, July 10, 2024.”",
        f"Note 1 here and note 1 {apart} “Farrell, “Harbours,” Journal 4 (2020): 12.”",
        "Note 2 of the English edition is not called here.",
    ]


def test_unequal_note_counts_import_and_are_a_finding():
    shorter = JAPANESE.replace("船は待つ。[^2]", "船は待つ。").replace(
        "[^2]: “Ports Report,” OECD, July 10, 2024.\n", ""
    )
    outcomes = store(source(ENGLISH, "en"), source(shorter, "ja"))

    assert [outcome.proof.notes for outcome in outcomes] == [2, 1]
    assert any("is not called here" in finding for finding in outcomes[1].findings)


def test_a_broken_count_stores_nothing_and_names_every_mismatch():
    broken = "本文の一文目。[1] 二文目。[3]\n\n次の段落である。[4]\n\n脚注\n\n- 1 First.\n- 2 Second.\n"

    with pytest.raises(importing.ProofError) as failure:
        store(source(broken, "ja", "paper.ja.txt"))

    named = "\n".join(failure.value.mismatches)
    assert all(word in named for word in ("3", "4", "2", "二文目"))
    assert Paper.objects.count() == Manuscript.objects.count() == 0


def test_a_dry_run_stores_nothing():
    (outcome,) = store(source(ENGLISH, "en"), dry_run=True)

    assert outcome.proof.stored == 2
    assert Paper.objects.count() == 0


def test_importing_the_same_file_again_changes_nothing():
    store(source(ENGLISH, "en"))
    before = bodies()

    (outcome,) = store(source(ENGLISH, "en"))

    assert (outcome.changed, outcome.conflicts) == ([], [])
    assert bodies() == before
    assert Revision.objects.count() == 1


def test_a_revised_file_keeps_ids_and_keys_of_what_did_not_change():
    store(source(ENGLISH, "en"), source(JAPANESE, "ja"))
    before = bodies()["en"]
    revised = ENGLISH.replace(
        "A second reason is trust.", "A second reason is mutual trust.\n\nA third is money."
    )

    (outcome,) = store(source(revised, "en"))

    after = bodies()["en"]
    assert passages.every(after)[:4] == passages.every(before)
    assert footnotes.keys(after) == footnotes.keys(before)
    assert texts(after)[-2:] == ["A second reason is mutual trust.", "A third is money."]
    assert len(outcome.changed) == 2
    assert outcome.conflicts == []


def edit(old, new, language="en"):
    row = Translation.objects.get(language=language)
    save(
        row,
        title=row.title,
        body=row.body.replace(old, new),
        printed_date=row.printed_date,
    )


def test_what_an_editor_changed_stays_when_the_file_did_not_change_it():
    store(source(ENGLISH, "en"))
    edit("Ships wait", "Vessels wait")

    (outcome,) = store(source(ENGLISH.replace("is trust", "is mutual trust"), "en"))

    assert "Vessels wait" in bodies()["en"]
    assert "mutual trust" in bodies()["en"]
    assert outcome.conflicts == []


def test_a_passage_changed_on_both_sides_stays_ours_and_is_a_conflict():
    store(source(ENGLISH, "en"))
    edit("A second reason is trust.", "A second reason is our trust.")
    revised = ENGLISH.replace("A second reason is trust.", "A second reason is their trust.")

    (outcome,) = store(source(revised, "en"))

    (conflict,) = outcome.conflicts
    assert (conflict.ours, conflict.file) == (
        "A second reason is our trust.",
        "A second reason is their trust.",
    )
    assert "our trust" in bodies()["en"]

    (outcome,) = store(source(revised.replace("their", "nobody’s"), "en"), take_file={"en": {conflict.name}})
    assert outcome.conflicts == []
    assert "nobody’s trust" in bodies()["en"]


def test_a_passage_dropped_in_the_file_is_dropped_unless_an_editor_changed_it():
    store(source(ENGLISH, "en"))
    revised = ENGLISH.replace("\nA second reason is trust.\n", "")
    store(source(revised, "en"))
    assert "second reason" not in bodies()["en"]

    edit("Ships wait", "Vessels wait")
    (outcome,) = store(
        source(
            revised.replace(
                "Ships wait when nobody decides.[^2] The cost is NATO's and Japan's.\n", ""
            ).replace("[^2]: “Ports Report,” OECD, July 10, 2024.\n", ""),
            "en",
        )
    )
    assert len(outcome.conflicts) == 1
    assert "Vessels wait" in bodies()["en"]


def test_a_corrected_note_keeps_its_key():
    store(source(ENGLISH, "en"))
    keys = footnotes.keys(bodies()["en"])

    store(source(ENGLISH.replace("(2020): 12", "(2021): 13"), "en"))

    assert footnotes.keys(bodies()["en"]) == keys
    assert Footnote.objects.count() == 2
    assert "(2021): 13" in NoteText.objects.get(footnote__key=keys[0]).text


def test_the_series_notice_goes_to_an_empty_place_and_is_reported_otherwise():
    series = make_series("ports", notice_ja="<p>別のお知らせ。</p>")
    text = (
        "【シリーズのお知らせ】\n\n本シリーズは港湾を扱う論考を掲載します。\n\n"
        "本文の一段落目である。[1]\n\n二段落目である。\n\n脚注\n\n- 1 Source.\n"
    )

    (outcome,) = store(source(text, "ja", "p.ja.txt"), wishes={"series": "ports"})

    assert any("本シリーズは港湾" in finding for finding in outcome.findings)
    series.refresh_from_db()
    assert series.notice_ja == "<p>別のお知らせ。</p>"


def test_named_authors_are_found_or_made():
    known = make_author("hanako")

    store(source(ENGLISH, "en"), wishes={"authors": ["Mihon, Hanako", "van der Berg, Jan Willem"]})

    assert [a.author.slug for a in Paper.objects.get().authorships.order_by("order")] == [
        "hanako",
        "jan-willem-van-der-berg",
    ]
    assert known.authorships.count() == 1
    assert Author.objects.count() == 2


def test_an_unknown_series_is_named():
    with pytest.raises(importing.Refused, match="no series “nowhere”"):
        store(source(ENGLISH, "en"), wishes={"series": "nowhere"})


def picture():
    """Return a small PNG, as a data address."""
    data = BytesIO()
    PIL.Image.new("RGB", (40, 30), "teal").save(data, "PNG")
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()


def stored_files():
    return default_storage.listdir("")[1] if default_storage.exists("") else []


def test_an_image_is_stored_once_by_its_digest():
    html = f'<h1>Title</h1><p>Text.</p><figure><img alt="Map" src="{picture()}"></figure><p>More text.</p>'
    store(source(html, "en", "p.en.html"))
    store(source(html, "ja", "p.ja.html"))

    image = Image.objects.get()
    assert (image.width, image.height, stored_files()) == (40, 30, [image.name])
    assert f'<img src="{image.url}" alt="Map">' in bodies()["en"]


def test_a_failed_import_leaves_neither_row_nor_file():
    html = f'<p>Text.</p><figure><img alt="Map" src="{picture()}"></figure><p>More text.</p>'
    with pytest.raises(importing.Refused):
        store(source(html, "en", "p.en.html"), slug="Not A Slug")

    assert (Image.objects.count(), Paper.objects.count(), stored_files()) == (0, 0, [])


@pytest.mark.parametrize("option", ["sample", "own"])
def test_the_real_page_is_counted_in_full(option):
    """13 paragraphs, 3 headings, 22 calls of 22 notes, the date, the volume, the English title."""
    if option == "sample" and not settings.TAIYAKU_SAMPLE:
        return
    path = (
        settings.TAIYAKU_SAMPLE
        if option == "sample"
        else settings.BASE_DIR / "tests/samples/manuscript.ja.txt"
    )
    data = Path(path).read_bytes()

    (outcome,) = importing.store(
        [Source("p.ja.txt", data, importing.read("p.ja.txt", data, "ja", CODES))], Wishes()
    )

    proof = outcome.proof
    counted = (proof.calls, proof.distinct, proof.notes, proof.stored, proof.paragraphs, proof.headings)
    assert counted == (22, 22, 22, 22, 13, 3)
    assert outcome.printed_date == (date(2025, 6, 27) if option == "sample" else date(2025, 9, 18))
    assert outcome.volume == ("7" if option == "sample" else "4")
    if option == "sample":
        english = (
            "Navigating the Opportunities and Challenges in NATO–South Korea Defense Industrial Cooperation"
        )
        assert outcome.titles == {"en": english}
        assert Paper.objects.get().slug.startswith("navigating-the-opportunities")
    assert Series.objects.get().own_label("notice", "ja")
    assert set(NoteText.objects.values_list("language", flat=True)) == {"en"}
    assert not Translation.objects.get(language="en").body


def test_a_translation_remembers_what_each_passage_and_note_translates():
    translated = JAPANESE.replace(
        "“Ports Report,” OECD, July 10, 2024.", "経済協力開発機構「港湾報告」2024年7月10日。"
    )
    store(source(ENGLISH, "en"), source(translated, "ja"))

    original, row = (Translation.objects.get(language=code) for code in CODES)
    blocks = {passages.ids(block)[0]: markup.outer(block) for block in markup.parse(original.body)}
    assert {name: row.source_digests[name] for name in blocks} == {
        name: passages.digest(html) for name, html in blocks.items()
    }
    assert set(row.source_digests) == {*blocks, "title", "abstract"}
    noted = NoteText.objects.get(language="ja")
    source_text = NoteText.objects.get(footnote=noted.footnote, language="en").text
    assert noted.source_digest == passages.digest(source_text)


def test_a_translation_that_was_not_touched_still_translates_the_old_source():
    store(source(ENGLISH, "en"), source(JAPANESE, "ja"))
    before = Translation.objects.get(language="ja").source_digests
    store(source(ENGLISH.replace("Ships wait", "Vessels wait"), "en"))

    store(source(JAPANESE.replace("信頼である", "信頼にほかならない"), "ja"))

    after = Translation.objects.get(language="ja").source_digests
    assert after == before


def test_a_passage_that_a_revised_file_splits_keeps_its_id_on_the_first_half():
    store(source(ENGLISH, "en"))
    (first,) = passages.every(bodies()["en"])[0]
    split = ENGLISH.replace("plan.[^1] It should", "plan.[^1]\n\nIt should")
    store(source(split, "en"))
    row = Translation.objects.get()
    (before,), (after,), *_rest = passages.every(row.body)

    assert before == first
    assert row.lineage == {after: first}


def test_passages_that_a_revised_file_merges_lead_on_to_the_one_that_stays():
    store(source(ENGLISH, "en"))
    ids = passages.every(bodies()["en"])
    merged = ENGLISH.replace("Japan's.\n\nA second", "Japan's. A second")
    store(source(merged, "en"))
    row = Translation.objects.get()

    assert passages.every(row.body) == ids[:3]
    assert row.lineage == {ids[3][0]: ids[2][0]}


def test_a_note_that_reads_otherwise_in_the_second_file_is_kept_as_that_editions_own():
    revised = JAPANESE.replace("4 (2020): 12.", "4 (2020): 112–13；石井『港湾』.")
    outcomes = store(source(ENGLISH, "en"), source(revised, "ja"))

    texts = dict(NoteText.objects.filter(footnote__key="n1").values_list("language", "text"))
    assert texts == {
        "en": "<p>Farrell, “Harbours,” <em>Journal</em> 4 (2020): 12.</p>",
        "ja": "<p>Farrell, “Harbours,” <em>Journal</em> 4 (2020): 112–13；石井『港湾』.</p>",
    }
    assert [finding for finding in outcomes[1].findings if "reads otherwise" in finding] == [
        "Note n1 reads otherwise in this file; it is kept as this edition’s own: "
        "“Farrell, “Harbours,” Journal 4 (2020): 112–13；石井『港湾』.”"
    ]
    (again,) = store(source(revised, "ja"))
    assert (again.changed, again.conflicts) == ([], [])
