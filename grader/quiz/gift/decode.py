"""From the bytes of somebody's file to its text."""

from __future__ import annotations

import codecs
import re

from grader.errors import ContentError
from grader.typography import number

#: A bank of thousands of questions is smaller.
MOST_BYTES = 2_000_000
#: Control characters other than a tabulation or the end of a line.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
WINDOWS = "cp1252"


def decode(data: bytes, name: str) -> tuple[str, str]:
    r"""Read bytes as text: UTF-8, UTF-16 with its mark, or else Windows-1252.

    Args:
        data: the file.
        name: of the file, for the messages.

    Returns:
        the text, its lines ended by ``\n`` alone, and the name of its encoding for Python.

    Raises:
        ContentError: it is too big, or is no text.
    """
    if len(data) > MOST_BYTES:
        raise ContentError(
            name,
            "file-too-big",
            f"Ce fichier est trop gros : la limite est de {number(MOST_BYTES)} octets.",
            "Partagez-le en plusieurs fichiers.",
        )
    text, encoding = _decoded(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise ContentError(
            f"{name}:{line}",
            "not-text",
            "Cette ligne contient un caractère de commande : ce fichier n'est pas du texte simple.",
            "Enregistrez-le en texte simple (UTF-8) depuis un éditeur de texte.",
        )
    return text, encoding


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", WINDOWS):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise ContentError(
        name,
        "unreadable-file",
        "Ce fichier ne se lit pas comme du texte.",
        "Enregistrez-le en UTF-8 depuis un éditeur de texte.",
    )
