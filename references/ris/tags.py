"""Which type and which tag of RIS says what a CSL item says."""

from collections.abc import Mapping

# Type of the item → TY. Where RIS has none, the nearest one, and the type itself among what has no tag.
TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "dataset": "DATA",
    "document": "GEN",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "regulation": "STAT",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "LEGAL",
    "webpage": "ELEC",
}
# TY → type of the item: what programs write besides, and the first of those that share one.
KINDS = {
    "ABST": "article-journal",
    "ADVS": "motion_picture",
    "AGGR": "dataset",
    "ANCIENT": "classic",
    "CHART": "figure",
    "CONF": "paper-conference",
    "CTLG": "book",
    "DBASE": "dataset",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ENCYC": "entry-encyclopedia",
    "GOVDOC": "report",
    "GRNT": "document",
    "INPR": "article-journal",
    "JOUR": "article-journal",
    "MULTI": "motion_picture",
    "NEWS": "article-newspaper",
    "PCOMM": "personal_communication",
    "SER": "book",
    "STAT": "legislation",
    "UNBILL": "bill",
    "UNPB": "manuscript",
    "UNPD": "manuscript",
    "VIDEO": "motion_picture",
} | {
    tag: kind
    for kind, tag in reversed(TYPES.items())
    if tag not in ("ENCYC", "JOUR", "PCOMM", "STAT", "VIDEO")
}

# Tag → variable, the same for every type.
COMMON = {
    "TI": "title",
    "ST": "title-short",
    "T3": "collection-title",
    "J2": "container-title-short",
    "AU": "author",
    "ED": "editor",
    "A4": "translator",
    "DA": "issued",
    "Y2": "accessed",
    "PB": "publisher",
    "CY": "publisher-place",
    "VL": "volume",
    "IS": "issue",
    "SP": "page",
    "ET": "edition",
    "M1": "number",
    "M3": "genre",
    "NV": "number-of-volumes",
    "SE": "section",
    "SN": "ISBN",
    "LA": "language",
    "DO": "DOI",
    "UR": "URL",
    "CN": "call-number",
    "DB": "archive",
    "AN": "archive_location",
    "DP": "source",
    "KW": "keyword",
    "AB": "abstract",
    "N1": "note",
    "T2": "container-title",
}
PERIODICAL = {"SN": "ISSN", "A2": "editor"}
BOOK = {"T2": "collection-title", "T3": "volume-title", "A2": "collection-editor", "A3": "editor"}
BOOK |= {"M1": "collection-number", "SP": "number-of-pages"}
PART = {"A2": "editor", "A3": "collection-editor", "M1": "collection-number"}
MEETING = {"T2": "event-title", "CY": "event-place", "C1": "publisher-place", "C3": "container-title"}
OF_TYPE: Mapping[str, Mapping[str, str]] = {
    "article-journal": PERIODICAL,
    "article-magazine": PERIODICAL,
    "article-newspaper": PERIODICAL,
    "periodical": PERIODICAL,
    "review": PERIODICAL,
    "review-book": PERIODICAL,
    "bill": {"T3": "authority"},
    "book": BOOK,
    "classic": BOOK,
    "chapter": PART,
    "entry": PART,
    "entry-dictionary": PART,
    "entry-encyclopedia": PART,
    # The committee is the section of a hearing, as in Zotero.
    "hearing": {"T2": "section", "T3": "authority", "SE": ""},
    "interview": {"A2": "interviewer"},
    "legal_case": {"PB": "authority"},
    "paper-conference": PART | MEETING,
    "personal_communication": {"A2": "recipient"},
    "report": {"T2": "collection-title", "T3": "", "SN": "number", "A2": "editor"},
    "speech": MEETING,
    "thesis": {"T2": "collection-title", "T3": "", "SP": "number-of-pages"},
}


def tags_of(kind: str) -> dict[str, str]:
    """Return tag → variable for an item of this type; of several tags for one variable the first is written."""
    own = OF_TYPE.get(kind, {})
    # A variable that moves to a tag of this type leaves its common one, which means something else there.
    moved = set(own.values()) - {"editor"}
    common = {tag: name for tag, name in COMMON.items() if tag not in own and name not in moved}
    return common | {tag: name for tag, name in own.items() if name}
