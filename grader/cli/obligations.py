"""``ouvroir obligations``: what an authority must publish, in sentences, a table or a document."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.cli.output import take_any_sign
from grader.cli.wrapped import wrapped
from grader.errors import OuvroirError, RefusedError
from grader.obligations.assess import check_profile
from grader.obligations.naming import KIND_LABELS, WITH_POPULATION, kinds_listed
from grader.obligations.profile import AuthorityKind, Profile
from grader.obligations.questions import Questions, questions
from grader.services.obligations.figures import FigureError, read_population, read_staff
from grader.typography import french

if TYPE_CHECKING:
    from grader.services.obligations.result import Group, Result

_TOLD = ("text", "json", "csv")
#: Those of ``services.obligations.papers``, which other commands must not wait for.
FORMATS = ("odt", "docx", "pdf")
PAPERS = ("obligations", "deliberation", "clause", "marche")


def add_parser(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` gave.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "obligations",
        help="dire ce qu'une collectivité doit publier",
        description=french(
            "Dit ce que la loi demande à une collectivité de publier, ce qui lui est seulement "
            "conseillé et ce qui ne la concerne pas, avec l'article et la raison. Écrit aussi le "
            "relevé, la délibération et les clauses en ODT ou en DOCX."
        ),
        epilog=french(
            "Exemple : ouvroir obligations --type commune --population 3500 --agents 50 --fait "
            "website,grants --delegue water. Rien n'est gardé ni envoyé."
        ),
    )
    parser.add_argument(
        "--questions",
        action="store_true",
        help=french("donner les faits et les services que la commande connaît, puis s'arrêter"),
    )
    parser.add_argument(
        "--type", choices=[kind.value for kind in AuthorityKind], help="ce qu'est la collectivité"
    )
    parser.add_argument(
        "--population", metavar="HABITANTS", help=french("par exemple 3500 ou « 3 500 »")
    )
    parser.add_argument(
        "--agents",
        metavar="ETP",
        help=french("les agents en équivalent temps plein, par exemple 49,5"),
    )
    parser.add_argument(
        "--fait",
        metavar="FAITS",
        action="append",
        default=[],
        help=french("ce qui est vrai d'elle, séparé par des virgules ; l'option se répète"),
    )
    parser.add_argument(
        "--delegue",
        metavar="SERVICES",
        action="append",
        default=[],
        help=french("les services confiés à un délégataire ; l'option se répète"),
    )
    parser.add_argument(
        "--format",
        choices=(*_TOLD, *FORMATS),
        default="text",
        help=french("text : des phrases ; json, csv : pour un programme ; odt, docx, pdf : à lire"),
    )
    papers = parser.add_argument_group("documents", french("avec --format odt, docx ou pdf"))
    papers.add_argument(
        "--document",
        choices=PAPERS,
        default="obligations",
        help=french("lequel écrire (le relevé des obligations sans cette option)"),
    )
    papers.add_argument("--nom", default="", help=french("le nom de la collectivité"))
    papers.add_argument(
        "--service", default="", help=french("le service délégué que la clause concerne")
    )
    papers.add_argument(
        "--output", "-o", metavar="SORTIE", type=Path, help="nom du fichier à écrire"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Tell what an authority must publish, or write a document.

    Args:
        args: the options of ``add_parser``.

    Raises:
        OuvroirError: the profile cannot be, or the file exists.
    """
    take_any_sign()
    known = questions()
    if args.questions:
        _print_all(_asked(known))
        return 0
    profile = _profile(args, known)
    if args.format in FORMATS:
        _write(args, profile, known)
        return 0
    _refuse_paper_options(args)
    from grader.services.obligations.result import result_of
    from grader.services.obligations.rows import duty_records, duty_table

    result = result_of(profile, known)
    if args.format == "json":
        print(json.dumps(duty_records(result), ensure_ascii=False, indent=2))
    elif args.format == "csv":
        print(duty_table(result), end="")
    else:
        _print_all(_told(result))
    return 0


def _profile(args: argparse.Namespace, known: Questions) -> Profile:
    if args.type is None or args.agents is None:
        missing = [
            name
            for name, value in (("--type", args.type), ("--agents", args.agents))
            if value is None
        ]
        raise OuvroirError(
            "missing-profile",
            french(f"Il manque {' et '.join(missing)}."),
            french("« ouvroir obligations --help » donne un exemple."),
        )
    kind = AuthorityKind(args.type)
    population = 0
    if kind in WITH_POPULATION:
        population = int(_figure("--population", args.population or "", read_population))
    profile = Profile(
        kind=kind,
        population=population,
        staff=Decimal(_figure("--agents", args.agents, read_staff)),
        facts=_known("--fait", args.fait, known.facts),
        delegated=_known("--delegue", args.delegue, known.service_ids),
        name=args.nom.strip(),
    )
    check_profile(profile)
    return profile


def _figure(option: str, text: str, read: Any) -> Any:
    try:
        return read(text)
    except FigureError as error:
        raise OuvroirError("bad-figure", french(f"{option} : {error.sentence}")) from None


def _known(option: str, given: Sequence[str], names: Iterable[str]) -> frozenset[str]:
    asked = [part.strip() for value in given for part in value.split(",") if part.strip()]
    unknown = next((one for one in asked if one not in set(names)), None)
    if unknown is not None:
        shown = "".join(one if one.isprintable() else "·" for one in unknown[:80])
        raise OuvroirError(
            "unknown-answer",
            french(f"{option} : « {shown} » est inconnu."),
            french("« ouvroir obligations --questions » donne tout ce qui peut être écrit."),
        )
    return frozenset(asked)


def _refuse_paper_options(args: argparse.Namespace) -> None:
    """Say that a document was asked for without its format, rather than forget it."""
    if args.output or args.service or args.document != "obligations":
        raise OuvroirError(
            "no-format",
            french("--document, --service et --output ne servent qu'à écrire un document."),
            french("Ajoutez --format odt, docx ou pdf."),
        )


def _write(args: argparse.Namespace, profile: Profile, known: Questions) -> None:
    from grader.services.obligations.papers import check_service, written_paper

    wrong = check_service(args.document, args.service, known)
    if wrong:
        raise OuvroirError(
            "no-service",
            french("Avec --document clause, --service nomme le service délégué."),
            french(f"Services : {', '.join(one.id for one in known.services)}."),
        )
    name, content = written_paper(args.document, args.format, profile, args.service)
    output = args.output or Path(name)
    try:
        with output.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise RefusedError(
            "file-exists",
            french(f"Le fichier « {output} » existe déjà : il n'a pas été changé."),
            french("Donnez un autre nom avec --output."),
        ) from None
    except OSError as error:
        raise OuvroirError(
            "unwritable-file",
            french(f"Le fichier « {output} » ne peut pas être écrit."),
            french("Vérifiez le dossier, et le droit d'y écrire."),
        ) from error
    print(french(f"{output} : écrit. C'est un modèle à relire et à adapter."))


def _asked(known: Questions) -> Iterator[str]:
    yield french("Types (--type) :")
    yield from _entries((kind.value, label) for kind, label in KIND_LABELS.items())
    yield ""
    yield french("Faits (--fait) :")
    for group in known.groups:
        yield f"  {french(group.title)}"
        everybody = len(AuthorityKind)
        yield from _entries(
            (one.id, one.label)
            if len(one.kinds) == everybody
            else (one.id, f"{one.label} ({kinds_listed(one.kinds)})")
            for one in group.questions
        )
    yield ""
    yield french("Services délégués (--delegue, --service) :")
    yield from _entries((one.id, one.label) for one in known.services)


def _entries(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, label in entries:
        yield from wrapped(f"{name} : {label}", first="    ", then="        ")


def _told(result: Result) -> Iterator[str]:
    yield result.headline
    yield from wrapped(result.others, first="", then="")
    yield from wrapped(f"{result.opening} {result.opening_reason}", first="", then="")
    for title, groups, whole in (
        ("CE QUI EST OBLIGATOIRE", result.required, True),
        ("CE QUI EST SEULEMENT CONSEILLÉ", result.advised, True),
        ("CE QUI NE VOUS CONCERNE PAS", result.excluded, False),
    ):
        if groups:
            yield from ("", title)
        for group in groups:
            yield from _told_group(group, whole=whole)
    yield ""
    yield from wrapped(result.caution, first="", then="")


def _told_group(group: Group, *, whole: bool) -> Iterator[str]:
    yield from ("", f"  {french(group.theme.title)}")
    for duty in group.duties:
        rule = duty.rule
        yield from wrapped(rule.title, first="  - ", then="    ")
        yield from wrapped(duty.because, first="      ", then="      ")
        lines = (("Où", rule.where), ("Quand", rule.when), ("Schéma", rule.schema))
        for label, text in (*(lines if whole else ()), ("Texte", rule.article)):
            if text:
                yield from wrapped(f"{label} : {text}", first="      ", then="        ")


def _print_all(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
