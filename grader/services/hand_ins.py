"""« Rendre mon travail » : what is sent, and what came back."""

from __future__ import annotations

import dataclasses

from grader.content.model import Module
from grader.errors import NotFoundError
from grader.exercises.model import Drop, Exercise, Response
from grader.exercises.present import dropped, present_file, unreadable, verdict_of
from grader.gradebook.submissions import erase_copies, place_copy, withdraw_copy
from grader.progress.database import now
from grader.progress.hand_ins import FAILED, GRADED, QUEUED, HandIn
from grader.services.dates import day_and_time
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
    place_copy(
        workshop.gradebook,
        module.slug,
        learner_id,
        responses,
        with_files=send_files,
        handed_in_at=moment,
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


def _erased() -> NotFoundError:
    return NotFoundError(
        "unknown-learner",
        "Votre parcours a été effacé : il n'y a plus rien à rendre.",
        "Revenez à l'accueil pour en commencer un autre.",
    )


def _what_is_sent(exercise: Exercise, response: Response) -> Response:
    """Keep the files that count, and only those: the present one, and her own first one.

    They are told from the verdicts alone. A file whose verdict is not known may count: it stays.
    """
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
    """Tell a learner where her hand-in stands."""
    ids = _all_event_ids(module)
    newest = workshop.hand_ins.newest(learner_id, module.slug)
    has_files = any(f.exercise_id in module.exercises for f in workshop.files.of(learner_id))
    graded = newest is not None and newest.state == GRADED
    waits = newest is not None and graded and waits_for_a_person(newest)
    return HandInView(
        state="review" if waits else newest.state if newest else "none",
        sentence=french(_sentence(newest)),
        grade_label=(
            points_label(newest.points or 0.0, newest.max_points or 0.0)
            if newest and graded and not waits
            else ""
        ),
        exercises=_lines(workshop, module, newest) if newest and graded else (),
        changed_since=newest is not None and changed_since(workshop, newest, ids),
        has_files=has_files,
    )


def _lines(workshop: Workshop, module: Module, newest: HandIn) -> tuple[ExerciseLine, ...]:
    return tuple(
        ExerciseLine(
            title=french(module.exercises[exercise_id].title),
            url=exercise_address(workshop, module, exercise_id),
            outcome=outcome_view(outcome_from_dict(raw)),
        )
        for exercise_id, raw in newest.outcomes.items()
        if exercise_id in module.exercises
    )


def _sentence(newest: HandIn | None) -> str:
    if newest is None:
        return (
            "Vous pouvez rendre votre travail à tout moment, puis le rendre encore : "
            "le dernier rendu compte."
        )
    when = day_and_time(newest.handed_in_at)
    if newest.state == QUEUED:
        return f"Travail rendu le {when}. La note arrive ; elle s'affichera ici."
    if newest.state == GRADED and waits_for_a_person(newest):
        return (
            f"Travail rendu le {when}. Une personne doit encore lire vos réponses rédigées : "
            "leurs points viendront après, et votre note s'affichera ici."
        )
    if newest.state == FAILED:
        return f"Travail rendu le {when}. Il n'a pas pu être noté : {newest.reason}"
    return f"Travail rendu le {when}, noté dans le carnet de notes."


def _all_event_ids(module: Module) -> list[str]:
    return [name for exercise in module.exercises.values() for name in event_ids(exercise)]
