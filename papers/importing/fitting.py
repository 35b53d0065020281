"""Fitting a file to its paper: its notes get the paper's keys, its passages the ids of what they translate."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from papers import document, footnotes, markup, passages, revisions
from papers.document import Document, Note
from papers.importing import matching
from papers.importing.manuscript import Manuscript
from papers.models import Footnote, Translation

REASONS = {
    passages.Reason.TEXT: gettext_lazy("same text"),
    passages.Reason.NOTES: gettext_lazy("same notes"),
    passages.Reason.PICTURES: gettext_lazy("same pictures"),
    passages.Reason.NAMES: gettext_lazy("same numbers and names"),
    passages.Reason.BETWEEN: gettext_lazy("between sure passages"),
    passages.Reason.MOVED: gettext_lazy("moved"),
    passages.Reason.PLACE: gettext_lazy("only place and length agree"),
    passages.Reason.LENGTH: gettext_lazy("the lengths differ"),
    passages.Reason.CUT: gettext_lazy("a border may lie elsewhere"),
    passages.Reason.CALLS: gettext_lazy("the notes differ"),
    passages.Reason.UNLIKE: gettext_lazy("something else is as likely"),
    passages.Reason.ALONE: gettext_lazy("no counterpart"),
}


@dataclass(frozen=True)
class Fitted:
    """A file as a document of its paper: the paper's note keys, passage ids, and what an editor should look at."""

    document: Document
    keys: tuple[str, ...]
    findings: tuple[str, ...]


def fit(translation: Translation, manuscript: Manuscript, title: str) -> Fitted:
    """Return the file fitted to its paper; a revised file keeps no passage ids yet, merging gives them."""
    base = last_import(translation)
    original = text_to_align(translation)
    found = [Note(note.key, note.kind, note.language, note.html) for note in manuscript.notes]
    keys, findings = _keys(translation, manuscript.body, found, base, original)
    body = footnotes.rename(manuscript.body, keys)
    notes = tuple(replace(note, key=keys[note.key]) for note in found)
    if base is None and original:
        alignment = passages.align(original, body)
        apart = {note.key for note in notes if note.kind != Footnote.AUTHOR}
        findings += [*_unsure(original, body, alignment.pairs), *_unequal(original, body, apart)]
        body = alignment.body
    elif base is None:
        body = passages.give(body, revisions.ids_ever(translation.paper))
    text = Document(
        language=translation.language,
        original_language=translation.paper.original_language,
        title=title,
        subtitle=manuscript.subtitle,
        abstract=manuscript.abstract,
        body=body,
        notes=notes,
        printed_date=manuscript.furniture.printed_date,
        translated_from="" if translation.is_original else translation.paper.original_language,
    )
    return Fitted(text, tuple(keys[note.key] for note in found), tuple(findings))


def _keys(
    translation: Translation, body: str, found: Sequence[Note], base: Document | None, original: str
) -> tuple[dict[str, str], list[str]]:
    """Return the paper's key of each of the file's notes, and the pairs that only share a place."""
    known = _known_notes(translation, base)
    keys, findings = matching.by_text(known, found), []
    if reference := base.body if base else original:
        matched = _by_place(reference, body, known, found, keys)
        keys = dict(matched.keys)
        if base is None:
            findings = [
                _("Notes %(ours)s and %(theirs)s share a place but not their text; they stay two notes.")
                % {"ours": ours, "theirs": theirs}
                for ours, theirs in matched.unlike
            ]
    taken = set(translation.paper.footnotes.values_list("key", flat=True)) | set(keys.values())
    return keys | matching.fresh(taken, [note.key for note in found if note.key not in keys]), findings


def last_import(translation: Translation) -> Document | None:
    kept = translation.manuscripts.first()
    return document.read(kept.document) if kept else None


def _known_notes(translation: Translation, base: Document | None) -> list[Note]:
    """Return the notes a file's may turn out to be: those of the last import, else those of the paper."""
    if base:
        return list(base.notes)
    rows = translation.paper.footnotes.prefetch_related("texts")
    return [
        Note(row.key, row.kind, text.language, text.text)
        for row in rows
        if (text := revisions.shown_text(row, translation) or row.texts.first())
    ]


def text_to_align(translation: Translation) -> str:
    """Return the original's body, for a text that is not the original itself."""
    if translation.is_original:
        return ""
    original = translation.paper.translations.filter(language=translation.paper.original_language).first()
    return original.body if original else ""


def _by_place(
    reference: str, body: str, known: Sequence[Note], found: Sequence[Note], keys: Mapping[str, str]
) -> matching.Matched:
    """Return the keys with the notes added that stand at the same place as one of `reference`."""
    left, right = ([markup.outer(block) for block in markup.parse(text)] for text in (reference, body))
    return matching.by_number(
        passages.align(reference, body, notes=keys).pairs,
        left,
        right,
        {note.key: note for note in known},
        {note.key: note for note in found},
        keys,
    )


def _unsure(original: str, body: str, pairs: Sequence[passages.Pair]) -> Iterator[str]:
    """Yield each pair of passages that aligning is not sure of, with the beginning of both texts."""
    left, right = ([markup.text(block) for block in markup.parse(text)] for text in (original, body))
    for pair in pairs:
        if not pair.sure:
            yield _("Not sure which passage this is: “%(translated)s” beside “%(original)s” (%(reason)s)") % {
                "translated": " / ".join(right[place][:60] for place in pair.right) or "—",
                "original": " / ".join(left[place][:60] for place in pair.left) or "—",
                "reason": REASONS[passages.Reason(pair.reason)],
            }


def _unequal(original: str, body: str, apart: Collection[str]) -> Iterator[str]:
    """Yield each note that only one of the two languages calls, translator's notes apart."""
    parity = footnotes.compare(original, body, apart=apart)
    yield from (_("Note %s of the original is not called here.") % key for key in parity.missing)
    yield from (_("Note %s is not called in the original.") % key for key in parity.extra)


def with_new_blocks(original: str, body: str, taken: Collection[str]) -> str:
    """Return the translated body with ids for the blocks that have none: the aligned passage's where it is sure."""
    alignment = passages.align(original, body)
    sure = {place for pair in alignment.pairs if pair.sure for place in pair.right}
    tree = markup.parse(body)
    for place, (block, aligned) in enumerate(zip(tree, markup.parse(alignment.body), strict=True)):
        if not passages.ids(block) and place in sure:
            block.set("data-passage", " ".join(passages.ids(aligned)))
    return passages.give(markup.serialise(tree), taken)
