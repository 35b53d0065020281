"""Passage ids through an edit: typed, moved, split, merged, copied, pasted, deleted."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from papers import markup
from papers.passages.in_original import keep_in_original
from papers.passages.in_translation import keep_in_translation


class Kept(NamedTuple):
    """The body after an edit with its ids repaired, and the lineage of the original's ids."""

    body: str
    lineage: dict[str, str]


def keep(
    before: str,
    after: str,
    *,
    original: bool,
    lineage: Mapping[str, str] | None = None,
    taken: Collection[str] = (),
    former: Mapping[str, str] | None = None,
) -> Kept:
    """Return `after`, as an editor left it, with the ids that belong on its blocks.

    `taken` is every id the paper has ever given, in any language: a gone id is never given again. In the original
    an id that `before` does not have is replaced, whether it was pasted or made up; one of `former` (gone id → the
    digest of its passage) comes back with its old text, when an edit is undone. In a translation an id that is taken
    stays, for editors align by hand. A split is told from a copy by the texts: halves make up the
    old text together, a copy adds nothing to it. Lineage changes in the original only.
    """
    lineage = lineage or {}
    olds, news = markup.parse(before), markup.parse(after)
    if original:
        lineage = keep_in_original(olds, news, lineage, taken, former or {})
    else:
        keep_in_translation(olds, news, {*taken, *lineage, *lineage.values()})
    return Kept(markup.serialise(news), dict(lineage))
