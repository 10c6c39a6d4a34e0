"""Tellings about numbers."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

_SUMS = "Un logiciel ne pourra ni additionner ni comparer ces valeurs."
_FIND_AGAIN = (
    "Reprenez le nombre dans le document d'origine (convention, budget, procès-verbal) ou dans le "
    "logiciel dont vient le fichier."
)

CAUSES: Mapping[str, CauseTelling] = {
    "decimal-comma": CauseTelling(
        "Virgule devant les décimales",
        "C'est l'usage français, et un tableur français écrit ainsi. Un fichier de données met un "
        "point, car la virgule y sépare souvent les colonnes. " + _SUMS,
        "Remplacer la virgule par un point.",
    ),
    "decimal-in-whole": CauseTelling(
        "Décimales dans un nombre entier",
        "Le schéma demande un nombre entier, et celui-ci a des décimales. L'arrondir serait le "
        "changer.",
        _FIND_AGAIN + " Si la colonne n'est pas la bonne, déplacez la valeur.",
    ),
    "decimal-point": CauseTelling(
        "Point devant les décimales, où ce schéma veut un autre signe",
        "Ce schéma choisit lui-même le signe qui précède les décimales. Un logiciel qui le suit "
        "n'en attend pas d'autre.",
        "Écrire le signe du schéma à la place du point.",
    ),
    "number-abridged": CauseTelling(
        "Nombres abrégés par le tableur",
        "« 1,5E+06 » est une abréviation : un tableur n'y montre que les premiers chiffres, et les "
        "autres ne sont plus dans le fichier.",
        "Reprenez l'export d'origine, ou élargissez la colonne dans le classeur et donnez-lui le "
        "format « Nombre » avant de l'enregistrer de nouveau.",
    ),
    "number-ambiguous": CauseTelling(
        "Nombres qui se lisent de deux façons",
        "« 1,234 » est un peu plus de un pour un Français, et mille deux cent trente-quatre pour "
        "un logiciel réglé en anglais. L'un est mille fois l'autre.",
        "Écrire le nombre que la colonne rend le plus probable.",
        "{habits} Vérifiez un de ces nombres dans le document d'origine.",
    ),
    "number-as-date": CauseTelling(
        "Nombres qu'un tableur a pris pour des dates",
        "On a saisi par exemple 7.4, et le tableur y a lu le 7 avril. Il a gardé la date, pas le "
        "nombre.",
        "Reprenez le nombre dans le document ou l'export d'origine, puis donnez le format "
        "« Texte » à la colonne avant de l'y coller.",
    ),
    "number-in-text": CauseTelling(
        "Nombres accompagnés de mots",
        "La cellule contient un nombre et des mots, par exemple une unité. " + _SUMS,
        "Garder le nombre seul. Les mots sont retirés.",
        "Vérifiez que ces mots ne changent pas la valeur : une unité, « HT », « environ ».",
    ),
    "number-negative": CauseTelling(
        "Nombres négatifs écrits comme en comptabilité",
        "« (1 200) » ou « 1 200- » veut dire moins 1 200 dans un logiciel de comptabilité. "
        "Ailleurs, ce n'est pas un nombre.",
        "Écrire le signe moins devant le nombre.",
        "Vérifiez que ces montants sont bien négatifs, et non mis entre parenthèses pour une autre "
        "raison.",
    ),
    "number-ornaments": CauseTelling(
        "Espaces, points de milliers ou monnaie dans les nombres",
        "Ils aident à lire sur le papier ; dans un fichier, ils font du nombre un texte. " + _SUMS,
        "Garder seulement les chiffres, le signe moins et le signe des décimales.",
    ),
    "number-spaces": CauseTelling(
        "Espaces mal placées dans les nombres",
        "Une espace coupe le nombre ailleurs qu'entre les milliers : une faute de frappe, ou deux "
        "nombres dans la même cellule.",
        "Retirer ces espaces.",
        "Vérifiez que chaque cellule contient bien un seul nombre.",
    ),
    "percent": CauseTelling(
        "Pourcentages",
        "Le signe % fait du nombre un texte. " + _SUMS,
        "Retirer le signe. Là où les valeurs sont des parts de 1, 45 % s'écrit 0.45.",
        "{doubt}",
    ),
    "share": CauseTelling(
        "Pourcentages là où une part de 1 est attendue",
        "Le schéma attend un nombre entre 0 et 1 : 45 % s'y écrit 0.45. Un logiciel lirait 45 "
        "comme quarante-cinq fois le tout.",
        "Diviser ces nombres par 100.",
        "Vérifiez que ce sont bien des pourcentages.{ones}",
    ),
    "whole-decimal": CauseTelling(
        "Décimales nulles dans des nombres entiers",
        "« 12,00 » vaut 12, mais le schéma demande un nombre entier, sans virgule ni point.",
        "Retirer la virgule ou le point et les zéros qui suivent.",
    ),
    "words-for-number": CauseTelling(
        "Mots à la place de nombres",
        "Le schéma demande un nombre. « Unanimité » ou « gratuit » ne peut ni s'additionner ni se "
        "comparer, et le nombre n'est pas dans la cellule.",
        _FIND_AGAIN + " Le mot a sa place dans une autre colonne.",
    ),
}
