"""An attestation as one tagged A4 page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.documents.model import clean
from grader.documents.pdf import compiled
from grader.typography import french

NOTICE = "Attestation de suivi, pas une certification."
SELF_ASSESSED = "Auto-évaluation — non signée"


@dataclass(frozen=True)
class AttestationPage:
    """What is printed.

    Attributes:
        issuer: name of the instance, or "".
        name: as typed.
        told: the sentence that attests.
        modules: (title, percent).
        lines: hours, date, session, serial.
        how: paragraphs that say how to verify.
        address: what the QR code opens; "" where nothing is signed.
    """

    issuer: str
    name: str
    told: str
    modules: Sequence[tuple[str, int]]
    lines: Sequence[str]
    how: Sequence[str]
    address: str


def attestation_pdf(page: AttestationPage) -> bytes:
    """Set the page; about 0.1 s, never in the server's loop.

    Args:
        page: what is printed.
    """
    data = {
        "title": "Attestation de suivi",
        "notice": NOTICE,
        "issuer": clean(page.issuer),
        "banner": "" if page.address else french(SELF_ASSESSED),
        "name": clean(page.name),
        "told": french(clean(page.told)),
        "modules": [[clean(title), french(f"{percent} %")] for title, percent in page.modules],
        "lines": [french(clean(line)) for line in page.lines],
        "how_title": french("Vérifier cette attestation" if page.address else "Ce que vaut ceci"),
        "how": [french(clean(line)) for line in page.how],
        "qr": qr_svg(page.address) if page.address else "",
    }
    source = Path(__file__).with_name("attestation.typ")
    return compiled(source, data, pdf_standards=["ua-1"])


def qr_svg(address: str) -> str:
    """Draw an address as a QR code.

    Args:
        address: at most 2,900 bytes.
    """
    import segno

    drawn = io.BytesIO()
    segno.make(address, error="l", micro=False, boost_error=False).save(drawn, kind="svg", border=4)
    return drawn.getvalue().decode()
