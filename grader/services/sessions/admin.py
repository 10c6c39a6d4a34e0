"""What who holds the installation sees: accounts and all sessions, and no password."""

from __future__ import annotations

from dataclasses import dataclass

from grader.progress.learners import ADMINISTRATOR
from grader.services.dates import day
from grader.services.sessions.accounts import ROLE_LABELS
from grader.services.sessions.form import SessionLine, session_line
from grader.services.workshop import Workshop
from grader.typography import french, plural


@dataclass(frozen=True)
class AccountLine:
    """An account.

    Attributes:
        login: its name.
        role: as people call it.
        admin: it holds the installation.
        since: when it was made, or closed.
        closed: it opens nothing.
        sessions: how many it runs.
    """

    login: str
    role: str
    admin: bool
    since: str
    closed: bool
    sessions: str


@dataclass(frozen=True)
class AdminView:
    """The page of the administration: ``accounts`` by login, ``sessions`` newest first."""

    accounts: tuple[AccountLine, ...]
    sessions: tuple[SessionLine, ...]


def admin_view(workshop: Workshop) -> AdminView:
    """Give the accounts and all sessions."""
    return AdminView(
        account_lines(workshop),
        tuple(session_line(workshop, one) for one in workshop.sessions.every()),
    )


def account_lines(workshop: Workshop) -> tuple[AccountLine, ...]:
    """List the accounts, by login."""
    return tuple(
        AccountLine(
            login=one.login,
            role=ROLE_LABELS.get(one.role, "Formateur"),
            admin=one.role == ADMINISTRATOR,
            since=french(
                f"fermé le {day(one.closed_at)}"
                if one.closed_at
                else f"ouvert, créé le {day(one.created_at)}"
            ),
            closed=one.closed_at is not None,
            sessions=plural(len(workshop.sessions.of_trainer(one.learner_id)), "session"),
        )
        for one in workshop.accounts.every()
    )
