"""Rehearsing: an edition made live in a transaction that is taken back, so that its public page can be looked at."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from papers import document, sources
from papers.models import Release, Translation, Version
from papers.publishing.deriving import derive
from papers.publishing.freezing import freeze
from papers.publishing.releasing import has_been_live, settle


def rehearse(
    translation: Translation,
    number: int | None = None,
    *,
    at: datetime,
    notes: Mapping[str, str] | None = None,
) -> Version:
    """Freeze a Revision, the last one by default, and release it at the instant, whatever it lacks; return the Version.

    `notes` is the public note of a correction per language; a first publication has none.
    The caller takes the transaction back: nothing of this is ever public.
    """
    told = dict(notes or {}) if has_been_live(translation) else {}
    last = translation.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = Version.objects.create(
        paper=translation.paper,
        translation=translation,
        language=translation.language,
        number=last + 1,
        revision=number or translation.revision,
        schema=document.SCHEMA,
        document=document.write(replace(freeze(translation, number), correction=told)),
    )
    derive(version)
    sources.cite(version)
    Release.objects.create(version=version, live_from=at)
    settle(translation)
    return version
