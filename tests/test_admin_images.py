"""Images at the desk: checked on the way in, shown to staff only, deleted only while nothing uses them."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from papers import media
from papers.models import Image
from tests.factories import make_author, make_translation
from tests.word import png

pytestmark = pytest.mark.django_db


def send(client, data, name="crane.png"):
    return client.post(reverse("admin:papers_image_upload"), {"file": SimpleUploadedFile(name, data)})


def test_an_upload_is_stored_under_its_digest_and_the_same_bytes_once(admin_client):
    first, again = (send(admin_client, png()).json()["src"] for _ in range(2))

    image = Image.objects.get()
    assert first == again == image.url
    assert default_storage.exists(image.name)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "SVG images are drawings that browsers cannot show safely.",
        ),
        (b"%PDF-1.7", "Its content is not a PNG, JPEG, GIF or WebP image."),
        (png(400, 300)[:200], "The image is damaged."),
    ],
)
def test_what_is_no_safe_image_is_refused_with_its_reason(admin_client, data, reason):
    assert send(admin_client, data).json() == {"error": reason}
    assert not Image.objects.exists()


def test_an_image_is_added_by_its_form_too(admin_client):
    answer = admin_client.post(
        reverse("admin:papers_image_add"), {"file": SimpleUploadedFile("crane.png", png())}
    )

    assert answer.status_code == 302
    assert Image.objects.count() == 1


def test_staff_see_an_image_that_is_not_public(admin_client, client):
    image = media.keep(media.read(png()))
    address = reverse("admin:papers_image_file", args=[image.name])

    assert client.get(image.url).status_code == 404
    answer = admin_client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("name", ["", "x.png", f"{'0' * 64}.png"])
def test_no_other_file_is_sent(admin_client, name):
    assert admin_client.get(reverse("admin:papers_image_folder") + name).status_code == 404


def test_the_editor_is_offered_the_newest_images(admin_client):
    image = media.keep(media.read(png()))
    answer = admin_client.get(reverse("admin:papers_image_choices")).json()

    assert [picture["src"] for picture in answer["pictures"]] == [image.url]


def found(client, **query):
    """Return the names of the images that the dialog is offered, how many there are, and whether more follow."""
    answer = client.get(reverse("admin:papers_image_choices"), query).json()
    return [picture["name"].split(" ")[0] for picture in answer["pictures"]], answer["total"], answer["more"]


def test_the_editor_is_offered_all_images_a_page_at_a_time(admin_client):
    for number in range(1, 27):
        media.keep(media.read(png(number, 1)), f"{number}.png")
    names = [f"{number}.png" for number in range(26, 0, -1)]

    assert found(admin_client) == (names[:24], 26, True)
    assert found(admin_client, page="2") == (names[24:], 26, False)
    assert found(admin_client, page="x") == (names[:24], 26, True)


def test_the_editor_finds_images_by_file_name_and_by_alternative_text(admin_client):
    _crane, yard, _other = (
        media.keep(media.read(png(width, 1)), name)
        for width, name in enumerate(("crane.png", "yard.png", "other.png"), start=1)
    )
    make_translation(
        body='<p data-passage="p">A dock in a sentence.</p><figure data-passage="f">'
        f'<img src="{yard.url}" alt="A “dock” &amp; the &quot;Old&quot; sheds"></figure>'
    )

    assert found(admin_client, q=" CRANE ") == (["crane.png"], 1, False)
    assert found(admin_client, q='dock” & the "old') == (["yard.png"], 1, False)
    assert found(admin_client, q="in a sentence") == ([], 0, False)
    assert found(admin_client, q="") == (["other.png", "yard.png", "crane.png"], 3, False)


@pytest.mark.parametrize("words", ["\0", "%", "_" * 100_000, "</p>", "'; --"])
def test_no_search_for_images_fails(admin_client, words):
    media.keep(media.read(png()), "crane.png")

    assert found(admin_client, q=words) == ((["crane.png"], 1, False) if words == "\0" else ([], 0, False))


def delete(client, image):
    return client.post(reverse("admin:papers_image_delete", args=[image.pk]), {"post": "yes"})


def test_an_unused_image_is_deleted_with_its_bytes(admin_client, django_capture_on_commit_callbacks):
    image = media.keep(media.read(png()))
    with django_capture_on_commit_callbacks(execute=True):
        assert delete(admin_client, image).status_code == 302

    assert not Image.objects.exists()
    assert not default_storage.exists(image.name)


def test_an_image_that_a_text_uses_is_kept_and_the_page_says_where(admin_client):
    image = media.keep(media.read(png()))
    edition = make_translation(body=f'<figure data-passage="f"><img src="{image.url}" alt="A"></figure>')
    page = delete(admin_client, image).content.decode()

    assert Image.objects.exists()
    assert reverse("admin:papers_translation_change", args=[edition.pk]) in page


def test_a_portrait_is_kept(admin_client):
    image = media.keep(media.read(png()))
    make_author(photo=image)
    delete(admin_client, image)

    assert Image.objects.exists()
