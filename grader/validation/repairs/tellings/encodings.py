"""Tellings about damaged letters and about what a spreadsheet has left."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

_MOJIBAKE = (
    "« Ã© » tient la place de « é » : un texte en UTF-8 a été lu dans un autre encodage (une autre "
    "façon d'écrire les accents), puis enregistré. Une recherche sur le bon mot ne le trouve plus."
)
_SOURCE = "Repartez de l'export d'origine, et enregistrez-le directement en UTF-8."

CAUSES: Mapping[str, CauseTelling] = {
    "mojibake": CauseTelling(
        "Accents abîmés",
        _MOJIBAKE,
        "Refaire la lecture dans le bon encodage : chaque suite abîmée redevient sa lettre.",
        "La cellule entière se relit sans erreur en UTF-8. Vérifiez que le texte proposé est bien "
        "du français.",
    ),
    "mojibake-in-part": CauseTelling(
        "Accents abîmés dans une partie de la cellule",
        _MOJIBAKE + " Dans ces cellules, d'autres lettres accentuées sont justes.",
        "Remplacer chaque suite abîmée par sa lettre.",
        "Relisez les textes proposés : une espace qui suivait « à » a pu se perdre.",
    ),
    "mojibake-labels": CauseTelling(
        "Noms de colonnes aux accents abîmés",
        _MOJIBAKE,
        "Récrire ces noms avec leurs accents.",
        "Vérifiez que les noms proposés sont ceux de vos colonnes.",
    ),
    "lost-characters": CauseTelling(
        "Lettres perdues",
        "Le signe « \ufffd » tient la place d'une lettre qu'un logiciel n'a pas su lire. Rien, "
        "dans ce fichier, ne dit laquelle.",
        _SOURCE,
    ),
    "seven-bit": CauseTelling(
        "Accents cassés en deux signes",
        "« C) » ou « C( » tient la place de « é » ou de « è » : un logiciel ancien a coupé ces "
        "lettres. Les signes qui restent se confondent avec ceux du texte, et ne permettent pas de "
        "les remettre à coup sûr.",
        _SOURCE + " S'il est déjà ainsi, signalez-le à l'éditeur de votre logiciel.",
    ),
    "formula-text": CauseTelling(
        "Textes écrits comme des formules",
        'Un logiciel a écrit ="01004" pour qu\'un tableur garde le zéro. Les autres lisent '
        "le signe = et les guillemets comme s'ils faisaient partie de la valeur.",
        "Ne garder que le texte entre guillemets.",
    ),
    "formula": CauseTelling(
        "Formules restées dans le fichier",
        "La cellule contient une formule et non son résultat. Un programme n'y lit pas de valeur, "
        "et un tableur peut l'exécuter à l'ouverture.",
        "Dans votre tableur, copiez ces cellules, collez seulement les valeurs, et enregistrez de "
        "nouveau.",
    ),
    "sheet-error": CauseTelling(
        "Calculs qui ont échoué",
        "« #REF! » ou « #VALEUR! » veut dire qu'une formule n'a pas trouvé ce qu'elle cherchait. "
        "La valeur attendue n'est pas dans ce fichier.",
        "Corrigez la formule dans le tableur d'origine, puis exportez de nouveau.",
    ),
}
