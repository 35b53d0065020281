"""The sources of a paper: its notes, read → References that they cite, in the working copy and in the public record."""

from papers.sources.deciding import confirm, merge, point, settle
from papers.sources.pages import follow, follow_works, keep
from papers.sources.record import cite, cite_all, read_all
from papers.sources.working import Counts, read, refresh

__all__ = [
    "Counts",
    "cite",
    "cite_all",
    "confirm",
    "follow",
    "follow_works",
    "keep",
    "merge",
    "point",
    "read",
    "read_all",
    "refresh",
    "settle",
]
