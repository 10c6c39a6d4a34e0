"""``mend_file`` on real files, read and validated for good."""

from __future__ import annotations

import dataclasses
import shutil

import pytest

from grader.exercises.assess import assess
from grader.exercises.mend_file import baseline
from grader.exercises.mock import drop, drop_verdict, make_response
from grader.exercises.verdicts import file_verdict
from grader.settings import Bounds
from grader.validation.model import Verdict
from tests.exercises.files import CLEAN, GIVEN, exercise, spoilt

MEND = "exemple/registre"
SOLUTION = {"kind": "solution"}
RESTART = {"kind": "restart"}


def outcome(*events):
    return assess(exercise("registre"), make_response(MEND, events))


def said(found):
    text = " ".join(f.message for f in found.feedback)
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_given_file_has_the_six_declared_causes():
    _, verdict = baseline(exercise("registre"))
    assert verdict.counts == {
        ("encoding-not-utf8", ""): 1,
        ("title-lines", ""): 1,
        ("misspelt-optional-label", "MONTANT"): 1,
        ("type-error/date", "JOUR"): 6,
        ("type-error/number", "MONTANT"): 2,
        ("duplicate-key", "ID"): 1,
    }


@pytest.mark.parametrize(
    ("events", "status", "points"),
    [
        ([], "not_attempted", 0),
        ([{"kind": "hint", "number": 1}], "not_attempted", 0),
        ([drop(CLEAN)], "passed", 6),
        ([drop(GIVEN)], "failed", 0),
        ([drop(GIVEN), drop(CLEAN)], "passed", 6),
        ([drop(CLEAN), drop(GIVEN)], "failed", 0),
        ([SOLUTION, drop(CLEAN)], "not_attempted", 0),
        ([drop(GIVEN), SOLUTION, drop(CLEAN)], "failed", 0),
        ([drop(CLEAN), RESTART], "not_attempted", 0),
        ([drop(GIVEN), RESTART, drop(CLEAN)], "passed", 6),
    ],
)
def test_the_last_file_that_counts_is_scored(events, status, points):
    found = outcome(*events)
    assert (found.status, found.points, found.max_points) == (status, points, 6)
    assert found.feedback or not events or status == "not_attempted"


@pytest.mark.parametrize(
    ("change", "points", "sentence"),
    [
        # One cause is left in part: its share alone is lost.
        (("2026-02-20", "20/02/2026"), 5.83, "Il reste encore : 1 date mal écrite dans JOUR."),
        # A new cause takes away the weight of one.
        ((",7.10,", ",sept,"), 5, "1 valeur mal formée dans CODE"),
        ((",7.10,", ",7.1,"), 5, "1 valeur changée dans CODE"),
        ((",300,", ",301,"), 5, "1 valeur changée dans MONTANT"),
        ((",300,", ",,"), 5, "1 valeur changée dans MONTANT"),
        # So does a lost row, and what was solved by deleting it does not count.
        (("2026-003,2026-02-20,300,7.10,Dotation\n", ""), 4, "1 ligne perdue"),
        (("2026-003,2026-02-20,300,7.10,Dotation\n", ",,,,\n"), 3, "1 ligne perdue"),
        (("2026-006,2026-04-10", "2026-005,2026-04-10"), 5, "1 identifiant en double dans ID"),
        (("2026-006,2026-04-10,12.75,8.3,Éclairage public\n", ""), 4, "1 ligne perdue"),
        # Another way to write the same thing is no change.
        ((",300,", ",300.0,"), 6, "Tout est corrigé"),
        ((",80,8.3,", ",8e1,8.3,"), 6, "Tout est corrigé"),
        (("Voirie", "Travaux de voirie"), 6, "Tout est corrigé"),
    ],
)
def test_points_and_words_of_one_change(tmp_path, change, points, sentence):
    found = outcome(drop(spoilt(tmp_path, change)))
    assert found.points == points
    assert sentence in said(found)
    assert found.status == ("passed" if points == 6 else "partial")


def test_order_of_rows_and_columns_does_not_matter(tmp_path):
    lines = CLEAN.read_text(encoding="utf-8").splitlines()
    swapped = [",".join(line.split(",")[::-1]) for line in [lines[0], *lines[:0:-1]]]
    path = tmp_path / "depot.csv"
    path.write_text("\n".join(swapped) + "\n", encoding="utf-8")
    assert outcome(drop(path)).points == 6


@pytest.mark.parametrize(
    "text",
    [
        "ID,JOUR,MONTANT,CODE,OBJET\n",
        "ID,JOUR,MONTANT,CODE,OBJET\n" + "x,2026-01-01,1,7.1,Autre\n" * 9,
        "NUMERO,DATE\n" + "1,2026-01-01\n" * 9,
    ],
)
def test_another_file_earns_nothing_and_is_told_so(tmp_path, text):
    path = tmp_path / "depot.csv"
    path.write_text(text, encoding="utf-8")
    found = outcome(drop(path))
    assert (found.status, found.points) == ("failed", 0)
    assert "Aucune ligne du fichier de départ" in said(found)


def test_keeping_only_the_easy_row_earns_little(tmp_path):
    path = tmp_path / "depot.csv"
    path.write_text("\n".join(CLEAN.read_text(encoding="utf-8").splitlines()[:2]), encoding="utf-8")
    found = outcome(drop(path))
    assert found.points == 0
    assert "5 lignes perdues" in said(found)
    assert "ne compte pas" in said(found)


def test_a_faulty_column_that_was_taken_away_is_not_mended(tmp_path):
    lines = [line.split(",") for line in CLEAN.read_text(encoding="utf-8").splitlines()]
    path = tmp_path / "depot.csv"
    text = "\n".join(",".join(cells[:2] + cells[3:]) for cells in lines)
    path.write_text(text, encoding="utf-8")
    found = outcome(drop(path))
    assert found.points == 5
    assert "1 valeur changée dans MONTANT" in said(found)


@pytest.mark.parametrize(
    ("content", "word"), [(b"", "vide"), (b"\x89PNG\r\n\x1a\n" + b"\x00" * 90, "image")]
)
def test_unreadable_file_is_failed_with_its_reason(tmp_path, content, word):
    path = tmp_path / "depot.csv"
    path.write_bytes(content)
    found = outcome(drop(path))
    assert (found.status, found.points) == ("failed", 0)
    assert found.feedback[0].kind == "reason"
    assert word in said(found)


def test_verdict_kept_at_the_drop_earns_the_same_as_the_file(tmp_path):
    for change in ((",300,", ",301,"), ("2026-02-20", "20/02/2026"), ("Voirie", "Rue")):
        path = spoilt(tmp_path, change)
        _, verdict = file_verdict(exercise("registre"), path, Bounds())
        kept = Verdict.from_dict(verdict.to_dict())
        assert outcome(drop(path)) == outcome(drop_verdict(kept, "depot.csv"))


def test_file_that_was_not_sent_and_left_no_verdict_is_uncheckable():
    event = {"kind": "file", "sha256": "0" * 64, "name": "depot.csv", "schema": ""}
    found = outcome(event)
    assert (found.status, found.points) == ("uncheckable", 0)
    assert "n'a pas été envoyé" in said(found)


def test_given_file_that_vanished_is_uncheckable_and_not_a_zero_of_hers(tmp_path):
    given, twin = tmp_path / "given.csv", tmp_path / "twin.csv"
    shutil.copyfile(CLEAN, twin)
    settings = {**exercise("registre").settings, "file": given, "reference": twin}
    broken = dataclasses.replace(exercise("registre"), settings=settings)
    found = assess(broken, make_response(MEND, [drop(CLEAN)]))
    assert (found.status, found.points) == ("uncheckable", 0)


def test_baseline_follows_the_given_file(tmp_path):
    given, twin = tmp_path / "given.csv", tmp_path / "twin.csv"
    shutil.copyfile(CLEAN, twin)
    shutil.copyfile(GIVEN, given)
    settings = {**exercise("registre").settings, "file": given, "reference": twin}
    moved = dataclasses.replace(exercise("registre"), settings=settings)
    assert len(baseline(moved)[1].counts) == 6
    shutil.copyfile(CLEAN, given)
    assert baseline(moved)[1].counts == {}


def test_findings_of_losses_are_told_with_place_and_remedy(tmp_path):
    path = spoilt(tmp_path, (",300,", ",301,"), ("2026-004,2026-03-05,,2.1,Révision du plan\n", ""))
    report, verdict = file_verdict(exercise("registre"), path, Bounds())
    added = {f.code: f for f in report.findings if f.code in ("lost-row", "altered-value")}
    assert added["lost-row"].value == "2026-004"
    assert (added["altered-value"].line, added["altered-value"].column) == (4, "MONTANT")
    assert all(f.message and f.why and f.fix for f in added.values())
    assert verdict.counts == {("lost-row", ""): 1, ("altered-value", "MONTANT"): 1}
    told = " ".join(f.message + f.why + f.fix for f in added.values())
    assert "300" not in told, "the twin's value is the solution"
