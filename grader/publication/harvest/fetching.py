"""A portal that can ask addresses: what a preview needs beside a portal."""

from __future__ import annotations

from dataclasses import dataclass

from grader.publication.harvest.model import Fetch, Fetched, HarvestFailedError, Read
from grader.publication.harvest.reading import read_page
from grader.publication.portal import Portal
from grader.typography import french


def no_answer(url: str, method: str = "GET") -> Fetched:
    """Refuse any address: the sandbox never calls the network.

    Raises:
        HarvestFailedError: always.
    """
    del url, method
    raise HarvestFailedError(
        "no-answer",
        french("Rien ne répond à cette adresse."),
        french(
            "Le bac à sable n'appelle jamais le réseau : la plateforme régionale d'exercice ne "
            "moissonne que des catalogues du bac à sable. Copiez l'adresse du catalogue de votre "
            "organisation sur la plateforme principale."
        ),
    )


@dataclass(frozen=True)
class HarvestingPortal(Portal):
    """A portal for the time of a call that asks a source.

    Attributes:
        fetch: asks an address.
        read: reads a page of a catalogue.
    """

    fetch: Fetch = no_answer
    read: Read = read_page
