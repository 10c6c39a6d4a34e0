"""What the guided console copies, run for real: curl and Python against a portal that answers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys

import pytest

from grader.services.console_requests import Asked
from grader.services.console_snippets import KEY, snippets_of
from grader.settings import DEFAULT_ROOT
from tests.support.console import CREATE, DESCRIBE, FILE, PUBLISH, READ, UPLOAD, console_exercise
from tests.support.portal_server import RunningPortal

STEPS = console_exercise().settings["console"]
TOOLS = ("curl", "python")
#: What a shell, Python or curl would do something with, if it were not quoted.
HOSTILE = (
    "L'« été » d'un ‘maire’; touch pris & $(touch pris) `touch pris` \"fin\" \\ \\n %s %PATH% !! "
    "{autre} [1-9] * ? ~ # | > pris < pris \t\r\n\n@/etc/hosts -o pris \u2028 \u202e \U0001f41d "
    "''' \"\"\" \\x41 \\' ${HOME} \x7f fin"
)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    running = RunningPortal(tmp_path_factory.mktemp("console")).start()
    yield running
    running.end()


class Copied:
    """Somebody who copies a snippet, puts her key in it, and runs it in a folder of hers."""

    def __init__(self, portal, folder, tool):
        self.portal, self.folder, self.tool = portal, folder, tool
        shutil.copy(DEFAULT_ROOT / "sandbox_data" / FILE, folder)

    def runs(self, number, **changes):
        """Give the status and the body that the tool shows."""
        step = STEPS[number - 1]
        asked = {"method": step.method, "path": step.path, "body": step.body, "key": step.key}
        snippets = snippets_of(Asked(number, step, **{**asked, **changes}), self.portal.space)
        text = snippets[TOOLS.index(self.tool)].text.replace(KEY, self.portal.key)
        command = ["sh", "-c", text] if self.tool == "curl" else [sys.executable, "-c", text]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, timeout=60, check=True,
            env={"PATH": "/usr/bin:/bin", "NO_PROXY": "*", "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        told = done.stdout.decode()
        if self.tool == "python":
            status, _, body = told.partition("\n")
            return int(status), body
        head, _, body = told.replace("\r\n", "\n", 20).partition("\n\n")
        if head.endswith("100 Continue"):
            head, _, body = body.partition("\n\n")
        return int(re.match(r"HTTP/1\.1 (\d+)", head)[1]), body

    def left_behind(self):
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture(params=TOOLS)
def copied(portal, tmp_path, request):
    return Copied(portal, tmp_path, request.param)


def test_a_hostile_text_arrives_as_it_was_typed_and_does_nothing_else(portal, copied):
    body = json.dumps({"title": "Essai", "description": HOSTILE, "private": True}, indent=2,
                      ensure_ascii=False)  # fmt: skip
    status, answer = copied.runs(CREATE, body=body)
    assert status == 201, answer
    kept = portal.ask("GET", f"/api/1/datasets/{json.loads(answer)['id']}/").json()
    assert kept["description"] == HOSTILE
    assert copied.left_behind() == ["deliberations.csv"]


def test_a_publication_is_done_with_what_was_copied(portal, copied):
    body = {"title": f"Par {copied.tool}", "description": "Un essai.", "private": True}
    status, answer = copied.runs(CREATE, body=json.dumps(body))
    assert status == 201, answer
    path = f"/api/1/datasets/{json.loads(answer)['id']}/"
    status, answer = copied.runs(UPLOAD, path=f"{path}upload/")
    assert status == 201, answer
    resource = f"{path}resources/{json.loads(answer)['id']}/"
    assert copied.runs(DESCRIBE, path=resource)[0] == 200
    assert copied.runs(READ, path=path)[0] == 404
    assert copied.runs(PUBLISH, path=path)[0] == 200
    status, answer = copied.runs(READ, path=path)
    assert status == 200
    (described,) = json.loads(answer)["resources"]
    assert described["title"] == "Délibérations"
    assert described["filesize"] == (DEFAULT_ROOT / "sandbox_data" / FILE).stat().st_size
    assert copied.runs(READ, path=path, method="DELETE", key=True)[0] == 204
    assert portal.ask("GET", path, key=None, base=portal.space).status_code == 410


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"key": False}, 401),
        ({"body": "{'title': \"d'été\"; $(touch pris)"}, 400),
        ({"body": "@deliberations.csv"}, 400),
        ({"body": "null"}, 400),
        ({"body": ""}, 400),
        ({"path": "/api/1/datasets"}, 308),
        ({"path": "/api/1/datasets/{jeu}/", "method": "PUT"}, 404),
        ({"path": "/api/1/datasets/l'été $(touch pris) `x` [1-3]/", "method": "PUT"}, 404),
        ({"method": "PATCH"}, 405),
    ],
)
def test_a_mistake_is_refused_the_same_when_it_is_copied(copied, changes, status):
    assert copied.runs(CREATE, **changes)[0] == status
    assert copied.left_behind() == ["deliberations.csv"]


def test_a_query_is_read_as_it_was_typed(portal, copied):
    title = f"L'eau & l'air = 100 % + {copied.tool}"
    body = {"title": title, "description": "Un essai.", "tags": ["eau"]}
    assert copied.runs(CREATE, body=json.dumps(body))[0] == 201
    status, answer = copied.runs(READ, path=f"/api/1/datasets/?q={copied.tool}%20air&tag=eau")
    assert status == 200
    assert [one["title"] for one in json.loads(answer)["data"]] == [title]
