"""The kit of a session on paper: what is asked is whole, keys are apart, nobody is named."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from grader.content.build import ensure_built
from grader.documents.model import Document, Heading, Run
from grader.documents.writing import written
from grader.errors import NotFoundError
from grader.progress.sessions.sessions import Terms, TrainingSession
from grader.quiz.registry import TYPES
from grader.quiz.score import expected
from grader.services.sessions.kit import FORMATS, PAPERS, given_files, kit_archive, kit_paper
from grader.services.sessions.kit_prose import blocks_of
from grader.services.sessions.kit_questions import key_blocks, question_blocks
from grader.services.sessions.programme import modules_of, session_programme, stages_of
from grader.settings import Settings
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX

AT = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)
TITLE = "Une <session> & des = signes"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The real courses."""
    return ensure_built(Settings(build=tmp_path_factory.mktemp("kit") / "build"))


@pytest.fixture(scope="module")
def questions(tmp_path_factory):
    """A question of each type, by type."""
    build = tmp_path_factory.mktemp("types") / "build"
    found = ensure_built(Settings(courses=QUIZ, sandbox=SMALL_SANDBOX, build=build))
    items = [item for module in found.modules.values() for item in module.items.values()]
    return {item.type: item for item in items}


def session(*modules, path="", letter="a"):
    terms = Terms(TITLE, AT, path, modules, opens_at=AT)
    return TrainingSession("s" + letter * 24, "AAAAAAAAA", terms, AT, None)


def words(*blocks):
    html = written(Document("x", tuple(blocks)), "html").decode()
    soup = BeautifulSoup(html, "html.parser").body
    soup.h1.decompose()
    return " ".join(soup.get_text(" ").split())


def made(course, name, of):
    return next(one for one in PAPERS if one.id == name).make(course, of)


def sheets_in(document):
    return [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 2]


@pytest.mark.parametrize("name", ["fiches-d-exercices", "corriges"])
def test_every_exercise_of_the_session_s_modules_has_its_sheet_and_no_other(course, name):
    titles = sheets_in(made(course, name, session("preparer", "cadre")))
    due = [*course.modules["preparer"].exercises, *course.modules["cadre"].exercises]
    assert len(titles) == len(due)
    assert len(sheets_in(made(course, name, session()))) == sum(
        len(module.exercises) for module in course.modules.values()
    )


def test_no_solution_explanation_or_rubric_is_on_the_sheets(course):
    sheets = words(*made(course, "fiches-d-exercices", session()).blocks)
    keys = words(*made(course, "corriges", session()).blocks)
    looked = 0
    for module in course.modules.values():
        for exercise in module.exercises.values():
            told = [exercise.solution, *(item.explanation for item in exercise.items)]
            for secret in filter(None, told):
                longest = max((words(b) for b in blocks_of(secret)), key=len)
                if len(longest) > 60:
                    assert longest not in sheets, exercise.id
                    looked += longest in keys
    assert looked > 30


def test_keys_are_marked_on_every_page_and_in_the_archive(course):
    document = made(course, "corriges", session("preparer"))
    assert "réservé au formateur" in document.footer
    assert document.blocks[0].title == "Réservé au formateur"
    assert [one.id for one in PAPERS if one.trainers_only] == ["corriges"]
    with zipfile.ZipFile(io.BytesIO(kit_archive(course, session("preparer")))) as archive:
        keys = [name for name in archive.namelist() if "corriges." in name]
    assert keys == [f"reserve-au-formateur/corriges.{ending}" for ending in FORMATS]


def test_every_type_has_room_for_an_answer_and_a_key_in_the_letters_of_its_sheet(questions):
    assert set(questions) == set(TYPES)
    for kind, item in questions.items():
        for seed in range(4):
            sheet = words(*question_blocks(item, seed, 1))
            key = words(*key_blocks(item, seed, 1))
            assert any(sign in sheet for sign in ("☐", "…", "Votre", "Soulignez")), kind
            if TYPES[kind].review is not None:
                assert "Grille de lecture" in key
                assert words(*blocks_of(item.body.rubric[0].text)) not in sheet
            else:
                assert "Réponse :" in key, kind


def test_the_key_names_what_is_right_whatever_the_letters_drawn(questions):
    item = questions["single_choice"]
    right = next(a.text for a in item.body.answers if a.id == expected(item)[0])
    letters = set()
    for seed in range(12):
        sheet = words(*question_blocks(item, seed, 1))
        letter = re.search(rf"☐ (\w)\. {re.escape(words(*blocks_of(right)))}", sheet)[1]
        letters.add(letter)
        assert f"{letter} ({words(*blocks_of(right))})" in words(*key_blocks(item, seed, 1))
    assert len(letters) > 1


def test_an_ordering_is_never_printed_in_its_right_order(questions):
    item = questions["ordering"]
    for seed in range(12):
        sheet = words(*question_blocks(item, seed, 1))
        places = [sheet.index(words(*blocks_of(step.text))) for step in item.body.steps]
        assert places != sorted(places)


def test_the_archive_holds_both_formats_slides_and_given_files_but_no_reference(course):
    of = session("preparer")
    content = kit_archive(course, of)
    assert content == kit_archive(course, of)
    module = course.modules["preparer"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
    assert {n for n in names if n.startswith("diaporamas/")} == {
        f"diaporamas/preparer/{lesson.slug}.html" for lesson in module.lessons
    }
    given = {
        f"donnees/{one.id}/{path.name}"
        for one in module.exercises.values()
        for path in given_files(one)
    }
    assert {n for n in names if n.startswith("donnees/")} == given
    references = [one.settings.get("reference") for one in module.exercises.values()]
    assert any(references)
    assert not [r for r in references if r and any(n.endswith(f"/{r.name}") for n in names)]
    for paper in PAPERS:
        assert sum(f"/{paper.id}." in name for name in names) == len(FORMATS)


def test_a_path_gives_its_steps_and_its_modules_and_the_hours_add_up(course):
    path = course.paths[0]
    terms = session(path=path.id).terms
    stages = stages_of(course, terms)
    assert [one.minutes for one in stages] == [step.minutes for step in path.steps]
    assert {m.slug for m in modules_of(course, terms)} < set(course.modules)
    told = words(*session_programme(course, terms).blocks)
    local = AT.astimezone()
    assert f"Le 30 novembre 2026 à {local.hour} h 30" in told
    assert "{" not in told
    assert "non-juridique" not in told


def test_an_unknown_module_or_path_leaves_the_whole_catalogue(course):
    gone = session("disparu", path="parti").terms
    assert modules_of(course, gone) == tuple(course.modules.values())


def test_the_sign_in_sheet_asks_for_nothing_to_be_sent_here(course):
    told = words(*made(course, "feuille-de-presence", session()).blocks)
    assert "Ouvroir n'en reçoit rien" in told
    assert "aucun pseudonyme" in told


@pytest.mark.parametrize(("name", "ending"), [("corriges", "html"), ("autre", "odt"), ("", "odt")])
def test_what_is_not_in_the_kit_is_not_found(course, name, ending):
    with pytest.raises(NotFoundError):
        kit_paper(course, session(), name, ending)


def test_markdown_becomes_blocks():
    first, items, table, code = blocks_of(
        "Un **mot** et `=SOMME(A1)`.\n\n- un\n- deux\n  - trois\n\n| a | b |\n|---|---|\n"
        "| 1 | 2 |\n\n```\nligne 1\nligne 2\n```"
    )
    assert [run.text for run in first.text] == ["Un ", "mot", " et ", "=SOMME(A1)", "."]
    assert items.items == ((Run("un"),), (Run("deux"),), (Run("trois"),))
    assert (table.head, len(table.rows)) == (("a", "b"), 1)
    assert code.lines == ("ligne 1", "ligne 2")
