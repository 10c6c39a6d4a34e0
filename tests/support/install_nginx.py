"""Make sure that nginx is there for the tests: ``make test`` runs this."""

from __future__ import annotations

import os
import shutil

from tests.support.debian import ensure

#: Debian keeps it out of the PATH of people who administer nothing.
_FOLDERS = ("/usr/sbin", "/sbin")


def program() -> str | None:
    """Find nginx."""
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), *_FOLDERS]))


def main() -> int:
    """Install nginx with apt where it is missing and may be; else say what to do."""
    if program():
        return 0
    return ensure(
        "Les tests derrière un mandataire",
        ["nginx"],
        ["nginx-light"],
        "Ailleurs : installez nginx 1.18 ou plus récent, et mettez-le dans votre PATH.",
        alone=True,
    )


if __name__ == "__main__":
    raise SystemExit(main())
