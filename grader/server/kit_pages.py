"""The printable kit of a session: a page that lists it, its documents, its archive."""

from __future__ import annotations

from grader.server.access import Access
from grader.server.downloads import Download
from grader.server.limits import Act
from grader.server.rendering import render_shell
from grader.services.people import Learner
from grader.services.sessions.kit import FORMATS, PAPERS, kit_archive, kit_paper
from grader.services.sessions.programme import modules_of
from grader.services.sessions.reach import session_for
from grader.services.workshop import Workshop
from grader.typography import french


class KitPage(Download):
    """Lists the documents of a session's kit, for its trainers."""

    access = Access.TRAINER

    async def get(self, session_id: str) -> None:
        """Show the page.

        Raises:
            NotFoundError: there is no such session, or it is somebody else's.
        """
        run = self.settings["run_in_thread"]
        session = await run(session_for, self.workshop, self.me, session_id)
        here = self.workshop.address(f"formateur/sessions/{session.id}/kit")
        title = french(session.terms.title)
        modules = modules_of(self.workshop.course, session.terms)
        self.finish(
            render_shell(
                self,
                "kit-de-session.html",
                title=french("Le kit à imprimer"),
                kind="trainer",
                breadcrumb=[
                    ("Accueil", self.workshop.address("")),
                    ("Espace formateur", self.workshop.address(f"formateur?session={session.id}")),
                ],
                session=title,
                modules=[french(module.title) for module in modules],
                papers=[
                    (french(one.title), french(one.about), one.trainers_only,
                     [(ending.upper(), f"{here}/{one.id}.{ending}") for ending in FORMATS])
                    for one in PAPERS
                ],
                archive=f"{here}.zip",
            )
        )  # fmt: skip


class KitFile(Download):
    """A document of the kit, or all of it."""

    access = Access.TRAINER
    act = Act.EXPORT

    async def get(self, session_id: str, name: str = "", ending: str = "zip") -> None:
        """Send it, written for who asks and kept nowhere.

        Raises:
            NotFoundError: there is no such session or document, or it is somebody else's.
        """
        run = self.settings["run_slowly"]
        content = await run(_written, self.workshop, self.me, session_id, name, ending)
        self.send(content, f"{name or 'kit-de-session'}.{ending}")


def _written(
    workshop: Workshop, trainer: Learner, session_id: str, name: str, ending: str
) -> bytes:
    session = session_for(workshop, trainer, session_id)
    if not name:
        return kit_archive(workshop.course, session)
    return kit_paper(workshop.course, session, name, ending)
