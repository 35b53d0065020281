"""Static files as they are served: the public stylesheet is one file that imports nothing."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from config.static import SCRIPTS, SITE, StaticStorage, one_file, served


def kept(**files):
    """Return these style sheets as `collectstatic` has found them."""
    storage = InMemoryStorage()
    return {
        f"css/{name}.css": (storage, storage.save(f"css/{name}.css", ContentFile(text)))
        for name, text in files.items()
    }


def found():
    return {
        path: (storage, path) for finder in finders.get_finders() for path, storage in finder.list([]) if path
    }


def test_what_is_imported_stands_in_its_place_and_for_its_medium():
    paths = kept(
        site='@layer a, b;\n\n@import url("one.css");\n@import url("two.css") print;\n',
        one="@layer a {\n}\n",
        two="@layer b {\n}\n",
    )

    assert one_file(paths) == "@layer a, b;\n\n@layer a {\n}\n\n@media print {\n@layer b {\n}\n}\n"


def test_comments_are_not_sent_and_nothing_else_is_lost():
    script = '/** What it does. */\n// A reason.\nconst url = "https://example.org/" // kept\n  // Another.\n  use(url)\n'
    paths = kept(site="/* One.\nTwo. */\np { color: red } /* three */\n")
    storage = InMemoryStorage()
    paths["js/copying.js"] = (storage, storage.save("js/copying.js", ContentFile(script)))

    assert served(paths, SITE) == "p { color: red } "
    assert served(paths, "js/copying.js") == 'const url = "https://example.org/" // kept\nuse(url)\n'


def test_no_script_of_the_public_pages_has_a_text_of_several_lines_which_would_lose_its_indents():
    folder = settings.BASE_DIR / "static"
    paths = [folder / name for name in SCRIPTS if name.endswith(".js")]
    for path in [*paths, *(folder / "js" / "reading").glob("*.js")]:
        texts = re.findall(r"`[^`]*`", path.read_text())
        assert [text for text in texts if "\n" in text] == []


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(KeyError, match=r"css/lost\.css"):
        one_file(kept(site='@import url("lost.css");'))


def test_the_public_stylesheet_holds_every_rule_of_its_files_and_imports_none():
    text = one_file(found())

    assert "@import" not in text
    folder = settings.BASE_DIR / "static" / "css"
    for name in ("tokens", "base", "lists", "reading", "parallel", "print"):
        assert (folder / f"{name}.css").read_text() in text


def test_collected_files_are_named_by_their_content_and_the_stylesheet_is_whole(tmp_path, settings):
    settings.STATIC_ROOT = str(tmp_path)
    paths = kept(site='@import url("one.css");\n', one="p { color: red }\n")
    storage = StaticStorage(location=str(tmp_path))
    for name, (source, path) in paths.items():
        storage.save(name, source.open(path))

    names = {name: hashed for name, hashed, _done in storage.post_process(paths)}

    assert names[SITE] != SITE
    assert (tmp_path / names[SITE]).read_text() == "p { color: red }\n\n"
    assert (tmp_path / names["css/one.css"]).read_text() == "p { color: red }\n"


def test_nothing_is_written_when_it_is_only_asked_what_would_be(tmp_path):
    storage = StaticStorage(location=str(tmp_path))

    assert list(storage.post_process(kept(site=""), dry_run=True)) == []
    assert not (tmp_path / "css").exists()
