"""What the history of a row says of a change: the fields by their labels, in the language of who made it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _


class InWords(admin.ModelAdmin):
    """Django keeps the English labels and looks for each of them again, which finds none that begins with a capital."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Sequence[Any] | None, add: bool = False
    ) -> str:
        return " ".join(_told(form, formsets or (), add=add)) or _("No fields changed.")


def _told(form: forms.BaseForm, formsets: Sequence[Any], *, add: bool) -> Iterator[str]:
    if add:
        yield _("Added.")
    elif form.changed_data:
        yield _("Changed {fields}.").format(fields=_labels(form, form.changed_data))
    for formset in formsets:
        name, fields = formset.model._meta.verbose_name, formset.empty_form
        for row in formset.new_objects:
            yield _("Added {name} “{object}”.").format(name=name, object=row)
        for row, changed in formset.changed_objects:
            labels = _labels(fields, changed)
            yield _("Changed {fields} for {name} “{object}”.").format(fields=labels, name=name, object=row)
        for row in formset.deleted_objects:
            yield _("Deleted {name} “{object}”.").format(name=name, object=row)


def _labels(form: forms.BaseForm, names: Sequence[str]) -> str:
    """Return the labels of the fields; one that the form does not have is called by its name, such as a password."""
    labels = [form.fields[name].label or capfirst(name) if name in form.fields else _(name) for name in names]
    return get_text_list([str(label) for label in labels], _("and"))
