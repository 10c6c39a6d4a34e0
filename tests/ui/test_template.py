"""Our template through Voilà's own exporter: what goes out first, and hostile titles and views."""

from __future__ import annotations

import asyncio
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from voila.exporter import VoilaExporter

from grader.server.assets import static_bytes
from grader.typography import french
from grader.ui import actions
from grader.ui.piece import MIME

TEMPLATES = Path(actions.__file__).parent / "templates"
NASTY = "</script><script>alert(1)</script><!-- \"'&<b>"
KERNEL = "11111111-2222-3333-4444-555555555555"


def prose(html, step):
    cell = nbformat.v4.new_markdown_cell(html)
    cell.metadata["ouvroir"] = {"html": True, "step": step}
    return cell


def activity(kind, ref="x", step="exercer"):
    cell = nbformat.v4.new_code_cell(f'from grader.ui import show\n\nshow("{kind}", "{ref}")')
    cell.metadata["ouvroir"] = {"piece": kind, "ref": ref, "step": step}
    return cell


LESSON = {
    "title": "Ce que lit une machine",
    "summary": "Les règles simples.",
    "minutes": 15,
    "steps": [["comprendre", "Comprendre"], ["exercer", "S'exercer"]],
}


def about(**page):
    return {
        "base_url": "/racine/",
        "static": "/racine/statique/abc/",
        "xsrf": "jeton",
        "page": {
            "title": "Ce que lit une machine",
            "kind": "lesson",
            "breadcrumb": [["Accueil", "/racine/"]],
            "lesson": LESSON,
            "previous": None,
            "next": ["Ensuite", "/racine/lecon/b"],
            "progress": {"value": 0.5, "label": "1 leçon sur 2"},
            **page,
        },
    }


def cells():
    return [
        prose('<h2 id="comprendre" class="etape">Comprendre</h2>\n<p>Un.</p>', "comprendre"),
        activity("question", "prep-r01", "comprendre"),
        prose('<h2 id="comprendre-2" class="etape">Comprendre</h2>\n<p>Deux.</p>', "comprendre"),
        prose('<h2 id="exercer" class="etape">S\'exercer</h2>\n<p>Trois.</p>', "exercer"),
        activity("exercise", "preparer/fichier"),
        activity("lesson_end", "preparer/lecon"),
    ]


def render(notebook_cells, ouvroir, pieces=None, stop_before_kernel=False):
    """Render as the server does; gives what went out before the kernel, and all of it."""
    sent, before = [], []

    async def kernel_start(_nb):
        before.extend(sent)
        return KERNEL

    async def cell_generator(nb, _kernel):
        for number, cell in enumerate(nb.cells, start=1):
            outputs = (pieces or {}).get(number)
            if cell.cell_type == "code" and outputs is not None:
                cell.outputs = outputs
            yield cell

    async def run():
        exporter = VoilaExporter(
            template_paths=[str(TEMPLATES / "ouvroir"), str(TEMPLATES / "shell")],
            template_name="ouvroir",
            base_url="/racine/",
        )
        generator = exporter.generate_from_notebook_node(
            nbformat.v4.new_notebook(cells=notebook_cells),
            resources={"ouvroir": ouvroir},
            extra_context={"kernel_start": kernel_start, "cell_generator": cell_generator},
            page_config={},
        )
        async for html, _resources in generator:
            sent.append(html)

    asyncio.run(run())
    return "".join(before), "".join(sent)


def result(kind, view, **more):
    piece = {"model": "m" * 32, "kind": kind, "ref": "x", "view": view, **more}
    return [nbformat.v4.new_output("execute_result", {MIME: piece, "text/plain": "x"})]


def data_of(html):
    found = re.findall(
        r'<script type="application/json" class="piece-data" data-for="([^"]+)">(.*?)</script>',
        html,
        re.DOTALL,
    )
    return {name: json.loads(text) for name, text in found}


def attributes_of(html):
    """Names of all attributes, as a browser would read them."""
    names = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda _tag, attributes: names.update(n for n, _ in attributes)
    parser.feed(html)
    return names


def test_all_that_can_be_read_goes_out_before_the_kernel():
    before, _ = render(cells(), about())

    for text in ("<title>", "Un.", "Deux.", "Trois.", "Accueil", "1 leçon sur 2", "</footer>"):
        assert text in before
    assert before.count("Chargement de l'activité…") == 3
    assert "ouvroir-page" not in before


def test_then_the_kernel_then_each_activity():
    view = {"question_html": "<p>Un</p>"}
    _, html = render(cells(), about(), {2: result("question", view)})

    page = re.search(r'id="ouvroir-page">(.*?)</script>', html)[1]
    assert json.loads(page) == {"kernel": KERNEL, "base": "/racine/", "xsrf": "jeton"}
    assert data_of(html)["piece-2"]["view"] == view
    assert html.rstrip().endswith("</html>")


def test_each_activity_has_its_place_and_its_place_has_its_activity():
    _, html = render(cells(), about())

    places = re.findall(r'<div class="piece" id="([^"]+)" data-kind="([^"]+)"', html)
    assert dict(places) == {"piece-2": "question", "piece-5": "exercise", "piece-6": "lesson_end"}
    assert data_of(html).keys() == dict(places).keys()


def test_a_cell_that_failed_leaves_no_trace_of_the_failure():
    fault = nbformat.v4.new_output(
        "error", ename="ValueError", evalue="secret", traceback=["Traceback secret"]
    )
    noise = nbformat.v4.new_output("stream", name="stderr", text="bruit")
    _, html = render(cells(), about(), {2: [fault], 5: [noise]})

    assert data_of(html)["piece-2"]["view"] is None
    for text in ("secret", "Traceback", "bruit", "ValueError", "grader.ui import"):
        assert text not in html


def test_an_activity_that_could_not_open_says_why():
    error = {"code": "server-silent", "message": "Le serveur ne répond pas.", "hint": ""}
    _, html = render(cells(), about(), {2: result("question", None, error=error)})

    assert data_of(html)["piece-2"]["error"] == error


def test_sections_follow_the_steps_of_the_prose():
    _, html = render(cells(), about())

    sections = re.findall(
        r'<section class="etape" data-etape="([^"]+)" aria-labelledby="([^"]+)"', html
    )
    assert sections == [
        ("comprendre", "comprendre"),
        ("comprendre", "comprendre-2"),
        ("exercer", "exercer"),
    ]
    assert html.count("</section>") == 3
    # The list of steps names each once, and leads to the first of its sections.
    links = re.findall(r'<a href="#([^"]+)" data-etape="([^"]+)">', html)
    assert links == [("comprendre", "comprendre"), ("exercer", "exercer")]


def test_hostile_titles_stay_text():
    lesson = {**LESSON, "title": NASTY, "summary": NASTY, "steps": [[NASTY, NASTY]]}
    page = about(
        title=NASTY,
        lesson=lesson,
        breadcrumb=[[NASTY, '"><script>']],
        previous=[NASTY, '" onclick="x'],
        progress={"value": '"><script>', "label": NASTY},
    )
    page["static"] = '"><script>'
    page["base_url"] = '"><script>'
    _, html = render([activity(NASTY)], page)

    assert "<script>" not in html
    assert "<b>" not in html
    assert "<!--" not in html
    assert not [name for name in attributes_of(html) if name.startswith("on")]


def test_hostile_views_stay_data():
    view = {"question_html": NASTY, NASTY: [NASTY]}
    _, html = render(cells(), about(), {2: result("question", view)})

    assert data_of(html)["piece-2"]["view"] == view
    assert "<script>alert" not in html
    assert "<!--" not in html


def test_prose_that_is_not_ours_is_not_markup():
    foreign = nbformat.v4.new_markdown_cell("<script>alert(1)</script>")
    _, html = render([foreign], about())

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


@pytest.mark.parametrize("kind", ["home", "module", "trainer"])
def test_a_page_without_lesson_has_one_title_and_no_steps(kind):
    _, html = render([activity(kind, "")], about(kind=kind, lesson=None, next=None, progress=None))

    assert html.count("<h1>") == 1
    assert 'class="etapes"' not in html
    assert 'data-level="2"' in html


def test_what_a_page_loads_exists_and_is_named_once():
    for kind in actions.ACTIONS:
        _, html = render([activity(kind)], about())
        named = re.findall(r'(?:href|src)="/racine/statique/abc/([^"]+)"', html)

        assert [name for name in named if static_bytes(name) is None] == []
        assert len(named) == len(set(named)) <= 5


def test_words_of_the_template_are_set_in_french():
    _, html = render(cells(), about(kind="home", lesson=None))
    texts = re.findall(r">([^<]+)<", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))

    for text in texts:
        plain = text.replace("&nbsp;", "\u00a0").replace("&#39;", "'")
        assert french(plain) == plain
