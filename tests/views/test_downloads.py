"""Citations leave a page as files: what they hold, what they are called, and that nothing private is in them."""

import json

import pytest
from django.utils import timezone
from lxml import html as markup_of

from papers import publishing
from papers.models import Version, VersionCitation
from papers.views.files import Files, file_list
from references import formats, matching
from references.formats import FORMATS
from tests.citations import day, person
from tests.factories import make_edition, make_paper, make_translation, save
from tests.security.crawling import content
from tests.views.pages import in_both, read

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]
SITE = "https://papers.example.org"
every_format = pytest.mark.parametrize("ending", list(FORMATS))

WORKS = [
    {
        "type": "book",
        "title": "The Sea",
        "author": [person("Okafor", "Ngozi")],
        "issued": day(2019),
        "publisher": "Sample Press",
    },
    {
        "type": "article-newspaper",
        "title": "海を守る",
        "author": [person("佐藤", "花子")],
        "container-title": "見本新聞",
        "issued": day(2020, 3, 1),
    },
]


def items(client, path, status=200):
    """Return what our own readers find in a file."""
    answer = client.get(path)
    assert answer.status_code == status
    return formats.read(path.partition("?")[0], content(answer))


def cite(version, *works):
    """Let the version cite these works, each from a note of its own; return their keys."""
    version.citations.all().delete()
    keys = []
    for number, item in enumerate(works, start=1):
        reference, _is_new = matching.find_or_add(item)
        keys.append(reference.key)
        VersionCitation.objects.create(version=version, reference=reference, note=f"n{number}", language="en")
    return keys


def pact(language, **more):
    words = {
        "en": {
            "title": "A Pact: Its Limits",
            "author": [person("Mihon", "Hanako")],
            "genre": "Policy Paper",
            "collection-title": "Allies and Partners",
            "publisher": "Sample Foundation",
            "publisher-place": "Tokyo",
            "abstract": "In short.",
            "keyword": "NATO",
        },
        "ja": {
            "title": "協定: その限界",
            "author": [person("見本", "花子")],
            "translator": [person("訳", "順")],
            "genre": "ポリシーペーパー",
            "collection-title": "同盟国とパートナー",
            "publisher": "見本財団",
            "publisher-place": "東京",
            "original-title": "A Pact: Its Limits",
            "original-date": day(2025, 6, 27),
            "abstract": "要するに。",
            "keyword": "nato（主題）",
        },
    }
    return {
        "id": f"pact-{language}",
        "type": "report",
        "number": "7",
        "ISSN": "1234-5678",
        "language": language,
        "issued": day(2025, 6, 27),
        "URL": f"{SITE}/{language}/papers/pact/",
        **words[language],
        **more,
    }


@in_both
@every_format
def test_an_edition_is_cited_from_every_file_alike(client, whole, language, ending):
    assert items(client, f"/{language}/papers/pact/pact.{ending}") == [pact(language)]


def test_a_reference_manager_gets_the_pdf_the_number_as_printed_and_each_subject(client, whole):
    lines = content(client.get("/ja/papers/pact/pact.ris")).decode().splitlines()

    wanted = {"KW", "L1", "SN"}
    assert [line for line in lines if line[:2] in wanted] == [
        "KW  - nato（主題）",
        "SN  - ポリシーペーパー 第7号",
        f"L1  - {SITE}/ja/papers/pact/pact.pdf",
    ]
    assert "M2  - number: 7" in lines
    assert client.get("/ja/papers/pact/pact.pdf").status_code == 200


def test_a_translation_leads_to_the_entry_of_its_original(client, whole):
    translated = content(client.get("/ja/papers/pact/pact.bib")).decode()
    original = content(client.get("/en/papers/pact/pact.bib")).decode()

    assert "  related = {pact-en},\n  relatedtype = {translationof},\n" in translated
    assert "  keywords = {nato（主題）},\n" in translated
    assert original.startswith("@techreport{pact-en,\n")
    assert "related" not in original


@in_both
@every_format
def test_a_file_says_what_it_is_and_whose(client, whole, language, ending):
    answer = client.get(f"/{language}/papers/pact/pact.{ending}")

    told = {
        name: answer.headers[name] for name in ("Content-Type", "Content-Disposition", "X-Robots-Tag", "Link")
    }
    assert told == {
        "Content-Type": FORMATS[ending].media_type,
        "Content-Disposition": f'attachment; filename="pact-{language}.{ending}"',
        "X-Robots-Tag": "noindex",
        "Link": f'<{SITE}/{language}/papers/pact/>; rel="canonical"',
    }
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(answer.request["PATH_INFO"], HTTP_IF_NONE_MATCH=answer.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


@every_format
@pytest.mark.parametrize("path", ["/en/papers/pact/pact.", "/en/papers/pact/sources.", "/en/papers."])
def test_a_head_has_no_body_and_a_form_is_refused(client, whole, path, ending):
    head = client.head(path + ending)

    assert (head.status_code, content(head)) == (200, b"")
    assert head.headers["Content-Type"] == FORMATS[ending].media_type
    assert client.post(path + ending).status_code == 405


@every_format
def test_the_sources_of_an_edition_are_its_works_in_the_order_of_a_list(client, whole, ending):
    version = Version.objects.live().get(language="en")
    keys = cite(version, *WORKS, WORKS[0])

    found = items(client, f"/en/papers/pact/sources.{ending}")
    assert found == [{"id": key, **work} for key, work in zip(keys[:2], WORKS, strict=True)]
    answer = client.get(f"/en/papers/pact/sources.{ending}")
    assert f'filename="pact-sources-en.{ending}"' in answer.headers["Content-Disposition"]


@every_format
def test_an_edition_without_sources_has_an_empty_file(client, whole, ending):
    assert items(client, f"/en/papers/pact/sources.{ending}") == []


def test_a_corrected_work_changes_the_files_at_once(client, whole):
    version = Version.objects.live().get(language="en")
    cite(version, WORKS[0])
    before = client.get("/en/papers/pact/sources.json")
    reference = version.citations.get().reference
    reference.item = {**reference.item, "title": "The Seas"}
    reference.save()

    after = client.get("/en/papers/pact/sources.json", HTTP_IF_NONE_MATCH=before.headers["ETag"])
    assert [item["title"] for item in json.loads(after.content)] == ["The Seas"]


@every_format
def test_an_earlier_version_is_cited_at_its_number(client, ending):
    first = make_edition(make_paper("pact"), title="First")
    save(first.translation, title="Second")
    publishing.publish([first.translation])

    (earlier,) = items(client, f"/en/papers/pact/v1/pact.{ending}")
    assert (earlier["id"], earlier["title"], earlier["version"]) == ("pact-en-v1", "First", "1")
    assert earlier["URL"].endswith("/en/papers/pact/v1/")
    (live,) = items(client, f"/en/papers/pact/v2/pact.{ending}")
    assert live == items(client, f"/en/papers/pact/pact.{ending}")[0]
    assert items(client, f"/en/papers/pact/v1/sources.{ending}") == []


@every_format
@pytest.mark.parametrize("name", ["pact", "sources"])
def test_what_is_withdrawn_is_gone_and_what_never_was_is_not_there(client, name, ending):
    version = make_edition(make_paper("pact"), title="A Pact")
    make_translation(version.paper, "ja", title="草稿")

    assert client.get(f"/ja/papers/pact/{name}.{ending}").status_code == 404
    assert client.get(f"/en/papers/none/{name}.{ending}").status_code == 404
    assert client.get(f"/en/papers/pact/other.{ending}").status_code == 404
    assert client.get(f"/en/papers/pact/v2/{name}.{ending}").status_code == 404
    assert client.get(f"/en/papers/pact/v1/other.{ending}").status_code == 404
    publishing.withdraw(version.paper, ["en"], {"en": "An error."})

    for path in (f"/en/papers/pact/{name}.{ending}", f"/en/papers/pact/v1/{name}.{ending}"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "An error." in answer.content.decode()


@every_format
def test_a_removed_version_is_in_no_file(client, ending):
    first = make_edition(make_paper("pact"), title="Unwise")
    save(first.translation, title="Wise")
    publishing.publish([first.translation])
    publishing.expunge(first, {"en": "By order."})

    assert client.get(f"/en/papers/pact/v1/pact.{ending}").status_code == 410
    assert "Unwise" not in content(client.get(f"/en/papers.{ending}")).decode()


@every_format
@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", ["a-en", "b-en", "c-ja", "d-en"]),
        ("?series=allies", ["a-en", "b-en"]),
        ("?tag=sea", ["a-en", "c-ja"]),
        ("?author=bob&year=2024", ["b-en", "c-ja"]),
        ("?q=title+b", []),
        ("?q=B", ["b-en", "c-ja"]),
        ("?lang=ja", ["a-en", "c-ja"]),
        ("?series=nothing", []),
        ("?page=2", ["a-en", "b-en", "c-ja", "d-en"]),
    ],
)
def test_a_list_leaves_whole_and_narrowed_as_it_is(client, library, ending, query, keys):
    assert [item["id"] for item in items(client, f"/en/papers.{ending}{query}")] == keys


def test_a_list_is_in_the_order_and_the_language_of_the_page(client, library):
    assert [item["id"] for item in items(client, "/ja/papers.json")] == ["a-ja", "b-en", "c-ja", "d-en"]


def test_many_papers_come_in_the_same_order_as_few(client, library, monkeypatch):
    few = content(client.get("/en/papers.csv"))
    monkeypatch.setattr("papers.views.downloads.MOST_NAMED", 1)

    assert content(client.get("/en/papers.csv")) == few


def test_a_list_says_what_it_is_and_answers_who_has_it(client, library, settings):
    settings.SITE_URL = SITE
    answer = client.get("/en/papers.bib?tag=sea&page=2&junk=1")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="papers-en.bib"'
    assert answer.headers["Link"] == f'<{SITE}/en/papers/?tag=sea>; rel="canonical"'
    assert answer.headers["Cache-Control"] == "public, no-cache"
    content(answer)
    known = {"HTTP_IF_NONE_MATCH": answer.headers["ETag"]}

    assert client.get("/en/papers.bib?tag=sea", **known).status_code == 304
    assert client.get("/en/papers.bib?tag=land", **known).status_code == 200
    assert client.get("/en/papers.ris?tag=sea", **known).status_code == 200
    assert client.get("/ja/papers.bib?tag=sea", **known).status_code == 200
    make_edition(make_paper("e"), title="E")
    assert client.get("/en/papers.bib?tag=sea", **known).status_code == 200


@pytest.mark.parametrize("path", ["/en/papers.bib", "/en/papers/a/a.ris", "/en/papers/a/sources.csv"])
def test_a_longer_list_costs_no_more_queries(client, library, django_assert_max_num_queries, path):
    for number in range(12):
        cite(make_edition(make_paper(f"more-{number}"), "en"), *WORKS)
    cite(Version.objects.live().at_slug("a").get(language="en"), *WORKS)

    with django_assert_max_num_queries(6):
        assert content(client.get(path))


def test_no_draft_and_nothing_scheduled_is_in_a_list(client, library):
    draft = make_translation(make_paper("draft"), title="Draft")
    publishing.publish([draft], at=timezone.now() + timezone.timedelta(days=1))
    save(Version.objects.live().at_slug("a").get(language="en").translation, title="Unsaid")

    said = content(client.get("/en/papers.json")).decode()
    assert "Draft" not in said
    assert "Unsaid" not in said


@in_both
def test_the_pages_lead_to_the_files(client, whole, language):
    cite(Version.objects.live().get(language=language), WORKS[0])
    page = read(client, f"/{language}/papers/pact/")
    links = page.xpath("//section[contains(@class, 'cite')]//div[contains(@class, 'files')]//a")

    assert [(link.text, link.get("href"), link.get("type"), link.get("download")) for link in links] == [
        (
            made.name,
            f"/{language}/papers/pact/pact.{ending}",
            made.media_type.partition(";")[0],
            f"pact-{language}.{ending}",
        )
        for ending, made in FORMATS.items()
    ]
    heads = page.xpath("//head/link[@rel='alternate'][contains(@href, '/pact.')]")
    assert [link.get("href") for link in heads] == [link.get("href") for link in links]
    assert all(link.get("aria-label").startswith(link.text) for link in links)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/en/papers/", ""),
        ("/en/papers/?tag=sea&year=2025", "?tag=sea&year=2025"),
        ("/en/series/allies/", "?series=allies"),
        ("/en/authors/ann/", "?author=ann"),
        ("/en/tags/sea/", "?tag=sea"),
    ],
)
def test_a_list_leads_to_its_files(client, library, path, query):
    links = read(client, path).xpath("//div[contains(@class, 'files')]//a/@href")

    assert links == [f"/en/papers.{ending}{query}" for ending in FORMATS]
    assert all(items(client, link) for link in links)


def test_a_list_of_files_says_signs_of_html_and_of_places_as_they_are():
    made = Files("%(format)s: 100 %% “<this>”", "/a/100%25", "<it>", '?q="%s"&tag=sea')

    listed = markup_of.fromstring(file_list("50 % & more", made))

    label, first = listed.findtext("p"), listed.find("ul/li/a")
    assert (label, first.text) == ("50 % & more", "BibTeX")
    assert dict(first.attrib) == {
        "href": '/a/100%25.bib?q="%s"&tag=sea',
        "type": "application/x-bibtex",
        "download": "<it>.bib",
        "rel": "nofollow",
        "aria-label": "BibTeX: 100 % “<this>”",
    }
    (link, *_rest) = markup_of.fragments_fromstring(made.alternates.strip())
    assert (link.get("href"), link.get("title")) == (first.get("href"), first.get("aria-label"))
