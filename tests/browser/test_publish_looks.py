"""An exercise done on the portal in each state: axe, bones, a telephone, forced colours, paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.conftest import NARROW
from tests.browser.publish_desk import by_api, check, send, step, to_mend

HOSTILE = '{"title": "<img src=x onerror=alert(1)> %s", "description": "x", "private": true}'


@pytest.fixture
def page(newcomer, publish_server):
    visitor = newcomer(publish_server.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def test_before_anything(page, shot):
    by_api(page)
    shot(page, "publier-depart")
    assert violations(page) == []


def test_answers_snippets_and_a_hostile_record(page, shot):
    box = by_api(page)
    second = step(box, 2)
    second.get_by_label("Corps de la demande").fill(HOSTILE % ("sansespace" * 20))
    expect(send(second)).to_contain_text("201")
    second.get_by_text("La même demande avec un autre outil").click()
    expect(second.locator(".extrait-code").first).to_be_visible()
    second.get_by_role("button", name="Copier").first.click()
    fifth = step(box, 5)
    fifth.get_by_label("Corps de la demande").fill("{")
    expect(send(fifth)).to_contain_text("400")
    check(box)
    shot(page, "publier-reponses")
    step(box, 2)
    assert violations(page) == []
    assert page.locator("img").count() == 0


def test_prepared_and_checked(page):
    box = to_mend(page)
    box.get_by_role("button", name="Préparer l'exercice").click()
    expect(box.get_by_role("radio").first).to_be_visible()
    check(box)
    assert violations(page) == []


def test_a_telephone_in_forced_colours_and_at_200_per_cent(page, shot):
    page.set_viewport_size(NARROW)
    page.emulate_media(forced_colors="active")
    box = by_api(page)
    send(box.locator(".etape-console:visible"))
    box.get_by_text("La même demande avec un autre outil").first.click()
    shot(page, "390-publier")
    for width in (320, 390, 512):
        page.set_viewport_size({"width": width, "height": 450})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paper_shows_each_request_and_no_control(page, shot):
    box = by_api(page)
    send(box.locator(".etape-console:visible"))
    page.emulate_media(media="print")
    shot(page, "publier-imprime")
    assert box.locator("button:visible, input:visible").count() == 0
    expect(box.locator(".etape-console:visible")).to_have_count(5)
    expect(box.locator(".objectifs")).to_be_visible()
