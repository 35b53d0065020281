"""A site with Korean beside English and Japanese: configured, migrated, published, upgraded; nothing else changed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

# On the suite's kind of database, in one of its own.
pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parent.parent
PAPER = {
    "en": "# A Plan for Harbours\n\nHarbours need a plan.[^1]\n\n## Why\n\nBecause ships wait in 2024.\n\n[^1]: A source.\n",
    "ja": "# 港の計画\n\n港には計画が要る。[^1]\n\n## 理由\n\n2024年に船が待つからである。\n\n[^1]: A source.\n",
    "ko": "# 항만 계획\n\n항만에는 계획이 필요하다.[^1]\n\n## 이유\n\n2024년에 배가 기다리기 때문이다.\n\n[^1]: A source.\n",
}
READ = """
import django; django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
answer = Client().get("/ko/papers/harbours/")
print(answer.status_code)
print(answer.content.decode())
"""
DATED = """
import django; django.setup()
from dataclasses import replace
from datetime import date
from papers import revisions
from papers.models import Revision, Translation
for row in Translation.objects.all():
    text = replace(revisions.working_copy(row), printed_date=date(2025, 6, 27))
    revisions.save(row, text, origin=Revision.FORM)
"""
# What the next release brings: a label more, and a column that makes SQLite remake the table of translations.
RELEASE = {
    "papers/models/series.py": (
        "    colour = LineField(",
        "    motto = LineField(blank=True)\n    colour = LineField(",
    ),
    "papers/translation.py": ('        "notice",\n', '        "notice",\n        "motto",\n'),
    "papers/models/translation.py": (
        "    # The number of the last Revision",
        "    rating = models.PositiveSmallIntegerField(default=1)\n    # The number of the last Revision",
    ),
}


class Site:
    """An installation: Taiyaku itself, and a folder with the migrations of its label columns."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database = folder, database
        self.taiyaku, self.labels = folder / "taiyaku", folder / "site_labels"
        self.labels.mkdir()
        for name in ("config", "papers", "references", "templates", "static"):
            shutil.copytree(ROOT / name, self.taiyaku / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "manage.py", self.taiyaku)
        (self.labels / "__init__.py").write_text(
            "from papers import migrations\n__path__ = [*__path__, *migrations.__path__]\n"
        )

    def run(self, *command: str, **more: str) -> str:
        environment = {
            **os.environ,
            "LANGUAGES": "en,ja,ko",
            "LABEL_MIGRATIONS": "site_labels",
            "PYTHONPATH": f"{self.folder}:{self.taiyaku}",
            "DATABASE_URL": self.database,
            "MEDIA_ROOT": str(self.folder / "media"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        done = subprocess.run(
            [sys.executable, *command],
            cwd=self.taiyaku,
            env=environment | more,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def manage(self, *arguments: str, **more: str) -> str:
        return self.run("manage.py", *arguments, **more)

    def upgrade(self) -> None:
        """Put the next release in the place of this one, as its makers would have made it."""
        for name, (old, new) in RELEASE.items():
            path = self.taiyaku / name
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        makers = {"LANGUAGES": "", "LABEL_MIGRATIONS": "", "DATABASE_URL": "sqlite://:memory:"}
        self.manage("makemigrations", "papers", "--name", "next_release", **makers)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield Site(tmp_path, f"sqlite:///{tmp_path / 'site.sqlite3'}")
        return
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS taiyaku_korean WITH (FORCE)")
        connection.execute("CREATE DATABASE taiyaku_korean")
        try:
            yield Site(tmp_path, urlsplit(server)._replace(path="/taiyaku_korean").geturl())
        finally:
            connection.execute("DROP DATABASE taiyaku_korean WITH (FORCE)")


def test_a_third_language_is_configuration(site):
    site.manage("makemigrations", "papers", "--name", "korean_labels", "--verbosity=0")
    assert [path.name for path in site.labels.glob("0*.py")] != []
    site.manage("migrate", "--verbosity=0")
    site.manage("makemigrations", "--check", "--dry-run")

    files = []
    for language, text in PAPER.items():
        path = site.folder / f"harbours.{language}.md"
        path.write_text(text)
        files.append(str(path))
    site.manage("import_paper", *files, "--slug", "harbours", "--author", "Mihon, Hanako")
    site.run("-c", DATED)
    site.manage("publish", "harbours")

    status, _newline, page = site.run("-c", READ).partition("\n")
    assert status == "200"
    assert '<html lang="ko"' in page
    assert [f'hreflang="{code}"' in page for code in ("en", "ja", "ko", "x-default")] == [True] * 4
    assert "항만에는 계획이 필요하다" in page
    assert '<body lang="en"' in page

    site.upgrade()
    site.manage("makemigrations", "--merge", "--noinput", "--verbosity=0")
    site.manage("migrate", "--verbosity=0")
    assert "papers_series.motto_ko" in site.manage("check", "--database", "default")
    site.manage("makemigrations", "papers", "--verbosity=0")
    site.manage("migrate", "--verbosity=0")
    assert "no issues" in site.manage("check", "--database", "default")
    assert site.run("-c", READ).startswith("200")

    fresh = f"sqlite:///{site.folder / 'fresh.sqlite3'}"
    site.manage("migrate", "--verbosity=0", DATABASE_URL=fresh)
    assert "no issues" in site.manage("check", "--database", "default", DATABASE_URL=fresh)
