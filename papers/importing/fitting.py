"""Fitting a file to its paper: its notes get the paper's keys, its passages the ids of what they translate."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from papers import document, footnotes, markup, passages, revisions
from papers.document import Document, Note
from papers.importing import crediting, matching
from papers.importing.manuscript import Manuscript
from papers.models import Footnote, NoteText, Translation, own_name

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
    """A file as a document of its paper: the paper's note keys, passage ids, and what an editor should look at.

    `unsure` names each pair of passages that aligning is not sure of, `doubts` gives the reason by the block's place.
    """

    document: Document
    keys: tuple[str, ...]
    findings: tuple[str, ...]
    unsure: tuple[str, ...] = ()
    doubts: Mapping[int, str] = field(default_factory=dict)


def fit(translation: Translation, manuscript: Manuscript, title: str) -> Fitted:
    """Return the file fitted to its paper; a revised file keeps no passage ids yet, merging gives them."""
    base = last_import(translation)
    found = [Note(note.key, note.kind, note.language, note.html) for note in manuscript.notes]
    keys, findings = _keys(translation, manuscript.body, found, base, text_to_align(translation))
    notes, unlike = _spoken(translation, [replace(note, key=keys[note.key]) for note in found], base)
    text = Document(
        language=translation.language,
        original_language=translation.paper.original_language,
        title=title,
        subtitle=manuscript.subtitle,
        abstract=manuscript.abstract,
        body=footnotes.rename(manuscript.body, keys),
        notes=notes,
        printed_date=manuscript.furniture.printed_date,
        authors=crediting.persons(manuscript),
        translated_from="" if translation.is_original else translation.paper.original_language,
    )
    known = tuple(keys[note.key] for note in found)
    fitted = Fitted(text, known, (*findings, *unlike))
    return _aligned(translation, fitted) if base is None else fitted


def _aligned(translation: Translation, fitted: Fitted) -> Fitted:
    """Return a file that comes for the first time with its passage ids: its own, or the original's that it translates."""
    body, original = fitted.document.body, text_to_align(translation)
    taken = revisions.ids_ever(translation.paper)
    if not original:
        return replace(fitted, document=replace(fitted.document, body=passages.give(body, taken)))
    alignment = passages.align(original, body, taken=taken)
    text = replace(fitted.document, body=alignment.body)
    unsure = (pair for pair in alignment.pairs if not pair.sure)
    return replace(
        fitted,
        document=text,
        findings=(*fitted.findings, *_unequal(translation, original, text)),
        unsure=tuple(_unsure(original, body, alignment.pairs)),
        doubts={place: str(REASONS[passages.Reason(pair.reason)]) for pair in unsure for place in pair.right},
    )


def _spoken(
    translation: Translation, notes: Sequence[Note], base: Document | None
) -> tuple[tuple[Note, ...], list[str]]:
    """Return the notes in the language that each is stored in, and which of them are told apart from another edition's."""
    if base is None:
        return _own_texts(translation, notes)
    # A text that was stored as this edition's own stays so, whatever its letters say.
    spoken = {note.key: note.language for note in base.notes}
    return tuple(replace(note, language=spoken.get(note.key, note.language)) for note in notes), []


def _own_texts(translation: Translation, notes: Sequence[Note]) -> tuple[tuple[Note, ...], list[str]]:
    """Return the notes, and which of them read otherwise than another edition has them in the same language.

    Those are this edition's own texts, in its language: a Japanese note that cites in English is not the English one.
    """
    rows = NoteText.objects.filter(footnote__paper=translation.paper).exclude(language=translation.language)
    texts = {
        (key, code): html for key, code, html in rows.values_list("footnote__key", "language", "text") if html
    }
    kept, findings = [], []
    for note in notes:
        there = texts.get((note.key, note.language))
        if there is not None and markup.text(there) != markup.text(note.html):
            findings.append(
                _("Note %(key)s reads otherwise in this file; it is kept as this edition’s own: “%(file)s”")
                % {"key": note.key, "file": markup.text(note.html)}
            )
            note = replace(note, language=translation.language)
        kept.append(note)
    return tuple(kept), findings


def _keys(
    translation: Translation, body: str, found: Sequence[Note], base: Document | None, original: str
) -> tuple[dict[str, str], list[str]]:
    """Return the paper's key of each of the file's notes, and the pairs that only share a place.

    They are looked for among the notes of the last import first, then among the others of the paper: a note that the
    original has got meanwhile is one with the translation's.
    """
    keys: Mapping[str, str] = {}
    paper = _notes_of_paper(translation)
    if base:
        keys = _matched(base.notes, found, {}, base.body, body).keys
    matched = _matched([note for note in paper if note.key not in keys.values()], found, keys, original, body)
    findings = list(_at_one_place(original, body, paper, found, matched.unlike))
    taken = set(translation.paper.footnotes.values_list("key", flat=True)) | set(matched.keys.values())
    fresh = matching.fresh(taken, [note.key for note in found if note.key not in matched.keys])
    return {**matched.keys, **fresh}, findings


def _at_one_place(
    original: str,
    body: str,
    paper: Sequence[Note],
    found: Sequence[Note],
    unlike: Sequence[tuple[str, str]],
) -> Iterator[str]:
    """Yield the pairs that only share a place; those of one number are told where the two bodies are compared."""
    left, right = footnotes.numbers(original), footnotes.numbers(body)
    known, new = ({note.key: note.html for note in notes} for notes in (paper, found))
    for ours, theirs in unlike:
        if left.get(ours) != right.get(theirs):
            yield _two_notes((left.get(ours), known[ours]), (right.get(theirs), new[theirs]))


def _matched(
    known: Sequence[Note], found: Sequence[Note], keys: Mapping[str, str], reference: str, body: str
) -> matching.Matched:
    """Return the keys with the notes added that read like a known one, or stand at its place in `reference`."""
    rest = [note for note in found if note.key not in keys]
    keys = {**keys, **matching.by_text(known, rest)}
    if not reference or len(keys) == len(found):
        return matching.Matched(keys)
    return _by_place(reference, body, known, found, keys)


def last_import(translation: Translation) -> Document | None:
    """Return what the next file is compared with; None while nothing was agreed on."""
    kept = translation.manuscripts.first()
    return document.read(kept.document) if kept and kept.document else None


def _notes_of_paper(translation: Translation) -> list[Note]:
    """Return the notes of the paper as this edition shows them, in whatever language they have."""
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


def look_at(
    translation: Translation, original: str, text: Document, pairs: Sequence[passages.Pair]
) -> list[str]:
    """Return what an editor should look at in a translation that was aligned: unsure pairs, unequal notes."""
    return [*_unequal(translation, original, text), *_unsure(original, text.body, pairs)]


def _unsure(
    original: str, body: str, pairs: Sequence[passages.Pair], among: Collection[int] | None = None
) -> Iterator[str]:
    """Yield each pair of passages that aligning is not sure of, with the beginning of both texts.

    With `among`, only those with a translated block at one of these places.
    """
    left, right = ([markup.text(block) for block in markup.parse(text)] for text in (original, body))
    for pair in pairs:
        if not pair.sure and (among is None or not set(pair.right).isdisjoint(among)):
            yield _("Not sure which passage this is: “%(translated)s” beside “%(original)s” (%(reason)s)") % {
                "translated": " / ".join(right[place][:60] for place in pair.right) or "—",
                "original": " / ".join(left[place][:60] for place in pair.left) or "—",
                "reason": REASONS[passages.Reason(pair.reason)],
            }


def _unequal(translation: Translation, original: str, text: Document) -> Iterator[str]:
    """Yield each note that only one of the two languages calls, translator's notes apart.

    Two of one number are told together, with both texts.
    """
    apart = {note.key for note in text.notes if note.kind != Footnote.AUTHOR}
    parity = footnotes.compare(original, text.body, apart=apart)
    notes = {note.key: note.html for note in (*_notes_of_paper(translation), *text.notes)}
    left, right = footnotes.numbers(original), footnotes.numbers(text.body)
    numbered = {right[key]: key for key in parity.extra}
    two = {key: numbered[left[key]] for key in parity.missing if left[key] in numbered}
    for ours, theirs in two.items():
        yield _two_notes((left[ours], notes.get(ours, "")), (right[theirs], notes.get(theirs, "")))
    name = own_name(translation.paper.original_language)
    for key in (key for key in parity.missing if key not in two):
        told = _("Note %(number)s of the %(language)s edition is not called here.")
        yield told % {"number": left[key], "language": name}
    for key in (key for key in parity.extra if key not in two.values()):
        told = _("Note %(number)s of this edition is not called in the %(language)s one.")
        yield told % {"number": right[key], "language": name}


def _two_notes(ours: tuple[int | None, str], theirs: tuple[int | None, str]) -> str:
    """Return the sentence about two notes, each given as number and text, that were not taken for one."""
    return _(
        "Note %(theirs)s here and note %(ours)s of the original do not read alike; they stay two notes: "
        "“%(file)s” – “%(paper)s”"
    ) % {
        "theirs": theirs[0],
        "ours": ours[0],
        "file": markup.text(theirs[1]),
        "paper": markup.text(ours[1]),
    }


def with_new_blocks(
    translation: Translation, original: str, text: Document, taken: Collection[str]
) -> Fitted:
    """Return the translation with ids for the blocks that have none: the aligned passage's where it is sure."""
    alignment = passages.align(original, text.body, taken=taken)
    sure = {place for pair in alignment.pairs if pair.sure for place in pair.right}
    tree = markup.parse(text.body)
    new = [place for place, block in enumerate(tree) if not passages.ids(block)]
    aligned = passages.every(alignment.body)
    for place in new:
        if place in sure:
            tree[place].set(markup.PASSAGE, " ".join(aligned[place]))
    body = passages.give(markup.serialise(tree), taken)
    text = replace(text, body=body)
    unsure = tuple(_unsure(original, body, alignment.pairs, new))
    return Fitted(text, (), tuple(_unequal(translation, original, text)), unsure)
