"""What always holds of passages in three languages, however the texts are edited."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, permutations
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from papers import markup, passages

# fmt: off
WORDS = {
    "en": ["harbour", "crane", "pilot", "tide", "quay", "buoy", "ledger", "customs", "ferry", "anchor", "rope"],
    "fr": ["bassin", "grue", "pilote", "marée", "quai", "bouée", "registre", "douane", "bac", "ancre", "corde"],
    "ja": ["港湾", "起重機", "水先人", "潮汐", "岸壁", "浮標", "台帳", "税関", "渡船", "錨", "綱", "信号"],
}
# fmt: on
SENTENCES = st.integers(min_value=1, max_value=4)


@dataclass
class Edition:
    """A text in one language while editors work on it."""

    language: str
    body: str
    seen: set[str] = field(default_factory=set)

    def blocks(self) -> list[str]:
        return [markup.outer(block) for block in markup.parse(self.body)]


def sentence(language: str, dice: Random) -> str:
    words = [dice.choice(WORDS[language]) + str(dice.randrange(100, 1000)) for _ in range(6)]
    return ("" if language == "ja" else " ").join(words).capitalize() + ("。" if language == "ja" else ".")


def paragraph(language: str, dice: Random, count: int, ids: Sequence[str] = ()) -> str:
    text = " ".join(sentence(language, dice) for _ in range(count))
    return f'<p data-passage="{" ".join(ids)}">{text}</p>' if ids else f"<p>{text}</p>"


def original(dice: Random, counts: Sequence[int]) -> Edition:
    return Edition("en", passages.give("".join(paragraph("en", dice, count) for count in counts)))


def translated(source: Edition, language: str, dice: Random) -> Edition:
    """Return a translation in which passages are split and merged, at the same places in every language or not."""
    names = [names[0] for names in passages.every(source.body)]
    blocks = []
    while names:
        cut = dice.choice(("1:1", "1:1", "1:2", "2:1"))
        listed = [names.pop(0) for _ in range(min(len(names), 2 if cut == "2:1" else 1))]
        blocks += [paragraph(language, dice, 2, listed) for _ in range(2 if cut == "1:2" else 1)]
    return Edition(language, "".join(blocks))


def retagged(html: str, text: str) -> str:
    """Return a paragraph with its ids and another text."""
    return html[: html.index(">") + 1] + text + "</p>"


def inner(html: str) -> str:
    return html[html.index(">") + 1 : -len("</p>")]


def edited(edition: Edition, edit: str, dice: Random) -> str:
    """Return the body as an editor leaves it after one edit."""
    blocks = edition.blocks() or ["<p>Begin.</p>"]
    at = dice.randrange(len(blocks))
    text = inner(blocks[at])
    if edit == "type":
        blocks[at] = retagged(blocks[at], text + " " + sentence(edition.language, dice))
    elif edit == "move":
        blocks.insert(dice.randrange(len(blocks)), blocks.pop(at))
    elif edit == "split" and " " in text:
        first, second = text.split(" ", 1)
        blocks[at : at + 1] = [retagged(blocks[at], first), retagged(blocks[at], second)]
    elif edit == "merge" and at + 1 < len(blocks):
        blocks[at : at + 2] = [retagged(blocks[at], text + " " + inner(blocks[at + 1]))]
    elif edit == "delete":
        blocks.pop(at)
    elif edit == "paste":
        blocks.insert(at, paragraph(edition.language, dice, 2, ["foreign"]))
    elif edit == "copy":
        blocks.insert(dice.randrange(len(blocks) + 1), blocks[at])
    elif edit == "new":
        blocks.insert(at, paragraph(edition.language, dice, 2))
    return "".join(blocks)


EDITS = st.sampled_from(["type", "move", "split", "merge", "delete", "paste", "copy", "new"])
EDITORS = st.sampled_from(["en", "fr", "ja"])
TEXTS = st.lists(SENTENCES, min_size=1, max_size=6)


@settings(deadline=None, max_examples=150)
@given(seed=st.integers(), counts=TEXTS, edits=st.lists(st.tuples(EDITORS, EDITS), max_size=12))
def test_three_languages_stay_together_through_every_edit(seed, counts, edits):
    dice = Random(seed)
    english = original(dice, counts)
    editions = {"en": english, **{code: translated(english, code, dice) for code in ("fr", "ja")}}
    lineage: dict[str, str] = {}
    taken = {name for edition in editions.values() for name in chain(*passages.every(edition.body))}
    gone: set[str] = set()

    for code, edit in edits:
        before, after = editions[code].body, edited(editions[code], edit, dice)
        kept = passages.keep(before, after, original=code == "en", lineage=lineage, taken=taken)
        check_edit(before, after, kept, is_original=code == "en")
        assert gone.isdisjoint(chain(*passages.every(kept.body)) if code == "en" else ())
        if code == "en":
            gone |= set(chain(*passages.every(before))) - set(chain(*passages.every(kept.body)))
        lineage = kept.lineage
        editions[code].body = kept.body
        taken |= {*chain(*passages.every(kept.body)), *lineage}

        check_together([edition.body for edition in editions.values()], lineage)


def check_edit(before: str, after: str, kept: passages.Kept, *, is_original: bool) -> None:
    """No text is lost, every block has ids, those that were not touched keep theirs."""
    lists = passages.every(kept.body)
    assert markup.text(kept.body) == markup.text(after)
    assert all(lists)
    if is_original:
        assert Counter(map(len, lists)) == ({1: len(lists)} if lists else {})
        assert len(set(chain(*lists))) == len(lists)
    old = {markup.text(block): passages.ids(block) for block in markup.parse(before)}
    copies = [Counter(markup.text(block) for block in markup.parse(body)) for body in (before, kept.body)]
    for block in markup.parse(kept.body):
        text = markup.text(block)
        if copies[0][text] == 1 == copies[1][text]:
            assert passages.ids(block) == old[text]
    again = passages.keep(kept.body, kept.body, original=is_original, lineage=kept.lineage, taken=())
    assert again == kept


def check_together(bodies: Sequence[str], lineage: dict[str, str]) -> None:
    """Every block is in one group, no anchor stands twice, and whatever an edition lists has its anchor."""
    for left, right in permutations(bodies, 2):
        found = passages.groups(left, right, lineage)
        for side, body in enumerate((left, right)):
            places = Counter(chain.from_iterable(group[side] for group in found))
            assert places == Counter(range(len(passages.every(body))))
        assert [group.left for group in found if group.left] == sorted(
            group.left for group in found if group.left
        )
    for body in bodies:
        anchored = list(chain(*passages.anchors(body, lineage)))
        assert len(anchored) == len(set(anchored))
        assert {f"p-{name}" for name in chain(*passages.every(body))} <= set(anchored)


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(), counts=st.lists(SENTENCES, min_size=2, max_size=6))
def test_one_to_two_and_two_to_one_at_the_same_place(seed, counts):
    dice = Random(seed)
    english = original(dice, counts)
    a, b, *rest = (names[0] for names in passages.every(english.body))
    tail = "".join(f'<p data-passage="{name}">x</p>' for name in rest)
    french = f'<p data-passage="{a}">x</p><p data-passage="{a}">x</p><p data-passage="{b}">x</p>' + tail
    japanese = f'<p data-passage="{a} {b}">x</p>' + tail
    after = [passages.Group((n + 2,), (n + 3,)) for n in range(len(rest))]

    assert passages.groups(english.body, french) == [((0,), (0, 1)), ((1,), (2,)), *after]
    assert passages.groups(english.body, japanese)[0] == ((0, 1), (0,))
    assert passages.groups(french, japanese)[0] == ((0, 1, 2), (0,))


@settings(deadline=None, max_examples=100)
@given(seed=st.integers(), counts=TEXTS, edit=EDITS)
def test_old_addresses_arrive_after_a_split_or_a_merge(seed, counts, edit):
    dice = Random(seed)
    english = original(dice, counts)
    kept = passages.keep(english.body, edited(english, edit, dice), original=True, lineage={}, taken=())
    arrives = set(chain(*passages.anchors(kept.body, kept.lineage)))
    before = {f"p-{name}" for name in chain(*passages.every(english.body))}

    assert len(before - arrives) == (edit == "delete")
    if edit not in ("split", "merge"):
        assert kept.lineage == {}


# Few sentences with words in common: a heading says what the paragraph below it says.
FEW = [
    "Cranes",
    "The old quay",
    "The old quay is deep.",
    "Cranes stand on it.",
    "Cranes rust.",
    "Yes.",
    "税関",
    "税関は遠い。",
]
FEW_TEXTS = st.lists(
    st.lists(st.sampled_from(FEW), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6
)


def named(texts: Sequence[str]) -> list[str]:
    return [f'<p data-passage="a{place}">{text}</p>' for place, text in enumerate(texts)]


@settings(deadline=None, max_examples=300)
@given(texts=FEW_TEXTS, typed=FEW_TEXTS, at=st.integers(0, 6), is_original=st.booleans())
def test_what_is_typed_new_has_an_id_of_its_own_whatever_words_it_shares(texts, typed, at, is_original):
    before, at = named(texts), min(at, len(texts))
    assume(typed[0] not in texts)
    after = [*before[:at], f"<p>{typed[0]}</p>", *before[at:]]
    kept = passages.keep("".join(before), "".join(after), original=is_original)
    lists = passages.every(kept.body)

    (new,) = lists.pop(at)
    assert new not in {f"a{place}" for place in range(len(texts))}
    assert lists == [[f"a{place}"] for place in range(len(texts))]
    assert kept.lineage == {}


@settings(deadline=None, max_examples=200)
@given(texts=FEW_TEXTS, at=st.integers(0, 5), is_original=st.booleans())
def test_what_is_deleted_leaves_the_others_as_they_are(texts, at, is_original):
    before = named(texts)
    after = [block for place, block in enumerate(before) if place != at]
    kept = passages.keep("".join(before), "".join(after), original=is_original)

    assert kept == passages.Kept("".join(after), {})


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(), counts=st.lists(SENTENCES, max_size=8), repeated=st.booleans())
def test_aligning_a_text_with_itself_is_the_identity(seed, counts, repeated):
    body = original(Random(seed), counts).body * (2 if repeated else 1)
    body = passages.give("".join(f"<p>{markup.text(block)}</p>" for block in markup.parse(body)))
    found = passages.align(body, body)

    assert found.body == body
    assert [pair[:3] for pair in found.pairs] == [
        ((n,), (n,), True) for n in range(len(passages.every(body)))
    ]


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(), left=TEXTS, right=st.lists(SENTENCES, max_size=6))
def test_whatever_is_aligned_every_block_is_in_one_pair_and_has_ids(seed, left, right):
    dice = Random(seed)
    english = original(dice, left)
    japanese = "".join(paragraph("ja", dice, count) for count in right)
    found = passages.align(english.body, japanese)

    assert sorted(chain(*(pair.left for pair in found.pairs))) == list(range(len(left)))
    assert sorted(chain(*(pair.right for pair in found.pairs))) == list(range(len(right)))
    assert all(passages.every(found.body))
    assert markup.text(found.body) == markup.text(japanese)
