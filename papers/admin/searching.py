"""Searching the lists of the desk: each word in its plain form too, a person by the whole name, a volume as printed."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

from papers.models import Series, column, searchable
from papers.models.series import usual_number_label

# Between the parts of a name, 、 and ・ stand as well as a space; a comma does at the end of a word.
_BETWEEN = re.compile(r"[\s・、，]+")
_NUMBER = re.compile(r"(\D*)(\d{1,3}(?:-\d{1,3})*)(\D*)")


class Searched(admin.ModelAdmin):
    """Rows of which each word is found somewhere: each word by itself, so that it may be in another row beside them.

    `search_people` are the ways to authors who are found by their whole names, `search_volume` the way to a volume;
    `search_words` are the fields in which a number is no volume and is not looked for.
    """

    search_people: Sequence[str] = ()
    search_volume = ""
    search_words: Sequence[str] = ()

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return [*super().get_search_fields(request), *self.search_words]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the rows, each once."""
        words = list(_words(search_term))
        labels = _number_labels() if self.search_volume else set()
        if any(_volume(word, labels) for word in words):
            words = [word for word in words if _plain(word) not in labels]
        for word in words:
            queryset = queryset.filter(pk__in=self._having(request, word, labels).values("pk"))
        return queryset, False

    def _having(self, request: HttpRequest, word: str, labels: set[str]) -> QuerySet[Any]:
        """Return the rows that have the word."""
        fields = set(self.get_search_fields(request))
        names = {f"whole_{place}": name for place, name in enumerate(self._names())}
        volume = _volume(word, labels)
        found = Q()
        if volume:
            fields -= {self.search_volume, *self.search_words}
            found |= Q(**{f"{self.search_volume}__regex": rf"^{volume}(\D|$)"})
        for form in {word, searchable(word), _plain(word)}:
            for field in fields:
                found |= Q(**{f"{field}__icontains": form})
            for name in names:
                # SQLite takes Ä and ä for one letter in a pattern only.
                found |= Q(**{f"{name}__iregex": re.escape("".join(form.split()))})
        return self.model._default_manager.order_by().alias(**names).filter(found)

    def _names(self) -> Iterator[Concat]:
        """Yield the whole names of the people, in each language and in kana."""
        for before in self.search_people:
            for code, _name in settings.LANGUAGES:
                yield _whole(*(before + column(part, code) for part in ("family_name", "given_name")))
            yield _whole(f"{before}family_kana", f"{before}given_kana")


def _words(term: str) -> Iterator[str]:
    """Yield the words; what stands in quotation marks is one."""
    for part in smart_split(term):
        if len(part) > 2 and part[0] in "'\"" and part[-1] == part[0]:
            yield unescape_string_literal(part)
        else:
            yield from (word for each in _BETWEEN.split(part) if (word := each.strip(",")))


def _whole(family: str, given: str) -> Concat:
    """Return the parts of a name one after the other, so that either order stands in it."""
    parts = [Coalesce(F(part), Value("")) for part in (family, given, family)]
    return Concat(*parts, output_field=CharField())


def _plain(word: str) -> str:
    return searchable(word).strip(" .")


def _number_labels() -> set[str]:
    """Return the words that stand beside a volume, of the series and of the languages: vol, 第, 号."""
    columns = [column("number_label", code) for code, _name in settings.LANGUAGES]
    own = {label for row in Series.objects.values_list(*columns) for label in row if label}
    usual = {usual_number_label(code).text for code, _name in settings.LANGUAGES}
    return {_plain(word) for label in own | usual for part in label.split("{}") for word in part.split()}


def _volume(word: str, labels: set[str]) -> str:
    """Return the number when the word is a volume, bare or as it is printed: 3, 第3号, Vol.3, 7-2."""
    found = _NUMBER.fullmatch(searchable(word))
    if found is None or not {_plain(found[1]), _plain(found[3])} <= {"", *labels}:
        return ""
    return found[2]
