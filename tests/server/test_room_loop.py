"""While a large file is read, the server's loop serves: it does nothing that lasts by itself.

No time is asserted: what would hold the loop (statements, reads of files, waiting for a worker) is
looked for in its thread, and others are answered before the large file is. How late the loop is
meanwhile is measured by ``python -m benchmarks loop``.
"""

from __future__ import annotations

import os
import threading

import pytest

from tests.support.pages import Line, open_page, upload
from tests.support.running import RunningServer

LESSON = "lecon/preparer/valider-ses-deliberations"
MEGABYTES = 100 if os.environ.get("OUVROIR_LONG") else 15
HEAD = b"COLL_NOM;COLL_SIRET;DELIB_ID;DELIB_DATE;DELIB_OBJET\n"
ROW = b"Commune de Val-Ouvert;21990042000015;2024-0118-%07d;2024-01-18;" + 100 * b"a" + b"\n"


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("watched")
    server = RunningServer(
        folder / "data",
        {
            "OUVROIR_WATCHED": str(folder / "watched.txt"),
            "OUVROIR_UPLOAD_MIB": str(MEGABYTES + 10),
            # On a busy machine the file may take long, and that is not what is looked at.
            "OUVROIR_JOB_SECONDS": "80",
            "OUVROIR_QUEUE_SECONDS": "5",
        },
        module="tests.support.watched",
    )
    yield server.start(), folder / "watched.txt"
    server.stop()


def large_file() -> bytes:
    rows = MEGABYTES * 1024 * 1024 // len(ROW % 0)
    return HEAD + b"".join(ROW % number for number in range(rows))


def test_while_a_large_file_is_read_others_are_served_and_the_loop_does_none_of_the_work(watched):
    server, told = watched
    client, other = server.client(), server.client()
    page = open_page(client, "validateur")
    neighbour = open_page(other, LESSON)
    line, hers = Line(client, page.kernel), Line(other, neighbour.kernel)
    file = upload(client, "validateur/fichier", large_file()).json()["file"]
    replies: list[dict] = []
    model = page.piece("bench")["model"]
    reading = threading.Thread(
        target=lambda: replies.append(line.ask(model, "read", file=file, schema=""))
    )
    reading.start()
    served = 0
    questions = [p for p in neighbour.pieces if p["kind"] == "question"]
    for piece in questions:
        given = [piece["view"]["answers"][0]["id"]]
        assert "view" in hers.ask(piece["model"], "answer", chosen=given)
        assert other.get("aide").status_code == 200
        served += not replies
    reading.join(120)
    assert replies[0].get("view"), replies
    # Somebody was answered before the file was: it did not hold the server.
    assert served
    assert not told.exists() or told.read_text(encoding="utf-8") == ""
    for one in (line, hers):
        one.close()
