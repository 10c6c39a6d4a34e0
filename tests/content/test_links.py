"""Links lead somewhere, and figures say what they show; nothing is fetched."""

from __future__ import annotations

import socket

import pytest

from grader.content.check import check_course
from grader.content.check_links import is_sound
from tests.fixtures.course_paths import SMALL_SANDBOX

LESSON, QUIZ, END = "exemple/lire.md", "exemple/quiz.yml", "- Année, mois, jour."


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_args):
        pytest.fail("an address was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def figure(courses):
    folder = courses / "exemple" / "figures"
    folder.mkdir()
    (folder / "un-plan.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")


def told(courses):
    return {(p.code, p.where) for p in check_course(courses, SMALL_SANDBOX)}


#: File, text there, what replaces it, text of the line that is told, code.
FAULTS = [
    (LESSON, END, "[Voir](http://exemple.fr)", "[Voir]", "bad-address"),
    (LESSON, END, "[Voir](https://exemple)", "[Voir]", "bad-address"),
    (LESSON, END, "[Voir](mailto:mairie)", "[Voir]", "bad-address"),
    (LESSON, END, "[Voir](autre-lecon.md)", "[Voir]", "bad-link"),
    (LESSON, END, "[Voir](#ailleurs)", "[Voir]", "unknown-anchor"),
    (LESSON, END, "[Voir](glossaire:PDF)", "[Voir]", "unknown-term"),
    (LESSON, "| 15/10/2026 |", "| [a](http://exemple.fr) |", "[a]", "bad-address"),
    (LESSON, END, "```{exercice} absent\n```", "absent", "unknown-activity"),
    (LESSON, END, "![Le plan du bourg](figures/absent.svg)", "![Le", "missing-figure"),
    (LESSON, END, "![](figures/un-plan.svg)", "![]", "image-without-alt"),
    (LESSON, END, "![un-plan.svg](figures/un-plan.svg)", "![un", "image-alt-says-nothing"),
    (LESSON, END, "![Un plan](figures/un-plan.svg)", "![Un", "image-alt-says-nothing"),
    (LESSON, END, "![Schéma](figures/un-plan.svg)", "![Schéma", "image-alt-says-nothing"),
    ("exemple/a-retenir.md", "- Un identifiant par ligne.", "![](figures/un-plan.svg)", "![]",
     "image-without-alt"),
    (QUIZ, "Le jour manque.", "Voir [ici](http://exemple.fr).", "octobre 2026", "bad-address"),
    (QUIZ, "Le jour manque.", "Voir [ici](#titre).", "octobre 2026", "bad-link"),
    (QUIZ, "Le jour manque.", "Voir [ici](glossaire:PDF).", "octobre 2026", "unknown-term"),
    ("exemple/exercises.yml", "Voir le registre corrigé.",
     "|-\n      Un.\n\n      ![Le plan du bourg](figures/un-plan.svg)", "![Le",
     "figure-out-of-lesson"),
    ("sources.yml", "https://exemple.fr/guide", "http://exemple.fr/guide", "guide-exemple:",
     "bad-address"),
]  # fmt: skip


@pytest.mark.usefixtures("figure")
@pytest.mark.parametrize(("name", "before", "after", "at", "code"), FAULTS)
def test_a_dead_link_or_a_silent_figure_is_told(courses, edit, name, before, after, at, code):
    edit(name, before, after)
    lines = (courses / name).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if at in text)
    assert told(courses) == {(code, f"{name}:{line}")}


@pytest.mark.usefixtures("figure")
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (LESSON, END, "[Voir](https://exemple.fr/un/chemin?x=1#y)"),
        (LESSON, END, "[Écrire](mailto:mairie@exemple.fr)"),
        (LESSON, END, "[Voir](#une-date-un-ordre), [là](#comprendre), [le mot](#mot-csv)"),
        (LESSON, END, "![Le bourg et ses deux écoles](figures/un-plan.svg)"),
        (QUIZ, "Le jour manque.", "Une [date](glossaire:date ISO) : [voir](https://exemple.fr)."),
    ],
)
def test_a_whole_link_and_a_telling_figure_are_in_order(courses, edit, name, before, after):
    edit(name, before, after)
    assert told(courses) == set()


@pytest.mark.parametrize(
    ("address", "sound"),
    [
        ("https://www.legifrance.gouv.fr/codes/", True),
        ("https://exemple.fr:8443/a", True),
        ("https://données.gouv.fr", False),
        ("http://exemple.fr", False),
        ("https:/exemple.fr", False),
        ("https://", False),
        ("https://exemple", False),
        ("https://exemple.fr:99999", False),
        ("https://moi:secret@exemple.fr", False),
        ("https://exemple.fr/a b", False),
        ("ftp://exemple.fr", False),
        ("//exemple.fr", False),
    ],
)
def test_an_address_is_whole_and_safe(address, sound):
    assert is_sound(address) is sound
