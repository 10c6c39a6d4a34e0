"""A learner with a page open on a real server."""

from __future__ import annotations

from tests.support.pages import Line, open_page


class Visitor:
    """A learner who has opened a page, and speaks to one of its pieces."""

    def __init__(self, server, address, kind, ref):
        self.client = server.client()
        self.page = open_page(self.client, address)
        self.line = Line(self.client, self.page.kernel)
        self.piece = self.page.piece(kind, ref)

    def ask(self, action, **arguments):
        return self.line.ask(self.piece["model"], action, **arguments)

    def view(self, action, **arguments):
        reply = self.ask(action, **arguments)
        assert "view" in reply, reply
        return reply["view"]

    def close(self):
        self.line.close()
        self.client.close()
