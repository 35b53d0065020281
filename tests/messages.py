"""Keeps the interface texts: finds them in code and templates, updates the catalogue, compiles it.

usage: python -m tests.messages    (then translate what is empty in config/locale/*/LC_MESSAGES/django.po)
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract

ROOT = Path(__file__).parent.parent
CATALOGUES = sorted((ROOT / "config" / "locale").glob("*/LC_MESSAGES/django.po"))
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str | None, str, str | None]


def in_source(kind: str, source: str) -> Iterator[Key]:
    """Yield context, text and plural of every interface text of a Python source or a Jinja template."""
    options = {"trimmed": "true", "silent": "false"}
    for _line, found, _comments, context in extract(
        kind, io.BytesIO(source.encode()), KEYWORDS, options=options
    ):
        texts = list(found) if isinstance(found, tuple) else [found]
        if context:
            texts = [text for text in texts if text != context]
        yield context, texts[0], texts[1] if len(texts) > 1 else None


def everywhere() -> set[Key]:
    """Return the interface texts of all code and templates: the desk's are Django's, the public pages' Jinja's."""
    from django.utils.translation.template import templatize

    found: set[Key] = set()
    for folder in ("config", "papers", "references"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                found |= set(in_source("python", path.read_text(encoding="utf-8")))
    for path in (ROOT / "templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        if "admin" in path.relative_to(ROOT).parts:
            found |= set(in_source("python", templatize(source, origin=str(path))))
        else:
            found |= set(in_source("jinja2", source))
    return found


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None


def update(path: Path, wanted: set[Key]) -> list[str]:
    """Bring one catalogue up to date and compile it; return what still has no translation."""
    catalogue = polib.pofile(str(path), wrapwidth=110)
    there = {key_of(entry): entry for entry in catalogue}
    for key in set(there) - wanted:
        catalogue.remove(there[key])
    for context, text, plural in sorted(wanted - set(there), key=str):
        entry = polib.POEntry(msgctxt=context, msgid=text)
        if plural:
            entry.msgid_plural, entry.msgstr_plural = plural, {0: ""}
        catalogue.append(entry)
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.save()
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return [entry.msgid for entry in catalogue.untranslated_entries()]


def main() -> int:
    wanted = everywhere()
    missing = [f"{path.parts[-3]}: {text}" for path in CATALOGUES for text in update(path, wanted)]
    print("\n".join(missing) or "Every interface text is translated.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
