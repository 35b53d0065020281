"""How an edition is cited."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import escape

from papers import citation
from papers.models import Version
from papers.rendering import safe


def forms(row: Version, *, earlier: bool) -> SafeString:
    """Return how the edition is cited in each style, as HTML; what pandoc has not made (yet) is left out.

    A Japanese edition has its own form, the same in notes and lists, where any other has Chicago's two.
    """
    place = citation.place(row, earlier=earlier)
    stored = {} if earlier else row.page.own_forms
    own = stored or citation.own_forms(row.page, row.number if earlier else None)
    found = dict(_named(own, place)) | dict(_styled(row, place))
    found |= {"sist": ("SIST 02", own["sist"].replace(citation.PLACE, place))}
    interface = get_language()
    parts = [html.join(_around(key, name, row.language, interface)) for key, (name, html) in found.items()]
    return safe("".join(parts))


@lru_cache(maxsize=256)
def _around(key: str, name: str, language: str, _interface: str | None) -> tuple[str, str]:
    """Return what stands before and behind a form, with the words of the language that is active."""
    words = escape(_("Copy %(name)s") % {"name": name})
    return (
        f'\n<div><dt>{escape(name)}</dt><dd><p id="cite-{key}" lang="{escape(language)}">',
        f'</p><button type="button" data-copies="cite-{key}" aria-label="{words}" hidden>'
        f"{escape(_('Copy'))}</button></dd></div>",
    )


def _named(own: Mapping[str, str], place: str) -> Iterator[tuple[str, tuple[str, str]]]:
    note = own["note"].replace(citation.PLACE, place)
    if "line" in own:
        yield "note", (_("Chicago 17, note"), note)
        yield "line", (_("Chicago 17, bibliography"), own["line"].replace(citation.PLACE, place))
    else:
        yield "note", (_("Note or list of sources"), note)


def _styled(row: Version, place: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what was made at publication, with the address that the edition has now."""
    for style, name in (("apa", "APA 7"), ("mla", "MLA 9")):
        if html := row.page.styled.get(style):
            yield style, (name, html.replace(citation.PLACE, place))
