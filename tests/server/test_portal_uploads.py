"""Files sent to a real portal: whole, cut, too large, lying, from whoever has no right."""

from __future__ import annotations

import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from grader.services.portal.opening import enter_space
from grader.services.stores import open_stores
from grader.settings import Settings
from tests.support.portal_server import RunningPortal

MEBI = 1024 * 1024
#: The bound of one file.
MOST = 100 * MEBI
CSV = b"a;b\n1;2\n"


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    running = RunningPortal(tmp_path_factory.mktemp("portal"))
    # Somebody of another space, made before the server opens the same database.
    workshop = open_stores(Settings(data=running.data))
    space = workshop.spaces.open("group", "Autre")
    member = enter_space(workshop, space, workshop.learners.create().id)
    running.other_key = workshop.spaces.make_key(member)
    workshop.close()
    running.start()
    yield running
    running.end()
    assert not re.findall(r".*Traceback.*|.*Error at .*|.* 500 .*", running.told)


@pytest.fixture
def dataset(portal):
    made = portal.ask("POST", "/api/1/datasets/", {"title": "Essai", "description": "Essai."})
    return made.json()


def send(portal, dataset, name="budget.csv", content=CSV, **more):
    files = {"file": (name, content)}
    return portal.ask("POST", f"/api/1/datasets/{dataset['id']}/upload/", files=files, **more)


def resources(portal, dataset):
    return portal.ask("GET", f"/api/1/datasets/{dataset['id']}/").json()["resources"]


def kept(portal):
    """Every hosted file of the first space."""
    folder = portal.data / "bac-a-sable" / portal.space.rpartition("/")[2]
    return {path for path in folder.rglob("*") if path.is_file()}


def wait_until(true, seconds=30):
    """Wait for what a server does after its answer, or without one."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    assert true()


def nothing_unfinished(portal):
    incoming = portal.data / "bac-a-sable" / ".incoming"
    wait_until(lambda: not list(incoming.glob("*")))


def raw_upload(portal, dataset, head: str, body: bytes) -> socket.socket:
    """Open a connection and begin an upload by hand."""
    address = urlsplit(portal.base)
    line = socket.create_connection((address.hostname, address.port), timeout=30)
    path = f"{address.path}/api/1/datasets/{dataset['id']}/upload/"
    line.sendall(
        f"POST {path} HTTP/1.1\r\nHost: {address.netloc}\r\nX-API-KEY: {portal.key}\r\n"
        f"Content-Type: multipart/form-data; boundary=limite\r\n{head}\r\n\r\n".encode()
    )
    line.sendall(body)
    return line


def part(name="a.csv", content=CSV):
    head = f'--limite\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + content


def test_a_hundred_mebibytes_pass_and_the_server_answers_meanwhile(portal, dataset):
    answered = []

    def body():
        yield part("gros.zip", b"")
        for number in range(100):
            if number == 50:
                answered.append(portal.ask("GET", "/api/1/datasets/", key=None).status_code)
            yield b"\0" * MEBI
        yield b"\r\n--limite--\r\n"

    made = portal.ask(
        "POST",
        f"/api/1/datasets/{dataset['id']}/upload/",
        content=body(),
        headers={"Content-Type": "multipart/form-data; boundary=limite"},
    )
    assert made.status_code == 201
    assert made.json()["filesize"] == MOST
    assert answered == [200]
    portal.ask("DELETE", f"/api/1/datasets/{dataset['id']}/resources/{made.json()['id']}/")
    assert not [path for path in kept(portal) if path.stat().st_size == MOST]


def test_one_byte_more_is_refused_whether_announced_or_not(portal, dataset):
    def body():
        yield part("gros.zip", b"\0")
        for _ in range(100):
            yield b"\0" * MEBI
        yield b"\r\n--limite--\r\n"

    before = kept(portal)
    headers = {"Content-Type": "multipart/form-data; boundary=limite"}
    path = f"/api/1/datasets/{dataset['id']}/upload/"
    # Chunked: the size is not told. Then a size told that is refused before the first byte.
    refused = portal.ask("POST", path, content=body(), headers=headers)
    assert refused.status_code == 413
    assert "trop gros" in refused.json()["explication"]
    told = portal.ask("POST", path, content=b"\0" * (MOST + 2 * MEBI), headers=headers)
    assert told.status_code == 413
    nothing_unfinished(portal)
    assert kept(portal) == before


def test_what_is_cut_in_the_middle_leaves_nothing(portal, dataset):
    before = kept(portal)
    incoming = portal.data / "bac-a-sable" / ".incoming"
    line = raw_upload(portal, dataset, "Content-Length: 10000000", part("a.csv", b"1" * MEBI))
    wait_until(lambda: list(incoming.glob("*")))
    line.close()
    nothing_unfinished(portal)
    assert resources(portal, dataset) == []
    assert kept(portal) == before


def test_a_length_that_lies_brings_a_refusal_and_leaves_nothing(portal, dataset):
    whole = part() + b"\r\n--limite--\r\n"
    # Shorter than what comes: the form is cut.
    line = raw_upload(portal, dataset, f"Content-Length: {len(whole) - 10}", whole)
    assert b" 400 " in line.recv(65536).split(b"\r\n")[0]
    line.close()
    # Absurdly long: refused, or hung up on, without a byte kept.
    line = raw_upload(portal, dataset, "Content-Length: 10000000000", part())
    assert b" 201 " not in line.recv(65536)
    line.close()
    nothing_unfinished(portal)
    assert resources(portal, dataset) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"pas un formulaire",
        part(),
        part() + b"\r\n--limite",
        b'--limite\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"1" * 100_000,
        b'--limite\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 60,
        b"--limite\r\n" + b"A: b\r\n" * 1000 + b"\r\n1\r\n--limite--\r\n",
        b"--limite\r\n" + b"A" * 100_000,
    ],
)
def test_a_broken_form_is_refused_and_leaves_nothing(portal, dataset, body):
    headers = {"Content-Type": "multipart/form-data; boundary=limite"}
    path = f"/api/1/datasets/{dataset['id']}/upload/"
    refused = portal.ask("POST", path, content=body, headers=headers)
    assert refused.status_code == 400
    assert refused.json()["explication"]
    nothing_unfinished(portal)
    assert resources(portal, dataset) == []


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/json", ""])
def test_what_is_no_form_is_refused(portal, dataset, kind):
    path = f"/api/1/datasets/{dataset['id']}/upload/"
    refused = portal.ask("POST", path, content=CSV, headers={"Content-Type": kind})
    assert refused.status_code == 400


def test_a_wrong_key_or_none_is_refused_and_leaves_nothing(portal, dataset):
    before = kept(portal)
    assert send(portal, dataset, key=None).status_code == 401
    assert send(portal, dataset, key="bacasable_faux").status_code == 401
    nothing_unfinished(portal)
    assert kept(portal) == before


def test_another_s_key_reaches_nothing_here(portal, dataset):
    # By the short address, the key opens its own space, where that record does not exist.
    assert send(portal, dataset, key=portal.other_key).status_code == 404
    # By this space's address, it is no key at all.
    assert send(portal, dataset, key=portal.other_key, base=portal.space).status_code == 401
    nothing_unfinished(portal)
    assert resources(portal, dataset) == []


def test_a_refused_file_leaves_nothing(portal, dataset):
    before = kept(portal)
    assert send(portal, dataset, "virus.exe").status_code == 400
    assert send(portal, dataset, "page.html").status_code == 400
    assert send(portal, {"id": "0" * 24}).status_code == 404
    nothing_unfinished(portal)
    assert kept(portal) == before


def test_the_same_name_many_times_at_once_is_kept_as_often_as_it_is_said(portal, dataset):
    before = kept(portal)
    with ThreadPoolExecutor(4) as several:
        answers = list(several.map(lambda _: send(portal, dataset, "meme.csv"), range(12)))
    statuses = {answer.status_code for answer in answers}
    assert statuses <= {201, 400}
    made = [answer.json() for answer in answers if answer.status_code == 201]
    assert made
    assert {one["id"] for one in resources(portal, dataset)} == {one["id"] for one in made}
    assert len(kept(portal) - before) == len(made)
    nothing_unfinished(portal)


def test_a_person_sends_a_bounded_number_of_files_at_once(portal, dataset):
    incoming = portal.data / "bac-a-sable" / ".incoming"
    lines = [
        raw_upload(portal, dataset, "Content-Length: 10000000", part("a.csv", b"1" * 1000))
        for _ in range(4)
    ]
    wait_until(lambda: len(list(incoming.glob("*"))) == 4)
    assert send(portal, dataset).status_code == 429
    assert send(portal, dataset, key=portal.other_key).status_code == 404, "another is let in"
    for line in lines:
        line.close()
    nothing_unfinished(portal)
    wait_until(lambda: send(portal, dataset, f"{time.time_ns()}.csv").status_code == 201)


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ('filename="../../../../etc/cron.d/x.csv"', "x.csv"),
        ('filename="..\\\\..\\\\x y.csv"', "x-y.csv"),
        ("filename*=UTF-8''%2e%2e%2fd%C3%A9lib.csv", "delib.csv"),
        ('filename="é.csv"', "e.csv"),
    ],
)
def test_a_hostile_name_stays_in_its_folder(portal, dataset, header, title):
    before = kept(portal)
    body = (
        f'--limite\r\nContent-Disposition: form-data; name="file"; {header}\r\n\r\n'.encode()
        + CSV
        + b"\r\n--limite--\r\n"
    )
    path = f"/api/1/datasets/{dataset['id']}/upload/"
    headers = {"Content-Type": "multipart/form-data; boundary=limite"}
    made = portal.ask("POST", path, content=body, headers=headers)
    assert (made.status_code, made.json()["title"]) == (201, title)
    (new,) = kept(portal) - before
    assert new.parent.parent == _record_folder(portal, dataset)


def _record_folder(portal, dataset) -> Path:
    space = portal.data / "bac-a-sable" / portal.space.rpartition("/")[2]
    return space / "main" / dataset["slug"]


def test_a_missing_final_slash_leads_to_the_address_with_one(portal, dataset):
    path = f"/api/1/datasets/{dataset['id']}/upload"
    moved = portal.ask("POST", path, files={"file": ("a.csv", b"1" * 3 * MEBI)})
    assert moved.status_code == 308
    assert moved.headers["Location"] == f"{portal.base}{path}/"
    files = {"file": ("a.csv", b"1" * 3 * MEBI)}
    followed = portal.ask("POST", path, files=files, follow_redirects=True)
    assert followed.status_code == 201


def test_parts_are_put_together_over_http(portal, dataset):
    path = f"/api/1/datasets/{dataset['id']}/upload/"
    fields = {"uuid": "abc", "filename": "Grand.csv", "totalparts": "2"}
    for index, content in enumerate((b"a;b\n", b"1;2\n")):
        data = {**fields, "partindex": str(index), "chunksize": str(len(content))}
        sent = portal.ask("POST", path, data=data, files={"file": ("blob", content)})
        assert (sent.status_code, sent.json()["success"]) == (200, True)
    aside = [path.parts[-3:] for path in kept(portal) if "_parts" in path.parts]
    assert len(aside) == 2
    for parts in aside:
        address = f"{portal.space}/resources/{'/'.join(parts)}"
        assert httpx.get(address, trust_env=False).status_code == 404, "not served"
    whole = portal.ask("POST", path, data=fields)
    assert whole.status_code == 201
    assert httpx.get(whole.json()["url"], trust_env=False).content == b"a;b\n1;2\n"
    assert not [path for path in kept(portal) if "_parts" in path.parts]
