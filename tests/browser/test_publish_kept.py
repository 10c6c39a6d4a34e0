"""Nothing that was typed is lost: a view that comes, a line that is cut, a page loaded again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.publish_desk import by_api, send, step
from tests.browser.walk import ready, seen

TYPED = '{\n  "title": "Mon titre à moi"\n}'


@pytest.fixture
def page(newcomer, publish_server):
    visitor = newcomer(publish_server.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def test_a_text_stays_when_the_view_is_asked_again(page):
    box = by_api(page)
    second = step(box, 2)
    body = second.get_by_label("Corps de la demande")
    body.fill(TYPED)
    box.get_by_role("button", name="Actualiser la liste").click()
    expect(box.get_by_role("button", name="Actualiser la liste")).to_be_focused()
    box.get_by_role("button", name="Un indice").click()
    expect(box.locator(".indice")).to_be_focused()
    send(step(box, 1))
    second = step(box, 2)
    expect(body).to_have_value(TYPED)
    # The answer to another step is there too, where it was read.
    expect(step(box, 1).locator(".reponse-api")).to_contain_text("401")


def test_a_text_stays_when_the_page_is_loaded_again(page):
    second = step(by_api(page), 2)
    second.get_by_label("Corps de la demande").fill(TYPED)
    second.get_by_label("Adresse").fill("/api/1/datasets/?page=2")
    second.get_by_label("Envoyer la clé").uncheck()
    page.reload()
    box = ready(page).locator(".piece[data-kind=publish]").first
    second = step(box, 2)
    expect(second.get_by_label("Corps de la demande")).to_have_value(TYPED)
    expect(second.get_by_label("Adresse")).to_have_value("/api/1/datasets/?page=2")
    expect(second.get_by_label("Envoyer la clé")).not_to_be_checked()
    second.get_by_role("button", name="Remettre la demande proposée").click()
    page.reload()
    box = ready(page).locator(".piece[data-kind=publish]").first
    assert "Mon titre" not in step(box, 2).get_by_label("Corps de la demande").input_value()


def test_a_text_and_its_answer_come_through_a_cut_line(page):
    lines = []

    def join(line):
        line.connect_to_server()
        lines.append(line)

    page.route_web_socket("**/channels*", join)
    second = step(by_api(page), 2)
    body = second.get_by_label("Corps de la demande")
    body.fill(TYPED)
    lines[-1].close()
    answer = send(second)
    assert len(lines) == 2
    expect(body).to_have_value(TYPED)
    expect(answer).to_contain_text("400")


def test_snippets_follow_the_text_and_are_copied(page, publish_server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    second = step(by_api(page), 2)
    second.get_by_label("Corps de la demande").fill('{"title": "Bancs"}')
    second.get_by_text("La même demande avec un autre outil").click()
    block = second.locator(".extrait-code").filter(has=page.get_by_role("heading", name="curl"))
    expect(block.locator("code")).to_contain_text('{"title": "Bancs"}')
    copy = block.get_by_role("button", name="Copier")
    second.get_by_label("Corps de la demande").fill('{"title": "Fontaines"}')
    copy.click()
    expect(block.locator(".actions")).to_contain_text("Copié.")
    expect(copy).to_be_focused()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert '{"title": "Fontaines"}' in copied
    assert "VOTRE_CLE" in copied
    assert "bacasable_" not in copied
    assert f"{publish_server.address}bac-a-sable/" in copied
    assert ".invalid" not in page.locator("main").text_content()


def test_without_a_clipboard_the_text_is_selected(newcomer, publish_server):
    visitor = newcomer(publish_server.address)
    # What a page that comes by plain HTTP finds, in a browser that has shut the older door too.
    visitor.context.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => false;"
    )
    page = visitor.open()
    first = by_api(page).locator(".etape-console:visible")
    first.get_by_text("La même demande avec un autre outil").click()
    block = first.locator(".extrait-code").first
    block.get_by_role("button", name="Copier").click()
    expect(block.locator(".actions")).to_contain_text("Le texte est sélectionné")
    selected = page.evaluate("getSelection().toString()")
    assert selected.split() == seen(block.locator("code")).split()
    assert visitor.complaints == []
