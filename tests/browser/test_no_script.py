"""A lesson is read without JavaScript, and before the server has a kernel to give."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.walk import LESSON_1, MODULE, go

#: Notes what could be read when the kernel's name came, by looking at every change of the page.
NOTE = """
new MutationObserver(() => {
  if (window.readBefore || !document.getElementById("ouvroir-page")) return;
  window.readBefore = window.lastText || "";
}).observe(document, { childList: true, subtree: true });
new MutationObserver(() => {
  if (document.getElementById("ouvroir-page")) return;
  const main = document.querySelector("main");
  window.lastText = main ? main.innerText : "";
}).observe(document, { childList: true, subtree: true });
"""


@pytest.fixture
def page(newcomer):
    return newcomer(java_script_enabled=False).open()


def test_a_lesson_is_readable(page, shot):
    page.goto(LESSON_1)
    shot(page, "sans-script")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que lit une machine")
    expect(page.get_by_text("Vous comprenez ce tableau")).to_be_visible()
    expect(page.get_by_text("Un identifiant abîmé se reprend à la source.")).to_be_visible()


@pytest.mark.parametrize("address", ["", LESSON_1, MODULE])
def test_a_notice_tells_that_activities_need_script(page, address):
    page.goto(address)
    # Playwright's search by text passes over <noscript>.
    notice = page.locator("noscript .alerte")
    expect(notice).to_be_visible()
    assert "JavaScript, que votre navigateur n'exécute pas." in notice.inner_text()


def test_no_activity_pretends_to_be_coming(page):
    page.goto(LESSON_1)
    expect(page.get_by_text("Chargement de l'activité…").first).to_be_hidden()


def test_the_text_is_there_before_the_kernel(visitor):
    page = visitor.open()
    page.add_init_script(NOTE)
    go(page, LESSON_1)
    text = page.evaluate("window.readBefore")
    assert "Un identifiant abîmé se reprend à la source." in text
    assert "Chargement de l'activité…" in text
