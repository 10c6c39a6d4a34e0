"""Ce qui se fait avec une clé : des pseudonymes, et un bruit que l'on peut refaire."""

import hashlib
import hmac
import math
import struct
from collections.abc import Sequence

from grader.privacy.transforms.scripted.nombres import lire_nombre

_BRUIT = b"ouvroir-bruit-1"


def pseudonyme(valeur: str, cle: bytes, longueur: int) -> str:
    """Remplacer une valeur par son empreinte, que seule la clé permet de refaire."""
    if not valeur:
        return ""
    return hmac.digest(cle, valeur.encode(), "sha256").hex()[:longueur]


def empreinte(valeur: str, longueur: int) -> str:
    """Remplacer une valeur par son empreinte sans clé : chacun peut la refaire, et l'essayer."""
    if not valeur:
        return ""
    return hashlib.sha256(valeur.encode()).hexdigest()[:longueur]


def bruiter(
    valeurs: Sequence[str], colonne: str, echelle: float, decimales: int, cle: bytes
) -> list[str]:
    """Ajouter à chaque nombre un écart tiré au sort (loi de Laplace, d'échelle « echelle »).

    Le tirage dépend de la clé, du réglage et de toute la colonne : le refaire sur le même fichier
    donne la même chose, mais comparer deux fichiers ne retire pas le bruit.
    """
    contenu = hashlib.sha256("\n".join(valeurs).encode()).digest()
    reglage = f"{colonne}\n{float(echelle)!r}\n{decimales}\n".encode()
    graine = hmac.digest(cle, _BRUIT + reglage + contenu, "sha256")
    octets = hashlib.shake_256(graine).digest(8 * len(valeurs))
    nombres = {valeur: lire_nombre(valeur) for valeur in set(valeurs)}
    lus = {valeur: float(nombre) for valeur, nombre in nombres.items() if nombre is not None}
    sortie = []
    for valeur, (tirage,) in zip(valeurs, struct.iter_unpack(">Q", octets), strict=True):
        if valeur not in lus:
            sortie.append("")
            continue
        # Le dernier bit donne le signe, les 53 premiers un nombre de ]0, 1].
        ecart = echelle * -math.log(((tirage >> 11) + 1) / 2**53)
        texte = f"{lus[valeur] + (ecart if tirage & 1 else -ecart):.{decimales}f}"
        sortie.append(texte.lstrip("-") if not texte.strip("-0.") else texte)
    return sortie
