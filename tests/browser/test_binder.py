"""Binder without Docker: our steps in a clean environment, then a lesson through its server."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import threading

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.walk import CLEAN, LESSON_1, LESSON_2, answer, drop, go, mending, right_answers
from tests.support.binder_image import ROOT, Container, render

BASE = "/user/essai/"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A clone of what is committed and of what is not yet, as a clean checkout would be."""
    folder = tmp_path_factory.mktemp("binder") / "depot"
    subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
    names = subprocess.run(
        ["git", "ls-files", "--modified", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
            (folder / name).chmod((ROOT / name).stat().st_mode)
    return folder


@pytest.fixture(scope="module")
def image(checkout):
    return render(checkout)


def test_what_could_not_be_followed_is_the_base_image_alone(image):
    assert [re.sub(r"\s+", " ", step) for step in image.ours] == [
        '${KERNEL_PYTHON_PREFIX}/bin/pip install --no-cache-dir -r "binder/requirements.txt"',
        "chmod +x binder/postBuild",
        "./binder/postBuild",
    ]
    assert image.command[:2] == ("jupyter", "notebook")
    print("\nnot run here (base image):", *image.base, sep="\n  ")
    assert any("apt-get" in step for step in image.base)


@pytest.fixture(scope="module")
def address(image, checkout, tmp_path_factory):
    """Where a Jupyter server under a longer base URL hands our pages on."""
    container = Container(image, checkout, tmp_path_factory.mktemp("conteneur"))
    container.build()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = container.start(
        f"--port={port}", "--allow-root", "--no-browser",
        f"--ServerApp.base_url={BASE}", "--IdentityProvider.token=",
    )  # fmt: skip
    said, ready = [], threading.Event()

    def read() -> None:
        for line in process.stdout:
            said.append(line)
            if "is running at" in line:
                ready.set()
        ready.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    assert ready.wait(60)
    assert any("is running at" in line for line in said), "".join(said)
    yield f"http://127.0.0.1:{port}{BASE}"
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        # The stock server may wait for kernels that the same signal has ended; a host then kills.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@pytest.fixture(scope="module")
def page(chromium, address):
    visitor = Visitor(chromium, address + "ouvroir/")
    yield visitor.open()
    # A page whose address has nothing of the base would not have come through the proxy.
    strays = [u for u in visitor.requests if BASE not in u and not u.startswith(("data:", "blob:"))]
    assert strays == []
    assert visitor.complaints == []
    visitor.context.close()


def test_the_server_opens_straight_on_our_home_page(page, address):
    page.goto(address)
    expect(page).to_have_url(re.compile(re.escape(f"{BASE}ouvroir/")))
    expect(page.get_by_role("heading", name="Les modules")).to_be_visible()


def test_a_lesson_answers_through_the_proxy(page):
    go(page, LESSON_1)
    box = answer(page, "prep-r01", right_answers("prep-r01"))
    expect(box.locator(".resultat")).to_contain_text("Bonne réponse")


def test_a_file_is_dropped_and_earns_its_points(page):
    go(page, LESSON_2)
    piece = mending(page)
    drop(piece, CLEAN)
    expect(piece).to_contain_text(re.compile("10.points sur.10"), timeout=60_000)


def test_the_second_link_opens_a_notebook_of_the_atelier(image, address):
    """What the second link of the README names is there, and JupyterLab serves it."""
    with httpx.Client(base_url=address, trust_env=False, follow_redirects=True) as client:
        found = client.get("api/contents/atelier/01-lire-un-export.ipynb", params={"content": 1})
        assert found.status_code == 200, found.text[:500]
        assert "____" in found.text
        assert "HIDDEN" not in found.text
        assert client.get("lab/tree/atelier/01-lire-un-export.ipynb").status_code == 200
        news = client.get("lab/api/news")
        assert news.json().get("news", []) == []
