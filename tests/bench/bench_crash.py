"""Killing the server at random instants in the middle of saves and imports loses nothing and leaves nothing half done."""

import subprocess
import sys

import pytest

from tests.bench import server

SEED = 20250627
BESIDE = {"sqlite": [], "postgresql": [sys.executable, "-m", "tests.postgres"]}


@pytest.mark.parametrize("database", BESIDE)
def test_no_accepted_save_is_lost_and_none_is_half_applied(tmp_path, database):
    surroundings = server.environment(tmp_path / "site.sqlite3", server.free_port())
    if database == "postgresql":
        del surroundings["DATABASE_URL"]
    command = [*BESIDE[database], sys.executable, "-m", "tests.bench.crashing", str(SEED)]

    assert subprocess.run(command, cwd=server.ROOT, env=surroundings).returncode == 0
