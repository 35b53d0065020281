"""The widgets of the desk: editors of a body, its notes and small texts; a paper found by typing; a choice of pictures."""

import json
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.urls import reverse
from js_asset import ImportMap, Media, Script

from papers.metadata import own_name
from papers.models import Paper, Translation

_MODULES = (
    "calls",
    "clipboard",
    "content",
    "dialogs",
    "drafts",
    "fields",
    "figures",
    "foreign",
    "main",
    "merging",
    "notes",
    "passages",
    "pictures",
    "schema",
    "styles",
    "tables",
    "toolbar",
    "voice",
)
_IMPORTS = ImportMap(
    {
        "django-prose-editor/editor": "django_prose_editor/editor.js",
        **{f"editor/{name}": f"js/editor/{name}.js" for name in _MODULES},
    }
)


class Editor(forms.Textarea):
    """A text area that becomes an editor; without scripts it is the HTML itself, which the cleaner reads."""

    language = ""
    label = ""

    @property
    def media(self) -> Media:
        return Media(
            importmap=_IMPORTS,
            css={"all": ["css/editor.css"]},
            js=[Script("js/editor/main.js", type="module")],
        )

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["language"] = self.language
        context["widget"]["label"] = self.label
        context["languages"] = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
        return context


class ParagraphEditor(Editor):
    """An abstract, a notice, a biography: paragraphs with marks."""

    template_name = "admin/papers/editor/paragraphs.html"


class BodyEditor(Editor):
    """A body; `paper` is the row whose notes it calls, empty where there are none (a page of the site)."""

    template_name = "admin/papers/editor/body.html"
    paper = ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "paper": self.paper,
            "folder": reverse("admin:papers_image_folder"),
            "pictures": reverse("admin:papers_image_choices"),
            "upload": reverse("admin:papers_image_upload"),
        }
        return context


class NotesEditor(forms.Textarea):
    """The notes of a paper beside its body: a JSON list of key, kind, language, html and what `was` read."""

    template_name = "admin/papers/editor/notes.html"
    language = ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["language"] = self.language
        context["languages"] = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
        return context

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value or [], ensure_ascii=False)


class PaperSelect(AutocompleteSelect):
    """A paper found by typing; `offered` are those to choose from where no script can ask for more."""

    url_name = "%s:papers_paper_choices"
    offered: Sequence[Paper] = ()

    def __init__(self) -> None:
        super().__init__(Translation._meta.get_field("paper"), admin.site)

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> list[Any]:
        # Django asks the database for whatever was sent.
        keys = [key for key in value if re.fullmatch(r"\d{1,18}", str(key))]
        groups = super().optgroups(name, keys, attrs)
        options = groups[0][1]
        for paper in self.offered:
            label = self.choices.field.label_from_instance(paper)
            options.append(self.create_option(name, paper.pk, label, False, len(options)))
        return groups


class PictureSelect(forms.RadioSelect):
    """Images to choose one from, each shown beside its name."""

    option_template_name = "admin/papers/picture_option.html"

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        image = getattr(value, "instance", None)
        option["src"] = reverse("admin:papers_image_file", args=[image.name]) if image else ""
        return option
