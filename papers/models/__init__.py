"""The nouns: what the house stores."""

from papers.models.addressed import Addressed, Redirect
from papers.models.author import Author, Authorship, printed_name
from papers.models.derived import (
    VersionAuthor,
    VersionCitation,
    VersionImage,
    VersionPage,
    VersionPassage,
    cited_works,
    searchable,
)
from papers.models.file import Lease, VersionFile
from papers.models.footnote import Citation, Footnote, NoteText, OpenCitation
from papers.models.image import COPY_WIDTHS, Image, copy_widths, srcset
from papers.models.intake import Intake, IntakeFile
from papers.models.labels import (
    Label,
    Labelled,
    column,
    first_label,
    interface,
    language_info,
    own_name,
    told_apart,
)
from papers.models.paper import FILE_KINDS, Paper
from papers.models.prepared import Prepared
from papers.models.series import Series
from papers.models.site import SitePage, Stamp
from papers.models.tag import Tag, TaggedPaper
from papers.models.translation import Manuscript, Revision, Translation, Translatorship
from papers.models.version import FOREVER, Release, Retraction, Version

__all__ = [
    "COPY_WIDTHS",
    "FILE_KINDS",
    "FOREVER",
    "Addressed",
    "Author",
    "Authorship",
    "Citation",
    "Footnote",
    "Image",
    "Intake",
    "IntakeFile",
    "Label",
    "Labelled",
    "Lease",
    "Manuscript",
    "NoteText",
    "OpenCitation",
    "Paper",
    "Prepared",
    "Redirect",
    "Release",
    "Retraction",
    "Revision",
    "Series",
    "SitePage",
    "Stamp",
    "Tag",
    "TaggedPaper",
    "Translation",
    "Translatorship",
    "Version",
    "VersionAuthor",
    "VersionCitation",
    "VersionFile",
    "VersionImage",
    "VersionPage",
    "VersionPassage",
    "cited_works",
    "column",
    "copy_widths",
    "first_label",
    "interface",
    "language_info",
    "own_name",
    "printed_name",
    "searchable",
    "srcset",
    "told_apart",
]
