"""Images of a manuscript: known by their content, freed of what cameras add, named by their digest."""

import hashlib
import io
import re
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from papers.importing.draft import Draft
from papers.importing.manuscript import Picture

BYTES_LIMIT = 10 * 2**20
PIXELS_LIMIT = 40_000_000
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


class Gallery:
    """The images of one draft: what a format names comes out as an address, once stored or refused."""

    def __init__(self, draft: Draft, find: Callable[[str], bytes | None]) -> None:
        self.draft, self.find = draft, find
        self.known: dict[str, str | Unkept] = {}

    def address(self, source: str, alternative: str = "") -> str | None:
        """Return the address of the stored image, or None, having reported why."""
        if source not in self.known:
            self.known[source] = self._keep(source)
        found = self.known[source]
        if isinstance(found, str):
            return found
        name = source.partition(";")[0] if source.startswith("data:") else source
        self.draft.report.lose(_("image"), f"{alternative} ({name})" if alternative else name, str(found))
        return None

    def _keep(self, source: str) -> "str | Unkept":
        data = self.find(source)
        try:
            if data is None:
                raise Unkept(_("The image is not in the file."))
            picture = read(data)
        except Unkept as reason:
            return reason
        name = digest(picture)
        self.draft.pictures[name] = picture
        return f"/media/{name}.{picture.extension}"


def digest(picture: Picture) -> str:
    """Return the SHA-256 of the bytes as they will be stored."""
    return hashlib.sha256(picture.data).hexdigest()


def write(name: str, data: bytes) -> bool:
    """Store the bytes under their name unless they are there; return whether they were not.

    A process that was killed while it wrote may have left the beginning of them.
    """
    if default_storage.exists(name):
        if default_storage.size(name) == len(data):
            return False
        default_storage.delete(name)
    default_storage.save(name, ContentFile(data))
    return True


def read(data: bytes) -> Picture:
    """Return an image as it may be stored; raise Unkept with the reason when it may not."""
    if len(data) > BYTES_LIMIT:
        raise Unkept(_("It is larger than %(limit)d MB.") % {"limit": BYTES_LIMIT >> 20})
    if (vector := _vector(data)) is not None:
        raise Unkept(_("%(kind)s images are drawings that browsers cannot show safely.") % {"kind": vector})
    try:
        with Image.open(io.BytesIO(data), formats=READABLE) as image:
            return _store(image)
    except UnidentifiedImageError as unknown:
        raise Unkept(_("Its content is not a PNG, JPEG, GIF or WebP image.")) from unknown
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Unkept(_too_many_pixels()) from bomb
    # Pillow's readers raise whatever a broken file leads them to.
    except (
        OSError,
        ValueError,
        SyntaxError,
        IndexError,
        KeyError,
        EOFError,
        TypeError,
        OverflowError,
    ) as broken:
        if isinstance(broken, Unkept):
            raise
        raise Unkept(_("The image is damaged.")) from broken


def _vector(data: bytes) -> str | None:
    for head, kind in VECTORS.items():
        if data.startswith(head):
            return kind
    return "SVG" if _SVG.search(data[:1024]) else None


def _too_many_pixels() -> str:
    return str(_("It has more than %(limit)d million pixels.") % {"limit": PIXELS_LIMIT // 1_000_000})


def _store(image: Image.Image) -> Picture:
    frames = getattr(image, "n_frames", 1)
    if image.width * image.height * frames > PIXELS_LIMIT:
        raise Unkept(_too_many_pixels())
    form = image.format if image.format in EXTENSIONS else "PNG"
    moving = frames > 1 and form in ("GIF", "WEBP", "PNG")
    upright = image.getexif().get(ORIENTATION, 1) == 1
    turned = image if moving or upright else ImageOps.exif_transpose(image)
    turned.info = {key: value for key, value in turned.info.items() if key in KEPT_INFO}
    buffer = io.BytesIO()
    turned.save(buffer, form, **_options(image, turned, form, moving=moving))
    return Picture(buffer.getvalue(), EXTENSIONS[form], turned.width, turned.height)


def _options(image: Image.Image, turned: Image.Image, form: str, *, moving: bool) -> dict[str, object]:
    if moving:
        return {"save_all": True}
    if form == "JPEG":
        # Untouched pixels keep their quantisation: saving again must not blur.
        return {"quality": "keep" if turned is image else 92, "icc_profile": turned.info.get("icc_profile")}
    if form == "WEBP":
        return {"lossless": True}
    return {}
