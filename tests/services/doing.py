"""What a learner does on a file exercise, and what her page then says."""

from __future__ import annotations

from grader.errors import OuvroirError
from grader.services import file_exercises
from grader.services.reception import Reception
from grader.services.responses import gather, outcome_of
from grader.services.workshop import Workshop
from grader.settings import DEFAULT_ROOT, Settings

VILLAGE = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
DIRTY, CLEAN = VILLAGE / "deliberations-export.csv", VILLAGE / "deliberations.csv"
GRANTS = VILLAGE / "subventions-exemple.csv"
DELIBERATIONS, SUBVENTIONS = "scdl/deliberations@2.1.5", "scdl/subventions@2.1.1"
MEND, OWN = "preparer/deliberations-sales", "preparer/mon-fichier"


def open_workshop(data, built, **changes):
    return Workshop.open(Settings(data=data, build=built, workers=1, **changes))


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
