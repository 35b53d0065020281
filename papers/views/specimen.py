"""The specimen: every element of the design in both languages on one page, for those who change it."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from papers import document, metadata, rendering
from papers.metadata import Day, address, own_name
from papers.models import Label
from papers.views import cards, frame, lists, pager, shapes
from papers.views.facets import Choice, Facet, Option
from papers.views.files import paper_files

FOLDER = settings.BASE_DIR / "papers" / "demo" / "specimen"
LANGUAGES = ("ja", "en")
# The drawing in the texts, whose address holds its digest where the site is served.
DRAWING = "specimen.svg"
COLOURS = ("ground", "ink", "quiet", "rule", "border", "accent", "wash", "attention", "thread", "cover")
BESIDE = 4  # passages that stand side by side
LONG_WORDS = 6


@require_safe
def specimen(request: HttpRequest, language: str) -> HttpResponse:
    """Show the specimen to staff, and to anybody where the site is being developed; nobody else finds it."""
    if not (settings.DEBUG or request.user.is_staff):
        return frame.not_found(request)
    texts = [text(code) for code in LANGUAGES]
    context = {
        "texts": texts,
        "pairs": list(zip(*(shown["passages"][:BESIDE] for shown in texts), strict=True)),
        "colours": COLOURS,
        "series": lists.series_items(lists.catalogue(language, timezone.now()), language),
        "cards": [card(shown) for shown in texts],
        "facets": [facet(language)],
        "chosen": [Choice(Label(own_name("ja"), "ja"), _("Available in"), "#")],
        "clear_url": "#",
        "unfolded": True,
        "pager": pager.pager(7, 400, "#page-{}".format),
        "files": paper_files(language, "specimen"),
        "retraction": {"day": Day.of(timezone.now(), language), "reason": Label(_("The reason."), language)},
    }
    head = metadata.plain_head(_("Specimen"), language, robots=metadata.NOINDEX)
    urls = frame.everywhere("specimen")
    response = frame.page("papers/specimen.html", language, head, context, languages=urls)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def text(language: str) -> dict[str, Any]:
    """Return the specimen's text in a language, as a reading page prints it; ids are the page's own."""
    frozen = document.read(json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8")))
    page = rendering.page(frozen)
    return {
        "lang": language,
        "name": own_name(language),
        "title": page.title,
        "subtitle": page.subtitle,
        "abstract": rendering.safe(page.abstract),
        "body": drawn(page.body),
        "notes": rendering.safe(own_heading(page.endnotes, language)),
        "contents": page.contents,
        "passages": [drawn(html) for _ids, html in page.passages],
    }


def own_heading(notes: str, language: str) -> str:
    """Return the notes under a heading whose id is theirs alone; those of the first text keep the one of every page."""
    return notes if language == LANGUAGES[0] else notes.replace("notes-heading", f"notes-heading-{language}")


def drawn(html: str) -> Any:
    """Return HTML with the drawing's address as the site serves it."""
    return rendering.safe(html.replace(f"/static/{DRAWING}", static(DRAWING)))


def card(shown: dict[str, Any]) -> cards.Card:
    """Return a row of a list, as a paper in one language stands in it."""
    language = shown["lang"]
    others = [text_of for text_of in LANGUAGES if text_of != language]
    return cards.Card(
        url="#",
        title=shown["title"],
        size=shapes.size_of(shown["title"]),
        subtitle=shown["subtitle"],
        lang=language,
        language_name=own_name(language),
        day=Day.of(timezone.now(), language),
        description="",
        abstract=shown["abstract"],
        authors=[cards.AuthorLink(Label(_("An author"), language), "#")],
        series=cards.SeriesLink("", Label(_("A series"), language), Label("7", language), "#"),
        editions=[cards.EditionLink(other, own_name(other), "", "#") for other in others],
        foreign=False,
        retracted=language == LANGUAGES[-1],
    )


def facet(language: str) -> Facet:
    return Facet("lang", _("Available in"), list(options()), 3, address("papers", language))


def options() -> Iterator[Option]:
    """Yield a chosen value, another one, and one with a long name."""
    for place, code in enumerate(LANGUAGES):
        yield Option(Label(own_name(code), code), 40 >> place, "#", chosen=not place)
    yield Option(Label(" ".join([_("A long name")] * LONG_WORDS), ""), 1, "#", chosen=False)
