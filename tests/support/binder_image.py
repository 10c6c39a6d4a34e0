"""What repo2docker would do with this checkout, and which of it can be done without Docker."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Steps that come from this repository's own files; the rest is repo2docker's base image.
_OURS = re.compile(r"binder/|requirements\.txt")


@dataclass(frozen=True)
class Image:
    """A rendered Dockerfile.

    Attributes:
        ours: commands that run because of files of this repository, in order.
        base: commands of the base image: they need its system and its root.
        command: what the container starts.
    """

    ours: tuple[str, ...]
    base: tuple[str, ...]
    command: tuple[str, ...]


def render(checkout: Path) -> Image:
    """Have repo2docker write the Dockerfile of a checkout; it needs no Docker for that.

    Args:
        checkout: a clean clone.
    """
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(checkout)],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    text = done.stdout + done.stderr
    text = text[text.index("FROM ") :].replace("\\\n", " ")
    runs = [line[4:].strip() for line in text.splitlines() if line.startswith("RUN ")]
    (start,) = re.findall(r"^CMD \[(.*)\]$", text, re.MULTILINE)
    return Image(
        ours=tuple(run for run in runs if _OURS.search(run)),
        base=tuple(run for run in runs if not _OURS.search(run)),
        command=tuple(re.findall(r'"([^"]*)"', start)),
    )


class Container:
    """A clean environment in which the steps of an image are followed.

    Args:
        image: what to follow.
        checkout: where the repository's files are.
        folder: where environment and home are made.
    """

    def __init__(self, image: Image, checkout: Path, folder: Path) -> None:
        self._image = image
        self._checkout = checkout
        self._prefix = folder / "env"
        home = folder / "home"
        home.mkdir()
        keep = ("LANG", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CONFIG_FILE", "PIP_CACHE_DIR")
        self.environ = {
            **{name: os.environ[name] for name in keep if name in os.environ},
            "HOME": str(home),
            "PATH": f"{self._prefix / 'bin'}:/usr/bin:/bin",
            "KERNEL_PYTHON_PREFIX": str(self._prefix),
            "NB_PYTHON_PREFIX": str(self._prefix),
            "PYTHONUNBUFFERED": "1",
        }

    def build(self) -> None:
        """Make the environment, then run every step of ours; a step that fails stops all."""
        subprocess.run([sys.executable, "-m", "venv", self._prefix], check=True)
        for step in self._image.ours:
            # The cache of the machine's own client is no part of what is proved.
            command = step.replace("--no-cache-dir ", "")
            done = subprocess.run(
                ["bash", "-c", command], cwd=self._checkout, env=self.environ,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, f"{step}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Start what the container starts, for this machine alone, with more options."""
        program, *arguments = ["127.0.0.1" if a == "0.0.0.0" else a for a in self._image.command]
        return subprocess.Popen(
            [str(self._prefix / "bin" / program), *arguments, *options],
            cwd=self._checkout, env=self.environ, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
