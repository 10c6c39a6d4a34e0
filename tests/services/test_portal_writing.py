"""Documents and bytes of the portal, written together: whole or not at all, and nothing left."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from grader.errors import JobFailedError, RefusedError
from grader.publication.api.answer import answer
from grader.publication.exchange import Request
from grader.publication.reporting import blank_report, subject_of
from grader.publication.resources import add_upload, delete_resource, replace_upload
from grader.services.expiry import sweep
from grader.services.portal import files as portal_files
from grader.services.portal.alone import first_space
from grader.services.portal.opening import Door, enter_space, portal_of
from grader.services.portal.reports import report_of
from grader.services.portal.uploads import call_upload
from grader.services.portal.writing import write_in
from grader.services.stores import open_stores
from grader.settings import Bounds, Settings
from tests.support.datasets import create
from tests.support.portal import ORIGIN, Asker

CSV = b"a;b\n1;2\n"


class StopError(Exception):
    """What a failing turn raises."""


@pytest.fixture
def workshop(tmp_path):
    opened = open_stores(Settings(data=tmp_path / "data", workers=1))
    yield opened
    opened.close()


@pytest.fixture
def space(workshop):
    return workshop.spaces.open("group", "Essai")


@pytest.fixture
def asker(workshop, space, tmp_path):
    member = enter_space(workshop, space, workshop.learners.create().id)
    portal = portal_of(workshop, space, "main", "http://portail.test/bac-a-sable")
    return Asker(tmp_path, replace(portal, caller=portal.catalogue.get("user", member.user_id)))


@pytest.fixture
def dataset(asker):
    return asker.portal.catalogue.get("dataset", create(asker, title="Essai des turns")["id"])


def ours(workshop, space):
    """The files hosted in a space under the record of these tests."""
    return {
        path[2] for path, _ in workshop.spaces.files(space.id, "main").every() if _is_ours(path)
    }


def _is_ours(path):
    return path[0].startswith(("essai-des-turns", "perdu", "_parts"))


def received(asker, name, content=CSV):
    return asker.file(name, content).file


def test_a_turn_that_fails_keeps_no_byte_and_loses_none(workshop, space, asker, dataset):
    made = write_in(
        workshop, space, asker.portal, lambda p: add_upload(p, dataset, received(asker, "a.csv"))
    )

    former = tuple(made["path"])

    def replace_and_fall(portal):
        replace_upload(portal, dataset, made["id"], received(asker, "b.csv"))
        assert portal.files.find(*former) is None, "gone for who reads within the turn"
        raise StopError

    with pytest.raises(StopError):
        write_in(workshop, space, asker.portal, replace_and_fall)
    assert ours(workshop, space) == {"a.csv"}
    (stored,) = asker.portal.catalogue.get("dataset", dataset["id"])["resources"]
    assert stored["path"][2] == "a.csv"


def test_a_turn_that_succeeds_drops_what_it_replaced_or_deleted(workshop, space, asker, dataset):
    def write(work):
        return write_in(workshop, space, asker.portal, work)

    made = write(lambda p: add_upload(p, dataset, received(asker, "a.csv")))
    write(lambda p: replace_upload(p, dataset, made["id"], received(asker, "b.csv")))
    assert ours(workshop, space) == {"b.csv"}
    write(lambda p: delete_resource(p, dataset, made["id"]))
    assert ours(workshop, space) == set()


def test_a_space_erased_meanwhile_keeps_no_byte(workshop, space, asker, dataset):
    workshop.spaces.erase(space.id)
    with pytest.raises(RefusedError):
        write_in(
            workshop,
            space,
            asker.portal,
            lambda p: add_upload(p, dataset, received(asker, "a.csv")),
        )
    assert ours(workshop, space) == set()


def test_bytes_that_nothing_leads_to_are_swept_once_they_are_old(
    workshop, space, asker, dataset, monkeypatch
):
    add_upload(asker.portal, dataset, received(asker, "a.csv"))
    files = asker.portal.files
    files.keep(received(asker, "x").path, "perdu", "20260101-000000", "perdu.csv")
    files.keep(received(asker, "x").path, "_parts", "quelqu-un-abc", "0")
    sweep(workshop)
    assert ours(workshop, space) == {"a.csv", "perdu.csv", "0"}, "too young to be lost"
    really = time.time
    for hours, left in ((1, {"a.csv", "0"}), (25, {"a.csv"})):
        later = hours * 3600
        monkeypatch.setattr(portal_files.time, "time", lambda later=later: really() + later)
        portal_files.sweep_files(workshop, space.id)
        assert ours(workshop, space) == left
    monkeypatch.undo()


def test_a_file_over_which_workers_are_lost_is_given_up_after_a_few(
    workshop, space, asker, dataset
):
    made = add_upload(asker.portal, dataset, received(asker, "a.csv"))
    lost = []

    class LosesWorkers:
        def run(self, *_arguments):
            lost.append(1)
            raise JobFailedError("worker-lost", "Trop de mémoire.", "")

        def close(self):
            pass

    broken = replace(workshop, pool=LosesWorkers())
    end = time.monotonic() + 30
    while (found := report_of(broken, space, asker.portal, made))["state"] == "waiting":
        assert time.monotonic() < end
        time.sleep(0.01)
    assert (found["state"], len(lost)) == ("failed", 3)
    assert "bien conservé" in found["told"]
    report_of(broken, space, asker.portal, made)
    assert len(lost) == 3


def test_a_report_on_another_content_is_not_taken_for_this_one(workshop, space, asker, dataset):
    made = add_upload(asker.portal, dataset, received(asker, "a.csv"))
    old = {**blank_report("valid", "Ancien."), **subject_of(made), "sha1": "0" * 40}
    asker.portal.catalogue.put("report", old)
    end = time.monotonic() + 60
    while (found := report_of(workshop, space, asker.portal, made))["state"] == "waiting":
        assert time.monotonic() < end
        time.sleep(0.05)
    assert found["state"] == "no-schema"
    assert found["preview"] == {"header": ["a", "b"], "rows": [["1", "2"]]}
    assert [one["kind"] for one in found["columns"]] == ["integer", "integer"]


def test_a_space_that_is_full_refuses_and_keeps_what_it_has(tmp_path):
    bounds = Bounds(portal_bytes_per_space=100_000)
    opened = open_stores(Settings(data=tmp_path / "data", bounds=bounds, workers=1))
    try:
        first = first_space(opened)
        member = opened.spaces.whose(first.key)
        portal = portal_of(opened, first.space, "main", ORIGIN)
        asker = Asker(
            tmp_path, replace(portal, caller=portal.catalogue.get("user", member.user_id))
        )
        path = f"/api/1/datasets/{create(asker)['id']}/upload/"
        before = set(opened.spaces.files(first.space.id, "main").every())
        sent = asker.file("gros.csv", b"0" * 100_000)
        request = Request("POST", path, headers={"x-api-key": first.key}, upload=sent)
        response = call_upload(opened, Door(ORIGIN), request)
        assert response.status == 413
        assert "Supprimez une ressource" in response.body.decode()
        assert set(opened.spaces.files(first.space.id, "main").every()) == before
    finally:
        opened.close()


def test_an_endpoint_that_refuses_leaves_the_received_file_to_its_receiver(asker, dataset):
    sent = asker.file("a.exe", CSV)
    path = f"/api/1/datasets/{dataset['id']}/upload/"
    response = answer(asker.portal, Request("POST", path, upload=sent))
    assert response.status == 400
    assert sent.file.path.exists()
