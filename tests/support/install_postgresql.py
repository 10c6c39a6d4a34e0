"""Make sure that PostgreSQL is there for the tests: ``make test`` runs this."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.support.debian import ensure

#: Debian keeps the server's own programs out of PATH, one folder a version.
_FOLDERS = Path("/usr/lib/postgresql")


def program(name: str) -> str | None:
    """Find a program of PostgreSQL.

    Args:
        name: such as ``initdb``.
    """
    folders = [str(folder) for folder in sorted(_FOLDERS.glob("*/bin"), reverse=True)]
    return shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", "")]))


def main() -> int:
    """Install PostgreSQL with apt where it is missing and may be; else say what to do."""
    if program("initdb"):
        return 0
    return ensure(
        "Les tests avec PostgreSQL",
        ["initdb"],
        ["postgresql"],
        "Ailleurs : installez PostgreSQL 13 ou plus récent, et mettez initdb dans votre PATH.",
        alone=True,
    )


if __name__ == "__main__":
    raise SystemExit(main())
