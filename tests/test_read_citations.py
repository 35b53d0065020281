"""The command that reads the notes of papers again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from papers import publishing
from papers.models import Citation, VersionCitation
from references.models import MatchKey, NearMatch, Reference, Trait
from tests.factories import save
from tests.test_sources_working import DOSHI, OKAFOR, SHORT, body, everything, make

pytestmark = pytest.mark.django_db


def run(*slugs):
    out = StringIO()
    call_command("read_citations", *slugs, stdout=out)
    return out.getvalue().splitlines()


def told(paper, *figures):
    notes, references, new, citations, waiting = figures
    return (
        f"{paper.slug}: notes {notes}, references {references} ({new} new), "
        f"citations {citations}, open {waiting}"
    )


def test_it_says_of_each_paper_what_was_read():
    first, second = make(DOSHI, SHORT, "Kagan, <em>Jungle</em>, 3.").paper, make(OKAFOR, DOSHI).paper

    assert run() == [
        f"1/2 {told(first, 3, 1, 1, 2, 1)}",
        f"2/2 {told(second, 2, 2, 1, 2, 0)}",
        "2 papers read.",
    ]


def test_only_the_named_papers_are_read():
    first, second = make(DOSHI).paper, make(OKAFOR).paper

    assert run(second.slug) == [f"1/1 {told(second, 1, 1, 1, 1, 0)}", "1 papers read."]
    assert not Citation.objects.filter(footnote__paper=first).exists()


def test_a_paper_that_is_not_there_is_named_and_nothing_is_read():
    paper = make(DOSHI).paper

    with pytest.raises(CommandError, match="There is no paper at: nowhere"):
        run(paper.slug, "nowhere")
    assert not Citation.objects.exists()


def test_a_site_from_before_there_was_a_library_gains_it_and_a_second_run_changes_nothing():
    edition = make(DOSHI, SHORT)
    (first,) = publishing.publish([edition])
    save(edition, body=body("n1"), notes={"n1": f"<p>{OKAFOR}</p>"})
    for model in (VersionCitation, Citation, Reference):
        model.objects.all().delete()

    assert run() == [f"1/1 {told(edition.paper, 1, 1, 2, 1, 0)}", "1 papers read."]
    assert [row.reference.title for row in first.citations.all()] == ["The Long Game"] * 2
    before = everything(), list(VersionCitation.objects.values())
    assert run()[0] == f"1/1 {told(edition.paper, 1, 1, 0, 1, 0)}"
    assert (everything(), list(VersionCitation.objects.values())) == before


def test_references_that_are_there_already_are_found_from_now_on():
    item = {"type": "book", "title": "The Long Game", "author": [{"family": "Doshi"}]}
    item["issued"] = {"date-parts": [[2021]]}
    typed = Reference.objects.create(key="doshi-long-game", item=item)
    run()
    make(DOSHI)
    run()

    assert Citation.objects.get().reference == typed
    assert (MatchKey.objects.count(), NearMatch.objects.count()) == (1, 0)
    assert Trait.objects.filter(reference=typed).count() == 3
