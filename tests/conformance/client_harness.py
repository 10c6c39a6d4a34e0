"""The official client led to a real portal, and what is seen of its calls: run by its own Python.

Reads ``{"base": …, "space": …, "key": …, "folder": …}`` on its input, and writes for each line
the calls that were seen and what went wrong. The client is not changed: only its address is.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import traceback
from pathlib import Path

from datagouv import Client

GIVEN = json.load(sys.stdin)
BASE, FOLDER = GIVEN["base"], Path(GIVEN["folder"])
RESULTS: dict[str, dict[str, object]] = {}
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OBJECT = re.compile(r"\b[0-9a-f]{24}\b")
FILE = re.compile(r"/e/\w+/resources/[^/]+/[^/]+/")

logging.disable(logging.CRITICAL)


def make_client(key: str | None = GIVEN["key"], base: str = BASE):
    client = Client(environment="dev", api_key=key, verbose=False)
    client.base_url = base
    client.calls = []

    def seen(response, *_args, **_kwargs):
        path = response.request.url.removeprefix(base)
        path = FILE.sub("/FILE/", OBJECT.sub("{id}", UUID.sub("{rid}", path)))
        client.calls.append(f"{response.request.method} {path} {response.status_code}")

    client.session.hooks["response"].append(seen)
    return client


def line(name: str, act, client) -> object:
    """Do what a line of the table says; note the calls, or what went wrong."""
    del client.calls[:]
    result, began = None, time.monotonic()
    try:
        result = act()
        RESULTS[name] = {"calls": list(client.calls), "error": ""}
    except Exception:  # noqa: BLE001 - told to the test, whatever it is
        RESULTS[name] = {"calls": list(client.calls), "error": traceback.format_exc()[-3000:]}
    RESULTS[name]["seconds"] = round(time.monotonic() - began, 1)
    return result


def expect(condition: object, told: object = "") -> None:
    if not condition:
        raise AssertionError(told)
