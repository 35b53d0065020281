"""Kills the server in the middle of saves and imports, starts it again, and looks whether anything was lost or halved.

usage: python -m tests.bench.crashing SEED   (in the environment of tests.bench.server, on an empty database)
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import urlsplit

import django

django.setup()

import PIL.Image  # noqa: E402  # models can be imported once Django is set up
import pypandoc  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart  # noqa: E402
from django.urls import reverse  # noqa: E402

from papers import document, revisions  # noqa: E402
from papers.models import Image, Intake, Manuscript, NoteText, Paper, Translation  # noqa: E402
from tests.bench import corpus, server  # noqa: E402
from tests.test_admin_editions import form  # noqa: E402

KILLS = 30
LONGER = 1.2  # than a request usually takes, is the latest instant at which the server is killed
NOTES = 22
LANGUAGES = ("en", "ja")
TOKEN = "c" * 32
ACCEPTED = 302


@dataclass
class Count:
    """What became of the requests in whose midst the server was killed."""

    usual: Mapping[type, float]  # seconds that each act takes when nobody kills the server
    accepted: int = 0
    there: int = 0  # though no answer came
    absent: int = 0
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        times = ", ".join(f"{act.__name__.lower()} {1000 * time:.0f} ms" for act, time in self.usual.items())
        return (
            f"({times}): {self.accepted} accepted, {len(self.lost)} of them lost; {self.there} unanswered and wholly there, "
            f"{self.absent} unanswered and not at all; {len(self.half)} half-applied"
        )


class Site:
    """The site over HTTP, as a person at the desk reaches it; its server can be killed and started again."""

    def __init__(self) -> None:
        self.port = urlsplit(settings.SITE_URL).port
        person = get_user_model().objects.create_superuser("editor", "", "x")
        desk = Client()
        desk.force_login(person)
        self.cookies = f"sessionid={desk.cookies['sessionid'].value}; csrftoken={TOKEN}"

    def start(self) -> None:
        self.server = server.start(self.port, os.environ)

    def kill(self) -> None:
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()
        while server.listens(self.port):  # the worker goes a little later
            time.sleep(0.01)
        _wait_for_the_database()

    def get(self, path: str) -> int:
        return self._ask("GET", path, None)

    def post(self, path: str, values: Mapping[str, object]) -> int | None:
        """Send a form; return the status of the answer, None when none came."""
        try:
            body = encode_multipart(BOUNDARY, {**values, "csrfmiddlewaretoken": TOKEN})
            return self._ask("POST", path, body)
        except (HTTPException, OSError):
            return None

    def _ask(self, method: str, path: str, body: bytes | None) -> int:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=60)
        asked.request(method, path, body, {"Cookie": self.cookies, "Content-Type": MULTIPART_CONTENT})
        return asked.getresponse().status


def _wait_for_the_database() -> None:
    """Wait until PostgreSQL has noticed that the server is gone: until then a transaction may still end either way."""
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    while connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)


# -- one act: how it is sent, and how far it went ----------------------------------------------


class Save:
    """Another title, text and note of one edition of a published pair."""

    def __init__(self, site: Site, number: int) -> None:
        self.row = Translation.objects.get(paper__slug="first", language=LANGUAGES[number // 2 % 2])
        self.path = reverse("admin:papers_translation_change", args=[self.row.pk])
        site.get(self.path)
        self.old = self._stored()
        self.values = form(self.row, title=f"Title {number}", printed_date=self.row.printed_date)
        self.values["body"] = self.row.body.replace("</p>", f" {number}</p>", 1)
        notes = json.loads(self.values["notes"])
        notes[0]["html"] = note = f"<p>Note {number}.</p>"
        self.values["notes"] = json.dumps(notes)
        self.note = {"footnote__key": notes[0]["key"], "language": notes[0]["language"]}
        self.old = self._stored()
        self.new = (self.row.revision + 1, self.values["title"], self.values["body"], note)

    def is_there(self) -> bool | None:
        """Return whether the save was done; None when it is neither done nor undone."""
        stored = self._stored()
        return {self.old: False, self.new: True}.get(stored) if all(map(is_whole, _editions())) else None

    def _stored(self) -> tuple[object, ...]:
        self.row.refresh_from_db()
        texts = NoteText.objects.filter(footnote__paper=self.row.paper, **getattr(self, "note", {}))
        return (self.row.revision, self.row.title, self.row.body, texts.values_list("text", flat=True)[0])


class Import:
    """Two Word files of a new paper, with notes and a picture, waiting to be stored."""

    def __init__(self, site: Site, number: int) -> None:
        self.slug = f"a-plan-for-harbour-{number}"
        files = [SimpleUploadedFile(f"paper.{code}.docx", word_file(code, number)) for code in LANGUAGES]
        sent = {"files": files, "language": LANGUAGES, "original": "en"}
        site.post(reverse("admin:papers_paper_import"), sent)
        # Those that a crash left unstored still wait.
        self.intake = Intake.objects.latest("created_at").pk
        self.path = reverse("admin:papers_paper_intake", args=[self.intake])
        self.values = {"act": "store", "authors": "Mihon, Hanako"}

    def is_there(self) -> bool | None:
        """Return whether the import was done; None when a part of it is."""
        waits = Intake.objects.filter(pk=self.intake).exists()
        paper = Paper.objects.filter(slug=self.slug).first()
        if paper is None:
            return False if waits else None
        texts = NoteText.objects.filter(footnote__paper=paper)
        files = Manuscript.objects.filter(translation__paper=paper)
        counts = (paper.translations.count(), paper.authorships.count(), files.count(), texts.count())
        pictures = [row for row in Image.objects.all() if row.url in paper.translations.first().body]
        is_done = counts == (2, 1, 2, NOTES) and len(pictures) == 1 and not waits
        return True if is_done and all(map(is_whole, paper.translations.all())) else None


def word_file(language: str, number: int) -> bytes:
    """Return a .docx with a title of its own, a picture of its own and 22 notes."""
    words = {
        "en": ("A Plan for Harbour", "Paragraph", "long enough. "),
        "ja": ("港の計画", "段落", "十分に長い文。"),
    }[language]
    notes = "\n\n".join(
        f"[^{n}]: Author {n}, *Title of Work {n}* (Publisher, 2024), {n}." for n in range(NOTES)
    )
    text = "\n\n".join(f"{words[1]} {n} of {number}, {words[2] * 20}[^{n}]" for n in range(NOTES))
    with TemporaryDirectory() as folder:
        picture, path = Path(folder, "picture.png"), Path(folder, "paper.docx")
        PIL.Image.radial_gradient("L").rotate(number).save(picture)
        whole = f"# {words[0]} {number}\n\n{text}\n\n![A map]({picture})\n\n{notes}"
        pypandoc.convert_text(whole, "docx", format="markdown", outputfile=str(path))
        return path.read_bytes()


# -- what is whole -----------------------------------------------------------------------------


def _editions() -> list[Translation]:
    return list(Translation.objects.filter(paper__slug="first"))


def is_whole(row: Translation) -> bool:
    """Return whether the edition is what its last Revision says, and no number is missing below it."""
    numbers = list(row.revisions.order_by("number").values_list("number", flat=True))
    newest = row.revisions.first()
    return numbers == list(range(1, row.revision + 1)) and (
        document.read(newest.document) == revisions.working_copy(row)
    )


def faults() -> Iterator[str]:
    """Yield what no kill may leave behind, in the whole database."""
    yield from (f"{row} is not its last Revision" for row in Translation.objects.all() if not is_whole(row))
    yield from (f"{paper} has no text" for paper in Paper.objects.filter(translations=None))
    for image in Image.objects.all():
        if not default_storage.exists(image.name) or default_storage.size(image.name) != image.size:
            yield f"{image} is not stored whole"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            yield from (said for (said,) in cursor.fetchall() if said != "ok")


def orphans() -> set[str]:
    """Return the files of images that no row names: they are written before the row is certain."""
    stored = default_storage.listdir("")[1] if default_storage.exists("") else []
    return set(stored) - {image.name for image in Image.objects.all()}


# -- the run -----------------------------------------------------------------------------------


def usual_time(site: Site, act: Callable[[Site, int], Save | Import], first: int) -> float:
    """Return how long the request takes a server just started when nobody kills it; it must be accepted and there."""
    times = []
    for number in range(first, first + 6, 2):
        site.kill()
        site.start()
        one = act(site, number)
        start = time.perf_counter()
        if site.post(one.path, one.values) != ACCEPTED or not one.is_there():
            raise RuntimeError(f"{act.__name__} is not done even in peace")
        times.append(time.perf_counter() - start)
    return median(times)


def kill_during(site: Site, one: Save | Import, instant: float) -> int | None:
    """Send the request, kill the server after so many seconds; return the answer's status, None when none came."""
    answers: list[int | None] = []
    asking = Thread(target=lambda: answers.append(site.post(one.path, one.values)))
    asking.start()
    time.sleep(instant)
    site.kill()
    asking.join()
    site.start()
    return answers[0]


def judge(count: Count, name: str, status: int | None, there: bool | None) -> None:
    if there is None or status not in (ACCEPTED, None):
        count.half.append(f"{name}: answer {status}, there: {there}")
    elif status == ACCEPTED:
        count.accepted += 1
        if not there:
            count.lost.append(name)
    elif there:
        count.there += 1
    else:
        count.absent += 1


def killed(site: Site, chance: random.Random) -> Count:
    """Kill the server in the midst of saves and imports in turn; return what became of them."""
    count = Count({act: usual_time(site, act, 1000) for act in (Save, Import)})
    for number in range(KILLS):
        act = (Save, Import)[number % 2]
        one = act(site, number)
        status = kill_during(site, one, chance.uniform(0, LONGER * count.usual[act]))
        judge(count, f"{act.__name__} {number}", status, one.is_there())
    count.half += faults()
    for act in count.usual:
        usual_time(site, act, 2000)
    return count


def main(seed: int) -> int:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    corpus.publish_manuscript()
    site = Site()
    site.start()
    try:
        count = killed(site, random.Random(seed))
    finally:
        site.kill()
    print(f"\n{connection.vendor}, {KILLS} kills {count}; {len(orphans())} image files without a row")
    print(*count.lost, *count.half, sep="\n", end="")
    return 1 if count.lost or count.half else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
