"""Where an id came from or went to: new id → the id it was split from, gone id → the id that stays."""

from collections.abc import Iterator, Mapping


def ancestry(name: str, lineage: Mapping[str, str]) -> Iterator[str]:
    """Yield the id and all that it leads to, each once; a circle ends where it closes."""
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        yield name
        if name not in lineage:
            return
        name = lineage[name]


def root(name: str, lineage: Mapping[str, str]) -> str:
    """Return the last id that this one leads to; all that lead into one circle have one root."""
    *_, last = ancestry(name, lineage)
    return min(ancestry(last, lineage))


def joined(lineage: Mapping[str, str], gone: str, stays: str) -> dict[str, str]:
    """Return the lineage in which `gone` leads to `stays`, and `stays` no longer to `gone`."""
    if gone == stays:
        return dict(lineage)
    longer = dict(lineage)
    if gone in ancestry(stays, lineage):
        # It was split from what is gone now; it stands on its own.
        longer.pop(stays)
    longer[gone] = stays
    return longer
