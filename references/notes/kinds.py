"""The type of a source, decided from the evidence, the strongest first."""

import re
from collections.abc import Callable

from references.notes import outlets
from references.notes.source import PLACED, SHAPED, SIGNED, Source
from references.notes.vocabulary import ACT_WORDS, DATASET_WORDS, TREATY_WORDS
from references.notes.vocabulary_ja import (
    ANSWERS,
    BOOK_SERIES,
    DATASETS,
    DOCUMENTS,
    REPORT_TITLES,
    SPEECHES,
    SURVEYS,
)

ARCHIVES = re.compile(
    r"\b(?:Library|Archives?|Papers|Files?|Collection|Box|Folder|Record Group|RG \d+|Records)\b"
    r"|文書館|史料館|外交記録|外務省記録"
)
NEWS_TITLE = re.compile(r"^\s*[\[(【](?:Exclusive|Breaking|Editorial|Opinion|独自|社説)", re.IGNORECASE)
UNITED_NATIONS = re.compile(r"UN\b|U\.N\.|United Nations|国連|国際連合")
TREATY = re.compile(
    rf"\b(?:{'|'.join(TREATY_WORDS)})\b|(?:条約|協定|憲章|議定書|交換公文|取極|合意議事録)(?:[（(][^（()）]*[)）])?$"
)
# The Convention on the Law of the Sea is no law.
BEGINS_TREATY = re.compile(rf"(?:United Nations |UN )?(?:{'|'.join(TREATY_WORDS)})\b")
ACT = re.compile(rf"\b(?:{'|'.join(ACT_WORDS)})\b")
DOCUMENT = re.compile(r"\.(?:pdf|docx?)(?:[?#]|$)", re.IGNORECASE)
# 労働力調査（基本集計） is 労働力調査.
EXPLAINED = re.compile(r"[（(][^（()）]*[)）]$")


def decide(source: Source) -> tuple[str, float]:
    """Return the type, and how sure it is."""
    return next((kind, sure) for holds, kind, sure in EVIDENCE if holds(source))


def title(source: Source) -> str:
    return str(source.fields.get("title", ""))


def place(source: Source) -> str:
    return source.places[0][0] if source.places else ""


def _signed(*signs: str) -> Callable[[Source], bool]:
    return lambda source: bool(source.signs & set(signs))


def _is_hearing(source: Source) -> bool:
    return "hearing" in source.signs or ("congress" in source.signs and title(source).startswith("Hearing"))


def is_un(source: Source) -> bool:
    """A document with a symbol of the United Nations, or a resolution of one of their organs."""
    organ = is_by_body(source) and UNITED_NATIONS.match(source.fields["author"][0].get("literal", ""))
    return "un" in source.signs or (bool(organ) and title(source).startswith(("Resolution", "決議")))


def _is_versus(source: Source) -> bool:
    return (
        bool(re.search(r"\sv\.?\s", title(source)))
        and bool(source.signs & {"case", "ruling", "date"})
        and not source.has("author")
    )


def _is_treaty(source: Source) -> bool:
    named = TREATY.search(title(source)) is not None
    return named and not source.has("author", "publisher", "editor") and not source.places


def _is_act(source: Source) -> bool:
    if source.signs & {"law"}:
        return True
    if "gazette" in source.signs and not source.has("author", "publisher"):
        return True  # a gazette prints law, whatever it is called
    is_cited = bool(source.signs & {"section", "jurisdiction"})
    is_cited = is_cited or source.fields.get("label") in ("article", "section")
    is_named = ACT.search(title(source)) is not None and not BEGINS_TREATY.match(title(source))
    return is_cited and is_named and not source.has("author", "publisher")


def _is_dataset(source: Source) -> bool:
    if "dataset" in source.signs:
        return True
    lower = title(source).lower()
    if outlets.is_news(place(source)) or source.has("volume", "issue"):
        return False
    named = EXPLAINED.sub("", title(source))
    is_survey = named.endswith(SURVEYS) and is_by_body(source)
    if named.endswith(DATASETS) or (is_survey and "imprint" not in source.signs):
        return True
    words = DATASET_WORDS if is_by_body(source) else DATASET_WORDS[1:]
    where = place(source).lower()
    ends = any(lower.endswith(word) or f"{word} (" in lower or where.endswith(word) for word in words)
    return ends and not source.has("publisher")


def _is_policy(source: Source) -> bool:
    """What a Japanese government decided is cited by its title alone."""
    return "plain" in source.signs and title(source).endswith((*DOCUMENTS, *REPORT_TITLES, *ANSWERS))


def _is_archival(source: Source) -> bool:
    if "archive" in source.signs:
        return True
    kept = [place for place, _at in source.places if ARCHIVES.search(place)]
    is_alone = "plain" in source.signs and not source.has("author")
    return bool(kept) and (is_alone or source.has("number") or any(map(outlets.JAPANESE.search, kept)))


def _is_broadcast(source: Source) -> bool:
    """A programme and its network, or a network's recording."""
    named = [place for place, _at in source.places]
    return (
        "aired" in source.signs
        or (len(named) > 1 and outlets.is_broadcaster(named[1]))
        or ("recording" in source.signs and not source.has("volume") and bool(named))
    )


def _is_blog(source: Source) -> bool:
    return any("ブログ" in name for name in (place(source), str(source.fields.get("container-title", ""))))


def _is_chapter(source: Source) -> bool:
    """A part of a book; what has issues or comes every month is no book, even if it has editors: 学会編『国際政治』205号."""
    return "chapter" in source.signs and not source.has("issue") and "monthly" not in source.signs


def _is_journal(source: Source) -> bool:
    if outlets.is_japanese_magazine(place(source)) or (source.has("genre") and "report" in source.signs):
        return False
    has_container = bool(source.places) or source.has("container-title")
    return has_container and source.has("volume", "issue") and bool(source.signs & {"quoted", "journal"})


def _is_book_in_quotes(source: Source) -> bool:
    return {"imprint", "quoted"} <= source.signs and outlets.is_house(str(source.fields.get("publisher", "")))


def _is_report(source: Source) -> bool:
    """What a body publishes itself, or what calls itself a report or has a report's number or day."""
    publisher = str(source.fields.get("publisher", ""))
    if not publisher and "italic" in source.signs:
        publisher = place(source)
    is_counted = "volume" in source.signs and (source.places or "bound" not in source.signs)
    if any(word in title(source) for word in REPORT_TITLES) and not is_counted:
        return True
    if is_by_body(source) and title(source).endswith(ANSWERS):
        return True
    if publisher and _is_own(source, publisher) and not _is_of_books(source):
        return True
    if (outlets.is_house(publisher) or _is_of_books(source)) and not source.signs & {"report", "decided"}:
        return False
    return (
        bool(source.signs & {"report", "decided", "un"})
        or (bool(publisher) and outlets.is_institution(publisher))
        or ("imprint" in source.signs and (_has_month(source) or (not publisher and is_by_body(source))))
    )


def _is_of_books(source: Source) -> bool:
    """A work in two parts, 上 and 下, or in a series of books, 研究双書, is a book whoever publishes it."""
    return "part" in source.signs or str(source.fields.get("collection-title", "")).endswith(BOOK_SERIES)


def _is_own(source: Source, publisher: str) -> bool:
    """Tell a body that publishes itself, perhaps by its own press: OECD Publishing."""
    bodies = [*source.fields.get("author", []), *source.fields.get("editor", [])]
    return any(publisher.startswith(name["literal"]) for name in bodies if "literal" in name)


def _has_month(source: Source) -> bool:
    return len(source.fields.get("issued", {}).get("date-parts", [[]])[0]) > 1


def _is_news(source: Source) -> bool:
    """What a newspaper or an agency printed, or what has a newspaper's mark in its title: "[Exclusive] …"."""
    if not source.places:
        bodies = [name.get("literal", "") for name in source.fields.get("author", [])]
        return "imprint" not in source.signs and any(map(outlets.is_news, bodies))
    is_marked = NEWS_TITLE.search(title(source)) is not None
    return is_marked or (outlets.is_news(place(source)) and not outlets.is_magazine(place(source)))


def _is_speech(source: Source) -> bool:
    return "speech" in source.signs or title(source).endswith(SPEECHES)


def _is_document(source: Source) -> bool:
    """A body's own text whose address is a document's, or that has pages or paragraphs and no address."""
    if source.places or not is_by_body(source) or _is_of_books(source):
        return False
    is_paged = source.has("locator") and source.fields.get("label", "paragraph") == "paragraph"
    is_paged = is_paged and "imprint" not in source.signs and not source.has("URL")
    return is_paged or DOCUMENT.search(source.fields.get("URL", "")) is not None


def _is_unknown_periodical(source: Source) -> bool:
    """A name in italics is a periodical's, and without a volume a magazine's."""
    return (
        "italic place" in source.signs
        and not outlets.is_site(place(source))
        and not outlets.is_institution(place(source))
    )


def _is_paged_paper(source: Source) -> bool:
    """A title in quotes with an institution and a month, and no day and address, is a paper, not a page of a site."""
    by_month = len(source.fields.get("issued", {}).get("date-parts", [[]])[0]) == 2
    is_paper = by_month or (source.has("locator", "issued") and not _has_month(source))
    is_paper = is_paper and not source.has("URL")
    return "quoted" in source.signs and is_paper and outlets.is_institution(place(source))


def _is_quoted(source: Source) -> bool:
    return "quoted" in source.signs


def _is_bound(source: Source) -> bool:
    """What a body has in 『』 is bound, and no page of its site, though it has an address."""
    names = [name.get("literal", "") for name in source.fields.get("author", [])]
    is_bodys = any(map(outlets.is_institution, names)) and not source.places and "imprint" not in source.signs
    return "bound" in source.signs and is_bodys and source.has("issued") and not _is_of_books(source)


def _is_page(source: Source) -> bool:
    """A body's own text with an address is a page of its site, unless the address is a document's."""
    return (
        source.has("URL")
        and "imprint" not in source.signs
        and is_by_body(source)
        and not DOCUMENT.search(source.fields["URL"])
    )


def _is_address(source: Source) -> bool:
    """What has no quotes and no author, but an address: 防衛大臣記者会見（令和4年12月16日）、https://…."""
    is_alone = (
        not source.has("author", "editor", "publisher", "publisher-place", "edition") and not source.places
    )
    return ("plain" in source.signs or not source.has("title")) and source.has("URL") and is_alone


def _is_paged(source: Source) -> bool:
    return source.has("locator") or DOCUMENT.search(source.fields.get("URL", "")) is not None


def is_by_body(source: Source) -> bool:
    return any("literal" in name for name in source.fields.get("author", []))


def _is_bodys_own(source: Source) -> bool:
    return (
        is_by_body(source)
        and "imprint" not in source.signs
        and source.has("issued")
        and not source.places
        and not source.has("publisher", "collection-title")
    )


def _always(source: Source) -> bool:
    return True


# The strongest evidence first; how sure the type then is.
EVIDENCE: list[tuple[Callable[[Source], bool], str, float]] = [
    (_is_hearing, "hearing", SIGNED),
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
    (lambda source: "post" in source.signs or outlets.is_platform(place(source)), "post", SIGNED),
    (lambda source: "Blog" in place(source).split() or _is_blog(source), "post-weblog", SHAPED),
    (_is_treaty, "treaty", SHAPED),
    (is_un, "report", SIGNED),
    (_is_policy, "report", PLACED),
    (_is_chapter, "chapter", SIGNED),
    (_is_archival, "report", PLACED),
    (_is_journal, "article-journal", SIGNED),
    (_is_broadcast, "broadcast", SHAPED),
    (_is_dataset, "dataset", SHAPED),
    (_is_book_in_quotes, "book", SHAPED),
    (_is_report, "report", SHAPED),
    (
        lambda source: (
            "monthly" in source.signs or ("bound" not in source.signs and outlets.is_magazine(place(source)))
        ),
        "article-magazine",
        SHAPED,
    ),
    (_is_news, "article-newspaper", SHAPED),
    (_is_document, "report", SHAPED),
    (_is_paged_paper, "report", PLACED),
    (_is_unknown_periodical, "article-magazine", PLACED),
    (_is_bound, "report", PLACED),
    (_is_quoted, "webpage", PLACED),
    (_is_page, "webpage", PLACED),
    (_is_bodys_own, "report", PLACED),
    (lambda source: _is_address(source) and not _is_paged(source), "webpage", PLACED),
    (_is_address, "report", PLACED),
    (_always, "book", PLACED),
]

# What may stand without an author and with a date alone.
NAMED = [_is_act, _is_treaty, _is_dataset, _is_policy, _is_archival]
