"""Which entry type and which field of BibTeX and biblatex says what a CSL item says, and the other way."""

from collections.abc import Mapping
from functools import cache

from references import csl

# Type of the item → type of the entry: BibTeX's own where it has one, else biblatex's, which BibTeX prints as @misc.
ENTRIES = {
    **dict.fromkeys(csl.TYPES, "misc"),
    **dict.fromkeys(
        ["article-journal", "article-magazine", "article-newspaper", "review", "review-book"], "article"
    ),
    **dict.fromkeys(["bill", "legislation", "regulation"], "legislation"),
    **dict.fromkeys(["book", "classic"], "book"),
    **dict.fromkeys(["chapter", "entry", "entry-dictionary", "entry-encyclopedia"], "incollection"),
    **dict.fromkeys(["figure", "graphic"], "image"),
    **dict.fromkeys(["manuscript", "speech"], "unpublished"),
    **dict.fromkeys(["webpage", "post", "post-weblog"], "online"),
    "dataset": "dataset",
    "legal_case": "jurisdiction",
    "motion_picture": "video",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "personal_communication": "letter",
    "report": "techreport",
    "software": "software",
    "song": "audio",
    "standard": "standard",
    "thesis": "thesis",
    "treaty": "legal",
}
# biblatex knows these two kinds of articles by shorter names.
SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}

# Type of the entry → type of the item, for all that BibTeX, biblatex and the programs that write them have.
KINDS = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "periodical": "periodical",
    **dict.fromkeys(
        ["book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference"], "book"
    ),
    **dict.fromkeys(["mvreference", "manual", "suppbook"], "book"),
    **dict.fromkeys(["inbook", "bookinbook", "incollection", "suppcollection"], "chapter"),
    "inreference": "entry-encyclopedia",
    "booklet": "pamphlet",
    **dict.fromkeys(["inproceedings", "conference"], "paper-conference"),
    **dict.fromkeys(["report", "techreport"], "report"),
    **dict.fromkeys(["thesis", "phdthesis", "mastersthesis"], "thesis"),
    **dict.fromkeys(["online", "electronic", "www", "webpage"], "webpage"),
    "unpublished": "manuscript",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "letter": "personal_communication",
    **dict.fromkeys(["audio", "music"], "song"),
    **dict.fromkeys(["video", "movie"], "motion_picture"),
    **dict.fromkeys(["image", "artwork"], "graphic"),
    "performance": "performance",
    "standard": "standard",
    "review": "review",
}
GENRES = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "mastersthesis": "Master’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Computer software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
}

# `number` is the issue of an article, the place of a book in its series, and the number of anything else.
ISSUED = {"article-journal", "article-magazine", "article-newspaper", "review", "review-book", "periodical"}
IN_SERIES = {"book", "classic", "chapter", "entry", "entry-dictionary", "entry-encyclopedia", "pamphlet"}
IN_SERIES |= {"paper-conference"}

IN_BOOK = {"chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia"}
ON_SITE = {"webpage", "post", "post-weblog", "dataset", "software"}

# Variable → field, where they differ and the type of the item does not matter.
FIELDS = {
    "DOI": "doi",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "call-number": "library",
    "chapter-number": "chapter",
    "collection-title": "series",
    "container-author": "bookauthor",
    "container-title-short": "shortjournal",
    "event-place": "venue",
    "genre": "type",
    "keyword": "keywords",
    "number-of-pages": "pagetotal",
    "number-of-volumes": "volumes",
    "original-publisher-place": "origlocation",
    "original-title": "origtitle",
    "original-publisher": "origpublisher",
    "page": "pages",
    "publisher-place": "address",
    "status": "pubstate",
    "title-short": "shorttitle",
}
DATES = {"accessed": "urldate", "event-date": "eventdate", "original-date": "origdate"}


@cache
def field_of(variable: str, kind: str) -> str:
    """Return the field that holds the variable in an entry of this type; what BibTeX has none for keeps its own name."""
    if variable == "container-title":
        return _container(kind)
    if variable == "publisher":
        return {"report": "institution", "thesis": "school"}.get(kind, "publisher")
    if variable == numbered(kind):
        return "number"
    if variable == "number":
        return "docnumber"
    return FIELDS.get(variable) or DATES.get(variable) or variable.replace("-", "").replace("_", "").lower()


def _container(kind: str) -> str:
    if kind in IN_BOOK:
        return "booktitle"
    if kind in ON_SITE:
        return "organization"
    return "howpublished" if ENTRIES[kind] == "misc" else "journal"


def numbered(kind: str) -> str:
    """Return the variable that `number` holds in an entry of this type."""
    return "issue" if kind in ISSUED else "collection-number" if kind in IN_SERIES else "number"


# Fields that programs write for the same thing, first come first taken; a field of our own name follows by itself.
OTHER_FIELDS: Mapping[str, tuple[str, ...]] = {
    "publisher-place": ("address", "location"),
    "event-place": ("venue", "eventvenue"),
    "page": ("pages", "page"),
    "annote": ("annote", "annotation"),
    "keyword": ("keywords", "keyword"),
    "title-short": ("shorttitle",),
    "container-title-short": ("shortjournal",),
    "DOI": ("doi",),
    "URL": ("url", "ee", "link"),
    "accessed": ("urldate", "lastchecked", "accessed"),
    "language": ("langid", "language", "hyphenation"),
}

# babel's names of languages, as langid has them, by their codes.
LANGIDS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "id": "indonesian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
    "th": "thai",
    "uk": "ukrainian",
    "vi": "vietnamese",
    "zh": "chinese",
}
CODES = {name: code for code, name in LANGIDS.items()} | {
    "american": "en-US",
    "usenglish": "en-US",
    "british": "en-GB",
    "ukenglish": "en-GB",
    "ngerman": "de",
    "jpn": "ja",
    "eng": "en",
    "日本語": "ja",
    "英語": "en",
    "bahasai": "id",
    "brazil": "pt-BR",
}
SEASONS = frozenset(
    ["spring", "summer", "autumn", "fall", "winter", "春", "夏", "秋", "冬", "春季", "夏季", "秋季", "冬季"]
)
