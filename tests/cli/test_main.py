"""The command: help and refusals in French, exit codes, JSON for machines."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys

import pytest

import grader
from grader.cli.main import _ORDER, command_modules, main, make_parser
from grader.cli.parser import FrenchParser, in_french
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX

COMMANDS = [module.__name__.rpartition(".")[2] for module in command_modules()]
ENGLISH = re.compile(
    r"\b(usage:|options:|positional|optional arguments|show this|required|invalid|choose|"
    r"unrecognized|expected|error)\b"
)


@pytest.fixture(autouse=True)
def installed(monkeypatch, tmp_path):
    monkeypatch.setenv("OUVROIR_COURSES", str(SMALL))
    monkeypatch.setenv("OUVROIR_SANDBOX", str(SMALL_SANDBOX))
    monkeypatch.setenv("OUVROIR_BUILD", str(tmp_path / "build"))
    monkeypatch.setenv("OUVROIR_DATA", str(tmp_path / "data"))


def refused(capsys, *argv):
    with pytest.raises(SystemExit) as stop:
        main(argv)
    assert stop.value.code == 2
    return capsys.readouterr().err.replace("\u00a0", " ").replace("\u202f", " ")


def test_every_command_of_the_house_is_there():
    assert COMMANDS[:4] == ["serve", "build", "new", "check"]
    assert {"grade", "export"} <= set(COMMANDS)


@pytest.mark.parametrize("argv", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_in_french(capsys, argv):
    with pytest.raises(SystemExit) as stop:
        main(argv)
    assert stop.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("Usage\u00a0: ouvroir")
    assert "montrer cette aide" in told
    assert not ENGLISH.search(told)


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ([], "il manque : COMMANDE"),
        (["ouvrir"], "COMMANDE : valeur inconnue « ouvrir » ; choix possibles : serve, build"),
        (["check", "--format", "xml"], "--format : valeur inconnue « xml » ; choix possibles :"),
        (["check", "--format"], "--format : une valeur est attendue"),
        (["check", "--couleur"], "arguments inconnus : --couleur"),
        (["build", "tout"], "arguments inconnus : tout"),
        (["check", "--form", "json"], "arguments inconnus : --form json"),
    ],
)
def test_refusal_is_in_french(capsys, argv, sentence):
    told = refused(capsys, *argv)
    assert sentence in told
    assert told.startswith("Usage : ouvroir")
    assert not ENGLISH.search(told)


@pytest.mark.parametrize(
    ("declare", "argv"),
    [
        (lambda p: p.add_argument("n", type=int), ["x"]),
        (lambda p: p.add_argument("n", type=float), ["x"]),
        (lambda p: p.add_argument("--n", nargs=2), ["--n", "1"]),
        (lambda p: p.add_argument("--n", nargs="+"), ["--n"]),
        (lambda p: p.add_argument("--n", action="store_true"), ["--n=3"]),
        (lambda p: [p.add_argument("a"), p.add_argument("b")], []),
        (lambda p: p.add_argument("n", choices=["un"]), ["deux"]),
        (lambda p: [g := p.add_mutually_exclusive_group(), g.add_argument("--a"),
                    g.add_argument("--b")], ["--a", "1", "--b", "2"]),
        (lambda p: [g := p.add_mutually_exclusive_group(required=True), g.add_argument("--a"),
                    g.add_argument("--b")], []),
    ],
)  # fmt: skip
def test_each_refusal_of_argparse_is_translated(capsys, declare, argv):
    parser = FrenchParser(prog="essai")
    declare(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(argv)
    assert not ENGLISH.search(capsys.readouterr().err)


def test_unknown_refusal_is_left_as_it_is():
    assert in_french("something new") == "something new"


def test_version(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"ouvroir {grader.__version__}\n"


def test_build_then_check_are_fine(capsys, tmp_path):
    assert main(["build"]) == 0
    assert (tmp_path / "build/pages/exemple/lire.ipynb").is_file()
    assert "2\u00a0fichiers à jour" in capsys.readouterr().out
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "Les cours sont en ordre.\n"


def test_check_finds_and_says_where(capsys, monkeypatch, courses_with_a_fault):
    monkeypatch.setenv("OUVROIR_COURSES", str(courses_with_a_fault))
    assert main(["check"]) == 1
    told = capsys.readouterr().out
    assert told.startswith("exemple/quiz.yml:13: ")
    assert "[unknown-source]" in told
    assert main(["check", "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["where"], problem["code"]) == ("exemple/quiz.yml:13", "unknown-source")
    assert main(["check", "--format", "github"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("::error file=courses/exemple/quiz.yml,line=13,title=unknown-source::")


@pytest.fixture
def courses_with_a_fault(tmp_path):
    folder = tmp_path / "courses"
    shutil.copytree(SMALL, folder)
    path = folder / "exemple/quiz.yml"
    text = path.read_text(encoding="utf-8").replace("source: guide-exemple", "source: inconnue")
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("argv", [["check"], ["check", "--format", "json"], ["build"]])
def test_unusable_input_is_told_with_code_2(capsys, monkeypatch, tmp_path, argv):
    monkeypatch.setenv("OUVROIR_COURSES", str(tmp_path / "absent"))
    assert main(argv) == 2
    said = capsys.readouterr()
    assert said.err.startswith("ouvroir\u00a0: ")
    if "json" in argv:
        error = json.loads(said.out)["error"]
        assert set(error) == {"code", "message", "hint"}
    else:
        assert said.out == ""


def test_bad_setting_is_told_in_french(capsys, monkeypatch):
    monkeypatch.setenv("PORT", "beaucoup")
    assert main(["check"]) == 2
    assert "il faut un nombre entier" in capsys.readouterr().err


def test_module_and_script_are_the_same_command():
    done = subprocess.run(
        [sys.executable, "-m", "grader", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"ouvroir {grader.__version__}\n"


def test_help_stays_cheap():
    heavy = {"frictionless", "polars", "pandas", "sqlalchemy", "nbgrader", "voila", "tornado"}
    code = (
        "import sys; from grader.cli.main import make_parser; make_parser();"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_reader_that_leaves_is_no_error(tmp_path):
    make_parser()
    done = subprocess.run(
        f"{sys.executable} -m grader check --format json | true",
        shell=True, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Traceback" not in done.stderr


def test_each_command_has_its_place_in_the_help():
    names = [module.__name__.rpartition(".")[2] for module in command_modules()]
    assert names == list(_ORDER)
