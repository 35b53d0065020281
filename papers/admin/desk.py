"""What every page of the desk has: editors for marked-up fields, and a refusal to delete what is used."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import reversion
from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from js_asset import Media
from reversion.admin import VersionAdmin

from papers.admin import drafts
from papers.admin.searching import Searched
from papers.models import interface, own_name, printed_name
from papers.models.fields import BodyField, NoteField, plain_code
from papers.widgets import BodyEditor, Editor, ParagraphEditor
from references.history import InWords


def link(row: Any, text: str = "") -> SafeString:
    """Return a link to a row's page on the desk."""
    meta = row._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    told = _("%(kind)s: %(name)s") % {"kind": meta.verbose_name, "name": text or row}
    return format_html('<a href="{}">{}</a>', address, told)


def person(user: Any) -> str:
    """Return who did something by the name of the interface's language; what nobody signed a command did."""
    if user is None:
        return _("by command")
    return printed_name(user.last_name, user.first_name, interface()) or user.get_username()


def in_language(text: str, language: str) -> SafeString:
    """Return a text of some row with its language, which need not be the interface's."""
    return format_html('<span lang="{}">{}</span>', language, text) if text else SafeString()


class LanguageFilter(admin.AllValuesFieldListFilter):
    """Languages by what they call themselves; the column holds their codes."""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for choice in super().choices(changelist):
            yield {**choice, "display": own_name(str(choice["display"]))}


class WithEditors:
    """Fields of marked-up text are edited as such, each in its language."""

    formfield_overrides = {
        NoteField: {"widget": ParagraphEditor},
        BodyField: {"widget": BodyEditor},
    }

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin
        if isinstance(field, forms.SlugField):
            # Django's sentence names the column.
            field.error_messages["invalid"] = plain_code.message
        if field and isinstance(field.widget, Editor):
            field.widget.language = getattr(db_field, "language", "")
            field.widget.label = field.label
        return field


class Desk(WithEditors, Searched, InWords):
    """A page whose form keeps what is typed; the import map of its modules is inline and carries the answer's nonce."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if context["adminform"].form.fields:  # who only looks types nothing
            context["draft"] = drafts.name(request)
            # The drafts are kept by the editors' modules, which a form has need of even where it has no editor.
            context["media"] += Editor().media
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields; who only looks gets none that a form alone has a use for."""
        found = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return found
        return [
            (name, {**options, "fields": [field for field in options["fields"] if field != "seen"]})
            for name, options in found
        ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store the row; a new address of a public one leaves the old one leading to it."""
        slug = obj.slug if change and "slug" in form.changed_data else ""
        if slug:
            obj.slug = form.initial["slug"]
        super().save_model(request, obj, form, change)
        if slug:
            obj.rename(slug)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        drafts.remember(request)

    def page(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """Return a page of the desk that is no list and no form of one row."""
        whole = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, template, whole, status=status)


class KeptWhileUsed(InWords):
    """Rows that cannot be deleted while something uses them; the page says what."""

    def uses(self, row: Any) -> Iterable[Any]:
        """Return the rows that use this one, as far as an editor knows them; other ways are the database's to refuse."""
        return ()

    def obstacles(self, row: Any) -> Iterable[SafeString]:
        """Return links to what is to be settled before the row may go."""
        return map(link, self.uses(row))

    def get_deleted_objects(
        self, objs: Sequence[Any], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[Any], list[Any]]:
        found = list(dict.fromkeys(each for row in objs for each in self.obstacles(row)))
        if found:
            # Where it is used is reason enough, and says more than which rows of the database refer to it.
            return [], {}, set(), found
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, lacking, protected


class History(VersionAdmin):
    """Labels and references keep a history; documents have their own."""

    def reversion_register(self, model: type[models.Model], **options: Any) -> None:
        if not reversion.is_registered(model):
            super().reversion_register(model, **options)


Page = Callable[..., HttpResponse]
