"""« Rendre mon travail » : what is sent, and what came back."""

from __future__ import annotations

import dataclasses

from grader.content.model import BEST, Module
from grader.errors import NotFoundError, RefusedError
from grader.exercises.choice import Graded
from grader.exercises.model import PUBLISH, Drop, Exercise, Response
from grader.exercises.present import dropped, present_file, unreadable, verdict_of
from grader.exercises.publish import lightened
from grader.gradebook.submissions import erase_copies, handed_in_at, place_copy, withdraw_copy
from grader.progress.database import now
from grader.progress.hand_ins import FAILED, GRADED, QUEUED, HandIn
from grader.services.dates import day_and_time
from grader.services.hand_in_rules import LATE, counting, is_late, rule_told
from grader.services.lessons import exercise_address
from grader.services.responses import (
    event_ids,
    gather,
    outcome_from_dict,
    outcome_view,
    points_label,
)
from grader.services.reviews import changed_since, waits_for_a_person
from grader.services.workshop import Workshop
from grader.services.written_answers import written_answers
from grader.typography import french
from grader.wire import ExerciseLine, HandInView


def hand_in(workshop: Workshop, learner_id: str, module: Module, *, send_files: bool) -> None:
    """Write a learner's copy of a module where grading takes it, then record it.

    Args:
        workshop: stores and course.
        learner_id: whose copy.
        module: which module.
        send_files: her decision; else only verdicts and counts go.

    Raises:
        NotFoundError: the learner was erased meanwhile; nothing of the copy is left.
        RefusedError: the best note counts, and the copy before has none yet.
    """
    moment = now()
    # Read first: an answer given from now on may be missing in the copy, and is told as such.
    last_event_id = workshop.events.last_id(learner_id, _all_event_ids(module))
    responses = {
        exercise.id: _what_is_sent(
            exercise, gather(workshop, learner_id, exercise, with_files=send_files).response
        )
        for exercise in module.exercises.values()
    }
    if workshop.learners.find(learner_id) is None:
        raise _erased()
    _keep_what_may_be_best(workshop, learner_id, module)
    place_copy(
        workshop.gradebook,
        module.slug,
        learner_id,
        responses,
        with_files=send_files,
        handed_in_at=moment,
        written=written_answers(module, responses),
    )
    try:
        workshop.hand_ins.add(learner_id, module.slug, moment, last_event_id, with_files=send_files)
    except Exception as error:
        # No copy stays that nothing records: its learner could neither see nor erase it.
        withdraw_copy(workshop.gradebook, module.slug, learner_id, moment)
        if workshop.learners.find(learner_id) is not None:
            raise
        # It may have been graded already.
        erase_copies(workshop.gradebook, learner_id)
        raise _erased() from error


def _keep_what_may_be_best(workshop: Workshop, learner_id: str, module: Module) -> None:
    """Refuse to replace a copy that has no note yet, where the best note counts.

    Raises:
        RefusedError: as said above; the learner may hand in once the note is there.
    """
    newest = workshop.hand_ins.newest(learner_id, module.slug)
    if module.hand_ins != BEST or newest is None or newest.state != QUEUED:
        return
    waiting = workshop.gradebook.submitted(module.slug, learner_id)
    if handed_in_at(waiting) == newest.handed_in_at:
        raise RefusedError(
            "hand-in-waiting",
            f"Votre travail rendu le {day_and_time(newest.handed_in_at)} attend encore sa note, "
            "qui peut être la meilleure.",
            "Il est conservé. Rendez de nouveau votre travail quand la note sera affichée.",
        )


def _erased() -> NotFoundError:
    return NotFoundError(
        "unknown-learner",
        "Votre parcours a été effacé : il n'y a plus rien à rendre.",
        "Revenez à l'accueil pour en commencer un autre.",
    )


def _what_is_sent(exercise: Exercise, response: Response) -> Response:
    """Keep the files that count, and only those: the present one, and her own first one.

    They are told from the verdicts alone. A file whose verdict is not known may count: it stays.
    So with records of the portal: the one that counts is sent, and no earlier one.
    """
    if exercise.kind == PUBLISH:
        return lightened(response)
    drops = dropped(response)
    if not drops:
        return dataclasses.replace(response, files={})
    unread = dataclasses.replace(response, files={})
    present, _, _ = present_file(exercise, unread, drops)
    counting = [present]
    if exercise.kind == "own_file":
        schema = Drop.of(present).schema
        for event in drops:
            if Drop.of(event).schema != schema:
                continue
            if not unreadable(verdict_of(exercise, unread, event)):
                counting.append(event)
                break
    hashes = {Drop.of(event).sha256 for event in counting}
    files = {sha: path for sha, path in response.files.items() if sha in hashes}
    return dataclasses.replace(response, files=files)


def hand_in_view(workshop: Workshop, learner_id: str, module: Module) -> HandInView:
    """Tell a learner where her hand-in stands, and which note counts."""
    ids = _all_event_ids(module)
    hand_ins = workshop.hand_ins.of(learner_id, module.slug)
    newest = next(iter(hand_ins), None)
    counted = counting(module, hand_ins)
    has_files = any(f.exercise_id in module.exercises for f in workshop.files.of(learner_id))
    waits = newest is not None and newest.state == GRADED and waits_for_a_person(newest)
    noted = counted is not None and not waits_for_a_person(counted)
    return HandInView(
        state="review" if waits else newest.state if newest else "none",
        sentence=french(_sentence(module, newest, counted)) if newest else "",
        grade_label=_label(counted) if counted and noted else "",
        exercises=_lines(workshop, module, counted) if counted else (),
        changed_since=newest is not None and changed_since(workshop, newest, ids),
        has_files=has_files,
        rule=french(rule_told(module, now())),
    )


def _lines(workshop: Workshop, module: Module, counted: HandIn) -> tuple[ExerciseLine, ...]:
    # A note given before a choice was made of its exercises names each of them.
    known: dict[str, Exercise | Graded] = {**module.exercises, **module.graded}
    places = {e: x.exercises[0].id for e, x in module.graded.items()}
    return tuple(
        ExerciseLine(
            title=french(known[name].title),
            url=exercise_address(workshop, module, places.get(name, name)),
            outcome=outcome_view(outcome_from_dict(raw)),
        )
        for name, raw in counted.outcomes.items()
        if name in known
    )


def _label(hand_in: HandIn) -> str:
    return points_label(hand_in.points or 0.0, hand_in.max_points or 0.0)


def _sentence(module: Module, newest: HandIn, counted: HandIn | None) -> str:
    """Tell where the last hand-in stands, then which note counts if that is another one."""
    when = _when(module, newest)
    kept = ""
    if counted is not None and counted.id != newest.id:
        kept = f" Votre note reste celle du travail rendu le {_when(module, counted)}."
    if newest.state == QUEUED:
        return f"Travail rendu le {when}. La note arrive ; elle s'affichera ici.{kept}"
    if newest.state == GRADED and waits_for_a_person(newest):
        return (
            f"Travail rendu le {when}. Une personne doit encore lire vos réponses rédigées : "
            f"leurs points viendront après, et votre note s'affichera ici.{kept}"
        )
    if newest.state == FAILED:
        return f"Travail rendu le {when}. Il n'a pas pu être noté : {newest.reason}{kept}"
    if kept:
        return (
            f"Travail rendu le {when}, noté {_label(newest)}.{kept} C'est votre meilleure note : "
            "elle compte."
        )
    return f"Travail rendu le {when}, noté dans le carnet de notes."


def _when(module: Module, hand_in: HandIn) -> str:
    when = day_and_time(hand_in.handed_in_at)
    return f"{when}, {LATE}" if is_late(module, hand_in.handed_in_at) else when


def _all_event_ids(module: Module) -> list[str]:
    return [name for exercise in module.exercises.values() for name in event_ids(exercise)]
