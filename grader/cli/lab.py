"""``ouvroir lab``: the sandbox notebooks, in JupyterLab on this computer."""

from __future__ import annotations

import argparse
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import OuvroirError
from grader.settings import Settings
from grader.typography import french, plural

if TYPE_CHECKING:
    from grader.atelier.folder import Placed
    from grader.atelier.lab import Lab

_FOLDER = "atelier-ouvroir"
_GREATEST_PORT = 65_535


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser = subparsers.add_parser(
        "lab",
        help=french("ouvrir les carnets de l'atelier dans JupyterLab"),
        description=french(
            "Place les carnets de l'atelier dans un dossier, sans écraser votre travail, et ouvre "
            "JupyterLab : sur cet ordinateur seul, sans rien chercher sur Internet."
        ),
    )
    parser.add_argument("--port", type=int, default=0, help="port (le premier libre dès 8888)")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(_FOLDER),
        metavar="DOSSIER",
        help=f"dossier de vos carnets ({_FOLDER} par défaut)",
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="ne pas ouvrir le navigateur : montrer l'adresse"
    )
    parser.add_argument(
        "--no-start", action="store_true", help="placer les carnets, sans démarrer JupyterLab"
    )
    parser.add_argument(
        "--assignments",
        type=Path,
        metavar="DOSSIER",
        help=french("préparer plutôt un dossier de devoirs nbgrader, pour une formation"),
    )
    parser.add_argument(
        "--hand-in",
        type=Path,
        metavar="DOSSIER",
        help=french("rendre vos carnets : les copier dans le dossier de devoirs du formateur"),
    )
    parser.add_argument(
        "--as", dest="pseudonym", default="", metavar="PSEUDONYME", help="qui rend les carnets"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Place the notebooks and open JupyterLab until the person stops it.

    Args:
        args: ``port``, ``folder``, ``no_browser``, ``no_start``, ``assignments``, ``hand_in``
            and ``pseudonym``.

    Raises:
        OuvroirError: a folder cannot be written, no port is free, or JupyterLab does not start.
    """
    from grader.atelier.folder import place_notebooks

    settings = Settings.from_environment()
    if not 0 <= args.port <= _GREATEST_PORT:
        raise OuvroirError(
            "bad-port", french(f"--port vaut {args.port} : un port va de 1 à 65535.")
        )
    if args.assignments is not None:
        return _prepare(settings, args.assignments.expanduser().resolve())
    if args.hand_in is not None:
        return _hand_in(settings, args)
    placed = place_notebooks(settings, args.folder.expanduser().resolve())
    print(french(placed_sentence(placed)))
    if args.no_start:
        return 0
    from grader.atelier.lab import heed_signals, run_until_stopped, start_lab

    heed_signals()
    lab = start_lab(settings, placed.folder, args.port)
    print(french(ready_sentence(lab)), flush=True)
    if not args.no_browser:
        webbrowser.open(lab.address)
    run_until_stopped(lab)
    print("L'atelier est fermé. Vos carnets sont conservés.", file=sys.stderr)
    return 0


def _prepare(settings: Settings, folder: Path) -> int:
    """Write the folder of assignments of a trainer."""
    from grader.atelier.assignments import assignment_notebooks
    from grader.gradebook.assignments import write_assignments

    notebooks = assignment_notebooks(settings)
    write_assignments(settings, folder, notebooks)
    print(french(f"{plural(len(notebooks), 'devoir')} dans {folder}."))
    print(french(f"Les copies se posent dans {folder / 'submitted'}, puis se notent ainsi :"))
    print(f"  ouvroir grade --assignments {folder}")
    return 0


def _hand_in(settings: Settings, args: argparse.Namespace) -> int:
    """Copy a learner's notebooks where her trainer grades them."""
    from grader.atelier.hand_in import hand_in

    mine, trainer = args.folder.expanduser().resolve(), args.hand_in.expanduser().resolve()
    done = hand_in(settings, mine, trainer, args.pseudonym)
    print(french(f"{plural(len(done.names), 'carnet rendu', 'carnets rendus')} : {done.folder}"))
    for name in done.names:
        print(f"  {name}")
    return 0


def placed_sentence(placed: Placed) -> str:
    """Tell what became of the folder.

    Args:
        placed: what was written.
    """
    lines = [f"Vos carnets : {placed.folder}"]
    lines += [f"  nouveau : {name}" for name in placed.new]
    lines += [f"  nouvelle version, à côté de votre travail : {name}" for name in placed.beside]
    return "\n".join(lines)


def ready_sentence(lab: Lab) -> str:
    """Tell where JupyterLab is.

    Args:
        lab: that runs.
    """
    menus = (
        ""
        if lab.french
        else "\n  Les menus de JupyterLab sont en anglais ; les carnets sont en français."
    )
    return (
        f"L'atelier est prêt : {lab.address}\n"
        "  Cette adresse ouvre vos carnets sur cet ordinateur : ne la partagez pas."
        f"{menus}\n  Pour arrêter : Ctrl+C. Vos carnets sont conservés."
    )
