"""The board of a session: its code, its link and its QR code, to project and to print."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

import segno

from grader.progress.sessions.sessions import TrainingSession
from grader.services.codes import grouped
from grader.services.sessions.joining import JOIN, opening_told
from grader.services.workshop import Workshop
from grader.typography import french


@dataclass(frozen=True)
class Board:
    """What the board shows; nothing of who is in.

    Attributes:
        title: of the session.
        groups: the code, in threes.
        form: where the code is typed, in full.
        link: what opens the session at once, in full.
        qr: the link as an image, a data address.
        warning: why others cannot open that link, or "".
        opens: when the session opens, or "".
    """

    title: str
    groups: tuple[str, ...]
    form: str
    link: str
    qr: str
    warning: str
    opens: str


def board_of(workshop: Workshop, session: TrainingSession, origin: str, host: str) -> Board:
    """Give the board of a session.

    Args:
        workshop: for addresses.
        session: which one; who may see it is checked before.
        origin: of the server as it was asked: ``https://formation.example``.
        host: its name alone, without port.
    """
    code = grouped(session.code)
    link = f"{origin}{workshop.address(f'{JOIN}/{code}')}"
    return Board(
        title=french(session.terms.title),
        groups=tuple(code.split("-")),
        form=f"{origin}{workshop.address(JOIN)}",
        link=link,
        qr=segno.make(link, error="m").svg_data_uri(scale=8, border=4),
        warning=french(_warning(host)),
        opens=opening_told(session),
    )


def _warning(host: str) -> str:
    if host == "localhost" or _loops(host.strip("[]")):
        return (
            f"Cette adresse ({host}) ne s'ouvre que sur cet ordinateur. Rouvrez cette page par "
            "l'adresse du serveur sur votre réseau : le lien et le QR code la suivront."
        )
    return ""


def _loops(host: str) -> bool:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return False
    return found.is_loopback or found.is_unspecified
