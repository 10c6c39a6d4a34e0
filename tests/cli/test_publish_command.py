"""``ouvroir publish``: a record, its files and its addresses sent to the sandbox, as a draft."""

from __future__ import annotations

import getpass
import io
import json
import os
import subprocess
import sys

import pytest

from tests.support.publishing import RECORD, write


def test_a_record_its_file_and_its_addresses_are_sent_as_a_draft(publish, portal):
    code, out, err = publish("--file", "subventions.csv", "--format", "json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["private"] is True
    assert told["differences"] == []
    kept = portal.ask("GET", f"/api/1/datasets/{told['id']}/").json()
    assert (kept["license"], kept["frequency"], kept["tags"]) == ("lov2", "annual", ["subventions"])
    assert [one["title"] for one in kept["resources"]] == [
        "Subventions versées", "Notice", "Carte",
    ]  # fmt: skip
    hosted, notice, _ = kept["resources"]
    assert (hosted["filetype"], hosted["description"]) == ("file", "Une ligne par subvention.")
    assert hosted["filesize"] == 21
    assert (notice["filetype"], notice["type"]) == ("remote", "documentation")
    assert portal.ask("GET", f"/api/1/datasets/{told['id']}/", key=None).status_code == 404


def test_each_step_is_told_in_french_and_never_the_key(publish, portal):
    code, out, err = publish("--file", "subventions.csv")
    assert (code, err) == (0, "")
    assert "Fiche créée, en brouillon : " in out
    assert "Fichier envoyé : subventions.csv" in out
    assert "Terminé : http://" in out
    assert portal.key not in out


def test_public_only_when_asked_even_if_the_record_says_otherwise(publish, given):
    write(given, {**RECORD, "private": False})
    assert json.loads(publish("--format", "json")[1])["private"] is True
    code, out, _ = publish("--public")
    assert code == 0
    assert "Fiche créée, publique : " in out


def test_a_record_as_the_api_gives_it_may_be_sent_again(publish, portal, given):
    first = json.loads(publish("--file", "subventions.csv", "--format", "json")[1])
    read = portal.ask("GET", f"/api/1/datasets/{first['id']}/").json()
    organization = portal.ask("GET", "/api/1/me/").json()["organizations"][0]
    write(given, {**read, "organization": organization})
    second = json.loads(publish("--file", "subventions.csv", "--format", "json")[1])
    kept = portal.ask("GET", f"/api/1/datasets/{second['id']}/").json()
    assert kept["id"] != first["id"]
    assert kept["organization"]["id"] == organization["id"]
    assert len(kept["resources"]) == 3


def test_a_licence_that_the_portal_loses_without_a_word_is_told(publish, given):
    write(given, {**RECORD, "license": "licence-ouverte"})
    code, out, _ = publish()
    assert code == 1
    assert "À vérifier, license : envoyé « licence-ouverte », gardé « notspecified »" in out


def test_a_refusal_is_told_with_its_field_and_its_french_explanation(publish, given):
    write(given, {**RECORD, "title": "x" * 400})
    code, _, err = publish()
    assert code == 2
    assert "a refusé (code 400) : title : Le champ ne peut pas contenir plus de 350" in err


def test_what_was_already_made_is_told_when_a_resource_is_refused(publish, given):
    write(given, {**RECORD, "resources": [{"title": "a", "url": "pas une adresse"}]})
    code, out, err = publish()
    assert code == 2
    identifier = out.split("en brouillon : ")[1].split()[0]
    assert f"La fiche {identifier} existe déjà" in err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "n'est pas du JSON lisible"),
        ("[]", "n'est pas un objet JSON"),
        ("{}", "Il manque à la fiche un titre"),
        ('{"title": "a", "description": "b", "resources": {}}', "doit être une liste d'objets"),
        ("[" * 100_000, "n'est pas du JSON lisible"),
    ],
)
def test_a_record_that_cannot_be_sent_is_refused_before_any_call(publish, given, content, told):
    (given / "fiche.json").write_text(content, encoding="utf-8")
    code, out, err = publish()
    assert (code, out) == (2, "")
    assert told in err


def test_a_file_that_is_not_there_is_refused_before_any_call(publish, portal):
    before = len(portal.output)
    code, _, err = publish("--file", "absent.csv")
    assert code == 2
    assert "Le fichier absent.csv n'existe pas." in err
    assert len(portal.output) == before


def test_a_resource_described_without_its_file_is_left_and_told(publish):
    code, out, _ = publish()
    assert code == 0
    assert "Ressource laissée, faute de fichier : Subventions versées" in out


def test_the_key_is_never_an_argument_and_may_be_typed(command, given, portal, monkeypatch):
    assert "--key " not in command("publish", "--help")[1]
    code, _, err = command("publish", "fiche.json", "--address", portal.base)
    assert (code, "Il faut une clé d'API" in err) == (2, True)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: portal.key)
    monkeypatch.setattr(sys, "stdin", Terminal())
    assert command("publish", "fiche.json", "--address", portal.base)[0] == 0


def test_the_default_is_the_sandbox_of_this_machine(given, portal):
    port = portal.base.split(":")[2].split("/")[0]
    done = subprocess.run(
        [sys.executable, "-m", "grader", "publish", "fiche.json", "--key-file", "cle"],
        env={**os.environ, "PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


class Terminal(io.StringIO):
    """A person's terminal, for what asks whether it is one."""

    def isatty(self) -> bool:
        return True
