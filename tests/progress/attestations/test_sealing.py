"""Any change to a code or to a file is refused, with the reason; keys rotate and are taken back."""

from __future__ import annotations

import io
import json
import random
import stat

import pypdf
import pytest

from grader.cli.main import main
from grader.documents.attestation import AttestationPage, attestation_pdf
from grader.progress.attestations import checking as c
from grader.progress.attestations.keys import Keyring, moment, published
from grader.progress.attestations.revocation import read_revoked, revocation_list
from grader.progress.attestations.sealed import seal, unsigned
from grader.progress.attestations.token import Attested, print_of, signed

NAME = 'Zoé #strong[x] "L\'Œuvre" $a$ \\'
SALT = "ab" * 16


def make(ring, serial="s1", issued=""):
    key = ring.ensure()
    attested = Attested(
        serial, key.id, issued or moment(), "ouvrir", "Ouvrir", "cd" * 8, (("Préparer", 92),), 400,
        "Syndicat mixte", "", SALT, print_of(NAME, SALT),
    )  # fmt: skip
    token = signed(attested, lambda content: ring.sign(content, key))
    address = f"https://formation.example/verifier/{token}"
    page = AttestationPage(
        "Syndicat", NAME, "A suivi.", attested.modules, ["6 h."], ["Ici."], address
    )
    return token, seal(attestation_pdf(page), token, NAME, lambda raw: ring.sign(raw, key))


@pytest.fixture(scope="module")
def ring(tmp_path_factory):
    return Keyring(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def made(ring):
    return make(ring)


def test_a_whole_one_is_believed_and_bears_the_name_in_the_file_alone(ring, made):
    token, file = made
    found = c.check_file(file, ring.all())
    assert (found.code, found.name) == (c.GOOD, NAME)
    by_code = c.check_code(token, ring.all())
    assert by_code.code == c.GOOD
    assert by_code.attested.names(NAME.upper().replace(" ", "  "))
    assert not by_code.attested.names("Zoé")


def test_the_pdf_is_tagged_and_shows_hostile_names_as_they_are(made):
    reader = pypdf.PdfReader(io.BytesIO(made[1]))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = reader.pages[0].extract_text()
    assert "#strong[x]" in text
    assert "pas une certification" in text


def test_any_change_of_the_file_is_refused(ring, made):
    _, file = made
    draw = random.Random(16)
    places = {*range(len(file) - 1500, len(file)), *draw.sample(range(len(file)), 1500)}
    for place in places:
        changed = bytearray(file)
        changed[place] ^= 1 << draw.randrange(8)
        assert c.check_file(bytes(changed), ring.all()).code != c.GOOD, place
    for changed in (file + b"\n", file[:-1], file[:-400], b"", b"%PDF-1.7", file + file):
        assert c.check_file(changed, ring.all()).code != c.GOOD


def test_any_change_of_the_code_is_refused(ring, made):
    token, _ = made
    for place, letter in enumerate(token):
        other = "B" if letter == "A" else "A"
        changed = token[:place] + other + token[place + 1 :]
        assert c.check_code(changed, ring.all()).code != c.GOOD, place


def test_each_refusal_has_its_reason(ring, made, tmp_path):
    _token, file = made
    assert c.check_file(file, Keyring(tmp_path).all()).code == c.UNKNOWN_KEY
    revoked = c.check_file(file, ring.all(), [c.Revoked("s1", "2026-11-23T00:00", "Erreur.")])
    assert revoked.code == c.REVOKED
    assert "Erreur." in revoked.told
    plain = attestation_pdf(AttestationPage("", NAME, "A suivi.", (), [], [], ""))
    assert c.check_file(plain, ring.all()).code == c.NOT_ONE
    assert c.check_file(unsigned(plain), ring.all()).code == c.SELF_ASSESSED
    assert "non signée" in pypdf.PdfReader(io.BytesIO(plain)).pages[0].extract_text()
    assert c.check_file(file.replace(b"/Type", b"/Typo", 1), ring.all()).code == c.ALTERED


def test_keys_rotate_and_a_stolen_one_is_refused_from_its_date(tmp_path):
    ring = Keyring(tmp_path)
    early, _ = make(ring, issued="2026-01-01T00:00:00Z")
    late, _ = make(ring, issued="2026-06-01T00:00:00Z")
    old = ring.ensure()
    assert ring.rotate().id != old.id
    assert [c.check_code(one, ring.all()).code for one in (early, late)] == [c.GOOD, c.GOOD]
    ring.distrust(old.id, "2026-03-01T00:00:00Z")
    assert c.check_code(early, ring.all()).code == c.GOOD
    assert c.check_code(late, ring.all()).code == c.COMPROMISED
    assert len(list((tmp_path / "attestations").glob("*.pem"))) == 1


def test_keys_are_for_the_server_alone(tmp_path):
    Keyring(tmp_path).ensure()
    folder = tmp_path / "attestations"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}


def test_the_command_checks_offline_with_public_keys_alone(ring, made, tmp_path, capsys):
    key = ring.ensure()
    files = {"a.pdf": made[1], "cles.json": json.dumps(published(ring.all())).encode()}
    told = revocation_list(
        [c.Revoked("s1", "2026-11-23T00:00", "Erreur.")], key, lambda raw: ring.sign(raw, key)
    )
    files["revoquees.json"] = json.dumps(told).encode()
    files["faux.pdf"] = made[1].replace(b"/Type", b"/Typo", 1)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    keys = ["--key", str(tmp_path / "cles.json")]
    assert main(["verify", str(tmp_path / "a.pdf"), *keys]) == 0
    assert "authentique" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "faux.pdf"), *keys]) == 1
    revoked = ["--revoked", str(tmp_path / "revoquees.json")]
    assert main(["verify", str(tmp_path / "a.pdf"), *keys, *revoked]) == 1
    assert "Erreur." in capsys.readouterr().out
    told["revoked"] = []
    with pytest.raises(ValueError, match="believed"):
        read_revoked(json.dumps(told).encode(), ring.all())
