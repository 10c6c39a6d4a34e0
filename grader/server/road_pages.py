"""« La route de mon fichier », and its report for a director: for the learner alone."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from grader.server.access import Access, OuvroirHandler
from grader.server.downloads import Download
from grader.server.limits import Act
from grader.server.rendering import render_shell
from grader.services.attestations_standing import lines_of
from grader.services.road.gather import road_of
from grader.services.road.records import ROAD
from grader.services.road.report import Choices
from grader.services.road.without_people import say_without_people
from grader.services.road.writing import written_report

TITLE = "La route de mon fichier"
#: Longest key of a file or of a record that an address may name.
_LONGEST_KEY = 80


class RoadPage(OuvroirHandler):
    """Shows a learner the road of one of her files."""

    access = Access.VISITOR

    async def get(self) -> None:
        """Show the page."""
        run = self.settings["run_slowly"]
        road = await run(road_of, self.workshop, self.me.id, *_chosen(self))
        attestations = await run(lines_of, self.workshop, self.me.id)
        self.finish(
            render_shell(
                self,
                "mon-parcours.html",
                title=TITLE,
                kind="road",
                road=road,
                attestations=attestations,
                here=self.workshop.address(ROAD),
            )
        )

    async def post(self) -> None:
        """Keep her word that a file speaks of nobody, or that it does after all."""
        file = self.get_body_argument("fichier", "")[:_LONGEST_KEY]
        record = self.get_body_argument("fiche", "")[:_LONGEST_KEY]
        said = self.get_body_argument("personne", "") == "aucune"
        run = self.settings["run_slowly"]
        await run(partial(say_without_people, said=said), self.workshop, self.me.id, file)
        query = urlencode({"fichier": file, "fiche": record} if record else {"fichier": file})
        there = self.workshop.address(ROAD)
        self.redirect(f"{there}?{query}#protected", status=HTTPStatus.SEE_OTHER)


class RoadReport(Download):
    """Writes the same as a report, to print or to go on with; nothing of it is kept."""

    access = Access.LEARNER
    act = Act.EXPORT

    async def get(self, ending: str) -> None:
        """Send the file."""
        choices = Choices(
            named=not self.get_query_argument("sans-nom", ""),
            people=not self.get_query_argument("sans-personnes", ""),
            origin=f"{self.request.protocol}://{self.request.host}",
        )
        run = self.settings["run_slowly"]
        name, content = await run(
            written_report, self.workshop, self.me.id, _chosen(self), choices, ending
        )
        self.send(content, name)


def _chosen(handler: OuvroirHandler) -> tuple[str, str]:
    """Take the keys of the file and of the record that the address names."""
    file = handler.get_query_argument("fichier", "")
    record = handler.get_query_argument("fiche", "")
    return file[:_LONGEST_KEY], record[:_LONGEST_KEY]
