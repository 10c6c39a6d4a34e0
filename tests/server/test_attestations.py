"""A real server: keys at its first start, a name that it keeps nowhere, and too many checks."""

from __future__ import annotations

import io
import json
import stat

import pypdf
import pytest

from grader.cli.main import main
from grader.server.limits import LIMITS, Act
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.services.doing import open_workshop
from tests.support.attesting import PATH, course_with_path, obtain
from tests.support.roads import cookie_of
from tests.support.running import RunningServer

NAME, ISSUER, PERCENT = "Éloïse Zzyqv", "Syndicat mixte du Val", 10


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Courses, and a data folder with somebody who did all of their path."""
    root = tmp_path_factory.mktemp("attestations")
    courses = course_with_path(root / "courses")
    data = root / "data"
    workshop = open_workshop(data, data / "build", courses=courses, sandbox=SMALL_SANDBOX)
    learner = workshop.learners.create().id
    obtain(workshop, learner, PATH)
    settings = workshop.settings
    workshop.close()
    return settings, learner


@pytest.fixture(scope="module")
def server(place):
    settings, _ = place
    running = RunningServer(
        settings.data,
        {
            "OUVROIR_COURSES": str(settings.courses),
            "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
            "OUVROIR_INSTANCE": ISSUER,
            "OUVROIR_RATE_PERCENT": str(PERCENT),
        },
    )
    assert not (settings.data / "attestations").exists()
    yield running.start()
    running.stop()


@pytest.fixture(scope="module")
def file(server, place):
    """The PDF, as its learner downloads it."""
    settings, learner = place
    client = server.client()
    client.cookies.set(*cookie_of(settings, learner))
    page = client.get("attestations")
    assert "obtenue" in page.text
    sent = {"_xsrf": client.cookies["_xsrf"], "nom": NAME}
    refused = client.post(f"attestations/{PATH}", data={**sent, "nom": "123"})
    assert refused.status_code == 400
    assert "ne peut pas être écrit" in refused.text
    made = client.post(f"attestations/{PATH}", data=sent)
    made.raise_for_status()
    assert made.headers["Content-Type"] == "application/pdf"
    return made.content


def test_the_first_start_makes_a_key_for_the_server_alone(server, place):
    folder = place[0].data / "attestations"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.suffix for path in folder.glob("*.pem")] == [".pem"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_name_is_in_the_file_and_nowhere_else(server, place, file):
    assert NAME in pypdf.PdfReader(io.BytesIO(file)).pages[0].extract_text()
    for path in place[0].data.rglob("*"):
        if path.is_file():
            assert b"zzyqv" not in path.read_bytes().lower(), path
    assert "zzyqv" not in "\n".join(server.output).casefold()


def test_anybody_checks_it_here_and_without_a_network(server, file, tmp_path, capsys):
    anybody = server.client()
    anybody.get("verifier")
    told = anybody.post(
        "verifier",
        data={"_xsrf": anybody.cookies["_xsrf"]},
        files={"fichier": ("a.pdf", file, "application/pdf")},
    )
    assert "authentique" in told.text
    assert NAME in told.text
    keys = tmp_path / "cles.json"
    keys.write_bytes(anybody.get("verifier/cles").content)
    assert set(json.loads(keys.read_text())) == {"format", "keys"}
    (tmp_path / "a.pdf").write_bytes(file)
    revoked = tmp_path / "revoquees.json"
    revoked.write_bytes(anybody.get("verifier/revoquees").content)
    with_lists = ["--key", str(keys), "--revoked", str(revoked)]
    assert main(["verify", str(tmp_path / "a.pdf"), *with_lists]) == 0
    assert "authentique" in capsys.readouterr().out


def test_too_many_checks_from_one_address_are_told_to_wait(server, file):
    del file
    most = LIMITS[Act.VERIFY].address.times(PERCENT / 100).burst
    anybody = server.client()
    answers = [anybody.get("verifier/cles") for _ in range(most + 5)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert "Trop d'attestations" in answers[-1].text.replace("\u2019", "'").replace("&#39;", "'")
