"""Make sure that LibreOffice Calc is there for the tests: ``make test`` runs this."""

from __future__ import annotations

from pathlib import Path

from tests.support.debian import ensure

#: LibreOffice may be there without Calc: Debian packages each of its programs by itself.
PROGRAM = "soffice"
_CALC = Path("/usr/lib/libreoffice/program/libsclo.so")


def main() -> int:
    """Install Calc with apt where it is missing and may be; else say what to do."""
    return ensure(
        "Les essais des fichiers pour tableur",
        [PROGRAM] if _CALC.exists() else [PROGRAM, str(_CALC)],
        ["libreoffice-calc-nogui"],
        "Ailleurs : installez LibreOffice, et mettez « soffice » dans votre PATH.",
        alone=True,
    )


if __name__ == "__main__":
    raise SystemExit(main())
