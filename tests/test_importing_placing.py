"""Where a file belongs: its paper found again, what is wished applied where it is safe, the rest said in a sentence."""

import pytest

from papers import importing
from papers.importing import Wishes
from papers.models import Paper, Series, Translation
from tests.factories import make_series
from tests.test_importing_storing import ENGLISH, JAPANESE, source

pytestmark = pytest.mark.django_db
LONG = "本文の段落である。これは十分に長い文章であり、見出しとは見なされない。"
NOTICE = f"【ポリシーペーパー掲載のお知らせ】\n二つの言語で公開する。\n{LONG}\n{LONG}\n"


def import_(*sources, **wishes):
    return importing.store(sources, Wishes(**wishes))


@pytest.mark.parametrize("series", ["", "ports"])
def test_the_same_file_again_is_the_same_paper(series):
    make_series("ports")
    first, again = (import_(source(JAPANESE, "ja"), series=series)[0] for _turn in range(2))

    assert (first.new, again.new, again.paper) == (True, False, first.paper)
    assert Paper.objects.count() == 1


def test_a_revised_file_is_the_same_paper_by_its_title_even_at_another_address():
    import_(source(JAPANESE, "ja"))
    Paper.objects.update(slug="moved")

    (outcome,) = import_(source(JAPANESE.replace("信頼である", "信用である"), "ja"))

    assert (outcome.new, outcome.paper) == (False, "moved")


def test_another_text_under_the_same_title_is_another_paper():
    import_(source(JAPANESE, "ja"))

    (outcome,) = import_(source(f"# 港の計画\n\n{LONG}\n\nまったく別の論考の、まったく別の文章。\n", "ja"))

    assert outcome.new


def test_the_same_title_in_another_volume_is_another_paper():
    make_series("ports")
    import_(source(JAPANESE, "ja"), series="ports", volume="7")

    assert import_(source(JAPANESE, "ja"), series="ports", volume="8")[0].new


def test_no_series_is_made_for_a_paper_that_is_there():
    import_(source(ENGLISH, "en"), slug="x")
    (outcome,) = import_(source(ENGLISH + "\n\nPorts Dialogue: Policy Paper Vol. 7\n", "en"), slug="x")

    assert Series.objects.count() == 0
    assert "The file says it is in the series “Ports Dialogue”." in outcome.findings


def test_a_paper_without_series_and_volume_gets_the_wished_ones():
    make_series("ports")
    import_(source(ENGLISH, "en"), slug="x")

    (outcome,) = import_(source(ENGLISH, "en"), slug="x", series="ports", volume="7")

    paper = Paper.objects.get()
    assert (paper.series.slug, paper.volume, outcome.volume) == ("ports", "7", "7")


def test_what_a_paper_has_is_not_overwritten_by_a_wish():
    make_series("ports")
    make_series("ships")
    import_(source(ENGLISH, "en"), slug="x", series="ports", volume="7")

    (outcome,) = import_(source(ENGLISH, "en"), slug="x", series="ships", volume="8", original="ja")

    assert sum("is not applied" in finding for finding in outcome.findings) == 3
    assert Paper.objects.get().volume == "7"


def test_an_edition_that_has_only_a_title_gets_the_wished_one():
    import_(source(ENGLISH, "en"), slug="x", titles={"ja": "港"})
    import_(source(ENGLISH, "en"), slug="x", titles={"ja": "港の計画"})

    assert Translation.objects.get(language="ja").title == "港の計画"


def test_a_wished_title_wins_over_the_one_here():
    import_(source(ENGLISH, "en"), slug="x")
    Translation.objects.update(title="Ours")

    (outcome,) = import_(source(ENGLISH, "en"), slug="x", titles={"en": "Theirs"})

    assert (outcome.conflicts, Translation.objects.get().title) == ([], "Theirs")


def test_the_title_of_an_edition_with_a_text_is_not_changed_from_afar():
    import_(source(ENGLISH, "en"), source(JAPANESE, "ja"), slug="x")

    (outcome,) = import_(source(ENGLISH, "en"), slug="x", titles={"ja": "別の題名"})

    assert Translation.objects.get(language="ja").title == "港の計画"
    assert any("its title is not changed" in finding for finding in outcome.findings)


def test_a_notice_without_a_series_is_named_in_full():
    (outcome,) = import_(source(NOTICE, "ja", "p.ja.txt"), slug="x")

    assert [(entry.what, entry.where) for entry in outcome.not_kept] == [
        ("series notice", "ポリシーペーパー掲載のお知らせ 二つの言語で公開する。")
    ]


@pytest.mark.parametrize(
    ("text", "wishes", "sentence"),
    [
        ("# " + "あ" * 501 + f"\n\n{LONG}\n\n{LONG}\n", {}, "title is longer than 500"),
        (ENGLISH, {"volume": "7" * 31}, "volume is longer than 30"),
        (ENGLISH, {"authors": ["x" * 151 + ", y"]}, "name of an author is longer than 150"),
        (ENGLISH, {"titles": {"ja": "あ" * 501}}, "title is longer than 500"),
        (f"---\nauthor: {'山' * 200}\n---\n\n# t\n\n{LONG}\n", {}, "name of an author is longer"),
        (ENGLISH, {"original": "zz"}, "“zz” is no language of this site"),
        (ENGLISH, {"slug": "a" * 200}, "cannot be an address"),
        (
            ENGLISH,
            {"series": "ports", "volume": "7", "slug": "other"},
            "This volume is another paper already: Allies and Partners Vol. 7 – 港の計画",
        ),
    ],
)
def test_what_cannot_be_stored_is_one_sentence(text, wishes, sentence):
    make_series("ports")
    import_(source(JAPANESE, "ja"), slug="x", series="ports", volume="7")

    with pytest.raises(importing.Refused, match=sentence):
        import_(source(text, "en"), **{"slug": "y", **wishes})
    assert Paper.objects.count() == 1


def test_two_files_in_one_language_are_refused():
    with pytest.raises(importing.Refused, match="one language"):
        import_(source(ENGLISH, "en"), source(ENGLISH, "en", "other.en.md"))
