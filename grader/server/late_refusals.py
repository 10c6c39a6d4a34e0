"""A refusal that waits for the end of the body: a sender that is cut off shows no answer at all.

Closing a connection whose bytes are not all read resets it, and the answer may be lost on its
way (RFC 9112, section 9.6). What is refused is read and thrown away, within bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import tornado.web

from grader.errors import OuvroirError
from grader.server.access import OuvroirHandler

if TYPE_CHECKING:
    from tornado.http1connection import HTTP1Connection

#: Read and thrown away from who may send nothing at all; past it the connection is closed.
_FROM_STRANGERS = 1024 * 1024


class RefusesLate(OuvroirHandler):
    """Base of what receives its body in pieces.

    ``refused_sender`` is looked at before the first piece is kept, and raised by
    ``raise_refusal`` once the last has come.
    """

    refused_sender: tornado.web.HTTPError | OuvroirError | None = None

    def check_xsrf_cookie(self) -> None:
        """Look for the token against forged requests, and remember that it is not there."""
        try:
            super().check_xsrf_cookie()
        except tornado.web.HTTPError as refused:
            self.refused_sender = refused

    async def let_in(self, most: int) -> bool:
        """Find who sends, and bound what is read of her body.

        Args:
            most: bytes read from who may send.

        Returns:
            Whether she may send; where she may not, nothing of the body is to be kept.
        """
        try:
            self.refuse_at_stop()
            await self.identify()
        except (tornado.web.HTTPError, OuvroirError) as refused:
            self.refused_sender = self.refused_sender or refused
        connection = cast("HTTP1Connection", self.request.connection)
        stranger = isinstance(self.refused_sender, tornado.web.HTTPError)
        connection.set_max_body_size(_FROM_STRANGERS if stranger else most)
        return self.refused_sender is None

    def raise_refusal(self) -> None:
        """Tell that the sender was refused, if she was.

        Raises:
            tornado.web.HTTPError: 403.
        """
        if self.refused_sender is not None:
            raise self.refused_sender
