"""What a visitor does on the workbench of anonymisation, in a few words: open, set, look, undo."""

from __future__ import annotations

import csv
import io
import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.walk import go, plain, seen

ADDRESS = "anonymiser"
LESSON = "lecon/essai/proteger"
#: Columns of Val-Ouvert's aids that name somebody, narrow the search for nothing, or tell of her
#: in a free text.
NAMING = [
    "DOSSIER", "NOM", "PRENOM", "NIR", "CODE_POSTAL", "TELEPHONE", "COURRIEL", "PROFESSION",
    "COMMENTAIRE",
]  # fmt: skip


def alone(page: Page) -> Locator:
    """Open the workbench that is alone on its page."""
    return go(page, ADDRESS).locator(".piece[data-kind=privacy]")


def exercise(page: Page) -> Locator:
    """Open the lesson whose exercise is to anonymise a file."""
    box = go(page, LESSON).locator(".piece[data-kind=anonymise]")
    # Nobody is looked for before somebody looks.
    box.locator(".tableau-de-bord").scroll_into_view_if_needed()
    return box


def example(page: Page) -> Locator:
    """Open the page and take the fictional file."""
    box = alone(page)
    box.get_by_role("button", name="Essayer avec un fichier fictif").click()
    expect(box.locator(".etabli-titre")).to_be_focused()
    expect(box.locator(".cadran")).to_have_count(7)
    return box


def put(box: Locator, file: dict) -> str:
    """Drop a file of one's own; gives the headline, whatever comes of it."""
    box.locator("input[type=file]").set_input_files(file)
    expect(box.locator(".choisi")).not_to_be_empty()
    box.get_by_role("button", name="Ouvrir ce fichier").click()
    expect(box.locator(".etabli-titre")).to_be_focused()
    return seen(box.locator(".etabli-titre"))


def written(header: list[str], rows: list[list[str]]) -> bytes:
    """Write a file of people."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode("utf-8")


def people(count: int) -> bytes:
    """Write a file of people, made up, one away from another."""
    header = ["NOM", "SEXE", "DATE_NAISSANCE", "COMMUNE", "TYPE_AIDE"]
    kinds = ["Aide alimentaire", "Secours", "Aide au loyer"]
    rows = [
        [f"Personne {n}", "FM"[n % 2], f"{1940 + n % 60}-{1 + n % 12:02}-11", "Lune", kinds[n % 3]]
        for n in range(count)
    ]
    return written(header, rows)


def role(box: Locator, column: str) -> Locator:
    """Find the role of a column."""
    return box.get_by_role("combobox", name=f"Rôle {column}", exact=True)


def treatment(box: Locator, column: str) -> Locator:
    """Find what is done with a column."""
    return box.get_by_role("combobox", name=f"Traitement {column}", exact=True)


def level(box: Locator, column: str) -> Locator:
    """Find the range of a column."""
    return box.get_by_role("slider", name=f"Niveau {column}", exact=True)


def rare(box: Locator) -> Locator:
    """Find the range of the rows that are left out."""
    return box.get_by_role("slider", name="Retirer les lignes trop rares")


def gauge(box: Locator, title: str) -> Locator:
    """Find the value of a gauge of the board by the first words of its title."""
    dials = box.locator(".cadran")
    return dials.filter(has_text=re.compile(f"^{re.escape(title)}")).locator(
        ".cadran-valeur > strong"
    )


def choices(box: Locator) -> list[str]:
    """Read the choices so far, older ones included."""
    return [plain(text) for text in box.locator(".journal li").all_text_contents()]


def drop_columns(box: Locator, columns: list[str]) -> None:
    """Take columns out, with the mouse; each is a choice."""
    for column in columns:
        treatment(box, column).select_option("drop")
        expect(box.locator(".journal li").last).to_have_text(re.compile(rf"^{column}\s:"))


def settle(box: Locator) -> str:
    """Wait for the people found with the choices at hand; gives the sentence."""
    expect(box.locator(".personnes-phrase")).to_contain_text(re.compile("retrouv"))
    return seen(box.locator(".personnes-phrase"))


def ask(box: Locator) -> str:
    """Ask « Est-ce publiable ? »; gives the answer."""
    box.get_by_role("button", name="Est-ce publiable").click()
    expect(box.locator(".avis-titre")).to_be_focused()
    return seen(box.locator(".reponse-avis"))
