"""Options of the commands that serve: where to listen, and how much to tell."""

from __future__ import annotations

import argparse
import logging
import os

from grader.errors import OuvroirError
from grader.settings import Settings
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
    """Start telling, and read the settings; the options go before the environment.

    Args:
        args: ``host``, ``port`` and ``verbose``.

    Raises:
        OuvroirError: a setting is not a possible one.
    """
    logging.basicConfig(
        level=logging.INFO if args.verbose else logging.WARNING, format="%(name)s: %(message)s"
    )
    given = {"HOST": args.host, "PORT": args.port}
    try:
        return Settings.from_environment(
            {**os.environ, **{name: value for name, value in given.items() if value}}
        )
    except ValueError as error:
        raise OuvroirError("bad-setting", french(str(error))) from error
