"""Reading a label in a given language: the one accessor; only what the desk calls a row follows its interface."""

from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, get_language_info, gettext
from modeltranslation.utils import build_localized_fieldname


class Label(NamedTuple):
    """A label's text and the language it really is in; an empty one is false."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def lang(self) -> str:
        """The language under its name in HTML."""
        return self.language


def first_label(texts: Mapping[str, str | None], language: str) -> Label:
    """Return the text in this language, else in the first of the site's languages that has one."""
    for code in [language, *(code for code, _ in settings.LANGUAGES)]:
        if text := texts.get(code):
            return Label(text, code)
    return Label("", language)


def column(name: str, language: str) -> str:
    """Return the name of the column that holds the label in this language, for queries and forms."""
    return build_localized_fieldname(name, language)


def interface() -> str:
    """Return the language of the interface: of what the desk calls its rows, never of what is published."""
    return get_language() or settings.LANGUAGE_CODE


def own_name(code: str) -> str:
    """Return what a language calls itself."""
    return dict(settings.LANGUAGES).get(code) or language_info(code, "name_local")


def language_info(code: str, name: str) -> str:
    """Return what Django knows of a language under this name, the code of one that it does not know."""
    try:
        return str(get_language_info(code)[name])
    except KeyError:
        return code


def told_apart(name: str, *more: str) -> str:
    """Return the name, and in brackets what tells the row from another of this name."""
    rest = gettext(", ").join(dict.fromkeys(filter(None, more)))
    return gettext("%(name)s (%(more)s)") % {"name": name, "more": rest} if rest else name


class Labelled(models.Model):
    """A row with labels in every language of the site."""

    class Meta:
        abstract = True

    def own_label(self, name: str, language: str) -> str:
        """Return the label in exactly this language, or an empty text."""
        return getattr(self, column(name, language), None) or ""

    def label(self, name: str, language: str) -> Label:
        """Return the label in this language, else in the first of the site's languages that has it."""
        if text := self.own_label(name, language):
            return Label(text, language)
        return first_label({code: self.own_label(name, code) for code, _ in settings.LANGUAGES}, language)

    def named(self, name: str) -> str:
        """Return the label as the desk shows it: in the language of the interface, else in any."""
        return self.label(name, interface()).text

    def set_label(self, name: str, language: str, text: str) -> None:
        """Put the label in this language only; the caller saves."""
        # An empty label is none: two empty ones would be the same name twice where names are unique.
        setattr(self, column(name, language), text or None)
