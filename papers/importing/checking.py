"""What can be said of files and wishes before anything is stored: too long, twice, unknown."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from papers.importing.crediting import split_name
from papers.importing.draft import excerpt
from papers.importing.manuscript import Refused
from papers.importing.placing import Source, Wishes
from papers.metadata import own_name
from papers.models import Author, Authorship, Paper, Series, Translation

# What a file may say at too great length: its name, and the column that will hold it.
_SUBTITLE = (gettext_lazy("subtitle"), Translation, "subtitle")
_TITLE = (gettext_lazy("title"), Translation, "title")
_FAMILY = (gettext_lazy("name of an author"), Author, "family_name")
_GIVEN = (gettext_lazy("name of an author"), Author, "given_name")
_AFFILIATION = (gettext_lazy("affiliation"), Authorship, "affiliation")
_SERIES = (gettext_lazy("name of the series"), Series, "name")
_NOTICE = (gettext_lazy("heading of the notice"), Series, "notice_title")
_VOLUME = (gettext_lazy("volume"), Paper, "volume")
Said = tuple[tuple[str, type[models.Model], str], str]


def check(sources: Sequence[Source], wishes: Wishes) -> None:
    """Raise Refused, in one sentence, for what no database could hold or nobody can have meant."""
    for sentence in twice([(source.language, source.name) for source in sources]):
        raise Refused(sentence)
    for language in (wishes.original, *wishes.titles):
        if language and language not in dict(settings.LANGUAGES):
            raise Refused(_("“%s” is no language of this site.") % language)
    for (name, model, field), text in (
        *_wished(wishes),
        *(each for source in sources for each in _read(source)),
    ):
        limit = model._meta.get_field(field).max_length
        if limit and len(text) > limit:
            sentence = _("The %(name)s is longer than %(limit)d letters: “%(text)s”.")
            raise Refused(sentence % {"name": name, "limit": limit, "text": excerpt(text)})


def twice(files: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield a sentence for each language that more than one of the files is in; they are given with their names."""
    counted = Counter(language for language, _name in files)
    for language in (code for code, count in counted.items() if count > 1):
        names = ", ".join(name for code, name in files if code == language)
        yield _("Several files are in one language (%(language)s): %(names)s.") % {
            "language": own_name(language),
            "names": names,
        }


def _wished(wishes: Wishes) -> Iterator[Said]:
    yield _VOLUME, wishes.volume
    yield from ((_TITLE, title) for title in wishes.titles.values())
    yield from _names(wishes.authors)


def _read(source: Source) -> Iterator[Said]:
    manuscript, furniture = source.manuscript, source.manuscript.furniture
    yield from ((_TITLE, title) for title in (manuscript.title, *furniture.other_titles.values()))
    yield _SUBTITLE, manuscript.subtitle
    yield _VOLUME, furniture.volume
    yield _SERIES, furniture.series_name
    yield _NOTICE, furniture.notice_title
    yield from ((_AFFILIATION, text) for text in manuscript.affiliations.values())
    yield from _names(manuscript.authors)


def _names(names: Sequence[str]) -> Iterator[Said]:
    for family, given in map(split_name, names):
        yield _FAMILY, family
        yield _GIVEN, given
