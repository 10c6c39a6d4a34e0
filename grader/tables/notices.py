"""« Constats de lecture »: what is told about the file itself, in French, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.tables.model import Notice
from grader.typography import french, plural


@dataclass(frozen=True)
class Telling:
    """How a notice is told; braces are filled by ``notice``.

    Attributes:
        severity: ``error`` or ``warning`` (see ``Notice``).
        message: what was seen.
        why: why it matters to those who reuse the file.
        fix: how to mend it.
        unit: what is counted (with its verb where there is one), singular and plural, for
            ``{counted}``.
    """

    severity: str
    message: str
    why: str
    fix: str
    unit: tuple[str, str] = ("fois", "fois")


_SAVE_AS_UTF8 = (
    "À l'enregistrement, choisissez « CSV UTF-8 » dans Excel, ou le jeu de caractères "
    "« Unicode (UTF-8) » dans LibreOffice."
)

NOTICES: Mapping[str, Telling] = {
    "encoding-not-utf8": Telling(
        "error",
        "Le fichier est écrit en {encoding}, et non en UTF-8.",
        "L'encodage est la façon d'écrire les lettres accentuées. Un logiciel qui attend de "
        "l'UTF-8, comme la plupart de ceux des réutilisateurs, affichera des signes illisibles à "
        "leur place.",
        _SAVE_AS_UTF8,
    ),
    "encoding-mixed": Telling(
        "error",
        "Le fichier est écrit en {encoding}, sauf en {counted}.",
        "Un lecteur strict refusera le fichier entier ; un autre remplacera ces lettres par « � ».",
        "Le fichier a sans doute été assemblé à partir de deux sources. Exportez-les à nouveau, "
        "toutes deux en UTF-8, avant de les réunir.",
        ("endroit", "endroits"),
    ),
    "lost-characters": Telling(
        "error",
        "Des lettres ont été perdues : {counted} le signe « � ».",
        "Ce signe prend la place d'une lettre qu'un logiciel n'a pas su lire : on ne peut plus la "
        "retrouver dans ce fichier.",
        "Repartez de l'export d'origine et enregistrez-le directement en UTF-8.",
        ("cellule contient", "cellules contiennent"),
    ),
    "mojibake": Telling(
        "error",
        "Des lettres accentuées sont abîmées : {counted} des suites comme « Ã© » au lieu de « é ».",
        "Les textes deviennent illisibles, et une recherche sur le bon mot ne les trouve plus.",
        "Le fichier a été lu dans un mauvais encodage, puis enregistré. Rouvrez l'export d'origine "
        "en indiquant son encodage, ou remplacez chaque suite abîmée par la bonne lettre.",
        ("cellule contient", "cellules contiennent"),
    ),
    "delimiter-not-comma": Telling(
        "warning",
        "Les colonnes sont séparées par {delimiter}, et non par une virgule.",
        "La virgule est le séparateur conseillé pour les données publiques. Les bons lecteurs "
        "acceptent aussi celui-ci, mais d'autres rangeront toute la ligne dans une seule colonne.",
        "Si votre tableur le permet, enregistrez avec la virgule ; sinon, indiquez le séparateur "
        "dans la description du jeu de données.",
    ),
    "title-lines": Telling(
        "error",
        "{counted} au-dessus de la ligne d'en-tête.",
        "Un logiciel lit les noms de colonnes sur la première ligne : il prendra ce titre pour eux "
        "et ne reconnaîtra plus aucune colonne.",
        "Supprimez ce qui se trouve au-dessus de l'en-tête ; le titre a sa place dans la "
        "description du jeu de données.",
        ("ligne se trouve", "lignes se trouvent"),
    ),
    "orphan-quote": Telling(
        "error",
        "Des guillemets sont mal placés dans {counted} : ils ne sont pas refermés, ou ils coupent "
        "un texte.",
        "Dans un CSV, les guillemets entourent une cellule entière. Un guillemet isolé peut faire "
        "avaler toute la suite du fichier par une seule cellule.",
        "Retirez ces guillemets, ou doublez-les (\"\") à l'intérieur d'un texte lui-même entouré "
        "de guillemets.",
        ("ligne", "lignes"),
    ),
    "line-ends": Telling(
        "error",
        "Les lignes finissent par {ends}, et non par un retour à la ligne.",
        "Un logiciel qui ne connaît pas ce signe lira tout le fichier comme une seule ligne, et "
        "n'y trouvera aucune donnée.",
        "Enregistrez le fichier de nouveau depuis un tableur, ou choisissez des fins de ligne "
        "ordinaires (LF ou CRLF) dans le logiciel qui l'exporte.",
    ),
    "nul-bytes": Telling(
        "error",
        "Pour lire le fichier, il a fallu écarter {counted}.",
        "De tels caractères, invisibles à l'écran, font échouer beaucoup de logiciels de lecture.",
        "Refaites l'export ; s'ils reviennent, signalez-le à l'éditeur de votre logiciel.",
        ("caractère nul", "caractères nuls"),
    ),
    "formula-cells": Telling(
        "warning",
        "Des formules sont restées : {counted} par le signe « = ».",
        "Un tableur peut exécuter ce texte à l'ouverture du fichier ; les autres logiciels "
        "liront la formule et non son résultat.",
        "Copiez ces cellules, puis collez seulement les valeurs avant d'enregistrer.",
        ("cellule commence", "cellules commencent"),
    ),
    "spreadsheet-errors": Telling(
        "warning",
        "Des calculs ont échoué : {counted} une erreur de tableur, comme « #REF! » ou « #N/A ».",
        "Le réutilisateur ne peut pas savoir quelle valeur était attendue.",
        "Corrigez la formule dans le tableur d'origine, ou laissez la cellule vide.",
        ("cellule contient", "cellules contiennent"),
    ),
    "workbook-file": Telling(
        "warning",
        "Le fichier est un classeur de tableur ({kind}), et non un CSV.",
        "Un classeur garde des couleurs, des formules et des formats qui gênent les logiciels des "
        "réutilisateurs ; les schémas de données publiques attendent un CSV.",
        "Publiez aussi le tableau en CSV : « Enregistrer sous », puis « CSV UTF-8 ». Les autres "
        "constats disent ce qu'il faut corriger avant.",
    ),
    "sheet-chosen": Telling(
        "warning",
        "Le classeur a plusieurs feuilles remplies ; la feuille « {sheet} » a été lue, car elle "
        "seule porte les colonnes attendues.",
        "Un réutilisateur ne sait pas laquelle prendre, et beaucoup de logiciels ne lisent que la "
        "première.",
        "Publiez un fichier par tableau : une seule feuille, sans les listes ni les notices.",
    ),
    "hidden-sheets": Telling(
        "warning",
        "Le classeur a des feuilles masquées : {counted}.",
        "Masquer n'est pas effacer : chacun peut les afficher, y compris si elles contiennent des "
        "noms ou des brouillons.",
        "Affichez-les (clic droit sur un onglet, « Afficher »), vérifiez leur contenu, et "
        "supprimez-les de la copie à publier.",
        ("autre feuille remplie ne se voit pas", "autres feuilles remplies ne se voient pas"),
    ),
    "hidden-rows": Telling(
        "warning",
        "Des lignes sont masquées : {counted} dans le tableau, à la main ou par un filtre.",
        "Elles ont été lues comme les autres : elles font partie du fichier, et chacun peut les "
        "afficher.",
        "Affichez-les pour décider : supprimez celles qui ne doivent pas être publiées, et retirez "
        "le filtre.",
        ("ligne ne se voit pas", "lignes ne se voient pas"),
    ),
    "hidden-columns": Telling(
        "warning",
        "Des colonnes sont masquées : {counted} dans le tableau.",
        "Elles ont été lues comme les autres : elles font partie du fichier, et chacun peut les "
        "afficher, même si elles contiennent des données personnelles.",
        "Affichez-les pour décider, et supprimez celles qui ne doivent pas être publiées.",
        ("colonne ne se voit pas", "colonnes ne se voient pas"),
    ),
    "merged-cells": Telling(
        "warning",
        "Des cellules sont fusionnées : {counted}.",
        "Une fusion ne garde qu'une valeur, dans la première case : en CSV, les autres cases sont "
        "vides, et les lignes concernées perdent cette information.",
        "Défusionnez, puis répétez la valeur dans chaque case.",
        ("groupe de cellules n'en forme qu'une", "groupes de cellules n'en forment qu'une"),
    ),
    "numbers-as-identifiers": Telling(
        "error",
        "De très longs nombres sont enregistrés comme des quantités : {counted} plus de onze "
        "chiffres, comme un SIRET.",
        "Excel les affiche sous la forme « 2,19E+13 » et les écrit ainsi dans un CSV : "
        "l'identifiant est alors perdu.",
        "Sélectionnez la colonne, choisissez le format de cellule « Texte », puis saisissez ou "
        "importez de nouveau les identifiants. Pour un simple export, le format « Nombre » sans "
        "décimale suffit.",
        ("cellule contient", "cellules contiennent"),
    ),
    "digits-lost": Telling(
        "error",
        "Des chiffres ont été perdus : {counted} plus de quinze chiffres.",
        "Un tableur ne garde que quinze chiffres d'un nombre ; les suivants ont été remplacés par "
        "des zéros, et rien ne permet de les retrouver dans ce fichier.",
        "Reprenez ces identifiants à leur source, dans une colonne mise au format « Texte » avant "
        "la saisie.",
        ("cellule contient un nombre de", "cellules contiennent un nombre de"),
    ),
    "dates-as-shown": Telling(
        "warning",
        "Des dates ont été lues comme elles s'affichent : {counted} une date écrite autrement "
        "qu'en AAAA-MM-JJ.",
        "Le CSV exporté les écrira ainsi. La forme AAAA-MM-JJ, comme 2017-10-15, est la seule que "
        "tous les logiciels comprennent de la même façon.",
        "Sélectionnez la colonne, ouvrez « Format de cellule », « Personnalisée » (dans "
        "LibreOffice : « Formater les cellules »), et tapez « aaaa-mm-jj ».",
        ("cellule montre", "cellules montrent"),
    ),
    "rounded-numbers": Telling(
        "warning",
        "Des nombres sont arrondis à l'affichage : {counted} plus de décimales qu'il ne s'en voit.",
        "C'est le nombre affiché qui a été lu, comme dans un CSV exporté : les décimales cachées "
        "n'y sont plus, et un total peut différer de la somme des lignes.",
        "Si ces décimales comptent, montrez-les avec le format de cellule « Nombre » ; sinon, "
        "arrondissez les valeurs elles-mêmes.",
        ("cellule a", "cellules ont"),
    ),
    "dressed-numbers": Telling(
        "warning",
        "Des nombres sont habillés par le tableur : {counted} un symbole, un pourcentage ou un "
        "espace entre les milliers.",
        "Seul le nombre a été lu, avec un point pour les décimales. Un CSV exporté gardera cet "
        "habillage, que les logiciels prennent pour du texte.",
        "Avant l'export, donnez à ces cellules le format « Nombre », sans séparateur de milliers. "
        "Un pourcentage s'écrira 0.25 pour 25 %.",
        ("cellule ajoute", "cellules ajoutent"),
    ),
    "formulas-in-cells": Telling(
        "warning",
        "Des cellules sont calculées : {counted} une formule, dont le dernier résultat enregistré "
        "a été lu.",
        "Si une autre cellule ou un autre fichier a changé depuis, ce résultat n'est plus à jour.",
        "Dans la copie à publier, copiez ces cellules, puis collez seulement les valeurs.",
        ("cellule contient", "cellules contiennent"),
    ),
    "formulas-without-value": Telling(
        "error",
        "Des formules n'ont pas de résultat enregistré : {counted} vide.",
        "Le logiciel qui a écrit ce classeur n'a pas fait les calculs : les réutilisateurs "
        "trouveront ces cases vides.",
        "Ouvrez le classeur dans votre tableur, enregistrez-le pour que les calculs se fassent, "
        "puis recommencez.",
        ("cellule a été lue comme", "cellules ont été lues comme"),
    ),
}


def notice(code: str, count: int = 1, line: int | None = None, **words: str) -> Notice:
    """Build the notice of that code.

    Args:
        code: a key of ``NOTICES``.
        count: how many lines or cells are concerned.
        line: first line concerned, or None for the file as a whole.
        words: what fills the other braces; never a cell value.
    """
    telling = NOTICES[code]
    counted = plural(count, *telling.unit)
    message, why, fix = (
        french(text).format(counted=counted, **words)
        for text in (telling.message, telling.why, telling.fix)
    )
    return Notice(code, telling.severity, message, why, fix, count, line)
