"""Lines of the log by themselves: libraries, stray errors, routes, addresses, settings."""

from __future__ import annotations

import io
import json
import logging
import os
import socket
import subprocess
import sys

import pytest

from grader.server.logging_lines import JsonLines, TextLines
from grader.server.logging_stray import log_stray
from grader.server.route_names import RouteNames, readable, truncated_address
from grader.server.routes import handlers
from grader.settings import JSON_LOG, Settings
from grader.ui.incidents import describe
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX

SECRET = "zqmarque"
LIBRARIES = (
    "voila", "tornado.application", "tornado.access", "alembic.runtime.migration",
    "sqlalchemy.engine.Engine", "asyncio", "py.warnings", "OuvroirServer", "pebble", "traitlets",
)  # fmt: skip


def failed() -> tuple:
    try:
        int(SECRET)
    except ValueError:
        return sys.exc_info()


@pytest.fixture(params=[JsonLines, TextLines])
def written(request):
    """A logger whose lines can be read; gives how to make one by name, and what was written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    used = []

    def make(name):
        logger = logging.getLogger(f"{name}.essai")
        logger.handlers[:], logger.propagate = [handler], False
        logger.setLevel(logging.DEBUG)
        used.append(logger)
        return logger

    yield make, stream
    for logger in used:
        logger.handlers.clear()


@pytest.mark.parametrize("library", LIBRARIES)
def test_of_a_library_only_who_spoke_where_and_the_type_of_a_fault_are_kept(written, library):
    make, stream = written
    logger = make(library)
    logger.warning("a cell: %s", SECRET)
    logger.error(f"of {SECRET}", exc_info=failed())
    logger.error("of %s", ValueError(SECRET), extra={"event": SECRET, "route": SECRET})
    told = stream.getvalue()
    assert SECRET not in told
    assert told.count(library) == 3
    assert "ValueError" in told
    assert told.count("test_log_lines.py:") == 3


def test_what_python_itself_writes_comes_to_the_log_without_its_words(tmp_path):
    program = f"""
import logging, os, sys, threading, warnings, subprocess
from grader.server.logging_lines import start_logging
from grader.server.logging_stray import gathered_errors
with gathered_errors() as out:
    start_logging("json", verbose=False, stream=out)
    warnings.warn("{SECRET}")
    one = threading.Thread(target=lambda: int("{SECRET}")); one.start(); one.join()
    print("{SECRET}", file=sys.stderr, flush=True)
    print("{SECRET}")
    os.write(2, b"[ouvroir page] action on question: TypeError at piece.py:12 < x.py:3\\n")
    os.write(2, b"[ouvroir page] {SECRET}: {SECRET}: not ours\\n")
    told = "import sys; print('{SECRET}'); sys.stderr.write('{SECRET}'); 1/0"
    child = [sys.executable, "-c", told]
    subprocess.run(child)
    logging.getLogger("ouvroir.server").error("told", extra={{"event": "essai"}})
print("after", file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == ""
    *lines, last = done.stderr.splitlines()
    assert last == "after"
    assert SECRET not in done.stderr
    told = [json.loads(line) for line in lines]
    by_event = {event: [o for o in told if o["event"] == event] for event in ("fault", "page")}
    assert [one["error"] for one in by_event["fault"]] == ["ValueError"]
    assert by_event["page"] == [
        {
            "time": by_event["page"][0]["time"],
            "level": "erreur",
            "event": "page",
            "error": "TypeError",
            "places": "piece.py:12 < x.py:3",
            "what": "action on question",
        }
    ]
    assert {"library", "stderr", "essai"} <= {one["event"] for one in told}


def test_what_a_page_writes_of_a_fault_is_understood(caplog):
    (_, error, _) = failed()
    with caplog.at_level(logging.INFO, logger="ouvroir.server"):
        log_stray(f"[ouvroir page] opening quiz: {describe(error)}\n".encode())
        log_stray(b"\n")
    [record] = caplog.records
    assert (record.event, record.what, record.error) == ("page", "opening quiz", "ValueError")
    assert record.places.startswith("test_log_lines.py:")


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (r"", ""),
        (r"revision/a-revoir\.ics", "revision/a-revoir.ics"),
        (r"lecon/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)", "lecon/{}/{}"),
        (r"reprise/(validateur|(a|b)/c)/(file|journal)/([A-Z.]+)$", "reprise/{}/{}/{}"),
        (r"pages/(?P<kernel_id>\w+-\w+)/fermer", "pages/{}/fermer"),
        (r"a\((x)\)", "a({})"),
    ],
)
def test_a_pattern_is_written_for_a_person(pattern, name):
    assert readable(pattern) == name


@pytest.mark.parametrize("base", ["/", "/a/b/"])
def test_every_route_has_a_name_of_its_own_without_what_varies(base):
    routes = handlers(base)
    names = RouteNames(((pattern, handler) for pattern, handler, _ in routes), base)
    told = [name for found in names._by_handler.values() for _, name in found]
    assert len(told) == len(routes)
    assert len(set(told)) > 0.9 * len(told)
    assert not [name for name in told if not name.startswith("/") or set(name) & set("()[]\\|+*?")]
    assert not any(name.startswith("/a/b") for name in told)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("198.51.100.77", "198.51.100.0/24"),
        ("::ffff:198.51.100.77", "198.51.100.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("somebody", ""),
    ],
)
def test_an_address_is_kept_in_part_alone(address, kept):
    assert truncated_address(address) == kept


def test_settings_of_the_log_are_read_and_refused_in_french():
    assert Settings.from_environment({}).log == "texte"
    read = Settings.from_environment({"OUVROIR_LOG": "json", "OUVROIR_LOG_NETWORK": "1"})
    assert (read.log, read.log_network) == (JSON_LOG, True)
    with pytest.raises(ValueError, match="OUVROIR_LOG vaut « xml » : il faut texte ou json"):
        Settings.from_environment({"OUVROIR_LOG": "xml"})


def test_a_server_that_cannot_start_says_why_in_one_line_and_one_that_breaks_says_where(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "-m", "grader", "serve", f"--port={taken.getsockname()[1]}"],
            env={
                **os.environ,
                "OUVROIR_LOG": "json",
                "OUVROIR_DATA": str(tmp_path / "data"),
                "OUVROIR_COURSES": str(SMALL),
                "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
                "OUVROIR_BUILD": str(tmp_path / "build"),
            },
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    *_, last = [json.loads(line) for line in done.stderr.splitlines()]
    assert (last["event"], last["code"]) == ("refused", "port-taken")
    assert "est déjà pris par un autre programme" in last["what"]

    program = """
import os
from grader.cli.listening_options import whole_log
from grader.settings import Settings
with whole_log(Settings(log="json"), verbose=False):
    int(os.environ["WORD"])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "WORD": SECRET},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    [only] = [json.loads(line) for line in done.stderr.splitlines()]
    assert (only["event"], only["error"], only["what"]) == ("fault", "ValueError", "the server")
    assert SECRET not in done.stderr
