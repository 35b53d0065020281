"""Aligning a translation with its original: the sample pairs, the signs that are read, what is sure."""

from random import Random

import pytest

from papers import passages
from papers.passages import Reason
from tests.alignments import Sample, disturbed, linked, misled, samples, truth, wrong

SAMPLES = samples()
PRECISION, RECALL, SURE = 0.94, 0.97, 0.41  # what was reached, rounded down


def aligned(sample: Sample) -> list[passages.Pair]:
    return passages.align("".join(sample.original), "".join(sample.translation), notes=sample.notes).pairs


def p(text: str, ids: str = "", tag: str = "p") -> str:
    return f'<{tag} data-passage="{ids}">{text}</{tag}>' if ids else f"<{tag}>{text}</{tag}>"


def sample_named(start: str) -> Sample:
    return next(sample for sample in SAMPLES if sample.name.startswith(start))


# The samples.


def test_there_are_samples_of_every_kind():
    assert len(SAMPLES) >= 12
    assert sum("data-note" not in "".join(sample.original) for sample in SAMPLES) >= 3
    groups = [(len(lefts), len(rights)) for sample in SAMPLES for lefts, rights in truth(sample)]
    assert {(1, 1), (1, 2), (2, 1), (2, 2)} <= set(groups)


def test_precision_and_recall_over_all_samples(capsys):
    found = right = known = sure = 0
    lines = []
    for sample in SAMPLES:
        pairs, links = aligned(sample), sample.links()
        ours, certain = linked(pairs), linked(pair for pair in pairs if pair.sure)
        lines.append(
            f"{sample.name:14} precision {len(ours & links) / len(ours):.2f}  recall {len(ours & links) / len(links):.2f}"
            f"  sure {len(certain):2} of {len(links):2}, wrong {len(wrong(pairs, sample))}"
        )
        found, known, sure = found + len(ours), known + len(links), sure + len(certain)
        right += len(ours & links)
    lines.append(
        f"{'all':14} precision {right / found:.3f}  recall {right / known:.3f}  sure {sure / known:.3f}"
    )
    with capsys.disabled():
        print("", *lines, sep="\n")

    assert right / found >= PRECISION
    assert right / known >= RECALL
    assert sure / known >= SURE


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_what_is_sure_is_right(sample):
    assert wrong(aligned(sample), sample) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_what_is_sure_stays_right_when_blocks_are_lost_split_merged_moved_and_replaced(sample):
    for turn in range(20):
        changed = disturbed(sample, Random(f"{sample.name} {turn}"), 1 + turn % 4)

        assert misled(aligned(changed), changed) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_without_its_notes_no_sample_is_sure_and_wrong(sample):
    bare = sample.without_notes()

    assert wrong(aligned(bare), bare) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_the_other_way_round_no_sample_is_sure_and_wrong(sample):
    turned = sample.turned()

    assert wrong(aligned(turned), turned) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_text_aligned_with_itself_is_the_identity(sample):
    for blocks in (sample.original, sample.translation):
        body = passages.give("".join(blocks))
        found = passages.align(body, body)

        assert found.body == body
        assert [pair[:3] for pair in found.pairs] == [((n,), (n,), True) for n in range(len(blocks))]


# What comes back.


def test_the_translation_lists_the_ids_of_what_it_translates():
    """The sample has a passage of two blocks that became one, one left out, and a heading that was added."""
    sample = sample_named("02")
    body = passages.give("".join(sample.original))
    names = [listed[0] for listed in passages.every(body)]
    lists = passages.every(passages.align(body, "".join(sample.translation)).body)
    added = sample.lists.index(frozenset())

    assert lists[:added] == [[names[0]], [names[1]], [names[2], names[3]]]
    assert not {*lists[added]} & {*names}
    assert lists[added + 1] == [names[4]]


def test_ids_that_the_translation_carried_are_replaced():
    assert passages.every(passages.align(p("In 1964.", "a"), p("1964年", "old")).body) == [["a"]]


def test_a_new_id_is_none_that_the_paper_ever_gave():
    (given,) = passages.every(passages.align("", p("Added.")).body)[0]
    found = passages.align("", p("Added."), taken={given})

    assert passages.every(found.body)[0] not in ([given], [])


def test_an_original_without_ids_is_taken_as_it_would_be_numbered():
    original = p("One about 1964.") + p("Two about NATO.")

    assert passages.every(passages.align(original, original).body) == passages.every(passages.give(original))


def test_pairs_come_in_the_order_of_the_original():
    lefts = [pair.left[0] for pair in aligned(sample_named("09")) if pair.left]

    assert lefts == sorted(lefts)


def test_an_empty_side_leaves_the_other_alone():
    alone = passages.Pair((0,), (), sure=False, reason=Reason.ALONE)

    assert passages.align(p("One", "a"), "") == ("", [alone])
    assert passages.align("", p("One")).pairs == [alone._replace(left=(), right=(0,))]
    assert passages.align("", "") == ("", [])


# The signs.


def noted(text: str, *keys: str) -> str:
    return p(text + "".join(f'<sup data-note="{key}"></sup>' for key in keys))


def test_known_notes_lead_across_other_keys():
    original = noted("Alpha beta gamma delta epsilon.", "n1") + noted("Zeta eta theta iota kappa.", "n2")
    translation = noted("うえおかきくけこさしすせそ。", "x2") + noted("たちつてとなにぬねのはひ。", "x1")
    keys = {"x1": "n1", "x2": "n2"}
    pairs = passages.align(original, translation, notes=keys).pairs

    assert linked(pairs) == {(0, 1), (1, 0)}


def test_a_picture_is_found_wherever_it_stands():
    figure = '<figure><img src="/media/' + "a" * 64 + '.png" alt="{}"></figure>'
    original = (
        figure.format("Map")
        + p("A long first paragraph about something.")
        + p("And a second one, longer still.")
    )
    translation = (
        p("何かについての長い最初の段落である。")
        + p("そして、さらに長い二つ目の段落。")
        + figure.format("地図")
    )

    assert linked(passages.align(original, translation).pairs) == {(0, 2), (1, 0), (2, 1)}


def test_three_languages_need_no_setting():
    """The ratio of lengths is learned from the texts, whatever their scripts."""
    sample = sample_named("11")
    hangul = tuple(html.replace("の", "의").replace("は", "는") for html in sample.translation)

    assert wrong(passages.align("".join(sample.original), "".join(hangul)).pairs, sample) == []


# What is sure.


def sure(original: str, translation: str) -> list[bool]:
    return [pair.sure for pair in passages.align(original, translation).pairs]


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("In 1964 the harbours were all owned by towns.", "1964年の輸出規制は企業に厳しかった。"),
        ("NATO has no ships of its own to send.", "NATOの報告書は半導体を取り上げなかった。"),
        (
            "In 2015 the city of Osaka bought the berths of Japan.",
            "2015年、日本で初めて自動の台車が導入された。",
        ),
    ],
)
def test_one_number_or_name_alone_proves_nothing(original, translation):
    assert sure(p(original), p(translation)) == [False]


def test_two_numbers_prove_what_the_other_numbers_do_not_deny():
    original = "In 2015 the town of 3,400 people spent 12 million yen{}."

    assert sure(p(original.format("")), p("2015年、人口3,400人の町は1,200万円を費やした。")) == [True]
    assert sure(
        p(original.format(" on 25 cranes and 16 boats")), p("2015年、3,400隻の船が78か国の119港に入港した。")
    ) == [False]


def test_a_list_a_heading_and_a_table_between_sure_passages_need_something_in_common():
    first, last = p("In 1859 it had 340 berths."), p("By 1868 there were 915 berths.")
    erste, letzte = p("1859年には340の岸壁があった。"), p("1868年には915の岸壁があった。")
    cells = "<table><tbody><tr><td><p>{}</p></td><td><p>{}</p></td></tr></tbody></table>"
    for original, translation in (
        ("<h2>The ministry decides</h2>", "<h2>博多の躍進</h2>"),
        ("<ul><li><p>Cranes</p></li><li><p>Tugs</p></li></ul>", "<ul><li><p>予算</p></li><li><p>人材</p></li></ul>"),
        (cells.format("3.2", "2.6"), cells.format("644", "630")),
        ("<blockquote><p>We shall dig to the rock.</p></blockquote>", "<blockquote><p>港は国の顔である。</p></blockquote>"),
    ):  # fmt: skip
        assert sure(first + original + last, erste + translation + letzte) == [True, False, True]
    assert (
        sure(first + "<h2>Seen from Taiwan</h2>" + last, erste + "<h2>台湾から見れば</h2>" + letzte)
        == [True] * 3
    )


def test_notes_in_order_are_enough_whatever_the_lengths():
    original = noted("It is easy to forget how slow the sea is.", "n1") + noted(
        "Those who plan for it must wait for years before they learn whether they were right, and few do.",
        "n2",
    )
    last = noted("So plans change.", "n3")
    translation = (
        noted("海の歩みは遅い。", "n1")
        + noted(
            "そのために計画する者は、自分が正しかったかどうかを知るまで何年も待たなければならないが、そうする者は少ない。",
            "n2",
        )
        + noted("だから計画は試される前に、いつも変更されてしまうのである。", "n3")
    )

    assert sure(original + last, translation) == [True] * 3


def test_neighbours_that_change_places_are_not_one_passage():
    """Two pairs of neighbours do, and name each other's sums of money."""
    sample = sample_named("19")

    assert linked(aligned(sample)) == sample.links()


def test_a_call_alone_does_not_move_a_paragraph():
    original = (
        noted("The sea is slow and easily forgotten.", "n1")
        + p("In 1859 it had 340 berths.")
        + p("By 1868 there were 915.")
    )
    translation = (
        p("1859年には340の岸壁があった。")
        + p("1868年には915あった。")
        + noted("人は海の遅さを忘れやすい。", "n1")
    )
    pairs = passages.align(original, translation).pairs

    assert linked(pairs) == {(0, 2), (1, 0), (2, 1)}
    assert (0, 2) not in linked(pair for pair in pairs if pair.sure)


# Hostile and enormous texts.


def test_blocks_that_say_nothing_are_aligned_too():
    pairs = passages.align(p("…") * 3, p("―") * 2).pairs

    assert [place for pair in pairs for place in pair.left] == [0, 1, 2]
    assert not any(pair.sure for pair in pairs)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 9000,
        "九" * 9000,
        "百千" * 5000,
        "1,111" * 2000,
        "ア" * 9000,
        "a" * 9000,
        "one-" * 3000,
        "\u202e\u200b٣٤",
    ],
)
def test_endless_numbers_and_words_are_only_text(text):
    body = passages.give(p(text) + p("312 ships in 1964."))
    pairs = passages.align(body, p(text + "x") + p("1964年に312隻")).pairs

    assert [pair.sure for pair in pairs] == [False, True]


def test_two_thousand_paragraphs_are_aligned():
    original, translation, links = [], [], set()
    for turn in range(2000 // 10):
        sample = SAMPLES[turn % len(SAMPLES)]
        links |= {(left + len(original), right + len(translation)) for left, right in sample.links()}
        original += [html.replace('data-note="', f'data-note="t{turn}-') for html in sample.original]
        translation += [html.replace('data-note="', f'data-note="t{turn}-') for html in sample.translation]
    pairs = passages.align("".join(original), "".join(translation)).pairs
    ours = linked(pairs)

    assert len(original) >= 2000
    assert len(ours & links) / len(ours) >= 0.9
    assert len(ours & links) / len(links) >= 0.9
    assert linked(pair for pair in pairs if pair.sure) <= links


def test_a_long_missing_section_does_not_lose_the_way():
    original = [p(f"In {year} the harbour of NATO handled {year * 7} tonnes.") for year in range(1000, 1400)]
    translation = [
        p(f"{year}年、NATOの港は{year * 7}トンを扱った。")
        for year in range(1000, 1400)
        if not 1100 <= year < 1250
    ]
    pairs = passages.align("".join(original), "".join(translation)).pairs

    assert linked(pairs) == {(n, n if n < 100 else n - 150) for n in range(400) if not 100 <= n < 250}
