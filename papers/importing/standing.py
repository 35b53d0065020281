"""What importing may change of a paper, in one digest: equal before and after, the files bring nothing new."""

import hashlib
from collections.abc import Iterator

from django.db.models import Q, QuerySet

from papers.models import Author, Authorship, Footnote, NoteText, Paper, Series, Translation, Translatorship

# When a row was written is no change of it.
_UNREAD = {"updated_at"}


def digest(paper: Paper) -> str:
    """Return the digest of the paper, its editions, notes and people, and of the series it is in."""
    told = hashlib.sha256()
    for rows in _rows(paper):
        names = [field.attname for field in rows.model._meta.concrete_fields if field.name not in _UNREAD]
        told.update(repr(list(rows.order_by("pk").values_list(*names))).encode())
    return told.hexdigest()


def _rows(paper: Paper) -> Iterator[QuerySet]:
    own = Q(paper=paper)
    # Plain querysets: modeltranslation's read a label in the language of the interface.
    yield QuerySet(Paper).filter(pk=paper.pk)
    yield QuerySet(Series).filter(papers=paper.pk)
    yield from (QuerySet(model).filter(own) for model in (Translation, Authorship, Footnote))
    yield QuerySet(NoteText).filter(footnote__paper=paper)
    yield QuerySet(Translatorship).filter(translation__paper=paper)
    yield QuerySet(Author).filter(authorships__paper=paper)
