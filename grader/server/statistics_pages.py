"""Which question is bad, and what the group gained: for trainers, without a pseudonym.

A trainer reads the figures of one of her sessions; an administrator, those of the house too.
"""

from __future__ import annotations

from grader.server.access import Access, OuvroirHandler
from grader.server.downloads import Download
from grader.server.limits import Act
from grader.server.rendering import render_shell
from grader.services.learning.group_figures import GroupView, group_gains_view
from grader.services.learning.item_figures import measure
from grader.services.learning.item_files import figures_csv
from grader.services.learning.item_page import ItemsPage, items_page
from grader.services.people import Learner
from grader.services.sessions.desk import Desk, desk_for
from grader.services.workshop import Workshop
from grader.typography import french

TITLE = "Les questions et leurs réponses"


class QuestionsPage(OuvroirHandler):
    """Shows a trainer the questions to look at, then the figures of all."""

    access = Access.TRAINER

    async def get(self) -> None:
        """Show the page."""
        asked = self.get_query_argument("session", "")
        run = self.settings["run_slowly"]
        desk, items, group = await run(_looked_at, self.workshop, self.me, asked)
        chosen = f"?session={desk.session.id}" if desk.session else ""
        self.finish(
            render_shell(
                self,
                "formateur-questions.html",
                title=TITLE,
                kind="statistics",
                items=items,
                group=group,
                room=self.workshop.address(f"formateur{chosen}"),
                file=self.workshop.address(f"formateur/questions.csv{chosen}"),
                whose=french(f"Session « {desk.session.terms.title} »") if desk.session else "",
            )
        )


class QuestionsFile(Download):
    """The same figures, for a French spreadsheet."""

    access = Access.TRAINER
    act = Act.EXPORT

    async def get(self) -> None:
        """Send the file."""
        asked = self.get_query_argument("session", "")
        content = await self.settings["run_slowly"](_written, self.workshop, self.me, asked)
        self.send(content, "questions-ouvroir.csv")


def _looked_at(
    workshop: Workshop, trainer: Learner, session_id: str
) -> tuple[Desk, ItemsPage, GroupView]:
    desk = desk_for(workshop, trainer, session_id)
    measured = measure(workshop.course, workshop.database, people=desk.people)
    return desk, items_page(measured), group_gains_view(workshop, desk.people)


def _written(workshop: Workshop, trainer: Learner, session_id: str) -> bytes:
    people = desk_for(workshop, trainer, session_id).people
    return figures_csv(measure(workshop.course, workshop.database, people=people)).encode("utf-8")
