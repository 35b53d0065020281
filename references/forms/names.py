"""Names of an item, a row each: a person's family and given name, or the name of a body."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PARTS = ("family", "given", "literal")
MOST = 500  # names of one work
LENGTH = 300
CJK = re.compile(r"[぀-ヿ一-鿿々가-힣]")
Row = tuple[str, str, str]


def rows(value: Any) -> list[Row]:
    """Return names as rows of family name, given name and name of a body; what is no name is left out."""
    names = value if isinstance(value, list) else []
    return [_row(name) for name in names if isinstance(name, Mapping)]


def _row(name: Mapping[str, Any]) -> Row:
    family, given, literal = (str(name.get(part) or "") for part in PARTS)
    return family, given, literal


def shown(row: Row) -> str:
    """Return a name in one line, the family name first."""
    family, given, body = row
    if body or not (family and given):
        return body or family or given
    return f"{family} {given}" if CJK.search(family) else f"{family}, {given}"


def rest(name: Mapping[str, Any]) -> str:
    """Return what else a name says that no row asks for: particles, a suffix."""
    return ", ".join(str(value) for part, value in name.items() if part not in PARTS)


def renamed(before: Any, typed: Sequence[Row]) -> list[Any]:
    """Return the names as they were typed over those that stood there.

    A row keeps what else its name said; one that is emptied is taken out.
    """
    stood = [name for name in before if isinstance(name, Mapping)] if isinstance(before, list) else []
    found = []
    for at, row in enumerate(typed):
        name = stood[at] if at < len(stood) else {}
        if name and row == _row(name):
            found.append(name)
        elif any(row):
            kept = {part: value for part, value in name.items() if part not in PARTS}
            found.append({part: value for part, value in zip(PARTS, row, strict=True) if value} | kept)
    return found


class NamesInput(forms.Widget):
    """Rows of three inputs; one more is free, and a script adds others."""

    template_name = "admin/references/names.html"
    use_fieldset = True
    free = 1
    remarks: Sequence[str] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        found: list[Row] = []
        while len(found) <= MOST and any(f"{name}-{len(found)}-{part}" in data for part in PARTS):
            family, given, literal = (
                " ".join(str(data.get(f"{name}-{len(found)}-{part}") or "").split()) for part in PARTS
            )
            found.append((family, given, literal))
        return found

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-0-{part}" in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-family" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        filled = list(value or [])
        while filled and not any(filled[-1]):
            filled.pop()
        listed = [*filled, *[("", "", "")] * self.free]
        context["rows"] = [
            {"row": row, "remark": self.remarks[at] if at < len(self.remarks) else ""}
            for at, row in enumerate(listed)
        ]
        return context


class NamesField(forms.Field):
    """Names, cleaned to rows; what stays as it was shown is not looked at."""

    widget = NamesInput

    def __init__(self, *, stands: Any, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.stands = rows(stands)
        names = stands if isinstance(stands, list) else []
        self.widget.remarks = [rest(name) for name in names if isinstance(name, Mapping)]

    def clean(self, value: Any) -> list[Row]:
        typed = list(value or [])
        if len(typed) > MOST:
            raise ValidationError(_("More than %(most)s names are too many.") % {"most": MOST})
        for family, given, literal in typed:
            if (family or given) and literal:
                wrong = {"name": literal[:80]}
                raise ValidationError(
                    _("“%(name)s” is a person’s name or a body’s: fill one of the two.") % wrong
                )
            if max(map(len, (family, given, literal))) > LENGTH:
                raise ValidationError(
                    _("A name has at most %(most)s signs; write each in a row of its own.") % {"most": LENGTH}
                )
        return typed

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _filled(data or []) != _filled(self.stands)


def _filled(listed: Sequence[Row]) -> list[list[str]]:
    """Return the rows with single spaces, without the free ones at the end."""
    found = [[" ".join(part.split()) for part in row] for row in listed]
    while found and not any(found[-1]):
        found.pop()
    return found
