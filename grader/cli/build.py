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
            "Construit les pages des leçons et les devoirs de nbgrader à partir de courses/. "
            "Rend 0 si tout va bien, 2 si une déclaration est fautive."
        ),
    )
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Build what changed; see ``grader.content.build.ensure_built``.

    Raises:
        ContentError: a declaration is wrong.
    """
    from grader.content.build import ensure_built, outputs
    from grader.settings import Settings

    settings = Settings.from_environment()
    course = ensure_built(settings)
    count = sum(1 for _ in outputs(course))
    files = plural(count, "fichier à jour", "fichiers à jour")
    print(french(f"{files} dans {settings.build}"))
    return 0
