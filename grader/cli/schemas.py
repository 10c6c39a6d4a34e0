"""``ouvroir schemas``: list, show and compare schemas, guess that of a file, fetch new ones."""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.cli.parser import UNUSABLE
from grader.errors import OuvroirError
from grader.settings import Settings
from grader.typography import french, plural

DONE, FOUND = 0, 1

#: Below that share of common columns, the file likely follows no known schema.
_WEAK = 0.3


def add_parser(subparsers: Any) -> None:
    """Declare the command and its actions.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` gave.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "schemas",
        help="lister, lire, comparer, deviner ou mettre à jour les schémas",
        description=french(
            "Les schémas de données que ce logiciel connaît. Une RÉFÉRENCE est scdl/deliberations, "
            "scdl/subventions@2.1.1…, le chemin d'un Table Schema (.json) ou celui d'un dossier "
            "qui en contient un."
        ),
    )
    parser.set_defaults(run=run)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _add_list(actions)
    _add_show(actions)
    _add_guess(actions)
    _add_diff(actions)
    _add_update(actions)


def _add(actions: Any, name: str, told: str, detail: str = "") -> argparse.ArgumentParser:
    """Declare an action with the options that all have."""
    action: argparse.ArgumentParser = actions.add_parser(
        name, help=told, description=french(f"{told[0].upper()}{told[1:]}. {detail}".strip())
    )
    action.add_argument("--format", choices=("text", "json"), default="text", help="text ou json")
    action.add_argument(
        "--folder",
        metavar="DOSSIER",
        type=Path,
        help="un autre dossier de schémas (producteur/nom/version/schema.json), regardé d'abord",
    )
    return action


def _add_list(actions: Any) -> None:
    _add(actions, "list", "lister les schémas connus, par service")


def _add_show(actions: Any) -> None:
    show = _add(actions, "show", "décrire un schéma : colonnes, règles, licence, base légale")
    show.add_argument("schema", metavar="RÉFÉRENCE", help="par exemple scdl/deliberations@2.1.5")


def _add_guess(actions: Any) -> None:
    guess = _add(
        actions,
        "guess",
        "deviner le schéma d'un fichier par ses colonnes",
        "Code de sortie : 0 si un schéma est proposé, 1 si aucun ne l'est, 2 si le fichier ne peut "
        "pas être lu.",
    )
    guess.add_argument("file", metavar="FICHIER", help="un fichier CSV, TSV, TXT ou un classeur")
    guess.add_argument(
        "--feuille", "--sheet", dest="sheet", metavar="NOM", help="la feuille du classeur à lire"
    )


def _add_diff(actions: Any) -> None:
    diff = _add(
        actions,
        "diff",
        "dire ce qui change d'un schéma à un autre",
        "Les faits sont comparés (colonnes, types, contraintes, clés, règles), pas les textes. "
        "Code de sortie : 0 s'ils sont les mêmes, 1 s'ils diffèrent, 2 si un schéma ne peut pas "
        "être lu.",
    )
    diff.add_argument("before", metavar="AVANT", help="une RÉFÉRENCE, un fichier ou un dossier")
    diff.add_argument("after", metavar="APRÈS", help="une RÉFÉRENCE, un fichier ou un dossier")


def _add_update(actions: Any) -> None:
    update = _add(
        actions,
        "update",
        "récupérer du catalogue officiel les schémas nouveaux ou plus récents",
        "Ils sont rangés dans le dossier de données, sans rien changer aux schémas installés. Code "
        "de sortie : 0 si tout est à jour ou récupéré, 1 si un schéma n'a pas pu l'être, 2 si le "
        "catalogue ne peut pas être lu (rien n'est alors changé).",
    )
    update.add_argument("ids", nargs="*", metavar="SCHÉMA", help="ces schémas seulement")
    update.add_argument("--dry-run", action="store_true", help="dire sans rien enregistrer")
    update.add_argument("--address", metavar="URL", help="l'adresse d'un autre catalogue")


def run(args: argparse.Namespace) -> int:
    """Do the action asked for.

    Args:
        args: ``action``, ``format``, ``folder`` and what the action takes.

    Returns:
        0; 1 when something was found (no schema fits the file, schemas differ, one could not be
        fetched); 2 when a file, a schema or the catalogue cannot be used.
    """
    as_json = args.format == "json"
    settings = Settings.from_environment()
    try:
        code, data, lines = _ACTIONS[args.action](args, settings)
    except OuvroirError as error:
        if as_json:
            print(_safe(json.dumps({"error": error.to_dict()}, ensure_ascii=False)))
        print(_safe(str(error)), file=sys.stderr)
        return UNUSABLE
    print(_safe(json.dumps(data, ensure_ascii=False) if as_json else "\n".join(lines)))
    return code


def _safe(text: str) -> str:
    """Drop what no terminal should get: a schema of one's own may hold commands or half letters."""
    return "".join(c for c in text if c == "\n" or not unicodedata.category(c).startswith("C"))


def _folders(args: argparse.Namespace, settings: Settings) -> tuple[Path, ...]:
    from grader.validation.schemas import schema_folders

    return (*([args.folder] if args.folder else []), *schema_folders(settings))


Told = tuple[int, Any, list[str]]


def _list(args: argparse.Namespace, settings: Settings) -> Told:
    from grader.cli.schemas_show import gather, tell_list
    from grader.validation.index import load_indexes
    from grader.validation.schemas import load_schemas

    folders = _folders(args, settings)
    data, lines = tell_list(gather(load_schemas(folders), load_indexes(folders)))
    return DONE if data else FOUND, data, lines


def _show(args: argparse.Namespace, settings: Settings) -> Told:
    from grader.cli.schemas_argument import schema_argument
    from grader.cli.schemas_show import gather, tell_schema
    from grader.validation.index import load_indexes

    folders = _folders(args, settings)
    schema = schema_argument(args.schema, folders)
    return DONE, *tell_schema(*gather([schema], load_indexes(folders)))


def _guess(args: argparse.Namespace, settings: Settings) -> Told:
    from grader.tables.read import read_table
    from grader.validation.guess import Guess, all_labels, guess_schemas

    folders = _folders(args, settings)
    table = read_table(
        Path(args.file),
        settings.bounds,
        max_bytes=settings.bounds.command_line_bytes,
        expected=all_labels(folders),
        sheet=args.sheet,
    )

    def spoken(guess: Guess) -> str:
        """Say « 14 colonnes sur 16 de scdl/subventions 2.1.1 »."""
        ref = guess.schema
        return f"{plural(guess.found, 'colonne')} sur {guess.total} de {ref.id} {ref.version}"

    guesses = guess_schemas(table.header, folders)
    data = [
        {
            "id": guess.schema.id,
            "version": guess.schema.version,
            "found": guess.found,
            "total": guess.total,
        }
        for guess in guesses
    ]
    lines = [spoken(guess) for guess in guesses]
    if not guesses:
        lines = ["Aucune colonne de ce fichier n'appartient à un schéma connu."]
    elif guesses[0].likeness < _WEAK:
        lines.append(
            french(
                "Peu de colonnes sont communes : ce fichier suit sans doute un autre schéma, ou "
                "aucun."
            )
        )
    return DONE if data else FOUND, data, lines


def _diff(args: argparse.Namespace, settings: Settings) -> Told:
    from grader.cli.schemas_argument import schema_argument
    from grader.validation.differences import compare_schemas, summarise

    folders = _folders(args, settings)
    before, after = (schema_argument(text, folders) for text in (args.before, args.after))
    changes = compare_schemas(before, after)
    data = {
        "before": {"id": before.ref.id, "version": before.ref.version},
        "after": {"id": after.ref.id, "version": after.ref.version},
        "changes": [change.to_dict() for change in changes],
    }
    lines = [
        french(f"De {before.ref} à {after.ref} : {summarise(changes)}."),
        *(f"  - {change.message}" for change in changes),
    ]
    return FOUND if changes else DONE, data, lines


def _update(args: argparse.Namespace, settings: Settings) -> Told:
    from grader.cli.schemas_update import tell_update
    from grader.validation.official import CATALOGUE, update_schemas

    folders = _folders(args, settings)
    address = args.address or CATALOGUE
    update = update_schemas(
        folders,
        folders[-1],
        today=datetime.now(UTC).date(),
        address=address,
        only=args.ids,
        dry_run=args.dry_run,
    )
    data, lines = tell_update(update, address, dry_run=args.dry_run)
    return FOUND if update.of("failed") else DONE, data, lines


_ACTIONS = {"list": _list, "show": _show, "guess": _guess, "diff": _diff, "update": _update}
