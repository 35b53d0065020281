"""The desk's page for what files say: the count proof and the alignment shown, doubts settled, then stored."""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from papers import importing, markup, media, passages, revisions
from papers.admin.intake import files_address, gone, waiting_intake
from papers.forms import Asked, ReviewForm
from papers.importing import Allowed, Outcome, Source, Wishes
from papers.metadata import own_name, site_languages
from papers.models import Intake, Paper, Translation

WORDS = 160  # signs of a passage in the alignment; what is longer opens


def review(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what storing would do; settle doubts and conflicts; store, or delete the files."""
    intake = waiting_intake(request, pk)
    if intake is None:
        return gone(request)
    if request.method == "POST" and request.POST.get("act") == "delete":
        return _deleted(request, intake)
    if not intake.is_settled:
        return HttpResponseRedirect(files_address(intake))
    context: dict[str, Any] = {
        "title": _("Import manuscripts"),
        "intake": intake,
        "change": files_address(intake),
    }
    try:
        answer = _answered(admin, request, intake)
        if isinstance(answer, HttpResponse):
            return answer
        context |= answer
    except importing.ProofError as failure:
        context["errors"] = [str(failure), *failure.mismatches]
    except (importing.Refused, revisions.StaleError) as refusal:
        context["errors"] = [str(refusal)]
    return admin.page(request, "admin/papers/paper/intake.html", context)


def _deleted(request: HttpRequest, intake: Intake) -> HttpResponse:
    told = _("Deleted: %s.") % intake
    intake.delete()
    messages.success(request, told)
    return HttpResponseRedirect(reverse("admin:papers_paper_import"))


def _answered(admin: Any, request: HttpRequest, intake: Intake) -> HttpResponse | dict[str, Any]:
    """Return the answer when the files are stored, else what the page shows."""
    sources = _sources(intake)
    seen = _Rehearsal(intake, sources, request.user)
    form = seen.form(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _shown(seen, form, form.stale | seen.lost)
    after = _decided(intake, sources, form, request.user)
    if after is None:
        return _shown(seen, form, form.stale)
    lost = form.stale | after.lost
    errors: list[str] = []
    if request.POST.get("act") == "store" and not lost:
        try:
            return _stored(admin, request, intake, sources)
        except (importing.Refused, revisions.StaleError) as refusal:
            errors = [str(refusal)]
            after = _Rehearsal(intake, sources, request.user)
    return _shown(after, after.form(), lost, errors)


def _allowed(by: Any) -> Allowed:
    """Return what the account may do to series by importing: no more than by their own pages."""
    return Allowed(new_series=by.has_perm("papers.add_series"), notice=by.has_perm("papers.change_series"))


def _sources(intake: Intake) -> list[Source]:
    """Return the files in the order of the site's languages: the first is a new paper's original."""
    codes = site_languages()
    files = sorted(intake.files.all(), key=lambda file: codes.index(file.language))
    contents = [(file.name, bytes(file.content), file.language) for file in files]
    return [
        Source(name, data, importing.read(name, data, language, codes)) for name, data, language in contents
    ]


class _Rehearsal:
    """What storing the files would do with the answers that an intake keeps.

    `links` are the corrected lists that fit the alignment, `lost` the languages of those that do not.
    """

    def __init__(self, intake: Intake, sources: Sequence[Source], by: Any) -> None:
        self.wishes, allowed = intake.wishes, _allowed(by)
        self.names = {source.language: source.name for source in sources}
        rehearse = partial(
            importing.store, sources, Wishes(**intake.wishes), allowed=allowed, by=by, dry_run=True
        )
        self.outcomes = rehearse()
        self.conflicts = {outcome.language: outcome.conflicts for outcome in self.outcomes}
        self.taken = {
            code: [each.name for each in conflicts if each.name in intake.taken.get(code, ())]
            for code, conflicts in self.conflicts.items()
        }
        if any(self.taken.values()):
            self.outcomes = rehearse(take_file=self.taken)
        self.original = _original(self.outcomes)
        self.marks = _marks(self.outcomes)
        self.links = {
            code: kept[1] for code, kept in intake.links.items() if kept[:1] == [self.marks.get(code)]
        }
        self.lost = intake.links.keys() - self.links.keys()
        self.asks_series = bool(self.outcomes[0].unknown_series) and not allowed.new_series

    @property
    def is_idle(self) -> bool:
        """Whether storing would change nothing and nothing is left to decide."""
        is_open = any(self.conflicts.values()) or self.links
        return not is_open and all(outcome.unchanged for outcome in self.outcomes)

    def form(self, data: Any = None) -> ReviewForm:
        """Return the form of what is left to decide."""
        files = [self._asked(outcome) for outcome in self.outcomes]
        return ReviewForm(
            data,
            files=files,
            original=passages.every(self.original),
            wishes=self.wishes,
            asks_series=self.asks_series,
        )

    def _asked(self, outcome: Outcome) -> Asked:
        code = outcome.language
        blocks = passages.every(_body(outcome)) if code in self.marks else []
        return Asked(
            language=code,
            conflicts=[conflict.name for conflict in self.conflicts[code]],
            taken=self.taken[code],
            blocks=blocks,
            links=self.links.get(code, blocks),
            mark=self.marks.get(code, ""),
        )


def _decided(intake: Intake, sources: Sequence[Source], form: ReviewForm, by: Any) -> _Rehearsal | None:
    """Keep the answers of the page and return what storing would do with them; None when they are refused."""
    intake.wishes, intake.taken = form.wishes(intake.wishes), form.taken()
    intake.links = {code: [*kept] for code, kept in form.links().items()}
    try:
        after = _Rehearsal(intake, sources, by)
    except importing.Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    intake.taken = after.taken
    intake.links = {code: kept for code, kept in intake.links.items() if code in after.links}
    # No intake is made again that another click has stored and forgotten.
    kept = {"wishes": intake.wishes, "links": intake.links, "taken": intake.taken}
    Intake.objects.filter(pk=intake.pk).update(**kept)
    return after


def _stored(admin: Any, request: HttpRequest, intake: Intake, sources: Sequence[Source]) -> HttpResponse:
    with media.storing():
        if Intake.objects.select_for_update().filter(pk=intake.pk).first() is None:
            messages.info(request, _("These files have just been stored."))
            return HttpResponseRedirect(reverse("admin:papers_paper_changelist"))
        wishes = Wishes(**intake.wishes)
        outcomes = importing.store(
            sources, wishes, take_file=intake.taken, allowed=_allowed(request.user), by=request.user
        )
        paper = Paper.objects.get(slug=outcomes[0].paper)
        marks = _marks(outcomes)
        for language, (mark, lists) in intake.links.items():
            if marks.get(language) != mark:
                raise revisions.StaleError(_lost(language))
            revisions.relink(paper.translations.get(language=language), lists, by=request.user)
        Intake.objects.filter(pk=intake.pk).delete()
        names = _(", ").join(source.name for source in sources)
        admin.log_change(request, paper, _("Imported: %s.") % names)
    messages.success(request, _("Imported: %s.") % names)
    return HttpResponseRedirect(reverse("admin:papers_paper_change", args=[paper.pk]))


def _lost(language: str) -> str:
    return _(
        "The passages of the %(language)s text are no longer those that were shown, so their pairs were not"
        " corrected. Look at the alignment again; nothing is stored yet."
    ) % {"language": own_name(language)}


def _body(outcome: Outcome) -> str:
    return outcome.document.body if outcome.document else ""


def _original(outcomes: Sequence[Outcome]) -> str:
    """Return the body that translations are aligned to: of this import, or as it is stored."""
    for outcome in outcomes:
        if outcome.language == outcome.original_language:
            return _body(outcome)
    paper = Paper.objects.filter(slug=outcomes[0].paper).first()
    row = paper.translations.filter(language=paper.original_language).first() if paper else None
    return row.body if row else ""


def _marks(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Return per aligned language what tells its alignment from any other: the passage ids of both sides."""
    original = _original(outcomes)
    sides = {
        outcome.language: [passages.every(original), passages.every(_body(outcome))]
        for outcome in outcomes
        if original and outcome.language != outcome.original_language
    }
    return {code: hashlib.sha256(json.dumps(side).encode()).hexdigest() for code, side in sides.items()}


# -- what the page shows -----------------------------------------------------------------------


def _shown(
    seen: _Rehearsal, form: ReviewForm, lost: Collection[str], errors: Sequence[str] = ()
) -> dict[str, Any]:
    wrong = [sentence for at_field in form.errors.values() for sentence in at_field]
    return {
        "errors": [*map(_lost, sorted(lost)), *errors, *wrong],
        "paper": _continued(seen),
        "original": own_name(seen.outcomes[0].original_language),
        "first": seen.outcomes[0],
        "asks_series": seen.asks_series,
        "is_idle": seen.is_idle,
        "form": form,
        "files": [_shown_file(seen, form, outcome) for outcome in seen.outcomes],
        "asks_author": any("author" in outcome.asked for outcome in seen.outcomes),
    }


def _continued(seen: _Rehearsal) -> str:
    """Return what the paper that the files continue is known by; empty when they make a new one."""
    paper = Paper.objects.filter(slug=seen.outcomes[0].paper).first()
    return paper.described(get_language() or "") if paper else ""


def _shown_file(seen: _Rehearsal, form: ReviewForm, outcome: Outcome) -> dict[str, Any]:
    code = outcome.language
    boxes = form[f"take-{code}"].subwidgets
    return {
        "outcome": outcome,
        "titles": [(own_name(code), code, title) for code, title in outcome.titles.items()],
        "name": own_name(code),
        "file": seen.names[code],
        "changes": list(_changes(outcome)),
        "conflicts": list(zip(seen.conflicts[code], boxes, strict=True)),
        "title": form[f"title-{code}"],
        "asks_title": "title" in outcome.asked,
        "mark": form[f"seen-{code}"],
        "alignment": list(_alignment(seen, form, outcome)) if code in seen.marks else [],
    }


def _changes(outcome: Outcome) -> Iterator[revisions.Row]:
    """Yield what the import would change in the text that is there."""
    row = (
        Translation.objects.filter(paper__slug=outcome.paper, language=outcome.language)
        .exclude(body="")
        .first()
    )
    if row is not None and outcome.document is not None:
        rows = revisions.compare(revisions.working_copy(row), outcome.document)
        yield from (compared for compared in rows if compared.changed)


def _alignment(seen: _Rehearsal, form: ReviewForm, outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield each group of passages: the original's with their numbers, the file's with the numbers they translate."""
    code, original = outcome.language, seen.original
    lefts, rights = (list(markup.parse(body)) for body in (original, _body(outcome)))
    corrected = seen.links.get(code)
    for group in passages.groups(passages.every(original), corrected or passages.every(_body(outcome))):
        right = [
            {
                "place": place + 1,
                "text": markup.text(rights[place]),
                "field": form[f"link-{code}-{place + 1}"],
                "doubt": "" if corrected else outcome.doubts.get(place, ""),
            }
            for place in group.right
        ]
        left = [{"number": place + 1, "text": markup.text(lefts[place])} for place in group.left]
        is_sure = not any(block["doubt"] for block in right)
        for block in [*left, *right] if is_sure else ():
            # Whoever judges a pair reads it whole; the others are opened.
            block["beginning"] = markup.shortened(block["text"], WORDS)
        yield {"left": left, "right": right, "is_sure": is_sure}
