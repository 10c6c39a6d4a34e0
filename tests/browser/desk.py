"""What a visitor does on the workbench, in a few words: drop, look, mend, check again."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.walk import go, plain, seen

VALIDATOR = "validateur"
HEADER = [
    "COLL_NOM",
    "COLL_SIRET",
    "DELIB_ID",
    "DELIB_DATE",
    "DELIB_MATIERE_CODE",
    "DELIB_MATIERE_NOM",
    "DELIB_OBJET",
    "BUDGET_ANNEE",
    "BUDGET_NOM",
    "PREF_ID",
    "PREF_DATE",
    "VOTE_EFFECTIF",
    "VOTE_REEL",
    "VOTE_POUR",
    "VOTE_CONTRE",
    "VOTE_ABSTENTION",
    "DELIB_URL",
]
RIGHT = {
    "COLL_NOM": "Commune de Val-Ouvert",
    "COLL_SIRET": "21990042000015",
    "DELIB_ID": "2024-0118-01",
    "DELIB_DATE": "2024-01-18",
    "DELIB_MATIERE_CODE": "7.1",
    "DELIB_MATIERE_NOM": "finances locales/décisions budgétaires",
    "DELIB_OBJET": "Vote du budget",
    "PREF_ID": "PREF099",
    "PREF_DATE": "2024-01-22",
}


def bench(page: Page) -> Locator:
    """Find the workbench of the page of the validator."""
    return page.locator(".piece[data-kind=bench]")


def arrive(page: Page) -> Locator:
    """Open the validator."""
    return bench(go(page, VALIDATOR))


def put(box: Locator, file: dict | Path) -> str:
    """Drop a file on the validator; gives its headline, whatever comes of it."""
    box.locator("input[type=file]").set_input_files(file)
    expect(box.locator(".choisi")).not_to_be_empty()
    box.get_by_role("button", name="Contrôler ce fichier").click()
    expect(box.locator(".etabli-titre")).to_be_focused()
    return seen(box.locator(".etabli-titre"))


def deliberations(*rows: dict[str, str], header: list[str] | None = None) -> bytes:
    """Write a file of deliberations: right rows, but for what is said of each."""
    names = header or HEADER
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(names)
    for number, row in enumerate(rows, 1):
        cells = {**RIGHT, "DELIB_ID": f"2024-0118-{number:03}", **row}
        lines.writerow([cells.get(name, row.get(name, "")) for name in names])
    return text.getvalue().encode("utf-8")


def group(box: Locator, column: str) -> Locator:
    """Find what is told of the errors of a column."""
    return box.locator(".groupe").filter(
        has=box.page.locator(".cause-faits .nom", has_text=re.compile(f"{re.escape(column)}$"))
    )


def wrong_dates(box: Locator) -> Locator:
    """Find what is told of the dates of deliberations that cannot be read."""
    return group(box, "DELIB_DATE").filter(has_text="AAAA-MM-JJ").first


def rows_of(part: Locator) -> Locator:
    """Open the rows of a group."""
    part.locator(".lignes > summary").click()
    expect(part.locator(".etabli-lignes")).to_be_visible()
    return part.locator(".etabli-lignes tbody > tr:not(.question-retrait)")


def repair(box: Locator, title: str) -> Locator:
    """Find a repair by the words of its title."""
    return box.locator(".reparation").filter(has=box.page.get_by_role("heading", name=title))


def left(box: Locator) -> str:
    """Read what the bar says is left."""
    return seen(box.locator(".barre-etat"))


def count_in(text: str) -> int:
    """Give the first number of a sentence."""
    return int(re.search(r"\d[\d ]*", plain(text))[0].replace(" ", ""))


def taken(page: Page, box: Locator, name: str) -> tuple[str, bytes]:
    """Download something of the workbench; gives its file name and what it holds."""
    with page.expect_download() as download:
        box.get_by_role("link", name=name).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def table(content: bytes) -> list[dict[str, str]]:
    """Read a corrected file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
