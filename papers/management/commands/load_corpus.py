"""Fills a site with many synthetic bilingual papers, for benches and for trying out."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from papers.management import corpus
from papers.management.progress import Progress
from papers.models import Paper


class Command(BaseCommand):
    help = "Make N synthetic bilingual papers, published now, beside what is there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--papers", type=int, required=True, metavar="N")

    def handle(self, *args: Any, papers: int, **options: Any) -> None:
        progress = Progress(self.stdout, papers, "papers")
        for done in corpus.fill(papers, first=next_number()):
            progress.step("papers", done - progress.done)
        progress.close(f"{papers} synthetic papers made.")


def next_number() -> int:
    """Return the first number that no paper of an earlier corpus has."""
    slugs = Paper.objects.filter(slug__startswith="sample-").values_list("slug", flat=True)
    numbers = (re.fullmatch(r"sample-(\d+)", slug) for slug in slugs)
    return max((int(found[1]) for found in numbers if found), default=0) + 1
