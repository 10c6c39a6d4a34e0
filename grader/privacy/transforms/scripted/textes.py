"""Les mots d'une cellule, et ce que l'on écrit quand elle ne se lit pas."""

import re
import unicodedata

# Ce que devient une cellule vide ou illisible : elle ne passe jamais en clair.
PAS_LU = "non précisé"
# Le dernier niveau de tout regroupement : une seule valeur.
TOUT = "*"
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_PAS_UN_MOT = re.compile(r"[^a-z0-9]+")


def simplifier(texte: str) -> str:
    """Garder les mots seuls, en minuscules, sans accents ni ponctuation."""
    bas = texte.lower()
    if not bas.isascii():
        separes = unicodedata.normalize("NFKD", bas.translate(_LIGATURES))
        bas = "".join(signe for signe in separes if not unicodedata.combining(signe))
    return _PAS_UN_MOT.sub(" ", bas).strip()


def ecrire_cellule(cellule: str) -> str:
    """Mettre entre guillemets une cellule qui contient une virgule, un guillemet, une ligne."""
    if any(signe in cellule for signe in ',"\r\n\ufeff'):
        return '"' + cellule.replace('"', '""') + '"'
    return cellule
