"""A learner who did all of a path, as its stores keep it, and was graded on each of its modules."""

from __future__ import annotations

from pathlib import Path

import yaml

from grader.content.path_model import EXERCISE, LESSON
from grader.progress.database import now
from grader.progress.profiles import LearnerProfile
from grader.services.attestations_standing import modules_on
from grader.services.paths import visit_id
from grader.services.profile import PROFILE
from tests.support.training_course import write_course

PATH, PATH_TITLE = "essai", "Ouvrir, puis publier"


def path_of(workshop, path_id):
    return next(path for path in workshop.course.paths if path.id == path_id)


def do_steps(workshop, learner, path, *, but=()):
    """Do each step of a path, save some, as pages record it."""
    for step in path.steps:
        if step.ref in but:
            continue
        if step.kind == LESSON:
            workshop.visits.finish(learner, step.ref)
        elif step.kind == EXERCISE:
            workshop.events.append(learner, step.ref, "answer", {})
        elif step.ref == PROFILE:
            workshop.profiles.put(learner, LearnerProfile(role="agent"))
        else:
            workshop.visits.finish(learner, visit_id(step.ref))


def grade(workshop, learner, module, points, most=100.0, outcomes=None):
    """Hand a module in, and grade it."""
    workshop.hand_ins.add(learner, module, now(), 0, with_files=False)
    workshop.hand_ins.put_grade(
        learner, module, points=points, max_points=most, outcomes=outcomes or {}
    )


def obtain(workshop, learner, path_id, points=92.0):
    """Do a whole path and be graded on it."""
    path = path_of(workshop, path_id)
    do_steps(workshop, learner, path)
    for module in modules_on(path):
        grade(workshop, learner, module, points)
    return path


def course_with_path(folder: Path) -> Path:
    """Write the small course of two modules, with a path of three lessons through both."""
    courses = write_course(folder)
    catalogue = courses / "catalogue.yml"
    declared = yaml.safe_load(catalogue.read_text(encoding="utf-8"))
    lessons = ("ouvrir/choisir", "ouvrir/garder", "publier/decrire")
    part = {"title": "Tout", "summary": "D'une traite.", "minutes": [15, 15]}
    declared["paths"] = [
        {
            "id": PATH,
            "door": "agent",
            "title": PATH_TITLE,
            "summary": "Un parcours pour les tests.",
            "minutes": [15, 15],
            "parts": [{**part, "steps": [{"lesson": one} for one in lessons]}],
        }
    ]
    catalogue.write_text(yaml.safe_dump(declared, allow_unicode=True), encoding="utf-8")
    return courses
