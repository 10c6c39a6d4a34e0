"""``assess`` never raises, never says a cell aloud, and gives the same answer twice."""

from __future__ import annotations

import dataclasses
import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.exercises.assess import assess
from grader.exercises.mock import drop, make_response
from grader.exercises.model import STATUSES, Event, Response
from grader.exercises.wording import NOUNS, cause_label
from grader.tables.notices import NOTICES
from grader.validation.messages.tell import TELLINGS
from grader.validation.model import Verdict
from tests.exercises.files import GIVEN, SCHEMA, exercise

NAMES = ("quiz", "registre", "mon-registre")
SHA = "a" * 64
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
events = st.builds(
    Event,
    st.sampled_from(["answer", "skip", "file", "restart", "hint", "solution", "", "autre"]),
    st.text(max_size=10),
    st.fixed_dictionaries(
        {},
        optional={
            "item": st.sampled_from(["ex-q01", "ex-q02", "?"]) | json_values,
            "chosen": st.lists(st.sampled_from("abcz")) | json_values,
            "sha256": st.just(SHA) | json_values,
            "schema": st.just(SCHEMA) | json_values,
            "name": json_values,
        },
    ),
)
causes = st.tuples(
    st.sampled_from(["type-error/date", "x", "unusable-file/y"]), st.text("AB", max_size=1)
)
verdicts = st.builds(
    Verdict,
    st.sampled_from([SCHEMA, "", "autre@1"]),
    st.booleans(),
    st.integers(0, 9),
    st.dictionaries(causes, st.integers(0, 9)),
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(
    st.sampled_from(NAMES),
    st.lists(events, max_size=6),
    st.dictionaries(st.just(SHA), verdicts),
)
def test_any_response_gets_an_outcome(name, recorded, kept):
    response = Response(f"exemple/{name}", 0, tuple(recorded), {}, kept)
    found = assess(exercise(name), response)
    assert found.status in STATUSES
    assert 0 <= found.points <= found.max_points == exercise(name).points
    assert found == assess(exercise(name), response)
    assert (found.status == "passed") == (found.points == found.max_points)
    if found.points < found.max_points and found.status != "not_attempted":
        assert found.feedback


def test_unexpected_fault_is_told_and_logged_without_values(caplog):
    secret = "2026-secret"
    broken = dataclasses.replace(exercise("registre"), settings={"also": secret})
    with caplog.at_level(logging.DEBUG):
        found = assess(broken, make_response("exemple/registre", [drop(GIVEN)]))
    assert (found.status, found.points) == ("uncheckable", 0)
    assert "Elle est conservée" in found.feedback[0].message
    assert "KeyError" in caplog.text
    assert secret not in caplog.text
    assert "Traceback" not in caplog.text


def test_unknown_kind_is_uncheckable():
    strange = dataclasses.replace(exercise("quiz"), kind="essay")
    assert assess(strange, make_response("exemple/quiz")).status == "uncheckable"


def test_response_to_another_exercise_is_uncheckable():
    assert assess(exercise("quiz"), make_response("exemple/registre")).status == "uncheckable"


def test_feedback_is_set_in_french_typography():
    found = assess(exercise("registre"), make_response("exemple/registre", [drop(GIVEN)]))
    told = " ".join(f.message for f in found.feedback)
    assert "\u00a0:" in told
    assert " :" not in told


@pytest.mark.parametrize("code", sorted({key.partition(":")[0] for key in TELLINGS} - {""}))
def test_every_finding_has_a_noun(code):
    assert code in NOUNS or code.partition("/")[0] in NOUNS


@pytest.mark.parametrize("code", [*NOTICES, "lost-row", "altered-value"])
def test_every_notice_and_loss_has_a_noun(code):
    assert code in NOUNS


@pytest.mark.parametrize(
    ("cause", "count", "label"),
    [
        (("type-error/date", "JOUR"), 1, "1 date mal écrite dans JOUR"),
        (("type-error/date", "JOUR"), 1200, "1 200 dates mal écrites dans JOUR"),
        (("type-error/geopoint", "OU"), 2, "2 valeurs d'un autre type dans OU"),
        (("encoding-not-utf8", ""), 1, "encodage autre que l'UTF-8"),
        (("jamais-vu", ""), 2, "2 anomalies"),
    ],
)
def test_label_of_a_cause(cause, count, label):
    assert cause_label(cause, count).replace("\u00a0", " ").replace("\u202f", " ") == label


def test_a_file_past_the_memory_says_so(monkeypatch):
    def fill(*_arguments, **_options):
        raise MemoryError

    monkeypatch.setattr("grader.exercises.present.file_verdict", fill)
    subject = exercise("registre")

    found = assess(subject, make_response(subject.id, [drop(GIVEN)]))

    assert found.status == "uncheckable"
    assert "trop de mémoire" in found.feedback[0].message
