"""An edition as schema.org has it: a Report beside its translations, with what it cites (conventions.md §2)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from papers.metadata.addresses import absolute, address, identity
from papers.metadata.days import Day
from papers.metadata.licences import licence_url
from papers.metadata.naming import site_name
from papers.metadata.record import Record
from papers.metadata.things import Thing, organization, path_to, person, said
from papers.models import VersionPage, first_label


def report(record: Record) -> Thing:
    """Return the edition with all that its page says of it."""
    page, version = record.page, record.version
    return said(
        type="Report",
        id=work_id(record.url),
        url=record.url,
        name=record.title,
        headline=record.title,
        inLanguage=record.language,
        reportNumber=record.report_number,
        author=[printed_person(each, record) for each in page.authors],
        translator=[printed_person(each, record) for each in page.head.get("translators", ())],
        publisher=organization(record.publisher),
        datePublished=page.printed_date.isoformat() if page.printed_date else "",
        dateModified=record.changed.isoformat(timespec="seconds"),
        version=version.number,
        creativeWorkStatus="Retracted" if version.retracted else "",
        isPartOf=_series(record),
        position=int(page.volume) if page.volume.isascii() and page.volume.isdecimal() else page.volume,
        abstract=record.abstract,
        keywords=[tag.text for tag in record.tags],
        license=_licence(page.head.get("licence", "")),
        isAccessibleForFree=True,
        image=absolute(record.picture.src) if record.picture else "",
        sameAs=f"https://doi.org/{version.doi}" if version.doi else "",
        encoding={
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": record.pdf_url,
        },
        **dict(_translations(record)),
        correction=list(_corrections(record)),
    )


def withdrawn_report(page: VersionPage, url: str) -> Thing:
    """Return what is left of an edition that was withdrawn: whose it was, and that it is gone."""
    return said(
        type="Report",
        id=work_id(url),
        name=page.title,
        inLanguage=page.language,
        author=[person(each["name"][0], None, page.language, **parts(each)) for each in page.authors],
        creativeWorkStatus="Withdrawn",
    )


def work_id(url: str) -> str:
    """Return the name that machines have for the edition at an address."""
    return f"{url}#work"


def printed_person(each: Mapping[str, Any], record: Record) -> Thing:
    """Return an author or translator as printed, bound to the page of the person when there is one."""
    affiliation = organization(each["affiliation"][0])
    return person(
        each["name"][0],
        record.writers.get(each["id"]),
        record.language,
        **parts(each),
        **({"affiliation": affiliation} if affiliation else {}),
    )


def parts(each: Mapping[str, Any]) -> dict[str, str]:
    """Return family and given name; of a body, which has only its name, neither."""
    family, given = each["family"][0], each["given"][0]
    return {"familyName": family, "givenName": given} if given else {}


def _series(record: Record) -> Thing | None:
    name, row = record.of_series("name"), record.page.series
    if not name:
        return None
    return said(
        type="CreativeWorkSeries",
        id=identity("series", row.slug, "series") if row else "",
        name=name,
        url=absolute(address("series", record.language, row.slug)) if row else "",
        issn=(record.page.head.get("series") or {}).get("issn", ""),
    )


def _licence(code: str) -> str | Thing:
    """Return the address of a licence; one that has none here by its name."""
    return licence_url(code) or said(**({"type": "CreativeWork", "name": code} if code else {}))


def _translations(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the bond between original and translation, in its one direction; nothing while the other is not public."""
    titles = {edition.language: edition.title for edition in record.editions if edition.is_live}
    others = {
        code: said(
            type="Report",
            id=work_id(record.url_in(code)),
            name=titles[code],
            inLanguage=code,
            url=record.url_in(code),
        )
        for code in record.languages
        if code != record.language
    }
    if record.language == record.original:
        translations = list(others.values())
        yield "workTranslation", translations[0] if len(translations) == 1 else translations
    elif record.original in others:
        yield "translationOfWork", others[record.original]


def _corrections(record: Record) -> Iterator[Thing]:
    """Yield the public notes of the corrections of this edition, newest first, and why it is retracted."""
    version, language = record.version, record.language
    if version.retracted:
        text = first_label(version.retracted_because, language).text
        yield _comment(text, version.retracted, language)
    for edition in sorted(record.editions, key=lambda edition: -edition.number):
        if edition.language == language and not edition.is_expunged:
            note = first_label(edition.correction, language).text
            if note:
                yield _comment(note, edition.since, language)


def _comment(text: str, at: Any, language: str) -> Thing:
    day = Day.of(at, language)
    return said(type="CorrectionComment", text=text, datePublished=day.iso if day else "")


def way(record: Record) -> Thing:
    """Return the way to the edition as its page shows it: the site, the series or the list of papers, the paper."""
    home = (site_name(record.language).text, absolute(address("home", record.language)))
    row, name = record.page.series, record.of_series("name")
    if row and name:
        above = (name, absolute(address("series", record.language, row.slug)))
    else:
        above = (_("Papers"), absolute(address("papers", record.language)))
    return path_to([home, above, (record.page.title, record.url)])
