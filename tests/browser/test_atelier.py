"""``ouvroir lab`` in Chromium: the Validate button, the menus, and a check on a learner's page."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from grader.atelier.commands import check, connect, disconnect
from grader.atelier.lab import in_french
from grader.atelier.notebooks import notebook_bytes
from grader.atelier.source import SOLUTION, read_source
from grader.settings import Settings
from tests.atelier.small import SLUG, small_settings
from tests.browser.conftest import Visitor
from tests.browser.walk import go

DONE = "fini.ipynb"
MEND, LESSON = "preparer/deliberations-sales", "lecon/preparer/valider-ses-deliberations"
CLEAN = Settings().sandbox / "communes/val-ouvert/deliberations.csv"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The real command, on a folder with an untouched notebook and a finished one."""
    root = tmp_path_factory.mktemp("lab")
    settings = small_settings(root)
    folder = root / "mes carnets"
    folder.mkdir()
    source = read_source(settings.notebooks / "atelier" / f"{SLUG}.py")
    (folder / DONE).write_bytes(notebook_bytes(source, state=SOLUTION))
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "lab", "--no-browser", f"--folder={folder}"],
        env={
            **os.environ,
            "OUVROIR_NOTEBOOKS": str(settings.notebooks),
            "OUVROIR_DATA": str(settings.data),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    for line in process.stdout:
        said.append(line)
        if "Pour arrêter" in line:
            break
    found = re.search(r"(http://127\.0\.0\.1:\d+/)lab\?token=(\S+)", "".join(said))
    assert found, "".join(said)
    yield found[1], found[2]
    process.send_signal(signal.SIGTERM)
    rest = process.communicate(timeout=30)[0]
    assert process.returncode == 0, rest
    assert "Vos carnets sont conservés" in rest
    assert "Traceback" not in rest


def validated(visitor, address, name, token):
    page = visitor.open()
    page.goto(f"{address}lab/tree/{name}?token={token}")
    expect(page.locator(".jp-Notebook")).to_be_visible(timeout=60_000)
    page.get_by_text("Validate", exact=True).click(timeout=60_000)
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Validation Results", timeout=60_000)
    return dialog


def test_the_button_says_what_is_left_and_then_that_all_is_well(chromium, lab):
    address, token = lab
    visitor = Visitor(chromium, address)

    dialog = validated(visitor, address, f"{SLUG}.ipynb", token)
    wanted = "Fichier" if in_french() else "File"
    expect(visitor.context.pages[0].get_by_role("menuitem", name=wanted)).to_be_visible()
    expect(dialog).to_contain_text("Non commencé")
    expect(validated(visitor, address, DONE, token)).to_contain_text("passes all the tests")

    strays = [
        u for u in visitor.requests if not re.match(r"(https?|wss?)://127\.0\.0\.1|data:|blob:", u)
    ]
    assert strays == []
    visitor.context.close()


def test_a_check_of_a_notebook_shows_on_the_learner_s_page(newcomer):
    page = newcomer(reduced_motion="reduce").open()
    page.goto("mes-donnees")
    page.get_by_role("button", name="Créer mon code de reprise").click()
    code = page.locator("#code").inner_text()
    root = re.match(r"https?://[^/]+/", page.url)[0]
    try:
        assert "relié au parcours" in str(connect(code, root))
        assert check(MEND, CLEAN).kept
    finally:
        disconnect()

    exercises = go(page, LESSON).locator(".piece[data-kind=exercise]")
    piece = exercises.filter(has_text="Rendre valide l'export de Val-Ouvert")

    expect(piece).to_contain_text("Réussi")
    expect(piece).to_contain_text(re.compile(r"10\s+points"))


def test_the_token_of_the_lab_is_on_no_command_line(lab):
    _, token = lab
    told = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if readable(path)]

    assert any(b"jupyterlab" in line for line in told)
    assert not [line for line in told if token.encode() in line]


def readable(path):
    """Tell whether a process is still there."""
    try:
        return bool(path.read_bytes())
    except OSError:
        return False


def test_it_opens_for_its_token_alone_and_has_no_terminal(lab):
    address, token = lab
    with httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("api/contents").status_code == 403
        allowed = {"Authorization": f"token {token}"}
        assert client.get("api/contents", headers=allowed).status_code == 200
        assert client.get("api/terminals", headers=allowed).status_code == 404
        assert client.get("lab/api/news", headers=allowed).json().get("news", []) == []
