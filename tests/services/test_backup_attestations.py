"""Attestations outlive a lost disk, and a return to an older back-up; so does what was revoked."""

from __future__ import annotations

import dataclasses
import json
import shutil
import stat

import pytest

from grader.cli.main import main
from grader.progress.attestations.checking import GOOD
from grader.progress.attestations.issued import Attestations
from grader.progress.attestations.keys import FOLDER, Keyring
from grader.progress.database import Database
from grader.progress.learners import Learners
from grader.services.attestations import check, public_keys
from grader.services.backup import back_up
from grader.services.erasure import erase_everything
from grader.services.restoring import restore
from grader.services.stores import open_stores
from grader.settings import Settings, sqlalchemy_address
from tests.progress.attestations.test_sealing import make

REASON = "Donnée par erreur"


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request, tmp_path):
    url = ""
    if request.param == "postgresql":
        url = sqlalchemy_address(request.getfixturevalue("postgresql").empty_base())
    return Settings(data=tmp_path / "travaux", database_url=url, instance="Syndicat")


def give(settings, serial, learner="") -> tuple[str, bytes]:
    """Give an attestation as the server does, and who has it with its file."""
    ring = Keyring(settings.data)
    _, file = make(ring, serial=serial)
    database = Database(settings)
    learner = learner or Learners(database).create().id
    Attestations(database).add(serial, learner, "ouvrir", ring.ensure().id)
    database.close()
    return learner, file


def verdicts(settings, *files) -> list[str]:
    workshop = open_stores(settings)
    try:
        return [check(workshop, "", file).code for file in files]
    finally:
        workshop.close()


def modes(settings) -> dict[str, int]:
    folder = settings.data / FOLDER
    found = {one.suffix: stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()}
    return {"folder": stat.S_IMODE(folder.stat().st_mode), **found}


def test_one_is_verified_after_all_was_destroyed_and_the_same_key_signs(
    settings, tmp_path, request, capsys
):
    _, file = give(settings, "s1")
    back_up(settings, tmp_path / "s.tar.gz")
    shutil.rmtree(settings.data)
    if settings.database_url:
        elsewhere = request.getfixturevalue("postgresql").empty_base()
        settings = dataclasses.replace(settings, database_url=sqlalchemy_address(elsewhere))

    restore(settings, tmp_path / "s.tar.gz")

    assert modes(settings) == {"folder": 0o700, ".json": 0o600, ".pem": 0o600}
    _, other = give(settings, "s2")
    assert verdicts(settings, file, other) == [GOOD, GOOD]
    assert len(Keyring(settings.data).all()) == 1
    # Offline too, with the public keys of the restored server.
    workshop = open_stores(settings)
    (tmp_path / "cles.json").write_text(json.dumps(public_keys(workshop)))
    workshop.close()
    (tmp_path / "attestation.pdf").write_bytes(file)
    told = main(["verify", str(tmp_path / "attestation.pdf"), "--key", str(tmp_path / "cles.json")])
    assert told == 0, capsys.readouterr()


def test_an_older_back_up_undoes_nothing_of_what_people_hold(settings, tmp_path):
    ana, before = give(settings, "avant")
    _, revoked = give(settings, "reprise")
    back_up(settings, tmp_path / "s.tar.gz")
    ring = Keyring(settings.data)
    stolen = ring.ensure().id
    ring.rotate()
    ring.distrust(stolen, "2035-01-01T00:00:00Z")
    _, since = give(settings, "depuis")
    _, mine = give(settings, "la-sienne", ana)
    gone, hers = give(settings, "effacee")
    workshop = open_stores(settings)
    erase_everything(workshop, gone)
    workshop.close()
    database = Database(settings)
    Attestations(database).revoke("reprise", REASON)
    database.close()
    kept = (before, revoked, since, mine, hers)
    as_before = verdicts(settings, *kept)
    assert as_before == [GOOD, "revoked", GOOD, GOOD, GOOD]

    restore(settings, tmp_path / "s.tar.gz", replace=True)

    assert verdicts(settings, *kept) == as_before
    keys = {key.id: key for key in Keyring(settings.data).all()}
    assert keys[stolen].compromised == "2035-01-01T00:00:00Z"
    assert modes(settings) == {"folder": 0o700, ".json": 0o600, ".pem": 0o600}
    database = Database(settings)
    whose = {one.serial: (one.path, bool(one.pseudonym)) for one in Attestations(database).all()}
    assert [one.reason for one in Attestations(database).revoked()] == [REASON]
    database.close()
    # Who is not in the back-up has her number kept, and nothing that leads to her.
    assert whose["la-sienne"] == ("ouvrir", True)
    assert whose["depuis"] == whose["effacee"] == ("", False)


def test_keys_in_place_that_are_lost_or_others_give_way(tmp_path):
    settings = Settings(data=tmp_path / "travaux", instance="Syndicat")
    _, file = give(settings, "s1")
    back_up(settings, tmp_path / "s.tar.gz")
    (settings.data / FOLDER / "cles.json").write_text("[{")
    restore(settings, tmp_path / "s.tar.gz", replace=True)
    assert verdicts(settings, file) == [GOOD]

    there = Settings(data=tmp_path / "autre", instance="Autre")
    give(there, "s9")
    restore(there, tmp_path / "s.tar.gz", replace=True)
    assert verdicts(there, file) == [GOOD]
    assert len(Keyring(there.data).all()) == 1
