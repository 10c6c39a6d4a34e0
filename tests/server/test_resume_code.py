"""A resume code over HTTP: the right one, wrong ones, another browser, bounds, and no trace."""

from __future__ import annotations

import html
import re
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.services.resume_tries import MOST_EACH
from tests.support.pages import Line, open_page

LESSON, MISSED = "lecon/ouvrir/choisir", "ou-r01"
WRONG = "ACD-EFH-JKM"
OK, BAD, FORBIDDEN, CONFLICT, TOO_MANY = 200, 400, 403, 409, 429


@pytest.fixture(scope="module")
def server(proxied_server):
    return proxied_server


@pytest.fixture
def browser(server):
    """Open browsers that do not know each other."""
    opened = []

    def arrive(*, known=True):
        opened.append(server.client(follow_redirects=True))
        opened[-1].get("mes-donnees" if known else "reprendre").raise_for_status()
        return opened[-1]

    yield arrive
    for client in opened:
        client.close()


def post(client, path, address="", **fields):
    headers = {"X-Forwarded-For": address} if address else {}
    fields = {"_xsrf": client.cookies["_xsrf"], **fields}
    return client.post(path, data=fields, headers=headers)


def code_of(client) -> str:
    page = post(client, "mes-donnees/code")
    assert page.status_code == OK
    assert page.headers["Cache-Control"] == "no-store"
    return re.search(r'id="code">([\w-]{11})<', page.text)[1]


def name_of(client) -> str:
    return re.search(r"<dt>Votre pseudonyme</dt><dd>([^<]+)", client.get("mes-donnees").text)[1]


def miss_a_question(client):
    page = open_page(client, LESSON)
    line = Line(client, page.kernel)
    piece = page.piece("question", MISSED)
    wrong = next(a["id"] for a in piece["view"]["answers"] if a["text_html"] == "La mauvaise")
    assert "view" in line.ask(piece["model"], "answer", chosen=[wrong])
    line.close()


def to_review(client):
    return open_page(client, "revision").piece("recall")["view"]["waiting"]


def refusal(page) -> str:
    return html.unescape(re.search(r'role="alert">([^<]+)', page.text)[1])


def test_her_review_queue_is_found_again_on_another_browser(server, browser):
    first = browser()
    miss_a_question(first)
    with sqlite3.connect(server.data / "ouvroir.sqlite") as database:
        database.execute("UPDATE event SET at = datetime(at, '-1 day')")
    second = browser(known=False)
    assert to_review(browser()) == 0

    page = post(second, "reprendre", code=code_of(first).lower().replace("-", " "))

    assert page.status_code == OK
    assert name_of(first) in page.text
    assert (name_of(second), to_review(second)) == (name_of(first), 1)
    [cookie] = [c for c in page.headers.get_list("Set-Cookie") if c.startswith("ouvroir=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "expires=" in cookie.lower()


def test_nobody_is_made_by_looking_or_by_being_wrong(browser):
    client = browser(known=False)
    assert post(client, "reprendre", code=WRONG).status_code == BAD
    assert "ouvroir" not in client.cookies


def test_every_refusal_is_the_same_in_words_and_in_time(server, browser):
    erased, replaced, trainer = browser(), browser(), browser()
    gone, old, theirs = code_of(erased), code_of(replaced), code_of(trainer)
    assert code_of(replaced) != old
    assert post(erased, "mes-donnees/tout").status_code == OK
    trainer.get(server.trainer_address).raise_for_status()

    client, told, seconds = browser(known=False), set(), []
    for code in (WRONG, gone, old, theirs, "", "é" * 40, "x" * 5000):
        begun = time.monotonic()
        page = post(client, "reprendre", code=code)
        seconds.append(time.monotonic() - begun)
        told.add((page.status_code, refusal(page), len(page.text)))
        assert "ouvroir" not in client.cookies
        assert code == "" or f'"{code}"' not in page.text
    assert len(told) == 1, told
    assert min(seconds) >= 0.5


def test_a_trainer_is_given_none(server, browser):
    trainer = browser()
    trainer.get(server.trainer_address).raise_for_status()
    page = post(trainer, "mes-donnees/code")
    assert page.status_code == CONFLICT
    assert "espace formateur" in page.text


def test_a_browser_with_work_of_its_own_is_asked_first(browser):
    first, second = browser(), browser()
    code, before = code_of(first), name_of(second)
    miss_a_question(second)

    page = post(second, "reprendre", code=code)
    assert "plus rien ne permettra" in page.text
    assert before in page.text
    assert name_of(second) == before
    own = code_of(second)
    assert "son propre code" in html.unescape(post(second, "reprendre", code=code).text)

    post(second, "reprendre", code=code, confirme="oui")
    assert name_of(second) == name_of(first)
    post(second, "reprendre", code=own)
    assert name_of(second) == before


def test_a_browser_that_did_nothing_is_not_asked(browser):
    first, second = browser(), browser()
    post(second, "reprendre", code=code_of(first))
    assert name_of(second) == name_of(first)


def test_a_post_without_the_token_changes_nothing(browser):
    first, second = browser(), browser()
    code, before = code_of(first), name_of(second)
    assert second.post("reprendre", data={"code": code}).status_code == FORBIDDEN
    assert first.post("mes-donnees/code").status_code == FORBIDDEN
    assert name_of(second) == before
    assert post(second, "reprendre", code=code).status_code == OK, "the old code still stands"


def test_one_address_is_stopped_and_a_room_of_sixty_is_not(browser):
    codes = [code_of(browser()) for _ in range(3)]
    client, room, guesser = browser(known=False), "192.0.2.10", "192.0.2.66"

    def wrong(address):
        return post(client, "reprendre", address, code=WRONG).status_code

    with ThreadPoolExecutor(20) as threads:
        assert set(threads.map(wrong, [room] * 60)) == {BAD}
        assert set(threads.map(wrong, [guesser] * MOST_EACH)) == {BAD}
    page = post(client, "reprendre", guesser, code=codes[0])
    assert page.status_code == TOO_MANY
    assert "dix minutes" in refusal(page)
    for code in codes:
        assert post(browser(known=False), "reprendre", room, code=code).status_code == OK


def test_the_log_holds_no_code(server, browser):
    first, second = browser(), browser(known=False)
    code = code_of(first)
    post(second, "reprendre", code=code)
    post(second, "reprendre", code=WRONG)
    log = "\n".join(server.output).upper()
    assert "RESUMEPAGE" in log
    for secret in (code, code.replace("-", ""), WRONG, name_of(first).upper()):
        assert secret not in log
