"""``ouvroir formgrader``: grade free answers by hand, in nbgrader's own pages."""

from __future__ import annotations

import argparse
import sys

from grader.typography import french

_MOST_PORTS = 65_535


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser = subparsers.add_parser(
        "formgrader",
        help="relire et noter des copies à la main, dans les pages de nbgrader",
        description=french(
            "Ouvre les pages de notation de nbgrader (« formgrader ») sur le carnet de notes "
            "d'Ouvroir, pour cette machine seule. Les points donnés à la main comptent à la place "
            "des points automatiques, et arrivent dans la note de la personne à la prochaine "
            "commande « ouvroir grade »."
        ),
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=0,
        metavar="NUMÉRO",
        help="port de cette machine (par défaut, le premier qui est libre)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until the person stops it; see ``grader.gradebook.formgrader.serve``.

    Args:
        args: ``port``.
    """
    from grader.content.build import ensure_built
    from grader.gradebook.course_folder import prepare
    from grader.gradebook.formgrader import serve
    from grader.settings import Settings

    settings = Settings.from_environment()
    folder = prepare(settings, ensure_built(settings))
    serve(folder.root, args.port, lambda address: print(french(told(address)), flush=True))
    print("La notation à la main est arrêtée.", file=sys.stderr)
    return 0


def told(address: str) -> str:
    """Tell where the pages are, and what becomes of what is done there.

    Args:
        address: with its key.
    """
    return f"""\
La notation à la main est prête : {address}
  Cette adresse contient une clé : ne la donnez à personne. Elle ne sert que sur cette machine.
  Les pages sont celles de nbgrader, en anglais. Choisissez un module, puis une copie, et écrivez
  les points dans la case « Score » : ils sont enregistrés aussitôt.
  Ensuite, lancez « ouvroir grade » : la note de chaque personne est mise à jour.
  Pour arrêter : Ctrl+C."""


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _MOST_PORTS:
        raise argparse.ArgumentTypeError(
            french(f"« {text} » : il faut un nombre entier de 0 à {_MOST_PORTS}.")
        )
    return int(text)
