"""The desk's page for files on their way in: several at once, each in its language, and the paper they belong to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from papers import importing
from papers.forms import Arrival, FilesForm, IntakeForm, proposed
from papers.metadata import own_name, site_languages
from papers.models import Intake, IntakeFile, Paper

RIGHTS = ("papers.add_paper", "papers.change_paper", "papers.change_translation")


class PaperChoices(AutocompleteJsonView):
    """The papers to choose from while an editor types."""

    def get_queryset(self) -> Any:
        return Paper.objects.called(self.term).with_titles()

    def serialize_result(self, obj: Paper, to_field_name: str) -> dict[str, str]:
        return {"id": str(obj.pk), "text": obj.described(get_language() or "")}


def upload(admin: Any, request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Take files and what is said beside them; lead on to what they say, once nothing of it is open.

    With `pk` they join the files of an intake, whose languages and paper can be changed.
    """
    intake = None
    if pk is not None:
        intake = waiting_intake(request, pk)
        if intake is None:
            return gone(request)
    elif not request.user.has_perms(RIGHTS):
        raise PermissionDenied
    if request.method == "POST":
        return _sent(admin, request, intake)
    paper = _paper_of(request)
    form = IntakeForm(intake=intake, wishes={"slug": paper.slug} if paper else None)
    return _page(admin, request, intake, FilesForm(), form)


def waiting_intake(request: HttpRequest, pk: int) -> Intake | None:
    """Return an intake of whoever asks, None when it is there no longer."""
    if not request.user.has_perms(RIGHTS):
        raise PermissionDenied
    return Intake.objects.filter(pk=pk, by=request.user).first()


def gone(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("These files wait here no longer: they were stored or deleted."))
    return HttpResponseRedirect(reverse("admin:papers_paper_import"))


def review_address(intake: Intake) -> str:
    return reverse("admin:papers_paper_intake", args=[intake.pk])


def files_address(intake: Intake) -> str:
    return reverse("admin:papers_paper_intake_files", args=[intake.pk])


def _paper_of(request: HttpRequest) -> Paper | None:
    """Return the paper whose page led here."""
    key = request.GET.get("paper", "")
    return Paper.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None


def _sent(admin: Any, request: HttpRequest, intake: Intake | None) -> HttpResponse:
    before, kept = intake, intake.files.count() if intake else 0
    files = FilesForm(request.POST, request.FILES, kept=kept)
    is_read = files.is_valid()
    intake, new = _taken_in(before, files.arrived, request.user)
    if before and not intake:
        return gone(request)
    asks = {file.pk for file, language in new.items() if not language}
    form = IntakeForm(_answers(request.POST, new), intake=intake, asks=asks)
    # What can be kept is kept, whatever is wrong beside it.
    is_settled = form.is_valid() and intake is not None and _settled(intake, form)
    if is_read and is_settled and intake is not None:
        return HttpResponseRedirect(review_address(intake))
    return _page(admin, request, intake, files, form)


def _taken_in(
    intake: Intake | None, arrived: Sequence[Arrival], by: Any
) -> tuple[Intake | None, dict[IntakeFile, str]]:
    """Keep the files that arrived, with those of the intake or as a new one; return it, and as what each was sent.

    Their languages are not stored yet: two may have been sent as one.
    """
    with transaction.atomic():
        # Files that nobody stored are of no use to anyone else.
        Intake.objects.filter(by=by).expired().delete()
        held = Intake.objects.select_for_update().filter(pk=intake.pk).first() if intake else None
        if not arrived:
            return held, {}
        held = held or Intake.objects.create(by=by)
        return held, {
            held.files.create(seems=each.seems, name=each.name, content=each.data): each.language
            for each in arrived
        }


def _answers(sent: Any, new: Mapping[IntakeFile, str]) -> Any:
    """Return what was sent, with the languages of the files that are new."""
    answers = sent.copy()
    for file, language in new.items():
        answers[f"language-{file.pk}"] = language or proposed(file)
    return answers


def _settled(intake: Intake, form: IntakeForm) -> bool:
    """Keep what was said; return whether the files are still there to be told of."""
    languages = form.languages()
    with transaction.atomic():
        held = Intake.objects.select_for_update().filter(pk=intake.pk).first()
        if held is None:
            return False
        held.files.exclude(pk__in=[file.pk for file in form.staying()]).delete()
        # One after the other: two files may change places.
        held.files.update(language="")
        for file, code in languages.items():
            held.files.filter(pk=file.pk).update(language=code)
        held.wishes = form.wishes()
        held.links, held.taken = (_of(languages.values(), said) for said in (held.links, held.taken))
        held.save()
    return True


def _of(codes: Any, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was decided for these languages."""
    return {code: value for code, value in said.items() if code in codes}


def _page(
    admin: Any, request: HttpRequest, intake: Intake | None, files: FilesForm, form: IntakeForm
) -> HttpResponse:
    waiting = Intake.objects.filter(by=request.user).waiting() if intake is None else ()
    context = {
        "title": _("Import manuscripts"),
        "intake": intake,
        "action": files_address(intake) if intake else reverse("admin:papers_paper_import"),
        "files": files,
        "form": form,
        "media": form.media,
        "is_asked": bool(form.kept) and not files.errors and not form.errors,
        "languages": [(code, own_name(code), importing.words(code)) for code in site_languages()],
        "waiting": [(each, review_address(each)) for each in waiting],
    }
    return admin.page(request, "admin/papers/paper/import.html", context)
