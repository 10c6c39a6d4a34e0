"""``own_file``: first drop against present one."""

from __future__ import annotations

import pytest

from grader.errors import UnusableFileError
from grader.exercises.assess import assess
from grader.exercises.mock import drop, drop_verdict, make_response
from grader.exercises.verdicts import file_verdict, unusable_verdict
from grader.settings import Bounds
from tests.exercises.files import CLEAN, CLEAN_TEXT, SCHEMA, exercise, spoilt

OWN = "exemple/mon-registre"
SOLUTION = {"kind": "solution"}
RESTART = {"kind": "restart"}
DATE = ("2026-02-20", "20/02/2026")
CODE = (",2.1,", ",deux,")


def outcome(*events):
    return assess(exercise("mon-registre"), make_response(OWN, events))


def said(found):
    text = " ".join(f.message for f in found.feedback)
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def files(tmp_path):
    """Files from worst to best."""
    return {
        "both": drop(spoilt(tmp_path, DATE, CODE, name="both.csv"), SCHEMA),
        "one": drop(spoilt(tmp_path, CODE, name="one.csv"), SCHEMA),
        "other": drop(spoilt(tmp_path, DATE, CODE, ("12.75", "douze"), name="other.csv"), SCHEMA),
        "short": drop(spoilt(tmp_path, CODE, ("2026-006,2026-04-10,12.75,8.3,Éclairage public\n",
                                              ""), name="short.csv"), SCHEMA),
        "blank": drop(spoilt(tmp_path, ("2026-003,", ",,,,\n2026-003,"), name="blank.csv"), SCHEMA),
        "empty": drop(spoilt(tmp_path, (CLEAN_TEXT.partition("\n")[2], ""), name="empty.csv"),
                      SCHEMA),
        "clean": drop(CLEAN, SCHEMA),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("names", "status", "points"),
    [
        ([], "not_attempted", 0),
        (["clean"], "passed", 4),
        (["both"], "failed", 0),
        (["both", "one"], "partial", 2),
        (["both", "one", "clean"], "passed", 4),
        (["both", "clean", "both"], "failed", 0),
        (["both", "other"], "failed", 0),
        (["one", "both"], "failed", 0),
        (["both", "short"], "failed", 0),
        (["blank", "clean"], "passed", 4),
        (["empty"], "failed", 0),
        (["both", "empty"], "failed", 0),
    ],
)
def test_points_by_what_improved(files, names, status, points):
    found = outcome(*(files[name] for name in names))
    assert (found.status, found.points) == (status, points)
    assert found.feedback or not names


def test_restart_forgets_the_first_file(files):
    assert outcome(files["both"], RESTART, files["one"]).points == 0
    assert outcome(files["one"], RESTART, files["both"], files["one"]).points == 2


def test_what_follows_the_solution_earns_nothing(files):
    assert outcome(files["both"], SOLUTION, files["clean"]).points == 0
    assert "la solution" in said(outcome(SOLUTION, files["clean"]))


def test_rows_deleted_to_be_valid_are_told(tmp_path, files):
    path = spoilt(tmp_path, ("2026-004,2026-03-05,,2.1,Révision du plan\n", ""), name="lost.csv")
    found = outcome(files["one"], drop(path, SCHEMA))
    assert found.points < 4
    assert "1 ligne perdue" in said(found)
    assert "moins de lignes que le premier" in said(found)


def test_header_alone_has_its_reason(files):
    assert "aucune ligne à vérifier" in said(outcome(files["empty"]))


@pytest.mark.parametrize("schema", ["", "scdl/deliberations@2.1.5", "exemple/registre"])
def test_schema_out_of_the_choice_is_uncheckable(schema):
    assert outcome(drop(CLEAN, schema)).status == "uncheckable"


def test_verdicts_alone_earn_the_same(tmp_path):
    events = []
    for number, changes in enumerate(([DATE, CODE], [CODE])):
        path = spoilt(tmp_path, *changes, name=f"{number}.csv")
        verdict = file_verdict(exercise("mon-registre"), path, Bounds(), schema=SCHEMA)[1]
        events.append((drop(path, SCHEMA), drop_verdict(verdict, path.name, SCHEMA)))
    with_files, without = ([pair[i] for pair in events] for i in (0, 1))
    assert outcome(*with_files) == outcome(*without)
    assert outcome(*without).points == 2


def test_verdict_of_an_unreadable_file_earns_the_same_as_the_file(tmp_path):
    path = tmp_path / "vide.csv"
    path.write_bytes(b"")
    with pytest.raises(UnusableFileError) as refusal:
        file_verdict(exercise("mon-registre"), path, Bounds(), schema=SCHEMA)
    kept = unusable_verdict(refusal.value, SCHEMA)
    at_hand, absent = (
        outcome(drop(path, SCHEMA)),
        outcome(drop_verdict(kept, "vide.csv", SCHEMA)),
    )
    assert (at_hand.status, at_hand.points) == (absent.status, absent.points) == ("failed", 0)


def test_unreadable_first_file_does_not_count_as_the_first(tmp_path, files):
    path = tmp_path / "vide.csv"
    path.write_bytes(b"")
    assert outcome(drop(path, SCHEMA), files["both"], files["one"]).points == 2


def test_verdict_with_another_schema_is_not_taken():
    other = file_verdict(exercise("registre"), CLEAN, Bounds())[1]
    wrong = type(other)("scdl/deliberations@2.1.5", True, 6, {})
    assert outcome(drop_verdict(wrong, "x.csv", SCHEMA)).status == "uncheckable"
