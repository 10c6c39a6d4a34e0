"""Every route of the sandbox portal, walked as nobody, as a member, as a learner of elsewhere."""

from __future__ import annotations

import re

import pytest

from grader.server.portal_routes import ROUTES
from tests.support.portal_people import PortalPerson
from tests.support.skip_link import fault_of

OK, SEE, REFUSED, GONE, NO_KEY = 200, 302, 403, 404, 401
#: Read by whoever was given the address; written by members alone; a key for the API.
ANYONE, MEMBER, KEY = (OK, OK, OK), (REFUSED, OK, REFUSED), (NO_KEY, NO_KEY, NO_KEY)
NOBODY_WRITES = (REFUSED, None, REFUSED)
WALK: dict[str, list[tuple[str, str, tuple[int | None, ...]]]] = {
    "MySandbox": [("GET", "bac-a-sable/", (SEE, SEE, SEE))],
    "JoinPage": [("GET", "bac-a-sable/rejoindre", (SEE, SEE, SEE))],
    "PortalHome": [("GET", "{home}", ANYONE), ("GET", "{home}regionale/", ANYONE)],
    "RecordList": [("GET", "{home}datasets/", ANYONE), ("GET", "{home}regionale/datasets", ANYONE)],
    "RecordPage": [
        ("GET", "{home}datasets/{slug}", ANYONE),
        ("GET", "{home}datasets/{id}", ANYONE),
        ("GET", "{home}datasets/rien", (GONE, GONE, GONE)),
        ("GET", "bac-a-sable/e/0123456789/datasets/{slug}", (GONE, GONE, GONE)),
    ],
    "OrganizationList": [("GET", "{home}organizations/", ANYONE)],
    "OrganizationPage": [("GET", "{home}organizations/rien", (GONE, GONE, GONE))],
    "ReusePage": [("GET", "{home}reuses/rien", (GONE, GONE, GONE))],
    "PersonPage": [("GET", "{home}users/rien", (GONE, GONE, GONE))],
    "NewRecord": [("GET", "{home}gerer/nouvelle-fiche", MEMBER)],
    "AnswerDiscussion": [
        ("GET", "{home}gerer/discussion/{id}", (REFUSED, GONE, REFUSED)),
        ("POST", "{home}gerer/discussion/{id}", (REFUSED, GONE, REFUSED)),
    ],
    "RecordSection": [
        ("GET", "{manage}decrire", MEMBER),
        ("POST", "{manage}decrire", NOBODY_WRITES),
    ],
    "RecordStep": [
        ("GET", "{manage}supprimer", MEMBER),
        ("POST", "{manage}supprimer", NOBODY_WRITES),
        ("GET", "{manage}detruire", (GONE, GONE, GONE)),
    ],
    "DeclareReuse": [("GET", "{manage}reutilisation", MEMBER)],
    "AskQuestion": [("GET", "{manage}question", MEMBER)],
    "UploadFile": [("GET", "{manage}deposer", MEMBER), ("POST", "{manage}deposer", NOBODY_WRITES)],
    "AddLink": [("GET", "{manage}lien", MEMBER)],
    "OrderResources": [("GET", "{manage}ordre", MEMBER), ("POST", "{manage}ordre", NOBODY_WRITES)],
    "DescribeResource": [("GET", "{resource}decrire", MEMBER)],
    "ReplaceFile": [
        ("GET", "{resource}remplacer", MEMBER),
        ("POST", "{resource}remplacer", NOBODY_WRITES),
    ],
    "DescribeColumns": [("GET", "{resource}colonnes", MEMBER)],
    "DeleteResource": [
        ("GET", "{resource}supprimer", MEMBER),
        ("POST", "{resource}supprimer", NOBODY_WRITES),
    ],
    "ApiKeyPage": [("GET", "{home}cle", MEMBER), ("POST", "{home}cle", NOBODY_WRITES)],
    "SpacePage": [("GET", "{home}espace", MEMBER), ("POST", "{home}espace", NOBODY_WRITES)],
    "EmptySpace": [
        ("GET", "{home}espace/vider", MEMBER),
        ("POST", "{home}espace/vider", NOBODY_WRITES),
    ],
    "PortalApi": [
        ("GET", "{home}api/1/datasets/", ANYONE),
        ("POST", "{home}api/1/datasets/", KEY),
        ("PUT", "{home}api/1/datasets/{id}/", KEY),
        ("DELETE", "{home}api/1/datasets/{id}/", KEY),
        ("GET", "bac-a-sable/api/1/me/", KEY),
    ],
    "PortalUpload": [("POST", "{home}api/1/datasets/{id}/upload/", KEY)],
    "HarvestApi": [
        ("GET", "{home}api/1/harvest/backends/", ANYONE),
        ("POST", "{home}api/1/harvest/sources/", KEY),
    ],
    "HostedFile": [("GET", "{file}", ANYONE), ("GET", "{home}resources/a/b/c.csv", (GONE,) * 3)],
    "RecordFile": [("GET", "{home}datasets/{id}/datapackage.json", ANYONE)],
    "ReportState": [("GET", "{home}rapports/{rid}", ANYONE)],
    "SourceList": [("GET", "{home}regionale/moissonneurs", ANYONE)],
    "NewSource": [
        ("GET", "{home}regionale/moissonneurs/nouveau", MEMBER),
        ("POST", "{home}regionale/moissonneurs/nouveau", NOBODY_WRITES),
    ],
    "AdvanceTime": [("POST", "{home}regionale/moissonneurs/temps", NOBODY_WRITES)],
    "SourcePage": [("GET", "{home}regionale/moissonneurs/{id}", (GONE, GONE, GONE))],
    "SourcePreview": [
        ("GET", "{home}regionale/moissonneurs/{id}/apercu", (REFUSED, GONE, REFUSED))
    ],
    "SourceStep": [
        ("POST", "{home}regionale/moissonneurs/{id}/lancer", (REFUSED, GONE, REFUSED))
    ],
    "RunPage": [("GET", "{home}regionale/moissonneurs/passages/{id}", (GONE, GONE, GONE))],
    "FramedPage": [("GET", "{home}marque-blanche/rien", (GONE, GONE, GONE))],
    "FrameHelp": [("GET", "{home}marque-blanche/rien/integrer", (GONE, GONE, GONE))],
}  # fmt: skip
PEOPLE = ("nobody", "owner", "other")
STEPS = [
    pytest.param(method, address, who, statuses[PEOPLE.index(who)], id=f"{method} {address} {who}")
    for steps in WALK.values()
    for method, address, statuses in steps
    for who in PEOPLE
    if statuses[PEOPLE.index(who)] is not None
]


def test_the_walk_covers_every_route_of_the_portal():
    assert {handler.__name__ for _, handler, _ in ROUTES} == WALK.keys()


@pytest.fixture(scope="module")
def people(server):
    owner, other = PortalPerson(server), PortalPerson(server)
    yield {"owner": owner.client, "other": other.client, "person": owner}
    for one in (owner, other):
        one.close()


@pytest.fixture(scope="module")
def places(people):
    """What stands in the addresses: a space, a public record, its file."""
    owner = people["person"]
    record = owner.make_record(titre="Équipements", etat="publique")
    sent = owner.upload(f"gerer/{record.id}/deposer", "equipements.csv", b"NOM\nGymnase\n")
    rid = re.search(r"ressource/([0-9a-f-]{36})/", sent.headers["Location"])[1]
    manage = f"{owner.home}gerer/{record.id}/"
    return {
        "home": owner.home,
        "id": record.id,
        "rid": rid,
        "slug": "equipements",
        "manage": manage,
        "resource": f"{manage}ressource/{rid}/",
        "file": owner.api(record.id)["resources"][0]["url"],
    }


@pytest.mark.parametrize(("method", "address", "who", "expected"), STEPS)
def test_walk(server, people, places, method, address, who, expected):
    client = server.client() if who == "nobody" else people[who]
    # XSRF is a test of its own: here each request brings the token that its cookie allows.
    if not client.cookies.get("_xsrf"):
        client.cookies.set("_xsrf", "0123456789")
    token = {"X-XSRFToken": client.cookies["_xsrf"]}

    answer = client.request(method, address.format(**places), headers=token)

    assert answer.status_code == expected, answer.text[:500]
    assert "Traceback" not in answer.text
    # What stands in another site's frame has no banner to go past.
    assert address.endswith("marque-blanche/rien") or fault_of(answer) == ""
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
