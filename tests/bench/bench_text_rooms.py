"""Text rooms cost as much as their text is long: eight times the text, at most sixteen times the time."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from random import Random
from time import process_time

import pytest

from papers import footnotes, markup, passages

LARGER = 8
MOST = 16
RUNS = 5

TEXTS: dict[str, Callable[[int], str]] = {
    "a paper": lambda n: "".join(
        f'<p data-passage="p{k}">Text {k}.<sup data-note="n{k}"></sup> <em>More</em>.</p>' for k in range(n)
    ),
    "one paragraph": lambda n: "<p>" + "".join(f'w{k}<sup data-note="n{k}"></sup> <em>x</em>. ' for k in range(n)) + "</p>",
    "a table": lambda n: "<table>" + "<tr><th>a<td>b" * n + "</table>",
    "a list": lambda n: "<ul>" + "<li>a</li>b" * n + "</ul>",
    "rubies": lambda n: "<ruby>" + "字<rt>じ</rt>" * n + "</ruby>",
    "rubies in a table of sounds": lambda n: "<ruby>" + "<rb>字" * n + "<rt>じ" * n + "</ruby>",
    "small print": lambda n: f"<figure><img src=/media/{'0' * 64}.png><figcaption>" + "<small>x</small>" * n,
    "figures in one another": lambda n: "<figure><figcaption>x</figcaption>" * n,
    "quotations in lines": lambda n: "<q>x</q>" * n,
    "lines of a poem": lambda n: "<pre>" + "x\n" * n,
    "line breaks": lambda n: "x" + "<br> " * n + "y",
    "figures": lambda n: f"<ul><li><img src=/media/{'0' * 64}.png></ul>" * n,
    "divisions in one another": lambda n: "<div>x" * n,
    "quotations in one another": lambda n: "<blockquote>x" * n + "</blockquote>" * n,
    "lists in one another": lambda n: "<ul><li>x" * n,
    "tables in one another": lambda n: "<table><tr><td>x" * n,
    "bold in one another": lambda n: "<b>x" * n,
    "calls in one another": lambda n: '<sup data-note="a">x' * n,
    "rubies in one another": lambda n: "<ruby>a<rt>b" * n,
    "unknown elements in one another": lambda n: "<x-y>a" * n,
    "formatting never closed": lambda n: "<p>" + "".join(f"<i x={k}>" for k in range(n)) + "</p>" + "<p>x</p>" * n,
    "links never closed": lambda n: "<p><a href=https://x.org/>y</p>" + "<p>x</p>" * n,
    "tags that cross": lambda n: "<b><div>x</b>" * n + "</div>" * n,
    "ends without starts": lambda n: "<div>" * n + "</p>x" * n,
    "items of two kinds": lambda n: "<li><dd>x" * n,
    "a table with all outside": lambda n: "<table>" + "<hr>x" * n,
    "rows with all outside": lambda n: "<hr>" * n + "<table>" + "<tr>x" * n,
    "tables cut off": lambda n: "<div><table><tr><td>x</div>" * n,
    "attributes": lambda n: "<p " + " ".join(f"a{k}=1" for k in range(n)) + ">x",
    "quotes never closed": lambda n: '<a b="' * n,
    "tags never closed": lambda n: "<a " * n,
    "comments never closed": lambda n: "<!-- x" * n,
    "raw text": lambda n: "<textarea>x" * n,
    "signs": lambda n: "<&>\"'" * n,
    "spaces": lambda n: "<p>" + "&nbsp; \n" * n + "x",
}  # fmt: skip


def ratio(short: Callable[[], object], long: Callable[[], object]) -> float:
    """Return how many times longer the second act works; the best of runs that take turns, in processor time."""
    times = [(_time(short), _time(long)) for _ in range(RUNS)]
    return min(time for _, time in times) / min(time for time, _ in times)


def _time(act: Callable[[], object]) -> float:
    start = process_time()
    act()
    return process_time() - start


@pytest.mark.parametrize("name", TEXTS)
def test_cleaning_costs_as_much_as_the_text_is_long(name):
    short, long = TEXTS[name](1_000), TEXTS[name](1_000 * LARGER)

    measured = ratio(lambda: markup.clean(short), lambda: markup.clean(long))

    print(f"\nclean, {name}: {LARGER} x the text, {measured:.1f} x the time")
    assert measured <= MOST


BODIES: dict[str, Callable[[int], str]] = {
    "a paper": lambda n: markup.clean(TEXTS["a paper"](n)),
    "one paragraph": lambda n: markup.clean(TEXTS["one paragraph"](n)),
}
ACTS: dict[str, Callable[[str], object]] = {
    "numbers": footnotes.numbers,
    "compare": lambda body: footnotes.compare(body, body),
    "context": lambda body: footnotes.context(body, "n7"),
    "rename": lambda body: footnotes.rename(body, {"n1": "n2"}),
    "text": markup.text,
    "serialise": lambda body: markup.serialise(markup.parse(body)),
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("act", ACTS)
def test_reading_costs_as_much_as_the_body_is_long(act, name):
    short, long = BODIES[name](1_000), BODIES[name](1_000 * LARGER)

    measured = ratio(lambda: ACTS[act](short), lambda: ACTS[act](long))

    print(f"\n{act}, {name}: {LARGER} x the body, {measured:.1f} x the time")
    assert measured <= MOST


VOICES = [
    "港湾",
    "起重機",
    "水先人",
    "潮汐",
    "岸壁",
    "浮標",
    "台帳",
    "税関",
    "渡船",
    "信号",
    "防衛",
    "産業",
    "政策",
    "協力",
]
WORDS = ["harbour", "crane", "pilot", "tide", "quay", "buoy", "ledger", "customs", "ferry", "anchor", "rope"]


def said(count: int, words: Sequence[str], join: str) -> list[str]:
    """Return paragraphs that share their words, each with a number of its own."""
    dice = Random(count)
    return [f"{1000 + n}{join}" + join.join(dice.choices(words, k=30)) for n in range(count)]


def named(texts: Iterable[str]) -> str:
    return "".join(f'<p data-passage="i{n}">{text}</p>' for n, text in enumerate(texts))


def bare(texts: Iterable[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


# What editors leave behind of a text, with and without ids.
EDITS: dict[str, Callable[[list[str]], str]] = {
    "untouched": named,
    "all in one": lambda texts: named(["".join(texts)]),
    "merged in pairs": lambda texts: bare(a + b for a, b in zip(texts[::2], texts[1::2], strict=True)),
    "split": lambda texts: bare(half for text in texts for half in (text[:40], text[40:])),
    "rewritten": lambda texts: bare(f"{text}追加。" for text in texts),
    "half deleted": lambda texts: "".join(markup.outer(block) for block in markup.parse(named(texts))[::2]),
    "copies of one": lambda texts: f'<p data-passage="i0">{texts[0]}</p>' * len(texts),
}
CHAIN = {n: {f"i{k + 1}": f"i{k}" for k in range(n)} for n in (500, 500 * LARGER)}
# What is done, and with which text of so many passages.
PASSAGES: dict[str, tuple[Callable[..., object], Callable[[int], tuple[object, ...]]]] = {
    "groups": (passages.groups, lambda n: (named("x" * n), named("x" * n), CHAIN[n])),
    "groups through lineage": (passages.groups, lambda n: (named("x" * n), named("x"), CHAIN[n])),
    "anchors": (passages.anchors, lambda n: (named("x" * 9), CHAIN[n])),
    "align": (passages.align, lambda n: (bare(said(n, WORDS, " ")), bare(said(n, VOICES, "")))),
}


@pytest.mark.parametrize("is_original", [True, False], ids=["original", "translation"])
@pytest.mark.parametrize("name", EDITS)
def test_keeping_costs_as_much_as_the_text_is_long(name, is_original):
    def keep(count: int) -> Callable[[], object]:
        texts = said(count, VOICES, "")
        before, after = named(texts), EDITS[name](texts)
        return lambda: passages.keep(before, after, original=is_original)

    measured = ratio(keep(250), keep(250 * LARGER))

    print(f"\nkeep, {name}: {LARGER} x the passages, {measured:.1f} x the time")
    assert measured <= MOST


@pytest.mark.parametrize("name", PASSAGES)
def test_passages_cost_as_much_as_there_are_of_them(name):
    act, texts = PASSAGES[name]
    measured = ratio(partial(act, *texts(500)), partial(act, *texts(500 * LARGER)))

    print(f"\n{name}: {LARGER} x the passages, {measured:.1f} x the time")
    assert measured <= MOST


def test_the_context_of_a_note_called_everywhere_costs_as_much_as_its_sentence_is_long():
    def body(count: int) -> str:
        return "<p>" + '文、<sup data-note="n1"></sup>' * count + "</p>"

    short, long = body(1_000), body(1_000 * LARGER)
    measured = ratio(lambda: footnotes.context(short, "n1"), lambda: footnotes.context(long, "n1"))

    print(f"\ncontext, one sentence: {LARGER} x the calls, {measured:.1f} x the time")
    assert measured <= MOST


def test_matching_notes_costs_as_much_as_there_are_notes():
    def match(count: int) -> object:
        notes = {f"n{k}": f"<p>Author {k}, “Title.”</p>" for k in range(count)}
        return footnotes.match_texts(notes, notes)

    measured = ratio(lambda: match(1_000), lambda: match(1_000 * LARGER))

    print(f"\nmatch_texts: {LARGER} x the notes, {measured:.1f} x the time")
    assert measured <= MOST


def test_cleaning_what_is_clean_costs_little_more_than_reading_it():
    body = BODIES["a paper"](2_000)

    measured = ratio(lambda: markup.parse(body), lambda: markup.clean(body))

    print(f"\nclean : parse = {measured:.1f} : 1")
    assert measured <= 20
