"""A small course with answers that a person reads, and what she and the learner do about them."""

from __future__ import annotations

from grader.services import modules, questions, reviews
from grader.services.hand_ins import hand_in
from grader.services.operations import perform
from grader.services.sessions.desk import whole_house
from grader.services.trainers import trainer_view
from grader.services.workshop import Workshop
from grader.settings import Settings
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX

MODULE, GRADED, FORMATIVE, EXERCISE = "essai", "es-q11", "es-r11", "essai/avis"
FIRST = "Le service des sports tient le fichier à jour chaque trimestre."
SECOND = "Le service des sports vérifie le fichier chaque mois, avec le schéma."
FULL, HALF = ["a=1", "b=1", "c=1"], ["a=1", "b=0.5", "c=0"]


def settings_of(root):
    return Settings(
        courses=QUIZ, sandbox=SMALL_SANDBOX, build=root / "build", data=root / "data", workers=1
    )


def open_reading(root) -> Workshop:
    return Workshop.open(settings_of(root))


def write(workshop, learner, text=FIRST, item=GRADED):
    questions.answer(workshop, learner, item, [text])


def waiting(workshop):
    return reviews.reviews_view(workshop, whole_house(workshop)).waiting


def mark(workshop, marks=None, comment=""):
    """Mark the oldest answer that waits."""
    desk = whole_house(workshop)
    return reviews.review(workshop, desk, waiting(workshop)[0].answer, marks or FULL, comment)


def hand(workshop, learner):
    hand_in(workshop, learner, workshop.course.modules[MODULE], send_files=False)


def question(workshop, learner, item=GRADED):
    return questions.question_view(workshop, learner, item)


def page(workshop, learner):
    return modules.module_view(workshop, learner, MODULE)


def ask(workshop, learner, operation, **request):
    return perform(workshop, workshop.learners.find(learner), operation, request)


def room(workshop):
    return trainer_view(workshop, whole_house(workshop))


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")
