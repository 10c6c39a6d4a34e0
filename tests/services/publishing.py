"""A learner who publishes on the sandbox portal, and what her page asks about an exercise there."""

from __future__ import annotations

import json
from dataclasses import replace

from grader.publication.api.answer import answer
from grader.publication.exchange import Request
from grader.services.operations import perform
from grader.services.portal.opening import Door, own_space
from grader.services.portal.visits import visit
from grader.services.portal.writing import write_in

BY_API, AGAIN = "essai/par-api", "essai/reprendre"
RECORD_BODY = {
    "title": "Fontaines d'eau potable",
    "description": "Les fontaines de Val-Ouvert.",
    "license": "lov2",
    "tags": ["fontaines", "eau-potable", "accessibilite"],
}


class Someone:
    """A learner, what her page asks, and what she does on the portal."""

    def __init__(self, workshop):
        self.workshop = workshop
        self.me = workshop.learners.create()

    def ask(self, operation, **request):
        return perform(self.workshop, self.me, operation, request)

    def view(self, exercise=BY_API):
        return self.ask("exercise_view", exercise=exercise)

    @property
    def space(self):
        return own_space(self.workshop, self.me.id)

    @property
    def portal(self):
        return self.visit.portal

    @property
    def visit(self):
        return visit(self.workshop, Door("/bac-a-sable", self.space.id, "main", self.me.id))

    def call(self, method, path, body=None, via="api"):
        """Call the API of her portal as she would with her key; gives what it answers."""
        portal = replace(self.portal, via=via)
        raw = json.dumps(body).encode() if body is not None else b""
        request = Request(method, path, (), {"content-type": "application/json"}, raw)
        made = write_in(self.workshop, self.space, portal, lambda inside: answer(inside, request))
        assert made.status < 300, made.body
        return json.loads(made.body)

    def publish(self, via="api", **changes):
        return self.call("POST", "/api/1/datasets/", {**RECORD_BODY, **changes}, via)["id"]

    def stored(self, record):
        return self.portal.catalogue.get("dataset", record)

    def events(self, exercise, kind):
        found = self.workshop.events.of(self.me.id, [exercise])[exercise]
        return [event.data for event in found if event.kind == kind]
