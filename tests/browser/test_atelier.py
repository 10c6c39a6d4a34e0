"""``ouvroir lab`` in Chromium: the Validate button, on an untouched copy and on a finished one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import httpx
import pytest
from playwright.sync_api import expect

from grader.atelier.notebooks import notebook_bytes
from grader.atelier.source import SOLUTION, read_source
from tests.atelier.small import SLUG, small_settings
from tests.browser.conftest import Visitor

DONE = "fini.ipynb"


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
    expect(dialog).to_contain_text("Non commencé")
    expect(validated(visitor, address, DONE, token)).to_contain_text("passes all the tests")

    strays = [
        u for u in visitor.requests if not re.match(r"(https?|wss?)://127\.0\.0\.1|data:|blob:", u)
    ]
    assert strays == []
    visitor.context.close()


def test_it_opens_for_its_token_alone_and_has_no_terminal(lab):
    address, token = lab
    with httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("api/contents").status_code == 403
        allowed = {"Authorization": f"token {token}"}
        assert client.get("api/contents", headers=allowed).status_code == 200
        assert client.get("api/terminals", headers=allowed).status_code == 404
        assert client.get("lab/api/news", headers=allowed).json().get("news", []) == []
