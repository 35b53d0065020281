"""The gate: what an edition still lacks before it may be published."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from lxml import etree

from papers import footnotes, markup, metadata, passages, revisions
from papers.models import Footnote, Image, Translation, own_name

EXCERPT = 80  # signs of a passage that is named


@dataclass(frozen=True)
class Missing:
    """One thing that keeps an edition from being published, and where it is."""

    what: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.what} ({self.where})" if self.where else self.what


def missing(translation: Translation) -> list[Missing]:
    """Return what must be mended first; an empty list opens the gate."""
    return [*_labels(translation), *_notes(translation), *_pictures(translation)]


def advice(translation: Translation) -> list[Missing]:
    """Return what an editor should look at, though it stops nothing: passages and notes that one language lacks."""
    if translation.is_original:
        return []
    original = translation.paper.translations.filter(language=translation.paper.original_language).first()
    if original is None or not original.body:
        return []
    return [*_unpaired(original, translation), *_parity(original, translation)]


def _labels(translation: Translation) -> Iterator[Missing]:
    if translation.language not in metadata.site_languages():
        yield Missing(_("This site has no pages in this language."))
    if not translation.title:
        yield Missing(_("The title is missing."))
    if not translation.body:
        yield Missing(_("There is no text."))
    if translation.printed_date is None:
        yield Missing(_("The printed date is missing."))
    yield from _authors(translation)


def _authors(translation: Translation) -> Iterator[Missing]:
    credits = translation.paper.authorships.select_related("author")
    if not credits:
        yield Missing(_("No author is named."))
    for credit in credits:
        if not credit.author.name(translation.language):
            yield Missing(_("An author has no name in any language."), credit.author.slug)


def _notes(translation: Translation) -> Iterator[Missing]:
    # What will be frozen is the last Revision, not the notes as they may read by now.
    saved = revisions.last(translation)
    shown = {note.key for note in (saved.notes if saved else ())}
    numbers = footnotes.numbers(translation.body)
    for key in footnotes.dangling(translation.body, shown):
        for sentence in footnotes.context(translation.body, key):
            yield Missing(_("Note %s is called but has no text.") % numbers[key], sentence)


def _pictures(translation: Translation) -> Iterator[Missing]:
    images = list(markup.parse(translation.body).iter("img"))
    digests = [PurePosixPath(image.get("src", "")).stem for image in images]
    stored = {image.url for image in Image.objects.filter(digest__in=digests)}
    for image in images:
        address = image.get("src", "")
        if not image.get("alt"):
            yield Missing(_("An image has no alternative text."), address)
        if address not in stored:
            yield Missing(_("An image is not stored here."), address)


def _unpaired(original: Translation, translation: Translation) -> Iterator[Missing]:
    """Yield the passages of the original that nothing translates, then those of the translation that translate nothing."""
    blocks, others = markup.parse(original.body), markup.parse(translation.body)
    groups = passages.groups(original.body, translation.body, original.lineage)
    for place in (place for group in groups if not group.right for place in group.left):
        yield Missing(_("A passage is not translated."), _beginning(blocks[place]))
    for place in (place for group in groups if not group.left for place in group.right):
        yield Missing(_("A passage has no counterpart in the original."), _beginning(others[place]))


def _beginning(block: etree._Element) -> str:
    return markup.shortened(markup.text(block), EXCERPT)


def _parity(original: Translation, translation: Translation) -> Iterator[Missing]:
    apart = translation.paper.footnotes.exclude(kind=Footnote.AUTHOR).values_list("key", flat=True)
    parity = footnotes.compare(original.body, translation.body, apart=set(apart))
    name = own_name(original.language)
    there, here = (footnotes.numbers(row.body) for row in (original, translation))
    for key in parity.missing:
        told = _("Note %(number)s of the %(language)s edition is not called here.")
        yield Missing(told % {"number": there[key], "language": name})
    for key in parity.extra:
        told = _("Note %(number)s of this edition is not called in the %(language)s one.")
        yield Missing(told % {"number": here[key], "language": name})
