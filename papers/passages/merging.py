"""Which texts that are gone were taken in by the one before them or the one after."""

from collections.abc import Callable, Container, Iterator, Sequence
from typing import TypeVar

from papers.passages.likeness import HALF, Source

Old = TypeVar("Old")

LEAST = 4  # characters; what is shorter must stand at the very end, beside what stood there before
SLACK = 4  # characters, and a quarter of the text, that may have been typed where two texts were joined
END = 8  # characters at an end that tell whether anything was added there


class Ends:
    """The text at a place, with two ends at which it may have taken in others; what it `held` it had before."""

    def __init__(self, place: int, text: str, held: Sequence[str]) -> None:
        self.place, self.text = place, text
        self.source = Source(text, held)
        self.old = (held[0], held[-1]) if held else ("", "")
        self.start, self.stop = 0, len(text)

    def take_last(self, text: str) -> bool:
        """Return whether a text stands at the end, before those that were taken there already."""
        at, old = (self.start, self.stop), self.old[1][-END:]
        exact = self.text.endswith(text, *at) and self.text.startswith(self.old[0], *at)
        same = bool(old) and self.text.endswith(old, *at) and not text.endswith(old)
        end = self.text[max(self.stop - _reach(text), self.start) : self.stop]
        taken = (exact or not same) and self._take(text, end, exact=exact)
        self.stop -= len(text) if taken else 0
        return taken

    def take_first(self, text: str) -> bool:
        """Return whether a text stands at the beginning, after those that were taken there already."""
        at, old = (self.start, self.stop), self.old[0][:END]
        exact = self.text.startswith(text, *at) and self.text.endswith(self.old[1], *at)
        same = bool(old) and self.text.startswith(old, *at) and not text.startswith(old)
        end = self.text[self.start : min(self.start + _reach(text), self.stop)]
        taken = (exact or not same) and self._take(text, end, exact=exact)
        self.start += len(text) if taken else 0
        return taken

    def _take(self, text: str, end: str, *, exact: bool) -> bool:
        if not text or not (exact if len(text) < LEAST else Source(end).share(text) >= HALF):
            return False
        if self.source.share(text) < HALF:
            return False
        self.source.take(text)
        return True


def _reach(text: str) -> int:
    """Return how far from an end a text may begin that was taken in there."""
    return len(text) + len(text) // 4 + SLACK


def swallowed(
    olds: Sequence[Old],
    gone: Container[Old],
    text: Callable[[Old], str],
    last: Callable[[Old], Ends],
    first: Callable[[Old], Ends],
) -> Iterator[tuple[Old, int]]:
    """Yield what is gone with the place that took it in.

    `last` is the last place where an old text goes on, at whose end those after it may stand; `first` likewise.
    """
    for run, before, after in _gaps(olds, gone):
        left = run
        if before is not None:
            ends = last(before)
            taken = {place for place in reversed(range(len(run))) if ends.take_last(text(run[place]))}
            yield from ((run[place], ends.place) for place in sorted(taken))
            left = [old for place, old in enumerate(run) if place not in taken]
        if after is not None and left:
            ends = first(after)
            yield from ((old, ends.place) for old in left if ends.take_first(text(old)))


def _gaps(olds: Sequence[Old], gone: Container[Old]) -> Iterator[tuple[list[Old], Old | None, Old | None]]:
    """Yield each run of what is gone with what stays before and after it."""
    run: list[Old] = []
    before = None
    for old in olds:
        if old in gone:
            run.append(old)
        else:
            if run:
                yield run, before, old
            run, before = [], old
    if run:
        yield run, before, None
