"""Where an id came from or went to: new id → the id it was split from, gone id → the id that stays."""

from collections.abc import Container, Iterable, Iterator, Mapping


def ancestry(name: str, lineage: Mapping[str, str]) -> Iterator[str]:
    """Yield the id and all that it leads to, each once; a circle ends where it closes."""
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        yield name
        if name not in lineage:
            return
        name = lineage[name]


def arrivals(names: Iterable[str], lineage: Mapping[str, str], homes: Container[str]) -> dict[str, str]:
    """Return each id that leads to one of `homes` with the nearest one; an id at home leads to itself."""
    known: dict[str, str | None] = {}
    found: dict[str, str] = {}
    for name in names:
        passed, met = [], None
        for older in ancestry(name, lineage):
            if older in homes or older in known:
                met = known.get(older, older)
                break
            passed.append(older)
        known |= dict.fromkeys(passed, met)
        if met is not None:
            found[name] = met
    return found


def roots(names: Iterable[str], lineage: Mapping[str, str]) -> dict[str, str]:
    """Return for each id the last one that it leads to; all that lead into one circle have one root."""
    found: dict[str, str] = {}
    for name in names:
        passed = []
        for older in ancestry(name, lineage):
            if older in found:
                last = found[older]
                break
            passed.append(older)
        else:
            last = min(ancestry(passed[-1], lineage))
        found |= dict.fromkeys(passed, last)
    return found


def join(lineage: dict[str, str], gone: Iterable[str], stays: str) -> None:
    """Let the ids that are gone lead to the one that stays, and that one no longer to any of them."""
    older = set(ancestry(stays, lineage))
    for name in gone:
        if name == stays:
            continue
        if name in older:
            # It was split from what is gone now; it stands on its own.
            lineage.pop(stays)
            older = {stays}
        lineage[name] = stays
