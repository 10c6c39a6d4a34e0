"""« Anonymiser un fichier »: a file is dropped, decided about, taken away, erased."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.services import my_data, privacy
from grader.services.privacy_desk import ANONYMISER, ANONYMISER_TITLE
from grader.settings import Bounds
from grader.typography import NARROW, NO_BREAK
from grader.workers import privacy as jobs
from grader.workers.privacy_model import PrivacySource
from tests.exercises.books import NOTES, rows_of
from tests.services.anonymising import SMALL, ask, column, gauge, opened, treat
from tests.services.benching import put_down
from tests.services.doing import DIRTY, GRANTS
from tests.support.workbooks import xlsx

PLAIN = str.maketrans({NO_BREAK: " ", NARROW: " "})


@pytest.fixture
def workshop(privacy_workshop):
    return privacy_workshop


@pytest.fixture
def view(workshop, ana):
    return opened(workshop, ana)


def test_before_any_file_it_says_that_a_real_one_should_stay_at_home(workshop, ana):
    view = ask(workshop, ana, "view")

    assert (view.state, view.columns, view.revision) == ("empty", (), 0)
    assert view.upload_url == "/depot/anonymiser/fichier"
    assert view.max_bytes == workshop.settings.bounds.upload_bytes
    first, kept, home = (one.translate(PLAIN) for one in view.warning)
    assert "ne devrait pas quitter votre poste" in first
    assert "30 jours" in kept
    assert "Mes données" in kept
    assert "« make serve »" in home


def test_the_example_is_fictional_and_has_an_attacker_and_uses(workshop, ana):
    view = ask(workshop, ana, "example")

    assert (view.state, view.file_name, view.warning) == ("ready", "aides.csv", ())
    assert column(view, "NOM").role == "direct"
    assert column(view, "DATE_NAISSANCE").role == "quasi"
    assert [one.possible for one in view.uses] == ["yes", "yes"]
    assert any("COMMENTAIRE" in one for one in view.texts)
    assert view.kept_until
    people = ask(workshop, ana, "people", revision=view.revision)
    assert people.found > 100
    assert [one.name for one in people.attacks] == [
        "linkage", "homogeneity", "differencing", "enumeration",
    ]  # fmt: skip


def test_a_file_of_one_s_own_keeps_its_warning_and_has_no_attacker(workshop, ana, view):
    assert (view.state, len(view.warning), view.uses, view.goals) == ("ready", 3, (), ())
    assert [one.label for one in view.columns] == ["Nom", "Naissance", "Quartier", "Aide"]
    assert view == ask(workshop, ana, "view")
    people = ask(workshop, ana, "people", revision=view.revision)
    assert not people.attacks[0].possible
    assert people.found == 0


def test_a_decision_changes_figures_rows_and_trail(workshop, ana, view):
    dropped = treat(workshop, ana, view, "Nom", "drop")
    after = treat(workshop, ana, dropped, "Naissance", "generalise:birth", 2)

    assert gauge(view, "k").value == "1"
    assert gauge(after, "k").value == "2"
    assert after.preview.header == ("Naissance", "Quartier", "Aide")
    assert after.preview.rows[0] == ("1984", "Gare", "Loyer")
    assert [one.k for one in after.trail] == [1, 1, 2]
    assert [one.number for one in after.choices] == [1, 2]
    assert column(after, "Nom").loss == 1
    assert column(after, "Naissance").example == ("1984-03-12", "1984")
    assert after == ask(workshop, ana, "view"), "written down, and told again"


def test_any_worker_finds_the_same_from_nothing(workshop, ana, view):
    after = treat(workshop, ana, view, "Naissance", "generalise:birth", 2)
    [stored] = workshop.files.of(ana)
    desk, state = privacy.ready(workshop, ana, ANONYMISER)
    source = PrivacySource(
        workshop.files.path(ana, stored.sha256),
        privacy.source_of(workshop, desk, state).ground,
        key=state.key.encode(),
    )

    found = jobs.look(source, Bounds(), state.decisions)

    assert [(one.k, one.at_risk_share, one.utility) for one in after.trail] == list(found.points)
    assert found.preview.rows == after.preview.rows
    assert [one.loss for one in found.columns] == [one.loss for one in after.columns]


def test_a_range_that_is_dragged_is_one_choice(workshop, ana, view):
    dropped = treat(workshop, ana, view, "Nom", "drop")
    now = dropped
    for level in (1, 2, 3, 2):
        now = treat(workshop, ana, now, "Naissance", "generalise:birth", level)

    assert len(now.choices) == 2
    assert column(now, "Naissance").level == 2
    undone = ask(workshop, ana, "undo", revision=now.revision)
    assert undone.choices == dropped.choices
    assert undone.preview == dropped.preview
    assert undone.trail == dropped.trail
    assert undone.revision != dropped.revision


def test_a_gesture_that_comes_back_to_its_start_is_none(workshop, ana, view):
    held = ask(workshop, ana, "suppress", least=3, revision=view.revision)
    back = ask(workshop, ana, "suppress", least=0, revision=held.revision)
    same = ask(workshop, ana, "suppress", least=0, revision=back.revision)

    assert (len(held.choices), held.preview.hidden) == (1, 4)
    assert (back.choices, back.preview.hidden, len(back.trail)) == ((), 0, 1)
    assert same == back


def test_rows_may_be_counted_instead(workshop, ana, view):
    counted = ask(workshop, ana, "count", by=["Quartier"], cells=0, revision=view.revision)

    assert counted.preview.header == ("Quartier", "EFFECTIF")
    assert dict(counted.preview.rows) == {"Gare": "2", "Halle": "2"}
    assert (counted.by, counted.cells) == (("Quartier",), 0)
    rows = ask(workshop, ana, "count", by=[], cells=0, revision=counted.revision)
    assert (rows.by, rows.preview) == ((), view.preview)


def test_whether_it_may_be_published_is_told_until_the_next_choice(workshop, ana, view):
    checked = ask(workshop, ana, "check", revision=view.revision)

    assert checked.appraisal.state == "bad"
    assert len(checked.appraisal.criteria) >= 3
    assert checked.appraisal.limits
    assert checked.graded is None
    assert checked.revision == view.revision
    assert ask(workshop, ana, "view") == checked
    after = treat(workshop, ana, checked, "Nom", "drop")
    assert after.appraisal is None


def test_a_workbook_of_several_sheets_asks_which_one(workshop, ana):
    rows = rows_of(GRANTS)
    book = xlsx({"Notice": NOTES, "Aides 2026": rows, "Aides 2025": rows})
    view = opened(workshop, ana, book, name="aides.xlsx")
    assert (view.state, view.sheets.asked) == ("sheet", True)

    view = ask(workshop, ana, "sheet", sheet="Aides 2025")

    assert (view.state, view.sheets.chosen) == ("ready", "Aides 2025")
    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, "sheet", sheet="Aides 2024")
    assert refused.value.code == "unknown-choice"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PK\x03\x04" + bytes(3000), id="no table"),
        pytest.param(";".join(f"c{n}" for n in range(61)).encode() + b"\n", id="61 columns"),
        pytest.param(b"a;" + b"b" * 201 + b"\n1;2\n", id="a long name"),
    ],
)
def test_a_file_that_cannot_be_shown_says_why(workshop, ana, content):
    view = opened(workshop, ana, content)

    assert view.state == "unread"
    assert all(view.trouble)
    assert ask(workshop, ana, "view").trouble == view.trouble
    with pytest.raises(RefusedError):
        ask(workshop, ana, "check", revision=view.revision)


def test_what_is_downloaded_is_what_is_shown(workshop, ana, view):
    now = treat(workshop, ana, view, "Nom", "pseudonymise")
    now = ask(workshop, ana, "role", column="Aide", role="sensitive", revision=now.revision)

    written = {
        one.what: privacy.write(workshop, ana, ANONYMISER, one.what) for one in now.downloads
    }

    lines = written["file"].content.decode().splitlines()
    assert [tuple(line.split(",")) for line in lines] == [now.preview.header, *now.preview.rows]
    assert [one.name for one in now.downloads] == [one.name for one in written.values()]
    recipe = json.loads(written["recipe"].content)
    assert recipe["roles"]["Aide"] == "sensitive"
    assert [step["do"] for step in recipe["recipe"]] == ["pseudonymise"]
    _, state = privacy.ready(workshop, ana, ANONYMISER)
    assert state.key
    assert [what for what, one in written.items() if state.key.encode() in one.content] == ["key"]
    assert "Nom" in written["register"].content.decode()


def test_a_key_is_given_where_one_is_needed_alone(workshop, ana, view):
    assert "key" not in [one.what for one in view.downloads]
    hashed = treat(workshop, ana, view, "Nom", "hash")
    assert "key" not in [one.what for one in hashed.downloads]
    keyed = treat(workshop, ana, hashed, "Nom", "pseudonymise")
    assert "key" in [one.what for one in keyed.downloads]


def test_the_script_writes_the_same_file(workshop, ana, view, tmp_path):
    now = treat(workshop, ana, view, "Nom", "pseudonymise")
    now = treat(workshop, ana, now, "Naissance", "generalise:birth", 2)
    written = {
        one.what: privacy.write(workshop, ana, ANONYMISER, one.what) for one in now.downloads
    }
    given, script, made = (tmp_path / name for name in ("aides.csv", "refaire.py", "publie.csv"))
    given.write_bytes(SMALL)
    script.write_bytes(written["script"].content)
    key = written["key"].content.decode().strip()

    subprocess.run(
        [sys.executable, script, given, made],
        env={**os.environ, "OUVROIR_CLE": key},
        check=True,
        capture_output=True,
    )

    assert made.read_bytes() == written["file"].content


def test_each_drop_has_a_key_of_its_own(workshop, ana):
    first = treat(workshop, ana, opened(workshop, ana), "Nom", "pseudonymise").preview
    second = treat(workshop, ana, opened(workshop, ana), "Nom", "pseudonymise").preview

    assert first.rows[0][0] != second.rows[0][0]
    assert first.rows[0][1:] == second.rows[0][1:]


def test_my_data_shows_the_file_and_erases_its_choices_with_it(workshop, ana, view):
    treat(workshop, ana, view, "Nom", "drop")
    [line] = my_data.my_data(workshop, ana).files
    assert line.exercise == ANONYMISER_TITLE
    folder = workshop.settings.data / "files" / ana
    assert list(folder.glob("*anonymat*"))

    my_data.erase_file(workshop, ana, line.id)

    assert not list(folder.iterdir())
    assert ask(workshop, ana, "view").state == "empty"
    for name in ("undo", "check", "people"):
        with pytest.raises(NotFoundError):
            ask(workshop, ana, name, revision=view.revision)
    with pytest.raises(NotFoundError):
        privacy.write(workshop, ana, ANONYMISER, "file")


def test_the_two_pages_have_each_their_own_file(workshop, ana, view):
    put_down(workshop, ana, DIRTY.read_bytes())

    now = ask(workshop, ana, "view")
    assert [one.name for one in now.own] == ["export.csv"]
    assert replace(now, own=()) == view
    assert SMALL.startswith(b"Nom")
