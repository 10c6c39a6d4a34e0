"""``ouvroir redact``: look at an act, hide passages of it, prove it; never over another file."""

from __future__ import annotations

import pytest

from grader.cli.main import main
from grader.privacy.redaction.reading import read_document
from grader.settings import Bounds
from tests.privacy.redaction.documents import MINUTES


@pytest.fixture
def act(tmp_path):
    path = tmp_path / "pv.docx"
    path.write_bytes(MINUTES)
    return path


@pytest.fixture
def redact(capsys):
    def call(*arguments) -> tuple[int, str, str]:
        code = main(["redact", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, *(text.replace("\u00a0", " ").replace("\u202f", " ") for text in (out, err))

    return call


def test_an_act_is_looked_at_first(redact, act):
    code, out, _ = redact(act)
    assert code == 0
    assert "Auteur du document : Paul Martel" in out
    assert "1 commentaire en marge" in out
    assert "ligne 4 : « Jeanne Duvernet »" in out
    assert list(act.parent.iterdir()) == [act]


def test_every_place_of_a_passage_is_hidden_and_the_file_searched(redact, act, tmp_path):
    hidden = ("--hide", "Jeanne Duvernet", "--hide", "12 rue des Lilas")
    code, out, _ = redact(act, *hidden, "--reason", "private-life")
    written = tmp_path / "pv-occulte.docx"
    text = read_document(written, Bounds()).text
    assert (code, text.count("[occulté : vie privée]")) == (0, 3)
    assert "3 passages cachés" in out
    assert "2 passages différents, cherchés dans 5 parties du fichier. Il n'en reste rien." in out
    assert "Duvernet" not in text


def test_a_name_left_elsewhere_is_told_and_changes_the_exit_code(redact, act, tmp_path):
    code, out, _ = redact(
        act, "--hide", "Mme Jeanne Duvernet", "-o", tmp_path / "a.odt", "--to", "odt"
    )
    assert code == 1
    assert "Caché à un endroit, et encore lisible à un autre" in out
    assert "ligne 7 : « Jeanne »" in out
    assert read_document(tmp_path / "a.odt", Bounds()).form == "odt"


def test_passages_come_from_a_list_too(redact, act, tmp_path):
    (tmp_path / "liste.txt").write_text("\ufeffJeanne Duvernet\n\n12 rue des Lilas\n", "utf-8")
    code, _, _ = redact(act, "--list", tmp_path / "liste.txt", "--to", "txt")
    assert code == 0
    assert "Duvernet" not in (tmp_path / "pv-occulte.txt").read_text("utf-8")


def test_no_file_is_overwritten(redact, act, tmp_path):
    (tmp_path / "pv-occulte.docx").write_text("un autre travail")
    code, _, err = redact(act, "--hide", "Jeanne Duvernet")
    assert code == 2
    assert "existe déjà" in err
    assert (tmp_path / "pv-occulte.docx").read_text() == "un autre travail"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("absent.docx",), "n'existe pas"),
        (("{act}", "--hide", "Mme Inconnue"), "ne contient pas « Mme Inconnue »"),
        (("{act}", "--list", "absente.txt"), "ne peut pas être lue"),
        (("{act}", "--hide", "Fabre", "--to", "pdf"), "pdf"),
    ],
)
def test_what_cannot_be_done_is_said_in_french(redact, act, arguments, said, capsys):
    try:
        code, _, err = redact(*(one.format(act=act) for one in arguments))
    except SystemExit as stop:
        code, err = stop.code, capsys.readouterr().err
    assert code == 2
    assert said in err.replace("\u00a0", " ")
    assert "Traceback" not in err
