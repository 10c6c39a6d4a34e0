"""Passages: right places, nothing in texts that name nobody, and any text within bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.privacy.detection import found_in
from grader.privacy.detection.kinds import KINDS
from grader.privacy.detection.model import CONFIDENCES, UNSURE
from grader.privacy.detection.texts import PIECE


def told(text: str) -> list[tuple[str, str]]:
    """What is found, but for what is unsure: (passage, kind)."""
    return [
        (text[one.start : one.end], one.kind) for one in found_in(text) if one.confidence != UNSURE
    ]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Rappeler Mme Kervella au 06 12 34 56 78.",
         [("Kervella", "name"), ("06 12 34 56 78", "phone")]),
        ("Jean Dupont, 12 bis, rue du Général-Leclerc, 35000 Rennes",
         [("Jean Dupont", "name"), ("12 bis, rue du Général-Leclerc, 35000 Rennes", "address")]),
        ("M. et Mme LE GOFF, nés le 12/03/1984",
         [("LE GOFF", "name"), ("12/03/1984", "birth-date")]),
        ("DUPONT Jean, NIR 2 94 03 75 120 005 91",
         [("DUPONT Jean", "name"), ("2 94 03 75 120 005 91", "nir")]),
        ("IBAN FR76 3000 6000 0112 3456 7890 189", [("FR76 3000 6000 0112 3456 7890 189", "iban")]),
        ("Voiture AA-123-BC, de 192.168.1.12", [("AA-123-BC", "plate"), ("192.168.1.12", "ip")]),
        ("Dossier de monsieur Petit, diabétique, au RSA",
         [("Petit", "name"), ("diabétique", "health"), ("RSA", "aid")]),
        ("L'enfant Kouamé Yao, âgé de 7 ans", [("Kouamé Yao", "name"), ("7", "age")]),
        ("écrire à jean.d@exemple.fr.", [("jean.d@exemple.fr", "email")]),
        ("le 12 mars Mme D. BOUZID a appelé", [("BOUZID", "name")]),
        ("Vu avec Aodren QUÉMÉNEUR hier", [("Aodren QUÉMÉNEUR", "name")]),
    ],
)  # fmt: skip
def test_passages_are_found_at_their_place(text, passages):
    assert [
        (part.replace("âgé de ", "").removesuffix(" ans"), kind) for part, kind in told(text)
    ] == (passages)


@pytest.mark.parametrize(
    "text",
    [
        "Travaux rue Victor Hugo et subvention aux Amis de Jean Moulin",
        "Monsieur le maire et Madame la Présidente sont présents",
        "Collège Jules Ferry, Avril 2024, marché EDF",
        "rue Pierre et Marie Curie, place du Général de Gaulle",
        "Création d'une zone 30 impasse des Tanneurs",
        "Version 10.4.2.1, compte 60611, montant 12 345,00 €",
        "Compteur 294037512000592, réf 0612345678-12",
        "SIRET 219 900 420 00015",
        "Le Conseil Municipal adopte à l'unanimité",
        "La commune de Saint-Jean est au sud",
        "",
    ],
)
def test_what_names_nobody_is_left_alone(text):
    assert told(text) == []


@given(st.text(alphabet=st.sampled_from("aZé 0129.@+-/:'’\nMmeJean FR76,()\u00a0😀"), max_size=300))
def test_passages_are_in_order_apart_and_inside(text):
    end = 0
    for one in found_in(text):
        assert end <= one.start < one.end <= len(text)
        assert one.kind in KINDS
        assert one.confidence in CONFIDENCES
        end = one.end


@pytest.mark.parametrize("before", [0, PIECE - 10, PIECE, 3 * PIECE - 205])
def test_a_passage_is_found_once_wherever_a_long_text_is_cut(before):
    text = "x " * (before // 2) + " appeler le 06 12 34 56 78 " + "y " * PIECE
    assert told(text) == [("06 12 34 56 78", "phone")]


@pytest.mark.parametrize(
    "seed",
    [
        "1", "12 ", "A", "Ab ", "Jean ", "1 rue A ", "12 rue de la ", "a@", "1.", "a:", "a-", "é'",
        "né le ", "FR76 AAAA ", "+1 ", "M. ", "35000 A-", "35000 Aa de la ", "0-", "l'A", "(0) ",
        "x" * 64 + "@", "12 bis, rue du ", "2A ", "Mme D. ", "rue Jean ", "âge : ", "Pierre et ",
    ],
)  # fmt: skip
def test_a_hostile_text_of_the_longest_cell_is_searched_to_its_end(seed):
    """A pattern that goes back over what it read would not come back from these."""
    tail = ". Appeler Mme Kervella au 06 12 34 56 78"
    text = (seed * PIECE)[: PIECE - len(tail)] + tail
    assert told(text)[-1] == ("06 12 34 56 78", "phone")
