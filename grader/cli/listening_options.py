"""Options of the commands that serve: where to listen, and how much to tell."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager

from grader.errors import OuvroirError
from grader.server.logging_lines import log_end, start_logging
from grader.server.logging_stray import gathered_errors
from grader.settings import JSON_LOG, Settings
from grader.typography import french


def add_listening_options(parser: argparse.ArgumentParser) -> None:
    """Declare where to listen.

    Args:
        parser: of the command.
    """
    parser.add_argument("--host", help="adresse d'écoute (127.0.0.1 : cette machine seule)")
    parser.add_argument("--port", help="port d'écoute (8866 par défaut)")


def add_verbose_option(parser: argparse.ArgumentParser) -> None:
    """Declare whether each request is told.

    Args:
        parser: of the command.
    """
    parser.add_argument(
        "--verbose", action="store_true", help="écrire chaque requête sur la sortie d'erreur"
    )


def listening_settings(args: argparse.Namespace) -> Settings:
    """Read the settings, and start telling; the options go before the environment.

    Args:
        args: ``host``, ``port`` and ``verbose``.

    Raises:
        OuvroirError: a setting is not a possible one.
    """
    given = {"HOST": args.host, "PORT": args.port}
    try:
        settings = Settings.from_environment(
            {**os.environ, **{name: value for name, value in given.items() if value}}
        )
    except ValueError as error:
        raise OuvroirError("bad-setting", french(str(error))) from error
    start_logging(settings.log, verbose=args.verbose)
    return settings


@contextmanager
def whole_log(settings: Settings, *, verbose: bool) -> Iterator[None]:
    """Have all that is written on standard error in the log too, where that is read by programs.

    Args:
        settings: say how the log is written.
        verbose: as ``start_logging`` has it.
    """
    if settings.log != JSON_LOG:
        yield
        return
    with gathered_errors() as out:
        start_logging(settings.log, verbose=verbose, stream=out)
        try:
            yield
        except Exception as error:
            if isinstance(error, OuvroirError):
                raise
            log_end("the server", type(error), error.__traceback__)
            raise SystemExit(1) from None
