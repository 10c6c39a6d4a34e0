"""Dialogues: the view of where a conversation stands, a reply, and a conversation begun anew."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from typing import Any

from grader.content.prose import block_html, inline_html
from grader.errors import RefusedError
from grader.exercises.dialogue import MAP, REPLY, RESTART, SOURCE, Play, plays
from grader.exercises.dialogue_map import (
    CLOSED,
    CONVINCED,
    ENDS,
    FAIR,
    FALSE,
    HALF,
    TONES,
    TRUE,
    TRUTHS,
    UNSURE,
    DialogueMap,
    Reply,
    Turn,
)
from grader.exercises.model import DIALOGUE, Exercise
from grader.progress.learners import Learner
from grader.quiz.attempts import WEIGHTS
from grader.quiz.draw import drawn_order
from grader.services.choices import shown_outcome
from grader.services.finding import find_of_kind
from grader.services.requests import Request, text
from grader.services.responses import gather
from grader.services.turns import in_turn
from grader.services.workshop import Workshop, seed_of
from grader.typography import french, plural
from grader.wire import DialogueLine, DialogueTurn, DialogueVerdict, DialogueView

_RULE = (
    "Chaque réplique se juge sur son ton et sur sa vérité : il faut les deux. La première "
    "conversation compte en entier, la deuxième pour moitié ; la meilleure reste."
)
_TRUTH_KINDS: Mapping[str, str] = {TRUE: "good", HALF: "partial", FALSE: "wrong"}
_END_KINDS: Mapping[str, str] = {CONVINCED: "good", UNSURE: "partial", CLOSED: "wrong"}


@in_turn
def reply(workshop: Workshop, learner_id: str, exercise: Exercise, turn: str, letter: str) -> None:
    """Record a reply: it is on disk when this returns.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the dialogue.
        turn: id of the turn that she replies to.
        letter: of the reply, as her page shows it.

    Raises:
        RefusedError: this turn is not the one that waits for a reply, or has no such reply.
    """
    now = _now(workshop, learner_id, exercise)
    if now.turn is None or now.turn.id != turn:
        # Another tab was sooner, or the dialogue was changed meanwhile.
        raise RefusedError(
            "other-turn",
            french("La conversation n'en est plus là."),
            french("Rechargez la page : elle reprend où vous en êtes. Vos réponses sont gardées."),
        )
    shown = dict(_drawn(learner_id, exercise, now.turn))
    if letter not in shown:
        raise RefusedError(
            "unknown-reply",
            french("Cette réplique n'est pas proposée."),
            french("Rechargez la page, puis choisissez une des répliques."),
        )
    data = {"turn": turn, "reply": shown[letter].letter}
    workshop.events.append(learner_id, exercise.id, REPLY, data)


@in_turn
def replay(workshop: Workshop, learner_id: str, exercise: Exercise) -> None:
    """Begin another conversation.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the dialogue.

    Raises:
        RefusedError: this one is not finished.
    """
    if not _now(workshop, learner_id, exercise).end:
        raise RefusedError(
            "dialogue-unfinished",
            french("Cette conversation n'est pas finie."),
            french("Menez-la à son terme : vous pourrez la rejouer ensuite."),
        )
    workshop.events.append(learner_id, exercise.id, RESTART, {})


def _now(workshop: Workshop, learner_id: str, exercise: Exercise) -> Play:
    found, _ = plays(exercise, gather(workshop, learner_id, exercise).response.events)
    return found[-1]


def _drawn(learner_id: str, exercise: Exercise, turn: Turn) -> list[tuple[str, Reply]]:
    """Give the replies in the order drawn for her, under letters that tell nothing."""
    by_letter = {one.letter: one for one in turn.replies}
    order = drawn_order(by_letter, seed_of(learner_id), f"{exercise.id}:{turn.id}")
    drawn = (by_letter[name] for name in order)
    return list(zip(string.ascii_lowercase, drawn, strict=False))


def dialogue_view(workshop: Workshop, learner_id: str, exercise: Exercise) -> DialogueView:
    """Give the public view of a dialogue for a learner.

    Args:
        workshop: stores and course.
        learner_id: whose.
        exercise: the dialogue.
    """
    work = gather(workshop, learner_id, exercise)
    response = work.response
    found, _ = plays(exercise, response.events)
    now = found[-1]
    told: DialogueMap = exercise.settings[MAP]
    return DialogueView(
        id=exercise.id,
        kind=exercise.kind,
        title=french(exercise.title),
        statement_html=block_html(exercise.statement),
        rule=french(_RULE),
        outcome=shown_outcome(workshop, learner_id, exercise, work),
        who=french(told.who),
        number=len(found),
        counts=len(found) <= len(WEIGHTS) and not response.solution_seen,
        lines=tuple(_line(turn, one) for turn, one in now.steps),
        turn=_turn(learner_id, exercise, now.turn) if now.turn else None,
        verdict=_verdict(workshop, exercise, now) if now.end else None,
        hints_html=tuple(inline_html(one) for one in exercise.hints[: response.hints_opened]),
        hints_total=len(exercise.hints),
        solution_html=_solution(exercise, told) if response.solution_seen else "",
    )


def _turn(learner_id: str, exercise: Exercise, turn: Turn) -> DialogueTurn:
    drawn = _drawn(learner_id, exercise, turn)
    return DialogueTurn(
        id=turn.id,
        says_html=inline_html(turn.says),
        replies=tuple((letter, inline_html(one.text)) for letter, one in drawn),
    )


def _line(turn: Turn, one: Reply) -> DialogueLine:
    return DialogueLine(
        says_html=inline_html(turn.says),
        reply_html=inline_html(one.text),
        tone=french(TONES[one.tone]),
        tone_kind="good" if one.tone == FAIR else "wrong",
        truth=french(TRUTHS[one.truth]),
        truth_kind=_TRUTH_KINDS[one.truth],
        feedback_html=inline_html(one.feedback),
    )


def _verdict(workshop: Workshop, exercise: Exercise, play: Play) -> DialogueVerdict:
    told: DialogueMap = exercise.settings[MAP]
    source = workshop.course.sources.get(exercise.settings[SOURCE])
    total = len(play.steps)
    return DialogueVerdict(
        label=french(ENDS[play.end]),
        kind=_END_KINDS[play.end],
        sentence_html=inline_html(told.ends[play.end]),
        tone=french(f"{plural(play.fair, 'réplique')} sur {total}"),
        truth=french(f"{plural(play.true, 'réplique')} sur {total}"),
        source=french(source.reference) if source else "",
        source_url=source.address if source else "",
    )


def _solution(exercise: Exercise, told: DialogueMap) -> str:
    """Write the shortest conversation that earns everything, then what the author adds."""
    said = []
    for turn, one in told.best():
        said += [f"**{told.who}.** {turn.says}", f"**Vous.** {one.text}", one.feedback]
    return block_html("\n\n".join([*said, exercise.solution]))


def _reply(workshop: Workshop, me: Learner, request: Request) -> DialogueView:
    exercise = find_of_kind(workshop, text(request, "exercise"), DIALOGUE)
    reply(workshop, me.id, exercise, text(request, "turn"), text(request, "reply"))
    return dialogue_view(workshop, me.id, exercise)


def _replay(workshop: Workshop, me: Learner, request: Request) -> DialogueView:
    exercise = find_of_kind(workshop, text(request, "exercise"), DIALOGUE)
    replay(workshop, me.id, exercise)
    return dialogue_view(workshop, me.id, exercise)


#: Operations of dialogues, by name.
DIALOGUE_OPERATIONS: Mapping[str, Callable[[Workshop, Learner, Request], Any]] = {
    "dialogue_reply": _reply,
    "dialogue_replay": _replay,
}
