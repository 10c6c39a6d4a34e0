"""FANTOIR codes of streets."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import Any

from grader.validation.checks.listed_value import ListedCode
from grader.validation.checks.model import Example

_COLUMN = {"column": "code"}


class CodeFantoir(ListedCode):
    """Four characters of the FANTOIR file, then a capital (source: frformat, ``CodeFantoir``).

    The key letter itself is not computed: frformat admits any capital.
    """

    names = ("code-fantoir",)
    listing = "CodeFantoir"
    editions = ()
    length = 5
    valid = (Example(_COLUMN, {"code": ("4848A", "0780Z", "F347K", None)}),)
    invalid = (
        Example(
            _COLUMN,
            {"code": ("4848", "f347k", "780Z", "4848 A", "rue du Lavoir")},
            ((0, ""), (1, "rewrite"), (2, "zero"), (3, "rewrite"), (4, "")),
        ),
    )

    @cached_property
    def _format(self) -> Any:
        return import_module("frformat").CodeFantoir()

    def accepts(self, text: str) -> bool:
        """Ask frformat: the list holds the first four characters only.

        Args:
            text: the cell.
        """
        return bool(self._format.is_valid(text))
