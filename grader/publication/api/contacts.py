"""Contact points in the API: section 10 of the portal's contract."""

from __future__ import annotations

from grader.publication.api.route import Call, Route
from grader.publication.contacts import (
    contact_view,
    create_contact,
    delete_contact,
    find_contact,
    update_contact,
)
from grader.publication.exchange import Reply
from grader.publication.portal import Portal
from grader.publication.reference import CONTACT_ROLES

_PATH = "/api/1/contacts/"
_ONE = f"{_PATH}{{contact}}/"


def _create(portal: Portal, call: Call) -> Reply:
    return Reply(contact_view(portal, create_contact(portal, call.json_object())), 201)


def _get(portal: Portal, call: Call) -> Reply:
    return Reply(contact_view(portal, find_contact(portal, call.arguments["contact"])))


def _update(portal: Portal, call: Call) -> Reply:
    contact = find_contact(portal, call.arguments["contact"])
    return Reply(contact_view(portal, update_contact(portal, contact, call.json_object())))


def _delete(portal: Portal, call: Call) -> Reply:
    delete_contact(portal, find_contact(portal, call.arguments["contact"]))
    return Reply(None, 204)


def _roles(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply([{"id": key, "label": label} for key, label in CONTACT_ROLES.items()])


ROUTES = (
    Route(
        "GET", f"{_PATH}roles/", _roles, "Les rôles des points de contact.", answer="LabelledList"
    ),
    Route(
        "POST",
        _PATH,
        _create,
        "Créer un point de contact.",
        key=True,
        body="ContactForm",
        answer="Contact",
    ),
    Route("GET", _ONE, _get, "Un point de contact.", answer="Contact"),
    Route(
        "PUT",
        _ONE,
        _update,
        "Modifier un point de contact : un champ absent est gardé.",
        key=True,
        body="ContactForm",
        answer="Contact",
    ),
    Route("DELETE", _ONE, _delete, "Supprimer un point de contact.", key=True),
)
