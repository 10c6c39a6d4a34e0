"""What pages say: counts, comparisons, dates and points as French readers write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from grader.exercises.wording import NOUNS, cause_name
from grader.services.dates import day, size_label
from grader.services.report_views import comparison_view, report_view
from grader.services.responses import points_label
from grader.tables.model import Dialect
from grader.typography import NARROW, NO_BREAK, french, number, plural
from grader.validation.model import Finding, SchemaRef, Verdict, compare
from grader.workers.jobs import CauseSummary, CheckedFile

DATE, SIRET = ("type-error/date", "DELIB_DATE"), ("siret", "COLL_SIRET")


def plain(text):
    """Read no-break spaces as spaces: where they stand is the typography's own test."""
    return text.replace(NO_BREAK, " ").replace(NARROW, " ")


def verdict(counts):
    return Verdict("scdl/deliberations@2.1.5", not counts, 10, counts)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({DATE: 42}, {DATE: 1, SIRET: 1}, "41 anomalies sur 42 corrigées, 1 nouvelle."),
        ({DATE: 2}, {DATE: 1}, "1 anomalie sur 2 corrigée, aucune nouvelle."),
        ({DATE: 1}, {SIRET: 3}, "1 anomalie sur 1 corrigée, 3 nouvelles."),
        ({DATE: 2000}, {DATE: 2000}, "0 anomalie sur 2 000 corrigée, aucune nouvelle."),
        ({}, {}, "Aucune anomalie, ni avant ni maintenant."),
    ],
)
def test_a_comparison_is_told_with_right_plurals(before, after, sentence):
    view = comparison_view(compare(verdict(before), verdict(after)))

    assert plain(view.sentence) == sentence


def test_a_cause_has_one_name_whatever_its_count():
    view = comparison_view(compare(verdict({DATE: 42}), verdict({DATE: 1})))

    assert view.solved == (("Dates mal écrites (DELIB_DATE)", 41),)
    assert view.left == (("Dates mal écrites (DELIB_DATE)", 1),)


@pytest.mark.parametrize("group", NOUNS)
def test_every_known_cause_has_a_name(group):
    name = cause_name((group, "COLL_SIRET"))

    assert name[0].isupper()
    assert name.endswith("(COLL_SIRET)")
    assert "{" not in name


def finding(line, value="15/10/2017", severity="error"):
    return Finding(
        "type-error", "date", severity, line, "DELIB_DATE", value, "Message.", "Raison.", "Remède."
    )


def checked(*causes):
    counts = {c.first.cause: c.count for c in causes if c.first.severity == "error"}
    return CheckedFile(
        verdict=verdict(counts),
        schema=SchemaRef("scdl/deliberations", "2.1.5", "Délibérations"),
        dialect=Dialect("cp1252", ";", has_bom=False),
        n_columns=17,
        n_rows=1200,
        notices=(),
        causes=causes,
    )


@pytest.mark.parametrize(
    ("count", "others"),
    [
        (1, ""),
        (2, "1 autre cellule a la même anomalie."),
        (42, "41 autres cellules ont la même anomalie."),
    ],
)
def test_the_others_like_it_are_counted(count, others):
    cause = CauseSummary(finding(14), count, ((14, "15/10/2017", ()),))

    [group] = report_view(checked(cause), "export.csv").groups

    assert plain(group.others) == others
    assert group.count == count


def test_the_head_of_a_report_says_how_far_it_is_from_valid():
    errors = CauseSummary(finding(14), 42, ())
    advice = CauseSummary(finding(15, severity="warning"), 3, ())

    view = report_view(checked(errors, advice), "export.csv")

    assert plain(view.sentence) == (
        "Votre fichier n'est pas encore valide : 42 anomalies, qui tiennent à 1 cause."
    )
    assert not view.valid
    assert view.facts == (
        ("Lignes de données", f"1{NARROW}200"),
        ("Colonnes", "17"),
        ("Encodage", "Windows-1252"),
        ("Séparateur", "point-virgule"),
    )


def test_advice_alone_leaves_a_file_valid():
    view = report_view(checked(CauseSummary(finding(15, severity="warning"), 3, ())), "a.csv")

    assert view.valid
    assert view.sentence == "Votre fichier est valide."


@pytest.mark.parametrize(
    ("points", "most", "label"),
    [
        (0, 20, "0 point sur 20"),
        (1.5, 20, "1,5 point sur 20"),
        (2, 4, "2 points sur 4"),
        (9.44, 10, "9,44 points sur 10"),
    ],
)
def test_points(points, most, label):
    assert plain(points_label(points, most)) == label


def test_dates_and_sizes():
    assert day(datetime(2026, 5, 1, 12, tzinfo=UTC)) == f"1er{NO_BREAK}mai 2026"
    assert day(datetime(2026, 10, 15, 12, tzinfo=UTC)) == f"15{NO_BREAK}octobre 2026"
    assert size_label(1) == f"1{NO_BREAK}octet"
    assert size_label(54_389) == f"54{NO_BREAK}ko"
    assert size_label(1_250_000) == f"1,2{NO_BREAK}Mo"


def test_typography_is_stable_and_numbers_are_french():
    text = french("Valide ? Oui : « 41 sur 4 200 », soit 1 % !")

    assert french(text) == text
    assert NARROW + "?" in text
    assert NO_BREAK + ":" in text
    assert f"4{NARROW}200" in text
    assert number(1234.5, 2) == f"1{NARROW}234,5"
    assert plural(0, "erreur") == f"0{NO_BREAK}erreur"
    assert plural(2, "nouvelle") == f"2{NO_BREAK}nouvelles"
