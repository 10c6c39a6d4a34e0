"""A refusal that asks for a sheet, told with the option that names one."""

from __future__ import annotations

import shlex
from typing import TypeVar

from grader.errors import OuvroirError, UnusableFileError
from grader.typography import french

E = TypeVar("E", bound=OuvroirError)


def with_a_way_out(error: E) -> E | UnusableFileError:
    """Say which option names the sheet, where a sheet has to be chosen.

    Args:
        error: what the reading of a file raised; given back as it is when it asks for none.
    """
    choices = getattr(error, "choices", ())
    if not choices:
        return error
    option = french("Par exemple : {}").format(f"--feuille {shlex.quote(choices[0])}")
    return UnusableFileError(error.code, error.message, f"{error.hint} {option}", choices)
