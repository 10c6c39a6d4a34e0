"""« Mes données » : see, erase a file, erase everything."""

from __future__ import annotations

import asyncio
import json

from grader.server.access import COOKIE, Access, OuvroirHandler
from grader.server.downloads import Download
from grader.server.kernels import close_kernel
from grader.server.limits import Act
from grader.server.rendering import render_shell
from grader.services.everything import NAME, everything_kept
from grader.services.my_data import erase_everything, erase_file, my_data


class MyDataPage(OuvroirHandler):
    """Tells a learner what is kept about her."""

    access = Access.VISITOR

    async def get(self) -> None:
        """Show the page."""
        data = await asyncio.to_thread(my_data, self.workshop, self.me.id)
        self.finish(
            render_shell(self, "mes-donnees.html", title="Mes données", kind="data", data=data)
        )


class EverythingFile(Download):
    """All that is kept about her, as JSON."""

    access = Access.LEARNER
    act = Act.EXPORT

    async def get(self) -> None:
        """Send the file."""
        run = self.settings["run_slowly"]
        found = await run(everything_kept, self.workshop, self.me.id)
        self.send(json.dumps(found, ensure_ascii=False, indent=2).encode(), NAME)


class KeptPage(OuvroirHandler):
    """Tells what is kept, why, until when, who sees it and how to erase it."""

    access = Access.PUBLIC

    async def get(self) -> None:
        """Show the page."""
        self.finish(
            render_shell(
                self,
                "ce-qui-est-conserve.html",
                title="Ce qui est conservé",
                kind="kept",
                file_days=self.workshop.settings.file_days,
                alone=self.workshop.settings.alone,
            )
        )


class EraseFile(OuvroirHandler):
    """Erases one of her files."""

    access = Access.LEARNER

    async def post(self, file_id: str) -> None:
        """Erase, then show what is left."""
        run = self.settings["run_slowly"]
        await run(erase_file, self.workshop, self.me.id, int(file_id))
        self.redirect(self.workshop.address("mes-donnees"), status=303)


class EraseEverything(OuvroirHandler):
    """Erases a learner, after a page that says what will be lost."""

    access = Access.LEARNER

    async def get(self) -> None:
        """Ask for confirmation."""
        self.finish(
            render_shell(
                self,
                "confirmer.html",
                title="Tout effacer",
                kind="data",
                action=self.workshop.address("mes-donnees/tout"),
                cancel=self.workshop.address("mes-donnees"),
            )
        )

    async def post(self) -> None:
        """Close her pages, erase, forget the cookie."""
        pages = self.settings["open_pages"]
        for page in pages.of(self.me.id):
            await close_kernel(self.settings["kernel_manager"], pages, page)
        # A grading under way may hold the gradebook: nobody else waits for that.
        await self.settings["run_slowly"](erase_everything, self.workshop, self.me.id)
        self.settings["metrics"].erased("demande")
        self.clear_cookie(COOKIE, path=self.settings["base_url"])
        self.redirect(self.workshop.address(""), status=303)
