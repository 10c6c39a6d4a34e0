"""``ouvroir serve``: build the courses if they changed, then serve them."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys

from grader.errors import OuvroirError
from grader.settings import Settings
from grader.typography import french


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = subparsers.add_parser(
        "serve",
        help="démarrer le serveur",
        description="Construit les cours s'ils ont changé, puis démarre le serveur.",
    )
    parser.add_argument("--host", help="adresse d'écoute (127.0.0.1 : cette machine seule)")
    parser.add_argument("--port", help="port d'écoute (8866 par défaut)")
    parser.add_argument(
        "--verbose", action="store_true", help="écrire chaque requête sur la sortie d'erreur"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until the person stops it.

    Raises:
        OuvroirError: courses cannot be built, or the port cannot be opened.
    """
    logging.basicConfig(
        level=logging.INFO if args.verbose else logging.WARNING, format="%(name)s: %(message)s"
    )
    given = {"HOST": args.host, "PORT": args.port}
    try:
        settings = Settings.from_environment(
            {**os.environ, **{name: value for name, value in given.items() if value}}
        )
    except ValueError as error:
        raise OuvroirError("bad-setting", french(str(error))) from error

    # The first start builds courses and gradebook: a person must not think that nothing happens.
    print("Ouvroir démarre…", flush=True)
    from grader.server.application import OuvroirServer
    from grader.services.data_lock import lock_data_folder
    from grader.services.trainers import trainer_key
    from grader.services.workshop import Workshop

    def tell(address: str) -> None:
        key = trainer_key(settings)
        lines = (
            f"Ouvroir est prêt : {address}",
            "  Ouvrez cette adresse dans votre navigateur.",
            f"  Espace formateur : {address}formateur/entrer?cle={key}",
            f"  Les travaux sont conservés dans : {settings.data}",
            "  Pour arrêter : Ctrl+C. Rien n'est perdu, et tout reprend au prochain démarrage.",
        )
        print("\n".join(french(line) for line in lines), flush=True)

    with lock_data_folder(settings.data):
        server = OuvroirServer(settings, Workshop.open(settings))
        server.initialize([])
        asyncio.run(server.serve(tell))
    print("Ouvroir est arrêté.", file=sys.stderr)
    return 0
