"""Pages that Voilà renders: one kernel a page, thin, owned by the learner who opened it."""

from __future__ import annotations

import asyncio
import logging
import uuid
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, ClassVar

import nbformat
import tornado.iostream
import tornado.web

from grader.errors import RefusedError
from grader.server.access import Access, OuvroirHandler
from grader.server.kernels import close_kernel
from grader.server.limits import Act
from grader.server.open_pages import OpenPage, OpenPages
from grader.server.page_cells import cells_for
from grader.server.page_rendering import make_renderer
from grader.server.page_run import with_outputs
from grader.server.rendering import render_shell, shell_context
from grader.services.bench_desk import VALIDATOR, VALIDATOR_TITLE
from grader.services.choices import Arranged, arranged
from grader.services.free_quiz import FREE_QUIZ, FREE_QUIZ_TITLE
from grader.services.learning.placement import PLACEMENT, PLACEMENT_TITLE
from grader.services.learning.review import REVIEW, REVIEW_TITLE
from grader.services.lessons import (
    find_lesson,
    lesson_address,
    module_address,
    next_lesson,
    previous_lesson,
)
from grader.services.modules import course_progress, find_module
from grader.services.people import is_trainer
from grader.services.privacy_desk import ANONYMISER, ANONYMISER_TITLE
from grader.services.profile import LearnerProfile
from grader.services.sessions.desk import desk_for
from grader.services.sessions.reach import session_for
from grader.services.sessions.room import PROJECTION, room_ref
from grader.typography import french

_log = logging.getLogger("ouvroir.server")

_NOBODY = LearnerProfile()
STEP_LABELS = {
    "questionner": "Se questionner",
    "comprendre": "Comprendre",
    "exercer": "S'exercer",
    "retenir": "Retenir",
}


@dataclass(frozen=True)
class PageToShow:
    """Which notebook to render, about what, and what its shell says.

    Attributes:
        notebook: path of the ``.ipynb``.
        subject: what the page is about, for its kernel: lesson id, module slug or "".
        shell: title, breadcrumb and so on.
        profile: of who reads it: examples that are for others are folded.
        piece: the only kind of activity of the notebook that this page has; "" for all of them.
        choices: of the lesson, as they stand for who reads it.
    """

    notebook: Path
    subject: str
    shell: dict[str, Any] = field(default_factory=dict)
    profile: LearnerProfile = _NOBODY
    piece: str = ""
    choices: tuple[Arranged, ...] = ()


class VoilaPageHandler(OuvroirHandler):
    """Renders a page and hands its kernel the token that speaks for its owner."""

    access: ClassVar[Access] = Access.VISITOR
    act = Act.PAGE

    @property
    def pages(self) -> OpenPages:
        """Pages open now."""
        pages: OpenPages = self.settings["open_pages"]
        return pages

    def page_to_show(self, *_path: str) -> PageToShow | None:
        """Say which page an address means; runs in a thread, so it may read the database.

        Returns:
            The page, or None when the handler has answered otherwise.
        """
        raise tornado.web.HTTPError(HTTPStatus.NOT_FOUND)

    async def get(self, *path: str) -> None:
        """Render the page, sending the prose before the kernel is there."""
        wanted = await asyncio.to_thread(self.page_to_show, *path)
        if wanted is None:
            return
        for quiet in self.pages.unseen():
            await close_kernel(self.settings["kernel_manager"], self.pages, quiet)
        page = self.pages.open(self.me.id)
        for old in self.pages.crowd(self.me.id):
            await close_kernel(self.settings["kernel_manager"], self.pages, old)
        try:
            await self._stream(wanted, page)
            page.left = self.pages.clock()
        except tornado.iostream.StreamClosedError:
            await close_kernel(self.settings["kernel_manager"], self.pages, page)
        except BaseException:
            await close_kernel(self.settings["kernel_manager"], self.pages, page)
            raise

    async def _stream(self, wanted: PageToShow, page: OpenPage) -> None:
        renderer = await make_renderer(self.settings["voila"], wanted.notebook, self)
        renderer.resources["ouvroir"] = shell_context(self, **wanted.shell)
        renderer.notebook.cells = cells_for(
            renderer.notebook.cells, wanted.piece, wanted.profile, wanted.choices
        )
        self.set_header("Content-Type", "text/html; charset=utf-8")
        start = asyncio.ensure_future(self._start_kernel(wanted, page))

        async def kernel_start(_nb: nbformat.NotebookNode) -> str:
            # All that can be read goes out before the kernel is waited for, in one piece.
            await self.flush()
            return await start

        async def cells(nb: nbformat.NotebookNode, kernel_id: str) -> Any:
            # The kernel is known, and its line may be opened while the cells run.
            await self.flush()
            manager = self.settings["kernel_manager"].get_kernel(kernel_id)
            for cell in await with_outputs(manager, nb.cells, self.workshop.settings.bounds):
                yield cell

        try:
            async for html in renderer.generate(kernel_start, cells):
                self.write(html)
            await self.flush()
        finally:
            if not start.done():
                await asyncio.wait([start])

    async def _start_kernel(self, wanted: PageToShow, page: OpenPage) -> str:
        manager = self.settings["kernel_manager"]
        # A few at a time: a crowd that starts together would only slow everyone down.
        async with self.settings["kernel_starts"]:
            if not self.pages.knows(page):
                raise _closed_meanwhile()
            kernel_id = str(uuid.uuid4())
            try:
                await manager.start_kernel(
                    kernel_name="python3",
                    kernel_id=kernel_id,
                    env={
                        "OUVROIR_PAGE_TOKEN": page.token,
                        "OUVROIR_PAGE_SERVER": self.settings["own_address"],
                        "OUVROIR_PAGE_SUBJECT": wanted.subject,
                        **self.settings["kernel_environment"],
                    },
                )
            finally:
                # One whose start failed half-way may be there too: it is closed with the page.
                page.kernel_id = kernel_id
        page.seen = self.pages.clock()
        if not self.pages.knows(page):
            # Put to sleep while its kernel was starting: nobody else knows of that kernel.
            await close_kernel(manager, self.pages, page)
            raise _closed_meanwhile()
        return kernel_id


def _closed_meanwhile() -> RefusedError:
    return RefusedError(
        "page-closed",
        "Cette page s'est mise en veille.",
        "Vous avez ouvert plusieurs pages à la fois. Rechargez celle que vous voulez garder.",
    )


class HomePage(VoilaPageHandler):
    """« Accueil »."""

    def page_to_show(self, *_path: str) -> PageToShow:
        """Show the home page."""
        value, label = course_progress(self.workshop, self.me.id)
        return PageToShow(
            self.workshop.settings.notebooks / "accueil.ipynb",
            "",
            {
                "title": "Accueil",
                "kind": "home",
                "progress": {"value": value, "label": label},
            },
        )


class ModulePage(VoilaPageHandler):
    """A module: lessons, exercises, hand-in."""

    def page_to_show(self, *path: str) -> PageToShow:
        """Show a module."""
        module = find_module(self.workshop, path[0])
        value, label = course_progress(self.workshop, self.me.id)
        return PageToShow(
            self.workshop.settings.notebooks / "module.ipynb",
            module.slug,
            {
                "title": french(module.title),
                "kind": "module",
                "breadcrumb": [("Accueil", self.workshop.address(""))],
                "progress": {"value": value, "label": label},
            },
        )


class LessonPage(VoilaPageHandler):
    """A lesson."""

    def page_to_show(self, *path: str) -> PageToShow:
        """Show a lesson."""
        lesson = find_lesson(self.workshop, f"{path[0]}/{path[1]}")
        module = self.workshop.course.modules[lesson.module]
        value, label = course_progress(self.workshop, self.me.id)
        before, after = previous_lesson(module, lesson), next_lesson(module, lesson)
        steps = list(dict.fromkeys(part.step for part in lesson.parts if part.step))
        return PageToShow(
            self.workshop.settings.build / "pages" / module.slug / f"{lesson.slug}.ipynb",
            lesson.id,
            {
                "title": french(lesson.title),
                "kind": "lesson",
                "breadcrumb": [
                    ("Accueil", self.workshop.address("")),
                    (french(module.title), module_address(self.workshop, module)),
                ],
                "lesson": {
                    "title": french(lesson.title),
                    "summary": french(lesson.summary),
                    "minutes": lesson.minutes,
                    "steps": [[step, STEP_LABELS.get(step, step)] for step in steps],
                },
                "previous": (
                    [french(before.title), lesson_address(self.workshop, before)]
                    if before
                    else None
                ),
                "next": (
                    [french(after.title), lesson_address(self.workshop, after)]
                    if after
                    else ["Bilan du module", module_address(self.workshop, module)]
                ),
                "progress": {"value": value, "label": label},
            },
            (mine := self.workshop.profiles.of(self.me.id)),
            choices=arranged(self.workshop, self.me.id, lesson, mine.services),
        )


class OwnPage(VoilaPageHandler):
    """A page of its own, beside the course: any file, or training."""

    notebook: ClassVar[str]
    subject: ClassVar[str] = ""
    title: ClassVar[str]
    kind: ClassVar[str]

    def page_to_show(self, *_path: str) -> PageToShow:
        """Show the page."""
        value, label = course_progress(self.workshop, self.me.id)
        return PageToShow(
            self.workshop.settings.notebooks / f"{self.notebook}.ipynb",
            self.subject,
            {
                "title": self.title,
                "kind": self.kind,
                "breadcrumb": [("Accueil", self.workshop.address(""))],
                "progress": {"value": value, "label": label},
            },
        )


class BenchPage(OwnPage):
    """« Vérifier et corriger un fichier »."""

    notebook = subject = VALIDATOR
    title = VALIDATOR_TITLE
    kind = "bench"


class PrivacyPage(OwnPage):
    """« Anonymiser un fichier »."""

    notebook = subject = ANONYMISER
    title = ANONYMISER_TITLE
    kind = "privacy"


class FreeQuizPage(OwnPage):
    """« Quiz libre »."""

    notebook = FREE_QUIZ
    title = FREE_QUIZ_TITLE
    kind = "free_quiz"


class PlacementPage(OwnPage):
    """« Test de positionnement »."""

    notebook = PLACEMENT
    title = PLACEMENT_TITLE
    kind = "placement"


class ReviewPage(OwnPage):
    """« À revoir aujourd'hui »."""

    notebook = REVIEW
    title = REVIEW_TITLE
    kind = "recall"


class TrainerPage(VoilaPageHandler):
    """The trainer's room, or how to open it."""

    def page_to_show(self, *_path: str) -> PageToShow | None:
        """Show the room to trainers, and to others how to enter."""
        if not is_trainer(self.me):
            raise RefusedError(
                "trainers-only",
                "L'espace formateur s'ouvre avec un compte.",
                "Connectez-vous, ou ouvrez le lien que le serveur affiche à son démarrage. "
                "Demandez l'un ou l'autre à la personne qui l'a installé.",
            )
        # A trainer's page stays with the session that it was opened on.
        desk = desk_for(self.workshop, self.me, self.get_query_argument("session", ""))
        return PageToShow(
            self.workshop.settings.notebooks / "formateur.ipynb",
            desk.session.id if desk.session else "",
            {
                "title": "Espace formateur",
                "kind": "trainer",
                "breadcrumb": [("Accueil", self.workshop.address(""))],
            },
            piece="trainer",
        )


class RoomPage(VoilaPageHandler):
    """A session's room, live: as its trainer follows it, or to be projected."""

    access = Access.TRAINER

    def page_to_show(self, *path: str) -> PageToShow:
        """Show the room to the trainers of that session, and to nobody else."""
        session = session_for(self.workshop, self.me, path[0])
        projection = PROJECTION in self.request.query.split("&")
        return PageToShow(
            self.workshop.settings.notebooks / "formateur.ipynb",
            room_ref(session.id, projection=projection),
            {
                "title": french(f"La salle : {session.terms.title}"),
                "kind": "projection" if projection else "room",
                "breadcrumb": [
                    ("Accueil", self.workshop.address("")),
                    ("Espace formateur", self.workshop.address(f"formateur?session={session.id}")),
                ],
            },
            piece="room",
        )


class HelpPage(OuvroirHandler):
    """« Aide »."""

    access = Access.PUBLIC

    def get(self) -> None:
        """Show the help page."""
        days = self.workshop.settings.file_days
        self.finish(render_shell(self, "aide.html", title="Aide", kind="help", days=days))
