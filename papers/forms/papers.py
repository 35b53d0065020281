"""The form of a paper, what is language-neutral of it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from papers.forms.seen import SeenForm
from papers.metadata import own_name
from papers.models import Paper, Tag


class TagsField(forms.ModelMultipleChoiceField):
    """Tags under their names in the language of the desk."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Tag) -> str:
        return obj.label("name", get_language() or "").text or obj.slug


class PaperForm(SeenForm):
    """A paper; its tags are chosen by name, never typed."""

    tags = TagsField(Tag.objects.all(), required=False, label=_("Subjects"))

    class Meta:
        model = Paper
        fields = ("series", "volume", "slug", "original_language", "licence", "tags")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
        label = self.fields["original_language"].label
        self.fields["original_language"] = forms.ChoiceField(choices=choices, label=label)
        if self.instance.pk:
            self.initial["tags"] = Tag.objects.filter(tagged__content_object=self.instance)
