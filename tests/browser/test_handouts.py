"""Slides fill a screen without overflowing it, sheets fill one page of paper."""

from __future__ import annotations

import re

import pytest

from grader.content.build import write_handouts
from grader.content.load import load_course
from grader.settings import DEFAULT_ROOT
from tests.browser.bones import violations
from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    course = load_course(DEFAULT_ROOT / "courses", DEFAULT_ROOT / "sandbox_data")
    return write_handouts(course, tmp_path_factory.mktemp("r"), slides=True, sheets=True)


@pytest.fixture
def page(chromium, files):
    visitor = Visitor(chromium, files[0].parents[2].as_uri())
    yield visitor.open()
    assert visitor.complaints == []
    visitor.context.close()


def sheets_of_paper(page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))


def test_slides(files, page):
    decks = [path for path in files if path.parent.parent.name == "diaporamas"]
    assert decks
    for path in decks:
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto(path.as_uri())
        views = page.locator(".vue")
        over = page.eval_on_selector_all(
            ".ecran", "all => all.filter(e => e.scrollHeight > e.clientHeight + 1).length"
        )
        least = page.eval_on_selector_all(
            ".ecran", "all => Math.min(...all.map(e => parseFloat(getComputedStyle(e).fontSize)))"
        )
        assert over == 0, path.name
        assert least >= 16, f"{path.name}: one slide is too full to be read from afar"
        assert sheets_of_paper(page) == views.count()
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.locator(".ecran").first.evaluate("e => getComputedStyle(e).fontSize") == "16px"
        assert violations(page) == []


def test_slides_by_keyboard(files, page):
    path = next(path for path in files if path.parent.parent.name == "diaporamas")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(reduced_motion="reduce")
    page.goto(path.as_uri())
    page.keyboard.press("ArrowRight")
    page.wait_for_function("scrollY > 300")
    page.keyboard.press("PageUp")
    page.wait_for_function("scrollY < 10")
    assert not page.locator(".notes").first.is_visible()
    page.keyboard.press("n")
    page.locator(".notes").first.wait_for(state="visible")
    assert page.get_by_role("button", name="Notes").get_attribute("aria-pressed") == "true"


def test_sheets_are_one_page(files, page):
    found = [path for path in files if path.parent.name == "fiches"]
    assert found
    for path in found:
        page.goto(path.as_uri())
        assert sheets_of_paper(page) == 1, path.name
        assert violations(page) == []
