"""« Est-ce publiable ? »: each reason moves the criterion it is about, and no other."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from grader.privacy.criteria import CRITERIA, LIMITS, Appraisal, Publication, appraise
from grader.privacy.measures import measure
from grader.privacy.model import Attack

#: Two groups of 5, each with two sensitive values as frequent as can be.
GOOD = measure(pl.DataFrame({"a": list("xxxxxyyyyy"), "s": list("pppqqpppqq")}), ["a"], ["s"])
SINGLE = measure(pl.DataFrame({"a": list("xxxxxyyyyz"), "s": list("pppqqppqqp")}), ["a"], ["s"])
FEW = measure(pl.DataFrame({"a": list("xxxxxyyyy"), "s": list("ppqqqppqq")}), ["a"], ["s"])
ALIKE = measure(pl.DataFrame({"a": list("xxxxxyyyyy"), "s": list("pppppqqppp")}), ["a"], ["s"])
ONE_PREVAILS = measure(pl.DataFrame({"a": ["x"] * 9, "s": ["p"] * 8 + ["q"]}), ["a"], ["s"])
FILE = Publication(quasi=("a",), sensitive=("s",))


def states(appraisal: Appraisal) -> dict[str, str]:
    return {one.name: one.state for one in appraisal.criteria}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def attack(name: str, found: int, *, possible: bool = True) -> Attack:
    return Attack(name, "", 10, found, (), "", possible)


def test_a_file_that_answers_no_to_all_three():
    found = appraise(GOOD, FILE)
    assert states(found) == dict.fromkeys(CRITERIA, "good")
    assert {one.label for one in found.criteria} == {"Non"}
    assert {one.remedy for one in found.criteria} == {""}
    assert found.state == "good"
    assert found.sentence.startswith("Rien, dans ce qui est mesuré ici, ne s'oppose")
    assert "anonyme" not in found.sentence
    assert found.limits == LIMITS
    assert "délégué à la protection des données (DPD)" in LIMITS
    assert "analyse détaillée" in LIMITS


@pytest.mark.parametrize(
    ("measures", "expected", "said"),
    [
        (SINGLE, ("bad", "bad", "bad"), "1 ligne est seule de son espèce, sur 10 (k = 1)."),
        (FEW, ("poor", "poor", "good"), "Le plus petit groupe compte 4 lignes (k = 4)"),
        (ALIKE, ("good", "good", "bad"), "toutes les valeurs sensibles sont les mêmes (l = 1)"),
        (ONE_PREVAILS, ("good", "good", "poor"), "d'eux 89 % des lignes ont la même : on peut"),
    ],
)
def test_measures_answer_the_three_questions(measures, expected, said):
    found = appraise(measures, FILE)
    assert tuple(states(found)[name] for name in CRITERIA) == expected
    assert said in plain(" ".join(one.sentence for one in found.criteria))
    for one in found.criteria:
        assert bool(one.remedy) == (one.state != "good")
        assert one.label == {"good": "Non", "poor": "Peut-être", "bad": "Oui"}[one.state]
        assert one.text == f"{one.sentence} {one.remedy}".strip()


@pytest.mark.parametrize(
    ("name", "criterion", "said"),
    [
        ("linkage", "correlation", "3 personnes ont été retrouvées en recoupant"),
        ("differencing", "correlation", "3 personnes ressortent de la comparaison"),
        ("homogeneity", "inference", "3 valeurs sensibles ont été apprises sans isoler"),
        ("enumeration", "pseudonyms", "3 empreintes ont été retrouvées"),
    ],
)
def test_what_an_attack_found_counts(name, criterion, said):
    found = appraise(GOOD, FILE, [attack(name, 3)])
    assert {one for one, state in states(found).items() if state != "good"} == {criterion}
    assert said in plain(" ".join(one.sentence for one in found.criteria))
    assert states(appraise(GOOD, FILE, [attack(name, 0)])) == dict.fromkeys(CRITERIA, "good")
    assert states(appraise(GOOD, FILE, [attack(name, 3, possible=False)])) == dict.fromkeys(
        CRITERIA, "good"
    )


def test_linkage_that_found_nobody_is_told():
    (linking,) = [
        one for one in appraise(GOOD, FILE, [attack("linkage", 0)]).criteria
        if one.name == "correlation"
    ]  # fmt: skip
    assert linking.sentence == "Le recoupement avec un fichier public n'a désigné personne."


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"named": ("NOM",)}, dict.fromkeys(CRITERIA, "bad")),
        ({"texts": ("NOTE",)}, {"texts": "bad"}),
        ({"hashed": ("NIR",)}, {"correlation": "poor", "pseudonyms": "bad"}),
        ({"pseudonymised": ("NIR",)}, {"correlation": "poor", "pseudonyms": "poor"}),
        ({"rows_before": 10}, {}),
        ({"rows_before": 12}, {"rows": "poor"}),
        ({"rows_before": 30}, {"rows": "bad"}),
        ({"quasi": ()}, {"individualisation": "poor", "correlation": "poor"}),
        ({"quasi": (), "quasi_removed": ("a",)}, {}),
        ({"sensitive": ()}, {"inference": "poor"}),
        ({"sensitive": (), "sensitive_removed": ("s",)}, {}),
    ],
)
def test_what_is_published_beside(change, expected):
    found = appraise(GOOD, replace(FILE, **change))
    assert {one: state for one, state in states(found).items() if state != "good"} == expected
    worst = [state for state in ("bad", "poor") if state in expected.values()]
    assert found.state == (worst[0] if worst else "good")


def test_pseudonyms_are_never_told_to_be_enough():
    found = appraise(GOOD, replace(FILE, pseudonymised=("NIR",)))
    assert "pseudonymiser n'est pas anonymiser" in " ".join(one.text for one in found.criteria)
    assert plain(found.sentence) == "Pas encore : 2 points à améliorer ou à justifier."


def test_all_the_gravest_reasons_are_given_once_each():
    publication = replace(FILE, named=("NOM", "PRENOM", "TEL", "RUE", "NIR", "IBAN"))
    found = appraise(SINGLE, publication, [attack("linkage", 1)])
    linking = plain(next(one.text for one in found.criteria if one.name == "correlation"))
    assert "1 personne a été retrouvée" in linking
    assert "Un nom ou un numéro publié tel quel" in linking
    assert "Pour 1 ligne, un fichier" in linking
    singling = plain(found.criteria[0].text)
    assert "NOM, PRENOM, TEL, RUE et 2 autres : les personnes sont désignées" in singling
    assert plain(found.sentence) == "Non, pas en l'état : 3 points à corriger d'abord."


def test_nothing_left_is_nothing_to_publish():
    empty = measure(pl.DataFrame({"a": []}, schema={"a": pl.String}), ["a"])
    found = appraise(empty, FILE)
    assert (found.state, found.criteria) == ("bad", ())
    assert "aucune ligne n'est gardée" in found.sentence
