"""A real kernel, as the server starts it: what a page's websocket would carry."""

from __future__ import annotations

import json
import os
import uuid

import pytest
from jupyter_client.manager import start_new_kernel

from grader.ui.piece import MIME

PATIENCE = 60


class Kernel:
    """A kernel and every message that it published."""

    def __init__(self, manager, client):
        self.manager = manager
        self.client = client
        self.heard = []

    def until_idle(self, message):
        got = []
        while True:
            told = self.client.get_iopub_msg(timeout=PATIENCE)
            self.heard.append(told)
            if told["parent_header"].get("msg_id") != message:
                continue
            got.append(told)
            if told["content"].get("execution_state") == "idle":
                return got

    def run(self, code):
        return self.until_idle(self.client.execute(code))

    def say(self, kind, content, **metadata):
        message = self.client.session.msg(kind, content, metadata=metadata)
        self.client.shell_channel.send(message)
        return self.until_idle(message["header"]["msg_id"])

    def ask(self, model, **content):
        data = {"method": "custom", "content": {"request": "r1", **content}}
        replies = [
            told["content"]["data"]["content"]
            for told in self.say("comm_msg", {"comm_id": model, "data": data})
            if told["msg_type"] == "comm_msg" and told["content"]["data"]["method"] == "custom"
        ]
        return replies[0]


@pytest.fixture
def kernel(page_server, tmp_path):
    log = (tmp_path / "kernel.log").open("w+", encoding="utf-8")
    manager, client = start_new_kernel(
        kernel_name="python3",
        stderr=log,
        env={
            # Under pytest a kernel leaves its standard error alone; in the server it captures it.
            **{k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"},
            "OUVROIR_PAGE_SERVER": page_server.address,
            "OUVROIR_PAGE_TOKEN": "jeton-secret",
            "OUVROIR_PAGE_SUBJECT": "preparer/lecon",
        },
    )
    made = Kernel(manager, client)
    made.log = tmp_path / "kernel.log"
    yield made
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    log.close()


def shown(messages):
    [result] = [m for m in messages if m["msg_type"] == "execute_result"]
    return result["content"]["data"][MIME]


def test_a_page_from_its_cell_to_its_answer(kernel, page_server):
    opened = shown(kernel.run('from grader.ui import show\n\nshow("question", "prep-r01")'))
    page_server.answers["answer"] = {"view": {"state": "done"}}

    reply = kernel.ask(opened["model"], action="answer", chosen=["a"])

    assert reply == {"request": "r1", "view": {"state": "done"}}

    # A fault inside is told calmly; its trace goes to the server's log and nowhere else.
    kernel.run(
        "from grader.ui.piece import _pages\n"
        "def fail(*_): raise ValueError('valeur-de-cellule')\n"
        "_pages[0].client.call = fail"
    )
    reply = kernel.ask(opened["model"], action="skip")
    assert reply["error"]["code"] == "page-fault"
    assert "ValueError at " in kernel.log.read_text(encoding="utf-8")

    # All states on request, as a hostile browser would ask: public ones, no token.
    control = uuid.uuid4().hex
    kernel.say(
        "comm_open",
        {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}},
        version="1.0.0",
    )
    told = kernel.say("comm_msg", {"comm_id": control, "data": {"method": "request_states"}})
    [states] = [m["content"]["data"]["states"] for m in told if m["msg_type"] == "comm_msg"]
    public = {k: v for k, v in states[opened["model"]]["state"].items() if not k.startswith("_")}
    assert public == {"kind": "question", "ref": "prep-r01", "view": {"state": "done"}}
    assert "jeton-secret" not in json.dumps(kernel.heard, default=str)

    # The browser may not make widgets of its own.
    foreign = uuid.uuid4().hex
    told = kernel.say(
        "comm_open",
        {
            "comm_id": foreign,
            "target_name": "jupyter.widget",
            "data": {"state": {"_model_name": "TextModel"}, "buffer_paths": []},
        },
    )
    assert "comm_close" in [m["msg_type"] for m in told]

    # Neither this nor a comm that breaks a library's handler is told to the browser.
    kernel.say("comm_open", {"comm_id": "x", "target_name": "jupyter.widget.control", "data": {}})
    assert [m for m in kernel.heard if m["msg_type"] in ("stream", "error")] == []
