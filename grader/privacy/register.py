"""What the register of processing activities is told of an anonymisation.

A commune keeps that register (GDPR, article 30): the text says what was done to which column, so
that it can be copied there. It says what was done, never that the file is anonymous.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.privacy.wording import bounds_told, figure, level_title, listed
from grader.typography import french, number, plural

Step = Mapping[str, Any]

_WARNING = (
    "Ces transformations réduisent le risque de reconnaître une personne ; à elles seules, elles "
    "ne prouvent pas que le fichier est anonyme."
)
_KEYED = (
    "La clé des pseudonymes n'est pas publiée : tant qu'elle est conservée, ces données restent "
    "des données personnelles pour qui la détient."
)
_BARE = (
    "Une empreinte sans clé se retrouve en essayant toutes les valeurs : ce n'est qu'une "
    "pseudonymisation."
)


def register_sentence(
    recipe: Sequence[Step], columns: Sequence[str], before: int, kept: int, name: str = ""
) -> str:
    """Tell what was done, in one paragraph to copy into the register.

    Args:
        recipe: checked steps.
        columns: of the file, in order: those that no step changes are named too.
        before: rows of the file.
        kept: rows that no step left out, before they are counted.
        name: of the file; "" leaves it out.
    """
    what = f"le fichier « {name} »" if name else "le fichier"
    begun = (
        f"Avant publication, {what} ({plural(before, 'ligne')}, {plural(len(columns), 'colonne')}) "
    )
    done = [text for text in _columns_told(recipe) if text]
    rows = [_row_told(step, before - kept) for step in recipe if step["do"] in _ROWS]
    if not done and not rows:
        return french(f"{begun}n'a reçu aucune transformation : chaque colonne y est telle quelle.")
    sentences = [f"{begun}a été transformé ainsi : {' ; '.join([*done, *rows])}."]
    touched = {step["column"] for step in recipe if "column" in step}
    counted = next((step for step in recipe if step["do"] == "count"), None)
    as_is = [
        one for one in columns if one not in touched and (counted is None or one in counted["by"])
    ]
    if as_is:
        begun = "Restent telles quelles" if len(as_is) > 1 else "Reste telle quelle"
        sentences.append(f"{begun} : {listed(as_is)}.")
    kinds = {step["keyed"] for step in recipe if step["do"] == "pseudonymise"}
    sentences += [_KEYED] * (True in kinds) + [_BARE] * (False in kinds)
    return french(" ".join([*sentences, _WARNING]))


_ROWS = ("suppress", "count")


def _columns_told(recipe: Sequence[Step]) -> list[str]:
    dropped = [step["column"] for step in recipe if step["do"] == "drop"]
    keyed = [step["column"] for step in recipe if step.get("keyed") is True]
    bare = [step["column"] for step in recipe if step.get("keyed") is False]
    return [
        _many(dropped, "colonne retirée", "colonnes retirées"),
        _many(
            keyed,
            "colonne remplacée par un pseudonyme calculé avec une clé secrète",
            "colonnes remplacées par des pseudonymes calculés avec une clé secrète",
        ),
        _many(
            bare,
            "colonne remplacée par une empreinte sans clé",
            "colonnes remplacées par des empreintes sans clé",
        ),
        *(_changed(step) for step in recipe if step["do"] in ("generalise", "clip", "noise")),
    ]


def _many(names: Sequence[str], one: str, many: str) -> str:
    if not names:
        return ""
    return f"{plural(len(names), one, many)} ({listed(names)})"


def _changed(step: Step) -> str:
    column = f"colonne {step['column']}"
    if step["do"] == "generalise":
        title = level_title(step)
        return (
            f"{column} regroupée {title}"
            if title.startswith(("par", "en"))
            else (f"{column} réduite : {title}")
        )
    if step["do"] == "clip":
        return f"{column} coupée aux extrêmes ({bounds_told(step)})"
    return (
        f"{column} rendue inexacte par un bruit aléatoire (loi de Laplace, "
        f"échelle {figure(step['scale'])})"
    )


def _row_told(step: Step, left_out: int) -> str:
    if step["do"] == "suppress":
        by = f" selon {listed(step['by'])}" if step["by"] else ""
        alike = f"{number(step['least'])} lignes semblables{by}"
        if not left_out:
            return f"aucune ligne écartée : chaque groupe compte au moins {alike}"
        rows = plural(left_out, "ligne écartée", "lignes écartées")
        whose = "celle d'un groupe" if left_out == 1 else "celles des groupes"
        return f"{rows}, {whose} de moins de {alike}"
    text = f"lignes remplacées par leur nombre, par {listed(step['by'])}"
    if step.get("value"):
        text += f", avec la somme de {step['value']}"
    if step["least"]:
        text += (
            f" ; nombres de moins de {number(step['least'])} cachés, ainsi que ceux qui "
            "permettraient de les calculer"
        )
    return text
