"""The environment of kernels: what passes, and above all what does not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager

from grader.kernels.environment import bare_environment
from grader.kernels.provisioner import PROVISIONER_NAME, provisioned_by
from grader.settings import Bounds

SECRETS = {
    "OUVROIR_DATABASE_URL": "postgresql://marqueur-base@exemple/ouvroir",
    "OUVROIR_DATA": "/marqueur-donnees",
    "OUVROIR_COOKIE_SECRET": "marqueur-cookie",
    "AWS_SECRET": "marqueur-aws",
    "JUPYTERHUB_API_TOKEN": "marqueur-hub",
    "PYTHONPATH": "/marqueur-chemin",
}


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_what_the_server_holds_does_not_pass(name: str) -> None:
    assert name not in bare_environment({**SECRETS, "PATH": "/bin"}, {})


def test_what_a_page_needs_passes() -> None:
    needed = {
        "PATH": "/bin",
        "LC_ALL": "fr_FR.UTF-8",
        "OUVROIR_PAGE_TOKEN": "jeton",
        "OUVROIR_COURSES": "/cours",
    }
    kept = bare_environment(needed, {"HOME": "/nulle/part"})
    assert needed.items() <= kept.items()
    assert kept["HOME"] == "/nulle/part"
    assert kept["PYTHONDONTWRITEBYTECODE"] == "1"


def test_extra_wins_over_the_environment() -> None:
    assert bare_environment({"PATH": "/bin"}, {"PATH": "/usr/bin"})["PATH"] == "/usr/bin"


@pytest.fixture
def secret_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        if name != "PYTHONPATH":
            monkeypatch.setenv(name, value)


@pytest.fixture
def manager(secret_environment: None) -> Iterator[KernelManager]:
    with provisioned_by(PROVISIONER_NAME):
        manager = KernelManager(kernel_name="python3")
        manager.start_kernel(
            env={**os.environ, "OUVROIR_PAGE_TOKEN": "jeton-de-page", "SERVER_NAME": "marqueur-env"}
        )
        yield manager
        manager.shutdown_kernel(now=True)


def told_by(manager: KernelManager, code: str) -> str:
    """Run code in a kernel and give what it printed."""
    client = manager.client()
    client.start_channels()
    heard: list[str] = []
    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive(
            code, timeout=60, output_hook=lambda m: heard.append(m["content"].get("text", ""))
        )
    finally:
        client.stop_channels()
    return "".join(heard)


def environment_inside(manager: KernelManager) -> dict[str, str]:
    """Ask the kernel for its own environment."""
    inside: dict[str, str] = json.loads(
        told_by(manager, "import json, os; print(json.dumps(dict(os.environ)))")
    )
    return inside


def test_a_real_kernel_holds_no_secret_before_and_after_a_restart(manager: KernelManager) -> None:
    inside = environment_inside(manager)
    assert "marqueur" not in json.dumps(inside)
    assert inside["OUVROIR_PAGE_TOKEN"] == "jeton-de-page"
    assert inside["JPY_PARENT_PID"] == str(os.getpid())
    assert inside["HOME"] != os.environ.get("HOME")

    manager.restart_kernel(now=True)
    again = environment_inside(manager)
    assert "marqueur" not in json.dumps(again)
    assert again["HOME"] == inside["HOME"]

    kernel_folder = Path(inside["HOME"]).parent
    assert kernel_folder.is_dir()
    manager.shutdown_kernel(now=True)
    assert not kernel_folder.exists()


TAKE = """
import resource
try:
    taken = len(bytearray(3 * 1024 ** 3))
except MemoryError:
    taken = 0
print(taken, *resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CORE)[0])
"""


def test_a_grading_kernel_has_the_memory_of_a_worker() -> None:
    with provisioned_by(PROVISIONER_NAME):
        manager = KernelManager(kernel_name="python3")
        manager.start_kernel(env={**os.environ, "NBGRADER_EXECUTION": "autograde"})
        try:
            told = told_by(manager, TAKE)
        finally:
            manager.shutdown_kernel(now=True)
    bound = Bounds().worker_bytes
    assert told.split() == ["0", str(bound), str(bound), "0"]
