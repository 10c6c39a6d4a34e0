"""What every script is made of: these functions are copied into it as they stand.

Names, docstrings and comments are French, because a learner reads them there. Nothing but pandas
and the standard library is imported; what is in capitals is written anew by each script.
"""

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd  # type: ignore[import-untyped] # pandas has no types of its own

# How this one file was written: each script has its own.
ENCODAGES = ["utf-8-sig"]
ERREURS = "strict"
SEPARATEUR = ","
FEUILLE = ""
DATES = "%d/%m/%Y"
EN_TETE = 1
COLONNES: list[str] = []
ORDRE: list[str] = []

# Une cellule entre guillemets ne prend guère plus de lignes ; au-delà, un guillemet est isolé.
LE_PLUS_DE_LIGNES = 500
# Ce qu'une ligne a de trop, au-delà des colonnes nommées.
AU_DELA = "(au-delà)"
# Sous quel nom chaque colonne est écrite : un nom vide ou répété en a un autre ici.
ETIQUETTES: dict[str, str] = {}


def lire_texte(chemin: Path) -> str:
    """Lire le texte d'un fichier, sans les caractères nuls que certains logiciels y laissent."""
    return decoder(chemin.read_bytes()).replace("\0", "").removesuffix("\x1a")


def decoder(octets: bytes) -> str:
    """Lire les octets comme ils ont été écrits, ou s'arrêter."""
    for encodage in ENCODAGES:
        try:
            return octets.decode(encodage, ERREURS)
        except UnicodeDecodeError:
            continue
    sys.exit("Ce fichier n'est plus écrit de la même façon : complétez ENCODAGES dans ce script.")


def couper(texte: str) -> list[list[str]]:
    """Couper le texte en lignes et en cellules."""
    return list(csv.reader(io.StringIO(texte, newline=""), delimiter=SEPARATEUR))


def couper_avec_guillemets_isoles(texte: str) -> list[list[str]]:
    """Couper le texte en lignes et en cellules, malgré les guillemets jamais fermés.

    Un guillemet isolé avalerait les lignes suivantes : il est pris pour un signe ordinaire.
    """
    physiques = list(io.StringIO(texte, newline=""))
    largeur = largeur_habituelle(texte)
    lignes: list[list[str]] = []
    debut = 0
    while debut < len(physiques):
        seule = couper_sans_guillemets(physiques[debut])
        suite = physiques[debut : debut + LE_PLUS_DE_LIGNES + 1]
        cellules, prises = premiere_ligne(suite, strict=True)
        sure = prises == 1 or len(cellules) == largeur or len(seule) != largeur
        if not cellules or not sure or prises > LE_PLUS_DE_LIGNES:
            cellules, prises = premiere_ligne(suite, strict=False)
            if prises == 1:
                entiere = len(cellules) == largeur or len(seule) != largeur
            else:
                entiere = len(cellules) == largeur and debut + prises < len(physiques)
            if not entiere or prises > LE_PLUS_DE_LIGNES:
                cellules, prises = seule, 1
        lignes.append(cellules)
        debut += prises
    return lignes


def premiere_ligne(suite: list[str], *, strict: bool) -> tuple[list[str], int]:
    """Lire une ligne du tableau : ses cellules, et combien de lignes du texte elle prend."""
    lecture = csv.reader(suite, delimiter=SEPARATEUR, strict=strict)
    try:
        return next(lecture), lecture.line_num
    except csv.Error:
        return [], len(suite)


def largeur_habituelle(texte: str) -> int:
    """Compter les cellules de la plupart des premières lignes."""
    debut = list(io.StringIO(texte[:262_144], newline=""))[:200]
    largeurs: Counter[int] = Counter()
    try:
        for cellules in csv.reader(debut, delimiter=SEPARATEUR):
            if any(cellule.strip() for cellule in cellules):
                largeurs[len(cellules)] += 1
    except csv.Error:
        pass
    return max(largeurs, key=lambda largeur: (largeurs[largeur], largeur), default=1)


def couper_sans_guillemets(ligne: str) -> list[str]:
    """Couper une ligne en prenant les guillemets pour des signes ordinaires."""
    return [
        cellule[1:-1].replace('""', '"')
        if len(cellule) > 1 and cellule[0] == cellule[-1] == '"'
        else cellule
        for cellule in ligne.rstrip("\r\n").split(SEPARATEUR)
    ]


def lire_classeur(chemin: Path) -> list[list[str]]:
    """Lire une feuille d'un classeur : ses lignes, chacune en cellules.

    Limite : pandas donne ce que le classeur enregistre, pas ce qu'il affiche. Une date
    enregistrée comme date est récrite ici selon DATES, un nombre perd son format (zéros de tête,
    décimales). Enregistrez ces colonnes en texte, ou exportez la feuille en CSV.
    """
    feuille = pd.read_excel(
        chemin,
        sheet_name=FEUILLE,
        header=None,
        dtype=object,
        keep_default_na=False,
        na_filter=False,
    )
    lignes = []
    for valeurs in feuille.itertuples(index=False, name=None):
        cellules = [montrer(valeur) for valeur in valeurs]
        while cellules and not cellules[-1]:
            cellules.pop()
        lignes.append(cellules)
    return lignes


def montrer(valeur: Any) -> str:
    """Écrire une valeur d'un classeur comme le tableur la montre."""
    if valeur is None or valeur is pd.NaT:
        return ""
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, datetime | date):
        return valeur.strftime(DATES)
    if isinstance(valeur, float):
        return "" if valeur != valeur else format(valeur, ".15g")  # noqa: PLR0124 - what is no number
    return str(valeur).replace("\r\n", "\n").replace("\r", "\n")


def mettre_en_tableau(lignes: list[list[str]]) -> pd.DataFrame:
    """Faire un tableau des lignes ; son index est le numéro de ligne dans le fichier."""
    rang = trouver_en_tete(lignes)
    noms = nommer(lignes[rang])
    largeur = len(noms)
    ETIQUETTES.update(zip(noms, lignes[rang], strict=True))
    donnees = lignes[rang + 1 :]
    tableau = pd.DataFrame(
        [(cellules + [""] * largeur)[:largeur] for cellules in donnees],
        columns=noms,
        index=range(rang + 2, rang + 2 + len(donnees)),
        dtype=object,
    )
    au_dela = [tuple(cellules[largeur:]) for cellules in donnees]
    if any(au_dela):
        tableau[AU_DELA] = pd.Series(au_dela, index=tableau.index, dtype=object)
    return tableau


def trouver_en_tete(lignes: list[list[str]]) -> int:
    """Trouver la ligne des noms de colonnes : à sa place habituelle, ou non loin."""
    rang = EN_TETE - 1
    if rang < len(lignes) and set(COLONNES) <= set(lignes[rang]):
        return rang
    communs = [len(set(COLONNES) & set(cellules)) for cellules in lignes[:50]]
    rang = communs.index(max(communs, default=0)) if communs else 0
    if not communs or not communs[rang]:
        sys.exit("Aucune ligne de ce fichier ne porte les noms de colonnes attendus.")
    return rang


def nommer(etiquettes: list[str]) -> list[str]:
    """Donner à chaque colonne un nom à elle : un nom vide ou répété reçoit son rang."""
    noms: list[str] = []
    for rang, etiquette in enumerate(etiquettes, 1):
        nom = etiquette
        if not nom.strip() or nom in noms or nom == AU_DELA:
            nom = f"{etiquette}#{rang}"
            while nom in noms or nom in etiquettes:
                nom += "#"
        noms.append(nom)
    return noms


def renommer(tableau: pd.DataFrame, noms: dict[str, str]) -> pd.DataFrame:
    """Renommer des colonnes ; celles qui ont déjà leur nouveau nom restent."""
    pris = set(tableau.columns) - set(noms)
    return tableau.rename(
        columns={avant: apres for avant, apres in noms.items() if apres not in pris}
    )


def ajouter_colonnes(tableau: pd.DataFrame, noms: list[str]) -> pd.DataFrame:
    """Ajouter des colonnes vides ; celles qui sont là restent."""
    for nom in noms:
        if nom not in tableau.columns:
            tableau[nom] = ""
    return tableau


def retirer_colonnes(tableau: pd.DataFrame, noms: list[str]) -> pd.DataFrame:
    """Retirer des colonnes."""
    return tableau.drop(columns=noms, errors="ignore")


def deplacer_cellules(
    tableau: pd.DataFrame, origines: dict[str, str], allures: dict[str, str]
) -> pd.DataFrame:
    """Remettre les cellules sous leur nom de colonne, si le fichier est encore décalé.

    Chaque colonne reçoit les cellules de son origine, ou rien. Le fichier est encore décalé si
    la plupart de ses colonnes ont l'allure qu'elles avaient alors.
    """
    semblables = [
        allure_habituelle(tableau[nom]) == allure
        for nom, allure in allures.items()
        if nom in tableau.columns
    ]
    manquantes = set(origines.values()) - {"", AU_DELA, *tableau.columns}
    if manquantes or (allures and 2 * sum(semblables) <= len(allures)):
        return tableau
    au_dela = tableau.get(AU_DELA, pd.Series([()] * len(tableau), index=tableau.index))
    nouveau = pd.DataFrame(index=tableau.index, dtype=object)
    for nom, origine in origines.items():
        if origine == AU_DELA:
            nouveau[nom] = [cellules[0] if cellules else "" for cellules in au_dela]
        else:
            nouveau[nom] = tableau[origine] if origine else ""
    if AU_DELA in origines.values():
        au_dela = pd.Series([cellules[1:] for cellules in au_dela], index=tableau.index)
    nouveau[AU_DELA] = au_dela
    return nouveau


def allure_habituelle(cellules: Any) -> str:
    """Donner la forme la plus fréquente des cellules : « 0-0-0 » pour des dates."""
    formes = Counter(
        re.sub(r"[^\W\d_]+", "A", re.sub(r"\d+", "0", cellule)) for cellule in cellules
    )
    return max(formes, key=lambda forme: (formes[forme], forme), default="")


def corriger_par_recette(
    tableau: pd.DataFrame, colonne: str, recette: Callable[..., str], **reglages: Any
) -> pd.DataFrame:
    """Récrire les cellules d'une colonne par une recette, qui laisse celles qu'elle ignore."""
    if colonne in tableau.columns:
        tableau[colonne] = [
            cellule and recette(cellule, **reglages) for cellule in tableau[colonne]
        ]
    return tableau


def corriger_par_liste(
    tableau: pd.DataFrame, colonne: str, corrections: dict[str, str]
) -> pd.DataFrame:
    """Remplacer, dans une colonne, chaque valeur de la liste par la sienne."""
    if colonne in tableau.columns:
        tableau[colonne] = [corrections.get(cellule, cellule) for cellule in tableau[colonne]]
    return tableau


def corriger_par_ligne(
    tableau: pd.DataFrame, colonne: str, corrections: list[tuple[int, str, str]]
) -> pd.DataFrame:
    """Récrire des cellules, chacune à sa ligne, si elle contient toujours la même valeur."""
    if colonne in tableau.columns:
        cellules = tableau[colonne].to_dict()
        for ligne, avant, apres in corrections:
            if cellules.get(ligne) == avant:
                cellules[ligne] = apres
        tableau[colonne] = pd.Series(cellules, index=tableau.index, dtype=object)
    return tableau


def recrire_lignes(
    tableau: pd.DataFrame, corrections: dict[int, dict[str, tuple[Any, Any]]]
) -> pd.DataFrame:
    """Récrire plusieurs cellules d'une même ligne, si elles contiennent toujours les mêmes."""
    for ligne, cellules in corrections.items():
        if ligne in tableau.index and all(
            colonne in tableau.columns and tableau.at[ligne, colonne] == avant
            for colonne, (avant, _) in cellules.items()
        ):
            for colonne, (_, apres) in cellules.items():
                tableau.at[ligne, colonne] = apres
    return tableau


def retirer_lignes_vides(tableau: pd.DataFrame) -> pd.DataFrame:
    """Retirer les lignes dont aucune cellule n'est remplie."""
    noms = list(tableau.columns)
    remplies = [
        any(
            cellule if nom == AU_DELA else cellule.strip()
            for nom, cellule in zip(noms, ligne, strict=True)
        )
        for ligne in tableau.itertuples(index=False, name=None)
    ]
    return tableau[pd.Series(remplies, index=tableau.index, dtype=bool)].copy()


def retirer_au_dela_vide(tableau: pd.DataFrame) -> pd.DataFrame:
    """Retirer les cellules vides au-delà des colonnes nommées."""
    if AU_DELA in tableau.columns:
        tableau[AU_DELA] = [
            cellules if any(map(str.strip, cellules)) else () for cellules in tableau[AU_DELA]
        ]
    return tableau


def retirer_lignes_repetees(tableau: pd.DataFrame) -> pd.DataFrame:
    """Retirer les lignes en tout point égales à une ligne plus haut."""
    return tableau[~tableau.duplicated()].copy()


def retirer_lignes(tableau: pd.DataFrame, lignes: dict[int, dict[str, Any]]) -> pd.DataFrame:
    """Retirer des lignes, si elles contiennent toujours les mêmes cellules."""
    egales = [
        ligne
        for ligne, cellules in lignes.items()
        if ligne in tableau.index
        and all(
            nom in tableau.columns and tableau.at[ligne, nom] == cellule
            for nom, cellule in cellules.items()
        )
    ]
    return tableau.drop(index=egales)


def ecrire(tableau: pd.DataFrame, chemin: Path) -> None:
    """Écrire le tableau : UTF-8, virgules, colonnes du schéma d'abord et dans son ordre."""
    connues = [colonne for colonne in ORDRE if colonne in tableau.columns]
    autres = [c for c in tableau.columns if c not in connues and c != AU_DELA]
    colonnes: list[str] = connues + autres
    au_dela = tableau[AU_DELA] if AU_DELA in tableau.columns else [()] * len(tableau)
    lignes: list[list[str]] = [[ETIQUETTES.get(colonne, colonne) for colonne in colonnes]]
    nommees = zip(*(tableau[colonne] for colonne in colonnes), strict=True)
    for cellules, surplus in zip(nommees, au_dela, strict=True):
        lignes.append([*cellules, *surplus])
    with chemin.open("w", encoding="utf-8", newline="") as sortie:
        for ligne in lignes:
            sortie.write((",".join(map(proteger, ligne)) or '""') + "\n")


def proteger(cellule: str) -> str:
    """Mettre entre guillemets une cellule qui contient une virgule, un guillemet, une ligne."""
    if any(signe in cellule for signe in ',"\r\n\ufeff'):
        return '"' + cellule.replace('"', '""') + '"'
    return cellule


def main(
    lire: Callable[[Path], pd.DataFrame], corriger: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    """Lire, corriger, écrire."""
    if len(sys.argv) != 3:
        sys.exit(f"Usage : python {Path(sys.argv[0]).name} FICHIER_REÇU FICHIER_CORRIGÉ")
    recu, corrige = Path(sys.argv[1]), Path(sys.argv[2])
    if corrige.exists() and recu.exists() and corrige.samefile(recu):
        sys.exit("Le fichier corrigé remplacerait celui que vous avez reçu : changez son nom.")
    ecrire(corriger(lire(recu)), corrige)
