"""What floats over a Word page: text boxes, drawings, charts, embedded objects."""

from django.utils.translation import gettext as _
from lxml import etree

from papers.importing.draft import Report
from papers.importing.ooxml import W, each, q, remove, text

_ANCHORS = ("mc:AlternateContent", "w:drawing", "w:pict", "w:object")
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


def settle(root: etree._Element, report: Report) -> None:
    """Move the text of boxes behind their paragraph, keep pictures, report what is neither."""
    for anchor in each(root, *_ANCHORS):
        if next(anchor.iterancestors(*map(q, _ANCHORS)), None) is None and anchor.getparent() is not None:
            _settle_one(anchor, report)


def _settle_one(anchor: etree._Element, report: Report) -> None:
    shown = anchor
    if anchor.tag == q("mc:AlternateContent"):
        # The choice and its fallback say the same thing twice.
        shown = next((choice for choice in anchor if len(choice)), anchor)
    boxes = [box for box in each(shown, "w:txbxContent") if _is_outermost(box, shown)]
    pictures = _pictures(shown)
    for box in reversed(boxes):
        _move_behind(anchor, box, report)
    if not boxes and not pictures:
        _report_drawing(anchor, shown, report)
    for picture in pictures:
        anchor.addprevious(picture)
    if anchor not in pictures:
        remove(anchor)


def _is_outermost(box: etree._Element, shown: etree._Element) -> bool:
    return not any(above.tag == W + "txbxContent" for above in _between(box, shown))


def _between(inner: etree._Element, outer: etree._Element) -> list[etree._Element]:
    above: list[etree._Element] = []
    for ancestor in inner.iterancestors():
        if ancestor is outer:
            break
        above.append(ancestor)
    return above


def _pictures(shown: etree._Element) -> list[etree._Element]:
    """Return the drawings and shapes here that show a picture; a picture inside a box moves with the box."""
    for vector in list(shown.iter(_SVG)):
        # Word puts an SVG beside its PNG; only the PNG can be kept.
        remove(vector)
    found = []
    for holder in each(shown, "w:drawing", "w:pict"):
        blips = each(holder, "a:blip", "v:imagedata")
        if any(not any(above.tag == W + "txbxContent" for above in _between(blip, holder)) for blip in blips):
            found.append(holder)
    return found


def _move_behind(anchor: etree._Element, box: etree._Element, report: Report) -> None:
    said, paragraph = text(box), next(anchor.iterancestors(W + "p"), None)
    if not said or paragraph is None:
        return
    for inner in reversed(list(box)):
        paragraph.addnext(inner)
    why = _("Its text is kept as paragraphs behind the one that it stood at; its frame and place are not.")
    report.lose(_("text box"), said, why)


def _report_drawing(anchor: etree._Element, shown: etree._Element, report: Report) -> None:
    paragraph = next(anchor.iterancestors(W + "p"), anchor)
    names = [element.get("descr") or element.get("name") or "" for element in each(shown, "wp:docPr")]
    uri = "".join(element.get("uri", "") for element in each(shown, "a:graphicData"))
    what = _("drawing")
    if uri.endswith("/chart"):
        what = _("chart")
    elif uri.endswith("/diagram"):
        what = _("diagram")
    elif anchor.tag == W + "object":
        what = _("embedded object")
    report.lose(what, text(paragraph) or " ".join(names), _("Only photographs and pictures can be kept."))
