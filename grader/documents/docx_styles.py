"""Styles of a .docx: Word's own names where it has one, so that its panes and readers know them."""

from __future__ import annotations

from collections.abc import Iterator

from grader.documents.docx_parts import NUMBERS, namespaces

_TITLES = '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Cambria"/><w:b/><w:bCs/>'
_ACCENT, _QUIET = "0B5257", "465457"
_KEEP = "<w:keepNext/><w:keepLines/>"


def styles() -> str:
    """Give the part ``styles.xml``."""
    return f"<w:styles {namespaces()}>{_defaults()}{''.join(_all())}</w:styles>"


def _defaults() -> str:
    look = (
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
        '<w:color w:val="1C2A2C"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>'
    )
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{look}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )


def _all() -> Iterator[str]:
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    for level, size, above, below in ((1, 40, 0, 227), (2, 26, 284, 113), (3, 23, 284, 113)):
        yield _paragraph(
            f"Heading{level}",
            f"heading {level}",
            f'{_KEEP}{_space(above, below)}<w:outlineLvl w:val="{level - 1}"/>',
            f'{_TITLES}<w:color w:val="{_ACCENT}"/>{_size(size)}',
        )
    yield from _paragraphs()
    yield from _characters()
    yield from _tables()


def _paragraphs() -> Iterator[str]:
    bold = "<w:b/><w:bCs/>"
    yield _paragraph("Texte", "Texte", _space(0, 113, 300))
    yield _paragraph("Note", "Note", _space(227, 0), f'<w:color w:val="{_QUIET}"/>{_size(18)}')
    yield _paragraph("Constat", "Constat", f"{_edge(8)}{_space(0, 113)}", bold)
    yield _paragraph("Encadre", "Encadré", f"{_edge(6, fill=True)}{_space(0, 0, 288)}")
    yield _paragraph("ListBullet", "List Bullet", f"{_numbered()}{_space(0, 57, 288)}")
    yield _paragraph("ListNumber", "List Number", _space(0, 57, 288))
    yield _paragraph("Caption", "caption", f"<w:keepNext/>{_space(57, 57)}", _size(19))
    yield _paragraph("Apres", "Après", "", _size(10))
    yield _paragraph(
        "ARemplir",
        "À remplir",
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>{_space(0, 142)}',
    )
    yield _paragraph(
        "Footer",
        "footer",
        '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>',
        f'<w:color w:val="{_QUIET}"/>{_size(17)}',
    )
    yield _paragraph("Tete", "Tête de tableau", "", f"{bold}{_size(19)}")
    yield _paragraph("Cellule", "Cellule", "", _size(19))


def _characters() -> Iterator[str]:
    for name, shown, look in (
        ("Strong", "Strong", "<w:b/><w:bCs/>"),
        ("Emphasis", "Emphasis", "<w:i/><w:iCs/>"),
        ("ACompleter", "À compléter", '<w:shd w:val="clear" w:color="auto" w:fill="FFF3B8"/>'),
        ("Hyperlink", "Hyperlink", f'<w:color w:val="{_ACCENT}"/><w:u w:val="single"/>'),
    ):
        yield (
            f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{shown}"/>'
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{look}</w:rPr></w:style>'
        )


def _tables() -> Iterator[str]:
    def line(side: str, colour: str) -> str:
        return f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>'

    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 45), ("left", 45), ("bottom", 45), ("right", 85))
    )
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Tableau"><w:name w:val="Tableau"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        f"{line('bottom', 'C9C5B6')}{line('insideH', 'C9C5B6')}</w:tblBorders>"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f"{line('bottom', '6F7C7D')}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )


def _paragraph(name: str, shown: str, paragraph: str, text: str = "") -> str:
    """Declare a style of paragraphs.

    Args:
        name: its identifier.
        shown: its name; one of Word's own where it has it, in English, which it translates.
        paragraph: paragraph properties, in the order of the schema.
        text: properties of its words, in the order of the schema.
    """
    told = f"<w:rPr>{text}</w:rPr>" if text else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>{told}</w:style>'
    )


def _numbered() -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{NUMBERS}"/></w:numPr>'


def _edge(space: int, *, fill: bool = False) -> str:
    """Draw the line at the left of what must be seen, and the ground of a frame."""
    ground = '<w:shd w:val="clear" w:color="auto" w:fill="F3F1E9"/>' if fill else ""
    line = f'<w:left w:val="single" w:sz="16" w:space="{space}" w:color="{_ACCENT}"/>'
    return f"<w:pBdr>{line}</w:pBdr>{ground}"


def _space(before: int, after: int, line: int = 0) -> str:
    """Give the space around a paragraph, in twentieths of a point; lines in 240ths."""
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
