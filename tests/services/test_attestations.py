"""From « en cours » to a sealed file, and a name that is kept nowhere."""

from __future__ import annotations

import io
import itertools
import logging
from dataclasses import replace
from datetime import timedelta

import pypdf
import pytest

from grader.errors import NotFoundError, RefusedError
from grader.progress.attestations import checking
from grader.progress.attestations.issued import Attestations
from grader.progress.attestations.keys import Keyring
from grader.progress.attestations.sealed import opened
from grader.progress.database import now
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import Terms
from grader.services import attestations as at
from grader.services.erasure import erase_everything
from grader.services.everything import everything_kept
from tests.support.attesting import obtain

NAME, ISSUER, HERE = "Éloïse Zzyqv", "Syndicat mixte du Val", "https://a.example"


@pytest.fixture
def signing(workshop):
    return replace(workshop, settings=replace(workshop.settings, instance=ISSUER))


def words(file):
    return " ".join(pypdf.PdfReader(io.BytesIO(file)).pages[0].extract_text().split())


def take(workshop, learner, name=NAME):
    return at.take(workshop, learner, "decider", name, HERE)


def test_a_name_that_hides_or_turns_text_is_refused():
    for typed in ("", "  ", "123", "a" * 81, "Zoé\u202e", "Zo\né"):
        with pytest.raises(RefusedError):
            at.checked_name(typed)


def test_nothing_is_given_before_it_is_obtained_nor_for_no_path(signing, ana):
    with pytest.raises(RefusedError, match="pas encore obtenue"):
        take(signing, ana)
    with pytest.raises(NotFoundError):
        at.take(signing, ana, "inconnu", NAME, HERE)
    assert Attestations(signing.database).all() == []


def test_the_file_is_given_once_obtained_and_no_name_stays(signing, ana, caplog):
    caplog.set_level(logging.DEBUG)
    obtain(signing, ana, "decider", points=83.4)
    file = take(signing, ana)
    told = words(file)
    assert NAME in told
    assert ISSUER in told
    assert "Décider d'ouvrir" in told.replace("’", "'")
    assert "83 %" in told.replace("\u202f", " ").replace("\u00a0", " ")
    found = at.check(signing, "", file)
    assert (found.code, found.name) == (checking.GOOD, NAME)
    by_code = at.check(signing, opened(file).token, b"")
    assert by_code.code == checking.GOOD
    assert by_code.attested.names(NAME)
    data = signing.settings.data
    for part, path in itertools.product(("Zzyqv", "zzyqv"), data.rglob("*")):
        if path.is_file():
            assert part.encode() not in path.read_bytes(), path
    assert "zzyqv" not in caplog.text.casefold()
    (row,) = everything_kept(signing, ana)["rows"]["attestation"]
    assert NAME not in str(row)
    assert (row["path"], row["learner_id"]) == ("decider", ana)
    (given,) = at.given_to(signing, ana)
    assert given.serial == row["serial"] == found.attested.serial


def test_a_bound_holds_the_number_of_files_of_one_path(signing, ana, monkeypatch):
    monkeypatch.setattr(at, "MOST_FILES", 1)
    obtain(signing, ana, "decider")
    take(signing, ana)
    with pytest.raises(RefusedError, match="déjà fait 1"):
        take(signing, ana)
    assert len(Attestations(signing.database).all()) == 1


def test_who_is_alone_or_on_a_server_without_a_name_gets_a_self_assessment(workshop, ana):
    obtain(workshop, ana, "decider")
    alone = replace(workshop.settings, instance=ISSUER, alone=True)
    for one in (workshop, replace(workshop, settings=alone)):
        at.ready_keys(one)
        file = take(one, ana)
        assert "Auto-évaluation — non signée" in words(file).replace("\u00a0", " ")
        assert "ne prouve rien" in words(file)
        assert at.check(one, "", file).code == checking.SELF_ASSESSED
        assert at.public_keys(one)["keys"] == at.revoked_list(one)["revoked"] == []
    assert Attestations(workshop.database).all() == []
    assert not (workshop.settings.data / "attestations").exists()


def test_one_that_is_revoked_is_refused_with_the_reason(signing, ana):
    obtain(signing, ana, "decider")
    file = take(signing, ana)
    kept = Attestations(signing.database)
    serial = at.check(signing, "", file).attested.serial
    kept.revoke(serial, "Délivrée par erreur.")
    kept.revoke(serial, "Un autre motif.")
    found = at.check(signing, "", file)
    assert found.code == checking.REVOKED
    assert "Délivrée par erreur." in found.told
    assert "révoquée" in at.given_to(signing, ana)[0].told
    assert at.revoked_list(signing)["revoked"][0]["serial"] == serial
    with pytest.raises(NotFoundError):
        kept.revoke("inconnu", "Motif.")


def test_who_is_erased_leaves_a_number_and_no_more_and_her_file_stays_good(signing, ana):
    obtain(signing, ana, "decider")
    file = take(signing, ana)
    kept = Attestations(signing.database)
    serial = at.check(signing, "", file).attested.serial
    erase_everything(signing, ana)
    (row,) = kept.all()
    assert (row.serial, row.pseudonym, row.path) == (serial, "", "")
    assert kept.of(ana) == []
    assert at.check(signing, "", file).code == checking.GOOD
    kept.revoke(serial, "Motif.")
    assert at.check(signing, "", file).code == checking.REVOKED


def test_a_number_that_we_never_gave_is_refused_even_signed_by_our_key(signing, ana, monkeypatch):
    obtain(signing, ana, "decider")
    monkeypatch.setattr(Attestations, "add", lambda *_: None)
    forged = take(signing, ana)
    assert checking.check_file(forged, Keyring(signing.settings.data).all()).code == checking.GOOD
    found = at.check(signing, "", forged)
    assert found.code == checking.NOT_ISSUED
    assert found.attested is None


def test_the_session_where_the_path_was_followed_is_named(signing, ana):
    obtain(signing, ana, "decider")
    trainer = signing.learners.create().id
    for number, (title, more) in enumerate(
        (("Mardi à Val-Ouvert", {"path": "decider"}), ("Autre", {"modules": ("publier",)}))
    ):
        terms = Terms(title, now() + timedelta(days=9), **more)
        session = signing.sessions.create(terms, f"ACDEFH{number}", trainer)
        signing.members.put(session.id, ana, "Mésange", PRESENT)
    file = take(signing, ana)
    assert at.check(signing, "", file).attested.session == "Mardi à Val-Ouvert"
    assert "Session : Mardi à Val-Ouvert" in words(file).replace("\u00a0", " ")
