"""A file to anonymise in a worker: live memory tells what a replay from nothing tells."""

from __future__ import annotations

import pickle

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.content.load import load_course
from grader.errors import NotFoundError, RefusedError
from grader.exercises.anonymise import RECIPE, assess
from grader.exercises.ground import Ground
from grader.exercises.model import Event, Response
from grader.privacy.measures import measure, risky_rows
from grader.privacy.recipe import apply
from grader.privacy.transforms.written import csv_bytes
from grader.settings import Bounds
from grader.workers import privacy, privacy_memory
from grader.workers.privacy_model import LONGEST_LABEL, PrivacySource
from grader.workers.privacy_published import frame_of, publish
from tests.fixtures.course_paths import PRIVACY, REAL_SANDBOX
from tests.services.anonymising import NAMING, SMALL

BOUNDS = Bounds()
KEY = b"cle-des-essais"
TREATMENTS = {
    "NOM": [{"action": "drop"}, {"action": "pseudonymise", "keyed": False}],
    "SEXE": [{"action": "generalise", "by": "all", "level": 1}],
    "DATE_NAISSANCE": [{"action": "generalise", "by": "birth", "level": n} for n in (1, 2, 4, 5)],
    "ADRESSE": [
        {"action": "generalise", "by": "place", "level": n, "streets": True} for n in (1, 2, 5)
    ],
    "MONTANT": [
        {"action": "noise", "scale": 50},
        {"action": "clip", "low": 60, "high": 400},
        {"action": "generalise", "by": "amount", "level": 1, "bounds": [100, 300]},
    ],
}
DECISIONS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                {"do": "treat", "column": column, **params}
                for column, some in TREATMENTS.items()
                for params in some
            ]
        ),
        st.builds(
            lambda column, role: {"do": "role", "column": column, "role": role},
            st.sampled_from(sorted(TREATMENTS)),
            st.sampled_from(["direct", "quasi", "sensitive", "free"]),
        ),
        st.builds(lambda least: {"do": "suppress", "least": least}, st.integers(0, 12)),
        st.builds(
            lambda by, cells: {"do": "count", "by": by, "cells": cells},
            st.lists(st.sampled_from(["SEXE", "ADRESSE", "TYPE_AIDE"]), max_size=2, unique=True),
            st.integers(0, 8),
        ),
    ),
    max_size=8,
)


@pytest.fixture(autouse=True)
def forgetful():
    privacy_memory.forget()
    yield
    privacy_memory.forget()


@pytest.fixture(scope="module")
def exercise():
    return load_course(PRIVACY, REAL_SANDBOX).exercise("essai/aides")


@pytest.fixture
def source(exercise):
    asked = exercise.settings
    return PrivacySource(
        asked["file"], asked["ground"], key=KEY, goals=asked["goals"], points=exercise.points
    )


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "aides.csv"
    path.write_bytes(SMALL)
    return PrivacySource(path, Ground(), key=KEY)


@settings(max_examples=25)
@given(decisions=DECISIONS)
def test_live_memory_and_recipe_give_the_same_rows_and_measures(exercise, decisions):
    ground = exercise.settings["ground"]
    source = PrivacySource(exercise.settings["file"], ground, key=KEY)
    bench = privacy_memory.open_bench(source, BOUNDS)
    plan = bench.plan(decisions)

    published = publish(bench, plan)

    frame = frame_of(published)
    assert frame.equals(apply(bench.records, published.recipe, KEY, bench.aids))
    if published.count is None:
        quasi = [
            one for one in frame.columns
            if plan.settings[one].role == "quasi"
            or (plan.settings[one].role, plan.settings[one].action) == ("direct", "generalise")
        ]  # fmt: skip
        sensitive = [one for one in frame.columns if plan.settings[one].role == "sensitive"]
        assert published.measures == measure(frame, quasi, sensitive)
        risky = published.alike < published.measures.threshold
        assert risky.tolist() == risky_rows(frame, quasi).to_list()


@settings(max_examples=15)
@given(decisions=DECISIONS)
def test_goals_shown_live_are_those_that_count(exercise, decisions):
    asked = exercise.settings
    source = PrivacySource(
        asked["file"], asked["ground"], key=KEY, goals=asked["goals"], points=exercise.points
    )
    look = privacy.look(source, BOUNDS, decisions)
    sent = privacy.judge(source, BOUNDS, decisions)
    if not sent.recipe:
        return
    data = {"roles": sent.roles, "recipe": list(sent.recipe)}

    outcome = assess(exercise, Response(exercise.id, 0, (Event(RECIPE, "", data),)))

    told = [f.message for f in outcome.feedback if f.kind in ("good", "wrong")]
    assert told == [f"{g.text} {g.sentence} {g.remedy}".strip() for g in look.goals]


def test_what_another_worker_finds_is_the_same(source):
    decisions = [{"do": "treat", "column": column, "action": "drop"} for column in NAMING]
    decided = privacy.decide(source, BOUNDS, decisions, {"do": "suppress", "least": 3})

    privacy_memory.forget()

    assert privacy.look(source, BOUNDS, decided.decisions, len(decisions) + 1) == decided.look
    assert pickle.loads(pickle.dumps(decided)) == decided


def test_the_trail_is_worked_out_where_it_is_not_known(small):
    decisions = [
        {"do": "treat", "column": "Nom", "action": "drop"},
        {"do": "treat", "column": "Naissance", "action": "generalise", "by": "birth", "level": 2},
    ]
    whole = privacy.look(small, BOUNDS, decisions).points

    assert [point[0] for point in whole] == [1, 1, 2]
    assert privacy.look(small, BOUNDS, decisions, 2).points == whole[2:]
    assert privacy.look(small, BOUNDS, decisions, 3).points == ()


def test_a_recipe_that_was_sent_is_where_one_goes_on_from(source):
    decisions = (
        {"do": "treat", "column": "NOM", "action": "drop"},
        {"do": "role", "column": "ADRESSE", "role": "quasi"},
        {"do": "suppress", "least": 4},
    )
    sent = privacy.judge(source, BOUNDS, decisions)

    begun = privacy.resume(
        source, BOUNDS, (), {"roles": sent.roles, "recipe": [dict(one) for one in sent.recipe]}
    )

    assert begun.look.preview == privacy.look(source, BOUNDS, decisions).preview
    assert sorted(begun.look.told) == sorted(privacy.look(source, BOUNDS, decisions).told)


@pytest.mark.parametrize(
    "sent",
    [
        None,
        {},
        {"roles": "x", "recipe": []},
        {"roles": {}, "recipe": [{"do": "drop", "column": "SALAIRE"}]},
        {"roles": {"NOM": []}, "recipe": {"do": "drop"}},
    ],
)
def test_what_was_sent_by_another_version_begins_anew(small, sent):
    begun = privacy.resume(small, BOUNDS, (), sent)

    assert begun.decisions == ()
    assert begun.look.preview.total == 4


def test_counts_hide_small_cells_and_say_how_many_rows(small):
    counted = privacy.decide(
        small, BOUNDS, (), {"do": "count", "by": ["Quartier", "Aide"], "cells": 2}
    ).look

    assert counted.preview.header == ("Quartier", "Aide", "EFFECTIF")
    assert ("Halle", "Loyer", "2") in counted.preview.rows
    assert counted.preview.hidden == 2
    assert counted.preview.risky == (False,) * counted.preview.total


def test_a_hash_without_a_key_is_found_by_trying(source):
    drops = [{"do": "treat", "column": one, "action": "drop"} for one in NAMING if one != "NIR"]
    hashed = {"do": "treat", "column": "TELEPHONE", "action": "pseudonymise", "keyed": False}
    keyed = {**hashed, "keyed": True}
    drops = [one for one in drops if one["column"] != "TELEPHONE"]

    found = {
        name: {
            pair.after.name: pair.after.found
            for pair in privacy.people(source, BOUNDS, [*drops, decision]).pairs
        }
        for name, decision in (("hashed", hashed), ("keyed", keyed))
    }

    assert found["hashed"]["enumeration"] > 0
    assert found["keyed"]["enumeration"] == 0


def test_a_file_erased_meanwhile_is_not_served_from_memory(small):
    privacy.look(small, BOUNDS, ())
    small.path.unlink()

    with pytest.raises(NotFoundError) as refused:
        privacy.look(small, BOUNDS, ())

    assert refused.value.code == "file-erased"
    assert privacy_memory._shelf.kept is None


def test_a_file_that_changed_is_read_again(small):
    assert privacy.look(small, BOUNDS, ()).preview.total == 4
    small.path.write_bytes(SMALL + b"Durand;1950-01-01;Gare;Loyer\n")

    assert privacy.look(small, BOUNDS, ()).preview.total == 5


def test_too_many_counts_are_refused_and_nothing_else_changes(tmp_path):
    path = tmp_path / "longue.csv"
    pl.DataFrame({"A": range(20_001), "B": range(20_001)}).write_csv(path)
    source = PrivacySource(path, Ground(), key=KEY)

    with pytest.raises(RefusedError) as refused:
        privacy.decide(source, BOUNDS, (), {"do": "count", "by": ["A"], "cells": 0})

    assert refused.value.code == "too-many-cells"


@pytest.mark.parametrize("content", [b"a;b\n", b"a\n\n\n", b";\n;\n"])
def test_files_of_nothing_are_told_without_a_fault(tmp_path, content):
    path = tmp_path / "vide.csv"
    path.write_bytes(content)
    source = PrivacySource(path, Ground(), key=KEY)

    look = privacy.look(source, BOUNDS, ())

    assert len(look.columns) <= 2
    assert privacy.people(source, BOUNDS, ()).after == 0
    assert privacy.judge(source, BOUNDS, ()).appraisal.state != "good"
    for what in ("file", "script", "recipe", "register"):
        assert privacy.write(source, BOUNDS, (), what, "vide").name.startswith("vide")


def test_what_is_written_is_what_the_recipe_makes(source):
    decisions = [{"do": "treat", "column": "MONTANT", "action": "noise", "scale": 20}]
    bench = privacy_memory.open_bench(source, BOUNDS)
    recipe = privacy.judge(source, BOUNDS, decisions).recipe

    written = privacy.write(source, BOUNDS, decisions, "file", "aides")

    assert written.content == csv_bytes(apply(bench.records, recipe, KEY, bench.aids))
    assert LONGEST_LABEL == 200
