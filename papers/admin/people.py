"""The desk for people: who works here and in which group; only a superuser makes superusers."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from papers.admin.desk import KeptWhileUsed, link
from papers.models import Release, Retraction, Revision

User = get_user_model()
admin.site.unregister(User)
admin.site.unregister(Group)

# The groups that a migration makes, and the verbs of Django's own permissions, as the desk says them.
GROUPS = {
    "editor": pgettext_lazy("a group", "editor"),
    "publisher": pgettext_lazy("a group", "publisher"),
    "administrator": pgettext_lazy("a group", "administrator"),
}
VERBS = {
    "add": pgettext_lazy("what somebody may", "add"),
    "change": pgettext_lazy("what somebody may", "change"),
    "delete": pgettext_lazy("what somebody may", "delete"),
    "view": pgettext_lazy("what somebody may", "view"),
}

# What people sign.
SIGNED = ((Revision, "by"), (Release, "by"), (Retraction, "by"), (LogEntry, "user"))


def group_name(group: Group) -> str:
    return str(GROUPS.get(group.name, group.name))


def permission_name(permission: Permission) -> str:
    """Return the rows and what may be done with them: “Papers: change”."""
    kind = permission.content_type
    verb = VERBS.get(permission.codename.removesuffix(f"_{kind.model}"), "")
    return gettext("%(kind)s: %(name)s") % {"kind": kind.name, "name": verb or gettext(permission.name)}


# Every page of the admin prints both by their __str__, and auth takes no other model in their place.
Group.add_to_class("__str__", group_name)
Permission.add_to_class("__str__", permission_name)


def is_above(request: HttpRequest, obj: Any) -> bool:
    """Return whether the account has more rights than the one that asks."""
    return obj is not None and obj.is_superuser and not request.user.is_superuser


class PersonForm(UserChangeForm):
    """Django's form; of the password it says where it is set anew, and nothing of how it is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "password" in self.fields:
            self.fields["password"].widget.template_name = "admin/papers/password.html"


class NewPersonForm(AdminUserCreationForm):
    """Django's form; whoever is added works at the desk unless the tick is taken off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_staff" in self.fields:
            self.fields["is_staff"].initial = True

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("groups") and not values.get("is_staff"):
            # Without it the rights of a group are worth nothing, and the person could not even log in.
            self.add_error("is_staff", _("A group is chosen: its people need this to log in here."))
        return values


class PasswordForm(AdminPasswordChangeForm):
    """Django's form; its warning, which is English in every language, is said in that of the interface."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "usable_password" in self.fields:
            warning = '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>'
            self.fields["usable_password"].help_text = format_html(
                warning,
                SetUnusablePasswordMixin.usable_password_help_text,
                gettext("If disabled, the current password for this user will be lost."),
            )


class WithRights(KeptWhileUsed):
    """Rights and groups are boxes to tick; of rights those that the desk asks for, and those that the row has."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = forms.CheckboxSelectMultiple(attrs={"class": "desk-boxes"})
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.related_model is Permission:
            row = request.resolver_match and request.resolver_match.kwargs.get("object_id")
            field.queryset = rights(Q(**{self.opts.model_name: row}) if row else Q())
        return field

    def get_deleted_objects(self, objs: Sequence[Any], request: HttpRequest) -> Any:
        """Leave out which right or group each row has: it is a fact of the row, and no row to anybody."""
        rows, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return [link(row) for row in objs] if rows else [], counts, lacking, protected


def rights(kept: Q) -> QuerySet[Permission]:
    """Return the permissions on what the desk has pages or inlines for, and those that are `kept` whatever they are on."""
    pages = admin.site._registry
    models = [*pages, *(inline.model for page in pages.values() for inline in page.inlines)]
    kinds = ContentType.objects.get_for_models(*models).values()
    asked = Permission.objects.filter(Q(content_type__in=kinds) | kept)
    return asked.select_related("content_type").distinct()


@admin.register(User)
class PeopleAdmin(WithRights, UserAdmin):
    when_empty = _("Nobody yet.")
    form = PersonForm
    add_form = NewPersonForm
    change_password_form = PasswordForm
    filter_horizontal = ()
    list_display = ["username", "last_name", "first_name", "email", "active", "in_groups"]
    list_filter = ["is_active", "groups"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("state"), ordering="is_active")
    def active(self, user: Any) -> str:
        return gettext("active") if user.is_active else gettext("closed")

    @admin.display(description=_("groups"))
    def in_groups(self, user: Any) -> str:
        return gettext(", ").join(map(str, user.groups.all()))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            password = super().get_fieldsets(request, obj)
            return [*password, (_("Rights"), {"fields": ["is_staff", "groups"]})]
        above = ["is_superuser", "user_permissions"] if request.user.is_superuser else []
        return [
            (None, {"fields": ["username", "password"]}),
            (_("Person"), {"fields": ["last_name", "first_name", "email"]}),
            (_("Rights"), {"fields": ["is_active", "is_staff", "groups", *above]}),
        ]

    def obstacles(self, row: Any) -> Iterator[SafeString]:
        """Yield the way out when the person did anything here: who did it would be lost, and a command taken for it."""
        if any(model.objects.filter(**{name: row}).exists() for model, name in SIGNED):
            yield link(row, gettext("%s worked here and stays; take the tick off “active” instead") % row)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not is_above(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_above(request, obj)


@admin.register(Group)
class RolesAdmin(WithRights, GroupAdmin):
    """What a group may do is decided in the code; a superuser may change it."""

    list_display = ["__str__", "people"]
    when_empty = _("No group yet.")
    filter_horizontal = ()

    def get_fields(self, request: HttpRequest, obj: Group | None = None) -> list[str]:
        """Return the fields; the groups of the code keep the names by which it knows them."""
        is_kept = obj is not None and (obj.name in GROUPS or not self.has_change_permission(request, obj))
        return ["called" if is_kept else "name", "permissions"]

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> list[str]:
        return ["called"]

    @admin.display(description=_("name"))
    def called(self, group: Group) -> str:
        return group_name(group)

    @admin.display(description=_("people"))
    def people(self, group: Group) -> str:
        return gettext(", ").join(map(str, group.user_set.order_by("username"))) or "—"

    def uses(self, row: Group) -> Iterable[Any]:
        return row.user_set.all()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    has_delete_permission = has_change_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser
