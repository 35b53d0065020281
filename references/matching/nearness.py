"""References that may be one work with an item: looked for by few traits, never among all."""

from collections.abc import Iterable

from references.matching import facts
from references.matching.facts import Item, said
from references.matching.likeness import NEAR, likeness
from references.matching.signs import fitted, signs
from references.matching.words import is_wide, joined, main_title, words
from references.models import MatchKey, NearMatch, Reference, Trait

# Of those that share a trait the newest so many are looked at: the cost of a work does not grow with the library.
LOOKED_AT = 20
PROPOSED = 5
_BEGINNING, _BEGINNING_WIDE = 3, 6


def traits(item: Item) -> list[str]:
    """Return what works alike share: the title without its subtitle, its beginning, its author with the year."""
    title, issued, maker = said(item, "title"), facts.date(item), facts.maker(item)
    main, size = words(main_title(title)), _BEGINNING_WIDE if is_wide(title) else _BEGINNING
    found = [
        f"title:{joined(main)}" if main else "",
        f"begins:{joined(words(title)[:size])}" if title else "",
        f"by:{maker} {issued[0]}" if maker and issued else "",
    ]
    return [fitted(trait) for trait in found if trait]


def near(item: Item, besides: Reference | None = None) -> list[tuple[Reference, float]]:
    """Return the References that may be this work, the likest first, each with its likeness (references.matching.likeness).

    `besides` is the Reference that the item is of, and left out.
    """
    found = set(MatchKey.objects.filter(value__in=signs(item)).values_list("reference", flat=True))
    for trait in traits(item):
        rows = Trait.objects.filter(value=trait).order_by("-reference")
        found.update(rows.values_list("reference", flat=True)[:LOOKED_AT])
    found -= {besides.pk} if besides else set()
    alike = [(each, likeness(item, each.item)) for each in Reference.objects.filter(pk__in=found)]
    alike = [pair for pair in alike if pair[1] >= NEAR]
    return sorted(alike, key=lambda pair: (-pair[1], pair[0].pk))[:PROPOSED]


def note_near(reference: Reference) -> None:
    """Propose to editors what the Reference may be one with; a pair that they kept apart stays so."""
    propose(reference, near(reference.item, besides=reference))


def propose(reference: Reference, others: Iterable[tuple[Reference, float]]) -> None:
    pairs = [
        NearMatch(first_id=first, second_id=second, score=round(score, 3))
        for other, score in others
        for first, second in [sorted((reference.pk, other.pk))]
    ]
    if pairs:
        NearMatch.objects.bulk_create(pairs, ignore_conflicts=True)


def keep_apart(one: Reference, other: Reference) -> None:
    """Remember that two References are two works: the pair is not proposed again."""
    first, second = sorted((one, other), key=lambda each: each.pk)
    NearMatch.objects.update_or_create(
        first=first,
        second=second,
        defaults={"kept_apart": True},
        create_defaults={"kept_apart": True, "score": round(likeness(first.item, second.item), 3)},
    )
