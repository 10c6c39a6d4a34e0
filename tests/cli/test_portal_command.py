"""``ouvroir portal``: what it tells, what it serves, how it ends and starts again."""

from __future__ import annotations

import re
import signal
import socket
import stat
import subprocess
import sys

import httpx
import pytest

from tests.support.portal_server import RunningPortal

#: The key, a space for each of both names; a start takes about a second.
TELLING = (
    "rien de ce que vous y envoyez n'est publié",
    "curl -H 'X-API-KEY: {key}' {base}/api/1/me/",
    'client = Client(environment="dev", api_key="{key}")',
    'client.base_url = "{base}"',
    "{base}/api/1/openapi.json",
)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    running = RunningPortal(tmp_path_factory.mktemp("portal")).start()
    yield running
    assert running.end(signal.SIGINT) == 0
    assert "Le portail est arrêté." in running.told


def test_it_tells_address_space_key_and_how_to_call(portal):
    assert portal.key.startswith("bacasable_")
    for line in TELLING:
        assert line.format(key=portal.key, base=portal.base) in portal.told
    assert str(portal.data) in portal.told


def test_the_command_that_it_shows_works_as_it_is(portal):
    shown = next(line for line in portal.output if line.strip().startswith("curl "))
    done = subprocess.run(
        ["sh", "-c", shown.strip().replace("curl ", "curl --silent --noproxy '*' ", 1)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"email"' in done.stdout


def test_the_root_leads_to_the_portal_and_no_course_is_there(portal):
    root = portal.base.removesuffix("bac-a-sable")
    assert httpx.get(root, trust_env=False).headers["Location"] == "/bac-a-sable/"
    for path in ("module/preparer", "validateur", "api/kernels", "mes-donnees"):
        assert httpx.get(root + path, trust_env=False).status_code == 404


def test_a_supervision_asks_it_as_any_ouvroir(portal):
    root = portal.base.removesuffix("bac-a-sable")
    health = httpx.get(root + "sante", trust_env=False)
    # There is no kernel here, and so nothing is said of them.
    seen = dict.fromkeys(("base", "disque", "travailleurs", "horloge"), True)
    assert (health.status_code, health.json()) == (200, {"etat": "bon", "controles": seen})
    assert "Set-Cookie" not in health.headers
    assert portal.ask("GET", "/api/1/me/").status_code == 200
    figures = httpx.get(root + "metrics", trust_env=False)
    assert figures.headers["Content-Type"].startswith("text/plain; version=1.0.0")
    told = [line for line in figures.text.splitlines() if line.startswith("ouvroir_requests_total")]
    assert [line for line in told if "/bac-a-sable/" in line and 'status="200"' in line]
    assert re.search(r"^ouvroir_disk_free_bytes [1-9]", figures.text, re.MULTILINE)
    assert portal.key not in figures.text
    through = httpx.get(root + "metrics", headers={"X-Forwarded-For": "::1"}, trust_env=False)
    assert through.status_code == 403


def test_no_link_of_its_home_page_leads_nowhere(portal):
    """The banner and the foot of Ouvroir lead to pages that are not there."""
    root = portal.base.removesuffix("/bac-a-sable")
    with httpx.Client(trust_env=False, follow_redirects=True, headers={"Accept": "text/html"}) as c:
        home = c.get(portal.base + "/")
        links = set(re.findall(r'(?:href|src)="([^"#]+)"', home.text))
        addresses = {str(home.url.join(link.replace("&amp;", "&"))) for link in links}
        ours = sorted(one for one in addresses if one.startswith(root))
        assert len(ours) > 5
        assert {one: c.get(one).status_code for one in ours} == dict.fromkeys(ours, 200)


def test_the_key_reads_and_writes_its_space_and_no_key_reads_the_demonstration(portal):
    made = portal.ask("POST", "/api/1/datasets/", {"title": "Essai", "description": "Vide."})
    assert made.status_code == 201
    path = f"/api/1/datasets/{made.json()['id']}/"
    assert portal.ask("GET", path, key=None, base=portal.space).status_code == 200
    assert portal.ask("GET", path, key=None).status_code == 404
    assert portal.ask("POST", "/api/1/datasets/", {"title": "x"}, key=None).status_code == 401


def test_a_second_portal_on_the_same_folder_is_refused_in_french(portal):
    with pytest.raises(AssertionError) as stop:
        RunningPortal(portal.data).start()
    told = str(stop.value).replace("\u00a0", " ")
    assert "Ouvroir tourne déjà avec ce dossier des travaux" in told
    assert "Traceback" not in told


def test_everything_is_there_after_a_restart_the_key_too(tmp_path):
    first = RunningPortal(tmp_path).start()
    made = first.ask("POST", "/api/1/datasets/", {"title": "Reste", "description": "Là."}).json()
    assert first.end(signal.SIGKILL) == -signal.SIGKILL
    second = RunningPortal(tmp_path).start()
    try:
        assert (second.key, second.code) == (first.key, first.code)
        assert second.ask("GET", f"/api/1/datasets/{made['id']}/").json()["title"] == "Reste"
        mode = stat.S_IMODE((tmp_path / "cle-bac-a-sable").stat().st_mode)
        assert mode == 0o600
    finally:
        assert second.end() == 0


def test_a_key_whose_space_is_gone_makes_a_new_one(tmp_path):
    (tmp_path / "cle-bac-a-sable").write_text("bacasable_perdue\n")
    running = RunningPortal(tmp_path).start()
    try:
        assert running.key != "bacasable_perdue"
        assert running.ask("GET", "/api/1/me/").status_code == 200
    finally:
        assert running.end() == 0


def test_a_taken_port_is_told_and_the_process_ends(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "grader", "portal", f"--port={port}"],
            env={"PATH": "/usr/bin:/bin", "OUVROIR_DATA": str(tmp_path), "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert f"Le port {port} est déjà pris" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_no_number_is_refused(command):
    code, _, told = command("portal", "--port", "quatre")
    assert code == 2
    assert "PORT vaut « quatre »" in told
