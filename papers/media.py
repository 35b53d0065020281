"""Images in and out: checked by content, stored once by digest; which texts use one."""

import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from papers import copies, markup
from papers.models import Author, Image, Revision, Series, SitePage, Translation, VersionImage

if TYPE_CHECKING:
    from PIL import Image as Pillow

BYTES_LIMIT = 10 * 2**20
WORDS_LIMIT = 200  # of what an image is looked for by
READABLE = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
ORIENTATION = 0x0112  # the EXIF tag
# A moving picture says how it moves; everything else beside the pixels may tell of a person.
KEPT_INFO = ("icc_profile", "transparency", "duration", "loop", "disposal", "background")
# The parser of pages renames it, in addresses too.
_SVG = re.compile(rb"<(?:x-)?svg", re.IGNORECASE)
VECTORS = {b"\x01\x00\x00\x00": "EMF", b"\xd7\xcd\xc6\x9a": "WMF"}


class Unkept(ValueError):  # noqa: N818 - a reason for the report, not a fault
    """An image that cannot be stored; its message says why."""


@dataclass(frozen=True)
class Picture:
    """One image as it will be stored: its bytes, the extension that its content asks for, its size."""

    data: bytes
    extension: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes as they will be stored."""
        return hashlib.sha256(self.data).hexdigest()


# -- checking ----------------------------------------------------------------------------------


def read(data: bytes) -> Picture:
    """Return an image as it may be stored; raise Unkept with the reason when it may not."""
    # Pillow takes 5 MB, which a worker that only sends pages never needs.
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    if len(data) > BYTES_LIMIT:
        raise Unkept(_("It is larger than %(limit)d MB.") % {"limit": BYTES_LIMIT >> 20})
    if (vector := _vector(data)) is not None:
        raise Unkept(_("%(kind)s images are drawings that browsers cannot show safely.") % {"kind": vector})
    try:
        with Pillow.open(io.BytesIO(data), formats=READABLE) as image:
            return _picture(image)
    except UnidentifiedImageError as unknown:
        raise Unkept(_("Its content is not a PNG, JPEG, GIF or WebP image.")) from unknown
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as bomb:
        raise Unkept(_too_many_pixels()) from bomb
    except copies.BROKEN as broken:
        if isinstance(broken, Unkept):
            raise
        raise Unkept(_("The image is damaged.")) from broken


def _vector(data: bytes) -> str | None:
    for head, kind in VECTORS.items():
        if data.startswith(head):
            return kind
    return "SVG" if _SVG.search(data[:1024]) else None


def _too_many_pixels() -> str:
    return str(_("It has more than %(limit)d million pixels.") % {"limit": copies.PIXELS_LIMIT // 1_000_000})


def _picture(image: "Pillow.Image") -> Picture:
    from PIL import ImageOps

    frames = getattr(image, "n_frames", 1)
    if image.width * image.height * frames > copies.PIXELS_LIMIT:
        raise Unkept(_too_many_pixels())
    form = image.format if image.format in EXTENSIONS else "PNG"
    moving = frames > 1 and form in ("GIF", "WEBP", "PNG")
    upright = image.getexif().get(ORIENTATION, 1) == 1
    turned = image if moving or upright else ImageOps.exif_transpose(image)
    turned.info = {key: value for key, value in turned.info.items() if key in KEPT_INFO}
    buffer = io.BytesIO()
    turned.save(buffer, form, **_options(image, turned, form, moving=moving))
    return Picture(buffer.getvalue(), EXTENSIONS[form], turned.width, turned.height)


def _options(image: "Pillow.Image", turned: "Pillow.Image", form: str, *, moving: bool) -> dict[str, object]:
    if moving:
        return {"save_all": True}
    if form == "JPEG":
        # Untouched pixels keep their quantisation: saving again must not blur.
        return {"quality": "keep" if turned is image else 92, "icc_profile": turned.info.get("icc_profile")}
    if form == "WEBP":
        return {"lossless": True}
    return {}


# -- storing -----------------------------------------------------------------------------------


class Store:
    """The images of one transaction: a row at once for each, its file when everything else is done."""

    def __init__(self) -> None:
        self.waiting: dict[str, tuple[Image, bytes]] = {}
        self.written: list[Image] = []

    def keep(self, picture: Picture, file_name: str = "") -> Image:
        """Return the row of an image, the one there is when its bytes are known."""
        facts = {"width": picture.width, "height": picture.height, "size": len(picture.data)}
        image, _new = Image.objects.get_or_create(
            digest=picture.digest, defaults={"extension": picture.extension, "file_name": file_name, **facts}
        )
        self.waiting[image.name] = (image, picture.data)
        return image

    def write(self) -> None:
        for image, data in self.waiting.values():
            if not _is_written(image.name, data):
                # Before it is written: what breaks off half-way is taken away too.
                self.written.append(image)
                default_storage.save(image.name, ContentFile(data))

    def undo(self) -> None:
        for image in self.written:
            _discard(image)


_store: ContextVar[Store | None] = ContextVar("store", default=None)


@contextmanager
def storing() -> Iterator[Store]:
    """Open a transaction that stores images: their files are its last act, and go again when it is taken back.

    No other transaction may enclose it, or a file could outlive its row; within another of its kind it is a part of that.
    """
    outer = _store.get()
    if outer is not None:
        with _part(outer):
            yield outer
        return
    store = Store()
    token = _store.set(store)
    try:
        with transaction.atomic(durable=True):
            yield store
            if not transaction.get_rollback():
                store.write()
    except BaseException:
        store.undo()
        raise
    finally:
        _store.reset(token)


@contextmanager
def _part(store: Store) -> Iterator[None]:
    """Open a savepoint; what is taken back to it has no file to wait for."""
    before, is_kept = dict(store.waiting), False
    try:
        with transaction.atomic():
            yield
            is_kept = not transaction.get_rollback()
    finally:
        if not is_kept:
            store.waiting = before


def keep(picture: Picture, file_name: str = "") -> Image:
    """Store one image, and return its row."""
    with storing() as store:
        return store.keep(picture, file_name)


def _is_written(name: str, data: bytes) -> bool:
    """Return whether the file is there whole; a process that was killed may have left the beginning of one."""
    if not default_storage.exists(name):
        return False
    if default_storage.size(name) == len(data):
        return True
    default_storage.delete(name)
    return False


def _discard(image: Image) -> None:
    """Delete the file of an image unless a row names it.

    Whoever would store the same image meanwhile waits for the row that is made here and taken back.
    """
    values = ("extension", "width", "height", "size")
    with transaction.atomic():
        _row, new = Image.objects.get_or_create(
            digest=image.digest, defaults={name: getattr(image, name) for name in values}
        )
        if new:
            default_storage.delete(image.name)
            copies.remove(image)
        transaction.set_rollback(True)


def uses(image: Image) -> Iterator[Any]:
    """Yield the rows that use the image: texts in any saved state, what was published, authors, series, site pages."""
    saved = Revision.objects.filter(document__body__icontains=image.url).values("translation")
    yield from Translation.objects.filter(pk__in=saved).select_related("paper")
    shown = VersionImage.objects.filter(image=image).select_related("version__paper")
    yield from (row.version for row in shown)
    yield from Author.objects.filter(photo=image)
    yield from Series.objects.filter(cover=image)
    for page in SitePage.objects.all():
        if any(image.url in page.own_label("body", code) for code, _name in settings.LANGUAGES):
            yield page


def search(words: str) -> QuerySet[Image]:
    """Return the images with the words in their file name, or in an alternative text of a working copy."""
    words = markup.line(words)[:WORDS_LIMIT]
    if not words:
        return Image.objects.all()
    return Image.objects.filter(Q(file_name__icontains=words) | Q(digest__in=_described(words)))


def _described(words: str) -> set[str]:
    """Return the digests of the images that an alternative text describes with these words."""
    wanted = words.casefold()
    # The database leaves out most texts; it cannot tell an alternative text from a sentence.
    written = markup.escape(words).replace('"', "&quot;")
    texts = Translation.objects.filter(body__contains="<img").filter(body__icontains=written)
    images = (
        image for body in texts.values_list("body", flat=True) for image in markup.parse(body).iter("img")
    )
    return {
        image.get("src", "").rpartition("/")[2].partition(".")[0]
        for image in images
        if wanted in image.get("alt", "").casefold()
    }


def remove(image: Image) -> None:
    """Delete the row, and its bytes once the row is gone for good."""
    image.delete()
    transaction.on_commit(lambda: _discard(image))
