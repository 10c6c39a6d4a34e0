"""Cases: the steps that a learner may see, and no other."""

from __future__ import annotations

import dataclasses

from grader.content.prose import block_html
from grader.exercises.case import STEPS, closed, step_states, steps_open
from grader.exercises.model import Exercise
from grader.quiz.attempts import SKIP, ItemState
from grader.quiz.model import Item
from grader.services.choices import shown_outcome
from grader.services.question_views import question_shown
from grader.services.responses import gather
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import CaseStepView, CaseView, QuestionView

_RULE = "Une étape passée ou validée ne se reprend pas : la suite peut en donner la réponse."
_PASSED = "Étape passée : la réponse attendue est donnée ici."


def case_view(workshop: Workshop, learner_id: str, case: Exercise) -> CaseView:
    """Give the public view of a case for a learner: nothing of the steps to come."""
    work = gather(workshop, learner_id, case)
    states = step_states(case, work.response)
    seen = steps_open(states)
    passed = {e.data.get("item") for e in work.response.events if e.kind == SKIP}
    steps = zip(case.settings[STEPS], case.items, states, strict=True)
    return CaseView(
        id=case.id,
        title=french(case.title),
        statement_html=block_html(case.statement),
        steps=tuple(
            CaseStepView(
                text_html=block_html(text) if text else "",
                question=_question(workshop, learner_id, item, state, passed=item.id in passed),
            )
            for text, item, state in list(steps)[:seen]
        ),
        total=len(states),
        current=next((p for p, s in enumerate(states) if not closed(s)), len(states)),
        outcome=shown_outcome(workshop, learner_id, case, work),
    )


def _question(
    workshop: Workshop, learner_id: str, item: Item, state: ItemState, *, passed: bool
) -> QuestionView:
    view = question_shown(workshop, learner_id, item, state, graded=True)
    if not closed(state):
        return dataclasses.replace(view, rule=french(f"{view.rule} {_RULE}"))
    told = passed and not state.results and not state.revealed
    return dataclasses.replace(view, result=french(_PASSED)) if told else view
