"""The settings refuse a production that is not one, and say what to set."""

import os
import re
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


def run(command, environment):
    # The browser driver of other tests needs Django's leave, which a deployment must not give.
    apart = {*PRODUCTION, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    clean = {name: value for name, value in os.environ.items() if name not in apart}
    return subprocess.run(
        command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, check=False
    )


def check(environment, *arguments):
    return run([sys.executable, "manage.py", "check", *arguments], environment)


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"])
def test_production_does_not_start_without(name):
    done = check({key: value for key, value in PRODUCTION.items() if key != name})

    assert done.returncode != 0
    assert f"ImproperlyConfigured: Set {name}: " in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("ALLOWED_HOSTS", ",", "Set ALLOWED_HOSTS: "),
        ("SECRET_KEY", " ", "Set SECRET_KEY: "),
        ("SITE_URL", "papers.example.org", "SITE_URL is not the address of a site: papers.example.org"),
        (
            "SITE_URL",
            "https://example.org/papers",
            "SITE_URL is not the address of a site: https://example.org/",
        ),
        ("SITE_URL", "https://example.org?x", "SITE_URL is not the address of a site"),
        ("SITE_URL", "https://", "SITE_URL is not the address of a site"),
        ("SITE_URL", "ftp://example.org", "SITE_URL is not the address of a site"),
        ("LANGUAGES", "en,xx,zh-Hant", "LANGUAGES has codes that are not known: xx, zh-Hant"),
    ],
)
def test_a_wrong_setting_is_named(name, value, message):
    done = check({**PRODUCTION, name: value})

    assert done.returncode != 0
    assert f"ImproperlyConfigured: {message}" in done.stderr


SHOW = """
from config import settings
print(settings.DEBUG, [code for code, _ in settings.LANGUAGES], settings.SITE_URL, settings.TIME_ZONE)
print(settings.DATABASES["default"]["ENGINE"], settings.MEDIA_ROOT.name, settings.SITE_NAMES)
"""


def shown(environment):
    done = run([sys.executable, "-c", SHOW], environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_empty_variable_is_as_good_as_none():
    names = re.findall(r'(?:setting|flag|words)\("([A-Z_]+)"', (ROOT / "config" / "settings.py").read_text())
    assert {"DATABASE_URL", "LANGUAGES", "HSTS_SECONDS", "SITE_URL"} <= set(names)

    assert shown(dict.fromkeys(names, "")) == shown({})


def test_the_site_is_called_what_each_language_says_and_else_as_in_the_first():
    names = {"LANGUAGES": "ko zh-hant en", "SITE_NAME_KO": "정책", "SITE_NAME_ZH_HANT": "政策"}

    assert "{'ko': '정책', 'zh-hant': '政策'}" in shown(names)
    assert "{'en': 'Taiyaku', 'ja': '対訳 Taiyaku'}" in shown({})


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
