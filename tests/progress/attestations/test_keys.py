"""Keys are changed by one at a time: threads of ours, and other processes."""

from __future__ import annotations

import subprocess
import sys

from grader.progress.attestations.keys import Keyring

MAKES = """
import sys
from pathlib import Path
from grader.progress.attestations.keys import Keyring
print("ready", flush=True)
sys.stdin.readline()
ring = Keyring(Path(sys.argv[1]))
print(ring.ensure().id if sys.argv[2] == "ensure" else ring.rotate().id)
"""


def at_once(folder, act, count):
    """Have processes do the same at the same moment; give what each of them told."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", MAKES, str(folder), act],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(count)
    ]  # fmt: skip
    for one in running:
        assert one.stdout.readline() == "ready\n"
    for one in running:
        one.stdin.write("go\n")
        one.stdin.flush()
    return [one.communicate(timeout=60)[0].strip() for one in running]


def test_processes_that_start_at_once_make_one_key(tmp_path):
    told = at_once(tmp_path, "ensure", 4)
    (key,) = Keyring(tmp_path).all()
    assert set(told) == {key.id}


def test_no_rotation_is_lost_and_one_key_signs(tmp_path):
    told = at_once(tmp_path, "rotate", 4)
    keys = Keyring(tmp_path).all()
    assert {key.id for key in keys} == set(told)
    assert len(keys) == 4
    assert [key.until for key in keys].count("") == 1
    (private,) = (tmp_path / "attestations").glob("*.pem")
    assert private.stem == keys[-1].id
