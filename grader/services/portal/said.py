"""What a page says of what was just done, named by ``?fait=`` in its address."""

from __future__ import annotations

from grader.typography import french

_SAID = {
    "brouillon-cree": (
        "Votre fiche est enregistrée en brouillon : personne d'autre que votre organisation ne "
        "la voit. Ajoutez maintenant un fichier."
    ),
    "fiche-creee": "Votre fiche est publique : elle apparaît dès maintenant dans les recherches.",
    "fiche-modifiee": "Vos changements sont enregistrés.",
    "publiee": "La fiche est publique : elle apparaît dès maintenant dans les recherches.",
    "en-brouillon": "La fiche est en brouillon : elle n'apparaît plus dans les recherches.",
    "archivee": "La fiche est archivée : elle quitte les recherches, et ses liens tiennent.",
    "desarchivee": (
        "La fiche n'est plus archivée. Si elle n'est pas en brouillon, elle est de nouveau dans "
        "les recherches."
    ),
    "supprimee": "La fiche est supprimée. Vous pouvez encore la rétablir depuis cette page.",
    "retablie": "La fiche est rétablie, avec ses mots-clés et sa période.",
    "effacee": "La fiche et tout ce qui la concernait sont effacés.",
    "fichier-ajoute": (
        "Le fichier est déposé. Donnez-lui maintenant un titre et une description : le dépôt seul "
        "ne les remplit pas."
    ),
    "fichier-remplace": (
        "Le fichier est remplacé. L'identifiant et l'adresse permanente n'ont pas changé ; "
        "l'adresse directe, elle, a changé."
    ),
    "lien-ajoute": "Le lien est ajouté.",
    "ressource-modifiee": "La ressource est enregistrée.",
    "ressource-supprimee": "La ressource est supprimée, avec son fichier.",
    "ordre": "Le nouvel ordre est enregistré.",
    "colonnes": "Vos descriptions de colonnes sont enregistrées : elles sont dans le dictionnaire.",
    "reutilisation": "La réutilisation est enregistrée : elle apparaît sous la fiche.",
    "discussion": "Votre message est publié sous la fiche.",
    "reponse": "Votre réponse est publiée.",
    "close": "Votre réponse est publiée et la discussion est close.",
    "cles-revoquees": "Vos clés sont révoquées : plus aucun programme ne peut s'en servir.",
    "groupe-ouvert": "L'espace du groupe est ouvert. Donnez son code aux personnes présentes.",
    "groupe-rejoint": "Vous êtes dans l'espace du groupe. Le vôtre vous attend.",
    "espace-change": "Vous avez changé d'espace.",
    "espace-vide": "Votre espace est vidé. En voici un neuf, à une nouvelle adresse.",
}
#: What was done, by its short name, in French typography.
SAID: dict[str, str] = {name: french(text) for name, text in _SAID.items()}
