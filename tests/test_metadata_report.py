"""JSON-LD of an edition: a Report beside its translations, with its authors, its state and what it cites."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html as markup_of

from papers import publishing
from papers.models import Translation, Translatorship, VersionCitation
from references.models import Reference
from tests.factories import (
    make_author,
    make_edition,
    make_paper,
    make_series,
    make_tag,
    make_translation,
    save,
)
from tests.metadata import SITE, publish_pair, site, whole_paper
from tests.security import hostile
from tests.views.pages import figure, picture

pytestmark = [pytest.mark.one_database, pytest.mark.django_db, pytest.mark.usefixtures("site")]
__all__ = ["site", "whole_paper"]


def blocks(client, path, status=200):
    """Return what the data blocks of a page say, by type."""
    answer = client.get(path)
    assert answer.status_code == status
    tree = markup_of.fromstring(answer.content.decode())
    found = [json.loads(block.text) for block in tree.xpath("//script[@type='application/ld+json']")]
    assert {block["@context"] for block in found} <= {"https://schema.org"}
    return {block["@type"]: block for block in found}


def report(client, path, status=200):
    return blocks(client, path, status)["Report"]


def person(author, family, given, code="en", other=()):
    name = f"{given} {family}" if code == "en" else f"{family} {given}"
    return {
        "@type": "Person",
        "@id": f"{SITE}/en/authors/{author.slug}/#person",
        "name": name,
        "familyName": family,
        "givenName": given,
        "affiliation": {"@type": "Organization", "name": "Sample University"},
        "alternateName": list(other),
        "url": f"{SITE}/{code}/authors/{author.slug}/",
    }


def test_the_original_is_a_numbered_report_of_its_series(client, whole_paper):
    paper = whole_paper[0].paper
    paper.tags.add(make_tag("nato", name_en="NATO"))
    first, second = (row.author for row in whole_paper[0].authors.order_by("order"))

    assert report(client, "/en/papers/pact/") == {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": f"{SITE}/en/papers/pact/#work",
        "url": f"{SITE}/en/papers/pact/",
        "name": "A Pact: Its Limits",
        "headline": "A Pact: Its Limits",
        "inLanguage": "en",
        "reportNumber": "Policy Paper Vol. 7",
        "author": [
            person(first, "Mihon", "Hanako", other=["見本 花子"]),
            person(second, "Ihon", "Hanako", other=["異本 花子"]),
        ],
        "publisher": {"@type": "Organization", "name": "Sample Foundation"},
        "datePublished": "2025-06-27",
        "dateModified": "2025-07-01T00:00:00+00:00",
        "version": 1,
        "isPartOf": {
            "@type": "CreativeWorkSeries",
            "@id": f"{SITE}/en/series/{paper.series.slug}/#series",
            "name": "Allies and Partners",
            "url": f"{SITE}/en/series/{paper.series.slug}/",
        },
        "position": 7,
        "abstract": "First line.\nSecond.",
        "keywords": ["NATO"],
        "isAccessibleForFree": True,
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": f"{SITE}/en/papers/pact/pact.pdf",
        },
        "workTranslation": {
            "@type": "Report",
            "@id": f"{SITE}/ja/papers/pact/#work",
            "name": "協定",
            "inLanguage": "ja",
            "url": f"{SITE}/ja/papers/pact/",
        },
    }


def test_the_translation_alone_says_what_it_is_translated_from_and_by_whom(client, whole_paper, clock):
    clock(days=1)
    japanese = whole_paper[1]
    translator = make_author("yaku", family_name_ja="訳", given_name_ja="者")
    Translatorship.objects.create(translation=japanese.translation, author=translator)
    save(japanese.translation, title="協定書")
    publishing.publish([japanese.translation])

    english, found = (report(client, f"/{code}/papers/pact/") for code in ("en", "ja"))

    assert found["translationOfWork"] == {
        "@type": "Report",
        "@id": f"{SITE}/en/papers/pact/#work",
        "name": "A Pact",
        "inLanguage": "en",
        "url": f"{SITE}/en/papers/pact/",
    }
    # A translator without a paper of their own has no page here.
    assert found["translator"] == [
        {"@type": "Person", "name": "訳 者", "familyName": "訳", "givenName": "者"}
    ]
    assert "workTranslation" not in found
    assert {"translationOfWork", "translator"} & set(english) == set()
    assert found["version"] == 2
    assert found["isPartOf"]["@id"] == english["isPartOf"]["@id"]
    assert [each["@id"] for each in found["author"]] == [each["@id"] for each in english["author"]]


def test_nothing_is_said_of_an_edition_that_is_not_public(client, whole_paper, clock):
    clock(days=1)
    publishing.withdraw(whole_paper[0].paper, ["en"], {"en": "Reason."})
    alone = make_paper("alone")
    make_edition(alone)
    make_translation(alone, "ja", title="下書き")

    assert {"workTranslation", "translationOfWork"} & set(report(client, "/ja/papers/pact/")) == set()
    assert "workTranslation" not in report(client, "/en/papers/alone/")


def test_a_withdrawn_edition_leaves_its_name_its_authors_and_that_it_is_withdrawn(client, whole_paper, clock):
    clock(days=1)
    publishing.withdraw(whole_paper[0].paper, ["ja"], {"ja": "理由。"})

    gone = blocks(client, "/ja/papers/pact/", 410)

    assert gone == {
        "Report": {
            "@context": "https://schema.org",
            "@type": "Report",
            "@id": f"{SITE}/ja/papers/pact/#work",
            "name": "協定",
            "inLanguage": "ja",
            "author": [
                {"@type": "Person", "name": f"{family} 花子", "familyName": family, "givenName": "花子"}
                for family in ("見本", "異本")
            ],
            "creativeWorkStatus": "Withdrawn",
        }
    }


def test_an_expunged_text_leaves_nothing(client):
    version = make_edition(make_paper("pact"))
    publishing.expunge(version, {"en": "Reason."})

    assert blocks(client, "/en/papers/pact/v1/", 410) == {}


def test_a_retraction_is_a_state_with_its_reason_in_that_edition_only(client, whole_paper, clock):
    clock(days=2)
    publishing.retract(whole_paper[0].paper, ["ja"], {"en": "Wrong data.", "ja": "資料の誤り。"})
    japanese, english = (report(client, f"/{code}/papers/pact/") for code in ("ja", "en"))

    assert japanese["creativeWorkStatus"] == "Retracted"
    assert japanese["correction"] == [
        {"@type": "CorrectionComment", "text": "資料の誤り。", "datePublished": "2025-07-03"}
    ]
    assert japanese["dateModified"] == "2025-07-03T00:00:00+00:00"
    assert {"creativeWorkStatus", "correction"} & set(english) == set()


def test_corrections_stand_newest_first_with_the_day_on_which_they_were_made(client, clock):
    version = make_edition(make_paper("pact"))
    for number, note in enumerate(("First.", "", "Third."), start=1):
        clock(days=1)
        save(version.translation, title=f"Title {number}")
        publishing.publish([version.translation], notes={"en": note})
    save(version.translation, title="Later")
    publishing.publish(
        [version.translation], at=timezone.now() + timedelta(days=1), notes={"en": "Not yet public."}
    )

    assert report(client, "/en/papers/pact/")["correction"] == [
        {"@type": "CorrectionComment", "text": "Third.", "datePublished": "2025-07-04"},
        {"@type": "CorrectionComment", "text": "First.", "datePublished": "2025-07-02"},
    ]


def test_a_body_is_an_organization_and_a_person_is_bound_to_their_orcid(client):
    body = {f"given_name_{code}": "" for code in ("en", "ja")}
    institute = make_author(
        "institute", family_name_en="Sample Institute", family_name_ja="見本研究所", **body
    )
    one_name = {"family_name_en": "Cher", "family_name_ja": "", **body}
    singer = make_author("cher", orcid="0000-0002-1825-0097", **one_name)
    make_edition(make_paper("pact", authors=[institute, singer]))

    authors = report(client, "/en/papers/pact/")["author"]

    assert [each["@type"] for each in authors] == ["Organization", "Person"]
    assert [each["name"] for each in authors] == ["Sample Institute", "Cher"]
    assert [each.get("alternateName") for each in authors] == [["見本研究所"], None]
    assert [each.get("sameAs") for each in authors] == [None, "https://orcid.org/0000-0002-1825-0097"]
    assert all("familyName" not in each for each in authors)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"volume": "7-2"}, {"position": "7-2"}),
        ({"volume": "VII"}, {"position": "VII"}),
        ({"volume": ""}, {}),
        ({"licence": "CC BY 4.0"}, {"license": "https://creativecommons.org/licenses/by/4.0/"}),
        ({"licence": "All rights"}, {"license": {"@type": "CreativeWork", "name": "All rights"}}),
    ],
)
def test_volume_and_licence_are_said_as_far_as_they_are_known(client, fields, said):
    make_edition(make_paper("pact", **fields))

    found = report(client, "/en/papers/pact/")

    assert {name: found[name] for name in ("position", "license") if name in found} == said


def test_a_doi_and_a_picture_are_named_by_their_addresses(client):
    image = picture()
    version = make_edition(make_paper("pact"), body=figure(image))
    Translation.objects.filter(pk=version.translation_id).update(doi="10.1234/pact.en")

    found = report(client, "/en/papers/pact/")

    assert (found["sameAs"], found["image"]) == ("https://doi.org/10.1234/pact.en", f"{SITE}{image.url}")


def test_the_works_that_the_live_text_cites_are_named_once_each(client):
    first, second = publish_pair(make_paper("pact"))
    works = [
        Reference.objects.create(key=f"work-{number}", item={"type": "book", "title": f"Work {number}"})
        for number in range(3)
    ]
    for version, note, reference in (
        *((first, "n1", works[1]), (first, "n2", works[0]), (first, "n3", works[1])),
        (second, "n1", works[2]),
    ):
        VersionCitation.objects.create(version=version, note=note, reference=reference)

    found = [report(client, f"/{code}/papers/pact/")["citation"] for code in ("en", "ja")]

    assert found == [
        [{"@type": "Book", "name": "Work 0"}, {"@type": "Book", "name": "Work 1"}],
        [{"@type": "Book", "name": "Work 2"}],
    ]


def test_a_corrected_work_is_named_corrected_at_once(client):
    version = make_edition(make_paper("pact"))
    row = Reference.objects.create(key="w", item={"type": "book", "title": "Wrokk"})
    VersionCitation.objects.create(version=version, note="n", reference=row)
    before = report(client, "/en/papers/pact/")["citation"]
    row.item = {"type": "thesis", "title": "Work", "author": [{"family": "見本", "given": "花子"}]}
    row.save()

    author = {"@type": "Person", "name": "見本 花子", "familyName": "見本", "givenName": "花子"}
    assert before == [{"@type": "Book", "name": "Wrokk"}]
    assert report(client, "/en/papers/pact/")["citation"] == [
        {"@type": "Thesis", "name": "Work", "author": [author]}
    ]


def test_a_paper_that_cites_a_thousand_works_names_a_hundred(client):
    version = make_edition(make_paper("pact"))
    items = [
        Reference(key=f"w{number:04}", item={"type": "book", "title": f"Work {number}"})
        for number in range(1000)
    ]
    for row in items:
        row.take_facts()
    Reference.objects.bulk_create(items)
    rows = Reference.objects.all()
    VersionCitation.objects.bulk_create(
        VersionCitation(version=version, note=f"n{row.pk}", reference=row) for row in rows
    )

    cited = report(client, "/en/papers/pact/")["citation"]

    assert [work["name"] for work in cited] == [f"Work {number}" for number in range(100)]


def test_the_way_to_a_paper_leads_through_its_series_or_the_list(client):
    make_edition(make_paper("in-series", series=make_series("allies")), "ja", title="協定")
    make_edition(make_paper("alone"), title="Alone")

    ways = [blocks(client, path)["BreadcrumbList"] for path in ("/ja/papers/in-series/", "/en/papers/alone/")]

    assert [
        [(step["position"], step["name"], step["item"].removeprefix(SITE)) for step in way["itemListElement"]]
        for way in ways
    ] == [
        [
            (1, "対訳 Taiyaku", "/ja/"),
            (2, "同盟国とパートナー", "/ja/series/allies/"),
            (3, "協定", "/ja/papers/in-series/"),
        ],
        [(1, "Taiyaku", "/en/"), (2, "Papers", "/en/papers/"), (3, "Alone", "/en/papers/alone/")],
    ]


HOSTILE_TITLES = [
    "</script><script>alert(1)</script>",
    "</SCRIPT ><!-- <script>",
    "<!--<script>",
    "]]> & &lt;/script&gt; \\u003c/script\\u003e",
    "a\u2028alert(1)\u2029b",
    'q"\\ "\'`${alert(1)}',
    hostile.line("title", 400),
]


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_no_title_ends_the_block_and_all_of_it_is_read(client, title):
    name = {"family_name_en": title[:100], "given_name_en": ""}
    version = make_edition(make_paper("pact", authors=[make_author(**name)]), title=title)
    cited = Reference.objects.create(key="w", item={"type": "book", "title": title})
    VersionCitation.objects.create(version=version, note="n", reference=cited)
    stored = version.page.title

    found = report(client, "/en/papers/pact/")

    assert found["name"] == stored
    assert found["citation"] == [{"@type": "Book", "name": " ".join(title.split())}]
    page = client.get("/en/papers/pact/").content.decode()
    insides = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(insides) == 2
    assert not set("<>&\u2028\u2029") & set("".join(insides))
    modules = page.count('<script type="module" src="/static/js/')
    assert page.count("<script") == page.count("</script") == 2 + modules


def test_a_version_at_its_number_has_no_record(client, whole_paper, clock):
    clock(days=1)
    save(whole_paper[0].translation, title="Better")
    publishing.publish([whole_paper[0].translation])

    assert blocks(client, "/en/papers/pact/v1/") == {}
    assert blocks(client, "/en/papers/pact/v2/") == {}
