"""Pages that take a file: a new one, or one in the place of another."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from grader.errors import OuvroirError
from grader.publication.documents import Document
from grader.publication.exchange import Received, Upload
from grader.publication.portal import Portal
from grader.publication.problems import Problem
from grader.publication.resources import find_resource
from grader.server.portal_form_pages import FormPage, record_url
from grader.server.portal_pages import asks_json
from grader.server.portal_uploads import ReceivesForm
from grader.services.portal.forms import Form, FormFault, filled
from grader.services.portal.page_uploads import keep_upload, limit_label, not_taken
from grader.services.portal.resource_forms import (
    FORMATS,
    file_form,
    keep_file,
    replace_file,
    replace_form,
    to_change,
)
from grader.services.portal.visits import Visit

_NO_FILE = "Choisissez un fichier dans vos dossiers, puis déposez-le."


class FilePage(ReceivesForm, FormPage):
    """Base of the pages that take a file: streamed to disk, told in French when refused.

    The token against forged requests is in the address, since the body is read as it comes.
    """

    async def admit(self) -> str:
        """Let in the members of the space, before the first byte is kept.

        Raises:
            OuvroirError: she is no member, or there is no such space.
        """
        seen = await self.entered(self.path_args[0])
        return seen.member.learner_id if seen.member else ""

    async def receive(
        self,
        seen: Visit,
        about: Document,
        form: Form,
        keep: Callable[[Portal, Received, Upload], str],
        then: Callable[[str], str],
    ) -> None:
        """Keep the file that came, or show the form again with why it was not taken.

        Args:
            seen: who sends.
            about: the record.
            form: as it was asked.
            keep: keeps it, in one transaction; gives the resource's id.
            then: where to go afterwards, by that id.
        """
        fields: dict[str, str] = {}
        try:
            upload = await self.received()
            fields = {field.name: upload.fields.get(field.name, "") for field in form.fields}
            file = _present(upload)
            rid = await self.settings["run_slowly"](
                keep_upload, self.workshop, seen, lambda portal: keep(portal, file, upload)
            )
        except (FormFault, Problem, OuvroirError) as fault:
            errors = not_taken(fault)
            if asks_json(self):
                self.set_status(HTTPStatus.BAD_REQUEST)
                self.finish({"error": " ".join(errors.values())})
                return
            self._ask_again(seen, filled(form, fields, errors), about)
            return
        if asks_json(self):
            self.finish({"to": then(rid)})
            return
        self.redirect(then(rid), status=HTTPStatus.SEE_OTHER)

    def _ask_again(self, seen: Visit, form: Form, about: Document) -> None:
        self.ask(
            seen,
            form,
            template="deposer.html",
            about=about,
            formats=FORMATS,
            most=self.workshop.settings.bounds.portal_upload_bytes,
        )


def _present(upload: Upload) -> Received:
    """Give the file of a form.

    Raises:
        FormFault: none was chosen, or it is empty.
    """
    if upload.file is None or not upload.file.size:
        raise FormFault({"file": _NO_FILE})
    return upload.file


class UploadFile(FilePage):
    """Adds a file to a record."""

    async def get(self, space_id: str, name: str) -> None:
        """Ask for it."""
        seen, dataset, form = await self._asked(space_id, name)
        self._ask_again(seen, form, dataset)

    async def post(self, space_id: str, name: str) -> None:
        """Keep it, then ask for its title and description."""
        self.raise_refusal()
        seen, dataset, form = await self._asked(space_id, name)
        below = f"{seen.place.home}gerer/{dataset['id']}/ressource/"
        await self.receive(
            seen,
            dataset,
            form,
            lambda portal, file, _: keep_file(portal, name, file),
            lambda rid: f"{below}{rid}/decrire?fait=fichier-ajoute",
        )

    async def _asked(self, space_id: str, name: str) -> tuple[Visit, Document, Form]:
        seen = await self.entered(space_id)
        dataset = await self.run(to_change, seen.portal, name)
        return seen, dataset, file_form(limit_label(self.workshop), record_url(seen, dataset))


class ReplaceFile(FilePage):
    """Puts a file in the place of another: same identifier, same permanent address."""

    async def get(self, space_id: str, name: str, rid: str) -> None:
        """Ask for it."""
        seen, dataset, form = await self._asked(space_id, name, rid)
        self._ask_again(seen, form, dataset)

    async def post(self, space_id: str, name: str, rid: str) -> None:
        """Replace, or show the form again."""
        self.raise_refusal()
        seen, dataset, form = await self._asked(space_id, name, rid)

        def keep(portal: Portal, file: Received, upload: Upload) -> str:
            kept = bool(upload.fields.get("garder_titre"))
            replace_file(portal, name, rid, file, keep_title=kept)
            return rid

        await self.receive(
            seen,
            dataset,
            form,
            keep,
            lambda _: record_url(seen, dataset, "fichier-remplace", f"ressource-{rid}"),
        )

    async def _asked(self, space_id: str, name: str, rid: str) -> tuple[Visit, Document, Form]:
        seen = await self.entered(space_id)
        dataset = await self.run(to_change, seen.portal, name)
        resource = await self.run(find_resource, dataset, rid)
        cancel = record_url(seen, dataset, place=f"ressource-{rid}")
        return seen, dataset, replace_form(resource, limit_label(self.workshop), cancel)
