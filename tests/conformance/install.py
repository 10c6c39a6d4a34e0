"""Make sure that the official client and schemathesis are there: ``make test`` runs this.

Each has an environment of its own, apart from what Ouvroir needs and from the other: the client
brings an ``urllib3`` that takes the place of the one that schemathesis needs. The packages are
those of ``client.lock`` and ``schemathesis.lock``, each with its hash.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from grader.settings import DEFAULT_ROOT

HERE = Path(__file__).parent
#: The environments; git ignores this folder.
FOLDER = DEFAULT_ROOT / "build" / "conformance"
TOOLS = ("client", "schemathesis")


def main() -> int:
    """Install the locked packages, unless those that are there are the same."""
    return next((code for tool in TOOLS if (code := install(tool))), 0)


def programs(tool: str) -> Path:
    """Give the folder of a tool's programs."""
    return FOLDER / tool / ("Scripts" if sys.platform == "win32" else "bin")


def is_installed(tool: str) -> bool:
    """Tell whether a tool's environment is there and follows its lock."""
    stamp = FOLDER / tool / ".installed"
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _fingerprint(tool)


def install(tool: str) -> int:
    """Install one tool; gives an exit code."""
    if is_installed(tool):
        return 0
    print(f"Installation pour les tests du portail : {tool}…", flush=True)
    shutil.rmtree(FOLDER / tool, ignore_errors=True)
    venv.create(FOLDER / tool, with_pip=True)
    done = subprocess.run(
        [programs(tool) / "python", "-m", "pip", "install", "--quiet",
         "--disable-pip-version-check", "--require-hashes", "--requirement", _lock(tool)],
        check=False,
    )  # fmt: skip
    if done.returncode:
        print("pip n'a pas pu installer ces paquets ; son message est ci-dessus.", file=sys.stderr)
        return 1
    (FOLDER / tool / ".installed").write_text(_fingerprint(tool), encoding="ascii")
    return 0


def _lock(tool: str) -> Path:
    return HERE / f"{tool}.lock"


def _fingerprint(tool: str) -> str:
    return hashlib.sha256(_lock(tool).read_bytes() + sys.version.encode()).hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
