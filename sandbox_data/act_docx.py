"""Writing of an act as Word saves it (ECMA-376), with its comments, its changes, its properties."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from act_model import (
    Act,
    Heading,
    Inserted,
    Item,
    Masked,
    Noted,
    Part,
    Piece,
    Signed,
    Table,
    Title,
)
from act_package import OFFICE, WRITTEN_ON, XML, packed, signature

_OPEN = "http://schemas.openxmlformats.org"
_DOCUMENT = f"{_OPEN}/officeDocument/2006"
_PACKAGE = f"{_OPEN}/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_W = f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:r="{_DOCUMENT}/relationships"'
_STYLES = {Title: "Title", Heading: "Heading1", Item: "ListParagraph"}
_PICTURE = "rId4"


def docx(act: Act) -> bytes:
    """Write an act as a Word document.

    Args:
        act: what it holds.

    Returns:
        the same bytes at every run.
    """
    body = _Body(act)
    written = "".join(map(body.part, act.parts))
    used = [
        (f"{_DOCUMENT}/relationships/styles", "styles.xml"),
        (f"{_DOCUMENT}/relationships/numbering", "numbering.xml"),
        (f"{_DOCUMENT}/relationships/comments", "comments.xml"),
    ]
    if body.signed:
        used.append((f"{_DOCUMENT}/relationships/image", "media/image1.png"))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            (f"{_DOCUMENT}/relationships/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_DOCUMENT}/relationships/extended-properties", "docProps/app.xml"),
        ),
        "word/_rels/document.xml.rels": _relations(*used),
        "word/document.xml": f"{XML}<w:document {_W}><w:body>{written}<w:sectPr/></w:body>"
        "</w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/comments.xml": f"{XML}<w:comments {_W}>{''.join(body.comments)}</w:comments>",
        "docProps/core.xml": _core(act),
        "docProps/app.xml": f'{XML}<Properties xmlns="{_DOCUMENT}/extended-properties">'
        f"<Company>{OFFICE}</Company></Properties>",
    }
    if body.signed:
        parts["word/media/image1.png"] = signature()
    return packed(parts)


class _Body:
    """Writes the parts of an act in turn, and keeps the comments met on the way."""

    def __init__(self, act: Act) -> None:
        self._by = f'w:author={quoteattr(act.editor)} w:date="{WRITTEN_ON}Z"'
        self._changes = 0
        self.comments: list[str] = []
        self.signed = False

    def part(self, part: Part) -> str:
        """Write one part."""
        if isinstance(part, Table):
            return self._table(part)
        return self._paragraph(part.pieces, _STYLES.get(type(part), ""))

    def _paragraph(self, pieces: tuple[Piece, ...], style: str = "") -> str:
        number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        known = f'<w:pStyle w:val="{style}"/>' if style else ""
        listed = number if style == "ListParagraph" else ""
        return f"<w:p><w:pPr>{known}{listed}</w:pPr>{''.join(map(self._piece, pieces))}</w:p>"

    def _table(self, part: Table) -> str:
        rows = "".join(
            "<w:tr>"
            + "".join(f"<w:tc><w:tcPr/>{self._paragraph((cell,))}</w:tc>" for cell in row)
            + "</w:tr>"
            for row in part.rows
        )
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "<w:gridCol/>" * len(part.rows[0])
        return (
            f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, str):
            return _run(piece)
        if isinstance(piece, Masked):
            return _run(piece.text, "<w:vanish/>")
        if isinstance(piece, Noted):
            return self._noted(piece)
        if isinstance(piece, Signed):
            self.signed = True
            return _picture(piece.label)
        self._changes += 1
        change = f'w:id="{100 + self._changes}" {self._by}'
        if isinstance(piece, Inserted):
            return f"<w:ins {change}>{_run(piece.text)}</w:ins>"
        return f"<w:del {change}>{_run(piece.text, element='delText')}</w:del>"

    def _noted(self, piece: Noted) -> str:
        number = len(self.comments)
        self.comments.append(
            f'<w:comment w:id="{number}" {self._by} w:initials="M">'
            f"<w:p>{_run(piece.comment)}</w:p></w:comment>"
        )
        return (
            f'<w:commentRangeStart w:id="{number}"/>{_run(piece.text)}'
            f'<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )


def _run(text: str, properties: str = "", element: str = "t") -> str:
    return (
        f'<w:r><w:rPr>{properties}</w:rPr><w:{element} xml:space="preserve">{escape(text)}'
        f"</w:{element}></w:r>"
    )


def _picture(label: str) -> str:
    """Put the picture of a signature in the text, 24 × 8 mm (36 000 units a millimetre)."""
    drawing = f"{_OPEN}/drawingml/2006"
    size = 'cx="864000" cy="288000"'
    named = f'id="1" name="signature" descr={quoteattr(label)}'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing">'
        f'<wp:extent {size}/><wp:docPr {named}/><a:graphic xmlns:a="{drawing}/main">'
        f'<a:graphicData uri="{drawing}/picture"><pic:pic xmlns:pic="{drawing}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="{_PICTURE}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _types() -> str:
    overrides = {
        "/word/document.xml": f"{_MAIN}.document.main+xml",
        "/word/styles.xml": f"{_MAIN}.styles+xml",
        "/word/numbering.xml": f"{_MAIN}.numbering+xml",
        "/word/comments.xml": f"{_MAIN}.comments+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument."
        "extended-properties+xml",
    }
    each = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{each}</Types>'
    )


def _styles() -> str:
    return (
        f"{XML}<w:styles {_W}>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>'
        '<w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
        '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/>'
        '<w:basedOn w:val="Normal"/></w:style></w:styles>'
    )


def _numbering() -> str:
    return (
        f'{XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/>'
        '<w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _core(act: Act) -> str:
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(act.subject)}</dc:title><dc:creator>{escape(act.author)}</dc:creator>"
        f"<cp:keywords>{escape(act.keywords)}</cp:keywords>"
        f"<cp:lastModifiedBy>{escape(act.editor)}</cp:lastModifiedBy></cp:coreProperties>"
    )
