"""``ouvroir schemas update``: what people read, what machines read, exit codes."""

from __future__ import annotations

import json

import pytest

from grader.cli.main import main
from tests.validation.schemas_facts import FOLDER
from tests.validation.schemas_server import CatalogueServer, closed_address

PRENOMS = json.loads((FOLDER / "scdl" / "prenoms" / "1.1.6" / "schema.json").read_text("utf-8"))


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run the command with a data folder of its own; give exit code, output, error output."""
    monkeypatch.setenv("OUVROIR_DATA", str(tmp_path / "data"))

    def runner(*argv: str) -> tuple[int, str, str]:
        code = main(("schemas", *argv))
        out, err = capsys.readouterr()
        return code, *(text.replace("\u00a0", " ").replace("\u202f", " ") for text in (out, err))

    return runner


@pytest.fixture
def catalogue():
    """A catalogue with a new version, an unchanged schema, a new one and one of another kind."""
    server = CatalogueServer()
    newer = json.loads(json.dumps(PRENOMS))
    newer["fields"].append({"name": "MAIRIE", "type": "string"})
    newer["fields"][0]["constraints"]["maxLength"] = 80
    other = {**server.entry("autre/json", v1_0_0={}), "schema_type": "jsonschema"}
    server.publish(
        server.entry("scdl/prenoms", v1_1_6=PRENOMS, v1_2_0=newer),
        server.entry("scdl/budget", v0_8_3={}),
        server.entry("commune/arbres", v1_0_0={"fields": [{"name": "x"}], "title": "Arbres"}),
        other,
    )
    yield server
    server.stop()


def test_what_changed_is_told_and_the_new_versions_serve_at_once(run, catalogue, tmp_path):
    before = sorted(FOLDER.rglob("*"))
    code, out, err = run("update", "--address", catalogue.address)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:2] == [
        f"Catalogue lu : {catalogue.address}",
        "1 nouvelle version, 1 nouveau schéma, 1 schéma déjà à jour.",
    ]
    assert "  scdl/prenoms : version 1.2.0 (vous aviez la 1.1.6)" in lines
    assert "      1 colonne ajoutée, 1 limite changée" in lines
    assert "      - Nouvelle colonne MAIRIE (texte, facultative)." in lines
    assert "  commune/arbres@1.0.0 : Titre de commune/arbres" in lines
    assert "1 schéma d'une autre nature (JSON Schema…)" in out
    assert "26 schémas installés ne sont pas dans ce catalogue" in out
    assert sorted(FOLDER.rglob("*")) == before
    assert (tmp_path / "data" / "schemas" / "scdl" / "prenoms" / "1.2.0").is_dir()
    _, out, _ = run("show", "scdl/prenoms")
    assert "scdl/prenoms@1.2.0" in out
    assert f"de {catalogue.root}/scdl/prenoms/1.2.0/schema.json ; ses textes" in out
    _, out, _ = run("list")
    assert "Récupérés d'un catalogue" in out
    assert "30 schémas." in out
    code, out, _ = run("diff", "scdl/prenoms@1.1.6", "scdl/prenoms")
    assert code == 1
    assert "De scdl/prenoms@1.1.6 à scdl/prenoms@1.2.0" in out


def test_an_update_for_machines(run, catalogue):
    code, out, _ = run("update", "--address", catalogue.address, "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert {(one["id"], one["status"]) for one in told["schemas"]} == {
        ("commune/arbres", "new-schema"),
        ("scdl/budget", "unchanged"),
        ("scdl/prenoms", "new-version"),
    }
    changed = next(one for one in told["schemas"] if one["id"] == "scdl/prenoms")
    assert [one["code"] for one in changed["changes"]] == ["column-added", "bound-changed"]
    assert (told["other_kinds"], told["unreadable_entries"], told["dry_run"]) == (1, 0, False)
    assert len(told["absent"]) == 26


def test_a_dry_run_says_so_and_keeps_nothing(run, catalogue, tmp_path):
    code, out, _ = run("update", "--dry-run", "--address", catalogue.address)
    assert code == 0
    assert "Essai : rien n'a été enregistré." in out
    assert not (tmp_path / "data").exists()


def test_some_schemas_only(run, catalogue):
    code, out, _ = run("update", "commune/arbres", "--address", catalogue.address)
    assert code == 0
    assert "1 nouveau schéma, 0 schéma déjà à jour." in out
    assert "ne sont pas dans ce catalogue" not in out
    code, _, err = run("update", "commune/rien", "--address", catalogue.address)
    assert code == 2
    assert "« commune/rien »" in err


def test_a_schema_not_fetched_exits_1_and_the_others_are_there(run, catalogue):
    catalogue.files["/scdl/prenoms/1.2.0/schema.json"] = 500
    code, out, _ = run("update", "--address", catalogue.address)
    assert code == 1
    assert "1 nouveau schéma, 1 schéma non récupéré, 1 schéma déjà à jour." in out
    assert "  scdl/prenoms@1.2.0 : Le serveur a répondu par l'erreur 500." in out
    assert run("show", "commune/arbres")[0] == 0
    assert "scdl/prenoms@1.1.6" in run("show", "scdl/prenoms")[1]


@pytest.mark.parametrize("address", ["fermée", "file:///etc/passwd", "http://exemple.fr/s.json"])
def test_without_a_catalogue_nothing_changes_and_a_sentence_says_so(run, tmp_path, address):
    address = closed_address() if address == "fermée" else address
    code, out, err = run("update", "--address", address)
    assert (code, out) == (2, "")
    assert "Le catalogue de schémas n'a pas été lu." in err
    assert "Rien n'a été changé : les schémas installés servent toujours." in err
    code, out, _ = run("update", "--address", address, "--format", "json")
    assert code == 2
    assert json.loads(out)["error"]["code"] in {"unreachable", "address-refused"}
    assert not (tmp_path / "data").exists()


def test_the_official_catalogue_is_the_one_asked_for_by_default(run, monkeypatch):
    from grader.errors import OuvroirError
    from grader.validation import official

    asked = []

    def fetch(address: str, **options: object) -> bytes:
        asked.append((address, options["local"]))
        raise OuvroirError("unreachable", "Le serveur ne peut pas être joint.")

    monkeypatch.setattr(official, "fetch", fetch)
    assert run("update")[0] == 2
    assert asked == [("https://schema.data.gouv.fr/schemas/schemas.json", False)]
