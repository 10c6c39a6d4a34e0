"""A dialogue on the server: nothing told before its time, one turn after the other, and kept."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.exercises.dialogue import MAP, REPLY
from grader.services.lessons import finish_lesson, lesson_view
from grader.services.my_data import erase_everything
from grader.services.operations import perform
from grader.services.progress_file import read_progress, write_progress
from grader.wire.views import to_json
from tests.fixtures.course_paths import DIALOGUE
from tests.services.doing import open_workshop, points

CALL = "essai/registre-perdu"
FAIR, LIE, HURT = "Cherchons", "Ce n'est rien", "Rangez"
RIGHT, BOAST = "armoire", "logiciel"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    """One workshop over the course of the dialogue, for learners of each test's own."""
    folder = tmp_path_factory.mktemp("dialogue")
    workshop = open_workshop(folder / "data", folder / "build", courses=DIALOGUE)
    yield workshop
    workshop.close()


def ask(workshop, learner, operation="exercise_view", **request):
    me = workshop.learners.find(learner)
    return perform(workshop, me, operation, {"exercise": CALL, **request})


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def say(workshop, learner, words):
    """Choose the reply that has these words, whatever its letter for this learner."""
    turn = ask(workshop, learner).turn
    [letter] = [letter for letter, html in turn.replies if words in plain(html).replace("’", "'")]
    return ask(workshop, learner, "dialogue_reply", turn=turn.id, reply=letter)


def play(workshop, learner, *words):
    for one in words:
        view = say(workshop, learner, one)
    return view


def recorded(workshop, learner):
    events = workshop.events.of(learner, [CALL])[CALL]
    return [dict(event.data) for event in events if event.kind == REPLY]


def test_the_view_shows_the_opening_and_tells_nothing_else(workshop, ana):
    view = ask(workshop, ana)

    assert (view.who, view.number, view.counts, view.lines, view.verdict) == (
        "L'archiviste",
        1,
        True,
        (),
        None,
    )
    assert sorted(letter for letter, _ in view.turn.replies) == ["a", "b", "c"]
    told = json.dumps(to_json(view), ensure_ascii=False)
    dialogue = workshop.course.exercise(CALL).settings[MAP]
    for turn in dialogue.turns.values():
        for reply in turn.replies:
            assert reply.feedback not in told
            assert f'"{reply.tone}"' not in told
            assert f'"{reply.then}"' not in told
    assert "Par où commencer" not in told
    assert "ouvre l'armoire" not in told


def test_replies_are_drawn_for_each_learner_and_stay_so(workshop, ana):
    orders = {ask(workshop, workshop.learners.create().id).turn.replies for _ in range(12)}

    assert len(orders) > 1
    assert ask(workshop, ana).turn == ask(workshop, ana).turn


def test_a_reply_is_judged_and_answered_and_only_it(workshop, ana):
    view = say(workshop, ana, LIE)

    [line] = view.lines
    assert (line.tone, line.truth, line.tone_kind, line.truth_kind) == (
        "complaisant",
        "faux ou intenable",
        "wrong",
        "wrong",
    )
    assert "n'est pas rien" in line.feedback_html
    assert "Par où commencer" in plain(view.turn.says_html)
    told = json.dumps(to_json(view), ensure_ascii=False)
    assert "Elle se ferme" not in told, "what was not chosen is not explained"
    assert (view.outcome.points, view.outcome.status) == (0, "partial")
    assert recorded(workshop, ana) == [{"turn": "debut", "reply": "b"}]


def test_the_end_tells_tone_and_truth_and_the_source(workshop, ana):
    view = play(workshop, ana, LIE, RIGHT)

    assert view.turn is None
    assert (view.verdict.label, view.verdict.kind) == ("Accord", "good")
    assert (plain(view.verdict.tone), plain(view.verdict.truth)) == (
        "1 réplique sur 2",
        "1 réplique sur 2",
    )
    assert "L300-4" in view.verdict.source
    assert view.verdict.source_url.startswith("https://")
    assert (view.outcome.status, view.outcome.points) == ("partial", 1)


def test_played_anew_the_second_is_worth_half_and_the_third_nothing(workshop, ana):
    assert play(workshop, ana, HURT).verdict.label == "Refus"
    view = ask(workshop, ana, "dialogue_replay")
    assert (view.number, view.counts, view.lines, view.verdict) == (2, True, (), None)
    assert play(workshop, ana, FAIR, BOAST).outcome.points == 0.5
    view = ask(workshop, ana, "dialogue_replay")
    assert (view.number, view.counts) == (3, False)
    assert play(workshop, ana, FAIR, RIGHT).outcome.points == 0.5
    assert points(workshop, ana, CALL) == 0.5


def test_an_unfinished_conversation_is_not_begun_anew(workshop, ana):
    for words in (None, FAIR):
        if words:
            say(workshop, ana, words)
        with pytest.raises(RefusedError) as refused:
            ask(workshop, ana, "dialogue_replay")
        assert refused.value.code == "dialogue-unfinished"
    assert ask(workshop, ana).turn.id == "suite"


def test_another_tab_that_was_sooner_is_told(workshop, ana):
    say(workshop, ana, FAIR)
    for turn in ("debut", "fin", "convinced"):
        with pytest.raises(RefusedError) as refused:
            ask(workshop, ana, "dialogue_reply", turn=turn, reply="a")
        assert refused.value.code == "other-turn"
    assert len(recorded(workshop, ana)) == 1


@pytest.mark.parametrize("reply", ["d", "z", "", None, 1, ["a"], "a" * 200])
def test_what_is_no_reply_is_refused(workshop, ana, reply):
    with pytest.raises(RefusedError):
        ask(workshop, ana, "dialogue_reply", turn="debut", reply=reply)
    assert recorded(workshop, ana) == []


def test_another_exercise_or_none_takes_no_reply(workshop, ana):
    for exercise in ("essai/absent", "../registre-perdu", "essai/essai-r01"):
        with pytest.raises(NotFoundError):
            ask(workshop, ana, "dialogue_reply", exercise=exercise, turn="debut", reply="a")


def test_the_solution_is_the_best_way_and_nothing_more_is_earned(workshop, ana):
    assert ask(workshop, ana).solution_html == ""
    view = ask(workshop, ana, "solution")

    told = plain(view.solution_html)
    assert told.index("Cherchons") < told.index("Par où commencer") < told.index("armoire")
    assert "Ce n'est rien" not in told
    assert not view.counts
    assert play(workshop, ana, FAIR, RIGHT).outcome.points == 0
    assert len(ask(workshop, ana, "hint").hints_html) == 1


def test_a_damaged_event_stops_nothing(workshop, ana):
    workshop.events.append(ana, CALL, REPLY, {"turn": 3})

    view = play(workshop, ana, FAIR, RIGHT)
    assert (view.outcome.status, view.outcome.points) == ("passed", 2)
    assert any("n'y est plus" in one["message"] for one in view.outcome.feedback)


def test_it_is_hers_alone_goes_away_with_her_and_comes_back(workshop, ana):
    play(workshop, ana, LIE, RIGHT)
    other = workshop.learners.create().id
    assert ask(workshop, other).lines == ()

    forgetful = replace(workshop, settings=replace(workshop.settings, alone=True))
    read_progress(forgetful, other, write_progress(workshop, ana))
    assert points(workshop, other, CALL) == 1
    erase_everything(workshop, ana)
    assert recorded(workshop, ana) == []


def test_the_lesson_counts_it(workshop, ana):
    play(workshop, ana, FAIR, RIGHT)

    view = lesson_view(workshop, ana, "essai/registre")
    assert view.dialogues[CALL].outcome.points == 2
    for end in (view.end, finish_lesson(workshop, ana, "essai/registre")):
        assert plain(end.points_label) == "2 points sur 2"
