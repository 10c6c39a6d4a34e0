"""Conditions: what they decide, and the sentence that each leaf says."""

from __future__ import annotations

import pytest

from grader.errors import ContentError
from grader.obligations.declare import Vocabulary, read_condition
from grader.obligations.questions import questions
from grader.typography import french
from tests.obligations.conftest import profile_of

WORDS = Vocabulary(questions())


def look(raw, **profile):
    return read_condition(raw, "test.yml:regle", WORDS).look(profile_of(**profile))


def said(raw, **profile) -> list[str]:
    return [check.sentence for check in look(raw, **profile).deciding]


@pytest.mark.parametrize(
    ("raw", "profile", "met", "sentence"),
    [
        ({"population_at_least": 3500}, {"population": 3499}, False,
         "Votre commune compte 3 499 habitants : il en faut 3 500."),
        ({"population_at_least": 3500}, {"population": 3500}, True,
         "Votre commune compte 3 500 habitants : le seuil de 3 500 est atteint."),
        ({"population_under": 3500}, {"population": 3499}, True,
         "Votre commune compte 3 499 habitants : c'est moins de 3 500."),
        ({"population_under": 3500}, {"population": 3500}, False,
         "Votre commune compte 3 500 habitants : il en faudrait moins de 3 500."),
        ({"population_over": 80000}, {"population": 80000}, False,
         "Votre commune compte 80 000 habitants : il en faut plus de 80 000."),
        ({"population_over": 80000}, {"population": 80001}, True,
         "Votre commune compte 80 001 habitants : c'est plus de 80 000."),
        ({"population_at_least": 2}, {"population": 1}, False,
         "Votre commune compte 1 habitant : il en faut 2."),
        ({"staff_at_least": 50}, {"staff": 49.5}, False,
         "Votre commune emploie 49,5 agents en équivalent temps plein : il en faut 50."),
        ({"staff_at_least": 50}, {"staff": "49.99"}, False,
         "Votre commune emploie 49,99 agents en équivalent temps plein : il en faut 50."),
        ({"staff_at_least": 50}, {"staff": 50}, True,
         "Votre commune emploie 50 agents en équivalent temps plein : le seuil de 50 est atteint."),
        ({"staff_at_least": 50}, {"staff": 1.5}, False,
         "Votre commune emploie 1,5 agent en équivalent temps plein : il en faut 50."),
        ({"staff_under": 50}, {"staff": 0}, True,
         "Votre commune emploie 0 agent en équivalent temps plein : c'est moins de 50."),
        ({"kind": ["departement", "commune"]}, {"kind": "syndicat"}, False,
         "Le texte vise les communes et les départements : votre syndicat n'en fait pas partie."),
        ({"kind": ["epci"]}, {"kind": "epci"}, True,
         "Le texte vise les intercommunalités à fiscalité propre."),
        ({"fact": "website"}, {"facts": ["website"]}, True,
         "Votre commune a un site internet."),
        ({"fact": "website"}, {"kind": "region"}, False,
         "Votre région n'a pas de site internet."),
        ({"not": {"fact": "website"}}, {"facts": ["website"]}, False,
         "Votre commune a un site internet."),
        ({"delegated": "any"}, {"kind": "departement"}, False,
         "Votre département n'a délégué aucun service public."),
        ({"delegated": "any"}, {"delegated": ["water", "waste"]}, True,
         "Votre commune a délégué l'eau potable et les déchets."),
        ({"delegated": ["water"]}, {"delegated": ["waste"]}, False,
         "Votre commune n'a pas délégué l'eau potable."),
        ({"delegated": ["water", "sanitation"]}, {}, False,
         "Votre commune n'a délégué ni l'eau potable ni l'assainissement."),
        ("always", {"kind": "etablissement"}, True,
         "Le texte ne fixe aucun seuil : il vaut pour votre établissement public."),
        ("never", {}, False, "Aucun texte ne l'impose."),
    ],
)  # fmt: skip
def test_a_leaf_decides_and_says_the_figures(raw, profile, met, sentence):
    outcome = look(raw, **profile)
    assert outcome.met is met
    (check,) = outcome.checks
    # A figure keeps its noun beside it; the table above is typed with ordinary spaces.
    assert check.sentence.replace("\u00a0", " ") == french(sentence).replace("\u00a0", " ")
    assert check.sentence == french(check.sentence)
    assert check.met is met


def test_many_delegated_services_are_not_all_named():
    names = ["water", "sanitation", "waste", "transport", "parking", "heating"]
    (sentence,) = said({"delegated": "any"}, delegated=names)
    assert sentence.endswith("les transports et 2 autres.")


OPEN = {
    "all": [
        {"staff_at_least": 50},
        {"any": [{"kind": ["epci", "syndicat"]}, {"population_at_least": 3500}]},
    ]
}


def test_all_names_everything_that_is_missing():
    first, second = said(OPEN, population=100, staff=2)
    assert "il en faut 50" in first
    assert "il en faut 3 500".replace(" ", "\u202f")[-5:] in second


def test_all_keeps_what_is_met_beside_what_is_missing():
    outcome = look(OPEN, population=100, staff=60)
    assert [check.met for check in outcome.checks] == [True, False]
    assert [check.met for check in outcome.deciding] == [False]


def test_a_kind_alone_decides_where_it_is_wrong():
    raw = {"all": [{"kind": ["commune"]}, {"population_at_least": 3500}]}
    (sentence,) = said(raw, kind="syndicat", population=0)
    assert sentence.startswith("Le texte vise les communes")


def test_any_gives_the_branch_that_holds():
    outcome = look(OPEN["all"][1], kind="epci", population=10)
    assert outcome.met
    (check,) = outcome.deciding
    assert check.sentence.startswith("Le texte vise les intercommunalités")


def test_a_kind_that_fits_is_not_said_beside_a_figure():
    (sentence,) = said(OPEN, kind="epci", population=10, staff=50)
    assert "50\u00a0agents" in sentence


def test_any_joins_the_kinds_of_its_branches_when_none_fits():
    raw = {
        "any": [
            {"kind": ["region"]},
            {"all": [{"kind": ["commune"]}, {"population_at_least": 5}]},
        ]
    }
    (sentence,) = said(raw, kind="syndicat")
    assert sentence.startswith("Le texte vise les communes et les régions")


def test_any_forgets_kinds_when_a_figure_is_nearer():
    raw = {
        "any": [
            {"kind": ["region"]},
            {"all": [{"kind": ["commune"]}, {"population_at_least": 5000}]},
        ]
    }
    (sentence,) = said(raw, population=4000)
    assert "il en faut" in sentence


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (None, "bad-condition"),
        ("parfois", "bad-condition"),
        ([], "bad-condition"),
        ({}, "bad-condition"),
        ({"fact": "website", "kind": ["commune"]}, "bad-condition"),
        ({"all": [{"fact": "website"}]}, "bad-condition"),
        ({"any": "website"}, "bad-condition"),
        ({"kind": []}, "bad-condition"),
        ({"kind": "commune"}, "bad-condition"),
        ({"kind": ["ville"]}, "unknown-word"),
        ({"fact": "site"}, "unknown-word"),
        ({"delegated": ["air"]}, "unknown-word"),
        ({"same_as": "rien"}, "unknown-word"),
        ({"population_at_least": "3500"}, "bad-figure"),
        ({"population_at_least": True}, "bad-figure"),
        ({"staff_under": 0}, "bad-figure"),
        ({"population": 3500}, "unknown-condition"),
        ({"population_about": 3500}, "unknown-condition"),
        ({1: 2}, "unknown-condition"),
        (
            {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"fact": "website"}}}}}}}},
            "bad-condition",
        ),
    ],
)
def test_a_wrong_condition_is_refused_with_its_file_and_rule(raw, code):
    with pytest.raises(ContentError) as caught:
        read_condition(raw, "test.yml:regle", WORDS)
    assert caught.value.code == code
    assert caught.value.where == "test.yml:regle"
