"""What the tests of every command need."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from grader.cli.main import main
from tests.support.portal_server import RunningPortal
from tests.support.publishing import RECORD, write


@pytest.fixture
def command(capsys) -> Callable[..., tuple[int, str, str]]:
    """Run a command; give exit code, output, error output (with ordinary spaces)."""

    def runner(*argv: str) -> tuple[int, str, str]:
        try:
            code = main(argv)
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, *(text.replace("\u00a0", " ").replace("\u202f", " ") for text in (out, err))

    return runner


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """One real portal for the tests of a command that calls it."""
    running = RunningPortal(tmp_path_factory.mktemp("portal")).start()
    yield running
    assert running.end() == 0


@pytest.fixture
def given(portal, tmp_path, monkeypatch):
    """A folder with a record, a file and a key, and no wish to send for real."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OUVROIR_DEMO", raising=False)
    write(tmp_path, RECORD)
    (tmp_path / "subventions.csv").write_text("nom;montant\nClub;100\n", encoding="utf-8")
    (tmp_path / "cle").write_text(portal.key + "\n", encoding="ascii")
    return tmp_path


@pytest.fixture
def publish(command, portal, given) -> Callable[..., tuple[int, str, str]]:
    """Run ``ouvroir publish`` for that record, that key and that portal."""
    return partial(command, "publish", "fiche.json", "--key-file", "cle", "--address", portal.base)
