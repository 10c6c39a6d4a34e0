"""The file of a service that she chose goes on as hers: mended, anonymised, published, followed."""

from __future__ import annotations

import copy
import shutil

import pytest
import yaml

from grader.errors import NotFoundError
from grader.services import privacy
from grader.services.modules import module_view
from grader.services.privacy_desk import ANONYMISER
from grader.services.privacy_own import own_files, take_up
from grader.services.road.gather import road_of
from grader.services.road.model import DONE, NOT_YET
from grader.services.workshop import Workshop
from grader.settings import Settings
from tests.fixtures.course_paths import REAL_SANDBOX, ROAD
from tests.services.anonymising import ask as ask_privacy
from tests.services.doing import CLEAN, DELIBERATIONS, VILLAGE, drop
from tests.support import roads

OTHER, MODULE = "chemin/un-autre-export", "chemin"
GIVEN = VILLAGE / "ateliers" / "dates-export.csv"
MENDED = VILLAGE / "ateliers" / "dates.csv"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    """A course whose export may be done on either of two files."""
    root = tmp_path_factory.mktemp("chemin")
    shutil.copytree(ROAD, root / "courses")
    path = root / "courses" / "chemin" / "exercises.yml"
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    one = next(one for one in declared["exercises"] if one["id"] == "un-export")
    one["choice"] = "export"
    other = copy.deepcopy({**one, "id": "un-autre-export", "title": "L'autre export"})
    declared["exercises"].insert(declared["exercises"].index(one) + 1, other)
    told = {"choices": {"export": {"title": "Un export", "rule": "Un seul suffit."}}}
    text = yaml.safe_dump({**told, **declared}, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    opened = Workshop.open(
        Settings(
            courses=root / "courses",
            sandbox=REAL_SANDBOX,
            build=root / "build",
            data=root / "data",
            workers=1,
        )
    )
    yield opened
    opened.close()


def states(road):
    return [one.state for one in road.stages]


def test_the_whole_road_of_a_file_that_a_course_gave(workshop, ana):
    assert module_view(workshop, ana, MODULE).road is None
    drop(workshop, ana, OTHER, GIVEN.read_bytes(), name="seances.csv")
    assert states(road_of(workshop, ana))[:2] == [DONE, NOT_YET]
    drop(workshop, ana, OTHER, MENDED.read_bytes(), name="seances.csv")
    assert states(road_of(workshop, ana))[:2] == [DONE, DONE]

    offered = own_files(workshop, ana)
    assert [one.name for one in offered] == ["seances.csv"]
    assert "L'autre export" in offered[0].sentence
    view = ask_privacy(workshop, ana, "own", file=offered[0].file)
    desk, _ = privacy.ready(workshop, ana, ANONYMISER)
    assert desk.path.read_bytes() == MENDED.read_bytes()
    ask_privacy(workshop, ana, "check", revision=view.revision)
    protected = road_of(workshop, ana).stages[2]
    assert protected.state != "todo"
    assert not protected.elsewhere

    record = roads.publish(workshop, ana, name="seances.csv")
    roads.hand_in(workshop, ana, record)
    road = road_of(workshop, ana)
    assert road.record == record
    assert states(road)[3] == DONE
    line = module_view(workshop, ana, MODULE).road
    assert line.name == "seances.csv"
    assert [one.state for one in line.steps] == states(road)
    assert line.url.endswith(f"?fichier={road.file}")


def test_what_she_chose_is_followed_before_other_exercises_and_after_her_own(workshop, ana):
    drop(workshop, ana, OTHER, GIVEN.read_bytes(), name="choisi.csv")
    groups = [one.group for one in road_of(workshop, ana).files]
    assert groups == ["Le fichier de service que vous avez choisi"]
    drop(workshop, ana, roads.OWN, CLEAN.read_bytes(), DELIBERATIONS, "a-moi.csv")
    drop(workshop, ana, roads.EXPORT, GIVEN.read_bytes(), name="plus-tard.csv")
    assert road_of(workshop, ana).file_name == "a-moi.csv"
    assert road_of(workshop, ana).files[0].group == "Vos fichiers"


def test_the_road_of_another_is_nobody_else_s(workshop, ana):
    drop(workshop, ana, OTHER, GIVEN.read_bytes(), name="secret.csv")
    sha256 = own_files(workshop, ana)[0].file
    bea = workshop.learners.create().id
    assert own_files(workshop, bea) == ()
    assert module_view(workshop, bea, MODULE).road is None
    with pytest.raises(NotFoundError):
        take_up(workshop, bea, sha256)
