"""Readers in processes of their own get one file that was made once, on SQLite and on PostgreSQL, crashes included."""

import json
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings as project
from django.db import connection
from django.utils import timezone

from papers.models import Lease, VersionFile
from tests.factories import make_edition, make_paper

pytestmark = pytest.mark.django_db(transaction=True)
READERS = 4
ASKED = ("NAME", "HOST", "PORT", "USER", "PASSWORD")


@pytest.fixture
def version():
    return make_edition(make_paper("pact"))


def visit(folder, version, count, how="whole"):
    """Start readers, let them ask at one moment, and return what each of them says."""
    database = {
        name: str(connection.settings_dict[name]) for name in ASKED if connection.settings_dict.get(name)
    }
    command = [
        sys.executable,
        "-m",
        "tests.exporting.visitor",
        str(folder),
        str(version.pk),
        json.dumps(database),
        how,
    ]
    readers = [
        subprocess.Popen(command, cwd=project.BASE_DIR, stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    while len(list(folder.glob("ready-*"))) < count and all(reader.poll() is None for reader in readers):
        time.sleep(0.01)
    (folder / "go").touch()
    said = [reader.communicate()[0].strip() for reader in readers]
    for name in (*folder.glob("ready-*"), folder / "go"):
        name.unlink()
    return said


def makings(folder):
    return (folder / "made").read_text().splitlines()


def test_processes_that_ask_at_once_get_one_file_that_was_made_once(version, tmp_path):
    said = visit(tmp_path, version, READERS)

    row = VersionFile.objects.get()
    assert set(said) == {f"{row.pk} {row.digest}"}
    assert len(makings(tmp_path)) == 1
    assert not Lease.objects.exists()


def test_a_process_that_is_killed_at_its_work_keeps_the_others_from_it_for_a_while_only(version, tmp_path):
    assert visit(tmp_path, version, 1, "killed") == [""]
    assert Lease.objects.count() == 2

    assert visit(tmp_path, version, 2) == ["busy", "busy"]
    assert len(makings(tmp_path)) == 1

    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    said = visit(tmp_path, version, READERS)
    row = VersionFile.objects.get()
    assert set(said) == {f"{row.pk} {row.digest}"}
    assert len(makings(tmp_path)) == 2
