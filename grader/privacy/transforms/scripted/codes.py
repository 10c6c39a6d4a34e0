"""Des codes : le département d'un code postal ou de commune, le début d'un code quelconque."""

import re

from grader.privacy.transforms.scripted.textes import PAS_LU

_CODE_POSTAL = re.compile(r"(?:F-?)?(\d{2} ?\d{3}|2[AB]\d{3})(?:\s.*)?", re.IGNORECASE | re.DOTALL)
# Un tableur a ôté le zéro du début : « 1000 » est 01000.
_SANS_ZERO = re.compile(r"[1-9]\d{3}")


def par_departement(valeur: str, _niveau: int = 1) -> str:
    """Ne garder que le département d'un code postal."""
    texte = valeur.strip()
    vu = _CODE_POSTAL.fullmatch(texte)
    if vu:
        code = vu[1].replace(" ", "").upper()
    elif _SANS_ZERO.fullmatch(texte):
        code = f"0{texte}"
    else:
        return PAS_LU
    if not code.isascii() or code.startswith("00"):
        return PAS_LU
    if code.startswith(("97", "98")):
        return code[:3]
    if code.startswith("20"):
        # En Corse, les codes postaux ne disent pas le département comme ailleurs.
        return "2A" if code[2] in "01" else "2B"
    return code[:2]


def par_debut(valeur: str, niveau: int, garde: list[int]) -> str:
    """Ne garder que les premiers signes d'un code : « 9904* » ; « garde » en dit le nombre."""
    if len(valeur) <= garde[0]:
        # Un code aussi court passerait entier.
        return PAS_LU
    return valeur[: garde[niveau - 1]] + "*"
