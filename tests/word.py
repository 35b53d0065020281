"""Word documents as Word itself writes them, put together from readable pieces of its XML."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from PIL import Image

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def style(identity: str, name: str, based_on: str = "", properties: str = "") -> str:
    """Return a paragraph style."""
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    default = "" if based_on else ' w:default="1"'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{identity}"><w:name w:val="{name}"/>{parent}'
        f'<w:uiPriority w:val="9"/><w:qFormat/>{properties}</w:style>'
    )


DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>'
    '<w:kern w:val="2"/><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
)
# Word keeps the English names of its own styles in w:name and gives them ids of its language.
STYLES = "".join(
    (
        DEFAULTS,
        style("a", "Normal"),
        style(
            "1",
            "heading 1",
            "a",
            '<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>',
        ),
        style("2", "heading 2", "a", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        style("a3", "Title", "a"),
        style("a5", "Subtitle", "a"),
        style("a7", "footnote text", "a"),
        '<w:style w:type="character" w:styleId="a8"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        style("ab", "caption", "a", "<w:rPr><w:b/></w:rPr>"),
    )
)
# Other programs write the translated name itself.
TRANSLATED_STYLES = "".join(
    (
        style("a", "標準"),
        style("a1", "見出し 1", "a"),
        style("a2", "見出し 2", "a"),
        style("b1", "表題", "a"),
        style("c1", "節の見出し", "a2"),
        style("d1", "引用文", "a"),
    )
)
SECTION = (
    '<w:sectPr w:rsidR="00A1"><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:docGrid w:type="lines" w:linePitch="360"/></w:sectPr>'
)


def document(
    *body: str,
    footnotes: Mapping[int, str] | None = None,
    endnotes: Mapping[int, str] | None = None,
    styles: str = STYLES,
    parts: Mapping[str, tuple[str, bytes]] | None = None,
    note_links: Mapping[str, str] | None = None,
    main: str = "word/document.xml",
) -> bytes:
    """Return a .docx; `parts` are path → (kind of relation, content), `note_links` id → address in notes."""
    named: dict[str, tuple[str, bytes]] = {"word/styles.xml": ("styles", _part("styles", styles))}
    if footnotes is not None:
        named["word/footnotes.xml"] = ("footnotes", _notes("footnote", footnotes))
    if endnotes is not None:
        named["word/endnotes.xml"] = ("endnotes", _notes("endnote", endnotes))
    named |= dict(parts or {})
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATION}/{kind}" Target="{path.removeprefix("word/")}"/>'
        for at, (path, (kind, _content)) in enumerate(named.items(), start=1)
    )
    outside = "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/hyperlink" Target="{escape(target)}" TargetMode="External"/>'
        for name, target in (note_links or {}).items()
    )
    folder, file = main.rsplit("/", 1)
    return archive(
        {
            "[Content_Types].xml": _types(),
            "_rels/.rels": _relations(
                f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="{main}"/>'
            ),
            main: _part("document", f"<w:body>{''.join(body)}{SECTION}</w:body>"),
            f"{folder}/_rels/{file}.rels": _relations(relations),
            "word/_rels/footnotes.xml.rels": _relations(outside),
            **{path: content for path, (_kind, content) in named.items()},
        }
    )


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in parts.items():
            packed.writestr(path, content)
    return buffer.getvalue()


def _part(name: str, content: str) -> bytes:
    return f'{HEAD}<w:{name} {NAMESPACES} mc:Ignorable="w14">{content}</w:{name}>'.encode()


def part(name: str, content: str) -> bytes:
    """Return one more part of a document, such as hdr or comments."""
    return _part(name, content)


def _relations(content: str) -> bytes:
    address = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{address}">{content}</Relationships>'.encode()


def _types() -> bytes:
    address = "http://schemas.openxmlformats.org/package/2006/content-types"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return (
        f'{HEAD}<Types xmlns="{address}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/></Types>'
    ).encode()


def _notes(kind: str, texts: Mapping[int, str]) -> bytes:
    """Return the part of the notes, with the two separators that Word always writes first."""
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:{kind}>'
        for number, name, mark in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    notes = "".join(f'<w:{kind} w:id="{number}">{text}</w:{kind}>' for number, text in texts.items())
    return _part(f"{kind}s", separators + notes)


# -- pieces of a text ----------------------------------------------------------------------------


def p(*content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    head = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f'<w:p w14:paraId="1A2B3C4D" w:rsidR="00C8" w:rsidRDefault="00C8">{head}{"".join(content)}</w:p>'


def r(text: str, properties: str = "") -> str:
    """Return a run of text, in the fonts and the language that Word puts everywhere."""
    marks = f'<w:rPr>{properties}<w:rFonts w:hint="eastAsia"/><w:lang w:val="en-US"/></w:rPr>'
    return f'<w:r w:rsidR="00D4" w:rsidRPr="00E5">{marks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def b(text: str) -> str:
    """Return a bold run."""
    return r(text, "<w:b/><w:bCs/>")


def i(text: str) -> str:
    """Return a run in italics."""
    return r(text, "<w:i/><w:iCs/>")


def call(number: int, kind: str = "footnote") -> str:
    """Return the call of a note."""
    return f'<w:r><w:rPr><w:rStyle w:val="a8"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def note(*content: str, kind: str = "footnote") -> str:
    """Return the paragraph of a note, opened by its own number as Word does."""
    own = f'<w:r><w:rPr><w:rStyle w:val="a8"/></w:rPr><w:{kind}Ref/></w:r>'
    return p(own, r(" "), *content, style="a7")


def field(instruction: str, *result: str) -> str:
    """Return a field as Word writes one: begin, instruction, separate, result, end."""

    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    said = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return char("begin") + said + char("separate") + "".join(result) + char("end")


def bookmark(name: str, *content: str, number: int = 7) -> str:
    """Return content between the ends of a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{"".join(content)}<w:bookmarkEnd w:id="{number}"/>'


def table(*rows: str, grid: int = 2) -> str:
    """Return a table."""
    columns = '<w:gridCol w:w="2832"/>' * grid
    look = '<w:tblStyle w:val="ac"/><w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="0420" w:firstRow="1"/>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, head: bool = False) -> str:
    """Return a row; the first row of a table may be its head."""
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def cell(text: str, properties: str = "") -> str:
    """Return a cell with one paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="2832" w:type="dxa"/>{properties}</w:tcPr>{p(r(text)) if text else p()}</w:tc>'


def drawing(relation: str, alternative: str) -> str:
    """Return a run with a picture that stands in the line."""
    return (
        '<w:r><w:rPr><w:noProof/></w:rPr><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/>'
        f'<wp:docPr id="1" name="図 1" descr="{escape(alternative)}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="image1.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(*paragraphs: str) -> str:
    """Return a run with a text box: once for today's Word, once for that of 2007, with the same text."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return (
        '<w:r><w:rPr><w:noProof/></w:rPr><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        '<wp:docPr id="2" name="テキスト ボックス 2"/><a:graphic>'
        f'<a:graphicData uri="{shape}"><wps:wsp><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>'
        "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def ruby(base: str, reading: str) -> str:
    """Return a run with a phonetic guide."""
    return (
        '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/>'
        f'<w:hpsBaseText w:val="21"/><w:lid w:val="ja-JP"/></w:rubyPr><w:rt>{r(reading)}</w:rt>'
        f"<w:rubyBase>{r(base)}</w:rubyBase></w:ruby></w:r>"
    )


def inserted(*runs: str, author: str = "山田") -> str:
    """Return a tracked insertion."""
    return f'<w:ins w:id="11" w:author="{author}" w:date="2025-01-02T03:04:05Z">{"".join(runs)}</w:ins>'


def deleted(text: str, author: str = "山田") -> str:
    """Return a tracked deletion."""
    run = f'<w:r w:rsidDel="00F6"><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="12" w:author="{author}" w:date="2025-01-02T03:04:05Z">{run}</w:del>'


def png(width: int = 4, height: int = 3) -> bytes:
    """Return a picture as a manuscript carries it."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(buffer, "PNG")
    return buffer.getvalue()
