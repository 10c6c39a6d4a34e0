"""The exercise of anonymisation with the mouse: what is asked, to a full score, and after."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.privacy_desk import (
    NAMING,
    ask,
    drop_columns,
    exercise,
    level,
    rare,
    role,
    settle,
    treatment,
)
from tests.browser.walk import points, seen


@pytest.fixture
def page(newcomer, privacy_server):
    visitor = newcomer(privacy_server.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def slide(page, range_, steps: int) -> None:
    """Drag a range with the mouse, from its first step to a later one."""
    range_.scroll_into_view_if_needed()
    at = range_.bounding_box()
    most, thumb = int(range_.get_attribute("max")), 16
    least = int(range_.get_attribute("min"))
    across, high = at["width"] - thumb, at["y"] + at["height"] / 2
    left = at["x"] + thumb / 2
    page.mouse.move(left, high)
    page.mouse.down()
    for step in range(steps + 1):
        page.mouse.move(left + across * step / (most - least), high)
    page.mouse.up()


def test_the_untouched_file_and_the_empty_one_earn_nothing_much(page):
    box = exercise(page)
    expect(box.locator(".objectifs > li")).not_to_have_count(0)
    expect(box.get_by_text("Essayer avec un fichier fictif")).to_have_count(0)
    ask(box)
    expect(box.locator(".bilan")).not_to_contain_text("Réussi")
    expect(box.locator(".resultats li")).not_to_have_count(0)


def test_a_full_score(page, shot):
    box = exercise(page)
    drop_columns(box, NAMING)
    role(box, "ADRESSE").select_option("quasi")
    expect(level(box, "ADRESSE")).to_be_visible()
    slide(page, level(box, "ADRESSE"), 2)
    expect(box.locator(".journal li").last).to_contain_text("par quartier")
    slide(page, level(box, "DATE_NAISSANCE"), 4)
    expect(box.locator(".journal li").last).to_contain_text("DATE_NAISSANCE")
    slide(page, rare(box), 4)
    expect(rare(box)).to_have_value("5")
    assert "Plus personne" in settle_on_nobody(box)
    expect(box.locator(".objectifs .bon")).to_have_count(box.locator(".objectifs > li").count())

    ask(box)
    expect(box.locator(".bilan")).to_contain_text("Réussi")
    earned, most = re.findall(r"\d+", points(box))
    assert earned == most
    shot(page, "anonymiser-exercice")

    again = exercise(page)
    expect(again.locator(".bilan")).to_contain_text("Réussi")
    expect(treatment(again, "NOM")).to_have_value("drop")


def settle_on_nobody(box) -> str:
    expect(box.locator(".personnes-phrase")).to_contain_text("Plus personne")
    return settle(box)


def test_a_hint_and_the_solution_leave_the_work_as_it_is(page):
    box = exercise(page)
    drop_columns(box, ["NOM"])
    box.get_by_role("button", name="Un indice").click()
    expect(box.locator(".indice")).to_be_focused()
    expect(treatment(box, "NOM")).to_have_value("drop")
    box.get_by_role("button", name="Voir la solution").click()
    expect(box.locator(".confirmation p")).to_be_focused()
    box.get_by_role("button", name="Voir la solution quand même").click()
    expect(box.locator(".solution-titre")).to_be_focused()
    assert "adresse par quartier" in seen(box.locator(".solution"))
    expect(treatment(box, "NOM")).to_have_value("drop")
