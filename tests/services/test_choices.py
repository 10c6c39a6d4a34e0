"""A choice on the pages: what counts, what is told, and a second try that lowers nothing."""

from __future__ import annotations

from grader.services.lessons import finish_lesson, lesson_view
from grader.services.modules import module_view
from grader.settings import DEFAULT_ROOT
from tests.services.doing import drop

SERVICES = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert" / "services"
LESSON = "preparer/le-fichier-de-votre-service"


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def told(workshop, learner):
    view = module_view(workshop, learner, "preparer")
    found = {}
    for line in (*view.exercises, *view.other_exercises):
        outcome = line.outcome
        found[plain(line.title)] = (
            outcome.label,
            plain(outcome.points_label),
            plain(outcome.note),
        )
    return view, found


def test_her_own_service_counts_for_the_choice_and_a_second_one_lowers_nothing(workshop, ana):
    view, before = told(workshop, ana)
    assert [(plain(one.rule), one.made) for one in view.choices] == [
        ("Le fichier de votre service : choisissez au moins un service : le meilleur compte.", "")
    ]
    most = workshop.course.modules["preparer"].max_points
    assert plain(view.points_label) == f"0 point sur {most:g}"
    assert before["Données : le catalogue"] == ("Au choix", "0 point sur 5", "")

    content = (SERVICES / "catalogue.csv").read_bytes()
    assert drop(workshop, ana, "preparer/service-donnees", content)
    view, after = told(workshop, ana)
    assert plain(view.points_label) == f"5 points sur {most:g}"
    assert after["Données : le catalogue"] == ("Réussi", "5 points sur 5", "Retenu pour vos points")
    chosen = (
        "Vous avez choisi « Données : le catalogue ». En faire un autre ne retire jamais de point."
    )
    assert after["Urbanisme : la base adresse"] == ("Facultatif", "", chosen)
    assert plain(view.choices[0].made).startswith("Votre choix est fait : « Données : le cata")
    cards = lesson_view(workshop, ana, LESSON).exercises
    assert cards["preparer/service-urbanisme"].outcome.label == "Facultatif"
    assert plain(cards["preparer/service-urbanisme"].outcome.note) == chosen
    assert cards["preparer/service-donnees"].outcome.note == "Retenu pour vos points"

    given = (SERVICES / "adresses-export.csv").read_bytes()
    assert drop(workshop, ana, "preparer/service-urbanisme", given)
    view, last = told(workshop, ana)
    assert plain(view.points_label) == f"5 points sur {most:g}"
    assert last["Urbanisme : la base adresse"][0] == "À reprendre"
    kept = "« Données : le catalogue » est retenu pour vos points"
    assert last["Urbanisme : la base adresse"][2] == kept
    module = workshop.course.modules["preparer"]
    shown = {part.ref for part in workshop.course.lesson(LESSON).parts}
    most = sum(g.points for g in module.graded.values() if g.exercises[0].id in shown)
    assert plain(finish_lesson(workshop, ana, LESSON).points_label) == f"5 points sur {most:g}"
