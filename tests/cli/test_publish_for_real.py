"""``ouvroir publish --to demo``: for real on an explicit wish alone; no key goes astray.

The real portal is never called: an address of this machine stands for it.
"""

from __future__ import annotations

import io
import sys

import pytest

from grader.publication import sending
from tests.support.publishing import Forwarding, Redirecting, listening


@pytest.fixture
def called(portal, monkeypatch):
    """What came to the address that stands for the real portal."""
    with listening(Forwarding, portal) as (address, seen):
        monkeypatch.setattr(sending, "DEMO_ADDRESS", address)
        yield seen


@pytest.mark.parametrize(
    "address",
    ["https://www.data.gouv.fr", "https://demo.data.gouv.fr/", "http://DATA.gouv.fr./api/1"],
)
def test_a_real_portal_is_never_called_as_if_it_were_a_sandbox(command, given, address):
    code, _, err = command("publish", "fiche.json", "--key-file", "cle", "--address", address)
    assert code == 2
    assert "est un vrai portail" in err


def test_the_real_one_is_off_by_default(command, given, called):
    code, _, err = command("publish", "fiche.json", "--key-file", "cle", "--to", "demo")
    assert code == 2
    assert "est désactivé ; rien n'a été envoyé" in err
    assert called == []


def test_a_key_of_the_sandbox_is_not_shown_to_the_real_one(command, given, called, monkeypatch):
    monkeypatch.setenv("OUVROIR_DEMO", "1")
    code, _, err = command("publish", "fiche.json", "--key-file", "cle", "--to", "demo")
    assert code == 2
    assert "celle d'un bac à sable" in err
    assert called == []


def test_a_key_of_the_real_one_is_not_shown_to_the_sandbox(publish, given, portal):
    (given / "cle").write_text("udata_vraie", encoding="ascii")
    before = len(portal.output)
    code, _, err = publish()
    assert code == 2
    assert "elle n'a pas été envoyée" in err
    assert len(portal.output) == before


@pytest.mark.parametrize("typed", ["", "oui\n", "o\n", "non\n", "demo.\n"])
def test_without_the_word_nothing_leaves(command, given, called, monkeypatch, typed):
    monkeypatch.setenv("OUVROIR_DEMO", "1")
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    (given / "cle").write_text("udata_vraie", encoding="ascii")
    code, out, err = command("publish", "fiche.json", "--key-file", "cle", "--to", "demo")
    assert (code, "Rien n'a été envoyé." in err) == (2, True)
    assert "N'y envoyez aucune donnée personnelle" in out
    assert called == []


def test_with_the_word_the_same_calls_leave_with_her_key(
    command, given, portal, called, monkeypatch
):
    """The other end is the portal of this test behind an address that stands for the real one."""
    monkeypatch.setenv("OUVROIR_DEMO", "1")
    monkeypatch.setattr(sys, "stdin", io.StringIO("demo\n"))
    (given / "cle").write_text("udata_vraie", encoding="ascii")
    code, out, err = command(
        "publish", "fiche.json", "--key-file", "cle", "--to", "demo", "--file", "subventions.csv"
    )
    assert (code, err) == (0, "")
    assert "Terminé" in out
    assert [call.split()[0] for call in called] == ["POST", "POST", "POST", "POST", "PUT", "GET"]
    assert {call.split()[-1] for call in called} == {"udata_vraie"}


def test_an_address_does_not_go_with_the_real_one(command, given):
    code, _, err = command("publish", "fiche.json", "--to", "demo", "--address", "http://x")
    assert code == 2
    assert "--address ne va pas avec --to demo" in err


def test_a_redirect_never_takes_the_key_elsewhere(command, given):
    with listening(Redirecting) as (address, seen):
        code, _, err = command("publish", "fiche.json", "--key-file", "cle", "--address", address)
    assert code == 2
    assert "la clé n'y est pas envoyée" in err
    assert len(seen) == 1


def test_a_portal_out_of_reach_is_told(command, given):
    code, _, err = command(
        "publish", "fiche.json", "--key-file", "cle", "--address", "http://127.0.0.1:9/"
    )
    assert code == 2
    assert "n'a pas répondu" in err
