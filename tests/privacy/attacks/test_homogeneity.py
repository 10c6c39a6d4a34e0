"""Homogeneity: what a whole group shares is learnt, in small tables that are read by eye."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.privacy.attacks.homogeneity import homogeneity
from grader.privacy.attacks.linkage import meet
from grader.privacy.attacks.model import Auxiliary
from tests.privacy.attacks.tables import published, table

FILE = table(
    "SEXE | AGE | AIDE | MONTANT",
    "F | 30 | loyer | 100",
    "F | 30 | loyer | 200",
    "F | 40 | loyer | 100",
    "F | 40 | repas | 100",
    "M | 40 | santé | 300",
    "M | 50 | . | 100",
    "M | 50 | . | 200",
)
PUBLIC = table(
    "NOM | SEXE | AGE",
    "Alice | F | 30",
    "Béa | F | 40",
    "Carl | M | 40",
    "Dan | M | 50",
    "Zoé | M | 60",
)
ROLES = {"SEXE": "quasi", "AGE": "quasi", "AIDE": "sensitive", "MONTANT": "sensitive"}
MATCH = {"SEXE": "SEXE", "AGE": "AGE"}


def attack(steps=(), public=PUBLIC, roles=ROLES, file=FILE):
    recipe, after = published(file, list(steps))
    auxiliary = Auxiliary(public, MATCH, ("NOM",))
    return homogeneity(meet(file, after, recipe, roles, auxiliary), after, recipe, roles)


def test_a_group_that_shares_a_value_tells_it_of_each_of_its_people():
    """Alice's rows agree on the aid, Béa's on the amount; Carl is alone: that is linkage."""
    trial = attack()
    assert trial.names == ("Alice", "Béa")
    alice, bea = trial.attack.people
    assert (alice.learnt, alice.line) == ({"AIDE": "loyer"}, None)
    assert bea.learnt == {"MONTANT": "100"}
    assert alice.how == (
        "Une femme, AGE : 30 : 2\u00a0lignes correspondent, et toutes disent « loyer »."
    )
    assert "4\u00a0lignes sont dans un groupe" in trial.attack.sentence


def test_a_blank_or_hidden_value_shared_by_all_tells_nothing():
    assert "Dan" not in attack().names
    everything = {"do": "generalise", "column": "AIDE", "by": "all", "level": 1}
    assert attack([everything]).names == ("Béa",)


def test_a_value_that_is_vague_but_shared_is_learnt():
    bands = {"do": "generalise", "column": "MONTANT", "by": "amount", "level": 1, "bounds": [250]}
    assert [set(one.learnt) for one in attack([bands]).attack.people] == [
        {"AIDE", "MONTANT"},
        {"MONTANT"},
        {"MONTANT"},
    ]


def test_without_a_public_file_rows_are_counted():
    trial = attack(public=None)
    assert (trial.attack.tried, trial.attack.found, trial.names) == (7, 4, ())
    assert trial.attack.possible
    assert trial.attack.sentence == (
        "4\u00a0lignes sont dans un groupe de semblables qui partagent tous une même valeur "
        "sensible."
    )


def test_without_a_sensitive_column_there_is_nothing_to_learn():
    trial = attack(roles=ROLES | {"AIDE": "free", "MONTANT": "free"})
    assert (trial.attack.possible, trial.attack.found) == (False, 0)


@pytest.mark.parametrize("least", [0, 2])
def test_a_table_of_counts_tells_what_a_group_shares(least):
    count = {"do": "count", "by": ["SEXE", "AGE", "AIDE"], "least": least}
    # People of another age are what is hidden with Béa's two aids, which are one each; what is left
    # of her group tells nothing sure, and Alice's group is told as it is.
    others = table(
        "SEXE | AGE | AIDE | MONTANT",
        *("F | 30 | loyer | 200", *["F | 60 | repas | 100"] * 2, *["F | 60 | loyer | 100"] * 2),
    )
    trial = attack([count], file=FILE.vstack(others))
    assert trial.names == ("Alice",)


CELLS = st.lists(
    st.tuples(st.sampled_from("FM"), st.sampled_from("12"), st.sampled_from("xyz")), max_size=20
)


@given(rows=CELLS)
def test_rows_counted_are_those_of_groups_of_two_or_more_with_one_value(rows):
    file = table("SEXE | AGE | AIDE", *(" | ".join(row) for row in rows))
    roles = {"SEXE": "quasi", "AGE": "quasi", "AIDE": "sensitive"}
    alike = [[other[2] for other in rows if other[:2] == row[:2]] for row in rows]
    expected = sum(len(group) > 1 and len(set(group)) == 1 for group in alike)
    assert attack(public=None, roles=roles, file=file).attack.found == expected
