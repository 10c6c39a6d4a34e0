"""What else a person may do: give up, drop from the desktop, reload, open two tabs."""

from __future__ import annotations

import time

from playwright.sync_api import expect

from tests.browser.walk import (
    LESSON_1,
    LESSON_2,
    answer,
    drop,
    go,
    mending,
    named,
    own_file,
    points,
    question,
    right_answers,
    seen,
    wrong_answer,
)

SMALL = b"COLL_NOM;DELIB_ID\nCommune de Val-Ouvert;2024-0118-01\n"
SCRIPT = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def test_an_upload_is_given_up_under_way(visitor, page, server, shot):
    line = visitor.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 100_000}
    box = mending(go(page, LESSON_2))
    line.send("Network.emulateNetworkConditions", slow)
    box.locator("input[type=file]").set_input_files(named(SMALL * 60_000))
    box.get_by_role("button", name="Déposer mon fichier").click()
    expect(box.get_by_role("button", name="Annuler")).to_be_focused()
    expect(box.get_by_text("Envoi du fichier :")).to_be_visible()
    shot(page, "envoi")
    box.get_by_role("button", name="Annuler").click()

    expect(box.locator(".depot > .faute")).to_have_text(
        "Envoi annulé. Rien n'a été gardé de ce fichier."
    )
    expect(box.get_by_role("button", name="Déposer mon fichier")).to_be_focused()
    deadline = time.monotonic() + 20
    while left := [p for p in (server.data / "files").rglob("*") if p.stat().st_size > 100_000]:
        assert time.monotonic() < deadline, left
        time.sleep(0.1)
    go(page, "mes-donnees")
    expect(page.get_by_text("Aucun fichier n'est conservé en ce moment.")).to_be_visible()


def test_a_file_is_dropped_on_the_frame(page):
    box = mending(go(page, LESSON_2))
    files = page.evaluate_handle(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "glisse.csv", { type: "text/csv" }));
          return data;
        }""",
        SMALL.decode(),
    )
    for moment in ("dragenter", "dragover", "drop"):
        box.locator(".zone-depot").dispatch_event(moment, {"dataTransfer": files})
    expect(box.locator(".choisi")).to_contain_text("glisse.csv")
    box.get_by_role("button", name="Déposer mon fichier").click()

    expect(box.locator(".resultats-titre")).to_be_focused()
    expect(box.locator(".rapport")).to_contain_text("glisse.csv")


def test_a_file_dropped_beside_the_frame_does_not_leave_the_page(page):
    go(page, LESSON_2)
    prevented = page.evaluate(
        """() => {
          const drop = new DragEvent("drop", { bubbles: true, cancelable: true });
          return !document.querySelector("h1").dispatchEvent(drop);
        }"""
    )
    assert prevented


def test_another_extension_is_refused_before_it_is_sent(visitor, page):
    box = mending(go(page, LESSON_2))
    box.locator("input[type=file]").set_input_files(named(b"%PDF", "registre.pdf"))
    expect(box.locator(".choisi")).to_have_text(
        "Ce format n'est pas lu ici. Choisissez un fichier CSV, ou un classeur Excel ou "
        "LibreOffice."
    )
    box.get_by_role("button", name="Déposer mon fichier").click()

    expect(box.locator(".depot > .faute")).to_contain_text("Choisissez d'abord un fichier")
    assert [address for address in visitor.requests if "/depot/" in address] == []


def test_an_empty_file_is_refused_before_it_is_sent(visitor, page):
    box = mending(go(page, LESSON_2))
    box.locator("input[type=file]").set_input_files(named(b""))
    expect(box.locator(".choisi")).to_contain_text("Ce fichier est vide.")
    assert [address for address in visitor.requests if "/depot/" in address] == []


def test_a_script_in_a_file_name_is_shown_as_text(page):
    name = f"{SCRIPT.replace('/', '')}.csv"
    box = mending(go(page, LESSON_2))
    told = drop(box, named(SMALL, name))
    assert name in told
    expect(box.locator("img, script")).to_have_count(0)

    go(page, "mes-donnees")
    expect(page.locator(".fichiers .nom")).to_have_text(name)
    expect(page.locator("main img, main script")).to_have_count(0)


def test_a_script_in_a_cell_and_in_a_header_is_shown_as_text(page):
    box = mending(go(page, LESSON_2))
    told = drop(box, named(f"DELIB_DATE;{SCRIPT}\n{SCRIPT};x\n".encode()))
    for summary in box.locator("summary:visible").all():
        summary.click()
    assert SCRIPT in told + seen(box.locator(".etabli"))
    expect(box.locator("img, script")).to_have_count(0)


def test_a_reload_keeps_what_was_done(page):
    go(page, LESSON_2)
    answer(page, "prep-r05", right_answers("prep-r05"))
    answer(page, "prep-q01", [wrong_answer("prep-q01")])
    drop(mending(page), named(SMALL))
    mending(page).get_by_role("button", name="Un indice").click()
    expect(mending(page).locator(".indice")).to_be_visible()
    places = (question(page, "prep-r05"), question(page, "prep-q01"), mending(page))
    before = [seen(place) for place in places]
    go(page, LESSON_2)

    assert [seen(place) for place in places] == before


def test_what_was_said_aloud_of_a_moment_is_not_left_behind(page):
    go(page, LESSON_2)
    answer(page, "prep-q01", [wrong_answer("prep-q01")])
    said = page.locator("[data-kind=quiz] > [role=status]")
    expect(said).to_contain_text("Ce n'est pas la réponse attendue. Il vous reste un essai.")
    answer(page, "prep-q01", right_answers("prep-q01"))
    expect(said).to_contain_text("Votre réponse est juste.")
    expect(said).not_to_contain_text("Il vous reste un essai.")

    drop(mending(page), named(SMALL))
    expect(page.locator("[data-kind=exercise] > [role=status]").first).to_be_empty()


def test_two_tabs_of_one_learner_share_their_tries(visitor, page):
    item = "prep-r01"
    other = go(visitor.open(), LESSON_1)
    go(page, LESSON_1).bring_to_front()
    answer(page, item, [wrong_answer(item)])
    other.bring_to_front()
    box = answer(other, item, right_answers(item))

    expect(box).to_contain_text("Bonne réponse au second essai.")


def test_a_question_finished_in_another_tab_is_not_answered_again(visitor, page):
    item = "prep-r01"
    other = go(visitor.open(), LESSON_1)
    go(page, LESSON_1).bring_to_front()
    answer(page, item, right_answers(item))
    other.bring_to_front()
    late = question(other, item)
    late.locator("input").first.check()
    late.get_by_role("button", name="Valider").click()

    expect(other.get_by_role("alert")).to_contain_text("Cette question est terminée.")


def test_another_learner_sees_nothing_of_the_first(page, newcomer):
    go(page, LESSON_2)
    answer(page, "prep-r05", right_answers("prep-r05"))
    drop(mending(page), named(SMALL))
    stranger = go(newcomer().open(), LESSON_2)

    expect(question(stranger, "prep-r05").locator("input:checked")).to_have_count(0)
    expect(stranger.locator(".rapport")).to_have_count(0)
    assert points(mending(stranger)) == "0 point sur 10"
    go(stranger, "mes-donnees")
    expect(stranger.get_by_text("Aucun fichier n'est conservé en ce moment.")).to_be_visible()


def test_the_schema_is_asked_before_a_file_of_ones_own_is_sent(visitor, page):
    box = own_file(go(page, LESSON_2))
    box.locator("input[type=file]").set_input_files(named(SMALL))
    box.get_by_role("button", name="Déposer mon fichier").click()

    expect(box.locator(".depot > .faute")).to_contain_text("Dites d'abord ce que contient")
    expect(box.get_by_label("Délibérations")).to_be_focused()
    assert [address for address in visitor.requests if "/depot/" in address] == []
