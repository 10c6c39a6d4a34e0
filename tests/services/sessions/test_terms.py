"""The form of a session: what is read of it, and what is told field by field."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.progress.learners import TRAINER
from grader.services.sessions import keeping
from grader.services.sessions.accounts import add_account, close_account
from grader.services.sessions.form import session_form, session_lines
from grader.services.sessions.terms import read_terms, typed_of

TODAY = datetime.now().astimezone().date()
SOON = (TODAY + timedelta(days=30)).isoformat()
GOOD = {"titre": ["Mardi à Val-Ouvert"], "effacement": [SOON], "solutions": ["oui"]}


def read(workshop, before=None, **fields):
    typed = {name.replace("_", "-"): [value] for name, value in fields.items()}
    return read_terms(workshop.course, {**GOOD, **typed}, before)


@pytest.fixture
def trainer(shared_workshop):
    made = shared_workshop.learners.create()
    shared_workshop.learners.set_role(made.id, TRAINER)
    return shared_workshop.learners.find(made.id)


def test_what_was_decided_comes_back_as_typed(shared_workshop):
    module = next(iter(shared_workshop.course.modules))
    day = TODAY + timedelta(days=3)
    fields = {
        "module": module,
        "ouverture": f"{day}T09:00",
        "fermeture": f"{day}T17:30",
        f"examen_debut_{module}": f"{day}T14:00",
        f"examen_fin_{module}": f"{day}T15:00",
        "rendus": "2",
        "aveugle": "oui",
    }
    terms, typed = read(shared_workshop, **fields)
    assert typed.errors == {}
    assert (terms.modules, terms.hand_ins, terms.blind, terms.solutions) == (
        (module,),
        2,
        True,
        True,
    )
    assert terms.opens_at == datetime.fromisoformat(f"{day}T09:00").astimezone()
    assert [exam.module for exam in terms.exams] == [module]
    again = typed_of(terms)
    assert again.ticked == typed.ticked
    assert {k: v for k, v in typed.values.items() if v} == {
        k: v for k, v in again.values.items() if v
    }
    assert session_form(shared_workshop.course, again).exam_used


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("titre", "  "), ("titre", "a" * 121), ("titre", "a\u202eb"), ("parcours", "inconnu"),
        ("ouverture", "demain"), ("ouverture", "2026-01-01T00:00+02:00"),
        ("ouverture", "0001-01-01T00:00"), ("fermeture", "9999-12-31T23:59"),
        ("rendus", "0"), ("rendus", "100"), ("rendus", "-1"), ("rendus", "²"),
        ("effacement", ""), ("effacement", "2020-01-01"), ("effacement", "9999-12-31"),
        ("effacement", (TODAY + timedelta(days=731)).isoformat()),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field(shared_workshop, field, value):
    terms, typed = read(shared_workshop, **{field: value})
    assert terms is None
    assert list(typed.errors) == [field]


def test_dates_that_do_not_follow_are_told(shared_workshop):
    module = next(iter(shared_workshop.course.modules))
    day = TODAY + timedelta(days=3)
    _, typed = read(shared_workshop, ouverture=f"{day}T09:00", fermeture=f"{day}T08:00")
    assert list(typed.errors) == ["fermeture"]
    _, typed = read(shared_workshop, **{f"examen_debut_{module}": f"{day}T09:00"})
    assert list(typed.errors) == [f"examen-fin-{module}"]
    _, typed = read(shared_workshop, fermeture=f"{TODAY + timedelta(days=60)}T09:00")
    assert list(typed.errors) == ["effacement"]


def test_an_erasure_date_that_has_come_may_stay_as_it_is(shared_workshop):
    terms, _ = read(shared_workshop)
    late = terms.__class__(title="a", erase_at=terms.erase_at - timedelta(days=40))
    again, typed = read(
        shared_workshop, late, effacement=late.erase_at.astimezone().date().isoformat()
    )
    assert typed.errors == {}
    assert again.erase_at == late.erase_at


def test_a_session_is_made_copied_put_away_and_erased(shared_workshop, trainer):
    terms, _ = read(shared_workshop, ouverture=f"{TODAY}T09:00")
    made = keeping.create_session(shared_workshop, trainer, terms)
    copy = keeping.duplicate_session(shared_workshop, trainer, made.id)
    assert copy.code != made.code
    assert (copy.terms.title, copy.terms.opens_at) == ("Mardi à Val-Ouvert (copie)", None)
    keeping.renew_code(shared_workshop, trainer, copy.id)
    assert shared_workshop.sessions.by_code(copy.code) is None
    assert keeping.put_away(shared_workshop, trainer, copy.id)
    assert [one.archived for one in session_lines(shared_workshop, trainer)] == [True, False]
    with pytest.raises(RefusedError):
        keeping.erase_now(shared_workshop, trainer, made.id, "ACD-EFH-347")
    typed = f" {made.code[:4].lower()}-{made.code[4:]}"
    keeping.erase_now(shared_workshop, trainer, made.id, typed)
    assert [one.id for one in session_lines(shared_workshop, trainer)] == [copy.id]


def test_a_session_is_shared_by_its_owner_alone(shared_workshop, trainer):
    terms, _ = read(shared_workshop)
    made = keeping.create_session(shared_workshop, trainer, terms)
    account = add_account(shared_workshop, "bea", "quatre chevaux au pré")
    bea = shared_workshop.learners.find(account.learner_id)
    with pytest.raises(NotFoundError):
        keeping.put_away(shared_workshop, bea, made.id)
    keeping.add_trainer(shared_workshop, trainer, made.id, " BEA ")
    assert [one.name for one in keeping.trainer_lines(shared_workshop, made.id)][1] == "bea"
    for work in (
        lambda: keeping.add_trainer(shared_workshop, bea, made.id, "bea"),
        lambda: keeping.erase_now(shared_workshop, bea, made.id, made.code),
        lambda: keeping.remove_trainer(shared_workshop, bea, made.id, trainer.id),
    ):
        with pytest.raises(RefusedError) as refusal:
            work()
        assert refusal.value.code == "owner-only"
    keeping.remove_trainer(shared_workshop, trainer, made.id, bea.id)
    assert session_lines(shared_workshop, bea) == ()
    close_account(shared_workshop, account)
    for login in ("bea", "personne", ""):
        with pytest.raises(NotFoundError) as missing:
            keeping.add_trainer(shared_workshop, trainer, made.id, login)
        assert "Aucun compte formateur ouvert" in missing.value.message
