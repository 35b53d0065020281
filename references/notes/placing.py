"""What the nameless places of a source are, once its type is known: a container, a publisher, where a speech was given."""

from collections.abc import Callable

from references.notes import kinds, outlets
from references.notes.source import PLACED, SHAPED, Source
from references.notes.vocabulary_ja import SITE_ENDINGS


def settle(source: Source) -> None:
    """Put the type, and with it the places where they belong; what no field takes stays unread."""
    kind, sure = kinds.decide(source)
    source.add("type", kind, sure)
    if outlets.is_series(str(source.fields.get("publisher", ""))):
        source.move("publisher", "collection-title")
    if kind in KEPT:
        _archive(source)
    PLACING.get(kind, _publisher)(source)
    source.unread.extend((at, place) for place, at in source.places)
    source.places.clear()


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


def _container_then_publisher(source: Source) -> None:
    _fill(source, "container-title", "publisher")


def _container_and_publisher(source: Source) -> None:
    _fill(source, "container-title")
    _join(source, "publisher")


def _programme(source: Source) -> None:
    """A programme may be printed where an author is: NHKスペシャル「…」NHK."""
    if (
        len(source.places) == 1
        and outlets.is_broadcaster(kinds.place(source))
        and not kinds.is_by_body(source)
    ):
        _fill(source, "publisher")
    if len(source.places) < 2 and kinds.is_by_body(source):
        name = source.fields["author"][0]["literal"]
        if outlets.is_broadcaster(name) and not source.has("publisher"):
            source.move("author", "publisher")
            source.fields["publisher"] = name
        else:
            _outlet_for_author(source)
    _container_and_publisher(source)


def _outlet_for_author(source: Source) -> None:
    source.places.insert(0, (source.fields.pop("author")[0]["literal"], 0))


def _news(source: Source) -> None:
    """A newspaper printed where an author is has printed the article: 読売新聞社説「…」."""
    authors = source.fields.get("author", [])
    if not source.places and len(authors) == 1 and outlets.is_news(authors[0].get("literal", "")):
        _outlet_for_author(source)
    _container(source)


def _release(source: Source) -> None:
    """A release is a body's, even if its name looks like a person's: Lockheed Martin."""
    if "release" in source.signs:
        for name in source.fields.get("author", []):
            if "family" in name:
                name["literal"] = _joined(name.pop("family"), name.pop("given", ""))
    authors = source.fields.get("author", [])
    if not source.places and len(authors) == 1 and authors[0].get("literal", "").endswith(SITE_ENDINGS):
        # A site is where the page stands: 首相官邸ホームページ「…」.
        _outlet_for_author(source)
    _site(source)


def _joined(family: str, given: str) -> str:
    return f"{family}{given}" if outlets.JAPANESE.search(family) else f"{given} {family}".strip()


def _site(source: Source) -> None:
    _join(source, "container-title")


def _event(source: Source) -> None:
    """A speech has no publisher: what stands before its day is where it was given, （ナイロビ、2016年8月27日）."""
    if source.has("publisher"):
        publisher = str(source.fields["publisher"])
        source.move("publisher", "event-place" if outlets.is_place(publisher) else "event-title")
    if len(source.places) == 1 and outlets.is_place(kinds.place(source)):
        _fill(source, "event-place")
    if kinds.place(source).endswith(SITE_ENDINGS):
        _fill(source, "container-title")
    _fill(source, "event-title")
    _join(source, "event-place")


def _archive(source: Source) -> None:
    """Where a document is kept: papers, a collection, a library."""
    if source.places and any(kinds.ARCHIVES.search(place) for place, _at in source.places):
        _join(source, "archive")


def _interview(source: Source) -> None:
    """Without a programme, as an author's own interview, the place is where it was held."""
    who = source.fields.get("interviewer", [{}])[0].get("literal", "")
    is_own = who in ("author", "the author", "authors", "the authors") or not source.has(
        "interviewer", "title"
    )
    if is_own or not source.has("author"):
        _join(source, "event-place")
    _container_and_publisher(source)


def _archive_or_publisher(source: Source) -> None:
    """A report's place is who published it; a body of the United Nations publishes its own."""
    if kinds.is_un(source) and not source.has("publisher") and kinds.is_by_body(source):
        source.move("author", "publisher")
        source.fields["publisher"] = ", ".join(name["literal"] for name in source.fields["publisher"])
    if not source.has("number"):
        source.move("issue", "number")
    is_resolution = kinds.title(source).startswith(("Resolution", "決議")) or "/RES/" in str(
        source.fields.get("number", "")
    )
    if is_resolution and not source.has("genre"):
        source.add("genre", "resolution", SHAPED)
    _fill(source, "publisher")


def _publisher(source: Source) -> None:
    _fill(source, "publisher")


def _bill(source: Source) -> None:
    """A bill's number may stand before its title: "H.R. 4346, CHIPS and Science Act"."""
    _fill(source, "title", "publisher")


def _database(source: Source) -> None:
    _fill(source, "archive")


def _court(source: Source) -> None:
    _fill(source, "authority")


# What is kept in archives.
KEPT = {"report", "personal_communication", "speech"}

PLACING: dict[str, Callable[[Source], None]] = {
    "chapter": _container_then_publisher,
    "article-journal": _container_and_publisher,
    "article-magazine": _container,
    "article-newspaper": _news,
    "post": _container,
    "post-weblog": _container_and_publisher,
    "broadcast": _programme,
    "interview": _interview,
    "thesis": _database,
    "bill": _bill,
    "webpage": _release,
    "dataset": _site,
    "speech": _event,
    "paper-conference": _event,
    "report": _archive_or_publisher,
    "legal_case": _court,
    "hearing": _court,
}
