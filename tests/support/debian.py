"""Programs that the tests need and that Debian packages: ``make test`` installs what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

_SORRY = """\
{what} demandent {programs}, qui {missing}, et cela n'a pas pu être installé ici{reason}.
Sous Debian ou Ubuntu : sudo apt install {packages}
{otherwise}
"""


def ensure(
    what: str,
    programs: Sequence[str],
    packages: Sequence[str],
    otherwise: str,
    *,
    alone: bool = False,
) -> int:
    """Install Debian packages where programs are missing and may be installed; else say what to do.

    Args:
        what: what needs them, in French, a plural noun with its article.
        programs: names or paths of what must be there.
        packages: Debian packages that bring them.
        otherwise: what else may be done, in French.
        alone: without the packages that Debian recommends beside them.

    Returns:
        0 when they are there, else 1.
    """
    if all(map(shutil.which, programs)):
        return 0
    names = ", ".join(programs)

    def sorry(reason: str) -> int:
        told = _SORRY.format(
            what=what,
            programs=names,
            missing="manque" if len(programs) == 1 else "manquent",
            reason=reason,
            packages=" ".join(packages),
            otherwise=otherwise,
        )
        print(told, file=sys.stderr)
        return 1

    if shutil.which("apt-get") is None:
        return sorry(" : ce système n'a pas apt")
    if os.geteuid() != 0:
        return sorry(" sans droits d'administration")
    print(
        f"Installation de {' et '.join(packages)} (paquets de Debian) pour les tests…", flush=True
    )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ("--quiet", "--quiet", *(("--no-install-recommends",) if alone else ()))
    for command in (
        ("apt-get", "update", "--quiet", "--quiet"),
        ("apt-get", "install", "--yes", *quiet, *packages),
    ):
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            return sorry(" (apt a échoué)")
    return 0
