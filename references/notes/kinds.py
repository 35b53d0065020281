"""The type of a source, decided from the evidence, the strongest first; and what its nameless places then are."""

import re
from collections.abc import Callable

from references.notes import outlets
from references.notes.source import PLACED, SHAPED, SIGNED, Source
from references.notes.vocabulary import ACT_WORDS, DATASET_WORDS, TREATY_WORDS
from references.notes.vocabulary_ja import DATASETS, DOCUMENTS, REPORT_TITLES, SERIES_ENDINGS, SPEECHES

ARCHIVES = re.compile(
    r"\b(?:Library|Archives?|Papers|Files?|Collection|Box|Folder|Record Group|RG \d+|Records)\b|文書館|史料館"
)
NEWS_TITLE = re.compile(r"^\s*[\[(【](?:Exclusive|Breaking|Editorial|Opinion|独自|社説)", re.IGNORECASE)
DOCUMENT = re.compile(r"\.(?:pdf|docx?)(?:[?#]|$)", re.IGNORECASE)


def decide(source: Source) -> None:
    """Put the type, and with it the places where they belong."""
    kind, sure = next((kind, sure) for holds, kind, sure in EVIDENCE if holds(source))
    source.add("type", kind, sure)
    if str(source.fields.get("publisher", "")).endswith(SERIES_ENDINGS):
        source.move("publisher", "collection-title")
    if kind in KEPT:
        _archive(source)
    PLACING.get(kind, _publisher_or_container)(source)
    _leftover(source)


# ─── evidence ───


def _title(source: Source) -> str:
    return str(source.fields.get("title", ""))


def _place(source: Source) -> str:
    return source.places[0][0] if source.places else ""


def _signed(*signs: str) -> Callable[[Source], bool]:
    return lambda source: bool(source.signs & set(signs))


def _is_versus(source: Source) -> bool:
    return (
        bool(re.search(r"\sv\.?\s", _title(source)))
        and bool(source.signs & {"case", "ruling", "date"})
        and not source.has("author")
    )


def _is_treaty(source: Source) -> bool:
    named = any(re.search(rf"\b{word}\b", _title(source)) for word in TREATY_WORDS) or _title(
        source
    ).endswith(("条約", "協定", "憲章", "議定書"))
    return named and not source.has("author", "publisher", "editor") and not source.places


def _is_act(source: Source) -> bool:
    if source.signs & {"law"}:
        return True
    named = any(re.search(rf"\b{word}\b", _title(source)) for word in ACT_WORDS)
    return (
        named
        and not source.has("author", "publisher")
        and bool(source.signs & {"gazette", "section", "jurisdiction"})
    )


def _is_dataset(source: Source) -> bool:
    if "dataset" in source.signs:
        return True
    lower = _title(source).lower()
    if _title(source).endswith(DATASETS):
        return True
    words = DATASET_WORDS if _is_by_body(source) else DATASET_WORDS[1:]
    ends = any(lower.endswith(word) or f"{word} (" in lower for word in words)
    return ends and not source.has("volume", "issue", "publisher") and not outlets.is_news(_place(source))


def _is_policy(source: Source) -> bool:
    """What a Japanese government decided is cited by its title alone."""
    return "plain" in source.signs and _title(source).endswith(DOCUMENTS)


def _is_archival(source: Source) -> bool:
    return any(ARCHIVES.search(place) for place, _at in source.places) and source.has("number")


def _is_broadcast(source: Source) -> bool:
    """A programme and its network, or a network's recording."""
    named = [place for place, _at in source.places]
    return (
        "aired" in source.signs
        or (len(named) > 1 and outlets.is_broadcaster(named[1]))
        or ("recording" in source.signs and not source.has("volume") and bool(named))
    )


def _is_journal(source: Source) -> bool:
    return (
        bool(source.places) and source.has("volume", "issue") and bool(source.signs & {"quoted", "journal"})
    )


def _is_book_in_quotes(source: Source) -> bool:
    return {"imprint", "quoted"} <= source.signs and outlets.is_house(str(source.fields.get("publisher", "")))


def _is_report(source: Source) -> bool:
    """What a body publishes itself, or what calls itself a report or has a report's number or day."""
    publisher = str(source.fields.get("publisher", "")) or (
        _place(source) if "italic" in source.signs else ""
    )
    if any(word in _title(source) for word in REPORT_TITLES) and "volume" not in source.signs:
        return True
    if outlets.is_house(publisher) and "report" not in source.signs:
        return False
    return (
        bool(source.signs & {"report", "un"})
        or (bool(publisher) and (outlets.is_institution(publisher) or _is_own(source, publisher)))
        or ("imprint" in source.signs and _has_month(source))
    )


def _is_own(source: Source, publisher: str) -> bool:
    authors = {
        name.get("literal", "") for name in source.fields.get("author", []) + source.fields.get("editor", [])
    }
    return publisher in authors - {""}


def _has_month(source: Source) -> bool:
    return len(source.fields.get("issued", {}).get("date-parts", [[]])[0]) > 1


def _is_news(source: Source) -> bool:
    by_agency = [name["literal"] for name in source.fields.get("author", []) if "literal" in name]
    if not source.places and any(outlets.is_news(name) for name in by_agency):
        return True
    return (outlets.is_news(_place(source)) and not outlets.is_magazine(_place(source))) or (
        bool(NEWS_TITLE.search(_title(source))) and bool(source.places)
    )


def _is_speech(source: Source) -> bool:
    return "speech" in source.signs or _title(source).endswith(tuple(SPEECHES))


def _is_document(source: Source) -> bool:
    """A body's own text whose address is a document's, or that has pages and no address."""
    paged = (
        "imprint" not in source.signs
        and source.has("locator")
        and "label" not in source.fields
        and not source.has("URL", "accessed")
    )
    return (
        _is_by_body(source)
        and not source.places
        and (paged or bool(DOCUMENT.search(source.fields.get("URL", ""))))
    )


def _is_unknown_periodical(source: Source) -> bool:
    """A name in italics is a periodical's, and without a volume a magazine's."""
    return (
        "italic place" in source.signs
        and not outlets.is_site(_place(source))
        and not outlets.is_institution(_place(source))
    )


def _is_paged_paper(source: Source) -> bool:
    """A title in quotes with an institution, a month and a page is a paper, not a page of a site."""
    place = _place(source)
    day = len(source.fields.get("issued", {}).get("date-parts", [[]])[0]) > 2
    return (
        "quoted" in source.signs
        and outlets.is_institution(place)
        and source.has("locator")
        and not day
        and not source.has("accessed", "URL")
    )


def _is_quoted(source: Source) -> bool:
    return "quoted" in source.signs


def _is_page(source: Source) -> bool:
    """A body's own text with an address is a page of its site, unless the address is a document's."""
    return (
        source.has("URL")
        and "imprint" not in source.signs
        and _is_by_body(source)
        and not DOCUMENT.search(source.fields["URL"])
    )


def _is_by_body(source: Source) -> bool:
    return any("literal" in name for name in source.fields.get("author", []))


def _is_bodys_own(source: Source) -> bool:
    return (
        _is_by_body(source)
        and "imprint" not in source.signs
        and source.has("issued")
        and not source.has("publisher")
    )


def _always(source: Source) -> bool:
    return True


# The strongest evidence first; how sure the type then is.
EVIDENCE: list[tuple[Callable[[Source], bool], str, float]] = [
    (_signed("hearing"), "hearing", SIGNED),
    (_signed("bill"), "bill", SIGNED),
    (_signed("treaty"), "treaty", SIGNED),
    (_is_act, "legislation", SIGNED),
    (_signed("case"), "legal_case", SIGNED),
    (_is_versus, "legal_case", SHAPED),
    (_signed("thesis"), "thesis", SIGNED),
    (_signed("conference"), "paper-conference", SIGNED),
    (_signed("interviewer", "interview"), "interview", SIGNED),
    (_signed("mail"), "personal_communication", SIGNED),
    (_signed("release"), "webpage", SIGNED),
    (_is_speech, "speech", SIGNED),
    (_signed("blog"), "post-weblog", SIGNED),
    (lambda source: outlets.is_platform(_place(source)), "post", SIGNED),
    (lambda source: "Blog" in _place(source).split(), "post-weblog", SHAPED),
    (_is_treaty, "treaty", SHAPED),
    (_signed("un"), "report", SIGNED),
    (_is_policy, "report", PLACED),
    (_signed("chapter"), "chapter", SIGNED),
    (_is_archival, "report", PLACED),
    (_is_journal, "article-journal", SIGNED),
    (_is_broadcast, "broadcast", SHAPED),
    (_is_dataset, "dataset", SHAPED),
    (_is_book_in_quotes, "book", SHAPED),
    (_is_report, "report", SHAPED),
    (
        lambda source: "monthly" in source.signs or outlets.is_magazine(_place(source)),
        "article-magazine",
        SHAPED,
    ),
    (_is_news, "article-newspaper", SHAPED),
    (_is_document, "report", SHAPED),
    (_is_paged_paper, "report", PLACED),
    (_is_unknown_periodical, "article-magazine", PLACED),
    (_is_quoted, "webpage", PLACED),
    (_is_page, "webpage", PLACED),
    (_is_bodys_own, "report", PLACED),
    (_always, "book", PLACED),
]

# What may stand without an author and with a date alone.
NAMED = [_is_act, _is_treaty, _is_dataset, _is_policy]

# ─── places ───


def _fill(source: Source, *names: str) -> None:
    """Give the places in order to the fields that are still free."""
    for name in names:
        if source.places and not source.has(name):
            place, at = source.places.pop(0)
            source.put({name: place}, PLACED if name != "container-title" else SHAPED, place, at)


def _join(source: Source, name: str) -> None:
    """Give all places to one field: "Bureau of Political-Military Affairs, U.S. Department of State"."""
    if source.places and not source.has(name):
        joined = ", ".join(place for place, _at in source.places)
        source.put({name: joined}, PLACED, joined, source.places[0][1])
        source.places.clear()


def _container(source: Source) -> None:
    _fill(source, "container-title")


def _container_and_publisher(source: Source) -> None:
    _fill(source, "container-title")
    _join(source, "publisher")


def _programme(source: Source) -> None:
    """A programme may be printed where an author is: NHKスペシャル「…」NHK."""
    if len(source.places) == 1 and _is_by_body(source):
        source.places.insert(0, (source.fields.pop("author")[0]["literal"], 0))
    _container_and_publisher(source)


def _site(source: Source) -> None:
    _join(source, "container-title")


def _event(source: Source) -> None:
    _fill(source, "event-title")
    _join(source, "event-place")


def _archive(source: Source) -> None:
    """Where a document is kept: papers, a collection, a library."""
    if source.places and any(ARCHIVES.search(place) for place, _at in source.places):
        _join(source, "archive")


def _interview(source: Source) -> None:
    """Without a programme, as an author's own interview, the place is where it was held."""
    who = source.fields.get("interviewer", [{}])[0].get("literal", "")
    if who in ("author", "the author", "authors", "the authors") or not source.has("author"):
        _join(source, "event-place")
    _container_and_publisher(source)


def _archive_or_publisher(source: Source) -> None:
    """A report's place is who published it; a body of the United Nations publishes its own."""
    if "un" in source.signs and not source.has("publisher") and _is_by_body(source):
        source.move("author", "publisher")
        source.fields["publisher"] = ", ".join(name["literal"] for name in source.fields["publisher"])
    is_resolution = _title(source).startswith("Resolution") or "/RES/" in str(source.fields.get("number", ""))
    if is_resolution and not source.has("genre"):
        source.add("genre", "resolution", SHAPED)
    _fill(source, "publisher")


def _publisher_or_container(source: Source) -> None:
    _fill(source, "publisher")


def _database(source: Source) -> None:
    _fill(source, "archive")


def _court(source: Source) -> None:
    _fill(source, "authority")


# What is kept in archives.
KEPT = {"report", "personal_communication", "speech"}

PLACING: dict[str, Callable[[Source], None]] = {
    "article-journal": _container,
    "article-magazine": _container,
    "article-newspaper": _container,
    "post": _container,
    "post-weblog": _container_and_publisher,
    "broadcast": _programme,
    "interview": _interview,
    "thesis": _database,
    "webpage": _site,
    "dataset": _site,
    "speech": _event,
    "paper-conference": _event,
    "report": _archive_or_publisher,
    "legal_case": _court,
    "hearing": _court,
}


def _leftover(source: Source) -> None:
    source.unread.extend((at, place) for place, at in source.places)
    source.places.clear()
