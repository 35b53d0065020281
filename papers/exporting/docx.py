"""A printing → a Word document: real footnotes and styles, each passage under its bookmark, each language marked."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree

from papers import markup
from papers.exporting import pdf, wordml
from papers.exporting.docx_text import BULLETS, LANGUAGE_STYLE, NUMBERS, Relations, Text
from papers.exporting.printing import Printing
from papers.exporting.wordml import Look, element, paragraph, run, words

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MEDIA = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
# Of the page, in twentieths of a point: A4, margins of 30 mm.
PAGE, MARGIN = {"w": 11906, "h": 16838}, 1701


def write(edition: Printing) -> bytes:
    """Return the edition as a .docx, the same bytes for the same facts."""
    with translation.override(edition.tongue.words):
        text = Text(edition.document, edition.numbers)
        body = element("body", {}, *_blocks(edition, text), _section())
        notes, links = _notes(edition, text)
        parts = {
            "[Content_Types].xml": _types(),
            "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}, core=True),
            "docProps/core.xml": _core(edition),
            "word/document.xml": _part(element("document", {}, body)),
            "word/footnotes.xml": _part(notes),
            "word/styles.xml": _styles(edition, sorted(text.languages)),
            "word/numbering.xml": _part(_numbering(text.lists)),
            "word/settings.xml": _part(_settings(edition)),
            "word/_rels/document.xml.rels": _relations({**OWN, **text.relations.found}),
            "word/_rels/footnotes.xml.rels": _relations(links.found),
            **{f"word/media/{name}": data for name, data in text.pictures.items()},
        }
    return _packed(parts)


OWN = {
    "rId1": ("styles", "styles.xml"),
    "rId2": ("footnotes", "footnotes.xml"),
    "rId3": ("numbering", "numbering.xml"),
    "rId4": ("settings", "settings.xml"),
}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            member = zipfile.ZipInfo(name)  # dated 1980, so that the bytes tell nothing but the text
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return file.getvalue()


def _part(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# -- the text --------------------------------------------------------------------------------


def _blocks(edition: Printing, text: Text) -> Iterator[etree._Element]:
    frozen = edition.document
    yield from _head(edition)
    if frozen.abstract:
        yield _line("TaiyakuHeading", _("Abstract"))
        for block in markup.parse(frozen.abstract):
            made = paragraph("Abstract")
            made.extend(text.inline(block, Look()))
            yield made
    yield from text.body(frozen.body)
    if edition.sources:
        yield _line("TaiyakuHeading", _("References"))
        for source in edition.sources:
            look = Look(language=source.language if source.language != edition.language else "")
            made = paragraph("TaiyakuRecord")
            made.extend(text.inline(markup.parse(source.html), look))
            yield made
    yield _line("TaiyakuHeading", "")
    for pair in pdf.particulars(edition):
        said = markup.line(markup.text(pair["html"])) if "html" in pair else pair["text"]
        yield _line("TaiyakuRecord", f"{pair['label']}: {said}")


def _head(edition: Printing) -> Iterator[etree._Element]:
    """Yield what stands above the text; only title, authors and date are read back from it."""
    frozen, series = edition.document, edition.document.series
    if series:
        yield _line(
            "TaiyakuKicker",
            "  ".join(said.text for said in (series.name, series.genre, series.number) if said),
        )
    if edition.retraction:
        mark = _("This paper was retracted on %(day)s.") % {"day": edition.retraction.day}
        yield _line("TaiyakuRecord", f"{mark} {edition.retraction.reason.text}")
    yield _line("Title", frozen.title)
    if frozen.subtitle:
        yield _line("Subtitle", frozen.subtitle)
    for person in frozen.authors:
        yield _line("Author", person.name.text)
        about = [said.text for said in (person.affiliation, person.position) if said]
        if about:
            yield _line("TaiyakuRecord", _(", ").join(about))
    for fact in pdf.facts(edition):
        yield _line("TaiyakuRecord" if fact["ours"] else "Date", fact["text"])
    if series and series.notice:
        yield _line("TaiyakuRecord", series.notice_title.text)
        for line in markup.text(series.notice.text).split("\n"):
            yield _line("TaiyakuRecord", line)


def _line(style: str, text: str) -> etree._Element:
    made = paragraph(style)
    if text:
        made.append(run(Look(), words(text)))
    return made


def _notes(edition: Printing, text: Text) -> tuple[etree._Element, Relations]:
    """Return the part of the footnotes, with the two lines that Word draws above them, and its links."""
    main, text.relations = text.relations, Relations()
    root = element("footnotes")
    for number, kind, mark in (
        (-1, "separator", "separator"),
        (0, "continuationSeparator", "continuationSeparator"),
    ):
        line = element("p", {}, run(Look(), element(mark)))
        root.append(element("footnote", {"type": kind, "id": number}, line))
    notes = {note.key: note for note in edition.document.notes}
    for key in list(text.called):
        root.append(text.note(notes[key]))
    links, text.relations = text.relations, main
    return root, links


def _section() -> etree._Element:
    margins = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
    return element(
        "sectPr",
        {},
        element("pgSz", PAGE),
        element("pgMar", {**margins, "header": 709, "footer": 709, "gutter": 0}),
    )


# -- what stands beside it -------------------------------------------------------------------


def _numbering(lists: Iterable[tuple[int, int]]) -> etree._Element:
    root = element("numbering")
    for kind in (BULLETS, NUMBERS):
        levels = (_level(kind, level) for level in range(9))
        root.append(element("abstractNum", {"abstractNumId": kind}, *levels))
    for number, (kind, start) in enumerate(lists, start=1):
        made = element("num", {"numId": number}, element("abstractNumId", {"val": kind}))
        if kind == NUMBERS:
            for level in range(9):
                first = element("startOverride", {"val": start})
                made.append(element("lvlOverride", {"ilvl": level}, first))
        root.append(made)
    return root


def _level(kind: int, level: int) -> etree._Element:
    form, mark = ("decimal", f"%{level + 1}.") if kind == NUMBERS else ("bullet", "•")
    indent = element("ind", {"left": 480 * (level + 1), "hanging": 360})
    return element(
        "lvl",
        {"ilvl": level},
        element("start", {"val": 1}),
        element("numFmt", {"val": form}),
        element("lvlText", {"val": mark}),
        element("lvlJc", {"val": "left"}),
        element("pPr", {}, indent),
    )


def _settings(edition: Printing) -> etree._Element:
    return element("settings", {}, element("themeFontLang", wordml.languages(edition.language)))


def _styles(edition: Printing, codes: Iterable[str]) -> bytes:
    known = wordml.languages(edition.language)
    wide = "eastAsia" in known
    values = {
        "LATIN": known["val"],
        "EAST": known.get("eastAsia", "ja-JP"),
        "LEADING": "340" if wide else "290",
        "ACCENT": edition.colour.removeprefix("#").upper(),
    }
    sheet = (pdf.SHEETS / "styles.xml").read_text(encoding="utf-8")
    for name, value in values.items():
        sheet = sheet.replace(f'"{name}"', f'"{value}"')
    root = etree.fromstring(sheet.encode())
    root.extend(_language_style(code) for code in codes)
    return _part(root)


def _language_style(code: str) -> etree._Element:
    """Return the style of words in another language, which says so by its name, too."""
    return element(
        "style",
        {"type": "character", "customStyle": 1, "styleId": f"{LANGUAGE_STYLE}{code}"},
        element("name", {"val": f"Taiyaku language {code}"}),
        element("rPr", {}, element("lang", wordml.languages(code))),
    )


def _default(namespace: str) -> Any:
    """Return the map that makes a namespace the default one; the stubs of lxml do not know None."""
    return {None: namespace}


def _types() -> bytes:
    root = etree.Element(f"{{{PACKAGE}/content-types}}Types", nsmap=_default(f"{PACKAGE}/content-types"))
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **MEDIA,
    }
    for extension, kind in defaults.items():
        etree.SubElement(root, "Default", {"Extension": extension, "ContentType": kind})
    names = {
        "document": "document.main",
        **{name: name for name in ("footnotes", "styles", "numbering", "settings")},
    }
    for name, kind in names.items():
        facts = {"PartName": f"/word/{name}.xml", "ContentType": f"{MAIN}.{kind}+xml"}
        etree.SubElement(root, "Override", facts)
    core = {
        "PartName": "/docProps/core.xml",
        "ContentType": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    etree.SubElement(root, "Override", core)
    for child in root:
        child.tag = f"{{{PACKAGE}/content-types}}{child.tag}"
    return _part(root)


def _relations(found: Mapping[str, tuple[str, str]], *, core: bool = False) -> bytes:
    name = f"{{{PACKAGE}/relationships}}"
    root = etree.Element(f"{name}Relationships", nsmap=_default(name[1:-1]))
    for identifier, (kind, target) in found.items():
        facts = {"Id": identifier, "Type": f"{OFFICE}/{kind}", "Target": target}
        if kind == "hyperlink":
            facts["TargetMode"] = "External"
        etree.SubElement(root, f"{name}Relationship", facts)
    if core:
        kind = f"{PACKAGE}/relationships/metadata/core-properties"
        etree.SubElement(
            root, f"{name}Relationship", {"Id": "rId9", "Type": kind, "Target": "docProps/core.xml"}
        )
    return _part(root)


def _core(edition: Printing) -> bytes:
    """Return the properties that every office program shows."""
    cp, dc = f"{PACKAGE}/metadata/core-properties", "http://purl.org/dc/elements/1.1/"
    root = etree.Element(f"{{{cp}}}coreProperties", nsmap={"cp": cp, "dc": dc})
    authors = "; ".join(person.name.text for person in edition.document.authors)
    facts = [
        (dc, "title", edition.title),
        (dc, "creator", authors),
        (cp, "keywords", ", ".join(edition.keywords)),
        (dc, "identifier", edition.url),
        (dc, "language", edition.language),
    ]
    for space, name, said in facts:
        if said:
            etree.SubElement(root, f"{{{space}}}{name}").text = said
    return _part(root)
