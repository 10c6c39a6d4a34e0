"""Slides and sheets: from the lessons, without a key, and the same each time."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from grader.cli.main import main
from grader.content.build import write_handouts
from grader.content.load import load_course
from grader.content.prose import inline_html
from grader.quiz.registry import TYPES
from grader.quiz.score import expected, score
from grader.settings import DEFAULT_ROOT


@pytest.fixture(scope="module")
def course():
    return load_course(DEFAULT_ROOT / "courses", DEFAULT_ROOT / "sandbox_data")


@pytest.fixture(scope="module")
def written(course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("remis")
    paths = write_handouts(course, folder, slides=True, sheets=True)
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def test_each_lesson_has_slides_and_each_module_a_sheet(course, written):
    for module in course.modules.values():
        assert f"fiches/{module.slug}.html" in written
        for lesson in module.lessons:
            page = BeautifulSoup(written[f"diaporamas/{lesson.id}.html"], "html.parser")
            titles = [heading.get_text() for heading in page.select(".vue h1, .vue h2")]
            assert titles[0] == lesson.title
            for step in ("Se questionner", "Comprendre", "Retenir"):
                assert any(step in section.get_text() for section in page.select(".ecran"))


def test_nothing_is_fetched(written):
    for text in written.values():
        page = BeautifulSoup(text, "html.parser")
        assert page.html["lang"] == "fr"
        fetched = [t for t in page.find_all(["script", "link", "img", "iframe"])
                   if t.get("src", "data:").split(":")[0] != "data" or t.get("href")]  # fmt: skip
        assert fetched == []
        assert "url(" not in text


def test_no_slide_tells_what_is_right(course, written):
    shown = "\n".join(written.values())
    for module in course.modules.values():
        for item in module.items.values():
            if TYPES[item.type].review is None:
                for remark in score(item, expected(item)).remarks:
                    assert remark.text not in shown


def test_a_slide_proposes_what_the_question_does_and_never_in_the_order_of_the_key(course, written):
    met = set()
    for module in course.modules.values():
        for lesson in module.lessons:
            page = BeautifulSoup(written[f"diaporamas/{lesson.id}.html"], "html.parser")
            slides = iter(page.select(".vue:has(.enonce)"))
            for item in (module.items[p.ref] for p in lesson.parts if p.kind == "question"):
                slide, face = next(slides), TYPES[item.type].face(item.body)
                texts = [line.get_text() for line in slide.select(".choix > li")]
                keyed = [BeautifulSoup(inline_html(e.text), "html.parser").get_text()
                         for e in face.entries if not e.cells]  # fmt: skip
                assert sorted(texts) == sorted(keyed), item.id
                assert len(slide.select(".enonce + table tbody tr")) == sum(
                    bool(e.cells) for e in face.entries
                )
                if face.starts_wrong:
                    assert texts != keyed, item.id
                sides = [line.get_text() for line in slide.select(".cibles > li")]
                plain = [BeautifulSoup(inline_html(e.text), "html.parser").get_text()
                         for e in face.targets]  # fmt: skip
                assert sorted(sides) == sorted(plain), item.id
                if sides and not face.targets_stay:
                    assert sides != plain, item.id
                met.add(item.type)
    assert {"ordering", "matching", "classification", "single_choice"} <= met


def test_the_whole_text_stands_in_the_notes(written):
    page = BeautifulSoup(written["diaporamas/preparer/ce-que-lit-une-machine.html"], "html.parser")
    shown = " ".join(one.get_text(" ") for one in page.select(".ecran"))
    said = " ".join(one.get_text(" ") for one in page.select(".notes"))
    assert "Il n'en lit" in said or "n'a que les caractères" in said
    assert "n'a que les caractères" not in shown


def test_the_same_course_gives_the_same_bytes(course, written, tmp_path):
    again = write_handouts(course, tmp_path, slides=True, sheets=True)
    assert {path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in again} == (
        written
    )


def test_the_command_writes_them_only_when_asked(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("OUVROIR_BUILD", str(tmp_path))
    assert main(["build"]) == 0
    assert not (tmp_path / "fiches").exists()
    assert main(["build", "--sheets"]) == 0
    assert str(tmp_path / "fiches" / "preparer.html") in capsys.readouterr().out
    assert not (tmp_path / "diaporamas").exists()
