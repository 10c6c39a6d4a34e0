"""Un métier, et la famille à laquelle il appartient."""

from collections.abc import Mapping

from grader.privacy.transforms.scripted.textes import PAS_LU, simplifier

NON_CLASSE = "non classé"
SANS_ACTIVITE = "sans activité professionnelle"
_ENSEMBLES = {
    "agriculture": "indépendants",
    "artisanat, commerce et chefs d'entreprise": "indépendants",
    "cadres et professions intellectuelles": "cadres et professions intermédiaires",
    "professions intermédiaires": "cadres et professions intermédiaires",
    "employés": "employés et ouvriers",
    "ouvriers": "employés et ouvriers",
    SANS_ACTIVITE: SANS_ACTIVITE,
}
# Qui n'exerce plus son métier n'est plus dans sa famille.
_NE_L_EST_PLUS = {"ancien", "ancienne", "ex", "retraite", "retraitee", "chomage"}
_PLUS_LONG_METIER = 6


def par_metier(valeur: str, niveau: int, metiers: Mapping[str, str]) -> str:
    """Écrire la famille d'un métier (1) ou un ensemble plus large (2)."""
    mots = simplifier(valeur).split()
    if not mots:
        return PAS_LU
    famille = famille_de_metier(mots, metiers)
    return famille if niveau == 1 else _ENSEMBLES.get(famille, NON_CLASSE)


def famille_de_metier(mots: list[str], metiers: Mapping[str, str]) -> str:
    """Trouver la famille : l'expression connue la plus longue l'emporte, puis la première."""
    if _NE_L_EST_PLUS.intersection(mots):
        return SANS_ACTIVITE
    for longueur in range(min(len(mots), _PLUS_LONG_METIER), 0, -1):
        for debut in range(len(mots) - longueur + 1):
            famille = metiers.get(" ".join(mots[debut : debut + longueur]))
            if famille:
                return famille
    return NON_CLASSE
