"""The forms of the desk: editions, notes, papers, publishing, importing; checked before anything is written."""

from papers.forms.editions import Meanwhile, NewTranslationForm, NoteForm, TranslationForm
from papers.forms.intake import Asked, IntakeForm, ReviewForm
from papers.forms.papers import PaperForm
from papers.forms.publishing import ExpungeForm, PublishForm, ReasonForm
from papers.forms.seen import SeenForm
from papers.forms.texts import text_field

__all__ = [
    "Asked",
    "ExpungeForm",
    "IntakeForm",
    "Meanwhile",
    "NewTranslationForm",
    "NoteForm",
    "PaperForm",
    "PublishForm",
    "ReasonForm",
    "ReviewForm",
    "SeenForm",
    "TranslationForm",
    "text_field",
]
