"""Pages of the portal that ask one thing and do it: what is wrong comes back with the form."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.server.portal_pages import PortalPage
from grader.services.portal.forms import Form, FormFault, check, filled, too_long
from grader.services.portal.record_forms import (
    change_section,
    create_record,
    new_form,
    section_form,
)
from grader.services.portal.record_pages import find_record
from grader.services.portal.record_states import STEPS
from grader.services.portal.resource_forms import to_change
from grader.services.portal.state_changes import change_state, uses_of
from grader.services.portal.talk_forms import (
    answer_form,
    keep_answer,
    keep_question,
    keep_reuse,
    open_discussion,
    question_form,
    reuse_form,
)
from grader.services.portal.visits import Visit, not_a_member, write
from grader.typography import french

T = TypeVar("T")


class FormPage(PortalPage):
    """Base of the pages that write: for members of the space, on its main portal."""

    async def entered(self, space_id: str) -> Visit:
        """Open the space for a member.

        Raises:
            RefusedError: she was only given its address.
        """
        seen = await self.opened(space_id)
        if not seen.place.writes:
            raise not_a_member()
        return seen

    async def doing(self, seen: Visit, work: Callable[[Portal], T]) -> T:
        """Do something in one transaction of the space."""
        return await self.run(write, self.workshop, seen, work)

    def ask(
        self,
        seen: Visit,
        form: Form,
        *,
        template: str = "formulaire.html",
        about: Document | None = None,
        **context: Any,
    ) -> None:
        """Show a form; with errors, the status says that it was not taken.

        Args:
            seen: who is asked.
            form: what is asked.
            template: the page.
            about: the record that it is about.
            context: what the template itself needs.
        """
        status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
        title = french(f"Erreur : {form.title}") if form.errors else form.title
        way = ((about["title"], record_url(seen, about)),) if about else ()
        self.show(
            seen,
            template,
            title,
            status=status,
            breadcrumb=way,
            form=form,
            about=about,
            **context,
        )

    def typed(self, form: Form) -> dict[str, str]:
        """Give what was typed in each field of a form."""
        return {field.name: self.get_body_argument(field.name, "") for field in form.fields}

    async def take(
        self,
        seen: Visit,
        form: Form,
        keep: Callable[[Portal, dict[str, str]], T],
        then: Callable[[T], str],
        **shown: Any,
    ) -> None:
        """Do what a form asks, or show it again with what was typed.

        Args:
            seen: who filled it.
            form: as it was asked.
            keep: does it, in one transaction.
            then: where to go afterwards.
            shown: as for ``ask``.
        """
        values = self.typed(form)
        try:
            check(too_long(form, values))
            done = await self.doing(seen, lambda portal: keep(portal, values))
        except FormFault as fault:
            self.ask(seen, filled(form, values, fault.errors), **shown)
            return
        self.redirect(then(done), status=HTTPStatus.SEE_OTHER)


def record_url(seen: Visit, dataset: Document, said: str = "", place: str = "") -> str:
    """Give the address of a record's page.

    Args:
        seen: who will look.
        dataset: as stored.
        said: short name of what was just done.
        place: of the page, where to arrive.
    """
    query = f"?fait={said}" if said else ""
    anchor = f"#{place}" if place else ""
    return f"{seen.place.home}datasets/{dataset['slug'] or dataset['id']}{query}{anchor}"


class NewRecord(FormPage):
    """Prepares a record; a draft unless she chooses otherwise."""

    async def get(self, space_id: str) -> None:
        """Ask."""
        seen = await self.entered(space_id)
        self.ask(seen, await self.run(new_form, seen.portal, seen.place.home))

    async def post(self, space_id: str) -> None:
        """Make the record, or show the form again."""
        seen = await self.entered(space_id)
        form = await self.run(new_form, seen.portal, seen.place.home)

        def then(made: Document) -> str:
            said = "brouillon-cree" if made["private"] else "fiche-creee"
            return record_url(seen, made, said)

        await self.take(seen, form, create_record, then)


class RecordSection(FormPage):
    """Changes one part of a record."""

    async def get(self, space_id: str, name: str, section: str) -> None:
        """Ask."""
        seen = await self.entered(space_id)
        dataset = await self.run(to_change, seen.portal, name)
        form = section_form(dataset, section, record_url(seen, dataset))
        self.ask(seen, form, about=dataset)

    async def post(self, space_id: str, name: str, section: str) -> None:
        """Change it, or show the form again."""
        seen = await self.entered(space_id)
        dataset = await self.run(to_change, seen.portal, name)
        form = section_form(dataset, section, record_url(seen, dataset))

        def keep(portal: Portal, values: dict[str, str]) -> Document:
            # Read again within the transaction: a colleague may have been first.
            return change_section(portal, to_change(portal, name), section, values)

        await self.take(
            seen,
            form,
            keep,
            lambda made: record_url(seen, made, "fiche-modifiee"),
            about=dataset,
        )


class RecordStep(FormPage):
    """Publishes, archives, deletes… after a page that says what will happen."""

    async def get(self, space_id: str, name: str, step: str) -> None:
        """Say what will happen, and ask."""
        seen = await self.entered(space_id)
        dataset = await self.run(to_change, seen.portal, name)
        uses = await self.run(uses_of, seen.portal, dataset)
        self.show(
            seen,
            "etape.html",
            STEPS[step].title,
            breadcrumb=((dataset["title"], record_url(seen, dataset)),),
            step=STEPS[step],
            about=dataset,
            uses=uses,
            cancel=record_url(seen, dataset),
        )

    async def post(self, space_id: str, name: str, step: str) -> None:
        """Do it."""
        seen = await self.entered(space_id)
        done = await self.doing(
            seen, lambda portal: change_state(portal, to_change(portal, name), STEPS[step])
        )
        then = record_url(seen, done, STEPS[step].said)
        if STEPS[step].forgets:
            then = f"{seen.place.home}datasets/?fait={STEPS[step].said}"
        self.redirect(then, status=HTTPStatus.SEE_OTHER)


class DeclareReuse(FormPage):
    """Tells what was made of the data."""

    async def get(self, space_id: str, name: str) -> None:
        """Ask."""
        seen = await self.entered(space_id)
        dataset = await self.run(find_record, seen, name)
        self.ask(seen, reuse_form(record_url(seen, dataset)), about=dataset)

    async def post(self, space_id: str, name: str) -> None:
        """Declare it, or show the form again."""
        seen = await self.entered(space_id)
        dataset = await self.run(find_record, seen, name)
        await self.take(
            seen,
            reuse_form(record_url(seen, dataset)),
            lambda portal, values: keep_reuse(portal, name, values),
            lambda _: record_url(seen, dataset, "reutilisation", "reutilisations"),
            about=dataset,
        )


class AskQuestion(FormPage):
    """Opens a discussion under a record."""

    async def get(self, space_id: str, name: str) -> None:
        """Ask."""
        seen = await self.entered(space_id)
        dataset = await self.run(find_record, seen, name)
        form = await self.run(question_form, seen.portal, dataset, record_url(seen, dataset))
        self.ask(seen, form, about=dataset)

    async def post(self, space_id: str, name: str) -> None:
        """Open it, or show the form again."""
        seen = await self.entered(space_id)
        dataset = await self.run(find_record, seen, name)
        form = await self.run(question_form, seen.portal, dataset, record_url(seen, dataset))
        await self.take(
            seen,
            form,
            lambda portal, values: keep_question(portal, name, values),
            lambda made: record_url(seen, dataset, "discussion", f"discussion-{made['id']}"),
            about=dataset,
        )


class AnswerDiscussion(FormPage):
    """Shows a discussion, and takes an answer."""

    async def get(self, space_id: str, identifier: str) -> None:
        """Show what was said, and ask."""
        seen = await self.entered(space_id)
        discussion, dataset = await self.run(open_discussion, seen.portal, identifier)
        cancel = record_url(seen, dataset, place=f"discussion-{identifier}")
        form = await self.run(answer_form, seen.portal, dataset, discussion, cancel)
        self.ask(seen, form, template="reponse.html", about=dataset, discussion=discussion)

    async def post(self, space_id: str, identifier: str) -> None:
        """Publish the answer, or show the form again."""
        seen = await self.entered(space_id)
        discussion, dataset = await self.run(open_discussion, seen.portal, identifier)
        cancel = record_url(seen, dataset, place=f"discussion-{identifier}")
        form = await self.run(answer_form, seen.portal, dataset, discussion, cancel)

        def then(closed: bool) -> str:
            said = "close" if closed else "reponse"
            return record_url(seen, dataset, said, f"discussion-{identifier}")

        await self.take(
            seen,
            form,
            lambda portal, values: keep_answer(portal, identifier, values),
            then,
            template="reponse.html",
            about=dataset,
            discussion=discussion,
        )
