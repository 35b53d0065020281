"""Passages, the units of alignment: their ids through edits, their groups and anchors, and aligning two texts."""

from papers.passages.aligning import Alignment, align
from papers.passages.carrying import carry
from papers.passages.grouping import Group, anchors, groups, joined
from papers.passages.ids import digest, every, give, ids, relist
from papers.passages.judging import Pair, Reason
from papers.passages.keeping import Kept, keep

__all__ = [
    "Alignment",
    "Group",
    "Kept",
    "Pair",
    "Reason",
    "align",
    "anchors",
    "carry",
    "digest",
    "every",
    "give",
    "groups",
    "ids",
    "joined",
    "keep",
    "relist",
]
