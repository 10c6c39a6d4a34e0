"""What a learner does on a file exercise, and what her page then says."""

from __future__ import annotations

from functools import cache

from grader.content.build import ensure_built
from grader.errors import OuvroirError
from grader.gradebook.course_folder import prepare
from grader.progress.database import Database
from grader.services import file_exercises
from grader.services.reception import Reception
from grader.services.responses import gather, outcome_of
from grader.services.workshop import Workshop
from grader.settings import DEFAULT_ROOT, Settings
from tests.fixtures.course_paths import FIXTURES

VILLAGE = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
DIRTY, CLEAN = VILLAGE / "deliberations-export.csv", VILLAGE / "deliberations.csv"
GRANTS = VILLAGE / "subventions-exemple.csv"
DELIBERATIONS, SUBVENTIONS = "scdl/deliberations@2.1.5", "scdl/subventions@2.1.1"
MEND, OWN = "preparer/deliberations-sales", "preparer/mon-fichier"


def open_workshop(data, built, **changes):
    """Open a workshop as ``Workshop.open`` does; the repository's own courses are read once."""
    settings = Settings(data=data, build=built, workers=1, **changes)
    if settings.courses != Settings.courses and not settings.courses.is_relative_to(FIXTURES):
        return Workshop.open(settings)
    course = _built(settings.courses, settings.sandbox, settings.private_bank, built)
    return Workshop.over(settings, course, prepare(settings, course), Database(settings))


@cache
def _built(courses, sandbox, bank, build):
    """Courses that no test edits, and what is derived from them in one folder."""
    return ensure_built(Settings(courses=courses, sandbox=sandbox, private_bank=bank, build=build))


def drop(workshop, learner, exercise_id, content, schema="", name="export.csv"):
    reception = Reception(
        workshop, learner, exercise_id, name=name, schema=schema, announced=len(content)
    )
    reception.write(content)
    sha256 = reception.keep()
    exercise = workshop.course.exercise(exercise_id)
    try:
        file_exercises.check(workshop, learner, exercise, sha256)
    except OuvroirError:
        return None
    return sha256


def points(workshop, learner, exercise_id):
    exercise = workshop.course.exercise(exercise_id)
    return outcome_of(workshop, learner, exercise, gather(workshop, learner, exercise)).points


def view(workshop, learner, exercise_id):
    return file_exercises.exercise_view(workshop, learner, workshop.course.exercise(exercise_id))
