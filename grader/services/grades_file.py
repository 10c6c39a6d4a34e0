"""The grades that a trainer takes away: those that count by each module's rule."""

from __future__ import annotations

import dataclasses

from grader.content.build import ensure_built
from grader.content.model import BEST, Course, Module
from grader.exercises.model import NEEDS_REVIEW
from grader.gradebook.export_csv import export_csv
from grader.gradebook.results import GRADED, TO_REVIEW, GradeRow, grades
from grader.progress.database import Database
from grader.progress.hand_ins import ZERO, HandIn, HandIns
from grader.progress.learners import Learners
from grader.progress.sessions.members import PRESENT, Members
from grader.progress.sessions.sessions import TrainingSessions
from grader.services.hand_in_rules import counting, is_late
from grader.services.reviews import waits_for_a_person
from grader.settings import Settings


def grades_csv(
    settings: Settings, module: str | None = None, *, spreadsheet: bool = False, session: str = ""
) -> str:
    """Write the grades as CSV, learners named by their pseudonyms.

    Those of a session are the hand-ins of who joined it, under the names chosen there.

    Args:
        settings: where things are.
        module: only this module.
        spreadsheet: write for a French spreadsheet.
        session: id of a session; "" for everybody.

    Raises:
        NotFoundError: no such module, or no such session.
    """
    course = ensure_built(settings)
    database = Database(settings)
    try:
        pseudonyms = _in_session(database, session) if session else Learners(database).pseudonyms()
        rows = counting_rows(settings, course, HandIns(database), module)
    finally:
        database.close()
    if session:
        rows = [row for row in rows if row.learner in pseudonyms]
    rows = [
        dataclasses.replace(row, learner=pseudonyms.get(row.learner, row.learner)) for row in rows
    ]
    titles = {
        one.id: one.title
        for slug, found in course.modules.items()
        if module in (None, slug)
        for one in found.graded.values()
    }
    return export_csv(rows, titles, spreadsheet=spreadsheet)


def _in_session(database: Database, session_id: str) -> dict[str, str]:
    TrainingSessions(database).get(session_id)
    members = Members(database).of_session(session_id)
    return {one.learner_id: one.pseudonym for one in members if one.kind == PRESENT}


def counting_rows(
    settings: Settings, course: Course, hand_ins: HandIns, module: str | None = None
) -> list[GradeRow]:
    """Read the grades that count: the gradebook's, or those of an earlier and better copy.

    nbgrader keeps one copy of a module by learner, the last; the notes of the others are kept
    with the hand-ins.

    Args:
        settings: where things are.
        course: the installed course.
        hand_ins: where they are kept.
        module: only this module.

    Raises:
        NotFoundError: no such module.
    """
    rows = []
    for newest in grades(settings, course, module):
        found = course.modules[newest.module]
        known = hand_ins.of(newest.learner, newest.module) if found.hand_ins == BEST else []
        counted = counting(found, known)
        row = newest if counted is None or counted.id == known[0].id else _row(found, counted)
        late = row.handed_in_at is not None and is_late(found, row.handed_in_at)
        rows.append(dataclasses.replace(row, late=late))
    return rows


def _row(module: Module, hand_in: HandIn) -> GradeRow:
    """Give an earlier hand-in the form of a line of the gradebook."""
    waits = waits_for_a_person(hand_in)
    read = {e: raw for e, raw in hand_in.outcomes.items() if raw["status"] != NEEDS_REVIEW}
    return GradeRow(
        learner=hand_in.learner_id,
        module=module.slug,
        points={e: float(raw["points"]) for e, raw in read.items()},
        total=None if waits else hand_in.points,
        maximum=hand_in.max_points or module.max_points,
        handed_in_at=hand_in.handed_in_at,
        state=TO_REVIEW if waits else GRADED,
        graded_at=hand_in.graded_at,
        reasons={e: raw[ZERO] for e, raw in read.items() if raw.get(ZERO)},
    )
