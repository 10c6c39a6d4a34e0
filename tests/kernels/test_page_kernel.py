"""What the kernel of a page leaves out of an ordinary one."""

from __future__ import annotations

import json

from tests.kernels.forking import kernel, told_by

_TOLD = """
import json, os, threading
from pathlib import Path
shell = get_ipython()
written = [str(path) for path in Path(os.environ["IPYTHONDIR"]).rglob("*.sqlite")]
threads = {thread.name for thread in threading.enumerate()}
print(json.dumps([shell.history_manager.enabled, written, sorted(threads)]))
"""


def test_a_page_keeps_no_history_and_has_no_thread_between_its_line_and_what_it_runs():
    with kernel() as (_, client):
        enabled, written, threads = json.loads(told_by(client, _TOLD))
    assert enabled is False
    assert written == []
    assert "MainThread" in threads
    assert not [name for name in threads if "shell" in name.lower() or "history" in name.lower()]
