"""A learner who goes the whole road with a file: dropped, mended, anonymised, published, seen."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from tornado.web import create_signed_value

from grader.publication.datasets import create_dataset, update_dataset
from grader.publication.discussions import answer_discussion, start_discussion
from grader.publication.documents import new_object_id
from grader.publication.exchange import Received
from grader.publication.resources import add_upload, update_resource
from grader.publication.reuses import create_reuse
from grader.publication.seeding import make_user
from grader.server.access import COOKIE
from grader.services.portal.opening import MOUNT, own_space, portal_of
from grader.services.portal.writing import write_in
from grader.services.publish_exercises import check
from grader.services.road.records import own_publication
from tests.services.anonymising import SMALL, treat
from tests.services.anonymising import ask as ask_privacy
from tests.services.anonymising import opened as put_to_anonymise
from tests.services.doing import CLEAN, DELIBERATIONS, drop

#: Exercises of ``tests/fixtures/course_road``.
OWN, EXPORT, CHART = "chemin/mon-fichier", "chemin/un-export", "chemin/un-graphique"
DECLARED = {"name": "scdl/deliberations"}
NAME = "délibérations <été>.csv"
RECORD = {
    "title": "Délibérations du conseil municipal",
    "description": (
        "Chaque ligne est une délibération votée en séance par le conseil municipal, avec sa date, "
        "sa matière et le compte des voix. Le fichier est refait après chaque conseil."
    ),
    "license": "lov2",
    "frequency": "quarterly",
    "tags": ["deliberations"],
    "temporal_coverage": {"start": "2024-01-01", "end": "2025-12-31"},
    "spatial": {"zones": ["fr:commune:99042"]},
}


def dirty():
    """Give the clean file with its dates as a spreadsheet writes them."""
    text = CLEAN.read_text(encoding="utf-8")
    spoiled = re.sub(r"\b(\d{4})-(\d{2})-(\d{2})\b(?!-)", r"\3/\2/\1", text)
    return spoiled.encode()


def mend(workshop, learner, name=NAME):
    """Drop a dirty file of hers, then the same without its faults."""
    drop(workshop, learner, OWN, dirty(), DELIBERATIONS, name)
    drop(workshop, learner, OWN, CLEAN.read_bytes(), DELIBERATIONS, name)


def draw(workshop, learner):
    """Draw a chart."""
    workshop.events.append(learner, CHART, "chart", {"spec": {}, "title": "", "alternative": ""})


def anonymise(workshop, learner, name=NAME):
    """Protect people well enough, ask whether it may be published, attack it."""
    rows = [
        f"Personne {n};19{50 + 2 * (n // 12)}-0{n % 9 + 1}-11;Gare;{('Loyer', 'Énergie')[n % 2]}"
        for n in range(24)
    ]
    content = "\n".join([SMALL.decode().splitlines()[0], *rows]).encode()
    view = put_to_anonymise(workshop, learner, content, name=name)
    view = treat(workshop, learner, view, "Nom", "drop")
    view = treat(workshop, learner, view, "Naissance", "generalise:birth", 2)
    asked = {"column": "Aide", "role": "sensitive"}
    view = ask_privacy(workshop, learner, "role", **asked, revision=view.revision)
    ask_privacy(workshop, learner, "people", revision=view.revision)
    return ask_privacy(workshop, learner, "check", revision=view.revision)


def publish(workshop, learner, *, name="deliberations.csv", schema=DECLARED, **changes):
    """Make a record with the clean file in her own space; gives its id."""

    def work(portal):
        dataset = create_dataset(portal, {**RECORD, "private": False, **changes})
        content = CLEAN.read_bytes()
        path = workshop.spaces.incoming() / new_object_id()
        path.write_bytes(content)
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        resource = add_upload(portal, dataset, Received(path, name, len(content), digest))
        described = {"description": "Une ligne par délibération.", "schema": schema}
        update_resource(portal, dataset, resource["id"], described)
        return dataset["id"]

    return _in_space(workshop, learner, work)


def change(workshop, learner, dataset_id, **changes):
    """Change a record."""

    def work(portal):
        dataset = portal.catalogue.get("dataset", dataset_id)
        update_dataset(portal, dataset, {**RECORD, **changes})

    _in_space(workshop, learner, work)


def be_seen(workshop, learner, dataset_id):
    """Have somebody ask a question, answer it, and declare a reuse."""

    def work(portal):
        other = replace(portal, caller=make_user(portal, new_object_id(), "Mimosa-4321"))
        about = {"class": "Dataset", "id": dataset_id}
        asked = {"title": "Unité", "comment": "Les voix sont-elles des présents ?"}
        talk = start_discussion(other, {**asked, "subject": about})
        answer_discussion(portal, talk, {"comment": "Oui, celles des présents et représentés."})
        reuse = {
            "title": "Carte des votes",
            "description": "Une carte.",
            "type": "visualization",
            "topic": "politics_and_public_life",
            "url": "https://exemple.fr/carte",
            "datasets": [dataset_id],
        }
        create_reuse(other, reuse)

    _in_space(workshop, learner, work)


def cookie_of(settings, learner):
    """Give the cookie by which a browser is that learner."""
    secret = (settings.data / "cookie-secret").read_bytes()
    return COOKIE, create_signed_value(secret, COOKIE, learner).decode("ascii")


def _in_space(workshop, learner, work):
    space = own_space(workshop, learner)
    portal = portal_of(workshop, space, "main", f"/{MOUNT}")
    member = workshop.spaces.member(space.id, learner)
    portal = replace(portal, caller=portal.catalogue.get("user", member.user_id))
    return write_in(workshop, space, portal, work)


def hand_in(workshop, learner, dataset_id):
    """Hand a record to the exercise that ends the road."""
    check(workshop, learner, own_publication(workshop), dataset_id)


def walk(workshop, learner, name=NAME):
    """Go the whole road; gives the id of the record."""
    mend(workshop, learner, name)
    anonymise(workshop, learner, name)
    dataset_id = publish(workshop, learner)
    be_seen(workshop, learner, dataset_id)
    return dataset_id
