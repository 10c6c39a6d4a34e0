"""Bringing a person's marks into the copies handed in, so that the gradebook says the same.

It is done at the beginning of every grading, from the events alone: whatever was interrupted
between a review and the copy is mended by the next run.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from grader.content.copies import SENT, read_copy
from grader.content.model import Course
from grader.errors import OuvroirError
from grader.exercises.model import Event, Response
from grader.gradebook.course_folder import CourseFolder
from grader.gradebook.submissions import finish_hand_ins, handed_in_at, list_copies, replace_copy
from grader.progress.database import Database
from grader.progress.reviews import Reviews
from grader.quiz.attempts import REVIEW
from grader.services.responses import as_event
from grader.services.reviews import graded_by, marked_items
from grader.services.written_answers import written_answers


def bring_reviews(
    folder: CourseFolder,
    course: Course,
    database: Database,
    module: str | None = None,
    learner: str | None = None,
) -> int:
    """Add to each copy what a person marked of it since.

    An answer may be rewritten until it is marked, and what was marked is what was read: with
    the review come the learner's last words on that question, and nothing else that she did
    since she handed in.

    Args:
        folder: where copies are.
        course: the installed course.
        database: where the events are.
        module: only this module.
        learner: only this learner.

    Returns:
        How many copies changed.
    """
    reviews = Reviews(database)
    marked = reviews.learners(REVIEW)
    if not marked:
        return 0
    # A copy that a kill left beside its place would else take the place of the one written here.
    finish_hand_ins(folder)
    known = marked_items(course)
    changed = 0
    for copy in list_copies(folder, module, learner):
        if copy.learner not in marked:
            continue
        news: dict[str, tuple[Event, ...]] = {}
        keys = [key for key, (found, _) in known.items() if found.slug == copy.module]
        for history in reviews.histories(keys, copy.learner):
            owner, item = known[history.key]
            if graded_by(owner, item) is None:
                continue
            last = max((n for n, e in enumerate(history.events) if e.kind == REVIEW), default=-1)
            news[item.id] = tuple(as_event(e) for e in history.events[: last + 1])
        changed += _bring(folder, course, copy.module, copy.learner, news)
    return changed


def _bring(
    folder: CourseFolder,
    course: Course,
    module: str,
    learner: str,
    news: Mapping[str, Sequence[Event]],
) -> bool:
    """Rewrite one copy, if anything in it is to change."""
    place = folder.submitted(module, learner)
    moment = handed_in_at(place)
    try:
        copy = read_copy(place)
    except OuvroirError:
        # It is told when it is graded.
        return False
    responses = dict(copy.responses)
    for exercise_id in copy.responses:
        exercise = course.modules[module].exercises.get(exercise_id)
        for item in exercise.items if exercise else ():
            responses[exercise_id] = _with(responses[exercise_id], item.id, news.get(item.id, ()))
    if responses == copy.responses or moment is None:
        return False
    return replace_copy(
        folder,
        module,
        learner,
        responses,
        with_files=copy.files == SENT,
        moment=moment,
        written=written_answers(course.modules[module], responses),
    )


def _with(response: Response, item_id: str, told: Sequence[Event]) -> Response:
    """Add the events of one question that the copy has not; none when it tells another story."""
    known = [_same(e) for e in response.events if e.data.get("item") == item_id]
    if [_same(e) for e in told[: len(known)]] != known:
        return response
    return dataclasses.replace(response, events=(*response.events, *told[len(known) :]))


def _same(event: Event) -> tuple[str, dict[str, object]]:
    return event.kind, dict(event.data)
