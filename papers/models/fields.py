"""Text columns that clean whatever is written to them, by whichever way it comes."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from papers import markup

CODE = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"
plain_code = RegexValidator(CODE, _("Write it in small letters (a–z), digits and single hyphens."))
# BCP 47, as far as its shape goes: language, script, region, variants.
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z"


@lru_cache(maxsize=32)
def cleaned(cleaner: Callable[[str], str], value: str) -> str:
    """Return the cleaned text; remembered, because one save asks twice."""
    return cleaner(value)


class Cleaned:
    """The one sanitiser every writer passes: save, bulk_create, update, fixtures and migrations all ask here."""

    cleaner: Callable[[str], str] = staticmethod(markup.line)

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = super().pre_save(instance, add)  # type: ignore[misc]  # a mixin of fields
        if isinstance(value, str):
            value = cleaned(self.cleaner, value)
            # Not by setattr: the bare name of a label would write the language of the interface.
            instance.__dict__[self.attname] = value  # type: ignore[attr-defined]  # a mixin of fields
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = cleaned(self.cleaner, value)
        return super().get_db_prep_save(value, connection)  # type: ignore[misc]  # a mixin of fields


class LineField(Cleaned, models.CharField):
    """One line of plain text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 500)
        super().__init__(*args, **kwargs)


def volume_line(text: str) -> str:
    """Return the volume in one line, its signs of one width."""
    return markup.line(unicodedata.normalize("NFKC", text))


class VolumeField(LineField):
    """The volume of a paper, in which "７" is "7": written so and looked for so."""

    cleaner = staticmethod(volume_line)

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return volume_line(value) if isinstance(value, str) else value


class NoteField(Cleaned, models.TextField):
    """Paragraphs with inline markup: note texts, abstracts, notices, biographies."""

    cleaner = staticmethod(markup.clean_note)


class BodyField(Cleaned, models.TextField):
    """The body of an edition, with its passages and note calls."""

    cleaner = staticmethod(markup.clean)


class PlainEncoder(DjangoJSONEncoder):
    """JSON in which Japanese is written as itself: half the bytes of a stored document on SQLite."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "ensure_ascii": False})


class DocumentField(models.JSONField):
    """A document of an edition (papers.document), as JSON."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("encoder", PlainEncoder)
        super().__init__(*args, **kwargs)


class LanguageField(models.CharField):
    """A language code (BCP 47)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 35)
        super().__init__(*args, **kwargs)


def has_shape(name: str, field: str, pattern: str, *, or_empty: bool = False) -> models.CheckConstraint:
    """Return the constraint that the column's text has this shape, on either database."""
    condition = Q(**{f"{field}__regex": pattern})
    return models.CheckConstraint(
        condition=condition | Q(**{field: ""}) if or_empty else condition, name=name
    )


def is_positive(name: str, field: str) -> models.CheckConstraint:
    """Return the constraint that the column's number is 1 or more."""
    return models.CheckConstraint(condition=Q(**{f"{field}__gte": 1}), name=name)
