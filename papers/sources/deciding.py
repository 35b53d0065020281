"""An editor's word on what a note cites: kept as long as the note says the same, and followed by the public record."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import reversion
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from papers.models import Citation, OpenCitation, Stamp, VersionCitation
from papers.sources import pages, rows
from papers.sources.record import cite_all
from references import matching
from references.models import Reference


def confirm(
    citation: Citation, item: Mapping[str, Any], locator: str = "", label: str = "page", *, by: Any = None
) -> Citation:
    """Store what an editor says of a citation: the work is this item, cited at this place; return the row.

    The work and the citation are confirmed, and every citation of the work says so with it. The note is not rewritten,
    and the signs by which the work was known go on leading to it.
    """
    with _deciding(by):
        row = Citation.objects.select_related("reference", "footnote__paper").get(pk=citation.pk)
        reversion.set_comment(_("Confirmed in a note."))
        reference = row.reference
        reference.item, reference.confidence = dict(item), {}
        reference.confirmed_at = timezone.now()
        reference.save()
        matching.remember(reference)
        row.locator, row.label = locator, label
        _confirmed(row)
        # The work itself has changed, wherever it is cited.
        pages.follow_works([reference.pk])
        Stamp.touch()
        return row


def point(
    row: Citation | OpenCitation,
    reference: Reference,
    locator: str | None = None,
    label: str | None = None,
    *,
    by: Any = None,
) -> Citation:
    """Store an editor's word that this place in a note means this work; return the confirmed Citation.

    Locator and label stay as they were read where they are None. The work itself is not confirmed by it.
    """
    with _deciding(by):
        stands = type(row).objects.select_related("footnote__paper").get(pk=row.pk)
        former = stands.reference_id if isinstance(stands, Citation) else None
        cited = stands if isinstance(stands, Citation) else _closed(stands)
        cited.reference = reference
        for name, value in {"locator": locator, "label": label}.items():
            if value is not None:
                setattr(cited, name, value)
        _confirmed(cited)
        if former:
            rows.drop_uncited([former])
        return cited


def settle(row: Citation | OpenCitation, *, by: Any = None) -> OpenCitation:
    """Store an editor's word that there is no work to be found at this place; return the settled row."""
    with _deciding(by):
        stands = type(row).objects.select_related("footnote__paper").get(pk=row.pk)
        settled = stands if isinstance(stands, OpenCitation) else _opened(stands)
        settled.is_settled = True
        settled.save()
        cite_all(settled.footnote.paper)
        if isinstance(stands, Citation):
            rows.drop_uncited([stands.reference_id])
        return settled


def merge(keep: Reference, gone: Reference, *, by: Any = None) -> Reference:
    """Make two References one, in one transaction: all that cites `gone` cites `keep`, which is returned as it stands.

    Whatever `gone` was known by leads to `keep` from now on, its key and what was kept apart from it too. Raises
    ValueError for a Reference and itself.
    """
    if keep.pk == gone.pk:
        raise ValueError("a Reference is not merged with itself")
    with _deciding(by):
        kept = Reference.objects.select_for_update().get(pk=keep.pk)
        merged = Reference.objects.select_for_update().get(pk=gone.pk)
        for model in (Citation, VersionCitation):
            model.objects.filter(reference=merged).update(reference=kept)
        matching.absorb(kept, merged)
        reversion.set_comment(_("“%(name)s” (%(key)s) was merged into it.") % {"name": gone, "key": gone.key})
        if reversion.is_registered(Reference):
            reversion.add_to_revision(kept)
        pages.follow_works([kept.pk])
        Stamp.touch()
        return kept


@contextmanager
def _deciding(by: Any) -> Iterator[None]:
    """Hold the library in one transaction, and record in the history of References what is saved of them."""
    with transaction.atomic(), reversion.create_revision(atomic=False):
        matching.hold()
        if by is not None:
            reversion.set_user(by)
        yield


def _confirmed(row: Citation) -> None:
    """Store that a person has looked at a citation, and let the public record follow."""
    row.confidence, row.confirmed_at = {}, timezone.now()
    row.save()
    cite_all(row.footnote.paper)


def _closed(row: OpenCitation) -> Citation:
    """Take an open citation away and return, not yet stored, the Citation that stands in its place."""
    row.delete()
    return Citation(is_short=row.reason != OpenCitation.UNREAD, **_of_both(row))


def _opened(row: Citation) -> OpenCitation:
    """Take a Citation away and return, not yet stored, the open one that stands in its place."""
    row.delete()
    return OpenCitation(item=row.reference.item, reason=OpenCitation.UNREAD, **_of_both(row))


def _of_both(row: Citation | OpenCitation) -> dict[str, Any]:
    names = ("footnote", "order", "locator", "label", "printed", "digest")
    return {name: getattr(row, name) for name in names}
