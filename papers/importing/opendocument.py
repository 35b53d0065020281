"""An .odt → a draft: what pandoc would lose of it is settled on its XML first."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from lxml import etree

from papers.importing import ast, changes, guard, marks, ooxml, pandoc, pictures, trees
from papers.importing.draft import Draft
from papers.importing.manuscript import Refused

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_STYLES = {
    "title": ("Title", "表題", "タイトル"),
    "subtitle": ("Subtitle", "副題", "サブタイトル"),
    "author": ("Author", "著者"),
}


def q(name: str) -> str:
    """Return the qualified name of a prefixed one: text:p → {…}p."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


_MAY_HIDE = ("section", "hidden-text", "span", "p", "h")
TEXT = f"{{{NAMESPACES['text']}}}"


def read(name: str, data: bytes) -> Draft:
    """Return the draft of an OpenDocument text; raise Refused when it cannot be read."""
    draft = Draft(has_styles=False)
    parts = guard.unpack(name, data)
    _refuse_encrypted(name, parts)
    root = ooxml.parse(name, parts["content.xml"])
    _Content(root, draft).settle()
    needed = {path: b"" for path in parts if path.startswith("Pictures/")}
    if "styles.xml" in parts:
        sheet = ooxml.parse(name, parts["styles.xml"])
        _report_margins(sheet, draft)
        needed["styles.xml"] = etree.tostring(sheet)
    needed["content.xml"] = etree.tostring(root)
    answer = pandoc.read(name, guard.pack(needed), "odt")
    gallery = pictures.Gallery(draft, lambda source: parts.get(source.removeprefix("./")))
    return ast.draft(answer, gallery.address, draft)


def _refuse_encrypted(name: str, parts: Mapping[str, bytes]) -> None:
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Refused(_("“%(name)s” is protected by a password.") % {"name": name})


class _Content:
    """The text of one document while it is settled."""

    def __init__(self, root: etree._Element, draft: Draft) -> None:
        self.root, self.draft = root, draft
        self.lose = draft.report.lose

    def settle(self) -> None:
        for element in self.root.iter():
            element.text = marks.strip(element.text) if element.text else element.text
            element.tail = marks.strip(element.tail) if element.tail else element.tail
        self._accept_changes()
        self._drop_comments()
        self._drop_hidden()
        self._drop_contents_list()
        self._settle_ruby()
        self._settle_notes()
        self._settle_boxes()
        self._report_citations()
        self._mark_titles()

    def _accept_changes(self) -> None:
        for region in list(self.root.iter(TEXT + "tracked-changes")):
            for change in region.iter(TEXT + "deletion"):
                # Who and when stand beside what was deleted.
                said = "".join(map(_said, change.iterchildren(TEXT + "p", TEXT + "h")))
                if said.strip():
                    self.lose(_("deleted text"), said, _("A tracked change deletes it."))
            changes.report_accepted(len(region.findall(TEXT + "changed-region")), self.draft.report)
            _drop(region)

    def _drop_comments(self) -> None:
        for comment in list(self.root.iter(q("office:annotation"))):
            author = comment.findtext(q("dc:creator")) or ""
            said = " ".join(map(trees.letters, comment.iter(TEXT + "p")))
            where = f"{author}: {said}" if author else said
            self.lose(_("comment"), where, _("Comments are not part of the text."))
            _drop(comment)
        for end in list(self.root.iter(q("office:annotation-end"))):
            _drop(end)

    def _drop_hidden(self) -> None:
        """Take out what the document hides: sections, paragraphs and spans, by field or by style."""
        styles = {
            style.get(q("style:name"), "")
            for style in self.root.iter(q("style:style"))
            if any(each.get(TEXT + "display") == "none" for each in style.iter(q("style:text-properties")))
        }
        for element in list(self.root.iter(*(TEXT + name for name in _MAY_HIDE))):
            if not (_is_hidden(element) or element.get(TEXT + "style-name", "") in styles):
                continue
            said = (element.get(TEXT + "string-value") or trees.letters(element)).strip()
            if said:
                self.lose(_("hidden text"), said, _("The document hides it."))
            _drop(element)
        for field in list(self.root.iter(TEXT + "hidden-paragraph")):
            paragraph = next(field.iterancestors(TEXT + "p"), None)
            if field.get(TEXT + "is-hidden") == "true" and paragraph is not None:
                self.lose(_("hidden text"), trees.letters(paragraph), _("The document hides it."))
                _drop(paragraph)

    def _drop_contents_list(self) -> None:
        for contents in list(self.root.iter(TEXT + "table-of-content")):
            why = _("The site makes its own from the headings.")
            self.lose(_("table of contents"), trees.letters(contents), why)
            _drop(contents)

    def _settle_ruby(self) -> None:
        for ruby in list(self.root.iter(TEXT + "ruby")):
            base = "".join(map(trees.letters, ruby.iter(TEXT + "ruby-base")))
            reading = "".join(map(trees.letters, ruby.iter(TEXT + "ruby-text")))
            _replace(ruby, marks.ruby(base, reading))

    def _settle_notes(self) -> None:
        """Mark each note with its key, and make a reference to a note a second call of it."""
        keys: dict[str, str] = {}
        for at, note in enumerate(self.root.iter(TEXT + "note"), start=1):
            key = keys.setdefault(note.get(TEXT + "id", f"#{at}"), f"odt-{at}")
            body = note.find(TEXT + "note-body")
            if body is None:
                continue
            paragraph = body.find(TEXT + "p")
            if paragraph is None:
                paragraph = etree.Element(TEXT + "p")
                body.insert(0, paragraph)
            paragraph.text = marks.note(key) + (paragraph.text or "")
            sign = note.find(TEXT + "note-citation")
            if sign is not None and sign.get(TEXT + "label"):
                self.draft.signs[key] = sign.get(TEXT + "label", "")
        for reference in list(self.root.iter(TEXT + "note-ref")):
            if reference.get(TEXT + "reference-format", "text") == "text":
                name = reference.get(TEXT + "ref-name", "")
                if name not in keys:
                    keys[name] = "lost-" + (re.sub(r"[^a-z0-9]", "", name.lower())[:30] or "0")
                    self.draft.printed[keys[name]] = trees.letters(reference)
                _replace(reference, marks.call(keys[name]))

    def _settle_boxes(self) -> None:
        """Move the paragraphs of a text box behind the one that it stands at."""
        for box in list(self.root.iter(q("draw:text-box"))):
            said = _said(box).strip()
            frame = next(box.iterancestors(q("draw:frame")), box)
            paragraph = next(frame.iterancestors(TEXT + "p", TEXT + "h"), None)
            if box.find(f".//{q('draw:image')}") is not None or paragraph is None or not said:
                continue
            for inner in reversed(list(box)):
                paragraph.addnext(inner)
            why = _(
                "Its text is kept as paragraphs behind the one that it stood at; its frame and place are not."
            )
            self.lose(_("text box"), said, why)
            _drop(frame)

    def _report_citations(self) -> None:
        names = ("reference-mark-start", "reference-mark", "bookmark-start")
        for mark in self.root.iter(*(TEXT + name for name in names)):
            if re.match(r"ZOTERO_(ITEM|BIBL)|CSL_CITATION|Mendeley", mark.get(TEXT + "name", "")):
                what = _("citation field (%(manager)s)") % {"manager": "Zotero"}
                why = _("Its text is kept; the link to the citation manager is not.")
                self.lose(what, mark.tail or "", why)

    def _mark_titles(self) -> None:
        """Mark the paragraphs in the styles of title, subtitle and author; pandoc knows them as plain text."""
        parents = {
            style.get(q("style:name"), ""): style.get(q("style:parent-style-name"), "")
            for style in self.root.iter(q("style:style"))
        }
        for paragraph in list(self.root.iter(TEXT + "p")):
            name = paragraph.get(TEXT + "style-name", "")
            for part, known in _STYLES.items():
                if name in known or parents.get(name) in known:
                    paragraph.text = marks.part(part) + (paragraph.text or "")


def _said(element: etree._Element) -> str:
    """Return the text of an element, notes with it but not their numbers."""
    if element.tag == TEXT + "note-citation":
        return ""
    inner = "".join(_said(child) + (child.tail or "") for child in element)
    return (element.text or "") + inner


def _is_hidden(element: etree._Element) -> bool:
    return element.get(TEXT + "display") == "none" or element.get(TEXT + "is-hidden") == "true"


def _report_margins(root: etree._Element, draft: Draft) -> None:
    for name, what in (("header", _("page header")), ("footer", _("page footer"))):
        for margin in root.iter(q(f"style:{name}")):
            for number in list(margin.iter(TEXT + "page-number", TEXT + "page-count")):
                _drop(number)
            if re.search(r"\w", trees.letters(margin)):
                why = _("Pages are a matter of paper; the site has none.")
                draft.report.lose(what, trees.letters(margin), why)


def _drop(element: etree._Element) -> None:
    _replace(element, "")


def _replace(element: etree._Element, text: str) -> None:
    """Put text in the place of an element."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    left = text + (element.tail or "")
    element.tail = None
    if previous is not None:
        previous.tail = (previous.tail or "") + left
    else:
        parent.text = (parent.text or "") + left
    parent.remove(element)
