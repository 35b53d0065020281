"""Choosing a picture by sight, among the newest images."""

from django import forms
from django.db.models import Q

from papers.models import Image
from papers.widgets import PictureSelect

CHOICES = 24


def choice(form: forms.ModelForm, name: str, nothing: str) -> forms.ModelChoiceField:
    """Return the field in which one of the newest images is chosen, or the one that the row has, or `nothing`."""
    newest = Image.objects.order_by("-created_at", "-pk").values_list("pk", flat=True)[:CHOICES]
    offered = Q(pk__in=list(newest)) | Q(pk=getattr(form.instance, f"{name}_id"))
    return forms.ModelChoiceField(
        Image.objects.filter(offered).order_by("-created_at", "-pk"),
        required=False,
        # Radio buttons offer nothing at all unless they are told that nothing is a choice.
        blank=True,
        label=form.fields[name].label,
        help_text=form.fields[name].help_text,
        empty_label=nothing,
        widget=PictureSelect,
    )
