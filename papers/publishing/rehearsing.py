"""Rehearsing: an edition made live in a transaction that is taken back, so that its public page can be looked at."""

from django.utils import timezone

from papers import document
from papers.models import Release, Translation, Version
from papers.publishing.deriving import derive
from papers.publishing.freezing import freeze
from papers.publishing.releasing import settle


def rehearse(translation: Translation, number: int | None = None) -> Version:
    """Freeze a Revision, the last one by default, and release it now, whatever it lacks; return the Version.

    The caller takes the transaction back: nothing of this is ever public.
    """
    last = translation.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = Version.objects.create(
        paper=translation.paper,
        translation=translation,
        language=translation.language,
        number=last + 1,
        revision=number or translation.revision,
        schema=document.SCHEMA,
        document=document.write(freeze(translation, number)),
    )
    derive(version)
    Release.objects.create(version=version, live_from=timezone.now())
    settle(translation)
    return version
