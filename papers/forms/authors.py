"""The forms of authors: one with a photo to choose; those of a paper and the translators of an edition, as lists."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Model
from django.forms.models import BaseInlineFormSet, model_to_dict
from django.utils.translation import gettext as _

from papers.forms import pictures
from papers.forms.editions import TranslationForm
from papers.forms.papers import PaperForm
from papers.forms.seen import SeenForm
from papers.models import Authorship

FREE = 10_000  # places that no list of authors reaches


class AuthorForm(SeenForm):
    """An author; the photo is chosen by sight among the newest images."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "photo" in self.fields:  # who only looks at an author has no fields
            self.fields["photo"] = pictures.choice(self, "photo", _("no photo"))


class CreditFormSet(BaseInlineFormSet):
    """People and their places; the page's own form refuses a list that is old, and this one brings it up to date."""

    guard: type[SeenForm]

    def __init__(self, data: Any = None, *args: Any, instance: Any, prefix: str, **kwargs: Any) -> None:
        if data is not None and instance.pk and self.guard(data, instance=instance).is_stale():
            stored = self.model._default_manager.filter(**{self.fk.name: instance})
            data = laid_over(data, prefix, stored.order_by("order"))
        super().__init__(data, *args, instance=instance, prefix=prefix, **kwargs)


class TranslatorshipFormSet(CreditFormSet):
    guard = TranslationForm


class AuthorshipFormSet(CreditFormSet):
    guard = PaperForm

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        return _("Each author stands in the list once, and each place is one author’s.")

    def save_existing_objects(self, commit: bool = True) -> Any:
        """Save; the places that change are freed before, for two authors may change them with each other."""
        moved = [
            form.instance.pk
            for form in self.initial_forms
            if "order" in form.changed_data or form in self.deleted_forms
        ]
        Authorship.objects.filter(pk__in=moved).update(order=F("order") + FREE)
        return super().save_existing_objects(commit)


def laid_over(data: Any, prefix: str, stored: Iterable[Model]) -> Any:
    """Return what was sent, with the list as it is stored now beneath it.

    A row that is still there keeps what was typed for it, one that came since is shown as it is, and one that is gone
    stands at the end as a new one, if it was not deleted here as well.
    """
    known = {str(row.pk): _sent(row) for row in stored}
    new = []
    for typed in _typed(data, prefix):
        if typed.get("id") in known:
            known[typed["id"]] = typed
        elif "DELETE" not in typed:
            new.append({**typed, "id": ""})
    data = data.copy()
    for name in [name for name in data if re.match(rf"{re.escape(prefix)}-\d+-", name)]:
        del data[name]
    for place, values in enumerate([*known.values(), *new]):
        data.update({f"{prefix}-{place}-{name}": value for name, value in values.items()})
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = len(known) + len(new), len(known)
    return data


def _typed(data: Any, prefix: str) -> list[dict[str, str]]:
    """Return what was sent for each author, by the names of its fields; places that nothing was sent for are none."""
    typed: dict[int, dict[str, str]] = {}
    for name in data:
        if found := re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,4}})-(\w+)", name):
            typed.setdefault(int(found[1]), {})[found[2]] = data[name]
    return [typed[place] for place in sorted(typed)]


def _sent(row: Model) -> dict[str, str]:
    """Return the row as its untouched form would send it."""
    return {name: "" if value is None else str(value) for name, value in model_to_dict(row).items()}
