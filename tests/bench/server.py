"""The production server on a database of the bench's own, and the load that measures it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SECONDS = 4


def environment(database: Path, port: int = 0) -> dict[str, str]:
    """Return the documented production environment, on this machine."""
    return {
        **os.environ,
        "MALLOC_ARENA_MAX": "1",
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DEBUG": "0",
        "SECRET_KEY": "only-for-this-bench-" * 4,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": f"sqlite:///{database}",
        "STATIC_ROOT": str(database.parent / "static"),
        "MEDIA_ROOT": str(database.parent / "media"),
    }


def manage(database: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment(database), check=True)


def fill(database: Path, papers: int) -> None:
    """Migrate the database and fill it with so many papers."""
    manage(database, "migrate", "--verbosity=0")
    manage(database, "collectstatic", "--noinput", "--verbosity=0")
    manage(database, "load_corpus", "--papers", str(papers))


@contextmanager
def serving(database: Path, workers: int = 1) -> Iterator[tuple[str, int]]:
    """Serve the database by granian; yield the address and the server's process id."""
    port = free_port()
    server = start(port, environment(database, port), workers)
    try:
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(port: int, surroundings: Mapping[str, str], workers: int = 1) -> subprocess.Popen:
    """Return the server once it answers; it leads a group of its own, its workers being in it."""
    command = [sys.executable, "-m", "config.serve", "--interface", "wsgi", "--port", str(port)]
    command += [
        "--workers",
        str(workers),
        "--blocking-threads",
        "1",
        "--no-access-log",
        "config.wsgi:application",
    ]
    server = subprocess.Popen(
        command, cwd=ROOT, env=surroundings, stderr=subprocess.DEVNULL, start_new_session=True
    )
    _wait(port)
    return server


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(port: int) -> None:
    for _attempt in range(100):
        if listens(port):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def rate(address: str) -> float:
    """Return the requests a second that wrk gets from this address; every answer must be good."""
    wrk = ["wrk", "--threads", "1", "--connections", "8", "--duration", f"{SECONDS}s", address]
    report = subprocess.run(wrk, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in report or "Socket errors" in report:
        raise RuntimeError(report)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])


def seconds(address: str) -> float:
    """Return how long one request takes."""
    start = time.perf_counter()
    with urllib.request.urlopen(address, timeout=30) as answer:
        answer.read()
    return time.perf_counter() - start
