"""What a file prints beside the frozen text: the facts that are live, and that another fact is another file."""

import pytest
from django.utils import timezone

from papers import exporting, publishing
from papers.exporting.printing import COLOUR, Retraction
from papers.models import Label
from tests.exporting.pieces import call
from tests.factories import cite, make_edition, make_paper, make_reference, make_series, make_tag

pytestmark = pytest.mark.django_db


def of(version, *, is_live=True):
    url = exporting.own_address(version, is_live=is_live)
    return exporting.printing_of(version, url, timezone.now())


@pytest.fixture
def version(settings):
    settings.SITE_URL = "https://papers.example.org"
    series = make_series(colour="#336699")
    paper = make_paper("pact", series=series, tags=[make_tag("ports", name_en="Ports")])
    return make_edition(paper, body=f"<p>Text{call('n1')}.</p>", notes={"n1": "<p>A remark.</p>"})


def test_the_live_facts_of_an_edition(version):
    edition = of(version)

    assert (edition.slug, edition.number, edition.colour, edition.keywords) == (
        "pact",
        1,
        "#336699",
        ("Ports",),
    )
    assert edition.url == "https://papers.example.org/en/papers/pact/"
    assert of(version, is_live=False).url == "https://papers.example.org/en/papers/pact/v1/"
    assert (edition.retraction, edition.sources, edition.title) == (None, (), "Title in en")


def test_a_paper_without_a_series_has_the_site_s_own_colour():
    assert of(make_edition(make_paper("alone"))).colour == COLOUR


def test_every_live_fact_decides_what_the_file_is_made_from(version):
    def name():
        return exporting.order("pdf", of(version)).made_from

    seen = [name(), name()]
    version.paper.tags.add(make_tag("allies"))
    seen.append(name())
    cite(version, "n1", make_reference("ports"), printed="Kim, <em>Ports</em>")
    seen.append(name())
    publishing.retract(version.paper, ["en"], {"en": "Wrong."})
    seen.append(name())

    assert seen[0] == seen[1]
    assert len(set(seen)) == 4


def test_a_retraction_is_told_in_the_language_of_the_edition_and_goes_when_it_is_lifted(clock, version):
    publishing.retract(version.paper, ["en"], {"en": "Wrong.", "ja": "誤り。"})
    assert of(version).retraction == Retraction("July 1, 2025", Label("Wrong.", "en"))

    publishing.lift_retraction(version.paper, ["en"])
    assert of(version).retraction is None


def test_the_files_of_a_site_are_those_of_what_is_live(version):
    make_edition(version.paper, "ja")
    withdrawn = make_edition(make_paper("gone"))
    publishing.withdraw(withdrawn.paper, ["en"], {"en": "A reason."})

    wanted = list(exporting.everything(timezone.now()))

    assert {row.paper.slug for row, _order in wanted} == {"pact"}
    assert [order.kind for row, order in wanted if row.language == "en"] == [*exporting.KINDS, "facing"]
    (whole,) = [order for row, order in wanted if row.language == "en" and order.kind == "xml"]
    assert [edition.language for edition in whole.editions] == ["en", "ja"]
