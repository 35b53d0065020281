"""BibTeX and biblatex → CSL items, as the programs that write them really fill the fields."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from references import csl
from references.bibtex import names
from references.bibtex.fields import (
    CODES,
    ENTRIES,
    GENRES,
    IN_BOOK,
    ISSUED,
    KINDS,
    ON_SITE,
    OTHER_FIELDS,
    SEASONS,
    SUBTYPES,
    field_of,
    numbered,
)
from references.bibtex.latex import address, plain
from references.bibtex.scanning import Entry, entries
from references.interchange import as_parts, edtf, printed_date, with_dash
from references.notes.vocabulary import MONTHS

Item = dict[str, Any]
Fields = Mapping[str, str]

RESOLVER = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
KINDS_OF_SUBTYPES = {said: kind for kind, said in SUBTYPES.items()}
PUBLISHERS = ("publisher", "institution", "school", "organization", "howpublished")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def read(text: str) -> list[Item]:
    """Return the items of a BibTeX file; refuse it whole when an entry is malformed or has no title."""
    found = [_item(entry) for entry in entries(text)]
    if not found and text.strip():
        raise csl.Refused(_("there is no BibTeX entry in the file."), 1)
    return found


def kind_of(entry: str, address: str, is_event: bool) -> str:
    """Return the CSL type that an entry of this type has by itself."""
    if entry == "unpublished" and is_event:
        return "speech"
    if entry == "misc" and address:
        return "webpage"
    return KINDS.get(entry, "document")


def _item(entry: Entry) -> Item:
    fields = {name: value for name, value in entry.fields.items() if value.strip()}
    kind = _kind(entry.kind, fields)
    item: Item = {"id": entry.key} if entry.key else {}
    item |= {"type": kind, **_titles(fields, kind)}
    if not item.get("title"):
        raise csl.Refused(_("the title is missing."), entry.line, entry.name)
    item |= {variable: said for variable in sorted(csl.NAMES) if (said := _names(variable, fields))}
    item |= _texts(fields, kind, item)
    item |= _dates(fields, kind, item)
    return item | _own(entry.kind, fields, item)


def _kind(entry: str, fields: Fields) -> str:
    subtype = plain(fields.get("entrysubtype", ""))
    said = KINDS_OF_SUBTYPES.get(subtype.lower(), subtype)
    if said in csl.TYPES:
        return said
    return kind_of(entry, fields.get("url", ""), "eventtitle" in fields)


def _titles(fields: Fields, kind: str) -> Item:
    """Return the title, of a volume of a larger work the title of the whole and of the volume."""
    title, main = _whole(fields, "title", "subtitle"), _whole(fields, "maintitle", "mainsubtitle")
    if main and kind == "book" and title:
        return {"title": main, "volume-title": title}
    if not title and kind in ISSUED:
        title = plain(fields.get("issuetitle", ""))
    return {"title": title or main}


def _whole(fields: Fields, title: str, subtitle: str) -> str:
    """Return title and subtitle in one, as CSL has it."""
    first, second = plain(fields.get(title, "")), plain(fields.get(subtitle, ""))
    if not first or not second:
        return first or second
    if first[-1] in "?!？！:：":
        return f"{first} {second}"
    return f"{first}：{second}" if CJK.search(first) else f"{first}: {second}"


def _names(variable: str, fields: Fields) -> list[dict[str, Any]]:
    value = fields.get(field_of(variable, "document"), "")
    return names.read(value) if value else []


def _texts(fields: Fields, kind: str, item: Item) -> Item:
    """Return the variables that hold a line of text."""
    found: Item = {}
    for variable in sorted(csl.TEXTS - {"title", "publisher", "container-title"}):
        own = field_of(variable, kind)
        for name in OTHER_FIELDS.get(variable, (own,)):
            if variable not in item and (said := _text(variable, fields.get(name, ""))):
                found.setdefault(variable, said)
    container, taken = _container(fields, kind)
    found |= {"container-title": container} if container else {}
    publishers = (plain(fields.get(name, "")) for name in PUBLISHERS if name != taken)
    publisher = next(filter(None, publishers), "")
    if publisher.startswith(("http://", "https://")):
        found.setdefault("URL", publisher)
    elif publisher:
        found["publisher"] = publisher
    return found


def _text(variable: str, value: str) -> str:
    if not value:
        return ""
    if variable in ("URL", "DOI"):
        return RESOLVER.sub("", address(value)) if variable == "DOI" else address(value)
    said = plain(value)
    if variable == "page":
        return with_dash(said)
    if variable == "genre":
        return GENRES.get(said.lower(), said)
    return CODES.get(said.lower(), said) if variable == "language" else said


def _container(fields: Fields, kind: str) -> tuple[str, str]:
    """Return what the work is a part of, and the field that says so."""
    whole = _whole(fields, "booktitle", "booksubtitle"), "booktitle"
    paper = _whole(fields, "journaltitle", "journalsubtitle"), "journaltitle"
    journal = plain(fields.get("journal", "")), "journal"
    found = [whole, paper, journal] if kind in IN_BOOK else [paper, journal, whole]
    if kind in IN_BOOK:
        found.append((plain(fields.get("maintitle", "")), "maintitle"))
    if kind in ON_SITE:
        found.append((plain(fields.get("organization", "")), "organization"))
    elif ENTRIES[kind] == "misc":
        found.append((plain(fields.get("howpublished", "")), "howpublished"))
    return next((pair for pair in found if pair[0] and not pair[0].startswith("http")), ("", ""))


def _dates(fields: Fields, kind: str, item: Item) -> Item:
    found: Item = {}
    for variable in sorted(csl.DATES - {"issued"}):
        name = field_of(variable, kind)
        for other in OTHER_FIELDS.get(variable, (name,)):
            if date := printed_date(_figures(fields.get(other, ""))):
                found.setdefault(variable, date)
    issued = (
        edtf(_figures(fields.get("date", "")))
        or _of_year(fields)
        or printed_date(_figures(fields.get("date", "")))
    )
    season = plain(fields.get("season", ""))
    if not season and plain(fields.get("issue", "")).lower() in SEASONS and kind in ISSUED:
        season = plain(fields["issue"])
    if issued and season:
        issued = {**issued, "season": season}
    return found | ({"issued": issued} if issued else {})


def _figures(value: str) -> str:
    """Return a date as it stands: its ~ says "about", and ties no words together."""
    return plain(value).replace("\N{NO-BREAK SPACE}", "~")


def _of_year(fields: Fields) -> Item | None:
    """Return the date of year, month and day, which programs fill in many ways: 2002, {September/October}."""
    year, month = plain(fields.get("year", "")), plain(fields.get("month", ""))
    if not re.fullmatch(r"-?\d{1,4}", year):
        return printed_date(year)
    read = [
        MONTHS.get(word.lower().strip(".")) or _figure(word) for word in re.split(r"[\s/,–-]+", month) if word
    ]
    months = [number for number in read if number and number <= 12]
    if not months:
        is_season = month and month.lower() in SEASONS
        return as_parts([int(year)]) | ({"season": month} if is_season else {})
    if len(months) == 2 and re.search(r"[^\W\d_].*[/–-].*[^\W\d_]", month):
        return as_parts([int(year), months[0]], [int(year), months[1]])
    day = _figure(plain(fields.get("day", ""))) or (read[1] if len(read) == 2 else None)
    return as_parts([int(year), months[0], day] if day else [int(year), months[0]])


def _figure(text: str) -> int | None:
    found = re.fullmatch(r"([0-9]{1,2})月?", text)
    return int(found[1]) if found else None


def _own(entry: str, fields: Fields, item: Item) -> Item:
    """Return what the type of the entry says by itself, and what is not to be said twice."""
    found: Item = {}
    if entry in ("phdthesis", "mastersthesis") and "genre" not in item:
        found["genre"] = GENRES[entry]
    if _is_arxiv(fields) and "URL" not in item:
        found["URL"] = f"https://arxiv.org/abs/{plain(fields['eprint'])}"
    if item.get("note") and item["note"] == said_of_original({**item, "note": ""}):
        item.pop("note")
    if numbered(item["type"]) == "issue" and item.get("issue", "").lower() in SEASONS:
        _settle_issue(fields, item)
    return found


def _settle_issue(fields: Fields, item: Item) -> None:
    """The field `issue` named a season: the issue is what `number` says, or there is none."""
    if number := plain(fields.get("number", "")):
        item["issue"] = number
    else:
        item.pop("issue")


def _is_arxiv(fields: Fields) -> bool:
    kind = fields.get("eprinttype") or fields.get("archiveprefix") or ""
    return "eprint" in fields and kind.strip().lower() == "arxiv"


def said_of_original(item: Mapping[str, Any]) -> str:
    """Return the note that tells of the original of a translation, for the styles that print no original title."""
    title = item.get("original-title")
    if not title:
        return ""
    return f"原題：{title}" if str(item.get("language", "")).startswith("ja") else f"Translation of: {title}"
