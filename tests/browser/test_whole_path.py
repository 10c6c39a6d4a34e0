"""The main job, from the home page to the grade: each stage is walked once, then looked at."""

from __future__ import annotations

import copy
import csv
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.desk import rows_of, wrong_dates
from tests.browser.mending import opened
from tests.browser.walk import (
    GRADED,
    GRADING,
    SUBSIDIES,
    answer,
    drop,
    feedback_of,
    go,
    lessons_of_the_course,
    mending,
    named,
    onward,
    own_file,
    plain,
    points,
    ready,
    right_answers,
    seen,
    without_choice,
    wrong_answer,
)


@pytest.fixture(scope="module")
def agent(chromium, server):
    visitor = Visitor(chromium, server.address, accept_downloads=True)
    yield visitor
    visitor.context.close()


@pytest.fixture(scope="module")
def at_module(agent):
    """Home, the agent's door, the module's page."""
    page = go(agent.open(), "")
    page.get_by_role("button", name="Je suis agente ou agent").click()
    page.get_by_role("link", name="Préparer ses données").click()
    expect(page.get_by_role("heading", name="Les leçons")).to_be_visible()
    return page


@pytest.fixture(scope="module")
def first_lesson(at_module):
    """Lesson 1: its first question wrong, then right; then the end of the lesson."""
    page, item = at_module, "prep-r01"
    page.get_by_role("link", name="Ce que lit une machine").click()
    ready(page)
    told = {
        "wrong": seen(answer(page, item, [wrong_answer(item)])),
        "right": seen(answer(page, item, right_answers(item))),
    }
    page.get_by_role("button", name="Terminer cette leçon").click()
    expect(page.get_by_role("heading", name="Leçon terminée")).to_be_focused()
    return page, told


@pytest.fixture(scope="module")
def mended(first_lesson):
    """The lesson on deliberations: download the export, drop it, mend it in two steps."""
    page, _ = first_lesson
    page.get_by_role("link", name="Préparer ses données").first.click()
    page.get_by_role("link", name="Valider ses délibérations").click()
    box = mending(ready(page))
    with page.expect_download() as download:
        box.get_by_role("link", name="Télécharger").click()
    given = download.value.path().read_bytes()
    told = {"given": drop(box, named(given, download.value.suggested_filename))}
    dates = wrong_dates(box)
    told["date"] = f"{seen(rows_of(dates).first)}\n{seen(dates)}"

    sheet = opened(given)
    told["imported"] = drop(box, named(sheet.save())) + f"\n{points(box)}"
    sheet.rename_columns()
    sheet.mend_by_columns()
    sheet.delete_blank_rows()
    hurried = copy.deepcopy(sheet)
    hurried.delete_all_repeated()
    told["hurried"] = drop(box, named(hurried.save()))
    box.locator(".comparaison summary").click()
    told["by cause"] = seen(box.locator(".comparaison tbody"))
    sheet.delete_second_of_repeated()
    sheet.mend_single_cases()
    told["last"] = drop(box, named(sheet.save())) + f"\n{points(box)}"
    return page, told


@pytest.fixture(scope="module")
def quizzed(mended):
    """The same lesson: the quiz, its first question right at the second try only."""
    page, _ = mended
    quiz = page.locator("[data-kind=quiz]")
    answer(page, GRADED[0], [wrong_answer(GRADED[0])])
    for item in GRADED:
        box = answer(page, item, right_answers(item))
        onward(box)
    expect(quiz.get_by_role("heading", name="Bilan du quiz")).to_be_focused()
    return page, seen(quiz.locator(".bilan-quiz"))


@pytest.fixture(scope="module")
def first_note(quizzed):
    """The module's page: hand in results only, then wait for the note."""
    page, _ = quizzed
    page.get_by_role("link", name="Préparer ses données").first.click()
    return hand_in(page, "N'envoyer que les résultats")


@pytest.fixture(scope="module")
def own(first_note):
    """The same lesson again: her own file, against the schema of subsidies."""
    page, _ = first_note
    page.get_by_role("link", name="Valider un fichier de votre collectivité").first.click()
    box = own_file(ready(page))
    box.get_by_label("Subventions versées").check()
    return page, drop(box, SUBSIDIES) + f"\n{points(box)}"


@pytest.fixture(scope="module")
def last_note(own):
    """The module's page again: hand in once more, with the files."""
    page, _ = own
    page.get_by_role("link", name="Préparer ses données").first.click()
    return hand_in(page, "Envoyer aussi mes fichiers")


@pytest.fixture(scope="module")
def pseudonym(last_note, agent):
    page = go(agent.open(), "mes-donnees")
    return seen(page.locator("dt:has-text('pseudonyme') + dd"))


@pytest.fixture(scope="module")
def trainer(last_note, chromium, server):
    visitor = Visitor(chromium, server.address, accept_downloads=True)
    page = go(visitor.open(), server.trainer_address)
    yield page
    assert visitor.complaints == []
    visitor.context.close()


def hand_in(page, choice):
    """Hand in, and wait for the note that the grading run in the background gives."""
    ready(page).get_by_label(choice).check()
    page.get_by_role("button", name=re.compile("Rendre (de nouveau )?mon travail")).click()
    expect(page.locator(".rendu-etat")).to_be_focused()
    told = {"sent": seen(page.locator(".rendu-etat"))}
    # Nothing is pressed: the page looks for the note by itself.
    expect(page.locator(".note-obtenue")).to_be_visible(timeout=GRADING * 1000)
    told["note"] = seen(page.locator(".note-obtenue")).partition(":")[2].strip()
    told["page"] = seen(page.locator(".points").first)
    told["graded"] = page.locator(".rendu tbody tr").all_inner_texts()
    told["shown"] = (
        page.get_by_role("table", name="Où vous en êtes").locator("tbody tr").all_inner_texts()
    )
    return page, told


def test_the_agents_door_leads_to_the_lessons(at_module):
    expect(at_module).to_have_title(re.compile("Préparer ses données"))


def test_a_wrong_answer_is_told_why_and_may_be_given_again(first_lesson):
    told = first_lesson[1]["wrong"]
    assert "Ce n'est pas la réponse attendue. Il vous reste un essai." in told
    assert feedback_of("prep-r01", wrong_answer("prep-r01")) in told
    assert feedback_of("prep-r01", right_answers("prep-r01")[0]) not in told


def test_a_right_answer_is_told_why_with_its_source(first_lesson):
    told = first_lesson[1]["right"]
    assert "Bonne réponse au second essai." in told
    assert feedback_of("prep-r01", right_answers("prep-r01")[0]) in told
    assert "Source :" in told


def test_a_finished_lesson_counts_at_once_on_the_next_page(mended):
    told = f"1 leçon terminée sur {lessons_of_the_course()}"
    expect(mended[0].locator("#avancement")).to_have_text(told)


def test_the_export_as_given_is_told_by_causes(mended):
    told = mended[1]["given"]
    assert "Ce fichier a encore toutes les anomalies du fichier donné." in told
    assert re.search(r"Votre fichier n'est pas encore valide : [\d ]+ anomalies, qui tien", told)
    assert "Le fichier est écrit en Windows-1252" in told
    assert "2 lignes se trouvent au-dessus de la ligne d'en-tête." in told
    assert "« DATE_DELIB » : le schéma attend DELIB_DATE." in told


def test_a_date_is_told_exactly_with_its_line_and_its_mending(mended):
    finding = mended[1]["date"]
    assert finding.startswith("4\t"), "the first date is on line 4 of the file"
    assert "« 18/01/2024 »" in finding
    assert "2024-01-18" in finding
    assert "Comment corriger" in finding


def test_the_first_mending_is_told_as_solved(mended):
    told = mended[1]["imported"]
    assert "Votre dépôt n° 2" in told
    # Since the start and since the last drop are the same here: said once.
    assert told.count("3 anomalies sur 1 045 corrigées, aucune nouvelle.") == 1
    assert "Encodage\nUTF-8" in told
    assert float(told.rpartition("\n")[2].split(" ")[0].replace(",", ".")) > 0


def test_a_hurried_mending_is_told_as_solved_left_and_new(mended):
    told = mended[1]["hurried"]
    assert re.search(r"Depuis votre dépôt précédent : 1 031 anomalies .*, 1 nouvelle\.", told)
    assert "Nouveau, à reprendre : 1 ligne perdue." in told
    assert "Il reste encore : " in told


def test_the_table_by_cause_counts_solved_left_and_new(mended):
    rows = [row.split("\t") for row in mended[1]["by cause"].splitlines()]
    counts = {name: tuple(cells) for name, *cells in rows}
    assert counts["Dates mal écrites (DELIB_DATE)"] == ("200", "1", "0")
    assert counts["Lignes perdues"] == ("0", "0", "1")
    assert counts["Lignes de titre"] == ("2", "0", "0")


def test_the_mended_file_is_worth_ten_points(mended):
    told = mended[1]["last"]
    assert "Tout est corrigé : 1 045 anomalies sur 1 045 sont corrigées." in told
    assert "Votre fichier est valide." in told
    assert told.endswith("10 points sur 10")


def test_the_quiz_counts_a_second_try_for_half(quizzed):
    told = quizzed[1]
    assert "5,5 points sur 6" in told
    assert "Au second essai, moitié des points : question 1." in told


def test_work_handed_in_is_waiting_until_it_is_graded(first_note):
    assert "En attente de note" in first_note[1]["sent"]


def test_the_first_note_is_the_sum_that_the_page_showed(first_note):
    told = first_note[1]
    assert told["note"] == told["page"] == "15,5 points sur 73"
    assert without_choice(told["graded"]) == without_choice(told["shown"])


def test_her_own_valid_file_is_worth_four_points(own):
    assert "Votre fichier est valide." in own[1]
    assert own[1].endswith("4 points sur 4")


def test_the_last_note_counts_all_that_was_done(last_note):
    told = last_note[1]
    assert told["note"] == told["page"] == "19,5 points sur 73"
    assert without_choice(told["graded"]) == without_choice(told["shown"])


def test_the_trainer_sees_the_pseudonym_and_the_note(trainer, pseudonym):
    row = trainer.get_by_role("row").filter(has_text=pseudonym)
    expect(row).to_have_count(1)
    state, note = seen(row).split("\t")[-2:]
    # Beneath the state, what explains each zero.
    assert state.splitlines() == ["Noté", "Pourquoi zéro"]
    assert note == "19,5 points sur 73"


def test_the_trainers_file_holds_the_same_points(trainer, pseudonym, last_note):
    with trainer.expect_download() as download:
        trainer.get_by_role("link", name="Télécharger les notes").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    (mine,) = [row for row in rows if row["Pseudonyme"] == pseudonym]
    told = {plain(r.split("\t")[0]): plain(r.split("\t")[2]) for r in last_note[1]["graded"]}
    graded = {plain(name): p for name, p in mine.items() if "preparer/" in name}
    written = {name.split(" (preparer/")[0]: p for name, p in graded.items()}
    assert written == {name: label.split(" point")[0] for name, label in told.items()}
    assert (mine["Total"], mine["Maximum"]) == ("19,5", "73")


def test_nothing_was_asked_of_any_other_host(agent, pseudonym, server):
    host = server.address.split("//")[1]
    asked = {address.split("//")[1].partition("/")[0] + "/" for address in agent.requests}
    assert len(agent.requests) > 30
    assert any(address.startswith("ws://") for address in agent.requests)
    assert asked == {host}


def test_the_browser_complained_of_nothing(agent, pseudonym):
    assert agent.complaints == []
