"""When the server is gone, whatever the way, no kernel and no zygote stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.kernels.test_forked import ended, until

#: A server in small: it has kernels, says which, and waits.
SERVER = """
import sys, time
from grader.kernels.nursery import NURSERY
from tests.kernels.forking import kernel
with kernel() as (one, _), kernel() as (other, _):
    print(NURSERY.pid, one.provisioner.pid, other.provisioner.pid, flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("zygote_first", [False, True])
def test_nothing_outlives_a_server_that_is_killed(zygote_first):
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        zygote, *kernels = map(int, server.stdout.readline().split())
        assert not any(map(ended, [zygote, *kernels]))
        if zygote_first:
            os.kill(zygote, signal.SIGKILL)
        server.kill()
        assert until(lambda: all(map(ended, [zygote, *kernels])))
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
