"""The official client of data.gouv.fr, unmodified but for its address, against a real portal.

Each line is one of the table of what the client needs: the calls that the portal sees are those
that the real one sees.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "client_calls.py"
#: The client sleeps twenty seconds over a refused call, and would sleep more over each fault.
PATIENCE_SECONDS = 300

V1, V2 = "/api/1/datasets/", "/api/2/datasets/"
ONE, RESOURCES = V1 + "{id}/", V1 + "{id}/resources/"
RESOURCE = RESOURCES + "{rid}/"
LINES = {
    "create_dataset": [f"POST {V1} 201"],
    "dataset": [f"GET {ONE} 200"] * 2,
    "dataset.update": [f"PUT {ONE} 200"],
    "dataset.update forgets tags": [f"PUT {ONE} 200"],
    "dataset.delete": [f"DELETE {ONE} 204"],
    "dataset.create_remote": [f"POST {RESOURCES} 201"],
    "client.create_remote_resource": [f"POST {RESOURCES} 201"],
    "dataset.create_static": [f"POST {ONE}upload/ 201", f"PUT {RESOURCE} 200"],
    "client.create_static_resource": [f"POST {ONE}upload/ 201", f"PUT {RESOURCE} 200"],
    "resource.update with a file": [f"POST {RESOURCE}upload/ 200", f"PUT {RESOURCE} 200"],
    "resource.update refuses a file for a remote one": [],
    "resource.update": [f"PUT {RESOURCE} 200"],
    "resource.delete": [f"DELETE {RESOURCE} 204"],
    "client.resource": [f"GET {V2}resources/{{rid}}/ 200"],
    "resource.dataset": [f"GET {ONE} 200"] * 2,
    "resource.download": ["GET /FILE/arbres-2027.csv 200"],
    "resource.download_buffer": ["GET /FILE/arbres-2027.csv 200"],
    "dataset.sort_resources": [f"PUT {RESOURCES} 200"],
    "dataset.update_extras": [f"PUT {V2}{{id}}/extras/ 200", *[f"GET {ONE} 200"] * 2],
    "dataset.delete_extras": [f"PUT {V2}{{id}}/extras/ 200", *[f"GET {ONE} 200"] * 4],
    "resource.update_extras": [
        f"PUT {V2}{{id}}/resources/{{rid}}/extras/ 200",
        f"GET {RESOURCE} 200",
    ],
    "resource.delete_extras": [
        f"PUT {V2}{{id}}/resources/{{rid}}/extras/ 200",
        *[f"GET {RESOURCE} 200"] * 2,
    ],
    "resource.check_if_more_recent_update": [
        f"GET {ONE} 200",
        f"GET {V2}resources/{{rid}}/ 200",
    ],
    # In the order of the record: what was sorted by title.
    "dataset.download_resources": [
        "GET /FILE/arbres-2027.csv 200",
        "GET /FILE/brouillon.csv 200",
    ],
    "client.create_organization": ["POST /api/1/organizations/ 201"],
    "client.organization": ["GET /api/1/organizations/{id}/ 200"],
    "org.create_dataset": [f"POST {V1} 201"],
    # Called by its id, the list gives a next page by the slug, as the real one does.
    "org.datasets": [
        "GET /api/1/organizations/{id}/datasets/ 200",
        "GET /api/1/organizations/syndicat-des-eaux/datasets/?page=2&page_size=20 200",
    ],
    "client.get_all_from_api_query": [
        f"GET {V1}?organization={{id}}&page_size=10 200",
        f"GET {V1}?organization={{id}}&page=2&page_size=10 200",
        f"GET {V1}?organization={{id}}&page=3&page_size=10 200",
    ],
    "community remote": [f"POST {V1}community_resources/ 201"],
    "community static": [
        f"POST {ONE}upload/community/ 201",
        f"PUT {V1}community_resources/{{rid}}/ 200",
    ],
    "an old slug is followed": [
        f"PUT {ONE} 200",
        *[f"GET {V1}ouvert/ 308", f"GET {V1}ouvert-a-tous/ 200"] * 2,
    ],
    "without a key": [],
    "without a key, the address of the space": [f"GET {ONE} 200"] * 2,
    "figures of other services": [],
    # Twenty seconds of waiting: five identical calls, then the body as an exception.
    "refused": [f"POST {V1} 400"] * 5,
    "unknown dataset": [f"GET {V1}inconnu/ 404"] * 5,
    "bad key": ["GET /api/1/organizations/inconnue/ 401"] * 5,
    # Lists make one attempt.
    "list refused": [f"GET {V1}?page=zz 400"],
}
#: What holds several lines; its own error is that of what they were told in the end.
PARTS = {
    "datasets", "organizations", "community", "without_a_key", "a refused list",
    "refused_payload as told", "refused_reading as told", "refused_key as told",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(portal, tools, tmp_path_factory):
    """What became of each line."""
    given = {
        "base": portal.base,
        "space": portal.space,
        "key": portal.key,
        "folder": str(tmp_path_factory.mktemp("files")),
    }
    done = subprocess.run(
        [tools["client"] / "python", SCRIPT],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # What the client prints of its retries comes before.
    return json.loads(done.stdout[done.stdout.index("{\n") :])


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_the_table_works_and_is_seen_as_on_the_real_portal(told, name):
    assert told[name]["error"] == ""
    assert told[name]["calls"] == LINES[name]


def test_no_line_is_left_out(told):
    assert set(told) == set(LINES) | PARTS
    assert {name: told[name]["error"] for name in PARTS} == dict.fromkeys(PARTS, "")


def test_the_portal_logged_no_fault_and_neither_key_nor_address(told, portal):
    assert told
    assert not [line for line in portal.output if "rror" in line or "Traceback" in line]
    logged = [line for line in portal.output if line.startswith("ouvroir.server")]
    assert len(logged) > 50
    assert not [line for line in logged if portal.key in line or "/datasets/" in line]
