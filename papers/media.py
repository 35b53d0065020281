"""Images in and out: checked by content, stored once by digest; which texts use one, and who may see it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from papers.importing import pictures
from papers.models import Author, Image, Revision, SitePage, Translation, VersionImage

CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
Unkept = pictures.Unkept


def keep(data: bytes) -> Image:
    """Store an image and return its row, the one there is when the bytes are known; raise Unkept with the reason."""
    picture = pictures.read(data)
    with transaction.atomic():
        image, _new = Image.objects.get_or_create(
            digest=pictures.digest(picture),
            defaults={
                "extension": picture.extension,
                "width": picture.width,
                "height": picture.height,
                "size": len(picture.data),
            },
        )
        pictures.write(image.name, picture.data)
    return image


def uses(image: Image) -> Iterator[Any]:
    """Yield the rows that use the image: texts in any saved state, what was published, portraits, pages of the site."""
    saved = Revision.objects.filter(document__body__icontains=image.url).values("translation")
    yield from Translation.objects.filter(pk__in=saved).select_related("paper")
    shown = VersionImage.objects.filter(image=image).select_related("version__paper")
    yield from (row.version for row in shown)
    yield from Author.objects.filter(photo=image)
    for page in SitePage.objects.all():
        if any(image.url in page.own_label("body", code) for code, _name in settings.LANGUAGES):
            yield page


def remove(image: Image) -> None:
    """Delete the row, and its bytes once the row is gone for good."""
    name = image.name
    image.delete()
    transaction.on_commit(lambda: default_storage.delete(name))
