"""The form that declares a source, and where its address may be copied from."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from grader.publication.documents import Document
from grader.publication.harvest.sources import create_source
from grader.publication.portal import Portal
from grader.publication.rights import role_in
from grader.services.portal.forms import Choice, Field, Form, check, refusing, required, told
from grader.services.portal.opening import portal_of
from grader.services.portal.visits import Visit
from grader.services.workshop import Workshop
from grader.typography import french

_NAMES = {
    "name": "nom",
    "url": "adresse",
    "description": "description",
    "organization": "organisation",
}
_LONGEST_NAME, _LONGEST_TEXT = 255, 2_000


@dataclass(frozen=True)
class CatalogueAddress:
    """The catalogue of an organisation of the main portal.

    Attributes:
        organization: its name.
        url: in Turtle: the final address.
    """

    organization: str
    url: str


def catalogue_addresses(workshop: Workshop, seen: Visit, origin: str) -> list[CatalogueAddress]:
    """Give the catalogues that the main portal of a space shows.

    Args:
        workshop: stores.
        seen: who looks.
        origin: absolute address of the whole portal.
    """
    main = portal_of(workshop, seen.space, "main", origin)
    return [
        CatalogueAddress(
            one["name"],
            main.addresses.api_url(f"/api/1/organizations/{one['slug']}/catalog.ttl"),
        )
        for one in main.catalogue.all("organization")
        if not one.get("deleted")
    ]


def source_form(seen: Visit) -> Form:
    """Make the form that declares a source."""
    portal = seen.portal
    mine = sorted(
        (
            one
            for one in portal.catalogue.all("organization")
            if not one.get("deleted") and role_in(portal, one["id"]) == "admin"
        ),
        key=lambda one: str(one["name"]),
    )
    fields = (
        Field("nom", "Nom de la source", hint="Par exemple : Catalogue de Val-Ouvert.",
              longest=_LONGEST_NAME),
        Field(
            "adresse",
            "Adresse du catalogue DCAT",
            "address",
            hint="L'adresse finale, avec son extension : « …/catalog.ttl ». Le moissonneur ne "
            "suit pas les renvois d'une adresse à une autre.",
        ),
        Field(
            "organisation",
            "Pour quelle organisation de cette plateforme ?",
            "list",
            hint="Les fiches moissonnées lui appartiendront. Il faut en être administrateur.",
            value=mine[0]["id"] if mine else "",
            choices=tuple(Choice(one["id"], one["name"]) for one in mine),
        ),
        Field(
            "description",
            "Description",
            "text",
            rows=3,
            optional=True,
            longest=_LONGEST_TEXT,
        ),
    )  # fmt: skip
    return Form(
        title="Déclarer une source à moissonner",
        fields=told(fields),
        submit="Déclarer cette source",
        cancel=f"{seen.place.home}moissonneurs",
        lead=(
            french(
                "Moissonner, c'est lire chaque nuit le catalogue d'une autre plateforme et tenir "
                "ici une copie de ses fiches."
            ),
            french(
                "La source attendra d'être acceptée par l'équipe de la plateforme régionale : "
                "dans le bac à sable, c'est vous aussi qui l'accepterez."
            ),
        ),
    )


def keep_source(portal: Portal, values: dict[str, str], origin: str) -> Document:
    """Declare a source as the form was filled.

    Args:
        portal: the regional one, as who writes sees it.
        values: what was typed.
        origin: absolute address of the whole portal: sources are there and nowhere else.

    Raises:
        FormFault: something is to be mended.
        Problem: the caller may not.
    """
    errors = required(
        values,
        {
            "nom": "Donnez un nom à cette source.",
            "adresse": "Écrivez l'adresse du catalogue.",
            "organisation": "Choisissez une organisation.",
        },
    )
    address = values["adresse"].strip()
    if address and not _is_ours(address, origin):
        errors["adresse"] = (
            "Cette adresse n'est pas dans le bac à sable, qui n'appelle jamais le réseau. Copiez "
            "l'un des catalogues proposés sous le formulaire."
        )
    check(errors)
    body = {
        "name": values["nom"].strip(),
        "url": address,
        "backend": "dcat",
        "organization": values["organisation"],
        "description": values["description"].strip() or None,
    }
    made: Document = refusing(_NAMES, lambda: create_source(portal, body))
    return made


def _is_ours(address: str, origin: str) -> bool:
    try:
        asked, ours = urlsplit(address), urlsplit(origin)
    except ValueError:
        return False
    same = (asked.scheme, asked.netloc) == (ours.scheme, ours.netloc)
    return same and asked.path.startswith(ours.path + "/")
