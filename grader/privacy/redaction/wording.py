"""What a file carries that its reader does not see, told in French."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.privacy.redaction.model import Hidden
from grader.typography import french, plural

_PROPERTIES = {
    "author": "Auteur du document",
    "editor": "Dernière personne à l'avoir modifié",
    "organisation": "Organisme ou responsable",
    "title": "Titre ou sujet dans les propriétés",
    "keywords": "Mots-clés",
    "note": "Commentaire des propriétés",
    "producer": "Logiciel",
    "custom": "Propriété ajoutée",
}
_COUNTS = {
    "custom": ("propriété ajoutée", "propriétés ajoutées"),
    "comment": ("commentaire en marge", "commentaires en marge"),
    "deleted": (
        "passage supprimé que le suivi des modifications garde",
        "passages supprimés que le suivi des modifications garde",
    ),
    "inserted": ("ajout suivi", "ajouts suivis"),
    "invisible": ("passage mis en texte masqué", "passages mis en texte masqué"),
    "picture": ("image", "images"),
    "embedded": ("fichier incorporé", "fichiers incorporés"),
    "link": ("lien", "liens"),
    "thumbnail": (
        "vignette : une image de la première page",
        "vignettes : des images de la première page",
    ),
    "macro": ("programme (macro)", "programmes (macros)"),
    "attachment": ("pièce jointe", "pièces jointes"),
}


def told_hidden(hidden: Sequence[Hidden]) -> Iterator[str]:
    """Tell each thing that a file carries besides its text.

    Args:
        hidden: as ``TextDocument`` has them.
    """
    for one in hidden:
        if one.value:
            yield french(f"{_PROPERTIES[one.kind]} : {one.value}")
        else:
            yield french(plural(one.count, *_COUNTS[one.kind]))
