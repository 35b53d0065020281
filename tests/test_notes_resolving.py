"""Which full source a short cite means: never guessed."""

import pytest

from references.notes import Open, Place, read, resolve

DOSHI = "Rush Doshi, The Long Game: China’s Grand Strategy (New York: Oxford University Press, 2021), 4."
SMITH = "Sheila A. Smith, Japan Rearmed: The Politics of Military Power (Cambridge, MA: Harvard University Press, 2019)."
SMITHS_OTHER = "Sheila A. Smith, Intimate Rivals (New York: Columbia University Press, 2015), 8."
LEVEL = (
    "Cheon Jin-yong, Han Yeong-jin et al., Technology Level Assessment (Korea Research Institute, 2022), 108."
)
SAKAMOTO = "坂元一哉『日米同盟の絆――安保条約と相互性の模索』有斐閣、2000年、264頁。"


def meant(*texts: str) -> dict[Place, Place | Open]:
    return resolve([read(text) for text in texts])


@pytest.mark.parametrize(
    ("full", "short"),
    [
        (DOSHI, "Doshi, Long Game, 160."),
        (DOSHI, "Doshi, The Long Game, 160."),
        (DOSHI, "Doshi, “China’s Strategy,” 160."),
        (DOSHI, "Doshi, op. cit., 12."),
        (LEVEL, "Jin-yong et al., Technology Level Assessment, 24."),
        (LEVEL, "Cheon et al., Technology Level Assessment, 24."),
        (SAKAMOTO, "坂元『日米同盟の絆』、12頁。"),
        (SAKAMOTO, "坂元、前掲『日米同盟の絆』、12頁。"),
        (SAKAMOTO, "坂元、前掲書、12頁。"),
        (SAKAMOTO, "坂元・前掲注1、12頁。"),
        (SAKAMOTO, "前掲注1、12頁。"),
        (SAKAMOTO, "同上、12頁。"),
        (SMITH, "Ibid., 3."),
        (SMITH, "Smith, supra note 1, at 57."),
    ],
)
def test_a_short_cite_finds_its_source(full, short):
    assert meant(full, short) == {Place(1, 0): Place(0, 0)}


def test_the_title_tells_works_of_one_author_apart():
    assert meant(SMITH, SMITHS_OTHER, "Smith, Japan Rearmed, 3.") == {Place(2, 0): Place(0, 0)}


def test_an_author_with_two_works_is_left_open():
    assert meant(SMITH, SMITHS_OTHER, "Smith, op. cit., 3.") == {Place(2, 0): Open.SEVERAL}


def test_the_author_tells_two_works_of_one_title_apart():
    other = SMITH.replace("Sheila A. Smith", "John Roe")

    assert meant(SMITH, other, "Roe, Japan Rearmed, 3.") == {Place(2, 0): Place(1, 0)}


def test_a_title_by_somebody_else_is_left_open():
    assert meant(DOSHI, "Kagan, Long Game, 3.") == {Place(1, 0): Open.NONE}


def test_a_beginning_wins_over_words_in_order():
    longer = "Rush Doshi, On the Long View of the Game (New York: Scribner, 2022)."

    assert meant(longer, DOSHI, "Doshi, Long Game, 3.") == {Place(2, 0): Place(1, 0)}


def test_a_work_cited_in_full_twice_is_one_work():
    assert meant(DOSHI, DOSHI, "Doshi, Long Game, 3.") == {Place(2, 0): Place(0, 0)}


def test_a_source_that_comes_later_is_found():
    assert meant("Doshi, Long Game, 3.", DOSHI) == {Place(0, 0): Place(1, 0)}


def test_ibid_after_several_sources_is_left_open():
    assert meant(DOSHI.removesuffix(".") + "; " + SMITH, "Ibid.") == {Place(1, 0): Open.SEVERAL}


def test_ibid_after_no_source_is_left_open():
    assert meant("Ibid.", "The usual disclaimer applies.", "Ibid.") == {
        Place(0, 0): Open.NONE,
        Place(2, 0): Open.NONE,
    }


def test_ibid_follows_a_short_cite_to_its_source():
    assert meant(DOSHI, SMITH, "Doshi, Long Game, 3.", "Ibid., 5.") == {
        Place(2, 0): Place(0, 0),
        Place(3, 0): Place(0, 0),
    }


def test_ibid_within_a_note_means_the_source_before_it():
    assert meant(SMITH, DOSHI.removesuffix(".") + "; ibid., 7.") == {Place(1, 1): Place(1, 0)}


def test_a_note_with_several_sources_is_told_by_the_author():
    both = DOSHI.removesuffix(".") + "; " + SMITH

    assert meant(both, "Smith, supra note 1, at 5.", "前掲注1、12頁。") == {
        Place(1, 0): Place(0, 1),
        Place(2, 0): Open.SEVERAL,
    }


def test_a_note_that_is_not_there_is_left_open():
    assert meant(DOSHI, "Doshi, supra note 12, at 57.") == {Place(1, 0): Open.NONE}
