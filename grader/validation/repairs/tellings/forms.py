"""Tellings about listed values and texts of a given form."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

_EXACT = "Un programme compare lettre à lettre : une valeur écrite autrement est une autre valeur."

CAUSES: Mapping[str, CauseTelling] = {
    "enum-writing": CauseTelling(
        "Valeurs de la liste, écrites autrement",
        "Ce sont des valeurs admises, aux majuscules, espaces, accents ou signes près. " + _EXACT,
        "Écrire ces valeurs comme le schéma.",
    ),
    "enum-spelling": CauseTelling(
        "Valeurs proches de celles de la liste",
        "Ces valeurs ne sont pas admises, mais une autre leur ressemble. " + _EXACT,
        "Écrire la valeur admise la plus proche.",
        "Vérifiez, pour chacune, que c'est bien ce que l'on voulait dire.",
    ),
    "matter-spaces": CauseTelling(
        "Espaces autour de « / » dans la matière",
        "La matière et la sous-matière sont séparées par « / » sans espace : avec une espace, "
        "c'est une autre matière.",
        "Retirer ces espaces.",
    ),
    "matter-family": CauseTelling(
        "Matières proches de la nomenclature des actes",
        "La matière doit commencer par une des neuf familles de la nomenclature ; celles-ci leur "
        "ressemblent.",
        "Écrire la famille comme la nomenclature.",
        "Vérifiez que la famille est la bonne.",
    ),
    "pattern-spaces": CauseTelling(
        "Codes écrits avec des espaces",
        "Les espaces aident à lire le code. " + _EXACT,
        "Retirer les espaces.",
    ),
    "pattern-signs": CauseTelling(
        "Codes écrits avec des signes entre leurs parties",
        "Des tirets, des points ou des étoiles séparent les parties du code, et le schéma n'en "
        "admet pas. " + _EXACT,
        "Retirer ces signes.",
        "Un signe a parfois un sens : vérifiez qu'un de ces codes, écrit sans eux, est bien celui "
        "de vos documents.",
    ),
    "pattern-comma": CauseTelling(
        "Virgule à la place d'un point",
        "Un tableur français écrit une virgule là où le schéma demande un point.",
        "Écrire un point.",
    ),
    "pattern-decimals": CauseTelling(
        "Codes suivis de décimales",
        "Un tableur a pris le code pour une quantité, et lui a ajouté « .0 ».",
        "Retirer le point et les zéros qui le suivent.",
    ),
    "pattern-capitals": CauseTelling(
        "Codes écrits en minuscules", _EXACT, "Écrire ces codes en majuscules."
    ),
    "pattern-lower-case": CauseTelling(
        "Valeurs écrites en majuscules", _EXACT, "Écrire ces valeurs en minuscules."
    ),
    "list-sign": CauseTelling(
        "Listes séparées par un autre signe",
        "La cellule contient plusieurs valeurs, et le schéma dit quel signe les sépare. Avec un "
        "autre, un programme lit une seule valeur, qu'il ne connaît pas.",
        "Séparer les valeurs par le signe du schéma.",
    ),
    "reference-as-date": CauseTelling(
        "Codes devenus des dates",
        "Un tableur prend « 2.7 » pour le 2 juillet et l'écrit comme une date. Le code est "
        "changé, sans que rien ne le signale.",
        "Récrire le jour et le mois comme un code.",
        "« 7.1 » et « 7.10 » donnent des dates différentes, mais un mois de l'année ne dit pas si "
        "le code avait un zéro : comparez avec l'acte d'origine.",
    ),
    "period": CauseTelling(
        "Périodes écrites autrement",
        "Le schéma demande AAAA-MM-JJ, ou AAAA-MM-JJ/AAAA-MM-JJ pour une période : une barre "
        "oblique entre les deux dates, et rien d'autre.",
        "Récrire ces périodes comme le schéma.",
    ),
    "period-ambiguous": CauseTelling(
        "Périodes où le jour peut être le mois",
        "« 03/04/2025 » est le 3 avril en France, et le 4 mars dans un fichier américain.",
        "Récrire ces périodes comme le schéma, le premier nombre étant le jour.",
        "Vérifiez une de ces dates dans l'acte d'origine.",
    ),
    "period-several": CauseTelling(
        "Plus de deux dates dans une cellule",
        "Une période a un début et une fin. Avec plus de deux dates, un programme ne peut pas "
        "choisir.",
        "Gardez la première et la dernière si elles bornent la période, ou faites une ligne par "
        "versement, comme le demande la description de la colonne.",
    ),
    "year-interval": CauseTelling(
        "Années séparées par un autre signe",
        "Le schéma demande une barre oblique entre deux années, comme 2024/2025.",
        "Écrire une barre oblique entre les deux années.",
    ),
    "phone": CauseTelling(
        "Numéros de téléphone sans l'indicatif du pays",
        "Le schéma demande la forme internationale, sans espace : +33 puis neuf chiffres. Elle "
        "s'appelle de partout.",
        "Écrire les numéros ainsi.",
    ),
    "phone-zero": CauseTelling(
        "Numéros de téléphone sans leur zéro",
        "Un tableur efface le zéro qui commence un nombre. Le schéma demande de toute façon +33 à "
        "sa place.",
        "Écrire +33 devant les neuf chiffres.",
        "Vérifiez que ce sont bien des numéros de France métropolitaine.",
    ),
    "phone-several": CauseTelling(
        "Plusieurs numéros de téléphone dans une cellule",
        "Un annuaire lit la cellule comme un seul numéro : il n'en composera aucun, ou seulement "
        "le premier.",
        "Gardez un seul numéro, celui de l'accueil par exemple ; l'autre peut aller dans une autre "
        "colonne, si le schéma en a une.",
    ),
    "web-address": CauseTelling(
        "Adresses web sans https://",
        "Sans son début, une adresse n'est pas un lien : personne ne peut l'ouvrir d'un clic.",
        "Ajouter https:// au début.",
        "Ouvrez une de ces adresses : quelques sites anciens ne répondent qu'à http://.",
    ),
    "email-around": CauseTelling(
        "Adresses électroniques avec autre chose autour",
        "« mailto: », un nom ou un signe entourent l'adresse : un message envoyé à la cellule "
        "entière n'arrivera pas.",
        "Ne garder que l'adresse.",
    ),
    "email-several": CauseTelling(
        "Plusieurs adresses électroniques dans une cellule",
        "Un programme lit la cellule comme une seule adresse : le message n'arrivera pas.",
        "Gardez une seule adresse, celle du service par exemple.",
    ),
    "hours-digits": CauseTelling(
        "Heures écrites avec un seul chiffre",
        "Les cartes lisent les horaires selon la règle d'OpenStreetMap, la carte libre : 08:30 et "
        "non 8:30.",
        "Écrire chaque heure avec deux chiffres.",
    ),
    "hours-words": CauseTelling(
        "Horaires écrits en français",
        "Les cartes ne comprennent que l'écriture d'OpenStreetMap, la carte libre : Mo-Fr "
        "08:30-12:00 du lundi au vendredi de 8 h 30 à 12 h.",
        "Récrire ces horaires à la façon d'OpenStreetMap.",
        "Relisez chaque horaire : les jours y ont deux lettres, Mo, Tu, We, Th, Fr, Sa et Su, du "
        "lundi au dimanche.",
    ),
}
