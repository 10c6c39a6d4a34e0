"""Joining over HTTP: the code, the pseudonym, the resume code; sending; the board; what is kept."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from grader.progress.database import Database, now
from grader.progress.sessions.members import Members
from grader.progress.sessions.sessions import Terms, TrainingSessions
from grader.services.resume_tries import MOST_OF_COOKIE
from grader.settings import Settings

OK, BAD, GONE, CONFLICT, TOO_MANY = 200, 400, 404, 409, 429
OPEN, CLOSED, LATER = "ACDEFHJKM", "ACDEFHJKN", "ACDEFHJKP"
WRONG = "XXX-YYY-XXX"


@pytest.fixture(scope="module")
def server(proxied_server):
    return proxied_server


@pytest.fixture
def browser(server):
    opened = []

    def arrive(path="mes-donnees"):
        opened.append(server.client(follow_redirects=True))
        opened[-1].get(path).raise_for_status()
        return opened[-1]

    yield arrive
    for client in opened:
        client.close()


@pytest.fixture(scope="module")
def trainer(server):
    client = server.client(follow_redirects=True)
    client.get(server.trainer_address).raise_for_status()
    yield client
    client.close()


@pytest.fixture(scope="module")
def database(server):
    database = Database(Settings(data=server.data))
    yield database
    database.close()


@pytest.fixture(scope="module")
def sessions(server, trainer, database):
    store = TrainingSessions(database)
    name = re.search(r"<dt>Votre pseudonyme</dt><dd>([^<]+)", trainer.get("mes-donnees").text)[1]
    with database.engine.connect() as connection:
        query = "SELECT id FROM learner WHERE pseudonym = ?"
        [[owner]] = connection.exec_driver_sql(query, (name,)).all()
    day, soon = timedelta(days=1), now() + timedelta(days=30)
    terms = {
        OPEN: Terms(title="Ouvrir <b>ses</b> données", erase_at=soon),
        CLOSED: Terms(title="Close", erase_at=soon, closes_at=now() - day),
        LATER: Terms(title="Plus tard", erase_at=soon, opens_at=now() + day),
    }
    return {code: store.create(one, code, owner) for code, one in terms.items()}


def post(client, path, address="", **fields):
    headers = {"X-Forwarded-For": address} if address else {}
    return client.post(path, data={"_xsrf": client.cookies["_xsrf"], **fields}, headers=headers)


def refusal(page) -> str:
    return html.unescape(re.search(r'role="alert">([^<]+)', page.text)[1])


def test_a_code_typed_anyhow_leads_to_the_session_and_says_what_is_seen(browser, sessions):
    client = browser("rejoindre")
    page = post(client, "rejoindre", code=" acd efh-jkm ")
    assert page.status_code == OK
    assert page.url.path.endswith("/rejoindre/ACD-EFH-JKM")
    assert "Ouvrir &lt;b&gt;ses&lt;/b&gt; données" in page.text
    assert "puis effacé" in page.text
    # Nobody is made by looking.
    assert "ouvroir" not in client.cookies


def test_wrong_and_closed_codes_are_told_alike_and_one_not_yet_open_says_when(browser, sessions):
    client = browser("rejoindre")
    told = set()
    for code in (WRONG, CLOSED, "", "x" * 30):
        page = post(client, "rejoindre", code=code)
        told.add((page.status_code, refusal(page)))
    assert len(told) == 1
    assert told.pop()[0] == BAD
    page = post(client, "rejoindre", code=LATER)
    assert "Cette session ouvre le" in html.unescape(page.text)
    assert 'name="pseudonyme"' not in page.text


def test_pseudonyms_are_refused_then_one_is_taken_and_the_resume_code_comes_back(
    browser, sessions, database
):
    client = browser("rejoindre")
    here = "rejoindre/ACD-EFH-JKM"
    for name in ("ana@mairie.fr", "06 12 34 56 78", "2 85 05 78 006 084 36", "x" * 41, "a\u202eb"):
        page = post(client, here, pseudonyme=name)
        assert page.status_code == BAD, name
        assert "ouvroir" not in client.cookies
    page = post(client, here, pseudonyme="  Mésange   bleue ")
    assert page.status_code == OK
    code = re.search(r'id="code">([\w-]{11})<', page.text)[1]
    assert "/lecon/ouvrir/choisir" in page.text

    other = browser("rejoindre")
    page = post(other, here, pseudonyme="mésange BLEUE")
    assert page.status_code == BAD
    assert "déjà pris" in refusal(page)

    page = post(other, "reprendre", code=code)
    assert "Mésange bleue" in other.get("seance").text
    names = [one.pseudonym for one in Members(database).of_session(sessions[OPEN].id)]
    assert names.count("Mésange bleue") == 1


def test_one_renames_and_leaves_and_nobody_touches_another_s_seat(browser, sessions):
    client = browser("rejoindre")
    post(client, "rejoindre/ACD-EFH-JKM", pseudonyme="Roitelet").raise_for_status()
    seat = {"session": sessions[OPEN].id}
    assert post(client, "seance", pseudonyme="a@b.fr", **seat).status_code == BAD
    assert "Troglodyte" in post(client, "seance", pseudonyme="Troglodyte", **seat).text
    stranger = browser()
    assert post(stranger, "seance", faire="quitter", **seat).status_code == GONE
    assert "Vous avez quitté" in post(client, "seance", faire="quitter", **seat).text
    assert "dans aucune session" in html.unescape(client.get("seance").text)


def test_results_leave_once_seen_and_agreed_and_may_be_withdrawn(browser, sessions, database):
    client = browser()
    page = post(client, "envoyer-mes-resultats", code=OPEN)
    assert "Faire le bilan" in page.text
    shown = re.search(r'name="tableau" value="(\w+)"', page.text)[1]
    sent = {"code": OPEN, "pseudonyme": "Linotte"}
    assert post(client, "envoyer-mes-resultats", tableau="0" * 64, **sent).status_code == BAD
    members = Members(database)
    assert "Linotte" not in {one.pseudonym for one in members.of_session(sessions[OPEN].id)}
    assert post(client, "envoyer-mes-resultats", tableau=shown, **sent).status_code == OK
    [found] = [one for one in members.of_session(sessions[OPEN].id) if one.pseudonym == "Linotte"]
    assert (found.kind, set(found.results)) == ("sent", {"modules", "sent_at"})
    kept = client.get("mes-donnees/tout.json").json()
    assert kept["rows"]["session_member"][0]["results"]["modules"]
    post(client, "seance", faire="quitter", session=sessions[OPEN].id).raise_for_status()
    assert "Linotte" not in {one.pseudonym for one in members.of_session(sessions[OPEN].id)}


def test_a_trainer_joins_nothing_and_her_board_shows_code_and_link(trainer, browser, sessions):
    trainer.get("rejoindre").raise_for_status()
    page = post(trainer, "rejoindre/ACD-EFH-JKM", pseudonyme="Formatrice")
    assert page.status_code == BAD
    board = trainer.get(f"formateur/sessions/{sessions[OPEN].id}/tableau")
    assert board.status_code == OK
    assert "<span>ACD</span>" in board.text
    assert "/rejoindre/ACD-EFH-JKM" in board.text
    assert "data:image/svg+xml" in board.text
    assert "ne s'ouvre que sur cet ordinateur" in html.unescape(board.text)
    named = trainer.get(
        f"formateur/sessions/{sessions[OPEN].id}/tableau", headers={"Host": "mairie.example"}
    )
    assert "http://mairie.example/" in named.text
    assert "ne s'ouvre que sur cet ordinateur" not in html.unescape(named.text)
    assert browser().get(f"formateur/sessions/{sessions[OPEN].id}/tableau").status_code != OK


def test_too_many_wrong_codes_of_one_browser_are_told_to_wait(browser, sessions):
    client = browser()
    for _ in range(MOST_OF_COOKIE):
        last = post(client, "rejoindre", "203.0.113.9", code=WRONG)
        assert last.status_code == BAD
    page = post(client, "rejoindre", "203.0.113.9", code=OPEN)
    assert page.status_code == TOO_MANY
    assert int(page.headers["Retry-After"]) > 0
    # The room behind the same address goes on.
    assert post(browser("rejoindre"), "rejoindre", "203.0.113.9", code=OPEN).status_code == OK


def test_what_is_kept_is_told_and_the_footer_leads_there(browser):
    page = browser().get("ce-qui-est-conserve")
    assert page.status_code == OK
    assert page.text.count("<h2") == 4
    assert 'ce-qui-est-conserve" aria-current="page"' in page.text
