"""The QR code of an attestation on paper: a reader finds the address; it is wide enough."""

from __future__ import annotations

import shutil
import subprocess

import numpy as np
import pytest
import segno
import zxingcpp

from grader.documents.attestation import AttestationPage, attestation_pdf
from grader.progress.attestations.token import Attested, print_of, signed

DPI, WIDTH, QUIET = 300, 4.6, 4
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


def drawn(content, dots_per_inch):
    """Give the page as grey dots."""
    done = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(dots_per_inch), "-"],
        input=content, capture_output=True, check=True,
    )  # fmt: skip
    magic, width, height, _most, dots = done.stdout.split(maxsplit=4)
    assert magic == b"P5"
    size = int(width) * int(height)
    return np.frombuffer(dots[-size:], dtype=np.uint8).reshape(int(height), int(width))


def photographed(page):
    """Give the page as a telephone sees it: held across, greyish, grainy, uneven light."""
    height, width = page.shape
    light = np.linspace(0.55, 0.85, width)[None, :] * np.linspace(1.0, 0.8, height)[:, None]
    grain = np.random.default_rng(1).normal(0, 8, page.shape)
    return np.rot90(np.clip(page * light + 30 + grain, 0, 255).astype(np.uint8)).copy()


def read(page):
    (code,) = zxingcpp.read_barcodes(page)
    return code.text


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="pdftoppm is missing")
@pytest.mark.parametrize(
    "address",
    [
        address_of("Ouvrir", "Syndicat mixte du Val", "Mardi"),
        address_of("Un parcours au titre long " * 3, "é" * 120, "à" * 120),
    ],
    ids=["ordinary", "longest"],
)
def test_the_code_on_paper_is_read_as_the_address(address):
    paper = drawn(attestation_pdf(page_of(address)), DPI)
    assert read(paper) == address
    assert read(photographed(paper)) == address
    assert read(drawn(attestation_pdf(page_of(address)), DPI // 2)) == address


def test_the_longest_that_may_be_still_makes_a_code_that_is_wide_enough():
    address = address_of("Un parcours au titre long " * 3, "é" * 120, "à" * 120)
    code = segno.make(address, error="l", micro=False, boost_error=False)
    side = WIDTH * 10 / (code.symbol_size(border=QUIET)[0])
    assert side >= LEAST, (len(address), code.version, side)
    assert attestation_pdf(page_of(address)).startswith(b"%PDF-")
