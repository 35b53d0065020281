"""The files of an edition over HTTP: what is public and nothing else, under names that people know."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from papers import exporting, publishing
from papers.exporting import storing
from papers.models import Lease, VersionFile
from tests.factories import make_author, make_edition, make_paper, make_translation, save
from tests.views.pages import links, read

pytestmark = pytest.mark.django_db

FILES = {
    "pdf": ("application/pdf", b"%PDF-"),
    "epub": ("application/epub+zip", b"PK\x03\x04"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
    "xml": ("application/xml; charset=utf-8", b"<?xml"),
    "txt": ("text/plain; charset=utf-8", b"Title in en\n==="),
    "png": ("image/png", b"\x89PNG\r\n"),
}
# The picture that previews of a link show is no file to keep, so no page leads readers to it.
OFFERED = [kind for kind in FILES if kind != "png"]


def content(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def pact():
    return make_edition(make_paper("pact", authors=[make_author()]))


@pytest.mark.parametrize("kind", FILES)
def test_each_file_is_sent_under_its_type(client, settings, pact, kind):
    settings.SITE_URL = "https://papers.example.org"

    answer = client.get(f"/en/papers/pact/pact.{kind}")

    said = content(answer)
    assert answer.status_code == 200
    assert (answer.headers["Content-Type"], said[: len(FILES[kind][1])]) == FILES[kind]
    assert answer.headers["Content-Length"] == str(len(said))
    assert answer.headers["Link"] == '<https://papers.example.org/en/papers/pact/>; rel="canonical"'
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "X-Robots-Tag" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_reader_who_has_the_file_is_told_so_and_one_who_asks_about_it_gets_no_bytes(client, pact):
    first = client.get("/en/papers/pact/pact.txt")
    size = len(content(first))

    again = client.get("/en/papers/pact/pact.txt", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    about = client.head("/en/papers/pact/pact.txt")

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert (about.status_code, content(about), about.headers["Content-Length"]) == (200, b"", str(size))
    assert client.post("/en/papers/pact/pact.txt").status_code == 405


def test_the_name_of_a_file_is_one_that_people_know(client):
    author = make_author(family_name_ja="見本", given_name_ja="花子")
    make_edition(
        make_paper("pact", authors=[author], original_language="ja"), "ja", title="協定 / “と” *限界*"
    )

    said = client.head("/ja/papers/pact/pact.docx").headers["Content-Disposition"]

    how, plain, spoken = said.split("; ")
    assert (how, plain) == ("attachment", 'filename="pact.ja.docx"')
    assert unquote(spoken) == "filename*=UTF-8''見本 - 協定 “と” 限界 (ja).docx"
    assert client.head("/ja/papers/pact/pact.pdf").headers["Content-Disposition"].startswith("inline; ")


def test_what_is_not_live_has_no_files(client, pact):
    make_translation(make_paper("draft"))
    publishing.publish([make_translation(make_paper("later"))], at=timezone.now() + timedelta(days=1))

    for path in ("draft/draft.pdf", "later/later.pdf", "pact/other.pdf", "pact/pact.exe", "none/none.pdf"):
        assert client.get(f"/en/papers/{path}").status_code == 404, path
    assert client.get("/ja/papers/pact/pact.pdf").status_code == 404
    assert not VersionFile.objects.exists()


def test_a_change_that_is_not_published_is_in_no_file(client, pact):
    save(pact.translation, body="<p>Unpublished words.</p>")

    assert b"Unpublished" not in content(client.get("/en/papers/pact/pact.txt"))


def test_withdrawn_files_are_gone_and_come_back_with_their_edition(client, pact):
    client.get("/en/papers/pact/pact.txt")
    publishing.withdraw(pact.paper, ["en"], {"en": "A reason."})

    gone = client.get("/en/papers/pact/pact.txt")
    assert gone.status_code == 410
    assert "A reason." in gone.content.decode()

    publishing.reinstate(pact.translation)
    assert client.get("/en/papers/pact/pact.txt").status_code == 200


def test_an_expunged_version_has_no_file(client, pact):
    client.get("/en/papers/pact/v1/pact.txt")
    publishing.expunge(pact, {"en": "A court."})

    assert client.get("/en/papers/pact/pact.txt").status_code == 410
    assert client.get("/en/papers/pact/v1/pact.txt").status_code == 410
    assert not VersionFile.objects.exists()


def test_an_earlier_version_keeps_its_files_at_its_number(client, pact):
    save(pact.translation, body='<p data-passage="a1">Second text.</p>')
    publishing.publish([pact.translation])

    old = client.get("/en/papers/pact/v1/pact.txt")
    new = client.get("/en/papers/pact/pact.txt")

    assert (b"Text in en." in content(old), b"Second text." in content(new)) == (True, True)
    assert (old.headers.get("X-Robots-Tag"), new.headers.get("X-Robots-Tag")) == ("noindex", None)
    assert client.get("/en/papers/pact/v3/pact.txt").status_code == 404
    page = read(client, "/en/papers/pact/v1/")
    assert [link[1] for link in links(page, "//ul[contains(@class, 'files')]//a")] == [
        f"/en/papers/pact/v1/pact.{kind}" for kind in OFFERED
    ]


def test_the_picture_of_a_link_is_sent_in_place_and_goes_with_its_edition(client, pact):
    page = read(client, "/en/papers/pact/")
    (address,) = page.xpath("//meta[@property='og:image']/@content")
    assert address == "http://127.0.0.1:8000/en/papers/pact/pact.png"

    before = client.get("/en/papers/pact/pact.png")
    assert before.headers["Content-Disposition"].startswith("inline; ")
    publishing.retract(pact.paper, ["en"], {"en": "The figures were wrong."})
    after = client.get("/en/papers/pact/pact.png", HTTP_IF_NONE_MATCH=before.headers["ETag"])
    assert (after.status_code, after.headers["ETag"] != before.headers["ETag"]) == (200, True)

    publishing.withdraw(pact.paper, ["en"], {"en": "A reason."})
    assert client.get("/en/papers/pact/pact.png").status_code == 410


def test_a_retraction_is_in_the_file_at_once(client, pact):
    before = client.get("/en/papers/pact/pact.txt")
    publishing.retract(pact.paper, ["en"], {"en": "The figures were wrong."})

    after = client.get("/en/papers/pact/pact.txt", HTTP_IF_NONE_MATCH=before.headers["ETag"])

    assert after.status_code == 200
    assert "The figures were wrong." in content(after).decode()


def test_jats_holds_every_live_edition_and_none_that_is_withdrawn(client, pact):
    make_edition(pact.paper, "ja")
    for language in ("en", "ja"):
        said = content(client.get(f"/{language}/papers/pact/pact.xml")).decode()
        assert ("Text in en." in said, "Text in ja." in said) == (True, True)

    publishing.withdraw(pact.paper, ["ja"], {"en": "A reason."})

    assert "Text in ja." not in content(client.get("/en/papers/pact/pact.xml")).decode()


def test_facing_pages_need_both_editions(client, pact):
    address = "/en/papers/pact/parallel/ja/pact.pdf"
    assert client.get(address).status_code == 404
    make_edition(pact.paper, "ja")

    answer = client.get(address)
    assert (answer.status_code, answer.headers["X-Robots-Tag"]) == (200, "noindex")
    assert answer.headers["Content-Disposition"].startswith('inline; filename="pact.en-ja.pdf"')
    assert client.get("/en/papers/pact/parallel/en/pact.pdf").status_code == 404

    publishing.withdraw(pact.paper, ["ja"], {"en": "A reason."})
    assert client.get(address).status_code == 410


def test_the_paper_and_the_parallel_page_lead_to_their_files(client, pact):
    make_edition(pact.paper, "ja")

    page = read(client, "/en/papers/pact/")
    found = [(link[0], link[1]) for link in links(page, "//ul[contains(@class, 'files')]//a")]
    assert found == [
        ("PDF", "/en/papers/pact/pact.pdf"),
        ("EPUB", "/en/papers/pact/pact.epub"),
        ("Word", "/en/papers/pact/pact.docx"),
        ("JATS", "/en/papers/pact/pact.xml"),
        ("Plain text", "/en/papers/pact/pact.txt"),
    ]
    assert page.xpath("//meta[@name='citation_pdf_url']/@content") == [
        "http://127.0.0.1:8000/en/papers/pact/pact.pdf"
    ]
    beside = read(client, "/en/papers/pact/parallel/ja/")
    assert "/en/papers/pact/parallel/ja/pact.pdf" in beside.xpath("//a/@href")


def test_a_renamed_paper_leads_from_its_old_files_to_its_new_ones(client, pact):
    pact.paper.rename("treaty")

    for old, new in (
        ("/en/papers/pact/pact.pdf", "/en/papers/treaty/treaty.pdf"),
        ("/en/papers/pact/v1/pact.txt", "/en/papers/treaty/v1/treaty.txt"),
        ("/en/papers/pact/parallel/ja/pact.pdf", "/en/papers/treaty/parallel/ja/treaty.pdf"),
    ):
        answer = client.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (301, new)


def test_a_file_that_cannot_be_made_now_says_when_to_ask_again(client, pact, monkeypatch):
    monkeypatch.setattr(storing, "PATIENCE", 0.01)
    Lease.take(storing.FOR_READERS, storing.LEASE)

    answer = client.get("/en/papers/pact/pact.pdf")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    assert int(answer.headers["Retry-After"]) > 0
    assert "Not ready yet" in answer.content.decode()
    assert 'href="/en/papers/pact/pact.pdf"' in answer.content.decode()
    assert client.get("/en/papers/pact/").status_code == 200


def test_a_file_that_cannot_be_made_at_all_is_said_in_the_log_and_asked_for_later(
    client, settings, pact, tmp_path, caplog
):
    settings.FONT_DIRS = [str(tmp_path)]

    answer = client.get("/en/papers/pact/pact.pdf")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    said = answer.content.decode()
    assert "This file could not be made" in said
    assert 'href="/en/papers/pact/"' in said
    assert "NotoSerifCJK-Regular.ttc" in caplog.text
    assert client.get("/en/papers/pact/pact.txt").status_code == 200


def test_the_bytes_of_a_file_have_no_address_but_its_own(client, pact):
    client.get("/en/papers/pact/pact.txt")
    name = VersionFile.objects.get().name

    for path in (f"/media/{name}", f"/{name}", f"/static/{name}"):
        assert client.get(path).status_code == 404
    assert set(exporting.KINDS) == set(FILES)
