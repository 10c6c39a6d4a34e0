"""Make sure that Debian's Chromium is there for the browser tests: ``make test`` runs this."""

from __future__ import annotations

from tests.support.debian import ensure

CHROMIUM = "/usr/bin/chromium"


def main() -> int:
    """Install Chromium with apt where it is missing and may be; else say what to do."""
    return ensure(
        "Les tests dans le navigateur",
        [CHROMIUM],
        ["chromium"],
        'Ailleurs, ou sans navigateur : .venv/bin/python -m pytest -m "not long and not browser"',
    )


if __name__ == "__main__":
    raise SystemExit(main())
