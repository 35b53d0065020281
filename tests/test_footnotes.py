"""Note calls: in order, numbered, compared, renamed; notes that say the same found in two languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers import markup
from papers.footnotes import (
    Parity,
    compare,
    context,
    dangling,
    keys,
    match_texts,
    numbers,
    rename,
    sentences,
    uncalled,
)


def call(key):
    return f'<sup data-note="{key}"></sup>'


def body(*called):
    return "".join(f"<p>Word.{call(key)}</p>" for key in called)


def test_keys_come_in_reading_order_wherever_they_are_called():
    found = (
        f"<h2>A{call('a')}</h2><p>B{call('b')}<em>c</em>{call('a')}</p>"
        f"<ul><li><p>d{call('c-1')}</p></li></ul>"
        f'<table><caption>e{call("d")}</caption><tbody><tr><th scope="col"><p>f{call("e")}</p></th></tr></tbody></table>'
        f'<figure><img src="/media/{"0" * 64}.png" alt=""><figcaption>g{call("f")}</figcaption></figure>'
    )

    assert markup.clean(found) == found
    assert keys(found) == ["a", "b", "a", "c-1", "d", "e", "f"]


def test_an_exponent_is_no_call():
    assert keys("<p>10<sup>2</sup></p>") == []
    assert keys("") == []


def test_a_second_call_repeats_the_number():
    assert numbers(body("b", "a", "b", "c")) == {"b": 1, "a": 2, "c": 3}


def test_each_edition_numbers_its_own_calls():
    assert numbers(body("a", "b")) == {"a": 1, "b": 2}
    assert numbers(body("b", "a")) == {"b": 1, "a": 2}


def test_a_call_without_a_note_dangles_once():
    assert dangling(body("x", "a", "y", "x"), ["a", "b"]) == ["x", "y"]


def test_a_note_without_a_call_is_uncalled_in_the_order_given():
    assert uncalled(body("b"), ["c", "b", "a", "c"]) == ["c", "a"]


def test_known_keys_may_come_from_anything_that_can_be_read_once():
    assert dangling(body("x", "a"), iter(["a"])) == ["x"]
    assert uncalled(body("a"), iter(["a", "b"])) == ["b"]


def test_a_note_lost_in_translation_is_reported():
    assert compare(body("a", "b"), body("a")) == Parity(missing=["b"], extra=[])


def test_a_note_added_in_translation_is_reported():
    assert compare(body("a"), body("c", "a", "b")) == Parity(missing=[], extra=["b", "c"])


def test_a_second_call_lost_in_translation_is_reported():
    assert compare(body("a", "a"), body("a")) == Parity(missing=["a"], extra=[])


def test_another_order_is_no_loss():
    assert compare(body("a", "b"), body("b", "a")) == Parity(missing=[], extra=[])


def test_notes_of_one_edition_stand_apart():
    assert compare(body("a"), body("a", "tn-1"), apart=["tn-1"]) == Parity(missing=[], extra=[])
    assert compare(body("a", "tn-1"), body("a"), apart={"tn-1"}) == Parity(missing=[], extra=[])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("一つ目。二つ目の文だ。*三つ目。", "二つ目の文だ。"),
        ("一つ目。二つ目の文*だ。三つ目。", "二つ目の文だ。"),
        ("一つ目。二つ目の文だ*。三つ目。", "二つ目の文だ。"),
        ("彼は「そうだ。」* と述べた。", "彼は「そうだ。」"),
        ("First. The second one.* Third.", "The second one."),
        ("First. The second* one. Third.", "The second one."),
        ("First. The second one. *Third.", "The second one."),
        ("First. *The U.S. and J. Kim agreed in 3.5 days. Third.", "First."),
        ("First. The U.S.* and J. Kim agreed in 3.5 days. Third.", "The U.S. and J. Kim agreed in 3.5 days."),
        ("He asked “Why?”* Nobody knew.", "He asked “Why?”"),
        ("See Vol. 7, No. 2, pp. 3 and p. 9* there. Then.", "See Vol. 7, No. 2, pp. 3 and p. 9 there."),
        (
            "Dr. Kim et al. met Mr. Abe, Mrs. Abe, Ms. Ito* here. Then.",
            "Dr. Kim et al. met Mr. Abe, Mrs. Abe, Ms. Ito here.",
        ),
        (
            "Acme Inc. vs. Bell Ltd.,* i.e. them, e.g. now, cf. then. So.",
            "Acme Inc. vs. Bell Ltd., i.e. them, e.g. now, cf. then.",
        ),
        ("Prof. Ito, Gen. Sato Jr. of St. Paul* came. Then.", "Prof. Ito, Gen. Sato Jr. of St. Paul came."),
        ("Did he? No.* I went.", "No."),
        ("They saw the map.* Then they went.", "They saw the map."),
        ("*At the start. Then.", "At the start."),
        ("A heading*", "A heading"),
        ("*", ""),
        ("Line one<br>line <em>two*</em><br>line three", "line two"),
        ("<ruby>漢<rt>かん</rt></ruby>字*。", "漢字。"),
        ("Wait......* what", "Wait......"),
    ],
)
def test_the_context_of_a_call_is_its_sentence(line, sentence):
    found = markup.clean(f"<p>Before{call('other')}.</p><p>{line.replace('*', call('k'))}</p><p>After.</p>")

    assert context(found, "k") == [sentence]


def test_every_note_has_the_sentence_of_its_first_call():
    text = (
        f"<h2>On ports{call('a')}</h2><p>One.{call('b')} Two{call('c')}{call('a')}. Three.</p>"
        f"<ul><li><p>一つ。二つ{call('d')}。</p></li></ul><p>Again.{call('b')}</p>"
    )

    assert sentences(text) == {"a": "On ports", "b": "One.", "c": "Two.", "d": "二つ。"}
    assert {key: context(text, key)[0] for key in "abcd"} == sentences(text)
    assert sentences("<p>No call.</p>") == {}


def test_each_call_has_its_context():
    found = f"<p>One.{call('k')} Two{call('k')}{call('k')}.</p><ul><li><p>Three{call('k')}</p></li></ul>"

    assert context(found, "k") == ["One.", "Two.", "Two.", "Three"]
    assert context(found, "x") == []


def test_calls_are_renamed_all_at_once():
    assert rename(body("a", "b", "c", "a"), {"a": "b", "b": "a", "x": "y"}) == body("b", "a", "c", "b")


def test_renaming_touches_nothing_else():
    found = f'<p data-passage="a">a<em>b</em>&nbsp;&amp;{call("a")}</p>'

    assert rename(found, {"a": "z"}) == found.replace(call("a"), call("z"))
    assert rename(found, {}) == found


@pytest.mark.parametrize("key", ["", "A", "a b", "a--b", '"><b>', "k" * 41])
def test_no_call_gets_a_key_that_a_body_may_not_contain(key):
    with pytest.raises(ValueError, match="not a note key"):
        rename(body("a"), {"a": key})


def test_the_same_text_is_found_whatever_its_typography():
    original = {"a": "<p>Kim, “The Case,” <em>Survey</em> 2（2020）：5–9.</p>", "b": "<p>ＮＡＴＯ’s text</p>"}
    translated = {
        "x": "<p>nato's&nbsp; text.</p>",
        "y": '<p>Kim, "The Case," Survey 2(2020):5-9</p>',
        "z": "<p>Other</p>",
    }

    assert match_texts(original, translated) == {"x": "b", "y": "a"}


def test_equal_texts_match_in_order_when_there_are_as_many():
    original = {"a": "<p>Ibid.</p>", "b": "<p>Kim</p>", "c": "<p>Ibid.</p>"}

    assert match_texts(original, {"x": "<p>ibid</p>", "y": "<p>Ibid.</p>"}) == {"x": "a", "y": "c"}


def test_equal_texts_that_do_not_add_up_are_not_guessed():
    original = {"a": "<p>Ibid.</p>", "b": "<p>Ibid.</p>"}

    assert match_texts(original, {"x": "<p>Ibid.</p>"}) == {}
    assert match_texts({"a": "<p>Ibid.</p>"}, {"x": "<p>Ibid.</p>", "y": "<p>Ibid.</p>"}) == {}


def link(address, text="here"):
    return f'<p>See <a href="https://x.org/{address}">{text}</a>.</p>'


def test_notes_whose_links_lead_elsewhere_are_not_the_same():
    original = {"a": link("1"), "b": link("2")}

    assert match_texts(original, {"x": link("2"), "y": link("1")}) == {"x": "b", "y": "a"}
    assert match_texts({"a": link("1")}, {"x": link("2")}) == {}
    assert match_texts({"a": link("1")}, {"x": "<p>See here</p>"}) == {"x": "a"}


def test_a_raised_figure_is_not_the_same_figure():
    original = {"a": "<p>10<sup>2</sup> ships</p>"}

    assert match_texts(original, {"x": "<p>102 ships</p>"}) == {}
    assert match_texts(original, {"x": "<p>10² ships</p>"}) == {"x": "a"}
    assert match_texts({"a": "<p>the 1<sup>st</sup></p>"}, {"x": "<p>the 1st</p>"}) == {"x": "a"}


def test_texts_without_words_match_nothing():
    assert match_texts({"a": "", "b": "<p>…</p>"}, {"x": "", "y": "<p>...</p>"}) == {}


KEYS = st.lists(st.text("ab1", min_size=1, max_size=2), min_size=1, max_size=2).map("-".join)


@given(st.lists(KEYS, max_size=20))
def test_numbers_are_one_to_the_number_of_notes(called):
    found = numbers(body(*called))

    assert list(found) == list(dict.fromkeys(called))
    assert list(found.values()) == list(range(1, len(found) + 1))


@given(st.lists(KEYS, max_size=20), st.lists(KEYS, max_size=20))
def test_what_one_edition_misses_the_other_has_too_much_of(one, other):
    there, back = compare(body(*one), body(*other)), compare(body(*other), body(*one))

    assert (there.missing, there.extra) == (back.extra, back.missing)
    assert (sorted(one) == sorted(other)) == (there == Parity([], []))


@given(st.lists(KEYS, unique=True, max_size=12), st.randoms())
def test_renaming_there_and_back_changes_nothing(called, random):
    shuffled = random.sample(called, len(called))
    names = dict(zip(called, shuffled, strict=True))
    back = dict(zip(shuffled, called, strict=True))

    assert keys(rename(body(*called), names)) == shuffled
    assert rename(rename(body(*called), names), back) == body(*called)


@given(st.lists(st.text(max_size=8), max_size=12))
def test_notes_match_themselves(texts):
    notes = {f"k{n}": markup.paragraphs(text) for n, text in enumerate(texts)}

    found = match_texts(notes, notes)

    assert all(theirs == ours for theirs, ours in found.items())
    assert len(set(found.values())) == len(found)
