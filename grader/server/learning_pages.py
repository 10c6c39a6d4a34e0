"""« Mettre ces rendez-vous dans mon agenda »."""

from __future__ import annotations

from grader.server.access import Access
from grader.server.downloads import Download
from grader.server.limits import Act
from grader.services.learning.calendar import review_calendar
from grader.services.learning.review import CALENDAR


class ReviewCalendar(Download):
    """The days of review of a learner, for her own calendar."""

    access = Access.LEARNER
    act = Act.EXPORT

    async def get(self) -> None:
        """Send the file."""
        here = f"{self.request.protocol}://{self.request.host}{self.workshop.address('')}"
        run = self.settings["run_slowly"]
        self.send(await run(review_calendar, self.workshop, self.me.id, here), CALENDAR)
