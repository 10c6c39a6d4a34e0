"""The room, live: who is where, who is stuck, what fails; and nothing to whom it is not."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from grader.errors import NotFoundError, RefusedError
from grader.progress.database import now
from grader.progress.learners import ADMINISTRATOR, TRAINER
from grader.progress.sessions.members import PRESENT, SENT
from grader.progress.sessions.sessions import Terms
from grader.progress.tables import EventRow
from grader.quiz.score import expected
from grader.services import lessons, questions
from grader.services.hand_ins import hand_in
from grader.services.operations import perform
from grader.services.sessions.room import room_ref, room_view
from grader.services.sessions.sending import results_of, send
from tests.services.doing import DIRTY, MEND, drop, open_workshop

LESSON = "preparer/ce-que-lit-une-machine"
PEOPLE = 24
WRONG_OF = 3  # one in three is wrong at first


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    root = tmp_path_factory.mktemp("salle")
    open_workshop(root / "data", root / "build").close()
    return root


@pytest.fixture
def workshop(place, tmp_path):
    data = Path(shutil.copytree(place / "data", tmp_path / "data"))
    workshop = open_workshop(data, place / "build")
    yield workshop
    workshop.close()


def person(workshop, role):
    one = workshop.learners.create()
    workshop.learners.set_role(one.id, role)
    return workshop.learners.find(one.id)


@pytest.fixture
def trainer(workshop):
    return person(workshop, TRAINER)


@pytest.fixture
def session(workshop, trainer):
    terms = Terms("Ouvrir", now() + timedelta(days=90), modules=("preparer",))
    return workshop.sessions.create(terms, "ACDEFH347", trainer.id)


def join(workshop, session, name, kind=PRESENT):
    one = workshop.learners.create()
    workshop.members.put(session.id, one.id, name, kind)
    return one


def formative(workshop):
    """Give a question that a lesson poses, which has letters."""
    module = workshop.course.modules["preparer"]
    posed = [part.ref for part in workshop.course.lesson(LESSON).parts if part.kind == "question"]
    return next(module.items[name] for name in posed if module.items[name].type == "single_choice")


def right(item):
    return list(expected(item))


def wrong(item):
    return [next(letter for letter in "abcd" if letter not in expected(item))]


def give(workshop, learner, item, chosen):
    workshop.events.append(
        learner.id, f"preparer/{item.id}", "answer", {"item": item.id, "chosen": chosen}
    )


def later(workshop, learner, **lasting):
    """Make all that a learner did older."""
    with workshop.database.session() as opened:
        for event in opened.query(EventRow).filter(EventRow.learner_id == learner.id):
            opened.execute(
                update(EventRow)
                .where(EventRow.id == event.id)
                .values(at=event.at - timedelta(**lasting))
            )


def look(workshop, trainer, session, *, projection=False):
    return room_view(workshop, trainer, room_ref(session.id, projection=projection))


def line(view, name):
    return next(one for one in view.people if one.pseudonym == name)


def counts(view):
    return [count for count, _ in view.counts]


def test_a_room_of_dozens_is_told_in_figures(workshop, trainer, session):
    item = formative(workshop)
    for number in range(PEOPLE):
        one = join(workshop, session, f"Personne {number}")
        if number % 2:
            give(workshop, one, item, right(item) if number % WRONG_OF else wrong(item))
    view = look(workshop, trainer, session)

    answered = [n for n in range(PEOPLE) if n % 2]
    missed = [n for n in answered if not n % WRONG_OF]
    assert counts(view) == [PEOPLE, len(answered), 0, 0]
    told = next(one for one in view.items if one.name.startswith(item.id))
    assert told.share == round(100 * len(missed) / len(answered))
    assert f"{len(missed)} premières réponses fausses sur {len(answered)}" in told.people
    assert len(view.people) == PEOPLE
    assert sorted(one.need for one in view.people) == list(range(1, PEOPLE + 1))
    assert line(view, "Personne 0").state == "Pas commencé"
    assert line(view, "Personne 1").state == "En cours"


def test_a_second_look_sees_what_was_done_between_and_forgets_who_left(workshop, trainer, session):
    ana, bea = join(workshop, session, "Mésange"), join(workshop, session, "Pinson")
    item = formative(workshop)
    assert counts(look(workshop, trainer, session)) == [2, 0, 0, 0]
    give(workshop, ana, item, right(item))
    assert counts(look(workshop, trainer, session)) == [2, 1, 0, 0]
    lessons.lesson_view(workshop, bea.id, LESSON)
    view = look(workshop, trainer, session)
    assert counts(view) == [2, 2, 0, 0]
    assert line(view, "Pinson").where == workshop.course.lesson(LESSON).title
    workshop.members.leave(session.id, ana.id)
    assert [one.pseudonym for one in look(workshop, trainer, session).people] == ["Pinson"]


def test_what_is_remembered_is_what_would_be_read_anew(workshop, trainer, session):
    people = [join(workshop, session, f"P{n}") for n in range(6)]
    quiz = next(
        e for e in workshop.course.modules["preparer"].exercises.values() if e.kind == "quiz"
    )
    for rank, item in enumerate(quiz.items):
        for number, one in enumerate(people):
            answer = right(item) if (rank + number) % 2 else []
            give(workshop, one, item, answer)
        remembered = look(workshop, trainer, session)
    other = workshop.sessions.create(session.terms, "CCCEFH347", trainer.id)
    for one in people:
        workshop.members.put(other.id, one.id, f"P{people.index(one)}", PRESENT)
    anew = look(workshop, trainer, other)
    for part in ("people", "exercises", "items", "objectives", "columns"):
        assert getattr(remembered, part) == getattr(anew, part), part
    assert remembered.exercises
    assert remembered.exercises[0].absent == 0


def test_who_tries_without_progress_is_stuck_and_comes_first(workshop, trainer, session):
    ana, bea = join(workshop, session, "Mésange"), join(workshop, session, "Pinson")
    assert drop(workshop, bea.id, MEND, DIRTY.read_bytes()) is not None
    assert line(look(workshop, trainer, session), "Pinson").stuck == ""
    later(workshop, bea, minutes=12)
    join(workshop, session, "Merle")
    # The same file again brings nothing: she is still where she was.
    drop(workshop, bea.id, MEND, DIRTY.read_bytes())
    workshop.members.leave(session.id, ana.id)
    workshop.members.put(session.id, ana.id, "Mésange", PRESENT)
    view = look(workshop, trainer, session)
    found = line(view, "Pinson")
    assert found.stuck.replace("\u00a0", " ") == "bloquée depuis 12 min"
    assert found.need == 1
    assert found.where == workshop.course.exercise(MEND).title
    assert counts(view)[2] == 1
    later(workshop, bea, hours=1)
    fresh = workshop.sessions.create(session.terms, "DDDEFH347", trainer.id)
    workshop.members.put(fresh.id, bea.id, "Pinson", PRESENT)
    assert counts(look(workshop, trainer, fresh))[2] == 0, "she is away"


def test_columns_in_error_are_told_and_are_subjects(workshop, trainer, session):
    for number in range(6):
        one = join(workshop, session, f"P{number}")
        if number < 5:
            drop(workshop, one.id, MEND, DIRTY.read_bytes())
    view = look(workshop, trainer, session)
    worst = view.columns[0]
    assert (worst.share, worst.people.replace("\u00a0", " ")) == (100, "5 personnes sur 5")
    subject = view.subjects[0]
    assert worst.name in subject.title
    assert subject.url.endswith("lecon/preparer/valider-ses-deliberations")
    assert subject.slides == "diaporamas/preparer/valider-ses-deliberations.html"
    told = next(one for one in view.exercises if one.title == workshop.course.exercise(MEND).title)
    assert told.passed + told.partly + told.failing == 5
    assert told.absent == 1
    # No cell of the file is told.
    cells = {c for row in DIRTY.read_text("latin-1").split("\n")[6:9] for c in row.split(";")}
    written = json.dumps(asdict(view), ensure_ascii=False)
    assert [c for c in cells if len(c) > 8 and c in written] == []


def test_a_projected_room_holds_no_pseudonym_and_no_share_of_few(workshop, trainer, session):
    for number in range(3):
        one = join(workshop, session, f"Oiseau-{number}")
        drop(workshop, one.id, MEND, DIRTY.read_bytes())
    home = join(workshop, session, "Oiseau-loin", SENT)
    send(workshop, home, session, "Oiseau-loin", results_of(workshop, home.id, session))
    shown, whole = (look(workshop, trainer, session, projection=p) for p in (True, False))
    assert "Oiseau" not in json.dumps(asdict(shown))
    assert shown.columns == ()
    assert whole.columns
    assert counts(shown) == counts(whole)
    assert [one.pseudonym for one in whole.sent] == ["Oiseau-loin"]
    assert "points sur" in whole.sent[0].lines[0].replace("\u00a0", " ") or whole.sent[0].lines


def test_who_only_sent_results_is_not_followed(workshop, trainer, session):
    home = join(workshop, session, "Chez soi", SENT)
    item = formative(workshop)
    questions.answer(workshop, home.id, item.id, wrong(item))
    view = look(workshop, trainer, session)
    assert counts(view) == [0, 0, 0, 0]
    assert view.people == ()


def test_a_hand_in_is_told(workshop, trainer, session):
    one = join(workshop, session, "Mésange")
    hand_in(workshop, one.id, workshop.course.modules["preparer"], send_files=False)
    view = look(workshop, trainer, session)
    assert counts(view)[3] == 1
    assert line(view, "Mésange").state == "Rendu"


def test_nobody_sees_a_room_that_is_not_hers(workshop, trainer, session):
    other, learner = person(workshop, TRAINER), workshop.learners.create()
    for who in (other, learner):
        for projection in (False, True):
            with pytest.raises(NotFoundError):
                look(workshop, who, session, projection=projection)
    with pytest.raises(RefusedError):
        perform(workshop, learner, "room_view", {"room": session.id})
    for ref in ("s" * 25, f"{session.id}/autre", ""):
        with pytest.raises((NotFoundError, RefusedError)):
            perform(workshop, trainer, "room_view", {"room": ref})
    boss = person(workshop, ADMINISTRATOR)
    assert look(workshop, boss, session).title == "Ouvrir"
    workshop.learners.set_role(trainer.id, "learner")
    with pytest.raises(NotFoundError):
        look(workshop, workshop.learners.find(trainer.id), session)
