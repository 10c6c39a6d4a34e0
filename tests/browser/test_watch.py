"""An author saves, and the page open in her browser follows; what she broke is told."""

from __future__ import annotations

import re
import shutil
import time

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.walk import go, plain, question, ready
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX
from tests.support.running import RunningServer

LESSON = "lecon/exemple/lire"
#: A busy machine is not a defect: the delay itself is measured by ``benchmarks/watch.py``.
PATIENCE = 30_000


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    folder = tmp_path_factory.mktemp("apercu")
    settings = {
        "OUVROIR_COURSES": str(shutil.copytree(SMALL, folder / "courses")),
        "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
    }
    running = RunningServer(folder / "data", settings, options=["--watch"]).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def author(preview):
    with preview.client() as client:
        client.get("").raise_for_status()
        yield client


@pytest.fixture(scope="module")
def untouched(author):
    """What the server says while nobody has written anything."""
    return author.get("apercu").json()


@pytest.fixture
def courses(preview, author, untouched):
    """The folder that the author writes in, as it was at first, and served so."""
    folder = preview.data.parent / "courses"
    shutil.rmtree(folder)
    shutil.copytree(SMALL, folder)
    deadline = time.monotonic() + PATIENCE / 1000
    while author.get("apercu").json() != untouched:
        assert time.monotonic() < deadline, "the courses were not read again"
        time.sleep(0.1)
    return folder


@pytest.fixture
def page(newcomer, preview):
    visitor = newcomer(preview.address, reduced_motion="reduce")
    page = visitor.open()
    yield page
    assert visitor.complaints == []


def band(page):
    return page.locator(".apercu")


def change(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_a_saved_sentence_is_on_the_open_page(page, courses):
    go(page, LESSON)
    expect(page.get_by_text("Année, mois, jour.")).to_be_visible()

    change(courses / "exemple" / "lire.md", "- Année, mois, jour.", "- Un mot tout neuf.")

    expect(page.get_by_text("Un mot tout neuf.")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Année, mois, jour.")).to_have_count(0)


def test_a_saved_question_is_posed_and_answers_are_kept(page, courses):
    go(page, LESSON)
    box = question(page, "ex-r01")
    box.get_by_label(re.compile("Non")).check()
    box.get_by_role("button", name="Valider").click()
    expect(box.locator(".resultat")).to_be_visible()

    change(courses / "exemple" / "quiz.yml", "Un tableur est-il nécessaire", "Faut-il un tableur")

    box = question(page, "ex-r01")
    expect(box).to_contain_text("Faut-il un tableur", timeout=PATIENCE)
    expect(box.locator(".resultat")).to_be_visible()


def test_what_is_broken_is_told_on_the_page_until_it_is_mended(page, courses, shot):
    quiz = courses / "exemple" / "quiz.yml"
    go(page, LESSON)

    change(quiz, "    objective: ex-o2\n", "    objective ex-o2\n")

    expect(band(page)).to_be_visible(timeout=PATIENCE)
    told = plain(band(page).inner_text())
    line = quiz.read_text(encoding="utf-8").splitlines().index("    objective ex-o2") + 1
    where = int(re.search(r"exemple/quiz\.yml:(\d+)", told)[1])
    # A colon that is missing is noticed on the line after, where the next one stands.
    assert where - line in (0, 1)
    assert "L'écriture de ce fichier YAML est fautive à cet endroit." in told
    assert "Vérifiez les retraits, les deux-points et les guillemets" in told
    # What the file declares is unknown now, and no author wants to read of that.
    expect(band(page).locator("li")).to_have_count(1)
    expect(question(page, "ex-r01")).to_be_visible()
    shot(page, "apercu-a-corriger")
    assert violations(page) == []

    # A page opened meanwhile shows the last good version, and the same words.
    page.reload()
    ready(page)
    expect(band(page)).to_contain_text("exemple/quiz.yml", timeout=PATIENCE)
    expect(question(page, "ex-r01")).to_be_visible()

    change(quiz, "    objective ex-o2\n", "    objective: ex-o2\n")
    expect(band(page)).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_text("Année, mois, jour.")).to_be_visible()


def test_several_faults_are_listed_and_those_past_three_are_counted(page, courses):
    go(page, LESSON)
    lesson = courses / "exemple" / "lire.md"
    lost = "\n".join(f"```{{question}} perdue-{n}\n```\n" for n in range(7))

    change(lesson, "## Retenir\n", f"{lost}\n## Retenir\n")

    expect(band(page).locator("li")).to_have_count(3, timeout=PATIENCE)
    told = plain(band(page).inner_text())
    assert "L'activité « perdue-0 » n'existe pas dans ce module." in told
    assert "Et 4 autres points" in told


def test_new_lessons_and_modules_appear_on_open_pages(page, courses):
    go(page, "")
    second = courses / "second"
    shutil.copytree(courses / "exemple", second)
    for path in second.iterdir():
        text = path.read_text(encoding="utf-8").replace("ex-", "se-")
        path.write_text(text, encoding="utf-8")
    change(second / "module.yml", "title: Lire un registre", "title: Tenir un registre")
    change(second / "quiz.yml", "?", " ici ?")
    catalogue = courses / "catalogue.yml"
    change(catalogue, "exemple", "exemple, second")

    expect(page.get_by_role("link", name="Tenir un registre")).to_be_visible(timeout=PATIENCE)

    go(page, "module/second")
    shutil.copy(second / "lire.md", second / "garder.md")
    change(second / "garder.md", "title: Lire un registre", "title: Garder un registre")
    change(second / "module.yml", "lessons: [lire]", "lessons: [lire, garder]")

    expect(page.get_by_role("link", name="Garder un registre")).to_be_visible(timeout=PATIENCE)


def test_the_reader_stays_where_she_was_reading(page, courses):
    go(page, LESSON)
    mark = page.get_by_role("heading", name="S'exercer")
    mark.evaluate("node => scrollTo(0, scrollY + node.getBoundingClientRect().top - 120)")
    before = mark.bounding_box()["y"]
    more = "\n\n".join(["Un paragraphe de plus, écrit au-dessus de ce qu'elle lit."] * 12)

    change(courses / "exemple" / "lire.md", "## Comprendre\n", f"## Comprendre\n\n{more}\n")

    expect(page.get_by_text("Un paragraphe de plus").first).to_be_attached(timeout=PATIENCE)
    ready(page)
    page.wait_for_function(
        "y => Math.abs([...document.querySelectorAll('h2')]"
        ".find(n => n.textContent.includes('exercer')).getBoundingClientRect().top - y) < 60",
        arg=before,
        timeout=PATIENCE,
    )


def test_a_file_saved_under_another_name_then_renamed_is_followed(page, courses):
    """Most editors do that, and leave a file of their own beside for a while."""
    go(page, LESSON)
    lesson = courses / "exemple" / "lire.md"
    (courses / "exemple" / ".lire.md.swp").write_bytes(b"\0not a text")
    fresh = courses / "exemple" / "lire.md~"
    text = lesson.read_text(encoding="utf-8").replace("Année, mois, jour.", "Jour, puis heure.")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(lesson)

    expect(page.get_by_text("Jour, puis heure.")).to_be_visible(timeout=PATIENCE)
    expect(band(page)).to_have_count(0)


def test_pages_that_show_no_course_are_left_alone(page):
    for address in ("aide", "mes-donnees", "validateur"):
        page.goto(address)
        assert page.locator("script[data-news]").count() == 0, address
