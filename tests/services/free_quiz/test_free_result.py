"""What a free quiz tells: the result by objective, what to read, and no answer before its time."""

from __future__ import annotations

import dataclasses
import json

import pytest

from grader.errors import RefusedError
from grader.quiz.model import RIGHT
from grader.services import free_quiz
from grader.services.free_draws import find_draw
from grader.services.free_pool import usable_items
from grader.typography import french
from grader.wire import to_json
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX
from tests.services.doing import open_workshop
from tests.services.free_quiz.doing import (
    draw,
    item_of,
    names,
    refused,
    right,
    wholly_wrong,
    with_module,
    wrong,
)
from tests.support.training_course import LATER, OBJECTIVES

FIRST, SECOND, THIRD = "lecon/ouvrir/choisir", "lecon/ouvrir/garder", "lecon/publier/decrire"


def line_of(result, objective):
    text, _ = OBJECTIVES[objective]
    return next(line for line in result.lines if line.objective == text)


def two_on(workshop, ana, objective):
    """A draw of two questions on one objective."""
    drawn = draw(workshop, ana, 0, (), (objective,))
    assert len(drawn.marks) == 2
    return drawn.number, names(drawn)


def test_right_at_first_is_mastered(workshop, ana):
    number, (one, two) = two_on(workshop, ana, "ou-o3")
    right(workshop, ana, number, one)
    ended = right(workshop, ana, number, two)

    line = line_of(ended.result, "ou-o3")
    assert (ended.state, line.state, line.label) == ("ended", "done", "Acquis")
    assert (line.result, line.note, line.read_url) == ("2 sur 2", "", "")
    assert ended.result.sentence == "2\xa0bonnes réponses sur 2\xa0questions traitées."
    assert ended.result.advice == "L'objectif abordé est acquis."
    assert ended.result.missed == 0


def test_right_at_second_is_told_and_not_yet_mastered(workshop, ana):
    number, (one, two) = two_on(workshop, ana, "ou-o2")
    right(workshop, ana, number, one)
    wrong(workshop, ana, number, two)
    ended = right(workshop, ana, number, two)

    line = line_of(ended.result, "ou-o2")
    assert (line.state, line.result, line.note) == ("partial", "2 sur 2", "dont 1 au second essai")
    assert line.read_url == workshop.address(FIRST)
    assert ended.result.missed == 0


def test_what_was_missed_names_the_lesson_to_read_and_may_be_taken_up(workshop, ana):
    number, (one, two) = two_on(workshop, ana, "pu-o1")
    right(workshop, ana, number, one)
    wrong(workshop, ana, number, two)
    ended = wrong(workshop, ana, number, two)

    line = line_of(ended.result, "pu-o1")
    assert (line.state, line.label, line.result) == ("partial", "En partie acquis", "1 sur 2")
    assert line.read_title == workshop.course.lesson("publier/decrire").title
    assert line.read_url == workshop.address(THIRD)
    assert ended.result.missed == 1

    taken = free_quiz.take_up_missed(workshop, ana, number)
    assert (names(taken), taken.title) == ([two], "Vos questions manquées")
    assert taken.question.state == "open"
    anew = free_quiz.redraw(workshop, ana, taken.number)
    assert set(names(anew)) == {one, two}


def test_what_was_not_attempted_is_not_wrong(workshop, ana):
    number, (one, two) = two_on(workshop, ana, "ou-o3")
    right(workshop, ana, number, one)
    free_quiz.skip(workshop, ana, number, two)
    ended = free_quiz.finish(workshop, ana, number)

    line = line_of(ended.result, "ou-o3")
    assert (line.state, line.result) == ("done", "1 sur 1")
    assert line.note == "1\xa0question non traitée"
    assert ended.result.left == french(
        "1 question n'a pas été traitée : elle ne compte pas comme fausse."
    )
    assert ended.result.missed == 0
    refused("nothing-missed", free_quiz.take_up_missed, workshop, ana, number)


def test_a_solution_asked_for_is_to_be_seen_again(workshop, ana):
    number, (one, two) = two_on(workshop, ana, "ou-o3")
    shown = free_quiz.reveal(workshop, ana, number, one)
    assert shown.question.expected
    ended = free_quiz.reveal(workshop, ana, number, two)

    line = line_of(ended.result, "ou-o3")
    assert (line.state, line.label, line.result) == ("wrong", "À revoir", "0 sur 2")
    assert line.read_url == workshop.address(SECOND)
    assert ended.result.missed == 2


def test_nothing_answered_is_told_without_blame(workshop, ana):
    draw(workshop, ana, 5)
    ended = free_quiz.finish(workshop, ana, 1)

    assert ended.result.sentence == "Vous n'avez répondu à aucune question de ce tirage."
    assert {line.state for line in ended.result.lines} == {"none"}
    assert {line.read_url for line in ended.result.lines} == {""}
    assert ended.result.advice == ""


def test_missed_questions_are_taken_up_once_a_draw_is_ended(workshop, ana):
    first, *_ = names(draw(workshop, ana, 5))
    free_quiz.reveal(workshop, ana, 1, first)

    refused("nothing-missed", free_quiz.take_up_missed, workshop, ana, 1)


@pytest.mark.parametrize(
    ("objective", "read"),
    [("ou-o1", SECOND), ("ou-o2", FIRST), ("pu-o2", THIRD), ("ou-o4", "module/ouvrir")],
)
def test_one_is_sent_where_the_objective_is_worked_on_most(workshop, ana, objective, read):
    for name in names(draw(workshop, ana, 0, (), (objective,))):
        ended = free_quiz.reveal(workshop, ana, 1, name)

    [line] = ended.result.lines
    assert line.read_url == workshop.address(read)
    assert line.read_title


def test_the_whole_is_told_in_words_over_several_modules(workshop, ana):
    for name in names(draw(workshop, ana)):
        act = right if item_of(workshop, name).objective == "ou-o1" else wrong
        act(workshop, ana, 1, name)
    result = free_quiz.finish(workshop, ana, 1).result

    assert [line.objective for line in result.lines] == [text for text, _ in OBJECTIVES.values()]
    assert {line.module for line in result.lines} == {"Ouvrir ses données", "Publier ses données"}
    assert result.sentence == "3\xa0bonnes réponses sur 12\xa0questions traitées."
    assert result.advice == (
        "1\xa0objectif acquis sur 6 abordés. Pour les 5 autres, la leçon à relire est indiquée."
    )
    # Wrong once, then closed: each may be taken up again.
    assert result.missed == 9


def test_no_answer_is_told_before_its_time(workshop, ana):
    drawn = draw(workshop, ana, 5)
    first, second, *_ = names(drawn)
    assert no_key(drawn.question)
    retry = wrong(workshop, ana, 1, first).question
    assert (retry.expected, retry.explanation_html) == ((), "")
    assert [a for a in retry.answers if a.verdict and not a.chosen] == []
    ended = free_quiz.finish(workshop, ana, 1)

    assert free_quiz.look(workshop, ana, 1, first).question.expected
    assert ended.question is None
    refused("not-answered", free_quiz.look, workshop, ana, 1, second)


def no_key(question):
    told = (question.expected, question.remarks, question.explanation_html, question.result)
    return not any(told) and not any(a.verdict or a.feedback_html for a in question.answers)


def test_what_the_author_wrote_for_later_is_in_no_open_view(workshop, ana):
    drawn = names(draw(workshop, ana))
    for name in drawn:
        free_quiz.skip(workshop, ana, 1, name)
        view = to_json(free_quiz.look(workshop, ana, 1, name))
        assert LATER not in json.dumps(view, ensure_ascii=False)
    assert LATER not in str(free_quiz.free_quiz_view(workshop, ana))
    assert LATER in str(free_quiz.reveal(workshop, ana, 1, drawn[0]))


def test_a_question_that_became_graded_leaves_the_draw(workshop, ana):
    drawn = draw(workshop, ana, 5)
    first = next(name for name in names(drawn) if name.startswith("ou"))
    quiz = workshop.course.exercise("ouvrir/bilan")
    harder = dataclasses.replace(quiz, items=(*quiz.items, item_of(workshop, first)))
    later = with_module(workshop, exercises={quiz.id: harder})

    shown = free_quiz.free_quiz_view(later, ana).draw
    assert names(shown) == [name for name in names(drawn) if name != first]
    refused("not-in-draw", free_quiz.reveal, later, ana, 1, first)


def test_a_draw_of_which_nothing_is_left_gives_way_to_a_choice(workshop, ana):
    draw(workshop, ana, 5)
    bare = with_module(with_module(workshop, items={}, lessons=()), "publier", items={}, lessons=())

    view = free_quiz.free_quiz_view(bare, ana)
    assert (view.draw, view.total, view.modules) == (None, 0, ())
    with pytest.raises(RefusedError) as refusal:
        draw(bare, ana, 5)
    assert refusal.value.code == "nothing-to-draw"
    assert free_quiz.finish(bare, ana, 1).result.lines == ()


def test_every_type_of_question_but_those_that_a_person_marks(data, tmp_path):
    settings = {"courses": QUIZ, "sandbox": SMALL_SANDBOX}
    workshop = open_workshop(data, tmp_path / "build", **settings)
    try:
        ana = workshop.learners.create().id
        module = workshop.course.modules["essai"]
        posed = {p.ref for x in module.lessons for p in x.parts if p.kind == "question"}
        marked = {name for name in posed if module.items[name].type == "open_text"}
        assert set(usable_items(workshop, ana)) == posed - marked
        drawn = draw(workshop, ana)
        for name in names(drawn):
            shown = right(workshop, ana, 1, name).question
            assert (shown.state, shown.result_kind) == ("done", "good"), name
            assert {a.verdict for a in shown.answers if a.chosen} <= {RIGHT}
        assert {line.state for line in free_quiz.finish(workshop, ana, 1).result.lines} == {"done"}
        for name in names(free_quiz.redraw(workshop, ana, 1)):
            guess = wrong(workshop, ana, 2, name).question
            assert guess.result_kind == "wrong", name
            assert wholly_wrong(module.items[name], find_draw_answer(workshop, ana, name))
    finally:
        workshop.close()


def find_draw_answer(workshop, learner, name):
    """The last answer kept for an item of the second draw, in the letters of the source."""
    events = [e for e in find_draw(workshop, learner, 2).events if e.data.get("item") == name]
    return tuple(events[-1].data["chosen"])
