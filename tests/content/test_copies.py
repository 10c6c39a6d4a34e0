"""Copies: written, read back, hostile ones refused; ``score`` gives one float in silence."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import logging
import os
import sys
import warnings
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import grader
from grader.content.copies import ANSWERS, read_copy, score, write_copy
from grader.errors import ContentError
from grader.exercises.mock import answer, drop, make_response
from grader.exercises.verdicts import file_verdict
from grader.settings import Bounds
from tests.exercises.files import CLEAN, exercise
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX

AT = datetime(2026, 10, 15, 8, 30, tzinfo=UTC)
QUIZ = make_response("exemple/quiz", [answer("ex-q01", "a")], seed=7)
MEND = make_response("exemple/registre", [drop(CLEAN)])
KEPT = dataclasses.replace(
    MEND,
    verdicts={sha: file_verdict(exercise("registre"), CLEAN, Bounds())[1] for sha in MEND.files},
)


@pytest.fixture(autouse=True)
def installed(monkeypatch):
    monkeypatch.setenv("OUVROIR_COURSES", str(SMALL))
    monkeypatch.setenv("OUVROIR_SANDBOX", str(SMALL_SANDBOX))


def write(folder, *responses, with_files=True):
    named = {r.exercise_id: r for r in responses}
    write_copy(folder, "exemple", "abc123", named, with_files=with_files, handed_in_at=AT)


def test_a_copy_with_its_files_is_read_back(tmp_path):
    write(tmp_path, QUIZ, KEPT)
    copy = read_copy(tmp_path)
    assert (copy.module, copy.learner, copy.files) == ("exemple", "abc123", "sent")
    assert copy.handed_in_at == "2026-10-15T08:30:00+00:00"
    assert copy.responses["exemple/quiz"].events == QUIZ.events
    assert copy.responses["exemple/quiz"].seed == 7
    (sha,) = MEND.files
    assert copy.responses["exemple/registre"].files[sha] == tmp_path / "fichiers" / sha
    assert copy.responses["exemple/registre"].verdicts == KEPT.verdicts


def test_a_copy_of_verdicts_holds_no_file_and_no_cell(tmp_path):
    write(tmp_path, KEPT, with_files=False)
    assert sorted(p.name for p in tmp_path.iterdir()) == [ANSWERS]
    assert "bibliothèque" not in (tmp_path / ANSWERS).read_text(encoding="utf-8")
    assert read_copy(tmp_path).responses["exemple/registre"].files == {}


def test_same_copy_same_bytes(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, QUIZ, KEPT)
    one, two = ((tmp_path / n / ANSWERS).read_bytes() for n in ("one", "two"))
    assert one == two


@pytest.mark.parametrize("with_files", [True, False])
def test_score_is_the_points_of_assess(tmp_path, with_files):
    write(tmp_path, QUIZ, KEPT, with_files=with_files)
    assert grader.score("exemple/quiz", tmp_path) == 1.0
    assert grader.score("exemple/registre", tmp_path) == 6.0
    assert grader.score("exemple/mon-registre", tmp_path) == 0.0


def test_a_file_changed_on_the_way_is_passed_over(tmp_path):
    write(tmp_path, MEND)
    (sha,) = MEND.files
    (tmp_path / "fichiers" / sha).write_text("ID\n1\n", encoding="utf-8")
    assert read_copy(tmp_path).responses["exemple/registre"].files == {}
    assert score("exemple/registre", tmp_path) == 0.0


def test_links_out_of_the_copy_are_not_followed(tmp_path):
    write(tmp_path, MEND)
    (sha,) = MEND.files
    (tmp_path / "fichiers" / sha).unlink()
    (tmp_path / "fichiers" / sha).symlink_to(CLEAN)
    assert hashlib.sha256(CLEAN.read_bytes()).hexdigest() == sha
    assert read_copy(tmp_path).responses["exemple/registre"].files == {}


HOSTILE = [
    b"", b"null", b"[]", b"{", b'"x"', b"\xff", b"[" * 100_000, b"1e999", b"NaN",
    b'{"format": 1}', b'{"format": 1, "responses": []}', b'{"format": 1, "responses": {"x": 3}}',
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_answers_are_refused_and_earn_nothing(tmp_path, content):
    (tmp_path / ANSWERS).write_bytes(content)
    with pytest.raises(ContentError) as refusal:
        read_copy(tmp_path)
    assert refusal.value.code == "bad-copy"
    assert score("exemple/quiz", tmp_path) == 0.0


def changed(path, **more):
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**data, **more}), encoding="utf-8")


@pytest.mark.parametrize(
    "more",
    [
        {"format": 2},
        {"module": "autre"},
        {"module": 3},
        {"files": "tout"},
        {"learner": None},
        {"responses": {"exemple/quiz": {**QUIZ.to_dict(), "seed": 1e400}}},
        {"responses": {"exemple/quiz": {**QUIZ.to_dict(), "exercise": "exemple/registre"}}},
        {"responses": {"exemple/quiz": {**QUIZ.to_dict(), "events": [{"kind": "answer"}]}}},
        {"responses": {"exemple/quiz": {**QUIZ.to_dict(), "verdicts": {"x": {"rows": -1}}}}},
        {"responses": {"exemple/quiz": {**QUIZ.to_dict(), "verdicts": {"x": {
            "schema": "", "valid": True, "rows": 1, "counts": [["a", "b", -4]]}}}}},
    ],
)  # fmt: skip
def test_doctored_answers_are_refused(tmp_path, more):
    write(tmp_path, QUIZ)
    changed(tmp_path / ANSWERS, **more)
    with pytest.raises(ContentError):
        read_copy(tmp_path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.sampled_from(["format", "module", "learner", "responses", "files"]), json_values)
def test_any_json_gives_a_copy_or_a_refusal(tmp_path, key, value):
    write(tmp_path, QUIZ)
    changed(tmp_path / ANSWERS, **{key: value})
    with contextlib.suppress(ContentError):
        assert read_copy(tmp_path).module == "exemple"
    assert 0 <= score("exemple/quiz", tmp_path) <= 2


def test_score_without_a_copy_is_zero(tmp_path):
    assert score("exemple/quiz", tmp_path) == 0.0
    assert score("exemple/absent", tmp_path) == 0.0
    assert score("", tmp_path / "absent") == 0.0


def test_score_is_silent_whatever_the_code_below_says(tmp_path, capfd, monkeypatch):
    write(tmp_path, QUIZ)

    def loud(*_args):
        print("bavard")
        print("bavard", file=sys.stderr)
        os.write(1, b"bavard")
        os.write(2, b"bavard")
        warnings.warn("bavard", stacklevel=1)
        logging.getLogger("bavard").error("bavard")
        raise RuntimeError("bavard")

    monkeypatch.setattr("grader.exercises.assess.assess", loud)
    assert score("exemple/quiz", tmp_path) == 0.0
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
    print("encore")
    os.write(2, b"encore")
    said = capfd.readouterr()
    assert (said.out, said.err) == ("encore\n", "encore")


def test_score_leaves_logs_and_warnings_as_they_were(tmp_path, caplog):
    write(tmp_path, QUIZ)
    score("exemple/quiz", tmp_path)
    logging.getLogger("essai").error("entendu")
    assert "entendu" in caplog.text
    with pytest.warns(UserWarning, match="entendu"):
        warnings.warn("entendu", stacklevel=1)
