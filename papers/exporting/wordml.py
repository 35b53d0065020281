"""WordprocessingML: the elements of a Word document, and runs of text with what is marked on them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XML = "{http://www.w3.org/XML/1998/namespace}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
NAMESPACES = {"w": W[1:-1], "r": R[1:-1], "wp": WP[1:-1], "a": A[1:-1], "pic": PIC[1:-1]}

EAST = {"ja": "ja-JP", "zh": "zh-CN", "ko": "ko-KR"}
LATIN = {"en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT"}


def element(
    name: str, attributes: Mapping[str, Any] | None = None, *children: etree._Element
) -> etree._Element:
    """Return <w:name> with its attributes in the same namespace."""
    made = etree.Element(f"{W}{name}", nsmap=NAMESPACES)
    for key, value in (attributes or {}).items():
        made.set(f"{W}{key}", str(value))
    made.extend(children)
    return made


def paragraph(style: str = "", *before: etree._Element) -> etree._Element:
    """Return a paragraph in a style; `before` are further properties of it."""
    properties = [element("pStyle", {"val": style})] if style else []
    made = element("p")
    if properties or before:
        made.append(element("pPr", {}, *properties, *before))
    return made


@dataclass(frozen=True)
class Look:
    """What is marked on a run of text."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    raised: str = ""
    language: str = ""

    def but(self, **changes: Any) -> "Look":
        return replace(self, **changes)

    def properties(self) -> etree._Element | None:
        """Return the run's properties in the order that the schema asks for; None without any."""
        made = element("rPr")
        if self.style:
            made.append(element("rStyle", {"val": self.style}))
        if self.bold:
            made.append(element("b"))
        if self.italic:
            made.append(element("i"))
        if self.raised:
            made.append(element("vertAlign", {"val": self.raised}))
        if self.language:
            made.append(element("lang", languages(self.language)))
        return made if len(made) else None


def languages(code: str) -> dict[str, str]:
    """Return how Word names a language: once for its Latin letters, once for those of East Asia."""
    base = code.split("-")[0]
    if base in EAST:
        east = {"zh-hant": "zh-TW"}.get(code.lower(), EAST[base])
        return {"val": "en-US", "eastAsia": east}
    return {"val": LATIN.get(code, code)}


def run(look: Look, *content: etree._Element) -> etree._Element:
    made = element("r")
    properties = look.properties()
    if properties is not None:
        made.append(properties)
    made.extend(content)
    return made


def words(text: str, name: str = "t") -> etree._Element:
    made = element(name)
    made.text = text
    made.set(f"{XML}space", "preserve")
    return made


def field(instruction: str, result: str, look: Look) -> list[etree._Element]:
    """Return a field with the result that it shows until it is brought up to date."""
    return [
        run(look, element("fldChar", {"fldCharType": "begin"})),
        run(look, words(f" {instruction} ", "instrText")),
        run(look, element("fldChar", {"fldCharType": "separate"})),
        run(look, words(result)),
        run(look, element("fldChar", {"fldCharType": "end"})),
    ]


def ruby(base: str, reading: str, look: Look, language: str) -> etree._Element:
    """Return a reading over its base, in Word's own way."""
    properties = element(
        "rubyPr",
        {},
        element("rubyAlign", {"val": "distributeSpace"}),
        element("hps", {"val": 10}),
        element("hpsRaise", {"val": 18}),
        element("hpsBaseText", {"val": 21}),
        element("lid", {"val": languages(language).get("eastAsia", "ja-JP")}),
    )
    above = element("rt", {}, run(look, words(reading)))
    return run(look, element("ruby", {}, properties, above, element("rubyBase", {}, run(look, words(base)))))


def picture(relation: str, number: int, alt: str, width: int, height: int) -> etree._Element:
    """Return a picture that stands in the line; its size in English Metric Units."""
    holder = etree.Element(f"{WP}inline", nsmap=NAMESPACES)
    extent = {"cx": str(width), "cy": str(height)}
    etree.SubElement(holder, f"{WP}extent", extent)
    etree.SubElement(holder, f"{WP}docPr", {"id": str(number), "name": f"Picture {number}", "descr": alt})
    graphic = etree.SubElement(holder, f"{A}graphic")
    data = etree.SubElement(graphic, f"{A}graphicData", {"uri": PIC[1:-1]})
    pic = etree.SubElement(data, f"{PIC}pic")
    names = etree.SubElement(pic, f"{PIC}nvPicPr")
    etree.SubElement(names, f"{PIC}cNvPr", {"id": str(number), "name": f"Picture {number}", "descr": alt})
    etree.SubElement(names, f"{PIC}cNvPicPr")
    fill = etree.SubElement(pic, f"{PIC}blipFill")
    etree.SubElement(fill, f"{A}blip", {f"{R}embed": relation})
    etree.SubElement(etree.SubElement(fill, f"{A}stretch"), f"{A}fillRect")
    shape = etree.SubElement(pic, f"{PIC}spPr")
    frame = etree.SubElement(shape, f"{A}xfrm")
    etree.SubElement(frame, f"{A}off", {"x": "0", "y": "0"})
    etree.SubElement(frame, f"{A}ext", extent)
    etree.SubElement(etree.SubElement(shape, f"{A}prstGeom", {"prst": "rect"}), f"{A}avLst")
    drawing = element("drawing")
    drawing.append(holder)
    return run(Look(), drawing)
