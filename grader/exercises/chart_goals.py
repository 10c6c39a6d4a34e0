"""What an exercise asks of a chart: each goal told, met or not, with what would mend it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.errors import ContentError
from grader.exercises.chart_file import MEAN, ROWS, SUM, Figure, Grid, figures
from grader.exercises.chart_spec import (
    BARS,
    BY_NAME,
    BY_VALUE,
    COLUMNS,
    LINE,
    LONGEST_ALTERNATIVE,
    MARKS,
    PIE,
    POINTS,
    Spec,
    marks_shown,
    right_measure,
)
from grader.exercises.chart_told import Told, alternative_fault, title_fault
from grader.typography import plural

BY, MEASURE, SUITED, ZERO, ORDERED = "by", "measure", "marks", "zero", "ordered"
TITLE, ALTERNATIVE = "title", "alternative"
#: Goals whose value is no more than a yes.
_FLAGS = frozenset({BY, MEASURE, ZERO, ORDERED, TITLE})
#: Marks whose length or area says the figure: cut, they lie.
_LENGTHS = frozenset({BARS, COLUMNS})
#: Columns whose names can still be read beneath, and slices that can still be compared.
MOST_COLUMNS, MOST_SLICES = 8, 5


class Goal(NamedTuple):
    """What is asked.

    Attributes:
        name: ``by``, ``measure``, ``marks``, ``zero``, ``ordered``, ``title``, ``alternative``.
        value: the marks that suit, the least characters, or True.
    """

    name: str
    value: Any


@dataclass(frozen=True)
class Answer:
    """What answers the question.

    Attributes:
        by: column of what the question is about.
        value: column of numbers; "" where rows are counted.
        count: ``sum``, ``mean`` or ``rows``.
        least: the least one is asked for; else the greatest.
    """

    by: str
    value: str
    count: str
    least: bool


@dataclass(frozen=True)
class Drawn:
    """A chart that was sent, and what it is compared with.

    Attributes:
        spec: the choices.
        title: what stands above.
        alternative: what is told to who does not see it.
        answer: what answers the question.
        groups: column to its name, of those offered for the marks.
        values: column to its name, of numbers.
        grid: the file.
        told: the figures that answer, and what may be said of them.
    """

    spec: Spec
    title: str
    alternative: str
    answer: Answer
    groups: Mapping[str, str]
    values: Mapping[str, str]
    grid: Grid
    told: Told

    @property
    def found(self) -> tuple[Figure, ...]:
        """The figures of the chart as chosen."""
        return figures(self.grid, self.spec.by, self.spec.value, self.spec.count)


@dataclass(frozen=True)
class GoalState:
    """A goal, and where the chart stands.

    Attributes:
        text: what is asked.
        met: whether it is so.
        sentence: where it stands.
        remedy: what would mend it, or "".
    """

    text: str
    met: bool
    sentence: str
    remedy: str


def read_goals(raw: Mapping[str, Any], where: str) -> tuple[Goal, ...]:
    """Take the goals of a declaration.

    Args:
        raw: the declaration.
        where: ``file:line``, for messages.

    Raises:
        ContentError: they are missing, or one is ill-formed or asked twice.
    """
    value = raw.get("goals")
    if not isinstance(value, list) or not value:
        raise ContentError(
            where,
            "missing-key",
            "La liste « goals » manque ou est vide.",
            "Ajoutez « goals: [{by: true}, {measure: true}, {title: true}] ».",
        )
    goals: list[Goal] = []
    for one in value:
        name, asked = (
            next(iter(one.items())) if isinstance(one, Mapping) and len(one) == 1 else ("", None)
        )
        if not _well_formed(name, asked) or name in {goal.name for goal in goals}:
            raise ContentError(
                where,
                "bad-goal",
                "Un objectif de « goals » n'est pas bien formé, ou revient deux fois.",
                "Formes possibles : {by: true}, {measure: true}, {marks: [bars, points]}, "
                "{zero: true}, {ordered: true}, {title: true}, {alternative: 60}.",
            )
        goals.append(Goal(name, tuple(asked) if isinstance(asked, list) else asked))
    return tuple(goals)


def _well_formed(name: Any, asked: Any) -> bool:
    if name == SUITED:
        return isinstance(asked, list) and bool(asked) and all(one in MARKS for one in asked)
    if name == ALTERNATIVE:
        whole = isinstance(asked, int) and not isinstance(asked, bool)
        return whole and 20 <= asked <= LONGEST_ALTERNATIVE // 2
    return name in _FLAGS and asked is True


def goal_text(goal: Goal) -> str:
    """Say what a goal asks, without giving the answer.

    Args:
        goal: of an exercise.
    """
    return _TEXTS[goal.name].format(least=goal.value)


_TEXTS: Mapping[str, str] = {
    BY: "Chaque marque représente ce dont parle la question.",
    MEASURE: "Le nombre représenté est celui que demande la question.",
    SUITED: "La forme convient : on compare d'un coup d'œil.",
    ZERO: "L'axe est honnête.",
    ORDERED: "L'ordre aide à lire.",
    TITLE: "Le titre dit ce que l'on découvre.",
    ALTERNATIVE: "Le texte alternatif dit la même chose à qui ne voit pas l'image, "
    "en {least} caractères au moins.",
}


def goal_states(goals: Sequence[Goal], drawn: Drawn) -> tuple[GoalState, ...]:
    """Tell where each goal stands.

    Args:
        goals: of the exercise.
        drawn: the chart that was sent.
    """
    states = []
    for goal in goals:
        sentence, remedy = _TELLINGS[goal.name](goal, drawn)
        states.append(GoalState(goal_text(goal), not remedy, sentence, remedy))
    return tuple(states)


#: What is said of a goal: where the chart stands, and what would mend it ("" when it is met).
_Said = tuple[str, str]


def _by(_goal: Goal, drawn: Drawn) -> _Said:
    shown = drawn.groups[drawn.spec.by]
    if drawn.spec.by == drawn.answer.by:
        return f"Une marque par valeur de « {shown} ».", ""
    return (
        f"Votre graphique compare les valeurs de « {shown} » : la question ne porte pas sur elles.",
        "Relisez la question, et choisissez la colonne qui contient ce qu'elle cherche.",
    )


def _measure(_goal: Goal, drawn: Drawn) -> _Said:
    spec, answer = drawn.spec, drawn.answer
    told = _count_told(spec, drawn.values)
    if right_measure(spec, answer.value, answer.count):
        return f"Votre graphique montre {told}.", ""
    return f"Votre graphique montre {told}.", _measure_remedy(spec, answer, drawn.values)


def _count_told(spec: Spec, values: Mapping[str, str]) -> str:
    if spec.count == ROWS:
        return "le nombre de lignes du fichier"
    what = "la somme" if spec.count == SUM else "la moyenne"
    return f"{what} de « {values[spec.value]} »"


def _measure_remedy(spec: Spec, answer: Answer, values: Mapping[str, str]) -> str:
    if answer.count == ROWS:
        return "La question demande combien de fois : comptez les lignes."
    if spec.count == ROWS:
        return "Compter les lignes ne dit pas combien : choisissez une colonne de nombres."
    if spec.value != answer.value:
        return (
            f"« {values[spec.value]} » n'est pas ce que la question demande : changez de colonne."
        )
    if spec.count == MEAN:
        return (
            "Une moyenne met en avant qui a une seule grosse ligne. "
            "La question demande un total : choisissez la somme."
        )
    return "Une somme mêle toutes les lignes. La question demande une moyenne : choisissez-la."


def _suited(goal: Goal, drawn: Drawn) -> _Said:
    marks, count = drawn.spec.marks, marks_shown(drawn.spec, drawn.found)
    told = f"{MARKS[marks]}, {plural(count, 'marque')}."
    if marks == COLUMNS and count > MOST_COLUMNS and BARS in goal.value:
        return told, (
            f"Au-delà de {MOST_COLUMNS} colonnes, les noms ne se lisent plus dessous. "
            "Choisissez des barres horizontales, ou gardez moins de valeurs."
        )
    if marks in goal.value:
        return told, ""
    return told, _UNSUITED[marks].format(count=plural(count, "part"), most=MOST_SLICES)


_UNSUITED: Mapping[str, str] = {
    PIE: "L'œil compare mal des angles : au-delà de {most} parts, un camembert ne se lit plus, "
    "et le vôtre en a {count}. Choisissez des barres.",
    LINE: "Une ligne relie des moments qui se suivent. Entre deux valeurs sans ordre, elle "
    "invente une évolution : choisissez des barres.",
    POINTS: "Des points se placent, mais leur longueur ne se voit pas : choisissez des barres.",
    COLUMNS: "Des colonnes ne conviennent pas ici : choisissez une autre forme.",
    BARS: "Des barres ne conviennent pas ici : choisissez une autre forme.",
}


def _zero(_goal: Goal, drawn: Drawn) -> _Said:
    spec = drawn.spec
    if spec.marks == PIE:
        return (
            "Un camembert n'a pas d'axe.",
            "Choisissez une forme dont l'axe se lit, et faites-le partir de zéro.",
        )
    if spec.zero:
        return "L'axe part de zéro.", ""
    if spec.marks not in _LENGTHS:
        return "L'axe ne part pas de zéro : pour des points ou une ligne, c'est permis.", ""
    return (
        "L'axe est coupé : il ne part pas de zéro, et de petits écarts y paraissent immenses.",
        "Une barre se lit par sa longueur : faites partir l'axe de zéro.",
    )


def _ordered(_goal: Goal, drawn: Drawn) -> _Said:
    if drawn.spec.order == BY_VALUE:
        return "De la plus grande valeur à la plus petite.", ""
    order = "alphabétique" if drawn.spec.order == BY_NAME else "du fichier"
    return (
        f"Les marques sont dans l'ordre {order} : il faut les comparer une à une.",
        "Rangez-les de la plus grande valeur à la plus petite.",
    )


def _title(_goal: Goal, drawn: Drawn) -> _Said:
    fault = title_fault(drawn.title, drawn.told)
    return fault or ("Il nomme ce qui répond à la question.", "")


def _alternative(goal: Goal, drawn: Drawn) -> _Said:
    fault = alternative_fault(drawn.alternative, drawn.title, drawn.told, goal.value)
    return fault or ("Il donne qui, et combien.", "")


_TELLINGS: Mapping[str, Callable[[Goal, Drawn], _Said]] = {
    BY: _by,
    MEASURE: _measure,
    SUITED: _suited,
    ZERO: _zero,
    ORDERED: _ordered,
    TITLE: _title,
    ALTERNATIVE: _alternative,
}
