"""What states law names a source that was verified, and says so where it states none."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from grader.content.check import check_course, prove
from grader.content.load import load_course
from grader.content.notebooks import assignment_bytes, page_bytes
from grader.settings import DEFAULT_ROOT
from tests.fixtures.course_paths import DRAWN, PRIVATE_BANK, QUIZ, REAL_SANDBOX, SMALL_SANDBOX

REAL = DEFAULT_ROOT / "courses"


def found(courses, sandbox, code):
    return {p.where for p in check_course(courses, sandbox) if p.code == code}


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


LESSON, WORDS = "exemple/lire.md", "- Année, mois, jour."
EXERCISES = "exemple/exercises.yml"
#: File, text there, what replaces it, text of the line that is told, code.
FAULTS = [
    (LESSON, WORDS, "La mairie publie ce fichier.\n\nElle doit le\nfaire.", "Elle doit",
     "legal-without-source"),
    (LESSON, WORDS, "La mairie publie ce\nfichier, car elle y est obligée.", "fichier, car",
     "legal-without-source"),
    (LESSON, "| 15/10/2026 | `2026-10-15` |", "| Doit | `2026-10-15` |", "| Doit |",
     "legal-without-source"),
    (LESSON, "{table} Trois écritures", "{table} Trois obligations", "{table}",
     "legal-without-source"),
    (LESSON, "summary: De la", "summary: Il doit, de la", "summary:", "legal-without-source"),
    (LESSON, WORDS, "![Le seuil est dépassé](x.svg)", "x.svg", "legal-without-source"),
    ("exemple/a-retenir.md", "Un identifiant par", "Un décret par", "décret",
     "legal-without-source"),
    ("exemple/module.yml", "ex-o2: Corriger", "ex-o2: Devoir, et il doit corriger", "ex-o2:",
     "legal-without-source"),
    (EXERCISES, "Voir le registre corrigé.", "|-\n      Un mot.\n\n      La loi le dit.",
     "La loi", "legal-without-source"),
    ("exemple/quiz.yml", "feedback: \"Le jour manque.\"", "feedback: \"Le jour est obligatoire.\"",
     "octobre 2026", "legal-without-source"),
    ("glossaire.yml", "Fichier de texte qui", "Fichier obligatoire qui", "CSV:",
     "legal-without-source"),
    ("catalogue.yml", "Un petit parcours", "Le parcours obligatoire", "title:",
     "legal-without-source"),
    (LESSON, WORDS, "Elle doit lire. {source rumeur}", "Elle doit", "source-to-verify"),
    (LESSON, WORDS, "Elle doit lire. {source absente}", "Elle doit", "unknown-source"),
    (LESSON, WORDS, "Elle doit lire. {non juridique}", "Elle doit", "bad-mark"),
    (LESSON, WORDS, "Elle lit. {non-juridique}", "Elle lit", "mark-not-needed"),
    (LESSON, WORDS, "Elle doit lire. {non-juridique} {source guide-exemple}", "Elle doit",
     "two-marks"),
    (LESSON, WORDS, ":::{terrain} Un fichier\nTrois lignes.\n:::", "{terrain}",
     "box-without-source"),
    (LESSON, WORDS, ":::{a-savoir} Un fichier\n:source: rumeur\nTrois lignes.\n:::",
     ":::{a-savoir} Un fichier", "source-to-verify"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after", "at", "code"), FAULTS)
def test_a_fault_is_told_at_its_line(courses, edit, name, before, after, at, code):
    edit(name, before, after)
    lines = (courses / name).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if at in text)
    assert found(courses, SMALL_SANDBOX, code) == {f"{name}:{line}"}


#: File, text there, what replaces it: each is in order.
SOUND = [
    (LESSON, WORDS, "Elle doit lire. {non-juridique}"),
    (LESSON, WORDS, "Elle doit lire. {source guide-exemple}"),
    (LESSON, WORDS, ":::{a-savoir} Un devoir\n:source: guide-exemple\nElle doit lire.\n:::"),
    (LESSON, "{table} Trois écritures", "{table} Trois obligations {source guide-exemple}"),
    (LESSON, "| 15/10/2026 | `2026-10-15` |", "| Doit | `2026-10-15` {non-juridique} |"),
    (LESSON, WORDS, "La colonne `obligatoire` et https://exemple.fr/doit"),
    (LESSON, WORDS, "```csv\nCOLONNE OBLIGATOIRE\n```"),
    (EXERCISES, "Deux questions.", "Il faut les lire ; elle doit tenir. {non-juridique}"),
    ("exemple/quiz.yml", '"Quelle date est bien écrite ?"\n',
     'Quelle date doit être écrite ? {non-juridique}\n'),
    ("exemple/quiz.yml", 'feedback: "Oui, les dates."', 'feedback: "Oui, la date obligatoire."'),
    ("exemple/quiz.yml", "id: ex-q01", "id: ex-q01\n    source: guide-exemple"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), SOUND)
def test_a_source_or_a_mark_is_enough(courses, edit, name, before, after):
    edit(name, before, after)
    assert check_course(courses, SMALL_SANDBOX) == []


def test_the_private_bank_is_held_to_the_same(tmp_path):
    bank = Path(shutil.copytree(PRIVATE_BANK, tmp_path / "bank"))
    path = bank / "tirage" / "quiz.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("douze heures", "douze heures obligatoires"), encoding="utf-8")
    line = line_of(text, text.index("douze heures"))
    (problem,) = check_course(DRAWN, REAL_SANDBOX, bank)
    assert (problem.code, problem.where) == (
        "legal-without-source", f"banque-privee/tirage/quiz.yml:{line}",
    )  # fmt: skip


def test_no_mark_reaches_a_page_or_an_assignment():
    for folder, sandbox in ((REAL, REAL_SANDBOX), (QUIZ, SMALL_SANDBOX)):
        course = load_course(folder, sandbox)
        shown = "".join(
            [page_bytes(one).decode() for m in course.modules.values() for one in m.lessons]
            + [assignment_bytes(m).decode() for m in course.modules.values()]
            + [repr((m.items, m.exercises, m.takeaway_html)) for m in course.modules.values()]
        )
        assert "non-juridique" not in shown
        assert "{source" not in shown
    assert "non-juridique" in (REAL / "preparer" / "quiz.yml").read_text(encoding="utf-8")


def test_sources_of_more_than_a_year_are_listed_and_refuse_nothing(courses, edit):
    edit("sources.yml", "verified_on: 2026-10-01", "verified_on: 2025-10-01")
    fresh = prove(courses, SMALL_SANDBOX, None, date(2026, 10, 1))
    assert (fresh.problems, fresh.notes) == ([], [])
    old = prove(courses, SMALL_SANDBOX, None, date(2026, 10, 2))
    assert old.problems == []
    assert [(note.code, note.where) for note in old.notes] == [("old-source", "sources.yml:1")]
    assert "1er octobre 2025" in old.notes[0].message
