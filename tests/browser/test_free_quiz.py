"""« Quiz libre » in the browser: by mouse, by keyboard, resumed, ended, and told by objective."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.conftest import NARROW
from tests.browser.training import (
    FREE,
    answer,
    arrive,
    begin,
    ended,
    item,
    number,
    onward,
    pick,
    skip,
    title,
)
from tests.browser.walk import go, question, ready, seen
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.support.running import RunningServer
from tests.support.training_course import OPEN, PUBLISH, RIGHT, WRONG, write_course

MODULE, LESSON = "module/publier", "lecon/publier/decrire"


@pytest.fixture(scope="module")
def training(tmp_path_factory):
    """A server over the course made for these tests."""
    courses = write_course(tmp_path_factory.mktemp("course") / "courses")
    where = {"OUVROIR_COURSES": str(courses), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    running = RunningServer(tmp_path_factory.mktemp("data"), where).start()
    yield running
    running.stop()


@pytest.fixture
def page(newcomer, training):
    """A page whose colours change at once; anything that it complains of fails the test."""
    visitor = newcomer(training.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def test_home_and_module_lead_here(page):
    go(page, "")
    page.get_by_role("link", name="le quiz libre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quiz libre")
    go(page, MODULE)
    page.get_by_role("link", name="S'entraîner sans être noté").click()
    ready(page)
    expect(page.get_by_label(PUBLISH)).to_be_checked()
    page.get_by_role("button", name="Commencer").click()
    expect(page.locator(".libre-quoi")).to_have_text(PUBLISH)


def test_a_whole_draw_to_its_result(page, shot):
    ended(page)

    assert seen(page.locator(".libre-phrase")) == "3 bonnes réponses sur 5 questions traitées."
    rows = page.get_by_role("table", name="Votre résultat, par objectif").locator("tbody tr")
    # Two modules, five objectives.
    assert rows.count() == 2 + 5
    assert page.locator(".libre-table .marque-etat.bon").count() == 3
    missed = rows.filter(has_text="À revoir")
    assert missed.count() == 2
    for row in missed.all():
        assert "0 sur 1" in seen(row)
        expect(row.get_by_role("link")).to_have_attribute(
            "href", re.compile(r"/(lecon|module)/(ouvrir|publier)")
        )
    expect(rows.filter(has_text="✔").get_by_role("link")).to_have_count(0)
    shot(page, "quiz-libre-resultat")
    missed.first.get_by_role("link").click()
    expect(page.locator(".entete h1")).not_to_have_text("Quiz libre")


def test_missed_questions_are_taken_up_then_another_draw(page):
    ended(page)
    page.get_by_role("button", name="Reprendre les 2 questions manquées").click()
    expect(number(page)).to_have_text("Question 1 sur 2")
    expect(page.locator(".libre-quoi")).to_have_text("Vos questions manquées")
    answer(page)
    onward(page)
    answer(page)
    onward(page, "Voir mon résultat")
    expect(page.locator(".libre-phrase")).to_contain_text("2 questions traitées")
    page.get_by_role("button", name="Refaire un tirage").click()
    expect(number(page)).to_have_text("Question 1 sur 5")


def test_a_reload_changes_nothing_and_one_goes_on_where_one_left(page):
    begin(arrive(page))
    answer(page)
    onward(page)
    left = item(page)
    stem = seen(page.locator(".question legend"))
    options = page.locator(".question .reponse label").all_inner_texts()

    arrive(page)

    expect(number(page)).to_have_text("Question 2 sur 5")
    assert item(page) == left
    assert seen(page.locator(".question legend")) == stem
    assert page.locator(".question .reponse label").all_inner_texts() == options
    expect(page.get_by_text("1 question traitée sur 5")).to_be_visible()


def test_one_may_end_at_once_and_what_is_left_is_not_wrong(page):
    begin(arrive(page))
    answer(page)
    page.get_by_role("button", name="Terminer maintenant").click()
    expect(page.get_by_text("Les 4 autres ne compteront pas comme fausses")).to_be_focused()
    page.get_by_role("button", name="Terminer et voir mon résultat").click()

    expect(title(page)).to_be_focused()
    expect(page.locator(".libre-phrase")).to_contain_text("1 question traitée")
    expect(page.get_by_text("elles ne comptent pas comme fausses")).to_be_visible()
    expect(page.locator(".libre-table").get_by_text("Non abordé")).to_have_count(4)
    arrive(page)
    expect(title(page)).to_have_text(re.compile("Votre résultat"))


def test_passed_questions_come_back_at_the_end(page):
    begin(arrive(page))
    skip(page)
    expect(number(page)).to_have_text("Question 2 sur 5")
    for place in range(2, 6):
        answer(page)
        onward(page, "Continuer" if place == 5 else "Question suivante")
    expect(title(page)).to_have_text(re.compile("Il reste 1.question à finir"))
    page.get_by_role("button", name="Revenir à la question 1").click()
    expect(number(page)).to_have_text("Question 1 sur 5")
    answer(page)
    onward(page, "Voir mon résultat")
    expect(title(page)).to_have_text(re.compile("Votre résultat"))


def test_a_checkpoint_after_five_questions(page, shot):
    begin(arrive(page), "Toutes")
    for _ in range(5):
        answer(page)
        onward(page)
    expect(page.get_by_role("heading", name="Point d'étape")).to_be_focused()
    shot(page, "quiz-libre-etape")
    assert violations(page) == []
    page.get_by_role("button", name="Continuer avec la question 6").click()
    expect(number(page)).to_have_text("Question 6 sur 12")


def test_an_answer_in_the_making_outlives_a_look_at_the_ways_out(page):
    begin(arrive(page))
    pick(page, RIGHT)
    page.get_by_role("button", name="Terminer maintenant").click()
    page.get_by_role("button", name="Ne rien changer").click()
    expect(page.locator(".question input:checked")).not_to_have_count(0)


def test_any_question_may_be_gone_to(page):
    begin(arrive(page))
    page.get_by_text("Aller à une autre question").click()
    page.get_by_role("button", name="Question 4").click()
    expect(number(page)).to_have_text("Question 4 sur 5")
    expect(number(page)).to_be_focused()


def test_answers_are_seen_again_from_the_result(page):
    ended(page)
    page.get_by_role("navigation", name="Questions traitées").get_by_role("button").first.click()
    expect(number(page)).to_be_focused()
    expect(page.locator(".question .resultat")).to_be_visible()
    assert violations(page) == []
    onward(page, "Revenir au résultat")
    expect(title(page)).to_be_focused()


def test_a_question_of_a_draw_may_be_reported(page):
    begin(arrive(page))
    page.get_by_role("button", name="Signaler un problème").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio").first.check()
    dialog.get_by_role("button", name="Envoyer le signalement").click()
    expect(dialog.get_by_text("votre signalement est enregistré")).to_be_visible()
    page.keyboard.press("Escape")
    answer(page)


def test_paper_shows_the_result_and_no_control(page, shot):
    ended(page)
    page.emulate_media(media="print")
    shot(page, "quiz-libre-imprime")
    expect(page.get_by_role("table", name="Votre résultat, par objectif")).to_be_visible()
    expect(page.get_by_role("button", name="Refaire un tirage")).to_be_hidden()
    expect(page.get_by_text("Revoir vos réponses")).to_be_hidden()


def test_objectives_are_chosen_by_their_words(page):
    arrive(page)
    page.get_by_label("Un ou plusieurs objectifs, à choisir").check()
    page.get_by_role("button", name="Commencer").click()
    expect(
        page.get_by_text("Cochez au moins un objectif, ou choisissez un module.")
    ).to_be_visible()
    expect(page.get_by_label("Choisir un fichier")).to_be_focused()
    page.get_by_label("Choisir un fichier").check()
    expect(page.get_by_text("3 questions correspondent à votre choix.")).to_be_visible()
    page.get_by_label("Fixer une date").check()
    begin(page, "Toutes (4 questions)")
    expect(number(page)).to_have_text("Question 1 sur 4")
    expect(page.locator(".libre-quoi")).to_have_text(re.compile("2.objectifs"))


def test_the_whole_of_it_by_keyboard_alone(page):
    arrive(page)
    press = page.keyboard.press

    def reach(name):
        for _ in range(40):
            if page.get_by_role("button", name=name).and_(page.locator(":focus")).count():
                return
            press("Tab")
        raise AssertionError(f"« {name} » is out of reach")

    page.locator("h1").click()
    reach("Commencer")
    press("Enter")
    expect(number(page)).to_be_focused()
    press("Tab")
    press("Space")
    expect(page.locator(".question input").first).to_be_checked()
    reach("Valider")
    press("Enter")
    expect(page.locator(".question .resultat")).to_be_visible()
    reach("Terminer maintenant")
    press("Enter")
    reach("Terminer et voir mon résultat")
    press("Enter")
    expect(title(page)).to_be_focused()
    reach("Refaire un tirage")
    press("Enter")
    expect(number(page)).to_be_focused()


def test_a_lesson_s_own_question_knows_nothing_of_it(page):
    arrive(page)
    page.get_by_label(PUBLISH).check()
    begin(page, "Toutes (4 questions)")
    for place in range(4):
        answer(page)
        onward(page, "Voir mon résultat" if place == 3 else "Question suivante")
    go(page, LESSON)
    for name in ("pu-r01", "pu-r02", "pu-r03", "pu-r04"):
        expect(question(page, name)).to_have_class("question open")


def test_each_state_is_without_fault(page, shot):
    arrive(page)
    assert violations(page) == []
    page.get_by_label("Un ou plusieurs objectifs, à choisir").check()
    assert violations(page) == []
    page.get_by_label(OPEN).check()
    begin(page)
    assert violations(page) == []
    pick(page, WRONG)
    page.get_by_role("button", name="Valider").click()
    expect(page.locator(".question .resultat")).to_be_visible()
    page.get_by_role("button", name="Terminer maintenant").click()
    page.get_by_text("Aller à une autre question").click()
    assert violations(page) == []
    page.get_by_role("button", name="Terminer et voir mon résultat").click()
    expect(title(page)).to_be_focused()
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    shot(page, "390-quiz-libre-resultat")
    page.get_by_role("button", name="Choisir un autre quiz").click()
    expect(page.get_by_role("button", name="Revoir mon résultat")).to_be_visible()
    assert violations(page) == []


def test_a_choice_in_the_middle_of_a_draw_can_be_given_up(page):
    begin(arrive(page))
    page.get_by_role("button", name="Choisir un autre quiz").click()
    expect(title(page)).to_have_text("Choisir un quiz")
    page.get_by_role("button", name="Reprendre ce quiz").click()
    expect(number(page)).to_have_text("Question 1 sur 5")
    assert page.url.endswith(FREE)
