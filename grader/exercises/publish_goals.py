"""What an exercise asks of a published record: read, told, and compared with the evidence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from grader.errors import ContentError
from grader.exercises.fields import sandbox_file
from grader.exercises.publish_judging import JUDGES
from grader.exercises.publish_seen import FIELD_NAMES, Seen
from grader.publication.quality import CRITERIA
from grader.publication.reference import FREQUENCIES, LICENSES, find_zone
from grader.publication.trail import EMPTIABLE
from grader.typography import plural

_FORMS = (
    "Formes possibles : {score: 9}, {frequency: [quarterly]}, {covers: [2024-01-01, 2025-12-31]}, "
    '{zones: ["fr:commune:99042"]}, {titled: true}, {told: true}, {tags: 3}, '
    "{schema: scdl/deliberations}, {valid: true}, {valid: declared}, {license: [lov2]}, "
    "{public: true}, {drafted: true}, {by: api}, {kept: [tags]}, {replaced: communes/…csv}, "
    "{holds: communes/…csv}, {described: true}, {harvested: 1}, {organization: true}, "
    "{answered: true}."
)


class Goal(NamedTuple):
    """What is asked.

    Attributes:
        name: one of ``TEXTS``.
        value: what it is compared with: hashable, and the same at every reading.
    """

    name: str
    value: Any


@dataclass(frozen=True)
class GoalState:
    """A goal, and where the record stands.

    Attributes:
        goal: which one.
        text: what is asked.
        met: whether it is so.
        sentence: where it stands.
        remedy: what would mend it, or "".
    """

    goal: Goal
    text: str
    met: bool
    sentence: str
    remedy: str


def read_goals(
    raw: Mapping[str, Any], where: str, sandbox: Path, *, start: bool
) -> tuple[Goal, ...]:
    """Take the goals of a declaration.

    Args:
        raw: the declaration.
        where: ``file:line``, for messages.
        sandbox: folder of the fictional data.
        start: whether the exercise puts records into the space.

    Raises:
        ContentError: they are missing, or one is ill-formed.
    """
    value = raw.get("goals")
    if not isinstance(value, list) or not value:
        raise ContentError(
            where,
            "missing-key",
            "La liste « goals » manque ou est vide.",
            "Ajoutez « goals: [{score: 9}, {told: true}, {public: true}] ».",
        )
    goals = tuple(_goal(one, where, sandbox, start=start) for one in value)
    names = [goal.name for goal in goals]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ContentError(
            where,
            "bad-goal",
            f"L'objectif « {twice} » est demandé deux fois.",
            "Gardez-en un seul.",
        )
    return goals


def _goal(one: Any, where: str, sandbox: Path, *, start: bool) -> Goal:
    if not isinstance(one, Mapping) or len(one) != 1:
        raise _bad_goal(where)
    name, value = next(iter(one.items()))
    shape = _SHAPES.get(name)
    if shape is None or not shape(value):
        raise _bad_goal(where)
    if name in ("replaced", "holds"):
        path = sandbox_file(one, name, where, sandbox)
        value = (value, hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest())
    if name == "schema" and not (sandbox / "schemas" / value).is_dir():
        raise ContentError(
            where,
            "unknown-schema",
            f"Le schéma « {value} » n'existe pas dans sandbox_data/schemas.",
            "Écrivez producteur/nom, par exemple scdl/deliberations.",
        )
    if name in _OF_A_START and not start:
        raise ContentError(
            where,
            "bad-goal",
            f"L'objectif « {name} » demande une fiche de départ.",
            "Ajoutez « start: portal/exercices/….yml ».",
        )
    if name == "by" and start:
        raise ContentError(
            where,
            "bad-goal",
            "L'objectif « by » ne s'applique pas à une fiche de départ, que personne ne crée.",
            "Retirez-le, ou retirez « start ».",
        )
    return Goal(name, _hashable(name, value))


def _hashable(name: str, value: Any) -> Any:
    if name == "covers":
        return tuple(str(one) for one in value)
    return tuple(value) if isinstance(value, list) else value


def _bad_goal(where: str) -> ContentError:
    return ContentError(where, "bad-goal", "Un objectif de « goals » n'est pas bien formé.", _FORMS)


def _whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _some_of(value: Any, known: Callable[[str], Any]) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, str) and known(one) for one in value)
    )


def _is_period(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 2:
        return False
    try:
        first, last = (date.fromisoformat(str(one)) for one in value)
    except ValueError:
        return False
    return first <= last


def _is_true(value: Any) -> bool:
    return value is True


_SCHEMA = re.compile(r"[A-Za-z0-9-]+/[a-z0-9-]+")
#: Goals that compare with what an exercise put there.
_OF_A_START = frozenset({"replaced", "answered"})
_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "score": lambda value: _whole(value, 1, len(CRITERIA)),
    "frequency": lambda value: _some_of(value, FREQUENCIES.get),
    "covers": _is_period,
    "zones": lambda value: _some_of(value, find_zone),
    "titled": _is_true,
    "told": _is_true,
    "tags": lambda value: _whole(value, 1, 20),
    "schema": lambda value: isinstance(value, str) and bool(_SCHEMA.fullmatch(value)),
    "valid": lambda value: value is True or value == "declared",
    "license": lambda value: _some_of(value, LICENSES.get),
    "public": _is_true,
    "drafted": _is_true,
    "by": lambda value: value in ("api", "page"),
    "kept": lambda value: _some_of(value, lambda one: one in EMPTIABLE),
    "replaced": lambda value: isinstance(value, str),
    "holds": lambda value: isinstance(value, str),
    "described": _is_true,
    "harvested": lambda value: _whole(value, 1, 1),
    "organization": _is_true,
    "answered": _is_true,
}

TEXTS: Mapping[str, Callable[[Any], str]] = {
    "score": lambda value: (
        f"La fiche satisfait les {len(CRITERIA)} critères du score."
        if value == len(CRITERIA)
        else f"La fiche satisfait au moins {plural(value, 'critère')} du score, sur "
        f"{len(CRITERIA)}."
    ),
    "frequency": lambda _: "La fréquence annoncée est celle qui sera tenue.",
    "covers": lambda _: "La période couverte est celle des données.",
    "zones": lambda _: "Le territoire couvert est celui des données, et lui seul.",
    "titled": lambda _: "Le titre dit de quoi parlent les données, et non le nom d'un fichier.",
    "told": lambda _: "La description renseigne vraiment sur les données.",
    "tags": lambda value: (
        f"Au moins {plural(value, 'mot-clé', 'mots-clés')} aident à trouver la fiche."
        if value > 1
        else "Au moins un mot-clé aide à trouver la fiche."
    ),
    "schema": lambda value: f"Le fichier déclare le schéma « {value} ».",
    "valid": lambda value: (
        "Un fichier qui déclare un schéma lui est conforme."
        if value == "declared"
        else "Le fichier est conforme au schéma qu'il déclare."
    ),
    "license": lambda _: "La licence est celle qui convient à ces données.",
    "public": lambda _: "La fiche est publique : ni brouillon, ni archivée, ni supprimée.",
    "drafted": lambda _: "La fiche a d'abord été un brouillon, puis elle a été rendue publique.",
    "by": lambda value: (
        "La fiche a été créée par l'API."
        if value == "api"
        else "La fiche a été créée à la main, par les pages du portail."
    ),
    "kept": lambda value: f"Aucune mise à jour n'a effacé {_listed(value)}.",
    "replaced": lambda value: (
        f"Le fichier « {value[0].rpartition('/')[2]} » a pris la place de l'ancien, à la même "
        "adresse permanente."
    ),
    "holds": lambda value: (
        f"Le fichier publié est « {value[0].rpartition('/')[2]} », tel qu'il est fourni."
    ),
    "described": lambda _: "Chaque fichier est décrit, ou une documentation l'accompagne.",
    "harvested": lambda _: (
        "La plateforme régionale présente ces données une seule fois, par moissonnage."
    ),
    "organization": lambda _: "La fiche est publiée au nom de l'organisation.",
    "answered": lambda _: "La personne qui a écrit sous la fiche a reçu une réponse de vous.",
}


def told(goal: Goal) -> str:
    """Say what a goal asks, before anything was checked."""
    return TEXTS[goal.name](goal.value)


def goal_states(
    goals: Sequence[Goal], evidence: Mapping[str, Any], before: Mapping[str, Any] | None
) -> tuple[GoalState, ...]:
    """Compare a record with goals.

    Args:
        goals: of the exercise.
        evidence: as ``evidence_of`` gave it.
        before: the same when the exercise put the record there; None where it put none.
    """
    seen = Seen(evidence, before)
    states = []
    for goal in goals:
        judged = JUDGES[goal.name](goal.value, seen)
        remedy = "" if judged.met else judged.remedy
        states.append(GoalState(goal, told(goal), judged.met, judged.sentence, remedy))
    return tuple(states)


def _listed(names: Sequence[str]) -> str:
    called = [FIELD_NAMES[name] for name in names]
    return called[0] if len(called) == 1 else f"{', '.join(called[:-1])} ni {called[-1]}"
