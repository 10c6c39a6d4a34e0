"""An act redacted over a real server: kept, written for its owner, and for nobody else."""

from __future__ import annotations

import io
import zipfile
from http import HTTPStatus

import pytest

from tests.fixtures.course_paths import REDACT
from tests.support.acts import act_sandbox
from tests.support.pages import Line, open_page
from tests.support.running import RunningServer

LESSON, ACT = "lecon/essai/occulter", "essai/proces-verbal"
WRITTEN = f"occulte/{ACT}/proces-verbal-occulte"
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    folder = tmp_path_factory.mktemp("redact")
    settings = {"OUVROIR_COURSES": str(REDACT), "OUVROIR_SANDBOX": str(act_sandbox(folder))}
    server = RunningServer(folder / "data", settings).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def owner(running):
    """A learner who hid the name and the address of the person who is helped."""
    with running.client() as client:
        page = open_page(client, LESSON)
        piece = page.piece("redact", ACT)
        text = "\n".join(line["text"] for line in piece["view"]["lines"])
        spans = []
        for passage in ("Mme Jeanne Duvernet", "12 rue des Lilas", "Jeanne Duvernet"):
            start = text.rindex(passage)
            spans.append([start, start + len(passage), "private-life"])
        line = Line(client, page.kernel)
        view = line.ask(piece["model"], "keep", spans=spans)["view"]
        line.close()
        yield client, view


@pytest.mark.parametrize("form", KINDS)
def test_the_written_act_is_for_its_owner_alone(running, owner, form):
    client, view = owner
    address = f"{WRITTEN}.{form}"
    assert f"/{address}" in [one["url"] for one in view["files"]]

    response = client.get(address)
    assert response.status_code == HTTPStatus.OK
    assert response.headers["Content-Type"] == KINDS[form]
    assert response.headers["Content-Disposition"].startswith("attachment")
    content = response.content
    if form != "txt":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b" ".join(archive.read(name) for name in archive.namelist())
    assert "[occulté : vie privée]".encode() in content
    assert b"Duvernet" not in content
    assert b"Paul Martel" not in content

    with running.client() as stranger:
        assert stranger.get(address).status_code == HTTPStatus.FORBIDDEN
        assert open_page(stranger, LESSON).piece("redact", ACT)["view"]["marks"] == []
        refused = stranger.get(address)
    assert refused.status_code == HTTPStatus.NOT_FOUND
    assert "occulté : vie" not in refused.text


@pytest.mark.parametrize(
    "address",
    [
        f"{WRITTEN}.pdf",
        f"occulte/{ACT}/autre-occulte.txt",
        f"occulte/{ACT}/proces-verbal.docx",
        f"occulte/{ACT}/..%2fproces-verbal-occulte.txt",
        "occulte/essai/absent/proces-verbal-occulte.txt",
    ],
)
def test_nothing_else_is_written(owner, address):
    client, _ = owner
    assert client.get(address).status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN)


def test_it_is_there_again_on_the_next_page_and_no_word_of_it_in_the_logs(running, owner):
    client, view = owner
    again = open_page(client, LESSON).piece("redact", ACT)["view"]

    assert again["marks"] == view["marks"]
    assert again["proved"] is True
    assert not any("Duvernet" in line or "Lilas" in line for line in running.output)
