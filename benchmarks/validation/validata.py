"""Validata's own validator, installed for the measure alone: it pins versions against ours."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

VERSION = "0.12.5"
#: The version of Python that it was made for.
PYTHON = (3, 11)


def install(folder: Path) -> tuple[Path | None, str]:
    """Install it in an environment of its own, through pip's own configuration.

    Args:
        folder: where to; used again when it is there.

    Returns:
        its Python, or None and why it cannot be had.
    """
    if sys.version_info[:2] != PYTHON:
        return None, f"not measured: {VERSION} wants Python {'.'.join(map(str, PYTHON))}"
    python = folder / "bin" / "python"
    done = folder / ".installed"
    if done.exists():
        return python, ""
    venv.create(folder, with_pip=True)
    command = [python, "-m", "pip", "install", "--quiet", f"validata-table=={VERSION}"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired, OSError):
        return None, "not measured: it could not be installed from the package registry"
    done.touch()
    return python, ""
