"""What a wrong request is told: the portal's own refusal, then what to change, in plain French."""

from __future__ import annotations

import json
import re

import pytest

from grader.services.console_json import json_fault
from grader.services.portal.opening import own_space
from grader.services.stores import open_stores
from grader.settings import Settings
from tests.services.consoling import Consoling, plain
from tests.support.console import (
    CREATE,
    DESCRIBE,
    FIELDS,
    NO_KEY,
    PUBLISH,
    READ,
    UPLOAD,
    console_exercise,
)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    data = tmp_path_factory.mktemp("meaning") / "data"
    opened = open_stores(Settings(data=data, workers=1))
    yield opened
    opened.close()


@pytest.fixture
def ana(workshop):
    return Consoling(workshop, console_exercise())


def told(exchange):
    """The advice, as it is read."""
    return plain(re.sub(r"<[^>]+>", "", exchange.meaning_html))


@pytest.mark.parametrize(
    ("written", "line", "column", "why"),
    [
        ('{"a": 1,}', 1, 9, "virgule précède"),
        ('{"a": 1 "b": 2}', 1, 9, "manque une virgule"),
        ('{\n  "a": 1\n  "b": 2\n}', 2, 9, "manque une virgule"),
        ("{a: 1}", 1, 2, "pas entre guillemets"),
        ("{'a': 1}", 1, 2, "pas ceux de JSON"),
        ('{"a": « b »}', 1, 7, "pas ceux de JSON"),
        ("{“a”: 1}", 1, 2, "pas ceux de JSON"),
        ('{"a": True}', 1, 7, "True"),
        ('{"a": None}', 1, 7, "None"),
        ('{"a": "b', 1, 7, "jamais refermé"),
        ('{"a": "b,\n "c": 1}', 1, 10, "passe à la ligne"),
        ('{"a" 1}', 1, 6, "deux-points"),
        ('{"a" = 1}', 1, 6, "signe égal"),
        ('{"a": 1; "b": 2}', 1, 8, "point-virgule"),
        ('{"a": 1} "b"', 1, 10, "suit la fin"),
        ('{"a": 1', 1, 8, "s'arrête avant la fin"),
        ("{", 1, 2, "s'arrête avant la fin"),
        ('{"a":', 1, 6, "s'arrête avant la fin"),
        ('{"a": ,}', 1, 7, "valeur est attendue"),
        ('{"a": "C:\\dossier"}', 1, 10, "barre oblique inverse"),
        ('{"a": 1 # note\n}', 1, 9, "commentaire"),
        ('{"a": 1 // note\n}', 1, 9, "commentaire"),
        ('{"a": [1, 2}', 1, 12, "ne referme pas"),
        ('{"a": 2 500}', 1, 9, "nombre"),
        ('{"a": 2500,50}', 1, 12, "nombre"),
        ('{"a": 02}', 1, 8, "nombre"),
        ('{"a": "un "mot" ici"}', 1, 12, "trop tôt"),
        ('{"a": NaN}', 0, 0, "ne sait pas écrire"),
        ('{"a": 1e999}', 0, 0, "ne sait pas écrire"),
        ("[" * 60 + "]" * 60, 0, 0, "niveaux"),
        ("[" * 60_000, 0, 0, "niveaux"),
    ],
)
def test_a_fault_of_json_is_placed_and_explained(written, line, column, why):
    fault = json_fault(written)
    assert (fault.line, fault.column) == (line, column)
    assert why in fault.why
    assert fault.remedy.endswith((".", "suivi de 4 chiffres."))
    assert plain(fault.told).startswith(f"Ligne {line}, colonne {column} : " if line else fault.why)


@pytest.mark.parametrize("written", ['{"a": 1}', " [1.5e3, null, true] ", '"é"', "\ufeff{}"])
def test_what_is_json_has_no_fault(written):
    assert json_fault(written) is None


def test_json_that_does_not_parse_is_sent_then_explained(ana):
    typed = '{\n  "title": "Essai",\n  "description": "Un essai.",\n}'
    exchange = ana.sends(CREATE, body=typed)
    assert (exchange.status, exchange.expected) == (400, False)
    # What the real portal answers, and its own words in French.
    assert json.loads(exchange.body)["message"].startswith("The browser (or proxy) sent a request")
    assert "JSON lisible" in plain(exchange.explanation)
    assert "Ligne 4, colonne 1" in told(exchange)
    assert "Retirez cette virgule." in told(exchange)
    # What the author says beside it.
    assert told(exchange).endswith("Relisez le corps.")


def test_fields_that_the_portal_refuses_are_named(ana):
    exchange = ana.sends(CREATE, body=json.dumps({"title": "", "license": "x"}))
    refused = json.loads(exchange.body)["errors"]
    assert set(refused) == {"title", "description"}
    assert "<code>title</code>" in exchange.meaning_html
    assert "description : « Ce champ est requis. »" in told(exchange)
    assert "ne connaît pas" not in told(exchange)


def test_a_value_refused_without_its_field_is_found_in_the_body(ana):
    exchange = ana.sends(CREATE, body=json.dumps({**FIELDS, "frequency": "par mois"}))
    assert "frequency" not in exchange.body
    assert "frequency : le portail ne connaît pas la valeur par mois." in told(exchange)


def test_a_refusal_that_only_the_portal_explains_sends_to_its_words(workshop, ana):
    ana.sends(CREATE)
    catalogue = workshop.spaces.catalogue(own_space(workshop, ana.me).id, "main")
    mine = ana.events[-1].data["dataset"]
    commune = catalogue.get("dataset", mine)["organization"]
    others = next(d for d in catalogue.all("dataset") if d["organization"] not in (commune, None))
    exchange = ana.sends(PUBLISH, path=f"/api/1/datasets/{others['id']}/")
    assert exchange.status == 403
    assert exchange.explanation
    assert "Suivez l'explication du portail." in told(exchange)


def test_a_field_refused_in_english_is_glossed(ana):
    body = json.dumps({**FIELDS, "temporal_coverage": {"start": "hier", "end": "demain"}})
    exchange = ana.sends(CREATE, body=body)
    assert "Unable to parse date range" in exchange.body
    assert "temporal_coverage : la période ne se lit pas" in told(exchange)


def test_a_body_that_was_emptied_is_said(ana):
    exchange = ana.sends(CREATE, body="")
    assert exchange.status == 400
    assert "Le corps est vide" in told(exchange)


def test_a_missing_key_and_a_key_too_many_are_said(ana):
    assert "cochez son envoi" in told(ana.sends(CREATE, key=False))
    exchange = ana.sends(NO_KEY, key=True)
    assert (exchange.status, exchange.expected) == (201, False)
    assert "a accepté cet appel" in told(exchange)
    assert "ne l'envoyez pas" in told(exchange)
    assert "Rien n'a été changé" not in told(exchange)


def test_a_missing_final_slash_is_said(ana):
    exchange = ana.sends(CREATE, path="/api/1/datasets")
    assert exchange.status == 308
    assert [name for name, _ in exchange.headers] == ["Content-Type", "Location"]
    assert "<code>/api/1/datasets/</code>" in exchange.meaning_html


def test_another_method_is_said(ana):
    exchange = ana.sends(CREATE, method="PATCH")
    assert exchange.status == 405
    assert "La méthode est PATCH ; l'étape emploie POST." in told(exchange)


def test_an_address_that_is_not_the_step_is_said(ana):
    exchange = ana.sends(CREATE, path="/api/1/dataset/")
    assert exchange.status == 404
    assert "n'est pas celle de l'étape : /api/1/datasets/" in told(exchange)


def test_an_identifier_that_leads_nowhere_is_said(ana):
    ana.sends(CREATE)
    exchange = ana.sends(PUBLISH, path="/api/1/datasets/0123456789abcdef01234567/")
    assert exchange.status == 404
    assert "0123456789abcdef01234567 ne mène à rien" in told(exchange)


def test_an_identifier_not_known_yet_names_what_is_missing(ana):
    assert "l'identifiant de la fiche" in told(ana.sends(UPLOAD))
    ana.sends(CREATE)
    exchange = ana.sends(DESCRIBE)
    assert exchange.status == 404
    assert "l'identifiant de la ressource" in told(exchange)
    assert "l'identifiant de la fiche" not in told(exchange)


def test_a_file_sent_where_none_is_taken_is_answered(ana):
    exchange = ana.sends(UPLOAD, path="/api/1/datasets/")
    assert exchange.status == 400
    assert "application/json" in exchange.explanation


def test_a_form_without_file_is_answered_as_one(ana):
    ana.sends(CREATE)
    path = ana.view().steps[UPLOAD - 1].path
    exchange = ana.sends(CREATE, path=path)
    assert (exchange.status, json.loads(exchange.body)["error"]) == (400, "Missing file parameter")


def test_what_was_typed_is_never_markup(ana):
    name = "<img src=x onerror=alert(1)>`**"
    exchange = ana.sends(CREATE, path=f"/api/1/{name}/")
    assert "<img" not in exchange.meaning_html
    body = json.dumps({**FIELDS, "extras": {name: "</textarea><script>"}})
    exchange = ana.sends(CREATE, body=body, path="/api/1/datasets")
    assert "<script" not in exchange.meaning_html


def test_reading_by_another_sort_of_answer_is_shown_as_it_comes(ana):
    exchange = ana.sends(READ, path="/api/1/site/catalog.ttl")
    assert exchange.status in (200, 302)
    exchange = ana.sends(READ, path="/api/1/topics/")
    assert exchange.status == 501
    assert exchange.status_label.startswith("501 Not Implemented")
