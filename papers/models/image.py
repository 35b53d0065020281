"""An Image: bytes stored once under their SHA-256 and never replaced."""

from django.core.files.storage import default_storage
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from papers.models.fields import LineField, has_shape, is_positive
from papers.models.labels import told_apart

# The widths, in pixels, in which a picture is sent beside its own; a picture of one of these or less has only its own.
COPY_WIDTHS = (480, 960, 1440)
# A picture wider than this is never sent whole to a page that has room for a column of text.
WIDEST = 1920
# Of these there are copies; a GIF moves, or is small.
COPIED = ("png", "jpg", "webp")


class Image(models.Model):
    """A picture; its alt text, caption and credit belong to the figure in the body."""

    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    extension = models.CharField(_("type"), max_length=4)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    size = models.PositiveIntegerField(_("bytes"))
    # As whoever brought it first had called it; a name for people, never an address.
    file_name = LineField(_("file name"), max_length=255, blank=True, default="")
    created_at = models.DateTimeField(_("stored at"), auto_now_add=True)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-created_at"]
        constraints = [
            has_shape("image_digest_is_sha256", "digest", r"^[0-9a-f]{64}\Z"),
            has_shape("image_extension_is_known", "extension", r"^(png|jpg|gif|webp)\Z"),
            is_positive("image_width_is_positive", "width"),
            is_positive("image_height_is_positive", "height"),
        ]

    def __str__(self) -> str:
        day = formats.date_format(timezone.localtime(self.created_at), "DATE_FORMAT")
        name = self.file_name or gettext("Image of %s") % day
        return told_apart(name, self.dimensions, filesizeformat(self.size))

    @property
    def dimensions(self) -> str:
        return f"{self.width} × {self.height}"

    @property
    def name(self) -> str:
        return f"{self.digest}.{self.extension}"

    @property
    def url(self) -> str:
        return f"/media/{self.name}"

    @property
    def srcset(self) -> str:
        return srcset(self.url, self.width)

    def copy_url(self, width: int) -> str:
        return copy_url(self.url, width)

    def open(self):
        """Return the stored file, opened for reading bytes."""
        return default_storage.open(self.name)


def copy_widths(width: int, extension: str) -> list[int]:
    """Return the widths of the smaller copies that there are of a picture, whether made yet or not."""
    return [copy for copy in COPY_WIDTHS if copy < width] if extension in COPIED else []


def copy_url(url: str, width: int) -> str:
    """Return the address of the copy of the picture at `url` that is as wide."""
    name, _dot, extension = url.rpartition(".")
    return f"{name}-{width}.{extension}"


def srcset(url: str, width: int) -> str:
    """Return the copies of a picture, and itself where that is not too large, as `srcset` has them.

    Empty where a page can only have the picture itself.
    """
    copies = [f"{copy_url(url, copy)} {copy}w" for copy in copy_widths(width, url.rpartition(".")[2])]
    return ", ".join([*copies, f"{url} {width}w"] if width <= WIDEST else copies) if copies else ""
