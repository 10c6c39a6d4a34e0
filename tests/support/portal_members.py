"""People and organisations of a portal in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.support.portal import Asker


def organization(asker: Asker, **changes: Any) -> dict[str, Any]:
    """An organisation that the asker administers, as the API answers it."""
    body = {"name": "Commune de Val-Ouvert", "description": "Fictive.", **changes}
    status, made = asker.ask("POST", "/api/1/organizations/", body)
    assert status == 201, made
    return made


def member(asker: Asker, organization_id: str, role: str) -> Asker:
    """Someone else, with a role in an organisation: no call of the API gives one."""
    someone = asker.other
    kept = asker.portal.catalogue.get("organization", organization_id)
    kept["members"].append(
        {"user": someone.portal.caller["id"], "role": role, "since": asker.portal.now()}
    )
    asker.portal.catalogue.put("organization", kept)
    return someone


def sysadmin(asker: Asker) -> Asker:
    """Someone who may do what the site's own administrators do."""
    someone = asker.other
    someone.portal = replace(someone.portal, sysadmin=True)
    return someone


def dataset(asker: Asker, **changes: Any) -> dict[str, Any]:
    """A dataset of the asker, as the API answers it."""
    body = {"title": "Budget", "description": "Le budget.", **changes}
    status, made = asker.ask("POST", "/api/1/datasets/", body)
    assert status == 201, made
    return made
