"""« La route de mon fichier »: what each stage tells, and from what."""

from __future__ import annotations

import pytest

from grader.services import my_data
from grader.services.portal.opening import own_space
from grader.services.road.gather import road_of
from grader.services.road.model import DONE, NOT_YET, ONGOING
from grader.services.road.records import NO_RECORD
from grader.typography import NARROW, NO_BREAK
from tests.fixtures.course_paths import ROAD
from tests.services.benching import ask as ask_bench
from tests.services.benching import opened as put_on_bench
from tests.services.doing import (
    CLEAN,
    DELIBERATIONS,
    DIRTY,
    GRANTS,
    SUBVENTIONS,
    drop,
    open_workshop,
)
from tests.support import roads

PLAIN = str.maketrans({NO_BREAK: " ", NARROW: " "})


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("road")
    workshop = open_workshop(folder / "data", folder / "build", courses=ROAD)
    yield workshop
    workshop.close()


@pytest.fixture(scope="module")
def walker(workshop):
    """One who went the whole road, and handed her record."""
    learner = workshop.learners.create().id
    roads.hand_in(workshop, learner, roads.walk(workshop, learner))
    roads.draw(workshop, learner)
    return learner


def stage(road, key):
    return next(one for one in road.stages if one.key == key)


def states(road):
    return [one.state for one in road.stages]


def rows(table):
    return {name.translate(PLAIN): tuple(x.translate(PLAIN) for x in r) for name, *r in table.rows}


def test_before_anything_each_stage_says_where_to_begin(workshop, ana):
    road = road_of(workshop, ana)

    assert states(road) == [NOT_YET] * 5
    assert (road.files, road.records, road.begun) == ((), (), False)
    assert [one.links[0].url for one in road.stages] == [
        "/lecon/chemin/aller", "/lecon/chemin/aller", "/anonymiser",
        "/lecon/chemin/aller", "/lecon/chemin/aller",
    ]  # fmt: skip
    assert all(one.sentence and one.word == "Pas encore" for one in road.stages)


def test_the_whole_road_with_its_figures(workshop, walker):
    road = road_of(workshop, walker)

    assert states(road) == [DONE] * 5
    assert road.sentence == "5 étapes faites sur 5"
    assert road.file_name == roads.NAME
    mended = stage(road, "mended")
    assert rows(mended.figures) == {
        "Anomalies": ("396", "0"),
        "Causes d'anomalies": ("2", "0"),
        "Lignes de données": ("200", "200"),
        "Valide pour le schéma": ("Non", "Oui"),
    }
    assert mended.gauge.share == 1
    assert rows(stage(road, "protected").figures) == {
        "Lignes du plus petit groupe (k)": ("1", "12"),
        "Lignes dans un groupe trop petit": ("100 %", "0 %"),
        "Utilité gardée": ("100 %", "56 %"),
        "Personnes retrouvées par les attaques": ("0", "0"),
    }
    record = rows(stage(road, "published").figures)
    assert record["Critères de qualité remplis"][-1] == "9 sur 9"
    assert record["Fichiers valides pour leur schéma"][-1] == "1 sur 1"
    assert "/api/1/datasets/r/" in road.address
    seen = rows(stage(road, "seen").figures)
    assert [seen[name] for name in seen if name.startswith("Questions")] == [("1",), ("1",)]
    assert seen["Réutilisations déclarées"] == seen["Graphiques dessinés dans la leçon"] == ("1",)


def test_a_record_that_was_mended_tells_its_first_score(workshop, ana):
    first = roads.publish(workshop, ana, license=None, frequency="unknown", private=True)
    roads.hand_in(workshop, ana, first)
    before = road_of(workshop, ana)
    assert stage(before, "published").state == ONGOING
    assert stage(before, "published").left == (
        "Compléter la fiche\u00a0: licence, fréquence de mise à jour, mise à jour à temps.",
        "Rendre la fiche publique, une fois relue.",
    )
    roads.change(workshop, ana, first, license="lov2", frequency="annual", private=False)

    after = rows(stage(road_of(workshop, ana), "published").figures)

    assert after["Critères de qualité remplis"] == ("6 sur 9", "9 sur 9")
    assert after["État de la fiche"] == ("Brouillon", "Publique")


def test_figures_outlive_the_file_and_the_space(workshop, ana):
    roads.hand_in(workshop, ana, roads.walk(workshop, ana))
    whole = road_of(workshop, ana)
    for line in my_data.my_data(workshop, ana).files:
        my_data.erase_file(workshop, ana, line.id)

    erased = road_of(workshop, ana)

    assert erased.stages == whole.stages
    assert "n'est plus conservé" in erased.kept
    workshop.spaces.erase(own_space(workshop, ana).id)
    emptied = road_of(workshop, ana)
    assert states(emptied) == [DONE] * 5
    assert emptied.address == ""
    assert stage(emptied, "published").figures.rows[0] == whole.stages[3].figures.rows[0]
    assert any("effacé à sa date" in note for note in stage(emptied, "published").notes)
    assert rows(stage(emptied, "seen").figures)["Réutilisations déclarées"] == ("—",)


def test_a_file_that_lost_rows_is_not_mended(workshop, ana):
    drop(workshop, ana, roads.OWN, DIRTY.read_bytes(), DELIBERATIONS)
    drop(workshop, ana, roads.OWN, CLEAN.read_bytes()[:9000], DELIBERATIONS)

    mended = stage(road_of(workshop, ana), "mended")

    assert mended.state == ONGOING
    assert any("disparu" in note for note in mended.notes)
    assert "Retrouver les lignes perdues, ou dire pourquoi." in mended.left


def test_nothing_mended_yet_and_nothing_to_mend(workshop, ana):
    drop(workshop, ana, roads.OWN, DIRTY.read_bytes(), DELIBERATIONS)
    dirty = road_of(workshop, ana)
    workshop.events.append(ana, roads.OWN, "restart", {})
    drop(workshop, ana, roads.OWN, GRANTS.read_bytes(), SUBVENTIONS, "aides.csv")
    clean = road_of(workshop, ana)

    assert (stage(dirty, "received").state, stage(dirty, "mended").state) == (DONE, NOT_YET)
    assert stage(clean, "mended").state == DONE
    assert "Rien n'était à corriger" in stage(clean, "mended").sentence
    assert stage(clean, "mended").gauge is None


def test_she_chooses_among_her_files_the_last_one_first(workshop, ana, walker):
    roads.mend(workshop, ana)
    workshop.events.append(ana, roads.OWN, "restart", {})
    drop(workshop, ana, roads.OWN, GRANTS.read_bytes(), SUBVENTIONS, "aides.csv")
    drop(workshop, ana, roads.EXPORT, DIRTY.read_bytes(), name="export.csv")

    road = road_of(workshop, ana)

    assert road.file_name == "aides.csv"
    groups = [one.group for one in road.files]
    assert groups == ["Vos fichiers", "Vos fichiers", "Fichiers d'exercice"]
    older = road_of(workshop, ana, road.files[1].key)
    assert (older.file_name, stage(older, "mended").state) == (roads.NAME, DONE)
    given = road_of(workshop, ana, road.files[2].key)
    assert rows(stage(given, "received").figures)["Lignes de données"] == ("16",)
    hers = road_of(workshop, walker).file
    assert road_of(workshop, ana, hers).file_name == "aides.csv", "not another's"


def test_a_file_that_cannot_be_read_is_received_no_more(workshop, ana):
    drop(workshop, ana, roads.OWN, b"PK\x03\x04" + bytes(300), DELIBERATIONS)

    road = road_of(workshop, ana)

    assert states(road)[:2] == [ONGOING, NOT_YET]
    assert "n'a pas pu être lu" in stage(road, "received").sentence


def test_the_page_for_any_file_keeps_its_counts(workshop, ana):
    view = put_on_bench(workshop, ana, roads.dirty(), schema=DELIBERATIONS, name="actes.csv")
    unchecked = road_of(workshop, ana)
    assert stage(unchecked, "received").state == ONGOING
    view = ask_bench(workshop, ana, "sure", revision=view.revision)
    assert "correction" in road_of(workshop, ana, "").stages[1].sentence or view.unchecked
    view = ask_bench(workshop, ana, "check", revision=view.revision)
    ask_bench(workshop, ana, "check", revision=view.revision)
    road = road_of(workshop, ana)
    [line] = my_data.my_data(workshop, ana).files
    my_data.erase_file(workshop, ana, line.id)

    erased = road_of(workshop, ana)

    figures = rows(stage(erased, "mended").figures)
    assert figures["Anomalies"][0] == "396"
    assert int(figures["Anomalies"][1]) < 396
    assert erased.stages == road.stages
    marks = [
        e for e in workshop.events.of(ana, ["validateur"])["validateur"] if e.kind == "measure"
    ]
    assert len(marks) == 1, "the same figures are kept once"


def test_what_protects_another_file_does_not_protect_this_one(workshop, ana):
    roads.mend(workshop, ana)
    roads.anonymise(workshop, ana, "aides-sociales.csv")

    protected = stage(road_of(workshop, ana), "protected")

    assert (protected.state, protected.elsewhere) == (ONGOING, True)
    assert "aides-sociales.csv" in protected.named[0]
    assert "aides-sociales" not in " ".join((*protected.notes, protected.sentence))


def test_records_of_exercises_and_of_others_are_not_guessed(workshop, ana, walker):
    roads.mend(workshop, ana)
    other = roads.publish(workshop, ana, title="Autre chose", schema=None, name="budget.csv")

    road = road_of(workshop, ana)

    assert stage(road, "published").state == NOT_YET
    assert [one.key for one in road.records] == [NO_RECORD, other]
    chosen = road_of(workshop, ana, "", other)
    assert stage(chosen, "published").state == DONE
    hers = road_of(workshop, walker)
    assert road_of(workshop, ana, "", hers.record).record == NO_RECORD
    assert stage(road_of(workshop, walker, "", NO_RECORD), "published").state == NOT_YET


@pytest.mark.parametrize(
    "evidence",
    [
        pytest.param({"dataset": {}}, id="nothing in it"),
        pytest.param({"dataset": {"title": 3, "resources": 4, "license": []}}, id="other types"),
        pytest.param({"now": "hier", "dataset": {"last_modified": "hier"}}, id="no date"),
        pytest.param("rien", id="a text"),
    ],
)
def test_evidence_that_nobody_here_wrote_stops_nothing(workshop, ana, evidence):
    data = {"dataset": "0" * 24, "evidence": evidence}
    workshop.events.append(ana, "chemin/mon-fichier-publie", "record", data)

    road = road_of(workshop, ana)

    assert stage(road, "published").state == NOT_YET


def test_no_cell_is_in_what_is_kept_or_told(workshop, walker):
    told = repr(road_of(workshop, walker))
    kept = repr(workshop.events.of(walker, ["anonymiser"]))

    for cell in ("Personne 3", "Loyer", "1950", "Gare"):
        assert cell not in told
        assert cell not in kept
