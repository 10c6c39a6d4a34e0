"""The HTML report in Chromium: axe, bones, narrow, 200 %, paper, and nothing asked of anybody."""

from __future__ import annotations

import pytest

from grader.errors import UnusableFileError
from grader.settings import DEFAULT_ROOT
from grader.validation.reports.html_page import HtmlWriter
from grader.validation.validate import validate
from tests.browser.bones import violations
from tests.browser.conftest import Visitor
from tests.validation.reports import HOSTILE, finding, report

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
ACTS = "scdl/deliberations@2.1.5"
_STYLE = "element => getComputedStyle(element)"
LONG = "UnNomDeColonneSansFin" * 20


@pytest.fixture
def page_of(chromium, tmp_path):
    """Write a report and open it, from disk, as the colleague who received it does."""
    visitors = []

    def opened(*told):
        path = tmp_path / "rapport.html"
        with path.open("w", encoding="utf-8") as out:
            writer = HtmlWriter(out, several=len(told) > 1)
            for one, name in told:
                if isinstance(one, UnusableFileError):
                    writer.refuse(one, name)
                else:
                    writer.write(one, name, 0.0)
            writer.close()
        visitors.append(Visitor(chromium, path.parent.as_uri()))
        page = visitors[-1].open()
        page.goto(path.as_uri())
        return page

    yield opened
    for visitor in visitors:
        assert visitor.complaints == []
        assert [url.rpartition("/")[2] for url in visitor.requests] == ["rapport.html"]
        visitor.context.close()


@pytest.fixture(scope="module")
def dirty():
    return validate(FOLDER / "deliberations-export.csv", ACTS)


@pytest.fixture(scope="module")
def clean():
    return validate(FOLDER / "deliberations.csv", ACTS)


def test_a_dirty_file(page_of, dirty, shot):
    page = page_of((dirty, "deliberations-export.csv"))
    shot(page, "rapport-a-corriger")
    assert violations(page) == []


def test_a_valid_file(page_of, clean, shot):
    page = page_of((clean, "deliberations.csv"))
    shot(page, "rapport-valide")
    assert violations(page) == []


def test_several_files_and_one_that_could_not_be_read(page_of, dirty, clean, shot):
    refusal = UnusableFileError("empty-file", "Le fichier est vide.", "Refaites l'export.")
    page = page_of((dirty, "sale.csv"), (clean, "propre.csv"), (refusal, "vide.csv"))
    shot(page, "rapport-plusieurs")
    assert violations(page) == []


def test_hostile_cells_and_endless_names_stay_text_and_in_the_page(page_of):
    told = [finding(value=HOSTILE, column=LONG), finding(value=LONG, column=LONG)]
    hostile = report(*told, finding(column=HOSTILE, message="Ce n'est pas une date."))
    page = page_of((hostile, f"{LONG}.csv"))
    assert page.locator("script, img").count() == 0
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(("width", "size"), [(512, "112.5%"), (1024, "225%")])
def test_twice_as_large_the_page_or_its_text_alone(page_of, dirty, clean, width, size):
    page = page_of((dirty, "deliberations-export.csv"), (clean, "deliberations.csv"))
    page.set_viewport_size({"width": width, "height": 400})
    page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = page.locator("td, th").evaluate_all(
        "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).length"
    )
    assert cut == 0


def test_on_paper_the_heads_of_tables_come_back_and_ink_is_spared(page_of, dirty):
    page = page_of((dirty, "deliberations-export.csv"))
    page.emulate_media(media="print")
    assert page.locator("body").evaluate(f"{_STYLE}.backgroundColor") == "rgba(0, 0, 0, 0)"
    head = page.locator("thead").first
    assert head.evaluate(f"{_STYLE}.display") == "table-header-group"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_link_of_the_overview_leads_to_the_detail(page_of, dirty):
    page = page_of((dirty, "deliberations-export.csv"))
    page.get_by_role("link", name="5. DELIB_DATE").click()
    assert page.url.endswith("#f1-5")
    assert page.locator("#f1-5").inner_text().startswith("5. DELIB_DATE")
