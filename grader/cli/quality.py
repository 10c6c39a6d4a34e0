"""``ouvroir quality``: count the quality score of a record, and say what would raise it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.cli.output import take_any_sign, without_controls
from grader.cli.wrapped import wrapped
from grader.errors import OuvroirError
from grader.typography import french, number, plural

if TYPE_CHECKING:
    from grader.publication.given_record import GivenRecord
    from grader.publication.quality import Advice

WHOLE, FOUND = 0, 1
#: A page of a hundred records weighs a few million bytes.
_MOST_BYTES = 50 * 1024 * 1024


def add_parser(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` gave.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "quality",
        help=french("calculer le score de qualité d'une fiche"),
        description=french(
            "Calcule le score de qualité d'une fiche comme data.gouv.fr le fait, critère par "
            "critère, et dit ce qui le ferait monter. Code de sortie : 0 si les neuf critères "
            "sont remplis, 1 s'il en manque, 2 si la fiche ne peut pas être lue."
        ),
        epilog=french(
            "La fiche : ce que répond l'API (/api/1/datasets/…), celle du bac à sable ou celle de "
            "data.gouv.fr, ou ce que vous allez lui envoyer. Rien n'est demandé au réseau."
        ),
    )
    parser.add_argument(
        "record",
        metavar="FICHE",
        help=french(
            "un fichier JSON : une fiche, une page ou une liste de fiches ; « - » pour l'entrée "
            "standard"
        ),
    )
    parser.add_argument(
        "--now",
        type=_moment,
        metavar="DATE",
        help=french(
            "compter le retard à cette date, AAAA-MM-JJ ou AAAA-MM-JJTHH:MM, en heure "
            "universelle (maintenant par défaut)"
        ),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=french("text : des phrases ; json : pour un programme"),
    )
    parser.set_defaults(run=run)


def _moment(text: str) -> datetime:
    from grader.publication.portal import parse_moment

    try:
        return parse_moment(text)
    except (ValueError, OverflowError):
        said = f"« {text} » n'est pas une date de la forme AAAA-MM-JJ ou AAAA-MM-JJTHH:MM"
        raise argparse.ArgumentTypeError(said) from None


def run(args: argparse.Namespace) -> int:
    """Count the score of each record of a file, and tell.

    Args:
        args: ``record``, ``now`` and ``format``.

    Returns:
        the exit code: 0 when every record meets the nine criteria, 1 when one does not.

    Raises:
        OuvroirError: the file cannot be read, or holds no record.
    """
    from grader.publication.given_record import read_given

    now = args.now or datetime.now(UTC)
    records, several = read_given(_bytes_of(args.record), now)
    counted = [_count(one, now) for one in records]
    take_any_sign()
    if args.format == "json":
        told = [_figures(one) for one in counted]
        print(json.dumps(told if several else told[0], ensure_ascii=False))
    else:
        for at, one in enumerate(counted):
            if at:
                print()
            for line in _told(one):
                print(line)
    return WHOLE if all(one.points == len(one.advice) for one in counted) else FOUND


@dataclass(frozen=True)
class _Counted:
    """A record and its score."""

    given: GivenRecord
    quality: dict[str, Any]
    points: int
    advice: list[Advice]


def _count(given: GivenRecord, now: datetime) -> _Counted:
    from grader.publication.quality import advice, points_of, quality_of

    quality = quality_of(given.document, now, last_update=given.last_update)
    told = advice(given.document, now, last_update=given.last_update)
    return _Counted(given, quality, points_of(quality), told)


def _bytes_of(name: str) -> bytes:
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as stream:
                raw = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise OuvroirError(
            "unreadable-file",
            french(f"« {without_controls(name)} » ne peut pas être lu."),
            french("Vérifiez son nom et ses droits."),
        ) from error
    if len(raw) > _MOST_BYTES:
        raise OuvroirError(
            "file-too-big",
            french(f"Ce fichier dépasse {_MOST_BYTES // 2**20} Mo."),
            french("Donnez les fiches page par page."),
        )
    return raw


def _figures(counted: _Counted) -> dict[str, Any]:
    """Give the JSON object of one record."""
    return {
        "id": counted.given.identifier or None,
        "title": counted.given.title,
        "quality": counted.quality,
        "points": counted.points,
        "criteria": [one._asdict() for one in counted.advice],
        "notices": list(counted.given.notices),
    }


def _told(counted: _Counted) -> Iterator[str]:
    """Tell one record: its score, each criterion, and what would raise it."""
    from grader.publication.quality_words import TITLES

    given, points, most = counted.given, counted.points, len(counted.advice)
    yield from wrapped(given.title or "(sans titre)", first="", then="")
    share = number(100 * points / most)
    yield french(f"  Score : {plural(points, 'point')} sur {most}, soit {share} %")
    if given.score is not None and round(given.score * most) != points:
        yield from wrapped(
            f"L'API montrait {number(100 * given.score)} % quand la fiche a été lue : un retard, "
            "ou un enregistrement depuis, peut l'avoir changé.",
            first="  ",
            then="  ",
        )
    for notice in given.notices:
        yield from wrapped(notice, first="  ", then="  ")
    for one in counted.advice:
        sign, title = ("oui" if one.met else "non"), TITLES[one.criterion]
        yield from wrapped(f"{title} : {one.what}", first=f"  {sign}  ", then="       ")
        if one.how:
            yield from wrapped(one.how, first="       → ", then="         ")
