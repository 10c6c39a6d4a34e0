"""On the real course: stock nbgrader, ``ouvroir grade`` and ``assess`` give the same points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.content.build import ensure_built
from grader.content.check_cases import case_response
from grader.content.model import Case
from grader.exercises.assess import assess
from grader.exercises.mock import drop, drop_verdict, make_response
from grader.exercises.model import Response
from grader.gradebook.course_folder import prepare
from grader.gradebook.model import GradedCopy
from grader.gradebook.submissions import place_copy
from grader.settings import Settings
from grader.validation.model import Verdict
from tests.exercises.books import book, replaced, rows_of
from tests.gradebook.conftest import WHEN, Place
from tests.gradebook.stock import StockGrades, run_ours, run_stock

MODULE = "preparer"
CASE = f"{MODULE}/liste-de-subventions"
QUIZ, MEND, OWN = f"{MODULE}/quiz", f"{MODULE}/deliberations-sales", f"{MODULE}/mon-fichier"
SERVICE = f"{MODULE}/service"
SUBVENTIONS = "scdl/subventions@2.1.1"
#: The workshops and the files of services, and what each is worth to somebody who did not look.
WORKSHOPS = {
    f"{MODULE}/{name}": mistake
    for name, mistake in {
        "atelier-dates": "confirme-sans-regarder",
        "atelier-nombres": "confirme-sans-regarder",
        "atelier-reponses": "croix-prise-pour-oui",
        "atelier-identifiants": "siret-vides",
        "atelier-structure": "ligne-decalee-supprimee",
        "atelier-encodages": "accents-devines",
        "atelier-coordonnees": "point-au-large",
        "service-finances": "siret-effaces",
        "service-etat-civil": "annees-1905",
        "service-cantine": "allergenes-effaces",
        "service-mobilite": "points-inverses",
        "service-technique": "siret-tire-vers-le-bas",
        "service-donnees": "un-seul-fichier",
        "service-urbanisme": "tout-a-l-entree",
    }.items()
}
#: Exercises without a file, and what is worth nothing there.
FILELESS = {
    f"{MODULE}/{name}": mistake
    for name, mistake in {
        "lignes-deliberations": "tout-cocher",
        "lignes-subventions": "tout-cocher",
        "lignes-menus": "tout-cocher",
        "dictionnaire-salles": "noms-recopies",
    }.items()
}
#: copy to the author's case that it takes for each exercise
CASES = {
    "complete": {
        CASE: "solution",
        QUIZ: "solution",
        MEND: "solution",
        OWN: "fichier-valide",
        **dict.fromkeys([*WORKSHOPS, *FILELESS], "solution"),
    },
    # Her own service, and a second file that she left half-way.
    "classeur": {
        QUIZ: "solution",
        f"{MODULE}/service-cantine": "solution",
        f"{MODULE}/service-donnees": "un-seul-fichier",
    },
    "en-partie": {CASE: "tout-reecrire", QUIZ: "valide-donc-exact", **WORKSHOPS},
    "fausse": {
        CASE: "tout-manque",
        QUIZ: "tout-manque",
        MEND: "fichier-donne-tel-quel",
        OWN: "mauvais-schema",
        **dict.fromkeys(WORKSHOPS, "fichier-donne-tel-quel"),
        **FILELESS,
    },
    "vide": {},
}


def response_of(case: Case, sandbox: Path) -> Response:
    """Make the response that the author's case describes."""
    events = []
    for event in case.events:
        made = {**event, "path": sandbox / str(event["path"])} if "path" in event else {**event}
        events.append({"schema": "", **made} if event["kind"] == "file" else made)
    return make_response(case.exercise, events, seed=case.seed)


def workbooks(root: Path, sandbox: Path) -> dict[str, Response]:
    """Make the responses of someone who dropped workbooks of two sheets that fit.

    She said which one of her own file is to be read; for the export she did not answer yet.
    """
    village = sandbox / "communes" / "val-ouvert"
    grants = rows_of(village / "subventions-exemple.csv")
    blank = replaced(grants, grants[1][grants[0].index("montant")], "")
    votes = rows_of(village / "deliberations.csv")
    own = book(root, {"2026": grants, "2025": blank}, "aides.xlsx")
    mended = book(root, {"2026": votes, "2025": votes[:90]}, "deliberations.xlsx")
    return {
        OWN: make_response(OWN, [drop(own, SUBVENTIONS), drop(own, SUBVENTIONS, "2026")]),
        MEND: make_response(MEND, [drop(mended)]),
    }


@dataclass(frozen=True)
class Real:
    """The real course, its copies, and what each door gives."""

    place: Place
    responses: Mapping[str, Mapping[str, Response]]
    ours: Mapping[str, GradedCopy]
    stock: StockGrades


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    root = tmp_path_factory.mktemp("reel")
    settings = Settings(build=root / "build", data=root / "data")
    course = ensure_built(settings)
    place = Place(settings, course, prepare(settings, course))
    cases = {(c.exercise, c.name): c for c in course.modules[MODULE].cases}
    responses = {
        name: {e: response_of(cases[e, case], settings.sandbox) for e, case in chosen.items()}
        for name, chosen in CASES.items()
    }
    for name, chosen in CASES.items():
        for e in FILELESS.keys() & chosen:
            made = case_response(
                "cases.yml", course.exercise(e), cases[e, chosen[e]], settings.sandbox
            )
            responses[name][e] = made
    # Someone who only saved the export again as UTF-8.
    given = settings.sandbox / "communes" / "val-ouvert" / "deliberations-export.csv"
    mended = root / "export.csv"
    mended.write_text(given.read_text(encoding="cp1252"), encoding="utf-8")
    responses["en-partie"][MEND] = make_response(MEND, [drop(mended)])
    # And for her own file she kept the file, and sent its verdict.
    verdict = Verdict(SUBVENTIONS, valid=True, n_rows=12, counts={})
    responses["en-partie"][OWN] = make_response(OWN, [drop_verdict(verdict, "a.csv", SUBVENTIONS)])
    responses["classeur"].update(workbooks(root, settings.sandbox))
    for name, given_responses in responses.items():
        place_copy(place.folder, MODULE, name, given_responses, with_files=True, handed_in_at=WHEN)
    stock = run_stock(place.folder.root, root / "stock", MODULE)
    return Real(place, responses, run_ours(place), stock)


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_three_doors_agree(name: str, real: Real) -> None:
    module = real.place.course.modules[MODULE]
    outcomes = {
        e: assess(x, real.responses[name].get(e) or Response(e))
        for e, x in module.exercises.items()
    }
    page = {e: x.outcome(outcomes).points for e, x in module.graded.items()}
    assert sum(one.points for one in module.counted(outcomes)) == sum(page.values())
    assert real.ours[name].points == page
    assert {f"{MODULE}/{cell}": p for cell, p in real.stock[name].items()} == page
    assert real.ours[name].agreed
    assert real.ours[name].problem == ""


def test_the_doors_agree_on_what_the_author_announced(real: Real) -> None:
    announced = {(c.exercise, c.name): c.points for c in real.place.course.modules[MODULE].cases}
    for name, chosen in CASES.items():
        for graded in real.place.course.modules[MODULE].graded.values():
            done = [one.id for one in graded.exercises if one.id in chosen]
            if done:
                best = max(announced[exercise, chosen[exercise]] for exercise in done)
                assert real.ours[name].points[graded.id] == best, (name, graded.id)


def test_the_four_copies_are_full_partial_wrong_and_untouched(real: Real) -> None:
    totals = {name: copy.total for name, copy in real.ours.items()}
    assert totals["complete"] == real.ours["complete"].maximum == 73
    assert 0 < real.ours["en-partie"].points[MEND] < 10
    assert real.ours["en-partie"].points[OWN] == 4
    assert totals["fausse"] == totals["vide"] == 0
    statuses = {n: {o.status for o in c.outcomes.values()} for n, c in real.ours.items()}
    assert statuses["complete"] == {"passed"}
    assert statuses["fausse"] == {"failed"}
    assert statuses["vide"] == {"not_attempted"}


def test_a_sheet_chosen_is_read_at_every_door_and_a_question_earns_nothing(real: Real) -> None:
    copy = real.ours["classeur"]

    ateliers = [name for name in WORKSHOPS if "/atelier-" in name]
    assert copy.points == {
        CASE: 0,
        QUIZ: 6,
        OWN: 4,
        MEND: 0,
        SERVICE: 5,
        **dict.fromkeys([*ateliers, *FILELESS], 0),
    }
    assert copy.outcomes[MEND].status == "not_attempted"
    assert "dites laquelle" in copy.reasons[MEND]


def test_every_zero_has_a_reason(real: Real) -> None:
    for copy in real.ours.values():
        zeros = {exercise for exercise, points in copy.points.items() if points == 0}
        assert set(copy.reasons) == zeros, copy.learner
        assert all(len(reason) > 10 for reason in copy.reasons.values())
