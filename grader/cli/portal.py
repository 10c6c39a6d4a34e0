"""``ouvroir portal``: serve the sandbox portal alone, with a first space and its key."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING

from grader.cli.listening_options import (
    add_listening_options,
    add_verbose_option,
    listening_settings,
)
from grader.settings import Settings
from grader.typography import french

if TYPE_CHECKING:
    from grader.services.portal.alone import FirstSpace


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = subparsers.add_parser(
        "portal",
        help=french("servir le portail bac à sable, seul"),
        description=french(
            "Sert le portail bac à sable (pages et API), sans les cours. Une clé d'API s'affiche "
            "au démarrage : rien de ce qui est envoyé avec elle n'est publié."
        ),
    )
    add_listening_options(parser)
    add_verbose_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until the person stops it.

    Raises:
        OuvroirError: the port cannot be opened, or another server has the data folder.
    """
    settings = listening_settings(args)

    from grader.server.portal_application import PortalServer
    from grader.services.data_lock import lock_data_folder
    from grader.services.portal.alone import first_space
    from grader.services.restoring import finish_restoration
    from grader.services.stores import open_stores

    with lock_data_folder(settings.data):
        finish_restoration(settings)
        workshop = open_stores(settings)
        first = first_space(workshop)

        def tell(address: str) -> None:
            print(french(told(address, first, settings)), flush=True)

        asyncio.run(PortalServer(workshop).serve(tell))
    print("Le portail est arrêté.", file=sys.stderr)
    return 0


def told(address: str, first: FirstSpace, settings: Settings) -> str:
    """Tell what was started, and how to call it.

    Args:
        address: of the server, with its final slash.
        first: space and key.
        settings: where the data is.
    """
    portal = f"{address}bac-a-sable"
    return f"""\
Le portail est prêt : {portal}/
  Bac à sable : rien de ce que vous y envoyez n'est publié.
  Votre espace : {portal}/e/{first.space.id}/
  Pour y écrire depuis le navigateur : {portal}/rejoindre, avec ce code : {first.space.join_code}
  Votre clé d'API : {first.key}

  Avec curl :
    curl -H 'X-API-KEY: {first.key}' {portal}/api/1/me/

  Avec le client Python officiel (pip install datagouv-client) :
    from datagouv import Client
    client = Client(environment="dev", api_key="{first.key}")
    client.base_url = "{portal}"

  La documentation de l'API : {portal}/api/1/openapi.json
  Les données sont conservées dans : {settings.data}
  Pour arrêter : Ctrl+C. Rien n'est perdu, et la clé reste la même."""
