"""Entering the trainer's room with the key that the server printed at its start."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

import tornado.web

from grader.server.access import Access, OuvroirHandler
from grader.services.trainers import become_trainer


class EnterTrainerRoom(OuvroirHandler):
    """Takes the key in the address, then leaves it out of the address bar."""

    access = Access.VISITOR

    async def get(self) -> None:
        """Open the room, or refuse after a pause that makes guessing pointless.

        Raises:
            tornado.web.HTTPError: 403 for a wrong key.
        """
        key = self.get_query_argument("cle", "")
        if not await asyncio.to_thread(become_trainer, self.workshop, self.me.id, key):
            await asyncio.sleep(1)
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)
        self.redirect(self.workshop.address("formateur"))
