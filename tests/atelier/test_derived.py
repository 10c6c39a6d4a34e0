"""What is derived from a source: notebooks, a learner's folder, and what ``ouvroir check`` says."""

from __future__ import annotations

import importlib
import json

import nbformat
import pytest

from grader.atelier.folder import place_notebooks
from grader.atelier.lab import write_configuration
from grader.atelier.notebooks import build_atelier, notebook_bytes, prose
from grader.atelier.proofs import atelier_problems
from grader.atelier.source import SOLUTION, UNTOUCHED, default_blank, read_source
from grader.errors import ContentError
from grader.settings import Settings
from tests.atelier.small import SLUG, TEXT, small_settings
from tests.support.running import ROOT


def source_of(settings):
    return read_source(settings.notebooks / "atelier" / f"{SLUG}.py")


def test_a_notebook_is_valid_has_blanks_and_no_output(tmp_path):
    settings = small_settings(tmp_path)

    paths = build_atelier(settings)

    assert [path.relative_to(settings.build).as_posix() for path in paths] == [
        f"atelier/{SLUG}.ipynb", f"atelier/source/{SLUG}/{SLUG}.ipynb",
    ]  # fmt: skip
    first = [path.read_bytes() for path in paths]
    for data in first:
        notebook = nbformat.reads(data.decode(), as_version=4)
        nbformat.validate(notebook)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert all(not cell.outputs and cell.execution_count is None for cell in code)
        assert "SOLUTION" not in data.decode()
        assert "deliberations.csv" not in data.decode()
    assert b"il manque des lignes" not in first[0]
    assert b"il manque des lignes" in first[1]
    assert [path.read_bytes() for path in build_atelier(settings)] == first


def test_prose_has_french_spaces_and_its_code_none():
    assert prose("« a » : `x : 1 ;`\n\n```py\nd = {1 : 2}\n```\nFini !") == (
        "«\u00a0a\u00a0»\u00a0: `x : 1 ;`\n\n```py\nd = {1 : 2}\n```\nFini\u202f!"
    )


def test_a_notebook_whose_source_is_gone_is_taken_away(tmp_path):
    settings = small_settings(tmp_path)
    (old, _) = build_atelier(settings)
    (settings.notebooks / "atelier" / f"{SLUG}.py").rename(
        settings.notebooks / "atelier" / "91-autre.py"
    )

    build_atelier(settings)

    assert not old.exists()


def test_work_is_never_overwritten(tmp_path):
    settings, folder = small_settings(tmp_path), tmp_path / "mes carnets"
    source = settings.notebooks / "atelier" / f"{SLUG}.py"
    assert place_notebooks(settings, folder).new == (f"{SLUG}.ipynb",)
    assert place_notebooks(settings, folder).new == ()

    source.write_text(TEXT.replace("Essai", "Essai revu"), encoding="utf-8")
    assert place_notebooks(settings, folder).new == (f"{SLUG}.ipynb",)
    mine = folder / f"{SLUG}.ipynb"
    mine.write_text("mon travail", encoding="utf-8")
    assert place_notebooks(settings, folder).beside == ()
    for number, name in ((2, "nouvelle version"), (3, "nouvelle version 2")):
        source.write_text(TEXT.replace("Essai", f"Essai {number}"), encoding="utf-8")
        assert place_notebooks(settings, folder).beside == (f"{SLUG} ({name}).ipynb",)
        (folder / f"{SLUG} ({name}).ipynb").write_text("encore", encoding="utf-8")
    assert mine.read_text(encoding="utf-8") == "mon travail"
    assert (folder / f"{SLUG} (nouvelle version).ipynb").read_text(encoding="utf-8") == "encore"


def test_a_solution_and_a_blank_of_each_form():
    assert default_blank("x, y = f()\nz: int = 3") == (
        "# Votre code : remplacez chaque ____.\nx = ____\ny = ____\nz = ____"
    )
    assert "def f(a, b=2):\n    return ____" in default_blank("def f(a, b=2):\n    return a")
    assert default_blank("print(3)").endswith("\n____")


def test_a_good_source_has_no_problem_and_its_states_differ(tmp_path):
    settings = small_settings(tmp_path)
    source = source_of(settings)

    assert atelier_problems(settings) == []
    assert notebook_bytes(source, state=SOLUTION) != notebook_bytes(source, state=UNTOUCHED)
    assert source.points == 12


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('id="lire-verif" points=2', 'id="valide" points=2', "name-twice"),
        ("lire-verif=0,", "autre-verif=0,", "unknown-test"),
        ("## Lire", "### Lire", "heading-level"),
        ("## À retenir", "# Second", "second-title"),
        ("## À retenir", "## Fin", "no-take-away"),
        ("Un essai.", "Un « essai.", "quotes"),
        ("points=10", "points=8", "other-points"),
        ("resultat.points\n", "resultat\n", "no-points"),
        ("preparer/deliberations-sales\"\n", "preparer/nulle-part\"\n", "unknown-exercise"),
        ("pd.read_csv(____, dtype=str)", "pd.read_csv(3)", "no-blank"),
        ("nrows=3)", "nrows=3", "not-python"),
        ("dtype=str, nrows=3)\n###", "dtype=str, nrows=3)\n# ###", "bad-solution"),
        ('role="answer"', 'role="other"', "bad-role"),
        ('role="answer" id="lire"', "", "missing-role"),
        ('id="lire-verif"', "", "bad-name"),
        ("points=2", 'points="deux"', "bad-points"),
        (" : on ne lit", " on ne lit", "bad-mistake"),
        ("# # Essai", "# Essai", "missing-title"),
        ("# %% [markdown]\n# # Essai", "import os\n# %% [markdown]\n# # Essai", "bad-source"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(tmp_path, old, new, code):
    assert old in TEXT
    settings = small_settings(tmp_path, TEXT.replace(old, new, 1))

    found = atelier_problems(settings)

    assert code in [one.code for one in found], found
    assert all(one.where.startswith(f"atelier/{SLUG}.py:") for one in found)
    assert all(one.message and one.hint for one in found)


def test_a_solution_that_is_not_python_is_refused(tmp_path):
    settings = small_settings(tmp_path, TEXT.replace("dtype=str)\n### BLANK", "dtype=\n### BLANK"))

    assert "not-python" in [one.code for one in atelier_problems(settings)]
    with pytest.raises(ContentError):
        read_source(tmp_path / "notebooks" / "atelier" / "Mauvais nom.py")


def test_the_configuration_of_jupyterlab_fetches_nothing(tmp_path):
    write_configuration(tmp_path)

    server = json.loads((tmp_path / "jupyter_server_config.json").read_text(encoding="utf-8"))
    page = json.loads((tmp_path / "labconfig/page_config.json").read_text(encoding="utf-8"))
    assert server["LabApp"]["news_url"] is None
    assert server["LabApp"]["check_for_updates_class"].endswith("NeverCheckForUpdate")
    assert page["disabledExtensions"]["@jupyterlab/apputils-extension:announcements"]
    wanted = [k for k, on in server["ServerApp"]["jpserver_extensions"].items() if on]
    assert wanted == ["jupyterlab", "nbgrader.server_extensions.validate_assignment"]


def test_menus_are_french_where_their_package_is(tmp_path, monkeypatch):
    def locale(folder):
        write_configuration(folder)
        text = (folder / "labconfig/default_setting_overrides.json").read_text(encoding="utf-8")
        return json.loads(text).get("@jupyterlab/translation-extension:plugin", {}).get("locale")

    monkeypatch.setattr("sys.path", [str(tmp_path)])
    importlib.invalidate_caches()
    assert locale(tmp_path / "sans") is None
    (tmp_path / "jupyterlab_language_pack_fr_FR").mkdir()
    importlib.invalidate_caches()
    assert locale(tmp_path / "avec") == "fr_FR"
    binder = json.loads((ROOT / "binder/overrides.json").read_text(encoding="utf-8"))
    assert binder["@jupyterlab/translation-extension:plugin"]["locale"] == "fr_FR"
    assert "binder/overrides.json" in (ROOT / "binder/postBuild").read_text(encoding="utf-8")


def test_every_source_of_this_installation_is_in_order():
    assert atelier_problems(Settings()) == []
