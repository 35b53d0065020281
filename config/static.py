"""Static files as they are served: named by their content, compressed, and the public stylesheet joined to one file."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SITE = "css/site.css"
IMPORT = re.compile(r'@import url\("([^"/]+)"\)(?: ([a-z]+))?;')

Paths = Mapping[str, tuple[Any, str]]


class StaticStorage(CompressedManifestStaticFilesStorage):
    """A page is painted once its stylesheet is there, and every file that this one imports would be one more wait."""

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        joined = InMemoryStorage()
        if SITE in paths:
            joined.save(SITE, ContentFile(one_file(paths)))
            paths = {**paths, SITE: (joined, SITE)}
        yield from super().post_process(paths, dry_run, **options)


def one_file(paths: Paths) -> str:
    """Return the public stylesheet with the files that it imports in their places, each for its medium."""
    folder = SITE.rpartition("/")[0]

    def content(found: re.Match[str]) -> str:
        name, medium = found.groups()
        text = _read(paths, f"{folder}/{name}")
        return f"@media {medium} {{\n{text}}}" if medium else text

    return IMPORT.sub(content, _read(paths, SITE))


def _read(paths: Paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
