"""Objects of every kind in a real portal, for campaigns that call it at random."""

from __future__ import annotations

from typing import Any

from tests.support.portal_server import RunningPortal

#: As many of each: those that deletes are led to, and those that the rest is.
EACH = 4


def furnish(portal: RunningPortal, base: str = "") -> dict[str, dict[str, list[str]]]:
    """Make objects; gives their names by what a path calls them, kept and doomed."""
    return {room: _objects(portal, base or portal.base) for room in ("kept", "doomed")}


def _objects(portal: RunningPortal, base: str) -> dict[str, list[str]]:
    def made(path: str, body: Any = None, **more: Any) -> dict[str, Any]:
        answer = portal.ask("POST", f"/api/1/{path}", body, base=base, **more)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    mine = portal.ask("GET", "/api/1/me/", base=base).json()["organizations"]
    organization = mine[0]["id"] if mine else made(
        "organizations/", {"name": "Commune inventée", "description": "Pour un essai."}
    )["id"]  # fmt: skip
    names: dict[str, list[str]] = {
        name: []
        for name in (
            "dataset", "holder", "resource", "rid", "community", "organization", "reuse",
            "discussion", "contact", "source",
        )
    }  # fmt: skip
    for number in range(EACH):
        record = {
            "title": f"Essai {number}",
            "description": "Une fiche.",
            "private": number % 3 == 0,
            "tags": ["essai"],
            "temporal_coverage": {"start": "2026-01-01"},
            **({"organization": organization} if number % 2 else {}),
        }
        dataset = made("datasets/", record)["id"]
        remote = {"title": "Adresse", "url": "https://exemple.fr/a.csv", "filetype": "remote"}
        resource = made(f"datasets/{dataset}/resources/", remote)["id"]
        file = {"file": (f"essai-{number}.csv", b"a;b\n1;2\n")}
        hosted = made(f"datasets/{dataset}/upload/", files=file)["id"]
        names["dataset"].append(dataset)
        # One resource and the record that holds it have the same rank.
        names["holder"] += [dataset, dataset]
        names["resource"] += [resource, hosted]
        names["rid"] += [resource, hosted]
        community = {**remote, "dataset": dataset}
        names["community"].append(made("datasets/community_resources/", community)["id"])
        subject = {"class": "Dataset", "id": dataset}
        discussion = {"title": "Question", "comment": "Où ?", "subject": subject}
        names["discussion"].append(made("discussions/", discussion)["id"])
        contact = {"name": "Service", "email": "a@exemple.fr", "role": "contact"}
        names["contact"].append(made("contacts/", contact)["id"])
        reuse = {
            "title": f"Carte {number}",
            "description": "Une carte.",
            "type": "visualization",
            "topic": "others",
            "url": f"https://exemple.fr/{dataset}",
            "datasets": [dataset],
        }
        names["reuse"].append(made("reuses/", reuse)["id"])
        theirs = {"name": f"Organisation {number}", "description": "Inventée."}
        names["organization"].append(made("organizations/", theirs)["id"])
        source = {
            "name": f"Moissonneur {number}",
            "url": f"{portal.space}/api/1/site/catalog.ttl",
            "backend": "dcat",
            "organization": organization,
        }
        names["source"].append(made("harvest/sources/", source)["id"])
    return names
