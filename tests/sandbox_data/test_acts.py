"""The acts to redact carry what they must, nobody real is in them, and each key finds its place."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from grader.content.marks import without_marks
from grader.exercises.declare import parse_exercise
from grader.exercises.kind import Surroundings
from grader.exercises.model import Exercise
from grader.privacy.redaction.model import TextDocument
from grader.privacy.redaction.reading import read_document
from grader.privacy.redaction.reasons import REASONS
from grader.privacy.redaction.redact import redact
from grader.settings import DEFAULT_ROOT, Bounds

SANDBOX = DEFAULT_ROOT / "sandbox_data"
VAL_OUVERT = SANDBOX / "communes" / "val-ouvert"
FOLDER = VAL_OUVERT / "actes"
ACTS = sorted(FOLDER.iterdir())
#: What each file carries besides its text, and what of that is in it though no reader sees it.
CARRIED = {
    "arrete-mariage.odt": (
        "author editor title keywords comment deleted inserted invisible",
        ("Cordier", "5 rue du Puits", "second mariage", "Aubert"),
    ),
    "commission-appel-offres.docx": (
        "author editor organisation title keywords comment deleted invisible picture",
        ("beau-frère", "Huet", "190 000 €", "Royer"),
    ),
    "deliberation-secours.odt": (
        "author editor title keywords comment deleted inserted invisible",
        ("dépressive", "Roger Grondin", "2026-0114", "Royer"),
    ),
    "deliberation-subventions.docx": (
        "author editor organisation title comment deleted inserted invisible",
        ("Chauvin", "700 €", "06 39 98 41 07", "Aubert"),
    ),
    "protection-fonctionnelle.odt": (
        "author editor title keywords comment deleted invisible picture",
        ("Anxiolytiques", "Lebrun", "900 €", "Affaire Poulain"),
    ),
    "pv-conseil.docx": (
        "author editor organisation title comment deleted invisible picture",
        ("avait bu", "Laura", "trois fois", "notes d'audience"),
    ),
    "pv-questions-diverses.txt": ("", ()),
}
#: A councillor bears the name of an inhabitant: a search cannot tell them apart.
NAMESAKE = "anonymiser/occulter-questions"


def exercises() -> list[Exercise]:
    """Read the exercises of redaction of the module, in their order."""
    path = DEFAULT_ROOT / "courses" / "anonymiser" / "exercises.yml"
    declared = yaml.safe_load(without_marks(path.read_text(encoding="utf-8")))["exercises"]
    around = Surroundings("anonymiser", {}, SANDBOX)
    return [parse_exercise(raw, path.name, around) for raw in declared if raw["kind"] == "redact"]


EXERCISES = exercises()
of_each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
of_each_act = pytest.mark.parametrize("path", ACTS, ids=lambda path: path.name)


def act(path: Path) -> TextDocument:
    return read_document(path, Bounds())


def raw_text(path: Path) -> str:
    """Give all that the file holds, part after part, markup included."""
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return data.decode("cp1252")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


@of_each_act
def test_an_act_carries_what_its_reader_does_not_see(path: Path):
    kinds, secrets = CARRIED[path.name]
    document, raw = act(path), raw_text(path)
    assert sorted({one.kind for one in document.hidden}) == sorted(kinds.split())
    for secret in secrets:
        assert secret in raw, secret
        assert secret not in document.text, secret


def test_acts_are_in_three_formats_and_each_is_given_by_one_exercise():
    assert Counter(path.suffix for path in ACTS) == {".docx": 3, ".odt": 3, ".txt": 1}
    assert sorted(one.settings["file"] for one in EXERCISES) == ACTS


@pytest.mark.parametrize("path", [p for p in ACTS if p.suffix != ".txt"], ids=lambda p: p.name)
def test_the_parts_of_a_document_are_well_formed_and_all_declared(path: Path):
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))
        if path.suffix == ".odt":
            manifest = archive.read("META-INF/manifest.xml").decode()
            declared = set(re.findall(r'full-path="([^"/]+(?:/[^"]+)?)"', manifest))
            assert declared == names - {"mimetype", "META-INF/manifest.xml"}
            assert archive.infolist()[0].filename == "mimetype"
        else:
            types = archive.read("[Content_Types].xml").decode()
            assert set(re.findall(r'PartName="/([^"]+)"', types)) <= names
            relations = archive.read("word/_rels/document.xml.rels").decode()
            assert {f"word/{one}" for one in re.findall(r'Target="([^"]+)"', relations)} <= names


@of_each_act
def test_addresses_telephones_and_machines_are_nobody_s(path: Path):
    with (VAL_OUVERT / "anonymiser" / "voies.csv").open(encoding="utf-8", newline="") as stream:
        streets = {row["VOIE"] for row in csv.DictReader(stream)}
    # Commas and markup end an address.
    found = re.findall(r"\b\d+ ((?:rue|impasse|chemin|allée) [^,.<]+)", raw_text(path))
    assert set(found) <= streets
    numbers = re.findall(r"\b0\d(?: \d\d){4}\b", raw_text(path))
    assert all(number.startswith("06 39 98 ") for number in numbers)
    machines = re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", act(path).text)
    assert all(machine.startswith("192.0.2.") for machine in machines)


@of_each_exercise
def test_every_reason_to_hide_names_its_article(exercise: Exercise):
    to_hide = [one for one in exercise.settings["key"] if one.hide]
    for one in to_hide:
        article = REASONS[one.span.reason].article
        assert article in one.because, one.text


def test_all_reasons_are_met():
    met = {one.span.reason for e in EXERCISES for one in e.settings["key"] if one.hide}
    assert met == set(REASONS)


@of_each_exercise
@pytest.mark.parametrize("form", ["docx", "odt", "txt"])
def test_hiding_what_a_key_says_leaves_nothing_behind(exercise: Exercise, form, tmp_path: Path):
    path = exercise.settings["file"]
    document, key = act(path), exercise.settings["key"]
    done = redact(document, [one.span for one in key if one.hide], form)
    homonyms = exercise.id == NAMESAKE
    assert [one.text for one in done.leftovers] == ["Perrot"] * (2 if homonyms else 0)
    assert len(done.proof.found) == (1 if homonyms else 0)
    assert done.proof.too_short == 0
    written = tmp_path / f"acte.{form}"
    written.write_bytes(done.data)
    again = act(written)
    assert again.hidden == ()
    assert not [word for word in CARRIED[path.name][1] if word in raw_text(written)]
    assert all(one.text in again.text for one in key if not one.hide)


def test_a_name_left_at_a_second_place_is_told():
    [wedding] = [one for one in EXERCISES if one.id == "anonymiser/occulter-mariage"]
    whole = [one.span for one in wedding.settings["key"] if one.hide and " " in one.text]
    done = redact(act(wedding.settings["file"]), whole, "txt")
    assert [one.text for one in done.leftovers] == ["Perret", "Collet"]
