"""Make sure that Node and the npm packages of the tests are there: ``make test`` runs this.

The packages are those of ``package-lock.json``, each with its hash; they go in a folder that git
ignores, and never into what Ouvroir serves.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from grader.settings import DEFAULT_ROOT
from tests.support.debian import ensure

HERE = Path(__file__).parent
#: Where the packages are.
FOLDER = DEFAULT_ROOT / ".cache" / "npm-tests"
_FILES = ("package.json", "package-lock.json", "read_gift.js")
_OTHERWISE = "Ailleurs : installez Node.js 18 ou plus récent, avec npm."


def main() -> int:
    """Install Node with apt where it is missing and may be, then the packages; else say how."""
    refused = ensure(
        "Les tests des formats d'échange",
        ["node", "npm"],
        ["nodejs", "npm"],
        _OTHERWISE,
        alone=True,
    )
    return refused or install()


def install() -> int:
    """Install the locked packages, unless those that are there are the same."""
    stamp = FOLDER / ".installed"
    locked = _fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == locked:
        return 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    for name in _FILES:
        shutil.copyfile(HERE / name, FOLDER / name)
    done = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=FOLDER,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        print("npm n'a pas pu installer les paquets des tests ; son message est ci-dessus.",
              file=sys.stderr)  # fmt: skip
        return 1
    stamp.write_text(locked, encoding="ascii")
    return 0


def _fingerprint() -> str:
    content = b"".join((HERE / name).read_bytes() for name in _FILES)
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
