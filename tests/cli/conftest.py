"""What the tests of every command need."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.cli.main import main


@pytest.fixture
def command(capsys) -> Callable[..., tuple[int, str, str]]:
    """Run a command; give exit code, output, error output (with ordinary spaces)."""

    def runner(*argv: str) -> tuple[int, str, str]:
        try:
            code = main(argv)
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, *(text.replace("\u00a0", " ").replace("\u202f", " ") for text in (out, err))

    return runner
