"""Des nombres : âges, montants, et ce qui dépasse des bornes."""

import re
from decimal import Decimal

from grader.privacy.transforms.scripted.textes import PAS_LU

_UNITE = re.compile(r"(?:€|eur|euros?)$", re.IGNORECASE)
_ESPACES = re.compile(r"[\s\u00a0\u202f']+")
_EN_CHIFFRES = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,10})?")
_AGE = re.compile(r"(\d{1,3})(?:[.,]\d+)?(?:\s*ans?)?", re.IGNORECASE)
_AGE_EN_MOIS = re.compile(r"(\d{1,2})\s*mois", re.IGNORECASE)
_PLUS_VIEUX = 120


def lire_nombre(valeur: str) -> Decimal | None:
    """Lire un nombre écrit à la française ou non, « 1 234,50 € » ; None si ce n'en est pas un."""
    texte = _UNITE.sub("", _ESPACES.sub("", valeur))
    if "," in texte:
        if "." in texte:
            # Le dernier des deux signes est celui des décimales.
            milliers = "," if texte.rfind(".") > texte.rfind(",") else "."
            texte = texte.replace(milliers, "")
        elif texte.count(",") > 1:
            texte = texte.replace(",", "")
        texte = texte.replace(",", ".")
    return Decimal(texte) if _EN_CHIFFRES.fullmatch(texte) and texte.isascii() else None


def ecrire_nombre(nombre: Decimal) -> str:
    """Écrire un nombre sans zéros inutiles, avec un point."""
    texte = format(nombre, "f")
    if "." in texte:
        texte = texte.rstrip("0").rstrip(".")
    return "0" if texte in ("-0", "+0", "") else texte


def en_decimal(borne: float) -> Decimal:
    """Prendre une borne telle qu'elle est écrite : 0.1 reste 0,1."""
    return Decimal(str(borne))


def par_age(valeur: str, niveau: int) -> str:
    """Écrire un âge par tranche : 1 cinq ans, 2 dix ans, 3 vingt ans, 4 grands âges."""
    age = lire_age(valeur)
    if age is None:
        return PAS_LU
    if niveau == 4:
        if age < 20:
            return "moins de 20 ans"
        return "20 à 59 ans" if age < 60 else "60 ans et plus"
    largeur = (5, 10, 20)[niveau - 1]
    debut = age - age % largeur
    return f"{debut} à {debut + largeur - 1} ans"


def lire_age(valeur: str) -> int | None:
    """Lire un âge en années, de 0 à 120 ; None si ce n'en est pas un."""
    texte = valeur.strip()
    if vu := _AGE.fullmatch(texte):
        age = int(vu[1])
        return age if age <= _PLUS_VIEUX else None
    if vu := _AGE_EN_MOIS.fullmatch(texte):
        return int(vu[1]) // 12
    return None


def par_montant(valeur: str, niveau: int, bornes: list[float]) -> str:
    """Écrire un montant par tranche : 1 toutes les bornes, 2 une sur deux, 3 une sur quatre."""
    nombre = lire_nombre(valeur)
    if nombre is None:
        return PAS_LU
    pas = 2 ** (niveau - 1)
    gardees = [en_decimal(borne) for borne in bornes[pas - 1 :: pas]]
    dessous = [borne for borne in gardees if borne <= nombre]
    dessus = [borne for borne in gardees if borne > nombre]
    if not dessous:
        return f"moins de {ecrire_nombre(dessus[0])}"
    if not dessus:
        return f"{ecrire_nombre(dessous[-1])} et plus"
    return f"{ecrire_nombre(dessous[-1])} à moins de {ecrire_nombre(dessus[0])}"


def borner(valeur: str, bas: float | None, haut: float | None) -> str:
    """Cacher ce qui est au-dessous de « bas », et ce qui atteint « haut »."""
    nombre = lire_nombre(valeur)
    if nombre is None:
        return ""
    if bas is not None and nombre < en_decimal(bas):
        return f"moins de {ecrire_nombre(en_decimal(bas))}"
    if haut is not None and nombre >= en_decimal(haut):
        return f"{ecrire_nombre(en_decimal(haut))} et plus"
    return ecrire_nombre(nombre)
