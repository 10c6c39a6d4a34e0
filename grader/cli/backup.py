"""``ouvroir backup``: everything in one file, while the server runs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from grader.typography import french, plural


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser = subparsers.add_parser(
        "backup",
        help="sauvegarder tout ce que le serveur garde, en un fichier",
        description=french(
            "Écrit en un fichier la base, le carnet de notes, les fichiers et les clés. Le serveur "
            "peut tourner pendant ce temps. Ce fichier contient des données personnelles et des "
            "clés : il n'est lisible que par vous, gardez-le comme la base. Rend 0, ou 2 si la "
            "sauvegarde n'a pas pu se faire."
        ),
    )
    parser.add_argument("file", metavar="FICHIER", type=Path, help=french("nom en .tar.gz ou .tar"))
    parser.add_argument(
        "--replace", action="store_true", help=french("écrire à la place d'un fichier de ce nom")
    )
    parser.add_argument("--json", action="store_true", help="dire le résultat en JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Back up; see ``grader.services.backup.back_up``.

    Args:
        args: ``file``, ``replace`` and ``json``.

    Returns:
        0.

    Raises:
        OuvroirError: it could not be written; the message says why.
    """
    from grader.services.backup import back_up
    from grader.services.dates import size_label
    from grader.settings import Settings

    made = back_up(Settings.from_environment(), args.file, replace=args.replace)
    if args.json:
        plain = {
            "file": str(made.path),
            "bytes": made.size,
            "rows": made.rows,
            "files": made.files,
            "revision": made.revision,
        }
        print(json.dumps(plain, ensure_ascii=False, indent=2))
        return 0
    counted = f"{plural(made.rows, 'ligne')}, {plural(made.files, 'fichier')}"
    told = (
        f"Sauvegarde écrite : {made.path}",
        f"  {counted}, {size_label(made.size)}.",
        "  Copiez-la sur une autre machine. Pour la reprendre : ouvroir restore.",
    )
    print(french("\n".join(told)))
    return 0
