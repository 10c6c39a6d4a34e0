"""The bytes of hosted files: taken in under their address, and forgotten with their resource."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from grader.publication.documents import Document
from grader.publication.exchange import Received
from grader.publication.portal import Portal
from grader.publication.problems import simple_problem
from grader.publication.resources.names import accepted_name, format_of, mime_of

#: A record's name is cut there in an address: a folder's entry has 255 bytes at most.
_LONGEST_SLUG = 200


@dataclass(frozen=True)
class Hosted:
    """A file that is kept.

    Attributes:
        path: the three parts of its address.
        size: bytes.
        sha1: hexadecimal digest.
    """

    path: tuple[str, str, str]
    size: int
    sha1: str


def host(portal: Portal, dataset: Document, received: Received) -> Hosted:
    """Take an uploaded file in, under the name of its record and the present second.

    Raises:
        Problem: its name is not taken here (400, 415), or one of that name came in the same
            second (400).
        OuvroirError: the space holds too many bytes.
    """
    name = accepted_name(portal, received.name)
    stamp = portal.clock().astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    path = (dataset["slug"][:_LONGEST_SLUG].strip("-") or dataset["id"], stamp, name)
    try:
        portal.files.keep(received.path, *path)
    except FileExistsError as error:
        raise simple_problem(
            400,
            "A file of that name was uploaded in the same second",
            "Deux fichiers du même nom sont arrivés dans la même seconde : le dossier d'un "
            "fichier porte l'heure à la seconde près. Attendez une seconde entre deux dépôts, "
            "ou changez le nom. (La vraie plateforme répond ici par une erreur 500.)",
        ) from error
    return Hosted(path, received.size, received.sha1)


def set_hosted(resource: Document, hosted: Hosted) -> None:
    """Write in a resource what its file says of itself; its title is the file's name.

    Args:
        resource: changed in place.
        hosted: the file.
    """
    name = hosted.path[2]
    resource.update(
        title=name,
        url="",
        path=list(hosted.path),
        format=format_of(name),
        mime=mime_of(name),
        filesize=hosted.size,
        checksum={"type": "sha1", "value": hosted.sha1},
    )


def forget_resource(portal: Portal, resource: Document) -> None:
    """Forget the bytes and the report of a resource that is no more.

    Args:
        portal: where.
        resource: as it was stored.
    """
    if resource.get("path"):
        portal.files.remove(*resource["path"])
    portal.catalogue.remove("report", resource["id"])
