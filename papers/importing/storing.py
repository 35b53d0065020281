"""Storing manuscripts as a working copy: one transaction, aligned, three-way, proved by counting."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from papers import document, markup, media, passages, revisions
from papers import sources as cited
from papers.document import Document
from papers.importing import checking, crediting, fitting, merging, placing, standing
from papers.importing.manuscript import Manuscript, NotKept, Proof, Recognised, Refused
from papers.importing.merging import Conflict
from papers.importing.placing import Allowed, Source, Wishes
from papers.models import Manuscript as KeptFile
from papers.models import NoteText, Paper, Revision, Translation

IN_LINE = 0x746169  # a number that nothing else on this database locks


class ProofError(Refused):
    """Calls, notes and stored notes are not equal; nothing was stored.

    `mismatches` names every one, `named` those of each language.
    """

    def __init__(self, failed: Sequence[tuple[Source, Sequence[str]]]) -> None:
        names = ", ".join(source.name for source, _mismatches in failed)
        super().__init__(_("%s: calls and notes do not agree; nothing is stored.") % names)
        self.named = {source.language: tuple(mismatches) for source, mismatches in failed}
        self.mismatches = tuple(each for mismatches in self.named.values() for each in mismatches)


@dataclass
class Outcome:
    """What storing one file did, for the report."""

    paper: str
    language: str
    original_language: str
    proof: Proof
    printed_date: date | None
    volume: str
    titles: Mapping[str, str]
    not_kept: list[NotKept]
    recognised: Sequence[Recognised] = ()
    new: bool = False
    # Nothing of the paper would read otherwise.
    unchanged: bool = False
    # The series the paper is in, whether it is made here and its notice filled; or the one that a new paper's files
    # name and that is not there.
    series: str = ""
    new_series: bool = False
    fills_notice: bool = False
    unknown_series: str = ""
    changed: Sequence[str] = ()
    conflicts: Sequence[Conflict] = ()
    findings: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    # Pairs of passages that aligning is not sure of: a sentence each, and the reasons by the place of the block.
    unsure: list[str] = field(default_factory=list)
    doubts: Mapping[int, str] = field(default_factory=dict)
    # The text as it is stored.
    document: Document | None = None


def store(
    sources: Sequence[Source],
    wishes: Wishes = Wishes(),  # noqa: B008  # frozen: nobody can change the shared value
    *,
    take_file: Mapping[str, Collection[str]] | None = None,
    allowed: Allowed = Allowed(),  # noqa: B008  # frozen, too
    by: Any = None,
    dry_run: bool = False,
) -> list[Outcome]:
    """Store the files as one working copy and return one Outcome each; all of them or none.

    `take_file` names per language the conflicts that the file wins. Raises ProofError or Refused, with nothing
    stored. What is not `allowed` is reported as not kept. With `dry_run` everything is done and taken back.
    """
    checking.check(sources, wishes)
    proofs = ((source, source.manuscript.proof) for source in sources)
    failed = [(source, proof.mismatches) for source, proof in proofs if not proof.holds]
    if failed:
        raise ProofError(failed)
    with media.storing() as images:
        _wait_in_line()
        for source in sources:
            for picture in source.manuscript.images.values():
                images.keep(picture, source.name)
        outcomes = _store_all(sources, wishes, take_file or {}, allowed, by)
        transaction.set_rollback(dry_run)
    return outcomes


def _wait_in_line() -> None:
    """Let one import wait for another: both may make the same paper, person or series, or change them in a ring.

    On SQLite whoever writes waits already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IN_LINE])


def _store_all(
    sources: Sequence[Source],
    wishes: Wishes,
    take_file: Mapping[str, Collection[str]],
    allowed: Allowed,
    by: Any,
) -> list[Outcome]:
    manuscripts = [source.manuscript for source in sources]
    for language in take_file.keys() - {source.language for source in sources}:
        _refuse_unknown(language, take_file[language], ())
    series = placing.find_series(wishes, manuscripts)
    known = placing.find_paper(wishes, sources, series)
    if known:
        known = revisions.hold(known.pk)
    before = standing.digest(known) if known else ""
    unknown = "" if known else placing.unknown_series(manuscripts)
    paper = known or placing.new_paper(wishes, manuscripts, series, allowed)
    is_new_series = known is None and series is None and paper.series is not None
    findings = placing.apply(wishes, paper, [m.language for m in manuscripts]) if known else []
    findings += crediting.place_authors(paper, wishes.authors, manuscripts[0].language)
    # The original first: what is aligned to it needs its passages.
    in_order = sorted(sources, key=lambda source: source.language != paper.original_language)
    outcomes = {
        source.language: _store_one(paper, source, wishes, placing.titles(wishes, manuscripts), take_file, by)
        for source in in_order
    }
    for source in in_order:
        # Whoever may make a series may say what is printed at its head.
        may_fill = allowed.notice or is_new_series
        _place_furniture(paper, source.manuscript, outcomes[source.language], may_fill=may_fill)
    placing.name_other_editions(paper, placing.titles(wishes, manuscripts))
    unchanged = standing.digest(paper) == before
    for outcome in outcomes.values():
        outcome.new, outcome.unchanged = known is None, unchanged
        outcome.series, outcome.new_series = str(paper.series or ""), is_new_series
        outcome.unknown_series = unknown
        outcome.asked += _asked(paper, outcome)
    outcomes[sources[0].language].findings += findings
    cited.read(paper)
    return [outcomes[source.language] for source in sources]


def _asked(paper: Paper, outcome: Outcome) -> list[str]:
    """Return what the files did not say and publishing will wait for."""
    row = paper.translations.get(language=outcome.language)
    wanted = {"title": row.title, "printed_date": row.printed_date, "author": paper.authorships.exists()}
    return [name for name, value in wanted.items() if not value]


def _store_one(
    paper: Paper,
    source: Source,
    wishes: Wishes,
    titles: Mapping[str, str],
    take_file: Mapping[str, Collection[str]],
    by: Any,
) -> Outcome:
    manuscript = source.manuscript
    translation, _new = Translation.objects.get_or_create(paper=paper, language=source.language)
    outcome = _outcome(paper, manuscript, titles)
    fitted = fitting.fit(translation, manuscript, titles.get(source.language, ""))
    outcome.findings += fitted.findings
    outcome.unsure += fitted.unsure
    last = fitting.last_import(translation)
    _place_people(paper, manuscript, [] if wishes.authors else manuscript.authors, last, outcome)
    before = translation.body
    take = take_file.get(source.language, ())
    # A title that is wished for wins as if the file had been named for it.
    wished = {"title"} if source.language in wishes.titles else set()
    merged, agreed = _merged(translation, fitted.document, take, wished, outcome)
    if merged != revisions.working_copy(translation) or not translation.revision:
        revisions.save(translation, merged, origin=Revision.IMPORT, by=by)
    _keep_file(translation, source, agreed)
    if translation.is_original:
        outcome.findings += _align_waiting(paper, translation, by)
    else:
        revisions.remember_sources(translation, before)
    outcome.document, outcome.doubts = revisions.working_copy(translation), fitted.doubts
    _count(paper, source, fitted.keys, outcome)
    return outcome


def _outcome(paper: Paper, manuscript: Manuscript, titles: Mapping[str, str]) -> Outcome:
    """Return what is known of storing a file before it begins."""
    return Outcome(
        paper=paper.slug,
        language=manuscript.language,
        original_language=paper.original_language,
        proof=manuscript.proof,
        printed_date=manuscript.furniture.printed_date,
        volume=paper.volume,
        titles=titles,
        not_kept=[*manuscript.not_kept],
        recognised=manuscript.recognised,
        findings=[*manuscript.unsure],
    )


def _count(paper: Paper, source: Source, keys: Sequence[str], outcome: Outcome) -> None:
    """Count the notes that are stored; raise ProofError when they are not those of the file."""
    outcome.proof = replace(outcome.proof, stored=_count_stored(paper, keys))
    if outcome.proof.stored != outcome.proof.notes:
        sentence = _("Only %(stored)s of %(all)s notes were stored.")
        counted = {"stored": outcome.proof.stored, "all": outcome.proof.notes}
        raise ProofError([(source, [sentence % counted])])


def _merged(
    translation: Translation,
    incoming: Document,
    take: Collection[str],
    wished: Collection[str],
    outcome: Outcome,
) -> tuple[Document, Document | None]:
    """Return the working copy after this import, and what the next one is compared with.

    Conflicts, changes and findings are written to the outcome. Refuses a name in `take` that is none of this import.
    """
    ours = revisions.working_copy(translation)
    base = fitting.last_import(translation)
    if not ours.body:
        _refuse_unknown(outcome.language, take, ())
        unsaid = [name for name in merging.FIELDS if not getattr(incoming, name)]
        incoming = replace(incoming, **{name: getattr(ours, name) for name in unsaid})
        return incoming, incoming
    merged = merging.merge(base or ours, ours, incoming, take={*take, *wished}, trusted=base is not None)
    _refuse_unknown(outcome.language, set(take) - merged.taken, merged.conflicts)
    outcome.changed, outcome.conflicts = merged.changed, merged.conflicts
    text, taken = merged.document, revisions.ids_ever(translation.paper)
    if original := fitting.text_to_align(translation):
        fitted = fitting.with_new_blocks(translation, original, text, taken)
        text = fitted.document
        outcome.findings += fitted.findings
        outcome.unsure += fitted.unsure
    else:
        # A passage that the file splits or merges goes on as if an editor had done it.
        kept = passages.keep(ours.body, text.body, original=True, lineage=ours.lineage, taken=taken)
        text = replace(text, body=kept.body, lineage=kept.lineage)
    # Before the first import that both sides agree on, a conflict is told by the working copy alone.
    is_agreed = base is not None or not merged.conflicts
    return text, merged.base(text.body) if is_agreed else None


def _refuse_unknown(language: str, names: Collection[str], conflicts: Sequence[Conflict]) -> None:
    """Refuse names of --take-file that are no conflict of this import."""
    if names:
        raise Refused(
            _(
                "%(language)s:%(name)s is no conflict of this import (conflicts: %(known)s); nothing is stored."
            )
            % {
                "language": language,
                "name": ", ".join(sorted(names)),
                "known": ", ".join(conflict.name for conflict in conflicts) or "–",
            }
        )


def _align_waiting(paper: Paper, original: Translation, by: Any) -> list[str]:
    """Align the translations that were imported before there was an original to align to; return what is not sure."""
    findings: list[str] = []
    known = {identity for ids in passages.every(original.body) for identity in ids}
    for translation in paper.translations.exclude(pk=original.pk).exclude(body=""):
        own = {identity for ids in passages.every(translation.body) for identity in ids}
        if not own & known:
            text = revisions.working_copy(translation)
            alignment = passages.align(original.body, text.body, taken=revisions.ids_ever(paper))
            body = alignment.body
            revisions.save(translation, replace(text, body=body), origin=Revision.IMPORT, by=by)
            _rename_base(translation, passages.every(text.body), passages.every(body))
            revisions.remember_sources(translation)
            aligned = replace(text, body=body)
            findings += fitting.look_at(translation, original.body, aligned, alignment.pairs)
    return findings


def _rename_base(
    translation: Translation, old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]
) -> None:
    """Give what the next import is compared with the ids that its passages have now."""
    base = fitting.last_import(translation)
    if base is None:
        return
    now = {name: listed for names, listed in zip(old, new, strict=True) for name in names}
    tree = markup.parse(base.body)
    for block in tree:
        listed = dict.fromkeys(each for name in passages.ids(block) for each in now.get(name, [name]))
        block.set(markup.PASSAGE, " ".join(listed))
    kept = translation.manuscripts.first()
    KeptFile.objects.filter(pk=kept.pk).update(
        document=document.write(replace(base, body=markup.serialise(tree)))
    )


def _keep_file(translation: Translation, source: Source, agreed: Document | None) -> None:
    """Keep the file, and beside it what the next import is compared with."""
    KeptFile.objects.create(
        translation=translation,
        name=source.name,
        digest=source.digest,
        content=source.data,
        document=document.write(revisions.cleaned(agreed)) if agreed else {},
    )


def _place_people(
    paper: Paper, manuscript: Manuscript, names: Sequence[str], last: Document | None, outcome: Outcome
) -> None:
    """Put authors, affiliations and * notes where they belong; what has no place is reported."""
    before = last.authors if last else ()
    said = [person.name.text for person in before if person.name]
    outcome.findings += crediting.place_authors(paper, names, manuscript.language, said)
    findings, lost = crediting.place_particulars(paper, manuscript, before)
    outcome.findings += findings
    outcome.not_kept += lost


def _place_furniture(paper: Paper, manuscript: Manuscript, outcome: Outcome, *, may_fill: bool) -> None:
    """Put the notice where it belongs; name what the paper has otherwise."""
    furniture = manuscript.furniture
    series, code = paper.series, manuscript.language
    stood = series.own_label("notice", code) if series else ""
    findings, lost = placing.place_notice(series, furniture, code, may_fill=may_fill)
    outcome.fills_notice = series is not None and series.own_label("notice", code) != stood
    outcome.findings += findings
    outcome.not_kept += lost
    if furniture.volume and furniture.volume != paper.volume:
        outcome.findings.append(_("The file says volume %s.") % furniture.volume)
    called = placing.series_called(furniture.series_name) if furniture.series_name else paper.series
    if called != paper.series or (called is None and furniture.series_name):
        outcome.findings.append(_("The file says it is in the series “%s”.") % furniture.series_name)


def _count_stored(paper: Paper, keys: Sequence[str]) -> int:
    """Return how many of the file's notes the database now holds with a text."""
    rows = NoteText.objects.filter(footnote__paper=paper, footnote__key__in=keys).exclude(text="")
    return rows.values("footnote").distinct().count()
