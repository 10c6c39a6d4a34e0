"""Make sure that Debian's Chromium is there for the browser tests: ``make test`` runs this."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

CHROMIUM = "/usr/bin/chromium"

_SORRY = """\
Les tests dans le navigateur demandent Chromium ({path}), qui n'est pas installé, et il n'a pas
pu être installé ici{reason}.
Sous Debian ou Ubuntu : sudo apt install chromium
Ailleurs, ou sans navigateur : .venv/bin/python -m pytest -m "not long and not browser"
"""


def main() -> int:
    """Install Chromium with apt where it is missing and may be; else say what to do."""
    if shutil.which(CHROMIUM):
        return 0
    if shutil.which("apt-get") is None:
        print(_SORRY.format(path=CHROMIUM, reason=" : ce système n'a pas apt"), file=sys.stderr)
        return 1
    if os.geteuid() != 0:
        print(_SORRY.format(path=CHROMIUM, reason=" sans droits d'administration"), file=sys.stderr)
        return 1
    print("Installation de Chromium (paquet de Debian) pour les tests…", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "--quiet", "--quiet"],
        [
            "apt-get",
            "install",
            "--yes",
            "--quiet",
            "--quiet",
            "chromium",
        ],
    ):
        if subprocess.run(
            command, env=environment, stdout=subprocess.DEVNULL, check=False
        ).returncode:
            print(_SORRY.format(path=CHROMIUM, reason=" (apt a échoué)"), file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
