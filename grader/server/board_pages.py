"""The board of a session, for the wall of the room: code, link, QR code."""

from __future__ import annotations

from grader.server.access import Access, OuvroirHandler
from grader.server.rendering import render_shell
from grader.services.sessions.board import board_of
from grader.services.sessions.reach import session_for


class BoardPage(OuvroirHandler):
    """Shows the board to the trainers of a session; no pseudonym is on it."""

    access = Access.TRAINER

    async def get(self, session_id: str) -> None:
        """Show it.

        Raises:
            NotFoundError: there is no such session, or it is somebody else's.
        """
        run = self.settings["run_in_thread"]
        session = await run(session_for, self.workshop, self.me, session_id)
        origin = f"{self.request.protocol}://{self.request.host}"
        board = board_of(self.workshop, session, origin, self.request.host_name)
        self.finish(
            render_shell(
                self,
                "tableau-de-session.html",
                title="Le tableau de la session",
                kind="trainer",
                board=board,
                back=self.workshop.address("formateur"),
            )
        )
