"""The trainer's room: answers to read, marks, reports dealt with; by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.conftest import NARROW
from tests.browser.test_keyboard import tab_to
from tests.browser.walk import go, noted, plain, question, seen
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX
from tests.support.running import RunningServer

GRADED, MODULE, ITEM = "lecon/essai/faire-le-point", "module/essai", "es-q11"
TEXT = "Le service des sports tient ce fichier <b>à jour</b> chaque trimestre.\n\nIl le vérifie."
SAVE, SIGNAL = "Enregistrer l'appréciation", "Signaler un problème avec cette question"


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    """A server of this file's own: its lists hold nobody else's answers."""
    settings = {"OUVROIR_COURSES": str(QUIZ), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    running = RunningServer(tmp_path_factory.mktemp("lecture"), settings).start()
    yield running
    running.stop()


@pytest.fixture
def arrive(newcomer, own_server):
    """Make visitors; anything that a browser complained of fails the test."""
    made = []

    def come(**options):
        made.append(newcomer(own_server.address, reduced_motion="reduce", **options))
        return made[-1].open()

    yield come
    assert [complaint for visitor in made for complaint in visitor.complaints] == []


@pytest.fixture
def learner(arrive):
    page = arrive()
    write(page, TEXT)
    return page


@pytest.fixture
def trainer(arrive, own_server, learner):
    page = arrive()
    go(page, own_server.trainer_address)
    yield page
    empty(page)


def write(page, text):
    box = question(go(page, GRADED), ITEM)
    box.get_by_role("textbox").fill(text)
    box.get_by_role("button", name="Valider").click()
    expect(box.locator(".resultat")).to_contain_text("Une personne la lira")
    return box


def empty(page):
    """Read what is left, so that the next test begins with an empty list."""
    page.reload()
    while (answers := waiting(go(page, page.url))).count():
        mark(answers.first, ["1", "1", "1"])
        expect(page.locator(".lectures summary, .lectures h2").first).to_be_visible()
        page.wait_for_timeout(300)


def waiting(page):
    return page.locator(".a-lire:not(.deja .a-lire) > .lecture")


def found_again(page, summary):
    """Go back to the question from the summary of its quiz, which says what is new there."""
    quiz = go(page, GRADED).locator(".piece[data-kind=quiz]").filter(has_text="Donner un avis")
    expect(quiz).to_contain_text(summary)
    quiz.get_by_role("button", name="Question 1").click()
    box = question(page, ITEM)
    expect(box).to_be_visible()
    return box


def mark(answer, points, comment=""):
    if answer.get_attribute("open") is None:
        answer.locator("summary").first.click()
    for place, given in enumerate(points):
        answer.locator(".critere input").nth(place).fill(given)
    answer.get_by_label("Un mot pour la personne").fill(comment)
    answer.get_by_role("button", name="appréciation").click()


def test_an_answer_is_read_and_the_learner_reads_her_points(learner, trainer, shot):
    [answer] = waiting(trainer).all()
    expect(trainer.get_by_text("1 réponse attend d'être lue.")).to_be_visible()
    answer.locator("summary").first.click()
    assert "<b>à jour</b>" in seen(answer.locator(".texte-ecrit"))
    expect(answer.locator("b")).to_have_count(0)
    expect(answer.get_by_label("Donne un rythme (de 0 à 1 point)")).to_be_visible()
    answer.get_by_text("Une réponse possible").click()
    shot(trainer, "formateur-lecture")
    assert violations(trainer) == []

    mark(answer, ["1", "0,5", "0"], "Merci. Dites aussi qui vérifie.")

    expect(trainer.get_by_text("Aucune réponse n'attend d'être lue.")).to_be_visible()
    expect(trainer.get_by_role("heading", name="Les réponses à lire")).to_be_focused()
    expect(trainer.locator("[role=status]").first).to_contain_text("Appréciation enregistrée pour")
    box = found_again(learner, "a écrit un mot à la question 1")
    expect(box).to_contain_text("Votre réponse a été lue")
    expect(box.locator(".commentaire")).to_contain_text("Dites aussi qui vérifie.")
    assert "0,5 sur 1 point" in seen(box)
    shot(learner, "reponse-lue")
    assert violations(learner) == []


def test_points_wait_in_plain_words_then_the_gradebook_says_the_same(learner, trainer, shot):
    go(learner, MODULE)
    expect(learner.get_by_role("row", name="Donner un avis")).to_contain_text("Points en attente")
    learner.get_by_role("button", name="Rendre mon travail").click()
    state = learner.locator(".rendu-etat")
    for _ in range(240):
        if "Noté en partie" in state.inner_text():
            break
        again = learner.get_by_role("button", name="Actualiser")
        if again.is_visible():
            again.click()
        learner.wait_for_timeout(500)
    expect(state).to_contain_text("Une personne doit encore lire vos réponses rédigées")
    expect(learner.locator(".note-obtenue")).to_have_count(0)
    shot(learner, "note-en-attente")
    assert violations(learner) == []
    go(trainer, trainer.url)
    row = trainer.get_by_role("table", name="Rendus reçus").get_by_role("row").nth(1)
    expect(row).to_contain_text("Noté en partie")
    expect(row).to_contain_text("en attente")
    shot(trainer, "formateur-en-attente")

    mark(waiting(trainer).first, ["1", "1", "0"])

    expect(trainer.get_by_text("Aucune réponse n'attend d'être lue.")).to_be_visible()
    go(learner, MODULE)
    assert noted(learner).endswith("2 points sur 19")
    notes = trainer.context.request.get("formateur/notes.csv").text()
    assert [line for line in notes.splitlines() if ",noté" in line or ";noté" in line], notes


def test_marks_that_are_out_of_bounds_are_told_at_the_field(trainer, shot):
    answer = waiting(trainer).first
    mark(answer, ["1", "3", ""])

    second = answer.locator(".critere input").nth(1)
    expect(second).to_be_focused()
    expect(second).to_have_attribute("aria-invalid", "true")
    expect(answer.get_by_role("alert")).to_contain_text("un nombre de 0 à 1 point")
    shot(trainer, "formateur-refus")
    assert violations(trainer) == []


def test_an_answer_is_read_by_keyboard_alone(trainer):
    answer = waiting(trainer).first
    tab_to(trainer, answer.locator("summary").first)
    trainer.keyboard.press("Enter")
    for place in range(3):
        tab_to(trainer, answer.locator(".critere input").nth(place))
        trainer.keyboard.type("1")
    tab_to(trainer, answer.get_by_label("Un mot pour la personne"))
    trainer.keyboard.type("Très clair.")
    tab_to(trainer, answer.get_by_role("button", name=SAVE))
    trainer.keyboard.press("Enter")
    expect(trainer.get_by_role("heading", name="Les réponses à lire")).to_be_focused()


def test_what_is_being_typed_outlives_a_refresh_and_an_answer_rewritten_is_not_marked(
    learner, trainer
):
    answer = waiting(trainer).first
    answer.locator("summary").first.click()
    answer.get_by_label("Un mot pour la personne").fill("Un mot commencé")
    trainer.get_by_role("button", name="Actualiser").click()
    expect(trainer.get_by_role("button", name="Actualiser")).to_be_focused()
    expect(answer.get_by_label("Un mot pour la personne")).to_have_value("Un mot commencé")
    box = found_again(learner, "à relire par une personne")
    box.get_by_role("button", name="Modifier ma réponse").click()
    box.get_by_role("textbox").fill("Une autre réponse, écrite depuis que vous lisez.")
    box.get_by_role("button", name="Valider").click()
    expect(box.locator(".resultat")).to_contain_text("Une personne la lira")

    mark(answer, ["1", "1", "1"])

    expect(trainer.locator(".alerte")).to_contain_text("récrite depuis que vous l'avez lue")
    trainer.get_by_role("button", name="Actualiser").click()
    expect(waiting(trainer).first.locator(".texte-ecrit")).to_contain_text("Une autre réponse")


def test_an_appraisal_is_replaced(learner, trainer):
    mark(waiting(trainer).first, ["0", "0", "0"], "Un premier mot.")
    # Drawn anew once the appraisal is kept: what is opened before would be shut again.
    expect(trainer.locator("[role=status]").first).to_contain_text("Appréciation enregistrée")
    trainer.get_by_text("Revenir sur").click()
    read = trainer.locator(".deja .lecture").first
    read.locator("summary").first.click()
    expect(read.get_by_label("Un mot pour la personne")).to_have_value("Un premier mot.")
    assert plain(read.locator(".critere input").first.input_value()) == "0"
    for place in range(3):
        read.locator(".critere input").nth(place).fill("1")
    read.get_by_role("button", name="Remplacer l'appréciation").click()
    expect(trainer.locator("[role=status]").first).to_contain_text("Appréciation enregistrée")

    box = found_again(learner, "Toutes les réponses sont justes")
    expect(box).to_contain_text("tout ce qui était attendu y est")


def test_a_report_is_shown_as_text_and_dealt_with(learner, trainer, shot):
    words = "<img src=x onerror=alert(1)> il manque un mot"
    box = found_again(learner, "à relire par une personne")
    for category in ("Une faute, ou un mot qui manque", "La question est ambiguë"):
        box.get_by_role("button", name=SIGNAL).click()
        dialog = learner.get_by_role("dialog")
        dialog.get_by_label(category).check()
        dialog.get_by_role("textbox").fill(words)
        dialog.get_by_role("button", name="Envoyer le signalement").click()
        dialog.get_by_role("button", name="Revenir à la question").click()
    trainer.get_by_role("button", name="Actualiser").click()
    list_ = trainer.get_by_role("region", name="Les signalements")
    expect(list_).to_contain_text("2 signalements à traiter, sur 1 question.")
    assert words in seen(list_)
    expect(list_.locator("img")).to_have_count(0)
    shot(trainer, "formateur-signalements")
    assert violations(trainer) == []

    done = list_.get_by_role("button", name="Marquer comme traité")
    done.first.click()
    expect(done).to_have_count(1)
    expect(done).to_be_focused()
    done.click()
    expect(trainer.get_by_role("heading", name="Les signalements")).to_be_focused()
    list_.get_by_text("2 signalements traités").click()
    again = list_.get_by_role("button", name="Remettre à traiter")
    expect(again).to_have_count(2)
    trainer.set_viewport_size(NARROW)
    assert violations(trainer) == []
    again.first.click()
    expect(list_).to_contain_text("1 signalement à traiter, sur 1 question.")
