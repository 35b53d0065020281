"""What the desk calls the types of works and the variables of an item, and which variables a type has use for."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

# The types of `references.csl`.
KINDS = {
    "article": _("article, preprint"),
    "article-journal": _("journal article"),
    "article-magazine": _("magazine article"),
    "article-newspaper": _("newspaper article"),
    "bill": _("bill"),
    "book": _("book"),
    "broadcast": _("broadcast"),
    "chapter": _("chapter of a book"),
    "classic": _("classic text"),
    "collection": _("archival collection"),
    "dataset": _("dataset"),
    "document": _("document"),
    "entry": _("entry of a reference work"),
    "entry-dictionary": _("dictionary entry"),
    "entry-encyclopedia": _("encyclopedia entry"),
    "event": _("event"),
    "figure": _("figure"),
    "graphic": _("picture"),
    "hearing": _("hearing"),
    "interview": _("interview"),
    "legal_case": _("legal case"),
    "legislation": _("law"),
    "manuscript": _("manuscript"),
    "map": _("map"),
    "motion_picture": _("film"),
    "musical_score": _("musical score"),
    "pamphlet": _("pamphlet"),
    "paper-conference": _("conference paper"),
    "patent": _("patent"),
    "performance": _("performance"),
    "periodical": _("periodical"),
    "personal_communication": _("letter or message"),
    "post": _("post"),
    "post-weblog": _("blog post"),
    "regulation": _("regulation"),
    "report": _("report"),
    "review": _("review"),
    "review-book": _("book review"),
    "software": _("software"),
    "song": _("recording"),
    "speech": _("speech"),
    "standard": _("standard"),
    "thesis": _("thesis"),
    "treaty": _("treaty"),
    "webpage": _("web page"),
}

# In the order in which a form asks for them; what is not named here stays in the item as it is.
TEXTS = {
    "title": _("title"),
    "container-title": _("published in (journal, newspaper, book, site)"),
    "volume-title": _("title of the volume"),
    "collection-title": _("series"),
    "collection-number": _("number in the series"),
    "event-title": _("meeting or event"),
    "event-place": _("place of the event"),
    "publisher": _("publisher or institution"),
    "publisher-place": _("place"),
    "authority": _("authority (court, parliament)"),
    "jurisdiction": _("jurisdiction"),
    "volume": _("volume no."),
    "number-of-volumes": _("number of volumes"),
    "issue": _("issue no."),
    "page": _("pages"),
    "chapter-number": _("number of the chapter"),
    "section": _("section"),
    "number": _("number"),
    "edition": _("edition"),
    "version": _("version (data, software)"),
    "genre": _("kind of text"),
    "medium": _("medium"),
    "archive": _("archive"),
    "archive_location": _("place in the archive"),
    "original-title": _("original title"),
    "original-publisher": _("original publisher"),
    "reviewed-title": _("title of the work reviewed"),
    "DOI": _("DOI"),
    "URL": _("URL"),
    "ISBN": _("ISBN"),
    "ISSN": _("ISSN"),
    "language": _("language"),
    "abstract": _("abstract"),
    "note": _("remark"),
}
NAMES = {
    "author": _("authors"),
    "editor": _("editors"),
    "translator": _("translators"),
    "container-author": _("authors of the whole book"),
    "collection-editor": _("editors of the series"),
    "interviewer": _("interviewers"),
    "recipient": _("recipients"),
    "director": _("directors"),
    "contributor": _("other contributors"),
    "original-author": _("original authors"),
    "reviewed-author": _("authors of the work reviewed"),
}
DATES = {
    "issued": _("date of issue"),
    "event-date": _("date of the event"),
    "original-date": _("original date"),
    "accessed": _("accessed"),
}
LABELS = {"type": _("type"), **TEXTS, **NAMES, **DATES}
LONG = ("abstract", "note")
# What a locator counts, in the words of CSL.
PLACES = {
    "page": _("page"),
    "chapter": _("chapter"),
    "paragraph": _("paragraph"),
    "section": _("section"),
    "article-locator": _("article"),
    "article": _("article"),
    "part": _("part"),
    "volume": _("volume no."),
    "issue": _("issue no."),
    "book": _("book (of a work)"),
    "column": _("column"),
    "line": _("line"),
    "verse": _("verse"),
    "note": _("note"),
    "figure": _("figure"),
    "table": _("table"),
    "appendix": _("appendix"),
    "timestamp": _("time"),
    "title-locator": _("title"),
}

_FIRST = ("title", "author", "issued")
_LAST = ("language", "URL")
_OF_TYPE = {
    "article-journal": "container-title volume issue page DOI translator original-title",
    "article-magazine": "container-title volume issue page",
    "article-newspaper": "container-title edition section page",
    "bill": "authority number container-title volume page",
    "book": "editor translator publisher publisher-place edition volume number-of-volumes collection-title "
    "collection-number original-title original-date ISBN DOI",
    "broadcast": "container-title publisher medium number",
    "chapter": "container-title editor translator publisher publisher-place edition volume page collection-title "
    "original-title ISBN DOI",
    "dataset": "publisher version genre DOI accessed",
    "entry-dictionary": "container-title editor publisher publisher-place edition volume page",
    "entry-encyclopedia": "container-title editor publisher publisher-place edition volume page",
    "hearing": "authority publisher publisher-place number event-place",
    "interview": "interviewer container-title medium event-place",
    "legal_case": "authority container-title volume page number",
    "legislation": "authority number container-title volume page section",
    "manuscript": "genre archive archive_location publisher-place",
    "paper-conference": "event-title event-place event-date container-title editor publisher publisher-place page DOI",
    "patent": "authority number jurisdiction",
    "personal_communication": "recipient genre",
    "post": "container-title genre accessed",
    "post-weblog": "container-title publisher accessed",
    "regulation": "authority number container-title volume page section",
    "report": "publisher publisher-place genre number collection-title collection-number translator original-title DOI",
    "review-book": "container-title volume issue page reviewed-title reviewed-author DOI",
    "speech": "event-title event-place event-date genre publisher",
    "standard": "authority number publisher publisher-place",
    "thesis": "genre publisher publisher-place number",
    "treaty": "number container-title volume page event-place",
    "webpage": "container-title publisher accessed",
}
_USUAL = "container-title editor publisher publisher-place volume issue page number genre DOI accessed"


def kind_name(kind: str) -> str:
    """Return what the desk calls a type; one that it does not know by its own word."""
    return str(KINDS.get(kind, kind))


def label(name: str) -> str:
    """Return what the desk calls a variable; one that it does not know by its own word."""
    return str(LABELS.get(name, name))


def shown_first(kind: str, has: Iterable[str] = ()) -> list[str]:
    """Return the variables that a form of this type shows, and those that the item has, in the order of the form.

    Of the people beside its makers it shows those that there are: rows that stay empty hide what is to be read.
    """
    had = {*has}
    used = {*_FIRST, *_OF_TYPE.get(kind, _USUAL).split(), *_LAST}
    spare = NAMES.keys() - {"author", "interviewer", "recipient"}
    return [name for name in ordered() if name in had or name in used - spare]


def ordered() -> list[str]:
    """Return every variable that a form asks for: the title and who made it, where it is published, when, and the rest."""
    texts = [name for name in TEXTS if name != "title"]
    return ["title", *NAMES, *DATES, *texts]
