"""Reads the public pages as a visitor has them, and publishes what they show."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from lxml import html as markup_of

from papers import publishing
from papers.models import Image
from tests.factories import (
    make_translation,
)

LANGUAGES = ("en", "ja")
in_both = pytest.mark.parametrize("language", LANGUAGES)


def read(client, path, status=200):
    """Return the page as a tree."""
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:500]
    return markup_of.fromstring(answer.content.decode())


def said(tree, path):
    """Return the text of each element found, in one line."""
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


def links(tree, path):
    """Return text, address, language and language of the target of each link found."""
    return [
        (" ".join(link.text_content().split()), link.get("href"), link.get("lang"), link.get("hreflang"))
        for link in tree.xpath(path)
    ]


def particulars(tree):
    """Return what stands below a text, by its heading."""
    rows = tree.xpath("//dl[contains(@class, 'particulars')]/div[dt]")
    return {said(row, "dt")[0]: said(row, "dd") for row in rows}


def head_links(tree, rel):
    return [
        (link.get("hreflang"), link.get("href"))
        for link in tree.xpath(f"//head/link[@rel='{rel}'][not(@type)]")
    ]


def call(key):
    return f'<sup data-note="{key}"></sup>'


def publish_pair(paper, **more):
    rows = [
        make_translation(paper, language, **{name: text[language] for name, text in more.items()})
        for language in LANGUAGES
    ]
    return publishing.publish(rows)


def picture(digest="a", content=b"PNG"):
    image = Image.objects.create(digest=digest * 64, extension="png", width=2, height=1, size=len(content))
    default_storage.save(image.name, ContentFile(content))
    return image


def figure(image):
    return f'<figure data-passage="f1"><img src="{image.url}" alt="A map"></figure>'
