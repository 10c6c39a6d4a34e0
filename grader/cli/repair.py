"""``ouvroir repair``: what can be mended in a file, then the mended file, its journal, a script."""

from __future__ import annotations

import argparse
import shlex
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.cli.output import take_any_sign
from grader.cli.sheet_option import with_a_way_out
from grader.errors import OuvroirError, UnusableFileError
from grader.settings import Settings
from grader.typography import french, number, plural

if TYPE_CHECKING:
    from grader.validation.repairs.changes import Place
    from grader.validation.repairs.model import Refusal, Repair
    from grader.validation.repairs.repair import Repaired
    from grader.validation.repairs.tellings.model import CauseTelling

DONE, LEFT = 0, 1
#: Places shown of each cause.
_SHOWN = 3
_WIDTH = 100


def add_parser(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` gave.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "repair",
        help="corriger un fichier d'après un schéma",
        description=french(
            "Cherche ce qui peut être corrigé dans un fichier, et le montre. Avec --sure ou "
            "--repair, écrit un nouveau fichier corrigé ; celui que vous donnez n'est jamais "
            "modifié. Code de sortie : 0 s'il ne reste rien à corriger, 1 s'il reste quelque "
            "chose, 2 si le fichier ou le schéma ne peut pas être lu."
        ),
        epilog=french(
            "Une réparation est sûre si une seule lecture est possible et que rien n'est perdu. "
            "Les autres sont à confirmer : lisez-les, puis donnez leur clé à --repair."
        ),
    )
    parser.add_argument("file", metavar="FICHIER", help="un fichier CSV, TSV, TXT, ou un classeur")
    parser.add_argument(
        "--schema",
        required=True,
        metavar="RÉFÉRENCE",
        help="scdl/deliberations, scdl/subventions@2.1.1… ou le chemin d'un Table Schema (.json)",
    )
    parser.add_argument(
        "--feuille", "--sheet", dest="sheet", metavar="NOM", help="la feuille du classeur à lire"
    )
    parser.add_argument(
        "--sure", action="store_true", help=french("appliquer toutes les réparations sûres")
    )
    parser.add_argument(
        "--repair",
        dest="repairs",
        action="append",
        default=[],
        metavar="CLÉ",
        help=french("appliquer aussi cette réparation à confirmer (peut être répété)"),
    )
    parser.add_argument(
        "--output",
        metavar="FICHIER",
        type=Path,
        help=french(
            "où écrire le fichier corrigé (par défaut, à côté de l'autre, sous le nom que le guide "
            "du SCDL recommande)"
        ),
    )
    parser.add_argument(
        "--journal",
        metavar="FICHIER",
        type=Path,
        help="écrire ici, cellule par cellule, ce qui a été fait",
    )
    parser.add_argument(
        "--script",
        metavar="FICHIER",
        type=Path,
        help="écrire ici un script pandas qui refait la même chose sur un autre export",
    )
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        metavar="AAAA-MM-JJ",
        help=french("la date du nom recommandé (aujourd'hui par défaut)"),
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Show what can be mended, or mend it.

    Args:
        args: ``file``, ``schema``, ``sheet``, ``sure``, ``repairs``, ``output``, ``journal``,
            ``script`` and ``date``.

    Returns:
        the exit code: 0 when nothing is left to mend, 1 when something is.

    Raises:
        OuvroirError: the file or the schema cannot be used, or a result cannot be written.
    """
    # Polars and the schemas come with them: other commands must not wait for that.
    from grader.cli.schemas_argument import schema_argument
    from grader.validation.repairs.repair import repair
    from grader.validation.schemas import schema_folders

    mends = args.sure or bool(args.repairs)
    _refuse_results_of_nothing(args, mends=mends)
    settings = Settings.from_environment()
    try:
        made = repair(
            args.file,
            schema_argument(args.schema, schema_folders(settings)),
            sure=args.sure,
            repairs=args.repairs,
            bounds=settings.bounds,
            max_bytes=settings.bounds.command_line_bytes,
            sheet=args.sheet,
        )
    except UnusableFileError as error:
        raise with_a_way_out(error) from None
    take_any_sign()
    lines = [*_mended(made, args)] if mends else []
    for line in [*lines, *_what_is_left(made, mends=mends)]:
        print(line)
    return LEFT if made.after.n_errors or made.left.repairs or made.left.refusals else DONE


def _refuse_results_of_nothing(args: argparse.Namespace, *, mends: bool) -> None:
    given = [name for name in ("output", "journal", "script") if getattr(args, name) is not None]
    if given and not mends:
        raise OuvroirError(
            "nothing-to-apply",
            french(f"--{given[0]} n'a rien à écrire : aucune réparation n'est demandée."),
            "Ajoutez --sure, ou --repair avec la clé d'une réparation.",
        )


def _mended(made: Repaired, args: argparse.Namespace) -> Iterator[str]:
    """Write the results, and tell what was done."""
    output = args.output or _recommended(made, args.date)
    written = [
        ("Fichier corrigé", output, made.write),
        ("Journal", args.journal, made.write_journal),
        ("Script", args.script, made.write_script),
    ]
    results = [(what, path, write) for what, path, write in written if path is not None]
    if len({path.resolve() for _, path, _ in results}) < len(results):
        raise OuvroirError(
            "same-output", french("Deux résultats porteraient le même nom."), "Changez-en un."
        )
    for _, path, _ in results:
        made.refuse_to_replace(path)
    for _, path, write in results:
        _write(write, path)
    yield french("Fait :") if made.mended.steps else french("Rien n'était à appliquer.")
    yield from (f"  - {_safe(step)}" for step in made.steps)
    yield ""
    yield made.sentence
    yield from (f"{what}{french(' : ')}{_safe(str(path))}" for what, path, _ in results)


def _recommended(made: Repaired, day: date | None) -> Path:
    """Give the recommended name, beside the file; what is already there is not replaced."""
    path = made.path.with_name(made.name(day or date.today()))  # noqa: DTZ011 - the person's own day
    if path.exists():
        raise OuvroirError(
            "output-exists",
            french(f"« {path.name} » existe déjà, et ne sera pas remplacé."),
            "Donnez un nom avec --output.",
        )
    return path


def _write(write: Callable[[Path], None], path: Path) -> None:
    try:
        write(path)
    except OSError:
        raise OuvroirError(
            "output-unwritable",
            french(f"Le résultat n'a pas pu être écrit dans « {path} »."),
            "Vérifiez que ce dossier existe, que vous avez le droit d'y écrire et qu'il y reste de "
            "la place.",
        ) from None


def _what_is_left(made: Repaired, *, mends: bool) -> Iterator[str]:
    """Tell the repairs that may be applied, what cannot be mended, and what to do."""
    report = made.after if mends else made.before
    errors = plural(report.n_errors, "erreur")
    name = _safe(made.path.name)
    if not mends:
        yield french("{} : {} et {} pour {}.").format(
            name, errors, plural(report.n_warnings, "avertissement"), report.schema
        )
    left = made.left
    sure = [one for one in left.repairs if one.sure]
    unsure = [one for one in left.repairs if not one.sure]
    yield from _section("Réparations sûres", [line for one in sure for line in _repair(made, one)])
    yield from _section(
        "Réparations à confirmer", [line for one in unsure for line in _repair(made, one)]
    )
    yield from _section(
        "Ce qui ne peut pas être corrigé ici",
        [line for one in left.refusals for line in _refusal(one)],
    )
    yield ""
    yield from _advice(made, report.n_errors, sure=len(sure), unsure=len(unsure), mends=mends)


def _advice(made: Repaired, errors: int, *, sure: int, unsure: int, mends: bool) -> Iterator[str]:
    if mends and errors:
        yield french(f"Il reste {plural(errors, 'erreur')}.")
    if not (errors or sure or unsure or made.left.refusals):
        yield french("Il ne reste rien à corriger.")
    if sure:
        yield french(f"--sure applique {_the_repairs(sure)}.")
    if unsure:
        yield french("--repair CLÉ applique une réparation à confirmer.")
    if errors and not (sure or unsure or made.left.refusals):
        yield french("« ouvroir validate » dit où sont ces erreurs et comment les corriger.")


def _the_repairs(count: int) -> str:
    return "la réparation sûre" if count == 1 else f"les {number(count)} réparations sûres"


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", french(title), *lines)


def _repair(made: Repaired, one: Repair) -> Iterator[str]:
    from grader.validation.repairs.journal import count_label
    from grader.validation.repairs.tellings.registry import tell_cause

    told = tell_cause(one)
    places = one.change.places(made.mended.draft, slice(_SHOWN))
    yield _headline(told.title, one.column, count_label(one.change))
    yield from _told(told)
    yield from (f"      {_place(place)}" for place in places)
    more = len(one.change) - len(places)
    if more:
        yield french(f"      et {plural(more, 'autre')}")
    yield f"      --repair {shlex.quote(_safe(one.key))}"


def _refusal(one: Refusal) -> Iterator[str]:
    from grader.validation.messages.tell import shown
    from grader.validation.repairs.tellings.registry import tell_cause

    told = tell_cause(one)
    what = "ligne" if one.values is None else "cellule"
    yield _headline(told.title, one.column, plural(len(one), what))
    yield from _told(told)
    for index, line in enumerate(one.lines[:_SHOWN].to_list()):
        cell = "" if one.values is None else french(" : « {} »").format(shown(one.values[index]))
        yield french(f"      ligne {number(line)}") + cell
    more = len(one) - min(len(one), _SHOWN)
    if more:
        yield french(f"      et {plural(more, 'autre')}")


def _told(told: CauseTelling) -> Iterator[str]:
    """Give why, what is to be done, and what to look at first, each in lines of a screen."""
    for part in (told.why, french("À faire : ") + told.action, told.doubt):
        yield from textwrap.wrap(
            _safe(part),
            _WIDTH,
            initial_indent="      ",
            subsequent_indent="      ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _headline(title: str, column: str, count: str) -> str:
    where = f", colonne {_safe(column)}" if column else ""
    return f"  - {title}{where}{french(' : ')}{count}"


def _place(place: Place) -> str:
    from grader.validation.messages.tell import shown

    where = "" if place.line is None else french(f"ligne {number(place.line)} : ")
    before = french("« {} »").format(shown(place.before)) if place.before else "rien"
    after = "retiré" if place.after is None else french("« {} »").format(shown(place.after))
    return f"{where}{before} → {after if place.after != '' else 'rien'}"


def _safe(text: str) -> str:
    """Show what could command a terminal as dots: a file may hold anything."""
    from grader.validation.reports.writer import visible

    return visible(text)
