"""Une date, lue sous ses écritures courantes, puis écrite de moins en moins précisément."""

import re
from datetime import date, timedelta

from grader.privacy.transforms.scripted.textes import PAS_LU, simplifier

_MOIS = {
    nom: numero
    for numero, noms in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev",
            "mars mar",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for nom in noms.split()
}
_HEURE = r"(?:[T ].*)?"
# Chaque écriture, et quels groupes y donnent l'année, le mois et le jour.
_FORMES = tuple(
    (re.compile(forme, re.DOTALL), rangs)
    for forme, rangs in (
        (rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_HEURE}", (1, 2, 3)),
        (rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_HEURE}", (3, 2, 1)),
        (r"(\d{4})(\d{2})(\d{2})", (1, 2, 3)),
        (r"(\d{2})(\d{2})(\d{4})", (3, 2, 1)),
        (r"(\d{1,2})[-/.](\d{4})", (2, 1, 0)),
        (r"(\d{4})[-/.](\d{1,2})", (1, 2, 0)),
        (r"(\d{4})", (1, 0, 0)),
    )
)
_EN_LETTRES = re.compile(r"(?:[a-z]+ )?(?:(\d{1,2})(?:er)? )?([a-z]+) (\d{4}|\d{2})")
# Les tableurs comptent les jours depuis cette date : 30752 est le 12 mars 1984.
_PREMIER_JOUR = date(1899, 12, 30)
_NOMBRE_DE_JOURS = re.compile(r"([1-7]\d{4})(?:[.,]\d+)?")
# Une année sur deux chiffres : « 30 » et moins est lue 2030, « 31 » et plus 1931.
_SIECLE_COURANT = 30
_PLUS_LONGUE_DATE = 60


def lire_date(valeur: str) -> tuple[int, int, int] | None:
    """Lire une date : année, mois, jour ; 0 pour ce qui manque, None si ce n'est pas une date."""
    if len(valeur) > _PLUS_LONGUE_DATE or not valeur.strip():
        return None
    lue = _date_en_chiffres(valeur.strip())
    return lue or _date_en_lettres(simplifier(valeur))


def _date_en_chiffres(texte: str) -> tuple[int, int, int] | None:
    for forme, (annee, mois, jour) in _FORMES:
        if vue := forme.fullmatch(texte):
            lue = _date_possible(
                _annee_entiere(vue[annee]),
                int(vue[mois]) if mois else 0,
                int(vue[jour]) if jour else 0,
            )
            if lue:
                return lue
    if vue := _NOMBRE_DE_JOURS.fullmatch(texte):
        compte = _PREMIER_JOUR + timedelta(days=int(vue[1]))
        return compte.year, compte.month, compte.day
    return None


def _date_en_lettres(mots: str) -> tuple[int, int, int] | None:
    vue = _EN_LETTRES.fullmatch(mots)
    if vue is None or vue[2] not in _MOIS:
        return None
    return _date_possible(_annee_entiere(vue[3]), _MOIS[vue[2]], int(vue[1] or 0))


def _annee_entiere(chiffres: str) -> int:
    annee = int(chiffres)
    if len(chiffres) > 2:
        return annee
    return annee + (2000 if annee <= _SIECLE_COURANT else 1900)


def _date_possible(annee: int, mois: int, jour: int) -> tuple[int, int, int] | None:
    if not 1800 <= annee <= 2199:
        return None
    try:
        date(annee, mois or 1, jour or 1)
    except ValueError:
        return None
    return annee, mois, jour


def par_naissance(valeur: str, niveau: int) -> str:
    """Écrire une date de naissance : 1 le mois, 2 l'année, 3 cinq ans, 4 dix ans."""
    lue = lire_date(valeur)
    if lue is None:
        return PAS_LU
    annee, mois, _ = lue
    if niveau == 1 and mois:
        return f"{annee}-{mois:02d}"
    if niveau <= 2:
        return str(annee)
    return _annees_ensemble(annee, 5 if niveau == 3 else 10)


def par_date(valeur: str, niveau: int) -> str:
    """Écrire la date d'un fait : 1 le mois, 2 le trimestre, 3 l'année."""
    lue = lire_date(valeur)
    if lue is None:
        return PAS_LU
    annee, mois, _ = lue
    if niveau == 1 and mois:
        return f"{annee}-{mois:02d}"
    if niveau == 2 and mois:
        return f"{annee}-T{(mois + 2) // 3}"
    return str(annee)


def _annees_ensemble(annee: int, largeur: int) -> str:
    debut = annee - annee % largeur
    return f"{debut} à {debut + largeur - 1}"
