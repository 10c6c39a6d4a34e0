"""``ouvroir statistics``: which questions are bad, told from the answers of many."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from grader.cli.wrapped import wrapped
from grader.typography import french

if TYPE_CHECKING:
    from grader.services.learning.item_figures import Measured

NONE, FOUND = 0, 1


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser = subparsers.add_parser(
        "statistics",
        help="dire quelles questions sont à revoir, d'après les réponses",
        description=french(
            "Donne la réussite, la discrimination, le temps et les indices de chaque question, "
            "d'après les premières réponses, et dit pourquoi une question est à revoir. Rien "
            "n'est montré sous 20 réponses, et personne n'est désigné. Rend 0 si aucune question "
            "n'est à revoir, 1 s'il y en a, 2 si rien n'a pu être lu."
        ),
    )
    parser.add_argument("--module", help="seulement ce module (« preparer »)")
    parser.add_argument(
        "--format",
        choices=("text", "json", "csv"),
        default="text",
        help="forme du résultat ; csv convient à un tableur en français",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure and tell; see ``grader.services.learning.item_figures.measure``.

    Args:
        args: ``module`` and ``format``.

    Returns:
        0 when no question should be looked at, else 1.

    Raises:
        NotFoundError: no such module.
    """
    from grader.content.build import ensure_built
    from grader.progress.database import Database
    from grader.services.learning.item_figures import measure
    from grader.services.learning.item_files import figures_csv, figures_dict
    from grader.settings import Settings

    settings = Settings.from_environment()
    course = ensure_built(settings)
    database = Database(settings)
    try:
        measured = measure(course, database, args.module)
    finally:
        database.close()
    if args.format == "csv":
        sys.stdout.buffer.write(figures_csv(measured).encode("utf-8"))
        sys.stdout.flush()
    elif args.format == "json":
        print(json.dumps(figures_dict(measured), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(measured)))
    return FOUND if any(one.faults for one in measured) else NONE


def _lines(measured: Sequence[Measured]) -> Iterator[str]:
    from grader.services.learning.item_figures import to_review
    from grader.services.learning.item_words import left_out, reasons, sentence

    yield sentence(measured)
    if few := left_out(measured):
        yield from wrapped(few, first="", then="")
    for one in to_review(measured):
        yield ""
        stem = " ".join(one.item.question.split())
        yield from wrapped(f"{one.item.id} ({one.module.title}) : {stem}", first="", then="    ")
        yield from wrapped(_figures(one), first="    ", then="    ")
        for reason in reasons(one):
            yield from wrapped(reason, first="  - ", then="    ")
    good = [one for one in measured if one.found and not one.faults]
    if good:
        yield from ("", "Rien à signaler :")
    for one in good:
        yield from wrapped(f"{one.item.id} : {_figures(one)}", first="  ", then="    ")


def _figures(one: Measured) -> str:
    from grader.services.learning.item_words import duration, share, signed

    found = one.found
    if found is None:
        return ""
    told = [
        f"{found.answers} réponses, {share(found.difficulty)} justes",
        f"discrimination {signed(found.discrimination)}",
        f"temps {duration(found.seconds)}",
        f"indice ouvert par {share(found.hinted)}",
    ]
    if found.chosen:
        chosen = (f"{letter} {share(value)}" for letter, value in found.chosen.items())
        told.append(f"choix {', '.join(chosen)}")
    return f"{' ; '.join(told)}."
