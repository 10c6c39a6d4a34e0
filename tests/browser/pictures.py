"""The pictures of README.md, taken from the real pages: ``python -m tests.browser.pictures``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.browser import privacy_desk as desk
from tests.browser.conftest import FLAGS
from tests.browser.install import CHROMIUM
from tests.browser.mending import SIRET, Sheet, opened
from tests.browser.walk import (
    DIRTY,
    GRADED,
    LESSON_1,
    LESSON_2,
    MODULE,
    ROOT,
    SUBSIDIES,
    answer,
    drop,
    go,
    mending,
    named,
    noted,
    onward,
    own_file,
    right_answers,
    wrong_answer,
)
from tests.support.running import RunningServer

FOLDER = ROOT / "docs" / "images"
WIDTH, HIGHEST = 1024, 1400


def take(page: Page, name: str, first: Locator, last: Locator, margin: int = 24) -> None:
    """Take the whole width of a page, from one place to another."""
    page.mouse.move(0, 0)
    top = max(0, first.bounding_box()["y"] + page.evaluate("scrollY") - margin)
    place = last.bounding_box()
    bottom = place["y"] + place["height"] + page.evaluate("scrollY") + margin
    clip = {"x": 0, "y": top, "width": WIDTH, "height": min(bottom - top, HIGHEST)}
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, full_page=True, clip=clip)
    print(f"{path.relative_to(ROOT)} : {path.stat().st_size // 1024} ko")


def walk(page: Page) -> None:
    """Walk as an agent does, and take the pictures on the way."""
    go(page, "")
    take(page, "accueil", page.locator("body"), page.locator("footer"), margin=0)

    go(page, LESSON_1)
    box = answer(page, "prep-r01", right_answers("prep-r01"))
    take(page, "lecon", page.locator("body"), box.locator(".reponses"))

    box = mending(go(page, LESSON_2))
    sheet = opened(DIRTY.read_bytes())
    sheet.rename_columns()
    sheet.replace_in("COLL_SIRET", ".+", SIRET)
    drop(box, named(sheet.save()))
    # It follows the reader down the page: in a picture of the whole, it would cover a part.
    box.locator(".etabli-barre").evaluate("bar => { bar.hidden = true; }")
    take(page, "anomalies", box.locator(".resultats-titre"), box.locator(".reparation").first)

    mend(page, sheet)
    take_stock(page)
    anonymise(page)


def mend(page: Page, sheet: Sheet) -> None:
    """Mend the file, all but its single cases; answer the quiz; drop a file of one's own."""
    sheet.mend_by_columns()
    sheet.delete_blank_rows()
    sheet.delete_second_of_repeated()
    drop(mending(page), named(sheet.save()))
    answer(page, GRADED[0], [wrong_answer(GRADED[0])])
    for item in GRADED:
        onward(answer(page, item, right_answers(item)))
    own_file(page).get_by_label("Subventions versées").check()
    drop(own_file(page), SUBSIDIES)
    page.get_by_role("button", name="Terminer cette leçon").click()
    expect(page.get_by_role("heading", name="Leçon terminée")).to_be_focused()


def take_stock(page: Page) -> None:
    """Hand in, wait for the note, and take the picture of it."""
    go(page, MODULE)
    page.get_by_role("button", name="Rendre mon travail").click()
    noted(page)
    page.get_by_text("Retours : Faire le point").click()
    take(page, "bilan", page.get_by_role("heading", name="Les exercices"), page.locator(".rendu"))


def anonymise(page: Page) -> None:
    """Anonymise the fictional file nearly to the end, and take the picture of the board."""
    box = desk.example(page)
    desk.drop_columns(box, desk.NAMING)
    desk.role(box, "ADRESSE").select_option("quasi")
    desk.level(box, "ADRESSE").fill("2")
    desk.level(box, "DATE_NAISSANCE").fill("4")
    desk.settle(box)
    box.locator(".etabli-barre").evaluate("bar => { bar.hidden = true; }")
    board = box.locator(".tableau-de-bord")
    take(page, "anonymiser", board, board.locator(".parcours"))


def main() -> None:
    """Start a server on a folder of its own, walk, and stop."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=20_000)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = RunningServer(Path(folder)).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            context = browser.new_context(
                base_url=server.address,
                locale="fr-FR",
                viewport={"width": WIDTH, "height": 900},
                reduced_motion="reduce",
            )
            walk(context.new_page())
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
