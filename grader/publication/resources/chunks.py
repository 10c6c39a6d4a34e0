"""Uploads in parts: each is kept aside, and a last call puts them together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.publication.exchange import Received, Upload
from grader.publication.portal import Portal
from grader.publication.problems import Problem, query_problem, simple_problem, upload_problem
from grader.publication.resources.names import accepted_name

#: First part of the address under which parts are kept; nothing is served from there.
PARTS = "_parts"
_UUID = re.compile(r"[A-Za-z0-9-]{1,64}")
_MOST_PARTS = 1_000
_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class _Parts:
    """The parts of one file.

    Attributes:
        stamp: second part of their address: who sends, and the name that she gave them all.
        total: how many there will be.
    """

    stamp: str
    total: int

    def address(self, index: int) -> tuple[str, str, str]:
        return PARTS, self.stamp, str(index)


def is_in_parts(upload: Upload) -> bool:
    """Tell whether a call is about a file that comes in parts."""
    total = upload.fields.get("totalparts", "")
    return total.isascii() and total.isdigit() and int(total[:9]) > 1


def keep_part(portal: Portal, upload: Upload) -> None:
    """Keep one part; one that is sent again takes the place of the former.

    Args:
        portal: where, and who sends.
        upload: the part, with ``uuid``, ``partindex``, ``totalparts`` and ``chunksize``.

    Raises:
        Problem: its size is not the one told, or the whole would be too large (400, 413).
        OuvroirError: the space holds too many bytes.
    """
    parts, received = _parts(portal, upload.fields), upload.file
    if received is None:
        raise _no_part(0)
    index = _number(upload.fields, "partindex", parts.total - 1)
    if received.size != _number(upload.fields, "chunksize", portal.limits.file_bytes):
        raise upload_problem(
            "Chunk size mismatch",
            "« chunksize » dit combien d'octets compte cette partie : ce n'est pas ce qui est "
            "arrivé. Envoyez-la de nouveau.",
        )
    others = (portal.files.find(*parts.address(n)) for n in range(parts.total) if n != index)
    held = sum(path.stat().st_size for path in others if path is not None)
    if held + received.size > portal.limits.file_bytes:
        raise too_large(portal.limits.file_bytes)
    former = portal.files.find(*parts.address(index))
    if former is not None:
        # Nothing leads to a part yet: it goes at once, whatever becomes of this call.
        former.unlink()
    portal.files.keep(received.path, *parts.address(index))


def assembled(portal: Portal, fields: Mapping[str, str]) -> Received:
    """Put the parts of a file together; none is left aside.

    Args:
        portal: where, and who sends.
        fields: ``uuid``, ``filename`` and ``totalparts``.

    Raises:
        Problem: a part is missing (400), or no such file is taken (400, 415).
    """
    parts = _parts(portal, fields)
    name = fields.get("filename", "")
    accepted_name(portal, name)
    found: list[Path] = []
    for index in range(parts.total):
        path = portal.files.find(*parts.address(index))
        if path is None:
            raise _no_part(index)
        found.append(path)
    digest = hashlib.sha1(usedforsecurity=False)
    first = found[0]
    with first.open("r+b") as whole:
        while block := whole.read(_BLOCK):
            digest.update(block)
        for path in found[1:]:
            with path.open("rb") as part:
                while block := part.read(_BLOCK):
                    digest.update(block)
                    whole.write(block)
            path.unlink()
        size = whole.tell()
    return Received(first, name, size, digest.hexdigest())


def forget_parts(portal: Portal, fields: Mapping[str, str]) -> None:
    """Forget what is left of the parts of a file, and their folder."""
    parts = _parts(portal, fields)
    for index in range(parts.total):
        portal.files.remove(*parts.address(index))


def too_large(most: int) -> Problem:
    """Make the refusal of a file that is past the bound.

    Args:
        most: bytes that one file may have.
    """
    return simple_problem(
        413,
        "The data value transmitted exceeds the capacity limit.",
        f"Ce fichier est trop gros : {most // 1024 // 1024} Mo au plus ici. Déposez un extrait, "
        "ou déclarez son adresse comme ressource distante.",
    )


def _parts(portal: Portal, fields: Mapping[str, str]) -> _Parts:
    uuid = fields.get("uuid", "")
    if not _UUID.fullmatch(uuid):
        raise _bad_field("uuid", "« uuid » nomme le fichier : lettres, chiffres et tirets.")
    caller = portal.caller["id"] if portal.caller is not None else "0"
    return _Parts(f"{caller}-{uuid.lower()}", _number(fields, "totalparts", _MOST_PARTS))


def _number(fields: Mapping[str, str], name: str, most: int) -> int:
    text = fields.get(name, "")
    if not (text.isascii() and text.isdigit()) or len(text) > 12 or int(text) > most:
        raise _bad_field(name, f"« {name} » doit être un nombre entier, de 0 à {most}.")
    return int(text)


def _bad_field(name: str, explanation: str) -> Problem:
    return query_problem({name: f"Invalid {name}"}, explanation)


def _no_part(index: int) -> Problem:
    return upload_problem(
        "Missing file parameter",
        f"La partie {index} n'est pas arrivée : envoyez-la, puis refaites le dernier appel.",
    )
