"""Why a text cannot be read, in French."""

from __future__ import annotations

from grader.errors import UnusableFileError
from grader.typography import french

_REFUSALS = {
    "text-unreadable": (
        "Ce fichier n'est pas un texte que l'on sait lire, ou il est abîmé.",
        "Enregistrez-le en .docx, .odt ou .txt, puis déposez la copie.",
    ),
    "text-old-word": (
        "Ce fichier est un document Word d'un ancien format (.doc).",
        "Enregistrez-le en .docx ou en .odt, puis déposez la copie.",
    ),
    "text-encrypted": (
        "Ce fichier est protégé par un mot de passe : il ne peut pas être lu ici.",
        "Enregistrez-en une copie sans mot de passe, puis déposez-la.",
    ),
    "text-too-big": (
        "Ce document est trop long, ou trop gros une fois décompressé.",
        "Découpez-le en plusieurs parties, par exemple une par délibération.",
    ),
    "text-empty": (
        "Ce document ne contient aucun texte.",
        "Des pages numérisées sont des images : faites-en d'abord reconnaître les caractères.",
    ),
}


def refuse(code: str) -> UnusableFileError:
    """Make the refusal of a text.

    Args:
        code: a key of this file's table.
    """
    message, hint = _REFUSALS[code]
    return UnusableFileError(code, french(message), french(hint))
