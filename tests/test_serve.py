"""The production server starts as the README says, its workers forked from a site that is loaded once."""

import os
import subprocess
import sys
import urllib.request

import pytest
from django.conf import settings

from tests.bench import server


@pytest.fixture
def address(tmp_path):
    database = tmp_path / "site.sqlite3"
    server.manage(database, "migrate", "--verbosity=0")
    surroundings = server.environment(database)
    port = server.free_port()
    started = server.start(port, surroundings, workers=2)
    yield f"http://127.0.0.1:{port}"
    started.terminate()
    assert started.wait(20) == 0


def test_two_workers_answer(address):
    answers = [urllib.request.urlopen(f"{address}/healthz", timeout=30).status for _request in range(8)]

    assert answers == [200] * 8


def test_the_site_is_loaded_before_the_workers_are_forked():
    code = "import config.serve, sys; print('papers.views' in sys.modules)"
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}

    said = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=surroundings, capture_output=True, text=True
    )

    assert said.stdout == "True\n"
