"""Makes the documents that are rendered, and reads the HTML that comes of them."""

from lxml import html as markup_of

from papers.document import Document, Note
from papers.rendering import page

PICTURE = f"/media/{'a' * 64}.png"


def call(key):
    return f'<sup data-note="{key}"></sup>'


def note(key, html=None, *, kind="author", language="en"):
    return Note(key=key, kind=kind, language=language, html=html or f"<p>Source {key}.</p>")


def rendered(body, *notes, language="ja", **more):
    """Return the reading page of a body; a note given by its key alone is one in English."""
    known = tuple(one if isinstance(one, Note) else note(one) for one in notes)
    settled = {"language": language, "original_language": language, "body": body, "notes": known, **more}
    return page(Document(**settled))


def noteref(key, number, *, label="注{}", suffix="", prefix=""):
    """Return the HTML of a call on a page whose interface words need no language of their own."""
    name = label.format(number)
    return (
        f'<sup class="note-call" id="{prefix}call-{key}{suffix}">'
        f'<a role="doc-noteref" href="#note-{key}" aria-label="{name}">{number}</a></sup>'
    )


def xpath(html, path):
    return markup_of.fragment_fromstring(html, create_parent="div").xpath(path)


def ids_in(html):
    return xpath(html, ".//@id")
