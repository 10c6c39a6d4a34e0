"""Exercises on a dictionary: the view of what was written, and its check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.content.prose import block_html, inline_html
from grader.errors import RefusedError
from grader.exercises.dictionary import FIELDS, checks, is_blank, words_in
from grader.exercises.dictionary_facts import FILE, TYPES, facts_of
from grader.exercises.dictionary_files import as_csv, as_schema
from grader.exercises.model import DICTIONARY, Event, Exercise
from grader.progress.learners import Learner
from grader.services.choices import shown_outcome
from grader.services.finding import find_of_kind
from grader.services.keys_at_hand import put_at_hand
from grader.services.requests import Request, text
from grader.services.responses import gather
from grader.services.sessions.rules import require_first_answer
from grader.services.turns import in_turn
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import DescribedColumn, DictionaryView

_RULE = (
    "Chaque vérification compte autant, mais une colonne sans vraie description ne rapporte rien. "
    "Corrigez et vérifiez autant de fois que vous voulez : c'est le dernier dictionnaire vérifié "
    "qui compte."
)
_SOLVED = "Il n'y a pas qu'un bon dictionnaire : le vôtre se relit avec quelqu'un du service."


def check(workshop: Workshop, learner_id: str, exercise: Exercise, columns: Any) -> None:
    """Record a dictionary: it is on disk when this returns.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the exercise.
        columns: what she wrote, by column, as a page sent it: may hold anything.

    Raises:
        RefusedError: it is no dictionary, describes a column that the file does not have, is
            blank, or an exam has one already.
    """
    said = words_in({"columns": columns})
    put_at_hand(workshop, exercise)
    if not said.keys() <= set(facts_of(exercise).header):
        raise RefusedError(
            "unknown-column",
            french("Une des colonnes décrites n'est pas dans ce fichier."),
            french("Rechargez la page, puis vérifiez de nouveau."),
        )
    if is_blank(said):
        raise RefusedError(
            "nothing-written",
            french("Rien n'est encore écrit dans ce dictionnaire."),
            french("Décrivez au moins une colonne, puis vérifiez."),
        )
    _write(workshop, learner_id, exercise, said)


@in_turn
def _write(
    workshop: Workshop, learner_id: str, exercise: Exercise, said: Mapping[str, Mapping[str, str]]
) -> None:
    last = _last(gather(workshop, learner_id, exercise).response.events)
    columns = {name: dict(one) for name, one in said.items()}
    if columns == last:
        return
    require_first_answer(workshop, learner_id, exercise.module, answered=bool(last))
    workshop.events.append(learner_id, exercise.id, DICTIONARY, {"columns": columns})


def dictionary_view(workshop: Workshop, learner_id: str, exercise: Exercise) -> DictionaryView:
    """Give the public view of an exercise for a learner.

    Args:
        workshop: stores and course.
        learner_id: whose.
        exercise: the exercise.
    """
    work = gather(workshop, learner_id, exercise)
    response = work.response
    put_at_hand(workshop, exercise)
    facts = facts_of(exercise)
    said = _last(response.events)
    nothing = dict.fromkeys(FIELDS, "")
    faults: dict[str, list[tuple[str, str]]] = {name: [] for name in facts.header}
    for one in checks(exercise, said) if said else ():
        if not one.right:
            faults[one.column].append((one.field, french(one.message)))
    written = {name: said.get(name, nothing) for name in facts.header}
    title = french(exercise.title)
    return DictionaryView(
        id=exercise.id,
        kind=exercise.kind,
        title=title,
        statement_html=block_html(exercise.statement),
        rule=french(_RULE),
        outcome=shown_outcome(workshop, learner_id, exercise, work),
        file_name=exercise.settings[FILE].name,
        rows=facts.rows,
        types=tuple((value, french(label)) for value, label in TYPES.items()),
        limits=dict(FIELDS),
        columns=tuple(
            DescribedColumn(name=name, **written[name], faults=tuple(faults[name]))
            for name in facts.header
        ),
        checked=bool(said),
        open=True,
        csv=as_csv(written) if said else "",
        schema=as_schema(written, title) if said else "",
        hints_html=tuple(inline_html(one) for one in exercise.hints[: response.hints_opened]),
        hints_total=len(exercise.hints),
        solution_html=(
            block_html(exercise.solution or french(_SOLVED)) if response.solution_seen else ""
        ),
    )


def _last(events: tuple[Event, ...]) -> Mapping[str, Mapping[str, str]]:
    """Give what she wrote last, counted or not; what cannot be read is as if it were not."""
    for event in reversed(events):
        if event.kind == DICTIONARY:
            try:
                said = words_in(event.data)
            except RefusedError:
                continue
            return {} if is_blank(said) else said
    return {}


def _check(workshop: Workshop, me: Learner, request: Request) -> DictionaryView:
    exercise = find_of_kind(workshop, text(request, "exercise"), DICTIONARY)
    check(workshop, me.id, exercise, request.get("columns"))
    return dictionary_view(workshop, me.id, exercise)


#: Operations of exercises on a dictionary, by name.
DICTIONARY_OPERATIONS: Mapping[str, Callable[[Workshop, Learner, Request], Any]] = {
    "dictionary_check": _check,
}
