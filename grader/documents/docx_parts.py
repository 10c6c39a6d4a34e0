"""The parts of a .docx around its text: lists, foot of the page, properties, and what names them.

Nobody is named in its properties, and no date is: same document, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grader.documents.model import Document
from grader.documents.package import attribute, xml
from grader.typography import NO_BREAK

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
#: Path of a part to its media type.
_PARTS = {
    "word/document.xml": f"{_TYPES}.wordprocessingml.document.main+xml",
    "word/styles.xml": f"{_TYPES}.wordprocessingml.styles+xml",
    "word/numbering.xml": f"{_TYPES}.wordprocessingml.numbering+xml",
    "word/settings.xml": f"{_TYPES}.wordprocessingml.settings+xml",
    "word/footer1.xml": f"{_TYPES}.wordprocessingml.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{_TYPES}.extended-properties+xml",
}
#: The « num » of bullets; counted lists take those after it.
NUMBERS = 1


class Links:
    """Addresses that the text leads to, each with the identifier of its relation."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def add(self, address: str) -> str:
        """Give the identifier of an address, the same one each time.

        Args:
            address: an http or https address.
        """
        return self._known.setdefault(address, f"rIdLink{len(self._known) + 1}")

    def relations(self) -> str:
        """Write them as relations to something outside of the file."""
        return "".join(
            f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" '
            f'Target={attribute(address)} TargetMode="External"/>'
            for address, name in self._known.items()
        )


def namespaces() -> str:
    """Declare the namespaces of a part of text."""
    return f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"'


def content_types(names: Iterable[str]) -> str:
    """Say of which kind each part is.

    Args:
        names: paths of the parts.
    """
    told = "".join(f'<Override PartName="/{name}" ContentType="{_PARTS[name]}"/>' for name in names)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>'
        f"{told}</Types>"
    )


def package_relations() -> str:
    """Lead from the file to its text and its properties."""
    return _relations(
        ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
    )


def document_relations(links: Links, *, footer: bool, images: Sequence[int] = ()) -> str:
    """Lead from the text to its styles, lists, settings, foot and addresses.

    Args:
        links: addresses that it leads to.
        footer: whether its pages have a foot.
        images: numbers of the images that it shows.
    """
    drawn = ((f"rIdImage{one}", f"{_OFFICE}/image", f"media/{one}.png") for one in images)
    foot = (("rIdFooter", f"{_OFFICE}/footer", "footer1.xml"),) if footer else ()
    return _relations(
        ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
        ("rIdNumbering", f"{_OFFICE}/numbering", "numbering.xml"),
        ("rIdSettings", f"{_OFFICE}/settings", "settings.xml"),
        *foot,
        *drawn,
        more=links.relations(),
    )


def _relations(*named: tuple[str, str, str], more: str = "") -> str:
    told = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in named
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}{more}</Relationships>'


def numbering(lists: int) -> str:
    """Describe bullets, and as many lists counted from 1 as the text has.

    Args:
        lists: how many counted lists there are.
    """
    counted = "".join(
        f'<w:num w:numId="{NUMBERS + rank}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for rank in range(1, lists + 1)
    )
    bullets = _level("bullet", "•", 340)
    numbers = _level("decimal", "%1.", 454)
    return (
        f"<w:numbering {namespaces()}>"
        f'<w:abstractNum w:abstractNumId="0">{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{numbers}</w:abstractNum>'
        f'<w:num w:numId="{NUMBERS}"><w:abstractNumId w:val="0"/></w:num>{counted}</w:numbering>'
    )


def _level(kind: str, text: str, indent: int) -> str:
    return (
        '<w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent - 57}"/></w:pPr></w:lvl>'
    )


def settings() -> str:
    """Say that the text is French, and made for a Word of today."""
    compatible = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    return f'<w:settings {namespaces()}>{compatible}<w:themeFontLang w:val="fr-FR"/></w:settings>'


def footer(document: Document) -> str:
    """Write the foot of each page: its words, then « page 1 sur 3 ».

    Args:
        document: for its ``footer``.
    """
    page, of = _words(f"page{NO_BREAK}"), _words(f"{NO_BREAK}sur{NO_BREAK}")
    return (
        f'<w:ftr {namespaces()}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{_words(document.footer)}<w:r><w:tab/></w:r>{page}{_field('PAGE')}"
        f"{of}{_field('NUMPAGES')}</w:p></w:ftr>"
    )


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{xml(text)}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def properties(document: Document) -> str:
    """Give title, subject and language; neither author nor date.

    Args:
        document: for its title and subject.
    """
    subject = f"<dc:subject>{xml(document.subject)}</dc:subject>" if document.subject else ""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{xml(document.title)}</dc:title>{subject}"
        "<dc:language>fr-FR</dc:language></cp:coreProperties>"
    )


def application() -> str:
    """Say what wrote the file."""
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>Ouvroir</Application></Properties>'
    )
