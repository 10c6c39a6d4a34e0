"""``ouvroir redact``: hide passages of an act for good, and prove it on the file written."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.cli.output import take_any_sign, without_controls
from grader.errors import OuvroirError, RefusedError
from grader.privacy.redaction.reasons import REASONS
from grader.settings import Settings
from grader.typography import french, number, plural

if TYPE_CHECKING:
    from grader.privacy.redaction.model import TextDocument
    from grader.privacy.redaction.redact import Redacted

PROVED, LEFT = 0, 1
_FORMS = ("docx", "odt", "txt")
#: Passages that are shown of what looks personal, or of what was left.
_SHOWN = 200
_LONGEST_LIST = 1024 * 1024


def add_parser(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` gave.
    """
    reasons = " ; ".join(f"{name} : {one.label}" for name, one in REASONS.items())
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "redact",
        help="occulter un acte avant de le publier",
        description=french(
            "Sans --hide, dit ce que le fichier contient en plus de son texte (auteur, "
            "commentaires, modifications suivies…) et les passages qui parlent d'une personne, à "
            "relire. Avec --hide, écrit un nouveau fichier où ces passages ne sont plus, puis "
            "cherche dans chacune de ses parties qu'il n'en reste rien. Un PDF se lit, mais ne "
            "s'écrit jamais : un rectangle noir n'y cache rien."
        ),
        epilog=french(
            "Code de sortie : 0 si rien de caché ne reste, 1 s'il en reste ailleurs, 2 si le "
            "fichier ne peut pas être lu."
        ),
    )
    parser.add_argument("file", metavar="FICHIER", help="un texte .docx, .odt, .txt ou .pdf")
    parser.add_argument(
        "--hide",
        metavar="PASSAGE",
        action="append",
        default=[],
        help=french("un passage à cacher partout où il est ; l'option se répète"),
    )
    parser.add_argument(
        "--list",
        metavar="LISTE",
        type=Path,
        help=french("un fichier texte qui donne les passages à cacher, un par ligne"),
    )
    parser.add_argument(
        "--reason", choices=tuple(REASONS), metavar="MOTIF", default="", help=french(reasons)
    )
    parser.add_argument("--to", choices=_FORMS, help=french("format du nouveau fichier"))
    parser.add_argument(
        "--output", "-o", metavar="SORTIE", type=Path, help=french("nom du nouveau fichier")
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look at an act, or redact it.

    Args:
        args: ``file``, ``hide``, ``list``, ``reason``, ``to`` and ``output``.

    Raises:
        OuvroirError: the file cannot be read, a passage is not in it, or the new one exists.
    """
    take_any_sign()
    from grader.privacy.redaction.reading import read_document

    path = Path(args.file)
    if not path.is_file():
        raise RefusedError(
            "missing-file",
            french(f"Le fichier « {args.file} » n'existe pas."),
            french("Vérifiez son nom, et le dossier où vous êtes."),
        )
    document = read_document(path, Settings.from_environment().bounds)
    passages = [*args.hide, *(_listed(args.list) if args.list else ())]
    if not passages:
        _print_all(_looked_at(path, document))
        return PROVED
    return _redact(path, document, passages, args)


def _redact(
    path: Path, document: TextDocument, passages: Sequence[str], args: argparse.Namespace
) -> int:
    from grader.privacy.redaction.redact import redact, spans_of

    unknown = next((one for one in passages if one not in document.text), None)
    if unknown is not None:
        raise RefusedError(
            "unknown-passage",
            french(f"Le texte ne contient pas « {unknown} »."),
            french(
                "Recopiez le passage tel qu'il est, accents et majuscules compris ; il tient sur "
                "une ligne."
            ),
        )
    form = args.to or (document.form if document.form in _FORMS else "odt")
    output = args.output or path.with_name(f"{path.stem}-occulte.{form}")
    done = redact(document, spans_of(document.text, passages, args.reason), form)
    try:
        with output.open("xb") as file:
            file.write(done.data)
    except FileExistsError:
        raise RefusedError(
            "file-exists",
            french(f"Le fichier « {output} » existe déjà : il n'a pas été changé."),
            french("Donnez un autre nom avec --output."),
        ) from None
    _print_all(_told(output, document, done))
    return PROVED if done.clean else LEFT


def _listed(path: Path) -> list[str]:
    try:
        if path.stat().st_size > _LONGEST_LIST:
            raise RefusedError("list-too-long", french("La liste des passages est trop longue."))
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OuvroirError(
            "unreadable-list",
            french(f"La liste « {path} » ne peut pas être lue."),
            french("C'est un fichier texte en UTF-8, un passage par ligne."),
        ) from error
    return [line.strip() for line in lines if line.strip()]


def _looked_at(path: Path, document: TextDocument) -> Iterator[str]:
    from grader.privacy.detection.kinds import KINDS
    from grader.privacy.detection.texts import found_in
    from grader.privacy.redaction.wording import told_hidden

    yield f"{path.name} : {plural(len(document.blocks), 'ligne')} de texte."
    carried = list(told_hidden(document.hidden))
    if carried:
        yield "Ce fichier contient aussi, sans que cela se voie à la lecture :"
        yield from (f"  {one}" for one in carried)
    found = found_in(document.text)
    if not found:
        yield "Aucun passage ne ressemble à une donnée personnelle. Relisez quand même."
        return
    yield f"{plural(len(found), 'passage', 'passages')} à relire :"
    for one in found[:_SHOWN]:
        line = document.text.count("\n", 0, one.start) + 1
        passage = document.text[one.start : one.end].replace("\n", " / ")
        yield f"  ligne {number(line)} : « {passage} » ({KINDS[one.kind].one})"
    if len(found) > _SHOWN:
        yield f"  et {plural(len(found) - _SHOWN, 'autre')}."


def _told(output: Path, document: TextDocument, done: Redacted) -> Iterator[str]:
    from grader.privacy.redaction.telling import told_proof

    yield f"{output} : {plural(len(done.spans), 'passage caché', 'passages cachés')}."
    yield from told_proof(done, document.text)


def _print_all(lines: Iterator[str]) -> None:
    for line in lines:
        print(without_controls(french(line)))
