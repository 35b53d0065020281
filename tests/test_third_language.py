"""A site with Korean beside English and Japanese: configured, migrated, published, upgraded; nothing else changed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
UPSTREAM = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("papers", "{last}")]
    operations = [migrations.RunSQL("SELECT 1", "SELECT 1")]
"""


class Site:
    """An installation of its own: a folder with a database and the migrations of its label columns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.labels = folder / "site_labels"
        self.labels.mkdir()
        self.upstream = folder / "upstream"
        self.upstream.mkdir()
        (self.labels / "__init__.py").write_text(
            "from papers import migrations\n"
            f"__path__ = [{str(self.labels)!r}, {str(self.upstream)!r}, *migrations.__path__]\n"
        )

    def run(self, *command: str) -> str:
        environment = {
            **os.environ,
            "LANGUAGES": "en,ja,ko",
            "LABEL_MIGRATIONS": "site_labels",
            "PYTHONPATH": f"{self.folder}:{ROOT}",
            "DATABASE_URL": f"sqlite:///{self.folder / 'site.sqlite3'}",
            "MEDIA_ROOT": str(self.folder / "media"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def manage(self, *arguments: str) -> str:
        return self.run("manage.py", *arguments)


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


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

    last = sorted(path.stem for path in (ROOT / "papers" / "migrations").glob("0*.py"))[-1]
    (site.upstream / "0099_next_release.py").write_text(UPSTREAM.format(last=last))
    site.manage("makemigrations", "--merge", "--noinput", "--verbosity=0")
    site.manage("migrate", "--verbosity=0")
    site.manage("check", "--database", "default")
    assert site.run("-c", READ).startswith("200")


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
