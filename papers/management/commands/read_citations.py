"""Reads the notes of papers again: what they cite, in the working copy and in every Version."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from papers import sources
from papers.management.progress import Progress
from papers.models import Paper
from papers.sources import Counts
from references import matching
from references.models import Reference


class Command(BaseCommand):
    help = "Read stored and published notes: References and Citations (all papers, or those named)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="*", help=_("papers’ addresses; none means all"))

    def handle(self, *args: Any, **options: Any) -> None:
        papers = chosen(options["slug"])
        for reference in Reference.objects.filter(traits=None):
            matching.remember(reference)
        progress = Progress(self.stdout, len(papers), "papers")
        for paper in papers:
            progress.step(line(paper, sources.read_all(paper)))
        progress.close(_("%(count)s papers read.") % {"count": progress.done})


def chosen(slugs: list[str]) -> list[Paper]:
    """Return the named papers, or all; raise CommandError naming what is not there."""
    papers = Paper.objects.order_by("pk")
    if not slugs:
        return list(papers)
    found = list(papers.filter(slug__in=slugs))
    if absent := sorted(set(slugs) - {paper.slug for paper in found}):
        raise CommandError(_("There is no paper at: %(slugs)s.") % {"slugs": ", ".join(absent)})
    return found


def line(paper: Paper, counts: Counts) -> str:
    """Return what the reading of a paper came to."""
    sentence = _(
        "%(slug)s: notes %(notes)s, references %(references)s (%(new)s new), citations %(citations)s, open %(open)s"
    )
    return sentence % {"slug": paper.slug, **vars(counts)}
