"""Smaller copies of stored images: each made once, when a page first asks for it, and kept beside the original."""

import io
import logging
import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from papers.models import COPY_WIDTHS, Image, Lease

if TYPE_CHECKING:
    from PIL import Image as Pillow

log = logging.getLogger(__name__)

# Raised with every change of what is made: other names, so that copies of an older maker are made again.
MAKER = 1
# No image of more pixels is stored (papers.media); whatever lies in the storage, none is opened.
CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
PIXELS_LIMIT = 40_000_000
QUALITY = 82
# A profile larger than this is that of a printing press, and no part of a picture for a page.
PROFILE_LIMIT = 4096
# One copy is in the making on the whole site at a time: an image of forty million pixels takes 160 MB of memory.
LEASE, LENGTH = "image copies", timedelta(seconds=60)
# The EXIF tag that says how a camera was held, and the values from which on it lay on its side.
ORIENTATION, SIDEWAYS = 0x0112, 5
# Pillow's readers raise whatever a broken file leads them to.
BROKEN = (OSError, ValueError, SyntaxError, IndexError, KeyError, EOFError, TypeError, OverflowError)
# Modes of more than eight bits, which only measurements have.
DEEP = ("I", "I;16", "I;16B", "I;16L", "F")
FORMS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


def name(image: Image, width: int) -> str:
    """Return the name under which the copy lies in the storage."""
    return f"copies/{MAKER}/{image.digest}-{width}.{image.extension}"


def stored(image: Image, width: int) -> str | None:
    """Return the name of the copy, made now when it must be; None while another one is in the making.

    An image that no copy can or need be made of is its own copy.
    """
    copy = name(image, width)
    if default_storage.exists(copy):
        return copy
    token = Lease.take(LEASE, LENGTH)
    if token is None:
        return None
    try:
        # Who had the lease before may have made this very one.
        if not default_storage.exists(copy):
            with image.open() as file:
                data = file.read()
            put(copy, smaller(data, width, FORMS[image.extension]))
    finally:
        Lease.give_back(token)
    return copy


def put(copy: str, data: bytes) -> None:
    """Store the bytes so that nobody ever meets the beginning of them, wherever this process may end."""
    try:
        path = default_storage.path(copy)
    except NotImplementedError:  # a storage that is no folder keeps a file whole or not at all
        default_storage.save(copy, ContentFile(data))
        return
    part = default_storage.save(f"{copy}.part", ContentFile(data))
    os.replace(default_storage.path(part), path)


def remove(image: Image) -> None:
    """Delete the copies of an image."""
    for width in COPY_WIDTHS:
        default_storage.delete(name(image, width))


def smaller(data: bytes, width: int, form: str) -> bytes:
    """Return the image in this width; as it is when it moves, cannot be read, or would not become lighter."""
    # Pillow takes 5 MB, which a worker that only sends pages never needs.
    from PIL import Image as Pillow

    try:
        with Pillow.open(io.BytesIO(data), formats=[form]) as image:
            copy = _drawn(image, width, form)
    except (*BROKEN, Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        log.warning("A stored image could not be made smaller", exc_info=True)
        return data
    return copy if copy and len(copy) < len(data) else data


def _drawn(image: "Pillow.Image", width: int, form: str) -> bytes:
    """Return the bytes of the copy, none of an image that is to be sent as it is."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    if getattr(image, "n_frames", 1) > 1 or image.width * image.height > PIXELS_LIMIT or image.mode in DEEP:
        return b""
    indexed, turned = image.mode in ("P", "1"), image.getexif().get(ORIENTATION, 1) >= SIDEWAYS
    across, down = (image.height, image.width) if turned else image.size
    size = (width, max(1, round(down * width / across)))
    # A JPEG is read at half or a quarter of its size where that is enough.
    image.draft(None, (size[1] * 2, size[0] * 2) if turned else (size[0] * 2, size[1] * 2))
    upright = _plain(ImageOps.exif_transpose(image))
    copy = upright.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3)
    if indexed and form == "PNG":
        methods = Pillow.Quantize
        copy = copy.quantize(256, methods.FASTOCTREE if copy.mode == "RGBA" else methods.MEDIANCUT)
    buffer = io.BytesIO()
    copy.save(buffer, form, **_options(copy, form))
    return buffer.getvalue()


def _plain(image: "Pillow.Image") -> "Pillow.Image":
    """Return the image in a mode that can be made smaller: grey or colours, with how far each lets the ground through."""
    if image.mode == "CMYK":
        return _screened(image)
    if image.mode in ("LA", "PA", "La", "RGBa", "RGBA") or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _screened(image: "Pillow.Image") -> "Pillow.Image":
    """Return the colours of a printing press as those of a screen: by the image's own profile where it has a good one."""
    from PIL import ImageCms

    shown = None
    if profile := image.info.get("icc_profile"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            log.info("The profile of an image could not be used", exc_info=True)
    shown = shown or image.convert("RGB")
    shown.info.pop("icc_profile", None)
    return shown


def _options(copy: "Pillow.Image", form: str) -> dict[str, Any]:
    profile = copy.info.get("icc_profile") or b""
    kept = {"icc_profile": profile} if 0 < len(profile) <= PROFILE_LIMIT else {"icc_profile": None}
    if form == "PNG":
        return {"optimize": True, **kept}
    return {
        "quality": QUALITY,
        **kept,
        **({"optimize": True, "progressive": True} if form == "JPEG" else {"method": 4}),
    }
