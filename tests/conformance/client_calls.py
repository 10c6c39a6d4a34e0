"""What the official client does, line by line: run by its own Python, against a real portal.

What it reads and writes: ``client_harness``.
"""

from __future__ import annotations

import json
import sys
import threading

from client_harness import FOLDER, GIVEN, RESULTS, expect, line, make_client
from client_resources import resources


def refused_payload() -> None:
    """What a wrong payload costs: five calls, the same, and a plain exception with the body."""
    client = make_client()
    body = refused(
        "refused", lambda: client.create_dataset({"title": "", "description": "a"}), client
    )
    expect(body["errors"] == {"title": ["Ce champ est requis."]}, body)


def refused_reading() -> None:
    """An object that is not there is asked for five times too."""
    client = make_client()
    body = refused("unknown dataset", lambda: client.dataset("inconnu"), client)
    expect(body["message"].startswith("The requested URL was not found"), body)


def refused_key() -> None:
    """So is one asked for with a key that is none, even to read."""
    client = make_client("bacasable_fausse")
    body = refused("bad key", lambda: client.organization("inconnue"), client)
    expect(body["message"] == "Invalid API token", body)


def refused(name: str, act, client) -> dict[str, object]:
    told: dict[str, object] = {}

    def attempt():
        try:
            act()
        except Exception as error:  # noqa: BLE001 - the client raises nothing finer
            expect(type(error) is Exception, type(error))
            told.update(json.loads(str(error)))
            expect(told["explication"], told)
        else:
            raise AssertionError("not refused")

    line(name, attempt, client)
    return told


def datasets(client) -> None:
    private = {"title": "Arbres remarquables", "description": "Relevé de 2026.", "private": True}
    dataset = line("create_dataset", lambda: client.create_dataset(dict(private)), client)

    def look():
        found = client.dataset(dataset.id)
        expect(found.title == private["title"])
        expect(found.owner["id"] == dataset.owner["id"])
        expect(found.organization is None)
        expect(found.quality["score"] == 0, found.quality)
        expect(found.resources == [] and found.tags == [])

    line("dataset", look, client)

    def change():
        dataset.update({"title": "Arbres", "tags": ["arbre", "Espaces verts"]})
        expect(
            (dataset.title, dataset.tags) == ("Arbres", ["arbre", "espaces-verts"]), dataset.tags
        )
        expect(dataset.description == private["description"])

    line("dataset.update", change, client)

    def erased():
        dataset.update({"title": "Arbres"})
        expect(dataset.tags == [], dataset.tags)

    line("dataset.update forgets tags", erased, client)
    resources(client, dataset)
    extras(client, dataset)
    line("dataset.delete", lambda: expect(dataset.delete().status_code == 204), client)


def extras(client, dataset) -> None:
    resource = dataset.create_remote({"title": "Fiche", "url": "https://exemple.fr/f.csv"})

    def merge():
        dataset.update_extras({"suivi": "2026", "lot": 3})
        expect(dataset.extras == {"suivi": "2026", "lot": 3}, dataset.extras)

    line("dataset.update_extras", merge, client)

    def forget():
        dataset.delete_extras(["lot"])
        expect(dataset.extras == {"suivi": "2026"}, dataset.extras)

    line("dataset.delete_extras", forget, client)

    def of_resource():
        resource.update_extras({"source": "SIG"})
        expect(resource.extras == {"source": "SIG"}, resource.extras)

    line("resource.update_extras", of_resource, client)

    def forget_of_resource():
        resource.delete_extras(["source"])
        expect(resource.extras == {}, resource.extras)

    line("resource.delete_extras", forget_of_resource, client)


def organizations(client) -> None:
    made = line(
        "client.create_organization",
        lambda: client.create_organization(
            {"name": "Syndicat des eaux", "description": "Une organisation inventée."}
        ),
        client,
    )
    payload = {"title": "Qualité de l'eau", "description": "Mesures.", "private": True}

    def publish():
        dataset = made.create_dataset(dict(payload))
        expect(dataset.organization.id == made.id and dataset.owner is None)

    line("org.create_dataset", publish, client)
    for number in range(22):
        made.create_dataset({**payload, "title": f"Mesures {number}"})

    def look():
        found = client.organization(made.id)
        expect(found.name == "Syndicat des eaux")
        return found

    found = line("client.organization", look, client) or made

    def listed():
        titles = [dataset.title for dataset in found.datasets]
        expect(len(titles) == len(set(titles)) == 23, titles)

    line("org.datasets", listed, client)

    def masked():
        query = f"api/1/datasets/?organization={made.id}&page_size=10"
        ids = list(client.get_all_from_api_query(query, mask="data{id}"))
        expect(len(ids) == 23 and all(list(one) == ["id"] for one in ids), ids)

    line("client.get_all_from_api_query", masked, client)

    def once():
        refused(
            "list refused",
            lambda: list(client.get_all_from_api_query("api/1/datasets/?page=zz")),
            client,
        )

    line("a refused list", once, client)


def community(client) -> None:
    dataset = client.create_dataset({"title": "Ouvert", "description": "Public."})
    file = FOLDER / "communaute.csv"
    file.write_text("a;b\n1;2\n", encoding="utf-8")

    def remote():
        made = client.create_remote_resource(
            {"title": "Carte", "url": "https://exemple.fr/carte"}, dataset.id, is_communautary=True
        )
        expect(made.title == "Carte")

    line("community remote", remote, client)

    def static():
        made = client.create_static_resource(
            str(file), {"title": "Nettoyé"}, dataset.id, is_communautary=True
        )
        expect(made.title == "Nettoyé" and "/community_resources/" in made.uri, made.uri)

    line("community static", static, client)

    def redirected():
        dataset.update({"title": "Ouvert à tous"})
        expect(client.dataset("ouvert").title == "Ouvert à tous")

    line("an old slug is followed", redirected, client)


def without_a_key() -> None:
    client = make_client(None, GIVEN["space"])

    def write():
        try:
            client.create_dataset({"title": "Rien", "description": "Rien."})
        except PermissionError:
            return
        raise AssertionError("wrote without a key")

    line("without a key", write, client)

    dataset = make_client().create_dataset({"title": "Chiffres", "description": "Public."})

    def read():
        seen = client.dataset(dataset.id)
        expect(
            (seen.title, seen.uri) == ("Chiffres", f"{GIVEN['space']}/api/1/datasets/{seen.id}/")
        )

    line("without a key, the address of the space", read, client)

    def other_services():
        try:
            dataset.get_monthly_traffic_metrics()
        except ValueError:
            return
        raise AssertionError("called another service")

    line("figures of other services", other_services, client)


def main() -> None:
    # Each sleeps twenty seconds between its five calls: together, and beside the rest.
    patients = [
        threading.Thread(target=line, args=(f"{act.__name__} as told", act, make_client()))
        for act in (refused_payload, refused_reading, refused_key)
    ]
    for patient in patients:
        patient.start()
    client = make_client()
    for part in (datasets, organizations, community):
        line(part.__name__, lambda part=part: part(client), client)
    line("without_a_key", without_a_key, client)
    for patient in patients:
        patient.join()
    json.dump(RESULTS, sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
