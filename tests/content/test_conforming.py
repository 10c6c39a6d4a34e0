"""What was found right is not checked again, and nothing else is taken for right."""

from __future__ import annotations

import shutil

import pytest

from grader.content import declarations
from grader.content.build import CONFORMING, ensure_built
from grader.content.conforming import known_to_conform, remember_conforming, remembering
from grader.errors import ContentError
from grader.settings import Settings
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX


@pytest.fixture
def settings(tmp_path):
    shutil.copytree(SMALL, tmp_path / "courses")
    return Settings(
        data=tmp_path / "data", build=tmp_path / "build",
        courses=tmp_path / "courses", sandbox=SMALL_SANDBOX,
    )  # fmt: skip


@pytest.fixture
def checks(monkeypatch):
    """Names of the schemas that something was held against."""
    held = []
    validator = declarations._validator

    def noted(name):
        held.append(name)
        return validator(name)

    monkeypatch.setattr(declarations, "_validator", noted)
    return held


def test_only_what_changed_is_checked_at_the_next_start(settings, checks):
    first = ensure_built(settings)
    assert len(checks) > 5
    checks.clear()
    again = ensure_built(settings)
    assert checks == []
    assert again.modules.keys() == first.modules.keys()

    module = next(settings.courses.glob("*/module.yml"))
    module.write_text(module.read_text("utf-8").replace("title: ", "title: Autre ", 1), "utf-8")
    ensure_built(settings)
    assert checks == ["module"]


def test_a_fault_is_told_as_long_as_it_is_there(settings):
    ensure_built(settings)
    module = next(settings.courses.glob("*/module.yml"))
    good = module.read_text("utf-8")
    module.write_text(good.replace("title: ", "titre: ", 1), "utf-8")
    for _ in range(2):
        with pytest.raises(ContentError) as told:
            ensure_built(settings)
        assert told.value.code == "bad-declaration"
    module.write_text(good, "utf-8")
    ensure_built(settings)


@pytest.mark.parametrize("content", [b"", b"{", b"3", b'["deadbeef"]', b"\xff"])
def test_a_spoilt_memory_remembers_nothing(settings, checks, content):
    ensure_built(settings)
    checks.clear()
    (settings.build / CONFORMING).write_bytes(content)
    ensure_built(settings)
    assert len(checks) > 5


def test_values_and_schemas_that_differ_are_not_taken_for_each_other():
    pairs = [
        ({"a": 1}, {"a": True}), ({"a": "1"}, {"a": 1}), ({"a": 1}, {"a": 1.0}),
        (["a, b"], ["a", "b"]), ({"a": None}, {"a": "None"}), ({"a": "x"}, {"a": "x "}),
    ]  # fmt: skip
    for one, other in pairs:
        with remembering(frozenset()) as memory:
            remember_conforming(one, b"{}")
        with remembering(frozenset(memory.met)):
            assert known_to_conform(one, b"{}")
            assert not known_to_conform(other, b"{}")
            assert not known_to_conform(one, b"{ }")
    assert not known_to_conform({"a": 1}, b"{}")
