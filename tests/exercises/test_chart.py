"""``chart``: what a chart earns, whatever its wording, and what becomes of a hostile one."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from grader.content.check import check_course
from grader.content.load import load_course
from grader.errors import UnusableFileError
from grader.exercises.assess import assess
from grader.exercises.chart_file import figures, read_grid
from grader.exercises.chart_spec import first_spec
from grader.exercises.model import CHART, Event, Response
from grader.typography import NARROW, NO_BREAK
from tests.fixtures.course_paths import CHART as COURSE
from tests.fixtures.course_paths import REAL_SANDBOX

PLAIN = str.maketrans({NO_BREAK: " ", NARROW: " "})
AT = "2026-11-22T08:00:00+00:00"
RIGHT = {
    "marks": "bars", "by": "nomBeneficiaire", "value": "montantVerse", "count": "sum",
    "order": "value", "most": 0, "zero": True,
}  # fmt: skip
TITLE = "L'École de musique a reçu le plus : 31 450 €"
WORDS = "L'École de musique a reçu 31 450 € en trois ans, soit 8 500 € de plus que le Judo club."
GOALS = ("by", "measure", "marks", "zero", "ordered", "title", "alternative")


@pytest.fixture(scope="module")
def exercise():
    return load_course(COURSE, REAL_SANDBOX).exercise("essai/qui-recoit-quoi")


def respond(exercise, *events):
    told = tuple(Event(kind, AT, data) for kind, data in events)
    return assess(exercise, Response(exercise.id, 0, told))


def sent(exercise, title=TITLE, alternative=WORDS, **changes):
    data = {"spec": {**RIGHT, **changes}, "title": title, "alternative": alternative}
    return respond(exercise, (CHART, data))


def missed(outcome):
    """Give the goals that are not met, by name, with what is said of them."""
    told = outcome.feedback[: len(GOALS)]
    return {
        name: one.message.translate(PLAIN)
        for name, one in zip(GOALS, told, strict=True)
        if one.kind == "wrong"
    }


def test_the_course_of_the_tests_is_in_order():
    assert check_course(COURSE, REAL_SANDBOX) == []


def test_four_readings_of_the_file_give_four_answers(exercise):
    grid = read_grid(exercise.settings["file"])
    first = {
        (value, count): max(
            figures(grid, "nomBeneficiaire", value, count), key=lambda one: one.value
        ).name
        for value, count in (
            ("montantVerse", "sum"), ("montantDemande", "sum"), ("montantVerse", "mean"),
            ("", "rows"),
        )
    }  # fmt: skip
    assert len(set(first.values())) == 4
    total = sum(one.value for one in figures(grid, "annee", "montantVerse", "sum"))
    assert total == sum(one.value for one in figures(grid, "domaine", "montantVerse", "sum"))


@pytest.mark.parametrize(
    ("changes", "goal"),
    [
        ({"by": "domaine"}, "by"),
        ({"value": "montantDemande"}, "measure"),
        ({"count": "mean"}, "measure"),
        ({"value": "", "count": "rows"}, "measure"),
        ({"marks": "line"}, "marks"),
        ({"marks": "columns"}, "marks"),
        ({"zero": False}, "zero"),
        ({"order": "file"}, "ordered"),
        ({"order": "name"}, "ordered"),
        ({"title": "Subventions"}, "title"),
        ({"alternative": "Graphique des subventions"}, "alternative"),
    ],
)
def test_one_mistake_costs_one_goal_and_says_how_to_mend_it(exercise, changes, goal):
    outcome = sent(exercise, **changes)

    assert set(missed(outcome)) == {goal}
    assert (outcome.status, outcome.points) == ("partial", 6)
    assert len(missed(outcome)[goal]) > 60


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"marks": "points", "zero": False},
        {"marks": "columns", "most": 5},
        {"most": 10},
        {"title": "ecole de musique : 31,5 k€"},
        {"title": "UN EURO SUR SIX VA À L'ÉCOLE DE MUSIQUE"},
        {"title": "31\u202f450\u00a0€ : l’École de musique en tête"},
        {"title": "Loin devant le Judo club, l'École de musique reçoit plus de 31 000 euros"},
        {"alternative": "L'école de musique vient en tête : 15 % des sommes ; le judo suit, 11 %."},
        {"alternative": f"Graphique en barres. {WORDS}"},
    ],
)
def test_right_charts_are_many(exercise, changes):
    outcome = sent(exercise, **changes)

    assert missed(outcome) == {}
    assert (outcome.status, outcome.points) == ("passed", 7)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("", "n'a pas de titre"),
        ("Subventions 2023-2025", "ne nomme pas ce qui répond"),
        ("L'école reçoit le plus", "ne nomme pas ce qui répond"),
        ("Les subventions de l'École de musique", "mais ne dit rien de sa place"),
        ("Le Comité des fêtes reçoit le plus", "ce n'est pas la réponse"),
        ("L'École de musique : 99 999 €", "le fichier ne donne pas ce chiffre"),
        ("L'École de musique : 41 500 €", "ce n'est pas le chiffre de"),
        ("L'École de musique reçoit le moins", "dit le contraire"),
        ("L'École de musique ne reçoit pas le plus", "dit le contraire"),
        ("École de musique, judo, harmonie, comité : le plus", "on ne sait plus laquelle répond"),
    ],
)
def test_titles_that_do_not_answer_are_explained(exercise, title, told):
    assert told in missed(sent(exercise, title=title))["title"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Il n'y a pas de texte alternatif"),
        ("Graphique des subventions de Val-Ouvert aux associations, de 2023 à 2025.", "annonce"),
        ("L'Harmonie arrive première avec 41 500 €, devant toutes les autres.", "pas la réponse"),
        ("La première reçoit 31 450 €, loin devant les dix-neuf autres du village.", "ne nomme"),
        ("L'École de musique est loin devant les autres associations du village.", "son chiffre"),
        ("École de musique : 31 450 €", "sur 60 au moins"),
        (f"{WORDS} Le Foyer rural a eu 77 777 €.", "le fichier ne donne pas ce chiffre"),
        ("École de musique 31 450 €. " * 4, "deux fois"),
        (TITLE, "sur 60 au moins"),
    ],
)
def test_alternatives_that_tell_nothing_are_explained(exercise, text, told):
    assert told in missed(sent(exercise, alternative=text))["alternative"]


def test_a_title_said_again_is_no_alternative(exercise):
    long = "De 2023 à 2025, l'École de musique de Val-Ouvert a reçu le plus d'argent : 31 450 €"

    assert "répète le titre" in missed(sent(exercise, title=long, alternative=long))["alternative"]


def test_nobody_earns_by_checking_the_first_drawing(exercise):
    spec = asdict(first_spec(exercise.settings["groups"]))

    outcome = respond(exercise, (CHART, {"spec": spec, "title": "", "alternative": ""}))

    assert (outcome.status, outcome.points) == ("failed", 0)


def test_a_response_is_enough_by_itself(exercise):
    data = {"spec": RIGHT, "title": TITLE, "alternative": WORDS}
    response = Response(exercise.id, 7, (Event(CHART, AT, data),))
    copy = json.loads(json.dumps(response.to_dict()))

    assert assess(exercise, Response.from_dict(copy, {})) == assess(exercise, response)


def test_the_last_chart_before_the_solution_counts(exercise):
    right = {"spec": RIGHT, "title": TITLE, "alternative": WORDS}
    worse = {**right, "title": "Subventions"}

    assert respond(exercise, (CHART, right), (CHART, worse)).points == 6
    seen = respond(exercise, (CHART, worse), ("solution", {}), (CHART, right))
    assert seen.points == 6
    assert "solution" in seen.feedback[-1].message


def without(name):
    return {key: value for key, value in RIGHT.items() if key != name}


HOSTILE = [
    pytest.param({}, id="nothing"),
    pytest.param({"spec": None}, id="no choices"),
    pytest.param({"spec": []}, id="a list"),
    pytest.param({"spec": without("zero")}, id="a choice missing"),
    pytest.param({"spec": {**RIGHT, "file": "/etc/passwd"}}, id="a choice of one's own"),
    pytest.param({"spec": {**RIGHT, "by": "montantVerse"}}, id="a column that is not offered"),
    pytest.param({"spec": {**RIGHT, "by": ["nomBeneficiaire"]}}, id="a list for a column"),
    pytest.param({"spec": {**RIGHT, "value": "annee"}}, id="a sum of what is no number"),
    pytest.param({"spec": {**RIGHT, "value": ""}}, id="a sum of nothing"),
    pytest.param({"spec": {**RIGHT, "count": "rows"}}, id="a column for rows"),
    pytest.param({"spec": {**RIGHT, "count": {"$gt": 0}}}, id="an object for a count"),
    pytest.param({"spec": {**RIGHT, "marks": "__class__"}}, id="a form that is none"),
    pytest.param({"spec": {**RIGHT, "most": 10**9}}, id="too many"),
    pytest.param({"spec": {**RIGHT, "most": True}}, id="a yes for a number"),
    pytest.param({"spec": {**RIGHT, "most": -1}}, id="fewer than none"),
    pytest.param({"spec": {**RIGHT, "zero": 1}}, id="a number for a yes"),
    pytest.param({"spec": RIGHT, "title": None}, id="no title"),
    pytest.param({"spec": RIGHT, "title": "x" * 201, "alternative": ""}, id="a novel for a title"),
    pytest.param({"spec": RIGHT, "title": "", "alternative": "x" * 1_001}, id="a novel"),
    pytest.param({"spec": RIGHT, "title": "", "alternative": ["x"]}, id="a list of words"),
]


@pytest.mark.parametrize("data", HOSTILE)
def test_a_foreign_chart_is_told_and_is_no_silent_zero(exercise, data):
    outcome = respond(exercise, (CHART, data))

    assert (outcome.status, outcome.points) == ("uncheckable", 0)
    assert outcome.feedback[0].kind == "reason"
    assert "raison" not in outcome.feedback[0].message, "told for what it is"


@pytest.mark.parametrize("text", ["1" * 200, "€" * 200, "école de musique " * 11, "\x00\u202e<b>"])
def test_odd_titles_are_read_without_harm(exercise, text):
    assert sent(exercise, title=text[:200]).status == "partial"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("a,b\n", "n'a pas de lignes"),
        ("a,b\n1,2\n3\n", "n'ont pas toutes les mêmes colonnes"),
        ("a,a\n1,2\n", "n'ont pas toutes les mêmes colonnes"),
        (b"a;b\n\xe9;2\n", "pas en UTF-8"),
        ("a,b\n" + "x,1\n" * 600_000, "pèse plus de deux mégaoctets"),
    ],
)
def test_a_file_that_cannot_be_drawn_says_why(tmp_path, content, why):
    file = tmp_path / "essai.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(UnusableFileError, match=why):
        read_grid(file)


def test_empty_cells_are_counted_and_not_summed(tmp_path):
    file = tmp_path / "essai.csv"
    file.write_text("nom;prix\nA;1,5\n;2\nA;\n", encoding="utf-8")
    grid = read_grid(file)

    assert [(f.name, f.value) for f in figures(grid, "nom", "", "rows")] == [
        ("A", 2),
        ("(vide)", 1),
    ]
    assert [f.value for f in figures(grid, "nom", "prix", "sum")] == [1.5, 2]
    assert [f.value for f in figures(grid, "nom", "prix", "mean")] == [1.5, 2]
