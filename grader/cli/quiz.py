"""``ouvroir quiz``: exchange questions with Moodle and what reads its formats."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from grader.cli.wrapped import wrapped
from grader.errors import ContentError, OuvroirError
from grader.settings import Settings
from grader.typography import french, plural

if TYPE_CHECKING:
    from grader.content.load import CourseReader
    from grader.quiz.gift.adopt import Adopted, Bank
    from grader.quiz.losses import Loss
    from grader.quiz.model import Item

DONE, FOUND = 0, 1
GIFT, MOODLE_XML = "gift", "moodle-xml"
_NAMES = {GIFT: "GIFT", MOODLE_XML: "Moodle XML"}


def add_parser(subparsers: Any) -> None:
    """Declare the command and its actions.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` gave.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "quiz",
        help="échanger des questions avec Moodle (GIFT, Moodle XML)",
        description=french(
            "Écrit les questions d'un module au format GIFT ou Moodle XML, ou lit un fichier GIFT "
            "pour en faire des questions. Ce qui ne passe pas d'un format à l'autre est dit."
        ),
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _add_export(actions)
    _add_import(actions)


def _add_export(actions: Any) -> None:
    export: argparse.ArgumentParser = actions.add_parser(
        "export",
        help="écrire des questions pour Moodle",
        description=french(
            "Écrit les questions avec leurs réponses justes : gardez ce fichier pour vous. La "
            "banque privée n'en fait pas partie. Code de sortie : 0 si toutes les questions y "
            "sont, 1 s'il en manque, 2 si rien n'a pu être fait."
        ),
    )
    export.add_argument(
        "what", metavar="MODULE", help="un module (preparer), ou le dossier d'un parcours"
    )
    export.add_argument(
        "--format", choices=(GIFT, MOODLE_XML), required=True, help="gift ou moodle-xml"
    )
    export.add_argument(
        "--output", metavar="FICHIER", type=Path, help="fichier à écrire (sinon, l'écran)"
    )
    export.set_defaults(run=run_export)


def _add_import(actions: Any) -> None:
    reading: argparse.ArgumentParser = actions.add_parser(
        "import",
        help="lire un fichier GIFT",
        description=french(
            "Écrit les questions d'un fichier GIFT comme dans quiz.yml, et dit ligne par ligne ce "
            "qu'il reste à y ajouter. Code de sortie : 0 si tout est complet, 1 s'il reste quelque "
            "chose à faire, 2 si le fichier ne peut pas être lu."
        ),
    )
    reading.add_argument("file", metavar="FICHIER", type=Path, help="un fichier GIFT (texte)")
    reading.add_argument("--module", required=True, help="le module qui les reçoit (preparer)")
    reading.add_argument(
        "--objective", default="", metavar="OBJECTIF", help="pour celles qui n'en disent pas"
    )
    reading.add_argument(
        "--level",
        type=int,
        choices=(1, 2, 3),
        default=1,
        help=french("pour celles qui n'en disent pas : 1, 2 ou 3 (1 par défaut)"),
    )
    reading.add_argument(
        "--prefix", default="", metavar="DÉBUT", help="début des identifiants nouveaux"
    )
    reading.add_argument(
        "--output", metavar="FICHIER", type=Path, help="fichier à écrire (sinon, l'écran)"
    )
    reading.set_defaults(run=run_import)


# Out ------------------------------------------------------------------------------------------


def run_export(args: argparse.Namespace) -> int:
    """Write questions; see ``grader.quiz.gift.write`` and ``grader.quiz.moodle.xml``.

    Args:
        args: ``what``, ``format`` and ``output``.

    Returns:
        0 when every question is in the file, else 1.

    Raises:
        OuvroirError: there is no such module, a declaration is wrong, or the file cannot be
            written.
    """
    from grader.content.prose import block_html, inline_html
    from grader.quiz.gift.write import write_gift
    from grader.quiz.moodle.xml import write_moodle_xml

    modules = _modules(args.what)
    asked = sum(len(items) for _, items in modules)
    if args.format == GIFT:
        gift = write_gift(modules)
        content, count, losses = gift.text.encode("utf-8"), gift.questions, gift.losses
    else:
        xml = write_moodle_xml(modules, inline_html, block_html)
        content, count, losses = xml.content, xml.questions, xml.losses
    out = _put(content, args.output)
    where = french(f" dans {args.output}") if args.output else ""
    written = plural(count, "question écrite", "questions écrites")
    print(french(f"{written}{_safe(where)}."), file=out)
    if count < asked:
        left = plural(asked - count, "question reste ici", "questions restent ici")
        print(french(f"{left}."), file=out)
    for line in _losses(losses, _NAMES[args.format]):
        print(line, file=out)
    return DONE if count == asked else FOUND


def _modules(what: str) -> list[tuple[str, list[Item]]]:
    """Read the items of a module, or of every module of a folder, with its title."""
    settings = Settings.from_environment()
    folder = Path(what)
    if (folder / "catalogue.yml").is_file():
        reader = _reader(folder, settings)
        slugs = reader.catalogue()["modules"]
    else:
        reader = _reader(settings.courses, settings)
        slugs = [_known(what, reader)]
    return [
        (reader.declared_module(slug)["title"], list(reader.items(slug).values())) for slug in slugs
    ]


def _losses(losses: Iterable[Loss], name: str) -> Iterator[str]:
    """Tell each thing that stays behind once, with the questions that it concerns."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for loss in losses:
        by_reason.setdefault((loss.field, loss.why), []).append(loss.item)
    if by_reason:
        yield ""
        yield french(f"Ce que {name} ne dit pas, et qui reste dans quiz.yml :")
    for (field, why), items in by_reason.items():
        yield from wrapped(f"{field} : {why}", first="  - ", then="    ")
        yield from wrapped(", ".join(items), first="    ", then="    ")


# In -------------------------------------------------------------------------------------------


def run_import(args: argparse.Namespace) -> int:
    """Read a GIFT file; see ``grader.quiz.gift.read`` and ``grader.quiz.gift.adopt``.

    Args:
        args: ``file``, ``module``, ``objective``, ``level``, ``prefix`` and ``output``.

    Returns:
        0 when nothing is left to add, else 1.

    Raises:
        OuvroirError: the file or the module cannot be read, or the result cannot be written.
    """
    from grader.quiz.gift.adopt import adopt
    from grader.quiz.gift.decode import WINDOWS, decode
    from grader.quiz.gift.fragment import write_fragment
    from grader.quiz.gift.read import read_gift

    bank = _bank(args)
    name = args.file.name
    if args.output is not None and args.output.exists():
        raise OuvroirError(
            "output-exists",
            french(f"« {args.output.name} » existe déjà, et ne sera pas remplacé."),
            "Donnez un autre nom avec --output.",
        )
    text, encoding = decode(_content(args.file), name)
    read = read_gift(text, name)
    adopted = adopt(read.questions, name, bank)
    fragment = write_fragment(adopted, name).encode("utf-8")
    out = _put(fragment, args.output) if adopted else sys.stdout
    complete = sum(not one.missing for one in adopted)
    counts = plural(len(adopted), "question lue", "questions lues")
    whole = f", dont {plural(complete, 'complète')}" if complete else ", aucune n'est complète"
    print(french(f"{counts}{whole if adopted else ''}."), file=out)
    if encoding == WINDOWS:
        told = "Ce fichier n'est pas en UTF-8 : il est lu comme du Windows-1252."
        print(french(f"{told} Vérifiez les accents."), file=out)
    for line in _report(adopted, read.faults, read.passed, name):
        print(line, file=out)
    if adopted:
        print("", file=out)
        for line in _next_step(args):
            print(line, file=out)
    return DONE if adopted and complete == len(adopted) and not read.faults else FOUND


def _bank(args: argparse.Namespace) -> Bank:
    from grader.content.declarations import read_document
    from grader.quiz.gift.adopt import Bank

    settings = Settings.from_environment()
    reader = _reader(settings.courses, settings)
    module = _known(args.module, reader)
    objectives = tuple(reader.declared_module(module)["objectives"])
    if args.objective and args.objective not in objectives:
        raise OuvroirError(
            "unknown-objective",
            french(f"L'objectif « {args.objective} » n'est pas déclaré dans ce module."),
            french(f"Objectifs du module : {', '.join(objectives)}."),
        )
    slugs = reader.catalogue()["modules"]
    items = {slug: {**reader.bank(slug), **reader.items(slug)} for slug in slugs}
    ids = {item: slug for slug in slugs for item in items[slug]}
    shelves = {item.id: (item.objective, item.level) for item in items[module].values()}
    sources = frozenset(read_document(settings.courses, "sources.yml").data or ())
    return Bank(
        module,
        objectives,
        sources,
        ids,
        shelves,
        args.objective,
        args.level,
        _prefix(args.prefix),
    )


def _prefix(prefix: str) -> str:
    from grader.quiz.gift.adopt import well_formed

    if prefix and not well_formed(prefix):
        raise OuvroirError(
            "bad-prefix",
            french(f"« {prefix} » ne peut pas commencer un identifiant."),
            "Employez des minuscules sans accent, des chiffres et des tirets (prep).",
        )
    return prefix


def _report(
    adopted: Iterable[Adopted], faults: Iterable[ContentError], passed: Iterable[int], name: str
) -> Iterator[str]:
    adopted = list(adopted)
    missing = [str(fault) for one in adopted for fault in one.missing]
    notes = [f"{name}:{one.line}: {note}" for one in adopted for note in one.notes]
    notes += [f"{name}:{line}: Texte sans réponses, qui n'est pas repris." for line in passed]
    sections = (
        ("Ce qui ne se lit pas", map(str, faults)),
        ("À ajouter", missing),
        ("À relire", notes),
    )
    for title, lines in sections:
        told = [part for line in lines for part in wrapped(line, first="  ", then="      ")]
        if told:
            yield from ("", french(f"{title} :"), *told)


def _next_step(args: argparse.Namespace) -> Iterator[str]:
    place = f"courses/{args.module}/quiz.yml"
    return wrapped(
        f"Copiez ces questions sous « items: » dans {place}, posez-les dans une leçon ou un "
        "exercice, puis lancez « ouvroir check ».",
        first="",
        then="",
    )


# Both -----------------------------------------------------------------------------------------


def _reader(folder: Path, settings: Settings) -> CourseReader:
    from grader.content.load import CourseReader

    def refuse(error: ContentError) -> NoReturn:
        raise error

    return CourseReader(folder, settings.sandbox, refuse, settings.private_bank)


def _known(module: str, reader: CourseReader) -> str:
    slugs = reader.catalogue()["modules"]
    if module not in slugs:
        raise OuvroirError(
            "unknown-module",
            french(f"Le module « {_safe(module)} » n'existe pas."),
            french(f"Modules : {', '.join(slugs)}."),
        )
    return module


def _content(path: Path) -> bytes:
    from grader.quiz.gift.decode import MOST_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        raise OuvroirError(
            "unreadable-file",
            french(f"Le fichier « {_safe(path.name)} » ne peut pas être lu."),
            "Vérifiez son nom, et que vous avez le droit de le lire.",
        ) from None


def _put(content: bytes, path: Path | None) -> Any:
    """Write a result; give where what is told of it goes: it must not mix with the result."""
    if path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return sys.stderr
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OuvroirError(
            "cannot-write",
            french(f"Le fichier « {path} » ne peut pas être écrit."),
            "Vérifiez que le dossier existe et que vous avez le droit d'y écrire.",
        ) from error
    return sys.stdout


def _safe(text: str) -> str:
    """Show what could command a terminal as dots."""
    from grader.validation.reports.writer import visible

    return visible(text)
