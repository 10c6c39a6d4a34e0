"""``ouvroir build``: make pages and assignments of the courses."""

from __future__ import annotations

import argparse

from grader.typography import french, plural


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser = subparsers.add_parser(
        "build",
        help="construire les pages et les devoirs",
        description=(
            "Construit les pages des leçons et les devoirs de nbgrader à partir de courses/, et "
            "les carnets de l'atelier à partir de notebooks/atelier/. "
            "Rend 0 si tout va bien, 2 si une déclaration est fautive."
        ),
    )
    parser.add_argument(
        "--slides",
        action="store_true",
        help="écrire aussi un diaporama par leçon, à projeter ou à imprimer",
    )
    parser.add_argument(
        "--sheets",
        action="store_true",
        help=french("écrire aussi la fiche « à retenir » de chaque module, sur une page"),
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build what changed; see ``grader.content.build.ensure_built``.

    Args:
        args: ``slides`` and ``sheets``.

    Raises:
        ContentError: a declaration is wrong.
    """
    from grader.atelier.notebooks import build_atelier
    from grader.content.build import ensure_built, outputs, write_handouts
    from grader.settings import Settings

    settings = Settings.from_environment()
    course = ensure_built(settings)
    # Notebooks go with the courses that lie beside them: other courses have other exercises.
    beside = settings.notebooks.parent == settings.courses.parent
    count = sum(1 for _ in outputs(course)) + (len(build_atelier(settings)) if beside else 0)
    files = plural(count, "fichier à jour", "fichiers à jour")
    print(french(f"{files} dans {settings.build}"))
    for path in write_handouts(course, settings.build, slides=args.slides, sheets=args.sheets):
        print(path)
    return 0
