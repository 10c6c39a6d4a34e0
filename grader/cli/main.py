"""The command ``ouvroir``: one module a command, each a thin parse of a documented function.

Exit codes: 0 all is well, 1 something was found, 2 the input cannot be used (with a sentence);
130 stopped by Ctrl-C, 141 left by the reader of the output, as shells have it.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from types import ModuleType

import grader.cli
from grader import __version__
from grader.cli.output import silence_output
from grader.cli.parser import UNUSABLE, FrenchParser
from grader.errors import OuvroirError
from grader.settings import Settings
from grader.typography import NO_BREAK, french

#: Order of the commands in the help; a command that is not named comes after.
_ORDER = (
    "serve", "build", "new", "check", "validate", "repair", "detect", "risk", "redact",
    "obligations", "quality", "lab", "trainer", "grade", "formgrader", "export", "statistics",
    "verify", "quiz", "schemas", "portal", "publish", "backup", "restore", "admin",
)  # fmt: skip
#: What a shell gives for a command stopped by Ctrl-C, and for one whose reader left.
_INTERRUPTED, _READER_LEFT = 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: arguments after the program's name; those of the process when not given.

    Returns:
        The exit code.
    """
    args = make_parser().parse_args(argv)
    as_json = getattr(args, "format", "text") == "json" or getattr(args, "json", False) is True
    try:
        _check_settings()
        return int(args.run(args))
    except OuvroirError as error:
        return _refuse(error, as_json=as_json)
    except BrokenPipeError:
        # The reader (head, less) left before the end: nothing is known to be well.
        silence_output()
        return _READER_LEFT
    except KeyboardInterrupt:
        return _INTERRUPTED


def make_parser() -> FrenchParser:
    """Make the parser of ``ouvroir`` with every command found in ``grader.cli``."""
    parser = FrenchParser(
        prog="ouvroir",
        description="Former les élus et les agents des collectivités à l'ouverture des données.",
        epilog=french("L'aide d'une commande : ouvroir COMMANDE --help"),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"ouvroir {__version__}",
        help="montrer la version et s'arrêter",
    )
    commands = parser.add_subparsers(
        title=f"Commandes{NO_BREAK}", metavar="COMMANDE", dest="command", required=True
    )
    for module in command_modules():
        module.add_parser(commands)
    return parser


def command_modules() -> Iterator[ModuleType]:
    """Import every module of this package that declares a command, in the order of the help."""
    names = {found.name for found in pkgutil.iter_modules(grader.cli.__path__)}
    ranked = [name for name in _ORDER if name in names] + sorted(names - set(_ORDER))
    for name in ranked:
        module = importlib.import_module(f"grader.cli.{name}")
        if hasattr(module, "add_parser"):
            yield module


def _check_settings() -> None:
    try:
        Settings.from_environment()
    except ValueError as error:
        raise OuvroirError(
            "bad-setting", french(str(error)), french("Corrigez cette variable, puis recommencez.")
        ) from error


def _refuse(error: OuvroirError, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": error.to_dict()}, ensure_ascii=False, indent=2))
    print(french(f"ouvroir : {error}"), file=sys.stderr)
    return UNUSABLE


if __name__ == "__main__":
    raise SystemExit(main())
