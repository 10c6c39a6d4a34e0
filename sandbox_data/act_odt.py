"""Writing of an act as LibreOffice saves it (ISO/IEC 26300), with all that it keeps besides."""

from __future__ import annotations

from xml.sax.saxutils import escape

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
from act_package import WRITTEN_ON, XML, packed, signature

_TYPE = "application/vnd.oasis.opendocument.text"
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("meta", "meta"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_OTHERS = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
_ROOT = f'{_NAMESPACES} {_OTHERS} office:version="1.2"'
_PICTURE = "Pictures/signature.png"


def odt(act: Act) -> bytes:
    """Write an act as an OpenDocument text.

    Args:
        act: what it holds.

    Returns:
        the same bytes at every run.
    """
    body = _Body(act)
    written = "".join(map(body.part, act.parts))
    changes = "".join(body.changes)
    tracked = f"<text:tracked-changes>{changes}</text:tracked-changes>" if changes else ""
    xml_parts = {
        "content.xml": f"{XML}<office:document-content {_ROOT}><office:automatic-styles>"
        '<style:style style:name="Masque" style:family="text"><style:text-properties '
        'text:display="none"/></style:style></office:automatic-styles>'
        f"<office:body><office:text>{tracked}{written}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": _styles(),
        "meta.xml": _meta(act),
    }
    pictures: dict[str, bytes] = {_PICTURE: signature()} if body.signed else {}
    return packed(
        {
            "mimetype": _TYPE,
            **xml_parts,
            **pictures,
            "META-INF/manifest.xml": _manifest([*xml_parts, *pictures]),
        }
    )


class _Body:
    """Writes the parts of an act in turn, and keeps the changes met on the way."""

    def __init__(self, act: Act) -> None:
        self._by = f"<dc:creator>{escape(act.editor)}</dc:creator><dc:date>{WRITTEN_ON}</dc:date>"
        self.changes: list[str] = []
        self.signed = False

    def part(self, part: Part) -> str:
        """Write one part."""
        if isinstance(part, Table):
            return self._table(part)
        inside = "".join(map(self._piece, part.pieces))
        if isinstance(part, Heading):
            return f'<text:h text:style-name="Heading" text:outline-level="1">{inside}</text:h>'
        if isinstance(part, Item):
            return (
                f"<text:list><text:list-item><text:p>{inside}</text:p></text:list-item></text:list>"
            )
        style = ' text:style-name="Title"' if isinstance(part, Title) else ""
        return f"<text:p{style}>{inside}</text:p>"

    def _table(self, part: Table) -> str:
        rows = "".join(
            "<table:table-row>"
            + "".join(
                f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>"
                for cell in row
            )
            + "</table:table-row>"
            for row in part.rows
        )
        columns = f'<table:table-column table:number-columns-repeated="{len(part.rows[0])}"/>'
        return f'<table:table table:name="Tableau">{columns}{rows}</table:table>'

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, str):
            return escape(piece)
        if isinstance(piece, Masked):
            return f'<text:span text:style-name="Masque">{escape(piece.text)}</text:span>'
        if isinstance(piece, Noted):
            return (
                f"{escape(piece.text)}<office:annotation>{self._by}"
                f"<text:p>{escape(piece.comment)}</text:p></office:annotation>"
            )
        if isinstance(piece, Signed):
            self.signed = True
            return (
                '<draw:frame svg:width="24mm" svg:height="8mm" text:anchor-type="as-char">'
                f'<draw:image xlink:href="{_PICTURE}" xlink:type="simple"/>'
                f"<svg:title>{escape(piece.label)}</svg:title></draw:frame>"
            )
        number = f"ct{len(self.changes) + 1}"
        who = f"<office:change-info>{self._by}</office:change-info>"
        if isinstance(piece, Inserted):
            self._change(number, f"<text:insertion>{who}</text:insertion>")
            return (
                f'<text:change-start text:change-id="{number}"/>{escape(piece.text)}'
                f'<text:change-end text:change-id="{number}"/>'
            )
        gone = f"<text:p>{escape(piece.text)}</text:p>"
        self._change(number, f"<text:deletion>{who}{gone}</text:deletion>")
        return f'<text:change text:change-id="{number}"/>'

    def _change(self, number: str, what: str) -> None:
        self.changes.append(
            f'<text:changed-region xml:id="{number}" text:id="{number}">{what}'
            "</text:changed-region>"
        )


def _styles() -> str:
    big = '<style:text-properties fo:font-weight="bold" fo:font-size="{}pt"/>'
    return (
        f"{XML}<office:document-styles {_ROOT}><office:styles>"
        '<style:default-style style:family="paragraph"><style:text-properties fo:language="fr" '
        'fo:country="FR"/></style:default-style>'
        f'<style:style style:name="Title" style:family="paragraph">{big.format(18)}</style:style>'
        f'<style:style style:name="Heading" style:family="paragraph">{big.format(14)}'
        "</style:style></office:styles></office:document-styles>"
    )


def _meta(act: Act) -> str:
    keywords = f"<meta:keyword>{escape(act.keywords)}</meta:keyword>" if act.keywords else ""
    return (
        f"{XML}<office:document-meta {_ROOT}><office:meta>"
        f"<dc:title>{escape(act.subject)}</dc:title>{keywords}"
        f"<meta:initial-creator>{escape(act.author)}</meta:initial-creator>"
        f"<dc:creator>{escape(act.editor)}</dc:creator>"
        "</office:meta></office:document-meta>"
    )


def _manifest(names: list[str]) -> str:
    each = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="'
        f'{"image/png" if name.endswith(".png") else "text/xml"}"/>'
        for name in names
    )
    return (
        f'{XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
        f'manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
        f'manifest:version="1.2" manifest:media-type="{_TYPE}"/>{each}</manifest:manifest>'
    )
