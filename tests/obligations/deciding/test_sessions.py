"""Workshops that last what they say, and whose sheets can be printed."""

from __future__ import annotations

from datetime import time

import pytest

from grader.errors import ContentError, NotFoundError
from grader.obligations.deciding import sessions as module
from grader.obligations.deciding.choices import BadChoicesError
from grader.obligations.deciding.sessions import agenda, session_of, sessions
from grader.typography import french

ALL = [one.id for one in sessions()]


def test_four_workshops_of_twenty_minutes_and_one_to_publish():
    assert [one.minutes for one in sessions()] == [20, 20, 20, 20, 60]
    assert ALL[-1] == "publishing"


@pytest.mark.parametrize("one", sessions(), ids=lambda one: one.id)
def test_a_workshop_is_complete(one):
    assert sum(moment.minutes for moment in one.moments) == one.minutes
    assert one.material
    assert one.leave_with
    assert one.sheet.answers
    assert all(len(row) == len(one.sheet.head) for row in one.sheet.rows)
    for text in (one.aim, one.public, one.note, *(moment.what for moment in one.moments)):
        assert french(text) == text
        assert text.endswith((".", "?"))


def test_the_sheet_to_mend_has_as_many_answers_as_it_says_faults():
    sheet = session_of("structure").sheet
    assert "huit" in sheet.title
    assert len(sheet.answers) == 8
    assert "huit" in " ".join(moment.what for moment in session_of("structure").moments)


def test_every_document_of_the_sorting_sheet_has_an_answer():
    sheet = session_of("law").sheet
    # One more: the licence.
    assert len(sheet.answers) == len(sheet.rows) + 1


def test_a_day_by_hand():
    slots = agenda(ALL, time(9, 30), 10)
    assert [(slot.begins, slot.ends) for slot in slots] == [
        (time(9, 30), time(9, 50)),
        (time(10, 0), time(10, 20)),
        (time(10, 30), time(10, 50)),
        (time(11, 0), time(11, 20)),
        (time(11, 30), time(12, 30)),
    ]


def test_workshops_keep_their_order_and_come_once():
    slots = agenda(["telling", "law", "law"], time(14))
    assert [slot.session.id for slot in slots] == ["law", "telling"]
    assert slots[1].begins == time(14, 25)


@pytest.mark.parametrize(
    ("chosen", "start", "pause", "field"),
    [
        ([], time(9), 5, "sessions"),
        (["dance"], time(9), 5, "sessions"),
        (["law"], time(9), 61, "pause"),
        (["law"], time(9), -1, "pause"),
        (["law"], time(23, 40), 5, "start"),
        (ALL, time(22), 0, "start"),
    ],
)
def test_what_cannot_be_is_refused(chosen, start, pause, field):
    with pytest.raises(BadChoicesError) as caught:
        agenda(chosen, start, pause)
    assert list(caught.value.fields) == [field]


def test_an_unknown_workshop_is_refused():
    with pytest.raises(NotFoundError):
        session_of("dance")


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw["moments"].pop(),
        lambda raw: raw["sheet"]["rows"][0].pop(),
        lambda raw: raw["sheet"].pop("answers"),
        lambda raw: raw.update(colour="blue"),
        lambda raw: raw.update(material="a pen"),
    ],
)
def test_a_wrong_declaration_is_refused(monkeypatch, change):
    raw = module.read_data("sessions.yml")
    change(raw[0])
    monkeypatch.setattr(module, "read_data", lambda _: raw)
    with pytest.raises(ContentError):
        sessions.__wrapped__()
