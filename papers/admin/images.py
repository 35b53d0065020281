"""The desk for images: uploading, where each is used, and the pictures that an editor chooses from."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from papers import copies, media
from papers.admin.desk import KeptWhileUsed, link
from papers.models import Image

CHOICES = 24
PRIVATE = {"Cache-Control": "private, no-store"}


class UploadForm(forms.ModelForm):
    """One file, checked as the images of a manuscript are."""

    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("PNG, JPEG, GIF or WebP, 10 MB at most.")
    )

    class Meta:
        model = Image
        fields = ()

    def clean_file(self) -> media.Picture:
        sent = self.cleaned_data["file"]
        self.file_name = sent.name
        try:
            return media.read(sent.read(media.BYTES_LIMIT + 1))
        except media.Unkept as reason:
            raise ValidationError(str(reason)) from reason

    def save(self, commit: bool = True) -> Image:  # Django's own signature
        return media.keep(self.cleaned_data["file"], self.file_name)

    def save_m2m(self) -> None:
        """Nothing: an image refers to no other row."""


@admin.register(Image)
class ImageAdmin(KeptWhileUsed):
    """Images are added and deleted, never changed: another picture is another image."""

    list_display = ["shown", "called", "kind", "dimensions", "weight", "created_at"]
    list_display_links = ["shown", "called"]
    list_filter = ["extension", "created_at"]
    readonly_fields = [
        "picture",
        "where",
        "file_name",
        "kind",
        "dimensions",
        "weight",
        "created_at",
    ]
    search_fields = ["file_name", "digest"]
    when_empty = gettext_lazy("No image yet: add one here, or with “Figure” in a text.")

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> list[str]:
        return ["file"] if obj is None else self.readonly_fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **kwargs) if obj else UploadForm

    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        with media.storing():
            return super().changeform_view(*args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        """Nothing: the form has stored the upload, and an image is never changed."""

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        media.remove(obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for image in queryset:
            media.remove(image)

    def uses(self, row: Image) -> Iterable[Any]:
        return media.uses(row)

    @admin.display(description=gettext_lazy("name"), ordering="file_name")
    def called(self, image: Image) -> str:
        return image.file_name or "—"

    @admin.display(description=gettext_lazy("type"), ordering="extension")
    def kind(self, image: Image) -> str:
        return image.extension.upper()

    @admin.display(description=gettext_lazy("dimensions"), ordering="width")
    def dimensions(self, image: Image) -> str:
        return image.dimensions

    @admin.display(description=gettext_lazy("size"), ordering="size")
    def weight(self, image: Image) -> str:
        return filesizeformat(image.size)

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, image: Image) -> SafeString:
        return format_html('<img class="thumbnail" src="{}" alt="{}">', desk_url(image), image)

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, image: Image) -> SafeString:
        return format_html('<img class="picture" src="{}" alt="{}">', desk_url(image), image)

    @admin.display(description=gettext_lazy("used in"))
    def where(self, image: Image) -> SafeString | str:
        used = [(link(row),) for row in media.uses(image)]
        return format_html_join("", "<p>{}</p>", used) if used else _("Nowhere; it can be deleted.")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("file/", view(nothing), name="papers_image_folder"),
            path("file/<str:name>", view(file), name="papers_image_file"),
            path("choices/", view(choices), name="papers_image_choices"),
            path("upload/", view(upload), name="papers_image_upload"),
            *super().get_urls(),
        ]


def desk_url(image: Image) -> str:
    return reverse("admin:papers_image_file", args=[image.name])


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer where the folder of images begins: its name is all that anyone needs."""
    raise Http404


@require_GET
@permission_required("papers.view_image", raise_exception=True)
def file(request: HttpRequest, name: str) -> HttpResponse:
    """Send an image to staff, public or not."""
    digest, _dot, extension = name.partition(".")
    if not Image.objects.filter(digest=digest, extension=extension).exists() or not default_storage.exists(
        name
    ):
        raise Http404
    kind = copies.CONTENT_TYPES[extension]
    return FileResponse(default_storage.open(name), content_type=kind, headers=PRIVATE)


@require_GET
@permission_required("papers.view_image", raise_exception=True)
def choices(request: HttpRequest) -> JsonResponse:
    """Return a page of images for the editor's dialog, the newest first: all, or those that are looked for."""
    found = media.search(request.GET.get("q", "")).order_by("-created_at", "-pk")
    page = Paginator(found, CHOICES).get_page(request.GET.get("page"))
    pictures = [{"src": image.url, "shown": desk_url(image), "name": str(image)} for image in page]
    answer = {"pictures": pictures, "total": page.paginator.count, "more": page.has_next()}
    return JsonResponse(answer, headers=PRIVATE)


@require_POST
@permission_required("papers.add_image", raise_exception=True)
def upload(request: HttpRequest) -> JsonResponse:
    """Store one image and return its address, or say why not."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        error = " ".join(form.errors.get("file", [_("No file was sent.")]))
        return JsonResponse({"error": error}, headers=PRIVATE)
    return JsonResponse({"src": form.save().url}, headers=PRIVATE)
