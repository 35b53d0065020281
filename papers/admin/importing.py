"""The desk's pages for importing: files in, the count proof and the alignment shown, doubts settled, then stored."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from papers import importing, markup, passages, revisions
from papers.forms import IntakeForm
from papers.importing import Outcome, Source, Wishes
from papers.metadata import own_name, site_languages
from papers.models import Intake, IntakeFile, Paper, Translation

RIGHTS = ("papers.add_paper", "papers.change_paper", "papers.change_translation")
WORDS = 160  # of a passage, in the alignment


def upload(admin: Any, request: HttpRequest) -> HttpResponse:
    """Take the files and what is said beside them; lead to the page that shows what they say."""
    if not request.user.has_perms(RIGHTS):
        raise PermissionDenied
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = IntakeForm(*sent, initial=request.GET.dict())
    if form.is_valid():
        with transaction.atomic():
            # Files that nobody stored are of no use to anyone else.
            Intake.objects.filter(by=request.user).delete()
            intake = Intake.objects.create(by=request.user, wishes=form.wishes())
            for source in form.sources:
                IntakeFile.objects.create(
                    intake=intake, language=source.language, name=source.name, content=source.data
                )
        return HttpResponseRedirect(reverse("admin:papers_paper_intake", args=[intake.pk]))
    return admin.page(
        request, "admin/papers/paper/import.html", {"title": _("Import manuscripts"), "form": form}
    )


def review(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what storing would do; settle doubts and conflicts; store."""
    intake = get_object_or_404(Intake.objects.prefetch_related("files"), pk=pk, by=request.user)
    if not request.user.has_perms(RIGHTS):
        raise PermissionDenied
    context: dict[str, Any] = {"title": _("Import manuscripts"), "intake": intake, "errors": [], "files": []}
    try:
        sources = _sources(intake)
        outcomes = _rehearsed(intake, sources, request)
        if request.method == "POST":
            context["errors"] = _decide(request, intake, outcomes)
            if not context["errors"] and request.POST.get("act") == "store":
                return _stored(admin, request, intake, sources)
            outcomes = _rehearsed(intake, sources, request)
        context |= _shown(intake, outcomes)
    except importing.ProofError as failure:
        context["errors"] = [str(failure), *failure.mismatches]
    except (importing.Refused, revisions.StaleError) as refusal:
        context["errors"] = [str(refusal)]
    return admin.page(request, "admin/papers/paper/intake.html", context)


def _sources(intake: Intake) -> list[Source]:
    codes = site_languages()
    return [
        Source(
            file.name,
            bytes(file.content),
            importing.read(file.name, bytes(file.content), file.language, codes),
        )
        for file in intake.files.all()
    ]


def _rehearsed(intake: Intake, sources: Sequence[Source], request: HttpRequest) -> list[Outcome]:
    wishes = Wishes(**intake.wishes)
    return importing.store(sources, wishes, take_file=intake.taken, by=request.user, dry_run=True)


def _stored(admin: Any, request: HttpRequest, intake: Intake, sources: Sequence[Source]) -> HttpResponse:
    with transaction.atomic():
        if Intake.objects.select_for_update().filter(pk=intake.pk).first() is None:
            messages.info(request, _("These files have just been stored."))
            return HttpResponseRedirect(reverse("admin:papers_paper_changelist"))
        wishes = Wishes(**intake.wishes)
        outcomes = importing.store(sources, wishes, take_file=intake.taken, by=request.user)
        paper = Paper.objects.get(slug=outcomes[0].paper)
        for language, lists in intake.links.items():
            revisions.relink(paper.translations.get(language=language), lists, by=request.user)
        intake.delete()
        names = ", ".join(source.name for source in sources)
        admin.log_change(request, paper, _("Imported: %s.") % names)
    messages.success(request, _("Imported: %s.") % names)
    return HttpResponseRedirect(reverse("admin:papers_paper_change", args=[paper.pk]))


# -- what the page asks ------------------------------------------------------------------------


def _decide(request: HttpRequest, intake: Intake, outcomes: Sequence[Outcome]) -> list[str]:
    """Write the answers of the page into the intake; return what cannot be read, one sentence each."""
    errors: list[str] = []
    original = _original(intake, outcomes)
    for outcome in outcomes:
        code = outcome.language
        intake.taken[code] = request.POST.getlist(f"take-{code}")
        title = markup.line(request.POST.get(f"title-{code}", ""))
        if title:
            intake.wishes["titles"] = {**intake.wishes.get("titles", {}), code: title}
        if original and _body(outcome) != original:
            lists = list(_lists(request, code, original, _body(outcome), errors))
            if lists != passages.every(_body(outcome)):
                intake.links[code] = lists
    if authors := request.POST.get("authors", "").strip():
        intake.wishes["authors"] = [markup.line(name) for name in authors.splitlines() if name.strip()]
    # No intake is made again that another click has stored and forgotten.
    kept = {"wishes": intake.wishes, "links": intake.links, "taken": intake.taken}
    Intake.objects.filter(pk=intake.pk).update(**kept)
    return errors


def _lists(
    request: HttpRequest, code: str, original: str, body: str, errors: list[str]
) -> Iterator[list[str]]:
    """Yield the passage ids of each block as the page's fields number them."""
    known = [listed[0] for listed in passages.every(original)]
    for place, listed in enumerate(passages.every(body), start=1):
        written = request.POST.get(f"link-{code}-{place}")
        if written is None:
            yield listed
            continue
        numbers = [word for word in written.replace("、", ",").replace(" ", ",").split(",") if word]
        if not all(word.isdecimal() and 1 <= int(word) <= len(known) for word in numbers):
            errors.append(
                _(
                    "Passage %(place)s of the %(language)s text: “%(written)s” names no passage of the original."
                )
                % {"place": place, "language": own_name(code), "written": written}
            )
            yield listed
        else:
            yield [known[int(word) - 1] for word in dict.fromkeys(numbers)]


def _body(outcome: Outcome) -> str:
    return outcome.document.body if outcome.document else ""


def _original(intake: Intake, outcomes: Sequence[Outcome]) -> str:
    """Return the body that translations are aligned to: of this import, or as it is stored."""
    for outcome in outcomes:
        if outcome.language == outcome.original_language:
            return _body(outcome)
    paper = Paper.objects.filter(slug=outcomes[0].paper).first()
    row = paper.translations.filter(language=paper.original_language).first() if paper else None
    return row.body if row else ""


# -- what the page shows -----------------------------------------------------------------------


def _shown(intake: Intake, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    original = _original(intake, outcomes)
    return {
        "paper": Paper.objects.filter(slug=outcomes[0].paper).first(),
        "files": [
            {
                "outcome": outcome,
                "name": own_name(outcome.language),
                "changes": list(_changes(outcome)),
                "taken": intake.taken.get(outcome.language, []),
                "asks_title": "title" in outcome.asked,
                "alignment": list(_alignment(original, outcome, intake.links.get(outcome.language)))
                if original and outcome.language != outcome.original_language
                else [],
            }
            for outcome in outcomes
        ],
        "asks_author": any("author" in outcome.asked for outcome in outcomes),
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


def _alignment(
    original: str, outcome: Outcome, corrected: Sequence[Sequence[str]] | None
) -> Iterator[dict[str, Any]]:
    """Yield each group of passages: the original's with their numbers, the file's with the numbers they translate."""
    lefts, rights = (list(markup.parse(body)) for body in (original, _body(outcome)))
    lists = corrected if corrected and len(corrected) == len(rights) else passages.every(_body(outcome))
    numbers = {listed[0]: place for place, listed in enumerate(passages.every(original), start=1)}
    for group in passages.groups(passages.every(original), lists):
        right = [
            {
                "place": place + 1,
                "text": markup.text(rights[place])[:WORDS],
                "numbers": ", ".join(str(numbers[name]) for name in lists[place] if name in numbers),
                "doubt": "" if corrected else outcome.doubts.get(place, ""),
            }
            for place in group.right
        ]
        left = [{"number": place + 1, "text": markup.text(lefts[place])[:WORDS]} for place in group.left]
        yield {"left": left, "right": right, "is_sure": not any(block["doubt"] for block in right)}
