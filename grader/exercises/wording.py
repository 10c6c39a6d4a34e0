"""What was solved, what is left and what is new, told in French by cause."""

from __future__ import annotations

from collections.abc import Mapping

from grader.exercises.model import Feedback
from grader.exercises.scoring import Gain, code_of
from grader.typography import number, plural
from grader.validation.model import Cause

#: Group or code of a cause to the noun for one and for several; None where counting makes
#: no sense because the whole file is concerned.
NOUNS: Mapping[str, tuple[str, str | None]] = {
    "type-error": ("valeur d'un autre type", "valeurs d'un autre type"),
    "type-error/date": ("date mal écrite", "dates mal écrites"),
    "type-error/year": ("année mal écrite", "années mal écrites"),
    "type-error/integer": ("nombre entier mal écrit", "nombres entiers mal écrits"),
    "type-error/number": ("nombre mal écrit", "nombres mal écrits"),
    "type-error/boolean": ("oui ou non mal écrit", "oui ou non mal écrits"),
    "constraint-error": ("valeur non admise", "valeurs non admises"),
    "constraint-error/required": ("valeur manquante", "valeurs manquantes"),
    "constraint-error/pattern": ("valeur mal formée", "valeurs mal formées"),
    "constraint-error/enum": ("valeur hors de la liste", "valeurs hors de la liste"),
    "constraint-error/minimum": ("valeur trop petite", "valeurs trop petites"),
    "constraint-error/maximum": ("valeur trop grande", "valeurs trop grandes"),
    "missing-label": ("colonne manquante", "colonnes manquantes"),
    "missing-optional-label": ("colonne facultative absente", "colonnes facultatives absentes"),
    "misspelt-label": ("nom de colonne mal écrit", "noms de colonnes mal écrits"),
    "misspelt-optional-label": (
        "nom de colonne facultative mal écrit",
        "noms de colonnes facultatives mal écrits",
    ),
    "label-case": ("nom de colonne mal écrit", "noms de colonnes mal écrits"),
    "label-order": ("colonnes dans un autre ordre", None),
    "extra-label": ("colonne de trop", "colonnes de trop"),
    "duplicate-label": ("nom de colonne en double", "noms de colonnes en double"),
    "blank-label": ("colonne sans nom", "colonnes sans nom"),
    "blank-row": ("ligne vide", "lignes vides"),
    "missing-cell": ("cellule manquante", "cellules manquantes"),
    "extra-cell": ("cellule de trop", "cellules de trop"),
    "unique-error": ("valeur en double", "valeurs en double"),
    "unchecked-rule": ("règle non vérifiée", "règles non vérifiées"),
    "duplicate-key": ("identifiant en double", "identifiants en double"),
    "primary-key": ("identifiant en double", "identifiants en double"),
    "siret": ("SIRET incorrect", "SIRET incorrects"),
    "siren": ("SIREN incorrect", "SIREN incorrects"),
    "nomenclature-acte": ("matière hors nomenclature", "matières hors nomenclature"),
    "year-interval-value": ("période mal écrite", "périodes mal écrites"),
    "phone-number-value": ("numéro de téléphone incorrect", "numéros de téléphone incorrects"),
    "opening-hours-value": ("horaire mal écrit", "horaires mal écrits"),
    "french-gps-coordinates": ("point hors de France", "points hors de France"),
    "french-gps-coordinates/reversed": ("point inversé", "points inversés"),
    "french-gps-coordinates/zero": ("point sans coordonnées", "points sans coordonnées"),
    "french-gps-coordinates/elsewhere": ("point que la règle ignore", "points que la règle ignore"),
    "french-gps-coordinates/shape": ("point mal écrit", "points mal écrits"),
    "code-postal": ("code postal inconnu", "codes postaux inconnus"),
    "code-commune-insee": ("code de commune inconnu", "codes de communes inconnus"),
    "code-departement": ("code de département inconnu", "codes de départements inconnus"),
    "code-region": ("code de région inconnu", "codes de régions inconnus"),
    "code-fantoir": ("code de voie inconnu", "codes de voies inconnus"),
    "commune": ("nom de commune inconnu", "noms de communes inconnus"),
    "departement": ("nom de département inconnu", "noms de départements inconnus"),
    "region": ("nom de région inconnu", "noms de régions inconnus"),
    "pays": ("nom de pays inconnu", "noms de pays inconnus"),
    "canton": ("nom de canton inconnu", "noms de cantons inconnus"),
    "compare-columns-value": ("valeur qui en contredit une autre", "valeurs qui se contredisent"),
    "cohesive-columns-value": ("groupe de cellules incomplet", "groupes de cellules incomplets"),
    "sum-columns-value": ("total inexact", "totaux inexacts"),
    "one-of-required": ("choix laissé vide", "choix laissés vides"),
    "encoding-not-utf8": ("encodage autre que l'UTF-8", None),
    "encoding-mixed": ("encodages mélangés", None),
    "delimiter-not-comma": ("séparateur autre que la virgule", None),
    "title-lines": ("ligne de titre", "lignes de titre"),
    "mojibake": ("cellule aux accents abîmés", "cellules aux accents abîmés"),
    "lost-characters": ("cellule aux lettres perdues", "cellules aux lettres perdues"),
    "orphan-quote": ("guillemet mal placé", "guillemets mal placés"),
    "line-ends": ("fin de ligne inhabituelle", None),
    "nul-bytes": ("caractère nul", "caractères nuls"),
    "formula-cells": ("formule restée", "formules restées"),
    "spreadsheet-errors": ("calcul en erreur", "calculs en erreur"),
    "workbook-file": ("classeur au lieu d'un CSV", None),
    "sheet-chosen": ("feuille prise parmi plusieurs", None),
    "hidden-sheets": ("feuille masquée", "feuilles masquées"),
    "hidden-rows": ("ligne masquée", "lignes masquées"),
    "hidden-columns": ("colonne masquée", "colonnes masquées"),
    "merged-cells": ("fusion de cellules", "fusions de cellules"),
    "numbers-as-identifiers": (
        "identifiant enregistré comme un nombre",
        "identifiants enregistrés comme des nombres",
    ),
    "digits-lost": ("nombre aux chiffres perdus", "nombres aux chiffres perdus"),
    "dates-as-shown": (
        "date affichée autrement qu'en AAAA-MM-JJ",
        "dates affichées autrement qu'en AAAA-MM-JJ",
    ),
    "rounded-numbers": ("nombre arrondi à l'affichage", "nombres arrondis à l'affichage"),
    "dressed-numbers": ("nombre habillé par le tableur", "nombres habillés par le tableur"),
    "formulas-in-cells": ("cellule calculée", "cellules calculées"),
    "formulas-without-value": ("formule sans résultat", "formules sans résultat"),
    "lost-row": ("ligne perdue", "lignes perdues"),
    "altered-value": ("valeur changée", "valeurs changées"),
}
_UNKNOWN: tuple[str, str | None] = ("anomalie", "anomalies")
_TOLD = 4


def cause_label(cause: Cause, count: int) -> str:
    """Name a cause with its count: « 12 dates mal écrites dans DELIB_DATE ».

    Args:
        cause: group and column.
        count: how many findings.
    """
    group, column = cause
    one, many = NOUNS.get(group) or NOUNS.get(code_of(cause)) or _UNKNOWN
    name = one if many is None else plural(count, one, many)
    return f"{name} dans {column}" if column else name


def cause_name(cause: Cause) -> str:
    """Name a cause without a count, for the row of a table: « dates mal écrites (DELIB_DATE) ».

    Args:
        cause: group and column.
    """
    group, column = cause
    one, many = NOUNS.get(group) or NOUNS.get(code_of(cause)) or _UNKNOWN
    name = many or one
    name = name[0].upper() + name[1:]
    return f"{name} ({column})" if column else name


def tell(gain: Gain) -> list[Feedback]:
    """Tell a gain in a few sentences, most useful first; says something in every case."""
    solved, total = sum(gain.solved.values()), sum(gain.solved.values()) + sum(gain.left.values())
    if gain.complete:
        count = f" : {_are_solved(solved, total)}" if total else ""
        return [Feedback("good", f"Tout est corrigé{count}. Rien n'a été perdu en route.")]
    if not gain.kept:
        reason = (
            "Aucune ligne du fichier de départ ne se retrouve dans celui-ci. "
            "Vérifiez que vous avez déposé le bon fichier."
        )
        return [Feedback("reason", reason)]
    told = []
    if solved and gain.kept == 1:
        told.append(Feedback("good", f"{_are_solved(solved, total)} : {_list(gain.solved)}."))
    elif solved:
        gone = (
            f"{plural(solved, 'anomalie')} sur {number(total)} en moins, mais des lignes aussi : "
            "ce qui a disparu avec elles ne compte pas."
        )
        told.append(Feedback("info", gone))
    if gain.new:
        told.append(Feedback("wrong", f"Nouveau, à reprendre : {_list(gain.new)}."))
    if gain.left:
        still = "Il reste encore" if solved else "Il reste"
        told.append(Feedback("wrong", f"{still} : {_list(gain.left)}."))
    if gain.revealed:
        told.append(
            Feedback(
                "wrong",
                "Une colonne qui ne pouvait pas être lue l'est maintenant, et il y reste : "
                f"{_list(gain.revealed)}.",
            )
        )
    return told


def _are_solved(solved: int, total: int) -> str:
    verb = "est corrigée" if solved == 1 else "sont corrigées"
    return f"{plural(solved, 'anomalie')} sur {number(total)} {verb}"


def _list(causes: Mapping[Cause, int]) -> str:
    """List causes, the most frequent first, and say how many are not told."""
    ranked = sorted(causes.items(), key=lambda entry: (-entry[1], entry[0]))
    names = [cause_label(cause, count) for cause, count in ranked[:_TOLD]]
    if len(ranked) > _TOLD:
        names.append(f"et {plural(len(ranked) - _TOLD, 'autre cause', 'autres causes')}")
    return " ; ".join(names)
