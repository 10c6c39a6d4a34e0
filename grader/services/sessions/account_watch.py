"""Accounts whose logins were ended elsewhere: by a command, in another process than the server."""

from __future__ import annotations

from grader.services.workshop import Workshop


class AccountWatch:
    """Remembers the epoch of each account, to tell which ones changed since the last look."""

    def __init__(self) -> None:
        self._epochs: dict[str, str] = {}

    def ended(self, workshop: Workshop) -> list[str]:
        """Give the learner ids of the accounts whose logins ended since the last look.

        Args:
            workshop: stores.
        """
        now = {one.learner_id: one.epoch for one in workshop.accounts.every()}
        before, self._epochs = self._epochs, now
        return [owner for owner, epoch in before.items() if now.get(owner) != epoch]
