"""Every interface text exists in every language that has a catalogue, and the compiled catalogue is the text's."""

import re

import polib
import pytest
from django.utils import translation

from papers.metadata import language_name
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


def test_languages_go_by_their_plain_names():
    codes = ["en", "ja", "ko", "zh", "zh-hans", "zh-hant", "fr", "nl"]
    with translation.override("ja"):
        names = [language_name(code) for code in codes]

    assert names == [
        "英語",
        "日本語",
        "韓国語",
        "中国語",
        "中国語（簡体字）",
        "中国語（繁体字）",
        "フランス語",
        "オランダ語",
    ]


def test_a_language_nobody_knows_goes_by_its_code():
    assert language_name("xx") == "xx"
