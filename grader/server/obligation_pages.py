"""The simulator of obligations: open to anybody, without account or cookie; nothing is kept.

What was answered is in the address of the result, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

import jinja2

from grader.errors import OuvroirError
from grader.server.access import Access, read_cookie
from grader.server.downloads import Download
from grader.server.limits import Act
from grader.server.portal_rendering import portal_templates
from grader.server.rendering import shell_context
from grader.services.obligations import simulator
from grader.services.obligations.place import DUTIES
from grader.services.obligations.simulator import Asked, Told
from grader.services.obligations.written_dates import written_day
from grader.services.paths import page_done, page_seen
from grader.services.people import find_learner
from grader.services.profile import proposed
from grader.typography import french

TITLE = "Les obligations de ma collectivité"


@cache
def _templates() -> jinja2.Environment:
    environment = portal_templates().overlay()
    environment.filters = {**environment.filters, "jour": written_day}
    return environment


class OpenPage(Download):
    """Base of these pages: they know nobody, and leave nothing in the browser."""

    access = Access.PUBLIC

    @property
    def xsrf_token(self) -> bytes:
        """Give none: no form here writes, and a token would be a cookie."""
        return b""

    @property
    def here(self) -> str:
        """Give the simulator's own address."""
        return self.workshop.address(DUTIES)

    def asked(self) -> Mapping[str, list[str]]:
        """Give what the address carries.

        Raises:
            OuvroirError: it is longer than all answers together.
        """
        if len(self.request.query) > simulator.LONGEST_QUERY:
            raise OuvroirError(
                "long-address",
                "Cette adresse est trop longue pour être lue.",
                "Reprenez le questionnaire depuis son début.",
            )
        return {name: self.get_query_arguments(name) for name in self.request.query_arguments}

    async def known(self) -> bool:
        """Look whether a learner whom we know asks, and make nobody; ``self.learner`` is her."""
        run = self.settings["run_in_thread"]
        if self.learner is None and read_cookie(self):
            self.learner = await run(find_learner, self.workshop, read_cookie(self))
        return self.learner is not None

    async def proposed(self, arguments: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
        """Give the answers that her profile proposes; none where the address says any."""
        if not await self.known():
            return {}
        profile = await self.settings["run_in_thread"](self.workshop.profiles.of, self.me.id)
        return proposed(profile, arguments)

    async def seen(self, place: str, *, done: bool = False) -> None:
        """Note the step of her path that this page is, for a learner whom we know."""
        if await self.known():
            note = page_done if done else page_seen
            await self.settings["run_in_thread"](note, self.workshop, self.me.id, place)

    def show(self, template: str, title: str, **context: Any) -> None:
        """Show a page; its own words and the rules' are set in French typography."""
        shell = shell_context(self, title=french(title), kind="obligations")
        page = _templates().get_template(template)
        context = {"known": self.learner is not None, "prefilled": False, **context}
        self.finish(page.render(title=french(title), here=self.here, **shell, **context))

    def show_form(self, asked: Asked, *, prefilled: bool = False) -> None:
        """Show the questions; with errors, the status says that nothing was worked out."""
        wrong = bool(asked.form.errors)
        if wrong:
            self.set_status(HTTPStatus.BAD_REQUEST)
        title = f"Erreur : {TITLE}" if wrong else TITLE
        context = {"caution": asked.caution, "prefilled": prefilled}
        self.show("obligations.html", title, form=asked.form, **context)

    def show_result(self, told: Told) -> None:
        """Show what an authority must publish, and what can be taken away."""
        if told.errors:
            self.set_status(HTTPStatus.BAD_REQUEST)
        self.show("obligations-resultat.html", told.title, told=told, result=told.result)


class ObligationsPage(OpenPage):
    """The questions, filled in when the address carries answers."""

    async def get(self) -> None:
        """Show them."""
        arguments = self.asked()
        mine = await self.proposed(arguments)
        run = self.settings["run_in_thread"]
        asked = await run(simulator.ask, {**arguments, **mine})
        await self.seen(DUTIES)
        self.show_form(asked, prefilled=bool(mine))


class ObligationsResult(OpenPage):
    """What comes of the answers; or the questions again, with what to mend."""

    async def get(self) -> None:
        """Show it."""
        arguments = self.asked()
        run = self.settings["run_in_thread"]
        found = await run(simulator.tell, self.workshop.settings, arguments)
        if isinstance(found, Asked):
            self.show_form(found)
        else:
            await self.seen(DUTIES, done=True)
            self.show_result(found)


class ObligationsPaper(OpenPage):
    """A document to take away, written for who asks and kept nowhere."""

    act = Act.EXPORT

    async def get(self, paper: str, ending: str) -> None:
        """Send it; or show the page again, with what to mend."""
        arguments = self.asked()
        run = self.settings["run_slowly"]
        found = await run(simulator.write, self.workshop.settings, arguments, paper, ending)
        if isinstance(found, Asked):
            self.show_form(found)
        elif isinstance(found, Told):
            self.show_result(found)
        else:
            name, content = found
            self.send(content, name)
