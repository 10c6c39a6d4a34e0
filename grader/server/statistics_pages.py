"""Which question is bad, and what the group gained: for trainers, without a pseudonym."""

from __future__ import annotations

from grader.server.access import Access, OuvroirHandler
from grader.server.downloads import Download
from grader.server.rendering import render_shell
from grader.services.learning.group_figures import GroupView, group_gains_view
from grader.services.learning.item_figures import measure
from grader.services.learning.item_files import figures_csv
from grader.services.learning.item_page import ItemsPage, items_page
from grader.services.workshop import Workshop

TITLE = "Les questions et leurs réponses"


class QuestionsPage(OuvroirHandler):
    """Shows a trainer the questions to look at, then the figures of all."""

    access = Access.TRAINER

    async def get(self) -> None:
        """Show the page."""
        items, group = await self.settings["run_slowly"](_looked_at, self.workshop)
        self.finish(
            render_shell(
                self,
                "formateur-questions.html",
                title=TITLE,
                kind="statistics",
                items=items,
                group=group,
                room=self.workshop.address("formateur"),
                file=self.workshop.address("formateur/questions.csv"),
            )
        )


class QuestionsFile(Download):
    """The same figures, for a French spreadsheet."""

    access = Access.TRAINER

    async def get(self) -> None:
        """Send the file."""
        content = await self.settings["run_slowly"](_written, self.workshop)
        self.send(content, "questions-ouvroir.csv")


def _looked_at(workshop: Workshop) -> tuple[ItemsPage, GroupView]:
    measured = measure(workshop.course, workshop.database)
    return items_page(measured), group_gains_view(workshop)


def _written(workshop: Workshop) -> bytes:
    return figures_csv(measure(workshop.course, workshop.database)).encode("utf-8")
