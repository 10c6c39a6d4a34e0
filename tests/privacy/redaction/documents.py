"""Documents as word processors save them, with all that they carry, written part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
O = (  # noqa: E741 - the names of OpenDocument, as W those of Word
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Pack parts as they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(content)}</w:p>"


def word(body: str, **others: str) -> bytes:
    """A Word document with that body; other parts by their names, « / » written « __ »."""
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            **{name.replace("__", "/") + ".xml": content for name, content in others.items()},
        }
    )


#: Minutes with all that Word keeps out of sight: comments, tracked changes, hidden text, author.
MINUTES = word(
    paragraph(run("Procès-verbal du conseil municipal"), style="Titre")
    + paragraph(run("Aide sociale"), style="Titre1")
    + paragraph(
        run("Mme Jeanne Du"),
        run("vernet, 12 rue des Lilas, reçoit "),
        '<w:del w:author="Paul Martel"><w:r><w:delText>900</w:delText></w:r></w:del>',
        '<w:ins w:author="Paul Martel">' + run("450 €") + "</w:ins>",
        run(" dossier 2026-114", "<w:vanish/>"),
        run(".", '<w:vanish w:val="0"/>'),
    )
    + "<w:tbl><w:tr><w:tc>"
    + paragraph(run("Nom"))
    + "</w:tc><w:tc>"
    + paragraph(run("Montant"))
    + "</w:tc></w:tr><w:tr><w:tc>"
    + paragraph(run("Jeanne Duvernet"))
    + "</w:tc><w:tc>"
    + paragraph(run("450 €"))
    + "</w:tc></w:tr></w:tbl>"
    + paragraph(
        run("La maire, Odile Fabre"),
        "<w:r><mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice><w:txbxContent>"
        + paragraph(run("Reçu en préfecture"))
        + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        + paragraph(run("Reçu en préfecture"))
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>",
    ),
    word__header1=f"<w:hdr {W}>{paragraph(run('Commune de Val-Ouvert'))}</w:hdr>",
    word__comments=f"<w:comments {W}><w:comment>{paragraph(run('Mme Duvernet a rappelé'))}"
    "</w:comment></w:comments>",
    docProps__core='<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:creator>Paul Martel'
    "</dc:creator><cp:lastModifiedBy>Léa Petit</cp:lastModifiedBy></cp:coreProperties>",
    docProps__app="<Properties><Company>Mairie de Val-Ouvert</Company></Properties>",
    word__media__photo="<not-xml",
)

#: The same in LibreOffice.
MINUTES_ODT = packed(
    {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {O}><office:automatic-styles>"
        '<style:style style:name="T9"><style:text-properties text:display="none"/></style:style>'
        "</office:automatic-styles><office:body><office:text>"
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>900</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">Aide sociale</text:h>'
        "<text:p>Mme Jeanne <text:span>Du</text:span>vernet,<text:s/>12 rue des Lilas"
        "<office:annotation><dc:creator>Paul Martel</dc:creator><text:p>a rappelé</text:p>"
        "</office:annotation>, reçoit 450 €"
        '<text:span text:style-name="T9"> dossier 2026-114</text:span>.</text:p>'
        "<text:list><text:list-item><text:p>Vote : unanimité</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Nom</text:p></table:table-cell>"
        "<table:table-cell/><table:table-cell><text:p>Montant</text:p></table:table-cell>"
        "</table:table-row></table:table>"
        "</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {O}><office:master-styles><style:footer>"
        "<text:p>Page de Val-Ouvert</text:p></style:footer></office:master-styles>"
        "</office:document-styles>",
        "meta.xml": f"<office:document-meta {O}><office:meta><meta:initial-creator>Paul Martel"
        "</meta:initial-creator></office:meta></office:document-meta>",
        "Thumbnails/thumbnail.png": b"\x89PNG",
    }
)
