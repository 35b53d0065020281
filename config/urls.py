"""The addresses of the whole site: the admin, and everything the public reads."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("admin/language/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("", include("papers.urls")),
]

handler403 = "papers.admin.refusals.forbidden"
handler404 = "papers.views.not_found"
handler500 = "papers.views.broken"
