"""The list of notes below a text, each with the ways back to its calls."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from lxml import etree

from papers import markup
from papers.document import Note
from papers.rendering.calls import back_labels
from papers.rendering.words import Tongue


def section(
    notes: Sequence[Note], numbers: Mapping[str, int], calls: Mapping[str, Sequence[str]], tongue: Tongue
) -> str:
    """Return the section of endnotes in the order given; empty without notes."""
    if not notes:
        return ""
    # Reader views keep what calls itself content.
    root = etree.Element(
        "section", {"class": "endnotes content", "role": "doc-endnotes", "aria-labelledby": "notes-heading"}
    )
    heading = etree.SubElement(root, "h2", {"id": "notes-heading"})
    heading.text = _("Notes")
    if tongue.foreign:
        heading.set("lang", tongue.words)
    items = etree.SubElement(root, "ol")
    for note in notes:
        items.append(item(note, numbers[note.key], calls.get(note.key, ()), tongue))
    return markup.outer(root)


# Our writing escapes < in texts and cleans ids out of notes: nothing else begins like this.
_ITEM, _END = '<li id="note-', "</li>"


def cut(section: str) -> list[tuple[str, str]]:
    """Return the HTML of a section in pieces, each with the key of the note that it ends in, behind the note's own text.

    The last one closes the section and has no key. Put together they are the section.
    """
    pieces, start = [], 0
    item = section.find(_ITEM)
    while item >= 0:
        following = section.find(_ITEM, item + 1)
        end = section.rindex(_END, item, following if following >= 0 else None)
        key = item + len(_ITEM)
        pieces.append((section[key : section.index('"', key)], section[start:end]))
        start, item = end, following
    return [*pieces, ("", section[start:])]


def item(note: Note, number: int, calls: Sequence[str], tongue: Tongue) -> etree._Element:
    """Return one note as a list item, in the language of its text."""
    element = etree.Element("li", {"id": f"note-{note.key}"})
    if note.language != tongue.page:
        element.set("lang", note.language)
    element.extend(list(markup.parse(note.html)) or [etree.Element("p")])
    words = {} if note.language == tongue.words else {"lang": tongue.words}
    label = kind_label(note.kind)
    # Many texts say themselves what they are: 訳注：….
    if label and not markup.text(note.html).casefold().startswith(label.casefold()):
        _begin_with(element[0], label, words)
    for place, (call, name) in enumerate(zip(calls, back_labels(number, len(calls)), strict=True), start=1):
        link = _add_way_back(element[-1], f"#{call}", name, words)
        if len(calls) > 1:
            etree.SubElement(link, "sup").text = str(place)
    return element


def kind_label(kind: str) -> str:
    """Return what a note that is not the author's is headed with."""
    return {"translator": _("Translator’s note"), "editor": _("Editor’s note")}.get(kind, "")


def _begin_with(paragraph: etree._Element, label: str, words: Mapping[str, str]) -> None:
    mark = etree.Element("span", {"class": "note-kind", **words})
    mark.text, mark.tail, paragraph.text = label, f" {paragraph.text or ''}", None
    paragraph.insert(0, mark)


def _add_way_back(
    paragraph: etree._Element, target: str, name: str, words: Mapping[str, str]
) -> etree._Element:
    if len(paragraph):
        paragraph[-1].tail = f"{paragraph[-1].tail or ''} "
    else:
        paragraph.text = f"{paragraph.text or ''} "
    link = etree.SubElement(
        paragraph,
        "a",
        {"role": "doc-backlink", "class": "backlink", **words, "href": target, "aria-label": name},
    )
    # Not ↩, which becomes an emoji unless a second sign forbids it; and that sign is in no link's name.
    link.text = "↑"
    return link
