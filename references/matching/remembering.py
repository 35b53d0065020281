"""What the library remembers of a Reference: its signs and traits, through corrections and merges."""

from django.db.models import Q

from references.matching.facts import Item
from references.matching.nearness import note_near, traits
from references.matching.signs import signs
from references.models import FormerKey, MatchKey, NearMatch, Reference, Trait


def claim(reference: Reference, item: Item) -> None:
    """Let the Reference hold the signs and traits of an item of its; a sign that another one holds stays with that."""
    held = [MatchKey(reference=reference, value=sign) for sign in signs(item)]
    if held:
        MatchKey.objects.bulk_create(held, ignore_conflicts=True)
    shared = [Trait(reference=reference, value=trait) for trait in traits(item)]
    if shared:
        Trait.objects.bulk_create(shared, ignore_conflicts=True)


def remember(reference: Reference) -> None:
    """Take note of what a Reference says now, in a transaction, after a person has changed it.

    The signs that it had stay: printed notes go on saying what they said.
    """
    claim(reference, reference.item)
    note_near(reference)


def absorb(keep: Reference, gone: Reference) -> None:
    """Give what the library knows `gone` by to `keep`, and delete `gone`; what cites it was moved before.

    Its signs find `keep` from now on, its key leads there, and what it was kept apart from stays apart.
    """
    MatchKey.objects.filter(reference=gone).update(reference=keep)
    known = list(Trait.objects.filter(reference=keep).values_list("value", flat=True))
    Trait.objects.filter(reference=gone).exclude(value__in=known).update(reference=keep)
    FormerKey.objects.filter(reference=gone).update(reference=keep)
    FormerKey.objects.create(reference=keep, key=gone.key)
    for pair in NearMatch.objects.filter(Q(first=gone) | Q(second=gone)):
        _hand_on(pair, keep, gone)
    gone.delete()


def _hand_on(pair: NearMatch, keep: Reference, gone: Reference) -> None:
    """Make a near match of `gone` one of `keep`; the pair of the two was settled by merging them."""
    other = pair.second_id if pair.first_id == gone.pk else pair.first_id
    if other == keep.pk:
        return
    first, second = sorted((keep.pk, other))
    ours, _new = NearMatch.objects.get_or_create(
        first_id=first, second_id=second, defaults={"score": pair.score}
    )
    ours.score = max(ours.score, pair.score)
    ours.kept_apart = ours.kept_apart or pair.kept_apart
    ours.save()
