"""What an open page asks under ``ouvroir serve --watch``: is there a newer version of me?"""

from __future__ import annotations

from grader.server.access import Access, OuvroirHandler
from grader.server.watch import Watch


class PreviewNews(OuvroirHandler):
    """Tells which version of the courses is served, and what of the newest cannot be read."""

    access = Access.LEARNER

    def wants_json(self) -> bool:
        """Say yes: only our script asks here."""
        return True

    def get(self) -> None:
        """Answer at once: a page that waits would hold one of its browser's few connections."""
        watch: Watch = self.settings["watch"]
        self.finish(watch.news())
