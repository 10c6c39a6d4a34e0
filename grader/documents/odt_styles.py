"""Styles of an OpenDocument text: named, so that whoever edits it can change them all at once."""

from __future__ import annotations

from collections.abc import Iterator

from grader.documents.model import Document
from grader.documents.package import WIDTH, xml

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_BELOW = 'fo:margin-bottom="0.2cm"'
_KEEP = 'fo:keep-with-next="always"'
_TITLE = 'style:font-name="Titres" fo:font-weight="bold" fo:color="#0b5257"'
_BOX = (
    'fo:background-color="#f3f1e9" fo:padding="0.2cm" fo:border-left="2pt solid #0b5257" '
    'fo:border-right="none" fo:border-top="none" fo:border-bottom="none"'
)


def namespaces() -> str:
    """Declare the namespaces of a part that holds text or styles."""
    return " ".join(f'xmlns:{key}="{name}"' for key, name in NAMES.items() if key != "manifest")


def styles(document: Document) -> str:
    """Give the part ``styles.xml``: named styles, the page and its foot.

    Args:
        document: for the words at the foot of the page.
    """
    faces = (
        '<style:font-face style:name="Texte" svg:font-family="\'Liberation Sans\', Arial, '
        'sans-serif" style:font-family-generic="swiss"/>'
        '<style:font-face style:name="Titres" svg:font-family="\'Liberation Serif\', Cambria, '
        'serif" style:font-family-generic="roman"/>'
    )
    return (
        f'<office:document-styles {namespaces()} office:version="1.3">'
        f"<office:font-face-decls>{faces}</office:font-face-decls>"
        f"<office:styles>{''.join(_named())}</office:styles>"
        '<office:automatic-styles><style:page-layout style:name="A4">'
        '<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
        'fo:margin="2cm" style:print-orientation="portrait"/>'
        f"{_footer_room(document)}</style:page-layout></office:automatic-styles>"
        f"<office:master-styles>{_master(document)}</office:master-styles>"
        "</office:document-styles>"
    )


def _footer_room(document: Document) -> str:
    if not document.footer:
        return ""
    return (
        "<style:footer-style><style:header-footer-properties "
        'fo:min-height="0.8cm" fo:margin-top="0.4cm"/></style:footer-style>'
    )


def _master(document: Document) -> str:
    named = 'style:name="Standard" style:page-layout-name="A4"'
    if not document.footer:
        return f"<style:master-page {named}/>"
    return (
        f'<style:master-page {named}><style:footer><text:p text:style-name="Footer">'
        f"{xml(document.footer)}<text:tab/>page\u00a0"
        '<text:page-number text:select-page="current">1</text:page-number>\u00a0sur\u00a0'
        "<text:page-count>1</text:page-count></text:p></style:footer></style:master-page>"
    )


def _named() -> Iterator[str]:
    yield (
        '<style:default-style style:family="paragraph"><style:text-properties '
        'style:font-name="Texte" fo:font-size="10.5pt" fo:language="fr" fo:country="FR" '
        'fo:color="#1c2a2c"/></style:default-style>'
    )
    yield '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
    yield from _headings()
    yield from _paragraphs()
    yield from _characters()
    yield from _lists()


def _headings() -> Iterator[str]:
    above = 'fo:margin-top="0.5cm"'
    yield _style("Heading_20_1", f'fo:margin-bottom="0.4cm" {_KEEP}', f"{_TITLE} {_size(20)}", 1)
    for level, size in ((2, 13), (3, 11.5)):
        name, look = f"Heading_20_{level}", f"{_TITLE} {_size(size)}"
        yield _style(name, f"{above} {_BELOW} {_KEEP}", look, level)
        sheet = f'fo:break-before="page" {_BELOW} {_KEEP}'
        yield _style(f"{name}_20_page", sheet, look, level)


def _paragraphs() -> Iterator[str]:
    quiet = 'fo:color="#465457"'
    yield _style("Texte", f'{_BELOW} fo:line-height="125%"')
    yield _style("Note", 'fo:margin-top="0.4cm"', f"{_size(9)} {quiet}")
    yield _style(
        "Constat",
        f'{_BELOW} fo:padding-left="0.25cm" fo:border-left="2pt solid #0b5257" '
        'fo:border-right="none" fo:border-top="none" fo:border-bottom="none"',
        'fo:font-weight="bold"',
    )
    yield _style("Encadre", f'{_BOX} fo:line-height="120%"')
    yield _style("Puce", 'fo:margin-bottom="0.1cm" fo:line-height="120%"')
    yield _style("Legende", f'fo:margin-bottom="0.1cm" {_KEEP}', _size(9.5))
    yield _style("Apres", "", _size(5))
    yield _style(
        "ARemplir",
        'fo:margin-bottom="0.25cm"',
        tab='style:leader-style="dotted" style:leader-text="."',
    )
    yield _style("Footer", "", f"{_size(8.5)} {quiet}", tab='style:leader-style="none"')
    for name, bold in (("Tete", 'fo:font-weight="bold"'), ("Cellule", "")):
        yield _style(name, "", f"{_size(9.5)} {bold}")
        yield _style(f"{name}Nombre", 'fo:text-align="end"', f"{_size(9.5)} {bold}")


def table_styles() -> Iterator[str]:
    """Give the styles of tables and cells, for the content: writers ignore those of the styles."""
    yield (
        '<style:style style:name="Tableau" style:family="table"><style:table-properties '
        f'style:width="{WIDTH:.2f}cm" table:align="left"/></style:style>'
        '<style:style style:name="Rang" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>'
    )
    for name, colour in (("CaseTete", "#6f7c7d"), ("CaseCellule", "#c9c5b6")):
        yield (
            f'<style:style style:name="{name}" style:family="table-cell">'
            '<style:table-cell-properties fo:padding="0.08cm" '
            f'fo:border-bottom="0.5pt solid {colour}"/></style:style>'
        )


def _characters() -> Iterator[str]:
    line = "style:text-underline"
    link = f'{line}-style="solid" {line}-width="auto" {line}-color="font-color"'
    for name, look in (
        ("Fort", 'fo:font-weight="bold"'),
        ("Accent", 'fo:font-style="italic"'),
        ("ACompleter", 'fo:background-color="#fff3b8" fo:color="#1c2a2c"'),
        ("Internet_20_link", f'fo:color="#0b5257" {link}'),
    ):
        yield (
            f'<style:style style:name="{name}" style:family="text">'
            f"<style:text-properties {look}/></style:style>"
        )


def _lists() -> Iterator[str]:
    place = '<style:list-level-properties text:space-before="0.2cm" text:min-label-width='
    yield (
        '<text:list-style style:name="Puces"><text:list-level-style-bullet text:level="1" '
        f'text:bullet-char="•">{place}"0.4cm"/></text:list-level-style-bullet></text:list-style>'
        '<text:list-style style:name="Numeros"><text:list-level-style-number text:level="1" '
        f'style:num-format="1" style:num-suffix=".">{place}"0.7cm"/>'
        "</text:list-level-style-number></text:list-style>"
    )


def _size(points: float) -> str:
    return f'fo:font-size="{points:g}pt"'


def _style(name: str, paragraph: str, text: str = "", level: int = 0, tab: str = "") -> str:
    """Declare a style of paragraphs.

    Args:
        name: its name; ``_20_`` stands for a space, as OpenDocument wants it.
        paragraph: attributes of its paragraph properties.
        text: attributes of its text properties.
        level: outline level of a heading, 0 for none.
        tab: attributes of a tab at the right edge; empty for no tab.
    """
    outline = f' style:default-outline-level="{level}"' if level else ""
    shown = f' style:display-name="{name.replace("_20_", " ")}"' if "_20_" in name else ""
    stop = (
        f'<style:tab-stops><style:tab-stop style:position="{WIDTH:.2f}cm" style:type="right" '
        f"{tab}/></style:tab-stops>"
    )
    return (
        f'<style:style style:name="{name}"{shown} style:family="paragraph" '
        f'style:parent-style-name="Standard"{outline}>'
        f"<style:paragraph-properties {paragraph}>{stop if tab else ''}"
        f"</style:paragraph-properties><style:text-properties {text}/></style:style>"
    )
