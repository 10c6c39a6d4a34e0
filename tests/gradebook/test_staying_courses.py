"""A grading process that stays loads the courses when they changed, and only then."""

from __future__ import annotations

import shutil

from grader.services import grading
from grader.services.workshop import Workshop
from grader.settings import Settings
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX


def test_courses_are_loaded_again_when_a_file_of_theirs_changed(tmp_path, monkeypatch):
    courses, bank = tmp_path / "courses", tmp_path / "reserve"
    shutil.copytree(SMALL, courses)
    bank.mkdir()
    settings = Settings(
        courses=courses, sandbox=SMALL_SANDBOX, build=tmp_path / "build", data=tmp_path / "data",
        workers=1, private_bank=bank,
    )  # fmt: skip
    Workshop.open(settings).close()
    loaded = []

    def load(those):
        loaded.append(those)
        return grading_load(those)

    grading_load = grading.ensure_built
    monkeypatch.setattr(grading, "ensure_built", load)
    room = grading.GradingRoom(settings, staying=True)
    try:
        for _ in range(3):
            assert room.grade() == []
        assert len(loaded) == 1
        declared = courses / "exemple" / "module.yml"
        declared.write_text(declared.read_text("utf-8") + "# relu\n", "utf-8")
        for _ in range(2):
            room.grade()
        assert len(loaded) == 2
        (bank / "LISEZMOI.md").write_text("réserve", "utf-8")
        room.grade()
        assert len(loaded) == 3
    finally:
        room.close()
