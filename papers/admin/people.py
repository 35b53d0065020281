"""The desk for people: who works here and in which group; only a superuser makes superusers."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

User = get_user_model()
admin.site.unregister(User)
admin.site.unregister(Group)


def is_above(request: HttpRequest, obj: Any) -> bool:
    """Return whether the account has more rights than the one that asks."""
    return obj is not None and obj.is_superuser and not request.user.is_superuser


@admin.register(User)
class PeopleAdmin(UserAdmin):
    list_display = ["username", "last_name", "first_name", "email", "is_active", "in_groups"]
    list_filter = ["is_active", "groups"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("groups"))
    def in_groups(self, user: Any) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        return [
            (None, {"fields": ["username", "password"]}),
            (_("Person"), {"fields": ["last_name", "first_name", "email"]}),
            (_("Rights"), {"fields": ["is_active", "is_staff", "groups"]}),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not is_above(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_above(request, obj)


@admin.register(Group)
class RolesAdmin(GroupAdmin):
    """What a group may do is decided in the code; a superuser may change it."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    has_delete_permission = has_change_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser
