"""One file → one Manuscript: each format's reader, then the same steps for all of them."""

import re
from collections.abc import Callable, Collection, Sequence
from itertools import count
from pathlib import PurePath

from django.utils.translation import gettext as _
from lxml import etree

from papers import footnotes, markup
from papers.importing import (
    furniture,
    guard,
    habit,
    headings,
    html,
    markdown,
    marks,
    opendocument,
    plain,
    remarks,
    scripts,
    trees,
    word,
)
from papers.importing.draft import Draft, excerpt
from papers.importing.manuscript import Manuscript, Note, Proof, Recognised, Refused, Remark

READERS: dict[str, Callable[[str, bytes], Draft]] = {
    "docx": word.read,
    "odt": opendocument.read,
    "html": html.read,
    "markdown": markdown.read,
    "text": plain.read,
}
_KINDS = {
    "translator": re.compile(
        r"[\s(（\[［【]*(?:訳者?注|訳註|translator[’']?s?['’]?\s+note|역주)", re.IGNORECASE
    ),
    "editor": re.compile(
        r"[\s(（\[［【]*(?:編集?者?注|編注|editor[’']?s?['’]?\s+note|편집자\s*주)", re.IGNORECASE
    ),
}
# A mark of byte order or a space of no width is no text.
_SAYS = re.compile(r"[^\s\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
# A title in bold is no emphasis, and a call is no raised letter.
_MARKED = re.compile(r"<(?:a|em|sub|sup)(?: href[^>]*)?>")
# Besides the plain one: no-break, thin, narrow, ideographic.
_SPACES = (" ", "\u00a0", "\u2009", "\u202f", "\u3000")
UNWRAPPED = "unwrapped"
CALLS_LIMIT = 10_000
_PARTS_OF_NOTES = re.compile(r"<(ul|ol|table|blockquote|h[1-6]|figure|img)\b")


def read(name: str, data: bytes, language: str, languages: Collection[str] = ("en", "ja")) -> Manuscript:
    """Return what a file says, as a paper in `language`; raise Refused for a file that cannot be read.

    `languages` are those of the installation: a note or a title may be in any of them.
    """
    name = PurePath(name.replace("\\", "/")).name
    try:
        draft = READERS[guard.kind(name, data)](name, data)
        manuscript = _Finish(name, draft, language, languages).manuscript()
    except RecursionError as deep:
        raise Refused(_("“%(name)s” is nested too deeply to be read.") % {"name": name}) from deep
    parts = (
        manuscript.title,
        manuscript.body,
        manuscript.abstract,
        *(note.html for note in manuscript.notes),
    )
    if not any(_SAYS.search(markup.text(part)) for part in parts) and not manuscript.proof.images:
        raise Refused(_("“%(name)s” has no text.") % {"name": name})
    return manuscript


class _Finish:
    """The steps from a draft to a manuscript."""

    def __init__(self, name: str, draft: Draft, language: str, languages: Collection[str]) -> None:
        self.name, self.draft, self.language = name, draft, language
        self.languages = list(dict.fromkeys([language, *languages]))
        for part in ("html", "title", "subtitle", "abstract"):
            setattr(draft, part, marks.resolve(getattr(draft, part)))
        draft.authors = [marks.resolve(author) for author in draft.authors]
        draft.notes = {key: self._note(html) for key, html in draft.notes.items()}

    def _note(self, html: str) -> str:
        resolved = marks.resolve(html)
        clean = markup.clean_note(resolved)
        if _PARTS_OF_NOTES.search(resolved):
            why = _("A note holds paragraphs only; the text is kept.")
            self.draft.report.lose(_("list, table or quotation in a note"), markup.text(clean), why)
        return clean

    def manuscript(self) -> Manuscript:
        draft = self.draft
        self._leave_abstract()
        body = markup.parse(markup.clean(draft.html))
        habit.take(body, draft)
        _bound(self.name, body)
        # Where a call was made inside a mark, it now stands beside it.
        body = markup.parse(markup.clean(markup.serialise(body)))
        around = furniture.Around(body, draft, self.language, self.languages)
        found = around.take()
        headings.by_shape(body, draft.report, has_styles=draft.has_styles)
        self._drop_stray_spaces(body)
        starred = [*remarks.by_call(body, draft), *around.starred]
        body_html, notes = self._keyed(_without_language(markup.serialise(body), self.language))
        return Manuscript(
            language=self.language,
            title=self._line(draft.title),
            subtitle=self._line(draft.subtitle),
            authors=tuple(name for author in draft.authors if (name := self._line(author))),
            affiliations=dict(draft.affiliations),
            abstract=markup.clean_note(draft.abstract),
            body=body_html,
            notes=notes,
            images={digest: picture for digest, picture in draft.pictures.items() if digest in body_html},
            furniture=found,
            starred=tuple(starred),
            recognised=(*around.recognised, *(_recognised(remark) for remark in starred)),
            not_kept=tuple(draft.report.not_kept),
            unsure=tuple(draft.report.unsure),
            proof=self._proof(body_html, notes),
        )

    def _leave_abstract(self) -> None:
        """Leave an abstract that calls notes at the head of the text, where they are counted."""
        draft = self.draft
        if "<sup data-note" in draft.abstract or habit.CALLS["bracket"].search(draft.abstract):
            paragraphs = draft.abstract if "<p>" in draft.abstract else f"<p>{draft.abstract}</p>"
            draft.html, draft.abstract = paragraphs + draft.html, ""
            draft.report.doubt(
                _("The abstract holds more than plain paragraphs; it is left at the head of the text.")
            )

    def _line(self, html: str) -> str:
        """Return a title or a name as plain text; what it loses by that is reported."""
        clean = markup.clean(f"<p>{html}</p>")
        plain = _("Titles and names are plain text.")
        for reading in markup.parse(clean).iter("rt"):
            self.draft.report.lose(_("reading (ruby)"), reading.text or "", plain)
        if _MARKED.search(clean):
            self.draft.report.lose(_("emphasis or link in a title"), markup.text(clean), plain)
        return markup.line(markup.text(clean))

    # -- notes -------------------------------------------------------------------------------

    def _drop_stray_spaces(self, body: etree._Element) -> None:
        """Drop the space that some editors put behind a call where text is set solid."""
        if self.language.split("-")[0] not in scripts.SPACELESS:
            return
        for call in body.iter("sup"):
            tail = call.tail or ""
            if call.get(markup.CALL) is None or not tail.startswith(_SPACES):
                continue
            rest = tail.lstrip("".join(_SPACES))
            if scripts.is_wide(_letter_before(call)) or scripts.is_wide(rest[:1]):
                call.tail = rest

    def _keyed(self, body: str) -> tuple[str, tuple[Note, ...]]:
        """Return the body and its notes under the keys n1, n2 … in the order of first calls, or under their own."""
        order = dict.fromkeys([*footnotes.keys(body), *self.draft.notes])
        renamed = self._renamed(list(order))
        self.draft.printed = {
            renamed[key]: label for key, label in self.draft.printed.items() if key in renamed
        }
        for key, sign in self.draft.signs.items():
            if key in self.draft.notes:
                where = markup.text(self.draft.notes[key])
                self.draft.report.lose(
                    _("sign of a note (%(sign)s)") % {"sign": sign}, where, _("Notes are numbered.")
                )
        notes = [self._made_note(key, renamed[key]) for key in order if key in self.draft.notes]
        return footnotes.rename(body, renamed), tuple(notes)

    def _renamed(self, order: Sequence[str]) -> dict[str, str]:
        """Return the key of each note: the one that a file of ours gives it, else the next free number."""
        own = {key: name for key, name in self.draft.own_keys.items() if key in order}
        free = (name for number in count(1) if (name := f"n{number}") not in own.values())
        if own:
            self.draft.printed = {key: str(n) for n, key in enumerate(order, start=1)} | self.draft.printed
        return {key: own.get(key) or next(free) for key in order}

    def _made_note(self, found: str, key: str) -> Note:
        html = self.draft.notes[found]
        text = markup.text(html)
        said = next((kind for kind, opening in _KINDS.items() if opening.match(text)), "author")
        kind = self.draft.kinds.get(found, said)
        language = self.draft.languages.get(found) or scripts.guess(text, self.languages, self.language)
        return Note(key, _without_language(html, language), language, kind)

    # -- proof -------------------------------------------------------------------------------

    def _proof(self, body: str, notes: tuple[Note, ...]) -> Proof:
        root = markup.parse(body)
        calls = footnotes.keys(body)
        return Proof(
            calls=len(calls),
            distinct=len(set(calls)),
            notes=len(notes),
            paragraphs=len(root.findall("p")) + len(root.findall("blockquote/p")),
            headings=sum(len(root.findall(level)) for level in ("h2", "h3", "h4")),
            tables=len(root.findall("table")),
            images=len(root.findall("figure")),
            mismatches=(*self.draft.report.mismatches, *self._mismatches(body, notes)),
        )

    def _mismatches(self, body: str, notes: tuple[Note, ...]) -> list[str]:
        known = [note.key for note in notes]
        texts = {note.key: markup.text(note.html) for note in notes}
        dangling = _("Note %(number)s is called, but there is no such note: “%(sentence)s”.")
        uncalled = _("Note %(number)s is called nowhere: “%(sentence)s”.")
        return [
            dangling % {"number": self._number(key), "sentence": sentence}
            for key in footnotes.dangling(body, known)
            for sentence in footnotes.context(body, key)
        ] + [
            uncalled % {"number": self._number(key), "sentence": excerpt(texts[key])}
            for key in footnotes.uncalled(body, known)
        ]

    def _number(self, key: str) -> str:
        return self.draft.printed.get(key) or key.removeprefix("n")


def _recognised(remark: Remark) -> Recognised:
    return Recognised("remark", markup.text(remark.html))


def _bound(name: str, body: etree._Element) -> None:
    """Refuse a text that calls more notes than any paper has: what follows looks at every call."""
    if sum(1 for call in body.iter("sup") if call.get(markup.CALL)) > CALLS_LIMIT:
        sentence = _("“%(name)s” calls more than %(limit)d notes.")
        raise Refused(sentence % {"name": name, "limit": CALLS_LIMIT})


def _without_language(html: str, language: str) -> str:
    """Return clean HTML without the marks that say what the whole text says already."""
    if "<span" not in html:
        return markup.clean(html)
    root = markup.parse(markup.clean(html))
    for span in list(root.iter("span")):
        if span.get("lang", "").split("-")[0] == language.split("-")[0]:
            span.tag = UNWRAPPED
    etree.strip_tags(root, UNWRAPPED)
    return markup.clean(markup.serialise(root))


def _letter_before(call: etree._Element) -> str:
    """Return the letter before a call, or before the calls that it stands among."""
    previous = call.getprevious()
    while previous is not None and previous.get(markup.CALL) is not None and not previous.tail:
        previous = previous.getprevious()
    if previous is None:
        parent = call.getparent()
        text = (parent.text or "") if parent is not None else ""
    else:
        text = previous.tail or trees.letters(previous)
    return text[-1:]
