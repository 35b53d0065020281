"""Looks at every public page as machines do, and names each rule that one breaks."""

import urllib.error
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from papers.management import fetching
from papers.management.progress import Progress
from papers.metadata.checking import Inspection


class Command(BaseCommand):
    help = "Read every page in the sitemap and report what search engines and reference managers would stumble over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--site", metavar="URL", help="ask a running server, such as http://127.0.0.1:8000, by HTTP"
        )

    def handle(self, *args: Any, site: str | None = None, **options: Any) -> None:
        fetch = fetching.outside(site) if site else fetching.inside()
        try:
            inspection = Inspection(fetch)
            progress = Progress(self.stdout, len(inspection.listed), "pages")
            for address in inspection.look():
                progress.step(address)
        except urllib.error.URLError as silent:
            raise CommandError(f"{site} does not answer: {silent.reason}") from silent
        progress.close(f"{progress.done} pages read.")
        for problem in inspection.problems:
            self.stdout.write(str(problem))
        if inspection.problems:
            raise CommandError(f"{len(inspection.problems)} rules are broken.")
