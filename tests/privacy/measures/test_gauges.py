"""What is said of each figure: state, value and sentence go together."""

from __future__ import annotations

import dataclasses

import polars as pl
import pytest

from grader.privacy.gauges import (
    BENCHMARKS,
    STATE_LABELS,
    benchmark_sentence,
    gauge_texts,
    percent,
)
from grader.privacy.measures import measure
from grader.privacy.model import USUAL_K, Measures
from grader.wire.privacy import GaugeView


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def told(name: str, measures: Measures, **more) -> tuple[str, str, str]:
    """Value, state and sentence of one figure, with ordinary spaces."""
    (one,) = [gauge for gauge in gauge_texts(measures, **more) if gauge.name == name]
    assert one.state_label == STATE_LABELS[one.state]
    return plain(one.value), one.state, plain(one.sentence)


def of(groups: list[int], values: list[str] | None = None, threshold: int = USUAL_K) -> Measures:
    """Measures of a file whose groups have those sizes."""
    keys = [str(i) for i, size in enumerate(groups) for _ in range(size)]
    records = pl.DataFrame({"a": keys}, schema={"a": pl.String})
    if values is None:
        return measure(records, ["a"], threshold=threshold)
    return measure(records.with_columns(s=pl.Series(values)), ["a"], ["s"], threshold)


EMPTY = of([])


def test_the_fields_are_those_that_the_page_shows():
    views = [GaugeView(**dataclasses.asdict(one)) for one in gauge_texts(of([2]), before=3)]
    assert [view.name for view in views] == ["k", "l", "t", "unique", "at_risk", "rows"]
    assert gauge_texts(of([2]), utility=0.5)[-1].name == "utility"


@pytest.mark.parametrize(
    ("measures", "value", "state", "said"),
    [
        (of([1, 9]), "1", "bad", "seule de son espèce"),
        (of([1], threshold=1), "1", "bad", "seule de son espèce"),
        (of([4, 9]), "4", "poor", "4 lignes se ressemblent ; le seuil que vous visez est 5"),
        (of([5, 9]), "5", "good", "ressemble à 4 autres au moins"),
        (of([2], threshold=2), "2", "good", "ressemble à 1 autre au moins"),
        (EMPTY, "0", "none", "rien n'est à mesurer"),
    ],
)
def test_the_smallest_group(measures, value, state, said):
    found = told("k", measures)
    assert found[:2] == (value, state)
    assert said in found[2]


@pytest.mark.parametrize(
    ("measures", "value", "state", "said"),
    [
        (of([6]), "—", "none", "Aucune colonne sensible n'est désignée"),
        (of([2, 2], ["x", "x", "x", "y"]), "1", "bad", "tout le monde a la même valeur"),
        (of([6], ["x"] * 5 + ["y"]), "2", "poor", "d'eux 83 % des lignes ont la même : on peut"),
        (of([4], ["x", "x", "y", "y"]), "2", "good", "au moins 2 valeurs sensibles différentes"),
    ],
)
def test_diversity(measures, value, state, said):
    found = told("l", measures)
    assert found[:2] == (value, state)
    assert said in found[2]


def test_closeness():
    assert told("t", of([6]))[:2] == ("—", "none")
    assert told("t", of([2], ["x", "y"])) == (
        "0",
        "good",
        (
            "0 : chaque groupe est réparti comme le fichier entier ; 1 : aucun rapport. "
            "Aucun seuil ne fait référence."
        ),
    )
    value, state, said = told("t", of([1, 9], ["x"] + ["y"] * 9))
    assert (value, state) == ("0,9", "poor")
    assert "tout autrement que dans le fichier" in said


def test_rows_alone_and_at_risk_agree_in_number():
    one, many = of([1, 1000]), of([1, 1, 4, 34])
    assert told("unique", one) == (
        "1",
        "bad",
        "1 ligne est seule de son espèce, soit moins de 0,1 % du fichier.",
    )
    assert told("unique", many)[2] == "2 lignes sont seules de leur espèce, soit 5 % du fichier."
    assert told("at_risk", many)[2] == (
        "6 lignes sont dans un groupe de moins de 5, soit 15 % du fichier."
    )
    assert told("at_risk", one)[1] == "bad"
    assert told("at_risk", of([3, 1000]))[1] == "poor"
    assert told("at_risk", of([5]))[1:] == (
        "good",
        "Aucune ligne n'est dans un groupe de moins de 5.",
    )
    assert told("unique", of([5]))[1] == "good"


@pytest.mark.parametrize(
    ("rows", "before", "state", "said"),
    [
        (20, 20, "good", "Aucune ligne n'est laissée de côté."),
        (19, 20, "good", "1 ligne est laissée de côté, soit 5 %."),
        (12, 20, "poor", "8 lignes sont laissées de côté, soit 40 %. Les lignes rares"),
        (6, 20, "bad", "14 lignes sont laissées de côté, soit 70 %. Les lignes rares"),
        (0, 0, "none", "Le fichier n'a aucune ligne."),
    ],
)
def test_rows_that_are_left(rows, before, state, said):
    value, found, sentence = told("rows", of([rows] if rows else []), before=before)
    assert (value, found) == (f"{rows} sur {before}", state)
    assert sentence.startswith(said)


def test_an_empty_file_measures_nothing():
    gauges = gauge_texts(of([], []), before=4, utility=0.0)
    assert {one.name: one.state for one in gauges} == {
        "k": "none", "l": "none", "t": "none", "unique": "none", "at_risk": "none",
        "rows": "bad", "utility": "bad",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (1, "100 %"), (0.5, "50 %"), (0.0005, "moins de 0,1 %"), (0.0123, "1,2 %"),
     (0.9999, "plus de 99,9 %"), (0.998, "99,8 %"), (0.125, "12 %")],
)  # fmt: skip
def test_a_share_is_never_rounded_to_all_or_nothing(share, text):
    assert plain(percent(share)) == text


def test_benchmarks_are_given_with_their_domain_and_ours_as_ours():
    said = plain(benchmark_sentence())
    assert [k for k, _ in BENCHMARKS] == [3, 11]
    assert "3 (Insee, statistiques d'entreprises" in said
    assert "11 ménages fiscaux" in said
    assert f"Le seuil de {USUAL_K} proposé ici est un repère d'Ouvroir, pas une règle." in said
