"""What an exercise asks of a file: told, met or not, and what it earns.

Some goals protect people, the others keep the file useful. A goal counts in proportion to what is
met on the other side: neither the file as given nor an empty one earns anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.errors import ContentError
from grader.exercises.ground import Ground, is_share
from grader.privacy.gauges import percent
from grader.privacy.model import DIRECT, FREE, QUASI, SENSITIVE, Measures
from grader.privacy.utility_uses import UseAppraisal
from grader.typography import NO_BREAK, french, number, plural

NAMED, ROLES_READ, K, L, FOUND, ROWS, USE = "named", "roles", "k", "l", "found", "rows", "use"
#: Goals that keep the file useful; the others protect.
_USEFUL = frozenset({ROWS, USE})
_ROLE_NAMES = {
    DIRECT: "nomme une personne",
    QUASI: "aide à retrouver une personne",
    SENSITIVE: "sensible",
    FREE: "sans lien avec une personne",
}


class Goal(NamedTuple):
    """What is asked.

    Attributes:
        name: ``named``, ``roles``, ``k``, ``l``, ``found``, ``rows`` or ``use``.
        value: the bound, or the place of the use among those declared.
    """

    name: str
    value: float


@dataclass(frozen=True)
class Result:
    """A recipe carried out, and what was found of it.

    Attributes:
        measures: of what is published, with the roles of the exercise.
        narrowing: columns that narrow a search and are still published.
        named: columns that name somebody and are published in clear.
        misread: columns whose role was not read right: (column, role given, right role).
        found: people found by attacks; None when none was run.
        kept: share of the rows that is published, 0 to 1.
        uses: each use that the file is wanted for.
    """

    measures: Measures
    narrowing: tuple[str, ...]
    named: tuple[str, ...]
    misread: tuple[tuple[str, str, str], ...]
    found: int | None
    kept: float
    uses: tuple[UseAppraisal, ...]


@dataclass(frozen=True)
class GoalState:
    """A goal, and where the file stands.

    Attributes:
        text: what is asked.
        met: whether it is so.
        points: what it is worth.
        sentence: where it stands.
        remedy: what would mend it, or "".
        useful: whether it keeps the file useful; else it protects.
    """

    text: str
    met: bool
    points: float
    sentence: str
    remedy: str
    useful: bool


def read_goals(raw: Mapping[str, Any], where: str, ground: Ground) -> tuple[Goal, ...]:
    """Take the goals of a declaration; not to name anybody is always one of them.

    Args:
        raw: the declaration.
        where: ``file:line``, for messages.
        ground: what lies around the file.

    Raises:
        ContentError: they are missing, or one is ill-formed.
    """
    value = raw.get("goals")
    if not isinstance(value, list) or not value:
        raise ContentError(
            where,
            "missing-key",
            "La liste « goals » manque ou est vide.",
            "Ajoutez « goals: [{k: 5}, {found: 0}, {rows: 0.9}] ».",
        )
    goals = [Goal(NAMED, 0)]
    for one in value:
        pair = next(iter(one.items())) if isinstance(one, Mapping) and len(one) == 1 else ("", None)
        shape = _SHAPES.get(pair[0])
        if shape is None or not shape(pair[1], ground):
            raise ContentError(
                where,
                "bad-goal",
                "Un objectif de « goals » n'est pas bien formé.",
                "Formes possibles : {roles: true}, {k: 5}, {l: 2}, {found: 0}, {rows: 0.9}, "
                "{use: 0} (rang d'un usage déclaré, à partir de 0).",
            )
        goals.append(Goal(str(pair[0]), float(pair[1] or 0)))
    return tuple(dict.fromkeys(goals))


def _whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


_SHAPES: Mapping[str, Callable[[Any, Ground], bool]] = {
    ROLES_READ: lambda value, _: value is True,
    K: lambda value, _: _whole(value, 2, 1_000),
    L: lambda value, ground: _whole(value, 2, 100) and bool(ground.sensitive()),
    FOUND: lambda value, ground: _whole(value, 0, 1_000) and ground.public is not None,
    ROWS: lambda value, _: is_share(value) and value > 0,
    USE: lambda value, ground: _whole(value, 0, len(ground.uses) - 1),
}


def goal_states(
    goals: Sequence[Goal], points: float, result: Result, ground: Ground
) -> tuple[GoalState, ...]:
    """Tell where each goal stands.

    Args:
        goals: of the exercise.
        points: of the exercise; each goal is worth an equal share.
        result: what the recipe gives.
        ground: what lies around the file.
    """
    worth = round(points / len(goals), 2) if goals else 0.0
    states = []
    for goal in goals:
        text, met, sentence, remedy = _TELLINGS[goal.name](goal, result, ground)
        useful = goal.name in _USEFUL
        states.append(GoalState(french(text), met, worth, french(sentence), french(remedy), useful))
    return tuple(states)


def earned(states: Sequence[GoalState]) -> float:
    """Give the share of the points that goals earn, 0 to 1.

    Args:
        states: where each goal stands.
    """
    share = 1.0
    for useful in (False, True):
        some = [one.met for one in states if one.useful is useful]
        share *= sum(some) / len(some) if some else 1.0
    return share


#: Text, whether it is met, where it stands, what would mend it.
_Told = tuple[str, bool, str, str]


def _named(_goal: Goal, result: Result, _ground: Ground) -> _Told:
    text = "Aucune colonne qui nomme une personne n'est publiée telle quelle."
    if not result.named:
        return text, True, "C'est le cas.", ""
    names = ", ".join(result.named)
    verb = "nomme" if len(result.named) == 1 else "nomment"
    remedy = "Retirez-la." if len(result.named) == 1 else "Retirez-les."
    return text, False, f"{names} {verb} encore les personnes.", remedy


def _roles(_goal: Goal, result: Result, _ground: Ground) -> _Told:
    text = "Le rôle de chaque colonne est bien reconnu."
    if not result.misread:
        return text, True, "C'est le cas.", ""
    label, said, right = result.misread[0]
    sentence = (
        f"{label} est classée « {_ROLE_NAMES.get(said, said)} » ; elle est "
        f"« {_ROLE_NAMES[right]} »."
    )
    more = len(result.misread) - 1
    if more:
        sentence += f" De même pour {plural(more, 'autre colonne', 'autres colonnes')}."
    return text, False, sentence, "Demandez-vous ce qu'un voisin ou un employeur sait déjà."


def _smallest(goal: Goal, result: Result, _ground: Ground) -> _Told:
    least = int(goal.value)
    text = f"Au moins {number(least)} lignes se ressemblent dans chaque groupe (k = {least})."
    found = result.measures
    if not found.rows:
        return text, False, "Il ne reste aucune ligne.", "Gardez des lignes."
    sentence = f"Le plus petit groupe compte {plural(found.k, 'ligne')}."
    if found.k >= least:
        return text, True, sentence, ""
    remedy = f"Regroupez davantage {_or(result.narrowing)}, ou laissez de côté les petits groupes."
    return text, False, sentence, remedy


def _diverse(goal: Goal, result: Result, ground: Ground) -> _Told:
    least, found = int(goal.value), result.measures
    text = f"Chaque groupe a au moins {number(least)} valeurs sensibles différentes (l = {least})."
    if not found.rows:
        return text, False, "Il ne reste aucune ligne.", "Gardez des lignes."
    if found.l is None:
        return text, True, f"{_and(ground.sensitive())} n'est plus publié.", ""
    values = plural(found.l, "valeur")
    sentence = f"Le groupe le moins varié n'a que {values}."
    if found.l >= least:
        return text, True, f"Le groupe le moins varié a {values}.", ""
    remedy = "Élargissez les groupes : regroupez davantage une des colonnes qui les forment."
    return text, False, sentence, remedy


def _found(goal: Goal, result: Result, _ground: Ground) -> _Told:
    most = int(goal.value)
    text = (
        "Les attaques ne retrouvent plus personne."
        if not most
        else f"Les attaques retrouvent au plus {plural(most, 'personne')}."
    )
    if result.found is None:
        told = "Se mesure quand vous demandez « Est-ce publiable ? »."
        return text, False, told, ""
    if not result.found:
        return text, True, "Plus personne n'est retrouvé.", ""
    verb = "est encore retrouvée" if result.found == 1 else "sont encore retrouvées"
    sentence = f"{plural(result.found, 'personne')} {verb}."
    remedy = "Regardez comment, puis regroupez ce que les deux fichiers ont en commun."
    return text, result.found <= most, sentence, "" if result.found <= most else remedy


def _rows(goal: Goal, result: Result, _ground: Ground) -> _Told:
    text = f"Au moins {percent(goal.value)} des lignes restent publiées."
    sentence = f"Il en reste {percent(result.kept)}."
    if result.kept >= goal.value:
        return text, True, sentence, ""
    return text, False, sentence, "Regroupez davantage les valeurs, et laissez moins de lignes."


def _use(goal: Goal, result: Result, ground: Ground) -> _Told:
    place = int(goal.value)
    question = ground.uses[place].question
    text = f"Le fichier sert encore : «{NO_BREAK}{question}{NO_BREAK}»"
    found = result.uses[place]
    met = found.possible == "yes"
    remedy = "" if met else "Choisissez un niveau plus fin pour les colonnes de cette question."
    return text, met, found.sentence, remedy


_TELLINGS: Mapping[str, Callable[[Goal, Result, Ground], _Told]] = {
    NAMED: _named,
    ROLES_READ: _roles,
    K: _smallest,
    L: _diverse,
    FOUND: _found,
    ROWS: _rows,
    USE: _use,
}


def _or(labels: Sequence[str]) -> str:
    return " ou ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def _and(labels: Sequence[str]) -> str:
    return " et ".join(labels)
