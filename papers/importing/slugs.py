"""Addresses for what an import makes: small Latin letters, never guessed from kana and kanji, never taken twice."""

from django.utils.text import slugify

from papers.models import Author, Paper, Series
from papers.models.paper import RESERVED

LENGTH = 80


def plain(text: str) -> str:
    """Return an ASCII slug of at most 80 characters, cut between words; empty for a text without Latin letters."""
    slug = slugify(text.replace("–", "-").replace("—", "-"))
    if len(slug) > LENGTH:
        slug = slug[: LENGTH + 1].rpartition("-")[0] or slug[:LENGTH]
    return "" if RESERVED.fullmatch(slug) else slug


def free(model: type[Paper | Series | Author], base: str) -> str:
    """Return the slug, numbered when it is taken already."""
    taken = set(model.objects.filter(slug__startswith=base[: LENGTH - 5]).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken or RESERVED.fullmatch(slug):
        slug, number = f"{base[: LENGTH - 5].rstrip('-')}-{number}", number + 1
    return slug
