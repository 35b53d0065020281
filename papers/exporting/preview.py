"""A printing → the picture that shows where its link is shared: the series' colour, the title, the language."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from papers.document import Text
from papers.exporting import pdf, tree
from papers.exporting.printing import Printing
from papers.metadata import own_name

# Letters of the title up to which the subtitle stands below it; a Japanese one counts twice.
ROOMY = 110
MOST_PEOPLE = 4
# What no line breaks within: a run of letters that are not kanji or kana.
LETTERS = re.compile(r"[!-~\u00a1-\u1fff]+")
# The sheet is as many points wide as the picture has dots.
DOTS = 72


@dataclass(frozen=True)
class Card:
    """What the picture of a page that is no edition says: of a series, or of the site.

    `key` is whose it is; `language` that of the page, of which `title` and `subtitle` need not be.
    """

    key: str
    language: str
    colour: str
    title: Text
    subtitle: Text
    genre: Text
    site: Text


def write(edition: Printing) -> bytes:
    """Return the edition's picture (PNG), as large as PREVIEW_SIZE says."""
    with translation.override(edition.tongue.words):
        return pdf.run("preview.typ", values(edition), edition.document.printed_date, form="png", dots=DOTS)


def draw(card: Card) -> bytes:
    """Return the picture of a page that is no edition, as large."""
    return pdf.run("preview.typ", said(card), None, form="png", dots=DOTS)


def values(edition: Printing) -> dict[str, Any]:
    """Return what the sheet prints of an edition, as JSON values."""
    frozen, series = edition.document, edition.document.series
    subtitle = frozen.subtitle if breadth(frozen.title + frozen.subtitle) <= ROOMY else ""
    return {
        **titled(Text(frozen.title, frozen.language), Text(subtitle, frozen.language)),
        "words": {"lang": edition.tongue.words},
        "colour": edition.colour,
        "kicker": lines(series.name, series.number) if series else [],
        "genre": lines(series.genre) if series else [],
        "tongue": own_name(frozen.language),
        "people": people(edition),
        "site": pdf.text(Text(*edition.site)),
        "mark": _("Retracted") if edition.retraction else "",
    }


def said(card: Card) -> dict[str, Any]:
    """Return what the sheet prints of a card, as JSON values."""
    return {
        **titled(card.title, card.subtitle),
        "words": {"lang": card.language},
        "colour": card.colour,
        "kicker": lines(card.genre),
        "genre": [],
        "tongue": own_name(card.language),
        "people": [],
        "site": pdf.text(card.site),
        "mark": "",
    }


def titled(title: Text, subtitle: Text) -> dict[str, Any]:
    """Return title and subtitle with all that decides where they break; the sheet is in the title's language."""
    return {
        "lang": title.language,
        "pieces": pieces(title.text),
        "letters": [word for word in LETTERS.findall(title.text) if len(word) <= tree.LONGEST_WORD],
        "between": " " if tree.is_spaced(title.text) else "",
        "subtitle": pdf.text(subtitle),
    }


def lines(*texts: Text) -> list[dict[str, str]]:
    """Return those of the texts that say something."""
    return [pdf.text(each) for each in texts if each]


def breadth(text: str) -> int:
    """Return how many Latin letters are about as wide as the text."""
    return sum(2 if pdf.is_wide(sign) else 1 for sign in text)


def pieces(title: str) -> list[dict[str, Any]]:
    """Return a title in pieces between which it may break, and whether each stays whole.

    Words that a hyphen joins stay together; what is longer than a line is broken anywhere.
    """
    longest = tree.LONGEST_WORD if tree.is_spaced(title) else tree.LONGEST_PHRASE
    return [
        {"text": LETTERS.sub(_yielding, part), "whole": len(part) <= longest} for part in tree.phrases(title)
    ]


def _yielding(word: re.Match[str]) -> str:
    """Return a word, one that is longer than any of a language with a place to break behind each letter."""
    return tree.BREAK.join(word[0]) if len(word[0]) > tree.LONGEST_WORD else word[0]


def people(edition: Printing) -> list[dict[str, str]]:
    """Return the authors; of many the first, and how many more there are."""
    authors = edition.document.authors
    shown = [pdf.text(author.name) for author in authors[:MOST_PEOPLE]]
    if more := len(authors[MOST_PEOPLE:]):
        words = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
        shown.append({"text": words, "lang": edition.tongue.words})
    return shown
