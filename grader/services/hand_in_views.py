"""What a trainer sees of hand-ins: one line each, and the copies that wait for their note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.exercises.choice import Graded
from grader.exercises.model import NEEDS_REVIEW, Exercise
from grader.progress.hand_ins import FAILED, GRADED, QUEUED, ZERO, HandIn
from grader.services.dates import day_and_time
from grader.services.hand_in_rules import LATE, counting, is_late
from grader.services.responses import outcome_from_dict, points_label, points_so_far
from grader.services.reviews import waits_for_a_person
from grader.services.workshop import Workshop
from grader.typography import french, plural
from grader.wire import QueueLine, QueueView, SubmissionLine

_STATES = {QUEUED: "À noter", GRADED: "Noté", FAILED: "Non noté"}
#: Copies of the queue that are shown one by one.
_MOST_SHOWN = 20


def by_copy(hand_ins: Sequence[HandIn]) -> list[list[HandIn]]:
    """Group hand-ins by learner and module: the newest copy first, and newest first in each.

    Args:
        hand_ins: newest first.
    """
    groups: dict[tuple[str, str], list[HandIn]] = {}
    for hand_in in hand_ins:
        groups.setdefault((hand_in.learner_id, hand_in.module), []).append(hand_in)
    return list(groups.values())


def submission_line(
    workshop: Workshop, hand_ins: Sequence[HandIn], unread: Mapping[tuple[str, str], int]
) -> SubmissionLine:
    """Tell one learner's hand-ins of a module; what nobody has read yet is no zero and no note.

    Args:
        workshop: stores and course.
        hand_ins: all of them, newest first.
        unread: answers that wait for a person, by learner and module.
    """
    newest = hand_ins[0]
    module = workshop.course.modules.get(newest.module)
    counted = counting(module, hand_ins)
    return SubmissionLine(
        pseudonym=newest.pseudonym,
        module=_title(workshop, newest.module),
        handed_in=french(_when(workshop, newest)),
        state_label=french(_state(workshop, newest, counted, unread)),
        grade_label=_grade(counted) if counted else "",
        zeros=_zeros(workshop, counted) if counted else (),
    )


def queue_view(workshop: Workshop, newest: Sequence[HandIn]) -> QueueView:
    """Tell which copies wait for their note, which are in hand, and how many cannot be graded.

    Args:
        workshop: stores and course.
        newest: the newest hand-in of every learner and module, newest first.
    """
    waiting = [h for h in reversed(newest) if h.state == QUEUED]
    in_hand = [h for h in waiting if h.begun_at is not None]
    failed = sum(1 for h in newest if h.state == FAILED)
    sentence = ""
    if waiting:
        verb = "attend sa" if len(waiting) == 1 else "attendent leur"
        sentence = f"{plural(len(waiting), 'copie')} {verb} note"
        sentence += f", dont {len(in_hand)} en cours de notation." if in_hand else "."
    if len(waiting) > _MOST_SHOWN:
        sentence += f" Les {_MOST_SHOWN} premières sont affichées."
    if failed:
        noun = "copie n'a pas pu être notée" if failed == 1 else "copies n'ont pas pu être notées"
        sentence = f"{sentence} {failed} {noun} : la raison est dans le tableau des rendus."
    waiting.sort(key=lambda h: h.begun_at is None)
    return QueueView(
        sentence=french(sentence.strip()),
        moving=bool(waiting),
        copies=tuple(
            QueueLine(
                pseudonym=h.pseudonym,
                module=_title(workshop, h.module),
                handed_in=french(_when(workshop, h)),
                state_label=french(
                    f"En cours de notation depuis le {day_and_time(h.begun_at)}"
                    if h.begun_at
                    else "En attente"
                ),
            )
            for h in waiting[:_MOST_SHOWN]
        ),
    )


def _state(
    workshop: Workshop,
    newest: HandIn,
    counted: HandIn | None,
    unread: Mapping[tuple[str, str], int],
) -> str:
    state = _STATES[newest.state] + (f" : {newest.reason}" if newest.reason else "")
    if newest.state == GRADED and waits_for_a_person(newest):
        count = unread.get((newest.learner_id, newest.module), 0)
        state = "Noté en partie"
        state += f" : {plural(count, 'réponse')} à lire" if count else " : réponse à lire"
    if counted is None or counted.id == newest.id:
        return state
    end = "" if state.endswith(".") else "."
    return f"{state}{end} La meilleure note est celle du {_when(workshop, counted)}."


def _grade(counted: HandIn) -> str:
    if waits_for_a_person(counted):
        return points_so_far([outcome_from_dict(raw) for raw in counted.outcomes.values()])
    return points_label(counted.points or 0.0, counted.max_points or 0.0)


def _zeros(workshop: Workshop, counted: HandIn) -> tuple[tuple[str, str], ...]:
    """Give why exercises earned nothing; an answer to be read is no zero yet."""
    module = workshop.course.modules.get(counted.module)
    graded: dict[str, Exercise | Graded] = {**module.exercises, **module.graded} if module else {}
    return tuple(
        (french(graded[exercise_id].title), french(raw[ZERO]))
        for exercise_id, raw in counted.outcomes.items()
        if exercise_id in graded and raw.get(ZERO) and raw["status"] != NEEDS_REVIEW
    )


def _when(workshop: Workshop, hand_in: HandIn) -> str:
    when = day_and_time(hand_in.handed_in_at)
    late = is_late(workshop.course.modules.get(hand_in.module), hand_in.handed_in_at)
    return f"{when}, {LATE}" if late else when


def _title(workshop: Workshop, slug: str) -> str:
    module = workshop.course.modules.get(slug)
    return french(module.title if module else slug)
