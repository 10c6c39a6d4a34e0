"""``ouvroir serve --watch`` is for who writes the courses, at her own machine."""

from __future__ import annotations

import argparse

import pytest

from grader.cli import serve
from grader.errors import RefusedError
from grader.settings import Settings

REFUSED = [
    ({"alone": True}, "OUVROIR_ALONE=1"),
    ({"host": "0.0.0.0"}, "0.0.0.0 ouvre le serveur à d'autres"),
]


@pytest.mark.parametrize(("given", "why"), REFUSED)
def test_a_preview_is_refused_where_nobody_writes_or_others_would_see(given, why):
    with pytest.raises(RefusedError) as refusal:
        serve.require_an_author(Settings(**given))

    assert why in refusal.value.message.replace("\u00a0", " ")
    assert refusal.value.hint


def test_courses_of_the_installation_are_not_previewed_but_a_folder_of_ones_own_is(
    monkeypatch, tmp_path
):
    serve.require_an_author(Settings())
    monkeypatch.setattr(serve, "INSTALLED", True)
    serve.require_an_author(Settings(courses=tmp_path))

    with pytest.raises(RefusedError, match="ne s'écrivent pas sur place") as refusal:
        serve.require_an_author(Settings())
    assert "OUVROIR_COURSES=mes-cours ouvroir serve --watch" in refusal.value.hint


def test_the_command_refuses_before_it_starts_anything(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("OUVROIR_ALONE", "1")
    monkeypatch.setenv("OUVROIR_DATA", str(tmp_path / "data"))
    given = argparse.Namespace(host=None, port=None, watch=True, verbose=False)

    with pytest.raises(RefusedError):
        serve.run(given)

    assert capsys.readouterr().out == ""
    assert not (tmp_path / "data").exists()
