"""Which question is bad: forty learners of known ability, and every fault on one question."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict

import pytest

from grader.errors import NotFoundError
from grader.learning.gains import LEAST_PEOPLE
from grader.learning.item_statistics import LEAST, Fault
from grader.progress.answers_given import AnswersGiven
from grader.progress.learners import TRAINER
from grader.services import questions
from grader.services.learning import item_words
from grader.services.learning.group_figures import group_gains_view
from grader.services.learning.item_drawing import HEIGHT, WIDTH, scatter
from grader.services.learning.item_figures import WORST_FIRST, measure, to_review
from grader.services.learning.item_files import figures_csv, figures_dict
from grader.services.learning.item_page import items_page
from tests.support import item_crowd
from tests.support.item_crowd import FEW, NEVER, PEOPLE, RIGHT, answer, clock, crowd, place_twice
from tests.support.training_course import READ, STEPS


@pytest.fixture(scope="module")
def answered(reopen, tmp_path_factory):
    """A workshop where the crowd answered, and the ids of its people."""
    workshop = reopen(tmp_path_factory.mktemp("crowd"))
    yield workshop, crowd(workshop)
    workshop.close()


@pytest.fixture(scope="module")
def measured(answered):
    workshop, _ = answered
    return measure(workshop.course, workshop.database)


@pytest.fixture
def by_id(measured):
    return {one.item.id: one for one in measured}


@pytest.mark.parametrize(
    ("name", "faults"),
    [
        ("ou-r01", set()),
        ("ou-r02", {Fault.TOO_HARD}),
        ("ou-r03", {Fault.TOO_EASY, Fault.IDLE_ANSWER}),
        ("ou-r04", {Fault.UPSIDE_DOWN, Fault.TEMPTING}),
        ("ou-r05", {Fault.WEAK}),
        ("ou-r06", {Fault.TEMPTING}),
        ("ou-r07", {Fault.HINTED}),
        ("ou-q01", set()),
        ("ou-q02", {Fault.SLOW}),
        ("ou-q03", set()),
        ("pu-r01", {Fault.REPORTED}),
        ("pu-r04", set()),
    ],
)
def test_each_fault_is_found_on_its_question_and_no_other(by_id, name, faults):
    assert set(by_id[name].faults) == faults
    assert by_id[name].found.answers == PEOPLE


def test_only_first_answers_count(by_id):
    found = by_id["ou-q01"].found
    able = sum(place / (PEOPLE - 1) > 0.4 for place in range(PEOPLE))

    assert found.difficulty == pytest.approx(able / PEOPLE)
    assert found.chosen[RIGHT] == pytest.approx(able / PEOPLE)
    assert sum(found.chosen.values()) == pytest.approx(1)
    assert found.discrimination > 0.5


def test_under_twenty_answers_nothing_is_shown_anywhere(measured, by_id):
    page = items_page(measured)
    rows = {row["Question"]: row for row in sheet(measured)}

    for name in (FEW, NEVER, *STEPS):
        assert by_id[name].found is None
        assert name not in json.dumps(asdict(page))
        assert rows[name]["Réponses"] == item_words.FEW
        assert not any(list(rows[name].values())[4:])
    assert str(LEAST) in page.few


def test_what_a_person_marks_is_not_judged(by_id):
    assert not set(READ) & set(by_id)


def test_time_counts_where_nothing_was_to_be_read_before(by_id):
    assert by_id["ou-q02"].found.seconds == item_crowd.SLOW_SECONDS
    assert by_id["ou-q03"].found.seconds == item_crowd.USUAL_SECONDS
    # The first question of a lesson comes after a page of it.
    assert by_id["ou-r01"].found.seconds is None


def test_bad_ones_come_first_the_worst_before_the_others(measured):
    page = items_page(measured)

    assert [line.id for line in page.review][:2] == ["ou-r04", "ou-r06"]
    assert {line.id for line in page.review} == {one.item.id for one in measured if one.faults}
    assert all(line.reasons for line in page.review)
    assert page.sentence == "8 questions à revoir sur 13.".replace(" ", "\u00a0", 1)


def test_every_fault_has_its_sentence():
    assert set(WORST_FIRST) == set(Fault) == set(item_words._REASONS) == set(item_words._SHORT)
    for told in item_words._REASONS.values():
        assert len(told.split()) <= 30


def test_an_answer_that_nobody_takes_is_named(by_id):
    assert any("La mauvaise réponse c n'est choisie" in one for one in
               item_words.reasons(by_id["ou-r03"]))  # fmt: skip


def test_nothing_says_who_answered(answered, measured):
    workshop, learners = answered
    names = workshop.learners.pseudonyms()
    told = json.dumps([asdict(items_page(measured)), figures_dict(measured)], default=str)
    told += figures_csv(measured) + repr(measured)

    assert len(names) >= PEOPLE
    assert not [one for one in (*learners, *names.values()) if one in told]


def test_the_figure_shows_each_question_once_within_its_frame(measured):
    [module, _] = items_page(measured).modules
    points = module.figure.points

    assert len(points) == len(module.lines) == 10
    assert all(0 < one.x < WIDTH and 0 < one.y < HEIGHT for one in points)
    labels = [(one.label_x, one.label_y) for one in points if one.label]
    assert len(set(labels)) == len(labels)
    assert sum(one.bad for one in points) == sum(bool(line.reasons) for line in module.lines)


def test_the_sheet_opens_in_a_french_spreadsheet(measured):
    rows = {row["Question"]: row for row in sheet(measured)}

    assert figures_csv(measured).startswith("\ufeffModule;")
    assert rows["ou-r02"]["Réussite"] == "0,15"
    assert rows["ou-r04"]["Discrimination"].startswith("-0,")
    assert rows["ou-r04"]["Choix"].startswith("a : 0,25 | b (juste) : 0,50 | c")
    assert (rows["ou-r04"]["À revoir"], rows["ou-r01"]["À revoir"]) == ("oui", "non")
    texts = (rows[name][column] for name in rows for column in ("Module", "Énoncé", "Raisons"))
    assert not any(text.startswith(("=", "+", "-", "@")) for text in texts)


def sheet(measured):
    text = figures_csv(measured).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_module_alone_and_none_that_does_not_exist(answered):
    workshop, _ = answered
    own = measure(workshop.course, workshop.database, "publier")

    assert {one.module.slug for one in own} == {"publier"}
    assert [one.item.id for one in to_review(own)] == ["pu-r01"]
    with pytest.raises(NotFoundError, match="Ce module n'existe pas"):
        measure(workshop.course, workshop.database, "rien")


def test_trainers_and_who_asked_for_the_solution_do_not_count(workshop):
    ana, bob, trainer = (workshop.learners.create().id for _ in range(3))
    questions.reveal(workshop, bob, "ou-r01")
    questions.again(workshop, bob, "ou-r01")
    for one in (ana, bob, trainer):
        answer(workshop, one, "ou-r01", RIGHT)
    workshop.learners.set_role(trainer, TRAINER)

    [given] = AnswersGiven(workshop.database).first(["ouvrir/ou-r01"])
    assert (given.key, given.chosen) == ("ouvrir/ou-r01", (RIGHT,))


def test_an_answer_that_no_longer_fits_is_passed_over(workshop):
    ana = workshop.learners.create().id
    answer(workshop, ana, "ou-r01", RIGHT)
    for chosen in (["z"], [], ["a", "b"]):
        other = workshop.learners.create().id
        data = {"item": "ou-r01", "chosen": chosen}
        workshop.events.append(other, "ouvrir/ou-r01", "answer", data)

    assert len(list(AnswersGiven(workshop.database).first(["ouvrir/ou-r01"]))) == 4
    for number in range(LEAST - 1):
        assert all(one.found is None for one in measure(workshop.course, workshop.database)), number
        answer(workshop, workshop.learners.create().id, "ou-r01", RIGHT)
    measured = measure(workshop.course, workshop.database)
    [found] = [o.found for o in measured if o.found]
    assert found.answers == LEAST

    # Nobody answered anything else: there is no discrimination, hence no point to draw.
    [module] = items_page(measured).modules
    assert (module.figure, module.lines[0].discrimination) == (None, "non calculable")


def test_a_number_without_room_is_told_in_words(by_id):
    [scattered, crowded] = (
        scatter([by_id[name]] * count, range(1, count + 1))
        for name, count in (("ou-r01", 1), ("ou-q01", 30))
    )

    assert scattered.unnamed == ""
    left = [point for point in crowded.points if not point.label]
    assert 0 < len(left) < 30
    assert crowded.unnamed.count(",") == len(left)


def test_with_no_answer_the_page_says_so(workshop):
    page = items_page(measure(workshop.course, workshop.database))

    assert page.sentence.startswith("Aucune question n'a encore 20 réponses")
    assert (page.review, page.modules) == ((), ())
    assert len(page.unknown) == 2


def test_the_group_is_shown_from_five_people_on(workshop):
    people = [workshop.learners.create().id for _ in range(LEAST_PEOPLE)]
    place_twice(workshop, people[:-1])
    assert group_gains_view(workshop).lines == ()
    assert f"{LEAST_PEOPLE} personnes" in group_gains_view(workshop).sentence

    place_twice(workshop, people[-1:])
    view = group_gains_view(workshop)
    assert view.lines
    assert all(line.after > line.before for line in view.lines)
    assert {line.people for line in view.lines} == {str(LEAST_PEOPLE)}
    assert "ont progressé" in view.sentence


def test_one_test_is_no_gain_and_a_trainer_is_not_the_group(workshop):
    people = [workshop.learners.create().id for _ in range(LEAST_PEOPLE)]
    place_twice(workshop, people[1:])
    with clock():
        item_crowd.place(workshop, people[0], right=True)
    assert group_gains_view(workshop).lines == ()

    sixth = workshop.learners.create().id
    place_twice(workshop, [sixth])
    workshop.learners.set_role(sixth, TRAINER)
    assert group_gains_view(workshop).lines == ()
