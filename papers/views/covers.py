"""The cover pictures of series: as pages show them, and beside a link to the series."""

from dataclasses import dataclass

from papers.metadata import PREVIEW_SIZE, LinkPicture, absolute, address
from papers.models import Image, Label, Series, copy_widths

# Bytes up to which a cover is shown whole beside a link; a copy of so light a picture may not become lighter, and then
# has another size than its name says.
LIGHT = 300_000


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
    """Return what previews of a link show: the cover, a heavy one in its widest copy; else the series' own card."""
    if row.cover is None:
        url = absolute(address("series_preview", language, row.slug))
        return LinkPicture(url, *PREVIEW_SIZE, row.label("name", language).text)
    url, width, height = shown_beside_links(row.cover)
    return LinkPicture(absolute(url), width, height, row.label("cover_alt", language).text)


def shown_beside_links(image: Image) -> tuple[str, int, int]:
    """Return address, width and height of an image when it is light, else of its widest copy, if it has one."""
    widths = copy_widths(image.width, image.extension)
    if not widths or image.size <= LIGHT:
        return image.url, image.width, image.height
    return image.copy_url(widths[-1]), widths[-1], max(1, round(image.height * widths[-1] / image.width))
