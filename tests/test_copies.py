"""Smaller copies of images: what they look like, when there are none, and that each is made once."""

import io
import os
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connections
from PIL import Image as Pillow
from PIL import ImageCms, ImageDraw

from papers import copies, media, publishing
from papers.models import Image, Lease, Paper, SitePage, copy_widths, srcset
from tests.factories import make_author, make_edition, make_paper, make_translation
from tests.views.pages import figure, read

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def drawing(width, height, mode="RGB"):
    """Return an image whose left half is dark and whose right half is light, with enough noise to weigh something."""
    noise = Pillow.frombytes(
        "L", (width // 4 or 1, height // 4 or 1), os.urandom((width // 4 or 1) * (height // 4 or 1))
    )
    image = noise.resize((width, height)).point(lambda value: value // 8).convert("RGB")
    ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), fill=(250, 240, 60))
    return image.convert(mode)


def written(image, form, **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def opened(data):
    return Pillow.open(io.BytesIO(data))


def stored(data):
    """Return the row of an image, stored as an upload is."""
    return media.keep(media.read(data))


# What a copy looks like


@pytest.mark.parametrize(
    ("form", "mode", "found"),
    [
        ("JPEG", "RGB", "RGB"),
        ("JPEG", "L", "L"),
        ("PNG", "RGB", "RGB"),
        ("PNG", "RGBA", "RGBA"),
        ("WEBP", "RGB", "RGB"),
    ],
)
def test_a_copy_is_as_wide_as_asked_and_of_the_same_kind(form, mode, found):
    copy = opened(copies.smaller(written(drawing(2000, 1000, mode), form), 480, form))

    assert (copy.format, copy.size, copy.mode) == (form, (480, 240), found)
    dark, light = copy.convert("L").getpixel((60, 120)), copy.convert("L").getpixel((420, 120))
    assert (dark < 60, light > 200) == (True, True)


def test_a_picture_of_a_printing_press_is_shown_in_the_colours_of_a_screen():
    data = written(drawing(1200, 800).convert("CMYK"), "JPEG")
    copy = opened(copies.smaller(data, 480, "JPEG"))

    red, green, blue = copy.getpixel((420, 160))
    assert (copy.mode, red > 200, green > 200, blue < 120) == ("RGB", True, True, True)


def test_a_profile_that_is_none_is_passed_over():
    data = written(drawing(1200, 800).convert("CMYK"), "JPEG", icc_profile=b"no profile" * 100)

    copy = opened(copies.smaller(data, 480, "JPEG"))
    assert (copy.mode, copy.info.get("icc_profile")) == ("RGB", None)


def test_the_colours_of_a_screen_keep_their_profile():
    data = written(drawing(1200, 800), "JPEG", icc_profile=SRGB)

    assert opened(copies.smaller(data, 480, "JPEG")).info["icc_profile"] == SRGB


def test_a_palette_keeps_what_lets_the_ground_through_and_stays_a_palette():
    image = drawing(1600, 800).quantize(32)
    image.paste(31, (0, 0, 400, 800))
    data = written(image, "PNG", transparency=31)

    copy = opened(copies.smaller(data, 480, "PNG"))
    shown = copy.convert("RGBA")
    assert (copy.mode, copy.size) == ("P", (480, 240))
    clear, solid = (shown.getpixel((x, 120))[3] for x in (20, 400))
    assert (clear, solid >= 250) == (0, True)


def test_a_picture_that_was_taken_on_its_side_stands_upright():
    exif = Pillow.Exif()
    exif[copies.ORIENTATION] = 6
    data = written(drawing(1600, 800), "JPEG", exif=exif)

    image = opened(media.read(data).data)
    direct = opened(copies.smaller(data, 480, "JPEG"))
    through_store = opened(copies.smaller(media.read(data).data, 480, "JPEG"))
    assert (image.size, direct.size, through_store.size) == ((800, 1600), (480, 960), (480, 960))
    for copy in (direct, through_store):
        above, below = (copy.convert("L").getpixel((240, y)) for y in (100, 860))
        assert (above < 60, below > 200, copy.getexif().get(copies.ORIENTATION)) == (True, True, None)


# What is sent as it is

GIF = written(drawing(600, 300).quantize(8), "GIF")
MOVING = written(
    drawing(1000, 500), "WEBP", save_all=True, append_images=[drawing(1000, 500)], duration=100, loop=0
)
WHOLE = written(drawing(1000, 500), "JPEG")


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (MOVING, "WEBP"),
        (WHOLE[: len(WHOLE) // 2], "JPEG"),
        (WHOLE[:20], "JPEG"),
        (b"", "PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG"),
        (WHOLE, "PNG"),
        (written(drawing(1000, 600).convert("1", dither=0).resize((961, 600)), "PNG"), "PNG"),
        (written(Pillow.new("I;16", (1000, 600), 40_000), "PNG"), "PNG"),
    ],
    ids=["moving", "half", "a beginning", "nothing", "SVG", "another kind", "light already", "sixteen bits"],
)
def test_what_cannot_or_need_not_be_smaller_is_its_own_copy(data, form):
    assert copies.smaller(data, 960, form) is data


def test_no_bomb_goes_off(monkeypatch):
    # Four thousand million pixels in less than a kilobyte of claims; then one that is just too large.
    header = written(Pillow.new("1", (8, 8)), "PNG")
    bomb = header[:16] + (65_000).to_bytes(4, "big") * 2 + header[24:]
    monkeypatch.setattr(copies, "PIXELS_LIMIT", 1000 * 500 - 1)
    data = written(drawing(1000, 500), "PNG")

    assert copies.smaller(bomb, 480, "PNG") is bomb
    assert copies.smaller(data, 480, "PNG") is data


def test_a_picture_of_extreme_shape_keeps_at_least_one_line():
    data = written(drawing(20_000, 1), "PNG")

    assert opened(copies.smaller(data, 480, "PNG")).size in ((480, 1), (20_000, 1))


def test_widths_are_never_larger_than_the_picture_and_a_gif_has_none():
    found = {width: copy_widths(width, "jpg") for width in (1, 480, 481, 960, 1440, 1441, 6000)}

    assert found == {
        1: [],
        480: [],
        481: [480],
        960: [480],
        1440: [480, 960],
        1441: [480, 960, 1440],
        6000: [480, 960, 1440],
    }
    assert copy_widths(6000, "gif") == []
    assert srcset("/media/x.png", 1) == ""
    assert srcset("/media/x.png", 1000) == "/media/x-480.png 480w, /media/x-960.png 960w, /media/x.png 1000w"
    assert srcset("/media/x.png", 6000).split(", ")[-1] == "/media/x-1440.png 1440w"


# Storing and sending


def content(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def image(transactional_db):
    image = stored(written(drawing(1200, 600), "JPEG", quality=95))
    make_edition(make_paper("pact"), body=figure(image))
    return image


def test_every_width_that_a_page_names_is_sent(client, image):
    (said,) = read(client, "/en/papers/pact/").xpath("//img/@srcset")
    sizes = {}
    for candidate in said.split(", "):
        address, width = candidate.split(" ")
        answer = client.get(address)
        sizes[width] = opened(content(answer)).width
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert client.get(address, HTTP_IF_NONE_MATCH=answer.headers["ETag"]).status_code == 304
        assert client.head(address).headers["ETag"] == answer.headers["ETag"]

    assert sizes == {"480w": 480, "960w": 960, "1200w": 1200}
    assert Lease.objects.count() == 0


def test_no_other_width_is_made(client, image):
    for width in ("479", "1200", "1440", "0", "0480", "99999", "4800000000", "480.5"):
        assert client.get(f"/media/{image.digest}-{width}.jpg").status_code == 404, width
    assert client.get(f"/media/{image.digest}-480.png").status_code == 404
    assert client.post(f"/media/{image.digest}-480.jpg").status_code == 405
    assert not default_storage.exists("copies")


def test_a_copy_is_there_only_while_its_image_is_public(client, image):
    address = f"/media/{image.digest}-480.jpg"
    hidden = stored(written(drawing(1000, 500), "JPEG"))
    make_translation(make_paper("draft"), body=figure(hidden))
    assert client.get(f"/media/{hidden.digest}-480.jpg").status_code == 404
    first = client.get(address)
    assert first.status_code == 200

    publishing.withdraw(Paper.objects.get(slug="pact"), ["en"], {"en": "Reason."})

    assert client.get(address, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 404


def test_twenty_readers_at_once_have_one_copy_made(image, monkeypatch):
    made, start, smaller = [], Barrier(20), copies.smaller

    def slow(*args):
        made.append(args[1])
        time.sleep(0.2)
        return smaller(*args)

    def ask(_place):
        start.wait()
        try:
            return copies.stored(image, 480)
        finally:
            connections.close_all()

    monkeypatch.setattr(copies, "smaller", slow)
    with ThreadPoolExecutor(20) as threads:
        names = set(threads.map(ask, range(20)))

    assert made == [480]
    assert names == {None, copies.name(image, 480)}
    assert default_storage.listdir("copies/1")[1] == [f"{image.digest}-480.jpg"]


def test_while_another_copy_is_made_the_whole_image_is_sent_and_not_kept(client, image):
    Lease.take(copies.LEASE, copies.LENGTH)

    answer = client.get(f"/media/{image.digest}-480.jpg")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert opened(content(answer)).width == 1200


def test_an_image_whose_bytes_are_lost_has_no_copy(client, image):
    default_storage.delete(image.name)

    assert client.get(f"/media/{image.digest}-480.jpg").status_code == 404
    assert Lease.objects.count() == 0


def test_a_file_that_was_damaged_in_the_storage_is_sent_as_it_is(client, image):
    default_storage.delete(image.name)
    default_storage.save(image.name, ContentFile(b"\xff\xd8\xff"))

    answer = client.get(f"/media/{image.digest}-480.jpg")
    assert (answer.status_code, content(answer)) == (200, b"\xff\xd8\xff")


def test_copies_go_with_their_image(image):
    other = stored(written(drawing(1000, 500), "JPEG"))
    copies.stored(other, 480)
    copies.stored(image, 480)

    media.remove(other)

    assert default_storage.listdir("copies/1")[1] == [f"{image.digest}-480.jpg"]


@pytest.mark.django_db
def test_portraits_and_pages_of_the_site_have_copies_and_sizes_too(client):
    image = stored(written(drawing(1000, 500), "JPEG"))
    make_edition(make_paper(authors=[make_author("mihon", photo=image)]))
    SitePage.objects.create(slug="about", title_en="About", body_en=figure(image))

    for path in ("/en/authors/mihon/", "/en/pages/about/"):
        (found,) = read(client, path).xpath("//main//img")
        assert (found.get("width"), found.get("height")) == ("1000", "500")
        assert found.get("srcset") == Image.objects.get().srcset
        assert found.get("sizes")
