"""Tellings about codes and names of places, and about points on a map."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

_ZERO = (
    "Un tableur efface les zéros qui commencent un nombre. Avec le sien, chaque code est dans la "
    "liste officielle."
)
_POINT = (
    "Un logiciel de cartes attend deux nombres en degrés, la longitude puis la latitude, avec un "
    "point devant les décimales et une virgule entre eux."
)
_SEE = (
    "Placez un ou deux de ces points sur une carte, avant et après : un lieu vraiment situé à "
    "l'étranger ne doit pas être touché."
)

CAUSES: Mapping[str, CauseTelling] = {
    "place-zero": CauseTelling(
        "Zéro effacé au début de codes",
        _ZERO
        + " Aucun autre code de la colonne n'a gardé le sien : le tableur les a tous effacés.",
        "Remettre le zéro au début.",
    ),
    "place-zero-doubtful": CauseTelling(
        "Codes auxquels il manque sans doute un zéro",
        _ZERO,
        "Remettre le zéro au début.",
        "D'autres codes de la colonne ont gardé leur zéro : ici, c'est peut-être un autre chiffre "
        "qui a été oublié. Vérifiez que le lieu est le bon.",
    ),
    "place-writing": CauseTelling(
        "Codes de lieux écrits autrement",
        "Une espace, une minuscule ou « .0 » font un autre code : la ligne n'est plus reliée aux "
        "fichiers qui parlent du même lieu.",
        "Écrire les codes comme la liste officielle.",
    ),
    "place-name": CauseTelling(
        "Noms de lieux écrits autrement",
        "Sans les accents, les traits d'union ou les majuscules de la liste officielle, c'est un "
        "autre nom pour un logiciel.",
        "Écrire les noms comme la liste officielle.",
    ),
    "place-spelling": CauseTelling(
        "Noms proches d'un nom de lieu",
        "Ces noms ne sont pas dans la liste officielle, mais un autre leur ressemble.",
        "Écrire le nom le plus proche de la liste officielle.",
        "Deux lieux ont parfois presque le même nom (Vire et Viré) : vérifiez que c'est le bon.",
    ),
    "place-corsica": CauseTelling(
        "Codes de Corse d'avant 1976",
        "Les codes de communes de Corse commencent par 2A ou 2B ; le code 20 a disparu quand "
        "l'île a été partagée en deux départements. Les codes postaux, eux, l'ont gardé.",
        "Écrire le code de commune actuel.",
        "Vérifiez qu'il ne s'agit pas d'un code postal : ils commencent encore par 20.",
    ),
    "place-postal": CauseTelling(
        "Codes postaux à la place de codes de communes",
        "Un code postal sert souvent à plusieurs communes : il ne dit pas laquelle.",
        "Cherchez la commune par son nom sur insee.fr : son code a cinq caractères et diffère "
        "souvent du code postal.",
    ),
    "place-code": CauseTelling(
        "Codes à la place de noms",
        "Cette colonne attend un nom, et ces cellules contiennent un code.",
        "Cherchez le code sur insee.fr, et recopiez le nom en toutes lettres.",
    ),
    "place-edition": CauseTelling(
        "Lieux d'une autre année",
        "Des territoires fusionnent ou changent de nom. Ceux-ci sont dans la liste officielle de "
        "{other}, mais pas dans celle de {edition}, que demande le schéma.",
        "Cherchez sur insee.fr ce qui valait en {edition}.",
    ),
    "point-form": CauseTelling(
        "Positions écrites autrement",
        _POINT + " Écrits ainsi, tous ces points sont en France.",
        "Récrire ces positions comme le schéma.",
    ),
    "point-form-swapped": CauseTelling(
        "Positions écrites autrement, et à l'envers",
        _POINT + " Ici, la latitude est écrite la première : dans l'autre ordre, ces points sont "
        "en France.",
        "Récrire ces positions comme le schéma, la longitude d'abord.",
        _SEE,
    ),
    "point-form-abroad": CauseTelling(
        "Positions écrites autrement, hors de France",
        _POINT,
        "Récrire ces positions comme le schéma, sans changer l'ordre des deux nombres.",
        "Dans un ordre comme dans l'autre, ces points ne sont pas en France : vérifiez-les sur une "
        "carte.",
    ),
    "inverted-coordinates": CauseTelling(
        "Latitude et longitude inversées",
        "Une carte attend la longitude d'un côté et la latitude de l'autre. À l'envers, un lieu de "
        "France tombe dans l'océan Indien ou en Afrique : {evidence}.",
        "Échanger {what}.",
        _SEE,
    ),
    "not-a-coordinate": CauseTelling(
        "Coordonnées qui ne sont pas des nombres",
        "Une latitude ou une longitude est un seul nombre, en degrés, avec un point devant les "
        "décimales, comme 46.2147. On ne peut pas deviner lequel était voulu ici.",
        "Reprenez la valeur dans le logiciel d'origine, ou cherchez le lieu sur une carte.",
    ),
}
