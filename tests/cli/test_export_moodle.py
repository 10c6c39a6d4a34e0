"""``ouvroir export --format moodle``: a session's grades as Moodle imports them."""

from __future__ import annotations

import pytest

from grader.cli.main import main
from tests.services import reading
from tests.services.sessions.group import open_session, work


@pytest.fixture
def place(tmp_path, monkeypatch):
    workshop = reading.open_reading(tmp_path)
    _, session, people = open_session(workshop, ("Mésange", "Pinson"))
    for rank, one in enumerate(people):
        work(workshop, one, rank)
    settings = workshop.settings
    workshop.close()
    for name in ("data", "courses", "sandbox", "build"):
        monkeypatch.setenv(f"OUVROIR_{name.upper()}", str(getattr(settings, name)))
    return session


def test_it_writes_a_file_and_refuses_options_that_contradict(place, tmp_path, capsys):
    file = tmp_path / "notes.csv"
    asked = ["export", "--format", "moodle", "--session", place.id, "--output", str(file)]
    assert main(asked) == 0
    assert file.read_bytes().startswith(b"Identifiant")
    assert main([*asked, "--tableur"]) == 2
    assert "--points va avec" in capsys.readouterr().err.replace("\u00a0", " ")
    assert main(["export", "--points"]) == 2
    assert main([*asked[:4], "s" + "0" * 24]) == 2
