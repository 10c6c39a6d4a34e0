"""``ouvroir quiz``: what it writes, what it says, exit codes, and what it refuses."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from functools import partial

import pytest
import yaml

from grader.quiz.gift.decode import MOST_BYTES
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX

QUIZ = str(SMALL.parent / "course_quiz")


@pytest.fixture
def run(command):
    return partial(command, "quiz")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A copy of the small course, that every command reads."""
    folder = tmp_path / "courses"
    shutil.copytree(SMALL, folder)
    monkeypatch.setenv("OUVROIR_COURSES", str(folder))
    monkeypatch.setenv("OUVROIR_SANDBOX", str(SMALL_SANDBOX))
    return folder


@pytest.fixture
def bank(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "banque.gift"
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


COMPLETE = (
    "// [id:ex-g01] [erreur:oublier l'extension]\n"
    "Quel nom convient au fichier ?{\n=registre.csv#Oui, court et sans espace.\n"
    "~le registre#Il manque l'extension.\n}\n"
)


def test_an_import_that_is_complete_is_accepted_by_the_check(run, command, course, bank, tmp_path):
    out_path = tmp_path / "fragment.yml"
    code, out, err = run(
        *("import", bank(COMPLETE), "--module", "exemple", "--objective", "ex-o1"),
        *("--level", "2", "--output", str(out_path)),
    )
    assert (code, err) == (0, "")
    assert out.startswith("1 question lue, dont 1 complète.\n")
    assert "courses/exemple/quiz.yml" in out
    quiz = course / "exemple" / "quiz.yml"
    fragment = out_path.read_text(encoding="utf-8")
    quiz.write_text(quiz.read_text("utf-8") + fragment.split("items:")[1], encoding="utf-8")
    lesson = course / "exemple" / "lire.md"
    shown = "```{question} ex-r01\n```\n"
    placed = lesson.read_text("utf-8").replace(
        shown, shown + "\nEt :\n\n" + shown.replace("r01", "g01")
    )
    lesson.write_text(placed, encoding="utf-8")
    code, out, _ = command("check")
    assert (code, out.count("[unrecorded-id]"), out.count("\n")) == (1, 1, 2)
    code, out, _ = command("check", "--record-ids")
    assert (code, out.endswith("Les cours sont en ordre.\n")) == (0, True)


def test_the_export_of_a_course_comes_back_the_same(run, command, course, bank, tmp_path):
    path = tmp_path / "exemple.gift"
    assert run("export", "exemple", "--format", "gift", "--output", str(path))[0] == 0
    fragment = tmp_path / "fragment.yml"
    code, out, _ = run("import", str(path), "--module", "exemple", "--output", str(fragment))
    assert code == 0
    assert out.count("existe déjà dans ce module") == 3
    before = command("check")
    quiz = course / "exemple" / "quiz.yml"
    declared = yaml.safe_load(quiz.read_text("utf-8"))
    again = yaml.safe_load(fragment.read_text("utf-8"))
    assert again == declared
    shutil.copy(fragment, quiz)
    assert command("check") == before


def test_what_is_written_without_output_is_alone_on_the_screen(run, course, bank):
    code, out, err = run("export", "exemple", "--format", "moodle-xml")
    assert code == 0
    assert ET.fromstring(out).tag == "quiz"
    assert "3 questions écrites." in err
    source = COMPLETE.replace("[erreur", "[")
    code, out, err = run("import", bank(source), "--module", "exemple", "--objective", "ex-o1")
    assert yaml.safe_load(out)["items"][0]["id"] == "ex-g01"
    assert "1 question lue, aucune n'est complète." in err
    assert "le même objectif et le même niveau" in err


def test_losses_are_grouped_and_name_every_question(run, tmp_path):
    path = tmp_path / "tout.gift"
    code, out, _ = run("export", QUIZ, "--format", "gift", "--output", str(path))
    assert code == 0
    told = " ".join(out.split())
    assert "reasons : Moodle ne demande pas la raison" in told
    assert out.count("Moodle ne demande pas la raison") == 1
    assert "es-r04, es-q04" in told


def test_a_question_that_cannot_leave_is_counted(run, course):
    quiz = course / "exemple" / "quiz.yml"
    quiz.write_text(
        quiz.read_text("utf-8")
        + "  - {id: ex-m01, type: span_marking, objective: ex-o1, question: Marquez., "
        "text: un deux trois, if_wrong: Non., spans: [{text: un, feedback: Oui., if_wrong: N.}]}\n",
        encoding="utf-8",
    )
    code, out, _ = run("export", "exemple", "--format", "gift", "--output", str(course / "x"))
    assert code == 1
    assert "1 question reste ici." in out
    assert "3 questions écrites dans" in out


def test_lines_that_cannot_be_read_are_told_with_the_others(run, course, bank):
    source = "Qui ?{=a ~b\n\n" + COMPLETE + "\nUn texte.\n"
    code, out, err = run("import", bank(source), "--module", "exemple", "--objective", "ex-o2")
    assert code == 1
    assert "banque.gift:1: L'accolade fermante manque." in err
    assert "banque.gift:9: Texte sans réponses" in err
    assert "ex-g01" in out


def test_windows_files_are_read_and_told(run, course, bank):
    code, out, err = run(
        "import", bank(COMPLETE.replace("court", "été €"), "cp1252"), "--module", "exemple"
    )
    assert "été €" in out
    assert "Windows-1252. Vérifiez les accents." in err
    assert "L'objectif n'est pas dit. Ajoutez « objective », parmi : ex-o1, ex-o2." in " ".join(
        err.split()
    )
    assert code == 1


def test_an_empty_file_holds_nothing(run, course, bank):
    assert run("import", bank("// rien\n"), "--module", "exemple") == (
        1, "0 question lue.\n", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--module", "absent"], "Le module « absent » n'existe pas. Modules : exemple."),
        (["--module", "exemple", "--objective", "x"], "L'objectif « x » n'est pas déclaré"),
        (["--module", "exemple", "--prefix", "Été"], "« Été » ne peut pas commencer"),
        (["--module", "exemple", "--level", "4"], "--level : valeur inconnue 4"),
        (["--module", "exemple", "--output", "absent/x.yml"], "ne peut pas être écrit"),
        ([], "il manque : --module"),
    ],
)
def test_what_cannot_be_done_is_said(run, course, bank, monkeypatch, tmp_path, argv, said):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("import", bank(COMPLETE), *argv)
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("data", [b"a" * (MOST_BYTES + 1), b"PK\x03\x04\x00", None])
def test_files_that_are_no_text_exit_2(run, course, tmp_path, data):
    path = tmp_path / "banque.gift"
    if data is not None:
        path.write_bytes(data)
    code, out, err = run("import", str(path), "--module", "exemple")
    assert (code, out) == (2, "")
    assert "banque.gift" in err


def test_a_fragment_never_replaces_a_file(run, course, bank):
    quiz = course / "exemple" / "quiz.yml"
    before = quiz.read_bytes()
    code, _, err = run("import", bank(COMPLETE), "--module", "exemple", "--output", str(quiz))
    assert code == 2
    assert "« quiz.yml » existe déjà, et ne sera pas remplacé." in err
    assert quiz.read_bytes() == before


def test_an_unknown_module_or_format_is_refused(run, course):
    assert run("export", "absent", "--format", "gift")[0] == 2
    code, _, err = run("export", "exemple", "--format", "qti")
    assert code == 2
    assert "valeur inconnue « qti »" in err


def test_what_a_file_holds_commands_no_terminal(run, course, bank):
    source = "// [tag:\x85\u202etag]\nQui ?{=a#x ~b\u009b31m}\n"
    _, out, err = run("import", bank(source), "--module", "exemple")
    assert not {"\x85", "\u202e", "\u009b"} & set(err)
    assert not {"\x85", "\u202e", "\u009b"} & set(out)
