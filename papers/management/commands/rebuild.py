"""Makes everything derived from the published Versions again."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from papers import exporting, publishing
from papers.management.progress import Progress
from papers.models import Version


class Command(BaseCommand):
    help = "Make the reading pages and other derived rows of Versions again (all papers, or those named)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="*", help="papers' addresses; none means all")
        parser.add_argument(
            "--files",
            action="store_true",
            help="make the files of what is live instead (PDF, EPUB, Word, JATS, text, the picture of shared links), "
            "those that are out of date",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        versions = Version.objects.order_by("pk")
        slugs: list[str] = options["slug"]
        if slugs:
            versions = versions.filter(paper__slug__in=slugs)
            known = set(versions.values_list("paper__slug", flat=True))
            if absent := [slug for slug in slugs if slug not in known]:
                raise CommandError(f"Nothing is published at: {', '.join(absent)}.")
        if options["files"]:
            self.make_files(slugs)
            return
        progress = Progress(self.stdout, versions.count(), "versions")
        for version in publishing.rebuild(versions.iterator()):
            progress.step(str(version))
        progress.close(f"{progress.done} versions made again.")

    def make_files(self, slugs: Sequence[str]) -> None:
        """Make each file of what is live that is not there as it should be; name those that cannot be made."""
        wanted = list(exporting.everything(timezone.now(), slugs))
        progress = Progress(self.stdout, len(wanted), "files")
        broken = []
        for version, order in wanted:
            name = f"{version.paper.slug} {' '.join(filter(None, (version.language, order.beside)))} {order.kind}"
            try:
                exporting.for_operator(order)
            except exporting.UnmakeableError as fault:
                broken.append(f"{name}: {fault}")
            progress.step(name)
        progress.close(f"{progress.done - len(broken)} files are there.")
        if broken:
            raise CommandError("\n".join(["These could not be made:", *broken]))
