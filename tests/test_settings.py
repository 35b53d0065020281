"""The settings refuse a production that is not one, and say what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "a-long-random-text-for-this-test-only-0123456789-abcdefghij",
    "ALLOWED_HOSTS": "papers.example.org",
    "SITE_URL": "https://papers.example.org",
}


def check(environment, *arguments):
    # The browser driver of other tests needs Django's leave, which a deployment must not give.
    apart = {*PRODUCTION, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    clean = {name: value for name, value in os.environ.items() if name not in apart}
    return subprocess.run(
        [sys.executable, "manage.py", "check", *arguments],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"])
def test_production_does_not_start_without(name):
    done = check({key: value for key, value in PRODUCTION.items() if key != name})

    assert done.returncode != 0
    assert f"ImproperlyConfigured: Set {name}: " in done.stderr


def test_the_documented_production_has_nothing_to_warn_of():
    done = check(PRODUCTION, "--deploy")

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )


def test_it_runs_without_any_setting():
    assert check({}).returncode == 0


@pytest.mark.django_db
def test_the_models_and_the_migrations_agree():
    done = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "No changes detected\n")
