"""The words of the interface inside reading HTML: in which language the site has them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

# The language that the interface texts are written in.
SOURCE = "en"


def interface_language(language: str) -> str:
    """Return the language the site's own words are in on a page of `language`: that one, or English without a catalogue.

    Django brings catalogues of its own; half a page in them would be worse than none.
    """
    return language if language == SOURCE or _has_catalogue(language) else SOURCE


@cache
def _has_catalogue(language: str) -> bool:
    name = translation.to_locale(language)
    return any(
        (Path(folder) / name / "LC_MESSAGES" / "django.mo").exists() for folder in settings.LOCALE_PATHS
    )


@dataclass(frozen=True)
class Tongue:
    """The language of a page, and the language of the interface words on it."""

    page: str
    words: str

    @classmethod
    def of(cls, language: str) -> "Tongue":
        return cls(page=language, words=interface_language(language))

    @property
    def foreign(self) -> bool:
        """Whether the words need a `lang` of their own."""
        return self.page != self.words


_PARAGRAPHS = re.compile(r"</p>\s*<p[^>]*>|</?p[^>]*>")


def inline(html: str) -> SafeString:
    """Return HTML that this house made as one line: paragraphs become spaces."""
    return safe(_PARAGRAPHS.sub(" ", html).strip())


def safe(html: str) -> SafeString:
    """Return HTML that this house made from clean text, for a template to print as it is."""
    return mark_safe(html)  # noqa: S308  # only rendered rows and cleaned columns come here; the cleaner is their door
