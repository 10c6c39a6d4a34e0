"""The pages to decide with: open to anybody, without account or cookie; nothing is kept.

What was answered is in the address, and nowhere else; each page gives it on to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import ClassVar

from grader.errors import OuvroirError
from grader.server.limits import Act
from grader.server.obligation_pages import OpenPage
from grader.services.deciding import desk
from grader.services.deciding.desk import PAGES, Page
from grader.services.deciding.fields import Arguments
from grader.services.deciding.journey import NOTE
from grader.services.deciding.papers import Paper
from grader.services.deciding.place import DECIDE
from grader.services.deciding.situation import LONGEST_QUERY

#: The document that ends « 20 minutes pour décider ».
NOTE_PAPER = "note-de-decision"


class DecidingPage(OpenPage):
    """Base of these pages: how their addresses are read, and how they are shown."""

    def asked(self) -> Mapping[str, list[str]]:
        """Give what the address carries.

        Raises:
            OuvroirError: it is longer than all answers together.
        """
        if len(self.request.query) > LONGEST_QUERY:
            raise OuvroirError(
                "long-address",
                "Cette adresse est trop longue pour être lue.",
                "Reprenez depuis la première page.",
            )
        return {name: self.get_query_arguments(name) for name in self.request.query_arguments}

    async def show_page(self, page: Page) -> None:
        """Show a page; with something to mend, the status says that nothing was worked out.

        Where it asks who we are, her profile fills it in, unless the address says anything.
        """
        mine = await self.proposed(self.asked()) if page.template == desk.PROFILE_PAGE else {}
        page = desk.proposing(page, mine)
        if not page.wrong:
            await self.seen(DECIDE if page.template == desk.PROFILE_PAGE else page.place)
        if page.wrong:
            self.set_status(HTTPStatus.BAD_REQUEST)
        title = f"Erreur : {page.title}" if page.wrong else page.title
        context = {**page.context, "query": page.query, "place": page.place, "pages": PAGES}
        context["prefilled"] = bool(mine)
        self.show(page.template, title, **context)


class MadePage(DecidingPage):
    """Base of those that are only looked at."""

    make: ClassVar[Callable[[Arguments], Page]]

    async def get(self) -> None:
        """Show it; an address that a form filled with blanks is written shorter first."""
        arguments = self.asked()
        run = self.settings["run_in_thread"]
        page = await run(type(self).make, arguments)
        blank = any("" in values for values in arguments.values())
        if blank and page.query and not page.wrong:
            self.redirect(f"{self.request.path}?{page.query}")
        else:
            await self.show_page(page)


class BeginPage(MadePage):
    """Who we are."""

    make = desk.begin


class LawPage(MadePage):
    """What the law asks."""

    make = desk.law


class CostPage(MadePage):
    """What it would cost."""

    make = desk.cost


class NotePage(MadePage):
    """What is to be decided."""

    make = desk.note


class PrioritiesPage(MadePage):
    """What to publish first."""

    make = desk.priorities


class CostsPage(MadePage):
    """The account, with all that may be changed."""

    make = desk.costs


class RoadMapPage(MadePage):
    """The steps, set in time."""

    make = desk.road_map


class ProgrammePage(MadePage):
    """The workshops of a day."""

    make = desk.programme


class SkillsPage(DecidingPage):
    """Where one stands as a leader of workshops."""

    async def get(self) -> None:
        """Show it; lessons that are not installed are not led to."""
        modules = self.workshop.course.modules.values()
        lessons = {lesson.id for module in modules for lesson in module.lessons}
        await self.show_page(desk.skills(self.asked(), lessons))


class DecidingPaper(DecidingPage):
    """A document to take away, written for who asks and kept nowhere."""

    act = Act.EXPORT

    papers: ClassVar[Mapping[str, Callable[[Arguments, str], Page | Paper]]] = {
        NOTE_PAPER: desk.note_file,
        "priorites": desk.priorities_file,
        "feuille-de-route": desk.road_map_file,
        "programme": desk.programme_file,
    }

    async def get(self, paper: str, ending: str) -> None:
        """Send it; or show the page that asks for it, with what to mend."""
        arguments = self.asked()
        run = self.settings["run_slowly"]
        found = await run(self.papers[paper], arguments, ending)
        if isinstance(found, Paper):
            if paper == NOTE_PAPER:
                await self.seen(NOTE.place, done=True)
            self.send(found.content, found.name)
        else:
            await self.show_page(found)
