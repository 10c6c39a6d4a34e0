"""``ouvroir admin``: what who holds the installation does while the server runs."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

import grader.cli
from grader.cli import trainer
from grader.typography import french

if TYPE_CHECKING:
    from grader.services.workshop import Workshop

#: How each figure is told.
_FIGURES = {
    "learners": "personnes",
    "learners_this_week": "personnes venues depuis sept jours",
    "accounts": "comptes de formateurs",
    "sessions": "sessions",
    "people_in_sessions": "places prises dans les sessions",
    "actions": "actions enregistrées",
    "lessons_finished": "leçons finies",
    "hand_ins": "travaux rendus",
    "hand_ins_graded": "travaux notés",
    "files": "fichiers déposés",
    "file_bytes": "octets de fichiers",
    "portal_spaces": "espaces du bac à sable",
}
#: What a round of erasures looks at, as people call it.
_KINDS = {
    "back-again": "revenus d'une sauvegarde",
    "sessions": "sessions",
    "files": "fichiers déposés",
    "spaces": "espaces du bac à sable",
    "space-files": "fichiers du bac à sable",
    "sent-files": "copies allégées de leurs fichiers",
    "drafts": "brouillons",
    "backups": "copies anciennes",
}
DONE, NOT_WHOLE = 0, 1


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and those within it.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser = subparsers.add_parser(
        "admin",
        help="administrer une installation",
        description=french(
            "Comptes, sessions, effacements, chiffres et mise à jour de la base. Le serveur peut "
            "tourner pendant ce temps. Rend 0, ou 2 si la demande est refusée."
        ),
    )
    subjects = parser.add_subparsers(metavar="SUJET", dest="subject", required=True)
    trainer.add_parser(subjects, "trainers")
    for module in subject_modules():
        module.add_to(subjects)
    _add(
        subjects,
        "erase-now",
        "effacer tout de suite ce qui est arrivé à sa date",
        "Le serveur le fait de lui-même, au démarrage puis chaque heure. Rend 1 si quelque chose "
        "n'a pas pu être effacé.",
        run_erase_now,
    )
    _add(
        subjects,
        "statistics",
        "compter ce qui est conservé, sans désigner personne",
        "Des nombres seulement : ni pseudonyme, ni identifiant.",
        run_statistics,
    )
    _add(
        subjects,
        "migrate",
        "mettre la base à jour",
        "Copie la base dans « sauvegardes », puis la met à jour d'un seul coup. Le serveur le "
        "fait aussi, au démarrage.",
        run_migrate,
    )


def subject_modules() -> Iterator[ModuleType]:
    """Import every module of this package that declares a subject: those named ``admin_…``."""
    for name in sorted(found.name for found in pkgutil.iter_modules(grader.cli.__path__)):
        if name.startswith("admin_"):
            yield importlib.import_module(f"grader.cli.{name}")


def run_erase_now(args: argparse.Namespace) -> int:
    """Erase what has come to its date; see ``grader.services.expiry.sweep``.

    Args:
        args: ``json``.

    Returns:
        0, or 1 where a kind could not be looked at.
    """
    from grader.services.expiry import sweep

    with stores() as workshop:
        swept = sweep(workshop)
    if args.json:
        tell_json({"erased": swept.counts, "failed": list(swept.failed)})
    else:
        lines = [f"{_KINDS[kind]} : {count}" for kind, count in swept.counts.items() if count]
        print(french("\n".join(lines) or "Rien n'était arrivé à sa date."))
        for kind in swept.failed:
            told = f"À refaire, une erreur est survenue : {_KINDS[kind]}. Voyez le journal."
            print(french(told), file=sys.stderr)
    return NOT_WHOLE if swept.failed else DONE


def run_statistics(args: argparse.Namespace) -> int:
    """Count; see ``grader.services.installation.statistics``.

    Args:
        args: ``json``.

    Returns:
        0.
    """
    from grader.services.installation import statistics

    with stores() as workshop:
        counted = statistics(workshop)
    if args.json:
        tell_json(counted)
    else:
        print(french("\n".join(f"{_FIGURES[name]} : {n}" for name, n in counted.items())))
    return DONE


def run_migrate(args: argparse.Namespace) -> int:
    """Bring the database up to date; see ``grader.progress.migrating``.

    Args:
        args: ``json``.

    Returns:
        0.

    Raises:
        OuvroirError: it failed, and the database is as it was.
    """
    from grader.progress.database import Database
    from grader.settings import Settings

    database = Database(Settings.from_environment())
    done = database.migrated
    database.close()
    if args.json:
        copy = str(done.copy) if done.copy else None
        tell_json({"before": done.before, "after": done.after, "copy": copy})
    elif done.before == done.after:
        print(french(f"La base est à jour (révision {done.after})."))
    else:
        kept = f" Copie d'avant : {done.copy}." if done.copy else ""
        print(
            french(f"Base mise à jour : de {done.before or 'vide'} à {done.after}.{kept}"),
        )
    return DONE


@contextmanager
def stores() -> Iterator[Workshop]:
    """Open the stores of the installation; closed after the block."""
    from grader.services.stores import open_stores
    from grader.settings import Settings

    workshop = open_stores(Settings.from_environment())
    try:
        yield workshop
    finally:
        workshop.close()


def tell_json(content: Any) -> None:
    """Write a value for another program.

    Args:
        content: JSON types.
    """
    print(json.dumps(content, ensure_ascii=False, indent=2))


def _add(
    subjects: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    about: str,
    more: str,
    run: Callable[[argparse.Namespace], int],
) -> None:
    parser = subjects.add_parser(
        name, help=french(about), description=french(f"Sert à {about}. {more}")
    )
    parser.add_argument("--json", action="store_true", help="dire le résultat en JSON")
    parser.set_defaults(run=run)
