"""The addresses of the whole site: the admin, and everything the public reads."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("papers.urls")),
]

handler404 = "papers.views.not_found"
handler500 = "papers.views.broken"
