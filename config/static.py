"""Static files as they are served: named by their content, compressed, the public ones joined and without comments."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SITE = "css/site.css"
# Of the public pages: what is named here or lies below it.
SCRIPTS = ("js/appearance.js", "js/copying.js", "js/reading/")
IMPORT = re.compile(r'@import url\("([^"/]+)"\)(?: ([a-z]+))?;')
# Comments and indents are for those who read the source: in sheets any comment, in scripts those on lines of their own.
CSS_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
JS_COMMENT = re.compile(r"^ *(?://.*|/\*\*[^*]*\*/)\n|^ +", re.MULTILINE)

Paths = Mapping[str, tuple[Any, str]]


class StaticStorage(CompressedManifestStaticFilesStorage):
    """A page is painted once its stylesheet is there, and every file that this one imports would be one more wait."""

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        made = InMemoryStorage()
        for name in [name for name in paths if name == SITE or name.startswith(SCRIPTS)]:
            made.save(name, ContentFile(served(paths, name)))
            paths = {**paths, name: (made, name)}
        yield from super().post_process(paths, dry_run, **options)


def served(paths: Paths, name: str) -> str:
    """Return the public stylesheet or a script of the public pages as readers are sent it."""
    if name == SITE:
        return CSS_COMMENT.sub("", one_file(paths))
    return JS_COMMENT.sub("", _read(paths, name))


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
