"""Records and organisations made through the API, for tests of the portal."""

from __future__ import annotations

from typing import Any

from tests.support.portal import Asker

DATASETS = "/api/1/datasets/"


def path_of(dataset: dict[str, Any]) -> str:
    """Give the path of a record in the API, by its identifier."""
    return f"{DATASETS}{dataset['id']}/"


def create(asker: Asker, **fields: Any) -> dict[str, Any]:
    """Create a record with a title and a description, and what is given."""
    body = {"title": "Budget 2025", "description": "Budget voté.", **fields}
    status, dataset = asker.ask("POST", DATASETS, body)
    assert status == 201, dataset
    return dataset


def put(asker: Asker, dataset: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Change a record with just these fields, and give what is answered."""
    status, changed = asker.ask("PUT", path_of(dataset), fields)
    assert status == 200, changed
    return changed


def read(asker: Asker, dataset: dict[str, Any]) -> dict[str, Any]:
    """Read a record."""
    status, found = asker.ask("GET", path_of(dataset))
    assert status == 200, found
    return found


def organization(asker: Asker, *members: tuple[Asker, str], name: str = "Val-Ouvert") -> str:
    """Create an organisation of the asker's, with other members; give its identifier."""
    status, made = asker.ask(
        "POST", "/api/1/organizations/", {"name": name, "description": "Commune."}
    )
    assert status == 201, made
    stored = asker.portal.catalogue.get("organization", made["id"])
    assert stored is not None
    for member, role in members:
        assert member.portal.caller is not None
        stored["members"].append(
            {"user": member.portal.caller["id"], "role": role, "since": asker.portal.now()}
        )
    asker.portal.catalogue.put("organization", stored)
    return str(made["id"])


def remote(**fields: Any) -> dict[str, Any]:
    """Give a remote resource, as a body names it."""
    return {
        "title": "Budget",
        "url": "https://www.val-ouvert.example.fr/budget.csv",
        "filetype": "remote",
        "type": "main",
        "format": "csv",
        **fields,
    }
