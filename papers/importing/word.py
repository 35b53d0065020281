"""A .docx → a draft: Word's own habits are settled on its XML before pandoc reads it."""

import posixpath
import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from lxml import etree

from papers.importing import ast, boxes, changes, fields, guard, marks, ooxml, pandoc, pictures, styles
from papers.importing.draft import Draft
from papers.importing.manuscript import Refused
from papers.importing.ooxml import W, attribute, each, remove, run, text

_MAIN = "/officeDocument"
_KINDS = {"fn": "footnote", "en": "endnote"}


def read(name: str, data: bytes) -> Draft:
    """Return the draft of a Word document; raise Refused when it cannot be read."""
    draft = Draft(has_styles=False)
    parts = guard.unpack(name, data)
    document = Document(name, parts, draft)
    document.settle()
    answer = pandoc.read(name, document.packed(), "docx")
    gallery = pictures.Gallery(draft, document.picture)
    return ast.draft(answer, gallery.address, draft)


class Document:
    """The parts of one .docx that carry its text, while they are being settled."""

    def __init__(self, name: str, parts: Mapping[str, bytes], draft: Draft) -> None:
        self.name, self.parts, self.draft = name, parts, draft
        self.report = draft.report
        self.path = self._main_path()
        self.root = self._parse(self.path)
        self.relations = self._relations()
        self.trees = {path: self._parse(path) for path in self._related("styles", "footnotes", "endnotes")}
        self.notes = self._notes()

    def _parse(self, path: str) -> etree._Element:
        if path not in self.parts:
            raise Refused(_("“%(name)s” is damaged: it has no text inside.") % {"name": self.name})
        return ooxml.parse(self.name, self.parts[path])

    def _main_path(self) -> str:
        """Return the path of the main part; Word on the web calls it document2.xml."""
        for relation in self._parse("_rels/.rels"):
            if relation.get("Type", "").endswith(_MAIN):
                return relation.get("Target", "").lstrip("/")
        return "word/document.xml"

    def _relations(self) -> dict[str, tuple[str, str]]:
        """Return id → (kind, path or outside address) of what the main part names."""
        folder, file = posixpath.split(self.path)
        rels = f"{folder}/_rels/{file}.rels"
        found = {}
        for relation in self._parse(rels) if rels in self.parts else ():
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], target)
        return found

    def _related(self, *kinds: str) -> list[str]:
        return [path for kind, path in self.relations.values() if kind in kinds and path in self.parts]

    def _tree(self, kind: str) -> etree._Element | None:
        return next((self.trees[path] for path in self._related(kind)), None)

    def _notes(self) -> dict[str, etree._Element]:
        found = {}
        for prefix, kind in _KINDS.items():
            tree = self._tree(kind + "s")
            for note in each(tree, f"w:{kind}") if tree is not None else ():
                if attribute(note, "type") in ("", "normal"):
                    found[f"{prefix}-{attribute(note, 'id')}"] = note
        return found

    # -- settling ----------------------------------------------------------------------------

    def settle(self) -> None:
        """Turn what only Word understands into what pandoc keeps, and report the rest."""
        self._drop_margins()
        texts = [
            self.root,
            *(tree for kind in _KINDS.values() if (tree := self._tree(kind + "s")) is not None),
        ]
        accepted = 0
        for root in texts:
            self._strip_marks(root)
            _unwrap_tags(root)
            boxes.settle(root, self.report)
            accepted += changes.accept(root, self.notes, self.report)
        changes.report_accepted(accepted, self.report)
        self._drop_comments(texts)
        bookmarks = fields.bookmarked_notes(self.root)
        self._take_keys(bookmarks)
        for root in texts:
            self._drop_galleries(root)
            fields.resolve(root, bookmarks, self.draft)
            changes.drop_hidden(root, self.report)
            _settle_ruby(root)
            _settle_emphasis(root)
            _settle_passages(root)
            self._report_foreign_chunks(root)
            self._report_cropping(root)
            styles.settle(root, self._tree("styles"), self.report)
        self._settle_notes()

    def _take_keys(self, bookmarks: Mapping[str, str]) -> None:
        """Keep the keys of notes that the bookmarks of an exported file name."""
        for name, note in bookmarks.items():
            if found := styles.NOTE.fullmatch(name):
                self.draft.own_keys.setdefault(note, found[1].replace("_", "-"))

    def _strip_marks(self, root: etree._Element) -> None:
        """Take out what would be read as a mark of ours, and the hyphens that only guide Word."""
        for hyphen in each(root, "w:softHyphen"):
            remove(hyphen)
        for words in each(root, "w:t", "w:instrText", "w:delText"):
            if words.text:
                words.text = marks.strip(words.text)

    def _drop_comments(self, texts: list[etree._Element]) -> None:
        paths = self._related("comments")
        comments = self._parse(paths[0]) if paths else None
        for at, root in enumerate(texts):
            changes.drop_comments(root, comments if at == 0 else None, self.report)

    def _drop_galleries(self, root: etree._Element) -> None:
        """Take out Word's own contents list, a building block that is not a bare field, and its prompts to type."""
        for prompt in each(root, "w:showingPlcHdr"):
            block = next(prompt.iterancestors(W + "sdt"), None)
            if block is not None:
                remove(block)
        for gallery in each(root, "w:docPartGallery"):
            if attribute(gallery, "val") == "Table of Contents":
                block = next(gallery.iterancestors(W + "sdt"), None)
                if block is not None:
                    why = _("The site makes its own from the headings.")
                    self.report.lose(_("table of contents"), text(block), why)
                    remove(block)

    def _report_foreign_chunks(self, root: etree._Element) -> None:
        for chunk in each(root, "w:altChunk"):
            self.report.lose(_("embedded file"), "", _("A file inside the file is not read."))
            remove(chunk)

    def _report_cropping(self, root: etree._Element) -> None:
        for crop in each(root, "a:srcRect"):
            if any(value.strip("0") for value in map(str, crop.attrib.values())):
                paragraph = next(crop.iterancestors(W + "p"), crop)
                names = [part.get("descr") or part.get("name") or "" for part in each(paragraph, "wp:docPr")]
                why = _("The whole image is kept: what the cropping hides will be seen.")
                self.report.lose(_("cropping of an image"), " ".join(names), why)

    def _drop_margins(self) -> None:
        for kind, what in (("header", _("page header")), ("footer", _("page footer"))):
            for path in dict.fromkeys(self._related(kind)):
                root = self._parse(path)
                fields.resolve(root, {}, Draft())
                if re.search(r"\w", text(root)):
                    self.report.lose(what, text(root), _("Pages are a matter of paper; the site has none."))

    # -- notes -------------------------------------------------------------------------------

    def _settle_notes(self) -> None:
        called = self._settle_calls()
        for key, note in self.notes.items():
            if key not in called:
                why = _("Nothing in the document calls it; Word does not show it.")
                self.report.lose(_("note without a call"), text(note), why)
            paragraph = note.find(W + "p")
            if paragraph is None:
                paragraph = etree.SubElement(note, W + "p")
            self._drop_sign(key, paragraph)
            ooxml.insert_first(paragraph, run(marks.note(key)))

    def _settle_calls(self) -> set[str]:
        """Make every call after the first a mark, and every call of a note that is missing."""
        called: set[str] = set()
        for reference in each(self.root, "w:footnoteReference", "w:endnoteReference"):
            prefix = "fn" if reference.tag == W + "footnoteReference" else "en"
            key = f"{prefix}-{attribute(reference, 'id')}"
            self._take_sign(reference, key)
            piece = reference.getparent()
            if piece is not None and (key not in self.notes or key in called):
                piece.addprevious(run(marks.call(key)))
                remove(reference)
            called.add(key)
        return called

    def _take_sign(self, reference: etree._Element, key: str) -> None:
        """Drop the sign that the author set instead of a number, and remember it."""
        if attribute(reference, "customMarkFollows") not in ("", "0", "false"):
            del reference.attrib[W + "customMarkFollows"]
            for sign in list(reference.itersiblings(W + "t", W + "sym")):
                self.draft.signs[key] = (sign.text or "*").strip()
                remove(sign)

    def _drop_sign(self, key: str, paragraph: etree._Element) -> None:
        sign = self.draft.signs.get(key)
        first = next((words for words in each(paragraph, "w:t") if (words.text or "").strip()), None)
        opening = (first.text or "").lstrip() if first is not None else ""
        if sign and first is not None and opening.startswith(sign):
            first.text = opening[len(sign) :].lstrip()

    # -- out ---------------------------------------------------------------------------------

    def picture(self, source: str) -> bytes | None:
        """Return the bytes of an image as pandoc names it, or None when it lies outside the file."""
        folder = posixpath.dirname(self.path)
        for path in (posixpath.normpath(posixpath.join(folder, source)), source.lstrip("/")):
            if path in self.parts:
                return self.parts[path]
        return None

    def packed(self) -> bytes:
        """Return the archive for pandoc: the settled text and what it needs, images by name only."""
        needed = ("[Content_Types].xml", *self._related("numbering", "theme", "settings"))
        paths = [path for path in self.parts if path in needed or path.endswith(".rels")]
        trees = {path: self._parse(path) for path in paths} | {self.path: self.root, **self.trees}
        images = dict.fromkeys(self._related("image"), b"")
        return guard.pack(images | {path: etree.tostring(tree) for path, tree in trees.items()})


def _unwrap_tags(root: etree._Element) -> None:
    """Leave the text of tags that other programs put around it, which pandoc would drop."""
    for properties in each(root, "w:customXmlPr", "w:smartTagPr"):
        remove(properties)
    for tag in each(root, "w:customXml", "w:smartTag", "w:dir", "w:bdo"):
        ooxml.unwrap(tag)


def _settle_ruby(root: etree._Element) -> None:
    for ruby in each(root, "w:ruby"):
        base, reading = ruby.find(W + "rubyBase"), ruby.find(W + "rt")
        if base is None or reading is None:
            continue
        words = etree.Element(W + "t")
        words.text = marks.ruby(text(base), text(reading))
        ruby.addprevious(words)
        remove(ruby)


def _settle_passages(root: etree._Element) -> None:
    """Make the bookmarks of an exported file the marks of its passages; pandoc drops those that nothing leads to."""
    for bookmark in each(root, "w:bookmarkStart"):
        found = styles.PASSAGE.fullmatch(attribute(bookmark, "name"))
        if found:
            bookmark.addnext(run(marks.passage(found[1])))


def _settle_emphasis(root: etree._Element) -> None:
    """Make the dots beside Japanese letters an emphasis, which is what they mean."""
    for dots in each(root, "w:em"):
        properties = dots.getparent()
        if properties is not None and attribute(dots, "val") != "none":
            for name in ("i", "iCs"):
                for old in properties.findall(W + name):
                    remove(old)
            properties.append(etree.Element(W + "i"))
