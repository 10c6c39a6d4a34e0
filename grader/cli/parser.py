"""An ``ArgumentParser`` that speaks French, in its help and in its refusals."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from grader.typography import NO_BREAK, french

UNUSABLE = 2
_CHOICES = " ; choix possibles : "
_REFUSALS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"il manque : \1"),
    (r"unrecognized arguments: (.+)", r"arguments inconnus : \1"),
    (r"argument (.+?): invalid choice: (.+), maybe you meant (.+)\? \(choose from (.*)\)",
     r"\1 : valeur inconnue \2" + _CHOICES + r"\4"),
    (r"argument (.+?): invalid choice: (.+) \(choose from (.*)\)",
     r"\1 : valeur inconnue \2" + _CHOICES + r"\3"),
    (r"argument (.+?): invalid int value: (.+)", r"\1 : \2 n'est pas un nombre entier"),
    (r"argument (.+?): invalid float value: (.+)", r"\1 : \2 n'est pas un nombre"),
    (r"argument (.+?): invalid .+ value: (.+)", r"\1 : \2 ne convient pas"),
    (r"argument (.+?): expected one argument", r"\1 : une valeur est attendue"),
    (r"argument (.+?): expected at least one argument", r"\1 : au moins une valeur est attendue"),
    (r"argument (.+?): expected (\d+) arguments?", r"\1 : nombre de valeurs attendu : \2"),
    (r"argument (.+?): (« .+)", r"\1 : \2"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 : la valeur \2 n'est pas attendue"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 : ne va pas avec \2"),
    (r"one of the arguments (.+) is required", r"il faut l'un de ces arguments : \1"),
    (r"ambiguous option: (.+) could match (.+)", r"option ambiguë : \1 ; possibles : \2"),
)  # fmt: skip


class FrenchFormatter(argparse.HelpFormatter):
    """Help whose first word is « Usage »."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Set the prefix in French; called by ``format_help`` and ``format_usage``."""
        super().add_usage(usage, actions, groups, french("Usage : ") if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """Parser of a command line in French; subparsers made from it are of this class too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("formatter_class", FrenchFormatter)
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(*args, **{**kwargs, "add_help": False})
        # argparse puts the colon itself: the no-break space goes before it.
        self._positionals.title = f"Arguments{NO_BREAK}"
        self._optionals.title = f"Options{NO_BREAK}"
        self.add_argument("-h", "--help", action="help", help="montrer cette aide et s'arrêter")

    def error(self, message: str) -> NoReturn:
        """Refuse a command line: usage, then what is wrong, on stderr; exit code 2."""
        self.print_usage(sys.stderr)
        told = french(f"{self.prog} : {in_french(message)}.")
        self.exit(UNUSABLE, f"{told}\n")


def in_french(message: str) -> str:
    """Translate a refusal of argparse; what is not known is left as it is.

    Args:
        message: argparse's own, in English.
    """
    for pattern, replacement in _REFUSALS:
        found = re.fullmatch(pattern, message, flags=re.DOTALL)
        if found:
            told = found.expand(replacement)
            before, choices, after = told.partition(_CHOICES)
            return _quoted(before) + choices + after.replace("'", "")
    return message


def _quoted(text: str) -> str:
    """Put French quotes where Python put its own around a value."""
    return re.sub(r"'([^']*)'", r"« \1 »", text)
