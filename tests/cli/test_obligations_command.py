"""``ouvroir obligations``: sentences, tables and documents; refusals in French."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from functools import partial

import pypdf
import pytest

from grader.cli import obligations
from grader.obligations.profile import AuthorityKind
from grader.obligations.questions import questions
from grader.obligations.rules import rules
from grader.services.obligations.papers import FORMATS, PAPERS

COMMUNE = ("--type", "commune", "--population", "3 500", "--agents", "50")


@pytest.fixture
def run(command):
    """Run the command; give exit code, output, error output (with ordinary spaces)."""
    return partial(command, "obligations")


def test_sentences_name_the_figures_the_articles_and_what_it_is_not(run):
    code, out, err = run(*COMMUNE, "--fait", "website,grants", "--delegue", "water")
    told = " ".join(out.split())

    assert (code, err) == (0, "")
    assert out.startswith("Votre commune a ")
    assert "3 500 habitants : le seuil de 3 500 est atteint" in told
    assert "CRPA, L312-1-1" in told
    assert "Ce simulateur informe ; il ne remplace pas un conseil juridique." in told
    order = [out.index(title) for title in ("OBLIGATOIRE", "CONSEILLÉ", "NE VOUS CONCERNE PAS")]
    assert order == sorted(order)
    assert max(map(len, out.splitlines())) <= 100


def test_the_bound_of_the_threshold_changes_what_is_told(run):
    def status(*argv: str) -> str:
        found = json.loads(run(*argv, "--format", "json")[1])["duties"]
        return next(one["status"] for one in found if one["id"] == "databases")

    assert status(*COMMUNE) == "required"
    assert status("--type", "commune", "--population", "3499", "--agents", "50") != "required"
    assert status("--type", "commune", "--population", "3500", "--agents", "49,5") != "required"


def test_json_and_csv_hold_every_rule(run):
    records = json.loads(run(*COMMUNE, "--format", "json")[1])
    rows = list(csv.DictReader(io.StringIO(run(*COMMUNE, "--format", "csv")[1])))

    assert records["profile"]["population"] == 3500
    assert {one["id"] for one in records["duties"]} == {rule.id for rule in rules()}
    assert [row["id"] for row in rows] == [one["id"] for one in records["duties"]]


def test_the_questions_are_listed_with_their_names(run):
    code, out, _ = run("--questions")
    named = {line.split(" : ")[0].strip() for line in out.splitlines() if " : " in line}
    asked = questions()
    assert code == 0
    assert {kind.value for kind in AuthorityKind} | {*asked.facts} | asked.service_ids <= named


def test_every_kind_and_every_fact_is_taken(run):
    for kind in AuthorityKind:
        facts = [one.id for one in questions().facts.values() if kind in one.kinds]
        argv = ("--type", kind.value, "--population", "12000", "--agents", "80,5")
        code, out, err = run(*argv, "--fait", ",".join(facts), "--delegue", "water")
        assert (code, err) == (0, "")
        assert "None" not in out


def words_of(path, ending):
    """Read what a document says."""
    if ending == "pdf":
        return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    part = "content.xml" if ending == "odt" else "word/document.xml"
    with zipfile.ZipFile(path) as archive:
        return archive.read(part).decode("utf-8")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("ending", FORMATS)
def test_documents_are_written_and_never_over_another(run, tmp_path, monkeypatch, paper, ending):
    monkeypatch.chdir(tmp_path)
    argv = [*COMMUNE, "--format", ending, "--document", paper, "--nom", "Val-Ouvert"]
    argv += ["--service", "water"] if paper == "clause" else []
    code, out, err = run(*argv)

    assert (code, err) == (0, "")
    [path] = tmp_path.iterdir()
    assert path.name in out
    assert "Val-Ouvert" in words_of(path, ending)
    before = path.read_bytes()
    code, out, err = run(*argv)
    assert (code, out, path.read_bytes()) == (2, "", before)
    assert "existe déjà" in err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ((), "Il manque --type et --agents."),
        (("--type", "commune", "--agents", "50"), "--population : Indiquez le nombre d'habitants."),
        ((*COMMUNE[:-1], "cinquante"), "--agents : Écrivez le nombre d'agents en chiffres"),
        ((*COMMUNE[:-1], "200001"), "Le nombre d'agents va de 0 à 200 000."),
        ((*COMMUNE, "--fait", "licorne"), "--fait : « licorne » est inconnu."),
        ((*COMMUNE, "--delegue", "a\x1b[2J"), "--delegue : « a·[2J » est inconnu."),
        ((*COMMUNE, "--fait", "small-parent"), "ne concerne que"),
        (("--type", "royaume"), "valeur inconnue « royaume »"),
        ((*COMMUNE, "--document", "clause"), "ne servent qu'à écrire un document"),
        ((*COMMUNE, "--format", "odt", "--document", "clause"), "--service nomme le service"),
        ((*COMMUNE, "--format", "odt", "-o", "/nulle/part.odt"), "ne peut pas être écrit"),
        ((*COMMUNE, "--nom", "x" * 201), "200 caractères"),
    ],
)
def test_refusals_say_what_to_write(run, argv, said):
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert said in err


def test_a_refusal_for_a_program_is_json(run):
    code, out, _ = run(*COMMUNE, "--fait", "licorne", "--format", "json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "unknown-answer")


def test_the_parser_knows_the_documents_without_importing_what_writes_them():
    assert tuple(PAPERS) == obligations.PAPERS
    assert FORMATS == obligations.FORMATS
