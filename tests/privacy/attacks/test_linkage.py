"""Linkage: who is found in small tables, by eye; never anybody where two rows fit."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.privacy.attacks.linkage import linkage, meet
from grader.privacy.attacks.model import Auxiliary
from grader.privacy.measures import measure
from tests.privacy.attacks.tables import published, table

FILE = table(
    "NOM | SEXE | NE_LE | RUE | AIDE",
    "ADAM | F | 1984-03-12 | 3 rue des Lilas | loyer",
    "BRUN | F | 1984-07-30 | 12 bis rue des Lilas | repas",
    "CARON | M | 1950-01-02 | 1 quai des Saules | repas",
    "DENIS | M | 1951-11-20 | 2 quai des Saules | repas",
    "DENIS | M | 1951-11-20 | 2 quai des Saules | santé",
)
PUBLIC = table(
    "PRENOM | NOM | SEXE | NAISSANCE | VOIE",
    "Anne | Adam | F | 12/03/1984 | rue des Lilas",
    "Bea | Brun | F | 30/07/1984 | Rue des LILAS",
    "Carl | Caron | M | 02/01/1950 | quai des Saules",
    "Dan | Denis | M | 20/11/1951 | quai des Saules",
    "Zoé | Ailleurs | F | 30/07/1984 | quai des Saules",
)
MATCH = {"SEXE": "SEXE", "NAISSANCE": "NE_LE", "VOIE": "RUE"}
ROLES = {"NOM": "direct", "SEXE": "quasi", "NE_LE": "quasi", "RUE": "quasi", "AIDE": "sensitive"}
YEAR = {"do": "generalise", "column": "NE_LE", "by": "birth", "level": 2}
DECADE = YEAR | {"level": 4}
NO_NAME = {"do": "drop", "column": "NOM"}


def link(steps=(), public=PUBLIC, match=MATCH, person=("PRENOM", "NOM"), roles=ROLES, file=FILE):
    recipe, after = published(file, list(steps))
    return linkage(meet(file, after, recipe, roles, Auxiliary(public, match, person)))


def test_people_alone_of_their_kind_are_found_with_what_their_row_says():
    trial = link([NO_NAME])
    assert trial.names == ("Anne Adam", "Bea Brun", "Carl Caron")
    anne = trial.attack.people[0]
    assert anne.how == "Une femme née le 12 mars 1984, rue des Lilas : une seule ligne correspond."
    assert (anne.learnt, anne.line) == ({"AIDE": "loyer"}, 0)
    assert (trial.attack.tried, trial.attack.found) == (5, 3)
    assert "3\u00a0personnes sont retrouvées sur 5" in trial.attack.sentence
    assert "1\u00a0autre est ramenée à moins de 5 lignes" in trial.attack.sentence


def test_what_is_known_is_made_as_vague_as_what_is_published():
    """Anne and Bea are both of 1984 in one street; Carl is still alone of his year."""
    assert link([NO_NAME, YEAR]).names == ("Carl Caron",)
    assert link([NO_NAME, DECADE, {"do": "drop", "column": "SEXE"}]).names == ()


def test_the_only_row_may_be_somebody_else_s():
    """Without streets, Zoé's particulars are Bea's, whose row is the only one: both fit it."""
    steps = [NO_NAME, {"do": "drop", "column": "RUE"}]
    trial = link(steps)
    assert trial.names == ("Anne Adam", "Carl Caron")
    alone = PUBLIC.filter(pl.col("PRENOM") == "Zoé")
    told = link(steps, alone)
    assert told.attack.found == 0
    assert "Une fois, la seule ligne qui correspond est celle de quelqu'un d'autre" in (
        told.attack.sentence
    )


def test_rows_that_bear_one_code_are_one_person_s():
    keyed = {"do": "pseudonymise", "column": "NOM", "keyed": True, "length": 16}
    trial = link([keyed])
    assert trial.names == ("Anne Adam", "Bea Brun", "Carl Caron", "Dan Denis")
    dan = trial.attack.people[3]
    assert dan.learnt == {"AIDE": "repas ; santé"}
    assert dan.how.endswith(
        "2\u00a0lignes correspondent, sous un même code : ce sont toutes les siennes."
    )


def test_counts_of_one_are_found_too():
    count = {"do": "count", "by": ["SEXE", "NE_LE", "AIDE"], "least": 0}
    trial = link([YEAR, count], match={"SEXE": "SEXE", "NAISSANCE": "NE_LE"})
    assert trial.names == ("Carl Caron",)
    carl = trial.attack.people[0]
    assert "une seule personne est comptée dans sa case" in carl.how
    assert (carl.learnt, carl.line) == ({"AIDE": "repas"}, None)
    hidden = link([YEAR, count | {"least": 3}], match={"SEXE": "SEXE", "NAISSANCE": "NE_LE"})
    assert hidden.attack.found == 0


def test_totals_of_a_table_of_counts_are_no_cells():
    count = {"do": "count", "by": ["SEXE", "NE_LE", "AIDE"], "least": 0, "margins": True}
    assert link([YEAR, count], match={"SEXE": "SEXE", "NAISSANCE": "NE_LE"}).names == (
        "Carl Caron",
    )


@pytest.mark.parametrize(
    "step",
    [
        {"do": "pseudonymise", "column": "RUE", "keyed": True, "length": 16},
        {"do": "pseudonymise", "column": "RUE", "keyed": False, "length": 16},
        {"do": "drop", "column": "RUE"},
    ],
)
def test_columns_that_cannot_be_compared_are_left_out(step):
    only_streets = {"VOIE": "RUE"}
    trial = link([step], match=only_streets)
    assert trial.attack.found == 0
    assert trial.attack.possible
    assert "Rien de ce que dit le fichier public ne peut être comparé" in trial.attack.sentence


@pytest.mark.parametrize(
    "public",
    [None, PUBLIC.clear(), PUBLIC.rename({"SEXE": "S", "NAISSANCE": "N", "VOIE": "V"})],
    ids=["none", "nobody", "other columns"],
)
def test_without_a_public_file_that_serves_it_says_what_is_wanted(public):
    trial = link(public=public)
    assert (trial.attack.possible, trial.attack.found) == (False, 0)
    assert trial.attack.sentence.startswith("Il faudrait un fichier public")


def test_two_people_of_the_public_file_who_are_alike_are_not_found():
    twice = pl.concat([PUBLIC, PUBLIC.head(1)])
    assert link([NO_NAME], twice).names == ("Bea Brun", "Carl Caron")


def test_blank_particulars_find_nobody():
    blank = table("NOM | SEXE | NAISSANCE | VOIE", "Adam | F | . | rue des Lilas")
    assert link([NO_NAME], blank, person=("NOM",)).attack.found == 0


def test_without_columns_that_name_people_nobody_is_named():
    assert link([NO_NAME], person=()).names == ("(sans nom)",) * 3


def test_an_empty_publication_finds_nobody():
    steps = [NO_NAME, {"do": "suppress", "by": ["SEXE", "NE_LE", "RUE"], "least": 5}]
    assert link(steps).attack.found == 0


CELLS = st.tuples(st.sampled_from("FM"), st.sampled_from(["1980", "1981"]), st.sampled_from("abc"))


@given(rows=st.lists(CELLS, min_size=1, max_size=25), people=st.lists(CELLS, max_size=12))
def test_nobody_is_found_where_two_rows_are_alike_and_everybody_alone_is(rows, people):
    file = pl.DataFrame([(*row, "x") for row in rows], schema=["S", "N", "R", "A"], orient="row")
    public = pl.DataFrame(people, schema=dict.fromkeys("SNR", pl.String), orient="row")
    roles = {"S": "quasi", "N": "quasi", "R": "quasi", "A": "sensitive"}
    match = {"S": "S", "N": "N", "R": "R"}
    trial = linkage(meet(file, file, (), roles, Auxiliary(public, match)))
    alone = {row for row in rows if rows.count(row) == 1}
    assert trial.attack.found == sum(people.count(one) == 1 for one in people if one in alone)
    if measure(file, ["S", "N", "R"]).k >= 2:
        assert trial.attack.found == 0
