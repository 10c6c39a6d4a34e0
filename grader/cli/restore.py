"""``ouvroir restore``: put a back-up in place."""

from __future__ import annotations

import argparse
import dataclasses
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from grader.typography import french, plural

if TYPE_CHECKING:
    from grader.services.restoring import Restored


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser = subparsers.add_parser(
        "restore",
        help="reprendre une sauvegarde, serveur arrêté",
        description=french(
            "Vérifie une sauvegarde de bout en bout, puis la met en place. Le serveur doit être "
            "arrêté. Interrompue avant la fin, la commande laisse ce qu'il y avait. Ce qui a été "
            "effacé depuis la sauvegarde est effacé de nouveau. Rend 0, ou 2 si rien n'a été fait."
        ),
    )
    parser.add_argument("file", metavar="FICHIER", type=Path, help=french("la sauvegarde"))
    parser.add_argument(
        "--into",
        metavar="DOSSIER",
        type=Path,
        help=french("dossier des travaux (celui d'OUVROIR_DATA d'ordinaire)"),
    )
    parser.add_argument(
        "--database",
        metavar="ADRESSE",
        help=french("base PostgreSQL (celle d'OUVROIR_DATABASE_URL d'ordinaire)"),
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help=french("remplacer ce qui est là, mis de côté dans « sauvegardes »"),
    )
    parser.add_argument("--json", action="store_true", help="dire le résultat en JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restore; see ``grader.services.restoring.restore``.

    Args:
        args: ``file``, ``into``, ``database``, ``replace`` and ``json``.

    Returns:
        0.

    Raises:
        OuvroirError: nothing was changed; the message says why.
    """
    from grader.services.restoring import restore
    from grader.settings import Settings, sqlalchemy_address

    settings = Settings.from_environment()
    if args.into is not None:
        settings = dataclasses.replace(settings, data=args.into.expanduser().resolve())
    if args.database is not None:
        settings = dataclasses.replace(settings, database_url=sqlalchemy_address(args.database))
    done = restore(settings, args.file, replace=args.replace)
    if args.json:
        told = {**dataclasses.asdict(done), "kept": str(done.kept) if done.kept else None}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(french(_told(done, settings.data)))
    return 0


def _told(done: Restored, data: Path) -> str:
    from grader.services.dates import day_and_time

    made = day_and_time(datetime.fromisoformat(done.made_at))
    lines = [
        f"Sauvegarde du {made} (Ouvroir {done.version}) restaurée dans {data}.",
        f"  {plural(done.rows, 'ligne')}, {plural(done.files, 'fichier')}.",
    ]
    if done.erased_again:
        lines.append(
            f"  Effacé depuis la sauvegarde, donc effacé de nouveau : {done.erased_again}."
        )
    if done.kept is not None:
        lines.append(f"  Ce qui était là est gardé dans {done.kept} : effacez-le ensuite.")
    lines.append("  Vous pouvez démarrer le serveur.")
    return "\n".join(lines)
