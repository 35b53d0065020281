"""The ids of a text given to a revised file of it that has none."""

from papers import markup
from papers.passages.ids import assign, ids
from papers.passages.likeness import match, said


def carry(before: str, after: str) -> str:
    """Return `after` with the ids of `before` on the blocks that continue one of its blocks.

    Equal texts first, then the most alike; each block of `before` is continued once at most, wherever it stands
    now. Ids that `after` had are dropped; its other blocks have none.
    """
    olds, news = list(markup.parse(before)), markup.parse(after)
    matched = match([said(block) for block in olds], [said(block) for block in news])
    for place, block in enumerate(news):
        assign(block, ids(olds[matched[place]]) if place in matched else [])
    return markup.serialise(news)
