"""Reading notes costs as much as they are long, and a typical one less than a millisecond."""

from collections.abc import Callable
from time import process_time

import pytest

from references import notes
from tests.bench.bench_text_rooms import LARGER, MOST, ratio
from tests.test_notes_pairs import PAIRS

SHORT = 2_500  # characters; the longer note has 20,000
MILLISECOND = 0.001


# Signs that open and never close, lists that never end, and words that a rule may begin at again and again.
def filled(unit: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Return what makes a note of so many characters."""
    return lambda length: before + unit * (length // len(unit)) + after


TEXTS: dict[str, Callable[[int], str]] = {
    "a word without end": filled("a"),
    "signs": filled(".,;:()[]「」"),
    "stops": filled("."),
    "semicolons": filled("a; "),
    "opening quotes": filled("“"),
    "opening Japanese quotes": filled("「"),
    "quotes in one another": lambda length: "“" * (length // 2) + "”" * (length // 2),
    "straight quotes": filled('"a '),
    "stars": filled("*a "),
    "opening parentheses": filled("("),
    "years in parentheses": filled("(2000) "),
    "a long parenthesis": filled("Court ", "A (", ")"),
    "an address with parentheses": filled(")", "http://x"),
    "words": filled("word "),
    "sentences": filled("Word. "),
    "initials": filled("A B. "),
    "figures": filled("1"),
    "names": filled("John Smith, "),
    "Japanese names": filled("山田太郎、"),
    "names with and": filled("A and "),
    "editors": filled("ed. A, ", "“T,” "),
    "containers": filled("in A, ", "“T,” "),
    "openers": filled("see "),
    "articles of a law": filled("第1条"),
    "laws": filled("法（"),
    "words in quotes": filled("「核の傘」については、"),
    "topics": filled("詳しくは、"),
    "kanji numerals": filled("二〇〇八年"),
    "a long title": filled("本 ", "山田太郎『", "』"),
    "editions in brackets": filled("〔新版〕", "山田太郎『", "』"),
    "containers in parentheses": filled("「題」（『誌』2000年）"),
    "short cites in Japanese": filled("山田・前掲書、"),
    "roles and spaces": filled("山田太郎著　", "", "『本』"),
    "parts of a parenthesis": filled("2000年、", "「題」（", "）"),
    "newspapers and days": filled("朝日新聞2000年1月1日、"),
    "sessions of the Diet": filled("第1回国会衆議院"),
    "bodies named after subjects": filled("会「題」研究会"),
    "Japanese sources": filled("山田太郎『本』岩波書店、2000年、"),
    "Western sources": filled("John Smith, Title (Oxford: Oxford University Press, 2000), 5; "),
}


@pytest.mark.parametrize("name", TEXTS)
def test_reading_costs_as_much_as_the_note_is_long(name):
    short, long = TEXTS[name](SHORT), TEXTS[name](SHORT * LARGER)

    measured = ratio(lambda: notes.read(short), lambda: notes.read(long))

    print(f"\nread, {name}: {LARGER} x the note, {measured:.1f} x the time")
    assert measured <= MOST


def test_resolving_costs_as_much_as_there_are_notes():
    full = "Author{0} Name, Title {0} (Oxford: Oxford University Press, 2000), 5."
    readings = [notes.read(full.format(chr(97 + n % 26) * 3)) for n in range(26)]
    short, long = ([*readings, *[notes.read("Ibid., 5.")] * count] for count in (500, 500 * LARGER))

    measured = ratio(lambda: notes.resolve(short), lambda: notes.resolve(long))

    print(f"\nresolve: {LARGER} x the notes, {measured:.1f} x the time")
    assert measured <= MOST


def test_a_typical_note_is_read_in_less_than_a_millisecond():
    texts = [pair["text"] for pair in PAIRS]
    for text in texts:
        notes.read(text)
    start = process_time()
    for text in texts:
        notes.read(text)
    each = (process_time() - start) / len(texts)

    print(f"\na note: {each * 1000:.2f} ms")
    assert each < MILLISECOND
