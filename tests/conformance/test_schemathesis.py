"""The API called at random from its own documentation: no fault, and no answer that it hides."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conformance.furnish import furnish

HERE = Path(__file__).parent
LONG = bool(os.environ.get("OUVROIR_LONG"))
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_schema_conformance", "unsupported_method", "allow_header_conformance",
    "ignored_auth",
)  # fmt: skip
#: The same draws at each run, but under « make test-long ».
BOUNDED = ("--phases=examples,fuzzing", "--max-examples=6", "--seed=18")
UNBOUNDED = ("--phases=examples,coverage,fuzzing,stateful", "--max-examples=60")


def campaign(portal, tools, folder: Path, base: str, *options: str) -> None:
    """Run schemathesis against one site of the portal.

    Args:
        portal: the running portal.
        tools: folders of programs.
        folder: where it may write.
        base: the site's address.
        options: beside the usual ones.
    """
    objects = folder / "objects.json"
    objects.write_text(json.dumps(furnish(portal, base)), encoding="utf-8")
    done = subprocess.run(
        [
            tools["schemathesis"] / "schemathesis", "run", f"{base}/api/1/openapi.json",
            "-H", f"X-API-KEY: {portal.key}", f"--checks={','.join(CHECKS)}",
            "--suppress-health-check=all", "--no-color", "--continue-on-failure",
            "--warnings=off", *(UNBOUNDED if LONG else BOUNDED), *options,
        ],
        env={
            **os.environ,
            "SCHEMATHESIS_HOOKS": "portal_hooks",
            "PYTHONPATH": str(HERE),
            "PORTAL_OBJECTS": str(objects),
        },
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, (done.stdout + done.stderr)[-20_000:]
    assert "No issues found" in done.stdout


@pytest.fixture(autouse=True)
def no_fault(portal):
    """No call may end in a fault of the server, whoever sees it."""
    before = len(portal.output)
    yield
    told = [line for line in portal.output[before:] if line.startswith("ouvroir")]
    faults = [line for line in told if " 500 " in line or " at " in line]
    assert faults == []


def test_the_portal_answers_as_it_says(portal, tools, tmp_path):
    campaign(portal, tools, tmp_path, portal.base)
    answered = [line for line in portal.output if line.startswith("ouvroir.server")]
    # Calls that exist, and not only refusals.
    assert sum(" 200 " in line for line in answered) > 150
    assert sum(" 201 " in line for line in answered) > 50


def test_the_platform_that_harvests_answers_as_it_says(portal, tools, tmp_path):
    base = f"{portal.space}/regionale"
    campaign(portal, tools, tmp_path, base, "--include-path-regex=harvest")
