"""Her own file goes on from « Préparer » to « Anonymiser » without another drop."""

from __future__ import annotations

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.services import bench, my_data, privacy
from grader.services.bench_desk import VALIDATOR, VALIDATOR_TITLE
from grader.services.privacy_desk import ANONYMISER
from grader.services.road.gather import road_of
from grader.typography import NARROW, NO_BREAK
from grader.workers.bench_model import FILE
from tests.exercises.books import NOTES, rows_of
from tests.fixtures.course_paths import ROAD
from tests.services.anonymising import SMALL, ask, treat
from tests.services.benching import DAY_FIRST, put_down
from tests.services.benching import ask as ask_bench
from tests.services.doing import DELIBERATIONS, DIRTY, GRANTS, SUBVENTIONS, open_workshop
from tests.support import roads
from tests.support.workbooks import xlsx

PLAIN = str.maketrans({NO_BREAK: " ", NARROW: " "})


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    workshop = open_workshop(folder / "data", folder / "build", courses=ROAD)
    yield workshop
    workshop.close()


def content_of(workshop, learner):
    """Give what lies on the page « Anonymiser un fichier »."""
    desk, _ = privacy.ready(workshop, learner, ANONYMISER)
    return desk.path.read_bytes()


def brought(workshop, learner, content=SMALL, name="aides.csv"):
    """Drop a file of her own in the exercise, whatever it holds; gives its hash."""
    return put_down(workshop, learner, content, name=name, schema=DELIBERATIONS, subject=roads.OWN)


def offered(workshop, learner):
    return ask(workshop, learner, "view").own


def mended(workshop, learner, name):
    """Drop a file to mend, and take one correction; gives its hash."""
    sha256 = brought(workshop, learner, DIRTY.read_bytes(), name)
    view = ask_bench(workshop, learner, "read", roads.OWN, file=sha256, schema=DELIBERATIONS)
    asked = {"repair": DAY_FIRST, "lines": [], "revision": view.revision}
    ask_bench(workshop, learner, "apply", roads.OWN, **asked)
    return sha256


def test_nothing_is_offered_to_who_brought_nothing(workshop, ana):
    put_down(workshop, ana, DIRTY.read_bytes(), subject=roads.EXPORT)

    assert offered(workshop, ana) == (), "an exercise's own export is nobody's file"


def test_a_file_dropped_in_the_exercise_goes_on_as_it_is(workshop, ana):
    sha256 = brought(workshop, ana, name="mes aides.csv")
    [one] = offered(workshop, ana)
    assert (one.file, one.name) == (sha256, "mes aides.csv")
    told = one.sentence.translate(PLAIN)
    assert "dans « Valider un fichier de votre collectivité »" in told
    assert "corrections" not in told

    view = ask(workshop, ana, "own", file=sha256)

    assert (view.state, view.file_name) == ("ready", "mes aides.csv")
    assert [one.label for one in view.columns] == ["Nom", "Naissance", "Quartier", "Aide"]
    assert view.kept_until
    assert content_of(workshop, ana) == SMALL


def test_it_goes_on_with_the_corrections_decided_so_far(workshop, ana):
    sha256 = mended(workshop, ana, "séances.csv")
    [one] = offered(workshop, ana)
    assert "avec les corrections que vous y avez faites" in one.sentence.translate(PLAIN)

    view = ask(workshop, ana, "own", file=sha256)

    written = bench.write(workshop, ana, roads.OWN, FILE)
    assert content_of(workshop, ana) == written.content != DIRTY.read_bytes()
    assert view.file_name == "séances.csv"


def test_the_road_knows_that_it_is_the_same_file_whatever_its_name(workshop, ana):
    sha256 = mended(workshop, ana, name="été.csv")
    view = ask(workshop, ana, "own", file=sha256)
    assert (view.file_name, content_of(workshop, ana) != DIRTY.read_bytes()) == ("été.csv", True)
    treat(workshop, ana, view, view.columns[0].label, "drop")

    [stage] = [one for one in road_of(workshop, ana).stages if one.key == "protected"]

    assert (stage.state, stage.elsewhere) == ("ongoing", False)


def test_what_was_decided_about_the_same_content_is_kept(workshop, ana):
    sha256 = brought(workshop, ana)
    view = ask(workshop, ana, "own", file=sha256)
    decided = treat(workshop, ana, view, "Nom", "drop")

    assert ask(workshop, ana, "own", file=sha256) == decided


def test_the_last_dropped_comes_first_and_the_same_file_once(workshop, ana):
    first = brought(workshop, ana)
    put_down(workshop, ana, SMALL, name="aides.csv", subject=VALIDATOR)
    [one] = offered(workshop, ana)
    assert one.file == first

    last = put_down(workshop, ana, GRANTS.read_bytes(), name="dons.csv", subject=VALIDATOR)

    assert [one.file for one in offered(workshop, ana)] == [last, first]
    assert VALIDATOR_TITLE in offered(workshop, ana)[0].sentence.translate(PLAIN)


def test_the_sheet_chosen_in_a_workbook_is_not_asked_again(workshop, ana):
    rows = rows_of(GRANTS)
    book = xlsx({"Notice": NOTES, "Aides 2026": rows, "Aides 2025": rows})
    sha256 = put_down(workshop, ana, book, name="a.xlsx", schema=SUBVENTIONS, subject=VALIDATOR)
    view = ask_bench(workshop, ana, "read", file=sha256, schema=SUBVENTIONS)
    assert view.state == "sheet"
    ask_bench(workshop, ana, "sheet", sheet="Aides 2025")

    view = ask(workshop, ana, "own", file=sha256)

    assert (view.state, view.sheets.chosen) == ("ready", "Aides 2025")


def test_erasing_either_leaves_the_other(workshop, ana):
    sha256 = brought(workshop, ana)
    ask(workshop, ana, "own", file=sha256)
    there, here = sorted(my_data.my_data(workshop, ana).files, key=lambda one: one.id)

    my_data.erase_file(workshop, ana, there.id)

    assert ask(workshop, ana, "view").state == "ready"
    my_data.erase_file(workshop, ana, here.id)
    assert ask(workshop, ana, "view").state == "empty"
    assert offered(workshop, ana) == ()


def test_a_file_that_is_gone_replaced_or_another_s_is_refused(workshop, ana):
    sha256 = brought(workshop, ana)
    other = workshop.learners.create().id
    with pytest.raises(NotFoundError):
        ask(workshop, other, "own", file=sha256)
    assert offered(workshop, other) == ()

    brought(workshop, ana, GRANTS.read_bytes())
    with pytest.raises(NotFoundError) as gone:
        ask(workshop, ana, "own", file=sha256)
    assert gone.value.code == "file-erased"
    assert ask(workshop, ana, "view").state == "empty"


@pytest.mark.parametrize("file", ["", "../../x", 3, None])
def test_a_hostile_name_of_file_finds_nothing(workshop, ana, file):
    brought(workshop, ana)
    with pytest.raises((NotFoundError, RefusedError)):
        ask(workshop, ana, "own", file=file)
