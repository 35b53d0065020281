"""The pictures of pages that are no edition, made when a link is first shown, and again when they would say other words."""

from datetime import timedelta

from django.core.files.storage import default_storage

from papers import copies, metadata
from papers.document import Text
from papers.exporting import pdf, preview
from papers.exporting.preview import Card
from papers.exporting.printing import COLOUR, digest
from papers.exporting.storing import MAKER, BusyError, UnmakeableError
from papers.models import Label, Lease, Series

FOLDER = "files/cards"
# One is made at a time on the whole site; there are few, and each is soon done.
LEASE, LENGTH, PAUSE = "files:cards", timedelta(seconds=60), 2


def of_series(row: Series, language: str) -> Card:
    """Return what the picture of a series says: its name, and what it is called in the first other language."""
    name, genre = row.label("name", language), row.label("genre", language)
    own = ((code, row.own_label("name", code)) for code in metadata.site_languages())
    others = [Text(text, code) for code, text in own if text and text != name.text]
    return Card(
        key=f"series-{row.pk}",
        language=language,
        colour=row.colour or COLOUR,
        title=_text(name),
        subtitle=others[0] if others else Text("", language),
        genre=_text(genre),
        site=_text(metadata.site_name(language)),
    )


def of_site(language: str, words: str) -> Card:
    """Return what the picture of the site says: its name, and in `words` what it is."""
    name = _text(metadata.site_name(language))
    nothing = Text("", language)
    return Card("site", language, COLOUR, name, Text(words, language), genre=nothing, site=nothing)


def _text(label: Label) -> Text:
    return Text(label.text, label.language)


def drawn(card: Card) -> bytes:
    """Return the picture (PNG), made now when it must be.

    Raise BusyError while another is in the making, UnmakeableError when the press cannot.
    """
    folder = f"{FOLDER}/{card.key}-{card.language}"
    name = f"{digest(MAKER, preview.said(card))}.png"
    if not default_storage.exists(f"{folder}/{name}"):
        _make(card, folder, name)
    with default_storage.open(f"{folder}/{name}") as file:
        return bytes(file.read())


def _make(card: Card, folder: str, name: str) -> None:
    """Make the picture, unless somebody just did, and take away those that it replaces."""
    token = Lease.take(LEASE, LENGTH)
    if token is None:
        raise BusyError(PAUSE)
    try:
        if not default_storage.exists(f"{folder}/{name}"):
            copies.put(f"{folder}/{name}", preview.draw(card))
            for old in default_storage.listdir(folder)[1]:
                if old != name:
                    default_storage.delete(f"{folder}/{old}")
    except pdf.UnprintableError as fault:
        raise UnmakeableError(str(fault)) from fault
    finally:
        Lease.give_back(token)
