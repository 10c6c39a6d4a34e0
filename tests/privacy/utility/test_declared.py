"""Uses as an exercise declares them, right and wrong."""

from __future__ import annotations

import pytest

from grader.privacy.utility_wanted import Needed, Use


def test_columns_may_be_listed_or_given_a_level():
    listed = Use.from_declaration({"question": " Combien ? ", "by": ["A", "B"]}, ["A", "B"])
    assert listed == Use("Combien ?", {"A": None, "B": None}, "", 0.1)
    raw = {
        "question": "Combien ?",
        "by": {"A": {"by": "place", "level": 4}, "B": None},
        "value": "C",
        "tolerance": 0,
    }
    found = Use.from_declaration(raw)
    assert found == Use("Combien ?", {"A": Needed("place", 4), "B": None}, "C", 0.0)
    bounds = {"by": "amount", "level": 1, "bounds": [10, 20]}
    kept = Use.from_declaration({"question": "?", "by": {"A": bounds}}).by["A"]
    assert kept == Needed("amount", 1, {"bounds": [10, 20]})


GOOD = {"question": "Combien ?", "by": ["A"]}


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (None, "s'écrit"),
        ([GOOD], "s'écrit"),
        (GOOD | {"other": 1}, "« other » n'est pas connu"),
        ({"by": ["A"]}, "a une question"),
        (GOOD | {"question": "  "}, "a une question"),
        (GOOD | {"question": 3}, "a une question"),
        (GOOD | {"by": []}, "une colonne au moins"),
        (GOOD | {"by": [1]}, "une colonne au moins"),
        (GOOD | {"by": "A"}, "une colonne au moins"),
        (GOOD | {"by": ["Z"]}, "pas de colonne « Z »"),
        (GOOD | {"value": "Z"}, "pas de colonne « Z »"),
        (GOOD | {"value": 3}, "colonne de montants"),
        (GOOD | {"tolerance": "0.1"}, "« tolerance »"),
        (GOOD | {"tolerance": True}, "« tolerance »"),
        (GOOD | {"tolerance": 1.5}, "« tolerance »"),
        (GOOD | {"tolerance": float("nan")}, "« tolerance »"),
        (GOOD | {"by": {"A": "place"}}, "nomme une hiérarchie"),
        (GOOD | {"by": {"A": {"level": 1}}}, "nomme une hiérarchie"),
        (GOOD | {"by": {"A": {"by": "else", "level": 1}}}, "n'existe pas"),
        (GOOD | {"by": {"A": {"by": "birth", "level": 1, "more": 1}}}, "n'existe pas"),
        (GOOD | {"by": {"A": {"by": "birth"}}}, "à partir de 1"),
        (GOOD | {"by": {"A": {"by": "birth", "level": 0}}}, "à partir de 1"),
        (GOOD | {"by": {"A": {"by": "birth", "level": True}}}, "à partir de 1"),
        (GOOD | {"by": {"A": {"by": "birth", "level": 12}}}, "n'a pas 12 niveaux"),
    ],
)
def test_a_wrong_declaration_is_refused_in_french(raw, told):
    with pytest.raises(ValueError, match=told):
        Use.from_declaration(raw, ["A"])
