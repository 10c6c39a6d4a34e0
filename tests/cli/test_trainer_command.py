"""``ouvroir trainer``: accounts are made, listed, closed, opened and erased."""

from __future__ import annotations

import io
import sys

import pytest

PASSWORD = "quatre chevaux au pré"


@pytest.fixture
def trainer(command, tmp_path, monkeypatch):
    monkeypatch.setenv("OUVROIR_DATA", str(tmp_path / "data"))

    def run(*argv, typed=PASSWORD):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
        return command("trainer", *argv)

    return run


def test_an_account_lives_and_ends(trainer):
    assert "Aucun compte" in trainer("list")[1]
    code, out, err = trainer("add", "Ana", "--password-stdin")
    assert (code, err) == (0, "")
    assert "Compte formateur créé : ana" in out
    assert trainer("add", "chef", "--admin", "--password-stdin")[0] == 0
    assert "ana : Formateur, ouvert, créé le" in trainer("list")[1]
    assert trainer("close", "ana")[0] == 0
    assert "ana : Formateur, fermé le" in trainer("list")[1]
    assert trainer("open", "ana")[0] == 0
    assert trainer("password", "ana", "--password-stdin", typed="cinq chevaux au pré")[0] == 0
    assert trainer("remove", "ana")[0] == 0
    assert "ana" not in trainer("list")[1]


@pytest.mark.parametrize(
    ("argv", "typed", "told"),
    [
        (("add", "ana@mairie.fr", "--password-stdin"), PASSWORD, "adresse électronique"),
        (("add", "ana", "--password-stdin"), "court", "moins de 12 caractères"),
        (("add", "ana"), PASSWORD, "pas de terminal"),
        (("password", "ana", "--password-stdin"), PASSWORD, "pas de compte à ce nom"),
        (("remove", "ana"), "", "pas de compte à ce nom"),
        (("add",), "", "il manque : IDENTIFIANT"),
    ],
)
def test_what_is_refused_says_why(trainer, argv, typed, told):
    code, out, err = trainer(*argv, typed=typed)
    assert (code, out) == (2, "")
    assert told in err


def test_a_login_is_taken_once_and_no_password_is_shown(trainer):
    trainer("add", "ana", "--admin", "--password-stdin")
    code, out, err = trainer("add", "ANA", "--password-stdin")
    assert code == 2
    assert "déjà pris" in err
    assert PASSWORD not in out + err
    assert "dernier compte administrateur" in trainer("close", "ana")[2]
