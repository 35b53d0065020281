"""The forms of the desk: editions, notes, papers, publishing, importing; checked before anything is written."""

from papers.forms.accessions import AccessionForm
from papers.forms.arrivals import Arrival, FilesForm
from papers.forms.authors import AuthorForm, AuthorshipFormSet, TranslatorshipFormSet
from papers.forms.editions import Meanwhile, NewTranslationForm, NoteForm, TranslationForm
from papers.forms.intake import IntakeForm, proposed
from papers.forms.papers import PaperForm
from papers.forms.publishing import ExpungeForm, PublishForm, ReasonForm
from papers.forms.redirects import RedirectForm
from papers.forms.review import Asked, ReviewForm
from papers.forms.seen import SeenForm, digest
from papers.forms.series import SeriesForm
from papers.forms.sources import FIELDS, FOUND, NONE, Source, SourceForm, WorkField, read_as
from papers.forms.texts import text_field
from papers.forms.works import WorkForm

__all__ = [
    "FIELDS",
    "FOUND",
    "NONE",
    "AccessionForm",
    "Arrival",
    "Asked",
    "AuthorForm",
    "AuthorshipFormSet",
    "ExpungeForm",
    "FilesForm",
    "IntakeForm",
    "Meanwhile",
    "NewTranslationForm",
    "NoteForm",
    "PaperForm",
    "PublishForm",
    "ReasonForm",
    "RedirectForm",
    "ReviewForm",
    "SeenForm",
    "SeriesForm",
    "Source",
    "SourceForm",
    "TranslationForm",
    "TranslatorshipFormSet",
    "WorkField",
    "WorkForm",
    "digest",
    "proposed",
    "read_as",
    "text_field",
]
