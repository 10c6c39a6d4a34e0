"""What a learner may see of a draw of « Quiz libre »: one question, its state, the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader.exercises.model import Event
from grader.quiz.attempts import DONE, OPEN, RETRY, SKIPPED, ItemState, item_state
from grader.quiz.model import Item
from grader.services.free_draws import END, Draw
from grader.services.free_pool import module_of, usable_items, what_to_read
from grader.services.question_views import question_shown
from grader.services.workshop import Workshop, seed_of
from grader.typography import french, plural
from grader.wire.free_quiz import FreeDraw, FreeLine, FreeMark, FreeResult
from grader.wire.quiz import QuestionView

_LEVELS = {
    "done": "Acquis",
    "partial": "En partie acquis",
    "wrong": "À revoir",
    "none": "Non abordé",
}


@dataclass(frozen=True)
class Sitting:
    """A draw with what its questions have come to.

    Attributes:
        draw: as recorded.
        items: those that may still be posed to her, in order.
        states: where she stands on each, by id.
        ended: she ended it, or nothing is left to answer.
    """

    draw: Draw
    items: tuple[Item, ...]
    states: Mapping[str, ItemState]
    ended: bool


def sit(workshop: Workshop, learner_id: str, draw: Draw) -> Sitting:
    """Replay a draw; questions that the courses no longer allow her are left out."""
    pool = usable_items(workshop, learner_id, draw.items)
    items = tuple(pool[name] for name in draw.items if name in pool)
    own: dict[str, list[Event]] = {item.id: [] for item in items}
    for event in draw.events:
        if event.kind != END and event.data.get("item") in own:
            own[event.data["item"]].append(event)
    states = {
        item.id: item_state(item, own[item.id], solution_seen=draw.given_up) for item in items
    }
    ended = draw.given_up or not any(state.tries_left for state in states.values())
    return Sitting(draw, items, states, ended)


def answered(state: ItemState) -> bool:
    """Tell whether a question was answered, or its solution asked for."""
    return bool(state.results) or state.revealed


def right(state: ItemState) -> bool:
    """Tell whether the last answer was wholly right."""
    return bool(state.results) and state.results[-1].correct


def missed_items(sitting: Sitting) -> tuple[str, ...]:
    """Give the ids of the items that were answered and never right."""
    return tuple(
        name
        for name, state in sitting.states.items()
        if state.state == DONE and answered(state) and not right(state)
    )


def draw_seed_name(learner_id: str, draw: Draw) -> str:
    """Name what the letters of a draw's answers are shuffled by: another draw, other letters."""
    return f"{learner_id}/libre/{draw.number}"


def draw_seed(learner_id: str, draw: Draw) -> int:
    """Give the seed of that shuffle."""
    return seed_of(draw_seed_name(learner_id, draw))


def draw_view(
    workshop: Workshop, learner_id: str, sitting: Sitting, shown: str | None = None
) -> FreeDraw:
    """Tell a draw to its learner.

    Args:
        workshop: stores and course.
        learner_id: whose draw.
        sitting: the draw, replayed.
        shown: id of the item to show; the one where she was when not given.
    """
    items, states = sitting.items, sitting.states
    place = _place(sitting) if shown is None else [item.id for item in items].index(shown)
    question = None
    if place < len(items):
        question = _question(workshop, learner_id, sitting, items[place])
    return FreeDraw(
        number=sitting.draw.number,
        title=_title(workshop, sitting.draw),
        state="ended" if sitting.ended else "open",
        marks=tuple(_mark(item, states[item.id]) for item in items),
        place=place,
        question=question,
        answered=sum(map(answered, states.values())),
        result=_result(workshop, sitting) if sitting.ended else None,
    )


def _question(workshop: Workshop, learner_id: str, sitting: Sitting, item: Item) -> QuestionView:
    name = draw_seed_name(learner_id, sitting.draw)
    shown = question_shown(workshop, name, item, sitting.states[item.id], graded=False)
    # To begin it anew is what another draw is for.
    return replace(shown, can_restart=False)


def _place(sitting: Sitting) -> int:
    """Find where she was: the first question left from the one that she last touched, on."""
    if sitting.ended:
        return len(sitting.items)
    places = {item.id: place for place, item in enumerate(sitting.items)}
    touched = [places[name] for e in sitting.draw.events if (name := e.data.get("item")) in places]
    last = touched[-1] if touched else 0
    left = [place for name, place in places.items() if sitting.states[name].tries_left]
    return next((place for place in left if place >= last), left[0])


def _mark(item: Item, state: ItemState) -> FreeMark:
    return FreeMark(item.id, _standing(state), not state.tries_left, answered(state))


def _standing(state: ItemState) -> str:
    if state.state != DONE or not answered(state):
        return state.state if state.state in (SKIPPED, RETRY) else OPEN
    if not state.results:
        return "seen"
    if right(state):
        return "good"
    return "partial" if state.results[-1].share > 0 else "wrong"


def _title(workshop: Workshop, draw: Draw) -> str:
    modules, objectives = draw.scope.modules, draw.scope.objectives
    known = workshop.course.modules
    if draw.missed:
        title = "Vos questions manquées"
    elif not objectives and len(modules or known) == 1:
        module = known.get(next(iter(modules or known)))
        title = module.title if module else "Un module"
    elif not modules and not objectives:
        title = "Tous les modules"
    elif not modules and len(objectives) == 1:
        owner = module_of(workshop, objectives[0])
        title = owner.objectives[objectives[0]] if owner else "Un objectif"
    elif not objectives:
        title = plural(len(modules), "module")
    elif not modules:
        title = plural(len(objectives), "objectif")
    else:
        title = f"{plural(len(modules), 'module')} et {plural(len(objectives), 'objectif')}"
    return french(title)


def _result(workshop: Workshop, sitting: Sitting) -> FreeResult:
    states = list(sitting.states.values())
    done, good = sum(map(answered, states)), sum(map(right, states))
    if done:
        sentence = (
            f"{plural(good, 'bonne réponse', 'bonnes réponses')} sur "
            f"{plural(done, 'question traitée', 'questions traitées')}."
        )
    else:
        sentence = "Vous n'avez répondu à aucune question de ce tirage."
    lines = _lines(workshop, sitting)
    return FreeResult(
        sentence=french(sentence),
        left=french(_left(len(states) - done)),
        advice=french(_advice(lines)),
        lines=lines,
        missed=len(missed_items(sitting)),
    )


def _left(count: int) -> str:
    if not count:
        return ""
    if count == 1:
        return "1 question n'a pas été traitée : elle ne compte pas comme fausse."
    return f"{count} questions n'ont pas été traitées : elles ne comptent pas comme fausses."


def _advice(lines: Sequence[FreeLine]) -> str:
    met = [line for line in lines if line.state != "none"]
    mastered = sum(1 for line in met if line.state == "done")
    if not met:
        return ""
    if mastered == len(met):
        if mastered == 1:
            return "L'objectif abordé est acquis."
        return f"Les {mastered} objectifs abordés sont acquis."
    read = "la leçon à relire est indiquée"
    if len(met) == 1:
        return f"L'objectif abordé n'est pas encore acquis : {read}."
    if not mastered:
        return f"Aucun des {len(met)} objectifs abordés n'est encore acquis : pour chacun, {read}."
    others = len(met) - mastered
    told = plural(mastered, "objectif acquis", "objectifs acquis")
    rest = "l'autre" if others == 1 else f"les {others} autres"
    return f"{told} sur {len(met)} abordés. Pour {rest}, {read}."


def _lines(workshop: Workshop, sitting: Sitting) -> tuple[FreeLine, ...]:
    met: dict[str, list[ItemState]] = {}
    for item in sitting.items:
        met.setdefault(item.objective, []).append(sitting.states[item.id])
    lines = []
    for module in workshop.course.modules.values():
        for objective, text in module.objectives.items():
            if objective not in met:
                continue
            level, result, note = _told(met[objective])
            read = (
                ("", "") if level in ("done", "none") else what_to_read(workshop, module, objective)
            )
            lines.append(
                FreeLine(
                    french(text), french(module.title), level, _LEVELS[level], result, note, *read
                )
            )
    return tuple(lines)


def _told(states: Sequence[ItemState]) -> tuple[str, str, str]:
    """Tell the result on one objective: level, « 3 sur 4 », and a note."""
    done = [state for state in states if answered(state)]
    good = [state for state in done if right(state)]
    late = sum(1 for state in good if len(state.results) > 1)
    left = len(states) - len(done)
    notes = []
    if late:
        notes.append(f"dont {late} au second essai")
    if left:
        notes.append(plural(left, "question non traitée", "questions non traitées"))
    if not done:
        level = "none"
    elif not good:
        level = "wrong"
    else:
        level = "done" if len(good) == len(done) and not late else "partial"
    result = f"{len(good)} sur {len(done)}" if done else ""
    return level, result, french(", ".join(notes))
