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

from papers import document, markup, passages, revisions
from papers.document import Document
from papers.importing import fitting, merging, placing
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
    fitted = fitting.fit(translation, manuscript, title)
    outcome.findings += fitted.findings
    before = translation.body
    merged = _merged(translation, fitted.document, take, outcome)
    if merged != revisions.working_copy(translation) or not translation.revision:
        revisions.save(translation, merged, origin=Revision.IMPORT, by=by)
    _keep_file(translation, source, fitted.document)
    _place_furniture(paper, manuscript, outcome)
    if translation.is_original:
        _align_waiting(paper, translation, by)
    else:
        revisions.remember_sources(translation, before)
    outcome.proof = replace(manuscript.proof, stored=_count_stored(paper, fitted.keys))
    if outcome.proof.stored != manuscript.proof.notes:
        raise ProofError(
            source.name,
            [
                _("Only %(stored)s of %(all)s notes were stored.")
                % {"stored": outcome.proof.stored, "all": manuscript.proof.notes}
            ],
        )
    return outcome


def _merged(
    translation: Translation, incoming: Document, take: Collection[str], outcome: Outcome
) -> Document:
    """Return the working copy after this import; conflicts and changes are written to the outcome."""
    ours = revisions.working_copy(translation)
    base = fitting.last_import(translation)
    if not ours.body:
        return incoming
    merged = merging.merge(base or ours, ours, incoming, take=take, trusted=base is not None)
    outcome.changed, outcome.conflicts = merged.changed, merged.conflicts
    body, taken = merged.document.body, revisions.ids_ever(translation.paper)
    if original := fitting.text_to_align(translation):
        body = fitting.with_new_blocks(original, body, taken)
    else:
        body = passages.give(body, taken)
    return replace(merged.document, body=body)


def _align_waiting(paper: Paper, original: Translation, by: Any) -> None:
    """Align the translations that were imported before there was an original to align to."""
    known = {identity for ids in passages.every(original.body) for identity in ids}
    for translation in paper.translations.exclude(pk=original.pk).exclude(body=""):
        own = {identity for ids in passages.every(translation.body) for identity in ids}
        if not own & known:
            text = revisions.working_copy(translation)
            body = passages.align(original.body, text.body).body
            revisions.save(translation, replace(text, body=body), origin=Revision.IMPORT, by=by)
            revisions.remember_sources(translation)


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


def _bare(body: str) -> str:
    """Return the body without passage ids."""
    tree = markup.parse(body)
    for block in tree:
        block.attrib.pop("data-passage", "")
    return markup.serialise(tree)
