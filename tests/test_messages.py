"""Every interface text exists in every language that has a catalogue, and the compiled catalogue is the text's."""

import re

import polib
import pytest

from tests import messages


@pytest.mark.parametrize("path", messages.CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_interface_text_is_translated(path):
    catalogue = polib.pofile(str(path))
    translated = {messages.key_of(entry) for entry in catalogue.translated_entries()}

    assert sorted(messages.everywhere() - translated, key=str) == []


@pytest.mark.parametrize("path", messages.CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_the_written_one(path):
    written = {messages.key_of(e): (e.msgstr, e.msgstr_plural) for e in polib.pofile(str(path))}
    compiled = {
        messages.key_of(e): (e.msgstr, e.msgstr_plural) for e in polib.mofile(str(path.with_suffix(".mo")))
    }

    assert compiled == written


@pytest.mark.parametrize("path", messages.CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_keeps_the_placeholders(path):
    def placeholders(text):
        return sorted(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", text))

    changed = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if not entry.msgid_plural and placeholders(entry.msgid) != placeholders(entry.msgstr)
    ]

    assert changed == []
