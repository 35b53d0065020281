"""Cover pictures of series: where they stand, what they say, when they are public, and what a link to the series shows."""

import pytest
from django.urls import reverse
from lxml import html as markup_of

from papers import media, publishing
from papers.models import Image, Series
from tests.factories import make_edition, make_paper, make_series, make_translation
from tests.views.pages import picture, read
from tests.word import png

pytestmark = pytest.mark.django_db

WORDS = {
    "cover_alt_en": "A harbour",
    "cover_alt_ja": "港の図",
    "cover_credit_en": "Drawn by H. Mihon",
    "cover_credit_ja": "作図：見本花子",
}
PAGES = ("/{}/", "/{}/series/", "/{}/series/allies/")


def wide():
    return Image.objects.create(digest="c" * 64, extension="jpg", width=3000, height=2000, size=900_000)


@pytest.fixture
def allies():
    series = make_series("allies", cover=wide(), **WORDS)
    make_edition(make_paper("pact", series=series, volume="1"))
    return series


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "alt"), [("en", "A harbour"), ("ja", "港の図")])
def test_the_cover_stands_on_home_the_list_and_the_page_of_its_series(client, allies, path, language, alt):
    (found,) = read(client, path.format(language)).xpath("//*[contains(@class, 'pictured')]//img")

    assert (found.get("alt"), found.get("lang"), found.get("src")) == (alt, language, allies.cover.url)
    assert (found.get("width"), found.get("height")) == ("3000", "2000")
    assert found.get("srcset") == allies.cover.srcset != ""
    assert found.get("sizes").endswith("calc(100vw - 2.5rem)")
    # At the head of its own page it is seen at once; elsewhere it stands below the newest paper.
    assert found.get("loading") == (None if "allies" in path else "lazy")


@pytest.mark.parametrize("path", PAGES)
def test_a_series_without_a_cover_stands_in_type_alone(client, path):
    make_edition(make_paper(series=make_series("allies")))

    page = read(client, path.format("en"))
    assert page.xpath(
        "//*[contains(@class, 'cover')]//h1 | //*[contains(@class, 'cover')]//*[@class='title']"
    )
    assert page.xpath("//main//img | //*[contains(@class, 'pictured')]") == []


def test_words_that_are_missing_in_a_language_are_those_of_another_and_say_so(client, allies):
    Series.objects.update(cover_alt_ja="", cover_credit_ja="")

    page = read(client, "/ja/series/allies/")
    assert page.xpath("//img[@class='cover-picture']/@lang") == ["en"]
    assert page.xpath("//dd[@lang='en']/text()") == ["Drawn by H. Mihon"]
    assert read(client, "/en/series/allies/").xpath("//dt[.='Cover picture']/../dd/text()") == [
        "Drawn by H. Mihon"
    ]


def test_a_cover_is_public_with_the_first_paper_of_its_series(client):
    image = picture()
    row = make_translation(make_paper("pact", series=make_series(cover=image)))
    assert client.get(image.url).status_code == 404

    publishing.publish([row])
    assert client.get(image.url).status_code == 200

    publishing.withdraw(row.paper, ["en"], {"en": "Reason."})
    assert client.get(image.url).status_code == 404


# What a link shows


def tagged(page, prefix):
    return {
        meta.get("property") or meta.get("name"): meta.get("content")
        for meta in page.xpath("//meta")
        if (meta.get("property") or meta.get("name") or "").startswith(prefix)
    }


def test_a_link_to_a_series_shows_its_cover_in_the_widest_copy(client, settings, allies):
    settings.SITE_URL = "https://papers.example.org"

    page = read(client, "/ja/series/allies/")

    assert tagged(page, "og:") == {
        "og:type": "website",
        "og:title": "同盟国とパートナー",
        "og:description": "シリーズ「同盟国とパートナー」の論考一覧です。",
        "og:url": "https://papers.example.org/ja/series/allies/",
        "og:site_name": "対訳 Taiyaku",
        "og:image": f"https://papers.example.org/media/{'c' * 64}-1440.jpg",
        "og:image:width": "1440",
        "og:image:height": "960",
        "og:image:alt": "港の図",
        "og:locale": "ja_JP",
        "og:locale:alternate": "en_US",
    }
    assert tagged(page, "twitter:") == {"twitter:card": "summary_large_image"}


def test_a_link_to_a_series_shows_a_light_cover_itself_in_its_own_size(client, allies):
    Image.objects.update(width=1440, height=960, size=28_777)

    told = tagged(read(client, "/ja/series/allies/"), "og:image")

    assert told["og:image"] == f"http://127.0.0.1:8000/media/{'c' * 64}.jpg"
    assert (told["og:image:width"], told["og:image:height"]) == ("1440", "960")


# The desk


def sent(series, **changes):
    """Return what the form of a series sends back when nothing but the changes was touched."""
    values = {"slug": series.slug, "name_en": "Allies", "name_ja": "同盟国", "colour": "#1d4e74"}
    return {**values, **changes, "_save": "1"}


def address(series):
    return reverse("admin:papers_series_change", args=[series.pk])


def test_an_editor_chooses_a_cover_by_sight_and_says_what_it_shows(admin_client):
    series, image = make_series("allies"), media.keep(media.read(png(600, 400)), "harbour.png")

    form = read(admin_client, address(series))
    assert form.xpath("//input[@name='cover']/@value") == ["", str(image.pk)]
    assert [src for src in form.xpath("//label//img/@src") if image.name in src]
    answer = admin_client.post(address(series), sent(series, cover=image.pk, **WORDS))

    assert answer.status_code == 302
    series.refresh_from_db()
    assert (series.cover, series.own_label("cover_alt", "ja")) == (image, "港の図")
    assert series.own_label("cover_credit", "en") == "Drawn by H. Mihon"

    admin_client.post(address(series), sent(series, cover=""))
    series.refresh_from_db()
    assert series.cover is None


def test_a_cover_that_nobody_describes_is_refused_in_each_language(admin_client):
    series, image = make_series("allies"), media.keep(media.read(png(600, 400)))

    page = admin_client.post(address(series), sent(series, cover=image.pk, cover_alt_en="A harbour"))

    assert page.status_code == 200
    assert set(page.context["adminform"].form.errors) == {"cover_alt_ja"}
    assert Series.objects.get().cover is None


def test_an_image_that_is_a_cover_is_kept(admin_client):
    image = media.keep(media.read(png(600, 400)))
    series = make_series("allies", cover=image)

    assert list(media.uses(image)) == [series]
    admin_client.post(reverse("admin:papers_image_delete", args=[image.pk]), {"post": "yes"})
    assert Image.objects.filter(pk=image.pk).exists()


# Series without a cover, and every other page


@pytest.fixture
def drawn(monkeypatch):
    monkeypatch.setattr("papers.exporting.preview.draw", lambda card: f"PNG {card.title.text}".encode())


def test_a_series_without_a_cover_has_a_picture_that_is_made_of_it(client, drawn):
    row = make_translation(make_paper("pact", series=make_series("allies")))
    address = "/ja/series/allies/preview.png"
    assert client.get(address).status_code == 404
    publishing.publish([row])

    (named,) = read(client, "/ja/series/allies/").xpath("//meta[@property='og:image']/@content")
    answer = client.get(address)
    assert named == f"http://127.0.0.1:8000{address}"
    assert (answer.status_code, answer.content.decode()) == (200, "PNG 同盟国とパートナー")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "image/png",
        "public, no-cache",
    )
    assert client.get(address, HTTP_IF_NONE_MATCH=answer.headers["ETag"]).status_code == 304

    publishing.withdraw(row.paper, ["en"], {"en": "Reason."})
    assert client.get(address).status_code == 404


def test_a_renamed_series_leads_from_its_old_picture_to_its_new_one(client, allies):
    allies.rename("friends")

    answer = client.get("/en/series/allies/preview.png")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/series/friends/preview.png")


@pytest.mark.parametrize("path", ["", "papers/", "series/", "authors/", "tags/"])
def test_every_other_page_shows_the_picture_of_the_site(client, drawn, path):
    page = read(client, f"/ja/{path}")

    assert tagged(page, "og:image") == {
        "og:image": "http://127.0.0.1:8000/ja/preview.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "対訳 Taiyaku",
    }
    assert client.get("/ja/preview.png").content.decode() == "PNG 対訳 Taiyaku"


def test_pages_that_are_not_for_sharing_say_nothing_to_those_who_show_links(client, allies):
    for path in ("/en/none/", "/en/papers/?q=pact", "/en/papers/none/"):
        page = markup_of.document_fromstring(client.get(path).content)
        assert tagged(page, "og:") | tagged(page, "twitter:") == {}, path


def test_a_picture_that_cannot_be_made_now_says_when_to_ask_again(client, allies, settings, tmp_path, caplog):
    settings.FONT_DIRS = [str(tmp_path)]

    answer = client.get("/en/preview.png")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    assert "The picture of site could not be made" in caplog.text
