"""An environment of its own, with the lock, on the newest Python that it installs on.

``make test-newest`` makes it and has the notebooks run there; ``PYTHON_NEWEST`` names a Python.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
#: Names the Python to take.
CHOSEN = "PYTHON_NEWEST"
#: Environments; git ignores this folder.
CACHE = ROOT / ".cache" / "newest-python"
#: Newest first; one that the lock does not install on yet makes way for the one before.
VERSIONS = ("3.14", "3.13", "3.12")


def pythons() -> Iterator[str]:
    """Give the Pythons newer than this one that are on this machine, the newest first.

    ``PYTHON_NEWEST`` names the only one to try.
    """
    chosen = os.environ.get(CHOSEN)
    if chosen:
        yield chosen
        return
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for version in VERSIONS:
        if tuple(map(int, version.split("."))) <= sys.version_info[:2]:
            continue
        found = shutil.which(f"python{version}")
        places = sorted(kept.glob(f"{version}.*/bin/python"), reverse=True)
        yield from (
            str(place)
            for place in (found, *places)
            # A shim of pyenv stands there for a version that is not chosen.
            if place and answers(str(place))
        )


def answers(python: str) -> bool:
    """Tell whether a program is a Python that starts.

    Args:
        python: its name or path.
    """
    try:
        done = subprocess.run([python, "-c", ""], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def installed(python: str, folder: Path) -> Path | None:
    """Make an environment with the lock, once; None where the lock does not install.

    Args:
        python: from which it is made.
        folder: where; kept from one run to the next.
    """
    made = folder / "bin" / "python"
    if (folder / ".installed").exists():
        return made
    subprocess.run([python, "-m", "venv", folder], check=True)
    for arguments in (
        ["--require-hashes", "--requirement", str(LOCK)],
        ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ):
        done = subprocess.run(
            [made, "-m", "pip", "install", "--quiet", *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        )
        if done.returncode:
            print(done.stderr[-2000:])
            return None
    (folder / ".installed").touch()
    return made


def environment() -> Path | None:
    """Give the Python of an environment with the lock on the newest Python that it installs on."""
    prepared = os.environ.get("OUVROIR_NEWEST_PYTHON")
    if prepared:
        return Path(prepared)
    mark = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    for python in pythons():
        version = re.sub(r"\W", "-", Path(python).resolve().parent.parent.name)
        made = installed(python, CACHE / f"{version}-{mark}")
        if made is not None:
            return made
    return None


def main() -> int:
    """Run the notebooks there; say in French when there is no such Python.

    Returns:
        0 when they earn what they should, another number when not.
    """
    here = ".".join(map(str, sys.version_info[:2]))
    chosen = os.environ.get(CHOSEN)
    if chosen and not answers(chosen):
        print(f"« {chosen} » n'est pas un Python qui démarre. Vérifiez {CHOSEN}.")
        return 1
    print("Préparation d'un environnement à part (quelques minutes la première fois)…", flush=True)
    made = environment()
    if made is None:
        print(
            f"Aucun Python plus récent que {here} n'accepte ici les dépendances d'Ouvroir.\n"
            f"Indiquez-en un\u00a0: make {CHOSEN}=/chemin/vers/python3.13 test-newest"
        )
        return 1
    version = [str(made), "-c", "import platform; print(platform.python_version())"]
    found = subprocess.run(version, capture_output=True, text=True, check=True).stdout.strip()
    print(f"Les carnets de l'atelier sur Python {found}\u00a0:", flush=True)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n0", "tests/atelier/test_newest_python.py"],
        cwd=ROOT,
        env={**os.environ, "OUVROIR_NEWEST_PYTHON": str(made)},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
