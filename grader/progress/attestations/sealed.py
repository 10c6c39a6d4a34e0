"""A PDF whose every byte is signed.

The seal is a comment after the PDF's own end, with the code, the name and the signature; the
``startxref`` of the PDF is written once more after it, since readers look for it in the last lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from grader.progress.attestations.token import from_text, to_text

_DOMAIN = b"ouvroir-pdf-1\0"
_MARK = b"%ouvroir-attestation-1 "
_SELF = b"%ouvroir-auto-evaluation-1\n"
_SEAL = re.compile(rb"%ouvroir-attestation-1 ([\w.-]{40,4000}) ([\w-]{1,1000}) ([\w-]{86})\n")
_START = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\s*\Z")
#: Bytes of the biggest file that is looked at.
BIGGEST = 2 * 1024 * 1024


class AlteredError(ValueError):
    """A file bears a seal that is not as it was written."""


class NoSealError(ValueError):
    """A file bears no seal."""


class SelfAssessmentError(NoSealError):
    """A file says of itself that nobody signed it."""


@dataclass(frozen=True)
class Sealed:
    """What a sealed file holds: its code, the name, the signature and the bytes that it signs."""

    token: str
    name: str
    signature: bytes
    content: bytes


def seal(pdf: bytes, token: str, name: str, sign: Callable[[bytes], bytes]) -> bytes:
    """Seal a PDF.

    Args:
        pdf: whole, with its ``startxref``.
        token: the signed code.
        name: as printed.
        sign: gives the signature of bytes.
    """
    if not pdf.endswith(b"\n"):
        pdf += b"\n"
    head = f"{token} {to_text(name.encode())}".encode()
    signature = sign(_DOMAIN + head + b"\0" + pdf)
    return _joined(pdf, _MARK + head + b" " + to_text(signature).encode() + b"\n")


def unsigned(pdf: bytes) -> bytes:
    """Mark a PDF as one that nobody signed."""
    return _joined(pdf, _SELF)


def opened(content: bytes) -> Sealed:
    """Find the seal of a file.

    Raises:
        SelfAssessmentError: it says that nobody signed it.
        NoSealError: it bears no seal.
        AlteredError: its seal is not as it was written.
    """
    if not content.startswith(b"%PDF-"):
        raise NoSealError("no PDF")
    at = content.rfind(_MARK)
    if at < 0:
        if _SELF in content:
            raise SelfAssessmentError("unsigned")
        if b"ouvroir-attestation" in content:
            raise AlteredError("the mark was changed")
        raise NoSealError("no seal")
    found = _SEAL.match(content, at)
    pdf = content[:at]
    if found is None or not _START.search(pdf) or _joined(pdf, found[0]) != content:
        raise AlteredError("not as it was written")
    try:
        name = from_text(found[2].decode()).decode()
        signature = from_text(found[3].decode())
    except ValueError as fault:
        raise AlteredError("not as it was written") from fault
    head = found[1] + b" " + found[2]
    return Sealed(found[1].decode(), name, signature, _DOMAIN + head + b"\0" + pdf)


def _joined(pdf: bytes, comment: bytes) -> bytes:
    if not pdf.endswith(b"\n"):
        pdf += b"\n"
    start = _START.search(pdf)
    if start is None:
        raise ValueError("a PDF ends with its startxref")
    return pdf + comment + b"startxref\n" + start[1] + b"\n%%EOF\n"
