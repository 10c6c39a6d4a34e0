"""A lesson is read without JavaScript, and before the server has a kernel to give."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.walk import LESSON_1, MODULE, go
from tests.support.kernels import held_zygote


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


def test_the_text_is_there_before_the_kernel(visitor, server):
    page = visitor.open()
    go(page, LESSON_1)
    with held_zygote(server.pid):
        page.goto(LESSON_1, wait_until="commit")
        expect(page.get_by_text("Un identifiant abîmé se reprend à la source.")).to_be_visible()
        expect(page.get_by_text("Chargement de l'activité…").first).to_be_attached()
        assert page.locator("#ouvroir-page").count() == 0
    expect(page.locator(".piece-ouverte").first).to_be_visible()
