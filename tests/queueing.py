"""A paper whose notes wait for an editor, and the form of one note as a browser sends it."""

from typing import Any

from django.urls import reverse
from lxml import html

from papers import sources
from papers.models import Footnote, Paper
from tests.factories import make_paper, make_translation

NOTES = {
    "n1": "<p>Ana Kim, <em>Ports and Seas</em> (Oxford: Sea Press, 2020), 12.</p>",
    "n2": "<p>Ana Kim, <em>Ports of Asia</em> (Oxford: Sea Press, 2022), 40.</p>",
    "n3": "<p>Kim, <em>Ports and Seas</em>, 14.</p>",
    "n4": "<p>Kim, <em>Ports</em>, 7.</p>",
    "n5": "<p>Park, <em>Lost Harbours</em>, 3.</p>",
    "n6": "<p>See Bo Lee, <em>Cables</em> (Tokyo: Reef, 2019), 5; Chi Wu, <em>Reefs</em> (Tokyo: Reef, 2021), 6.</p>",
}


def make_waiting(slug: str = "harbours", notes: Any = None, **fields: Any) -> Paper:
    """Return a paper whose notes were read: the third is a short cite, the fourth one of two works, the fifth of none."""
    paper = make_paper(slug, **fields)
    texts = NOTES if notes is None else notes
    calls = "".join(f'<sup data-note="{key}"></sup>' for key in texts)
    make_translation(paper, "en", title="Harbours", body=f'<p data-passage="a">Text.{calls}</p>', notes=texts)
    sources.read(paper)
    return paper


def note(paper: Paper, key: str) -> Footnote:
    return paper.footnotes.get(key=key)


def address(note: Footnote, query: str = "") -> str:
    return reverse("admin:papers_footnote_sources", args=[note.pk]) + query


def form_of(answer: Any) -> dict[str, str]:
    """Return what a browser would send of the form of a note when nobody types anything."""
    page = html.fromstring(answer.content.decode())
    form = next(each for each in page.forms if "queue-sources" in (each.get("class") or ""))
    return sent(form)


def sent(form: Any) -> dict[str, str]:
    """Return what a browser sends of a form: a text without the line break that its element begins with."""
    texts = {each.name for each in form.iter("textarea")}
    values = {
        name: value.removeprefix("\n") if name in texts else value for name, value in form.form_values()
    }
    return {name: value.replace("\n", "\r\n") for name, value in values.items()}


def accept(client: Any, note: Footnote, query: str = "", **typed: str) -> Any:
    """Open a note, type, and accept; hyphens of names are written as two underscores."""
    data = form_of(client.get(address(note, query)))
    data |= {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(address(note, query), data)
