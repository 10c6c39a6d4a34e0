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
from grader.server.access import Access
from grader.server.downloads import Download
from grader.server.portal_rendering import portal_templates
from grader.server.rendering import shell_context
from grader.services.obligations import simulator
from grader.services.obligations.place import DUTIES
from grader.services.obligations.simulator import Asked, Told
from grader.services.obligations.written_dates import written_day
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

    def show(self, template: str, title: str, **context: Any) -> None:
        """Show a page; its own words and the rules' are set in French typography."""
        shell = shell_context(self, title=french(title), kind="obligations")
        page = _templates().get_template(template)
        self.finish(page.render(title=french(title), here=self.here, **shell, **context))

    def show_form(self, asked: Asked) -> None:
        """Show the questions; with errors, the status says that nothing was worked out."""
        wrong = bool(asked.form.errors)
        if wrong:
            self.set_status(HTTPStatus.BAD_REQUEST)
        title = f"Erreur : {TITLE}" if wrong else TITLE
        self.show("obligations.html", title, form=asked.form, caution=asked.caution)

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
        run = self.settings["run_in_thread"]
        self.show_form(await run(simulator.ask, arguments))


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
            self.show_result(found)


class ObligationsPaper(OpenPage):
    """A document to take away, written for who asks and kept nowhere."""

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
