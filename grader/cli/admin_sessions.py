"""``ouvroir admin sessions``: listing the sessions, and erasing one before its date."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from typing import Any

from grader.errors import RefusedError
from grader.typography import french, plural


def add_to(subjects: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command.

    Args:
        subjects: those of ``ouvroir admin``.
    """
    parser = subjects.add_parser(
        "sessions",
        help=french("lister les sessions, en effacer une"),
        description=french("Sert à lister les sessions et à en effacer une avant sa date."),
    )
    acts = parser.add_subparsers(metavar="ACTE", dest="act", required=True)
    listing = acts.add_parser(
        "list", help="lister les sessions", description="Sert à lister les sessions."
    )
    listing.set_defaults(run=run_list)
    erasing = acts.add_parser(
        "erase",
        help="effacer une session et le travail de ses participants",
        description=french(
            "Efface une session et tout ce qu'y ont fait les personnes qui l'ont rejointe, sauf "
            "celles qui sont aussi dans une autre session. Cela ne se défait pas."
        ),
    )
    erasing.add_argument("session", metavar="SESSION", help=french("identifiant ou code"))
    erasing.add_argument("--yes", action="store_true", help=french("ne pas demander confirmation"))
    erasing.set_defaults(run=run_erase)
    for act in (listing, erasing):
        act.add_argument("--json", action="store_true", help="dire le résultat en JSON")


def run_list(args: argparse.Namespace) -> int:
    """List the sessions; see ``grader.services.installation.session_records``.

    Args:
        args: ``json``.

    Returns:
        0.
    """
    from grader.cli.admin import stores
    from grader.services.installation import session_records

    with stores() as workshop:
        records = session_records(workshop)
    if args.json:
        print(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        print(french("\n".join(map(_line, records)) or "Aucune session."))
    return 0


def run_erase(args: argparse.Namespace) -> int:
    """Erase a session; see ``grader.services.sessions.erasing.erase_session``.

    Args:
        args: ``session``, ``yes`` and ``json``.

    Returns:
        0.

    Raises:
        RefusedError: there is none, or it was not confirmed.
    """
    from grader.cli.admin import stores
    from grader.services.installation import session_named
    from grader.services.sessions.erasing import erase_session

    with stores() as workshop:
        session = session_named(workshop, args.session)
        if not args.yes:
            _confirm(session.terms.title, session.code)
        erased = erase_session(workshop, session.id)
    if args.json:
        print(json.dumps({"session": session.id, "learners_erased": erased}))
    else:
        print(
            french(
                f"Session effacée : « {session.terms.title} ». "
                f"{plural(erased, 'personne')} avec elle."
            )
        )
    return 0


def _confirm(title: str, code: str) -> None:
    """Have the code of the session typed again.

    Raises:
        RefusedError: it was not, or nobody can type.
    """
    if not sys.stdin.isatty():
        raise RefusedError(
            "no-terminal",
            "L'effacement ne peut pas être confirmé : il n'y a pas de terminal.",
            french("Ajoutez --yes si vous êtes sûr de vous."),
        )
    asked = french(f"Effacer « {title} » et ce qu'on y a fait ? Recopiez son code ({code}) : ")
    if input(asked).strip().upper() != code:
        raise RefusedError("not-confirmed", "Ce n'est pas le code : rien n'a été effacé.")


def _line(record: dict[str, Any]) -> str:
    from grader.services.dates import day

    erased = day(datetime.fromisoformat(record["erase_at"]))
    away = ", rangée" if record["archived"] else ""
    people = plural(record["people"], "personne")
    return f"{record['code']} : {record['title']}, {people}, effacée le {erased}{away}"
