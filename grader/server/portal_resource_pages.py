"""Pages about a resource: a link, its words, its columns, its place, its end."""

from __future__ import annotations

from http import HTTPStatus

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.resources import find_resource
from grader.server.portal_form_pages import FormPage, record_url
from grader.services.portal.columns import columns_form
from grader.services.portal.forms import Form, FormFault
from grader.services.portal.resource_forms import (
    change_resource,
    keep_columns,
    keep_link,
    link_form,
    move_resource,
    remove_resource,
    resource_form,
    to_change,
)
from grader.services.portal.visits import Visit
from grader.typography import french


class AddLink(FormPage):
    """Adds a file that lies elsewhere."""

    async def get(self, space_id: str, name: str) -> None:
        """Ask."""
        seen = await self.entered(space_id)
        dataset = await self.run(to_change, seen.portal, name)
        self.ask(seen, link_form(record_url(seen, dataset)), about=dataset)

    async def post(self, space_id: str, name: str) -> None:
        """Add it, or show the form again."""
        seen = await self.entered(space_id)
        dataset = await self.run(to_change, seen.portal, name)
        await self.take(
            seen,
            link_form(record_url(seen, dataset)),
            lambda portal, values: keep_link(portal, name, values),
            lambda rid: record_url(seen, dataset, "lien-ajoute", f"ressource-{rid}"),
            about=dataset,
        )


class DescribeResource(FormPage):
    """Changes what is said of a resource, and the schema that it declares."""

    async def get(self, space_id: str, name: str, rid: str) -> None:
        """Ask."""
        seen = await self.entered(space_id)
        dataset, form = await self.run(self._form, seen, name, rid)
        self.ask(seen, form, about=dataset)

    async def post(self, space_id: str, name: str, rid: str) -> None:
        """Change it, or show the form again."""
        seen = await self.entered(space_id)
        dataset, form = await self.run(self._form, seen, name, rid)
        await self.take(
            seen,
            form,
            lambda portal, values: change_resource(portal, name, rid, values),
            lambda _: record_url(seen, dataset, "ressource-modifiee", f"ressource-{rid}"),
            about=dataset,
        )

    def _form(self, seen: Visit, name: str, rid: str) -> tuple[Document, Form]:
        dataset = to_change(seen.portal, name)
        resource = find_resource(dataset, rid)
        cancel = record_url(seen, dataset, place=f"ressource-{rid}")
        return dataset, resource_form(seen.portal, resource, cancel)


class DescribeColumns(FormPage):
    """Says what each column of a file holds."""

    async def get(self, space_id: str, name: str, rid: str) -> None:
        """Ask."""
        await self._show(await self.entered(space_id), name, rid, {}, {})

    async def post(self, space_id: str, name: str, rid: str) -> None:
        """Keep it, or show the form again."""
        seen = await self.entered(space_id)
        values = {
            key: self.get_body_argument(key, "", strip=not key.startswith("colonne-"))
            for key in self.request.body_arguments
        }
        try:
            await self.doing(seen, lambda portal: keep_columns(portal, name, rid, values))
        except FormFault as fault:
            await self._show(seen, name, rid, values, fault.errors)
            return
        dataset = await self.run(to_change, seen.portal, name)
        url = record_url(seen, dataset, "colonnes", f"ressource-{rid}")
        self.redirect(url, status=HTTPStatus.SEE_OTHER)

    async def _show(
        self, seen: Visit, name: str, rid: str, typed: dict[str, str], errors: dict[str, str]
    ) -> None:
        def look(portal: Portal) -> tuple[Document, Form, object]:
            dataset = to_change(portal, name)
            cancel = record_url(seen, dataset, place=f"ressource-{rid}")
            form, columns = columns_form(
                portal, dataset, rid, typed=typed, errors=errors, cancel=cancel
            )
            return dataset, form, columns

        dataset, form, columns = await self.run(look, seen.portal)
        self.ask(seen, form, template="colonnes.html", about=dataset, columns=columns)


class DeleteResource(FormPage):
    """Deletes a resource, after a page that says what is lost."""

    async def get(self, space_id: str, name: str, rid: str) -> None:
        """Say what will happen, and ask."""
        seen = await self.entered(space_id)
        dataset = await self.run(to_change, seen.portal, name)
        resource = await self.run(find_resource, dataset, rid)
        self.show(
            seen,
            "supprimer-ressource.html",
            french("Supprimer cette ressource ?"),
            breadcrumb=((dataset["title"], record_url(seen, dataset)),),
            resource=resource,
            cancel=record_url(seen, dataset, place=f"ressource-{rid}"),
        )

    async def post(self, space_id: str, name: str, rid: str) -> None:
        """Do it."""
        seen = await self.entered(space_id)
        await self.doing(seen, lambda portal: remove_resource(portal, name, rid))
        dataset = await self.run(to_change, seen.portal, name)
        url = record_url(seen, dataset, "ressource-supprimee", "ressources")
        self.redirect(url, status=HTTPStatus.SEE_OTHER)


class OrderResources(FormPage):
    """Puts resources in the order in which the record shows them, one place at a time."""

    async def get(self, space_id: str, name: str) -> None:
        """Show them, each with its buttons."""
        seen = await self.entered(space_id)
        dataset = await self.run(to_change, seen.portal, name)
        self.show(
            seen,
            "ordre.html",
            "Ranger les ressources",
            breadcrumb=((dataset["title"], record_url(seen, dataset)),),
            about=dataset,
            cancel=record_url(seen, dataset, place="ressources"),
        )

    async def post(self, space_id: str, name: str) -> None:
        """Move one, then show them again."""
        seen = await self.entered(space_id)
        way, _, rid = self.get_body_argument("deplacer", "").partition(" ")
        by = -1 if way == "monter" else 1
        await self.doing(seen, lambda portal: move_resource(portal, name, rid, by))
        self.redirect(f"{self.request.path}?fait=ordre", status=HTTPStatus.SEE_OTHER)
