"""The form of a paper, what is language-neutral of it, and of its authors."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from papers.forms.seen import SeenForm
from papers.metadata import own_name
from papers.models import Paper, Tag, TaggedPaper


class TagsField(forms.ModelMultipleChoiceField):
    """Tags under their names in the language of the desk."""

    widget = forms.CheckboxSelectMultiple


def rows_of(paper: Paper) -> list[Any]:
    """Return what the page of a paper may overwrite beside its row: its authors in their order, its tags."""
    tagged = TaggedPaper.objects.filter(content_object=paper).order_by("pk")
    return [*paper.authorships.select_related("author").order_by("order"), *tagged]


class PaperForm(SeenForm):
    """A paper; its tags are chosen by name, never typed."""

    tags = TagsField(Tag.objects.all(), required=False, label=_("Subjects"))

    class Meta:
        model = Paper
        fields = ("series", "volume", "slug", "original_language", "licence", "tags")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "original_language" in self.fields:  # who only looks at a paper has no fields
            choices = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
            label = self.fields["original_language"].label
            self.fields["original_language"] = forms.ChoiceField(choices=choices, label=label)
        if self.instance.pk:
            self.initial["tags"] = Tag.objects.filter(tagged__content_object=self.instance)

    def read(self) -> list[Any]:
        rows = super().read()
        return [*rows, *rows_of(self.instance)] if rows else []

    def differences(self) -> list[str]:
        """Return, beside what differs in the columns, the tags and authors as they are stored now."""
        tags = gettext(", ").join(str(tag) for tag in self.initial["tags"])
        authors = gettext(", ").join(
            f"{row.order}. {row.author.named('family_name')}" for row in self.instance.authorships.all()
        )
        told = [(self.fields["tags"].label, tags)] if "tags" in self.changed_data else []
        lists = [*told, (_("Authors"), authors)]
        return [*super().differences(), *(f"{label}: {names or '—'}" for label, names in lists)]
