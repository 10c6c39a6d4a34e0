"""The QR code of an attestation on paper: the address, module by module, and wide enough."""

from __future__ import annotations

import shutil
import subprocess

import numpy as np
import pytest
import segno

from grader.documents.attestation import AttestationPage, attestation_pdf
from grader.progress.attestations.token import Attested, print_of, signed

DPI, WIDTH, MARGIN, QUIET = 300, 4.6, 2.2, 4
CENTIMETRE = DPI / 2.54
#: Millimetres of a module that an ordinary telephone reads at arm's length of a sheet.
LEAST = 0.3


def address_of(title, instance, session):
    modules = tuple((f"Module numéro {n} : un titre de longueur ordinaire", 90) for n in range(6))
    attested = Attested(
        "ab" * 8, "cd" * 6, "2026-11-23T08:00:00Z", "ouvrir", title, "ef" * 8, modules, 640,
        instance, session, "01" * 16, print_of("Zoé", "01" * 16),
    )  # fmt: skip
    return (
        f"https://formation.syndicat-mixte.example/verifier/{signed(attested, lambda _: bytes(64))}"
    )


def page_of(address):
    return AttestationPage("Syndicat", "Zoé", "A suivi.", (("Préparer", 92),), [], [], address)


def drawn(content):
    """Give the page as dots, true where it is dark."""
    done = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(DPI), "-"],
        input=content, capture_output=True, check=True,
    )  # fmt: skip
    magic, width, height, _most, dots = done.stdout.split(maxsplit=4)
    assert magic == b"P5"
    size = int(width) * int(height)
    return np.frombuffer(dots[-size:], dtype=np.uint8).reshape(int(height), int(width)) < 128


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="pdftoppm is missing")
def test_the_code_on_paper_is_the_address_module_by_module():
    address = address_of("Ouvrir", "Syndicat mixte du Val", "Mardi")
    wanted = np.array(segno.make(address, error="l", micro=False, boost_error=False).matrix) == 1
    dark = drawn(attestation_pdf(page_of(address)))
    side = WIDTH * CENTIMETRE / (len(wanted) + 2 * QUIET)
    left = MARGIN * CENTIMETRE + QUIET * side
    centres = (np.arange(len(wanted)) + 0.5) * side
    columns = np.round(left + centres).astype(int)
    # Its height on the page is that of the text above it: where its first row is found.
    for top in range(int(5 * CENTIMETRE), dark.shape[0] - int(WIDTH * CENTIMETRE)):
        rows = np.round(top + centres).astype(int)
        if (dark[rows[0], columns] == wanted[0]).all():
            found = dark[np.ix_(rows, columns)]
            if (found == wanted).all():
                return
    raise AssertionError("no such code on the page")


def test_the_longest_that_may_be_still_makes_a_code_that_is_wide_enough():
    address = address_of("Un parcours au titre long " * 3, "é" * 120, "à" * 120)
    code = segno.make(address, error="l", micro=False, boost_error=False)
    side = WIDTH * 10 / (code.symbol_size(border=QUIET)[0])
    assert side >= LEAST, (len(address), code.version, side)
    assert attestation_pdf(page_of(address)).startswith(b"%PDF-")
