"""Columns: values overrule names, reasons say so, and what is not personal is left alone."""

from __future__ import annotations

import csv
from collections.abc import Sequence

import polars as pl
import pytest

from grader.privacy.detection import DetectedColumn, detect
from grader.privacy.model import DIRECT, FREE, QUASI, SENSITIVE
from grader.privacy.records import records_of
from grader.settings import DEFAULT_ROOT, Bounds
from grader.tables.read import read_table

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
BIRTHS = [f"19{40 + n % 50}-{1 + n % 12:02d}-{1 + n * 7 % 28:02d}" for n in range(60)]
PHONES = [f"06 12 34 {n // 10:02d} {n:02d}" for n in range(60)]
NAMES = ["Martin", "Durand", "Petit", "Leroy", "Moreau", "Bernard"] * 10
SIRETS = ["21990042000015"] * 60


def first(**columns: Sequence[str]) -> DetectedColumn:
    """What the first column of a file was found to be."""
    return detect(pl.DataFrame(columns)).columns[0]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_column_is_told_with_its_count_and_a_reason():
    values = [*PHONES[:58], "absent", "voir fiche"]
    found = first(TELEPHONE=values)
    assert (found.role, found.kind, found.confidence) == (DIRECT, "phone", "sure")
    assert (found.cells, found.share) == (58, round(58 / 60, 4))
    assert plain(found.reason) == (
        "58 cellules sur 60 sont des numéros de téléphone. Le nom de la colonne le dit aussi."
    )


def test_a_name_that_lies_is_overruled_by_the_values():
    found = first(MONTANT=PHONES)
    assert (found.kind, found.confidence) == ("phone", "likely")
    assert "Le nom de la colonne annonce autre chose" in plain(found.reason)
    found = first(TELEPHONE=["oui", "non"] * 30)
    assert (found.kind, found.role) == ("other", FREE)
    assert "annonce des numéros de téléphone, mais" in plain(found.reason)


def test_dates_of_birth_are_told_from_dates_of_sittings():
    assert first(**{"colonne 2": BIRTHS}).kind == "birth-date"
    assert first(DATE_DECISION=BIRTHS).role == QUASI
    thursdays = [f"2{n % 10:03d}-01-01" for n in range(60)]
    assert first(DATE=thursdays).kind != "birth-date"
    sittings = pl.date_range(
        pl.date(1990, 1, 4), pl.date(2020, 1, 2), "26w", eager=True
    ).dt.strftime("%d/%m/%Y")
    assert (first(DATE=sittings).kind, first(DATE=sittings).role) == ("date", FREE)
    assert first(DATE_NAISSANCE=sittings).kind == "birth-date"


def test_damage_and_wrong_keys_of_a_nir_are_likely_under_its_name_only():
    cut = [f"1,84{n % 12 + 1:02d}7E+14" for n in range(60)]
    found = first(NIR=cut)
    assert (found.kind, found.confidence) == ("nir", "likely")
    assert "abrégés" in found.reason
    wrong = [f"2940375120{n:03d}00" for n in range(60)]
    assert first(NIR=wrong).kind == "nir"
    assert first(COMPTEUR=wrong).role == FREE


def test_role_of_what_holds_only_beside_people():
    about = {"NOM": NAMES, "PRENOM": ["Jean"] * 60}
    for label, kind, role in (
        ("CODE_POSTAL", "postcode", QUASI),
        ("MONTANT", "amount", SENSITIVE),
        ("DOSSIER", "file-number", DIRECT),
    ):
        values = [str(10_000 + n) for n in range(60)]
        assert (first(**{label: values}, **about).role, first(**{label: values}).role) == (
            role,
            FREE,
        )
        assert first(**{label: values}, **about).kind == kind


def test_sole_traders_are_told_by_the_legal_form_the_name_or_a_neighbour():
    form = ["Entrepreneur individuel"] * 3 + ["Association"] * 57
    found = first(SIRET=SIRETS, FORME_JURIDIQUE=form)
    assert (found.kind, found.cells, found.confidence) == ("sole-trader", 3, "likely")
    assert "3 lignes sur 60" in plain(found.reason)
    assert first(SIRET_ARTISAN=SIRETS).kind == "sole-trader"
    found = first(SIRET=SIRETS, EXPLOITANT=[f"M. Jean {name}" for name in NAMES])
    assert (found.kind, found.confidence) == ("sole-trader", "unsure")
    assert first(SIRET=SIRETS, TIERS=["Comité des fêtes"] * 60).role == FREE
    assert first(SIRET=SIRETS).role == FREE


def test_names_of_elus_stay_and_names_of_places_are_not_people():
    found = first(RAPPORTEUR=[f"Mme Anne {name}" for name in NAMES])
    assert found.role == DIRECT
    assert "élus" in found.reason
    assert first(NOM_ECOLE=["Jean Moulin", "Simone Veil", "Anne Frank"] * 20).role == FREE
    assert first(NOM=["Comité des fêtes", "Les Amis de Jean Moulin"] * 30).kind == "organisation"


def test_rare_values_in_a_long_column_are_not_missed():
    n = 20_000
    values = [f"entrée {place}" for place in range(n)]
    values[17_321] = "écrire à a.b@exemple.fr"
    found = detect(pl.DataFrame({"SUIVI": values}))
    assert [(one.kind, one.cells) for one in found.texts] == [("email", 1)]
    assert found.columns[0].role == DIRECT


def test_what_is_estimated_says_so():
    values = [f"06{place:08d}" for place in range(12_345_600, 12_345_600 + 9_000)]
    found = first(TELEPHONE=values)
    assert found.sampled
    assert "d'après 3 000 valeurs lues sur 9 000 différentes" in plain(found.reason)
    assert found.share == pytest.approx(1.0)


def test_empty_files_and_odd_labels():
    assert detect(pl.DataFrame()).columns == ()
    found = first(NIR=["", ""], **{"x" * 30_000: ["a", "b"]})
    assert (found.kind, found.role, found.cells, found.share) == ("empty", FREE, 0, 0.0)


def roles(name: str) -> dict[str, str]:
    table = read_table(FOLDER / name, Bounds())
    return {one.label: one.role for one in detect(records_of(table)).columns}


@pytest.mark.parametrize(
    "name",
    ["deliberations.csv", "deliberations-export.csv", "subventions-exemple.csv",
     "subventions-export.csv", *(f"ateliers/{one.name}" for one in FOLDER.glob("ateliers/*.csv"))],
)  # fmt: skip
def test_no_false_alarm_on_deliberations_subventions_and_equipments(name):
    assert set(roles(name).values()) == {FREE}


def test_every_role_of_the_file_to_anonymise():
    assert roles("anonymiser/aides.csv") == {
        "DOSSIER": DIRECT, "NOM": DIRECT, "PRENOM": DIRECT, "SEXE": QUASI,
        "DATE_NAISSANCE": QUASI, "NIR": DIRECT, "ADRESSE": DIRECT, "CODE_POSTAL": QUASI,
        "TELEPHONE": DIRECT, "COURRIEL": DIRECT, "PROFESSION": QUASI, "TYPE_AIDE": SENSITIVE,
        "MONTANT": SENSITIVE, "DATE_DECISION": FREE, "COMMENTAIRE": DIRECT,
    }  # fmt: skip


def test_no_value_of_the_file_is_told():
    table = read_table(FOLDER / "anonymiser" / "aides.csv", Bounds())
    told = str(detect(records_of(table)))
    with (FOLDER / "anonymiser" / "aides.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for label in ("NIR", "COURRIEL", "TELEPHONE", "ADRESSE", "NOM"):
                assert not row[label] or row[label] not in told
