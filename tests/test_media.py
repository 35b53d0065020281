"""Images: known by their content, freed of what cameras add, stored once; no file outlives what is taken back."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils import translation
from PIL import Image, PngImagePlugin

from papers import media, models


def image(form: str, size: tuple[int, int] = (6, 4), mode: str = "RGB", **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, 1).save(buffer, form, **options)
    return buffer.getvalue()


def reason(data: bytes) -> str:
    with translation.override("en"), pytest.raises(media.Unkept) as unkept:
        media.read(data)
    return str(unkept.value)


@pytest.mark.parametrize(
    ("form", "extension"),
    [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp"), ("BMP", "png"), ("TIFF", "png")],
)
def test_the_content_decides_what_an_image_is(form, extension):
    picture = media.read(image(form))

    assert (picture.extension, picture.width, picture.height) == (extension, 6, 4)
    assert Image.open(io.BytesIO(picture.data)).size == (6, 4)


def test_the_name_of_an_image_is_its_digest_and_does_not_change():
    first, second = media.read(image("PNG")), media.read(image("PNG"))

    assert first.digest == second.digest
    assert len(first.digest) == 64


def test_a_photograph_loses_place_and_camera_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera maker"
    exif.get_ifd(0x8825)[1] = "N"
    picture = media.read(image("JPEG", exif=exif))
    stored = Image.open(io.BytesIO(picture.data))

    assert (picture.width, picture.height) == (4, 6)
    assert dict(stored.getexif()) == {}
    assert b"Camera maker" not in picture.data


def test_words_in_a_file_are_dropped():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "A secret person")
    png = media.read(image("PNG", pnginfo=words))
    jpeg = media.read(image("JPEG", comment=b"A secret person"))
    gif = media.read(image("GIF", mode="P", comment=b"A secret person"))
    webp = media.read(image("WEBP", xmp=b"A secret person"))

    assert [b"secret" in each.data for each in (png, jpeg, gif, webp)] == [False] * 4


def test_a_moving_picture_still_moves():
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (5, 5), colour) for colour in ("red", "blue", "green")]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=50, loop=0)
    picture = media.read(buffer.getvalue())

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
                media.read(broken)
            except media.Unkept:
                continue


def picture(colour: int = 1) -> media.Picture:
    return media.read(image("PNG", (6, 4 + colour)))


def files() -> list[str]:
    return default_storage.listdir("")[1] if default_storage.exists("") else []


def store(*pictures: media.Picture, then: Callable[[], object] = lambda: None) -> None:
    """Store the images in one transaction whose last word is `then`."""
    with media.storing() as images:
        for each in pictures:
            images.keep(each)
        then()


def failing(fault: type[BaseException]) -> Callable[[], object]:
    def fail() -> None:
        assert files() == []
        raise fault("late")

    return fail


@pytest.mark.django_db
def test_an_image_is_stored_once_whoever_brings_it():
    first, again = media.keep(picture()), media.keep(picture())

    assert (first, files()) == (again, [first.name])
    assert default_storage.open(first.name).read() == picture().data


@pytest.mark.django_db
def test_the_beginning_of_an_image_that_a_killed_server_left_is_replaced():
    default_storage.save(f"{picture().digest}.png", ContentFile(b"half"))
    kept = media.keep(picture())

    assert default_storage.open(kept.name).read() == picture().data


@pytest.mark.django_db
def test_no_file_is_written_before_everything_else_is_done():
    with media.storing() as images:
        row = images.keep(picture())
        assert (models.Image.objects.get(), files()) == (row, [])

    assert files() == [row.name]


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt])
def test_what_is_taken_back_leaves_neither_row_nor_file(fault):
    with pytest.raises(fault, match="late"):
        store(picture(), then=failing(fault))

    assert (models.Image.objects.count(), files()) == (0, [])


@pytest.mark.django_db
def test_a_rehearsal_leaves_neither_row_nor_file():
    store(picture(), then=lambda: transaction.set_rollback(True))

    assert (models.Image.objects.count(), files()) == (0, [])


@pytest.mark.django_db
def test_a_file_that_breaks_off_half_way_is_taken_away_with_those_before_it(monkeypatch):
    save = default_storage.save
    monkeypatch.setattr(default_storage, "save", breaking_at_the_second(save))
    with pytest.raises(OSError, match="disk"):
        store(picture(1), picture(2))

    assert (models.Image.objects.count(), files()) == (0, [])


def breaking_at_the_second(save):
    """Return a way to save that leaves half of the second file and fails."""
    saved = []

    def broken(name, content):
        saved.append(name)
        if len(saved) == 2:
            save(name, ContentFile(content.read()[:10]))
            raise OSError("disk full")
        return save(name, content)

    return broken


@pytest.mark.django_db
def test_what_is_taken_back_leaves_the_file_of_another_row_alone(monkeypatch):
    there = media.keep(picture(1))
    monkeypatch.setattr(default_storage, "save", breaking_at_the_second(default_storage.save))
    with pytest.raises(OSError, match="disk"):
        store(*map(picture, (1, 2, 3)))

    assert (models.Image.objects.get(), files()) == (there, [there.name])


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_fails_leaves_no_file(monkeypatch):
    def fails(*_args):
        raise DatabaseError("no commit")

    with pytest.raises(DatabaseError, match="no commit"):
        store(picture(), then=lambda: monkeypatch.setattr(transaction.get_connection(), "commit", fails))

    monkeypatch.undo()
    assert (models.Image.objects.count(), files()) == (0, [])


@pytest.mark.django_db
def test_one_within_another_is_a_part_of_it():
    def parts() -> None:
        store(picture())
        failing(ValueError)()

    with pytest.raises(ValueError, match="late"):
        store(then=parts)

    assert (models.Image.objects.count(), files()) == (0, [])


@pytest.mark.django_db
def test_a_part_that_is_taken_back_has_no_file_and_the_rest_has():
    with media.storing():
        kept = media.keep(picture(1))
        store(picture(2), then=lambda: transaction.set_rollback(True))

    assert (models.Image.objects.get(), files()) == (kept, [kept.name])


@pytest.mark.django_db(transaction=True)
def test_no_other_transaction_may_enclose_it():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        store(picture())


@pytest.mark.django_db(transaction=True)
def test_an_image_that_is_stored_again_while_it_is_removed_keeps_its_file():
    old = media.keep(picture())
    with transaction.atomic():
        transaction.on_commit(lambda: media.keep(picture()))
        media.remove(old)

    assert files() == [models.Image.objects.get().name]
