"""A trainer's desk: her learners alone, under the names of her session, read blind or not."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from grader.errors import NotFoundError
from grader.progress.database import now
from grader.progress.learners import ADMINISTRATOR, TRAINER
from grader.progress.sessions.members import PRESENT, SENT
from grader.progress.sessions.sessions import Terms
from grader.services.grades_file import grades_csv
from grader.services.learning.item_figures import measure
from grader.services.question_reports import report
from grader.services.sessions.desk import copies_of, desk_for
from tests.services import reading
from tests.services.reading import FIRST, FULL, GRADED, SECOND, plain

NAMES = ("Mésange", "=1+1")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    root = tmp_path_factory.mktemp("bureau")
    reading.open_reading(root).close()
    return root


@pytest.fixture
def place(model, tmp_path):
    return Path(shutil.copytree(model, tmp_path / "place"))


@pytest.fixture
def workshop(place):
    workshop = reading.open_reading(place)
    yield workshop
    workshop.close()


def person(workshop, role):
    one = workshop.learners.create()
    workshop.learners.set_role(one.id, role)
    return workshop.learners.find(one.id)


def session_of(workshop, trainer, code, *, blind=True):
    terms = Terms(f"Session {code}", now() + timedelta(days=90), blind=blind)
    return workshop.sessions.create(terms, code, trainer.id)


def join(workshop, session, name, kind=PRESENT):
    one = workshop.learners.create()
    workshop.members.put(session.id, one.id, name, kind)
    return one


@pytest.fixture
def two(workshop):
    """Two trainers, a session each, and somebody in each who wrote and handed in."""
    trainers = [person(workshop, TRAINER) for _ in range(2)]
    sessions = [
        session_of(workshop, one, code)
        for one, code in zip(trainers, ("AAAAAAAAA", "BBBBBBBBB"), strict=True)
    ]
    learners = [join(workshop, one, name) for one, name in zip(sessions, NAMES, strict=True)]
    for one, text in zip(learners, (FIRST, SECOND), strict=True):
        reading.write(workshop, one.id, text)
        reading.hand(workshop, one.id)
        report(workshop, one.id, GRADED, "other", f"De {one.id}")
    return trainers, sessions, learners


def seen(workshop, who, operation="trainer_view", **request):
    return reading.ask(workshop, who.id, operation, **request)


def test_a_trainer_sees_her_learners_under_the_names_of_her_session_and_no_other(workshop, two):
    trainers, sessions, learners = two
    for mine, other in ((0, 1), (1, 0)):
        view = seen(workshop, trainers[mine])
        assert [one.pseudonym for one in view.submissions] == [NAMES[mine]]
        assert [one.text for one in view.reviews.waiting] == [(FIRST, SECOND)[mine]]
        [reported] = view.reports.open
        assert [line.comment for line in reported.reports] == [f"De {learners[mine].id}"]
        told = repr(view)
        for leak in (NAMES[other], sessions[other].id, learners[other].pseudonym,
                     learners[mine].pseudonym, f"De {learners[other].id}"):  # fmt: skip
            assert leak not in told


@pytest.mark.parametrize("operation", ["trainer_view", "grade", "review", "settle_report"])
def test_another_trainer_s_session_is_as_if_it_were_not(workshop, two, operation):
    trainers, sessions, _ = two
    words = {
        "review": {"answer": 1, "marks": FULL, "comment": ""},
        "settle_report": {"report": 1, "settled": True},
    }
    told = []
    for session in (sessions[1].id, "s" + "0" * 24):
        with pytest.raises(NotFoundError) as refusal:
            seen(workshop, trainers[0], operation, session=session, **words.get(operation, {}))
        told.append(str(refusal.value))
    assert told[0] == told[1]


def test_nobody_marks_or_settles_what_is_another_s(workshop, two):
    trainers, _, _ = two
    [answer] = seen(workshop, trainers[1]).reviews.waiting
    [reported] = seen(workshop, trainers[1]).reports.open

    with pytest.raises(NotFoundError):
        seen(workshop, trainers[0], "review", answer=answer.answer, marks=FULL, comment="")
    with pytest.raises(NotFoundError):
        seen(workshop, trainers[0], "settle_report", report=reported.reports[0].id, settled=True)

    view = seen(workshop, trainers[1])
    assert view.reviews.waiting == (answer,)
    assert len(view.reports.open) == 1


def test_copies_are_read_blind_before_and_after_the_mark(workshop, two):
    [trainer, _], _, [ana, _] = two
    [answer] = seen(workshop, trainer).reviews.waiting

    done = seen(workshop, trainer, "review", answer=answer.answer, marks=FULL, comment="Bien.")

    assert plain(answer.pseudonym).startswith("Copie ")
    assert answer.when == ""
    [read] = done.reviews.read
    assert read.pseudonym == answer.pseudonym
    assert answer.pseudonym in done.done
    assert NAMES[0] not in repr(done.reviews)
    assert ana.pseudonym not in repr(done)
    assert "sans pseudonyme" in done.reading_label


def test_a_session_that_is_not_blind_shows_the_names_chosen_in_it(workshop, two):
    trainer = person(workshop, TRAINER)
    session = session_of(workshop, trainer, "CCCCCCCCC", blind=False)
    ana = join(workshop, session, "Rouge-gorge")
    reading.write(workshop, ana.id)
    reading.hand(workshop, ana.id)

    view = seen(workshop, trainer)

    assert [one.pseudonym for one in view.reviews.waiting] == ["Rouge-gorge"]
    assert view.reviews.waiting[0].when
    assert view.reading_label == ""


def test_an_answer_is_read_once_it_is_handed_in_and_as_it_was(workshop, two):
    [trainer, _], [session, _], _ = two
    bob = join(workshop, session, "Pinson")
    reading.write(workshop, bob.id, SECOND)
    assert [one.text for one in seen(workshop, trainer).reviews.waiting] == [FIRST]

    reading.hand(workshop, bob.id)
    assert len(seen(workshop, trainer).reviews.waiting) == 2
    reading.write(workshop, bob.id, "Une réponse que personne n'a encore reçue.")
    assert [one.text for one in seen(workshop, trainer).reviews.waiting] == [FIRST]


def test_who_only_sent_results_from_home_is_not_followed(workshop, two):
    [trainer, _], [session, _], _ = two
    home = join(workshop, session, "Chouette", SENT)
    reading.write(workshop, home.id)
    reading.hand(workshop, home.id)

    assert "Chouette" not in repr(seen(workshop, trainer))
    assert "Chouette" not in grades_csv(workshop.settings, session=session.id)


def test_an_administrator_sees_the_house_and_every_session(workshop, two):
    _, sessions, learners = two
    chief = person(workshop, ADMINISTRATOR)
    alone = workshop.learners.create()
    reading.hand(workshop, alone.id)

    house = seen(workshop, chief)
    one = seen(workshop, chief, session=sessions[1].id)

    shown = {line.pseudonym for line in house.submissions}
    assert shown == {alone.pseudonym, *(one.pseudonym for one in learners)}
    assert {plain(answer.pseudonym)[:6] for answer in house.reviews.waiting} == {"Copie "}
    assert [line.pseudonym for line in one.submissions] == [NAMES[1]]
    assert [here for *_, here in house.desks] == [True, False, False]


def test_a_trainer_without_a_session_sees_nobody(workshop, two):
    view = seen(workshop, person(workshop, TRAINER))
    assert view.submissions == ()
    assert view.reviews.waiting == ()
    assert view.export_url == ""
    assert "aucune session" in view.sentence


def test_grades_of_a_session_are_those_of_its_learners_and_harmless(workshop, two):
    _, sessions, learners = two
    for mine, other in ((0, 1), (1, 0)):
        text = grades_csv(workshop.settings, spreadsheet=True, session=sessions[mine].id)
        assert len(text.splitlines()) == 2
        assert NAMES[other] not in text
        assert not any(one.pseudonym in text for one in learners)
    assert "\n'=1+1;" in text.replace("\r", "")
    with pytest.raises(NotFoundError):
        grades_csv(workshop.settings, session="s" + "0" * 24)


def test_figures_of_questions_count_the_learners_of_the_session_alone(workshop, two):
    trainers, sessions, _ = two
    people = desk_for(workshop, trainers[0], sessions[0].id).people
    crowd = [workshop.learners.create() for _ in range(25)]
    item = next(
        one for one in workshop.course.modules["essai"].items.values()
        if one.type == "single_choice"
    )  # fmt: skip
    for one in crowd:
        workshop.events.append(
            one.id, f"essai/{item.id}", "answer", {"item": item.id, "chosen": ["a"]}
        )

    def counted(**among):
        measured = measure(workshop.course, workshop.database, **among)
        return next(one.found for one in measured if one.item is item)

    assert counted().answers == 25
    assert counted(people=people) is None
    assert counted(people={one.id for one in crowd}).answers == 25


def test_numbers_of_copies_hold_when_others_join_and_are_no_rank():
    people = [f"a{number:024x}" for number in range(300)]
    before, after = copies_of("s1", people[:150]), copies_of("s1", people)
    assert len(set(after.values())) == 300
    assert all(after[one] == number for one, number in before.items())
    in_order = [int(plain(number).removeprefix("Copie ")) for number in after.values()]
    assert in_order != sorted(in_order)
    assert copies_of("s2", people) != after
