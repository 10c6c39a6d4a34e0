"""Tellings about the way in which a file is written: writing it anew mends it."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

CAUSES: Mapping[str, CauseTelling] = {
    "encoding": CauseTelling(
        "Fichier qui n'est pas en UTF-8",
        "L'encodage est la façon d'écrire les lettres accentuées. Ce fichier est en {before} : "
        "ailleurs, ses accents deviennent des signes illisibles.",
        "Écrire le nouveau fichier en {after}.",
    ),
    "byte-order-mark": CauseTelling(
        "Marque invisible au début du fichier",
        "Des tableurs la posent pour reconnaître l'UTF-8 (« marque d'ordre des octets »). D'autres "
        "logiciels la collent au nom de la première colonne, qu'ils ne trouvent plus.",
        "Écrire le nouveau fichier sans cette marque.",
    ),
    "delimiter": CauseTelling(
        "Colonnes séparées autrement que par une virgule",
        "Le séparateur est ici : {before}. Des logiciels qui attendent la virgule rangent alors "
        "toute la ligne dans une seule colonne.",
        "Écrire le nouveau fichier avec des virgules ; les textes qui en contiennent seront "
        "entourés de guillemets.",
    ),
    "title-lines": CauseTelling(
        "Titre au-dessus de l'en-tête",
        "Avant les noms de colonnes, il y a {before}. Un logiciel lit la première ligne comme "
        "l'en-tête, et n'y reconnaît aucune colonne.",
        "Commencer le nouveau fichier par les noms de colonnes. Ce que dit le titre (le nom ou le "
        "SIRET de votre collectivité, par exemple) a sa place dans les colonnes prévues pour cela, "
        "ou dans la description du jeu de données.",
    ),
    "nul-bytes": CauseTelling(
        "Caractères nuls",
        "Le fichier contient des signes invisibles ({before}), restes d'un export mal fait. Ils "
        "font échouer beaucoup de logiciels de lecture.",
        "Écrire le nouveau fichier sans eux.",
    ),
    "line-ends": CauseTelling(
        "Fins de ligne d'une autre sorte",
        "Ce sont celles de certains éditeurs de texte ou d'anciens systèmes. Un logiciel qui ne "
        "les connaît pas lira tout le fichier comme une seule ligne.",
        "Écrire le nouveau fichier avec des retours à la ligne ordinaires.",
    ),
    "orphan-quote": CauseTelling(
        "Guillemets mal placés",
        "Dans un CSV, les guillemets entourent une cellule entière. Un guillemet isolé peut faire "
        "avaler toute la suite du fichier par une seule cellule.",
        "Écrire le nouveau fichier en entourant ces textes de guillemets, et en doublant ceux de "
        "l'intérieur. Relisez ensuite ce texte à la ligne {line} ({before}) : il a pu être coupé.",
    ),
    "workbook": CauseTelling(
        "Classeur de tableur",
        "Un classeur garde des couleurs, des formules et des formats d'affichage qui gênent les "
        "logiciels. Les schémas de données publiques attendent un CSV, qui ne contient que des "
        "textes.",
        "Écrire la feuille lue dans un nouveau fichier CSV.",
    ),
    "long-numbers": CauseTelling(
        "Identifiants enregistrés comme des quantités",
        "Excel montre ces longs nombres sous la forme « 2,19E+13 » et les exporte ainsi. Le "
        "classeur en garde encore tous les chiffres : c'est là qu'ils ont été lus.",
        "Écrire tous les chiffres dans le nouveau fichier.",
    ),
    "dressed-numbers": CauseTelling(
        "Nombres habillés par le tableur",
        "Le tableur ajoute à l'écran un symbole ou des espaces, qu'un export garderait et qu'un "
        "logiciel prendrait pour du texte.",
        "Écrire les nombres seuls dans le nouveau fichier.",
    ),
    "formulas": CauseTelling(
        "Cellules calculées",
        "Un CSV ne contient que des valeurs : c'est le dernier résultat de ces formules qui a été "
        "lu.",
        "Écrire ces résultats dans le nouveau fichier.",
    ),
}
