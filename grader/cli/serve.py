"""``ouvroir serve``: build the courses if they changed, then serve them."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from grader.cli.listening_options import (
    add_listening_options,
    add_verbose_option,
    listening_settings,
    whole_log,
)
from grader.cli.parser import UNUSABLE
from grader.errors import OuvroirError, RefusedError
from grader.settings import INSTALLED, TEXT_LOG, Settings
from grader.typography import french

if TYPE_CHECKING:
    from grader.content.problems import Problem

_log = logging.getLogger("ouvroir.server")

_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = subparsers.add_parser(
        "serve",
        help="démarrer le serveur",
        description="Construit les cours s'ils ont changé, puis démarre le serveur.",
    )
    add_listening_options(parser)
    parser.add_argument(
        "--watch",
        action="store_true",
        help=french(
            "pour qui écrit les cours : la page ouverte se recharge à chaque enregistrement"
        ),
    )
    add_verbose_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until the person stops it.

    Raises:
        OuvroirError: courses cannot be built, the port cannot be opened, or the courses cannot be
            previewed here.
    """
    settings = listening_settings(args)
    if args.watch:
        require_an_author(settings)

    if settings.log == TEXT_LOG:
        _serve(settings, watched=args.watch)
        print("Ouvroir est arrêté.", file=sys.stderr)
        return 0
    with whole_log(settings, verbose=args.verbose):
        try:
            _serve(settings, watched=args.watch)
        except OuvroirError as error:
            told = {"event": "refused", "code": error.code, "what": str(error)}
            _log.error("the server could not start: %s", error.code, extra=told)
            return UNUSABLE
    return 0


def _serve(settings: Settings, *, watched: bool) -> None:
    """Open the workshop and serve until the end."""
    to_a_person = settings.log == TEXT_LOG
    if to_a_person:
        # The first start builds courses and gradebook: she must not think that nothing happens.
        print("Ouvroir démarre…", flush=True)
    from grader.server.application import OuvroirServer
    from grader.server.watch import Watch
    from grader.services.attestations import ready_keys
    from grader.services.data_lock import lock_data_folder
    from grader.services.restoring import finish_restoration
    from grader.services.trainers import trainer_key
    from grader.services.workshop import Workshop

    def tell(address: str) -> None:
        if not to_a_person:
            # A key has no place in a log: it is in the data folder, for who may read it there.
            _log.info("ready", extra={"event": "ready", "address": address, "pid": os.getpid()})
            return
        key = trainer_key(settings)
        lines = (
            f"Ouvroir est prêt : {address}",
            "  Ouvrez cette adresse dans votre navigateur.",
            *(
                (f"  Chaque enregistrement sous {settings.courses} se voit dans la page ouverte.",)
                if watched
                else ()
            ),
            f"  Espace formateur : {address}formateur/entrer?cle={key}",
            f"  Les travaux sont conservés dans : {settings.data}",
            "  Pour arrêter : Ctrl+C. Rien n'est perdu, et tout reprend au prochain démarrage.",
        )
        print("\n".join(french(line) for line in lines), flush=True)

    with lock_data_folder(settings.data):
        finish_restoration(settings)
        workshop = Workshop.open(settings)
        ready_keys(workshop)
        watch = Watch(settings, _tell_reading) if watched else None
        server = OuvroirServer(settings, workshop, watch)
        server.initialize([])
        asyncio.run(server.serve(tell))
    _log.info("stopped", extra={"event": "stopped"})


def require_an_author(settings: Settings) -> None:
    """Refuse to preview courses where nobody writes them, or where learners would see it.

    Args:
        settings: of the server to start.

    Raises:
        RefusedError: the message says why, and what to do instead.
    """
    if settings.alone:
        raise RefusedError(
            "no-preview",
            french("« --watch » ne sert pas avec OUVROIR_ALONE=1 : personne n'y écrit de cours."),
            french("Retirez l'un des deux."),
        )
    if settings.host not in _THIS_MACHINE:
        raise RefusedError(
            "no-preview",
            french(
                f"« --watch » est réservé à la personne qui écrit, et {settings.host} ouvre le "
                "serveur à d'autres."
            ),
            french("Retirez HOST et --host, ou servez sans --watch."),
        )
    if INSTALLED and settings.courses == Settings.courses:
        raise RefusedError(
            "no-preview",
            french("Les cours de l'installation ne s'écrivent pas sur place."),
            french(
                "Copiez-les dans un dossier à vous, puis indiquez-le : "
                "OUVROIR_COURSES=mes-cours ouvroir serve --watch."
            ),
        )


def _tell_reading(problems: tuple[Problem, ...]) -> None:
    """Say in the terminal what was just read, in the words of ``ouvroir check``."""
    moment = datetime.now().astimezone().strftime("%H:%M:%S")
    if not problems:
        print(french(f"{moment} : les cours ont été relus."), flush=True)
        return
    print(french(f"{moment} : à corriger ; la version d'avant reste servie."), flush=True)
    for found in problems:
        place = f"{found.where}: " if found.where else ""
        print(f"  {place}{found.message} {found.hint} [{found.code}]", flush=True)
