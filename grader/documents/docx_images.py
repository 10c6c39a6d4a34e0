"""An image in the line of a .docx, with its words for who does not see it."""

from __future__ import annotations

from grader.documents.package import WIDTH, attribute
from grader.documents.pictures import shape_of

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
#: Units of DrawingML in a centimetre.
_EMU = 360_000


def image(number: int, alt: str, png: bytes) -> str:
    """Write the run that shows an image as wide as the text.

    Args:
        number: of the image, from 1: it is ``word/media/<number>.png``.
        alt: what it tells, in words.
        png: the image, for its shape.

    Source: ECMA-376 part 1, 20.4.2.8 (inline)
    """
    wide, high = shape_of(png)
    across, down = round(WIDTH * _EMU), round(WIDTH * _EMU * high / wide)
    size = f'cx="{across}" cy="{down}"'
    return (
        "<w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent {size}/><wp:docPr id="{number}" name="Diagramme {number}" '
        f'descr={attribute(alt)}/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData '
        f'uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{number}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdImage{number}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
