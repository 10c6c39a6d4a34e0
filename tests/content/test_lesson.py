"""What a lesson's page says: steps, boxes, tables, words of the glossary."""

from __future__ import annotations

import base64
import re

import pytest

from grader.content.load import load_course
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX


@pytest.fixture(scope="module")
def lesson():
    return load_course(SMALL, SMALL_SANDBOX).lesson("exemple/lire")


@pytest.fixture(scope="module")
def html(lesson):
    return "\n".join(part.html for part in lesson.parts)


def test_steps_are_headings_with_ids(html):
    for step in ("questionner", "comprendre", "exercer", "retenir"):
        assert f'<h2 id="{step}" class="etape">' in html
    assert '<h3 id="une-date-un-ordre">' in html


def test_parts_follow_their_step(lesson):
    steps = [part.step for part in lesson.parts]
    assert steps == sorted(steps, key=["questionner", "comprendre", "exercer", "retenir"].index)


def test_boxes_are_labelled_and_law_names_its_source(html):
    assert '<aside class="encadre encadre-droit" role="note">' in html
    assert '<span class="encadre-etiquette">Le droit</span>' in html
    assert "Guide d'exemple, article 1</a>. Vérifié le 1er octobre 2026." in html
    assert '<span class="encadre-etiquette">À savoir</span>' in html
    assert html.count("<aside") == html.count("</aside>") == 2


def test_table_has_caption_scope_and_can_be_scrolled_by_keyboard(html):
    assert "<caption>Trois écritures</caption>" in html
    assert re.search(r'<div class="defile" role="group" tabindex="0" aria-label="[^"]+">', html)


def test_terms_lead_to_the_words_of_the_lesson(html):
    targets = set(re.findall(r'class="terme" href="#([^"]+)"', html))
    assert targets == {"mot-csv", "mot-date-iso"}
    for target in targets:
        assert f'<dt id="{target}"><dfn>' in html


def test_a_term_is_described_by_its_definition(lesson, html):
    described = re.findall(r'href="#(mot-[^"]+)" aria-describedby="([^"]+)"', html)
    assert described == [("mot-csv", "mot-csv-sens"), ("mot-date-iso", "mot-date-iso-sens")]
    assert re.search(r'<dd id="mot-csv-sens">Fichier de texte', html)
    assert lesson.terms == ("CSV", "date ISO")


def test_ids_are_unique(html):
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_recurring_step_gets_another_id(courses, edit):
    edit("exemple/lire.md", "### Une date, un ordre", "## Comprendre")
    again = load_course(courses, SMALL_SANDBOX).lesson("exemple/lire")
    text = "".join(part.html for part in again.parts)
    assert '<h2 id="comprendre"' in text
    assert '<h2 id="comprendre-2"' in text


def test_activities_are_not_counted_as_words(courses, edit, lesson):
    edit("exemple/lire.md", "```{quiz} quiz\n```", "")
    assert load_course(courses, SMALL_SANDBOX).lesson("exemple/lire").words == lesson.words
    edit("exemple/lire.md", "- Année, mois, jour.", "- Année, mois, jour, c'est tout !")
    assert load_course(courses, SMALL_SANDBOX).lesson("exemple/lire").words == lesson.words + 2


def test_figure_is_inlined_with_its_text(courses, edit):
    (courses / "exemple" / "figures").mkdir()
    (courses / "exemple" / "figures" / "x.svg").write_text("<svg/>", encoding="utf-8")
    edit("exemple/lire.md", "- Année", "![Trois « dates »](figures/x.svg)\n\n- Année")
    page = load_course(courses, SMALL_SANDBOX).lesson("exemple/lire")
    data = base64.b64encode(b"<svg/>").decode()
    source = f'src="data:image/svg+xml;base64,{data}" alt="Trois «\u00a0dates\u00a0»"'
    assert any(source in part.html for part in page.parts)


def test_raw_html_is_text(courses, edit):
    edit("exemple/lire.md", "- Année", "<script>alert(1)</script>\n\n- Année")
    page = load_course(courses, SMALL_SANDBOX).lesson("exemple/lire")
    text = "".join(part.html for part in page.parts)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
