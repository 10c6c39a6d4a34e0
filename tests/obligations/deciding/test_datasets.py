"""What the list of datasets must hold to, whatever one writes in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import grader
from grader.errors import ContentError, NotFoundError
from grader.obligations.deciding import datasets as module
from grader.obligations.deciding.datasets import (
    Dataset,
    National,
    dataset_of,
    datasets,
    services,
)
from grader.typography import french

ROOT = Path(grader.__file__).resolve().parent.parent
ALL = datasets()


def texts_of(dataset: Dataset) -> list[str]:
    return [value for value in vars(dataset).values() if isinstance(value, str) and value]


def test_the_list_is_of_a_size_that_one_reads():
    assert 25 <= len(ALL) <= 50
    assert {one.service for one in ALL} == {service.id for service in services()}


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_every_schema_is_in_the_sandbox(one):
    assert not one.schema or (ROOT / "sandbox_data" / "schemas" / one.schema).is_dir()


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_risk_says_what_to_do_first(one):
    assert bool(one.first) == (one.risk > 0)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_sentences_are_short_end_with_a_stop_and_are_set_as_french_is(one):
    for text in texts_of(one):
        assert french(text) == text
    for name in ("interest_why", "effort_why", "risk_why", "what"):
        assert getattr(one, name).endswith("."), name
    told = " ".join(texts_of(one))
    for sentence in re.split(r"(?<=[.?!]) ", told):
        assert len(re.findall(r"[\w'’-]+", sentence)) <= 40


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_national_base_is_named(one):
    assert one.national == National.NONE or one.national_note


def test_menus_are_obliged_by_no_text_of_their_own():
    assert dataset_of("menus").rules == ("canteen-menus",)
    assert dataset_of("menus").general == ""


@pytest.mark.parametrize("name", ["usagers", "aides-particuliers"])
def test_files_on_persons_are_never_to_publish(name):
    assert not dataset_of(name).publish
    assert dataset_of(name).risk == 3


def test_an_unknown_dataset_is_refused():
    with pytest.raises(NotFoundError) as caught:
        dataset_of("inconnu")
    assert caught.value.code == "unknown-dataset"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("interest: 3", "interest: 4", "bad-number"),
        ("effort: 2", "effort: beaucoup", "bad-number"),
        ("rules: [deliberations-table]", "rules: [nothing-like-it]", "unknown-word"),
        ("service: assemblees", "service: lune", "unknown-word"),
        ("first: Relisez", "later: Relisez", "missing-field"),
        ("updates: 8", "updates: 8\n  colour: blue", "unknown-field"),
        ("cited: [socle, communes, metiers, schema]", "cited: [personne]", "unknown-word"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_place(monkeypatch, old, new, code):
    real = module.read_data
    path = ROOT / "grader" / "obligations" / "deciding" / "data" / "administration.yml"
    text = path.read_text(encoding="utf-8")
    start = text.index("- id: deliberations\n")
    block = text[start : text.index("- id: elus")]
    assert old in block
    wrong = module.read_data.__globals__["parse_rules"](block.replace(old, new), "x.yml")
    monkeypatch.setattr(module, "_FILES", ("x.yml",))
    monkeypatch.setattr(module, "read_data", lambda name: wrong if name == "x.yml" else real(name))
    with pytest.raises(ContentError) as caught:
        datasets.__wrapped__()
    assert caught.value.code == code
    assert caught.value.where.startswith("x.yml:deliberations")


def test_a_dataset_written_twice_is_refused(monkeypatch):
    monkeypatch.setattr(module, "_FILES", ("territory.yml", "territory.yml"))
    with pytest.raises(ContentError) as caught:
        datasets.__wrapped__()
    assert caught.value.code == "twice"
