"""Accounts of trainers and administrators: making them, logging in, and what a cookie says.

The cookie of who logged in is ``account~epoch~browser``: her row, the epoch that ends with a
logout or another password, and the learner that the browser held before, who is given back.
"""

from __future__ import annotations

import re

from grader.errors import NotFoundError, RefusedError
from grader.progress.learners import ADMINISTRATOR, LEARNER, TRAINER, Learner
from grader.progress.sessions.accounts import Account
from grader.services.sessions.passwords import hash_password, is_outdated, is_right
from grader.services.workshop import Workshop
from grader.typography import french

#: Between the parts of the cookie of who logged in; no id holds one.
MARK = "~"
LONGEST_LOGIN = 64
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]*")
ROLE_LABELS = {TRAINER: "Formateur", ADMINISTRATOR: "Administrateur"}


def login_of(typed: str) -> str:
    """Read a login as accounts are filed.

    Args:
        typed: as written; case and spaces around do not count.

    Raises:
        RefusedError: it cannot be a login.
    """
    login = typed.strip().lower()
    if "@" in login:
        raise RefusedError(
            "bad-login",
            "Une adresse électronique ne peut pas servir d'identifiant.",
            french("Prenez un nom court, sans « @ » : il ne sera montré qu'aux formateurs."),
        )
    if len(login) > LONGEST_LOGIN or not _LOGIN.fullmatch(login):
        raise RefusedError(
            "bad-login",
            "Cet identifiant ne convient pas.",
            french(
                f"Au plus {LONGEST_LOGIN} caractères : des lettres sans accent, des chiffres, "
                "le point, le tiret et le tiret bas. Le premier est une lettre ou un chiffre."
            ),
        )
    return login


def add_account(workshop: Workshop, typed: str, password: str, *, admin: bool = False) -> Account:
    """Make an account.

    Args:
        workshop: stores.
        typed: the login.
        password: at least twelve characters.
        admin: whether she holds the installation.

    Raises:
        RefusedError: the login or the password will not do, or the login is taken.
    """
    login = login_of(typed)
    role = ADMINISTRATOR if admin else TRAINER
    return workshop.accounts.add(login, hash_password(password), role)


def change_password(workshop: Workshop, typed: str, password: str) -> None:
    """Replace a password; whoever is logged in with that account is not any more.

    Raises:
        NotFoundError: there is no such account.
        RefusedError: the password will not do.
    """
    workshop.accounts.set_password(account_of(workshop, typed).login, hash_password(password))


def account_of(workshop: Workshop, typed: str) -> Account:
    """Give the account of a login.

    Raises:
        NotFoundError: there is none.
    """
    found = workshop.accounts.find(typed.strip().lower() or "-")
    if found is None:
        raise NotFoundError("unknown-account", "Il n'y a pas de compte à ce nom.")
    return found


def set_role(workshop: Workshop, account: Account, *, admin: bool) -> None:
    """Give an account another role; it ends its cookies, for pages know the role before.

    Raises:
        RefusedError: nobody would hold the installation any more.
    """
    if not admin:
        _keep_one(workshop, account)
    workshop.learners.set_role(account.learner_id, ADMINISTRATOR if admin else TRAINER)
    workshop.accounts.end_cookies(account.login)


def close_account(workshop: Workshop, account: Account) -> None:
    """Close an account; what it did stays.

    Raises:
        RefusedError: nobody would hold the installation any more.
    """
    _keep_one(workshop, account)
    workshop.accounts.set_closed(account.login, closed=True)


def remove_account(workshop: Workshop, account: Account) -> None:
    """Erase an account and its owner's row; her sessions stay, with who else runs them.

    Raises:
        RefusedError: nobody would hold the installation any more.
    """
    _keep_one(workshop, account)
    workshop.accounts.remove(account.login)


def log_in(workshop: Workshop, typed: str, password: str) -> Account | None:
    """Give the open account whose login and password these are, or None, whatever is wrong.

    Args:
        workshop: stores.
        typed: the login.
        password: as typed.
    """
    account = workshop.accounts.find(typed.strip().lower()[:LONGEST_LOGIN] or "-")
    right = is_right(account.password_hash if account else None, password)
    if account is None or not right or account.closed_at is not None:
        return None
    if is_outdated(account.password_hash):
        workshop.accounts.set_hash(account.login, hash_password(password))
    return account


def cookie_value(account: Account, before: Learner | None) -> str:
    """Write what the cookie of who logged in says.

    Args:
        account: hers.
        before: the learner whom this browser held; who holds rights is not kept.
    """
    kept = before.id if before is not None and before.role == LEARNER else ""
    return MARK.join((account.learner_id, account.epoch, kept))


def owner_in(value: str) -> str:
    """Give the id of who a cookie speaks for, without asking whether it still does."""
    return value.partition(MARK)[0]


def before_in(value: str) -> str:
    """Give the id of the learner whom a browser held before the login, or ""."""
    return value.split(MARK)[2] if value.count(MARK) == 2 else ""


def holder_of(workshop: Workshop, value: str) -> Learner | None:
    """Give who a cookie speaks for: the account's owner while it holds, else who was before.

    Args:
        workshop: stores.
        value: of a cookie whose signature was checked.
    """
    if value.count(MARK) != 2:
        return None
    owner, epoch, before = value.split(MARK)
    account = workshop.accounts.of_learner(owner)
    if account is not None and account.closed_at is None and account.epoch == epoch:
        return workshop.learners.find(owner)
    return workshop.learners.find(before) if before else None


def _keep_one(workshop: Workshop, account: Account) -> None:
    """Refuse to leave the installation without an open administrator's account."""
    if account.role != ADMINISTRATOR or account.closed_at is not None:
        return
    others = (
        one
        for one in workshop.accounts.every()
        if one.login != account.login and one.role == ADMINISTRATOR and one.closed_at is None
    )
    if next(others, None) is None:
        raise RefusedError(
            "last-administrator",
            "C'est le dernier compte administrateur ouvert.",
            "Ouvrez-en un autre avant.",
        )
