"""Lire le fichier reçu en tableau de textes, le transformer, l'écrire."""

import csv
import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd  # type: ignore[import-untyped] # pandas has no types of its own

from grader.privacy.transforms.scripted.comptes import (
    LE_PLUS_DE_CASES,
    Case,
    en_tete_des_comptes,
    lignes_de_comptes,
    reunir,
)
from grader.privacy.transforms.scripted.empreintes import bruiter
from grader.privacy.transforms.scripted.textes import TOUT, ecrire_cellule

# Comment est écrit le fichier d'où vient ce script : chaque script a les siens.
ENCODAGES = ["utf-8-sig"]
ERREURS = "strict"
SEPARATEUR = ","
FIN_DE_LIGNE = "\n"
FEUILLE = ""
EN_TETE = 1
COLONNES: list[str] = []
AVEC_CLE = False

# Les espaces que l'on ôte au bord des cellules.
_BLANCS = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def lire_texte(chemin: Path) -> list[list[str]]:
    """Lire un fichier CSV : ses lignes, chacune en cellules."""
    octets = chemin.read_bytes()
    for encodage in ENCODAGES:
        try:
            texte = octets.decode(encodage, ERREURS)
            break
        except UnicodeDecodeError:
            continue
    else:
        sys.exit("Ce fichier n'est plus écrit de la même façon : complétez ENCODAGES.")
    texte = texte.replace("\0", "").removesuffix("\x1a").replace(FIN_DE_LIGNE, "\n")
    csv.field_size_limit(2**31 - 1)
    return list(csv.reader(io.StringIO(texte, newline=""), delimiter=SEPARATEUR))


def lire_classeur(chemin: Path) -> list[list[str]]:
    """Lire une feuille d'un classeur : ses lignes, chacune en cellules.

    Limite : pandas donne ce que le classeur enregistre, pas ce qu'il affiche. Une date y est
    récrite JJ/MM/AAAA, un nombre y perd son format. Exportez la feuille en CSV en cas de doute.
    """
    feuille = pd.read_excel(
        chemin, sheet_name=FEUILLE, header=None, dtype=object, keep_default_na=False
    )
    return [[montrer(valeur) for valeur in ligne] for ligne in feuille.itertuples(index=False)]


def montrer(valeur: Any) -> str:
    """Écrire une valeur d'un classeur comme le tableur la montre."""
    if valeur is None or valeur is pd.NaT:
        return ""
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, datetime | date):
        return valeur.strftime("%d/%m/%Y")
    if isinstance(valeur, float):
        return "" if pd.isna(valeur) else format(valeur, ".15g")
    return str(valeur)


def mettre_en_tableau(lignes: list[list[str]]) -> pd.DataFrame:
    """Faire un tableau des lignes, tout en textes, sans espaces au bord des cellules."""
    rang = trouver_en_tete(lignes)
    noms = nommer(lignes[rang])
    donnees = [
        [cellule.strip(_BLANCS) for cellule in (*ligne, *[""] * len(noms))[: len(noms)]]
        for ligne in lignes[rang + 1 :]
    ]
    # Une ligne vide n'est personne.
    donnees = [ligne for ligne in donnees if any(ligne)]
    return pd.DataFrame(donnees, columns=pd.Index(noms, dtype=object), dtype=object)


def trouver_en_tete(lignes: list[list[str]]) -> int:
    """Trouver la ligne des noms de colonnes : à sa place habituelle, ou non loin."""
    rangs: list[int] = [EN_TETE - 1, *range(50)]
    for rang in rangs:
        if rang < len(lignes) and set(COLONNES) <= set(nommer(lignes[rang])):
            return rang
    sys.exit("Aucune ligne de ce fichier ne porte les noms de colonnes attendus.")


def nommer(etiquettes: Sequence[str]) -> list[str]:
    """Donner à chaque colonne un nom à elle : « colonne 3 » pour un vide, « NOM (2) »."""
    noms: list[str] = []
    for rang, etiquette in enumerate(etiquettes, 1):
        base = etiquette.strip() or f"colonne {rang}"
        nom, fois = base, 1
        while nom in noms:
            fois += 1
            nom = f"{base} ({fois})"
        noms.append(nom)
    return noms


def retirer(tableau: pd.DataFrame, colonne: str) -> pd.DataFrame:
    """Retirer une colonne."""
    return tableau.drop(columns=[colonne])


def remplacer(
    tableau: pd.DataFrame, colonne: str, fonction: Callable[..., str], *reglages: Any, **nommes: Any
) -> pd.DataFrame:
    """Remplacer chaque valeur d'une colonne par ce qu'en fait une fonction."""
    nouvelles = {valeur: fonction(valeur, *reglages, **nommes) for valeur in set(tableau[colonne])}
    tableau[colonne] = pd.Series(
        [nouvelles[valeur] for valeur in tableau[colonne]], index=tableau.index, dtype=object
    )
    return tableau


def tout_confondre(tableau: pd.DataFrame, colonne: str) -> pd.DataFrame:
    """Donner la même valeur à toute une colonne."""
    tableau[colonne] = pd.Series(TOUT, index=tableau.index, dtype=object)
    return tableau


def ajouter_du_bruit(
    tableau: pd.DataFrame, colonne: str, echelle: float, decimales: int, cle: bytes
) -> pd.DataFrame:
    """Ajouter à chaque nombre un écart tiré au sort, que la clé permet de refaire."""
    bruites = bruiter(list(tableau[colonne]), colonne, echelle, decimales, cle)
    tableau[colonne] = pd.Series(bruites, index=tableau.index, dtype=object)
    return tableau


def ecarter_petits_groupes(tableau: pd.DataFrame, colonnes: list[str], moins: int) -> pd.DataFrame:
    """Écarter les lignes des groupes de moins de « moins » lignes semblables."""
    if not colonnes:
        return tableau if len(tableau) >= moins else tableau.iloc[:0]
    semblables = list(zip(*(tableau[colonne] for colonne in colonnes), strict=True))
    tailles: dict[tuple[str, ...], int] = {}
    for groupe in semblables:
        tailles[groupe] = tailles.get(groupe, 0) + 1
    return tableau.loc[[tailles[groupe] >= moins for groupe in semblables]]


def compter(
    tableau: pd.DataFrame, colonnes: list[str], moins: int, somme: str | None, *, totaux: bool
) -> pd.DataFrame:
    """Remplacer les lignes par leur nombre, sans ce qui est trop petit ni ce qui le trahit."""
    cases: dict[tuple[str, ...], Case] = {}
    montants = tableau[somme] if somme else [None] * len(tableau)
    lignes = zip(*(tableau[colonne] for colonne in colonnes), montants, strict=True)
    for *cle, montant in lignes:
        reunir(cases, tuple(cle), 1, montant)
    if len(cases) > LE_PLUS_DE_CASES:
        sys.exit("Ce tableau compterait trop de cases : regroupez d'abord les valeurs.")
    comptes = lignes_de_comptes(
        cases, len(colonnes), moins, avec_somme=somme is not None, totaux=totaux
    )
    noms = pd.Index(en_tete_des_comptes(colonnes, somme), dtype=object)
    return pd.DataFrame(comptes, columns=noms, dtype=object)


def ecrire(tableau: pd.DataFrame, chemin: Path) -> None:
    """Écrire le tableau en CSV : UTF-8, virgules, une fin de ligne simple."""
    with chemin.open("w", encoding="utf-8", newline="") as sortie:
        if len(tableau.columns):
            sortie.write(",".join(map(ecrire_cellule, tableau.columns)) + "\n")
            for ligne in zip(*(tableau[nom] for nom in tableau.columns), strict=True):
                sortie.write((",".join(map(ecrire_cellule, ligne)) or '""') + "\n")


def main(transformer: Callable[[pd.DataFrame, bytes], pd.DataFrame]) -> None:
    """Lire, transformer, écrire."""
    if len(sys.argv) != 3:
        sys.exit(f"Usage : python {Path(sys.argv[0]).name} FICHIER_REÇU FICHIER_À_PUBLIER")
    recu, publie = Path(sys.argv[1]), Path(sys.argv[2])
    if publie.exists() and recu.exists() and publie.samefile(recu):
        sys.exit("Le fichier à publier remplacerait le fichier reçu : changez son nom.")
    cle = os.environ.get("OUVROIR_CLE", "").encode()
    if AVEC_CLE and not cle:
        sys.exit("Donnez la clé secrète dans la variable d'environnement OUVROIR_CLE.")
    lignes = lire_texte(recu) if SEPARATEUR else lire_classeur(recu)
    ecrire(transformer(mettre_en_tableau(lignes), cle), publie)
