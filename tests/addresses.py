"""Every address of the desk by its name, each with arguments that lead to a row."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import URLPattern, get_resolver, reverse
from reversion.models import Version as SavedRow

from papers.models import Paper

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
    """Return the address with arguments that lead to a row: of this paper where it has such rows."""
    first = _first(*name.split("_")[:2], paper)
    if isinstance(arguments, int):
        return reverse(f"admin:{name}", args=[first] * arguments)
    numbers = dict.fromkeys(("old", "new", "number"), 1)
    others = {
        "other": "ja",
        "name": "x.png",
        "revision_id": _number(SavedRow),
        "version_id": _number(SavedRow),
    }
    known = {"pk": first, "object_id": first, "id": first, **numbers, **others}
    return reverse(f"admin:{name}", kwargs={argument: known[argument] for argument in arguments})


def _first(app: str, model: str, paper: Paper) -> int:
    version = paper.versions.get(language="en")
    own = {
        "paper": paper.pk,
        "translation": paper.translations.get(language="en").pk,
        "version": version.pk,
        "release": version.releases.get().pk,
    }
    return own.get(model) or _number(apps.get_model(app, model))


def _number(model: Any) -> int:
    """Return the number of the first row there is; databases do not begin with 1 again for each test."""
    row = model._base_manager.order_by("pk").first()
    return row.pk if row else 1
