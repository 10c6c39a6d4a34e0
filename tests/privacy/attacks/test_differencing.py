"""Differencing: what an earlier publication, taken away from this one, leaves alone."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.privacy.attacks.differencing import differencing
from grader.privacy.attacks.model import Auxiliary
from tests.privacy.attacks.tables import published, table

FILE = table(
    "NOM | ADRESSE | AIDE",
    "ADAM | 1 rue des Lilas | Aide au loyer",
    "BRUN | 2 rue des Lilas | Aide au loyer",
    "CARON | 3 rue des Lilas | Repas",
    "DENIS | 4 quai des Saules | Repas",
    "ERNST | 5 quai des Saules | Repas",
    "FABRE | 6 quai des Saules | Santé",
    "GIRARD | 7 rue du Puits | Santé",
)
EARLIER = table(
    "VOIE | AIDE | NOMBRE",
    "rue des Lilas | Aide au loyer | 1",
    "rue des Lilas | Repas | 1",
    "quai des Saules | Repas | 1",
)
ROLES = {"NOM": "direct", "ADRESSE": "quasi", "AIDE": "sensitive"}
STREET = {"do": "generalise", "column": "ADRESSE", "by": "place", "level": 1, "streets": False}
EVERYWHERE = STREET | {"level": 4}


def subtract(steps=(), earlier=EARLIER, file=FILE, roles=ROLES, **more):
    recipe, after = published(file, list(steps))
    auxiliary = Auxiliary(earlier=earlier, **{"match": {"VOIE": "ADRESSE"}, **more})
    return differencing(file, after, recipe, roles, auxiliary)


def test_one_more_row_in_a_place_gives_its_value_away():
    """One more in rue des Lilas; two of two kinds quai des Saules; a first one rue du Puits."""
    trial = subtract(person=("NOM",))
    assert trial.names == ("Une personne, rue des Lilas", "GIRARD")
    first, second = trial.attack.people
    assert first.learnt == {"AIDE": "Aide au loyer"}
    assert first.how == (
        "Rue des Lilas : 1\u00a0ligne de plus que dans la publication antérieure, et elle dit "
        "« Aide au loyer »."
    )
    assert second.learnt == {"AIDE": "Santé"}
    assert trial.attack.sentence.startswith("2\u00a0valeurs se lisent dans la différence")


def test_several_more_of_one_kind_are_all_given_away():
    more = pl.concat([FILE, table("NOM | ADRESSE | AIDE", "HUET | 9 rue du Puits | Santé")])
    trial = subtract(file=more)
    assert trial.attack.found == 3
    assert trial.names[1:] == ("Une personne, rue du Puits",) * 2


def test_a_vaguer_place_mixes_those_who_were_added():
    """Four more in all, of three kinds."""
    assert subtract([STREET]).attack.found == 2
    assert subtract([EVERYWHERE]).attack.found == 0


def test_without_places_the_whole_is_one_place():
    earlier = table("AIDE | NOMBRE", "Aide au loyer | 2", "Repas | 3", "Santé | 1")
    trial = subtract([{"do": "drop", "column": "ADRESSE"}], earlier)
    assert (trial.attack.found, trial.names) == (1, ("Une personne, l'ensemble",))


def test_false_differences_that_rows_left_out_make_do_not_count():
    """Leaving out small groups by street and aid leaves two of « Repas », quai des Saules."""
    small = {"do": "suppress", "by": ["ADRESSE", "AIDE"], "least": 2}
    trial = subtract([STREET, small])
    assert trial.attack.found == 0
    kept = subtract([STREET, {"do": "suppress", "by": ["ADRESSE"], "least": 2}])
    assert kept.names == ("Une personne, RUE DES LILAS",)


def test_an_earlier_file_of_rows_is_counted_with_house_numbers_where_it_has_some():
    earlier = FILE.drop("NOM").gather([0, 2, 3])
    assert subtract(earlier=earlier, match={}).attack.found == 4
    assert subtract([STREET], earlier=earlier, match={}).attack.found == 2


def test_hidden_counts_leave_their_place_unknown():
    hidden = EARLIER.with_columns(NOMBRE=pl.Series(["secret", "1", "1"]))
    assert subtract(earlier=hidden).names == ("Une personne, rue du Puits",)
    count = {"do": "count", "by": ["ADRESSE", "AIDE"], "least": 2}
    assert subtract([STREET, count]).attack.found == 0
    assert subtract([STREET, count | {"least": 0, "margins": True}]).attack.found == 2


def test_the_sensitive_column_may_be_gone():
    trial = subtract([{"do": "drop", "column": "AIDE"}])
    assert (trial.attack.found, trial.attack.possible) == (0, True)
    assert "n'ont plus de colonne sensible en commun" in trial.attack.sentence


@pytest.mark.parametrize(
    "earlier", [None, EARLIER.clear(), table("X | NOMBRE", "a | 1")], ids=["none", "empty", "other"]
)
def test_without_an_earlier_publication_it_says_what_is_wanted(earlier):
    trial = subtract(earlier=earlier)
    assert (trial.attack.possible, trial.attack.found) == (False, 0)
    assert trial.attack.sentence.startswith("Il faudrait une publication antérieure")


def test_columns_may_be_matched_for_the_earlier_publication_alone():
    earlier = EARLIER.rename({"VOIE": "RUE", "AIDE": "TYPE", "NOMBRE": "Effectif"})
    matched = {"RUE": "ADRESSE", "TYPE": "AIDE"}
    assert subtract(earlier=earlier, match={}, earlier_match=matched).attack.found == 2


PLACES = st.tuples(st.sampled_from(["nord", "sud", "est"]), st.sampled_from("xyz"))


@given(first=st.lists(PLACES, min_size=1, max_size=12), added=st.lists(PLACES, max_size=6))
def test_the_difference_is_exact(first, added):
    names = {"LIEU": pl.String, "AIDE": pl.String}
    earlier, file = (
        pl.DataFrame(rows, schema=names, orient="row") for rows in (first, first + added)
    )
    roles = {"LIEU": "quasi", "AIDE": "sensitive"}
    kinds = {place: {aid for where, aid in added if where == place} for place, _ in added}
    expected = Counter(where for where, _ in added if len(kinds[where]) == 1)
    trial = differencing(file, file, (), roles, Auxiliary(earlier=earlier))
    assert trial.attack.found == expected.total()
    assert Counter(trial.names) == Counter(
        f"Une personne, {place}" for place in expected.elements()
    )
