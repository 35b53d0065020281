"""Every address of the desk by its name, each with arguments that lead to a row."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from papers.models import Footnote, Paper

Arguments = tuple[str, ...] | int  # by name, or how many places an address counts
OURS = ("papers_", "references_", "auth_")


def desk_addresses() -> list[tuple[str, Arguments]]:
    """Return the name of every address of our rows at the desk, with the arguments that it takes."""
    admin = next(r for r in get_resolver().url_patterns if getattr(r, "app_name", "") == "admin")
    names = set()
    for pattern in _flat(admin.url_patterns):
        if pattern.name and pattern.name.startswith(OURS):
            names.add((pattern.name, tuple(pattern.pattern.converters) or pattern.pattern.regex.groups))
    return sorted(names)


def _flat(patterns: Any) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _flat(pattern.url_patterns)


def address(name: str, arguments: Arguments, paper: Paper) -> str:
    """Return the address with arguments that lead to a row."""
    model = name.split("_")[1]
    version = paper.versions.get(language="en")
    english = paper.translations.get(language="en")
    values = {
        "paper": paper.pk,
        "translation": english.pk,
        "version": version.pk,
        "release": version.releases.get().pk,
        "footnote": Footnote.objects.get().pk,
    }
    first = values.get(model, 1)
    known = {
        "pk": first,
        "object_id": first,
        "old": 1,
        "new": 1,
        "number": 1,
        "other": "ja",
        "name": "x.png",
        "id": first,
        "revision_id": 1,
        "version_id": 1,
    }
    if isinstance(arguments, int):
        return reverse(f"admin:{name}", args=[1] * arguments)
    return reverse(f"admin:{name}", kwargs={argument: known[argument] for argument in arguments})
