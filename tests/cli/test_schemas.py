"""``ouvroir schemas list, show, guess, diff``: what people read, what machines read, exit codes."""

from __future__ import annotations

import json
import re
import shutil
from functools import partial

import pytest

from grader.settings import DEFAULT_ROOT
from grader.validation.index import SERVICES, load_index
from grader.validation.schemas import load_schemas

FOLDER = DEFAULT_ROOT / "sandbox_data" / "schemas"
REFS = [str(schema.ref) for schema in load_schemas(FOLDER)]


@pytest.fixture
def run(command, monkeypatch, tmp_path):
    """Run the command with an empty data folder; give exit code, output, error output."""
    monkeypatch.setenv("OUVROIR_DATA", str(tmp_path / "data"))
    return partial(command, "schemas")


@pytest.fixture
def own(tmp_path):
    """Write a schema of one's own."""

    def write(place: str, *fields, **others):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        made = [one if isinstance(one, dict) else {"name": one} for one in fields]
        path.write_text(json.dumps({"fields": made, **others}), encoding="utf-8")
        return path

    return write


def test_schemas_are_listed_by_service_with_producer_and_licence(run):
    code, out, err = run("list")
    assert (code, err) == (0, "")
    headings = [line for line in out.splitlines() if line in SERVICES.values()]
    assert headings == list(SERVICES.values())
    assert all(f"  {ref} : " in out for ref in REFS)
    assert "OpenDataFrance ; licence non indiquée (faits seulement)" in out
    assert "Cerema ; Licence Ouverte 2.0\n" in out
    assert "28 schémas. Pour en lire un" in out


def test_the_list_for_machines_holds_all_that_is_known(run):
    _, out, _ = run("list", "--format", "json")
    listed = json.loads(out)
    assert [f"{one['id']}@{one['version']}" for one in listed] == REFS
    index = load_index(FOLDER)
    for one in listed:
        entry = index[f"{one['id']}@{one['version']}"].to_dict()
        assert entry == {key: one[key] for key in entry}
        assert one["columns"] >= one["required_columns"] > 0
        assert one["origin"] is None


@pytest.mark.parametrize("ref", REFS)
def test_each_schema_is_shown_with_what_is_known_of_it(run, ref):
    code, out, err = run("show", ref)
    assert (code, err) == (0, "")
    entry = load_index(FOLDER)[ref]
    assert f"Producteur : {entry.producer}" in out
    assert f"Adresse : {entry.address}" in out
    assert f"Licence : {entry.licence.name}" in out
    assert ("(faits seulement)" in out) is entry.licence.doubtful
    assert "Qui le publie : " in out
    assert " obligatoire) : " in out
    bare = [line for line in out.splitlines() if re.search(r"\\d|\[\^?\w-\w|\(\?:", line)]
    assert not bare
    if entry.legal_basis is None:
        assert "Base légale : aucune connue." in out
    else:
        told = next(line for line in out.splitlines() if line.startswith("Base légale"))
        assert ("à vérifier avant de s'y fier" in told) is not entry.legal_basis.certain
        assert entry.legal_basis.certain is told.startswith("Base légale (vérifié")


def test_a_schema_is_shown_for_machines(run):
    _, out, _ = run("show", "scdl/deliberations", "--format", "json")
    data = json.loads(out)
    assert (data["id"], data["version"], len(data["fields"])) == ("scdl/deliberations", "2.1.5", 17)
    siret = data["fields"][1]
    assert siret["constraints"] == {"required": True, "pattern": r"^\d{14}$"}
    assert siret["in_words"] == ["Forme attendue : 14 chiffres à la suite, sans espace."]
    assert len(data["checks"]) == len(data["rules"]) == 11
    assert data["missing_values"] == [""]


def test_rules_and_constraints_are_shown_in_words(run):
    _, out, _ = run("show", "scdl/subventions")
    assert "16 colonnes, dont 11 obligatoires" in out
    assert "- De 0,01 à 1." in out
    assert "- Oui s'écrit « oui » ; non s'écrit « non »." in out
    assert "Règles sur plusieurs colonnes ou sur tout le fichier" in out
    assert "  - idBeneficiaire ou rnaBeneficiaire : l'une des deux au moins" in out


def test_a_schema_of_ones_own_is_shown_by_file_or_folder(run, own):
    path = own("a/schema.json", "x", name="arbres", version="1.0", title="Nos arbres")
    for given in (path, path.parent):
        code, out, _ = run("show", str(given))
        assert code == 0
        assert "arbres@1.0 : Nos arbres" in out
        assert "1 colonne, dont aucune obligatoire" in out


def test_a_folder_of_ones_own_is_looked_in_first(run, own, tmp_path):
    own("mes/scdl/subventions/9.0.0/schema.json", "x", title="À nous")
    own("mes/commune/arbres/1.0/schema.json", "y", title="Arbres")
    folder = ("--folder", str(tmp_path / "mes"))
    _, out, _ = run("list", *folder)
    assert "Autres schémas" in out
    assert "  commune/arbres@1.0 : Arbres\n      commune ; licence inconnue" in out
    _, out, _ = run("show", "scdl/subventions", *folder)
    assert "scdl/subventions@9.0.0 : À nous" in out


def test_a_schema_cannot_command_the_terminal(run, own):
    _, out, _ = run("show", str(own("s.json", "x", title="\x1b[2JTitre")))
    assert "\x1b" not in out
    assert "[2JTitre" in out


@pytest.mark.parametrize("argument", ["scdl/rien-de-tel", "absent.json", "../x"])
@pytest.mark.parametrize("action", ["show", "diff"])
def test_a_schema_that_cannot_be_used_exits_2_with_a_sentence(run, action, argument):
    others = ("scdl/prenoms",) if action == "diff" else ()
    code, out, err = run(action, argument, *others)
    assert (code, out) == (2, "")
    assert "schéma" in err
    code, out, _ = run(action, argument, *others, "--format", "json")
    assert code == 2
    assert json.loads(out)["error"]["code"] in {"schema-unknown", "schema-unusable"}


def test_two_equal_schemas_exit_0(run, own):
    path = own("a.json", "x", name="a", version="1")
    code, out, _ = run("diff", str(path), str(path))
    assert (code, out) == (0, "De a@1 à a@1 : les mêmes colonnes, contraintes et règles.\n")
    code, out, _ = run("diff", "scdl/prenoms", "scdl/prenoms@1.1.6", "--format", "json")
    assert code == 0
    assert json.loads(out)["changes"] == []


def test_differences_exit_1_and_are_told(run, own):
    before = own("a.json", "x", name="a", version="1")
    pattern = {"name": "x", "constraints": {"pattern": r"^\d{9}$"}}
    after = own("b.json", pattern, "y", name="a", version="2")
    code, out, _ = run("diff", str(before), str(after))
    assert code == 1
    assert out.splitlines() == [
        "De a@1 à a@2 : 1 colonne ajoutée, 1 forme imposée changée.",
        "  - Nouvelle colonne y (texte, facultative).",
        "  - x : la forme attendue est maintenant 9 chiffres à la suite, sans espace.",
    ]
    code, out, _ = run("diff", str(before), str(after), "--format", "json")
    assert code == 1
    told = json.loads(out)
    assert told["before"] == {"id": "a", "version": "1"}
    assert [one["code"] for one in told["changes"]] == ["column-added", "pattern-changed"]


def test_a_broken_index_is_told(run, monkeypatch, tmp_path):
    shutil.copytree(FOLDER / "scdl" / "prenoms", tmp_path / "s" / "schemas" / "scdl" / "prenoms")
    (tmp_path / "s" / "schemas" / "index.yml").write_text("schemas: 3")
    monkeypatch.setenv("OUVROIR_SANDBOX", str(tmp_path / "s"))
    code, _, err = run("list")
    assert code == 2
    assert "L'index des schémas ne peut pas servir" in err


def test_without_any_schema_the_list_says_so(run, monkeypatch, tmp_path):
    monkeypatch.setenv("OUVROIR_SANDBOX", str(tmp_path / "vide"))
    assert run("list")[:2] == (1, "Aucun schéma n'est installé.\n")


@pytest.mark.parametrize("action", ["list", "show", "guess", "diff", "update"])
def test_the_help_of_each_action_is_in_french(run, action):
    code, out, _ = run(action, "--help")
    assert code == 0
    assert "Usage : " in out
    assert not re.search(r"\b(the|show this|usage|options:)\b", out)
