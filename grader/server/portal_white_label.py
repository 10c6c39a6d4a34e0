"""One organisation's data inside its own site: a page that any site may frame, without a cookie."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from grader.publication.problems import Problem
from grader.server.access import CONTENT_SECURITY_POLICY, Access, OuvroirHandler
from grader.server.portal_api import door_of
from grader.server.portal_pages import PortalPage
from grader.server.portal_rendering import portal_templates
from grader.server.rendering import static_address
from grader.services.portal.visits import visit
from grader.services.portal.white_label import WhiteLabel, white_label
from grader.typography import french

#: No script, no form, no cookie: whoever frames it learns nothing of who looks.
_FRAMED_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors *",
    )
)


class FramedPage(OuvroirHandler):
    """What an organisation publishes, for a frame in its own site."""

    access = Access.PUBLIC

    def set_default_headers(self) -> None:
        """Let any site frame this page, and nothing more."""
        super().set_default_headers()
        self.set_header("Content-Security-Policy", _FRAMED_POLICY)
        self.set_header("Cross-Origin-Resource-Policy", "cross-origin")
        self.clear_header("Cross-Origin-Opener-Policy")

    async def get(self, space_id: str, site: str | None, name: str) -> None:
        """Show the page; the cookie is neither read nor set."""
        try:
            shown = await self.settings["run_in_thread"](self._shown, space_id, site, name)
        except Problem as problem:
            self._say(problem.status, french(problem.explanation))
            return
        self._render(shown=shown, told="")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Tell what happened without the shell, which would set a cookie."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        gone = getattr(error, "code", "") == "unknown-space"
        self._say(
            HTTPStatus.NOT_FOUND if gone else status_code,
            "Ces données ne sont plus à cette adresse."
            if gone or status_code == HTTPStatus.NOT_FOUND
            else "Ces données ne peuvent pas être montrées en ce moment.",
        )

    def _shown(self, space_id: str, site: str | None, name: str) -> WhiteLabel:
        door = replace(door_of(self, space_id, site), learner_id="")
        return white_label(visit(self.workshop, door).portal, name)

    def _say(self, status: int, told: str) -> None:
        self.set_status(status)
        self._render(shown=None, told=told)

    def _render(self, **context: Any) -> None:
        page = portal_templates().get_template("portal/marque-blanche.html")
        self.finish(page.render(static=static_address(self.settings["base_url"]), **context))


class FrameHelp(PortalPage):
    """The code to paste, what it shows, and what makes it accessible."""

    async def get(self, space_id: str, site: str | None, name: str) -> None:
        """Show the page, which frames the other one."""
        seen = await self.opened(space_id, site)
        shown = await self.run(white_label, seen.portal, name)
        self.set_header("Content-Security-Policy", f"{CONTENT_SECURITY_POLICY}; frame-src 'self'")
        way = (("Organisations", f"{seen.place.home}organizations/"),)
        self.show(
            seen,
            "marque-blanche-integrer.html",
            "Montrer ces données dans votre site",
            breadcrumb=way,
            shown=shown,
        )
