"""Images by what they are: read, freed of what cameras add, refused when they are no images."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation
from PIL import Image, PngImagePlugin

from papers.importing import pictures


def image(form: str, size: tuple[int, int] = (6, 4), mode: str = "RGB", **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, 1).save(buffer, form, **options)
    return buffer.getvalue()


def reason(data: bytes) -> str:
    with translation.override("en"), pytest.raises(pictures.Unkept) as unkept:
        pictures.read(data)
    return str(unkept.value)


@pytest.mark.parametrize(
    ("form", "extension"),
    [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp"), ("BMP", "png"), ("TIFF", "png")],
)
def test_the_content_decides_what_an_image_is(form, extension):
    picture = pictures.read(image(form))

    assert (picture.extension, picture.width, picture.height) == (extension, 6, 4)
    assert Image.open(io.BytesIO(picture.data)).size == (6, 4)


def test_the_name_of_an_image_is_its_digest_and_does_not_change():
    first, second = pictures.read(image("PNG")), pictures.read(image("PNG"))

    assert pictures.digest(first) == pictures.digest(second)
    assert len(pictures.digest(first)) == 64


def test_a_photograph_loses_place_and_camera_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera maker"
    exif.get_ifd(0x8825)[1] = "N"
    picture = pictures.read(image("JPEG", exif=exif))
    stored = Image.open(io.BytesIO(picture.data))

    assert (picture.width, picture.height) == (4, 6)
    assert dict(stored.getexif()) == {}
    assert b"Camera maker" not in picture.data


def test_words_in_a_file_are_dropped():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "A secret person")
    png = pictures.read(image("PNG", pnginfo=words))
    jpeg = pictures.read(image("JPEG", comment=b"A secret person"))
    gif = pictures.read(image("GIF", mode="P", comment=b"A secret person"))
    webp = pictures.read(image("WEBP", xmp=b"A secret person"))

    assert [b"secret" in each.data for each in (png, jpeg, gif, webp)] == [False] * 4


def test_a_moving_picture_still_moves():
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (5, 5), colour) for colour in ("red", "blue", "green")]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=50, loop=0)
    picture = pictures.read(buffer.getvalue())

    assert getattr(Image.open(io.BytesIO(picture.data)), "n_frames", 1) == 3


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "SVG images are drawings that browsers cannot show safely.",
        ),
        (
            b"<?xml version='1.0'?><!-- x --><SVG/>",
            "SVG images are drawings that browsers cannot show safely.",
        ),
        (b"\x01\x00\x00\x00....", "EMF images are drawings that browsers cannot show safely."),
        (b"\xd7\xcd\xc6\x9a....", "WMF images are drawings that browsers cannot show safely."),
        (b"", "Its content is not a PNG, JPEG, GIF or WebP image."),
        (b"<html>", "Its content is not a PNG, JPEG, GIF or WebP image."),
        (b"%PDF-1.7", "Its content is not a PNG, JPEG, GIF or WebP image."),
        (image("PNG", (300, 300))[:120], "The image is damaged."),
        (image("JPEG", (300, 300))[:500], "The image is damaged."),
        (image("PNG", (8000, 5001), "1"), "It has more than 40 million pixels."),
        (image("PNG", (20000, 10000), "1"), "It has more than 40 million pixels."),
        (b"x" * (10 * 2**20 + 1), "It is larger than 10 MB."),
    ],
)
def test_what_cannot_be_kept_says_why(data, sentence):
    assert reason(data) == sentence


def test_every_kind_of_broken_image_is_refused_and_nothing_else_happens():
    for form in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"):
        good = image(form, (40, 40))
        for at in range(0, len(good), max(1, len(good) // 60)):
            broken = good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]
            try:
                pictures.read(broken)
            except pictures.Unkept:
                continue


def test_the_beginning_of_an_image_that_a_killed_server_left_is_replaced():
    default_storage.save("a.png", ContentFile(b"half"))

    assert pictures.write("a.png", b"half and half")
    assert default_storage.open("a.png").read() == b"half and half"
    assert not pictures.write("a.png", b"half and half")
