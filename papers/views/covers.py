"""The cover pictures of series: as pages show them, and beside a link to the series."""

from dataclasses import dataclass

from papers.metadata import PREVIEW_SIZE, LinkPicture, absolute, address
from papers.models import Image, Label, Series, copy_widths


@dataclass(frozen=True)
class Cover:
    """A cover picture: where it is in which widths, its pixels, what it shows, whose it is."""

    src: str
    srcset: str
    width: int
    height: int
    alt: Label
    credit: Label


def cover(row: Series, language: str) -> Cover | None:
    """Return the cover picture of a series that was fetched with it, None without one."""
    image = row.cover
    if image is None:
        return None
    alt, credit = row.label("cover_alt", language), row.label("cover_credit", language)
    return Cover(image.url, image.srcset, image.width, image.height, alt, credit)


def link_picture(row: Series, language: str) -> LinkPicture:
    """Return what previews of a link show: the cover in its widest copy, else the picture that is made of every series."""
    if row.cover is None:
        url = absolute(address("series_preview", language, row.slug))
        return LinkPicture(url, *PREVIEW_SIZE, row.label("name", language).text)
    url, width, height = widest(row.cover)
    return LinkPicture(absolute(url), width, height, row.label("cover_alt", language).text)


def widest(image: Image) -> tuple[str, int, int]:
    """Return address, width and height of the widest copy of an image, of itself when it has none."""
    widths = copy_widths(image.width, image.extension)
    if not widths:
        return image.url, image.width, image.height
    return image.copy_url(widths[-1]), widths[-1], max(1, round(image.height * widths[-1] / image.width))
