"""Sets up a site of one's own, fills it with sample papers, and serves it as it would be in production."""

import json
import os
import secrets
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from papers.models import Citation, Footnote

FOLDER = settings.BASE_DIR / "var"
# One worker with one thread: the reader is one person.
QUIET = ["--workers", "1", "--blocking-threads", "1", "--no-ws", "--log-level", "warning", "--no-access-log"]


class Command(BaseCommand):
    help = "Serve a demonstration site on 127.0.0.1; safe to run again, keeps its data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--folder", type=Path, default=FOLDER, help="where its database and files are kept (var/)"
        )

    def handle(self, *args: Any, port: int, folder: Path, **options: Any) -> None:
        keep_apart(folder.resolve())
        probe(port)
        kept = folder / "demo.json"
        private = remembered(kept)
        fill()
        make_user(private["user"], private["password"])
        address = f"http://127.0.0.1:{port}/"
        self.stdout.write(f"\n  {address}\n  {address}admin/   {private['user']} / {private['password']}\n")
        self.stdout.write(f"  (the login is kept in {os.path.relpath(kept)}; stop with Ctrl-C)\n\n")
        self.stdout.flush()
        serve(port, private["secret_key"])


def keep_apart(folder: Path) -> None:
    """Begin anew on the demo's own database and files, so that no variable can lead it to those of a real site."""
    own = {
        "DATABASE_URL": f"sqlite:///{folder / 'taiyaku.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
    }
    if own.items() - os.environ.items():
        folder.mkdir(parents=True, exist_ok=True)
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **own})


def fill() -> None:
    """Bring the database up to date, with the sample papers and what their notes cite."""
    call_command("migrate", verbosity=0)
    call_command("load_demo")
    if Footnote.objects.exists() and not Citation.objects.exists():
        # Filled before notes were read.
        call_command("read_citations")


def probe(port: int) -> None:
    """Raise CommandError when the site could not be served on this port."""
    with socket.socket() as listener:
        # As the server asks: a port that someone has only just left is free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", "") or str(error)
            raise CommandError(
                f"Port {port} cannot be used ({reason}): choose another, such as `make demo PORT=8080`."
            ) from error


def remembered(path: Path) -> dict[str, str]:
    """Return login and secret key, made at the first run and kept in a file only its owner reads."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        private = {
            "user": "demo",
            "password": secrets.token_urlsafe(12),
            "secret_key": secrets.token_urlsafe(50),
        }
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(private, file)
    return json.loads(path.read_text())


def make_user(name: str, password: str) -> None:
    """Make the demo's administrator, or give the one there is this password."""
    user, _new = get_user_model().objects.get_or_create(
        username=name, defaults={"is_staff": True, "is_superuser": True}
    )
    if not user.check_password(password):
        user.set_password(password)
        user.save()


def serve(port: int, secret_key: str) -> None:
    """Become the production server, with the production settings, on this machine only."""
    environment = {
        **os.environ,
        "DEBUG": "0",
        "SECRET_KEY": secret_key,
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "CONTACT_EMAIL": os.environ.get("CONTACT_EMAIL", "editors@example.org"),
    }
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    collected = os.spawnve(
        os.P_WAIT, manage[0], [*manage, "collectstatic", "--noinput", "--verbosity=0"], environment
    )
    if collected:
        sys.exit(collected)
    command = [sys.executable, "-m", "config.serve", "--interface", "wsgi", "--host", "127.0.0.1"]
    os.chdir(settings.BASE_DIR)
    os.execve(sys.executable, [*command, "--port", str(port), *QUIET, "config.wsgi:application"], environment)
