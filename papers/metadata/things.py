"""Series, persons, the site itself and the way to a page, as schema.org has them."""

from collections.abc import Sequence
from typing import Any

from papers.metadata.addresses import absolute, address, identity, site_languages
from papers.metadata.naming import site_name
from papers.metadata.writers import Writer
from papers.models import Author, Series

Thing = dict[str, Any]

_SIGNED = {"type": "@type", "id": "@id"}


def said(**values: Any) -> Thing:
    """Return the values that there are; `type` and `id` take the sign that JSON-LD has for them."""
    return {_SIGNED.get(name, name): value for name, value in values.items() if value or value == 0}


def person(name: str, writer: Writer | None, language: str, **more: Any) -> Thing:
    """Return an author or translator; without a page here, only the name."""
    if writer is None:
        return said(type="Person" if more.get("givenName") else "Organization", name=name, **more)
    kind = "Organization" if writer.is_body else "Person"
    return said(
        type=kind,
        id=identity("author", writer.slug, "person"),
        name=name,
        **more,
        alternateName=writer.other_names(name),
        url=absolute(address("author", language, writer.slug)),
        sameAs=f"https://orcid.org/{writer.orcid}" if writer.orcid else "",
    )


def author(row: Author, language: str, description: str) -> Thing:
    """Return an author as the own page says it."""
    label = row.label("family_name", language)
    given = row.own_label("given_name", label.language)
    return person(
        row.name(language),
        Writer.of(row),
        language,
        **({"familyName": label.text, "givenName": given} if given else {}),
        **({"description": description} if description else {}),
        **({"image": absolute(row.photo.url)} if row.photo else {}),
    )


def organization(name: str) -> Thing | None:
    return {"@type": "Organization", "name": name} if name else None


def series(row: Series, language: str, description: str) -> Thing:
    """Return a series as its own page says it."""
    name = row.label("name", language).text
    names = (row.own_label("name", code) for code in site_languages())
    return said(
        type="CreativeWorkSeries",
        id=identity("series", row.slug, "series"),
        name=name,
        alternateName=[other for other in dict.fromkeys(names) if other and other != name],
        url=absolute(address("series", language, row.slug)),
        description=description,
        image=absolute(row.cover.url) if row.cover else "",
        issn=row.issn,
        publisher=organization(row.label("publisher", language).text),
    )


def site(language: str) -> Thing:
    """Return the site as its home page says it: where it is, what it is called, how it is searched."""
    name = site_name(language).text
    names = (site_name(code).text for code in site_languages())
    search = f"{absolute(address('papers', language))}?q={{query}}"
    return said(
        type="WebSite",
        id=f"{absolute('/')}#site",
        name=name,
        alternateName=[other for other in dict.fromkeys(names) if other != name],
        url=absolute(address("home", language)),
        inLanguage=language,
        publisher={"@type": "Organization", "@id": f"{absolute('/')}#organization", "name": name},
        potentialAction={
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=query",
        },
    )


def path_to(steps: Sequence[tuple[str, str]]) -> Thing:
    """Return the way from the home page to a page: the name and public address of each step."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
