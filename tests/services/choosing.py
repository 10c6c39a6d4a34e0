"""A course of a choice between two registers to judge, and a dictionary; and what is done there."""

from __future__ import annotations

import copy
import dataclasses
import json
import shutil

import yaml

from grader.exercises.rows import draws
from grader.services.operations import perform
from grader.services.responses import gather
from grader.services.workshop import Workshop
from grader.settings import Settings
from grader.wire import to_json
from tests.fixtures.course_paths import REAL_SANDBOX, ROWS

MODULE, LESSON = "essai", "essai/registre"
ONE, OTHER, DICTIONARY = "essai/registre-refuse", "essai/registre-bis", "essai/dictionnaire-salles"
CHOICE = "essai/registre"
BAD = {"somme", "effectif", "vide"}
#: The cells of a row that name it in the file: « B- » are those that the schema refuses.
RIGHT = {
    name: {"description": told, "type": kind, "unit": unit, "empty": empty, "example": example}
    for name, told, kind, unit, empty, example in (
        ("SALLE_CODE", "Code interne de la salle", "string", "", "non", "001"),
        ("SALLE_NOM", "Nom public de la salle", "string", "", "non", "Salle du Verger"),
        ("QUARTIER", "Quartier où se trouve la salle", "string", "", "non", "Le Bourg"),
        ("SURFACE", "Surface utile de la salle", "number", "m²", "non", "82.5"),
        ("CAPACITE", "Nombre de personnes admises", "integer", "personnes", "non", "60"),
        ("ACCESSIBLE", "Accès possible en fauteuil roulant", "boolean", "", "non", "oui"),
        ("TARIF_JOUR", "Prix d'une journée de location", "number", "euros", "non", "120.00"),
        ("CAUTION", "Somme rendue après la location", "integer", "euros", "oui", "300"),
        ("MISE_EN_SERVICE", "Date d'ouverture", "date", "AAAA-MM-JJ", "non", "1998-09-01"),
        ("REMARQUE", "Ce que le locataire gagne à savoir", "string", "", "oui", "Cuisine équipée"),
    )
}


def open_choosing(root) -> Workshop:
    """Open a workshop over that course, written in a folder."""
    courses = root / "courses"
    shutil.copytree(ROWS, courses)
    _offer(courses / "essai" / "exercises.yml")
    lesson = courses / "essai" / "registre.md"
    fence = "```{lignes} registre-refuse\n```\n"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace(fence, fence + fence.replace("refuse", "bis")), encoding="utf-8")
    return Workshop.open(
        Settings(
            courses=courses,
            sandbox=REAL_SANDBOX,
            build=root / "build",
            data=root / "data",
            workers=1,
        )
    )


def _offer(path) -> None:
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    one, written = declared["exercises"]
    one["choice"] = "registre"
    # Anchors of YAML would be refused: each exercise has rows of its own.
    other = copy.deepcopy({**one, "id": "registre-bis", "title": "Le registre bis"})
    rule = "Choisissez au moins un registre : le meilleur compte."
    told = {"choices": {"registre": {"title": "Un registre", "rule": rule}}}
    text = yaml.safe_dump(
        {**told, "exercises": [one, other, written]}, allow_unicode=True, sort_keys=False
    )
    path.write_text(text, encoding="utf-8")


def ask(workshop, learner, operation, exercise=ONE, **request):
    """Ask as a page of hers does."""
    me = workshop.learners.find(learner)
    return perform(workshop, me, operation, {"exercise": exercise, **request})


def as_text(view) -> str:
    return (
        json.dumps(to_json(view), ensure_ascii=False).replace("\u00a0", " ").replace("\u202f", " ")
    )


def show(workshop, learner, exercise=ONE):
    """Give an exercise as her lesson shows it."""
    view = perform(workshop, workshop.learners.find(learner), "lesson_view", {"lesson": LESSON})
    return {**view.rows, **view.dictionaries}[exercise]


def places(workshop, learner, exercise=ONE, *, right=True):
    """Give the places of the rows that the schema refuses in her present draw, or of the others."""
    found = workshop.course.exercise(exercise)
    response = gather(workshop, learner, found).response
    rows = draws(found, response.seed, response.events)[0][-1].rows
    return [place for place, row in enumerate(rows, start=1) if (row.id in BAD) == right]


def judge(workshop, learner, exercise=ONE, *, right=True, draw=1):
    ticked = places(workshop, learner, exercise, right=right)
    return ask(workshop, learner, "rows_answer", exercise, draw=draw, ticked=ticked)


def write(workshop, learner, **changes):
    """Have a dictionary checked: the right one, but for fields of SURFACE."""
    columns = {**RIGHT, "SURFACE": {**RIGHT["SURFACE"], **changes}}
    return ask(workshop, learner, "dictionary_check", DICTIONARY, columns=columns)


def with_services(workshop, services):
    """Give the same workshop, where exercises are about the files of some services."""
    course = dataclasses.replace(workshop.course, services=services)
    return dataclasses.replace(workshop, course=course)
