"""Makes everything derived from the published Versions again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from papers import publishing
from papers.management.progress import Progress
from papers.models import Version


class Command(BaseCommand):
    help = "Make the reading pages and other derived rows of Versions again (all papers, or those named)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="*", help="papers' addresses; none means all")

    def handle(self, *args: Any, **options: Any) -> None:
        versions = Version.objects.order_by("pk")
        if slugs := options["slug"]:
            versions = versions.filter(paper__slug__in=slugs)
            known = set(versions.values_list("paper__slug", flat=True))
            if absent := [slug for slug in slugs if slug not in known]:
                raise CommandError(f"Nothing is published at: {', '.join(absent)}.")
        progress = Progress(self.stdout, versions.count(), "versions")
        for version in publishing.rebuild(versions.iterator()):
            progress.step(str(version))
        progress.close(f"{progress.done} versions made again.")
