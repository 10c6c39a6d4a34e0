"""``ouvroir trainer``: accounts of trainers and administrators."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.errors import RefusedError
from grader.typography import french

if TYPE_CHECKING:
    from grader.services.workshop import Workshop

_ACTS = {
    "add": "créer un compte",
    "password": "changer un mot de passe ; met fin aux connexions de ce compte",
    "close": "fermer un compte : il n'ouvre plus rien, ses sessions restent",
    "open": "rouvrir un compte fermé",
    "remove": "effacer un compte ; ses sessions restent aux autres formateurs",
}


def add_parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser], name: str = "trainer"
) -> None:
    """Declare the command, what it does, and its options.

    Args:
        subparsers: those of ``ouvroir``, or of a command that has this one within it.
        name: what it is called there.
    """
    parser = subparsers.add_parser(
        name,
        help="créer et fermer les comptes des formateurs",
        description=french(
            "Crée, liste, ferme, rouvre et efface les comptes des formateurs et des "
            "administrateurs. Le mot de passe est demandé deux fois, sans s'afficher. Le serveur "
            "peut tourner pendant ce temps. Rend 0, ou 2 si la demande est refusée."
        ),
    )
    acts = parser.add_subparsers(metavar="ACTE", dest="act", required=True)
    for act_name, about in _ACTS.items():
        told = french(f"Sert à {about}.")
        act = acts.add_parser(act_name, help=french(about), description=told)
        act.add_argument("login", metavar="IDENTIFIANT", help=french("nom du compte"))
        if act_name in ("add", "password"):
            act.add_argument(
                "--password-stdin",
                action="store_true",
                help=french("lire le mot de passe sur l'entrée standard, une seule fois"),
            )
        if act_name == "add":
            act.add_argument(
                "--admin",
                action="store_true",
                help=french("compte administrateur : toutes les sessions, et les comptes"),
            )
    listing = acts.add_parser(
        "list", help="lister les comptes", description="Sert à lister les comptes."
    )
    listing.add_argument("--json", action="store_true", help="dire la liste en JSON")
    listing.set_defaults(login="")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it; see ``grader.services.sessions.accounts``.

    Args:
        args: ``act``, ``login``, and ``admin`` and ``password_stdin`` where they apply.

    Returns:
        0.

    Raises:
        OuvroirError: it is refused; the message says why.
    """
    from grader.services.stores import open_stores
    from grader.settings import Settings

    # No course is read: the stores are enough.
    workshop = open_stores(Settings.from_environment())
    try:
        told = _do(workshop, args)
        print(told if getattr(args, "json", False) else french(told))
    finally:
        workshop.close()
    return 0


def _do(workshop: Workshop, args: argparse.Namespace) -> str:
    from grader.services.sessions import accounts

    if args.act == "list":
        return _as_json(workshop) if args.json else _listed(workshop)
    if args.act == "add":
        login = accounts.login_of(args.login)
        if workshop.accounts.find(login) is not None:
            raise RefusedError(
                "login-taken",
                f"L'identifiant « {login} » est déjà pris.",
                "Choisissez-en un autre.",
            )
        accounts.add_account(workshop, login, _password(args), admin=args.admin)
        kind = "administrateur" if args.admin else "formateur"
        return f"Compte {kind} créé : {login}. Il se connecte à la page « connexion »."
    account = accounts.account_of(workshop, args.login)
    if args.act == "password":
        accounts.change_password(workshop, account.login, _password(args))
        return f"Mot de passe changé : {account.login} doit se reconnecter."
    acts: dict[str, tuple[Callable[[], None], str]] = {
        "close": (lambda: accounts.close_account(workshop, account), "fermé"),
        "open": (lambda: workshop.accounts.set_closed(account.login, closed=False), "rouvert"),
        "remove": (lambda: accounts.remove_account(workshop, account), "effacé"),
    }
    act, told = acts[args.act]
    act()
    return f"Compte {told} : {account.login}."


def _listed(workshop: Workshop) -> str:
    from grader.services.sessions.admin import account_lines

    lines = account_lines(workshop)
    if not lines:
        return "Aucun compte. Pour en créer un : ouvroir trainer add IDENTIFIANT"
    return "\n".join(f"{one.login} : {one.role}, {one.since}, {one.sessions}" for one in lines)


def _as_json(workshop: Workshop) -> str:
    accounts = [
        {
            "login": one.login,
            "role": one.role,
            "created_at": one.created_at.isoformat(timespec="seconds"),
            "closed": one.closed_at is not None,
            "sessions": len(workshop.sessions.of_trainer(one.learner_id)),
        }
        for one in workshop.accounts.every()
    ]
    return json.dumps(accounts, ensure_ascii=False, indent=2)


def _password(args: argparse.Namespace) -> str:
    """Ask for a password, twice where a person types it.

    Raises:
        RefusedError: both are not the same, or nobody can type.
    """
    if args.password_stdin:
        return sys.stdin.readline(1000).rstrip("\r\n")
    if not sys.stdin.isatty():
        raise RefusedError(
            "no-terminal",
            "Le mot de passe ne peut pas être demandé : il n'y a pas de terminal.",
            french("Donnez-le sur l'entrée standard, avec --password-stdin."),
        )
    password = getpass.getpass(french("Mot de passe (12 caractères au moins) : "))
    if getpass.getpass(french("Le même, encore une fois : ")) != password:
        raise RefusedError(
            "not-the-same",
            "Les deux mots de passe ne sont pas les mêmes.",
            "Recommencez.",
        )
    return password
