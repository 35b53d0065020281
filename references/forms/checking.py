"""What keeps an item that was typed nowhere out of the library: the checks of the form, run on its values as they are."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from references.forms import dates, kinds, names
from references.forms.item import VariableField, text_of


def wrongs(item: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each value that the form would refuse; none when it would take the item as it is."""
    return [
        _("%(field)s: %(reason)s") % {"field": capfirst(kinds.label(name)), "reason": reason}
        for name, reason in _found(item)
    ]


def _found(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in item.items():
        try:
            _check(name, value)
        except ValidationError as wrong:
            yield name, " ".join(wrong.messages)


def _check(name: str, value: Any) -> None:
    if name in kinds.NAMES:
        _names().clean(names.rows(value))
    elif name in kinds.DATES:
        dates.check(value)
    elif name in kinds.TEXTS:
        _text(name).clean(text_of(value))


# Ten thousand items are checked at once, and a field is the same for each of them.
@cache
def _text(name: str) -> forms.Field:
    return VariableField(name=name, stands="")


@cache
def _names() -> forms.Field:
    return names.NamesField(stands=[])
