"""Text rooms cost as much as their text is long: eight times the text, at most sixteen times the time."""

from collections.abc import Callable
from time import process_time

import pytest

from papers import footnotes, markup

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
