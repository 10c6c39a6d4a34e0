"""Entering the trainer's room with the key that the server printed at its start."""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus

import tornado.web

from grader.server.access import Access, OuvroirHandler, read_cookie, write_cookie
from grader.services.resume_tries import LoginTries
from grader.services.sessions.accounts import MARK
from grader.services.trainers import become_trainer

#: Seconds that a wrong key takes, at the least.
_PAUSE = 1.0


class EnterTrainerRoom(OuvroirHandler):
    """Takes the key in the address, then leaves it out of the address bar."""

    access = Access.VISITOR

    async def get(self) -> None:
        """Open the room, or refuse after a pause that makes guessing pointless.

        Raises:
            tornado.web.HTTPError: 403 for a wrong key.
            TooOftenError: too many keys were wrong.
        """
        begun = time.monotonic()
        key = self.get_query_argument("cle", "")
        tries: LoginTries = self.settings["login_tries"]
        place = str(self.request.remote_ip)
        with tries.one(place):
            if not await asyncio.to_thread(become_trainer, self.workshop, self.me.id, key):
                pause = max(_PAUSE, tries.wrong(place))
                await asyncio.sleep(begun + pause - time.monotonic())
                raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)
        # The rights of the key last for half a day from here.
        if MARK not in read_cookie(self):
            write_cookie(self, self.me)
        self.redirect(self.workshop.address("formateur"))
