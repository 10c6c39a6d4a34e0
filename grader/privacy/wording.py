"""What steps are called, in the list of choices and in the menus of the workbench."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.privacy.recipe import ANY_AIDS, ladder_of
from grader.typography import french, number

#: Key of a treatment to its title.
TITLES: Mapping[str, str] = {
    "keep": "Garder tel quel",
    "drop": "Retirer la colonne",
    "pseudonymise": "Remplacer par un pseudonyme (avec une clé)",
    "hash": "Remplacer par une empreinte (sans clé)",
    "clip": "Couper les extrêmes",
    "noise": "Ajouter un bruit",
}
#: Key of a treatment to what it is worth, in one sentence.
WHYS: Mapping[str, str] = {
    "keep": "La colonne est publiée comme elle est dans le fichier.",
    "drop": "C'est le seul geste qui ne laisse rien : à choisir pour ce qui désigne une personne "
    "et ne sert à aucun usage.",
    "pseudonymise": "Ce n'est pas une anonymisation : la même personne garde le même pseudonyme "
    "d'une ligne à l'autre, et qui détient la clé la retrouve.",
    "hash": "Ce n'est pas une anonymisation : chacun peut calculer l'empreinte de toutes les "
    "valeurs possibles et reconnaître la bonne.",
    "clip": "Les valeurs rares des deux bouts se fondent dans « moins de » et « et plus » ; les "
    "autres restent exactes.",
    "noise": "Chaque valeur est un peu fausse, les moyennes restent proches ; une valeur très "
    "grande reste reconnaissable.",
}
#: Names of the numbers that a treatment asks.
FIELDS: Mapping[str, str] = {
    "low": "Au-dessous de",
    "high": "À partir de",
    "scale": "Force du bruit (échelle, dans l'unité de la colonne)",
}


def told(step: Mapping[str, Any]) -> str:
    """Tell a step in a few words: « DATE_NAISSANCE : par année ».

    Args:
        step: a checked step.
    """
    do = step["do"]
    if do == "suppress":
        return french(f"Lignes : sans les groupes de moins de {number(step['least'])}")
    if do == "count":
        return french(_told_count(step))
    return french(f"{step['column']} : {_TOLD[do](step)}")


def level_title(step: Mapping[str, Any]) -> str:
    """Give the title of the level of a ``generalise`` step: « par année ».

    Args:
        step: a checked step.
    """
    return ladder_of(step, ANY_AIDS).levels[int(step["level"]) - 1]


def listed(names: Sequence[str]) -> str:
    """Give « A, B et C ».

    Args:
        names: one or more.
    """
    return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))


def bounds_told(step: Mapping[str, Any]) -> str:
    """Tell the bounds of a ``clip`` step: « moins de 18, 80 et plus ».

    Args:
        step: a checked step.
    """
    low, high = step["low"], step["high"]
    parts = [f"moins de {figure(low)}"] if low is not None else []
    return ", ".join([*parts, *([f"{figure(high)} et plus"] if high is not None else [])])


def figure(value: float) -> str:
    """Write a number that a step holds: « 1 500 », « 0,25 ».

    Args:
        value: the number.
    """
    return number(value, 0 if value == int(value) else 4)


def _told_count(step: Mapping[str, Any]) -> str:
    text = f"Tableau de comptes par {listed(step['by'])}"
    if step.get("value"):
        text += f", avec la somme de {step['value']}"
    return f"{text}, sans les cases de moins de {number(step['least'])}" if step["least"] else text


_TOLD: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "drop": lambda _step: "colonne retirée",
    "pseudonymise": lambda step: (
        "pseudonyme avec une clé" if step["keyed"] else "empreinte sans clé"
    ),
    "generalise": level_title,
    "clip": bounds_told,
    "noise": lambda step: f"bruit d'échelle {figure(step['scale'])}",
}
