"""Storing manuscripts as a working copy: one transaction, aligned, three-way, proved by counting."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from papers import document, footnotes, markup, passages, revisions
from papers.document import Document, Note
from papers.importing import matching, merging, placing
from papers.importing.manuscript import Manuscript, NotKept, Proof, Refused
from papers.importing.merging import Conflict
from papers.importing.placing import Wishes
from papers.models import Image, NoteText, Paper, Revision, Translation
from papers.models import Manuscript as KeptFile


class ProofError(Refused):
    """Calls, notes and stored notes are not equal; nothing was stored. `mismatches` names every one."""

    def __init__(self, name: str, mismatches: Sequence[str]) -> None:
        super().__init__(_("%s: calls and notes do not agree; nothing is stored.") % name)
        self.mismatches = tuple(mismatches)


@dataclass(frozen=True)
class Source:
    """One file and what it was read as."""

    name: str
    data: bytes
    manuscript: Manuscript

    @property
    def language(self) -> str:
        return self.manuscript.language


@dataclass
class Outcome:
    """What storing one file did, for the report."""

    paper: str
    language: str
    proof: Proof
    printed_date: date | None
    volume: str
    titles: Mapping[str, str]
    not_kept: Sequence[NotKept]
    changed: Sequence[str] = ()
    conflicts: Sequence[Conflict] = ()
    findings: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def store(
    sources: Sequence[Source],
    wishes: Wishes = Wishes(),  # noqa: B008  # frozen: nobody can change the shared value
    *,
    take_file: Mapping[str, Collection[str]] | None = None,
    by: Any = None,
    dry_run: bool = False,
) -> list[Outcome]:
    """Store the files as one working copy and return one Outcome each; all of them or none.

    `take_file` names per language the conflicts that the file wins. Raises ProofError or Refused, with nothing
    stored. With `dry_run` everything is done and taken back.
    """
    for source in sources:
        if not source.manuscript.proof.holds:
            raise ProofError(source.name, source.manuscript.proof.mismatches)
    written: list[str] = []
    try:
        with transaction.atomic():
            _store_images(sources, written)
            outcomes = _store_all(sources, wishes, take_file or {}, by)
            transaction.set_rollback(dry_run)
    except BaseException:
        _remove(written)
        raise
    if dry_run:
        _remove(written)
    return outcomes


def _store_images(sources: Sequence[Source], written: list[str]) -> None:
    """Store each image once; the names of files that are new are added to `written`."""
    for source in sources:
        for digest, picture in source.manuscript.images.items():
            size = {"width": picture.width, "height": picture.height, "size": len(picture.data)}
            image, _new = Image.objects.get_or_create(
                digest=digest, defaults={"extension": picture.extension, **size}
            )
            if not default_storage.exists(image.name):
                written.append(default_storage.save(image.name, ContentFile(picture.data)))


def _remove(names: Sequence[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _store_all(
    sources: Sequence[Source], wishes: Wishes, take_file: Mapping[str, Collection[str]], by: Any
) -> list[Outcome]:
    manuscripts = [source.manuscript for source in sources]
    series = placing.find_series(wishes, manuscripts)
    paper = placing.find_paper(wishes, manuscripts, series) or placing.new_paper(wishes, manuscripts, series)
    titles = placing.titles(wishes, manuscripts)
    names = wishes.authors or next((m.authors for m in manuscripts if m.authors), ())
    placing.place_authors(paper, names, manuscripts[0].language)
    # The original first: what is aligned to it needs its passages.
    in_order = sorted(sources, key=lambda source: source.language != paper.original_language)
    outcomes = {
        source.language: _store_one(paper, source, titles, take_file.get(source.language, ()), by)
        for source in in_order
    }
    _name_other_editions(paper, titles)
    for outcome in outcomes.values():
        outcome.asked += _asked(paper, outcome)
    return [outcomes[source.language] for source in sources]


def _name_other_editions(paper: Paper, titles: Mapping[str, str]) -> None:
    """Make an empty Translation for each language of which only the title is known."""
    for language, title in titles.items():
        Translation.objects.get_or_create(paper=paper, language=language, defaults={"title": title})


def _asked(paper: Paper, outcome: Outcome) -> list[str]:
    """Return what the files did not say and publishing will wait for."""
    row = paper.translations.get(language=outcome.language)
    wanted = {"title": row.title, "printed_date": row.printed_date, "author": paper.authorships.exists()}
    return [name for name, value in wanted.items() if not value]


def _store_one(
    paper: Paper, source: Source, titles: Mapping[str, str], take: Collection[str], by: Any
) -> Outcome:
    manuscript, furniture = source.manuscript, source.manuscript.furniture
    translation, _new = Translation.objects.get_or_create(paper=paper, language=source.language)
    title = titles.get(source.language, "") or translation.title
    outcome = Outcome(
        paper=paper.slug,
        language=source.language,
        proof=manuscript.proof,
        printed_date=furniture.printed_date,
        volume=paper.volume,
        titles=titles,
        not_kept=manuscript.not_kept,
        findings=[*manuscript.unsure],
    )
    incoming, notes = _incoming(translation, manuscript, title, outcome)
    merged = _merged(translation, incoming, take, outcome)
    if merged != revisions.working_copy(translation) or not translation.revision:
        revisions.save(translation, merged, origin=Revision.IMPORT, by=by)
    _keep_file(translation, source, incoming)
    _place_furniture(paper, manuscript, outcome)
    if translation.is_original:
        _align_waiting(paper, translation, by)
    outcome.proof = replace(manuscript.proof, stored=_count_stored(paper, notes))
    if outcome.proof.stored != manuscript.proof.notes:
        raise ProofError(
            source.name,
            [
                _("Only %(stored)s of %(all)s notes were stored.")
                % {"stored": outcome.proof.stored, "all": manuscript.proof.notes}
            ],
        )
    return outcome


def _incoming(
    translation: Translation, manuscript: Manuscript, title: str, outcome: Outcome
) -> tuple[Document, list[str]]:
    """Return the file as a document with the paper's note keys and passage ids, and the keys of its notes."""
    base = _last_import(translation)
    known = _known_notes(translation, base)
    found = [Note(note.key, note.kind, note.language, note.html) for note in manuscript.notes]
    keys = matching.by_text(known, found)
    original = _text_to_align(translation)
    reference = base.body if base else original
    if reference:
        keys = _by_place(reference, manuscript.body, known, found, keys, outcome, same_text=base is not None)
    taken = set(translation.paper.footnotes.values_list("key", flat=True))
    rest = [note.key for note in found if note.key not in keys]
    keys = {**keys, **matching.fresh(taken | set(keys.values()), rest)}
    body = footnotes.rename(manuscript.body, keys)
    if base is None:
        body = _numbered(translation, body, original, outcome)
    incoming = Document(
        language=translation.language,
        original_language=translation.paper.original_language,
        title=title,
        subtitle=manuscript.subtitle,
        abstract=manuscript.abstract,
        body=body,
        notes=tuple(replace(note, key=keys[note.key]) for note in found),
        printed_date=manuscript.furniture.printed_date,
        translated_from="" if translation.is_original else translation.paper.original_language,
    )
    return incoming, [keys[note.key] for note in found]


def _last_import(translation: Translation) -> Document | None:
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


def _text_to_align(translation: Translation) -> str:
    """Return the original's body, for a text that is not the original itself."""
    if translation.is_original:
        return ""
    original = translation.paper.translations.filter(language=translation.paper.original_language).first()
    return original.body if original else ""


def _by_place(
    reference: str,
    body: str,
    known: Sequence[Note],
    found: Sequence[Note],
    keys: Mapping[str, str],
    outcome: Outcome,
    *,
    same_text: bool,
) -> Mapping[str, str]:
    """Return the keys with the notes added that stand at the same place as one of `reference`."""
    pairs = passages.align(reference, body, notes=keys).pairs
    matched = matching.by_number(
        pairs,
        [markup.outer(block) for block in markup.parse(reference)],
        [markup.outer(block) for block in markup.parse(body)],
        {note.key: note for note in known},
        {note.key: note for note in found},
        keys,
    )
    if not same_text:
        for ours, theirs in matched.unlike:
            outcome.findings.append(
                _(
                    "Notes %(ours)s and %(theirs)s stand at the same place but read differently; they stay two notes."
                )
                % {"ours": ours, "theirs": theirs}
            )
    return matched.keys


def _numbered(translation: Translation, body: str, original: str, outcome: Outcome) -> str:
    """Return the body with passage ids: its own, or those of the original's passages that it translates."""
    if not original:
        return passages.give(body)
    alignment = passages.align(original, body)
    left, right = ([markup.text(block) for block in markup.parse(text)] for text in (original, body))
    for pair in alignment.pairs:
        if not pair.sure:
            outcome.findings.append(
                _("Not sure which passage this is: “%(translated)s” beside “%(original)s” (%(reason)s)")
                % {
                    "translated": " / ".join(right[place][:60] for place in pair.right) or "—",
                    "original": " / ".join(left[place][:60] for place in pair.left) or "—",
                    "reason": pair.reason,
                }
            )
    parity = footnotes.compare(original, body)
    outcome.findings += [_("Note %s of the original is not called here.") % key for key in parity.missing]
    outcome.findings += [_("Note %s is not called in the original.") % key for key in parity.extra]
    return alignment.body


def _merged(
    translation: Translation, incoming: Document, take: Collection[str], outcome: Outcome
) -> Document:
    """Return the working copy after this import; conflicts and changes are written to the outcome."""
    ours = revisions.working_copy(translation)
    base = _last_import(translation)
    if not ours.body:
        return incoming
    merged = merging.merge(base or ours, ours, incoming, take=take, trusted=base is not None)
    outcome.changed, outcome.conflicts = merged.changed, merged.conflicts
    body = merged.document.body
    if translation.is_original:
        body = passages.give(body, taken={*translation.lineage, *translation.lineage.values()})
    elif original := _text_to_align(translation):
        body = _with_new_blocks(original, body)
    else:
        body = passages.give(body)
    return replace(merged.document, body=body)


def _with_new_blocks(original: str, body: str) -> str:
    """Return the translated body with ids for the blocks that have none: the aligned passage's where it is sure."""
    alignment = passages.align(original, body)
    sure = {place for pair in alignment.pairs if pair.sure for place in pair.right}
    tree = markup.parse(body)
    taken = {identity for block in (*tree, *markup.parse(original)) for identity in passages.ids(block)}
    for place, (block, aligned) in enumerate(zip(tree, markup.parse(alignment.body), strict=True)):
        if not passages.ids(block) and place in sure:
            block.set("data-passage", " ".join(passages.ids(aligned)))
    return passages.give(markup.serialise(tree), taken)


def _align_waiting(paper: Paper, original: Translation, by: Any) -> None:
    """Align the translations that were imported before there was an original to align to."""
    known = {identity for ids in passages.every(original.body) for identity in ids}
    for translation in paper.translations.exclude(pk=original.pk).exclude(body=""):
        own = {identity for ids in passages.every(translation.body) for identity in ids}
        if not own & known:
            text = revisions.working_copy(translation)
            body = passages.align(original.body, text.body).body
            revisions.save(translation, replace(text, body=body), origin=Revision.IMPORT, by=by)


def _keep_file(translation: Translation, source: Source, incoming: Document) -> None:
    """Keep the file and what it was read as, with the ids of the working copy: the base of the next import."""
    body = passages.carry(translation.body, _bare(incoming.body)) if translation.body else incoming.body
    KeptFile.objects.create(
        translation=translation,
        name=source.name,
        digest=hashlib.sha256(source.data).hexdigest(),
        content=source.data,
        document=document.write(replace(incoming, body=body)),
    )


def _bare(body: str) -> str:
    """Return the body without passage ids."""
    tree = markup.parse(body)
    for block in tree:
        block.attrib.pop("data-passage", None)
    return markup.serialise(tree)


def _place_furniture(paper: Paper, manuscript: Manuscript, outcome: Outcome) -> None:
    """Put notice and starred notes where they belong; what has no place is reported."""
    difference = placing.place_notice(paper.series, manuscript.furniture, manuscript.language)
    if difference:
        outcome.findings.append(difference)
    if manuscript.furniture.volume and manuscript.furniture.volume != paper.volume:
        outcome.findings.append(_("The file says volume %s.") % manuscript.furniture.volume)
    if not placing.place_starred(paper, manuscript.starred, manuscript.language):
        outcome.not_kept = [
            *outcome.not_kept,
            *(
                NotKept("*", markup.text(text), _("No author is known yet to take this note."))
                for text in manuscript.starred
            ),
        ]


def _count_stored(paper: Paper, keys: Sequence[str]) -> int:
    """Return how many of the file's notes the database now holds with a text."""
    rows = NoteText.objects.filter(footnote__paper=paper, footnote__key__in=keys).exclude(text="")
    return rows.values("footnote").distinct().count()
