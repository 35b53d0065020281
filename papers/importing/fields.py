"""Word's fields: second calls of a note, citation managers, contents lists, phonetic guides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree

from papers.importing import marks
from papers.importing.draft import Draft, Report
from papers.importing.ooxml import W, attribute, each, remove, run, text, text_of_runs, unwrap

MANAGERS = {
    "ZOTERO": "Zotero",
    "EN.": "EndNote",
    "CSL_CITATION": "Mendeley",
    "MENDELEY": "Mendeley",
    "CITAVI": "Citavi",
    "RW.": "RefWorks",
    "PAPERS": "Papers",
}
# What these print depends on the page, and a web page has none.
PAGED = ("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES")

# Word's older phonetic guide: EQ \* jc2 \* "Font:游明朝" \* hps10 \o\ad(\s\up 9(かんじ),漢字)
_PHONETIC = re.compile(r"\\o\s*\\a[dclr]\s*\(\s*\\s\s*\\up\s*[\d.]+\s*\(([^()]*)\)\s*[,;]\s*([^()]*)\)")


@dataclass
class Field:
    """One field: its instruction, the elements that make it up, and the runs of its result."""

    instruction: str = ""
    in_result: bool = False
    scaffold: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)

    @property
    def code(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


def resolve(root: etree._Element, notes: dict[str, str], draft: Draft) -> None:
    """Replace every field but hyperlinks by what it stands for; `notes` maps bookmarks to note keys."""
    for simple in each(root, "w:fldSimple"):
        made = Field(attribute(simple, "instr"), result=list(simple))
        unwrap(simple)
        _replace(made, notes, draft)
    for made in _complex(root):
        if made.code != "HYPERLINK":
            _replace(made, notes, draft)


def _complex(root: etree._Element) -> Iterator[Field]:
    """Yield the fields between fldChar marks, inner ones first."""
    done: list[Field] = []
    opened: list[Field] = []
    for piece in each(root, "w:r"):
        for child in piece:
            kind = attribute(child, "fldCharType") if child.tag == W + "fldChar" else ""
            if kind == "begin":
                opened.append(Field())
            elif kind == "separate" and opened:
                opened[-1].in_result = True
            elif child.tag == W + "instrText" and opened:
                opened[-1].instruction += child.text or ""
            if (kind or child.tag == W + "instrText") and opened:
                opened[-1].scaffold.append(child)
            if kind == "end" and opened:
                done.append(opened.pop())
        _file_run(piece, opened)
    # A field that never ends is no field: its text stays.
    yield from done


def _file_run(piece: etree._Element, opened: list[Field]) -> None:
    has_text = any(child.tag not in (W + "rPr", W + "fldChar", W + "instrText") for child in piece)
    if has_text and opened:
        in_code = next((made for made in opened if not made.in_result), None)
        if in_code is not None:
            in_code.scaffold.append(piece)
        else:
            for made in opened:
                made.result.append(piece)


def _replace(made: Field, notes: dict[str, str], draft: Draft) -> None:
    report, shown = draft.report, text_of_runs(made.result)
    if made.code in ("NOTEREF", "FTNREF"):
        key = _call_again(made, notes)
        if key not in notes.values():
            draft.printed[key] = shown
    elif made.code == "ADDIN" or made.code in ("CITATION", "BIBLIOGRAPHY"):
        _report_citation(made, shown, report)
    elif made.code == "EQ":
        _phonetic_or_formula(made, report)
    elif made.code == "TOC":
        report.lose(_("table of contents"), shown, _("The site makes its own from the headings."))
        _remove_paragraphs(made.result)
    elif made.code in PAGED:
        _remove_all(made.result)
    _remove_all(made.scaffold)


def _call_again(made: Field, notes: dict[str, str]) -> str:
    """Put a call in the place of a field and return its key; a bookmark around no note gives one of its own."""
    arguments = made.instruction.split()
    bookmark = arguments[1] if len(arguments) > 1 else ""
    key = notes.get(bookmark, "bookmark-" + re.sub(r"[^a-z0-9]", "", bookmark.lower())[:30])
    place = made.result[0] if made.result else made.scaffold[-1].getparent()
    if place is not None and place.getparent() is not None:
        place.addprevious(run(marks.call(key)))
    _remove_all(made.result)
    return key


def _report_citation(made: Field, shown: str, report: Report) -> None:
    instruction = made.instruction.upper()
    manager = next((name for sign, name in MANAGERS.items() if sign in instruction), "Word")
    if made.code != "ADDIN" or any(sign in instruction for sign in MANAGERS):
        what = _("citation field (%(manager)s)") % {"manager": manager}
        report.lose(what, shown, _("Its text is kept; the link to the citation manager is not."))


def _phonetic_or_formula(made: Field, report: Report) -> None:
    found = _PHONETIC.search(made.instruction)
    place = made.scaffold[0].getparent() if made.scaffold else None
    if found and place is not None:
        place.addprevious(run(marks.ruby(found[2].strip(), found[1].strip())))
        _remove_all(made.result)
    else:
        report.lose(_("formula"), made.instruction, _("Fields of this kind are not read."))


def _remove_all(elements: list[etree._Element]) -> None:
    for element in elements:
        remove(element)


def _remove_paragraphs(runs: list[etree._Element]) -> None:
    paragraphs = {next(each_run.iterancestors(W + "p"), None) for each_run in runs}
    _remove_all(runs)
    for paragraph in paragraphs:
        if paragraph is not None and not text(paragraph):
            remove(paragraph)


def bookmarked_notes(root: etree._Element) -> dict[str, str]:
    """Return, for each bookmark around a note call, the key of that note."""
    found: dict[str, str] = {}
    opened: dict[str, str] = {}
    names = ("w:bookmarkStart", "w:bookmarkEnd", "w:footnoteReference", "w:endnoteReference")
    for element in each(root, *names):
        if element.tag == W + "bookmarkStart":
            opened[attribute(element, "id")] = attribute(element, "name")
        elif element.tag == W + "bookmarkEnd":
            opened.pop(attribute(element, "id"), None)
        else:
            kind = "fn" if element.tag == W + "footnoteReference" else "en"
            found.update((name, f"{kind}-{attribute(element, 'id')}") for name in opened.values())
    return found
