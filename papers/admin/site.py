"""The desk for the site itself: its pages, which vanish only once their addresses lead elsewhere, and its redirects."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from papers.admin.desk import Desk
from papers.admin.labels import LabelAdmin, every_language
from papers.forms import RedirectForm
from papers.models import Author, Labelled, Redirect, Series, SitePage

# The texts that may link to a page of the site.
TEXTS: tuple[tuple[type[Labelled], tuple[str, ...]], ...] = (
    (SitePage, ("body",)),
    (Series, ("description", "partners", "disclaimer", "notice")),
    (Author, ("biography",)),
)


@admin.register(SitePage)
class SitePageAdmin(LabelAdmin):
    when_empty = _("No page yet: add “About”, “Contact” and the like.")
    list_display = ["heading", "slug", "order"]
    search_fields = ["slug", *every_language("title"), *every_language("body")]

    @admin.display(description=_("title"))
    def heading(self, row: SitePage) -> str:
        return str(row)

    def uses(self, row: SitePage) -> Iterable[Any]:
        yield from linking(row)
        yield from Redirect.objects.filter(new_path__in=list(row.addresses()))

    def obstacles(self, row: SitePage) -> Iterator[SafeString]:
        """Yield what uses the page, and each address that would lead nowhere without it."""
        yield from super().obstacles(row)
        led = set(Redirect.objects.values_list("old_path", flat=True))
        add = reverse("admin:papers_redirect_add")
        for path in row.addresses():
            if path not in led:
                told = _("%s is public: say where it shall lead") % path
                yield format_html('<a href="{}?{}">{}</a>', add, urlencode({"old_path": path}), told)

    def get_deleted_objects(
        self, objs: Sequence[Any], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[Any], list[Any]]:
        found = super().get_deleted_objects(objs, request)
        gone = [path for row in objs for path in row.addresses()]
        ways = Redirect.objects.filter(old_path__in=gone)
        # What readers will meet stands under the page that goes.
        return ([*found[0], [str(way) for way in ways]] if found[0] else []), *found[1:]


def linking(page: SitePage) -> Iterator[Labelled]:
    """Yield the rows whose texts link to the page, in any language."""
    paths = "|".join(map(re.escape, page.addresses()))
    # The cleaner keeps no other links than whole addresses.
    address = re.compile(rf'href="{re.escape(settings.SITE_URL)}(?:{paths})["?#]')
    for model, names in TEXTS:
        columns = [column for name in names for column in every_language(name)]
        for row in model._default_manager.all():
            texts = (getattr(row, column) or "" for column in columns)
            if row != page and any(map(address.search, texts)):
                yield row


@admin.register(Redirect)
class RedirectAdmin(Desk):
    form = RedirectForm
    when_empty = _("No redirect yet: a public address that is changed makes one by itself.")
    list_display = ["old_path", "new_path"]
    search_fields = ["old_path", "new_path"]
